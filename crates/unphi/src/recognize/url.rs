//! Web addresses (N).
//!
//! ## What it finds
//! URLs of every scheme that moves data (`https://`, `ftp://`, `s3://`), also with escaped slashes (`https:\/\/`,
//! `https%3A%2F%2F`); `www.` addresses; bare domains with a path, with a common top-level domain, or after a label.
//! Punctuation of the sentence and unbalanced brackets are outside.
//!
//! ## Rule
//! 45 CFR 164.514(b)(2)(i)(N). Grammar: RFC 3986; international names: RFC 3987 and punycode.
//!
//! ## Not found on purpose
//! Addresses of code systems and XML namespaces (LOINC, SNOMED, HL7, W3C): they name a vocabulary, not a person. Packages,
//! file names and words that a missing space has joined (`stable.no`).
//!
//! ## Example
//! `She blogs at https://lupusdiary.example.net.` → `https://lupusdiary.example.net`.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::lexicon::Label;
use crate::recognize::finding;
use crate::scan::Document;
use crate::scan::document::Tie;
use crate::span::{Evidence, Finding, Kind};

/// Longest URL and longest host that are read.
const LONGEST: u32 = 8192;
const LONGEST_HOST: u32 = 253;

/// Longest of [`SCHEMES`], in bytes.
const LONGEST_SCHEME: u32 = 10;

/// Appends what it finds in `document`.
pub(crate) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let mut free = 0;
    for at in document.signs_among(*b"./") {
        if at < free {
            continue;
        }
        let next = document.byte(at + 1);
        let found = if document.byte(at) == b'/' {
            match document.byte_before(at) {
                b':' | b'\\' => with_scheme(document, at),
                byte if byte.is_ascii_alphabetic() => with_path(document, at, at),
                byte if byte.is_ascii_digit() => with_port(document, at),
                _ => None,
            }
        } else if next.is_ascii_alphanumeric() {
            www(document, at).or_else(|| bare(document, at))
        } else {
            None
        };
        if let Some(Address { start, end, rule, confidence }) = found {
            free = end;
            if !is_vocabulary(document.bytes(start..end)) {
                findings.push(url(start, end, rule, confidence, Evidence::SHAPE));
            }
        }
    }
    for &index in document.figures {
        findings.extend(encoded(document, index));
    }
    for field in document.fields {
        if field.label == Label::Url {
            findings.extend(labelled(document, field.value, field.tie, field.limit));
        }
    }
}

/// What was read.
struct Address {
    start: u32,
    end: u32,
    rule: &'static str,
    confidence: f32,
}

fn url(start: u32, end: u32, rule: &'static str, confidence: f32, evidence: Evidence) -> Finding {
    finding(start..end, Identifier::Url, Kind::Url, rule, confidence, evidence)
}

const SCHEMES: [&str; 36] = [
    "http",
    "https",
    "hxxp",
    "hxxps",
    "ftp",
    "ftps",
    "sftp",
    "s3",
    "s3a",
    "s3n",
    "gs",
    "gcs",
    "abfs",
    "abfss",
    "wasb",
    "wasbs",
    "adl",
    "hdfs",
    "dbfs",
    "ws",
    "wss",
    "rtsp",
    "rtmp",
    "smb",
    "nfs",
    "file",
    "ssh",
    "git",
    "ldap",
    "ldaps",
    "webcal",
    "zoommtg",
    "postgres",
    "postgresql",
    "mysql",
    "mongodb",
];

/// Top-level domains that count for a bare domain with a path and for addresses whose local part has no letter.
const TOPS: [&str; 68] = [
    "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "name", "io", "co", "us", "uk", "ca", "de", "fr",
    "es", "it", "nl", "be", "ch", "at", "se", "no", "dk", "fi", "ie", "pl", "pt", "mx", "br", "ar", "cl", "pe", "pr",
    "au", "nz", "jp", "kr", "cn", "tw", "hk", "sg", "in", "ph", "il", "za", "ru", "ua", "tr", "gr", "eu", "me", "ly",
    "app", "dev", "health", "care", "clinic", "hospital", "doctor", "online", "site", "link", "page", "example", "tv",
];

/// Top-level domains that make a bare domain without a path: no sentence goes on with them.
const COMMON_TOPS: [&str; 5] = ["com", "org", "net", "edu", "gov"];

