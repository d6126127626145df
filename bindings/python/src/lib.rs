//! The native half of the Python package `unphi`; `python/unphi/` is what users import.
//!
//! | module | question |
//! |---|---|
//! | `engine` | how is the de-identifier built, called and pickled? |
//! | `policy`, `key` | what is done to each identifier, and with which secret? |
//! | `name_model` | which name model stands beside the rules? |
//! | `subject` | what is known of a person? |
//! | `whom` | whom is each text of a batch about? |
//! | `session` | what goes back into the answers of a conversation? |
//! | `reidentified` | how does a text with opened tokens look? |
//! | `result` | how do spans and results look from Python? |
//! | `batch` | how do many texts go through, in blocks, on several threads, without the GIL? |
//! | `items` | how do Python strings become such texts, and the outcome a list? |
//! | `arrow` | how do Arrow columns, without a copy in? |
//! | `offsets` | where is this byte in code points, and where in the output? |
//! | `failure` | what is said of a text that was withheld? |
//! | `command` | `python -m unphi` |

mod arrow;
mod batch;
mod command;
mod engine;
mod failure;
mod items;
mod key;
mod name_model;
mod offsets;
mod policy;
mod reidentified;
mod result;
mod session;
mod subject;
mod whom;

use pyo3::prelude::pymodule;

/// The native half of the package.
#[pymodule]
mod _unphi {
    #[pymodule_export]
    use crate::arrow::ArrowColumn;
    #[pymodule_export]
    use crate::command::main;
    #[pymodule_export]
    use crate::engine::Engine;
    #[pymodule_export]
    use crate::key::Key;
    #[pymodule_export]
    use crate::offsets::Offsets;
    #[pymodule_export]
    use crate::policy::Policy;
    #[pymodule_export]
    use crate::reidentified::{Reidentified, TokenFault};
    #[pymodule_export]
    use crate::result::{Explanation, Result, Span};
    #[pymodule_export]
    use crate::session::{RestoreStream, Session};
    #[pymodule_export]
    use crate::subject::Subject;
    use pyo3::prelude::*;
    use pyo3::types::PyModule;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::failure::silence_panics();
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
