//! The embedded word table: what kind of word a token is, in one probe.
//!
//! The lists of `crates/unphi/lexicon/` are baked by the build script into buckets of one cache line and used in place:
//! nothing is parsed at start. The words that notes use most are verified by the comparison that finds them: a word of up
//! to 16 letters is its own key. Any other word is told by its bucket and 32 bits of its hash, so that the table is small
//! enough to be near; one unknown word in some hundred millions is taken for another. `research/scan.md` has the
//! measurements behind this: about 15 ns a probe where a hash map takes 55.

#![forbid(unsafe_code)]

mod class;
mod facts;
mod key;
mod label;

pub(crate) use class::{Class, Marks};
pub use facts::{WordFacts, word_facts};
use key::PER_BUCKET;
pub(crate) use key::{INLINE, keep, key, lower, spread as hash};
pub(crate) use label::{Label, Labels};

/// Puts a table on a cache line, so that a bucket never straddles two.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

static FREQUENT: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/frequent.bin")));
static WORDS: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/words.bin")));
static ROWS: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/rows.bin")));
static PHRASES: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/phrases.bin")));
static PAIRS: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/pairs.bin")));
static SHORT_FORMS: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/short_forms.bin")));
static LETTERS: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/letters.bin")));

/// 64 hexadecimal digits that name exactly the word lists of this build: the SHA-256 of the tables baked from them.
#[must_use]
pub fn lexicon_fingerprint() -> String {
    let tables = [&FREQUENT.0, &WORDS.0, &ROWS.0, &PHRASES.0, &PAIRS.0, &LETTERS.0].concat();
    unphi_keyed::fingerprint(&tables).iter().map(|byte| format!("{byte:02x}")).collect()
}

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
    /// The low byte of its [`Marks`].
    marks: u8,
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
        marks: rest[7],
    }
}

/// What the table of frequent words says of a word, in the form that tokens keep.
#[derive(Clone, Copy)]
pub(crate) struct Brief {
    pub(crate) classes: Class,
    pub(crate) row: u16,
    pub(crate) prior: i8,
    pub(crate) labelled: bool,
    pub(crate) marks: Marks,
}

impl Brief {
    /// Of the word with row `number`.
    #[inline(always)]
    fn of(number: u16) -> Self {
        let Row { classes, prior, label, marks, .. } = row(number);
        let marks = Marks::of_row(marks, classes, label);
        Self { classes, row: if marks.0 & Marks::BARE != 0 { 0 } else { number }, prior, labelled: label != 0, marks }
    }
}

/// Looks a key (see [`key`]) and its [`hash`] up among the frequent words: one place, one comparison.
#[inline(always)]
pub(crate) fn probe_frequent(key: u128, hash: u64) -> Option<Brief> {
    let (places, _) = FREQUENT.0.as_chunks::<32>();
    let place = places.get(key::frequent_slot(hash))?;
    let (halves, _) = place.as_chunks::<16>();
    let rest = u128::from_le_bytes(halves[1]);
    let high = (rest >> 64) as u64;
    (u128::from_le_bytes(halves[0]) == key).then_some(Brief {
        classes: Class(rest as u64),
        row: high as u16,
        prior: (high >> 16) as i8,
        labelled: high >> 24 & 0xff != 0,
        marks: Marks((high >> 32) as u16),
    })
}

/// Looks the [`hash`] of a key up among the other words; a likely cache miss, see [`bucket_of`].
///
/// Without branches that depend on the answer: the processor waits for the misses of many words at once.
#[inline(always)]
pub(crate) fn probe_others(hash: u64) -> Brief {
    let number = search(hash);
    Brief::of(number)
}

/// The bucket where [`probe_others`] begins to look, to be fetched ahead of it.
#[inline(always)]
pub(crate) fn bucket_of(hash: u64) -> Option<&'static [u8; 64]> {
    let (buckets, _) = WORDS.0.as_chunks::<64>();
    buckets.get(key::slot(hash, buckets.len()))
}

#[inline(always)]
fn search(hash: u64) -> u16 {
    let (buckets, _) = WORDS.0.as_chunks::<64>();
    let fingerprint = key::fingerprint(hash);
    let mut at = key::slot(hash, buckets.len());
    loop {
        let Some(bucket) = buckets.get(at) else {
            at = 0;
            continue;
        };
        let (fingerprints, rows) = bucket.split_at(4 * PER_BUCKET);
        let mut row = 0;
        // An empty place has row 0.
        for (found, number) in fingerprints.as_chunks::<4>().0.iter().zip(rows.as_chunks::<2>().0) {
            let hit = u16::from(u32::from_le_bytes(*found) == fingerprint).wrapping_neg();
            row |= u16::from_le_bytes(*number) & hit;
        }
        if row != 0 || bucket[63] == 0 {
            return row;
        }
        at += 1;
    }
}

/// The row of a single word, whatever its case.
pub(crate) fn word(word: &[u8]) -> Row {
    if word.is_empty() || !word.is_ascii() {
        return row(0);
    }
    let key = key(word);
    let hash = hash(key);
    row(probe_frequent(key, hash).unwrap_or_else(|| probe_others(hash)).row)
}

/// Whether any phrase begins with two words, by their hashes; now and then it says so where none does.
#[inline(always)]
pub(crate) fn may_begin_phrase(first: u64, second: u64) -> bool {
    let bit = key::slot(key::phrase_step(key::phrase_step(0, first), second), key::PAIR_BITS);
    PAIRS.0.get(bit / 8).is_some_and(|byte| byte >> (bit % 8) & 1 != 0)
}

/// Looks for the longest phrase that the words with `hashes` begin with; returns how many words and the row's number.
pub(crate) fn phrase(hashes: impl Iterator<Item = u64>) -> Option<(usize, u16)> {
    let (slots, _) = PHRASES.0.as_chunks::<8>();
    let mut hash = 0;
    let mut best = None;
    for (i, word) in hashes.enumerate() {
        hash = key::phrase_step(hash, word);
        if i == 0 {
            continue;
        }
        let mut at = key::slot(hash, slots.len());
        let row = loop {
            let slot = u64::from_le_bytes(*slots.get(at).unwrap_or(&slots[0]));
            if slot & key::PHRASE_HASH == hash & key::PHRASE_HASH {
                break slot as u16;
            }
            if slot == 0 {
                return best;
            }
            at = if at + 1 < slots.len() { at + 1 } else { 0 };
        };
        if row != 0 {
            best = Some((i + 1, row));
        }
    }
    best
}

/// The hashes of the short forms of the given name with this hash, and of the names that it is a short form of.
pub(crate) fn short_forms(hash: u64) -> impl Iterator<Item = u64> {
    let (pairs, _) = SHORT_FORMS.0.as_chunks::<16>();
    let read = |pair: &[u8; 16]| {
        let both = u128::from_le_bytes(*pair);
        (both as u64, (both >> 64) as u64)
    };
    let start = pairs.partition_point(|pair| read(pair).0 < hash);
    let found = pairs.get(start..).unwrap_or_default().iter().map(read);
    found.take_while(move |(name, _)| *name == hash).map(|(_, other)| other)
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
