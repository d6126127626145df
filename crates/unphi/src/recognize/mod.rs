//! Tokens → findings: one file for each of the 18 identifiers, and the one table of them.
//!
//! A recognizer is a function that reads a [`Document`] and appends a [`Finding`] for everything that could be its
//! identifier, in any order; overlaps with other recognizers are not its business ([`crate::resolve`] settles them by
//! confidence). It starts from the cheapest list that can hold its candidates ([`Document::numbers`],
//! [`Document::names`], [`Document::phrases`], [`Document::fields`]) and looks at bytes only around a candidate.
//!
//! To add one, see CONTRIBUTING.md.

#![forbid(unsafe_code)]

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
pub(crate) mod mrn;
pub(crate) mod name;
pub(crate) mod organization;
pub(crate) mod other;
pub(crate) mod phone;
pub(crate) mod photo;
pub(crate) mod rules;
pub(crate) mod run;
pub(crate) mod ssn;
pub(crate) mod url;
pub(crate) mod vehicle;

use crate::Identifier;
use crate::scan::Document;
use crate::span::{Evidence, Finding, Kind, Rule};

/// One row of the table of recognizers.
pub(crate) struct Recognizer {
    pub(crate) identifier: Identifier,
    pub(crate) find: fn(&Document<'_>, &mut Vec<Finding>),
}

/// Every built-in recognizer, in the order of the rule's paragraphs.
pub(crate) static RECOGNIZERS: [Recognizer; 19] = [
    Recognizer { identifier: Identifier::Name, find: name::find },
    Recognizer { identifier: Identifier::Name, find: organization::find },
    Recognizer { identifier: Identifier::Geographic, find: geographic::find },
    Recognizer { identifier: Identifier::Date, find: date::find },
    Recognizer { identifier: Identifier::Phone, find: phone::find },
    Recognizer { identifier: Identifier::Fax, find: fax::find },
    Recognizer { identifier: Identifier::Email, find: email::find },
    Recognizer { identifier: Identifier::Ssn, find: ssn::find },
    Recognizer { identifier: Identifier::Mrn, find: mrn::find },
    Recognizer { identifier: Identifier::HealthPlan, find: health_plan::find },
    Recognizer { identifier: Identifier::Account, find: account::find },
    Recognizer { identifier: Identifier::License, find: license::find },
    Recognizer { identifier: Identifier::Vehicle, find: vehicle::find },
    Recognizer { identifier: Identifier::Device, find: device::find },
    Recognizer { identifier: Identifier::Url, find: url::find },
    Recognizer { identifier: Identifier::Ip, find: ip::find },
    Recognizer { identifier: Identifier::Biometric, find: biometric::find },
    Recognizer { identifier: Identifier::Photo, find: photo::find },
    Recognizer { identifier: Identifier::Other, find: other::find },
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
    Finding { start: range.start, end: range.end, identifier, kind, rule: Rule::BuiltIn(rule), confidence, evidence, year: 0 }
}
