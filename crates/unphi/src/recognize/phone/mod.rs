//! Telephone and pager numbers (D), and the numbers of which [`super::fax`] says that they are fax numbers (E).
//!
//! ## What it finds
//! North American numbers in every punctuation, with country code and extension; vanity numbers; local numbers of seven
//! digits, and ten bare digits, where words speak of a call; international numbers with `+`, and without it after a
//! label; pager numbers and short in-house numbers after their label.
//!
//! ## Rule
//! 45 CFR 164.514(b)(2)(i)(D). Grammars: North American Numbering Plan (area and exchange begin with 2 to 9, neither is
//! `N11`), ITU-T E.164 (at most fifteen digits). A number that the plan cannot have is still taken after a label, or when
//! it is punctuated as a number.
//!
//! ## Not found on purpose
//! 911, 988 and public hotlines, which are nobody's. Seven digits, or spaced groups, without a word that speaks of a call:
//! doses, readings and counts look the same.
//!
//! ## Example
//! `Call (617) 555-0133 ext 204` → `(617) 555-0133 ext 204`.

#![forbid(unsafe_code)]

mod asked;
mod number;
mod spoken;

pub(crate) use spoken::asks_last_four;

use asked::{after_a_call, alone, any_digits, in_house, short_pager};
use number::{Form, Number, domestic, encoded, scanned, shaped, vanity};
use spoken::spoken;

use super::fax::{self, Line};
use crate::Identifier;
use crate::lexicon::{Class, Label};
use crate::recognize::finding;
use crate::scan::document::Field;
use crate::scan::{Document, Token, words};
use crate::span::{Evidence, Finding, Kind};

/// Appends what it finds in `document`.
pub(crate) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let mut free = 0;
    for &index in document.figures {
        let Some(token) = document.token(index).filter(|token| token.start >= free) else { continue };
        let number = if !begins(document, index, token) {
            None
        } else if token.is_number() {
            shaped(document, index)
                .or_else(|| domestic(document, index))
                .or_else(|| vanity(document, index))
                .or_else(|| scanned(document, index))
        } else {
            encoded(document, index).or_else(|| scanned(document, index))
        };
        let number = number.filter(|number| number.start >= free);
        let found = match number.and_then(|number| judge(document, &number)) {
            Some(found) => Some(found),
            None if (5..=6).contains(&token.len()) || token.len() == 4 => short_pager(document, index)
                .or_else(|| after_a_call(document, index))
                .or_else(|| alone(document, index)),
            None => in_house(document, index).or_else(|| after_a_call(document, index)),
        };
        if let Some(found) = found {
            free = found.end;
            findings.push(found);
        }
    }
    for field in document.fields {
        if matches!(field.label, Label::Phone | Label::Pager | Label::Fax) {
            findings.extend(any_digits(document, field));
        }
    }
    let mut free = 0;
    for &index in document.cues {
        if index >= free
            && document.classes(index).any(Class::NUMBER)
            && let Some((found, end)) = spoken(document, index)
        {
            free = end;
            findings.extend(found);
        }
    }
}

/// Whether a number can begin with a token that holds a digit: most doses and values are too short, or have no group of
/// digits after them.
fn begins(document: &Document<'_>, index: u32, token: &Token) -> bool {
    if !token.is_number() {
        return token.len() == 3 || token.len() >= 10;
    }
    let long_follows = || document.token(index + 1).is_some_and(|next| next.len() >= 3);
    let lead = document.byte(token.start);
    let possible = match token.len() {
        1 => lead == b'1' && long_follows(),
        2 => document.byte(token.end) == b'-' && long_follows(),
        3 => long_follows(),
        6 | 7 | 10 | 11 => true,
        _ => false,
    };
    possible || lead == b'0' || matches!(document.byte_before(token.start), b'+' | b'(')
}

/// Public numbers that identify nobody: crisis lines, poison control, agencies.
const HOTLINES: [&[u8; 10]; 26] = [
    b"8002221222",
    b"8002738255",
    b"8007848669",
    b"8006564673",
    b"8007997233",
    b"8006624357",
    b"8009855990",
    b"8664887386",
    b"8775658860",
    b"8004224453",
    b"8338526262",
    b"8006334227",
    b"8002324636",
    b"8003321088",
    b"8007721213",
    b"8009506264",
    b"8553553278",
    b"8772626691",
    b"8663319474",
    b"8888197468",
    b"8003686937",
    b"8008227422",
    b"8883737888",
    b"8005278255",
    b"8008431222",
    b"8558962869",
];

/// Whether the plan can have the number; a local one has no area.
fn is_possible(number: &Number) -> bool {
    let service = |code: &[u8]| code.first().is_some_and(|digit| *digit < b'2') || code.get(1..3) == Some(b"11");
    let [area @ .., _, _, _, _, _, _, _] = &number.digits;
    let exchange = number.digits.get(3..6).unwrap_or(b"");
    let exchange_fits = exchange.first().is_some_and(|digit| *digit >= b'2');
    exchange_fits && (number.form == Form::Local || !service(area))
}

