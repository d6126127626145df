//! The lists of tokens that recognizers start from, made of the marks of 64 tokens at a time.
//!
//! Each token has 16 marks: what the lexicon says it can start ([`Marks`]) and how it is written ([`Shape`]). Turned by
//! 90 degrees they are 16 words of 64 bits, one for each mark, and a question about 64 tokens and their neighbours is a
//! few operations on words, without a branch.

#![forbid(unsafe_code)]

use super::document::{Casing, Shape};
use crate::lexicon::Marks;

/// Where recognizers start from: indices of tokens, in order.
#[derive(Default)]
pub(crate) struct Lists {
    /// Tokens that hold a digit.
    pub(crate) numbers: Vec<u32>,
    /// Words that may begin a phrase, or are a label.
    pub(crate) heads: Vec<u32>,
    /// Words that could be part of a name: unknown, capitalised and not plain vocabulary, a name in any case, an initial,
    /// or whatever follows a title or relation.
    pub(crate) names: Vec<u32>,
    /// Where a rule for places, organizations or dates can start: a digit, a head word, a word of the calendar, a place
    /// that does not look like plain vocabulary, a function word before something capitalised.
    pub(crate) cues: Vec<u32>,
}

/// The marks of 64 tokens, one word for each mark; bit `i` speaks for token `i`.
#[derive(Clone, Copy, Default)]
struct Bits([u64; 16]);

impl Bits {
    #[inline(always)]
    fn of(&self, mark: u16) -> u64 {
        self.0[mark.trailing_zeros() as usize & 15]
    }

    #[inline(always)]
    fn shape(&self, shape: Shape) -> u64 {
        self.of(shape.low_bits())
    }
}

/// Fills `lists` from the `low` and `high` bytes of the tokens' marks, and says how the text uses capitals.
#[inline(always)]
pub(super) fn select(low: &[u8], high: &[u8], lists: &mut Lists) -> Casing {
    let Lists { numbers, heads, names, cues } = lists;
    // Room for every token; what the last text left there is written over, and the rest cut off at the end.
    for list in [&mut *numbers, heads, names, cues] {
        list.resize(low.len(), 0);
    }
    let mut counts = [0; 4];
    let (mut words, mut upper, mut capitalised) = (0, 0, 0);
    let mut after_introduction = 0;
    let mut bits = chunk(low, high, 0);
    for at in (0..low.len()).step_by(64) {
        let next = chunk(low, high, at + 64);
        let following = |mark: u64, of_next: u64| mark >> 1 | of_next << 63;
        let of = |mark: u16| bits.of(mark);
        let (digit, capital, long) =
            (bits.shape(Shape::DIGIT), bits.shape(Shape::FIRST_UPPER), bits.shape(Shape::LONG));
        let by_case = |capital_mark, lower_mark| capital & of(capital_mark) | !capital & of(lower_mark);

        let introduced = of(Marks::INTRODUCES) << 1 | after_introduction;
        after_introduction = of(Marks::INTRODUCES) >> 63;
        let initial = capital & !long;
        let name = !digit & (by_case(Marks::NAME_CAPITAL, Marks::NAME_LOWER) | initial)
            | introduced & !bits.shape(Shape::NUMBER);
        let opens =
            |bits: &Bits| bits.shape(Shape::FIRST_UPPER) | bits.shape(Shape::LEAD_DIGIT) | bits.of(Marks::FUNCTION);
        let cue = digit
            | by_case(Marks::CUE_CAPITAL, Marks::CUE_LOWER)
            | of(Marks::FUNCTION) & following(opens(&bits), opens(&next));
        let goes_on = |bits: &Bits| bits.of(Marks::NEXT) | bits.shape(Shape::DIGIT);
        let head = of(Marks::HEAD) & following(goes_on(&bits), goes_on(&next)) | of(Marks::LABEL);

        let valid = u64::MAX >> (64 - (low.len() - at).min(64));
        let base = at as u32;
        put_all(numbers, &mut counts[0], base, digit);
        put_all(heads, &mut counts[1], base, head);
        put_all(names, &mut counts[2], base, name & valid);
        put_all(cues, &mut counts[3], base, cue);
        let word = long & !digit;
        words += word.count_ones();
        upper += (word & bits.shape(Shape::ALL_UPPER)).count_ones();
        capitalised += (word & capital).count_ones();
        bits = next;
    }
    for (list, count) in [numbers, heads, names, cues].into_iter().zip(counts) {
        list.truncate(count);
    }
    Casing::of(words, upper, capitalised)
}

/// Writes the index of every bit that is set from place `count` of `list` on.
#[inline(always)]
fn put_all(list: &mut [u32], count: &mut usize, base: u32, mut bits: u64) {
    let Some(places) = list.get_mut(*count..) else { return };
    *count += bits.count_ones() as usize;
    for place in places {
        if bits == 0 {
            break;
        }
        *place = base + bits.trailing_zeros();
        bits &= bits - 1;
    }
}

/// The marks of the 64 tokens from `at` on; none past the end.
#[inline(always)]
fn chunk(low: &[u8], high: &[u8], at: usize) -> Bits {
    let mut bits = [0; 16];
    let (first, second) = bits.split_at_mut(8);
    turn(low.get(at..).unwrap_or_default(), first);
    turn(high.get(at..).unwrap_or_default(), second);
    Bits(bits)
}

/// Turns up to 64 bytes into 8 words: bit `i` of word `k` is bit `k` of byte `i`.
#[inline(always)]
fn turn(bytes: &[u8], words: &mut [u64]) {
    let mut block = [0; 64];
    let bytes = match bytes.first_chunk::<64>() {
        Some(bytes) => bytes,
        None => {
            block[..bytes.len()].copy_from_slice(bytes);
            &block
        }
    };
    let mut turned = [[0u8; 8]; 8];
    for (i, eight) in bytes.as_chunks::<8>().0.iter().enumerate() {
        for (word, byte) in turned.iter_mut().zip(turn_eight(u64::from_le_bytes(*eight)).to_le_bytes()) {
            word[i] = byte;
        }
    }
    for (word, bytes) in words.iter_mut().zip(turned) {
        *word = u64::from_le_bytes(bytes);
    }
}

/// Transposes a matrix of 8 by 8 bits, a byte a row (Warren, Hacker's Delight, section 7-3).
#[inline(always)]
fn turn_eight(rows: u64) -> u64 {
    let swap = |rows: u64, shift: u32, mask: u64| {
        let moved = (rows ^ rows >> shift) & mask;
        rows ^ moved ^ moved << shift
    };
    let rows = swap(rows, 7, 0x00aa_00aa_00aa_00aa);
    let rows = swap(rows, 14, 0x0000_cccc_0000_cccc);
    swap(rows, 28, 0x0000_0000_f0f0_f0f0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_bit_finds_its_place(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let mut words = [0; 8];
            turn(&bytes, &mut words);
            for (k, word) in words.iter().enumerate() {
                for i in 0..64 {
                    let bit = bytes.get(i).is_some_and(|byte| byte >> k & 1 != 0);
                    prop_assert_eq!(word >> i & 1 != 0, bit);
                }
            }
        }
    }
}
