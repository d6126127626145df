//! The engine's own replacements are never identifiers: a text that was de-identified before keeps its `[NAME]`,
//! its `[NAME_2]` and its encrypted tokens.

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

/// Most separators of a tag or token: `[HEALTH_PLAN:E1:7Q2K:…]`.
const SEPARATORS: usize = 4;

/// The bytes of tags and tokens.
fn in_tag(byte: u8) -> bool {
    matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'_' | b':')
}

/// The end of the tag that byte `at` lies in: `[NAME]`, `[NAME_2]`, `[NAME:E1:7Q2K:…]`.
fn tag_over(document: &Document<'_>, at: u32) -> Option<u32> {
    let start = if document.byte(at) == b'[' {
        at + 1
    } else {
        let from = if document.byte(at) == b']' { at.checked_sub(1)? } else { at };
        let first = first_in_tag(document, from)?;
        if document.byte_before(first) != b'[' {
            return None;
        }
        first
    };
    let name_end = (start..start + LONGEST).find(|at| !matches!(document.byte(*at), b'A'..=b'Z' | b'_'))?;
    let name = document.bytes(start..name_end);
    let numbered = name.last() == Some(&b'_') && document.byte(name_end).is_ascii_digit();
    let name = if numbered { name.get(..name.len() - 1)? } else { name };
    if !Identifier::ALL.iter().any(|identifier| name.eq_ignore_ascii_case(identifier.name().as_bytes())) {
        return None;
    }
    let end = match document.byte(name_end) {
        b']' => name_end,
        b'0'..=b'9' if numbered => (name_end..).find(|at| !document.byte(*at).is_ascii_digit())?,
        b':' if matches!(document.bytes(name_end + 1..name_end + 4), [b'E' | b'H', b'0'..=b'9', b':']) => {
            (name_end..).find(|at| !in_tag(document.byte(*at)))?
        }
        _ => return None,
    };
    (document.byte(end) == b']').then_some(end + 1)
}

/// The first byte of the tag that byte `at` may lie in. A token may be long, but has few parts: with more separators than
/// a token has this stops, so that it takes no more time than the words around `at` are long.
fn first_in_tag(document: &Document<'_>, at: u32) -> Option<u32> {
    let mut separators = 0;
    let within = |at: &u32| {
        let byte = document.byte(*at);
        separators += usize::from(matches!(byte, b':' | b'_'));
        in_tag(byte) && separators <= SEPARATORS
    };
    (0..=at).rev().take_while(within).last()
}
