//! Medical record numbers.
//!
//! **What it finds.** Numbers that a label announces as a record, chart, unit, hospital or patient number, in whatever
//! style a site writes them (`00482913`, `448-21-07`, `M0038841`, `TX-990217`, `30 77 412`); the label may follow in
//! parentheses. Without a label: `MRN1234567` glued together, `Pt #10883`, a long `#1234567`, the `extension` of a C-CDA id.
//!
//! **Rule.** 45 CFR 164.514(b)(2)(i)(H). There is no national grammar: sites number as they like, so the label decides.
//!
//! Without any label, by where a number stands: behind age and sex in a header (`Park, Fern 55F 02486567`), in brackets behind a
//! name (`Lefebvre, Mirlande (22893704)`); and by leading zeros, which no quantity has (`keep=00928599`).
//!
//! **Not found on purpose.** Other bare digits; `MR` as mitral regurgitation or magnetic resonance (a grade or
//! a sequence follows, never four digits); `record 4471 of 20433`.
//!
//! **Example.** `64F (MRN 5520917) with CHF` gives `5520917`.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::lexicon::{Class, Label};
use crate::recognize::finding;
use crate::recognize::id_value::{self, Rule};
use crate::recognize::name;
use crate::scan::document::Tie;
use crate::scan::{Document, Token, words};
use crate::span::{Evidence, Finding, Kind};

const RULES: [Rule; 1] = [Rule { label: Label::Mrn, kind: Kind::Mrn, name: "mrn.labelled", digits: 3 }];

/// Appends what it finds in `document`.
pub(crate) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    id_value::labelled(document, Identifier::Mrn, &RULES, findings);
    for &index in document.figures {
        glued(document, index, findings);
        hashed(document, index, findings);
        extension(document, index, findings);
        if !by_place(document, index, findings) {
            zeros(document, index, findings);
        }
    }
    patient_keys(document, findings);
}

/// `MRN1234567`, `mr00482913`: label and number without anything between.
fn glued(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let word = document.word(index);
    let label = word.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(b"mrn"));
    if label && word.len() >= 8 && word.len() <= 20 && word[3..].iter().all(u8::is_ascii_digit) {
        push(document, index, index, "mrn.glued", 0.95, Evidence::LABEL, findings);
    }
}

/// `Pt #10883`, `#1234567` in a header.
fn hashed(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(index) else { return };
    let lead = document.byte(token.end) == b'-' && token.len() >= 2;
    if !document.gap(index).contains(&b'#') || token.len() < 5 && !lead || token.len() > 12 {
        return;
    }
    let patient = document
        .is_any(index.wrapping_sub(1), words!["pt", "patient", "pat", "resident", "client", "unit", "mr"])
        && document.gap(index).len() <= 4;
    let digits = document.word(index).iter().filter(|byte| byte.is_ascii_digit()).count();
    if patient && digits >= 4 {
        let Some(value) = id_value::read(document, index, token.start + 24, Label::Mrn) else { return };
        push(document, value.first, value.last, "mrn.patient-number", 0.95, Evidence::LABEL, findings);
    } else if document.byte_before(token.start) == b'#'
        && token.is_number()
        && digits >= 5
        && !(matches!(document.byte(token.end), b'-' | b'/')
            || document.byte(token.end) == b'.' && document.byte(token.end + 1).is_ascii_digit())
        // `issue #12044`, `PR #88120`.
        && !(digits == 5 && document.is_any(index.wrapping_sub(1), words!["issue", "pr", "build", "bug", "row", "line", "model", "lot", "store", "pharmacy", "step"]))
    {
        push(document, index, index, "mrn.number-sign", 0.6, Evidence::SHAPE, findings);
    } else if document.byte_before(token.start) == b'#' && token.is_number() && document.byte(token.end) == b'-' {
        parted(document, index, findings);
    }
}

/// `#5520-918`, `EEG #26-0118`: a number sign and a number in two parts.
fn parted(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let Some(start) = document.token(index).map(|token| token.start) else { return };
    let Some(value) = id_value::read(document, index, start + 24, Label::Mrn) else { return };
    let two = value.last == value.first + 1 && document.word(value.last).len() >= 3;
    if two && value.letters == 0 && (6..=12).contains(&value.digits) {
        push(document, value.first, value.last, "mrn.number-sign", 0.6, Evidence::SHAPE, findings);
    }
}

/// `<id extension="60044-71" root="…"/>` of a clinical document.
fn extension(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    if document.gap(index) != b"=\"" || !document.is(index.wrapping_sub(1), b"extension") {
        return;
    }
    let limit = document.token(index).map_or(0, |token| token.start + 40);
    if let Some(value) = id_value::read(document, index, limit, Label::Mrn).filter(|value| value.digits >= 4)
        && !id_value::is_time_or_date(document, &value, false)
    {
        findings.push(finding(value.range(), Identifier::Mrn, Kind::Mrn, "mrn.extension", 0.75, Evidence::POSITION));
    }
}

