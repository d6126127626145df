//! What is said of a query that fails. No message holds text of a document, and no panic gets out.

use core::cell::RefCell;
use core::ffi::c_char;
use core::panic::AssertUnwindSafe;
use std::borrow::Cow;
use std::panic::catch_unwind;
use std::sync::Once;

use arrow_schema::ArrowError;

/// Why a call has no outcome.
#[derive(Debug)]
pub(crate) struct Failure(Cow<'static, str>);

impl Failure {
    pub(crate) fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self(message.into())
    }

    /// The same, said of something.
    pub(crate) fn of(self, what: &str) -> Self {
        Self(format!("{what}: {}", self.0).into())
    }
}

impl From<unphi::Error> for Failure {
    fn from(error: unphi::Error) -> Self {
        Self(error.to_string().into())
    }
}

/// Of types, lengths and offsets: what has met data of a column says so in words of its own.
impl From<ArrowError> for Failure {
    fn from(error: ArrowError) -> Self {
        Self(error.to_string().into())
    }
}

thread_local! {
    /// Where this thread panicked last.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
    /// Ends with a NUL once there is a message.
    static LAST: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Runs `work`, and no panic gets further.
pub(crate) fn caught<R>(work: impl FnOnce() -> Result<R, Failure>) -> Result<R, Failure> {
    static HOOK: Once = Once::new();
    // The standard message of a panic could quote a document: only the place is kept. The hook is this library's alone.
    HOOK.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
            let _ = PLACE.try_with(|last| last.replace(place));
        }));
    });
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let place = PLACE.try_with(RefCell::take).unwrap_or_default();
        Err(Failure(format!("internal error{place}; please report it with this place").into()))
    })
}

/// Runs the body of a function that Polars calls, and keeps the message when it fails.
pub(crate) fn recorded(work: impl FnOnce() -> Result<(), Failure>) {
    let Err(Failure(message)) = caught(work) else { return };
    // While a thread ends, its message may be gone already.
    let _ = LAST.try_with(|last| {
        let mut last = last.borrow_mut();
        last.clear();
        last.extend(message.bytes().filter(|byte| *byte != 0));
        last.push(0);
    });
}

/// The message that was kept last on this thread; empty when none was.
pub(crate) fn last() -> *const c_char {
    let there = |last: &RefCell<Vec<u8>>| last.borrow().first().map(|first| core::ptr::from_ref(first).cast());
    LAST.try_with(there).ok().flatten().unwrap_or(c"".as_ptr())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_without_its_message() {
        recorded(|| panic!("the text of a note"));
        let message = LAST.with_borrow(|last| String::from_utf8_lossy(last).into_owned());
        assert!(message.starts_with("internal error at ") && message.contains("failure.rs:"), "{message}");
        assert!(message.ends_with('\0') && !message.contains("note"), "{message}");
    }
}
