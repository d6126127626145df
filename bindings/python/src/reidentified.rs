//! A text whose tokens were opened, as Python sees it.

use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};
use unphi::Fault;

use crate::offsets::Points;

/// A text with its tokens opened, and the tokens that could not be.
///
/// >>> import unphi
/// >>> key = unphi.Key(b"an example of 32 bytes, no secret")
/// >>> deid = unphi.Deidentifier(policy="reversible", key=key)
/// >>> tokens = deid.deidentify("MRN: 00482913").text
/// >>> deid.reidentify(tokens).text
/// 'MRN: 00482913'
/// >>> back = deid.reidentify(tokens[:-1])  # cut
/// >>> back, back.faults[0].fault, back.text == tokens[:-1]
/// (Reidentified(opened=0, faults=1), 'cut', True)
#[pyclass(frozen, module = "unphi")]
pub(crate) struct Reidentified {
    /// The text with every token that could be opened replaced by its original.
    #[pyo3(get)]
    text: Py<PyString>,
    /// How many tokens were opened.
    #[pyo3(get)]
    opened: usize,
    /// The tokens that were not, in order. They stand in the text as they stood.
    #[pyo3(get)]
    faults: Py<PyTuple>,
}

/// A token that was left as it stands.
#[pyclass(frozen, module = "unphi")]
pub(crate) struct TokenFault {
    /// Where it begins, in code points of the text that was given.
    #[pyo3(get)]
    start: usize,
    /// One past its last code point.
    #[pyo3(get)]
    end: usize,
    fault: Fault,
}

#[pymethods]
impl TokenFault {
    /// What is wrong with it: `cut`, `other-key`, `altered` or `other-version`.
    #[getter]
    fn fault(&self) -> &'static str {
        match self.fault {
            Fault::Cut => "cut",
            Fault::OtherKey => "other-key",
            Fault::Altered => "altered",
            Fault::OtherVersion => "other-version",
            _ => "other",
        }
    }

    /// The same and what to do, in words.
    #[getter]
    fn message(&self) -> &'static str {
        self.fault.message()
    }

    fn __repr__(&self) -> String {
        format!("TokenFault(start={}, end={}, fault='{}')", self.start, self.end, self.fault())
    }
}

#[pymethods]
impl Reidentified {
    /// The text is what was hidden, so that none is shown.
    fn __repr__(&self, py: Python<'_>) -> String {
        format!("Reidentified(opened={}, faults={})", self.opened, self.faults.bind(py).len())
    }
}

impl Reidentified {
    pub(crate) fn from_parts(py: Python<'_>, text: &str, opened: unphi::Reidentified) -> PyResult<Self> {
        let mut points = Points::new(text);
        let faults = opened.faults().iter().map(|found| {
            let (start, end) = (points.convert(found.range().start), points.convert(found.range().end));
            Bound::new(py, TokenFault { start, end, fault: found.fault() })
        });
        let faults = PyTuple::new(py, faults.collect::<PyResult<Vec<_>>>()?)?.unbind();
        Ok(Self { opened: opened.opened(), text: PyString::new(py, opened.text()).unbind(), faults })
    }
}
