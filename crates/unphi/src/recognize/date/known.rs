//! A day that the caller knows, in every format that dates are written in.

#![forbid(unsafe_code)]

use core::ops::Range;

use super::calendar::{self, expand};
use super::month::{day, month, year_after};
use super::numeric::lead;
use crate::lexicon::{self, Class};
use crate::scan::{Document, words};

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    pub(crate) year: u16,
    month: u8,
    day: u8,
}

impl Day {
    fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        let real = calendar::YEARS.contains(&year) && calendar::has_day(month, day);
        real.then_some(Self { year: year as u16, month: month as u8, day: day as u8 })
    }

    /// Reads `1962-03-14`, `19620314`, `3/14/1962` (in both ways where there are two), `14 Mar 1962`, `March 14, 1962`,
    /// each with or without a time after it.
    pub(crate) fn read(text: &[u8]) -> [Option<Self>; 2] {
        let mut parts = [(0u32, 0usize); 3];
        let mut named = None;
        let mut count = 0;
        for word in pieces(text) {
            if count == 3 {
                break;
            }
            if word[0].is_ascii_digit() {
                parts[count] = (calendar::number(word), word.len());
                count += 1;
                if count == 1 && word.len() >= 8 {
                    break;
                }
            } else if lexicon::word(word).classes.any(Class::MONTH) {
                let value = u32::from(lexicon::word(word).value);
                named =
                    named.or(Some(if value > super::month::FOREIGN { value - super::month::FOREIGN } else { value }));
            } else if ![&b"st"[..], b"nd", b"rd", b"th", b"of", b"de", b"t"]
                .iter()
                .any(|known| word.eq_ignore_ascii_case(known))
            {
                // A weekday may lead; anything else is no date.
                if count > 0 || !lexicon::word(word).classes.any(Class::WEEKDAY) {
                    break;
                }
            }
        }
        let [a, b, c] = parts;
        match (named, count) {
            (None, 1) if matches!(a.1, 8 | 12 | 14) => {
                let digits = pieces(text).next().unwrap_or_default();
                let field = |range| digits.get(range).map_or(0, calendar::number);
                [Self::new(field(0..4), field(4..6), field(6..8)), None]
            }
            (Some(month), 2..) if b.1 == 4 => [Self::new(b.0, month, a.0), None],
            (Some(month), 2..) if a.1 == 4 => [Self::new(a.0, month, b.0), None],
            (None, 3) if a.1 == 4 => [Self::new(a.0, b.0, c.0), None],
            (None, 3) if c.1 == 4 => {
                let american = Self::new(c.0, a.0, b.0);
                let other = Self::new(c.0, b.0, a.0).filter(|_| a.0 != b.0);
                if american.is_some() { [american, other] } else { [other, None] }
            }
            _ => [None, None],
        }
    }

    /// Where the text writes this day with token `index` at its beginning: whole dates in any order, a day and a named
    /// month, a month and a year, a compact stamp.
    pub(crate) fn written(self, document: &Document<'_>, index: u32) -> Option<Range<u32>> {
        let start = document.token(index)?.start;
        // Not from the middle of a longer number.
        let inside = matches!(document.gap(index), b"." | b"-" | b"/")
            && document.token(index.wrapping_sub(1)).is_some_and(|before| before.has_digit());
        if inside {
            return None;
        }
        let end = self.compact(document, index).or_else(|| self.in_parts(document, index))?;
        Some(start..end)
    }

    /// `19620314`, `03141962`, `140362`, `19620314082200`, `14MAR1962`.
    fn compact(self, document: &Document<'_>, index: u32) -> Option<u32> {
        let token = document.token(index)?;
        let word = document.word(index);
        let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let field = |range: Range<usize>| word.get(range).map_or(0, calendar::number);
        let (year, month, day) = (u32::from(self.year), u32::from(self.month), u32::from(self.day));
        let stamped = matches!(word.get(digits), None | Some(b'T' | b't'));
        match digits {
            8 | 12 | 14 if field(0..4) == year && field(4..6) == month && field(6..8) == day => {
                Some(if stamped && digits == 8 { token.start + 8 } else { token.end })
            }
            8 if stamped && field(4..8) == year => {
                let pair = (field(0..2), field(2..4));
                (pair == (month, day) || pair == (day, month)).then_some(token.start + 8)
            }
            6 if stamped && digits == word.len() => {
                let three = [field(0..2), field(2..4), field(4..6)];
                let short = year % 100;
                let orders = [[short, month, day], [month, day, short], [day, month, short]];
                orders.contains(&three).then_some(token.end)
            }
            // `14MAR62`.
            1 | 2 if digits < word.len() && field(0..digits) == day => {
                let letters = word.get(digits..)?.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
                let row = lexicon::word(word.get(digits..digits + letters)?);
                let tail = word.get(digits + letters..)?;
                let named = row.classes.any(Class::MONTH) && u32::from(row.value) % super::month::FOREIGN == month;
                (named && self.is_year(tail)).then_some(token.end)
            }
            _ => None,
        }
    }

    fn is_year(self, digits: &[u8]) -> bool {
        let value = calendar::number(digits);
        digits.iter().all(u8::is_ascii_digit)
            && match digits.len() {
                4 => value == u32::from(self.year),
                2 => value == u32::from(self.year) % 100,
                _ => false,
            }
    }

    fn in_parts(self, document: &Document<'_>, index: u32) -> Option<u32> {
        let (year, month_number, day_number) = (u32::from(self.year), u32::from(self.month), u32::from(self.day));
        let end_of = |last: u32| document.token(last).map(|token| token.end);
        // `March 14, 1962`, `March 1962`.
        if let Some(named) = month(document, index) {
            if named.number != month_number {
                return None;
            }
            let at = skip(document, named.last + 1)?;
            if let Some(found) = day(document, at).filter(|found| found.value == day_number) {
                return self.end_of_day(document, found.last);
            }
            return year_after(document, at, false).filter(|found| found.year == year).map(|found| found.end);
        }
        // `14 March 1962`, `the fourteenth of March`.
        if let Some(found) = day(document, index).filter(|found| found.value == day_number)
            && let Some(named) = skip(document, found.last + 1).and_then(|at| month(document, at))
            && named.number == month_number
        {
            return self.end_of_day(document, named.last);
        }
        let part = |at: u32| {
            let found = lead(document.word(at));
            (found.len > 0).then_some(found)
        };
        let a = part(index).filter(|a| a.whole)?;
        let parted = |at: u32| {
            let gap = document.gap(at);
            (1..=3).contains(&gap.len())
                && gap
                    .iter()
                    .all(|byte| matches!(byte, b' ' | b'/' | b'-' | b'.' | b'_' | b'\\' | b'\'' | b'\n' | b'^'))
        };
        // `1962 March 14`.
        if a.len == 4
            && a.value == year
            && parted(index + 1)
            && let Some(named) = month(document, index + 1)
        {
            return day(document, named.last + 1)
                .filter(|found| named.number == month_number && found.value == day_number && parted(named.last + 1))
                .and_then(|found| end_of(found.last));
        }
        let b = part(index + 1).filter(|_| parted(index + 1))?;
        let is_year = |found: super::numeric::Lead| match found.len {
            4 => found.value == year,
            2 => expand(found.value) % 100 == year % 100,
            _ => false,
        };
        let end = |at: u32, found: super::numeric::Lead| document.token(at).map(|token| token.start + found.len);
        if let Some(c) = part(index + 2).filter(|_| b.whole && parted(index + 2)) {
            let is = |found: super::numeric::Lead, value: u32| found.len <= 2 && found.value == value;
            let month_and_day =
                |x, y| is(x, month_number) && is(y, day_number) || is(x, day_number) && is(y, month_number);
            // Three numbers with spaces between them are more than one of a kind too often.
            let spaced = document.gap(index + 1).trim_ascii().is_empty() && c.len < 4 && a.len < 4;
            if !spaced && (is_year(c) && month_and_day(a, b) || is_year(a) && month_and_day(b, c)) {
                return end(index + 2, c);
            }
        }
        // `03/1962`.
        let of_year = |x: super::numeric::Lead, y: super::numeric::Lead| {
            x.len <= 2 && x.value == month_number && y.len == 4 && y.value == year
        };
        (of_year(a, b) || of_year(b, a)).then(|| end(index + 1, b)).flatten()
    }

    /// The end of a day and month that end with token `last`, with its year; none where another year follows.
    fn end_of_day(self, document: &Document<'_>, last: u32) -> Option<u32> {
        let year = self.year_behind(document, last + 1);
        if year.is_none() && year_after(document, last + 1, true).is_some() {
            return None;
        }
        year.or_else(|| document.token(last).map(|token| token.end))
    }

    /// The end of this day's year behind a month and day: `, 1962`, `-62`, ` of '62`.
    fn year_behind(self, document: &Document<'_>, at: u32) -> Option<u32> {
        let found =
            year_after(document, at, true).filter(|found| found.year == u32::from(self.year)).map(|found| found.end);
        let short = || {
            let parted = matches!(document.gap(at), b" " | b"-" | b"/" | b", " | b"." | b" '");
            document.token(at).filter(|_| parted && self.is_year(document.word(at))).map(|token| token.end)
        };
        found.or_else(short)
    }
}

