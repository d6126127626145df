//! What a value is by its shape: an id, or a date, a measure, a public code.

#![forbid(unsafe_code)]

use super::value::Value;
use crate::lexicon::Label;
use crate::scan::document::{Field, Tie};
use crate::scan::{Document, Token, Words, words};

/// Whether a value after an everyday word has the shape of an id.
pub(super) fn fits_everyday(document: &Document<'_>, field: &Field, value: &Value) -> bool {
    let text = document.bytes(value.range());
    if is_diagnosis_code(text) || is_year(text) || value.len() > 24 || is_number_range(document, field.label, value) {
        return false;
    }
    // A ratio, a pressure: `chart: 128/76`.
    if value.letters == 0 && text.contains(&b'/') {
        return false;
    }
    // Decimals: `Sample: 12.44`.
    if value.letters == 0 && value.last == value.first + 1 && text.contains(&b'.') && value.digits < 8 {
        return false;
    }
    if field.label == Label::Card {
        return value.digits >= 12;
    }
    // `case of …`: a noun, not a label.
    if (field.first..field.value).any(|index| document.is(index, b"of")) {
        return false;
    }
    let busy = matches!(field.label, Label::Order | Label::Encounter | Label::Claim | Label::Study | Label::Specimen)
        || field.label == Label::Accession;
    let least = match field.tie {
        Tie::Adjacent if field.label == Label::Driver => 7,
        Tie::Adjacent if busy => 6,
        Tie::Adjacent => 5,
        Tie::Separated | Tie::Structural => 4,
    };
    value.letters == 0 && value.digits >= least
        || value.is_mixed() && (value.len() >= 5 || field.tie > Tie::Adjacent)
        || value.letters > 0 && value.digits >= least
}

/// `70-110`, `0.00-0.40`, `2-2021`: reference ranges and numbered years.
fn is_number_range(document: &Document<'_>, label: Label, value: &Value) -> bool {
    let text = document.bytes(value.range());
    // `Ref` announces ranges as often as numbers.
    let range = label == Label::Claim && !(text.starts_with(b"0") && text.get(1).is_some_and(u8::is_ascii_digit));
    let [first, last] = [value.first, value.last].map(|index| document.word(index).len());
    let year = is_year(document.word(value.last)) && first <= 2;
    value.letters == 0
        && !value.spaced
        && text.contains(&b'-')
        && (value.last == value.first + 1
            && (range && (first.max(last) <= 5 && first <= last || value.digits <= 6) || year)
            || text.contains(&b'.') && value.digits <= 10)
}

/// Codes that are public wherever they stand.
pub(super) fn never(document: &Document<'_>, value: &Value) -> bool {
    let text = document.bytes(value.range());
    let starts = |prefix: &[u8]| {
        text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
            && text.get(prefix.len()).is_some_and(u8::is_ascii_digit)
    };
    // `20/20`, `128/76`.
    let fraction = value.letters == 0
        && value.last == value.first + 1
        && text.contains(&b'/')
        && document.word(value.first).len() <= 3
        && document.word(value.last).len() <= 3;
    // `57.68`, `1911.00`: what was paid.
    let amount = value.letters == 0
        && value.last == value.first + 1
        && value.digits <= 6
        && document.gap(value.last) == b"."
        && document.word(value.last).len() == 2;
    fraction
        || amount
        || starts(b"NCT") && value.digits == 8
        || starts(b"ISRCTN")
        // Hash functions and sequence types.
        || starts(b"SHA")
        || starts(b"MD") && value.len() == 3
        // `rs4417022`, a variant.
        || document.word(value.last).starts_with(b"rs") && document.word(value.last).len() >= 5
        // `v1.4.22`.
        || starts(b"V") && value.letters == 1 && text.contains(&b'.')
        || starts(b"ST") && value.letters == 2 && value.digits <= 4
        || text.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"COVID"))
        || text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"SARS"))
}

