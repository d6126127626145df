//! Hospitals, clinics, pharmacies, laboratories, nursing homes, shelters, prisons.
//!
//! A facility's name is a run of words with a head word (`St. Mary's Medical Center`, `Hospital of …`) in which at least one
//! word names, or a name that the lexicon lists (`Mayo Clinic`, `MGH`), or a proper name after a verb of transfer
//! (`transferred from Greystone Hollow`). Department names (`cardiology clinic`) and bare heads (`the hospital`) name nothing.

#![forbid(unsafe_code)]

use super::{Document, Evidence, Finding, Kind, place, run};
use crate::lexicon::{Class, Row};
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
];

/// A name around the head word at `head`.
pub(super) fn by_head(document: &Document<'_>, head: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(head) else { return };
    // The last head of `Mercy Hospital Medical Center` decides; `Medical` is not the head of `Medical Center`.
    // `reticuloendothelial system`, `intensive care unit` and `pain service` are no places.
    let bare = document.is_any(head, words!["system", "systems", "unit", "services", "service"]);
    if bare
        && !head.checked_sub(1).is_some_and(|before| {
            document.is_any(before, words!["health", "healthcare", "hospital", "medical", "care"])
        })
    {
        return;
    }
    // `BRIEF HOSPITAL COURSE` heads a section.
    if continues(document, head) || document.is_any(head + 1, words!["course", "day", "days", "stay"]) {
        return;
    }
    let strength = u32::from(token.row().value);
    if !token.is_capitalised() {
        in_lower_case(document, head, strength, findings);
        return;
    }
    let last = extend_right(document, head);
    let first = run::left(document, head);
    if is_blocked(document, first, head) {
        return;
    }
    let before = run::score(document, first, head);
    let beyond = if last > head { run::score(document, head + 1, last + 1) } else { 0 };
    let strength = (first..head).map(|index| head_strength(document, index)).max().unwrap_or(0).max(strength);
    // `Bolsa Kidney Center`: a service between the name and a weak head.
    let service = head > first + 1
        && !document.classes(head - 1).any(Class::FUNCTION)
        && run::properness(document, head - 1) == 0
        && document.is_any(
            head,
            words!["center", "centre", "institute", "associates", "partners", "specialists", "group", "suites", "care"],
        );
    let strength = if service { strength.max(2) } else { strength };
    let upper = run::in_capitals(document, head);
    let score = before + beyond;
    let needed = match strength {
        3 => 1,
        2 => 2,
        _ => 3,
    } + u32::from(upper);
    if score < needed || last == first {
        // `admitted to General Hospital`: a capital inside a sentence makes a common word a name.
        let called =
            strength == 3 && head == first + 1 + u32::from(document.is(first + 1, b"s")) && !upper && last == head;
        if called
            && cue(document, first)
            && document.is_any(first, run::OPENERS)
            && document.token(first).is_some_and(|token| !token.shape.any(Shape::ALL_UPPER))
        {
            findings.push(place(
                run::range(document, first, last),
                Kind::Facility,
                "geographic.facility",
                0.65,
                Evidence::HEAD_WORD | Evidence::CONTEXT,
            ));
        }
        return;
    }
    // A surname and a head that is prose as well: `Smith Surgery`, `Home Care`.
    let cued = run::before(document, first, 3, words!["at", "from", "to", "by", "of", "with", "in", "near"]);
    let alone = document.begins_line(first) && !document.is_any(head, words!["mri", "surgery", "neuro"]);
    let weak =
        strength <= 1 && !cued && !alone && document.labelled(first, &[crate::lexicon::Label::Facility]).is_none();
    if weak && (upper || score < 4) || is_person_before(document, first, head, strength) {
        return;
    }
    let confidence = match (strength, score) {
        (3, 3..) => 0.98,
        (3, _) if !upper => 0.9,
        (2, 3..) => 0.95,
        (2, _) => 0.8,
        (3, _) => 0.7,
        _ if weak => 0.6,
        _ => 0.8,
    };
    let end = with_number(document, last);
    let range = run::range(document, first, last).start..end;
    findings.push(place(range, Kind::Facility, "geographic.facility", confidence, Evidence::HEAD_WORD));
}

fn head_strength(document: &Document<'_>, index: u32) -> u32 {
    document.token(index).filter(|token| token.is(Class::FACILITY_WORD)).map_or(0, |token| u32::from(token.row().value))
}

