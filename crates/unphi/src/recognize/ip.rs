//! Network addresses (O).
//!
//! ## What it finds
//! IPv4, IPv6 and MAC addresses, in log lines, headers, JSON and prose.
//!
//! ## Rule
//! 45 CFR 164.514(b)(2)(i)(O). Grammars: RFC 791, RFC 4291 and RFC 5952, IEEE 802 (pairs with `:` or `-`, Cisco's groups
//! of four, twelve bare digits after a label).
//!
//! ## Not found on purpose
//! Software versions, section numbers, enzyme and object identifiers, which are dotted alike: a word that announces one,
//! or four small numbers without a label, is no address. Loopback and unspecified addresses, which are everybody's.
//!
//! ## Example
//! `client_ip=203.0.113.44` → `203.0.113.44`.

#![forbid(unsafe_code)]

use core::net::Ipv6Addr;
use core::ops::Range;

use crate::Identifier;
use crate::lexicon::Label;
use crate::recognize::finding;
use crate::scan::{Document, Words, words};
use crate::span::{Evidence, Finding, Kind};

/// Appends what it finds in `document`.
pub(crate) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let mut free = 0;
    for &index in document.figures {
        let Some(token) = document.token(index).filter(|token| token.start >= free && token.len() <= 12) else {
            continue;
        };
        let next = document.byte(token.end);
        let before = document.byte_before(token.start);
        let found = match (next, before) {
            (b':', _) | (_, b':') => {
                v6(document, index).or_else(|| hardware(document, index)).or_else(|| v4(document, index))
            }
            (b'.', _) => v4(document, index).or_else(|| hardware(document, index)),
            (b'-', _) | (_, b'-' | b'.') => hardware(document, index),
            _ if token.len() == 12 => bare_hardware(document, index),
            _ => None,
        };
        if let Some(found) = found {
            free = found.end;
            findings.push(found);
        }
    }
    // `AA:BB:CC:DD:EE:FF` has no digit to start from.
    let mut free = 0;
    for &index in document.names {
        let Some(token) = document.token(index).filter(|token| token.start >= free && matches!(token.len(), 2 | 4))
        else {
            continue;
        };
        if matches!((token.len(), document.byte(token.end)), (2, b':' | b'-') | (4, b'.'))
            && document.gap(index + 1).len() == 1
            && let Some(found) = hardware(document, index)
        {
            free = found.end;
            if !document.bytes(found.start..found.end).iter().any(u8::is_ascii_digit) {
                findings.push(found);
            }
        }
    }
}

/// Words that announce dotted numbers that are no address.
const DOTTED: &Words = words![
    "version",
    "versions",
    "ver",
    "v",
    "build",
    "release",
    "rel",
    "firmware",
    "fw",
    "driver",
    "software",
    "sw",
    "section",
    "sections",
    "sec",
    "ec",
    "edition",
    "rev",
    "revision",
    "protocol",
    "chapter",
    "toolkit",
    "app",
    "code",
    "sdk",
    "assemblyversion",
    "viewer",
    "oid",
    "root",
    "codesystem",
    "class",
    "syntax",
    "uid",
    "table",
    "figure",
    "paragraph",
    "article",
    "appendix",
];

/// Words that announce a host.
const HOSTS: &Words = words![
    "ip",
    "host",
    "hosts",
    "from",
    "client",
    "server",
    "peer",
    "at",
    "on",
    "src",
    "dst",
    "source",
    "destination",
    "addr",
    "address",
    "workstation",
    "station",
    "tablet",
    "gateway",
    "node",
    "upstream",
    "remote",
    "login",
    "arp",
    "to",
    "proxy",
];

