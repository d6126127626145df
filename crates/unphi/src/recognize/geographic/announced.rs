//! Facilities that their neighbours announce: a verb of transfer and a preposition (`transferred from Greystone Hollow`), a
//! mark (`-> Banner Desert`), a label, a word of care and its date (`stay Wexmoor 10/20`), a first facility before `and`.

#![forbid(unsafe_code)]

use super::facility::is_blocked;
use super::{Document, Evidence, Field, Finding, Kind, place, run};
use crate::lexicon::Class;
use crate::scan::{Shape, Words, words};

/// Verbs whose preposition announces a facility.
const TRANSFER_VERBS: &Words = words![
    "transferred",
    "transfer",
    "transferring",
    "admitted",
    "hospitalized",
    "hospitalised",
    "seen",
    "followed",
    "treated",
    "evaluated",
    "discharged",
    "referred",
    "sent",
    "taken",
    "flown",
    "airlifted",
    "presented",
    "presenting",
    "delivered",
    "staying",
    "resident",
    "resides",
    "lives",
    "living",
    "resided",
    "brought",
    "admission",
    "surgery",
    "care",
    "rx",
    "called",
    "faxed",
    "fill",
    "filled",
    "pickup",
    "records",
    "imaging",
    "scan",
    "labs",
    "performed",
    "done",
    "obtained",
    "ed",
    "er",
    "nurse",
    "placed",
    "transfered",
    "txp",
    "xfer",
    "xferred",
    "transported",
    "transport",
    "went",
    "goes",
    "going",
    "go",
    "stayed",
    "stay",
    "stays",
    "inpt",
    "inpatient",
    "hospitalization",
    "hospitalizations",
    "dialysis",
    "dialyzes",
    "appt",
    "appointment",
    "visit",
    "visits",
    "followup",
    "u",
    "established",
    "pcp",
    "rehab",
    "took",
    "back",
    "over",
    "bed",
    "accepted",
    "stabilized",
    "eval",
    "workup",
    "biopsy",
    "mri",
    "ct",
    "underwent",
    "diagnosed",
    "hospice",
    "reside",
    "residing",
    "live",
    "lived",
    "moved",
    "placement",
    "relocation",
    "dc",
    "discharge",
    "mgr",
    "therapist",
    "cardiologist",
    "oncologist",
    "res",
    "hospitalised",
    "trached",
    "cathed",
    "stented",
    "monitored",
    "reviewed",
    "operated",
    "op",
    "ip",
    "call",
    "notified",
    "picked",
    "resides",
    "returned",
    "arrived",
    "came",
    "left",
    "been",
    "accept",
    "accepts",
    "accepting",
    "planning",
    "options",
    "resection",
    "prior",
    "surg",
    "formerly",
    "previously",
    "now",
    "nurse",
];

/// Whether a verb of transfer and a preposition, or a bare `at`, stand before word `first`.
pub(super) fn cue(document: &Document<'_>, first: u32) -> bool {
    if first > 0 && document.gap(first).ends_with(b"@ ") {
        return true;
    }
    if first == 0 || !matches!(document.gap(first), b" " | b"  " | b"\n") {
        return false;
    }
    let mut at = first - 1;
    if at > 0 && document.is(at, b"the") {
        at -= 1;
    }
    document.is_any(at, words!["at", "from", "to", "by"])
        && (document.is(at, b"at") || run::before(document, at, 4, TRANSFER_VERBS))
}

