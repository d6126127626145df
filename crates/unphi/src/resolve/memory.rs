//! What a text has shown of the people in it: the words of sure names, and how else those may be written.

#![forbid(unsafe_code)]

use super::legend;
use crate::Identifier;
use crate::lexicon::{self, Class, INLINE};
use crate::scan::{Document, Shape, Token};
use crate::span::{Finding, Kind};

/// Confidence from which a name is remembered.
const SURE: f32 = 0.8;
/// The same, of a word that is a name and nothing else.
const LIKELY: f32 = 0.66;
/// Most words remembered: bounded memory on any input.
const MOST: usize = 1 << 16;
/// Fewest letters of a word that is known with a typing error in it.
pub(super) const LONG: usize = 6;
/// Most of those: each unknown word is compared with all of them.
const MOST_LONG: usize = 32;

/// The names that a text has shown so far. Segments of one text share it.
#[derive(Default)]
pub(crate) struct Memory {
    /// Hashes of words, sorted.
    words: Vec<u64>,
    /// Hashes of short forms of given names, and of names that a short form stands for, sorted.
    forms: Vec<u64>,
    /// Hashes of login names made of a name, sorted.
    logins: Vec<u64>,
    /// First letters of names of two words and more, sorted.
    initials: Vec<[u8; 3]>,
    /// Initials that the text itself says are somebody's, as it writes them, sorted.
    keyed: Vec<[u8; 3]>,
    /// Keys of long words.
    pub(super) long: Vec<u128>,
    /// One bit for each of 4,096 hashes of all these: most words of a text are dismissed here.
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
    fn place(hash: u64) -> (usize, u64) {
        let place = hash >> 52;
        ((place >> 6) as usize, 1 << (place & 63))
    }

    fn add(&mut self, hash: u64) {
        let (slot, bit) = Self::place(hash);
        self.0[slot] |= bit;
    }
}

/// How a word is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    Word,
    /// A short form of a given name, or the other way round.
    Form,
    Login,
}

impl Memory {
    /// Forgets everything: a new text begins.
    pub(crate) fn clear(&mut self) {
        let Self { words, forms, logins, initials, keyed, long, filter } = self;
        if words.is_empty() && logins.is_empty() && keyed.is_empty() {
            return;
        }
        words.clear();
        forms.clear();
        logins.clear();
        initials.clear();
        keyed.clear();
        long.clear();
        *filter = Filter::default();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.logins.is_empty() && self.keyed.is_empty()
    }

    /// Remembers the sure names among `findings`.
    pub(super) fn learn(&mut self, document: &Document<'_>, findings: &[Finding]) {
        if self.words.len() > MOST {
            return;
        }
        let before = (self.words.len(), self.logins.len());
        for found in findings {
            if found.identifier != Identifier::Name || found.kind != Kind::Person || found.confidence < LIKELY {
                continue;
            }
            self.name(document, found);
        }
        self.keyed.sort_unstable();
        self.keyed.dedup();
        if (self.words.len(), self.logins.len()) != before {
            for list in [&mut self.words, &mut self.forms, &mut self.logins] {
                list.sort_unstable();
                list.dedup();
            }
            self.initials.sort_unstable();
            self.initials.dedup();
        }
    }

    /// Remembers one name.
    fn name(&mut self, document: &Document<'_>, found: &Finding) {
        let sure = found.confidence >= SURE;
        let mut index = document.token_at(found.start);
        // The first letters and the words at both ends.
        let (mut letters, mut count) = ([0; 3], 0);
        let (mut first, mut last) = (None, None);
        while let Some(token) = document.token(index).filter(|token| token.end <= found.end) {
            let word = document.word(index);
            let hash = document.hashes.get(index as usize).copied().unwrap_or(0);
            if worth_remembering(token) && (sure || is_only_name(token)) && self.knows(hash) != Some(Known::Word) {
                self.words.push(hash);
                self.filter.add(hash);
                if token.is(Class::GIVEN) {
                    for form in lexicon::short_forms(hash) {
                        self.forms.push(form);
                        self.filter.add(form);
                    }
                }
                let key = lexicon::key(word);
                if (LONG..INLINE).contains(&word.len()) && self.long.len() < MOST_LONG && !self.long.contains(&key) {
                    self.long.push(key);
                }
            }
            if let Some(place) = letters.get_mut(count).filter(|_| !token.is(Class::PARTICLE)) {
                *place = word.first().map_or(0, u8::to_ascii_uppercase);
                count += 1;
            }
            if token.len() > 2 && !token.shape.any(Shape::FOREIGN.or(Shape::DIGIT)) {
                first = first.or(Some(index));
                last = Some(index);
            }
            index += 1;
        }
        if count > 1 && self.keyed.len() < MOST {
            self.keyed.extend(legend::initials(document, found, letters));
        }
        if let (Some(first), Some(last)) = (first, last)
            && first != last
            && self.initials.len() < MOST
        {
            self.login_names(document.word(first), document.word(last));
            self.login_names(document.word(last), document.word(first));
            self.initials.push(letters);
            if count == 3 {
                self.initials.push([letters[0], letters[2], 0]);
            }
        }
    }

    /// `jsmith` and `smithj`; one that is a word as well is no login name.
    fn login_names(&mut self, given: &[u8], family: &[u8]) {
        let Some(initial) = given.first() else { return };
        let len = family.len();
        if !(3..INLINE).contains(&len) {
            return;
        }
        let mut name = [0; INLINE];
        let [before, rest @ ..] = &mut name;
        *before = *initial;
        if let Some(place) = rest.get_mut(..len) {
            place.copy_from_slice(family);
        }
        self.login(name, len + 1);
        if let Some(name) = name.get_mut(..=len) {
            name.rotate_left(1);
        }
        self.login(name, len + 1);
    }

    fn login(&mut self, name: [u8; INLINE], len: usize) {
        let hash = lexicon::hash(lexicon::lower(u128::from_le_bytes(name), len));
        self.logins.push(hash);
        self.filter.add(hash);
    }

    /// How the word with `hash` is known, if it is.
    pub(super) fn knows(&self, hash: u64) -> Option<Known> {
        let (slot, bit) = Filter::place(hash);
        if self.filter.0[slot] & bit == 0 {
            return None;
        }
        let in_list = |list: &[u64]| list.binary_search(&hash).is_ok();
        if in_list(&self.words) {
            Some(Known::Word)
        } else if in_list(&self.logins) {
            Some(Known::Login)
        } else {
            in_list(&self.forms).then_some(Known::Form)
        }
    }

    /// Whether the text says somewhere that these letters, so written, are somebody's initials.
    pub(super) fn keys(&self, letters: &[u8]) -> bool {
        padded(letters).is_some_and(|letters| self.keyed.binary_search(&letters).is_ok())
    }

    /// Whether two or three letters are the first ones of a name's words, whatever their case.
    pub(super) fn fits(&self, letters: &[u8]) -> bool {
        let upper = padded(letters).map(|letters| letters.map(|letter| letter.to_ascii_uppercase()));
        upper.is_some_and(|letters| self.initials.binary_search(&letters).is_ok())
    }
}

/// Up to three letters, with zeros behind them.
pub(super) fn padded(letters: &[u8]) -> Option<[u8; 3]> {
    let mut padded = [0; 3];
    padded.get_mut(..letters.len())?.copy_from_slice(letters);
    Some(padded)
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
