//! One conversation: what was replaced in its messages can be put back into the answers, without a key or a table on disk.

#![forbid(unsafe_code)]

use core::fmt;
use core::ops::Range;
use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::transform::State;
use crate::{Deidentified, Deidentifier, Error, Identifier, Operator, Scratch, Span};

/// A conversation. The same person, place or code has the same replacement in all of its messages, and
/// [`restore`](Self::restore) puts the originals into an answer. It holds the originals in memory, and forgets them when it is dropped.
///
/// Tags of the policy get numbers, so that each has one original. What leaves several originals open is not put back:
/// years and other generalized values, masks, and a surrogate that two originals share.
///
/// ```
/// use unphi::{Deidentifier, Session};
///
/// let mut session = Session::new(&Deidentifier::safe_harbor());
/// let first = session.deidentify("Mrs. Ruiz, MRN: 00482913, was seen by Dr. Rose.")?;
/// assert_eq!(first.text(), "Mrs. [NAME_1], MRN: [MRN_1], was seen by Dr. [NAME_2].");
/// let second = session.deidentify("Does Mrs. Ruiz need another visit?")?;
/// assert_eq!(second.text(), "Does Mrs. [NAME_1] need another visit?");
/// assert_eq!(session.restore("Dr. [NAME_2] should call Mrs. [NAME_1]."), "Dr. Rose should call Mrs. Ruiz.");
/// # Ok::<(), unphi::Error>(())
/// ```
pub struct Session {
    deidentifier: Deidentifier,
    scratch: Scratch,
    /// From a replacement in small letters to what it replaced; `None` where that is not one thing.
    originals: HashMap<String, Option<String>>,
    /// The search for the replacements, made anew after each message.
    search: Option<Search>,
}

struct Search {
    replacements: AhoCorasick,
    originals: Vec<String>,
    /// Bytes of the longest replacement.
    longest: usize,
}

/// Fewest bytes of a shifted date that is told from an ordinary number.
const SHORTEST_DATE: usize = 6;

impl Session {
    /// A conversation with the settings of `deidentifier`.
    #[must_use]
    pub fn new(deidentifier: &Deidentifier) -> Self {
        let mut scratch = Scratch::new();
        scratch.use_state(State::lasting());
        Self { deidentifier: deidentifier.clone(), scratch, originals: HashMap::new(), search: None }
    }

    /// Says whom the conversation is about; see [`Scratch::set_subject_id`].
    pub fn set_subject_id(&mut self, id: Option<&str>) {
        self.scratch.set_subject_id(id);
    }

    /// Replaces every identifier of a message.
    ///
    /// # Errors
    /// As [`Deidentifier::deidentify`].
    pub fn deidentify(&mut self, text: &str) -> Result<Deidentified, Error> {
        let mut out = String::new();
        self.deidentifier.deidentify_into(&mut self.scratch, text, &mut out)?;
        let result = self.scratch.take_result(out);
        let pieces: HashMap<usize, Range<usize>> =
            result.offsets().replacements().map(|(original, output)| (original.start, output)).collect();
        for span in result.spans() {
            let found = text.get(span.range()).unwrap_or_default();
            let new = pieces.get(&span.start()).and_then(|range| result.text().get(range.clone())).unwrap_or_default();
            self.learn(span, found, new);
        }
        self.search = None;
        self.prepare()?;
        Ok(result)
    }

