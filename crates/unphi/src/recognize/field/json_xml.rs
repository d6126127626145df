//! JSON and XML: values that another member of their object, or an attribute of their element, describes.
//!
//! FHIR names a value's sort beside it (`"system": "phone", "value": "…"`), and C-CDA does by an object identifier
//! (`<id root="2.16.840.1.113883.4.1" extension="…"/>` is a Social Security number). Roots, template ids and codes of
//! published code systems are never PHI.

#![forbid(unsafe_code)]

use core::ops::Range;

use memchr::memmem;

use super::{Out, VALUE, end_at, id_type};
use crate::lexicon::Label;

/// How far the other members of an object and the other attributes of a tag are looked for, bytes.
const REACH: usize = 384;

/// Finds the described values of a text.
pub(super) fn find(out: &mut Out<'_>) {
    let text = out.text;
    if memchr::memchr(b'{', text).is_some() {
        for at in memmem::find_iter(text, b"\"value\"") {
            if let Some(value) = string_after(text, at + 7)
                && let Some(label) = described(text, at, value.end)
            {
                out.add(label, &value);
            }
        }
        for at in memmem::find_iter(text, b"\"code\"") {
            if let Some(value) = string_after(text, at + 6)
                && is_published(text, at, value.end)
            {
                out.add(Label::Keep, &value);
            }
        }
    }
    if memchr::memchr(b'<', text).is_some() {
        for at in memmem::find_iter(text, b" extension=\"") {
            identifier(out, at + 12);
        }
    }
}

/// The string that is the value of a key which ends at `at`.
fn string_after(text: &[u8], at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..(at + 8).min(text.len()))?;
    let open = rest.iter().position(|byte| !matches!(byte, b' ' | b':'))?;
    if rest[open] != b'"' || !rest[..open].contains(&b':') {
        return None;
    }
    let start = at + open + 1;
    Some(start..end_at(text, start, |rest| memchr::memchr2(b'"', b'\n', rest)))
}

/// The object around a member: from its brace, or as far as is looked, to its end.
fn object(text: &[u8], at: usize, end: usize) -> (&[u8], &[u8]) {
    let before = &text[at.saturating_sub(REACH)..at];
    let mut depth = 0;
    let open = before.iter().rposition(|byte| {
        match byte {
            b'}' | b']' => depth += 1,
            b'{' | b'[' if depth == 0 => return true,
            b'{' | b'[' => depth -= 1,
            _ => {}
        }
        false
    });
    let after = &text[end..(end + REACH).min(text.len())];
    let close = memchr::memchr2(b'}', b'{', after).unwrap_or(after.len());
    (&before[open.unwrap_or(0)..], &after[..close])
}

/// The string value of `key` in a part of an object.
fn member<'t>(part: &'t [u8], key: &[u8]) -> Option<&'t [u8]> {
    let at = memmem::rfind(part, key)?;
    part.get(string_after(part, at + key.len())?)
}

/// What the members beside a `value` say that it is.
fn described(text: &[u8], at: usize, end: usize) -> Option<Label> {
    let (before, after) = object(text, at, end);
    let of_type = member(before, b"\"code\"").and_then(id_type);
    let system = || member(before, b"\"system\"").or_else(|| member(after, b"\"system\""));
    of_type.or_else(|| system().and_then(of_system))
}

fn of_system(system: &[u8]) -> Option<Label> {
    let has = |part: &str| memmem::find(system, part.as_bytes()).is_some();
    Some(match system {
        b"phone" | b"sms" => Label::Phone,
        b"fax" => Label::Fax,
        b"email" => Label::Email,
        b"pager" => Label::Pager,
        b"url" => Label::Url,
        _ if has("us-ssn") || system.ends_with(b"840.1.113883.4.1") => Label::Ssn,
        _ if has("us-npi") || system.ends_with(b"840.1.113883.4.6") => Label::Npi,
        _ if has("us-mbi") || has("us-medicare") => Label::Mbi,
        _ if has("mrn") || has("MRN") || has("medical-record") => Label::Mrn,
        _ if has("encounter") || has("visit") => Label::Encounter,
        _ if has("account") => Label::Account,
        _ if has("member") || has("subscriber") => Label::Member,
        _ if has("accession") => Label::Accession,
        _ if has("order") => Label::Order,
        _ if has("claim") => Label::Claim,
        _ if has("udi") => Label::Udi,
        _ if has("drivers") || has("4.3.") => Label::Driver,
        _ => return None,
    })
}

/// Whether a code's object names a published code system.
fn is_published(text: &[u8], at: usize, end: usize) -> bool {
    let (before, after) = object(text, at, end);
    let system = member(before, b"\"system\"").or_else(|| member(after, b"\"system\"")).unwrap_or_default();
    ["loinc.org", "snomed", "rxnorm", "icd", "ndc", "cpt", "hl7.org", "unitsofmeasure", "cvx", "hcpcs", "urn:iso"]
        .iter()
        .any(|name| memmem::find(system, name.as_bytes()).is_some())
}

