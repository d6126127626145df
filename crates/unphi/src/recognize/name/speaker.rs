//! Who speaks in a chat: `Kev: which bed`, `[8:02] reyna: …`, again and again.
//!
//! A word before a colon at the head of a line is a name where it heads another line so too and is no post (`Nurse:`), no
//! label and no vocabulary; one line is enough behind the minute of a message. Logs repeat their levels, and forms their
//! labels; those are words of the language or in capitals.

#![forbid(unsafe_code)]

use super::{login, person};
use crate::lexicon::Class;
use crate::scan::{Document, Shape};
use crate::span::{Evidence, Finding};

/// Most speakers of one text.
const MOST: usize = 64;

/// Appends the speakers of a chat.
pub(super) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    /// Fewest lines that one speaks.
    const LINES: usize = 2;
    let mut heads: [(u64, u32); MOST] = [(0, 0); MOST];
    let mut count = 0;
    for &index in document.names {
        if count < MOST && heads_turn(document, index) && may_speak(document, index) {
            heads[count] = (document.hash(index), index);
            count += 1;
        }
        findings.extend(handle(document, index));
    }
    let heads = &heads[..count];
    for &(hash, index) in heads {
        if heads.iter().filter(|(other, _)| *other == hash).count() < LINES && !is_timed(document, index) {
            continue;
        }
        if let Some(token) = document.token(index) {
            findings.push(person(token.start..token.end, "name.speaker", 0.82, Evidence::POSITION));
        }
    }
}

/// Whether the word stands before a colon at the head of its line or behind the time of a message.
fn heads_turn(document: &Document<'_>, index: u32) -> bool {
    document.gap(index + 1).starts_with(b": ")
        && (document.begins_line(index) || document.gap(index).ends_with(b"] ") || is_timed(document, index))
        && document.token(index + 1).is_some_and(|next| !document.gap(index + 1).contains(&b'\n') && next.len() > 0)
}

/// `14:22 jkoziak: K+ 6.8 on Lamb`: the minute of a message at the head of the line; logs have seconds too.
fn is_timed(document: &Document<'_>, index: u32) -> bool {
    let minute = index.wrapping_sub(1);
    let two = |at: u32| document.token(at).is_some_and(|token| token.is_number() && token.len() <= 2);
    document.gap(index) == b" "
        && two(minute)
        && document.gap(minute) == b":"
        && two(minute.wrapping_sub(1))
        && document.begins_line(minute.wrapping_sub(1))
}

/// `zarella_pa> gave him a cocktail`, `okamori.t 07:31  renal = Farinacci`, `oyiza_e81: is my appt the 9th`: a handle made of a name,
/// at the head of what it says.
fn handle(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index).filter(|token| token.is_lower() && !token.has_digit() && token.len() >= 3)?;
    let tied = |byte: u8| matches!(byte, b'.' | b'_');
    if !tied(document.byte(token.end)) && !tied(document.byte_before(token.start)) {
        return None;
    }
    let joint = |at: u32| matches!(document.gap(at), b"." | b"_");
    let first = if joint(index) { index.checked_sub(1)? } else { index };
    let last = if first < index { index } else { index + 1 };
    let second = document.token(last).filter(|second| joint(last) && !second.is_capitalised() && second.len() <= 16)?;
    let (begins, other) = (document.token(first)?, if first < index { first } else { last });
    if !document.begins_line(first) || document.gap(first).len() > 1 || !begins.is_lower() || joint(last + 1) {
        return None;
    }
    let after = document.gap(last + 1);
    let clock = after == b" "
        && document.token(last + 1).is_some_and(|hour| hour.is_number() && hour.len() == 2)
        && document.gap(last + 2) == b":";
    let numbered = second.has_digit() && after.starts_with(b": ");
    if !(after.starts_with(b"> ") || clock || numbered) {
        return None;
    }
    // The other part is a name too, or what is added to one: an initial, a year, a profession.
    let named =
        |token: &crate::scan::Token| token.row == 0 || token.is(Class::GIVEN.or(Class::SURNAME)) && token.prior >= -4;
    let added = document.token(other).is_some_and(|part| part.len() <= 3 || named(part) || part.has_digit());
    let range = begins.start..second.end;
    (named(token) && token.len() >= 4 && added)
        .then(|| login::username_at(range, "name.handle", 0.7, Evidence::POSITION))
}

/// Whether the word may be a person's name: by the lists, or a capitalised word that none has.
fn may_speak(document: &Document<'_>, index: u32) -> bool {
    const NEVER: Class = Class::ROLE
        .or(Class::RELATION)
        .or(Class::TITLE)
        .or(Class::CREDENTIAL)
        .or(Class::CLINICAL)
        .or(Class::CLINICAL_CAP)
        .or(Class::HEADING)
        .or(Class::ABBREV)
        .or(Class::DRUG)
        .or(Class::PROPER)
        .or(Class::FUNCTION)
        .or(Class::MONTH)
        .or(Class::WEEKDAY)
        .or(Class::FACILITY_WORD);
    document.token(index).is_some_and(|token| {
        let named = token.is(Class::GIVEN.or(Class::SURNAME)) && (token.prior >= -12 || token.row().given >= 96);
        let plain = token.is_capitalised() && !token.shape.any(Shape::ALL_UPPER.or(Shape::MIXED));
        let login = token.is_lower() && token.len() >= 4 && is_timed(document, index);
        let unknown = token.row == 0 && (plain || login);
        token.len() >= 2
            && !token.has_digit()
            && !token.labelled
            && !token.is(NEVER)
            && (named || unknown && token.len() > 2)
    })
}
