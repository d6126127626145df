//! What the scorer of numbers is asked about: numbers and codes, numbers in words, and letters at the end of a cell or line that
//! may be somebody's initials.

#![forbid(unsafe_code)]

use core::slice;

use crate::Identifier;
use crate::recognize::date::spelled;
use crate::recognize::name::short_letters;
use crate::scan::{Document, Shape, Token, words};

/// Kinds of figures after those with digits, which [`kind`] tells: one number word, several, an ordinal, digits one by one, letters in
/// either case.
pub(super) const WORD: usize = 15;
const WORDS: usize = 16;
const ORDINAL_WORD: usize = 17;
const SPACED: usize = 18;
const UPPER_LETTERS: usize = 19;
const LOWER_LETTERS: usize = 20;

/// A number or code: tokens that single marks join, or words.
#[derive(Clone, Copy)]
pub(crate) struct Figure {
    pub(crate) first: u32,
    pub(crate) last: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The first token of its line, or the first token of the document.
    pub(super) line: u32,
    /// The last token before it in its line that a mark follows, as `MRN` of `MRN:`.
    pub(super) label: Option<u32>,
    /// Bytes.
    pub(super) len: usize,
    /// The hash of its letters and digits told apart only by sort; of words and letters, of themselves.
    pub(super) shape: u64,
    /// One of [`super::groups::KINDS`].
    pub(super) kind: usize,
    /// That it is an identifier speaks for figures that look alike.
    pub(crate) speaks: bool,
    /// The number of the finding that the scorer made of it.
    pub(super) found: Option<u32>,
}

impl Figure {
    /// Whether it can be one of `identifier`: letters are somebody's or nothing, and no date has so many words.
    pub(super) fn may_be(&self, identifier: Identifier) -> bool {
        const DATE: u32 = 8;
        match identifier {
            Identifier::Name => true,
            Identifier::Date => self.kind < UPPER_LETTERS && self.last - self.first < DATE,
            _ => self.kind < UPPER_LETTERS,
        }
    }
}

/// Longest figure, bytes and tokens.
const LEN: usize = 32;
const TOKENS: u32 = 6;

/// Most words of a number in words, and digits of one that is written digit by digit; fewest of those.
const SPOKEN: u32 = 13;
const FEWEST: u32 = 6;

/// Lists the figures of `document`.
pub(super) fn list(document: &Document<'_>, figures: &mut Vec<Figure>) {
    figures.clear();
    let next_of = |list: &mut slice::Iter<'_, u32>| list.next().copied().unwrap_or(u32::MAX);
    let (mut numbers, mut cues) = (document.numbers.iter(), document.cues.iter());
    let (mut number, mut cue) = (next_of(&mut numbers), next_of(&mut cues));
    let (mut free, mut line, mut label) = (0, 0, None);
    for index in 0..document.tokens.len() as u32 {
        match document.gap(index) {
            [] | [b' '] => {}
            gap if gap.contains(&b'\n') => (line, label) = (index, None),
            [b':' | b'#' | b'=', ..] | [b' ', b':' | b'#' | b'=', ..] => label = index.checked_sub(1),
            _ => {}
        }
        let (digit, cued) = (index == number, index == cue);
        if digit {
            number = next_of(&mut numbers);
        }
        if cued {
            cue = next_of(&mut cues);
        }
        if index < free {
            continue;
        }
        let found = if digit {
            spaced(document, index).or_else(|| code(document, index, free))
        } else {
            letters(document, index).or_else(|| cued.then(|| spoken(document, index)).flatten())
        };
        if let Some(figure) = found {
            free = figure.last + 1;
            // A colon inside the figure labels nothing.
            figures.push(Figure { line, label: label.filter(|at| *at < figure.first), ..figure });
        }
    }
}

/// The figure around the token with a digit at `index`, from token `free` on.
fn code(document: &Document<'_>, index: u32, free: u32) -> Option<Figure> {
    let joined = |at: u32| matches!(document.gap(at), [b'-' | b'/' | b'.' | b':' | b'_' | b'\'' | b'#' | b'+' | b'@']);
    let mut first = index;
    while first > free && index - first < 2 && joined(first) {
        first -= 1;
    }
    let mut last = index;
    while last - first + 1 < TOKENS && document.token(last + 1).is_some() && joined(last + 1) {
        last += 1;
    }
    let figure = figure(document, first, last)?;
    let bytes = document.bytes(figure.start..figure.end);
    if bytes.len() > LEN || bytes.is_empty() {
        return None;
    }
    Some(Figure { shape: shape(bytes), kind: kind(bytes, last - first), ..figure })
}

