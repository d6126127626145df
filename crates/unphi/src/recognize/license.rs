//! Certificate and license numbers: driver licences, DEA registrations, NPIs, professional licences.
//!
//! **What it finds.** What a label announces, whatever its check digit says; a DEA registration by its check digit; a
//! number sign after a credential (`RN #R0088194`); NPIs in X12 and in the OID of a clinical document.
//!
//! **Rule.** 45 CFR 164.514(b)(2)(i)(K). DEA: 21 CFR 1301.35, check digit of the registration; NPI: 45 CFR 162.406,
//! Luhn over 80840 and the number.
//!
//! **Not found on purpose.** Ten bare digits that happen to pass Luhn (one in ten does); spine levels, vitamins, leads;
//! provider taxonomies, which are public codes.
//!
//! **Example.** `DEA# BS2029723  Refills: 0` gives `BS2029723`.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::lexicon::{Class, Label};
use crate::recognize::id_value::{self, Rule};
use crate::recognize::{checksum, finding};
use crate::scan::{Document, Shape, Token, Words, words};
use crate::span::{Evidence, Finding, Kind};

const RULES: [Rule; 4] = [
    Rule { label: Label::Driver, kind: Kind::Driver, name: "license.driver", digits: 4 },
    Rule { label: Label::Dea, kind: Kind::Dea, name: "license.dea-labelled", digits: 4 },
    Rule { label: Label::Npi, kind: Kind::Npi, name: "license.npi", digits: 5 },
    Rule { label: Label::Professional, kind: Kind::Professional, name: "license.professional", digits: 4 },
];

/// Appends what it finds in `document`.
pub(crate) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    id_value::labelled(document, Identifier::License, &RULES, findings);
    for &index in document.figures {
        let Some(token) = document.token(index) else { continue };
        match token.len() {
            9 if token.shape.any(Shape::ALL_UPPER) && token.shape.any(Shape::FIRST_UPPER) => {
                registration(document, index, findings);
            }
            10 if token.is_number() => provider(document, index, findings),
            _ => {}
        }
        after_credential(document, index, findings);
        crew(document, index, token, findings);
    }
}

/// A DEA registration that nothing announces.
fn registration(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    const CONTEXT: &Words = words![
        "dea",
        "prescriber",
        "rx",
        "refills",
        "refill",
        "dispense",
        "prescribed",
        "md",
        "do",
        "np",
        "signed",
        "pharmacy",
    ];
    let Some(token) = document.token(index) else { return };
    if !checksum::dea(document.word(index)) || document.labelled(index, &[Label::Keep]).is_some() {
        return;
    }
    let context = id_value::near(document, index, 8, CONTEXT);
    let confidence = if context { 0.9 } else { 0.7 };
    let evidence = Evidence::CHECK_PASSED;
    let range = token.start..token.end;
    findings.push(finding(range, Identifier::License, Kind::Dea, "license.dea", confidence, evidence));
}

/// An NPI where a structure names it: `XX*1741215473`, `root="2.16.840.1.113883.4.6" extension="…"`.
fn provider(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(index) else { return };
    let before = |back: u32| document.word(index.wrapping_sub(back));
    let x12 = document.gap(index) == b"*" && before(1) == b"XX";
    let oid = before(1).eq_ignore_ascii_case(b"extension") && before(2) == b"6" && before(3) == b"4";
    // HL7: `1084148521^^^^^^^^NPI`, `^NPI`.
    let hl7 =
        document.byte(token.end) == b'^' && (checksum::npi(document.word(index)) || document.is(index + 1, b"npi"));
    // `npi, 1506515570`, `NPI of 1604469720`: as it is spoken, where the check digit fits.
    let spoken =
        (1..=3).any(|back| document.is(index.wrapping_sub(back), b"npi")) && checksum::npi(document.word(index));
    if x12 || oid || hl7 || spoken {
        let evidence = Evidence::POSITION;
        let range = token.start..token.end;
        findings.push(finding(range, Identifier::License, Kind::Npi, "license.npi-position", 0.95, evidence));
    }
}