/// `transferred from Greystone Hollow`, `lives at Bethany Pointe`, `Rx sent to Refuah Drugs`: the pivot is the preposition.
pub(super) fn after_verb(document: &Document<'_>, preposition: u32, findings: &mut Vec<Finding>) {
    let mut first = preposition + 1;
    if document.is(first, b"the") {
        first += 1;
    }
    let Some(token) = document.token(first) else { return };
    if !token.is_capitalised()
        || token.is(Class::TITLE.or(Class::FUNCTION).or(Class::MONTH).or(Class::WEEKDAY))
            && !run::is_saint(document, first)
        || document.gap(first) != b" "
    {
        return;
    }
    let saint = run::is_saint(document, first);
    let at = document.is(preposition, b"at");
    let cued = saint && at || run::before(document, preposition, 4, TRANSFER_VERBS);
    if run::in_capitals(document, first) {
        in_one_case(document, first, cued, at, findings);
        return;
    }
    // `accepted to VHC`: an acronym that nothing else is known by.
    if token.shape.any(Shape::ALL_UPPER) && token.row == 0 && (3..=5).contains(&token.len()) {
        let word = document.word(first);
        let unit = word.ends_with(b"CU") || word.ends_with(b"SU") || token.has_digit();
        let placeholder =
            document.is_any(first, words!["abc", "abcd", "xyz", "xxx", "xxxx", "xyzd", "dme", "hha", "ptot"]);
        if cued && !unit && !placeholder && document.gap(first + 1) != b"-" && document.gap(first + 1) != b"/" {
            findings.push(place(
                run::range(document, first, first),
                Kind::Facility,
                "geographic.facility.acronym",
                0.55,
                Evidence::CONTEXT,
            ));
            further(document, first, findings);
        }
        return;
    }
    if token.shape.any(Shape::ALL_UPPER) && token.len() != 3 || !cued && !at {
        return;
    }
    let Some((last, score)) = run::right(document, first) else { return };
    // `NICU at Primary's.`
    if at
        && cued
        && last == first + 1
        && document.is(last, b"s")
        && !token.is(Class::RELATION.or(Class::GIVEN).or(Class::ROLE))
    {
        let ends = document.gap(last + 1).first().is_none_or(|byte| matches!(byte, b'.' | b',' | b';' | b')' | b'\n'));
        if ends && !token.is(Class::CLINICAL) {
            findings.push(place(
                run::range(document, first, last),
                Kind::Facility,
                "geographic.facility.context",
                0.55,
                Evidence::CONTEXT,
            ));
            return;
        }
    }
    // `at Banner Desert`: without a verb of care, two words that name.
    if !cued && (last == first || score < 4) {
        return;
    }
    // `seen at St. Luke's`.
    if saint && document.is(last, b"s") && score > 0 {
        findings.push(place(
            run::range(document, first, last),
            Kind::Facility,
            "geographic.facility.context",
            0.95,
            Evidence::CONTEXT,
        ));
        return;
    }
    let clinical = (first..=last).any(|index| {
        document.classes(index).any(Class::CLINICAL.or(Class::STATE).or(Class::COUNTRY))
            && run::properness(document, index) == 0
    });
    let city = document.classes(first).any(Class::CITY.or(Class::COUNTRY).or(Class::STATE)) && last == first;
    let person = document.classes(first).any(Class::GIVEN) && !document.is(preposition, b"at");
    if clinical
        || city
        || person
        || score < 3
        || is_blocked(document, first, last)
        || document.labelled(first, &[crate::lexicon::Label::Person]).is_some()
    {
        return;
    }
    let confidence = if last > first { 0.7 } else { 0.55 };
    findings.push(place(
        run::range(document, first, last),
        Kind::Facility,
        "geographic.facility.context",
        confidence,
        Evidence::CONTEXT,
    ));
    further(document, last, findings);
}

/// The second of two facilities: `at Sacred Heart and Deaconess`, `to Prairie Crossings or Good Sam Canton`.
pub(super) fn further(document: &Document<'_>, last: u32, findings: &mut Vec<Finding>) {
    let mut first = last + 1;
    if document.gap(first) != b" " || !document.is_any(first, words!["and", "or", "then"]) {
        return;
    }
    first += 1;
    let Some(token) = document.token(first).filter(|_| document.gap(first) == b" ") else { return };
    let plain = Class::TITLE
        .or(Class::FUNCTION)
        .or(Class::MONTH)
        .or(Class::WEEKDAY)
        .or(Class::CLINICAL)
        .or(Class::STATE)
        .or(Class::COUNTRY)
        .or(Class::RELATION)
        .or(Class::ROLE);
    if !token.is_capitalised() || token.is(plain) && !run::is_saint(document, first) {
        return;
    }
    let acronym = token.shape.any(Shape::ALL_UPPER);
    if acronym && (token.row != 0 && !token.is(Class::FACILITY) || !(3..=5).contains(&token.len())) {
        return;
    }
    let Some((end, score)) = run::right(document, first) else { return };
    let clinical = (first..=end).any(|index| {
        document.classes(index).any(Class::CLINICAL.or(Class::DRUG)) && run::properness(document, index) == 0
    });
    if clinical || score < 3 && !acronym && !token.is(Class::FACILITY) || is_blocked(document, first, end) {
        return;
    }
    findings.push(place(
        run::range(document, first, end),
        Kind::Facility,
        "geographic.facility.context",
        0.58,
        Evidence::CONTEXT,
    ));
}