/// `PARK, FERN 55F 02486567`, `12/25/57  M  26759517`, `LONG, YICHEN, 63M, 71495-817`, `Lefebvre, Mirlande (22893-704)`: what
/// stands behind age and sex, or in brackets behind a name, is the patient's number.
fn by_place(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> bool {
    let Some(token) = document.token(index) else { return false };
    let Some(before) = index.checked_sub(1).and_then(|at| document.token(at)) else { return false };
    let gap = document.gap(index);
    let enclosed = gap == b" (";
    let column = gap.len() > 1 && gap.iter().all(|byte| *byte == b' ');
    if !(enclosed || column || matches!(gap, b" " | b", " | b" #" | b" | ")) || token.len() < 2 || token.len() > 10 {
        return false;
    }
    const OTHER: Class = Class::CLINICAL.or(Class::DRUG).or(Class::ABBREV).or(Class::MAKER).or(Class::CITY);
    let placed = if enclosed {
        before.is(Class::GIVEN.or(Class::SURNAME)) && before.prior >= 0 && !before.is(OTHER)
    } else {
        is_age_and_sex(document, index - 1) || column && ends_birth(document, index - 1)
    };
    if !placed {
        return false;
    }
    let Some(value) = id_value::read(document, index, token.start + 24, Label::Mrn) else { return false };
    let shaped = (6..=10).contains(&value.digits)
        && value.letters <= 1
        && value.first == index
        && value.last <= index + 3
        && !id_value::is_time_or_date(document, &value, false)
        && document.labelled(index, &[Label::Keep]).is_none();
    let after = document.byte(value.end);
    if !shaped || after == b'-' || matches!(after, b'.' | b'/' | b':') && document.byte(value.end + 1).is_ascii_digit()
    {
        return false;
    }
    if enclosed && after != b')' {
        return false;
    }
    findings.push(finding(value.range(), Identifier::Mrn, Kind::Mrn, "mrn.behind-patient", 0.75, Evidence::POSITION));
    true
}

/// `F  04/17/1933`, `DOB 4/17/33`: the date that ends with token `index` is the birth date of a header.
fn ends_birth(document: &Document<'_>, index: u32) -> bool {
    let (month, before) = (index.wrapping_sub(2), index.wrapping_sub(3));
    matches!(document.gap(index), b"/" | b"-")
        && document.gap(index.wrapping_sub(1)) == document.gap(index)
        && document.token(month).is_some_and(Token::is_number)
        && (matches!(document.word(before), b"F" | b"M") || document.is_any(before, words!["dob", "born"]))
}

/// `55F`, `44f`, `63 M`; `M` alone behind a date.
fn is_age_and_sex(document: &Document<'_>, index: u32) -> bool {
    let word = document.word(index);
    if matches!(word, b"F" | b"M" | b"f" | b"m") {
        let column = document.gap(index).iter().all(|byte| matches!(byte, b' ' | b'|' | b'/'));
        return column && document.token(index.wrapping_sub(1)).is_some_and(Token::has_digit);
    }
    name::is_age_and_sex(word)
}

/// `00928599`: seven digits and more with two zeros before them, as record numbers are filled up.
fn zeros(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(index).filter(|token| token.is_number() && (7..=10).contains(&token.len())) else {
        return;
    };
    let word = document.word(index);
    let apart = |byte: u8| {
        matches!(byte, 0 | b' ' | b'\n' | b'"' | b'\'' | b'(' | b')' | b'[' | b']' | b',' | b';' | b'=' | b'>' | b'<')
    };
    let (before, after) = (document.byte_before(token.start), document.byte(token.end));
    let ends = apart(after) || matches!(after, b'.' | b':') && !document.byte(token.end + 1).is_ascii_digit();
    if !word.starts_with(b"00") || word.get(2).is_none_or(|third| *third == b'0') || !apart(before) || !ends {
        return;
    }
    if id_value::is_json_key(document, token) {
        return;
    }
    let public = words![
        "ndc", "gtin", "upc", "code", "codes", "snomed", "rxnorm", "cpt", "loinc", "offset", "bytes", "seq", "port"
    ];
    if document.labelled(index, &[Label::Keep]).is_some()
        || (1..=2).any(|back| document.is_any(index.wrapping_sub(back), public))
    {
        return;
    }
    push(document, index, index, "mrn.zeros", 0.6, Evidence::SHAPE, findings);
}

/// `pat=M0071-5583`, `patient: 7718204`: where a name could stand, an id does.
fn patient_keys(document: &Document<'_>, findings: &mut Vec<Finding>) {
    for field in document.fields {
        if field.label != Label::Person || field.tie == Tie::Adjacent {
            continue;
        }
        if !document.is_any(field.first, words!["pat", "pt", "patient", "subject", "person", "member", "client"]) {
            continue;
        }
        if let Some(value) = id_value::read(document, field.value, field.limit, Label::Mrn)
            && value.digits >= 5
            && value.len() <= 16
        {
            findings.push(finding(value.range(), Identifier::Mrn, Kind::Mrn, "mrn.patient-key", 0.85, Evidence::LABEL));
        }
    }
}

fn push(
    document: &Document<'_>,
    first: u32,
    last: u32,
    rule: &'static str,
    confidence: f32,
    evidence: Evidence,
    findings: &mut Vec<Finding>,
) {
    if let (Some(first), Some(last)) = (document.token(first), document.token(last)) {
        findings.push(finding(first.start..last.end, Identifier::Mrn, Kind::Mrn, rule, confidence, evidence));
    }
}
