//! Panics stay inside: caught at the boundary, and silent about the text.

use core::cell::RefCell;
use core::panic::AssertUnwindSafe;
use std::panic::catch_unwind;

use crate::status::{Failure, unphi_status};

thread_local! {
    /// Where this thread last panicked.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The body of every function that C calls.
pub(crate) fn call(work: impl FnOnce() -> Result<(), Failure>) -> unphi_status {
    install_hook();
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(())) => unphi_status::Ok,
        Ok(Err(failure)) => failure.record(),
        Err(_) => Failure::panicked().record(),
    }
}

/// File and line of the panic that this thread has just caught.
pub(crate) fn take_place() -> String {
    PLACE.try_with(|place| place.borrow_mut().take()).ok().flatten().unwrap_or_else(|| "an unknown place".to_owned())
}

/// The standard hook prints the message of a panic, which may quote a text, before anything can catch it. This one prints
/// only where it was. The hook belongs to this library's own copy of the standard library, so that Rust code elsewhere in the
/// process keeps its own.
#[cfg(not(any(test, feature = "fuzzing")))]
fn install_hook() {
    static HOOK: std::sync::Once = std::sync::Once::new();
    HOOK.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
            eprintln!("unphi: internal error at {place}");
            let _ = PLACE.try_with(|last| *last.borrow_mut() = Some(place));
        }));
    });
}

/// Tests and the fuzzer have hooks of their own.
#[cfg(any(test, feature = "fuzzing"))]
fn install_hook() {}