/// Digits one by one from `index` on, as on a form with a box for each: `2 0 3 - 7 7 1 9`.
fn spaced(document: &Document<'_>, index: u32) -> Option<Figure> {
    let digit = |at: u32| document.token(at).is_some_and(|token| token.len() == 1 && token.is_number());
    let near =
        |gap: &[u8]| gap.len() <= 3 && gap.iter().all(|byte| matches!(byte, b' ' | b'-' | b'.' | b',' | b'/' | b')'));
    let mut last = index;
    while last - index < SPOKEN && digit(last) && digit(last + 1) && near(document.gap(last + 1)) {
        last += 1;
    }
    if last - index + 1 < FEWEST || document.gap(index + 1) == b"." {
        return None;
    }
    let shape = u64::from(last - index) << 8 | SPACED as u64;
    Some(Figure { shape, kind: SPACED, ..figure(document, index, last)? })
}

/// A number in words from `index` on: `two twenty-six`, `eighteenth`, `four one six`.
fn spoken(document: &Document<'_>, index: u32) -> Option<Figure> {
    let number = |at: u32| spelled::value(document, at).filter(|value| *value != spelled::AGE);
    let mut value = number(index)?;
    let mut last = index;
    while last - index < SPOKEN && value < spelled::ORDINAL && matches!(document.gap(last + 1), b" " | b"-" | b", ") {
        match number(last + 1) {
            Some(next) => value = next,
            None if document.is_any(last + 1, words!["oh", "dash", "double", "triple"]) => {}
            None => break,
        }
        last += 1;
    }
    let kind = match last - index {
        _ if value > spelled::ORDINAL => ORDINAL_WORD,
        0 => WORD,
        _ => WORDS,
    };
    let figure = figure(document, index, last)?;
    Some(Figure { shape: u64::from(last - index) << 8 | kind as u64, kind, ..figure })
}

/// Two or three letters at the end of a cell or line, or right before such.
fn letters(document: &Document<'_>, index: u32) -> Option<Figure> {
    let token = short(document, index)?;
    let gap = document.gap(index + 1);
    let ends =
        |gap: &[u8]| matches!(gap, [] | [b'\n' | b'\r' | b'\t' | b'|', ..] | [b' ', b' ' | b'|' | b'\n', ..] | [b',']);
    let pair = || {
        matches!(gap, b" " | b"/" | b" / " | b", ")
            && short(document, index + 1).is_some_and(|next| next.is_lower() == token.is_lower())
            && ends(document.gap(index + 2))
    };
    if !ends(gap) && !pair() {
        return None;
    }
    let kind = if token.is_lower() { LOWER_LETTERS } else { UPPER_LETTERS };
    Some(Figure { shape: document.hash(index), kind, ..figure(document, index, index)? })
}

/// A token of two or three letters in one case.
fn short<'d>(document: &Document<'d>, index: u32) -> Option<&'d Token> {
    let token = document.token(index)?;
    (short_letters(token) && (token.is_lower() || token.shape.any(Shape::ALL_UPPER))).then_some(token)
}

fn figure(document: &Document<'_>, first: u32, last: u32) -> Option<Figure> {
    let (start, end) = (document.token(first)?.start, document.token(last)?.end);
    let len = (end - start) as usize;
    Some(Figure { first, last, start, end, line: 0, label: None, len, shape: 0, kind: 0, speaks: false, found: None })
}

/// The hash of letters and digits told apart only by sort; runs of small letters count as one, long runs as shorter.
pub(super) fn shape(bytes: &[u8]) -> u64 {
    let (mut hash, mut last, mut run) = (0xcbf2_9ce4_8422_2325_u64, 0u8, 0u32);
    for byte in bytes {
        let (sort, most) = match byte {
            b'0'..=b'9' => (b'9', 8),
            b'A'..=b'Z' => (b'A', 4),
            b'a'..=b'z' => (b'a', 1),
            0x80.. => (0x80, 1),
            mark => (*mark, 2),
        };
        run = if sort == last { run + 1 } else { 1 };
        last = sort;
        if run <= most {
            hash = (hash ^ u64::from(sort)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash >> 20
}

/// What sort of figure it is.
fn kind(bytes: &[u8], joints: u32) -> usize {
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let ordinal = joints == 0
        && letters == 2
        && matches!(
            bytes,
            [
                b'0'..=b'9',
                ..,
                b's' | b'S' | b'n' | b'N' | b'r' | b'R' | b't' | b'T',
                b't' | b'T' | b'd' | b'D' | b'h' | b'H'
            ]
        );
    match (letters, joints) {
        (0, 0) => match digits {
            0..=6 => digits.saturating_sub(1),
            7..=9 => 6,
            _ => 7,
        },
        (0, 1) if bytes.contains(&b'/') => 8,
        (0, 1) if bytes.contains(&b'-') => 9,
        (0, 1) if bytes.contains(&b'.') => 10,
        (0, _) => 11,
        _ if ordinal => 14,
        (_, 0) => 12,
        _ => 13,
    }
}
