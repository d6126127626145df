//! Device identifiers: serial and lot numbers, UDI carriers, IMEIs.
//!
//! **What it finds.** Labelled serial, lot and device numbers of implants, pumps, monitors and wearables; a whole UDI
//! string in the forms of GS1 (with or without parentheses), HIBCC and ICCBBA; an IMEI with a label or beside the words of
//! a phone or modem.
//!
//! **Rule.** 45 CFR 164.514(b)(2)(i)(M). UDI: 21 CFR 830; GS1 General Specifications, application identifiers 01, 11, 17,
//! 10, 21; ANSI/HIBC 2.6 starts with `+`; ICCBBA ST-017 with `=/`. IMEI: 3GPP TS 23.003.
//!
//! **Not found on purpose.** Models, makers, sizes, catalogue (REF) numbers and firmware: they name a product, not one
//! device. "Serial troponins", "a lot of pain", SN as sentinel node.
//!
//! **Example.** `Insulin pump S/N: NG1184402H` gives `NG1184402H`.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::lexicon::Label;
use crate::recognize::id_value::{self, Rule};
use crate::recognize::{checksum, finding};
use crate::scan::document::Tie;
use crate::scan::{Document, Words, words};
use crate::span::{Evidence, Finding, Kind};

const RULES: [Rule; 3] = [
    Rule { label: Label::Serial, kind: Kind::Serial, name: "device.serial", digits: 4 },
    Rule { label: Label::Imei, kind: Kind::Imei, name: "device.imei-labelled", digits: 4 },
    Rule { label: Label::Lot, kind: Kind::Lot, name: "device.lot", digits: 3 },
];

/// Longest UDI carrier, bytes.
const LONGEST_UDI: u32 = 140;

/// Appends what it finds in `document`.
pub(crate) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    id_value::labelled(document, Identifier::Device, &RULES, findings);
    let mut free = 0;
    for &index in document.figures {
        let Some(token) = document.token(index) else { continue };
        if token.start < free {
            continue;
        }
        if let Some((range, confidence)) = carrier(document, index) {
            free = range.end;
            let evidence = Evidence::SHAPE;
            findings.push(finding(range, Identifier::Device, Kind::Udi, "device.udi", confidence, evidence));
        } else if token.is_number() && token.len() == 15 {
            imei(document, index, findings);
        } else if document.gap(index) == b" / " && token.is_number() && (5..=9).contains(&token.len()) {
            lead(document, index, findings);
        }
    }
    for field in document.fields {
        if field.label == Label::Udi {
            labelled_carrier(document, field.value, field.tie, findings);
        }
    }
}

/// A UDI carrier by its own marks; the token at `index` is its first with a digit.
fn carrier(document: &Document<'_>, index: u32) -> Option<(core::ops::Range<u32>, f32)> {
    let token = document.token(index)?;
    let word = document.word(index);
    let before = document.byte_before(token.start);
    // GS1: `(01)` and fourteen digits.
    if word == b"01" && before == b'(' && document.byte(token.end) == b')' {
        let item = document.word(index + 1);
        if document.gap(index + 1) == b")" && item.len() >= 14 && item[..14].iter().all(u8::is_ascii_digit) {
            return Some((token.start - 1..run_end(document, token.start - 1), 0.99));
        }
    }
    // GS1 without parentheses: 01, a GTIN, and another element.
    if word.len() >= 20 && word.starts_with(b"01") && word[2..16].iter().all(u8::is_ascii_digit) {
        let next = word.get(16..18)?;
        if checksum::gtin(&word[2..16]) && matches!(next, b"11" | b"17" | b"10" | b"21") {
            return Some((token.start..run_end(document, token.start), 0.95));
        }
    }
    // HIBCC: `+H123PARTNO1234567890120/$$42…`.
    if before == b'+' && word.len() >= 8 && word[0].is_ascii_uppercase() {
        let end = run_end(document, token.start - 1);
        if document.bytes(token.end..end).starts_with(b"/$") {
            return Some((token.start - 1..end, 0.97));
        }
    }
    // ICCBBA: `=/A9999XYZ100T0944=,000025=…`.
    if before == b'/' && token.start >= 2 && document.byte(token.start - 2) == b'=' && word.len() >= 6 {
        let end = run_end(document, token.start - 2);
        if document.bytes(token.end..end).contains(&b'=') {
            return Some((token.start - 2..end, 0.97));
        }
    }
    None
}

