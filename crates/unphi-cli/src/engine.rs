//! What does the engine say of this text? One set of buffers for each thread, and no panic gets further than the
//! document that caused it.

use std::cell::RefCell;
use std::ffi::OsStr;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use unphi::{Builder, Deidentifier, Key, Policy, Scratch};
use zeroize::Zeroizing;

use crate::args;
use crate::encoding::{self, BOM, Encoding};
use crate::failure::{Reason, Stop};
use crate::ner;

/// Sets the engine up as the options ask.
pub(crate) fn build(options: &args::Engine) -> Result<Deidentifier, Stop> {
    let policy = policy("--policy ", &options.policy)?;
    let mut builder = Deidentifier::builder();
    if policy.needs_key() {
        let name = policy.name().to_owned();
        builder = keys(builder, &options.keys, &format!("--policy {name}"))?;
    }
    builder = builder.policy(policy);
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
    if let Some(chosen) = ner::choose(&options.ner)? {
        builder = builder.name_model(chosen.model, chosen.ask);
    }
    builder.build().map_err(|error| {
        let file = options.rules.as_ref().map_or_else(String::new, |path| format!("--rules {}: ", path.display()));
        Stop::Usage(format!("{file}{error}"))
    })
}

/// A built-in policy, or the one in a file.
pub(crate) fn policy(option: &str, name: &OsStr) -> Result<Policy, Stop> {
    if let Some(policy) = name.to_str().and_then(Policy::named) {
        return Ok(policy);
    }
    let path = Path::new(name);
    if !path.exists() {
        return Err(Stop::Usage(format!(
            "{option}{}: there is no such file, and the built-in policies are {}",
            name.display(),
            Policy::PROFILES.join(", ")
        )));
    }
    let text = setting(option.trim_end(), path)?;
    Policy::from_toml(&text).map_err(|error| Stop::Usage(format!("{option}{}: {error}", path.display())))
}

/// Gives `builder` the keys that the options or the environment hold. `what` needs one.
pub(crate) fn keys(mut builder: Builder, options: &args::Keys, what: &str) -> Result<Builder, Stop> {
    let key = match &options.key_file {
        Some(path) => key_file("--key-file", path)?,
        None => match std::env::var("UNPHI_KEY").map(Zeroizing::new) {
            Ok(digits) => Key::from_hex(&digits).map_err(|error| Stop::Usage(format!("UNPHI_KEY: {error}")))?,
            Err(std::env::VarError::NotUnicode(_)) => {
                return Err(Stop::Usage("UNPHI_KEY: the key is not in hexadecimal".into()));
            }
            Err(std::env::VarError::NotPresent) => {
                return Err(Stop::Usage(format!(
                    "{what} needs a key: give --key-file FILE, or set UNPHI_KEY (openssl rand -hex 32 makes one)"
                )));
            }
        },
    };
    builder = builder.key(key);
    for path in &options.previous_key_file {
        builder = builder.previous_key(key_file("--previous-key-file", path)?);
    }
    Ok(builder)
}

/// The key in a file: hexadecimal digits, or the bytes themselves.
fn key_file(option: &str, path: &Path) -> Result<Key, Stop> {
    let usage = |what: String| Stop::Usage(format!("{option} {}: {what}", path.display()));
    let bytes = fs::read(path).map(Zeroizing::new).map_err(|error| usage(Reason::unreadable(&error).to_string()))?;
    Key::from_file_contents(&bytes).map_err(|error| usage(error.to_string()))
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
