//! Which name model stands beside the rules?

use std::path::{Path, PathBuf};

use pyo3::exceptions::PyUserWarning;
use pyo3::prelude::*;
use unphi_ner::{BackEnd, Choice, Chosen};

use crate::failure::misconfigured;

/// The model that `which` names: `"off"`, `"auto"`, `"on"` or a folder. What `auto` goes on without is a warning.
pub(crate) fn choose(py: Python<'_>, which: &Path) -> PyResult<Option<Chosen>> {
    let library = library(py);
    let choice = Choice { labels: None, back_end: BackEnd::Auto, library: library.as_deref() };
    let chosen = py
        .detach(|| unphi_ner::choose(which.as_os_str(), &choice))
        .map_err(|error| misconfigured(format!("ner: {error}")))?;
    if let Some(note) = chosen.as_ref().and_then(|chosen| chosen.note.as_ref()) {
        let message = std::ffi::CString::new(format!("ner: {note}")).unwrap_or_default();
        PyErr::warn(py, &py.get_type::<PyUserWarning>(), &message, 1)?;
    }
    Ok(chosen)
}

/// The library of the Python package `onnxruntime`, where that is installed. The package is not imported.
fn library(py: Python<'_>) -> Option<PathBuf> {
    let find = |name: &str| -> PyResult<PathBuf> {
        let spec = py.import("importlib.util")?.getattr("find_spec")?.call1((name,))?;
        spec.getattr("submodule_search_locations")?.get_item(0)?.extract()
    };
    unphi_ner::library_of_package(&find("onnxruntime").ok()?)
}