/// `Crew: Pratt/P24418  Szeto/E118830`: the letter of a level and the number of a certificate behind a name.
fn crew(document: &Document<'_>, index: u32, token: &Token, findings: &mut Vec<Finding>) {
    let word = document.word(index);
    let shaped = matches!(word, [b'A'..=b'Z', rest @ ..] if (4..=7).contains(&rest.len()) && rest.iter().all(u8::is_ascii_digit));
    if !shaped || document.gap(index) != b"/" {
        return;
    }
    let named = document.token(index.wrapping_sub(1)).is_some_and(|name| {
        name.is_capitalised()
            && name.len() > 2
            && !name.shape.any(Shape::ALL_UPPER.or(Shape::DIGIT))
            && (name.row == 0 || name.is(Class::SURNAME))
    });
    if named {
        let (range, evidence) = (token.start..token.end, Evidence::POSITION);
        findings.push(finding(range, Identifier::License, Kind::Professional, "license.crew", 0.65, evidence));
    }
}

/// `RN #R0088194`, `NRP, #P-20418`, `EMT-P (P-11702)`, `PMHNP AP10077`, `rn r 188204-3`.
fn after_credential(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    // `P-20418`, `r 188204`: letters that lead the number.
    let led = matches!(document.gap(index), b"-" | b" ")
        && document.token(index.wrapping_sub(1)).is_some_and(|token| token.len() <= 2 && !token.has_digit())
        && !document.classes(index.wrapping_sub(1)).any(Class::CREDENTIAL);
    // `EMT-P 711820`: the letter is the level of the credential.
    let level = led
        && document.gap(index) == b" "
        && document.gap(index - 1) == b"-"
        && document.classes(index.wrapping_sub(2)).any(Class::CREDENTIAL);
    let led = led && !level;
    let first = if led { index.wrapping_sub(1) } else { index };
    let gap = document.gap(first);
    let signed = gap.last() == Some(&b'#') && gap.len() <= 3;
    let noted = matches!(gap, b" " | b" (" | b": " | b", ");
    let Some(before) = first.checked_sub(1).filter(|_| signed || noted) else { return };
    // `EMT-P`: the level of a credential.
    let level = before > 0 && document.gap(before) == b"-" && document.word(before).len() == 1;
    let credential = if level { before - 1 } else { before };
    if !document.classes(credential).any(Class::CREDENTIAL)
        || document.is_any(credential, words!["pt", "ot", "ma", "dc", "atc", "pta", "rt", "ct"])
        || is_unit(document, credential)
    {
        return;
    }
    let Some(start) = document.token(first).map(|token| token.start) else { return };
    // A letter parted by a space leads a number that is read without it.
    let apart = led && document.gap(index) == b" ";
    let from = if apart { index } else { first };
    let Some(value) = id_value::read(document, from, start + 24, Label::Professional) else { return };
    let letters = value.letters + u8::from(apart);
    // `MD 20852` is Maryland.
    let coded = (1..=4).contains(&letters) && value.digits >= 4;
    let word = document.token(first).is_some_and(|token| token.shape.any(Shape::LONG) && token.is_lower());
    let bare = value.digits >= 6 && letters == 0 && value.first == value.last;
    if signed && value.digits >= 4 || noted && (coded && !word || bare) {
        findings.push(finding(
            start..value.end,
            Identifier::License,
            Kind::Professional,
            "license.after-credential",
            if signed { 0.9 } else { 0.8 },
            Evidence::CREDENTIAL,
        ));
    }
}

/// `elapsed_ms: 482913`, `ms: 482913`: the unit of a logged number, at the end of its key or all of it.
fn is_unit(document: &Document<'_>, word: u32) -> bool {
    document.is_any(word, words!["ms", "us", "ns", "s", "min", "kb", "mb", "gb", "tb", "hz", "pct"])
        && document.token(word).is_some_and(|token| {
            token.is_lower() && (document.byte_before(token.start) == b'_' || document.gap(word + 1) == b": ")
        })
}