/// The same where capitals say nothing, in dictation and in messages: `RESIDES AT GOLDEN ACRES`, `stent at mercy gilbert`.
/// The words must be names or unknown, for nothing else sets them apart.
pub(super) fn in_one_case(document: &Document<'_>, first: u32, cued: bool, at: bool, findings: &mut Vec<Finding>) {
    const PLAIN: Class = Class::FUNCTION
        .or(Class::MONTH)
        .or(Class::WEEKDAY)
        .or(Class::RELATION)
        .or(Class::ROLE)
        .or(Class::STATE)
        .or(Class::COUNTRY)
        .or(Class::MEASURE_UNIT)
        .or(Class::ABBREV)
        .or(Class::TITLE)
        .or(Class::DRUG);
    const LISTED: Class = Class::SURNAME.or(Class::GIVEN).or(Class::CITY).or(Class::COUNTY).or(Class::FACILITY);
    if !cued && !at {
        return;
    }
    let (mut score, mut named, mut last) = (0, 0, None);
    for index in first..first + 4 {
        let Some(token) = document.token(index) else { break };
        let gap = document.gap(index);
        let possessive = document.is(index, b"s") && gap == b"'";
        if index > first && !possessive && !matches!(gap, b" " | b"-") && !run::is_saint(document, index - 1) {
            break;
        }
        let saint = run::is_saint(document, index);
        if token.has_digit() || token.is(PLAIN) && !saint || index > first && token.is(Class::FACILITY_WORD) && !saint {
            break;
        }
        let proper = run::properness(document, index);
        let fills = saint || possessive || token.is(Class::DIRECTIONAL.or(Class::AREA_WORD));
        if proper == 0 && !fills && !document.is_any(index, run::OPENERS) {
            break;
        }
        let unknown = token.row == 0 && token.len() >= 4;
        named += u32::from(unknown || token.is(LISTED) && token.prior >= 0);
        score += proper;
        last = Some(index);
    }
    let Some(mut last) = last else { return };
    // `at bridgeview estates`: a weak head ends the name.
    let head = document.gap(last + 1) == b" "
        && document.classes(last + 1).any(Class::FACILITY_WORD)
        && document.token(last + 1).is_some_and(|word| {
            word.is_capitalised() == document.token(first).is_some_and(|first| first.is_capitalised())
        })
        && !document.is_any(
            last + 1,
            words![
                "med", "lab", "labs", "mri", "surgery", "care", "unit", "place", "hand", "eye", "home", "health",
                "therapy", "sleep", "services"
            ],
        );
    if head && named > 0 {
        last += 1;
        named += 1;
        score += 2;
    }
    let saint = run::is_saint(document, first) && last > first;
    let lone = document.token(first).is_some_and(|token| {
        token.row == 0 && token.len() >= 5 || token.is(Class::FACILITY) || token.is(Class::CITY) && token.prior > 8
    });
    let enough = match (last - first, cued) {
        _ if saint => cued || at,
        (0, true) => at && lone,
        (0, false) => false,
        (_, true) => named > u32::from(!at) && score >= 4,
        (_, false) => named >= 2 && score >= 5,
    };
    if enough && !is_blocked(document, first, last) {
        findings.push(place(
            run::range(document, first, last),
            Kind::Facility,
            "geographic.facility.context",
            if last > first { 0.6 } else { 0.52 },
            Evidence::CONTEXT,
        ));
    }
}

/// `-> Banner Desert`, `appt @ Valley Eye`: marks that stand for the preposition.
pub(super) fn by_mark(document: &Document<'_>, findings: &mut Vec<Finding>) {
    for at in document.signs_among(*b"@>") {
        let arrow = document.byte(at) == b'>';
        let open = if arrow { document.byte_before(at) == b'-' } else { document.byte_before(at) == b' ' };
        if !open || document.byte(at + 1) != b' ' && (arrow || !document.byte(at + 1).is_ascii_uppercase()) {
            continue;
        }
        let first = document.token_at(at + 1);
        let plain = Class::TITLE.or(Class::FUNCTION).or(Class::MONTH).or(Class::WEEKDAY).or(Class::CLINICAL);
        let Some(token) = document.token(first).filter(|token| token.start <= at + 2) else { continue };
        if !token.is_capitalised() || token.is(plain) && !run::is_saint(document, first) || token.is_number() {
            continue;
        }
        if run::in_capitals(document, first) {
            continue;
        }
        let Some((last, score)) = run::right(document, first) else { continue };
        let clinical = (first..=last).any(|index| {
            document.classes(index).any(Class::CLINICAL.or(Class::DRUG)) && run::properness(document, index) == 0
        });
        let person = arrow && token.is(Class::GIVEN) && !token.is(Class::CITY);
        if clinical || person || score < if arrow { 4 } else { 3 } || is_blocked(document, first, last) {
            continue;
        }
        findings.push(place(
            run::range(document, first, last),
            Kind::Facility,
            "geographic.facility.context",
            if last > first { 0.85 } else { 0.52 },
            Evidence::CONTEXT,
        ));
    }
}

