//! Words as numbers. The build script and the engine both compile this file, so that the two cannot disagree.
//!
//! A word of up to 16 ASCII letters and digits, in lower case, *is* its key (its bytes, zero-padded, little-endian), so
//! that a hit in the table is byte-verified by one comparison. A longer word is represented by a 127-bit digest with the
//! top bit set, which no ASCII word has.

#![forbid(unsafe_code)]

/// Longest word that is its own key, bytes.
pub(crate) const INLINE: usize = 16;

const LOWER: u128 = 0x2020_2020_2020_2020_2020_2020_2020_2020;

/// The key of `word`, which must hold ASCII letters and digits only: for those, setting bit 5 is lower-casing.
#[inline(always)]
pub(crate) fn key(word: &[u8]) -> u128 {
    if word.len() <= INLINE {
        let mut bytes = [0; INLINE];
        bytes[..word.len()].copy_from_slice(word);
        lower(u128::from_le_bytes(bytes), word.len())
    } else {
        digest(word)
    }
}

/// [`key`] of the `len` bytes that `window` begins with; `len` is 1 to 16.
#[inline(always)]
pub(crate) fn lower(window: u128, len: usize) -> u128 {
    (window | LOWER) & keep(len)
}

/// All ones in the first `len` bytes of a window; `len` is 1 to 16.
#[inline(always)]
pub(crate) fn keep(len: usize) -> u128 {
    KEEP[len & 31]
}

/// The mask of the first bytes of a window, by their number: a load is cheaper than a 128-bit shift.
static KEEP: [u128; 32] = {
    let mut masks = [0; 32];
    let mut len = 1;
    while len <= INLINE {
        masks[len] = u128::MAX >> ((INLINE - len) * 8);
        len += 1;
    }
    masks
};

/// Places of the table of frequent words: a power of two.
pub(crate) const FREQUENT: usize = 1 << 13;

/// The one place of a word in the table of frequent words, by its hash.
#[inline(always)]
pub(crate) fn frequent_slot(hash: u64) -> usize {
    (hash >> (64 - FREQUENT.trailing_zeros())) as usize
}

#[cold]
fn digest(word: &[u8]) -> u128 {
    let mut state = word.len() as u128;
    for chunk in word.chunks(INLINE) {
        let mut bytes = [0; INLINE];
        bytes[..chunk.len()].copy_from_slice(chunk);
        state = (state ^ lower(u128::from_le_bytes(bytes), chunk.len()))
            .wrapping_mul(0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645);
        state ^= state >> 64;
    }
    state | 1 << 127
}

/// Spreads a key over 64 bits; its top bits say most.
#[inline(always)]
pub(crate) fn spread(key: u128) -> u64 {
    let folded = (key as u64) ^ ((key >> 64) as u64).wrapping_mul(0xa24b_aed4_963e_e407);
    folded.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// What stands for a key within its bucket: 32 bits of its hash that its place does not tell.
#[inline(always)]
pub(crate) fn fingerprint(hash: u64) -> u32 {
    ((hash ^ hash >> 32).wrapping_mul(0x9fb2_1c65_1e98_df25) >> 32) as u32
}

/// Words of one bucket of 64 bytes: fingerprints first, then row numbers, then the overflow flag in the last byte.
pub(crate) const PER_BUCKET: usize = 10;

/// The slot of a hash in a table of `count`.
#[inline(always)]
pub(crate) fn slot(hash: u64, count: usize) -> usize {
    ((u128::from(hash) * count as u128) >> 64) as usize
}

/// The hash of a phrase, word by word from the words' own hashes (see [`spread`]); start from 0.
#[inline(always)]
pub(crate) fn phrase_step(state: u64, word: u64) -> u64 {
    (state.rotate_left(23) ^ word).wrapping_mul(0x9fb2_1c65_1e98_df25) ^ (state >> 29)
}

/// The slot of a letter trigram in the letter model; bytes are lower-case letters, `^` before the word, `$` after it.
#[inline(always)]
pub(crate) fn trigram_slot(a: u8, b: u8, c: u8) -> usize {
    // 32 classes a letter are exact for a-z and the two marks: no two trigrams share a slot.
    let code = |byte: u8| match byte {
        b'a'..=b'z' => usize::from(byte - b'a'),
        b'^' => 26,
        b'$' => 27,
        _ => 28,
    };
    (code(a) * 32 + code(b)) * 32 + code(c)
}

/// Slots of the letter model.
#[allow(dead_code, reason = "only the build script sizes the model")]
pub(crate) const TRIGRAMS: usize = 32 * 32 * 32;

/// Bits of the filter that says whether any phrase begins with two words; it is about as large as a first-level cache.
pub(crate) const PAIR_BITS: usize = 1 << 18;

/// The bits of a phrase's hash that its slot holds; the others are its row's number.
pub(crate) const PHRASE_HASH: u64 = !0xffff;
