//! The lists of tokens that recognizers start from, made of the marks of 64 tokens at a time.
//!
//! Each token has 16 marks: what the lexicon says it can start ([`Marks`]) and how it is written ([`Shape`]). Turned by
//! 90 degrees they are 16 words of 64 bits, one for each mark, and a question about 64 tokens and their neighbours is a
//! few operations on words, without a branch.

#![forbid(unsafe_code)]

use super::arch::Instructions;
use super::document::{Casing, Shape};
use crate::lexicon::Marks;

/// Indices of tokens, in order, in room that is kept for the next text.
#[derive(Default)]
pub(crate) struct Indices {
    room: Vec<u32>,
    count: usize,
}

impl Indices {
    /// Makes room for `most`, and forgets what was there.
    fn restart(&mut self, most: usize) {
        self.count = 0;
        if self.room.len() < most {
            self.room.resize(most, 0);
        }
    }

    /// Adds `base` and the place of every bit that is set.
    #[inline(always)]
    fn add(&mut self, base: u32, mut bits: u64) {
        let Some(places) = self.room.get_mut(self.count..) else { return };
        self.count += bits.count_ones() as usize;
        for place in places {
            if bits == 0 {
                break;
            }
            *place = base + bits.trailing_zeros();
            bits &= bits - 1;
        }
    }
}

impl core::ops::Deref for Indices {
    type Target = [u32];

    fn deref(&self) -> &[u32] {
        self.room.get(..self.count).unwrap_or_default()
    }
}

/// Where recognizers start from: indices of tokens, in order.
#[derive(Default)]
pub(crate) struct Lists {
    /// Tokens that hold a digit.
    pub(crate) numbers: Indices,
    /// Words that may begin a phrase, or are a label.
    pub(crate) heads: Indices,
    /// Words that could be part of a name: unknown, capitalised and not plain vocabulary, a name in any case, an initial,
    /// or whatever follows a title or relation.
    pub(crate) names: Indices,
    /// Where a rule for places, organizations or dates can start: a digit, a head word, a word of the calendar, a place
    /// that does not look like plain vocabulary, a function word before something capitalised.
    pub(crate) cues: Indices,
    /// How the words are written, 64 at a time.
    pub(crate) writing: Vec<Writing>,
}

/// How 64 words are written; bit `i` speaks for word `i`.
#[derive(Clone, Copy, Default)]
pub(crate) struct Writing {
    /// Words of more than one letter that begin with a capital.
    pub(crate) capitalised: u64,
    /// Words of more than one letter without digits.
    pub(crate) word: u64,
    /// Those that are all in capitals.
    pub(crate) upper: u64,
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
pub(super) fn select(with: impl Instructions, low: &[u8], high: &[u8], lists: &mut Lists) -> Casing {
    let Lists { numbers, heads, names, cues, writing } = lists;
    writing.clear();
    for list in [&mut *numbers, heads, names, cues] {
        list.restart(low.len());
    }
    let (mut words, mut upper, mut capitalised) = (0, 0, 0);
    let mut after_introduction = 0;
    let mut bits = chunk(with, low, high, 0);
    for at in (0..low.len()).step_by(64) {
        let next = chunk(with, low, high, at + 64);
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
        numbers.add(base, digit);
        heads.add(base, head);
        names.add(base, name & valid);
        cues.add(base, cue);
        let word = long & !digit;
        let shouted = word & bits.shape(Shape::ALL_UPPER);
        writing.push(Writing { capitalised: capital & long, word, upper: shouted });
        words += word.count_ones();
        upper += shouted.count_ones();
        capitalised += (word & capital).count_ones();
        bits = next;
    }
    Casing::of(words, upper, capitalised)
}

/// The marks of the 64 tokens from `at` on; none past the end.
#[inline(always)]
fn chunk(with: impl Instructions, low: &[u8], high: &[u8], at: usize) -> Bits {
    let mut bits = [0; 16];
    let (first, second) = bits.split_at_mut(8);
    for (bytes, bits) in [(low, first), (high, second)] {
        let bytes = bytes.get(at..).unwrap_or_default();
        bits.copy_from_slice(&match bytes.first_chunk() {
            Some(bytes) => with.turn(bytes),
            None => {
                let mut padded = [0; 64];
                padded[..bytes.len()].copy_from_slice(bytes);
                with.turn(&padded)
            }
        });
    }
    Bits(bits)
}
