//! How a call went, and the message of the last one that failed.

use core::cell::RefCell;
use core::ffi::{CStr, c_char};
use std::borrow::Cow;

use unphi::{Error, ErrorKind};

use crate::panic;

/// How a call went. Numbers are never changed or used again for something else; later versions may add some.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(non_camel_case_types, reason = "as C knows it")]
pub enum unphi_status {
    /// Done; every output is written.
    Ok = 0,
    /// A handle, an output or a text that has a length is `NULL`.
    NullPointer = 1,
    /// The handle was freed, is of another type, or never came from this library.
    InvalidHandle = 2,
    /// Another call, on this thread or another, is using the handle, and the two must not overlap.
    HandleInUse = 3,
    /// An earlier call on the handle ended in `UNPHI_STATUS_PANIC`; all that it is good for is to be freed.
    HandlePoisoned = 4,
    /// The process holds more handles than there can be.
    TooManyHandles = 5,
    /// The text is not UTF-8. The message says at which byte.
    InvalidUtf8 = 6,
    /// A length or a count is larger than memory can be.
    InvalidLength = 7,
    /// There is no such item or span.
    IndexOutOfRange = 8,
    /// An option or a rule is wrong. The message says which, and how to mend it.
    Configuration = 9,
    /// The text cannot be processed; nothing of it is given out.
    Input = 10,
    /// The buffer is too small and was left as it was. The length that is needed is written all the same.
    BufferTooSmall = 11,
    /// The result comes from `unphi_detect`, which writes no text.
    NoText = 12,
    /// Your callback returned something other than 0.
    Stopped = 13,
    /// A fault in this library. It was caught, nothing of the text is given out, and the handle is poisoned. Please report it.
    Panic = 14,
    /// A key is missing, too short, or written wrongly.
    Key = 15,
}

impl unphi_status {
    const ALL: [Self; 16] = [
        Self::Ok,
        Self::NullPointer,
        Self::InvalidHandle,
        Self::HandleInUse,
        Self::HandlePoisoned,
        Self::TooManyHandles,
        Self::InvalidUtf8,
        Self::InvalidLength,
        Self::IndexOutOfRange,
        Self::Configuration,
        Self::Input,
        Self::BufferTooSmall,
        Self::NoText,
        Self::Stopped,
        Self::Panic,
        Self::Key,
    ];

    const fn name(self) -> &'static CStr {
        match self {
            Self::Ok => c"ok",
            Self::NullPointer => c"null pointer",
            Self::InvalidHandle => c"invalid handle",
            Self::HandleInUse => c"handle in use",
            Self::HandlePoisoned => c"handle poisoned",
            Self::TooManyHandles => c"too many handles",
            Self::InvalidUtf8 => c"invalid UTF-8",
            Self::InvalidLength => c"invalid length",
            Self::IndexOutOfRange => c"index out of range",
            Self::Configuration => c"wrong configuration",
            Self::Input => c"text cannot be processed",
            Self::BufferTooSmall => c"buffer too small",
            Self::NoText => c"no text",
            Self::Stopped => c"stopped by the callback",
            Self::Panic => c"internal error",
            Self::Key => c"missing or wrong key",
        }
    }
}

/// Why a call failed. It never holds text of a document.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    status: unphi_status,
    message: Cow<'static, str>,
}

impl Failure {
    pub(crate) fn new(status: unphi_status, message: impl Into<Cow<'static, str>>) -> Self {
        Self { status, message: message.into() }
    }

    /// For the panic that this thread has just caught.
    pub(crate) fn panicked() -> Self {
        let place = panic::take_place();
        Self::new(unphi_status::Panic, format!("internal error at {place}: please report it"))
    }

    pub(crate) fn status(&self) -> unphi_status {
        self.status
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// Keeps the message for `unphi_last_error` and leaves the status.
    pub(crate) fn record(self) -> unphi_status {
        // While a thread ends, its message may be gone already; the status is enough.
        let _ = LAST_ERROR.try_with(|last| {
            let mut last = last.borrow_mut();
            last.clear();
            // A message with a NUL (out of a rules file) would end there.
            last.extend(self.message.bytes().filter(|byte| *byte != 0));
            last.push(0);
        });
        self.status
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let status = match error.kind() {
            ErrorKind::Configuration => unphi_status::Configuration,
            ErrorKind::Key => unphi_status::Key,
            _ => unphi_status::Input,
        };
        Self::new(status, error.to_string())
    }
}

thread_local! {
    /// Ends with a NUL once there is a message.
    static LAST_ERROR: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Why the last failed call on this thread failed: UTF-8, ended by a NUL, and without a word of any document, so that it may
/// be logged. Never `NULL`; empty when no call on this thread has failed. A call that succeeds leaves it as it is: ask the
/// status first.
///
/// The message is valid until the next call of this library on this thread. Where a runtime moves your code from thread to
/// thread (coroutines, fibres), read it before the next point where that may happen.
#[unsafe(no_mangle)]
pub extern "C" fn unphi_last_error() -> *const c_char {
    LAST_ERROR
        .try_with(|last| match last.try_borrow() {
            Ok(last) if !last.is_empty() => last.as_ptr().cast(),
            _ => c"".as_ptr(),
        })
        .unwrap_or(c"".as_ptr())
}

/// A few words for a status, such as `buffer too small`: a static string, never `NULL`. A number that is none of the
/// statuses is `unknown status`.
#[unsafe(no_mangle)]
pub extern "C" fn unphi_status_name(status: u32) -> *const c_char {
    unphi_status::ALL.get(status as usize).map_or(c"unknown status", |status| status.name()).as_ptr()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_stand_at_their_numbers() {
        for (number, status) in unphi_status::ALL.into_iter().enumerate() {
            assert_eq!(status as usize, number);
        }
    }
}
