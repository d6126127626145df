//! The parts of a date as it is written: numbers, months, words.

#![forbid(unsafe_code)]

use core::ops::Range;

use super::words::{self, Month};
use crate::recognize::date::calendar::figure;

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Digits, or a number in words.
    Number,
    Month(Month),
    /// `spring`, 0, to `winter`, 3.
    Season(u32),
    /// `Q`, `quarter`.
    Quarter,
    /// `W`, `week`.
    Week,
}

/// A part of a date, by its bytes in the folded text.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) what: What,
    pub(super) value: u32,
    pub(super) range: Range<usize>,
    /// Digits of a number; 4 for a year in words and 2 for any other number in words.
    pub(super) len: usize,
    /// The `rd` of `3rd`.
    pub(super) suffix: Option<Range<usize>>,
    pub(super) spelled: bool,
    /// A number in words that is an ordinal: `third`.
    pub(super) ordinal: bool,
    /// An apostrophe stands before it: `'14`.
    pub(super) apostrophe: bool,
    /// The first eight digits of a longer number.
    pub(super) stamp: Option<u32>,
}

impl Part {
    fn new(what: What, value: u32, range: Range<usize>) -> Self {
        let len = range.len();
        Self { what, value, range, len, suffix: None, spelled: false, ordinal: false, apostrophe: false, stamp: None }
    }

    pub(super) fn is_number(&self) -> bool {
        self.what == What::Number
    }
}

/// Words that join the parts of a date and say nothing.
const LINKS: [&str; 11] = ["of", "de", "del", "d", "the", "day", "and", "to", "through", "thru", "in"];

/// Reads the parts of `text`, which is folded; `None` where a word is no part of any date.
pub(super) fn parts(text: &str) -> Option<Vec<Part>> {
    let bytes = text.as_bytes();
    let mut parts: Vec<Part> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte >= 0x80 {
            return None;
        }
        if !byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let end = at + bytes.get(at..)?.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        at = run(text, at..end, &mut parts)?;
    }
    spell(text, parts)
}

/// Reads one run of letters and digits; returns where to go on.
fn run(text: &str, range: Range<usize>, parts: &mut Vec<Part>) -> Option<usize> {
    let word = text.get(range.clone())?;
    let next = text.as_bytes().get(range.end).copied().unwrap_or(0);
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        let whole = joined_digits(text, &range).unwrap_or(range);
        let end = whole.end;
        parts.push(number(text, whole)?);
        return Some(end);
    }
    // A scanner's `O3/l4/2024`.
    let digit = word.bytes().any(|byte| byte.is_ascii_digit());
    if (digit || next == b'/' && word.len() <= 2) && word.len() <= 4 && word.bytes().all(|byte| figure(byte).is_some())
    {
        let value = word.bytes().filter_map(figure).fold(0, |value, digit| value * 10 + digit);
        parts.push(Part { value, ..number_part(text, range.clone()) });
        return Some(range.end);
    }
    if !digit {
        if let Some(part) = joined_month(text, &range) {
            let end = part.range.end;
            parts.push(part);
            return Some(end);
        }
        letters(text, range.clone(), parts)?;
        return Some(range.end);
    }
    // `14MAR24`, `3rd`, `Q3`, `2024Q3`, `20240314T`.
    let mut at = range.start;
    while at < range.end {
        let rest = text.get(at..range.end)?;
        let is_digit = rest.starts_with(|letter: char| letter.is_ascii_digit());
        let len = rest.bytes().take_while(|byte| byte.is_ascii_digit() == is_digit).count();
        if is_digit {
            parts.push(number(text, at..at + len)?);
        } else {
            letters(text, at..at + len, parts)?;
        }
        at += len;
    }
    Some(range.end)
}

fn number_part(text: &str, range: Range<usize>) -> Part {
    let before = range.start.checked_sub(1).and_then(|at| text.as_bytes().get(at));
    let apostrophe = matches!(before, Some(b'\'' | b'`'));
    Part { apostrophe, ..Part::new(What::Number, 0, range) }
}