/// Names of vocabularies and namespaces.
const VOCABULARIES: [&[u8]; 30] = [
    b"loinc.org",
    b"snomed.info",
    b"snomed.org",
    b"hl7.org",
    b"terminology.hl7.org",
    b"unitsofmeasure.org",
    b"www.nlm.nih.gov",
    b"nlm.nih.gov",
    b"rxnav.nlm.nih.gov",
    b"www.w3.org",
    b"w3.org",
    b"dicom.nema.org",
    b"id.who.int",
    b"icd.who.int",
    b"ihe.net",
    b"www.ihe.net",
    b"www.hl7.org",
    b"fhir.org",
    b"www.ama-assn.org",
    b"hl7.org.uk",
    b"www.whocc.no",
    b"www.iana.org",
    b"json-schema.org",
    b"schemas.xmlsoap.org",
    b"schemas.microsoft.com",
    b"purl.obolibrary.org",
    b"varnomen.hgvs.org",
    b"www.genenames.org",
    b"smarthealthit.org",
    b"cts.nlm.nih.gov",
];

/// Whether a domain ends in a top-level domain of the list.
pub(super) fn is_known_domain(domain: &[u8]) -> bool {
    let Some(dot) = memchr::memrchr(b'.', domain) else { return false };
    domain.get(dot + 1..).is_some_and(|top| is_one_of(top, &TOPS))
}

fn is_one_of(word: &[u8], list: &[&str]) -> bool {
    list.iter().any(|candidate| word.eq_ignore_ascii_case(candidate.as_bytes()))
}

/// Whether the address names a vocabulary.
fn is_vocabulary(address: &[u8]) -> bool {
    let host = match memchr::memmem::find(address, b"//") {
        Some(at) => address.get(at + 2..).unwrap_or(b""),
        None => address,
    };
    let end = host.iter().position(|byte| matches!(byte, b'/' | b':' | b'?' | b'#')).unwrap_or(host.len());
    let host = host.get(..end).unwrap_or(b"");
    VOCABULARIES.iter().any(|name| host.eq_ignore_ascii_case(name))
}

/// Where an address whose rest begins at `from` ends: at what no URL holds, less the sentence's punctuation.
fn address_end(document: &Document<'_>, from: u32) -> u32 {
    let mut end = from;
    let mut depth = 0i32;
    while end - from < LONGEST {
        match document.byte(end) {
            0..=b' ' | 0x7f | b'"' | b'<' | b'>' | b'`' | b'|' | b'^' | b'{' | b'}' => break,
            b'\\' if document.byte(end + 1) != b'/' => break,
            b'\'' if !document.byte(end + 1).is_ascii_alphanumeric() => break,
            b'(' | b'[' => depth += 1,
            b')' | b']' => {
                depth -= 1;
                if depth < 0 {
                    break;
                }
            }
            // A list goes on with the next address or word.
            b',' | b';' if !document.byte(end + 1).is_ascii_alphanumeric() => break,
            b',' | b';' if document.bytes(end + 1..end + 5).eq_ignore_ascii_case(b"http") => break,
            _ => {}
        }
        end += 1;
    }
    while end > from
        && matches!(document.byte(end - 1), b'.' | b',' | b';' | b':' | b'!' | b'?' | b'*' | b'\'' | b'(' | b'[' | b'_')
    {
        end -= 1;
    }
    end
}

/// `scheme://…`; `at` is a slash behind a colon, or the first escaped one.
fn with_scheme(document: &Document<'_>, at: u32) -> Option<Address> {
    let (colon, rest) = if document.byte_before(at) == b'\\' { (at.checked_sub(2)?, at + 3) } else { (at - 1, at + 2) };
    let slashes = document.bytes(at..rest);
    if document.byte(colon) != b':' || !matches!(slashes, b"//" | b"/\\/") {
        return None;
    }
    let start = scheme_start(document, colon)?;
    // A host, or a third slash before a local path.
    let host = document.byte(rest);
    if !(host.is_ascii_alphanumeric() || host >= 0x80 || matches!(host, b'[' | b'/' | b'_')) {
        return None;
    }
    let mut end = address_end(document, rest);
    // `next=https://…&lang=en`: a query's value ends at the query's `&`, unless it has a query of its own.
    if document.byte_before(start) == b'=' {
        let mark = (rest..end).find(|at| matches!(document.byte(*at), b'?' | b'&'));
        end = mark.filter(|at| document.byte(*at) == b'&').unwrap_or(end);
    }
    (end > rest).then_some(Address { start, end, rule: "url.scheme", confidence: 0.998 })
}

