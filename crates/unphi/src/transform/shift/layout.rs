//! Which part of a written date is the day, the month and the year.

#![forbid(unsafe_code)]

use core::ops::Range;

use super::calendar::Day;
use super::read::{Part, What};
use crate::recognize::date::calendar::expand;

/// What a part says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Year,
    Month,
    Day,
    Quarter,
    Week,
    Season,
}

/// The fields of a date in the order of the text.
pub(super) struct Layout {
    pub(super) fields: Vec<(Field, Part)>,
}

/// How a document writes its numeric dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Order {
    /// Dates that can only be day first, less those that can only be month first.
    pub(super) day_first: i32,
}

/// The years that four digits can be.
const YEARS: core::ops::RangeInclusive<u32> = 1800..=2200;

impl Layout {
    /// The values of a field.
    pub(super) fn values(&self, field: Field) -> impl Iterator<Item = u32> {
        self.fields.iter().filter(move |(other, _)| *other == field).map(|(_, part)| part.value)
    }

    /// The year; two digits are of the century that the engine takes them for.
    pub(super) fn year(&self) -> Option<u32> {
        let (_, part) = self.fields.iter().find(|(field, _)| *field == Field::Year)?;
        Some(if part.len <= 2 { expand(part.value) } else { part.value })
    }

    /// The day, where all three parts are there; of several days the first.
    pub(super) fn full(&self) -> Option<Day> {
        let day = Day {
            year: i32::try_from(self.year()?).ok()?,
            month: self.values(Field::Month).next()?,
            day: self.values(Field::Day).next()?,
        };
        day.exists().then_some(day)
    }
}

/// Finds out what each part is; `None` where that is not clear. `log` says that four digits are month and day.
pub(super) fn layout(text: &str, parts: Vec<Part>, order: Order, log: bool) -> Option<Layout> {
    let code: String = parts
        .iter()
        .map(|part| match part.what {
            What::Number => 'N',
            What::Month(_) => 'M',
            What::Quarter => 'Q',
            What::Week => 'W',
            What::Season(_) => 'S',
        })
        .collect();
    let gap = |at: usize| {
        let (left, right) = (parts.get(at)?, parts.get(at + 1)?);
        text.get(left.suffix.as_ref().map_or(left.range.end, |suffix| suffix.end)..right.range.start)
    };
    use Field::{Month, Quarter, Season, Week, Year};
    let fields: Vec<(Field, Part)> = match code.as_str() {
        _ if parts.first().is_some_and(|part| part.is_number() && part.len >= 12) => stamp(parts.first()?)?,
        "N" => single(parts.into_iter().next()?, order, log)?,
        "NN" => pair(<[Part; 2]>::try_from(parts).ok()?, order)?,
        "NNN" => {
            let alike = gap(0).map(str::trim) == gap(1).map(str::trim);
            triple(<[Part; 3]>::try_from(parts).ok()?, alike, order)?
        }
        "QNN" | "WNN" => {
            let [sign, number, year] = <[Part; 3]>::try_from(parts).ok()?;
            let field = if sign.what == What::Quarter { Quarter } else { Week };
            vec![(field, number), (Year, year)]
        }
        "NQN" => {
            let [first, _, second] = <[Part; 3]>::try_from(parts).ok()?;
            if first.len == 4 { vec![(Year, first), (Quarter, second)] } else { vec![(Quarter, first), (Year, second)] }
        }
        "NWN" => {
            let [year, _, week] = <[Part; 3]>::try_from(parts).ok()?;
            vec![(Year, year), (Week, week)]
        }
        "SN" => {
            let [season, year] = <[Part; 2]>::try_from(parts).ok()?;
            vec![(Season, season), (Year, year)]
        }
        "M" => vec![(Month, parts.into_iter().next()?)],
        _ => named(&code, &parts, gap)?,
    };
    let layout = Layout { fields };
    layout.is_sound().then_some(layout)
}

