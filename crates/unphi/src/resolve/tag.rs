//! The engine's own replacements are never identifiers: a text that was de-identified before keeps its `[NAME]`.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::scan::Document;
use crate::span::Finding;

/// Longest name of an identifier, with its brackets.
const LONGEST: u32 = 24;

/// Takes the tags at either end off `finding`; what is left may be empty.
pub(crate) fn step_out(document: &Document<'_>, finding: &mut Finding) {
    if let Some(end) = tag_over(document, finding.start) {
        finding.start = end.min(finding.end);
    }
    if let Some(last) = finding.end.checked_sub(1).filter(|last| *last > finding.start)
        && tag_over(document, last).is_some()
    {
        while finding.end > finding.start && document.byte_before(finding.end) != b'[' {
            finding.end -= 1;
        }
        finding.end = finding.end.saturating_sub(1).max(finding.start);
    }
}

/// The end of the tag that byte `at` lies in.
fn tag_over(document: &Document<'_>, at: u32) -> Option<u32> {
    let in_tag = |at: &u32| matches!(document.byte(*at), b'A'..=b'Z' | b'_');
    let start = if document.byte(at) == b'[' {
        at + 1
    } else {
        let from = if document.byte(at) == b']' { at.checked_sub(1)? } else { at };
        let first = (from.saturating_sub(LONGEST)..=from).rev().take_while(in_tag).last()?;
        if document.byte_before(first) != b'[' {
            return None;
        }
        first
    };
    let end = (start..start + LONGEST).take_while(in_tag).last()? + 1;
    let name = document.bytes(start..end);
    let known = || Identifier::ALL.iter().any(|identifier| name.eq_ignore_ascii_case(identifier.name().as_bytes()));
    (document.byte(end) == b']' && known()).then_some(end + 1)
}
