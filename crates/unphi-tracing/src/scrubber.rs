//! One record as one text, and back.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;

use unphi::{Deidentifier, Scratch};

/// What stands in the place of a value that could not be scrubbed.
pub const WITHHELD: &str = "[WITHHELD]";

/// Between the values of a record. No identifier goes over a record separator (U+001E).
const SEPARATOR: &str = "\n\u{1e}\n";

/// Takes identifiers out of the records of a service. Cheap to clone; `Send` and `Sync`.
///
/// ```
/// let deid = unphi::Deidentifier::builder().deny(["Project Falcon"]).build()?;
/// let scrubber = unphi_tracing::Scrubber::new(deid);
/// assert_eq!(scrubber.scrub("Project Falcon: MRN 00482913 merged"), "[OTHER]: MRN [MRN] merged");
/// # Ok::<(), unphi::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Scrubber {
    deidentifier: Deidentifier,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch::new());
}

/// A value on its way: the name that labels it, empty for the message, and its text.
pub(crate) struct Entry<'e> {
    pub(crate) label: &'e str,
    pub(crate) text: Cow<'e, str>,
}

impl Scrubber {
    /// A scrubber with your own engine: its policy, rules and lists. The default is [`Deidentifier::safe_harbor`].
    #[must_use]
    pub fn new(deidentifier: Deidentifier) -> Self {
        Self { deidentifier }
    }

    /// A text without its identifiers; [`WITHHELD`] where it cannot be processed.
    #[must_use]
    pub fn scrub<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.run(text) {
            Ok(None) => Cow::Borrowed(text),
            Ok(Some(clean)) => Cow::Owned(clean),
            Err(_) => Cow::Borrowed(WITHHELD),
        }
    }

    /// For each value of a record its clean text, or `None` where nothing was found.
    pub(crate) fn entries(&self, entries: &[Entry<'_>]) -> Vec<Option<String>> {
        let record = join(entries);
        match self.run(&record) {
            Ok(None) => entries.iter().map(|_| None).collect(),
            Ok(Some(clean)) => split(entries, &clean).unwrap_or_else(|| self.one_by_one(entries)),
            Err(_) => entries.iter().map(|_| Some(WITHHELD.to_owned())).collect(),
        }
    }

    /// For a record whose separators did not come back: a value holds one, or a finding of the user's own rule went over one.
    fn one_by_one(&self, entries: &[Entry<'_>]) -> Vec<Option<String>> {
        let alone = |entry: &Entry<'_>| {
            let labelled = labelled(entry);
            match self.run(&labelled) {
                Ok(None) => None,
                Ok(Some(clean)) => Some(clean.strip_prefix(&prefix(entry.label)).unwrap_or(WITHHELD).to_owned()),
                Err(_) => Some(WITHHELD.to_owned()),
            }
        };
        entries.iter().map(alone).collect()
    }

    /// The clean text, or `None` where nothing was found.
    fn run(&self, text: &str) -> Result<Option<String>, unphi::Error> {
        let with = |scratch: &mut Scratch| {
            let mut clean = String::new();
            let found = !self.deidentifier.deidentify_into(scratch, text, &mut clean)?.is_empty();
            Ok(found.then_some(clean))
        };
        // A thread that ends, or a record made while another is scrubbed, does without the thread's buffers.
        SCRATCH
            .try_with(|scratch| match scratch.try_borrow_mut() {
                Ok(mut scratch) => with(&mut scratch),
                Err(_) => with(&mut Scratch::new()),
            })
            .unwrap_or_else(|_| with(&mut Scratch::new()))
    }
}

fn prefix(label: &str) -> String {
    if label.is_empty() { String::new() } else { format!("{label}: ") }
}

fn labelled(entry: &Entry<'_>) -> String {
    let mut text = prefix(entry.label);
    text.push_str(&entry.text);
    text
}

fn join(entries: &[Entry<'_>]) -> String {
    entries.iter().map(labelled).collect::<Vec<_>>().join(SEPARATOR)
}

/// The values of a clean record, where they can be told apart for sure.
fn split(entries: &[Entry<'_>], clean: &str) -> Option<Vec<Option<String>>> {
    let pieces: Vec<&str> = clean.split(SEPARATOR).collect();
    if pieces.len() != entries.len() || entries.iter().any(|entry| entry.text.contains(SEPARATOR)) {
        return None;
    }
    let value = |(entry, piece): (&Entry<'_>, &str)| {
        let value = piece.strip_prefix(&prefix(entry.label))?;
        Some((value != entry.text).then(|| value.to_owned()))
    };
    entries.iter().zip(pieces).map(value).collect()
}

/// Prints a text as it is.
pub(crate) struct Plain<T>(pub(crate) T);

impl<T: AsRef<str>> fmt::Debug for Plain<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scrub(entries: &[(&str, &str)]) -> Vec<Option<String>> {
        let entries: Vec<Entry<'_>> =
            entries.iter().map(|(label, text)| Entry { label, text: Cow::Borrowed(text) }).collect();
        Scrubber::default().entries(&entries)
    }

    #[test]
    fn values_are_read_behind_their_names() {
        let clean = scrub(&[("", "lookup done"), ("mrn", "482913"), ("bytes", "771204")]);
        assert_eq!(clean, [None, Some("[MRN]".to_owned()), None]);
    }

    #[test]
    fn a_value_with_a_separator_does_not_shift_the_others() {
        let clean = scrub(&[("", "seen by Dr. Alvarez\n\u{1e}\nattempt: 4"), ("attempt", "4"), ("mrn", "00482913")]);
        assert_eq!(clean, [Some("seen by Dr. [NAME]\n\u{1e}\nattempt: 4".to_owned()), None, Some("[MRN]".to_owned())]);
    }

    #[test]
    fn nothing_found_is_nothing_changed() {
        assert_eq!(scrub(&[("", "cache warmed"), ("entries", "4096")]), [None, None]);
        assert!(scrub(&[]).is_empty());
        assert!(matches!(Scrubber::default().scrub("afebrile"), Cow::Borrowed("afebrile")));
    }
}
