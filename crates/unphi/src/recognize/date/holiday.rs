//! Holidays used as dates: `since Christmas`, `Thanksgiving 2023`, `on new year's`.

#![forbid(unsafe_code)]

use super::{Date, month, push_kind};
use crate::lexicon::Class;
use crate::scan::{Document, Shape, Words, words};
use crate::span::{Evidence, Finding, Kind};

/// What a holiday's name is part of when it is no date: Christmas disease is haemophilia B.
const HEADS: &Words = words![
    "disease",
    "factor",
    "tree",
    "trees",
    "cactus",
    "carol",
    "carols",
    "seals",
    "seal",
    "bunny",
    "egg",
    "eggs",
    "lily",
    "island",
    "lights",
    "card",
    "cards",
    "ornament",
    "ornaments",
    "stocking",
    "music",
    "songs",
];

/// A holiday of one word.
pub(super) fn word(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    take(document, index, index, findings)
}

/// Holidays of several words.
pub(super) fn find_phrases(document: &Document<'_>, findings: &mut Vec<Finding>) {
    for phrase in document.phrases {
        if phrase.first != phrase.last && phrase.row().classes.any(Class::HOLIDAY) {
            take(document, phrase.first, phrase.last, findings);
        }
    }
}

fn take(document: &Document<'_>, first: u32, last: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    // `All Saints' Day`, `New Years' Eve`: the apostrophe ends the phrase that the lexicon knows.
    let possessive = document.gap(last + 1) == b"' " && document.is_any(last + 1, words!["day", "eve"]);
    let last = if possessive { last + 1 } else { last };
    if !possessive && document.is_any(last, words!["saints", "souls", "presidents", "veterans", "mothers", "fathers"]) {
        return None;
    }
    // Tet is the lunar new year, TET and tet other things.
    if document.is(last, b"tet") {
        let token = document.token(last)?;
        let told = document.is_any(
            first.wrapping_sub(1),
            words![
                "about", "for", "before", "after", "during", "since", "until", "over", "at", "on", "around", "near",
                "by", "past", "this", "last", "til", "till", "of",
            ],
        );
        if !told || !token.is_capitalised() || token.shape.any(Shape::ALL_UPPER) {
            return None;
        }
    }
    let next = document.word(last + 1);
    let near = matches!(document.gap(last + 1), b" " | b"-");
    if near && HEADS.hold(next) {
        return None;
    }
    // `mother's day to day care`, `labor day 2`.
    if near
        && (document.is(last + 1, b"to") && document.is(last + 2, b"day")
            || document.is(last, b"day") && matches!(next, [digit] if digit.is_ascii_digit()))
    {
        return None;
    }
    let start = document.token(first)?.start;
    let mut end = document.token(last)?.end;
    let mut after = last + 1;
    let mut year = 0;
    if let Some(found) = month::year_after(document, after, true) {
        (after, end, year) = (found.last + 1, found.end, found.year);
    }
    let date = Date { range: start..end, rule: "date.holiday", confidence: 0.9, evidence: Evidence::SHAPE, year };
    push_kind(findings, Kind::Holiday, date);
    Some(after)
}
