//! What is looked for: letters and digits without what stands between them.

#![forbid(unsafe_code)]

use core::ops::Range;

use crate::Identifier;
use crate::recognize::misspelling::one_edit;
use crate::scan::Document;

/// What a pattern says of the person, which decides how its pieces may be parted and where it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// A word of a name, or several written as one.
    Word,
    /// `de`, `van der`: counts beside another word of the name.
    Particle,
    /// A login name; digits may follow.
    Login,
    Initials,
    Phone,
    Id(Identifier),
    /// An id so short that it counts only as a field's value.
    ShortId(Identifier),
    Email,
    /// House number and name of the street.
    Street,
    /// The name of the street: counts before `Street`, `Ave` and the like.
    StreetName,
    City,
    Zip,
    Employer,
}

impl What {
    pub(super) const fn is_name(self) -> bool {
        matches!(self, Self::Word | Self::Particle | Self::Login | Self::Initials)
    }

    /// Fewest letters and digits of a pattern that may have a typing error.
    const fn long_enough(self) -> usize {
        match self {
            Self::Word | Self::City => 5,
            Self::Phone | Self::Id(_) | Self::Street => 7,
            Self::Employer | Self::Email => 8,
            _ => usize::MAX,
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pub(super) bytes: Range<u32>,
    pub(super) what: What,
    /// The names that it is part of, one bit each; those past 63 share a bit.
    pub(super) persons: u64,
    /// One with a typing error is looked for as well.
    pub(super) misspelt: bool,
}

/// All patterns of some subjects.
#[derive(Default)]
pub(super) struct Patterns {
    bytes: Vec<u8>,
    /// By bytes.
    sorted: Vec<Pattern>,
    /// One bit for what the first two bytes hash to: most words of a text are dismissed here.
    pairs: Bits<64>,
    /// One bit for each first byte, for words of one letter.
    firsts: Bits<4>,
    /// One bit for each byte that a misspelt one may begin with.
    misspelt: Bits<4>,
}

struct Bits<const N: usize>([u64; N]);

impl<const N: usize> Default for Bits<N> {
    fn default() -> Self {
        Self([0; N])
    }
}

impl<const N: usize> Bits<N> {
    fn set(&mut self, at: usize) {
        self.0[at / 64 % N] |= 1 << (at % 64);
    }

    fn has(&self, at: usize) -> bool {
        self.0[at / 64 % N] >> (at % 64) & 1 != 0
    }
}

fn pair(first: u8, second: u8) -> usize {
    usize::from(first & 63) << 6 | usize::from(second & 63)
}

impl Patterns {
    /// Adds `pieces` written as one.
    pub(super) fn add<'p>(&mut self, what: What, persons: u64, pieces: impl IntoIterator<Item = &'p [u8]>) {
        let start = self.bytes.len() as u32;
        for piece in pieces {
            self.bytes.extend(piece.iter().map(u8::to_ascii_lowercase));
        }
        let bytes = start..self.bytes.len() as u32;
        let len = bytes.len();
        if len > 0 && len <= LONGEST {
            self.sorted.push(Pattern { bytes, what, persons, misspelt: len >= what.long_enough() });
        }
    }

    /// Sorts what was added, so that it can be looked for.
    pub(super) fn finish(&mut self) {
        let Self { bytes, sorted, pairs, firsts, misspelt } = self;
        let text = |pattern: &Pattern| bytes.get(pattern.bytes.start as usize..pattern.bytes.end as usize);
        sorted.sort_by(|a, b| text(a).cmp(&text(b)).then(a.what.cmp(&b.what)));
        sorted.dedup_by(|next, kept| {
            let same = next.what == kept.what && text(next) == text(kept);
            kept.persons |= if same { next.persons } else { 0 };
            same
        });
        for pattern in sorted {
            let Some(&[first, ref rest @ ..]) = text(pattern) else { continue };
            let second = rest.first().copied().unwrap_or(0);
            pairs.set(pair(first, second));
            firsts.set(usize::from(first));
            if pattern.misspelt {
                misspelt.set(usize::from(first));
                misspelt.set(usize::from(second));
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    pub(super) fn text(&self, pattern: &Pattern) -> &[u8] {
        self.bytes.get(pattern.bytes.start as usize..pattern.bytes.end as usize).unwrap_or_default()
    }

    /// The patterns that may begin with `word`.
    pub(super) fn beginning_with(&self, word: &[u8]) -> &[Pattern] {
        let (first, second) = match word {
            [] => return &[],
            [first] => (first.to_ascii_lowercase(), None),
            [first, second, ..] => (first.to_ascii_lowercase(), Some(second.to_ascii_lowercase())),
        };
        let possible = match second {
            None => self.firsts.has(usize::from(first)),
            Some(second) => self.pairs.has(pair(first, second)),
        };
        if !possible {
            return &[];
        }
        let order = |pattern: &Pattern| {
            let text = self.text(pattern);
            let key = |bytes: &[u8]| (bytes.first().copied(), second.and(bytes.get(1).copied()));
            key(text).cmp(&(Some(first), second))
        };
        let start = self.sorted.partition_point(|pattern| order(pattern).is_lt());
        let end = start + self.sorted[start..].partition_point(|pattern| order(pattern).is_eq());
        &self.sorted[start..end]
    }

    /// The patterns that `word` may begin with one typing error, or with its first two letters right.
    pub(super) fn like(&self, word: &[u8]) -> impl Iterator<Item = &Pattern> {
        let at = |at: usize| word.get(at).map_or(0, u8::to_ascii_lowercase);
        let (first, second) = (at(0), at(1));
        let possible = self.misspelt.has(usize::from(first)) || self.misspelt.has(usize::from(second));
        let all = if possible { self.sorted.as_slice() } else { &[] };
        all.iter().filter(move |pattern| {
            let text = self.text(pattern);
            let begins = text.iter().take(2).any(|byte| *byte == first || *byte == second);
            pattern.misspelt && begins
        })
    }
}

/// Most letters and digits of a pattern.
const LONGEST: usize = 96;

/// The last token of the text that writes `pattern` from token `index` on, when `parts` allows each gap before a token.
pub(super) fn written(document: &Document<'_>, index: u32, pattern: &[u8], parts: impl Fn(u32) -> bool) -> Option<u32> {
    let mut rest = pattern;
    let mut at = index;
    loop {
        let word = document.word(at);
        let (piece, after) = rest.split_at_checked(word.len())?;
        if word.is_empty() || !piece.eq_ignore_ascii_case(word) {
            return None;
        }
        if after.is_empty() {
            return Some(at);
        }
        rest = after;
        at += 1;
        if !parts(at) {
            return None;
        }
    }
}

/// The same with one letter or digit too many, too few, or wrong, or two that changed places.
pub(super) fn misspelt(
    document: &Document<'_>,
    index: u32,
    pattern: &[u8],
    parts: impl Fn(u32) -> bool,
) -> Option<u32> {
    let mut seen = [0; LONGEST + 2];
    let mut len = 0;
    let mut at = index;
    let mut found = None;
    loop {
        let word = document.word(at);
        if word.is_empty() || len + word.len() > pattern.len() + 1 {
            return found;
        }
        for (place, byte) in seen.get_mut(len..)?.iter_mut().zip(word) {
            *place = byte.to_ascii_lowercase();
        }
        len += word.len();
        if len + 1 >= pattern.len() && one_edit(pattern, seen.get(..len)?) {
            found = Some(at);
        }
        at += 1;
        if !parts(at) {
            return found;
        }
    }
}