/// What follows `preposition` in a text without capitals.
pub(super) fn in_message(document: &Document<'_>, preposition: u32, findings: &mut Vec<Finding>) {
    let mut first = preposition + 1;
    if document.is(first, b"the") {
        first += 1;
    }
    if document.gap(first) != b" " || document.token(first).is_none_or(|token| token.is_capitalised()) {
        return;
    }
    let at = document.is(preposition, b"at");
    let cued = run::before(document, preposition, 4, TRANSFER_VERBS);
    in_one_case(document, first, cued, at, findings);
}

/// A name right behind a label that begins its line or cell: `Hosp ORHC  Pharmacy Hy-Vee`.
pub(super) fn beside(document: &Document<'_>, field: &Field, findings: &mut Vec<Finding>) {
    let first = field.value;
    let begins = document.begins_line(field.first) || document.gap(field.first).ends_with(b"  ");
    let capital = |index: u32| document.token(index).is_some_and(|token| token.is_capitalised());
    if !begins || !capital(field.first) || !capital(first) || document.gap(first) != b" " {
        return;
    }
    let Some((last, score)) = run::right(document, first) else { return };
    let other = (first..=last)
        .any(|index| document.classes(index).any(Class::CLINICAL.or(Class::TITLE).or(Class::ROLE).or(Class::RELATION)));
    // `SNF PROGRESS NOTE` heads a document.
    let upper = |index: u32| document.token(index).is_some_and(|token| token.shape.any(Shape::ALL_UPPER));
    let shouted = last > first && (first..=last).all(upper);
    let ends =
        matches!(document.gap(last + 1), gap if gap.is_empty() || gap.starts_with(b"  ") || gap.starts_with(b"\n"));
    if score < 2 || other || shouted || !ends || is_blocked(document, first, last) {
        return;
    }
    findings.push(place(
        run::range(document, first, last),
        Kind::Facility,
        "geographic.facility.labelled",
        0.7,
        Evidence::LABEL,
    ));
}

/// `stay CaroMont 10/20`, `MRI Fairfax Radiology 2/22`, `stays: Harbor Oaks (11/2023)`: a proper name between a word of care
/// and its date needs no preposition.
pub(super) fn before_date(document: &Document<'_>, number: u32, findings: &mut Vec<Finding>) {
    let slash = document.byte(document.token(number).map_or(0, |token| token.end)) == b'/';
    let Some(last) = number.checked_sub(1).filter(|_| slash && matches!(document.gap(number), b" " | b" (")) else {
        return;
    };
    let mut first = number;
    let mut score = 0;
    while first > 0 && number - first < 4 && (first == number || document.gap(first) == b" ") {
        let Some(token) = document.token(first - 1) else { break };
        let plain = Class::TITLE
            .or(Class::FUNCTION)
            .or(Class::CLINICAL)
            .or(Class::DRUG)
            .or(Class::ABBREV)
            .or(Class::ROLE)
            .or(Class::RELATION)
            .or(Class::WEEKDAY)
            .or(Class::MONTH);
        let plain = token.is(plain) && run::properness(document, first - 1) == 0;
        if !token.is_capitalised() || token.has_digit() || plain || token.shape.any(Shape::ALL_UPPER) {
            break;
        }
        score += run::properness(document, first - 1);
        first -= 1;
    }
    let told = first > 0
        && matches!(document.gap(first), b" " | b": ")
        && document.is_any(
            first - 1,
            words![
                "stay",
                "stays",
                "admit",
                "admits",
                "admission",
                "admissions",
                "admitted",
                "mri",
                "ct",
                "biopsy",
                "biopsies",
                "labs",
                "echo",
                "cath",
                "surgery",
                "visit",
                "visits",
                "seen",
                "hospitalization",
                "hospitalizations",
                "hosp",
                "er",
                "ed",
                "mammogram",
                "colonoscopy",
                "scan",
                "inpt",
                "inpatient",
            ],
        );
    if told && first < number && score >= 3 && !is_blocked(document, first, last) {
        findings.push(place(
            run::range(document, first, last),
            Kind::Facility,
            "geographic.facility.dated",
            0.6,
            Evidence::CONTEXT,
        ));
    }
}