/// Where the scheme that ends at `colon` begins; a lost space may have glued it to a number: `1951https://…`.
fn scheme_start(document: &Document<'_>, colon: u32) -> Option<u32> {
    let mut start = colon;
    while start > 0 && colon - start < LONGEST_SCHEME && document.byte(start - 1).is_ascii_alphanumeric() {
        start -= 1;
    }
    (start..colon)
        .find(|at| !document.byte_before(*at).is_ascii_alphabetic() && is_one_of(document.bytes(*at..colon), &SCHEMES))
}

/// Where the host that ends at `end` begins.
fn host_start(document: &Document<'_>, end: u32) -> u32 {
    let mut start = end;
    while start > 0 && end - start < LONGEST_HOST {
        let byte = document.byte(start - 1);
        if !(byte.is_ascii_alphanumeric() || byte >= 0x80 || byte == b'.' || byte == b'-') {
            break;
        }
        start -= 1;
    }
    while start < end && matches!(document.byte(start), b'.' | b'-') {
        start += 1;
    }
    start
}

/// Whether `start` can begin an address: not inside an e-mail address, a path or a package.
fn can_begin(document: &Document<'_>, start: u32) -> bool {
    !matches!(
        document.byte_before(start),
        b'@' | b'/' | b'\\' | b'_' | b'%' | b'$' | b'#' | b'&' | b'~' | b'+' | b'.' | b'-'
    )
}

/// `192.168.1.1:80/folder`, `pacs.example.com:8080/study`; `at` is the slash.
fn with_port(document: &Document<'_>, at: u32) -> Option<Address> {
    let mut end = at;
    while at - end < 6 && document.byte_before(end).is_ascii_digit() {
        end -= 1;
    }
    let host_end = if document.byte_before(end) == b':' { end - 1 } else { at };
    let start = host_start(document, host_end);
    let host = document.bytes(start..host_end);
    let numeric = core::str::from_utf8(host).is_ok_and(|host| host.parse::<core::net::Ipv4Addr>().is_ok());
    if numeric && can_begin(document, start) && document.byte(at + 1).is_ascii_alphabetic() {
        let end = address_end(document, at + 1);
        return Some(Address { start, end, rule: "url.path", confidence: 0.995 });
    }
    if host_end < at { with_path(document, host_end, at) } else { None }
}

/// `instagram.com/babyjuno`; the host ends at `host_end`, `at` is the slash.
fn with_path(document: &Document<'_>, host_end: u32, at: u32) -> Option<Address> {
    let start = host_start(document, host_end);
    let host = document.bytes(start..host_end);
    let next = document.byte(at + 1);
    if !is_host(host, &TOPS)
        || !can_begin(document, start)
        || !(next.is_ascii_alphanumeric() || matches!(next, b'_' | b'~' | b'@' | b'?' | b'#'))
    {
        return None;
    }
    // `stable.no/acute` is two words; `.com` and its like are not.
    let sure =
        is_host(host, &COMMON_TOPS) || host.iter().filter(|byte| **byte == b'.').count() > 1 || host.contains(&b'-');
    let end = address_end(document, at + 1);
    let told = document
        .bytes(at + 1..end)
        .iter()
        .any(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'_' | b'-' | b'?' | b'='));
    let confidence = match (sure, told) {
        (true, _) => 0.995,
        (false, true) => 0.9,
        (false, false) => 0.6,
    };
    Some(Address { start, end, rule: "url.path", confidence })
}

/// Labels joined by dots, the last but one with a letter and two characters, the last in `tops`.
fn is_host(host: &[u8], tops: &[&str]) -> bool {
    let mut labels = host.rsplit(|byte| *byte == b'.');
    let (Some(top), Some(second)) = (labels.next(), labels.next()) else { return false };
    let lettered = |label: &[u8]| label.iter().any(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80);
    is_one_of(top, tops) && second.len() >= 2 && lettered(second) && labels.all(|label| !label.is_empty())
}

/// `www.…`; `at` is the dot.
fn www(document: &Document<'_>, at: u32) -> Option<Address> {
    let start = at.checked_sub(3)?;
    let head = document.bytes(start..at);
    if !head.eq_ignore_ascii_case(b"www")
        || document.byte_before(start).is_ascii_alphabetic()
        || !(can_begin(document, start) || matches!(document.byte_before(start), b'-' | b'/'))
    {
        return None;
    }
    let end = address_end(document, at + 1);
    let rest = document.bytes(at + 1..end);
    (rest.contains(&b'.') && rest.iter().any(u8::is_ascii_alphabetic)).then_some(Address {
        start,
        end,
        rule: "url.www",
        confidence: 0.996,
    })
}

