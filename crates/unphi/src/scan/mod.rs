//! Bytes → bitmaps → tokens: the stream that every recognizer reads.
//!
//! [`fold`] first writes the text as plain ASCII where it is disguised (and does nothing where it is not), then
//! [`arch`] classifies 64 bytes at a time, and [`tokenize`] turns the bitmaps into tokens and probes the lexicon once
//! for each word. Everything after this stage works on tokens and looks at bytes only around a candidate.

pub(crate) mod arch;
pub(crate) mod document;
pub(crate) mod fold;
pub(crate) mod words;

pub(crate) use arch::Masks;
pub(crate) use document::{Casing, Document, Shape, Token};
pub(crate) use words::{Words, words};

use crate::lexicon::{self, Class, INLINE};

/// Buffers of one scan, kept for the next.
#[derive(Default)]
pub(crate) struct Tokens {
    masks: Vec<Masks>,
    /// Where runs of word bytes begin and end, by turns.
    edges: Vec<u32>,
    /// Words that the table of frequent words does not hold: index and key.
    rare: Vec<(u32, u128)>,
    /// Every token, in order.
    pub(crate) all: Vec<Token>,
    pub(crate) lists: Lists,
    pub(crate) casing: Casing,
}

/// Where recognizers start from: indices of tokens, in order.
#[derive(Default)]
pub(crate) struct Lists {
    /// Tokens that hold a digit.
    pub(crate) numbers: Vec<u32>,
    /// Words that may begin a phrase or are a label.
    pub(crate) heads: Vec<u32>,
    /// Words that could be part of a name (see [`may_be_name`]).
    pub(crate) names: Vec<u32>,
    /// See [`is_cue`].
    pub(crate) cues: Vec<u32>,
}

/// Splits `text` (already folded) into tokens: maximal runs of ASCII letters and digits and of bytes from 0x80 up.
pub(crate) fn tokenize(text: &[u8], tokens: &mut Tokens) {
    let Tokens { masks, edges, rare, all, lists, casing } = tokens;
    masks.clear();
    arch::classify(text, masks);
    find_edges(text, masks, edges);
    all.clear();
    rare.clear();
    all.extend((0u32..).zip(edges.as_chunks::<2>().0).map(|(index, &[start, end])| {
        let shape = shape(text, masks, start, end);
        let token = Token::new(start, end, shape);
        if shape.any(Shape::NUMBER.or(Shape::FOREIGN)) {
            return token;
        }
        let key = key(text, start as usize, (end - start) as usize);
        match lexicon::probe_frequent(key) {
            Some(brief) => token.described(brief),
            None => {
                rare.push((index, key));
                token
            }
        }
    }));
    // Rare words miss the cache; a short loop of independent probes lets the processor wait for many at once.
    for &(index, key) in rare.iter() {
        if let Some(token) = all.get_mut(index as usize) {
            *token = token.described(lexicon::probe_others(key));
        }
    }
    *casing = select(all, lists);
}

/// Lists where word bytes begin and end.
fn find_edges(text: &[u8], masks: &[Masks], edges: &mut Vec<u32>) {
    edges.clear();
    let mut carry = 0;
    for (block, mask) in masks.iter().enumerate() {
        let mut bits = mask.word ^ (mask.word << 1 | carry);
        carry = mask.word >> 63;
        let base = block as u32 * 64;
        edges.reserve(bits.count_ones() as usize);
        while bits != 0 {
            edges.push(base + bits.trailing_zeros());
            bits &= bits - 1;
        }
    }
    if edges.len() % 2 == 1 {
        edges.push(text.len() as u32);
    }
}

/// Lists the tokens that recognizers start from, and says how the text uses capitals.
///
/// Every index is written and the lengths move on by the answers: no branch depends on the text.
fn select(all: &[Token], lists: &mut Lists) -> Casing {
    let Lists { numbers, heads, names, cues } = lists;
    for list in [&mut *numbers, heads, names, cues] {
        list.clear();
        list.resize(all.len(), 0);
    }
    let (mut number_count, mut head_count, mut name_count, mut cue_count) = (0, 0, 0, 0);
    let (mut words, mut upper, mut capitalised) = (0, 0, 0);
    let mut after_title = false;
    for (index, token) in (0u32..).zip(all) {
        let (Some(number), Some(head), Some(name), Some(cue)) = (
            numbers.get_mut(number_count),
            heads.get_mut(head_count),
            names.get_mut(name_count),
            cues.get_mut(cue_count),
        ) else {
            break;
        };
        (*number, *head, *name, *cue) = (index, index, index, index);
        number_count += usize::from(token.has_digit());
        head_count += usize::from(token.is(Class::PHRASE_START) | token.labelled);
        name_count += usize::from(may_be_name(token) | after_title & !token.is_number());
        cue_count += usize::from(is_cue(token, all.get(index as usize + 1).unwrap_or(token)));
        after_title = token.is(Class::TITLE.or(Class::RELATION));
        let word = u32::from(!token.has_digit() & (token.end - token.start > 1));
        words += word;
        upper += word & u32::from(token.shape.any(Shape::ALL_UPPER));
        capitalised += word & u32::from(token.shape.any(Shape::FIRST_UPPER));
    }
    numbers.truncate(number_count);
    heads.truncate(head_count);
    names.truncate(name_count);
    cues.truncate(cue_count);
    Casing::of(words, upper, capitalised)
}

