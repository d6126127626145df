//! Codes behind a number sign: `Emp # 44812`, `Donor #UNOS-AKDR112`, `trooper Eytchison #412`, `hold paper # H118840`.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::lexicon::Label;
use crate::recognize::{finding, id_value};
use crate::scan::{Document, Words, words};
use crate::span::{Evidence, Finding, Kind};

/// `Emp # 44812`, `Donor #UNOS-AKDR112`: nouns that announce an id only before a number sign.
pub(super) fn find(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    const BADGE: &Words = words![
        "emp",
        "employee",
        "inmate",
        "prisoner",
        "offender",
        "detainee",
        "student",
        "officer",
        "staff",
        "interpreter",
        "trooper",
        "deputy",
        "agent",
        "volunteer",
        "worker",
        "sailor",
        "soldier",
        "member",
    ];
    const CASE: &Words = words![
        "report",
        "event",
        "run",
        "complaint",
        "citation",
        "warrant",
        "cause",
        "investigation",
        "matter",
        "file",
        "cad",
        "docket",
        "petition",
        "appeal",
        "grievance",
    ];
    const CODE: &Words = words![
        "donor",
        "band",
        "bracelet",
        "wristband",
        "permit",
        "locker",
        "registry",
        "evidence",
        "property",
        "package",
        "shipment",
        "tracking",
        "donation",
        "registration",
        "confirmation",
        "certificate",
        "receipt",
        "bag",
        "kit",
        "enrollment",
        "enrolment",
        "screening",
        "redcap",
    ];
    const ACCOUNT: &Words = words![
        "statement",
        "stmt",
        "invoice",
        "transaction",
        "customer",
        "cust",
        "guarantor",
        "bill",
        "ledger",
        "check",
        "routing"
    ];
    const SERIAL: &Words = words![
        "device",
        "asset",
        "equipment",
        "implant",
        "sensor",
        "transmitter",
        "monitor",
        "pump",
        "generator",
        "batch"
    ];
    /// Who wears a number: `Ofc Trueblood #2207`.
    const OFFICERS: &Words =
        words!["officer", "ofc", "trooper", "deputy", "sgt", "sergeant", "det", "detective", "cpl", "agent", "guard"];
    /// What has numbers that name nobody.
    const COUNTED: &Words = words![
        "model",
        "product",
        "image",
        "images",
        "series",
        "reference",
        "ref",
        "part",
        "catalog",
        "catalogue",
        "cat",
        "item",
        "sku",
        "lot",
        "size",
        "gauge",
        "slice",
        "page",
        "line",
        "row",
        "step",
        "chapter",
        "version",
        "build",
        "issue",
        "pr",
        "bug",
        "commit",
        "ticket",
        "job",
        "attempt",
        "retry",
        "disp",
        "dispense",
        "qty",
        "quantity",
        "cpt",
        "icd",
        "ndc",
        "code",
        "level",
        "tooth",
        "teeth",
        "needle",
        "blade",
        "suture",
        "a",
        "the",
        "with",
        "and",
        "of",
        "or",
        "in",
        "to",
        "call",
        "phone",
        "tel",
        "ext",
        "apt",
        "unit",
        "suite",
        "ste",
        "rm",
        "room",
        "fr",
        "protocol"
    ];
    // `#UNOS-AKDR112`: the sign stands before the letters.
    let first = if document.gap(index) == b"-" { index.wrapping_sub(1) } else { index };
    let gap = document.gap(first);
    if gap.len() > 4 || !gap.contains(&b'#') || first == 0 {
        return;
    }
    let noun = first - 1;
    let named = (2..=3).any(|back| document.is_any(first.wrapping_sub(back), OFFICERS))
        && document.token(noun).is_some_and(|name| name.is_capitalised() && !name.has_digit());
    let (identifier, kind, known) = if document.is_any(noun, BADGE) || named {
        (Identifier::Other, Kind::Badge, true)
    } else if document.is_any(noun, CASE) {
        (Identifier::Other, Kind::Case, true)
    } else if document.is_any(noun, CODE) {
        (Identifier::Other, Kind::Code, true)
    } else if document.is_any(noun, ACCOUNT) {
        (Identifier::Account, Kind::Account, true)
    } else if document.is_any(noun, SERIAL) {
        (Identifier::Device, Kind::Serial, true)
    } else if gap != b" # "
        || document.is_any(noun, COUNTED)
        || document.token(noun).is_some_and(|noun| noun.has_digit())
    {
        // A space parts a code from the colour `#1B6384`.
        return;
    } else {
        (Identifier::Other, Kind::Code, false)
    };
    let limit = document.token(first).map_or(0, |token| token.start + 40);
    let Some(value) = id_value::read(document, first, limit, Label::Code) else { return };
    let enough = match known {
        true if named => value.digits >= 3,
        true => value.digits >= 4 || value.letters >= 2 && value.digits >= 3,
        // `hold paper # H118840`, `State rpt # MI-IR-0031177`: whatever the noun, so many digits count nothing.
        false => value.digits >= 5 || value.letters > 0 && value.digits >= 4,
    };
    if enough {
        let confidence = if known { 0.92 } else { 0.6 };
        findings.push(finding(value.range(), identifier, kind, "other.number-sign", confidence, Evidence::LABEL));
    }
}
