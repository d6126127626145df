//! What is said of a document that was withheld, and what ends a command early.
//!
//! A message names the document (its path, with the line for JSON Lines), says why and what to do. It never quotes the
//! document, nor an id taken from one: ids of records may be identifiers themselves.

use std::borrow::Cow;
use std::fmt;
use std::io;

/// Why a document was withheld, and the way out.
#[derive(Debug)]
pub(crate) struct Reason {
    why: Cow<'static, str>,
    way_out: Cow<'static, str>,
}

impl Reason {
    pub(crate) fn new(why: impl Into<Cow<'static, str>>, way_out: impl Into<Cow<'static, str>>) -> Self {
        Self { why: why.into(), way_out: way_out.into() }
    }

    /// An input that could not be read.
    pub(crate) fn unreadable(error: &io::Error) -> Self {
        let way_out = match error.kind() {
            io::ErrorKind::NotFound => "check the path",
            io::ErrorKind::PermissionDenied => "give yourself the right to read it",
            _ => "check that the file and its disk can be read",
        };
        Self::new(format!("cannot be read: {error}"), way_out)
    }

    /// An output that could not be written.
    pub(crate) fn unwritable(target: &std::path::Path, error: &io::Error) -> Self {
        Self::new(format!("its output {} cannot be written: {error}", target.display()), remedy_for_output(error))
    }
}

/// What to do about an output that fails.
pub(crate) fn remedy_for_output(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "free some space and run it again",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "choose a place that you may write to with -o"
        }
        _ => "choose another place with -o and run it again",
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.why, self.way_out)
    }
}

/// A document that was withheld.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) document: String,
    pub(crate) reason: Reason,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.document, self.reason)
    }
}

/// What ends a command before its documents are done.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The arguments are wrong: exit code 2.
    Usage(String),
    /// Nothing more can be done, such as when standard output is on a full disk: exit code 1.
    Failed(String),
    /// The reader of standard output went away (`| head`): leave quietly.
    ClosedPipe,
}

impl Stop {
    /// Standard output failed.
    pub(crate) fn stdout(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::ClosedPipe;
        }
        Self::Failed(format!("standard output cannot be written: {error}; {}", remedy_for_output(error)))
    }
}

/// How many documents were done and withheld.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) done: u64,
    pub(crate) withheld: u64,
}