/// Whether a rule for places, organizations or dates can start from `token`: it holds a digit, is a head word or one of
/// the calendar, a place that does not look like plain vocabulary, or a preposition before something capitalised.
#[inline(always)]
fn is_cue(token: &Token, next: &Token) -> bool {
    const ALWAYS: Class = Class::STREET_SUFFIX
        .or(Class::STREET_PREFIX)
        .or(Class::FACILITY_WORD)
        .or(Class::FACILITY)
        .or(Class::AREA_WORD)
        .or(Class::ORG_WORD)
        .or(Class::ORGANIZATION)
        .or(Class::MONTH)
        .or(Class::SEASON)
        .or(Class::HOLIDAY)
        .or(Class::NUMBER);
    const PLACE: Class = Class::CITY.or(Class::STATE).or(Class::STATE_ABBR);
    let vocabulary = !token.is_capitalised() & token.is(Class::COMMON.or(Class::CLINICAL).or(Class::FUNCTION));
    let before_capital = next.shape.any(Shape::FIRST_UPPER.or(Shape::LEAD_DIGIT)) | next.is(Class::FUNCTION);
    token.has_digit()
        | token.is(ALWAYS)
        | token.is(PLACE) & (!vocabulary | next.is_number())
        | token.is(Class::FUNCTION) & before_capital
}

/// How the word at `start..end` is written.
#[inline(always)]
fn shape(text: &[u8], masks: &[Masks], start: u32, end: u32) -> Shape {
    let len = (end - start) as usize;
    let at = start as usize;
    if len > 64 {
        return long_shape(&text[at..end as usize]);
    }
    let in_word = u64::MAX >> (64 - len);
    // Three words of four are in plain lower case.
    if window(masks, at, |mask| mask.upper | mask.digit | mask.high) & in_word == 0 {
        return Shape::NONE;
    }
    let window = Masks {
        word: 0,
        upper: window(masks, at, |mask| mask.upper),
        digit: window(masks, at, |mask| mask.digit),
        high: window(masks, at, |mask| mask.high),
    };
    let upper = window.upper & in_word;
    let digit = window.digit & in_word;
    let mut shape = Shape::NONE;
    shape.set(Shape::DIGIT, digit != 0);
    shape.set(Shape::NUMBER, digit == in_word);
    shape.set(Shape::FIRST_UPPER, upper & 1 != 0);
    shape.set(Shape::ALL_UPPER, upper | digit == in_word && upper != 0);
    shape.set(Shape::MIXED, upper & !1 != 0 && upper | digit != in_word);
    shape.set(Shape::FOREIGN, window.high & in_word != 0);
    shape.set(Shape::LEAD_DIGIT, digit & 1 != 0);
    shape
}

/// The lexicon's key of the word of `len` bytes at `at`.
#[inline(always)]
pub(crate) fn key(text: &[u8], at: usize, len: usize) -> u128 {
    match text.get(at..at + INLINE) {
        Some(bytes) if len <= INLINE => lexicon::lower(u128::from_le_bytes(bytes.try_into().unwrap_or_default()), len),
        _ => lexicon::key(&text[at..at + len]),
    }
}

/// The 64 bits of a mask from byte `at` on.
#[inline(always)]
fn window(masks: &[Masks], at: usize, mask: impl Fn(&Masks) -> u64) -> u64 {
    let (block, shift) = (at / 64, at % 64);
    let low = masks.get(block).map_or(0, &mask);
    let high = masks.get(block + 1).map_or(0, &mask);
    // Two steps, so that a shift of 0 shifts everything out.
    low >> shift | high << 1 << (63 - shift)
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
    let capital = token.shape.any(Shape::FIRST_UPPER);
    let floor = if capital { CAPITALISED } else { LOWER };
    let initial = (token.end - token.start == 1) & capital;
    !token.has_digit() & ((token.row == 0) | (token.prior >= floor) | initial)
}
