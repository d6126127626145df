//! E-mail addresses (F).
//!
//! ## What it finds
//! Addresses as they stand in notes, headers, logs and markup, with the `@` also encoded (`%40`, `&#64;`, `\u0040`) or
//! spaced, masked local parts (`jo**@…`), and addresses spelled against harvesters or spoken in a dictation
//! (`lprice [at] example [dot] org`, `mike underscore lowe at example dot net`).
//!
//! ## Rule
//! 45 CFR 164.514(b)(2)(i)(F). Grammar: RFC 5321 and RFC 6531, without quoted local parts and address literals.
//!
//! ## Not found on purpose
//! `@` as "at" of rates and times (`gtt @ 5 mL/hr`), handles, decorators, package versions.
//!
//! ## Example
//! `Email: m.alvarez@example.org` → `m.alvarez@example.org`.

#![forbid(unsafe_code)]

use super::url::is_known_domain;
use crate::Identifier;
use crate::lexicon::{Class, Label};
use crate::recognize::finding;
use crate::scan::{Document, words};
use crate::span::{Evidence, Finding, Kind};

/// Longest local part and domain, RFC 5321.
const LONGEST: u32 = 254;

/// Appends what it finds in `document`.
pub(crate) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    for at in document.signs_among(*b"@") {
        findings.extend(written(document, at, at + 1).or_else(|| spaced(document, at)));
    }
    for &index in document.figures {
        findings.extend(encoded(document, index));
    }
    for &index in document.cues {
        if index > 0 && document.classes(index).any(Class::SPOKEN_MARK) {
            findings.extend(spoken(document, index));
        }
    }
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || b"._%+-'*~!#$".contains(&byte)
}

fn is_domain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || byte == b'.' || byte == b'-'
}

/// Where a local part that ends at `end` begins.
fn local_start(document: &Document<'_>, end: u32) -> u32 {
    let mut start = end;
    while start > 0 && end - start < LONGEST && is_local(document.byte(start - 1)) {
        start -= 1;
    }
    // Quotes, list marks and escapes around it are not its own.
    while start < end && matches!(document.byte(start), b'.' | b'\'' | b'-' | b'!' | b'#' | b'~' | b'$')
        || start + 1 < end
            && document.byte(start) == b'*'
            && document.byte(start + 1) == b'*'
            && begins_bold(document, start)
    {
        start += 1;
    }
    start
}

/// Whether a Markdown `**` opens here rather than a mask.
fn begins_bold(document: &Document<'_>, start: u32) -> bool {
    matches!(document.byte_before(start), 0 | b' ' | b'\n' | b'*') && document.byte(start + 2).is_ascii_alphabetic()
}

/// Where a domain that begins at `start` ends.
fn domain_end(document: &Document<'_>, start: u32) -> u32 {
    let mut end = start;
    while end - start < LONGEST && is_domain(document.byte(end)) {
        end += 1;
    }
    while end > start && matches!(document.byte(end - 1), b'.' | b'-') {
        end -= 1;
    }
    // `…@example.com.Please call`: a sentence begins where a known domain has ended.
    let domain = document.bytes(start..end);
    if let Some(dot) = memchr::memrchr(b'.', domain)
        && domain.get(dot + 1).is_some_and(u8::is_ascii_uppercase)
        && domain.get(dot + 2).is_some_and(u8::is_ascii_lowercase)
        && domain.iter().any(u8::is_ascii_lowercase)
        && domain.get(..dot).is_some_and(|rest| rest.contains(&b'.') && is_known_domain(rest))
    {
        end = start + dot as u32;
    }
    end
}

/// How far the domain can be trusted: 2 a known top-level domain, 1 the shape of one, 0 none.
fn domain_rank(domain: &[u8]) -> u8 {
    let Some(dot) = memchr::memrchr(b'.', domain) else { return 0 };
    let (Some(rest), Some(top)) = (domain.get(..dot), domain.get(dot + 1..)) else { return 0 };
    let second = rest.rsplit(|byte| *byte == b'.').next().unwrap_or(b"");
    let lettered = second.iter().any(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80);
    let shaped = top.len() >= 2 && top.iter().all(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80)
        || top.starts_with(b"xn--");
    match (lettered && shaped && !domain.starts_with(b"."), is_known_domain(domain)) {
        (true, true) => 2,
        (true, false) => 1,
        (false, known) => 2 * u8::from(known && !second.is_empty()),
    }
}

/// `local@domain`, the sign being at `at..after`.
fn written(document: &Document<'_>, at: u32, after: u32) -> Option<Finding> {
    let start = local_start(document, at);
    let end = domain_end(document, after);
    // HL7 parts repetitions by `~`.
    let start = memchr::memrchr(b'~', document.bytes(start..at)).map_or(start, |mark| start + mark as u32 + 1);
    let local = document.bytes(start..at);
    let domain = document.bytes(after..end);
    if local.is_empty() || domain.is_empty() || local.iter().all(|byte| b"_%*".contains(byte)) && !local.contains(&b'*')
    {
        return None;
    }
    let letters = local.iter().any(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80);
    let told = document.labelled(document.token_at(start), &[Label::Email]).is_some();
    let (end, confidence) = match domain_rank(domain) {
        2 => (end, 0.995),
        1 if (letters || told) && !local.ends_with(b".") && !local.ends_with(b"%") => (end, 0.98),
        // `vperez@example .org`.
        0 => match split_top(document, end) {
            Some(end) => (end, 0.93),
            None if told && letters && domain.len() > 2 && domain.iter().any(u8::is_ascii_alphabetic) => (end, 0.85),
            None => return None,
        },
        _ => return None,
    };
    Some(email(start, end, "email.written", confidence))
}

