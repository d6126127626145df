//! All dates of a subject moved by the same secret number of days: `March 14, 2024` → `August 2, 2023`.
//!
//! A date comes out as it went in: same order, separators, digits, names, case and precision. Intervals between whole
//! dates are kept to the day. Parts of dates are moved as far as they go: a month as its fifteenth, a quarter, a season
//! and a year as their middle, so that their order is kept. A date without a year is taken to be of the document's last
//! year. A weekday beside a date moves along. What is not understood becomes a tag.
//!
//! The offset is 1 to 365 days, into the past or the future, never 0: HMAC-SHA-256 of the subject's id under a key of its
//! own. Who learns one real date of a subject knows the offset of that subject, and of no other.

#![forbid(unsafe_code)]

mod calendar;
mod layout;
mod read;
mod weekday;
mod words;

use core::fmt::Write as _;
use core::ops::Range;

use calendar::{Day, is_leap};
use layout::{Field, Layout, Order};
use read::{Part, What};
pub(crate) use weekday::Weekdays;
pub(super) use words::in_case_of;

use super::tag;
use crate::scan::fold::Folded;
use crate::{Identifier, Span};

/// Most days that dates move, either way.
const MOST: u32 = 365;

/// What the dates of one document share.
#[derive(Default)]
pub(crate) struct Calendar {
    /// Days that each date moves by.
    offset: i32,
    order: Order,
    /// The last day that the document names in full.
    reference: Option<Day>,
    folded: Folded,
}

/// The days that `digest` stands for: not 0.
fn offset(digest: &[u8; 32]) -> i32 {
    let (head, _) = digest.as_chunks::<8>();
    let value = head.first().map_or(0, |bytes| u64::from_le_bytes(*bytes)) % u64::from(2 * MOST);
    let days = (value % u64::from(MOST)) as i32 + 1;
    if value < u64::from(MOST) { -days } else { days }
}

impl Calendar {
    /// Begins a document; `digest` is the keyed hash of its subject. `dates` are its dates as they are written.
    pub(crate) fn begin<'t>(&mut self, digest: &[u8; 32], dates: impl Iterator<Item = (&'t Span, &'t str)>) {
        self.offset = offset(digest);
        self.order = Order::default();
        self.reference = None;
        for (span, found) in dates {
            let Some(text) = fold(&mut self.folded, found) else { continue };
            let Some(parts) = read::parts(text) else { continue };
            self.order.day_first += Order::vote(&parts);
            let day = layout::layout(text, parts, self.order, is_log(span)).and_then(|layout| layout.full());
            // A birth is no hint of the year of other dates.
            let birth = span.evidence().contains(crate::Evidence::BIRTH);
            self.reference = self.reference.max(day.filter(|_| !birth));
        }
    }

    /// Days that each date moves by.
    pub(crate) fn offset(&self) -> i32 {
        self.offset
    }

    /// Appends the shifted date.
    pub(crate) fn write(&mut self, span: &Span, found: &str, out: &mut String) {
        let before = out.len();
        if self.shift(span, found, out).is_none() {
            out.truncate(before);
            tag::write(Identifier::Date, out);
        }
    }

    fn shift(&mut self, span: &Span, found: &str, out: &mut String) -> Option<()> {
        let text = fold(&mut self.folded, found)?;
        let layout = layout::layout(text, read::parts(text)?, self.order, is_log(span))?;
        let edits = edits(text, &layout, self.offset, self.reference)?;
        let mut at = 0;
        for (range, new) in edits {
            // Separators are copied as they were written, disguises and all.
            let (start, end) =
                (self.folded.original_start(range.start as u32), self.folded.original_end(range.end as u32));
            out.push_str(found.get(at..start as usize)?);
            out.push_str(&new);
            at = end as usize;
        }
        out.push_str(found.get(at..)?);
        Some(())
    }
}

fn fold<'f>(folded: &'f mut Folded, found: &'f str) -> Option<&'f str> {
    core::str::from_utf8(folded.fold(found)).ok()
}

/// Whether four digits are month and day: the logs of Go programs.
fn is_log(span: &Span) -> bool {
    span.rule() == "date.log-line"
}

/// What is written in the place of each part.
type Edits = Vec<(Range<usize>, String)>;