/// The token after `of`, `de`, `the` and what else may stand between a day and its month.
fn skip(document: &Document<'_>, mut at: u32) -> Option<u32> {
    for _ in 0..3 {
        if document.gap(at).len() > 3 {
            return None;
        }
        if !document.is_any(at, words!["of", "de", "the", "day", "del"]) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Runs of digits and runs of letters.
fn pieces(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit() && a.is_ascii_alphabetic() == b.is_ascii_alphabetic())
        .filter(|piece| piece[0].is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_tables_hold() {
        let day = Day::new(1962, 3, 14);
        for text in [
            "1962-03-14",
            "19620314",
            "1962-03-14T00:00:00Z",
            "3/14/1962",
            "14.03.1962",
            "14-MAR-1962",
            "March 14, 1962",
            "14th of March 1962",
            "1962/3/14",
            "19620314082200",
            "1962-03-14 08:22",
            "Wed 14 Mar 1962",
        ] {
            assert_eq!(Day::read(text.as_bytes()), [day, None], "{text}");
        }
        assert_eq!(Day::read(b"03/04/1962"), [Day::new(1962, 3, 4), Day::new(1962, 4, 3)]);
        for text in ["", "1962", "unknown", "3/14", "3/14/62", "1962-13-14", "62-03-14", "about 1962", "31/31/1962"] {
            assert_eq!(Day::read(text.as_bytes()), [None, None], "{text}");
        }
    }
}
