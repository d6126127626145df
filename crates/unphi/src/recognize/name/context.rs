//! What stands around a candidate.

#![forbid(unsafe_code)]

use super::weight;
use crate::lexicon::{Class, Label};
use crate::scan::document::{Casing, Tie};
use crate::scan::{Document, Shape, Token, Words, words};
use crate::span::Evidence;

/// What the words before token `first` say.
pub(super) fn before(document: &Document<'_>, first: u32) -> Option<(i32, Evidence)> {
    if let Some(tie) = document.labelled(first, &[Label::Person, Label::GivenName, Label::Surname]) {
        let points = match tie {
            Tie::Adjacent => weight::LABEL_ADJACENT,
            Tie::Separated => weight::LABEL,
            Tie::Structural => weight::LABEL_STRUCTURAL,
        };
        let adjacent = preceding_word(document, first).map_or(0, |(points, _)| points);
        return Some((points.max(adjacent), Evidence::LABEL));
    }
    preceding_word(document, first)
}

pub(super) fn preceding_word(document: &Document<'_>, first: u32) -> Option<(i32, Evidence)> {
    let left = first.checked_sub(1)?;
    let token = document.token(left)?;
    let gap = document.gap(first);
    // A full stop belongs to an abbreviation (`Dr.`), not to a word (`a nurse. She`).
    let abbreviated = gap.first() != Some(&b'.') || token.len() <= 4 && !token.is(Class::RELATION);
    if token.is(Class::TITLE) && abbreviated && matches!(gap, b" " | b". " | b"." | b".  " | b"  " | b"\n" | b".\n") {
        return Some((weight::TITLE, Evidence::TITLE));
    }
    if gap == b" " && document.is_any(left, words!["the", "a", "an", "this", "each"]) {
        return Some((weight::DETERMINER, Evidence::CONTEXT_AGAINST));
    }
    if !matches!(
        gap,
        b",\n"
            | b",\n\n"
            | b",\r\n"
            | b",\r\n\r\n"
            | b" "
            | b", "
            | b": "
            | b"; "
            | b" ("
            | b"\n"
            | b", \""
            | b" \""
            | b"/"
            | b" - "
            | b" @"
            | b": \""
    ) {
        return None;
    }
    if token.is(Class::RELATION) {
        return Some((weight::RELATION, Evidence::ROLE));
    }
    if document.is_any(
        left,
        words![
            "by",
            "dear",
            "hi",
            "hello",
            "hey",
            "named",
            "cc",
            "attn",
            "thanks",
            "thx",
            "regards",
            "sincerely",
            "mahalo",
            "called",
            "nicknamed",
            "aka",
            "alias",
            "say",
            "nee",
        ],
    ) {
        return Some((weight::INTRODUCED, Evidence::CONTEXT));
    }
    if token.is(Class::ROLE)
        || token.is(Class::CREDENTIAL)
            && token.shape.any(Shape::ALL_UPPER)
            && matches!(gap, b" " | b" \"" | b": ")
            && !document.is_any(left, WEAK_CREDENTIALS)
    {
        return Some((weight::ROLE, Evidence::ROLE));
    }
    // The line after `Best regards,` or `Have a bright weekend,`.
    if gap.starts_with(b",\n") || gap.starts_with(b",\r\n") {
        return Some((weight::INTRODUCED, Evidence::POSITION));
    }
    // `Drs. Smith and Jones`, `Dr. Smith, Jones`.
    if document.is(left, b"and")
        && (2..6).any(|back| {
            document.is(first.wrapping_sub(back), b"drs") || document.is(first.wrapping_sub(back), b"doctors")
        })
    {
        return Some((weight::TITLE, Evidence::TITLE));
    }
    if document.is(left, b"is") && document.is_any(left.wrapping_sub(1), words!["name", "this"])
        || document.is(left, b"am") && document.is(left.wrapping_sub(1), b"i")
        || document.is(left, b"m") && document.is(left.wrapping_sub(1), b"i")
        || document.is(left, b"s") && document.is_any(left.wrapping_sub(1), words!["name"])
    {
        return Some((weight::INTRODUCED + 6, Evidence::CONTEXT));
    }
    if document.is_any(
        left,
        words![
            "with", "from", "per", "to", "told", "saw", "see", "call", "called", "and", "contact", "for", "ask",
            "asked", "text", "via", "tell", "meet", "met", "paged", "page", "notify", "notified",
        ],
    ) {
        return Some((weight::PREPOSITION, Evidence::CONTEXT));
    }
    None
}

/// Credentials that are other things as well: patient, physical therapy, a Roman numeral, a state.
pub(super) const WEAK_CREDENTIALS: &Words =
    words!["pt", "ot", "do", "ma", "ms", "ct", "od", "dc", "rt", "pa", "np", "ii", "iii", "iv"];

