//! Donation numbers of blood and tissue: `W0422 24 488834`, `W0881 24 551020 00`, `W201521213428H`.
//!
//! ISBT 128 (ICCBBA, *Standard Technical Specification*, Donation Identification Number): a facility of a letter or digit
//! and four more characters, two digits of the year, six of the running number; on a bag two flag digits or a check
//! character follow. The number leads to the donor and, through the issue record, to the recipient.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::recognize::finding;
use crate::scan::Document;
use crate::span::{Evidence, Finding, Kind};

/// Appends the donation number that begins with token `index`.
pub(super) fn find(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let Some(facility) = document.token(index) else { return };
    let word = document.word(index);
    let [first, digits @ ..] = word else { return };
    if !first.is_ascii_uppercase() || !digits.iter().all(u8::is_ascii_digit) {
        return;
    }
    let number = |at: u32, len: usize| {
        document.token(at).is_some_and(|token| token.is_number() && token.len() == len)
            && matches!(document.gap(at), b" " | b"-")
    };
    let last = match digits.len() {
        // `W042224488834` whole.
        12 => index,
        4 if number(index + 1, 2) && number(index + 2, 6) => index + 2,
        _ => return,
    };
    // The flags, or the check character.
    let next = document.token(last + 1).filter(|_| document.gap(last + 1) == b" ");
    let tail = next.is_some_and(|next| {
        next.is_number() && next.len() == 2 && last > index || next.len() == 1 && next.is_capitalised()
    }) && document.gap(last + 2) != b"-";
    let end = document.token(last + u32::from(tail)).map_or(facility.end, |token| token.end);
    let range = facility.start..end;
    findings.push(finding(range, Identifier::Other, Kind::Specimen, "other.donation", 0.9, Evidence::SHAPE));
}
