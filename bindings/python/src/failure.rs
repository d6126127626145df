//! What is said of a text that was withheld. No message holds text of a document.

use core::fmt;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::Once;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use unphi::{ErrorKind, Scratch};

/// The exceptions, which are written in Python: one tree, some of them also `ValueError`s.
mod exceptions {
    pyo3::import_exception!(unphi._errors, UnphiError);
    pyo3::import_exception!(unphi._errors, ConfigurationError);
    pyo3::import_exception!(unphi._errors, InputError);
    pyo3::import_exception!(unphi._errors, InternalError);
    pyo3::import_exception!(unphi._errors, InvalidKeyError);
}
pub(crate) use exceptions::InputError;

/// Why one text has no result.
#[derive(Clone, Debug)]
pub(crate) enum Failure {
    /// What was given is no `str`; the name of its type.
    NotText(String),
    /// Half of a surrogate pair stands at this code point.
    Surrogate(usize),
    /// The engine refused it.
    Refused(unphi::Error),
    /// The engine panicked at this place of its source.
    Panicked(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText(class) => write!(f, "expected str or None, got {class}"),
            Self::Surrogate(at) => write!(
                f,
                "a lone surrogate at index {at} is no Unicode text; \
                 replace it first, as with text.encode('utf-8', 'replace').decode()"
            ),
            Self::Refused(error) => error.fmt(f),
            Self::Panicked(place) => {
                write!(
                    f,
                    "internal error{place}; please report it with this place and, if you can, an example free of PHI"
                )
            }
        }
    }
}

impl From<unphi::Error> for Failure {
    fn from(error: unphi::Error) -> Self {
        Self::Refused(error)
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        let message = failure.to_string();
        match failure {
            Failure::NotText(_) => PyTypeError::new_err(message),
            Failure::Surrogate(_) => InputError::new_err(message),
            Failure::Refused(error) => refused(&error),
            Failure::Panicked(_) => exceptions::InternalError::new_err(message),
        }
    }
}

/// An error of the engine as the exception of its kind.
pub(crate) fn refused(error: &unphi::Error) -> PyErr {
    let message = error.to_string();
    match error.kind() {
        ErrorKind::Configuration => exceptions::ConfigurationError::new_err(message),
        ErrorKind::Input => InputError::new_err(message),
        ErrorKind::Key => invalid_key(message),
        _ => exceptions::UnphiError::new_err(message),
    }
}

/// What was given for a key is none.
pub(crate) fn invalid_key(message: impl Into<String>) -> PyErr {
    exceptions::InvalidKeyError::new_err(message.into())
}

/// An option is wrong.
pub(crate) fn configuration(message: impl Into<String>) -> PyErr {
    exceptions::ConfigurationError::new_err(message.into())
}

/// A setting that is wrong.
pub(crate) fn misconfigured(message: String) -> PyErr {
    exceptions::ConfigurationError::new_err(message)
}

/// The text of a Python string, lent. Python's own error would carry the whole text.
pub(crate) fn text<'s>(string: &'s Bound<'_, PyString>) -> Result<&'s str, Failure> {
    string.to_str().map_err(|error| {
        let at = error.value(string.py()).getattr("start").and_then(|start| start.extract());
        Failure::Surrogate(at.unwrap_or_default())
    })
}

thread_local! {
    /// Where this thread panicked last.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// The standard panic message could quote a document: only the place is kept. The hook is this library's alone.
pub(crate) fn silence_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        set_hook(Box::new(|panic| {
            let place = panic.location().map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
            PLACE.set(place);
        }));
    });
}

/// Runs `work` with this thread's buffers. No panic gets further; buffers that it may have left in disorder are dropped.
pub(crate) fn guarded<R>(work: impl FnOnce(&mut Scratch) -> Result<R, Failure>) -> Result<R, Failure> {
    let mut scratch = SCRATCH.take();
    // Whom the text before was about is nothing to this one.
    scratch.set_subject_id(None);
    match catch_unwind(AssertUnwindSafe(|| work(&mut scratch))) {
        Ok(result) => {
            SCRATCH.set(scratch);
            result
        }
        Err(_) => Err(Failure::Panicked(PLACE.take())),
    }
}

/// Runs `work`, and no panic gets further.
pub(crate) fn caught<R>(work: impl FnOnce() -> Result<R, Failure>) -> Result<R, Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Failure::Panicked(PLACE.take())))
}