/// What follows token `last`.
pub(super) fn after(document: &Document<'_>, last: u32, casing: Casing) -> Option<(i32, Evidence)> {
    let right = last + 1;
    let gap = document.gap(right);
    let token = document.token(right);
    if let Some(token) = token
        && token.is(Class::CREDENTIAL)
        && matches!(gap, b", " | b" " | b"," | b" (" | b",  ")
        && (token.shape.any(Shape::ALL_UPPER.or(Shape::MIXED)) || token.is_capitalised() || casing == Casing::Lower)
    {
        let weak = document.is_any(right, WEAK_CREDENTIALS) && gap != b", ";
        let points = if weak {
            weight::WEAK_CREDENTIAL
        } else if casing == Casing::Upper && gap == b" " {
            weight::WEAK_CREDENTIAL + 8
        } else {
            weight::CREDENTIAL
        };
        return Some((points, Evidence::CREDENTIAL));
    }
    let stamped = matches!(document.gap(last), b"] " | b" - " | b"> " | b") ")
        && document
            .token(last.wrapping_sub(1))
            .is_some_and(|t| t.has_digit() || document.is_any(last - 1, words!["am", "pm"]));
    if gap.starts_with(b": ") && (document.begins_line(last) || stamped) {
        return Some((weight::SPEAKER, Evidence::POSITION));
    }
    if gap == b"'" && document.is(right, b"s") {
        return Some((weight::POSSESSIVE, Evidence::CONTEXT));
    }
    let token = token?;
    let initial = document.token(last).is_some_and(|t| t.len() == 1);
    if matches!(gap, b", " | b" (" | b" " | b"  " | b"   ") || gap == b". " && initial {
        let number = if document.is(right, b"is") || document.is(right, b"a") || document.is(right, b"an") {
            right + 1
        } else {
            right
        };
        let number = if document.is(number, b"a") || document.is(number, b"an") { number + 1 } else { number };
        let aged = document.token(number).is_some_and(|t| {
            let word = document.word(number);
            let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let sexed = matches!(word.get(digits..), Some([b'M' | b'F' | b'm' | b'f' | b'y' | b'Y', ..]))
                && word.len() <= digits + 3;
            (1..=3).contains(&digits)
                && (sexed
                    || t.is_number()
                        && (document.classes(number + 1).any(Class::AGE_WORD)
                            || document.is_any(
                                number + 1,
                                words!["m", "f", "yo", "y", "year", "yr", "months", "male", "female"],
                            )
                            || gap == b", "
                                && matches!(document.gap(number + 1), b", " | b"; " | b")")
                                && t.len() <= 2))
        });
        let dated = document.token(right).is_some_and(|t| t.is_number() && t.len() <= 2)
            && matches!(document.gap(right + 1), b"/" | b"-")
            && document.token(right + 1).is_some_and(Token::is_number)
            && document.gap(right + 2) == document.gap(right + 1);
        if aged || dated {
            return Some((weight::AGE, Evidence::CONTEXT));
        }
        if gap.len() > 1
            && gap != b", "
            && gap != b" ("
            && document.is_any(right, words!["m", "f", "male", "female", "dob", "mrn"])
        {
            return Some((weight::AGE, Evidence::CONTEXT));
        }
    }
    if gap == b", " && token.is(Class::STATE.or(Class::STATE_ABBR)) && token.is_capitalised() {
        return Some((weight::PLACE_FOLLOWS, Evidence::NONE));
    }
    if gap == b" " && token.is(Class::SPEECH_VERB) && !token.is_capitalised() {
        return Some((weight::VERB, Evidence::VERB));
    }
    None
}

/// Whether another name stands beside the tokens in a list: `Ja'Kari, Nylah and Dre`.
pub(super) fn listed(document: &Document<'_>, first: u32, last: u32) -> bool {
    let name = |index: u32| {
        document.token(index).is_some_and(|token| {
            token.is_capitalised()
                && token.is(Class::GIVEN.or(Class::SURNAME))
                && token.prior >= 8
                && !token.is(Class::CITY.or(Class::STATE).or(Class::COUNTRY).or(Class::EPONYM))
        })
    };
    let comma = |gap: &[u8]| matches!(gap, b", " | b"; " | b" & " | b" / " | b"/");
    let right = last + 1;
    comma(document.gap(first)) && first > 0 && name(first - 1)
        || comma(document.gap(right)) && name(right)
        || document.is(right, b"and") && name(right + 1)
        || first > 1 && document.is(first - 1, b"and") && name(first - 2)
}

/// Whether the tokens are all that their line holds, apart from marks and a credential: a signature, a cc line.
pub(super) fn stands_alone(document: &Document<'_>, first: u32, last: u32) -> bool {
    if !document.begins_line(first) {
        return false;
    }
    for right in last + 1..last + 4 {
        if document.token(right).is_none() || document.gap(right).contains(&b'\n') {
            return true;
        }
        if !document.classes(right).any(Class::CREDENTIAL) {
            return false;
        }
    }
    false
}