/// The parts of `layout` that change, `offset` days on.
fn edits(text: &str, layout: &Layout, offset: i32, reference: Option<Day>) -> Option<Edits> {
    let has = |field| layout.values(field).next();
    let year = layout.year().and_then(|year| i32::try_from(year).ok());
    if let Some(quarter) = has(Field::Quarter) {
        let day = Day { year: year?, month: quarter * 3 - 1, day: 15 }.plus(offset);
        return Some(write_all(text, layout, &[Moved { day, quarter: day.month.div_ceil(3), week: 0 }]));
    }
    if let Some(week) = has(Field::Week) {
        let (year, week) = Day::of_week(year?, week).plus(offset).week();
        let day = Day { year, month: 1, day: 1 };
        return Some(write_all(text, layout, &[Moved { day, quarter: 0, week }]));
    }
    if let Some((_, part)) = layout.fields.iter().find(|(field, _)| *field == Field::Season) {
        return season(text, layout, part, year?, offset);
    }
    let days: Vec<u32> = layout.values(Field::Day).collect();
    // 29 February without a year is of a leap year.
    let leap = has(Field::Month) == Some(2) && days.contains(&29);
    let year = match (year, reference) {
        (Some(year), _) => year,
        (None, Some(day)) if leap && !is_leap(day.year) => day.year - day.year.rem_euclid(4),
        (None, Some(day)) => day.year,
        (None, None) if leap => 2024,
        // The day of a month that nothing tells.
        (None, None) if has(Field::Month).is_none() => return None,
        (None, None) => 2023,
    };
    let (month, days) = match (has(Field::Month), days.is_empty()) {
        (Some(month), false) => (month, days),
        (Some(month), true) => (month, vec![15]),
        // A day alone is of the month that the document is about.
        (None, false) => (reference?.month, days),
        (None, true) => (7, vec![2]),
    };
    let moved: Option<Vec<Moved>> = days
        .into_iter()
        .map(|day| {
            let day = Day { year, month, day };
            let day = day.exists().then(|| day.plus(offset))?;
            Some(Moved { day, quarter: 0, week: 0 })
        })
        .collect();
    Some(write_all(text, layout, &moved?))
}

/// A date after the move.
#[derive(Clone, Copy)]
struct Moved {
    day: Day,
    quarter: u32,
    week: u32,
}

/// `fall 2021`; a season's name beside two years is left to the tag.
fn season(text: &str, layout: &Layout, part: &Part, year: i32, offset: i32) -> Option<Edits> {
    const NAMES: [&str; 4] = ["spring", "summer", "fall", "winter"];
    let What::Season(season) = part.what else { return None };
    // The winter of a year begins in the December before it.
    let month = [4, 7, 10, 1].get(season as usize).copied()?;
    let day = Day { year, month, day: 15 }.plus(offset);
    let (season, year) = match day.month {
        12 => (3, day.year + 1),
        1 | 2 => (3, day.year),
        month => ((month / 3 - 1) as usize, day.year),
    };
    let written = text.get(part.range.clone())?;
    let name =
        if season == 2 && written.eq_ignore_ascii_case("autumn") { "autumn" } else { NAMES.get(season).copied()? };
    let mut word = String::new();
    words::in_case_of(written, name, &mut word);
    let day = Day { year, ..day };
    let mut edits = write_all(text, layout, &[Moved { day, quarter: 0, week: 0 }]);
    edits.push((part.range.clone(), word));
    edits.sort_by_key(|(range, _)| range.start);
    Some(edits)
}

