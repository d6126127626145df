//! `python -m unphi`: the `unphi` command, without a second copy of the lexicon in the wheel.

use std::ffi::OsString;

use pyo3::prelude::*;

/// Runs the command with these arguments, the program's name first, and returns its exit code.
#[pyfunction]
pub(crate) fn main(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| unphi_cli::run(arguments))
}