impl Layout {
    /// Whether each value is one that its field can have.
    fn is_sound(&self) -> bool {
        let within =
            |field, range: core::ops::RangeInclusive<u32>| self.values(field).all(|value| range.contains(&value));
        let years = self.fields.iter().filter(|(field, _)| *field == Field::Year);
        within(Field::Month, 1..=12)
            && within(Field::Day, 1..=31)
            && within(Field::Quarter, 1..=4)
            && within(Field::Week, 1..=53)
            && years.clone().count() <= 1
            && years.clone().all(|(_, part)| part.len <= 2 || YEARS.contains(&part.value))
    }
}

/// `part` cut to some of its digits.
fn cut(part: &Part, digits: Range<usize>) -> Option<Part> {
    let whole = part.len;
    if digits.end > whole || part.range.len() != whole {
        return None;
    }
    let value = part.value;
    let range = part.range.start + digits.start..part.range.start + digits.end;
    // The value is that of the digits kept; long stamps have saturated, so that the caller reads it from the text.
    let power = |digits: usize| 10u64.pow(digits as u32);
    let value = u64::from(value) / power(whole - digits.end) % power(digits.len());
    Some(Part { value: u32::try_from(value).ok()?, len: digits.len(), range, suffix: None, ..part.clone() })
}

/// `20240314082200`: only the date changes.
fn stamp(part: &Part) -> Option<Vec<(Field, Part)>> {
    let digits = part.stamp?;
    let date = Part { value: digits, len: 8, range: part.range.start..part.range.start + 8, ..part.clone() };
    Some(vec![(Field::Year, cut(&date, 0..4)?), (Field::Month, cut(&date, 4..6)?), (Field::Day, cut(&date, 6..8)?)])
}

/// One number: `20240314`, `03141962`, `031462`, `0314`, `1929`, `14th`.
fn single(part: Part, order: Order, log: bool) -> Option<Vec<(Field, Part)>> {
    use Field::{Day, Month, Year};
    let pieces = |cuts: [(Field, Range<usize>); 3]| -> Option<Vec<(Field, Part)>> {
        cuts.into_iter().map(|(field, digits)| Some((field, cut(&part, digits)?))).collect()
    };
    let value = |digits: Range<usize>| cut(&part, digits).map_or(0, |part| part.value);
    let has = |month: u32, day: u32| (1..=12).contains(&month) && (1..=31).contains(&day);
    // The two first fields of an American date, or of another.
    let first = |a: u32, b: u32| {
        if has(a, b) && !(has(b, a) && order.day_first > 0) {
            Some((Month, Day))
        } else if has(b, a) {
            Some((Day, Month))
        } else {
            None
        }
    };
    match part.len {
        _ if part.suffix.is_some() || part.ordinal => Some(vec![(Day, part)]),
        4 if log => Some(vec![(Month, cut(&part, 0..2)?), (Day, cut(&part, 2..4)?)]),
        4 => Some(vec![(Year, part)]),
        6 if has(value(0..2), value(2..4)) || has(value(2..4), value(0..2)) => {
            let (a, b) = first(value(0..2), value(2..4))?;
            pieces([(a, 0..2), (b, 2..4), (Year, 4..6)])
        }
        6 if matches!(value(0..2), 19 | 20) && (1..=12).contains(&value(4..6)) => {
            Some(vec![(Year, cut(&part, 0..4)?), (Month, cut(&part, 4..6)?)])
        }
        6 => pieces([(Year, 0..2), (Month, 2..4), (Day, 4..6)]),
        8 if YEARS.contains(&value(0..4)) && has(value(4..6), value(6..8)) => {
            pieces([(Year, 0..4), (Month, 4..6), (Day, 6..8)])
        }
        8 => {
            let (a, b) = first(value(0..2), value(2..4))?;
            pieces([(a, 0..2), (b, 2..4), (Year, 4..8)])
        }
        _ => None,
    }
}