/// Writes each field in the way of its part. `moved` has one entry for each day, at least one.
fn write_all(text: &str, layout: &Layout, moved: &[Moved]) -> Edits {
    let mut edits = Edits::new();
    let (Some(first), Some(last)) = (moved.first(), moved.last()) else { return edits };
    let place = |wanted: Field| layout.fields.iter().position(|(field, _)| *field == wanted);
    let month_part = place(Field::Month).and_then(|at| layout.fields.get(at)).map(|(_, part)| part);
    let month_leads = place(Field::Month) < place(Field::Day);
    let mut days = moved.iter().enumerate();
    for (field, part) in &layout.fields {
        let written = text.get(part.range.clone()).unwrap_or_default();
        let mut new = String::new();
        match field {
            Field::Year => write_year(part, written, last.day.year, &mut new),
            // A month's name speaks for the days after it, or for those before it.
            Field::Month => {
                let day = if month_leads { first } else { last };
                write_month(text, layout, part, written, day.day.month, &mut new);
            }
            Field::Day => {
                let Some((at, this)) = days.next() else { continue };
                let other = if month_leads { at.checked_sub(1) } else { Some(at + 1) };
                let neighbour = other.and_then(|other| moved.get(other)).map(|moved| moved.day);
                let named = month_part.filter(|_| neighbour.is_some_and(|day| day.month != this.day.month));
                let mut month = String::new();
                if let Some(part) = named {
                    write_month(
                        text,
                        layout,
                        part,
                        text.get(part.range.clone()).unwrap_or_default(),
                        this.day.month,
                        &mut month,
                    );
                }
                // `March 30-April 1`, `30 March-1 April`.
                if let Some(part) = named.filter(|_| month_leads) {
                    new.push_str(&month);
                    new.push_str(mark(part));
                }
                write_day(text, layout, part, this.day, &mut new);
                if let Some(part) = named.filter(|_| !month_leads) {
                    new.push_str(mark(part));
                    new.push_str(&month);
                }
                // A range that goes on into the next year says the year it began in.
                let next = moved.get(at + 1).map(|moved| moved.day);
                if let Some((_, year)) = layout.fields.iter().find(|(field, _)| *field == Field::Year)
                    && next.is_some_and(|next| next.year != this.day.year)
                {
                    new.push_str(if month_part.is_some_and(|part| part.is_number()) { "/" } else { ", " });
                    write_year(year, text.get(year.range.clone()).unwrap_or_default(), this.day.year, &mut new);
                }
                let end = part.suffix.as_ref().map_or(part.range.end, |suffix| suffix.end);
                edits.push((part.range.start..end, new));
                continue;
            }
            Field::Quarter => write_number(part, written, first.quarter, false, &mut new),
            Field::Week => {
                // `2024-W06`, but `week 6`.
                let sign = part.range.start.checked_sub(1).and_then(|at| text.as_bytes().get(at));
                write_number(part, written, first.week, matches!(sign, Some(b'W' | b'w')), &mut new);
            }
            Field::Season => continue,
        }
        if let (Field::Quarter, Some(suffix)) = (field, &part.suffix) {
            new.push_str(text.get(part.range.end..suffix.start).unwrap_or_default());
            new.push_str(words::suffix(first.quarter));
            edits.push((part.range.start..suffix.end, new));
            continue;
        }
        edits.push((part.range.clone(), new));
    }
    edits
}

fn write_year(part: &Part, written: &str, year: i32, out: &mut String) {
    let year = year.unsigned_abs();
    // Writing to a `String` cannot fail.
    let _ = match (part.spelled, part.len) {
        (true, 4) => {
            words::write_year(year, written, out);
            Ok(())
        }
        (true, _) => {
            words::write_number(year % 100, false, written, out);
            Ok(())
        }
        (false, 4) => write!(out, "{year:04}"),
        (false, _) => write!(out, "{:02}", year % 100),
    };
}

fn write_month(text: &str, layout: &Layout, part: &Part, written: &str, month: u32, out: &mut String) {
    match part.what {
        What::Month(name) => name.write(month, written, out),
        _ => write_number(part, written, month, is_padded(text, layout, part), out),
    }
}

/// What stands between a day and a month that has to be written beside it.
fn mark(month: &Part) -> &'static str {
    if month.is_number() && !month.spelled { "/" } else { " " }
}

fn write_day(text: &str, layout: &Layout, part: &Part, day: Day, out: &mut String) {
    let written = text.get(part.range.clone()).unwrap_or_default();
    write_number(part, written, day.day, is_padded(text, layout, part), out);
    if let Some(suffix) = &part.suffix {
        out.push_str(text.get(part.range.end..suffix.start).unwrap_or_default());
        let case = text.get(suffix.clone()).unwrap_or_default();
        words::in_case_of(case, words::suffix(day.day), out);
    }
}

fn write_number(part: &Part, written: &str, value: u32, padded: bool, out: &mut String) {
    if part.spelled {
        words::write_number(value, part.ordinal, written, out);
    } else {
        let width = if padded { 2 } else { 1 };
        // Writing to a `String` cannot fail.
        let _ = write!(out, "{value:0width$}");
    }
}

/// Whether a number below 10 is written with a zero. Two digits of which the first is no zero leave that open: among
/// numbers they have one unless a neighbour has none (`11/9`), beside a month's name where they touch it (`14MAR`, `14-Mar`).
fn is_padded(text: &str, layout: &Layout, part: &Part) -> bool {
    if part.len != 2 || part.value < 10 {
        return part.len == 2;
    }
    let named = layout.fields.iter().find(|(_, other)| matches!(other.what, What::Month(_)));
    if let Some((_, month)) = named {
        let gap = if month.range.start >= part.range.end {
            text.get(part.range.end..month.range.start)
        } else {
            text.get(month.range.end..part.range.start)
        };
        return gap.is_some_and(|gap| !gap.contains(char::is_whitespace));
    }
    !layout.fields.iter().any(|(field, other)| {
        matches!(field, Field::Day | Field::Month) && other.is_number() && !other.spelled && other.len == 1
    })
}