/// Decides whether the number is one, and which.
fn judge(document: &Document<'_>, number: &Number) -> Option<Finding> {
    if HOTLINES.iter().any(|hotline| **hotline == number.digits) {
        return None;
    }
    let fields = document.fields_at(number.first);
    if fields.iter().any(|field| field.label == Label::Keep) {
        return None;
    }
    let told = document.labelled(number.first, &[Label::Phone, Label::Fax, Label::Pager]);
    let line = fax::line(document, number.first, number.last);
    let possible = is_possible(number);
    let plan = if possible { Evidence::CHECK_PASSED } else { Evidence::CHECK_FAILED };
    let (confidence, evidence) = if told.is_some() && (number.form != Form::Local || !is_measured(document, number)) {
        (if possible { 0.99 } else { 0.95 }, Evidence::LABEL.with(plan))
    } else {
        let spoken = line.is_some();
        let evidence = if spoken { Evidence::CONTEXT.with(plan) } else { Evidence::SHAPE.with(plan) };
        (by_shape(document, number, possible, spoken)?, evidence)
    };
    let (identifier, kind, rule) = match line {
        Some(Line::Fax) => (Identifier::Fax, Kind::Fax, "fax.announced"),
        Some(Line::Pager) => (Identifier::Phone, Kind::Pager, "phone.pager"),
        _ if told.is_some() => (Identifier::Phone, Kind::Phone, "phone.labelled"),
        _ => (Identifier::Phone, Kind::Phone, "phone.shape"),
    };
    Some(finding(number.start..number.end, identifier, kind, rule, confidence, evidence))
}

/// Confidence without a label.
fn by_shape(document: &Document<'_>, number: &Number, possible: bool, spoken: bool) -> Option<f32> {
    let sure = |with: f32, without: f32| if spoken { with } else { without };
    let lifted = number.country || number.extended;
    Some(match number.form {
        Form::International => 0.97,
        Form::Domestic if is_claimed(document, number) || is_measured(document, number) => 0.3,
        Form::Domestic => sure(0.9, 0.6),
        Form::Vanity => sure(0.9, if number.country { 0.85 } else { 0.6 }),
        Form::Parenthesis => {
            if possible {
                0.97
            } else {
                0.85
            }
        }
        Form::Dash if possible || lifted => 0.96,
        Form::Dash => sure(0.85, 0.7),
        Form::Dot if possible => 0.94,
        // Three, three and four digits are hardly anything else, whatever the plan says of the exchange.
        Form::Dot => sure(0.8, 0.6),
        Form::Slash if possible => sure(0.95, 0.75),
        Form::Slash => sure(0.6, 0.55),
        Form::Space if is_listed(document, number) => sure(0.5, 0.2),
        Form::Space if possible => sure(0.92, if lifted { 0.85 } else { 0.6 }),
        Form::Space => sure(0.6, 0.52),
        Form::Comma if spoken && possible => 0.85,
        Form::Comma => return None,
        Form::Bare if is_claimed(document, number) || is_measured(document, number) => sure(0.45, 0.2),
        Form::Bare if possible => sure(0.85, 0.5),
        Form::Bare => sure(0.6, 0.1),
        Form::Local if is_measured(document, number) || !possible => 0.2,
        Form::Local if document.gap(number.first + 1) == b" " => {
            let asked = document
                .is_any(number.first.wrapping_sub(1), words!["call", "at", "is", "number", "reach", "dial", "phone"]);
            if asked && spoken { 0.6 } else { 0.2 }
        }
        Form::Local => sure(0.85, if number.extended { 0.7 } else { 0.4 }),
    })
}

/// Whether more spaced numbers stand next to it, as in a list of readings.
fn is_listed(document: &Document<'_>, number: &Number) -> bool {
    let digit = |index: u32| document.token(index).is_some_and(|token| token.is_number());
    document.gap(number.first) == b" " && number.first > 0 && digit(number.first - 1)
        || document.gap(number.last + 1) == b" " && digit(number.last + 1)
}

/// Whether another label or a key announces it.
fn is_claimed(document: &Document<'_>, number: &Number) -> bool {
    let other = |field: &Field| !matches!(field.label, Label::Phone | Label::Fax | Label::Pager | Label::Person);
    document.fields_at(number.first).iter().any(other)
        || matches!(document.byte_before(number.start), b'=' | b'#' | b'/' | b'_')
        || matches!(
            document.gap(number.first),
            b": " | b":" | b" # " | b" #" | b"\":" | b"\": " | b"\":\"" | b"\": \"" | b"=\""
        )
}

/// Whether a unit or a counted thing follows.
fn is_measured(document: &Document<'_>, number: &Number) -> bool {
    let gap = document.gap(number.last + 1);
    matches!(gap.first(), Some(b'%'))
        || matches!(gap, b" " | b"")
            && (document.classes(number.last + 1).any(Class::MEASURE_UNIT)
                || document.is_any(
                    number.last + 1,
                    words![
                        "mg", "mcg", "ml", "units", "unit", "u", "iu", "meq", "g", "kg", "cc", "bytes", "rows", "ms",
                        "copies", "steps", "cells", "kcal", "hrs", "h", "hours", "am", "pm", "mmol", "lb", "lbs", "cm",
                        "mm", "hz", "days", "weeks",
                    ],
                ))
}
