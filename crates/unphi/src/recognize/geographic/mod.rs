//! Places below the state.
//!
//! ## What it finds
//! Street addresses by their suffix ([`street`]) and without one ([`house`]), roads without a house ([`road`]), cities
//! ([`city`]; in an address, [`address`]), addresses of other countries ([`abroad`]), counties and other areas ([`area`]), ZIP and postal codes ([`zip`]), hospitals,
//! clinics, pharmacies and homes by a head word ([`facility`]), by two ([`institution`]) and by what announces them
//! ([`announced`]), places called by plain words ([`proper`]), what a learned scorer alone takes for a place ([`learned`]), wards, rooms and beds ([`ward`]; without a word for them, [`room`]), coordinates
//! ([`coordinates`]).
//! ## Rule
//! 45 CFR 164.514(b)(2)(i)(B). Street grammar: USPS Publication 28. ZIP prefixes by state: USPS.
//! ## Not found on purpose
//! Bare states and countries, regions above the state, generic mentions (`the hospital`, `cardiology clinic`), payers and
//! device makers, and what is only named after a place (`Glasgow coma scale`, `West Nile virus`, `Lyme`).
//! ## Example
//! `Lives at 412 Elm St Apt 4B, Springfield, IL 62704`: street, city and ZIP are three spans; the state stays.

#![forbid(unsafe_code)]

mod abroad;
mod address;
mod announced;
mod area;
mod city;
mod coordinates;
mod facility;
mod house;
mod institution;
pub(crate) mod learned;
pub(super) mod proper;
mod road;
mod room;
mod street;
mod ward;
mod zip;

use super::{finding, run};
use crate::Identifier;
use crate::lexicon::{Class, Label};
use crate::scan::document::Casing;
use crate::scan::document::{Field, Tie};
use crate::scan::{Document, words};
use crate::span::{Evidence, Finding, Kind};

/// Words that can be the pivot of a place: what the one pass over the tokens stops at.
const PIVOT: Class = Class::STREET_SUFFIX
    .or(Class::STREET_PREFIX)
    .or(Class::FACILITY_WORD)
    .or(Class::FACILITY)
    .or(Class::CITY)
    .or(Class::STATE)
    .or(Class::STATE_ABBR)
    .or(Class::AREA_WORD)
    .or(Class::FUNCTION);

/// Appends what it finds in `document`.
pub(crate) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    for &index in document.cues {
        let Some(token) = document.token(index).filter(|token| token.is(PIVOT)) else { continue };
        if token.is(Class::STREET_SUFFIX) {
            street::by_suffix(document, index, findings);
        }
        if token.is(Class::STREET_PREFIX) {
            house::by_prefix(document, index, findings);
        }
        if token.is(Class::FACILITY_WORD) {
            facility::by_head(document, index, findings);
        }
        if token.is(Class::FACILITY) {
            facility::listed(document, index, index, token.row(), findings);
        }
        // A word of the language in lower case is never taken for a town; most tokens that are towns end here.
        if token.is(Class::CITY)
            && (token.is_capitalised() || !token.is(Class::COMMON.or(Class::CLINICAL).or(Class::FUNCTION)))
        {
            city::listed(document, index, index, token.row(), findings);
            abroad::county(document, index, findings);
        }
        // `in` and `or` are states too.
        if token.is(Class::STATE.or(Class::STATE_ABBR))
            && (token.is_capitalised()
                || document.token(index + 1).is_some_and(|next| next.is_number() && next.len() == 5))
        {
            address::before_state(document, index, index, findings);
        }
        let announces = token.is(Class::FUNCTION) && run::before_capital(document, index);
        if announces && matches!(token.len(), 2 | 4) {
            if document.is_any(index, words!["at", "from", "to"]) {
                announced::after_verb(document, index, findings);
            }
            if document.is_any(index, words!["in", "from", "of", "to"]) {
                city::after_verb(document, index, findings);
            }
        }
        if announces && document.casing == Casing::Mixed {
            proper::after_preposition(document, index, findings);
        }
        if token.is(Class::AREA_WORD) {
            area::by_area_word(document, index, findings);
            ward::by_word(document, index, findings);
        }
    }
    if document.casing == Casing::Lower {
        in_lower_case(document, findings);
    }
    announced::by_mark(document, findings);
    for phrase in document.phrases {
        let row = phrase.row();
        if row.classes.any(Class::FACILITY) {
            facility::listed(document, phrase.first, phrase.last, row, findings);
        }
        if row.classes.any(Class::CITY) && phrase.last > phrase.first {
            city::listed(document, phrase.first, phrase.last, row, findings);
        }
        if row.classes.any(Class::STATE) && phrase.last > phrase.first {
            address::before_state(document, phrase.first, phrase.last, findings);
        }
        if row.classes.any(Class::STREET_PREFIX) && phrase.last > phrase.first {
            house::by_prefix(document, phrase.last, findings);
        }
    }
    for &index in document.numbers {
        house::by_number(document, index, findings);
        coordinates::unlabelled(document, index, findings);
        ward::by_number(document, index, findings);
        road::by_number(document, index, findings);
        abroad::by_number(document, index, findings);
        if index > 0 && document.tokens.get(index as usize - 1).is_some_and(|word| word.is_capitalised()) {
            announced::before_date(document, index, findings);
        }
    }
    room::find(document, findings);
    for &index in document.figures {
        zip::unlabelled(document, index, findings);
    }
    for field in document.fields {
        labelled(document, field, findings);
    }
}

