//! Names that a field's label announces.

#![forbid(unsafe_code)]

use super::candidate::{Run, WORDS};
use super::initials::labelled_initials;
use super::login::username;
use super::word::{casing_around, word_score};
use super::{logistic, person, weight};
use crate::lexicon::{Class, Label};
use crate::scan::document::{Casing, Field, Tie};
use crate::scan::{Document, Shape, Words, words};
use crate::span::{Evidence, Finding};

/// Values that say there is no name.
pub(super) const NO_NAME: &Words = words![
    "none",
    "unknown",
    "null",
    "n",
    "na",
    "nil",
    "see",
    "not",
    "no",
    "same",
    "self",
    "pending",
    "declined",
    "tbd",
    "per",
    "the",
    "true",
    "false",
    "undefined",
    "anonymous",
    "test",
    "will",
    "was",
    "is",
    "has",
    "as",
    // HL7 table 0063, relationship.
    "sel",
    "spo",
    "mth",
    "fth",
    "chd",
    "grd",
    "emc",
    // Beds and places of a list that nobody has.
    "empty",
    "dirty",
    "clean",
    "cleaned",
    "closed",
    "blocked",
    "hold",
    "vacant",
    "open",
    "available",
    "refused",
    "cancelled",
    "canceled",
    "done",
    "use",
    // Turns of a conversation.
    "oh",
    "ok",
    "okay",
    "nope",
    "yeah",
    "yep",
    "yes",
    "yup",
    "ah",
    "hm",
    "hmm",
    "uh",
    "um",
    "uhm",
    "aw",
    "nah",
    "hey",
    "bye",
    "wow",
    "gotcha",
    "pardon",
];

/// The value of a field that holds a name.
pub(super) fn labelled(document: &Document<'_>, field: &Field, casing: Casing, findings: &mut Vec<Finding>) {
    match field.label {
        Label::Username if field.tie >= Tie::Separated => {
            if let Some(finding) = username(document, field) {
                findings.push(finding);
            }
        }
        Label::Person if field.tie == Tie::Adjacent && document.is(field.value.wrapping_sub(1), b"by") => {
            findings.extend(labelled_initials(document, field));
        }
        Label::GivenName | Label::Surname | Label::Person if field.tie >= Tie::Separated => {
            // A label of one part asks for a structure before it overrides the evidence.
            let sure = field.tie == Tie::Structural || field.label == Label::Person;
            if let Some(finding) = labelled_name(document, field, casing, sure) {
                findings.push(finding);
            } else if let Some(finding) = labelled_initials(document, field) {
                findings.push(finding);
            }
        }
        _ => {}
    }
}

/// A name as a field's value: its words may be anything that is not plainly vocabulary.
pub(super) fn labelled_name(document: &Document<'_>, field: &Field, casing: Casing, sure: bool) -> Option<Finding> {
    let mut first = field.value;
    // `Attending: Dr. Smith`.
    while document.classes(first).any(Class::TITLE)
        && !document.classes(first).any(Class::SURNAME)
        && first < field.value + 2
    {
        first += 1;
    }
    let token = document.token(first)?;
    if token.start >= field.limit || token.has_digit() || document.is_any(first, NO_NAME) {
        return None;
    }
    // A degree where the name is missing.
    let degree = token.is(Class::CREDENTIAL) && token.shape.any(Shape::ALL_UPPER);
    if degree && token.row().surname < 96 && document.gap(first + 1) != b" " {
        return None;
    }
    let structural = field.tie == Tie::Structural;
    // `"name": "offset"`, `"name": "SepsisPanel"`: what a program calls a thing.
    let thing = structural
        && document.is(field.first, b"name")
        && field.first != field.value
        && matches!(document.byte(token.end), b'"' | b'\'')
        && (token.shape.any(Shape::MIXED) && token.row == 0 && token.len() > 9
            || token.is_lower() && token.is(Class::COMMON) && token.prior < -16);
    if thing {
        return None;
    }
    // The next label stands where the value would: `CLIENT   …`. A product is not a person.
    let other = token.labelled || document.phrase_over(first).is_some_and(|phrase| phrase.row().label().is_some());
    if (other || token.is(Class::DRUG.or(Class::CLINICAL_CAP))) && token.row().surname.max(token.row().given) < 96 {
        return None;
    }
    let capital = token.is_capitalised();
    let mixed = casing == Casing::Mixed;
    let vocabulary = token.prior < if structural { -46 } else { -26 };
    if !(capital || token.shape.any(Shape::FOREIGN) || structural || !mixed)
        || vocabulary && !structural
        || token.len() == 1 && !structural
    {
        return None;
    }
    if token.is(Class::ROLE.or(Class::RELATION).or(Class::FUNCTION).or(Class::HEADING))
        && token.row().surname < 96
        && !structural
    {
        return None;
    }
    let casing_here = casing_around(document, first);
    let mut run = Run { first, last: first, full_words: 0, has_initial: false, last_first: false, has_suffix: false };
    run.count(token);
    while run.last - run.first < WORDS {
        let next = run.last + 1;
        if document.token(next).is_none_or(|token| token.end > field.limit) {
            break;
        }
        let structural_word = structural
            && document.gap(next) == b" "
            && document.token(next).is_some_and(|t| t.is_capitalised() && !t.has_digit());
        let Some(length) = run.member(document, next, casing_here).or(structural_word.then_some(1)) else { break };
        run.last += length;
        run.full_words += 1;
    }
    if !run.has_initial {
        run.take_first_after_last(document, casing_here);
    }
    run.take_suffix(document);
    // In running text the whole evidence decides; a structure is proof by itself.
    let (context, _) = run.context(document, casing);
    let (own, seen) = word_score(document, first, casing);
    let floor = if structural {
        24
    } else if sure && capital && mixed {
        4
    } else {
        0
    };
    let score = (own + context).max(weight::THRESHOLD + floor - if own < -30 { 12 } else { 0 });
    Some(person(run.range(document)?, "name.labelled", logistic(score - weight::THRESHOLD), seen | Evidence::LABEL))
}
