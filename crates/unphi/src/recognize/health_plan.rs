//! Health plan beneficiary numbers.
//!
//! **What it finds.** Member, subscriber, policy and card ids, group numbers, Medicare Beneficiary Identifiers and
//! Medicaid ids after (or before) their labels; an MBI by its grammar alone; a bare `ID` beside the words of an
//! insurance card; the number right behind a payer's name; the member and group elements of X12.
//!
//! **Rule.** 45 CFR 164.514(b)(2)(i)(I). MBI: CMS, "Understanding the Medicare Beneficiary Identifier format": eleven
//! characters C A AN N A AN N A A N N; C is 1 to 9, letters are without S L O I B Z; there is no check digit.
//!
//! **Not found on purpose.** Names of payers and plans, plan designs, "group A strep", "family members".
//!
//! **Example.** `Medicare number 1EG4-TE5-MK73` gives `1EG4-TE5-MK73`.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::lexicon::{Class, Label};
use crate::recognize::finding;
use crate::recognize::id_value::{self, Rule};
use crate::scan::{Document, Shape, Words, words};
use crate::span::{Evidence, Finding, Kind};

const RULES: [Rule; 4] = [
    Rule { label: Label::Member, kind: Kind::Member, name: "health-plan.member", digits: 4 },
    Rule { label: Label::Group, kind: Kind::Group, name: "health-plan.group", digits: 3 },
    Rule { label: Label::Mbi, kind: Kind::Mbi, name: "health-plan.mbi-labelled", digits: 4 },
    Rule { label: Label::Medicaid, kind: Kind::Medicaid, name: "health-plan.medicaid", digits: 4 },
];

/// Appends what it finds in `document`.
pub(crate) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    id_value::labelled(document, Identifier::HealthPlan, &RULES, findings);
    for &index in document.figures {
        beneficiary(document, index, findings);
        x12(document, index, findings);
        after_payer(document, index, findings);
    }
    for field in document.fields {
        match field.label {
            Label::Code => card_id(document, field.first, field.value, field.limit, findings),
            Label::Person => holder_key(document, field.first, field.value, field.limit, findings),
            Label::Group => lettered_group(document, field.value, findings),
            _ => {}
        }
    }
}

/// The places of an MBI: `9` a digit from 1, `0` a digit, `A` a letter, `X` either.
const MBI: &[u8; 11] = b"9AX0AX0AA00";

fn fits_mbi(word: &[u8], places: &[u8]) -> bool {
    word.len() == places.len()
        && word.iter().zip(places).all(|(byte, place)| {
            let letter = byte.is_ascii_alphabetic() && !b"SLOIBZ".contains(&byte.to_ascii_uppercase());
            match place {
                b'9' => matches!(byte, b'1'..=b'9'),
                b'0' => byte.is_ascii_digit(),
                b'A' => letter,
                _ => letter || byte.is_ascii_digit(),
            }
        })
}

/// A Medicare Beneficiary Identifier by its grammar.
fn beneficiary(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(index) else { return };
    if !token.shape.any(Shape::LEAD_DIGIT) || token.is_number() || document.labelled(index, &[Label::Keep]).is_some() {
        return;
    }
    let word = document.word(index);
    let (end, confidence) = match word.len() {
        11 if fits_mbi(word, MBI) => (token.end, if token.shape.any(Shape::ALL_UPPER) { 0.9 } else { 0.4 }),
        4 if fits_mbi(word, &MBI[..4])
            && fits_mbi(document.word(index + 1), &MBI[4..7])
            && fits_mbi(document.word(index + 2), &MBI[7..]) =>
        {
            let Some(last) = document.token(index + 2) else { return };
            let confidence = match (document.gap(index + 1), document.gap(index + 2)) {
                (b"-", b"-") => 0.995,
                (b" ", b" ") => 0.9,
                _ => return,
            };
            (last.end, confidence)
        }
        _ => return,
    };
    findings.push(finding(
        token.start..end,
        Identifier::HealthPlan,
        Kind::Mbi,
        "health-plan.mbi",
        confidence,
        Evidence::SHAPE,
    ));
}

/// `NM1*IL*1******MI*WMW12345678~`.
fn x12(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    if document.gap(index) != b"*" {
        return;
    }
    let qualifier = index.wrapping_sub(1);
    if document.word(qualifier) != b"MI" {
        return;
    }
    let limit = document.token(index).map_or(0, |token| token.start + 40);
    if let Some(value) = id_value::read(document, index, limit, Label::Member) {
        findings.push(finding(
            value.range(),
            Identifier::HealthPlan,
            Kind::Member,
            "health-plan.x12",
            0.97,
            Evidence::POSITION,
        ));
    }
}

