//! Biometric identifiers (P).
//!
//! ## What it finds
//! The ids, templates and hashes of finger and voice prints, retina and iris scans, face, palm and hand templates, after
//! a label that names them.
//!
//! ## Rule
//! 45 CFR 164.514(b)(2)(i)(P), "biometric identifiers, including finger and voice prints". Template formats: ISO/IEC 19794
//! (a base64 payload begins with `Rk1S` for fingers); ids have no grammar.
//!
//! ## Not found on purpose
//! Mentions (`fingerprint reader`, `retinal scan normal`), and fingerprints of anything but persons: certificates,
//! queries, peptides, DNA gels.
//!
//! ## Example
//! `Fingerprint ID: FP-88213` → `FP-88213`.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::lexicon::Label;
use crate::recognize::finding;
use crate::scan::document::Tie;
use crate::scan::{Document, Shape, Words, words};
use crate::span::{Evidence, Finding, Kind};

/// Appends what it finds in `document`.
pub(crate) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    for field in document.fields {
        let Some(kind) = kind_of(field.label) else { continue };
        if is_of_a_thing(document, field.first) {
            continue;
        }
        // `retinal scan (record RS-50718)`.
        let described = document.is_any(field.value, ITEMS) && document.gap(field.value + 1).len() <= 3;
        let Some(token) = document.token(field.value + u32::from(described)) else { continue };
        let end = value_end(document, token.start, field.limit);
        let confidence = if field.tie > Tie::Adjacent { 0.97 } else { 0.9 };
        findings.extend(report(document, token.start, end, kind, confidence));
    }
    for phrase in document.phrases {
        if let Some(kind) = phrase.label.and_then(kind_of) {
            findings.extend(label_behind(document, phrase.first, kind));
            findings.extend(key_behind(document, phrase.last + 1, kind));
            if !is_of_a_thing(document, phrase.first) {
                findings.extend(code_behind(document, phrase.last + 1, kind));
            }
        }
    }
}

/// What a biometric system calls what it keeps.
const ITEMS: &Words = words![
    "record",
    "template",
    "tmpl",
    "id",
    "ref",
    "reference",
    "hash",
    "code",
    "enrollment",
    "vector",
    "embedding",
    "no"
];

/// `PalmVein - match ok score=0.99 template=PV2-8C41`: a key of a log line that names the device before it.
fn key_behind(document: &Document<'_>, from: u32, kind: Kind) -> Option<Finding> {
    const REACH: u32 = 10;
    for index in from..from + REACH {
        if document.gap(index).contains(&b'\n') {
            return None;
        }
        let token = document.token(index + 1)?;
        let key = document.is_any(index, words!["template", "tmpl", "templateid", "hash", "vector", "enrollment"])
            || document.is(index, b"template_id")
            || document.is(index, b"id") && document.is_any(index - 1, words!["template", "tmpl", "vector", "print"]);
        if key && matches!(document.gap(index + 1), b"=" | b"=\"" | b"\":\"" | b"\": \"" | b": ") {
            let end = value_end(document, token.start, document.text.len() as u32);
            return report(document, token.start, end, kind, 0.85);
        }
    }
    None
}

/// `voiceprint for the phone check is VP-5b77e1-0917`: the first code in the words after the label, on its line.
fn code_behind(document: &Document<'_>, from: u32, kind: Kind) -> Option<Finding> {
    const REACH: u32 = 8;
    for index in from..from + REACH {
        let gap = document.gap(index);
        if gap.contains(&b'\n') || gap.starts_with(b". ") {
            return None;
        }
        let token = document.token(index)?;
        // The name of a device or a program.
        if document.is_any(index, words!["sensor", "model", "display", "version", "firmware", "driver", "release"]) {
            return None;
        }
        let digits = |at: u32| document.token(at).is_some_and(|next| next.has_digit());
        let parts = document.gap(index + 1) == b"-" && document.gap(index + 2) == b"-" && digits(index + 2);
        let leads = (digits(index + 1) || parts && token.shape.any(Shape::ALL_UPPER))
            && (matches!(document.byte(token.end), b'-' | b'#' | b'_')
                || document.gap(index + 1) == b" "
                    && token.shape.any(Shape::ALL_UPPER)
                    && (2..=4).contains(&token.len())
                    && !token.labelled);
        if !(token.has_digit() || leads) {
            continue;
        }
        let end = value_end(document, token.start, document.text.len() as u32);
        let value = document.bytes(token.start..end);
        let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
        let letters = value.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
        // A reading or a count is neither mixed nor long.
        let code = digits >= 3 && letters >= 1 && value.len() >= 6;
        return if code { report(document, token.start, end, kind, 0.8) } else { None };
    }
    None
}