/// Whether a further head word follows, so that it decides.
fn continues(document: &Document<'_>, head: u32) -> bool {
    let next = head + 1;
    let gap = document.gap(next);
    let joined = matches!(gap, b" " | b" & " | b"-" | b"/");
    let case = document.token(head).map(|token| token.is_capitalised())
        == document.token(next).map(|token| token.is_capitalised());
    joined
        && case
        && document.classes(next).any(Class::FACILITY_WORD)
        && !document.is_any(next, words!["drugs", "surgery", "unit", "place"])
        || gap == b" "
            && document.is(next, b"and")
            && case_of(document, head)
            && case_of(document, next + 1)
            && document.classes(next + 1).any(Class::FACILITY_WORD)
}

fn case_of(document: &Document<'_>, index: u32) -> bool {
    document.token(index).is_some_and(|token| token.is_capitalised())
}

/// What follows the head: `of Toledo`, `of the University of X`, `, P.C.`
fn extend_right(document: &Document<'_>, head: u32) -> u32 {
    let next = head + 1;
    if document.gap(next) == b" " && document.is_any(next, words!["of", "de", "for", "at"]) {
        let the = u32::from(document.is_any(next + 1, words!["the", "la", "los"]));
        if let Some((last, score)) = run::right(document, next + 1 + the)
            && score >= 2
            && last < next + 7
            && document
                .token(next + 1 + the)
                .is_some_and(|token| token.is_capitalised() && !token.shape.any(Shape::DIGIT))
            && (!document.is_any(next, words!["for", "at"]) || document.classes(next + 1 + the).any(Class::CITY))
            && (!run::in_capitals(document, head)
                || document.is(next, b"of") && document.classes(next + 1 + the).any(Class::CITY.or(Class::STATE)))
            && !(document.is(next, b"at") && run::in_capitals(document, head))
        {
            return last;
        }
    }
    // `Hospital for Special Surgery`, `Center for Women`.
    if document.gap(next) == b" "
        && document.is(next, b"for")
        && document.is_any(next + 1, words!["women", "children", "special", "sick", "joint"])
        && case_of(document, next + 1)
    {
        let surgery = document.is_any(next + 2, words!["surgery", "children"]) && document.gap(next + 2) == b" ";
        return next + 1 + u32::from(surgery);
    }
    let corporate = document.is_any(next, words!["inc", "llc", "llp", "pllc", "pc", "pa", "ltd"])
        && matches!(document.gap(next), b", " | b" ");
    if corporate && case_of(document, next) {
        return next;
    }
    if matches!(document.gap(next), b", " | b" ")
        && document.is(next, b"p")
        && document.gap(next + 1) == b"."
        && document.is_any(next + 1, words!["c", "a"])
    {
        return next + 1;
    }
    head
}

/// The end of the name whose last word is `last`, with the number of a shop: `CVS Pharmacy #1234`, `P.C.`
fn with_number(document: &Document<'_>, last: u32) -> u32 {
    let end = document.token(last).map_or(0, |token| token.end);
    let number = document.token(last + 1);
    if let Some(number) = number
        && matches!(document.gap(last + 1), b" #" | b" # " | b" No. " | b" no. " | b" Store #")
        && number.has_digit()
        && number.len() <= 6
    {
        return number.end;
    }
    if document.byte(end) == b'.' && document.is_any(last, words!["c", "a"]) && document.byte_before(end - 1) == b'.' {
        return end + 1;
    }
    end
}

/// Whether the run is a phrase that is never PHI, or a payer or maker, or a heading word follows.
fn is_blocked(document: &Document<'_>, first: u32, head: u32) -> bool {
    let keep = Class::PROPER.or(Class::PAYER).or(Class::MAKER);
    let covered = (first..=head).any(|index| {
        document.phrase_over(index).is_some_and(|phrase| {
            phrase.row().classes.any(keep) && !phrase.row().classes.any(Class::CITY.or(Class::FACILITY))
        })
    });
    covered
        || first == head
            && document.token(head).is_none_or(|token| token.is(keep))
            && !document.is_any(head + 1, words!["of", "de"])
}

/// `Dr. Smith Cardiology`, `Jane Smith Radiology`: a person before a department.
fn is_person_before(document: &Document<'_>, first: u32, head: u32, strength: u32) -> bool {
    let titled = first > 0 && document.classes(first - 1).any(Class::TITLE) && !run::is_saint(document, first - 1);
    titled && strength < 3 && head <= first + 2
}

