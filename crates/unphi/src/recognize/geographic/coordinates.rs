//! Coordinates: `33.7490, -84.3880`, `41.8781° N, 87.6298° W`, `40°26'46"N 79°58'56"W`, `"lat": 47.60621`.

#![forbid(unsafe_code)]

use super::{Document, Evidence, Field, Finding, Kind, place, run};
use crate::lexicon::Label;
use crate::scan::words;

/// A number read from bytes: its size in whole units, decimals, sign and end.
struct Decimal {
    whole: u32,
    decimals: u32,
    negative: bool,
    start: u32,
    end: u32,
}

/// Reads `-84.3880` whose first digit is at `at`.
fn decimal(document: &Document<'_>, at: u32) -> Option<Decimal> {
    let mut end = at;
    let mut whole = 0;
    while document.byte(end).is_ascii_digit() {
        if end - at >= 3 {
            return None;
        }
        whole = whole * 10 + u32::from(document.byte(end) - b'0');
        end += 1;
    }
    if end == at || document.byte(end) != b'.' || !document.byte(end + 1).is_ascii_digit() {
        return None;
    }
    let point = end;
    end += 1;
    while document.byte(end).is_ascii_digit() && end - point <= 18 {
        end += 1;
    }
    let negative = document.byte_before(at) == b'-';
    Some(Decimal { whole, decimals: end - point - 1, negative, start: at - u32::from(negative), end })
}

/// Skips a degree sign, a space and a hemisphere letter after `at`; says whether a hemisphere was there.
fn hemisphere(document: &Document<'_>, at: u32, letters: &[u8]) -> (u32, bool) {
    let mut next = at;
    // The degree sign is folded to a star.
    if document.byte(next) == b'*' {
        next += 1;
    }
    if document.byte(next) == b' ' {
        next += 1;
    }
    let found = letters.contains(&document.byte(next)) && !document.byte(next + 1).is_ascii_alphanumeric();
    if found { (next + 1, true) } else { (at, false) }
}

/// A pair of decimals, or degrees, minutes and seconds, without a label.
pub(super) fn unlabelled(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(index) else { return };
    if !document.byte(token.start).is_ascii_digit() {
        return;
    }
    if document.byte(token.end) == b'*' && document.byte(token.end + 1).is_ascii_digit() {
        degrees(document, index, findings);
        return;
    }
    let before = document.byte_before(token.start);
    if token.len() > 2 && token.len() != 3 || document.byte(token.end) != b'.' || before == b'.' {
        return;
    }
    let Some(first) = decimal(document, token.start) else { return };
    if first.whole > 90 || first.decimals < 3 {
        return;
    }
    let (after, north) = hemisphere(document, first.end, b"NSns");
    let Some((at, separated)) = separator(document, after) else { return };
    let Some(second) = decimal(document, at + u32::from(document.byte(at) == b'-')) else { return };
    if second.whole > 180 || second.decimals < 3 || !separated && !north {
        return;
    }
    let (end, east) = hemisphere(document, second.end, b"EWew");
    let cue = run::before(
        document,
        index,
        4,
        words![
            "gps",
            "lz",
            "lat",
            "latitude",
            "coordinates",
            "coords",
            "location",
            "located",
            "at",
            "ll",
            "loc",
            "geo",
            "position",
            "scene",
            "pin",
            "latlng",
            "latlon",
            "near",
        ],
    );
    let precise = first.decimals >= 4 && second.decimals >= 4;
    let confidence = match (north && east, cue) {
        (true, _) => 0.97,
        _ if second.negative && precise && first.whole >= 15 => 0.95,
        (_, true) if precise || second.negative => 0.9,
        _ if precise && first.whole >= 10 && second.whole >= 10 && first.decimals >= 5 => 0.7,
        _ => return,
    };
    findings.push(place(first.start..end, Kind::Coordinates, "geographic.coordinates", confidence, Evidence::SHAPE));
}

/// Where the second of two coordinates begins: after a comma, a semicolon, a slash or a space.
fn separator(document: &Document<'_>, at: u32) -> Option<(u32, bool)> {
    let mut next = at;
    let mut separated = false;
    while next < at + 4 && matches!(document.byte(next), b',' | b' ' | b';' | b'/') {
        separated |= matches!(document.byte(next), b',' | b';')
            || document.byte(next) == b' ' && document.byte(next + 1) == b'-';
        next += 1;
    }
    let digit =
        document.byte(next).is_ascii_digit() || document.byte(next) == b'-' && document.byte(next + 1).is_ascii_digit();
    (next > at && digit).then_some((next, separated))
}

/// `40°26'46"N 79°58'56"W`.
fn degrees(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let start = document.token(index).map_or(0, |token| token.start);
    let Some(middle) = angle(document, start, b"NS") else { return };
    let Some((at, _)) = separator(document, middle) else { return };
    if let Some(end) = angle(document, at, b"EW") {
        findings.push(place(start..end, Kind::Coordinates, "geographic.coordinates.degrees", 0.98, Evidence::SHAPE));
    }
}

/// The end of an angle with its hemisphere that begins at `at`.
fn angle(document: &Document<'_>, at: u32, letters: &[u8]) -> Option<u32> {
    /// Longest angle looked at, bytes.
    const LONGEST: u32 = 28;
    let text = document.bytes(at..at.saturating_add(LONGEST).min(document.text.len() as u32));
    let end = text.iter().position(|byte| letters.contains(byte))?;
    let angle = text.get(..end)?;
    let numeric = angle.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'\'' | b'"' | b' ' | b'*'));
    (numeric && angle.contains(&b'*')).then_some(at + end as u32 + 1)
}

/// The value of `lat`, `lon`, `gps`: at least three decimals (`lat e' 9.1` is lateral).
pub(super) fn labelled(document: &Document<'_>, field: &Field, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(field.value) else { return };
    let Some(value) = decimal(document, token.start) else { return };
    if value.decimals < 3 || value.whole > 180 {
        return;
    }
    let pair =
        separator(document, value.end).and_then(|(at, _)| decimal(document, at + u32::from(document.byte(at) == b'-')));
    let end = pair.filter(|second| second.decimals >= 3 && second.whole <= 180).map_or(value.end, |second| second.end);
    debug_assert!(field.label == Label::Coordinates, "only coordinates come here");
    findings.push(place(value.start..end, Kind::Coordinates, "geographic.coordinates.labelled", 0.93, Evidence::LABEL));
}
