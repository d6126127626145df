//! Bytes → bitmaps → tokens: the stream that every recognizer reads.
//!
//! [`fold`] first writes the text as plain ASCII where it is disguised (and does nothing where it is not), then
//! [`arch`] classifies 64 bytes at a time, and [`tokenize`] turns the bitmaps into tokens and probes the lexicon once
//! for each word. Everything after this stage works on tokens and looks at bytes only around a candidate.


pub(crate) mod arch;
pub(crate) mod document;
pub(crate) mod fold;

pub(crate) use arch::Masks;
pub(crate) use document::{Document, Shape, Token};

use crate::lexicon::{self, Class, INLINE};

/// Buffers of one scan, kept for the next.
#[derive(Default)]
pub(crate) struct Tokens {
    masks: Vec<Masks>,
    /// Every token, in order.
    pub(crate) all: Vec<Token>,
    /// Indices of tokens that hold a digit.
    pub(crate) numbers: Vec<u32>,
    /// Indices of words that may begin a phrase or are a label.
    pub(crate) heads: Vec<u32>,
    /// Indices of words that could be part of a name by themselves (see [`may_be_name`]).
    pub(crate) names: Vec<u32>,
}

/// Splits `text` (already folded) into tokens: maximal runs of ASCII letters and digits and of bytes from 0x80 up.
pub(crate) fn tokenize(text: &[u8], tokens: &mut Tokens) {
    let Tokens { masks, all, numbers, heads, names } = tokens;
    masks.clear();
    all.clear();
    numbers.clear();
    heads.clear();
    names.clear();
    arch::classify(text, masks);

    let mut open: Option<u32> = None;
    let mut after_title = false;
    let mut push = |start: u32, end: u32| {
        let index = all.len() as u32;
        let token = token(text, masks, start, end);
        if token.shape.any(Shape::DIGIT) {
            numbers.push(index);
        }
        let row = token.classes;
        if row.any(Class::PHRASE_START) || token.labelled {
            heads.push(index);
        }
        if may_be_name(&token) || after_title && !token.shape.any(Shape::DIGIT) {
            names.push(index);
        }
        after_title = token.is(Class::TITLE);
        all.push(token);
    };
    let mut carry = 0u64;
    for (block, mask) in masks.iter().enumerate() {
        let base = block as u32 * 64;
        // A bit of `edges` is set where a run of word bytes begins or has just ended.
        let mut edges = mask.word ^ (mask.word << 1 | carry);
        carry = mask.word >> 63;
        while edges != 0 {
            let at = base + edges.trailing_zeros();
            edges &= edges - 1;
            match open.take() {
                None => open = Some(at),
                Some(start) => push(start, at),
            }
        }
    }
    if let Some(start) = open {
        push(start, text.len() as u32);
    }
}

/// Describes the word at `start..end` and looks it up.
#[inline(always)]
fn token(text: &[u8], masks: &[Masks], start: u32, end: u32) -> Token {
    let len = (end - start) as usize;
    let at = start as usize;
    let window = window(masks, at);
    let in_word = if len >= 64 { u64::MAX } else { (1u64 << len) - 1 };
    let upper = window.upper & in_word;
    let digit = window.digit & in_word;
    let high = window.high & in_word;
    let mut shape = Shape::NONE;
    if len > 64 {
        shape = long_shape(&text[at..end as usize]);
    } else {
        shape.set(Shape::DIGIT, digit != 0);
        shape.set(Shape::NUMBER, digit == in_word);
        shape.set(Shape::FIRST_UPPER, upper & 1 != 0);
        shape.set(Shape::ALL_UPPER, upper | digit == in_word && upper != 0);
        shape.set(Shape::MIXED, upper & !1 != 0 && upper | digit != in_word);
        shape.set(Shape::FOREIGN, high != 0);
        shape.set(Shape::LEAD_DIGIT, digit & 1 != 0);
    }
    let row = if shape.any(Shape::NUMBER.or(Shape::FOREIGN)) {
        0
    } else if len <= INLINE && at + INLINE <= text.len() {
        let bytes: [u8; INLINE] = text[at..at + INLINE].try_into().unwrap_or_default();
        lexicon::probe(lexicon::lower(u128::from_le_bytes(bytes), len), len)
    } else {
        let word = &text[at..end as usize];
        lexicon::probe(lexicon::key(word), len)
    };
    let entry = lexicon::row(row);
    Token { start, end, classes: entry.classes, row, shape, prior: entry.prior, labelled: entry.label != 0 }
}

/// The 64 bits of each mask from byte `at` on.
#[inline(always)]
fn window(masks: &[Masks], at: usize) -> Masks {
    let (block, shift) = (at / 64, at % 64);
    let first = masks[block];
    if shift == 0 {
        return first;
    }
    let next = masks.get(block + 1).copied().unwrap_or_default();
    let join = |low: u64, high: u64| low >> shift | high << (64 - shift);
    Masks {
        word: join(first.word, next.word),
        digit: join(first.digit, next.digit),
        upper: join(first.upper, next.upper),
        high: join(first.high, next.high),
    }
}

/// The shape of a run of more than 64 bytes: no word is that long, an encoded payload or a rule of `x`s is.
#[cold]
fn long_shape(word: &[u8]) -> Shape {
    let mut shape = Shape::NONE;
    shape.set(Shape::DIGIT, word.iter().any(u8::is_ascii_digit));
    shape.set(Shape::NUMBER, word.iter().all(u8::is_ascii_digit));
    shape.set(Shape::FIRST_UPPER, word.first().is_some_and(u8::is_ascii_uppercase));
    shape.set(Shape::LEAD_DIGIT, word.first().is_some_and(u8::is_ascii_digit));
    shape.set(Shape::FOREIGN, !word.is_ascii());
    shape.set(Shape::MIXED, true);
    shape
}

/// Whether a word deserves a look as part of a name: unknown, capitalised and not plain vocabulary, or a name in any case.
#[inline(always)]
fn may_be_name(token: &Token) -> bool {
    /// Prior of a capitalised word below which only context can make it a name, quarter bits.
    const CAPITALISED: i8 = -28;
    /// The same for a word in lower case.
    const LOWER: i8 = 12;
    if token.shape.any(Shape::DIGIT) {
        return false;
    }
    let floor = if token.shape.any(Shape::FIRST_UPPER) { CAPITALISED } else { LOWER };
    let initial = token.end - token.start == 1 && token.shape.any(Shape::FIRST_UPPER);
    token.row == 0 || token.prior >= floor || initial
}