/// `mercy west hospital`, `gulfgate pharmacy`: after a preposition, words that are nobody's vocabulary.
fn in_lower_case(document: &Document<'_>, head: u32, strength: u32, findings: &mut Vec<Finding>) {
    if strength < 2
        || document.is_any(
            head,
            words![
                "labs", "lab", "surgery", "medical", "drugs", "dental", "imaging", "mri", "infusion", "dialysis",
                "clinica",
            ],
        )
    {
        return;
    }
    let mut first = head;
    let mut score = 0;
    while first > 0 && head - first < 4 && document.gap(first) == b" " {
        let index = first - 1;
        let Some(token) = document.token(index) else { break };
        let proper = run::properness(document, index);
        let named = proper >= 2
            && token.len() >= 4
            && (token.is(Class::CITY.or(Class::SURNAME).or(Class::GIVEN)) || token.row == 0);
        let fills = run::is_saint(document, index)
            || token.is(Class::DIRECTIONAL)
            || document.is_any(index, words!["grove", "general", "regional", "memorial", "county"]);
        let upper_before = token.is_capitalised() && !token.shape.any(Shape::ALL_UPPER);
        if token.is(Class::FUNCTION) || !(named || fills || upper_before && proper >= 2) {
            break;
        }
        score += if named || upper_before { proper } else { 0 };
        first = index;
    }
    let capital = document.token(first).is_some_and(|token| token.is_capitalised());
    let cued = first > 0
        && document.is_any(first - 1, words!["at", "to", "from", "by", "near", "in", "with"])
        && document.gap(first) == b" ";
    if score < 2 || first == head || !(cued || capital && score >= 3) || is_blocked(document, first, head) {
        return;
    }
    let titled = first > 0 && document.classes(first - 1).any(Class::TITLE);
    if titled || !capital && run::before(document, first, 1, words!["the", "a"]) {
        return;
    }
    let confidence = if capital {
        0.8
    } else if score >= 3 {
        0.75
    } else {
        0.6
    };
    findings.push(place(
        run::range(document, first, head).start..with_number(document, head),
        Kind::Facility,
        "geographic.facility.lower",
        confidence,
        Evidence::HEAD_WORD | Evidence::CONTEXT,
    ));
}

/// A name of the list of facilities: sure ones wherever they stand, the others after a word that speaks for them.
pub(super) fn listed(document: &Document<'_>, first: u32, last: u32, row: Row, findings: &mut Vec<Finding>) {
    if first == last && document.phrase_over(first).is_some_and(|phrase| phrase.last > phrase.first) {
        return;
    }
    let Some(token) = document.token(first) else { return };
    let cued = cue(document, first);
    let sure = row.value >= 3;
    let short = last == first && token.len() <= 5;
    let upper = token.shape.any(Shape::ALL_UPPER);
    if is_scale(document, last) {
        return;
    }
    let confidence = match (sure, cued) {
        (true, true) => 0.93,
        (true, false) if !short || upper => 0.85,
        (false, true) if token.is_capitalised() => 0.7,
        _ => return,
    };
    if !token.is_capitalised() && !cued && !(last > first && token.row().running < 40) {
        return;
    }
    let end = with_number(document, last);
    findings.push(place(
        run::range(document, first, last).start..end,
        Kind::Facility,
        "geographic.facility.listed",
        confidence,
        Evidence::PLACE,
    ));
}

/// `Stanford type A`, `Mayo scissors`.
fn is_scale(document: &Document<'_>, last: u32) -> bool {
    document.gap(last + 1) == b" "
        && (document.classes(last + 1).any(Class::EPONYM_HEAD)
            || document.is_any(
                last + 1,
                words!["type", "criteria", "score", "scissors", "stand", "stage", "classification", "health"],
            ))
}

/// Whether a verb of transfer and a preposition, or a bare `at`, stand before word `first`.
fn cue(document: &Document<'_>, first: u32) -> bool {
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
    let cued = saint && document.is(preposition, b"at") || run::before(document, preposition, 4, TRANSFER_VERBS);
    if run::in_capitals(document, first) || token.shape.any(Shape::ALL_UPPER) || !cued {
        return;
    }
    let Some((last, score)) = run::right(document, first) else { return };
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
    let city = document.classes(first).any(Class::CITY) && last == first;
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
}
