//! Names, addresses and numbers of X12 interchanges (claims, eligibility, referrals), where the standard gives them a place.
//!
//! **What it finds.** In `NM1*…` the person's surname, given and middle name (elements 3 to 5), or the name of a provider's
//! organization; the street of `N3*…`, the city and ZIP of `N4*…`, the contact of `PER*IC*…`; the number of `REF*…` by its qualifier,
//! the patient's control number of `CLP*…` and `CLM*…`, the trace of `TRN*…`, the accounts of `BPR*…`.
//!
//! **Rule.** 45 CFR 164.514(b)(2)(i)(A) and (B); ASC X12N 005010, segments NM1, N3, N4, PER, REF (element 128), CLP, CLM,
//! TRN and BPR.
//!
//! **Not found on purpose.** The payer's and the clearing house's names (`NM1*PR`, `NM1*40`, `NM1*41`); the state.
//!
//! **Example.** `NM1*IL*1*LASHIELLO*CLASSIE*N***MI*990W1182044~` gives `LASHIELLO*CLASSIE*N`.

#![forbid(unsafe_code)]

use core::ops::Range;

use crate::Identifier;
use crate::recognize::finding;
use crate::scan::Document;
use crate::span::{Evidence, Finding, Kind};

/// Longest segment that is read, bytes.
const LONGEST: usize = 400;
/// Elements of a segment that are looked at, its name included.
const ELEMENTS: usize = 16;

/// Appends what it finds in `document`.
pub(super) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    for star in memchr::memchr_iter(b'*', document.text) {
        let names = [&b"NM1"[..], b"N3", b"N4", b"PER", b"REF", b"CLP", b"CLM", b"TRN", b"BPR"];
        let text = document.text.get(..star).unwrap_or_default();
        let Some(name) = names.iter().find(|name| text.ends_with(name)) else { continue };
        let at = star - name.len();
        // A segment begins the text, a line (perhaps escaped, `\\n`), a quoted value, or follows the end of another. `T2 N3* M0`
        // is the stage of a tumour.
        let begins = at == 0
            || matches!(document.byte(at as u32 - 1), b'~' | b'\n' | b'\r' | b'"' | b'n')
            || document.byte(at as u32 - 1) == b' ' && name.len() == 3;
        if begins && document.byte(star as u32 + 1).is_ascii_alphanumeric() {
            segment(document, at, findings);
        }
    }
}

/// What the segment that begins at byte `at` holds.
fn segment(document: &Document<'_>, at: usize, findings: &mut Vec<Finding>) {
    let text = document.text.get(at..(at + LONGEST).min(document.text.len())).unwrap_or_default();
    let len = text.iter().position(|byte| matches!(byte, b'~' | b'\n' | b'\r' | b'"' | b'\\')).unwrap_or(text.len());
    let mut elements: [Range<u32>; ELEMENTS] = core::array::from_fn(|_| 0..0);
    let mut start = at as u32;
    for (place, element) in elements.iter_mut().zip(text.get(..len).unwrap_or_default().split(|byte| *byte == b'*')) {
        *place = start..start + element.len() as u32;
        start += element.len() as u32 + 1;
    }
    let [name, first, second, third, fourth, fifth, _, _, _, ninth, _, _, _, _, _, fifteenth] = elements;
    let mut push = |range: Range<u32>, identifier: Identifier, kind: Kind| {
        if document.bytes(range.clone()).iter().any(u8::is_ascii_alphanumeric) {
            findings.push(finding(range, identifier, kind, "x12.segment", 0.96, Evidence::POSITION));
        }
    };
    match (document.bytes(name), document.bytes(second.clone())) {
        (b"NM1", b"1") => {
            let last = [&fifth, &fourth, &third].into_iter().find(|element| !element.is_empty());
            push(third.start..last.map_or(third.end, |last| last.end), Identifier::Name, Kind::Person);
        }
        // Billing, rendering, referring and service providers; a payer is nobody's address.
        (b"NM1", b"2")
            if matches!(
                document.bytes(first.clone()),
                b"85" | b"77" | b"82" | b"87" | b"FA" | b"DN" | b"1P" | b"SJ"
            ) =>
        {
            push(third, Identifier::Geographic, Kind::Facility);
        }
        (b"N3", _) => push(
            first.start..if second.is_empty() { first.end } else { second.end },
            Identifier::Geographic,
            Kind::Street,
        ),
        (b"N4", _) => {
            push(first, Identifier::Geographic, Kind::City);
            push(third, Identifier::Geographic, Kind::Zip);
        }
        (b"PER", _) => push(second, Identifier::Name, Kind::Person),
        (b"REF", _) => {
            let (identifier, kind) = match document.bytes(first) {
                b"SY" => (Identifier::Ssn, Kind::SsnFull),
                b"EA" => (Identifier::Mrn, Kind::Mrn),
                b"1L" | b"6P" | b"IG" => (Identifier::HealthPlan, Kind::Group),
                b"0F" | b"1W" | b"23" | b"3H" | b"NQ" => (Identifier::HealthPlan, Kind::Member),
                b"D9" | b"F8" | b"1K" | b"Y4" => (Identifier::Other, Kind::Claim),
                b"G1" | b"9F" | b"BB" => (Identifier::Other, Kind::Order),
                b"0B" | b"1G" | b"G2" => (Identifier::License, Kind::Professional),
                _ => return,
            };
            push(second, identifier, kind);
        }
        (b"CLP" | b"CLM", _) => push(first, Identifier::Account, Kind::Account),
        (b"TRN", _) => push(second, Identifier::Other, Kind::Claim),
        (b"BPR", _) => {
            [ninth, fifteenth].into_iter().for_each(|account| push(account, Identifier::Account, Kind::Account))
        }
        _ => {}
    }
}
