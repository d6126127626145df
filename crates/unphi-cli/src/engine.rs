//! What does the engine say of this text? One set of buffers for each thread, and no panic gets further than the
//! document that caused it.

use std::cell::RefCell;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use unphi::{Deidentifier, Scratch};

use crate::args;
use crate::encoding::{self, BOM, Encoding};
use crate::failure::{Reason, Stop};

/// Sets the engine up as the options ask.
pub(crate) fn build(options: &args::Engine) -> Result<Deidentifier, Stop> {
    if options.policy != "safe-harbor" {
        return Err(Stop::Usage(format!(
            "--policy {} is not there yet: this version knows safe-harbor only",
            options.policy.display()
        )));
    }
    if options.ner != "off" && options.ner != "auto" {
        return Err(Stop::Usage(format!(
            "--ner {}: this version has no name model; give --ner off, or auto to use one once it is there",
            options.ner.display()
        )));
    }
    let mut builder = Deidentifier::builder();
    if let Some(confidence) = options.min_confidence {
        builder = builder.min_confidence(confidence);
    }
    if let Some(path) = &options.rules {
        builder = builder.rules(&setting("--rules", path)?);
    }
    if let Some(path) = &options.allow {
        builder = builder.allow(setting("--allow", path)?.lines());
    }
    if let Some(path) = &options.deny {
        builder = builder.deny(setting("--deny", path)?.lines());
    }
    builder.build().map_err(|error| {
        let file = options.rules.as_ref().map_or_else(String::new, |path| format!("--rules {}: ", path.display()));
        Stop::Usage(format!("{file}{error}"))
    })
}

/// The text of a file that an option names.
pub(crate) fn setting(option: &str, path: &Path) -> Result<String, Stop> {
    let read = fs::read(path).map_err(|error| Reason::unreadable(&error));
    let text = read.and_then(|bytes| encoding::decode(bytes, Encoding::Auto));
    let text = text.map_err(|reason| Stop::Usage(format!("{option} {}: {reason}", path.display())))?;
    Ok(text.strip_prefix(BOM).map(str::to_owned).unwrap_or(text))
}

/// The buffers of one thread.
#[derive(Default)]
pub(crate) struct Worker {
    pub(crate) scratch: Scratch,
    pub(crate) text: String,
}

thread_local! {
    static WORKER: RefCell<Worker> = RefCell::default();
}

/// A larger buffer is not kept for the next document.
const KEPT: usize = 16 << 20;

impl Worker {
    /// Runs `work` with this thread's buffers. Buffers that a panic may have left in disorder are dropped.
    pub(crate) fn run<R>(work: impl FnOnce(&mut Self) -> Result<R, Reason>) -> Result<R, Reason> {
        let mut worker = WORKER.take();
        match catch_unwind(AssertUnwindSafe(|| work(&mut worker))) {
            Ok(result) => {
                worker.text.clear();
                worker.text.shrink_to(KEPT);
                WORKER.set(worker);
                result
            }
            Err(_) => Err(Reason::new(
                "stopped the engine with an internal error",
                "please report it with the place given above and, if you can make one, an example free of PHI",
            )),
        }
    }
}

/// An error of the engine on one text. The engine's messages hold no text.
pub(crate) fn refused(error: &unphi::Error) -> Reason {
    Reason::new(format!("was refused by the engine: {error}"), "see the message")
}

#[cfg(test)]
mod tests {
    use super::Worker;

    #[test]
    fn a_panic_withholds_one_document() {
        let reason = Worker::run::<()>(|_| panic!("Ann Smith")).expect_err("panicked").to_string();
        assert!(reason.contains("internal error") && !reason.contains("Ann"));
        assert!(Worker::run(|worker| Ok(worker.text.is_empty())).expect("works again"));
    }
}