fn v4(document: &Document<'_>, index: u32) -> Option<Finding> {
    let first = document.token(index)?;
    let mut octets = [0u32; 4];
    for (i, octet) in (index..).zip(&mut octets) {
        let token = document.token(i)?;
        if !token.is_number() || token.len() > 3 || i > index && document.gap(i) != b"." {
            return None;
        }
        let digits = document.bytes(token.start..token.end);
        *octet = digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
        if *octet > 255 || digits.len() > 1 && digits.first() == Some(&b'0') {
            return None;
        }
    }
    let end = document.token(index + 3)?.end;
    let before = document.byte_before(first.start);
    let after = document.byte(end);
    let longer = matches!(after, b'.' | b'-' | b'_') && document.byte(end + 1).is_ascii_alphanumeric() && after != b'-';
    if matches!(before, b'.' | b'-' | b'_' | b'$') || longer || document.labelled(index, &[Label::Keep]).is_some() {
        return None;
    }
    if matches!(octets, [0, 0, 0, 0] | [127, 0, 0, 1] | [255, 255, 255, _]) {
        return None;
    }
    let range = first.start..suffix_end(document, end);
    if document.labelled(index, &[Label::Ip]).is_some() {
        return Some(finding(range, Identifier::Ip, Kind::V4, "ip.v4_labelled", 0.99, Evidence::LABEL));
    }
    // `Chrome/122.0.0.0`, `numpy==1.26.4.0`.
    let product = before == b'/' && document.byte_before(first.start - 1).is_ascii_alphanumeric()
        || before == b'=' && document.byte_before(first.start - 1) == b'=';
    let dotted =
        (index.saturating_sub(3)..index).any(|i| document.is_any(i, DOTTED) && !gap_breaks(document, i + 1, index));
    let hosted = (1..=3).any(|back| document.is_any(index.wrapping_sub(back), HOSTS));
    let port = after == b':' && document.byte(end + 1).is_ascii_digit();
    let wide = octets.iter().filter(|octet| **octet >= 10).count();
    let private = matches!(octets, [10, ..] | [192, 168, ..] | [172, 16..=31, ..] | [169, 254, ..]);
    let confidence = match wide {
        _ if product || dotted && !(port || private && wide > 2) => 0.3,
        3.. => 0.95,
        2 => 0.9,
        _ if private && (hosted || port) => 0.85,
        _ if hosted || port => 0.75,
        _ if private => 0.7,
        1 if octets[0] >= 10 => 0.5,
        _ => 0.3,
    };
    Some(finding(range, Identifier::Ip, Kind::V4, "ip.v4", confidence, Evidence::SHAPE))
}

/// Where a zone (`%eth0`) and a prefix length (`/24`) behind an address end.
fn suffix_end(document: &Document<'_>, end: u32) -> u32 {
    const LONGEST: u32 = 16;
    let run = |from: u32, wanted: fn(&u8) -> bool| {
        (from..from + LONGEST).find(|at| !wanted(&document.byte(*at))).unwrap_or(from + LONGEST)
    };
    let mut end = end;
    if document.byte(end) == b'%' && document.byte(end + 1).is_ascii_alphabetic() {
        end = run(end + 1, u8::is_ascii_alphanumeric);
    }
    let length = run(end + 1, u8::is_ascii_digit);
    let prefix = document.byte(end) == b'/' && (end + 2..=end + 4).contains(&length);
    if prefix && !is_word_byte(document.byte(length)) && document.byte(length) != b'/' { length } else { end }
}

/// Whether the words from `from` to `to` are on different lines or in different clauses.
fn gap_breaks(document: &Document<'_>, from: u32, to: u32) -> bool {
    (from..=to).any(|i| document.gap(i).iter().any(|byte| matches!(byte, b'\n' | b';' | b',' | b'|')))
}

