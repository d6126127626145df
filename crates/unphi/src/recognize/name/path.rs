//! Names in the names of files: `out/00719442_nakashima_ren_ccd.xml`, `osei_kwame_19570811_referral.pdf`.
//!
//! Between the parts of a file's name stand underscores or hyphens, and nothing is capitalised: a part that the lists have
//! as a name and as nothing else is one, and so is the name beside it.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::lexicon::Class;
use crate::recognize::finding;
use crate::scan::{Document, Token, words};
use crate::span::{Evidence, Finding, Kind};

use super::person;

/// Most parts of a file's name that are looked at.
const PARTS: u32 = 8;

/// Appends the names in the names of files, and the record number that leads one.
pub(super) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    if memchr::memchr(b'_', document.text).is_none() {
        return;
    }
    let mut free = 0;
    for &index in document.names {
        if index < free || !matches!(document.gap(index), b"_" | b"-") && document.gap(index + 1) != b"_" {
            continue;
        }
        let Some(token) = document.token(index).filter(|token| is_sure(token)) else { continue };
        let (first, last) = (part_from(document, index, false), part_from(document, index, true));
        if last == first || !is_file(document, last) {
            continue;
        }
        let mut start = index;
        while start > first && is_likely(document, start - 1) {
            start -= 1;
        }
        let mut end = index;
        while end < last && is_likely(document, end + 1) {
            end += 1;
        }
        free = end + 1;
        let from = document.token(start).map_or(token.start, |token| token.start);
        let to = document.token(end).map_or(token.end, |token| token.end);
        findings.push(person(from..to, "name.file", 0.62, Evidence::SURNAME | Evidence::POSITION));
        for at in first..=last {
            record(document, at, findings);
        }
    }
}

/// The first or last part of the file's name that the part at `index` belongs to.
fn part_from(document: &Document<'_>, index: u32, right: bool) -> u32 {
    let mut at = index;
    for _ in 0..PARTS {
        let gap = if right { document.gap(at + 1) } else { document.gap(at) };
        if !matches!(gap, b"_" | b"-") || !right && at == 0 {
            break;
        }
        at = if right { at + 1 } else { at - 1 };
    }
    at
}

/// Whether the ending of a file follows.
fn is_file(document: &Document<'_>, last: u32) -> bool {
    document.gap(last + 1) == b"."
        && document.is_any(
            last + 1,
            words![
                "pdf", "xml", "csv", "json", "txt", "doc", "docx", "xlsx", "xls", "dcm", "jpg", "jpeg", "png", "heic",
                "tif", "tiff", "hl7", "rtf", "html", "zip", "wav", "mp3", "mp4", "mov", "log", "ccd", "cda", "eml",
                "msg", "gz", "bmp", "gif", "webp", "ndjson", "jsonl", "parquet", "tsv",
            ],
        )
}

/// A name by the lists and nothing else.
fn is_sure(token: &Token) -> bool {
    token.len() > 3
        && token.is(Class::GIVEN.or(Class::SURNAME))
        && token.prior >= 4
        && !token.is(Class::COMMON.or(Class::CLINICAL).or(Class::CITY).or(Class::PROPER).or(Class::DRUG))
}

/// What may be the rest of the name beside a sure part.
fn is_likely(document: &Document<'_>, index: u32) -> bool {
    document.token(index).is_some_and(|token| {
        !token.has_digit()
            && token.len() > 1
            && (token.is(Class::GIVEN.or(Class::SURNAME)) && token.prior >= -12 || token.row == 0 && token.len() > 3)
            && !token.is(Class::FUNCTION.or(Class::CLINICAL).or(Class::ABBREV))
    })
}

/// A number of a patient beside the name.
fn record(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(index).filter(|token| token.is_number() && (5..=10).contains(&token.len())) else {
        return;
    };
    let word = document.word(index);
    // `20250919` is a day.
    if matches!(word.len(), 8) && matches!(word, [b'1', b'9', ..] | [b'2', b'0', ..]) {
        return;
    }
    findings.push(finding(token.start..token.end, Identifier::Mrn, Kind::Mrn, "mrn.file", 0.6, Evidence::POSITION));
}