/// Two numbers: `3/14`, `05/2017`, `2024-03`, `8/94`.
fn pair([a, b]: [Part; 2], order: Order) -> Option<Vec<(Field, Part)>> {
    use Field::{Day, Month, Year};
    Some(match (a.len, b.len) {
        (4, _) => vec![(Year, a), (Month, b)],
        (_, 4) => vec![(Month, a), (Year, b)],
        _ if b.value > 31 || b.apostrophe => vec![(Month, a), (Year, b)],
        _ if order.takes_day_first(&a, &b) => vec![(Day, a), (Month, b)],
        _ => vec![(Month, a), (Day, b)],
    })
}

impl Order {
    fn takes_day_first(self, a: &Part, b: &Part) -> bool {
        a.value > 12 && b.value <= 12 || self.day_first > 0 && b.value <= 12
    }

    /// What two numbers say about the order of the document: 1 for day first, -1 for month first.
    pub(super) fn vote(parts: &[Part]) -> i32 {
        let [a, b, ..] = parts else { return 0 };
        let number = |part: &Part| part.is_number() && part.len <= 2 && !part.spelled && (1..=31).contains(&part.value);
        if !number(a) || !number(b) {
            return 0;
        }
        i32::from(a.value > 12 && b.value <= 12) - i32::from(b.value > 12 && a.value <= 12)
    }
}

/// Three numbers: `03/14/2024`, `2024-03-14`, `98-12-01`, `3/14-16`, `six fourteen fifty-eight`.
fn triple([a, b, c]: [Part; 3], alike: bool, order: Order) -> Option<Vec<(Field, Part)>> {
    use Field::{Day, Month, Year};
    let date = |month: &Part, day: &Part| (1..=12).contains(&month.value) && (1..=31).contains(&day.value);
    if a.len == 4 {
        return Some(if date(&b, &c) {
            vec![(Year, a), (Month, b), (Day, c)]
        } else {
            vec![(Year, a), (Day, b), (Month, c)]
        });
    }
    if !alike && c.len <= 2 && !c.apostrophe && !a.spelled {
        // `3/14-16`: the last day of a range within the month.
        return Some(vec![(Month, a), (Day, b), (Day, c)]);
    }
    if a.value > 31 && date(&b, &c) {
        return Some(vec![(Year, a), (Month, b), (Day, c)]);
    }
    let day_first = if date(&a, &b) && date(&b, &a) { order.day_first > 0 && !a.spelled } else { date(&b, &a) };
    Some(if day_first { vec![(Day, a), (Month, b), (Year, c)] } else { vec![(Month, a), (Day, b), (Year, c)] })
}

/// Dates with a month's name: days before or after it, and perhaps a year at the end.
fn named<'t>(code: &str, parts: &[Part], gap: impl Fn(usize) -> Option<&'t str>) -> Option<Vec<(Field, Part)>> {
    use Field::{Day, Month, Year};
    let month = code.find('M')?;
    if code.bytes().filter(|byte| *byte == b'N').count() + 1 != code.len() {
        return None;
    }
    let last = parts.len() - 1;
    let mut fields = Vec::with_capacity(parts.len());
    for (at, part) in parts.iter().enumerate() {
        let field = if at == month {
            Month
        } else if part.len == 6 && at == 0 {
            // A date-time group begins with day, hour and minute.
            fields.push((Day, cut(part, 0..2)?));
            continue;
        } else if at == last && at > month && is_year(part, at, month, &gap) {
            Year
        } else {
            Day
        };
        fields.push((field, part.clone()));
    }
    // Days on one side of the month only.
    let sides = |range: Range<usize>| fields.get(range).is_some_and(|side| side.iter().any(|(field, _)| *field == Day));
    (!(sides(0..month) && sides(month + 1..fields.len()))).then_some(fields)
}

/// Whether the last number of a date with a month's name is its year.
fn is_year<'t>(part: &Part, at: usize, month: usize, gap: &impl Fn(usize) -> Option<&'t str>) -> bool {
    if part.len == 4 || part.apostrophe {
        return true;
    }
    // A day stands before the month; or `Mar-14-24`, with the same mark before day and year.
    part.len == 2
        && part.suffix.is_none()
        && !part.spelled
        && (month > 0 || at > month + 1 && matches!(gap(at - 1), Some("-" | "/")) && gap(at - 1) == gap(month))
}
