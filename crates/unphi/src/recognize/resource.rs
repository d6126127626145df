//! Identifiers of FHIR resources: every `value` within an `identifier`, whatever its system, and a patient's own `id`.
//!
//! **What it finds.** In JSON, the strings under `"value"` between `"identifier": [` (or `{`) and where it closes: record,
//! licence, member and account numbers need no label there, the standard gives their place. The `id` of a `Patient`,
//! `RelatedPerson` or `Person`.
//!
//! **Rule.** 45 CFR 164.514(b)(2)(i)(R), and (H), (I), (K) where the system says so; HL7 FHIR R4 2.24.0.14, `Identifier`.
//!
//! **Not found on purpose.** The `system`, the `type`, codes of terminologies.
//!
//! **Example.** `"identifier":[{"type":{"text":"TX license"},"value":"R-4471"}]` gives `R-4471`.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::recognize::finding;
use crate::scan::{Document, words};
use crate::span::{Evidence, Finding, Kind};

/// Longest `identifier` that is followed, bytes.
const LONGEST: usize = 1200;

/// Appends what it finds in `document`.
pub(super) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    if !document.signs_among(*b"{").any(|_| true) {
        return;
    }
    for at in memchr::memmem::find_iter(document.text, b"\"identifier\"") {
        let from = at + b"\"identifier\"".len();
        let text = document.text.get(from..(from + LONGEST).min(document.text.len())).unwrap_or_default();
        values(document, text, from as u32, findings);
    }
    for at in memchr::memmem::find_iter(document.text, b"\"resourceType\"") {
        patient(document, at as u32, findings);
    }
}

/// The values of the `identifier` whose JSON begins `text`, which stands at byte `offset`.
fn values(document: &Document<'_>, text: &[u8], offset: u32, findings: &mut Vec<Finding>) {
    let (mut depth, mut opened, mut at) = (0i32, false, 0);
    while let Some(byte) = text.get(at) {
        match byte {
            b'[' | b'{' => {
                depth += 1;
                opened = true;
            }
            b']' | b'}' => depth -= 1,
            b'"' => {
                let Some(len) = string(text, at) else { return };
                let key = text.get(at + 1..at + 1 + len).unwrap_or_default();
                at += len + 1;
                if key == b"value"
                    && let Some((start, end)) = string_after(text, at + 1)
                {
                    push(document, offset + start, offset + end, findings);
                    at = end as usize;
                }
            }
            b' ' | b':' | b',' | b'\n' | b'\r' | b'\t' => {}
            _ if !opened => return,
            _ => {}
        }
        if opened && depth <= 0 {
            return;
        }
        at += 1;
    }
}

/// The length of the string whose opening quote is at `at`.
fn string(text: &[u8], at: usize) -> Option<usize> {
    let rest = text.get(at + 1..)?;
    memchr::memchr(b'"', rest)
}

/// The string after a key that ends before `at`, without its quotes.
fn string_after(text: &[u8], at: usize) -> Option<(u32, u32)> {
    let rest = text.get(at..)?;
    let skip = rest.iter().take_while(|byte| matches!(byte, b' ' | b':' | b'\n')).count();
    let quote = at + skip;
    (text.get(quote) == Some(&b'"')).then_some(())?;
    let len = string(text, quote)?;
    Some((quote as u32 + 1, (quote + 1 + len) as u32))
}

/// Reports the value at `start..end` when it can be a number or code of one person.
fn push(document: &Document<'_>, start: u32, end: u32, findings: &mut Vec<Finding>) {
    let value = document.bytes(start..end);
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    let link = memchr::memmem::find(value, b"://").is_some();
    if digits >= 3 && !link && (4..=64).contains(&value.len()) {
        findings.push(finding(start..end, Identifier::Other, Kind::Code, "other.resource", 0.8, Evidence::POSITION));
    }
}

/// `"resourceType": "Patient", "id": "b7c1e0f4-…"`.
fn patient(document: &Document<'_>, at: u32, findings: &mut Vec<Finding>) {
    let first = document.token_at(at);
    let kind = first + 1;
    if !document.is_any(kind, words!["patient", "person", "relatedperson"]) || !document.is(kind + 1, b"id") {
        return;
    }
    let Some(key) = document.token(kind + 1) else { return };
    let text = document.bytes(key.end + 1..key.end + 80);
    if let Some((start, end)) = string_after(text, 0) {
        push(document, key.end + 1 + start, key.end + 1 + end, findings);
    }
}