fn email(start: u32, end: u32, rule: &'static str, confidence: f32) -> Finding {
    finding(start..end, Identifier::Email, Kind::Email, rule, confidence, Evidence::SHAPE)
}

/// A top-level domain parted from its domain by a space, as scanning does: where it ends.
fn split_top(document: &Document<'_>, end: u32) -> Option<u32> {
    let index = document.token_at(end);
    let gap = document.gap(index);
    let end = document.token(index)?.end;
    (matches!(gap, b" ." | b". " | b" . ") && is_top(document.word(index))).then_some(end)
}

/// The top-level domains that people say and that scanning splits.
fn is_top(word: &[u8]) -> bool {
    [&b"com"[..], b"org", b"net", b"edu", b"gov", b"mil", b"us", b"uk", b"ca", b"info"]
        .iter()
        .any(|top| word.eq_ignore_ascii_case(top))
}

/// `dkowalski @ example.com`.
fn spaced(document: &Document<'_>, at: u32) -> Option<Finding> {
    let end_of_local = at - u32::from(document.byte_before(at) == b' ');
    let start_of_domain = at + 1 + u32::from(document.byte(at + 1) == b' ');
    if end_of_local == at && start_of_domain == at + 1 {
        return None;
    }
    let start = local_start(document, end_of_local);
    let end = domain_end(document, start_of_domain);
    let local = document.bytes(start..end_of_local);
    let domain = document.bytes(start_of_domain..end);
    let end =
        if domain_rank(domain) == 2 { end } else { split_top(document, end).filter(|_| !domain.contains(&b'.'))? };
    (local.iter().any(u8::is_ascii_alphabetic) && domain.iter().any(u8::is_ascii_alphabetic))
        .then(|| email(start, end, "email.spaced", 0.9))
}

/// `%40`, `\u0040`, `&#64;`, `&commat;` in place of the sign.
fn encoded(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index)?;
    let word = document.bytes(token.start..token.end);
    let before = document.byte_before(token.start);
    let (at, after) = match (before, word) {
        (b'%', [b'4', b'0', ..]) => (token.start - 1, token.start + 2),
        (b'\\', [b'u', b'0', b'0', b'4', b'0', ..]) => (token.start - 1, token.start + 5),
        (b'#', b"64" | b"x40") if document.byte(token.end) == b';' => (token.start.checked_sub(2)?, token.end + 1),
        _ => return None,
    };
    written(document, at, after)
}

/// `name (at) example.com`, `name at example dot com`; `index` is the word "at".
fn spoken(document: &Document<'_>, index: u32) -> Option<Finding> {
    let opened = |gap: &[u8]| matches!(gap, b"(" | b"[" | b"{" | b" (" | b" [" | b" {" | b" <" | b"<");
    let closed = |gap: &[u8]| matches!(gap, b")" | b"]" | b"}" | b") " | b"] " | b"} " | b"> " | b">");
    let left = document.gap(index);
    let right = document.gap(index + 1);
    let bracketed = opened(left) && closed(right);
    if !bracketed && (left != b" " || right != b" ") {
        return None;
    }
    let domain = document.token(index + 1)?;
    let (end, dotted) = spoken_domain(document, index + 1, domain.start)?;
    let last_of_local = document.token(index - 1)?;
    let local_end = last_of_local.end;
    let mut start = local_start(document, local_end);
    // Parts of the local part that are spoken: `mike underscore lowe`.
    for _ in 0..4 {
        let first = document.token_at(start);
        let joint = first.wrapping_sub(1);
        if first < 2
            || !document.is_any(joint, words!["underscore", "dot", "dash", "hyphen", "period"])
            || document.gap(first) != b" "
        {
            break;
        }
        start = local_start(document, document.token(first - 2)?.end);
    }
    let told = document.labelled(document.token_at(start), &[Label::Email]).is_some();
    let local = document.bytes(start..local_end);
    let odd = local.iter().any(|byte| byte.is_ascii_digit() || b"._".contains(byte))
        || start < local_start(document, local_end);
    let host = document.is_any(
        index + 1,
        words![
            "gmail",
            "yahoo",
            "hotmail",
            "outlook",
            "aol",
            "icloud",
            "msn",
            "comcast",
            "protonmail",
            "proton",
            "verizon",
            "live",
            "ymail",
            "sbcglobal",
            "att",
        ],
    );
    // `seen at example.com` is no address; `seen at example dot com` reads like nothing else.
    (bracketed || dotted || told || odd || host).then(|| email(start, end, "email.spoken", 0.9))
}

/// `example dot com`, `mail.example.co [dot] uk`, `example.com`: where it ends, and whether a dot was spoken.
fn spoken_domain(document: &Document<'_>, first: u32, start: u32) -> Option<(u32, bool)> {
    let mut end = domain_end(document, start);
    let mut index = document.token_at(end);
    let mut dotted = false;
    for _ in 0..4 {
        let joins = |gap: &[u8]| matches!(gap, b" " | b"(" | b"[" | b" (" | b" [" | b") " | b"] " | b")" | b"]");
        if !document.is_any(index, words!["dot", "period"])
            || !joins(document.gap(index))
            || !joins(document.gap(index + 1))
        {
            break;
        }
        dotted = true;
        end = domain_end(document, document.token(index + 1)?.start);
        index = document.token_at(end);
    }
    let top = document.word(index.wrapping_sub(1));
    let written = is_known_domain(document.bytes(start..end));
    (index > first && (dotted && (is_top(top) || (2..=4).contains(&top.len())) || written)).then_some((end, dotted))
}