    /// Remembers that `new` stands for `found`.
    fn learn(&mut self, span: &Span, found: &str, new: &str) {
        match self.deidentifier.policy().operator(span.identifier(), span.kind()) {
            Operator::Tag | Operator::NumberedTag => {
                let place = self.originals.entry(new.to_lowercase()).or_insert_with(|| Some(String::new()));
                // A person is called by the fullest name.
                if let Some(original) = place.as_mut().filter(|original| original.len() < found.len()) {
                    found.clone_into(original);
                }
            }
            Operator::Surrogate => {
                self.pair(found, new);
                if span.identifier() == Identifier::Name && span.kind() != "organization" {
                    let words = |text: &str| -> Vec<String> {
                        let words =
                            text.split(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '\'' | '’')));
                        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
                    };
                    let (old, new) = (words(found), words(new));
                    if old.len() == new.len() {
                        for (old, new) in old.iter().zip(&new).filter(|(old, new)| old != new && new.len() > 2) {
                            self.pair(old, new);
                        }
                    }
                }
            }
            Operator::Shift if new.len() < SHORTEST_DATE => {}
            Operator::Hash | Operator::Encrypt | Operator::EncryptDigits | Operator::Shift => self.pair(found, new),
            _ => {}
        }
    }

    fn pair(&mut self, found: &str, new: &str) {
        let place = self.originals.entry(new.to_lowercase()).or_insert_with(|| Some(found.to_owned()));
        if place.as_ref().is_some_and(|original| original.to_lowercase() != found.to_lowercase()) {
            *place = None;
        }
    }

    fn prepare(&mut self) -> Result<(), Error> {
        let mut pairs: Vec<(&String, &String)> =
            self.originals.iter().filter_map(|(new, original)| Some((new, original.as_ref()?))).collect();
        pairs.sort_unstable();
        let longest = pairs.iter().map(|(new, _)| new.len()).max().unwrap_or(0);
        let originals = pairs.iter().map(|(_, original)| (*original).clone()).collect();
        let replacements = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(pairs.iter().map(|(new, _)| new.as_str()))
            .map_err(|_| {
                Error::input("the conversation has replaced more than can be searched for: begin a new one")
            })?;
        self.search = Some(Search { replacements, originals, longest });
        Ok(())
    }

    /// The text with the originals in the place of this conversation's replacements, wherever they stand. What is no
    /// replacement of this conversation stays.
    #[must_use]
    pub fn restore(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        self.restore_until(text, text.len(), &mut out);
        out
    }

    /// Restores an answer that comes in pieces.
    ///
    /// ```
    /// use unphi::{Deidentifier, Session};
    ///
    /// let mut session = Session::new(&Deidentifier::safe_harbor());
    /// session.deidentify("Mrs. Ruiz is well.")?;
    /// let mut stream = session.restore_stream();
    /// let mut answer = String::new();
    /// for piece in ["Dear Mrs. [NA", "ME_", "1], you", " are well."] {
    ///     answer += &stream.push(piece);
    /// }
    /// answer += &stream.finish();
    /// assert_eq!(answer, "Dear Mrs. Ruiz, you are well.");
    /// # Ok::<(), unphi::Error>(())
    /// ```
    #[must_use]
    pub fn restore_stream(&self) -> RestoreStream<'_> {
        self.resume_stream(Held::default())
    }

    /// Goes on with a stream of this conversation that was [paused](RestoreStream::pause).
    #[must_use]
    pub fn resume_stream(&self, held: Held) -> RestoreStream<'_> {
        RestoreStream { session: self, held: held.0 }
    }

    /// Appends `text` up to byte `until` or the end of a replacement before which it lies; returns where it ended.
    fn restore_until(&self, text: &str, until: usize, out: &mut String) -> usize {
        let Some(search) = &self.search else {
            out.push_str(text.get(..until).unwrap_or_default());
            return until;
        };
        let mut at = 0;
        for found in search.replacements.find_iter(text) {
            if found.start() >= until {
                break;
            }
            if !stands_alone(text, found.range()) {
                continue;
            }
            out.push_str(text.get(at..found.start()).unwrap_or_default());
            let written = text.get(found.range()).unwrap_or_default();
            let original = search.originals.get(found.pattern().as_usize()).map_or(written, String::as_str);
            out.push_str(original);
            at = found.end();
        }
        let until = until.max(at);
        out.push_str(text.get(at..until).unwrap_or_default());
        until
    }

    /// Bytes of the longest replacement.
    fn longest(&self) -> usize {
        self.search.as_ref().map_or(0, |search| search.longest)
    }
}

/// Whether the text at `range` is no part of a longer word.
fn stands_alone(text: &str, range: Range<usize>) -> bool {
    let word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let inside = text.get(range.clone()).unwrap_or_default();
    let (before, after) = (text.get(..range.start).unwrap_or_default(), text.get(range.end..).unwrap_or_default());
    !(word(before.chars().next_back()) && word(inside.chars().next()))
        && !(word(inside.chars().next_back()) && word(after.chars().next()))
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("replacements", &self.originals.len()).finish_non_exhaustive()
    }
}

/// An answer that is restored as it comes; see [`Session::restore_stream`].
pub struct RestoreStream<'s> {
    session: &'s Session,
    /// What may be the beginning of a replacement.
    held: String,
}

impl RestoreStream<'_> {
    /// Takes the next piece and gives what is sure: a replacement that may go on in the next piece is held back, no more
    /// than the longest one.
    #[must_use]
    pub fn push(&mut self, piece: &str) -> String {
        self.held.push_str(piece);
        // The character after a replacement decides whether it stands alone.
        let sure = self.held.len().saturating_sub(self.session.longest() + char::MAX.len_utf8());
        let sure = self.held.floor_char_boundary(sure);
        let mut out = String::new();
        if sure > 0 {
            let done = self.session.restore_until(&self.held, sure, &mut out);
            self.held.drain(..done);
        }
        out
    }

    /// Gives what was held back.
    #[must_use]
    pub fn finish(self) -> String {
        self.session.restore(&self.held)
    }

    /// Lets go of the session until the next piece comes: messages may go out meanwhile.
    ///
    /// ```
    /// use unphi::{Deidentifier, Held, Session};
    ///
    /// let mut session = Session::new(&Deidentifier::safe_harbor());
    /// session.deidentify("Mrs. Ruiz is well.")?;
    /// let (mut held, mut answer) = (Held::default(), String::new());
    /// for piece in ["Dear Mrs. [NA", "ME_1],"] {
    ///     let mut stream = session.resume_stream(held);
    ///     answer += &stream.push(piece);
    ///     held = stream.pause();
    ///     session.deidentify("Is Dr. Rose in?")?;
    /// }
    /// answer += &session.resume_stream(held).finish();
    /// assert_eq!(answer, "Dear Mrs. Ruiz,");
    /// # Ok::<(), unphi::Error>(())
    /// ```
    #[must_use]
    pub fn pause(self) -> Held {
        Held(self.held)
    }
}

/// What a paused [`RestoreStream`] has held back. It shows none of it.
#[derive(Clone, Default)]
pub struct Held(String);

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Held").field(&self.0.len()).finish()
    }
}

impl fmt::Debug for RestoreStream<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RestoreStream").field("held", &self.held.len()).finish_non_exhaustive()
    }
}
