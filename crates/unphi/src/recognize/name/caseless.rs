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
        // `will or grace`: the verb is none beside a name.
        if token.is(Class::GIVEN) && document.is_any(index + 1, words!["or", "and"]) && names_one(document, index + 2) {
            let asked = document.byte_before(token.start) == b' ' && !document.is_any(index.wrapping_sub(1), PERSONS);
            if asked && token.row().given >= 96 && document.gap(index + 1) == b" " && ends_clause(document, index + 2) {
                findings.push(person(token.start..token.end, "name.caseless", 0.6, Evidence::CONTEXT));
                continue;
            }
        }
        findings.extend(with_letter(document, index, token));
        if token.len() == 1 {
            findings.extend(spelled(document, index, token));
        }
        // `call june in the office`: a month as well.
        let month = document.is_any(index, words!["june", "april"])
            && !document.token(index + 1).is_some_and(Token::has_digit)
            && !document
                .is_any(index.wrapping_sub(1), words!["in", "since", "until", "by", "of", "last", "next", "this"]);
        if token.is(Class::GIVEN.or(Class::SURNAME))
            && (token.is(Class::COMMON) && !token.is(NEVER) || month)
            && token.len() > 2
        {
            findings.extend(word_name(document, index, token));
        }
    }
}

/// `mcintosh that is m c i n t o s h`, as a speaker spells it: five letters and more, which no list of grades or points is.
fn spelled(document: &Document<'_>, index: u32, token: &Token) -> Option<Finding> {
    /// Most letters of a name and its surname.
    const MOST: u32 = 32;
    let letter = |at: u32| document.token(at).is_some_and(|token| token.len() == 1 && token.is_lower());
    let goes_on = |at: u32| document.gap(at) == b" " && letter(at);
    if !letter(index) || index > 0 && goes_on(index) && letter(index - 1) {
        return None;
    }
    let last = (index + 1..index + MOST).take_while(|at| goes_on(*at)).last()?;
    // `a b c d e`.
    let ascends = (index..last).all(|at| document.word(at) < document.word(at + 1));
    let end = document.token(last)?.end;
    (last - index >= 4 && !ascends).then(|| person(token.start..end, "name.spelled", 0.75, Evidence::NAME_SHAPE))
}

/// `joy f rn`, `talked to destiny w`, `report to precious o.`: a given name with the first letter of the surname.
fn with_letter(document: &Document<'_>, index: u32, token: &Token) -> Option<Finding> {
    let letter = document.token(index + 1).filter(|letter| letter.len() == 1 && letter.is_lower())?;
    let after = document.gap(index + 2);
    let ends = document.token(index + 2).is_none()
        || after.contains(&b'\n')
        || matches!(after, b". " | b", ")
        || after == b" " && document.is_any(index + 2, words!["rn", "lpn", "cna", "md", "np", "lvn", "pct", "tech"]);
    let named = token.row().given >= 96 && !token.is(NEVER) && token.len() > 2;
    (named && ends && document.gap(index + 1) == b" " && !document.is_any(index + 1, words!["a", "i", "x"]))
        .then(|| person(token.start..letter.end, "name.caseless.letter", 0.65, Evidence::GIVEN_NAME))
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
    // `hope: did he get his vanc`: who speaks in a chat, again and again.
    let speaks = first == last && speaks(document, last);
    // `hope: young.`, `dr grant or young taking?`
    let named = row.given.max(row.surname) >= 96 && given.is_none() && initial.is_none();
    let answers = named
        && document.gap(last).starts_with(b": ")
        && document.gap(last + 1).starts_with(b".")
        && speaks_before(document, last);
    let either = named
        && spaced
        && document.is_any(before, words!["or", "and"])
        && document.gap(before) == b" "
        && (names_one(document, before.wrapping_sub(1)) || document.classes(before.wrapping_sub(2)).any(Class::TITLE))
        && (ends_clause(document, last) || document.classes(before.wrapping_sub(2)).any(Class::TITLE));
    // `which faith, osborne or mbugua`, `the note on faith in 31`.
    let which = row.given >= 112
        && spaced
        && (document.is(before, b"which")
            && (document.gap(last + 1).starts_with(b",") || document.is(last + 1, b"or"))
            || document.is(before, b"on")
                && document.is(last + 1, b"in")
                && document.token(last + 2).is_some_and(Token::has_digit));
    // `mark checked w me`, `rich can sit`.
    let clause = document.begins_line(last)
        || document.gap(last).starts_with(b". ")
        || document.gap(last).starts_with(b"? ")
        || document.gap(last).starts_with(b": ");
    let acts = row.given >= 112
        && clause
        && document.gap(last + 1) == b" "
        && (document.is_any(
            last + 1,
            words![
                "is", "has", "can", "said", "says", "took", "got", "wants", "was", "did", "had", "gave", "knows",
                "wont", "cant", "needs"
            ],
        ) || document.word(last + 1).ends_with(b"ed") && document.word(last + 1).len() > 4);
    let put = put || answers || either || acts || which;
    if speaks {
        return Some(person(token.start..token.end, "name.caseless", 0.85, Evidence::POSITION));
    }
    let confidence = match (aged || credentialed, put || does) {
        (true, _) => 0.85,
        (false, true) => 0.6,
        (false, false) => return None,
    };
    let start = document.token(first)?.start;
    Some(person(start..token.end, "name.caseless", confidence, Evidence::CONTEXT | Evidence::GIVEN_NAME))
}

const PERSONS: &crate::scan::Words =
    words!["i", "we", "he", "she", "they", "you", "it", "that", "this", "who", "which"];

/// Whether the word at `index` opens its line before a colon, and opens another line so too.
fn speaks(document: &Document<'_>, index: u32) -> bool {
    /// How many words ahead and back another line of the same speaker is looked for.
    const REACH: u32 = 160;
    let opens = |at: u32| {
        document.gap(at + 1).starts_with(b": ")
            && (document.begins_line(at) || document.gap(at).ends_with(b"] "))
            && document.word(at).eq_ignore_ascii_case(document.word(index))
    };
    opens(index)
        && (index.saturating_sub(REACH)..index + REACH)
            .any(|at| at != index && document.hash(at) == document.hash(index) && opens(at))
}

/// Whether the word before `index` opens its line, as a speaker does.
fn speaks_before(document: &Document<'_>, index: u32) -> bool {
    index.checked_sub(1).is_some_and(|at| document.begins_line(at) || document.gap(at).ends_with(b"] "))
}

/// Whether the word at `index` is a name by the lists, whatever else it is.
fn names_one(document: &Document<'_>, index: u32) -> bool {
    document.token(index).is_some_and(|token| {
        token.row().given.max(token.row().surname) >= 96
            && !token.is(Class::CLINICAL.or(Class::FUNCTION).or(Class::CLINICAL_CAP).or(Class::DRUG))
    })
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
