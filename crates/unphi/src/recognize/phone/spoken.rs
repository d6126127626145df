//! Numbers that a dictation or transcript has in words.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::recognize::fax::{self, Line};
use crate::recognize::finding;
use crate::scan::{Document, Words, words};
use crate::span::{Evidence, Finding, Kind};

/// Fewest spoken digits that are looked for.
const SPOKEN: usize = 7;

/// `nine one nine, five five five, zero one four seven` in dictations and transcripts; with where the digits end.
pub(super) fn spoken(document: &Document<'_>, index: u32) -> Option<(Option<Finding>, u32)> {
    const LONGEST: u32 = 12;
    let digit = |index: u32| digit_word(document.word(index)).or_else(|| ten_word(document.word(index)));
    digit(index)?;
    let near = |gap: &[u8]| matches!(gap, b" " | b", " | b"-" | b". " | b" - " | b"... " | b"  ");
    let mut first = index;
    while first > 0 && index - first < LONGEST && near(document.gap(first)) && digit(first - 1).is_some() {
        first -= 1;
    }
    let mut last = index;
    while last - first < LONGEST && near(document.gap(last + 1)) && digit(last + 1).is_some() {
        last += 1;
    }
    let mut count = spoken_digits(document, first, last);
    // `832 five five five oh one seven oh`, `414 five five five 0119`: some of it in figures.
    let figures = |index: u32, len: usize| document.token(index).is_some_and(|t| t.is_number() && t.len() == len);
    if matches!(count, 3 | 7) && first > 0 && near(document.gap(first)) && figures(first - 1, 3) {
        let ends = count == 3 && near(document.gap(last + 1)) && figures(last + 1, 4);
        if count == 7 || ends {
            (first, last, count) = (first - 1, last + u32::from(ends), 10);
        }
    }
    // `nineteen ninety one`, `twenty twenty two`: a year.
    let year = |at: u32| {
        document.is_any(at, words!["nineteen", "twenty"])
            && ten_word(document.word(at + 1)).is_some()
            && !document.is(at + 1, b"hundred")
    };
    if year(first) && count <= 8 {
        return Some((None, last + 1));
    }
    // Counting aloud is no number.
    let counting = (first..last).all(|i| digit(i).is_some() && digit(i + 1) == digit(i).map(|value| value + 1));
    let range = document.token(first)?.start..document.token(last)?.end;
    let social = (first.saturating_sub(8)..first).any(|i| document.is_any(i, words!["social", "ssn", "security"]));
    let found = match count {
        _ if counting => None,
        3..=5 if is_extension(document, first) => {
            Some(finding(range, Identifier::Phone, Kind::Phone, "phone.spoken-extension", 0.85, Evidence::CONTEXT))
        }
        4 if last - first == 3 && asks_last_four(document, first) => {
            Some(finding(range, Identifier::Ssn, Kind::SsnLast4, "ssn.spoken-last4", 0.85, Evidence::CONTEXT))
        }
        9 if social => Some(finding(range, Identifier::Ssn, Kind::SsnFull, "ssn.spoken", 0.9, Evidence::CONTEXT)),
        7 | 10 | 11 => {
            let (identifier, kind) = match fax::line(document, first, last) {
                Some(Line::Fax) => (Identifier::Fax, Kind::Fax),
                Some(Line::Pager) => (Identifier::Phone, Kind::Pager),
                _ => (Identifier::Phone, Kind::Phone),
            };
            Some(finding(range, identifier, kind, "phone.spoken", 0.85, Evidence::SHAPE))
        }
        SPOKEN.. => Some(finding(range, Identifier::Phone, Kind::Phone, "phone.spoken", 0.6, Evidence::SHAPE)),
        _ => None,
    };
    Some((found, last + 1))
}

/// Whether the spoken digits after it are an in-house number.
fn is_extension(document: &Document<'_>, first: u32) -> bool {
    const WORDS: &Words = words!["ext", "extn", "extension"];
    document.is_any(first.wrapping_sub(1), WORDS)
        || document.is_any(first.wrapping_sub(1), words!["is", "number"])
            && document.is_any(first.wrapping_sub(2), WORDS)
}

/// Whether someone has asked for the last four digits of a social: `Last four of your social? … Zero nine one seven.`
pub(crate) fn asks_last_four(document: &Document<'_>, first: u32) -> bool {
    const REACH: u32 = 14;
    let from = first.saturating_sub(REACH);
    (from..first).any(|i| document.is_any(i, words!["social", "ssn"]))
        && (from.saturating_sub(4)..first).any(|i| document.is_any(i, words!["last", "ending", "ends"]))
}

/// How many digits the words `first..=last` say: `forty four seventy one` says four.
fn spoken_digits(document: &Document<'_>, first: u32, last: u32) -> usize {
    let (mut count, mut index) = (0, first);
    while index <= last {
        let ten = ten_word(document.word(index));
        count += if ten.is_some() { 2 } else { 1 };
        // The unit of a ten: `forty four`, not `forty zero`.
        let unit = ten.is_some_and(|value| value >= 20)
            && index < last
            && matches!(document.gap(index + 1), b" " | b"-")
            && digit_word(document.word(index + 1)).is_some_and(|value| value > 0);
        index += 1 + u32::from(unit);
    }
    count
}

/// Ten to ninety, as numbers are read in pairs; a hundred says the two zeros after a digit.
fn ten_word(word: &[u8]) -> Option<u8> {
    const WORDS: [(&[u8], u8); 19] = [
        (b"ten", 10),
        (b"eleven", 11),
        (b"twelve", 12),
        (b"thirteen", 13),
        (b"fourteen", 14),
        (b"fifteen", 15),
        (b"sixteen", 16),
        (b"seventeen", 17),
        (b"eighteen", 18),
        (b"nineteen", 19),
        (b"twenty", 20),
        (b"thirty", 30),
        (b"forty", 40),
        (b"fifty", 50),
        (b"sixty", 60),
        (b"seventy", 70),
        (b"eighty", 80),
        (b"ninety", 90),
        (b"hundred", 15),
    ];
    if !(3..=9).contains(&word.len()) {
        return None;
    }
    WORDS.iter().find(|(ten, _)| word.eq_ignore_ascii_case(ten)).map(|(_, value)| *value)
}

fn digit_word(word: &[u8]) -> Option<u8> {
    const WORDS: [&[u8]; 12] =
        [b"zero", b"one", b"two", b"three", b"four", b"five", b"six", b"seven", b"eight", b"nine", b"oh", b"o"];
    if word.len() > 5 {
        return None;
    }
    WORDS.iter().position(|digit| word.eq_ignore_ascii_case(digit)).map(|value| if value > 9 { 0 } else { value as u8 })
}
