//! What can go wrong. No error holds input text.

#![forbid(unsafe_code)]

use core::fmt;

/// Why a text could not be processed or a de-identifier not be built. It never quotes the text.
#[derive(Clone, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    message: String,
}

/// The broad reason of an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A rules file, list or option is wrong; the message says where and how.
    Configuration,
    /// The text cannot be processed at all.
    Input,
    /// A key is missing, too short, or written wrongly.
    Key,
    /// The name model cannot be loaded or run; the message says what to do.
    Model,
}

impl Error {
    pub(crate) fn configuration(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Configuration, message: message.into() }
    }

    pub(crate) fn key(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Key, message: message.into() }
    }

    pub(crate) fn input(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Input, message: message.into() }
    }

    /// A name model that cannot be loaded or run. For implementations of [`NameModel`](crate::NameModel): say why and what to
    /// do, and quote nothing of a text.
    #[must_use]
    pub fn model(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Model, message: message.into() }
    }

    /// The broad reason.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({:?}: {})", self.kind, self.message)
    }
}

impl core::error::Error for Error {}