fn number(text: &str, range: Range<usize>) -> Option<Part> {
    let digits = text.get(range.clone())?.bytes().filter(u8::is_ascii_digit);
    let (mut value, mut len, mut stamp) = (0u32, 0, None);
    for digit in digits {
        if len == 8 {
            stamp = Some(value);
        }
        value = value.saturating_mul(10).saturating_add(u32::from(digit & 15));
        len += 1;
    }
    Some(Part { value, len, stamp, ..number_part(text, range) })
}

/// `1 1/04/2022`: a number that a scanner took apart.
fn joined_digits(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let rest = text.as_bytes().get(range.end..)?;
    let apart = range.len() == 1
        && matches!(rest, [b' ', second, b'/' | b'-', ..] if second.is_ascii_digit())
        && matches!(text.as_bytes().get(range.start), Some(b'0'..=b'3'));
    apart.then(|| range.start..range.end + 2)
}

/// `Mar ch`, `Janu ary`.
fn joined_month(text: &str, range: &Range<usize>) -> Option<Part> {
    let rest = text.get(range.end..)?.strip_prefix(' ')?;
    let len = rest.bytes().take_while(u8::is_ascii_lowercase).count();
    let whole = format!("{}{}", text.get(range.clone())?, rest.get(..len)?);
    let month = words::month(&whole).filter(|_| len >= 2 && whole.len() > 3)?;
    Some(Part::new(What::Month(month), month.number, range.start..range.end + 1 + len))
}

/// Reads a run of letters; `None` where it is no part of a date.
fn letters(text: &str, range: Range<usize>, parts: &mut Vec<Part>) -> Option<()> {
    let word = text.get(range.clone())?.to_ascii_lowercase();
    let push = |parts: &mut Vec<Part>, what, value| parts.push(Part::new(what, value, range.clone()));
    if let ("st" | "nd" | "rd" | "th", Some(last)) = (word.as_str(), parts.last_mut())
        && last.is_number()
        && !last.spelled
        && range.start - last.range.end <= 1
    {
        last.suffix = Some(range);
        return Some(());
    }
    if let Some(month) = words::month(&word) {
        let mark = |at: Option<usize>| {
            let byte = at.and_then(|at| text.as_bytes().get(at));
            byte.is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/'))
        };
        let marked = mark(range.start.checked_sub(1)) || mark(Some(range.end));
        let month = if marked { month.among_marks() } else { month };
        push(parts, What::Month(month), month.number);
    } else if let Some((value, ordinal)) = words::number(&word) {
        parts.push(Part { spelled: true, ordinal, ..Part::new(What::Number, value, range) });
    } else if let Some(month) = word.get(1..).and_then(words::month).filter(|_| parts.len() == 1) {
        // The zone letter of a date-time group: `141430ZMAR24`.
        parts.push(Part::new(What::Month(month.among_marks()), month.number, range.start + 1..range.end));
    } else {
        let season = |season| What::Season(season);
        match word.as_str() {
            "q" | "quarter" | "qtr" => push(parts, What::Quarter, 0),
            "w" | "week" | "wk" | "kw" | "cw" => push(parts, What::Week, 0),
            "spring" => push(parts, season(0), 0),
            "summer" => push(parts, season(1), 0),
            "fall" | "autumn" => push(parts, season(2), 0),
            "winter" => push(parts, season(3), 0),
            // A letter between the parts of a stamp.
            "t" | "z" => {}
            // `mid-November`.
            "mid" | "early" | "late" => {}
            word if LINKS.contains(&word) => {}
            _ => return None,
        }
    }
    Some(())
}