/// Where the run of a carrier's characters that begins at `start` ends.
fn run_end(document: &Document<'_>, start: u32) -> u32 {
    let most = (document.text.len() as u32).min(start + LONGEST_UDI);
    let mut end = start;
    let mut open = 0;
    while end < most {
        match document.byte(end) {
            b'(' => open += 1,
            b')' if open == 0 => break,
            b')' => open -= 1,
            byte if byte.is_ascii_alphanumeric() => {}
            b'-' | b'.' | b'_' | b'/' | b'+' | b'$' | b'%' | b'*' => {}
            // ICCBBA's own marks.
            b'=' | b',' | b'}' | b'>' if document.byte(start) == b'=' => {}
            _ => break,
        }
        end += 1;
    }
    // Punctuation of the sentence stays outside.
    while end > start && !document.byte(end - 1).is_ascii_alphanumeric() {
        end -= 1;
    }
    end
}

/// `UDI: …` and `UDI-DI 08310679247081`.
fn labelled_carrier(document: &Document<'_>, value: u32, tie: Tie, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(value) else { return };
    let mut start = token.start;
    // The carrier's own first marks are not tokens.
    for _ in 0..2 {
        if start > 0 && matches!(document.byte(start - 1), b'(' | b'+' | b'=' | b'/') {
            start -= 1;
        }
    }
    if document.byte(start) == b'=' && document.byte(start + 1) != b'/' || document.byte(start) == b'/' {
        start = token.start;
    }
    let end = run_end(document, start);
    let digits = document.bytes(start..end).iter().filter(|byte| byte.is_ascii_digit()).count();
    if digits >= 6 {
        let confidence = if tie == Tie::Adjacent { 0.95 } else { 0.99 };
        let evidence = Evidence::LABEL;
        findings.push(finding(start..end, Identifier::Device, Kind::Udi, "device.udi-labelled", confidence, evidence));
    }
}

/// `RA 7841 / 1120448`: the serial number of a lead behind its model.
fn lead(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    const LEADS: &Words = words!["ra", "rv", "lv", "lead", "leads", "atrial", "ventricular", "cs", "hv", "electrode"];
    let model = index.wrapping_sub(1);
    let short = document.token(model).is_some_and(|token| token.has_digit() && token.len() <= 6);
    let told = (1..=3).any(|back| document.is_any(model.wrapping_sub(back), LEADS));
    if let Some(token) = document.token(index).filter(|_| short && told) {
        let (range, evidence) = (token.start..token.end, Evidence::CONTEXT);
        findings.push(finding(range, Identifier::Device, Kind::Serial, "device.lead", 0.7, evidence));
    }
}

/// Fifteen digits with an IMEI's check digit near the words of a phone.
fn imei(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    const CONTEXT: &Words = words![
        "imei",
        "phone",
        "cell",
        "cellular",
        "mobile",
        "modem",
        "handset",
        "sim",
        "device",
        "tablet",
        "monitor",
        "transmitter",
        "watch",
        "hub",
        "gateway",
        "iphone",
    ];
    let Some(token) = document.token(index) else { return };
    if !checksum::imei(document.word(index)) || document.labelled(index, &[Label::Keep]).is_some() {
        return;
    }
    let confidence = if id_value::near(document, index, 6, CONTEXT) { 0.8 } else { 0.3 };
    let evidence = Evidence::CHECK_PASSED;
    let range = token.start..token.end;
    findings.push(finding(range, Identifier::Device, Kind::Imei, "device.imei", confidence, evidence));
}
