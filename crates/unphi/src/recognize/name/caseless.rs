//! Names that are plain words, in a text without capitals: `grant young 46m walked in`, `redrawn by hope`, `-m. brown rn`.
//!
//! The scan does not list such words as candidates: in lower case they are vocabulary nearly always. In a chat or a nurse's
//! note without capitals they are looked at where only a person stands: at the head of a line before an age, before a
//! credential, after `by`, `ask`, `spoke w`.

#![forbid(unsafe_code)]

use super::context::{after, preceding_word};
use super::{person, weight};
use crate::lexicon::Class;
use crate::scan::document::Casing;
use crate::scan::{Document, Token, words};
use crate::span::{Evidence, Finding};

/// Words that stand for more than a person too often, whatever is around them.
const NEVER: Class = Class::FUNCTION
    .or(Class::CLINICAL)
    .or(Class::CLINICAL_CAP)
    .or(Class::HEADING)
    .or(Class::ROLE)
    .or(Class::TITLE)
    .or(Class::CREDENTIAL)
    .or(Class::MONTH)
    .or(Class::WEEKDAY)
    .or(Class::FACILITY_WORD);

/// Appends the names that are plain words, in a text without capitals.
pub(super) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    for index in 0..document.tokens.len() as u32 {
        let Some(token) = document.token(index) else { continue };
        if token.is(Class::GIVEN.or(Class::SURNAME)) && token.is(Class::COMMON) && !token.is(NEVER) && token.len() > 2 {
            findings.extend(word_name(document, index, token));
        }
    }
}

/// A name that ends with the plain word at `last`.
fn word_name(document: &Document<'_>, last: u32, token: &Token) -> Option<Finding> {
    let row = token.row();
    if row.given.max(row.surname) < 80 || row.prior < -24 {
        return None;
    }
    let before = last.wrapping_sub(1);
    let spaced = document.gap(last) == b" ";
    // `m. brown`, `grant young`.
    let initial = document.token(before).filter(|t| {
        t.len() == 1
            && !t.has_digit()
            && matches!(document.gap(last), b". " | b".")
            && row.surname >= 80
            && !document.byte_before(t.start).is_ascii_alphanumeric()
    });
    let given = document.token(before).filter(|t| spaced && t.row().given >= 80 && !t.is(NEVER) && row.surname >= 80);
    let first = if initial.is_some() || given.is_some() { before } else { last };
    let begins = document.begins_line(first)
        || document.is_any(first.wrapping_sub(1), words!["pt", "patient"]) && document.gap(first) == b" ";
    let aged = begins && given.is_some() && is_aged(document, last);
    let credential = document.classes(last + 1).any(Class::CREDENTIAL)
        && document.gap(last + 1) == b" "
        && document.is_any(last + 1, words!["rn", "lpn", "cna", "md", "np", "lvn", "rt", "do", "crna", "lcsw"]);
    let credentialed = credential && (initial.is_some() || given.is_some());
    // Whatever may be added to the verb of a sentence: `by grace`, `ask hope`, `wife misty`.
    let put = preceding_word(document, first)
        .is_some_and(|(points, _)| points >= weight::RELATION || points >= weight::CONTACTED && row.given >= 96)
        && ends_clause(document, last);
    let does = given.is_some()
        && row.given.max(row.surname) >= 96
        && begins
        && after(document, last, Casing::Lower).is_some_and(|(points, _)| points >= weight::PERSON_VERB);
    let confidence = match (aged || credentialed, put || does) {
        (true, _) => 0.85,
        (false, true) => 0.6,
        (false, false) => return None,
    };
    let start = document.token(first)?.start;
    Some(person(start..token.end, "name.caseless", confidence, Evidence::CONTEXT | Evidence::GIVEN_NAME))
}

/// Whether an age follows: `46m`, `46 yo`, `46 y/o f`.
fn is_aged(document: &Document<'_>, last: u32) -> bool {
    let word = document.word(last + 1);
    let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    document.gap(last + 1) == b" "
        && (1..=3).contains(&digits)
        && match word.get(digits..) {
            Some([]) => document.is_any(last + 2, words!["m", "f", "yo", "y", "yr", "year", "male", "female"]),
            Some(sex) => sex.len() < 3 && matches!(sex[0], b'm' | b'f' | b'y'),
            None => false,
        }
}

/// Whether the clause ends after `last`, or goes on with what persons do.
fn ends_clause(document: &Document<'_>, last: u32) -> bool {
    document.token(last + 1).is_none()
        || document
            .gap(last + 1)
            .first()
            .is_some_and(|byte| matches!(byte, b'.' | b',' | b';' | b'\n' | b')' | b'?' | b'!'))
        || document.gap(last + 1) == b" "
            && (document.classes(last + 1).any(Class::PERSON_VERB)
                || document.is_any(last + 1, words!["re", "about", "who", "at", "when", "because", "from", "and"]))
}