/// Messages without capitals: there each preposition may announce a place.
fn in_lower_case(document: &Document<'_>, findings: &mut Vec<Finding>) {
    for index in 0..document.tokens.len() as u32 {
        let Some(token) = document.token(index) else { break };
        if !token.is(Class::FUNCTION) && token.len() != 4 || document.gap(index + 1) != b" " {
            continue;
        }
        if document.is_any(index, words!["at", "from", "to"]) {
            announced::in_message(document, index, findings);
        }
        if document.is_any(index, words!["in", "from", "of", "to", "near"]) {
            city::in_message(document, index, findings);
        }
    }
}

/// What a label announces.
fn labelled(document: &Document<'_>, field: &Field, findings: &mut Vec<Finding>) {
    match field.label {
        Label::Zip => zip::labelled(document, field, findings),
        Label::Coordinates => coordinates::labelled(document, field, findings),
        Label::Ward => ward::labelled(document, field, findings),
        Label::City => whole(document, field, b",", Kind::City, "geographic.city.labelled", findings),
        Label::County => whole(document, field, b",", Kind::County, "geographic.county.labelled", findings),
        Label::Facility => whole(document, field, b"", Kind::Facility, "geographic.facility.labelled", findings),
        Label::Street | Label::Address => street::labelled(document, field, findings),
        _ => {}
    }
}

/// Takes the value of a field that is firmly tied, up to one of the bytes `stops`.
fn whole(
    document: &Document<'_>,
    field: &Field,
    stops: &[u8],
    kind: Kind,
    rule: &'static str,
    findings: &mut Vec<Finding>,
) {
    if run::is_no_value(document, field.value) || run::is_markup(document, field) {
        return;
    }
    if field.tie < Tie::Separated {
        if kind == Kind::Facility {
            announced::beside(document, field, findings);
        }
        return;
    }
    // `Rural clinic: Rancher from outside …` heads a note.
    if document.is(field.first, b"clinic") && !document.begins_line(field.first) && document.gap(field.first) == b" " {
        return;
    }
    let range = run::value(document, field, stops);
    let word = document.bytes(range.clone());
    let first = document.classes(field.value);
    let named = match kind {
        // `Location: left arm`, `County: unknown`: a name has a capital, or is listed.
        Kind::City | Kind::County => !first.any(Class::STATE_ABBR.or(Class::COUNTRY)) || first.any(Class::CITY),
        _ => word.iter().any(u8::is_ascii_uppercase) || field.tie == Tie::Structural,
    };
    // `dest=+15035550133 pages=4`: further keys are no name.
    if word.len() < 2
        || word.len() > 80
        || !named
        || word.contains(&b'=')
        || word.iter().all(|byte| !byte.is_ascii_alphabetic())
    {
        return;
    }
    let confidence = match kind {
        Kind::Facility
            if !run::has_name(document, field.value, range.end) || word.windows(3).any(|dose| dose == b" mg") =>
        {
            return;
        }
        Kind::City if first.any(Class::CLINICAL) && !first.any(Class::CITY) => return,
        _ if field.tie == Tie::Structural => 0.97,
        _ => 0.95,
    };
    findings.push(finding(range, Identifier::Geographic, kind, rule, confidence, Evidence::LABEL));
}

fn place(range: core::ops::Range<u32>, kind: Kind, rule: &'static str, confidence: f32, evidence: Evidence) -> Finding {
    finding(range, Identifier::Geographic, kind, rule, confidence, evidence)
}
