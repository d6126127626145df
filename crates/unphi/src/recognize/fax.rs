//! Fax numbers (E).
//!
//! ## What it finds
//! Telephone numbers that a fax label or fax words announce: `Fax: …`, `faxed to …`, `P: … F: …`, `… (fax)`,
//! `{"system":"fax","value":"…"}`.
//!
//! ## Rule
//! 45 CFR 164.514(b)(2)(i)(E). A fax number has the grammar of a telephone number, so [`super::phone`] reads each number
//! once and asks this file which of the two it is: the nearest word that says so decides.
//!
//! ## Not found on purpose
//! A number after a word that asks for a call, even when a fax is spoken of before it (`fax is down; call …`).
//!
//! ## Example
//! `Tel 303-555-0111 / Fax 303-555-0112` → the second number.

#![forbid(unsafe_code)]

use crate::lexicon::Label;
use crate::scan::{Document, Words, words};
use crate::span::Finding;

/// Nothing: fax numbers are found by [`super::phone::find`], which asks [`line`] of each number.
pub(crate) fn find(_document: &Document<'_>, _findings: &mut Vec<Finding>) {}

/// What a number is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Phone,
    Pager,
    Fax,
}

/// Words that ask for a call; labels are in the lexicon.
const CALLS: &Words = words![
    "call",
    "calls",
    "called",
    "calling",
    "dial",
    "dialed",
    "reach",
    "reached",
    "reachable",
    "contact",
    "text",
    "texted",
    "ring",
    "rang",
    "phoned",
    "phoning",
    "spoke",
    "message",
    "messages",
    "voicemail",
    "answered",
    "answer",
    "callback",
    "line",
    "desk",
    "operator",
    "extension",
    "hotline",
    "contacted",
];

/// How many tokens of context count.
const REACH: u32 = 12;

/// Which line the words around a number announce, if they do; the number is tokens `first` to `last`.
pub(super) fn line(document: &Document<'_>, first: u32, last: u32) -> Option<Line> {
    labelled(document, first)
        .or_else(|| single_letter(document, first))
        .or_else(|| behind(document, last))
        .or_else(|| component(document, last))
        .or_else(|| before(document, first))
        .or_else(|| sibling(document, last))
}

/// A label right before the number.
fn labelled(document: &Document<'_>, first: u32) -> Option<Line> {
    document.fields_at(first).iter().rev().find_map(|field| of_label(field.label))
}

fn of_label(label: Label) -> Option<Line> {
    match label {
        Label::Phone => Some(Line::Phone),
        Label::Pager => Some(Line::Pager),
        Label::Fax => Some(Line::Fax),
        _ => None,
    }
}

/// `P: … F: …`, `T. …`, `(f) …` in letterheads and signatures.
fn single_letter(document: &Document<'_>, first: u32) -> Option<Line> {
    let gap = document.gap(first);
    if gap.contains(&b'\n') || !matches!(gap.first(), Some(b':' | b'.' | b')')) {
        return None;
    }
    letter(document.word(first.wrapping_sub(1)))
}

fn letter(word: &[u8]) -> Option<Line> {
    match word {
        b"F" | b"f" => Some(Line::Fax),
        b"P" | b"p" | b"T" | b"t" | b"C" | b"c" | b"M" | b"m" | b"H" | b"h" | b"W" | b"w" | b"O" | b"o" => {
            Some(Line::Phone)
        }
        _ => None,
    }
}

/// The nearest label or call before the number, on its line.
fn before(document: &Document<'_>, first: u32) -> Option<Line> {
    for index in (first.saturating_sub(REACH)..first).rev() {
        if document.gap(index + 1).contains(&b'\n') {
            return None;
        }
        if let Some(line) = announced(document, index) {
            return Some(line);
        }
        if document.is_any(index, CALLS) {
            return Some(Line::Phone);
        }
    }
    None
}

fn announced(document: &Document<'_>, index: u32) -> Option<Line> {
    let phrase = document.phrase_over(index)?;
    phrase.row().label().and_then(of_label)
}

/// A label right behind the number: `843-555-0156 (fax)`, `555-0190 pager`; not one that belongs to the next number.
fn behind(document: &Document<'_>, last: u32) -> Option<Line> {
    let gap = document.gap(last + 1);
    let opened = matches!(gap, b" (" | b"(" | b" [" | b"  (");
    if !opened && !matches!(gap, b" " | b" - " | b"-" | b", " | b"," | b"/") {
        return None;
    }
    let phrase = document.phrase_over(last + 1);
    let end = phrase.map_or(last + 1, |phrase| phrase.last);
    let next = document.gap(end + 1);
    let line = match phrase.and_then(|phrase| phrase.row().label()).and_then(of_label) {
        Some(line) => line,
        None if opened && next.first() == Some(&b')') => letter(document.word(last + 1))?,
        None => return None,
    };
    let closed = opened && matches!(next.first(), Some(b')' | b']'));
    let leads = matches!(next.first(), Some(b':' | b'#' | b'=' | b'.')) && next.len() > 1 && !next.contains(&b'\n')
        || document.token(end + 1).is_some_and(|token| token.has_digit());
    (closed || !leads).then_some(line)
}

/// The equipment type of an HL7 XTN: `^WPN^FX`.
fn component(document: &Document<'_>, last: u32) -> Option<Line> {
    (last + 1..last + 3).take_while(|index| document.gap(*index).iter().all(|byte| *byte == b'^')).find_map(|index| {
        match document.word(index) {
            b"FX" => Some(Line::Fax),
            b"BP" | b"BPN" => Some(Line::Pager),
            b"PH" | b"CP" => Some(Line::Phone),
            _ => None,
        }
    })
}

/// A JSON sibling behind the value: `{"value":"…","system":"fax"}`.
fn sibling(document: &Document<'_>, last: u32) -> Option<Line> {
    if document.gap(last + 1).first() != Some(&b'"') {
        return None;
    }
    for index in last + 1..last + 5 {
        if document.gap(index).iter().any(|byte| matches!(byte, b'{' | b'}' | b'\n'))
            || document.token(index)?.has_digit()
        {
            return None;
        }
        if let Some(line) = announced(document, index) {
            return Some(line);
        }
    }
    None
}
