//! Numbers in words: `twenty-third`, `nineteen fifty-one`, `two thousand twenty-one`.

#![forbid(unsafe_code)]

use super::numeric::lead;
use super::{Date, calendar, label_of, push, two_digit_year};
use crate::lexicon::{Class, Label};
use crate::scan::{Document, Words, words};
use crate::span::{Evidence, Finding};

/// `lexicon/number-words.tsv` writes the ordinal of n as this plus n.
pub(crate) const ORDINAL: u32 = 128;
/// What it writes for a word that says an age by itself: `nonagenarian`.
pub(crate) const AGE: u32 = 120;
const HUNDRED: u32 = 100;
const THOUSAND: u32 = 101;

/// A number in words and the last token of it.
#[derive(Clone, Copy)]
pub(super) struct Spelled {
    pub(super) value: u32,
    pub(super) last: u32,
    pub(super) ordinal: bool,
}

/// What the word at `index` says as a number: as `lexicon/number-words.tsv` writes it.
pub(crate) fn value(document: &Document<'_>, index: u32) -> Option<u32> {
    let token = document.token(index)?;
    token.is(Class::NUMBER).then(|| u32::from(token.row().value))
}

/// Whether the word at `index` is an ordinal of one word, up to the fiftieth.
pub(crate) fn is_ordinal(document: &Document<'_>, index: u32) -> bool {
    value(document, index).is_some_and(|value| (ORDINAL + 1..=ORDINAL + 50).contains(&value))
}

/// Whether the token at `index` follows the one before it closely.
fn close(document: &Document<'_>, index: u32) -> bool {
    matches!(document.gap(index), b" " | b"-" | b"  " | b"\n" | b"\r\n")
}

/// A number below 100, cardinal or ordinal.
pub(super) fn number(document: &Document<'_>, index: u32) -> Option<Spelled> {
    let first = value(document, index)?;
    if matches!(first, 20 | 30 | 40 | 50 | 60 | 70 | 80 | 90)
        && close(document, index + 1)
        && let Some(unit) = value(document, index + 1)
    {
        if (1..=9).contains(&unit) {
            return Some(Spelled { value: first + unit, last: index + 1, ordinal: false });
        }
        if (ORDINAL + 1..=ORDINAL + 9).contains(&unit) {
            return Some(Spelled { value: first + unit - ORDINAL, last: index + 1, ordinal: true });
        }
    }
    match first {
        0..=99 => Some(Spelled { value: first, last: index, ordinal: false }),
        129..=218 => Some(Spelled { value: first - ORDINAL, last: index, ordinal: true }),
        _ => None,
    }
}

/// A number up to 199: `one hundred and two`, `a hundred`.
pub(super) fn up_to_199(document: &Document<'_>, index: u32) -> Option<Spelled> {
    let hundred = if value(document, index) == Some(HUNDRED) {
        index
    } else if value(document, index) == Some(1)
        && value(document, index + 1) == Some(HUNDRED)
        && close(document, index + 1)
    {
        index + 1
    } else {
        return number(document, index);
    };
    let rest = if document.is(hundred + 1, b"and") { hundred + 2 } else { hundred + 1 };
    match number(document, rest).filter(|_| close(document, rest)) {
        Some(rest) if rest.value > 0 => Some(Spelled { value: 100 + rest.value, ..rest }),
        _ => Some(Spelled { value: 100, last: hundred, ordinal: false }),
    }
}

/// A year: `nineteen fifty-one`, `twenty twenty-four`, `two thousand and five`, `nineteen oh five`.
pub(super) fn year(document: &Document<'_>, index: u32) -> Option<Spelled> {
    let first = number(document, index).filter(|first| !first.ordinal)?;
    let next = first.last + 1;
    if first.value == 2 && value(document, next) == Some(THOUSAND) && close(document, next) {
        let rest = if document.is(next + 1, b"and") { next + 2 } else { next + 1 };
        return match number(document, rest).filter(|rest| !rest.ordinal && rest.value < 50) {
            Some(units) if close(document, rest) => Some(Spelled { value: 2000 + units.value, ..units }),
            _ => Some(Spelled { value: 2000, last: next, ordinal: false }),
        };
    }
    if !(18..=20).contains(&first.value) || !close(document, next) {
        return None;
    }
    if document.is_any(next, words!["oh", "o", "hundred"]) {
        let unit = number(document, next + 1).filter(|unit| unit.value <= 9 && !unit.ordinal)?;
        return Some(Spelled { value: first.value * 100 + unit.value, ..unit });
    }
    let second = number(document, next).filter(|second| !second.ordinal && (10..=99).contains(&second.value))?;
    Some(Spelled { value: first.value * 100 + second.value, ..second })
}