/// `rosasbakery.com`; `at` is the dot before the top-level domain.
fn bare(document: &Document<'_>, at: u32) -> Option<Address> {
    let end = at + 4;
    let top = document.bytes(at + 1..end);
    let after = document.byte(end);
    if !is_one_of(top, &COMMON_TOPS)
        || after.is_ascii_alphanumeric()
        || after >= 0x80
        || matches!(after, b'-' | b'_' | b'/' | b'(' | b'@')
    {
        return None;
    }
    let start = host_start(document, end);
    let host = document.bytes(start..end);
    // A longer name goes on: packages, and country codes, which have a dot of their own.
    let country = after == b'.' && document.byte(end + 1).is_ascii_alphabetic();
    let end = if country {
        let longer = end + 3;
        let whole = is_one_of(document.bytes(end + 1..longer), &TOPS) && !document.byte(longer).is_ascii_alphanumeric();
        if !whole
            || document.byte(longer) == b'/'
            || document.byte(longer) == b'.' && document.byte(longer + 1).is_ascii_alphanumeric()
        {
            return None;
        }
        longer
    } else {
        end
    };
    let one_case = !host.iter().any(u8::is_ascii_uppercase) || !host.iter().any(u8::is_ascii_lowercase);
    let capital = host.iter().skip(1).all(|byte| !byte.is_ascii_uppercase());
    let framework = top.eq_ignore_ascii_case(b"net") && (host.len() < 8 || !one_case);
    if !is_host(host, &COMMON_TOPS) || !can_begin(document, start) || framework || !(one_case || capital) {
        return None;
    }
    let port = after == b':' && document.byte(end + 1).is_ascii_digit();
    let end = if port || after == b'?' && document.byte(end + 1).is_ascii_alphanumeric() {
        address_end(document, end)
    } else {
        end
    };
    Some(Address { start, end, rule: "url.domain", confidence: 0.85 })
}

/// `https%3A%2F%2F…`, a whole URL inside a query.
fn encoded(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index)?;
    if document.byte_before(token.start) != b'%' || !document.is(index, b"3a") {
        return None;
    }
    let start = scheme_start(document, token.start - 1)?;
    if !document.bytes(token.end..token.end + 6).eq_ignore_ascii_case(b"%2F%2F") {
        return None;
    }
    let from = token.end + 6;
    let mut end = from;
    while end - from < LONGEST
        && matches!(document.byte(end), b'%' | b'.' | b'_' | b'-' | b'~' | b'+' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | 0x80..)
    {
        end += 1;
    }
    while end > from && matches!(document.byte(end - 1), b'.' | b'-') {
        end -= 1;
    }
    if is_vocabulary(document.bytes(from..host_stop(document, from, end))) {
        return None;
    }
    (end > from).then(|| url(start, end, "url.encoded", 0.998, Evidence::SHAPE))
}

/// Where the host of an encoded URL ends.
fn host_stop(document: &Document<'_>, from: u32, end: u32) -> u32 {
    (from..end).find(|at| document.byte(*at) == b'%').unwrap_or(end)
}

/// A domain after a label, whatever its top-level domain.
fn labelled(document: &Document<'_>, value: u32, tie: Tie, limit: u32) -> Option<Finding> {
    let token = document.token(value)?;
    let end = address_end(document, token.start).min(limit);
    let address = document.bytes(token.start..end);
    let host_len = address.iter().position(|byte| matches!(byte, b'/' | b':' | b'?' | b'#')).unwrap_or(address.len());
    let host = address.get(..host_len)?;
    let dot = memchr::memrchr(b'.', host)?;
    let top = host.get(dot + 1..)?;
    let shaped = (2..=18).contains(&top.len()) && top.iter().all(u8::is_ascii_alphabetic) && dot >= 2;
    let letters = host.get(..dot)?.iter().any(u8::is_ascii_alphabetic);
    let sure = tie > Tie::Adjacent && host_len < address.len() || is_known_domain(host) && !host.contains(&b'@');
    if !shaped
        || !letters
        || !sure
        || host.contains(&b'@')
        || !can_begin(document, token.start)
        || is_vocabulary(address)
    {
        return None;
    }
    Some(url(token.start, end, "url.labelled", 0.9, Evidence::LABEL))
}
