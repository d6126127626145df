//! Dates finer than a year, and ages over 89: 45 CFR 164.514(b)(2)(i)(C).
//!
//! ## What it finds
//! Numeric dates in every order and with every separator, with month names, in ordinals or spelled out (`3/14/24`,
//! `14.03.2024`, `2024-03-14T…` up to the `T`, `14MAR24`, `20240314082200`, `the third of May`, `3 de mayo de 2022`);
//! parts of dates (`March 2024`, `Q3 2023`, `spring 2021`, `week 12 of 2024`, `in February`, `the 14th`); holidays used as
//! dates; dates that a scanner misread (`O3/l4/2024`, `03 / 14 / 2024`). Ages over 89 however written, and a birth
//! year that tells such an age.
//!
//! `3/14` alone may as well be a score, a dose or a count: it needs a word, label or neighbour that speaks for it
//! (see [`partial`]).
//!
//! ## Not found on purpose
//! A bare year, a weekday, a time of day, a duration, a gestational age, an age under 90.
//!
//! ## The year that stays
//! The rule lets the year stay, unless it tells an age over 89. Each finding carries that year
//! ([`Finding::year`]); 0 when there is none, or when it must go.

#![forbid(unsafe_code)]

mod age;
pub(crate) mod calendar;
mod holiday;
pub(crate) mod known;
mod month;
mod numeric;
mod partial;
mod partial_cues;
mod partial_weight;
pub(crate) mod spelled;

pub(crate) use spelled::is_ordinal;

use core::ops::Range;

use crate::Identifier;
use crate::lexicon::{Class, Label};
use crate::scan::{Document, Shape, Words, words};
use crate::span::{Evidence, Finding, Kind, Rule};

/// Words that a date or an age can begin with or hold.
const WORDS: Class = Class(Class::MONTH.0 | Class::SEASON.0 | Class::HOLIDAY.0 | Class::NUMBER.0);

/// The service year of a document that shows none.
const SERVICE_YEAR: u16 = 2026;

/// Rules whose findings [`settle`] looks at again.
const BIRTH_YEAR: &str = "date.birth-year";
const PARTIAL: &str = "date.partial";

/// Appends what it finds in `document`.
pub(crate) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let first = findings.len();
    let mut free = 0;
    for &index in document.cues {
        let Some(token) = document.token(index) else { continue };
        let digit = token.shape.any(Shape::DIGIT);
        if !digit && !token.is(WORDS) || index < free {
            continue;
        }
        let next = if digit { from_digit(document, index, findings) } else { from_word(document, index, findings) };
        free = next.unwrap_or(free);
    }
    holiday::find_phrases(document, findings);
    if let Some(found) = findings.get_mut(first..) {
        settle(document, found);
    }
}

/// Tries everything that can begin with a token that holds a digit; returns the token after what it took.
///
/// Most numbers are doses and values: the length of the number and what stands between it and the next word say which
/// rules are worth a look, most often none.
fn from_digit(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let token = document.token(index)?;
    let (len, number, leads) = (token.len(), token.is_number(), token.shape.any(Shape::LEAD_DIGIT));
    let (gap, next) = (document.gap(index + 1), document.token(index + 1));
    let parted = matches!(gap, [b'/' | b'-' | b'.' | b'_' | b'\\', ..] | [b' ', b'/' | b'-' | b'.', ..])
        && next.is_some_and(|next| next.has_digit() || next.len() <= 2 || next.is(Class::MONTH));
    let day = len <= 4;
    let then = |on: bool, rule: DigitRule, findings: &mut Vec<Finding>| {
        if on { rule(document, index, findings) } else { None }
    };
    then(leads && len >= 6, numeric::compact, findings)
        .or_else(|| then(parted || len == 1 && gap == b" ", numeric::triple, findings))
        .or_else(|| then(!leads && len > 3, numeric::triple, findings))
        .or_else(|| then(day && month::may_follow(document, index), month::day_first, findings))
        .or_else(|| then(!number && len >= 5, month::glued, findings))
        .or_else(|| then(month::may_be_quarter(document, index, token), month::quarter, findings))
        .or_else(|| then(parted, numeric::month_and_year, findings))
        .or_else(|| then(number && gap == b"/", partial::find, findings))
        .or_else(|| {
            then(
                number && len <= 2 && matches!(gap, b"-" | b".") && next.is_some_and(|next| next.len() <= 2),
                partial::joined,
                findings,
            )
        })
        .or_else(|| then(leads && (2..=9).contains(&len), age::from_digit, findings))
        .or_else(|| then(day && leads, month::split_name, findings))
        .or_else(|| {
            let three = number && day && gap == b" " && next.is_some_and(|next| next.is_number() && next.len() <= 2);
            then(three, numeric::spaced, findings)
        })
        .or_else(|| then(number && len == 4 && gap == b", ", numeric::constructed, findings))
        .or_else(|| then(number && len == 4, numeric::birth_year, findings))
        .or_else(|| then(number && len <= 2 && next.is_some_and(|next| next.is_lower()), spelled::slashed, findings))
        .or_else(|| then(!number && day && leads, partial::ordinal, findings))
        .or_else(|| then(!leads && len == 5, numeric::log_line, findings))
}

