//! The embedded word table: what kind of word a token is, in one probe.
//!
//! The lists of `crates/unphi/lexicon/` are baked by the build script into buckets of one cache line and used in place:
//! nothing is parsed at start. A word of up to 16 letters is its own key, so a hit is verified by the comparison that
//! finds it. `research/scan.md` has the measurements behind this: about 15 ns a probe where a hash map takes 55.

#![forbid(unsafe_code)]

mod class;
mod key;
mod label;

pub(crate) use class::Class;
pub(crate) use key::{INLINE, key, lower};
pub(crate) use label::Label;

/// Puts a table on a cache line, so that a bucket never straddles two.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

static SHORT: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/short.bin")));
static LONG: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/long.bin")));
static ROWS: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/rows.bin")));
static PHRASES: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/phrases.bin")));
static LETTERS: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/letters.bin")));

/// What the lists say of a word or phrase.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    pub(crate) classes: Class,
    /// Log-odds, in quarter bits, of name against vocabulary.
    pub(crate) prior: i8,
    /// `16 * log2(1 + uses as a given name a million)`.
    pub(crate) given: u8,
    /// The same as a surname.
    pub(crate) surname: u8,
    /// `16 * log2(1 + lower-case uses in the measured corpora)`.
    pub(crate) running: u8,
    /// `16 * log2(1 + inhabitants / 1,000)`.
    pub(crate) city: u8,
    /// A month's or number's value, a head word's strength.
    pub(crate) value: u8,
    /// See [`Label::from_code`].
    pub(crate) label: u8,
}

impl Row {
    /// The field label that the word or phrase is.
    pub(crate) fn label(self) -> Option<Label> {
        Label::from_code(self.label)
    }
}

/// The row with number `number`; 0 is the row of unknown words.
#[inline]
pub(crate) fn row(number: u16) -> Row {
    let at = usize::from(number) * 16;
    let Some(bytes) = ROWS.0.get(at..at + 16) else { return row(0) };
    let (classes, rest) = bytes.split_at(8);
    let classes = Class(u64::from_le_bytes(classes.try_into().unwrap_or_default()));
    let rest: [u8; 8] = rest.try_into().unwrap_or_default();
    Row {
        classes,
        prior: rest[0] as i8,
        given: rest[1],
        surname: rest[2],
        running: rest[3],
        city: rest[4],
        value: rest[5],
        label: rest[6],
    }
}

/// The number of the row of the word with this key (see [`key`]) and length; 0 when no list has it.
#[inline(always)]
pub(crate) fn probe(key: u128, len: usize) -> u16 {
    if len <= 8 { probe_short(key as u64) } else { probe_long(key) }
}

#[inline(always)]
fn probe_short(key: u64) -> u16 {
    let (buckets, _) = SHORT.0.as_chunks::<64>();
    let bits = buckets.len().trailing_zeros();
    let mut at = (key::spread(u128::from(key)) >> (64 - bits)) as usize;
    loop {
        let bucket = &buckets[at & (buckets.len() - 1)];
        let (keys, _) = bucket.as_chunks::<8>();
        for i in 0..6 {
            if u64::from_le_bytes(keys[i]) == key {
                return u16::from_le_bytes([bucket[48 + 2 * i], bucket[49 + 2 * i]]);
            }
        }
        if bucket[63] == 0 {
            return 0;
        }
        at += 1;
    }
}

#[inline(always)]
fn probe_long(key: u128) -> u16 {
    let (buckets, _) = LONG.0.as_chunks::<64>();
    let bits = buckets.len().trailing_zeros();
    let mut at = (key::spread(key) >> (64 - bits)) as usize;
    loop {
        let bucket = &buckets[at & (buckets.len() - 1)];
        let (keys, _) = bucket.as_chunks::<16>();
        for i in 0..3 {
            if u128::from_le_bytes(keys[i]) == key {
                return u16::from_le_bytes([bucket[48 + 2 * i], bucket[49 + 2 * i]]);
            }
        }
        if bucket[63] == 0 {
            return 0;
        }
        at += 1;
    }
}

/// The row of a single word, whatever its case.
#[allow(dead_code, reason = "tests and recognizers of other stages look single words up")]
pub(crate) fn word(word: &[u8]) -> Row {
    if word.is_empty() || !word.is_ascii() { row(0) } else { row(probe(key(word), word.len())) }
}

/// Looks for the longest phrase that the words of `keys` begin with; returns how many words and the row's number.
#[inline]
pub(crate) fn phrase(keys: impl Iterator<Item = u128>) -> Option<(usize, u16)> {
    let (slots, _) = PHRASES.0.as_chunks::<16>();
    let bits = slots.len().trailing_zeros();
    let mut hash = 0;
    let mut best = None;
    for (i, word) in keys.enumerate() {
        hash = key::phrase_step(hash, word);
        if i == 0 {
            continue;
        }
        let mut at = (hash >> (64 - bits)) as usize;
        loop {
            let slot = u128::from_le_bytes(slots[at & (slots.len() - 1)]);
            if slot as u64 == hash {
                best = Some((i + 1, (slot >> 64) as u16));
                break;
            }
            if slot == 0 {
                break;
            }
            at += 1;
        }
    }
    best
}

/// How much the letters of a word that no list knows look like a name's: mean log-odds of its trigrams, in quarter bits.
pub(crate) fn letters(word: &[u8]) -> i32 {
    let (mut before, mut last) = (None, b'^');
    let (mut sum, mut count) = (0, 0);
    for byte in word.iter().map(u8::to_ascii_lowercase).chain([b'$']) {
        if let Some(before) = before {
            let odds = LETTERS.0.get(key::trigram_slot(before, last, byte)).copied().unwrap_or(0);
            sum += i32::from(odds as i8);
            count += 1;
        }
        (before, last) = (Some(last), byte);
    }
    if count == 0 { 0 } else { sum / count }
}