/// `I50.23`, `S72.001A`, `Z12.31`.
fn is_diagnosis_code(text: &[u8]) -> bool {
    let [letter, a, b, rest @ ..] = text else { return false };
    letter.is_ascii_alphabetic()
        && a.is_ascii_digit()
        && b.is_ascii_alphanumeric()
        && (rest.is_empty() || rest.first() == Some(&b'.') && rest.len() <= 5)
}

/// `1999`, `2024`.
pub(super) fn is_year(text: &[u8]) -> bool {
    matches!(text, [b'1', b'9', b'0'..=b'9', b'0'..=b'9'] | [b'2', b'0', b'0'..=b'3', b'0'..=b'9'])
}

/// Whether a number is a key of JSON and no value: `"00100020":`, as DICOM's model numbers attributes (PS3.18, annex F).
pub(crate) fn is_json_key(document: &Document<'_>, token: &Token) -> bool {
    document.byte_before(token.start) == b'"' && document.bytes(token.end..token.end + 2) == b"\":"
}

/// `10:45`, `3/14/2024`, `2024-03-14`, and month-day-year with hyphens unless the label asks for a number.
pub(crate) fn is_time_or_date(document: &Document<'_>, value: &Value, numbered: bool) -> bool {
    if value.letters > 0 || value.spaced {
        return false;
    }
    let text = document.bytes(value.range());
    let lens = |i: u32| document.word(value.first + i).len();
    let separator = |at: usize| text.get(at).copied().unwrap_or(0);
    match value.last - value.first {
        1 => separator(lens(0)) == b':' && lens(0) <= 2 && lens(1) == 2,
        2 => {
            let (a, b, c) = (lens(0), lens(1), lens(2));
            let (one, two) = (separator(a), separator(a + 1 + b));
            let day_first = a <= 2 && b <= 2 && (c == 2 || c == 4);
            let year_first = a == 4 && b <= 2 && c <= 2 && is_year(document.word(value.first));
            one == two
                && match one {
                    b'/' => day_first || year_first,
                    b'-' | b'.' => year_first || day_first && c == 4 && !numbered,
                    b':' => true,
                    _ => false,
                }
        }
        _ => false,
    }
}

/// Units and counted things: a number before them is a measure, not an id.
const MEASURED: &Words = words![
    "mg", "mcg", "ug", "g", "gm", "gram", "grams", "kg", "lb", "lbs", "oz", "ml", "cc", "l", "liter", "liters", "dl",
    "mm", "cm", "m", "km", "ft", "inch", "inches", "unit", "units", "u", "iu", "meq", "mmol", "mmhg", "cmh2o", "bpm",
    "hz", "khz", "mhz", "db", "gy", "cgy", "kv", "mv", "ms", "s", "sec", "secs", "second", "seconds", "min", "mins",
    "minute", "minutes", "h", "hr", "hrs", "hour", "hours", "day", "days", "week", "weeks", "wk", "wks", "month",
    "months", "mo", "year", "years", "yr", "yrs", "y", "yo", "old", "of", "x", "times", "doses", "tabs", "tablets",
    "refills", "beats", "bytes", "rows", "records", "copies", "cells", "percent", "points", "patients", "cases", "mph",
    "miles", "steps",
];

/// Whether the token after `last` makes the number before it a measure.
pub(super) fn is_measured(document: &Document<'_>, last: u32) -> bool {
    let Some(token) = document.token(last) else { return false };
    let next = document.byte(token.end);
    if next == b'%' || next == b' ' && document.byte(token.end + 1) == b'%' {
        return true;
    }
    matches!(document.gap(last + 1), b" " | b"-")
        && token.is_number()
        && (document.is_any(last + 1, MEASURED)
            && document.word(last + 1).iter().any(u8::is_ascii_lowercase)
            // In capitals only longer words are surely units: `MRN 123 M`.
            || document.word(last + 1).len() > 2 && document.is_any(last + 1, MEASURED))
}