/// Joins the words of numbers: `twenty-third`, `nineteen fifty-one`, `two thousand and five`.
fn spell(text: &str, parts: Vec<Part>) -> Option<Vec<Part>> {
    if !parts.iter().any(|part| part.spelled) {
        return Some(parts);
    }
    let mut joined: Vec<Part> = Vec::with_capacity(parts.len());
    let mut at = 0;
    while let Some(part) = parts.get(at) {
        if !part.spelled {
            joined.push(part.clone());
            at += 1;
            continue;
        }
        let (value, ordinal, len, next) = year(text, &parts, at)
            .map(|(value, next)| (value, false, 4, next))
            .or_else(|| below_100(text, &parts, at).map(|(value, ordinal, next)| (value, ordinal, 2, next)))?;
        let end = parts.get(next - 1)?.range.end;
        let range = part.range.start..end;
        joined.push(Part { len, ordinal, spelled: true, value, ..Part::new(What::Number, value, range) });
        at = next;
    }
    Some(joined)
}

/// The spelled part at `at`, if it follows the one before it closely.
fn word_at<'p>(text: &str, parts: &'p [Part], at: usize, first: bool) -> Option<&'p Part> {
    let part = parts.get(at).filter(|part| part.spelled)?;
    let gap = || text.get(parts.get(at.checked_sub(1)?)?.range.end..part.range.start);
    (first || matches!(gap(), Some(" " | "-" | "  " | "\n" | " and "))).then_some(part)
}

fn below_100(text: &str, parts: &[Part], at: usize) -> Option<(u32, bool, usize)> {
    let first = word_at(text, parts, at, true)?;
    if first.value >= 20
        && first.value % 10 == 0
        && !first.ordinal
        && let Some(unit) = word_at(text, parts, at + 1, false)
        && (1..=9).contains(&unit.value)
    {
        return Some((first.value + unit.value, unit.ordinal, at + 2));
    }
    (first.value < 100).then_some((first.value, first.ordinal, at + 1))
}

fn year(text: &str, parts: &[Part], at: usize) -> Option<(u32, usize)> {
    let (century, ordinal, next) = below_100(text, parts, at)?;
    let second = word_at(text, parts, next, false)?;
    if ordinal {
        return None;
    }
    let rest = |at: usize| {
        word_at(text, parts, at, false)?;
        below_100(text, parts, at).filter(|(_, ordinal, _)| !ordinal)
    };
    if century == 2 && second.value == 1000 {
        return Some(match rest(next + 1) {
            Some((units, _, after)) if units < 100 => (2000 + units, after),
            _ => (2000, next + 1),
        });
    }
    if !(18..=20).contains(&century) {
        return None;
    }
    if second.value == 100 {
        return Some((century * 100, next + 1));
    }
    if second.value == 0 {
        let (unit, _, after) = rest(next + 1)?;
        return (unit <= 9).then_some((century * 100 + unit, after));
    }
    let (rest, ordinal, after) = below_100(text, parts, next)?;
    (!ordinal && rest >= 10).then_some((century * 100 + rest, after))
}

#[cfg(test)]
mod tests {
    use super::parts;

    fn values(text: &str) -> Vec<u32> {
        parts(text).map(|parts| parts.iter().map(|part| part.value).collect()).unwrap_or_default()
    }

    #[test]
    fn reads_every_way_of_writing_numbers() {
        assert_eq!(values("03/14/2024"), [3, 14, 2024]);
        assert_eq!(values("O3/l4/2024"), [3, 14, 2024]);
        assert_eq!(values("l/O5/2024"), [1, 5, 2024]);
        assert_eq!(values("1 1/04/2022"), [11, 4, 2022]);
        assert_eq!(values("14MAR24"), [14, 3, 24]);
        assert_eq!(values("141430ZMAR24"), [141_430, 3, 24]);
        assert_eq!(values("Mar ch 3rd, 2024"), [3, 3, 2024]);
        assert_eq!(values("twenty-third of June, two thousand twenty-one"), [23, 6, 2021]);
        assert_eq!(values("March fourth nineteen fifty-one"), [3, 4, 1951]);
        assert_eq!(values("six fourteen fifty-eight"), [6, 14, 58]);
        assert_eq!(values("two thousand and five"), [2005]);
        assert_eq!(values("third quarter of 2022"), [3, 0, 2022]);
        assert_eq!(values("Christmas Eve 2022"), []);
    }
}