fn v6(document: &Document<'_>, index: u32) -> Option<Finding> {
    /// Longest address: eight groups of four, or six and an IPv4 tail.
    const LONGEST: u32 = 46;
    let token = document.token(index)?;
    let in_address = |byte: u8| byte.is_ascii_hexdigit() || byte == b':';
    if token.len() > 4 || !document.bytes(token.start..token.end).iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let mut start = token.start;
    while start > 0 && in_address(document.byte(start - 1)) {
        start -= 1;
        if token.start - start > LONGEST {
            return None;
        }
    }
    let mut end = token.end;
    while in_address(document.byte(end)) || document.byte(end) == b'.' && document.byte(end + 1).is_ascii_digit() {
        end += 1;
        if end - start > LONGEST {
            return None;
        }
    }
    // A key's or a sentence's colon next to the address.
    if document.byte(start) == b':' && document.byte(start + 1) != b':' {
        start += 1;
    }
    if document.byte_before(end) == b':' && document.byte_before(end - 1) != b':' {
        end -= 1;
    }
    let bytes = document.bytes(start..end);
    let colons = bytes.iter().filter(|byte| **byte == b':').count();
    if colons < 2 || bytes.len() < 5 || is_word_byte(document.byte(end)) || is_word_byte(document.byte_before(start)) {
        return None;
    }
    let address: Ipv6Addr = core::str::from_utf8(bytes).ok()?.parse().ok()?;
    let told = document.labelled(document.token_at(start), &[Label::Ip]).is_some();
    if address.is_loopback() || address.is_unspecified() || !told && bytes.len() < 6 {
        return None;
    }
    let (confidence, evidence) = if told { (0.99, Evidence::LABEL) } else { (0.97, Evidence::SHAPE) };
    Some(finding(start..suffix_end(document, end), Identifier::Ip, Kind::V6, "ip.v6", confidence, evidence))
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || byte == b'_'
}

/// `3c:22:fb:9a:41:d7`, `F0-18-98-4B-22-D3`, `a483.e72f.901c`.
fn hardware(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index)?;
    let width = token.len() as u32;
    let groups = match width {
        2 => 6,
        4 => 3,
        _ => return None,
    };
    let separator = match document.byte(token.end) {
        byte @ (b':' | b'-' | b'.') => byte,
        _ => document.byte_before(token.start),
    };
    if width == 4 && separator != b'.' || width == 2 && separator == b'.' {
        return None;
    }
    let is_group = |start: u32| {
        let group = document.bytes(start..start + width);
        group.len() == width as usize && group.iter().all(u8::is_ascii_hexdigit)
    };
    let step = width + 1;
    let mut start = token.start;
    for _ in 1..groups {
        if start >= step && document.byte(start - 1) == separator && is_group(start - step) {
            start -= step;
        }
    }
    let range: Range<u32> = start..start + groups * step - 1;
    let whole =
        (0..groups).all(|i| is_group(start + i * step) && (i == 0 || document.byte(start + i * step - 1) == separator));
    let goes_on = |near: u8, far: u8| is_word_byte(near) || near == separator && far.is_ascii_alphanumeric();
    if !whole
        || goes_on(document.byte(range.end), document.byte(range.end + 1))
        || goes_on(document.byte_before(start), if start > 1 { document.byte(start - 2) } else { 0 })
            && document.byte_before(start) != b':'
    {
        return None;
    }
    // Broadcast and unset, which are everybody's.
    let bytes = document.bytes(range.clone());
    if bytes.iter().all(|byte| matches!(byte, b'f' | b'F') || *byte == separator)
        || bytes.iter().all(|byte| *byte == b'0' || *byte == separator)
    {
        return None;
    }
    let told = document.labelled(document.token_at(start), &[Label::Mac]).is_some();
    let letters = document.bytes(range.clone()).iter().any(u8::is_ascii_alphabetic);
    if !told && !letters && separator != b':' {
        return None;
    }
    let (confidence, evidence) = if told { (0.99, Evidence::LABEL) } else { (0.95, Evidence::SHAPE) };
    Some(finding(range, Identifier::Ip, Kind::Mac, "ip.mac", confidence, evidence))
}

/// Twelve hexadecimal digits after a label.
fn bare_hardware(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index)?;
    let hex = document.bytes(token.start..token.end).iter().all(u8::is_ascii_hexdigit);
    (hex && document.labelled(index, &[Label::Mac]).is_some())
        .then(|| finding(token.start..token.end, Identifier::Ip, Kind::Mac, "ip.mac_labelled", 0.95, Evidence::LABEL))
}