fn kind_of(label: Label) -> Option<Kind> {
    match label {
        Label::Fingerprint => Some(Kind::Fingerprint),
        Label::Voiceprint => Some(Kind::Voiceprint),
        Label::Retina => Some(Kind::Retina),
        Label::Template => Some(Kind::Template),
        _ => None,
    }
}

/// Whether the words before the label say that it is the fingerprint of a thing.
fn is_of_a_thing(document: &Document<'_>, first: u32) -> bool {
    (1..=2).any(|back| {
        document.is_any(
            first.wrapping_sub(back),
            words![
                "cert",
                "certificate",
                "sha256",
                "sha1",
                "md5",
                "query",
                "tls",
                "ssl",
                "ssh",
                "key",
                "pfge",
                "peptide",
                "mass",
                "dna",
                "mr",
                "rsa",
                "sql",
                "browser",
                "device",
                "error",
                "sentry",
                "image",
                "docker",
                "molecular",
            ],
        )
    })
}

/// Where a value that begins at `start` ends: at white space, a quote, a bracket or a separator of the document's format.
fn value_end(document: &Document<'_>, start: u32, limit: u32) -> u32 {
    /// Longest template.
    const LONGEST: u32 = 1 << 16;
    let window = document.bytes(start..limit.min(start.saturating_add(LONGEST)));
    // A segment of a path ends at the next `/`.
    let segment = start > 0 && document.byte_before(start) == b'/';
    let inside = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:+=#".contains(byte) || *byte == b'/' && !segment;
    let len = window.iter().take_while(|byte| inside(byte)).count();
    let mut end = start + len as u32;
    while end > start && matches!(document.byte(end - 1), b'.' | b':' | b'-' | b'_' | b'/' | b'#') {
        end -= 1;
    }
    groups_end(document, start, end)
}

/// Where the groups of digits after capitals end, `RS 50718`, `VPR 7734 02`, or `end`.
fn groups_end(document: &Document<'_>, start: u32, end: u32) -> u32 {
    let prefix = document.bytes(start..end);
    if !(2..=4).contains(&prefix.len()) || !prefix.iter().all(u8::is_ascii_uppercase) {
        return end;
    }
    let mut last = end;
    for _ in 0..3 {
        let group = document.bytes(last + 1..(last + 10).min(document.text.len() as u32));
        let run = group.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
        let digits = group.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let tail = group.get(digits..run).unwrap_or_default();
        let suffix = tail.is_empty() || tail.len() >= 2 && tail.len() <= 3 && tail[0] == b'-';
        let open = !suffix || group.get(run).is_some_and(|byte| b"/:%".contains(byte));
        let least = if last == end { 4 } else { 2 };
        if document.byte(last) != b' ' || !(least..=8).contains(&digits) || open {
            break;
        }
        last += 1 + run as u32;
    }
    last
}

/// An id holds a digit and has at least four characters.
fn report(document: &Document<'_>, start: u32, end: u32, kind: Kind, confidence: f32) -> Option<Finding> {
    let value = document.bytes(start..end);
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    let coded = value.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.' || *byte == b'/');
    let reading = coded && (value.len() < 5 || value.contains(&b'.') || value.contains(&b'/'));
    (value.len() >= 4 && digits >= 1 && !reading)
        .then(|| finding(start..end, Identifier::Biometric, kind, "biometric.labelled", confidence, Evidence::LABEL))
}

/// `FP-10388 (fingerprint ID)`.
fn label_behind(document: &Document<'_>, label: u32, kind: Kind) -> Option<Finding> {
    let last = document.token(label.wrapping_sub(1)).filter(|token| token.has_digit())?;
    if document.gap(label) != b" (" || is_of_a_thing(document, label) {
        return None;
    }
    let mut start = last.start;
    for index in (label.saturating_sub(5)..label).rev() {
        start = document.token(index)?.start;
        if !matches!(document.gap(index), b"-" | b"_" | b"/") {
            break;
        }
    }
    report(document, start, last.end, kind, 0.85)
}
