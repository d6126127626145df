//! Sure numbers, carried to where they stand without a label.
//!
//! A record number that a label announced once comes again in a file name, a path, a comment: `MRN: 00719442` and
//! `export/00719442_summary.xml`. Only values of five digits and letters or more are carried, so that no dose or reading
//! is ever taken for one.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::lexicon::Label;
use crate::recognize::finding;
use crate::scan::Document;
use crate::span::{Evidence, Finding};

/// Confidence from which a number is remembered.
const SURE: f32 = 0.9;
/// Fewest letters and digits of a number, and fewest digits.
const LETTERS: usize = 5;
const DIGITS: usize = 4;
/// Most numbers remembered of one segment.
const MOST: usize = 1 << 12;

/// A number that the segment has shown: the hash of its first token that holds a digit, how far into the number that
/// token begins, and where the number is.
#[derive(Clone, Copy)]
pub(crate) struct Known {
    hash: u64,
    lead: u32,
    finding: u32,
}

/// Appends the mentions of sure numbers that `findings` do not hold yet; `known` is a buffer.
pub(crate) fn recur(document: &Document<'_>, known: &mut Vec<Known>, findings: &mut Vec<Finding>) {
    known.clear();
    for (number, found) in findings.iter().enumerate().take(u32::MAX as usize) {
        if known.len() < MOST && is_sure(document, found) {
            known.extend(first_number(document, found).map(|(hash, lead)| Known {
                hash,
                lead,
                finding: number as u32,
            }));
        }
    }
    if known.is_empty() {
        return;
    }
    known.sort_by_key(|known| (known.hash, known.finding));
    known.dedup_by(|again, first| {
        let text =
            |known: &Known| findings.get(known.finding as usize).map(|found| document.bytes(found.start..found.end));
        again.hash == first.hash && text(again) == text(first)
    });
    for &index in document.numbers {
        let hash = document.hash(index);
        let from = known.partition_point(|known| known.hash < hash);
        let Some(token) = document.token(index) else { continue };
        for same in known.get(from..).unwrap_or_default().iter().take_while(|known| known.hash == hash).take(4) {
            let Some(&first) = findings.get(same.finding as usize) else { continue };
            let Some(start) = token.start.checked_sub(same.lead) else { continue };
            let end = start + (first.end - first.start);
            let apart =
                !document.byte_before(start).is_ascii_alphanumeric() && !document.byte(end).is_ascii_alphanumeric();
            let other = start != first.start && document.bytes(start..end) == document.bytes(first.start..first.end);
            if other && apart && document.labelled(index, &[Label::Keep]).is_none() {
                findings.push(finding(
                    start..end,
                    first.identifier,
                    first.kind,
                    "recurring",
                    0.7,
                    Evidence::PROPAGATED,
                ));
            }
        }
    }
}

/// Whether a finding is a number that a label announced, long enough to be nothing else where it comes again.
fn is_sure(document: &Document<'_>, found: &Finding) -> bool {
    const NUMBERS: [Identifier; 8] = [
        Identifier::Mrn,
        Identifier::HealthPlan,
        Identifier::Account,
        Identifier::License,
        Identifier::Device,
        Identifier::Ssn,
        Identifier::Biometric,
        Identifier::Other,
    ];
    if found.confidence < SURE || !NUMBERS.contains(&found.identifier) {
        return false;
    }
    let text = document.bytes(found.start..found.end);
    text.len() <= 40
        && text.iter().filter(|byte| byte.is_ascii_alphanumeric()).count() >= LETTERS
        && text.iter().filter(|byte| byte.is_ascii_digit()).count() >= DIGITS
}

/// The hash of the first token of a finding that holds a digit, and how far into the finding it begins.
fn first_number(document: &Document<'_>, found: &Finding) -> Option<(u64, u32)> {
    let first = document.token_at(found.start);
    (first..first + 4).find_map(|index| {
        let token = document.token(index).filter(|token| token.has_digit() && token.end <= found.end)?;
        Some((document.hash(index), token.start - found.start))
    })
}
