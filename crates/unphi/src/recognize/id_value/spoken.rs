//! An id that was read aloud.

#![forbid(unsafe_code)]

use core::ops::Range;

use crate::scan::{Document, Token, Words, words};

/// An id that was read aloud after its label: `medicare number, it's four R D seven K M three`, `member id is w as in
/// whiskey 4 4 7`.
pub(super) fn spoken(document: &Document<'_>, first: u32) -> Option<Range<u32>> {
    const DIGITS: &Words =
        words!["zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "niner", "double"];
    const TENS: &Words = words![
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
    ];
    /// Most words from the label to the first of the id, and of the id.
    const REACH: u32 = 14;
    const LONGEST: u32 = 36;
    let joined = |index: u32| matches!(document.gap(index), b" " | b", " | b"-" | b". " | b"... ");
    // How many words explain the letter at an index: `W as in whiskey`, `T for Tango`.
    let explained = |index: u32| {
        let initial = document.word(index).first().map(u8::to_ascii_lowercase);
        let word = |at: u32| document.word(at).first().map(u8::to_ascii_lowercase) == initial;
        if document.is(index + 1, b"as") && document.is(index + 2, b"in") {
            3
        } else if document.is_any(index + 1, words!["for", "like"]) && word(index + 2) {
            2
        } else {
            0
        }
    };
    // The first digit, or a letter right before another symbol; digits in figures are never alone.
    let symbol = |index: u32| {
        // The letter of a contraction, `it's`, is none of the id.
        let single =
            document.token(index).is_some_and(|token| token.len() == 1 && document.byte_before(token.start) != b'\'');
        let figure = single && document.token(index).is_some_and(Token::has_digit);
        let digit = figure || document.is_any(index, DIGITS);
        (digit, digit || single, figure)
    };
    let mut at = first;
    loop {
        let token = document.token(at)?;
        if at >= first + REACH || token.has_digit() && token.len() > 1 && !is_stamp(document, token) {
            return None;
        }
        let (digit, any, figure) = symbol(at);
        let paired = any && joined(at + 1) && symbol(at + 1).1;
        if digit && !figure || paired || any && !digit && explained(at) > 0 {
            break;
        }
        if figure {
            return None;
        }
        at += 1;
    }
    let (mut digits, mut end, mut next) = (0, at, at);
    while next < at + LONGEST && (next == at || joined(next)) {
        // `…, I think`.
        if document.gap(next) == b", " && document.is_any(next, words!["i", "a"]) {
            break;
        }
        let (digit, any, _) = symbol(next);
        let ten = !any && end > at && document.is_any(next, TENS);
        if !(any || ten) {
            break;
        }
        digits += u32::from(digit) + 2 * u32::from(ten);
        next += 1 + if any && !digit { explained(next) } else { 0 };
        end = next;
    }
    let partial = (1..=2).any(|back| document.is_any(at.wrapping_sub(back), words!["ending", "ends"]));
    let enough = digits >= 3 && end - at >= 5 || partial && digits >= 2 && end - at >= 3;
    let (start, last) = (document.token(at)?, document.token(end - 1)?);
    enough.then_some(start.start..last.end)
}

/// Whether digits are part of the time that a transcript puts before a turn: `[00:16]`.
fn is_stamp(document: &Document<'_>, token: &Token) -> bool {
    token.is_number()
        && token.len() <= 2
        && (matches!(document.byte_before(token.start), b':' | b'[' | b'(') || document.byte(token.end) == b':')
}
