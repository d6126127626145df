//! Account numbers: patient, guarantor and bank accounts, encounters, payment cards, IBANs.
//!
//! **What it finds.** What a label announces as an account, guarantor, encounter, visit, contact serial (CSN) or
//! financial number, even in part (`account ending in 7741`, `VISA ****8810`); a payment card by issuer prefix, length
//! and Luhn; an IBAN by its check digits.
//!
//! **Rule.** 45 CFR 164.514(b)(2)(i)(J). Cards: ISO/IEC 7812-1. IBAN: ISO 13616-1.
//!
//! **Not found on purpose.** Amounts, balances, `visit 3 of 12`, long counters that fail the check digit.
//!
//! **Example.** `Pt left this at the desk: 4824 5040 0088 3873` gives the card.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::lexicon::Label;
use crate::recognize::id_value::{self, Rule};
use crate::recognize::{checksum, finding};
use crate::scan::{Document, Shape};
use crate::span::{Evidence, Finding, Kind};

const RULES: [Rule; 4] = [
    Rule { label: Label::Account, kind: Kind::Account, name: "account.labelled", digits: 4 },
    Rule { label: Label::Encounter, kind: Kind::Encounter, name: "account.encounter", digits: 3 },
    Rule { label: Label::Card, kind: Kind::Card, name: "account.card-labelled", digits: 6 },
    Rule { label: Label::Iban, kind: Kind::Iban, name: "account.iban-labelled", digits: 6 },
];

/// Appends what it finds in `document`.
pub(crate) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    id_value::labelled(document, Identifier::Account, &RULES, findings);
    for &index in document.figures {
        let Some(token) = document.token(index) else { continue };
        if token.is_number() && matches!(token.len(), 4 | 14..=19) {
            card(document, index, findings);
        } else if token.shape.any(Shape::FIRST_UPPER) && token.len() >= 4 {
            iban(document, index, findings);
        }
    }
}

/// A card number without a label.
fn card(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(index) else { return };
    let end = if token.len() > 4 { token.end } else { grouped_end(document, index).unwrap_or(0) };
    let before = document.byte_before(token.start);
    if end <= token.start || matches!(before, b'-' | b'.' | b'/') || matches!(document.byte(end), b'-' | b'/') {
        return;
    }
    let digits = document.bytes(token.start..end);
    let common = matches!(digits.first(), Some(b'4' | b'5'))
        || matches!(digits.get(..2), Some(b"34" | b"37" | b"35"))
        || digits.starts_with(b"60")
        || digits.starts_with(b"65")
        || digits.starts_with(b"2")
        || matches!(digits.get(..2), Some(b"30" | b"36" | b"38"));
    if !common || !checksum::card(digits) || document.labelled(index, &[Label::Keep]).is_some() {
        return;
    }
    let grouped = token.len() == 4;
    findings.push(finding(
        token.start..end,
        Identifier::Account,
        Kind::Card,
        "account.card",
        if grouped { 0.95 } else { 0.85 },
        Evidence::CHECK_PASSED,
    ));
}

/// Where digits in the groups of a card end: 4-4-4-4 or 4-6-5, one separator throughout.
fn grouped_end(document: &Document<'_>, index: u32) -> Option<u32> {
    let separator = document.gap(index + 1);
    if !matches!(separator, b" " | b"-") {
        return None;
    }
    let len = |i: u32| document.token(index + i).filter(|token| token.is_number()).map_or(0, |token| token.len());
    let alike = |i: u32| document.gap(index + i) == separator;
    let last = match (len(1), len(2), len(3)) {
        (4, 4, 4) if alike(2) && alike(3) => 3,
        (6, 5 | 4, _) if alike(2) => 2,
        _ => return None,
    };
    document.token(index + last).map(|token| token.end)
}

/// An IBAN without a label: country, check digits, groups.
fn iban(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(index) else { return };
    let [a, b, c, d, ..] = document.word(index) else { return };
    if !(a.is_ascii_uppercase() && b.is_ascii_uppercase() && c.is_ascii_digit() && d.is_ascii_digit()) {
        return;
    }
    let mut end = None;
    if token.len() >= 15 {
        end = checksum::iban(document.word(index)).then_some(token.end);
    } else if token.len() == 4 {
        // At most seven more groups of four and a rest.
        for next in index + 1..index + 9 {
            let Some(group) = document.token(next) else { break };
            if !matches!(document.gap(next), b" " | b"-") || group.len() > 4 {
                break;
            }
            if checksum::iban(document.bytes(token.start..group.end)) {
                end = Some(group.end);
            }
            if group.len() < 4 {
                break;
            }
        }
    }
    if let Some(end) = end {
        let evidence = Evidence::CHECK_PASSED;
        findings.push(finding(token.start..end, Identifier::Account, Kind::Iban, "account.iban", 0.97, evidence));
    }
}