/// The two digits of a year, `seventy-eight` of `november fifth, seventy-eight`: over the days of a month, and nothing counted.
pub(super) fn short_year(document: &Document<'_>, index: u32) -> Option<Spelled> {
    let year = number(document, index).filter(|year| !year.ordinal && (32..=99).contains(&year.value))?;
    let next = year.last + 1;
    let counts = matches!(document.gap(next), b" " | b"-")
        && !document.is_any(next, words!["comma", "period", "new"])
        && document.token(next).is_some_and(|next| !next.is(Class::FUNCTION));
    (!counts).then(|| Spelled { value: two_digit_year(year.value, Evidence::NONE), ..year })
}

/// A date spoken with its slashes: `four slash four slash sixty-three`, `4 slash 4 slash 63`, `ten dash two dash twenty twenty-one`.
pub(super) fn slashed(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    const MARKS: &Words = words!["slash", "dash", "hyphen", "stroke"];
    let part = |at: u32| {
        let digits = lead(document.word(at));
        if digits.whole && matches!(digits.len, 1 | 2 | 4) {
            return Some(Spelled { value: digits.value, last: at, ordinal: false });
        }
        number(document, at).filter(|part| !part.ordinal)
    };
    let mark = |at: u32| MARKS.hold(document.word(at)) && document.gap(at) == b" " && document.gap(at + 1) == b" ";
    let first = part(index)?;
    if !mark(first.last + 1) {
        return None;
    }
    let second = part(first.last + 2)?;
    if !calendar::is_month_and_day(first.value, second.value) || !mark(second.last + 1) {
        return None;
    }
    let at = second.last + 2;
    let year = year(document, at).or_else(|| part(at))?;
    let range = document.token(index)?.start..document.token(year.last)?.end;
    let evidence = label_of(document, index) | Evidence::SHAPE;
    let year_value = if year.value < 100 { two_digit_year(year.value, evidence) } else { year.value };
    push(findings, Date { range, rule: "date.spelled", confidence: 0.9, evidence, year: year_value });
    Some(year.last + 1)
}

/// A birth date spoken in numbers: `date of birth six fourteen fifty-eight`.
pub(super) fn birth(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let month = number(document, index).filter(|month| (1..=12).contains(&month.value))?;
    let day = number(document, month.last + 1).filter(|day| (1..=31).contains(&day.value))?;
    let at = day.last + 1;
    let (last, value) = match year(document, at) {
        Some(year) => (year.last, year.value),
        None => {
            let year = number(document, at).filter(|year| !year.ordinal)?;
            (year.last, two_digit_year(year.value, Evidence::BIRTH))
        }
    };
    let speaks =
        [index, month.last + 1, at].iter().skip(1).all(|&part| close(document, part) || document.gap(part) == b", ");
    let labelled = document.labelled(index, &[Label::Birth]).is_some() || asked_for_birth(document, index);
    if !speaks || !labelled {
        return None;
    }
    let range = document.token(index)?.start..document.token(last)?.end;
    push(
        findings,
        Date { range, rule: "date.spelled", confidence: 0.9, evidence: Evidence::LABEL | Evidence::BIRTH, year: value },
    );
    Some(last + 1)
}

/// Whether somebody asked for a birth date shortly before: `And your date of birth? PATIENT: six fourteen …`.
fn asked_for_birth(document: &Document<'_>, index: u32) -> bool {
    (1..=14).any(|back| document.is_any(index.wrapping_sub(back), words!["birth", "dob", "birthday", "born"]))
}