/// `<id root="…" extension="…"/>`, whose extension begins at `at`.
fn identifier(out: &mut Out<'_>, at: usize) {
    let text = out.text;
    let from = at.saturating_sub(REACH);
    let Some(open) = memchr::memrchr(b'<', &text[from..at]).map(|i| from + i) else { return };
    let value = at..end_at(text, at, |rest| memchr::memchr2(b'"', b'\n', rest));
    let close = end_at(text, value.end, |rest| memchr::memchr(b'>', rest)).min(value.end + REACH);
    let tag = &text[open..close];
    let name = tag.get(1..).unwrap_or_default().split(|byte| !byte.is_ascii_alphanumeric()).next().unwrap_or_default();
    if name != b"id" && name != b"setId" {
        return out.add(Label::Keep, &value);
    }
    let root = memmem::find(tag, b"root=\"").map(|i| i + 6);
    let root = root.map(|start| start..start + memchr::memchr(b'"', &tag[start..]).unwrap_or(0));
    let label = match root.clone().map_or(b"".as_slice(), |root| &tag[root]) {
        b"2.16.840.1.113883.4.1" => Label::Ssn,
        b"2.16.840.1.113883.4.6" => Label::Npi,
        b"2.16.840.1.113883.4.572" | b"2.16.840.1.113883.4.927" => Label::Mbi,
        b"2.16.840.1.113883.4.814" => Label::Dea,
        root if root.starts_with(b"2.16.840.1.113883.4.3.") => Label::Driver,
        _ => owner(&text[open.saturating_sub(REACH)..open]),
    };
    out.add(label, &value);
    if let Some(root) = root {
        out.add(Label::Keep, &(open + root.start..open + root.end));
    }
}

/// Whose identifier it is, by the element that was opened last before it.
fn owner(before: &[u8]) -> Label {
    let owners = [
        (b"patientRole".as_slice(), Label::Mrn),
        (b"encompassingEncounter", Label::Encounter),
        (b"assignedAuthor", Label::Code),
        (b"assignedEntity", Label::Code),
    ];
    let nearest = owners
        .iter()
        .filter_map(|(name, label)| Some((memmem::rfind(before, name)?, *label)))
        .max_by_key(|owner| owner.0);
    nearest.map_or(Label::Code, |owner| owner.1)
}

/// For a label that is an element's name, at `start..end`: where its value is; `Some(None)` when it has none of its own.
/// `None` for any other label.
pub(super) fn content_after(text: &[u8], start: usize, end: usize) -> Option<Option<Range<usize>>> {
    let before = &text[start.saturating_sub(24)..start];
    // A prefix of a name space is part of the name.
    let prefix =
        before.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_')).count();
    let prefix = if before.last() == Some(&b':') { prefix } else { 0 };
    match before[..before.len() - prefix] {
        [.., b'<', b'/'] => return Some(None),
        [.., b'<'] => {}
        _ => return None,
    }
    Some(match text.get(end)? {
        b'>' => element(text, end + 1),
        b' ' | b'\n' | b'\t' | b'\r' | b'/' => {
            let tag = &text[end..(end + REACH).min(text.len())];
            let close = memchr::memchr(b'>', tag)?;
            let tag = &tag[..close];
            match memmem::find(tag, b" value=\"") {
                Some(i) => {
                    let start = end + i + 8;
                    Some(start..end_at(text, start, |rest| memchr::memchr2(b'"', b'>', rest)))
                }
                None if tag.ends_with(b"/") => None,
                None => element(text, end + close + 1),
            }
        }
        // `<John` or part of a longer name.
        _ => return None,
    })
}

/// The text of an element that begins at `start`, when it begins with text.
fn element(text: &[u8], start: usize) -> Option<Range<usize>> {
    let end = end_at(text, start, |rest| memchr::memchr(b'<', rest));
    text.get(start..end)?.iter().any(|byte| !byte.is_ascii_whitespace()).then_some(start..end)
}

/// The end of the tags after a label, `MRN</th><td>123`, `<b>MRN:</b> 123`; `None` when there are none.
pub(super) fn after_tags(text: &[u8], from: usize) -> Option<usize> {
    const TAGS: usize = 6;
    let (mut at, mut found) = (from, None);
    for _ in 0..TAGS {
        let rest = text.get(at..(at + VALUE).min(text.len()))?;
        let skip =
            rest.iter().take(32).take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b':' | b'#')).count();
        let Some(len) = tag(&rest[skip..]) else { break };
        at += skip + len;
        found = Some(at);
    }
    found
}

/// The length of the tag that `rest` begins with.
fn tag(rest: &[u8]) -> Option<usize> {
    const LONGEST: usize = 160;
    let [b'<', first, ..] = rest else { return None };
    if !(*first == b'/' || first.is_ascii_alphabetic()) {
        return None;
    }
    let end = memchr::memchr(b'>', &rest[..rest.len().min(LONGEST)])?;
    // `<ann@example.org>` and `<https://…>` are values.
    let plain = !rest[..end].contains(&b'@') && memmem::find(&rest[..end], b"://").is_none();
    plain.then_some(end + 1)
}
