//! Sure names, carried to the mentions of them that stand alone.
//!
//! A note that says `Dr. Hemphill` once may say `Hemphill` ten times. Each word of a sure name is remembered, and the
//! other candidates of the document are compared with what is remembered. A word that is vocabulary as well (`Rose`,
//! `Grant`) is carried over only where its own context allows it.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::lexicon::{self, Class};
use crate::recognize::{finding, name};
use crate::scan::{Document, Shape, Token};
use crate::span::{Evidence, Finding, Kind};

/// Confidence from which a name is remembered.
const SURE: f32 = 0.8;
/// The same, of a word that is a name and nothing else.
const LIKELY: f32 = 0.66;
/// Most words remembered: bounded memory on any input.
const MOST: usize = 1 << 16;

/// The words of the names that a text has shown so far. Segments of one text share it.
#[derive(Default)]
pub(crate) struct Memory {
    /// Keys of words, sorted.
    words: Vec<u128>,
    fresh: Vec<u128>,
    /// One bit for each of 4,096 hashes of a remembered word: most words of a text are dismissed here.
    filter: Filter,
}

#[derive(Clone)]
struct Filter([u64; 64]);

impl Default for Filter {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl Filter {
    fn place(word: u128) -> (usize, u64) {
        let hash = ((word as u64) ^ (word >> 64) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52;
        ((hash >> 6) as usize, 1 << (hash & 63))
    }
}

impl Memory {
    /// Forgets everything: a new text begins.
    pub(crate) fn clear(&mut self) {
        self.words.clear();
        self.filter = Filter::default();
    }

    /// Remembers the words of the sure names among `findings`.
    fn learn(&mut self, document: &Document<'_>, findings: &[Finding]) {
        self.fresh.clear();
        for found in findings {
            if found.identifier != Identifier::Name || found.kind != Kind::Person || found.confidence < LIKELY {
                continue;
            }
            let mut index = document.token_at(found.start);
            while let Some(token) = document.token(index).filter(|token| token.end <= found.end) {
                if worth_remembering(token) && (found.confidence >= SURE || is_only_name(token)) {
                    self.fresh.push(lexicon::key(document.word(index)));
                }
                index += 1;
            }
        }
        if self.words.len() + self.fresh.len() > MOST {
            return;
        }
        for &word in &self.fresh {
            let (slot, bit) = Filter::place(word);
            self.filter.0[slot] |= bit;
        }
        self.words.append(&mut self.fresh);
        self.words.sort_unstable();
        self.words.dedup();
    }

    fn holds(&self, word: u128) -> bool {
        let (slot, bit) = Filter::place(word);
        self.filter.0[slot] & bit != 0 && self.words.binary_search(&word).is_ok()
    }
}

/// Whether the lists have the word as a name and nothing else.
fn is_only_name(token: &Token) -> bool {
    let other = Class::COMMON
        .or(Class::CLINICAL)
        .or(Class::CLINICAL_CAP)
        .or(Class::EPONYM)
        .or(Class::PROPER)
        .or(Class::CITY)
        .or(Class::MAKER);
    token.prior >= 8 && token.is(Class::GIVEN.or(Class::SURNAME)) && !token.is(other)
}

fn worth_remembering(token: &Token) -> bool {
    let foreign = token.shape.any(Shape::FOREIGN.or(Shape::DIGIT));
    let long_enough = token.len() >= 3 || token.len() == 2 && token.is(Class::SURNAME) && !token.is(Class::FUNCTION);
    let never = Class::FUNCTION.or(Class::TITLE).or(Class::CREDENTIAL).or(Class::MONTH).or(Class::WEEKDAY);
    let named = token.is(Class::GIVEN.or(Class::SURNAME));
    !foreign
        && long_enough
        && !(token.is(Class::PARTICLE) && token.len() < 4)
        && (!token.is(never) || named && token.prior > -30)
}

/// Appends the mentions of sure names that `findings` do not hold yet.
pub(crate) fn propagate(document: &Document<'_>, memory: &mut Memory, findings: &mut Vec<Finding>) {
    memory.learn(document, findings);
    if memory.words.is_empty() {
        return;
    }
    let casing = document.casing;
    let mut last: Option<(u32, usize)> = None;
    for &index in document.names {
        let Some(token) = document.token(index) else { continue };
        if token.shape.any(Shape::FOREIGN) || token.len() < 2 || !memory.holds(lexicon::key(document.word(index))) {
            continue;
        }
        if !name::may_repeat(document, index, casing) {
            continue;
        }
        // `Maria Lopez` repeated is one mention.
        if let Some((previous, at)) = last
            && previous + 1 == index
            && matches!(document.gap(index), b" " | b"-" | b"\n")
            && let Some(open) = findings.get_mut(at)
        {
            open.end = token.end;
            last = Some((index, at));
            continue;
        }
        last = Some((index, findings.len()));
        findings.push(finding(
            token.start..token.end,
            Identifier::Name,
            Kind::Person,
            "name.propagated",
            0.7,
            Evidence::PROPAGATED,
        ));
    }
}
