//! Account numbers: patient, guarantor and bank accounts, encounters, payment cards, IBANs.
//!
//! **What it finds.** What a label announces as an account, guarantor, encounter, visit, contact serial (CSN) or
//! financial number, even in part (`account ending in 7741`, `VISA ****8810`); a payment card by issuer prefix, length
//! and Luhn; an IBAN by its check digits, or by its country, length and groups; the address of a wallet.
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
        } else if (26..=62).contains(&token.len()) {
            wallet(document, index, findings);
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
        || digits.starts_with(b"67")
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

/// The address of a wallet: Bitcoin's Base58Check (`1…`, `3…`) and Bech32 (`bc1…`), Ethereum's `0x` and forty hex digits.
/// Their checks need a hash; an alphabet without look-alikes and the length are proof enough.
fn wallet(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(index) else { return };
    let word = document.word(index);
    let all = |allowed: fn(&u8) -> bool| word.iter().all(allowed);
    let any = |wanted: fn(&u8) -> bool| word.iter().any(wanted);
    let base58 = matches!(word.first(), Some(b'1' | b'3'))
        && word.len() <= 35
        && all(|byte| byte.is_ascii_alphanumeric() && !matches!(byte, b'0' | b'O' | b'I' | b'l'))
        && any(u8::is_ascii_uppercase)
        && any(u8::is_ascii_lowercase);
    let bech32 = word.starts_with(b"bc1")
        && word.len() >= 42
        && word.iter().skip(3).all(|byte| matches!(byte, b'0' | b'2'..=b'9' | b'a'..=b'z') && !b"bio".contains(byte));
    let ethereum = word.len() == 42 && word.starts_with(b"0x") && word.iter().skip(2).all(u8::is_ascii_hexdigit);
    if base58 || bech32 || ethereum {
        let range = token.start..token.end;
        findings.push(finding(range, Identifier::Account, Kind::Account, "account.wallet", 0.8, Evidence::SHAPE));
    }
}

/// How long the IBANs of a country are (SWIFT, ISO 13616 IBAN registry), by length.
const LENGTHS: [(u8, &str); 18] = [
    (15, "NO"),
    (16, "BE"),
    (18, "DK FI FO FK GL NL SD"),
    (19, "MK SI"),
    (20, "AT BA EE KZ LT LU MN XK"),
    (21, "CH HR LI LV"),
    (22, "BG BH CR DE GB GE IE ME RS VA"),
    (23, "AE GI IL IQ OM SO TL"),
    (24, "AD CZ ES MD PK RO SA SE SK TN VG"),
    (25, "LY PT ST"),
    (26, "IS TR"),
    (27, "BI DJ FR GR IT MC MR SM"),
    (28, "AL AZ BY CY DO GT HU LB NI PL SV"),
    (29, "BR EG PS QA UA"),
    (30, "JO KW MU YE"),
    (31, "MT SC"),
    (32, "LC"),
    (33, "RU"),
];

/// The length of the IBANs of the country whose letters `word` begins with; 0 when it issues none.
fn iban_length(word: &[u8]) -> usize {
    let Some(country) = word.get(..2) else { return 0 };
    LENGTHS
        .iter()
        .find(|(_, countries)| countries.as_bytes().chunks(3).any(|listed| listed.get(..2) == Some(country)))
        .map_or(0, |(length, _)| usize::from(*length))
}

/// An IBAN without a label: country, check digits, groups. With a wrong check digit, or a character too few or too many,
/// it is still one when it has a country's letters and is written in an IBAN's groups.
fn iban(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(index) else { return };
    let word = document.word(index);
    let [a, b, c, d, ..] = word else { return };
    if !(a.is_ascii_uppercase() && b.is_ascii_uppercase() && c.is_ascii_digit() && d.is_ascii_digit()) {
        return;
    }
    let length = iban_length(word);
    let fits = |count: usize| length > 0 && count.abs_diff(length) <= 1;
    let digits =
        |range: core::ops::Range<u32>| document.bytes(range).iter().filter(|byte| byte.is_ascii_digit()).count();
    let (mut checked, mut shaped) = (None, None);
    if token.len() >= 14 {
        checked = checksum::iban(word).then_some(token.end);
        shaped = (fits(token.len()) && digits(token.start..token.end) >= 10).then_some(token.end);
    } else if token.len() == 4 {
        let mut count = token.len();
        // At most seven more groups of four and a rest.
        for next in index + 1..index + 9 {
            let Some(group) = document.token(next) else { break };
            if !matches!(document.gap(next), b" " | b"-") || group.len() > 4 {
                break;
            }
            count += group.len();
            if checksum::iban(document.bytes(token.start..group.end)) {
                checked = Some(group.end);
            }
            if fits(count) && (count <= length || shaped.is_none()) && digits(token.start..group.end) >= 10 {
                shaped = Some(group.end);
            }
            if group.len() < 4 {
                break;
            }
        }
    }
    let (end, confidence, evidence) = match (checked, shaped) {
        (Some(end), _) => (end, 0.97, Evidence::CHECK_PASSED),
        (None, Some(end)) => (end, 0.9, Evidence::CHECK_FAILED),
        (None, None) => return,
    };
    findings.push(finding(token.start..end, Identifier::Account, Kind::Iban, "account.iban", confidence, evidence));
}