/// `Anthem ID# JQU712A40981`, `Ins: PPO, ID W2281 90447`: a bare `ID` among the words of an insurance card.
fn card_id(document: &Document<'_>, label: u32, first: u32, limit: u32, findings: &mut Vec<Finding>) {
    const WORDS: &Words = words![
        "ins",
        "insurance",
        "insurer",
        "payer",
        "payor",
        "plan",
        "hmo",
        "ppo",
        "pos",
        "epo",
        "copay",
        "bin",
        "rxbin",
        "pcn",
        "rxpcn",
        "subscriber",
        "coverage",
        "policy",
        "aetna",
        "cigna",
        "humana",
        "anthem",
        "bcbs",
        "uhc",
        "kaiser",
        "molina",
        "tricare",
        "medicaid",
        "medicare",
        "centene",
        "wellcare",
        "blue",
        "oscar",
        "optum",
    ];
    if !document.is(label, b"id") && !document.is(label, b"ident") {
        return;
    }
    let beside = (label.saturating_sub(7)..label).any(|i| {
        (document.is_any(i, WORDS) || document.classes(i).any(Class::PAYER))
            && document.token(i).is_some_and(|word| word.start >= document.line(word.end).start)
    });
    if !beside {
        return;
    }
    if let Some(value) = id_value::read(document, first, limit, Label::Member)
        && value.digits >= 4
    {
        findings.push(finding(
            value.range(),
            Identifier::HealthPlan,
            Kind::Member,
            "health-plan.card-id",
            0.995,
            Evidence::LABEL,
        ));
    }
}

/// `Premera/ZRX600918832 02`, `UHC 0918827`, `on Medicaid, 0094417720`: a number right behind the name of a payer.
fn after_payer(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    /// Words between the two.
    const BETWEEN: &Words = words![
        "id",
        "no",
        "num",
        "nbr",
        "number",
        "card",
        "plan",
        "ppo",
        "hmo",
        "pos",
        "epo",
        "plus",
        "member",
        "mem",
        "mbr",
        "choice",
        "gold",
        "silver",
        "bronze",
        "the",
        "one",
        "is",
        "supp",
        "advantage",
        "primary",
        "sec",
        "secondary",
        "ins",
        "sr",
        "mco",
        "mi",
        "mt",
        "wa",
        "tx",
        "il",
        "ca",
        "ny",
        "fl",
        "pol",
        "policy",
        "sub",
        "subscriber",
        "its",
    ];
    /// Words before a number that make it something else.
    const OTHER: &Words = words!["box", "grp", "group", "bin", "pcn", "phone", "ph", "fax", "call", "part", "form"];
    // Most numbers of a note are doses and values.
    if document.token(index).is_none_or(|token| token.len() < 3) {
        return;
    }
    // `JQU882A44918`, `XF20918B`, `W2290 18841`, `UG-7719-02-1`: letters may lead.
    let led = matches!(document.gap(index), b"-" | b" ")
        && document.token(index.wrapping_sub(1)).is_some_and(|token| {
            token.shape.any(Shape::ALL_UPPER) && !token.has_digit() && token.len() <= 4 && !token.is(Class::PAYER)
        })
        && document.phrase_over(index.wrapping_sub(1)).is_none();
    let first = if led { index - 1 } else { index };
    if index > 0 && !led && document.token(index - 1).is_some_and(|token| token.has_digit()) {
        return;
    }
    let is_payer = |index: u32| {
        document.classes(index).any(Class::PAYER)
            || document.phrase_over(index).is_some_and(|phrase| phrase.row().classes.any(Class::PAYER))
    };
    let mut at = first;
    let named = (0..4).any(|_| {
        let gap = document.gap(at);
        let parted = gap.len() > 5 || gap.iter().any(|byte| b"$.|^\n?!".contains(byte));
        let Some(before) = at.checked_sub(1).filter(|_| !parted) else { return false };
        let payer = is_payer(before);
        at = if payer || document.is_any(before, BETWEEN) && !document.is_any(before, OTHER) { before } else { 0 };
        payer
    });
    let limit = document.token(first).map_or(0, |token| token.start + 40);
    let Some(value) = id_value::read(document, first, limit, Label::Member).filter(|_| named) else { return };
    let phone = value.letters == 0
        && value.digits == 10
        && value.last == value.first + 2
        && document.word(value.last).len() == 4
        && document.word(value.first).len() == 3;
    let fits = value.digits >= 6 || value.digits >= 4 && value.letters >= 2;
    if fits && !phone && !id_value::is_time_or_date(document, &value, false) {
        findings.push(finding(
            value.range(),
            Identifier::HealthPlan,
            Kind::Member,
            "health-plan.after-payer",
            0.72,
            Evidence::CONTEXT,
        ));
    }
}

/// `Subscriber: XYZ123456789`: where the holder's name could stand, the id does.
fn holder_key(document: &Document<'_>, label: u32, first: u32, limit: u32, findings: &mut Vec<Finding>) {
    const HOLDERS: &Words =
        words!["subscriber", "beneficiary", "cardholder", "insured", "policyholder", "enrollee", "recipient", "member"];
    if !document.is_any(label, HOLDERS) {
        return;
    }
    if let Some(value) = id_value::read(document, first, limit, Label::Member)
        && value.digits >= 6
    {
        findings.push(finding(
            value.range(),
            Identifier::HealthPlan,
            Kind::Member,
            "health-plan.holder",
            0.9,
            Evidence::LABEL,
        ));
    }
}

/// `GRP RXCVSD`: pharmacy groups may be letters only; no word looks like that.
fn lettered_group(document: &Document<'_>, first: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(first) else { return };
    let word = document.word(first);
    if !token.has_digit()
        && token.row == 0
        && token.shape.any(Shape::ALL_UPPER)
        && (5..=12).contains(&word.len())
        && word.starts_with(b"RX")
    {
        findings.push(finding(
            token.start..token.end,
            Identifier::HealthPlan,
            Kind::Group,
            "health-plan.pharmacy-group",
            0.8,
            Evidence::LABEL,
        ));
    }
}