/// A rule that begins with a number.
type DigitRule = fn(&Document<'_>, u32, &mut Vec<Finding>) -> Option<u32>;

/// The same for a word.
fn from_word(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let classes = document.classes(index);
    if classes.any(Class::MONTH)
        && let Some(next) = month::month_first(document, index, findings)
    {
        return Some(next);
    }
    if classes.any(Class::SEASON)
        && let Some(next) = month::season(document, index, findings)
    {
        return Some(next);
    }
    if classes.any(Class::HOLIDAY)
        && let Some(next) = holiday::word(document, index, findings)
    {
        return Some(next);
    }
    if !classes.any(Class::NUMBER) {
        return None;
    }
    month::day_first(document, index, findings)
        .or_else(|| spelled::slashed(document, index, findings))
        .or_else(|| month::quarter(document, index, findings))
        .or_else(|| age::from_word(document, index, findings))
        .or_else(|| spelled::birth(document, index, findings))
        .or_else(|| partial::ordinal(document, index, findings))
}

/// What only the whole document tells: the service year, and whether slash pairs are its way of writing dates.
fn settle(document: &Document<'_>, found: &mut [Finding]) {
    let service = found
        .iter()
        .filter(|f| f.confidence >= 0.5 && f.rule != Rule::BuiltIn(BIRTH_YEAR) && !f.evidence.contains(Evidence::BIRTH))
        .map(|f| f.year)
        .filter(|year| (1990..=2030).contains(year))
        .max()
        .unwrap_or(SERVICE_YEAR);
    let dated = found.iter().any(|f| f.rule == Rule::BuiltIn(PARTIAL) && f.confidence >= 0.6);
    let slashed =
        found.iter().any(|f| matches!(f.rule, Rule::BuiltIn("date.numeric" | "date.labelled")) && f.confidence >= 0.9);
    // Two pairs that are no usual scores and have nothing around them are days, not one number out of another.
    let alone = |f: &&Finding| f.rule == Rule::BuiltIn(PARTIAL) && (partial::ALONE..0.5).contains(&f.confidence);
    let several = found.iter().filter(alone).take(2).count() == 2;
    // `12/8: nl … off 12/12`: a usual score in the month of a sure date, and close to it.
    let (mut sure, mut count) = ([(0, 0); 8], 0);
    let slashed_day = |f: &Finding| {
        f.rule == Rule::BuiltIn("date.numeric")
            && !f.evidence.contains(Evidence::BIRTH)
            && (document.byte(f.start + 1) == b'/' || document.byte(f.start + 2) == b'/')
    };
    let is_sure = |f: &&Finding| f.confidence >= 0.65 && (f.rule == Rule::BuiltIn(PARTIAL) || slashed_day(f));
    for finding in found.iter().filter(is_sure) {
        if let Some(place) = sure.get_mut(count) {
            *place = partial::numbers(document, finding);
            count += 1;
        }
    }
    let sure = sure.get(..count).unwrap_or_default();
    for finding in found {
        // The birthday may be still to come in the service year; whoever was alive 90 years ago is over 89 or about to be.
        let over_89 = finding.year != 0 && finding.year.saturating_add(90) <= service;
        if finding.rule == Rule::BuiltIn(BIRTH_YEAR) && !over_89 {
            finding.confidence = 0.1;
        }
        if over_89 {
            finding.year = 0;
        }
        let enough = if dated {
            0.4
        } else if several {
            partial::ALONE
        } else if slashed {
            0.47
        } else {
            0.5
        };
        let open = finding.rule == Rule::BuiltIn(PARTIAL) && finding.confidence < 0.5;
        if open && (finding.confidence >= enough || partial::is_near(partial::numbers(document, finding), sure)) {
            finding.confidence = 0.6;
        }
    }
}

/// How a value is labelled.
fn label_of(document: &Document<'_>, index: u32) -> Evidence {
    if document.labelled(index, &[Label::Birth]).is_some() || is_born(document, index) {
        Evidence::LABEL | Evidence::BIRTH
    } else if document.labelled(index, &[Label::Date]).is_some() {
        Evidence::LABEL
    } else {
        Evidence::NONE
    }
}

/// Whether `born` (in or on) stands before token `index`.
fn is_born(document: &Document<'_>, index: u32) -> bool {
    const BORN: &Words = words!["born", "birth", "dob", "birthday", "birthdate", "yob", "nacido", "nacida"];
    const MEASURED: &Words = words!["weight", "length", "wt", "order", "weighing"];
    (1..=3).any(|back| document.is_any(index.wrapping_sub(back), BORN))
        && !(1..=2).any(|back| document.is_any(index.wrapping_sub(back), MEASURED))
        && (index.saturating_sub(2)..=index)
            .all(|at| !document.gap(at).contains(&b'\n') || document.is_any(at.wrapping_sub(1), BORN))
        || document.is(index.wrapping_sub(1), b"b") && document.gap(index) == b". "
}

/// A date with what is known of its year.
struct Date {
    range: Range<u32>,
    rule: &'static str,
    confidence: f32,
    evidence: Evidence,
    /// 0: none that may stay.
    year: u32,
}

/// Appends a date.
fn push(findings: &mut Vec<Finding>, date: Date) {
    push_kind(findings, Kind::Date, date);
}

fn push_kind(findings: &mut Vec<Finding>, kind: Kind, date: Date) {
    let Date { range, rule, confidence, evidence, year } = date;
    let mut finding = super::finding(range, Identifier::Date, kind, rule, confidence, evidence);
    finding.year = u16::try_from(year).unwrap_or(0);
    findings.push(finding);
}

/// The year that two digits tell, 0 when they do not: a birth in `32` may be of either century.
fn two_digit_year(value: u32, evidence: Evidence) -> u32 {
    if evidence.contains(Evidence::BIRTH) && value <= 40 { 0 } else { calendar::expand(value) }
}

/// Whether `suffix` is what makes a number an ordinal: `th` of `14th`.
fn is_ordinal_ending(suffix: &[u8]) -> bool {
    [&b"st"[..], b"nd", b"rd", b"th"].iter().any(|end| suffix.eq_ignore_ascii_case(end))
}

/// Whether what follows byte `at` shows a quantity: a unit, a percent sign.
fn measures(document: &Document<'_>, after: u32) -> bool {
    /// Units and things counted; a date is not followed by them.
    const UNITS: &Words = words![
        "mg", "mcg", "g", "gm", "kg", "ml", "cc", "l", "units", "unit", "u", "iu", "meq", "mmol", "mmhg", "cm", "mm",
        "tab", "tabs", "tablet", "tablets", "cap", "caps", "capsule", "capsules", "puff", "puffs", "drops", "gtt",
        "lb", "lbs", "bpm", "percent", "degrees", "degree", "deg", "gauge", "french", "fr", "x", "weeks", "wks", "kpa",
    ];
    let gap = document.gap(after);
    gap.first() == Some(&b'%') || matches!(gap, b" " | b"" | b"-") && document.is_any(after, UNITS)
}
