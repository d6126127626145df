//! Tokens → findings: one file for each of the 18 identifiers, and the one table of them.
//!
//! A recognizer is a function that reads a [`Document`] and appends a [`Finding`] for everything that could be its
//! identifier, in any order; overlaps with other recognizers are not its business ([`crate::resolve`] settles them by
//! confidence). It starts from the cheapest list that can hold its candidates ([`Document::numbers`],
//! [`Document::names`], [`Document::phrases`], [`Document::fields`]) and looks at bytes only around a candidate.
//!
//! To add one, see CONTRIBUTING.md.

#![forbid(unsafe_code)]

#[macro_use]
mod feature_groups;

pub(crate) mod account;
pub(crate) mod biometric;
pub(crate) mod checksum;
pub(crate) mod date;
pub(crate) mod device;
pub(crate) mod email;
pub(crate) mod fax;
pub(crate) mod field;
pub(crate) mod geographic;
pub(crate) mod health_plan;
mod id_value;
pub(crate) mod ip;
pub(crate) mod license;
pub(crate) mod misspelling;
pub(crate) mod mrn;
pub(crate) mod name;
pub(crate) mod number;
pub(crate) mod organization;
pub(crate) mod other;
pub(crate) mod phone;
pub(crate) mod photo;
mod resource;
pub(crate) mod rules;
pub(crate) mod run;
pub(crate) mod ssn;
pub(crate) mod subject;
pub(crate) mod url;
pub(crate) mod vehicle;
mod x12;

use crate::Identifier;
use crate::scan::Document;
use crate::span::{Evidence, Finding, Kind, Rule};

/// Appends to the findings what it recognizes in a document.
pub(crate) type Recognizer = fn(&Document<'_>, &mut Vec<Finding>);

/// Every built-in recognizer, in the order of the rule's paragraphs.
pub(crate) static RECOGNIZERS: [Recognizer; 19] = [
    name::find,
    organization::find,
    geographic::find,
    date::find,
    phone::find,
    fax::find,
    email::find,
    ssn::find,
    mrn::find,
    health_plan::find,
    account::find,
    license::find,
    vehicle::find,
    device::find,
    url::find,
    ip::find,
    biometric::find,
    photo::find,
    other::find,
];

/// What a recognizer is sure enough to report; `confidence` above 0, at most 1.
///
/// Use one scale: 0.99 a label and the right shape, or a shape that nothing else has; 0.9 a label and an odd shape, or
/// a shape and a passed check; 0.7 a shape and context; 0.5 the default threshold; below it a near miss, which only
/// `explain` shows.
pub(crate) fn finding(
    range: core::ops::Range<u32>,
    identifier: Identifier,
    kind: Kind,
    rule: &'static str,
    confidence: f32,
    evidence: Evidence,
) -> Finding {
    Finding {
        start: range.start,
        end: range.end,
        identifier,
        kind,
        rule: Rule::BuiltIn(rule),
        confidence,
        evidence,
        year: 0,
    }
}

/// Whether the token at `index` is the number of a percentage: `20%`.
fn is_percentage(document: &Document<'_>, index: u32) -> bool {
    document.token(index).is_some_and(|token| token.is_number() && document.byte(token.end) == b'%')
}

/// The confidence of a near miss: what a name model put down, or is to be asked about.
const NEAR_MISS: f32 = 0.4;

/// The confidence of what a learned scorer alone finds, by how far its log-odds, in 1/32 nat, are above what it asks for.
fn learned_confidence(above: i32) -> f32 {
    const STEPS: [f32; 5] = [0.52, 0.56, 0.62, 0.7, 0.76];
    STEPS[(above / 16).clamp(0, STEPS.len() as i32 - 1) as usize]
}
