//! Hospitals, clinics, pharmacies, laboratories, nursing homes, shelters, prisons.
//!
//! A facility's name is a run of words with a head word (`St. Mary's Medical Center`, `Hospital of …`) in which at least one
//! word names, or a name that the lexicon lists (`Mayo Clinic`, `MGH`), or a proper name where only a facility stands: after a
//! verb of transfer (`transferred from Greystone Hollow`), two words after `at`, behind `->` and `@`, between a word of care
//! and its date (`stay Wexmoor 10/20`), or as the second of two (`at Sacred Heart and Wexmoor`). In dictation and messages,
//! where capitals say nothing, those words must be listed or unknown. Department names (`cardiology clinic`) and bare heads (`the hospital`) name nothing.

#![forbid(unsafe_code)]

use super::{Document, Evidence, Field, Finding, Kind, institution, place, run};
use crate::lexicon::{Class, Row};
use crate::scan::document::Casing;
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

/// A name around the head word at `head`.
pub(super) fn by_head(document: &Document<'_>, head: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(head) else { return };
    // The last head of `Mercy Hospital Medical Center` decides; `Medical` is not the head of `Medical Center`.
    // `reticuloendothelial system`, `intensive care unit` and `pain service` are no places.
    if !token.is_capitalised() && token.row().value < 2 {
        return;
    }
    let bare = document.is_any(head, words!["system", "systems", "unit", "services", "service"]);
    if bare
        && !head.checked_sub(1).is_some_and(|before| {
            document.is_any(before, words!["health", "healthcare", "hospital", "medical", "care"])
        })
    {
        return;
    }
    // `Coord/Station/Gait`, `Gait and station`: how one stands. `HOSPITAL LABORATORY FINDINGS` heads a section.
    if document.is(head, b"station") && matches!(document.gap(head), b"/" | b", ")
        || document.is_any(head + 1, words!["findings", "results", "values", "software"])
    {
        return;
    }
    // `BRIEF HOSPITAL COURSE` heads a section.
    if continues(document, head) || document.is_any(head + 1, words!["course", "day", "days", "stay"]) {
        return;
    }
    let pair = institution::strength(document, head);
    // `Specialty Rx`, `Dental Arts`: as the second of two only.
    if pair == 0 && document.is_any(head, words!["rx", "arts", "alliance"]) {
        return;
    }
    let strength = u32::from(token.row().value).max(pair);
    if !token.is_capitalised() {
        let before = findings.len();
        in_lower_case(document, head, strength, findings);
        if findings.len() == before && strength >= 3 {
            findings.extend(institution::in_lower_case(document, head));
        }
        return;
    }
    let last = extend_right(document, head);
    let first = run::left(document, head);
    let known = findings.len();
    if first == head && last == head && document.is_any(head, HEADS_FIRST) && document.gap(head + 1) == b" " {
        if let Some((end, score)) = run::right(document, head + 1)
            && score >= 2
            && end < head + 5
            && !run::in_capitals(document, head)
        {
            findings.push(place(
                run::range(document, head, end),
                Kind::Facility,
                "geographic.facility",
                0.85,
                Evidence::HEAD_WORD,
            ));
        }
        return;
    }
    if is_blocked(document, first, head) {
        return;
    }
    let compass = head == first + 1
        && document.is_any(head, words!["general", "regional", "memorial"])
        && token.shape.any(Shape::LONG)
        && document.classes(first).any(Class::DIRECTIONAL)
        && follows_preposition(document, first);
    let before = run::score(document, first, head) + 2 * u32::from(compass);
    let beyond = if last > head { run::score(document, head + 1, last + 1) } else { 0 };
    let strength = (first..head).map(|index| head_strength(document, index)).max().unwrap_or(0).max(strength);
    // `Bolsa Kidney Center`: a service between the name and a weak head.
    if strength <= 1
        && document.gap(first) == b" "
        && document.is_any(first.wrapping_sub(1), words!["of", "for"])
        && document.is_any(
            first.wrapping_sub(2),
            words!["department", "dept", "division", "clinic", "service", "section", "unit"],
        )
    {
        return;
    }
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
    // A surname and a head that is prose as well: `Smith Surgery`, `Home Care`.
    let cued = run::before(document, first, 3, words!["at", "from", "to", "by", "of", "with", "in", "near"]);
    let told = follows_preposition(document, first)
        || is_enclosed(document, first)
        || head > first + 1 && document.gap(first).ends_with(b": ");
    let needed =
        match strength {
            3 => 1,
            2 => 2,
            _ if told => 2,
            _ => 3,
        } + u32::from(upper && !(strength == 2 && (is_letterhead(document, first, last) || cue(document, first))));
    if score < needed || last == first {
        if strength >= 3 && last == head && !is_person_before(document, first, head, strength) {
            findings.extend(institution::by_capitals(document, first, head));
        }
        if findings.len() > known {
            return;
        }
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
    let alone = document.begins_line(first) && !document.is_any(head, words!["mri", "surgery", "neuro"]);
    let weak = strength <= 1
        && !cued
        && !alone
        && !is_enclosed(document, first)
        && document.labelled(first, &[crate::lexicon::Label::Facility]).is_none();
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
    let last = if last == head && !upper { site(document, last) } else { last };
    let end = with_number(document, last);
    let range = run::range(document, first, last).start..end;
    findings.push(place(range, Kind::Facility, "geographic.facility", confidence, Evidence::HEAD_WORD));
    if told && !upper {
        further(document, last, findings);
    }
    super::city::beyond(document, last, findings);
}

/// Whether a preposition of place stands right before word `first`, perhaps with an article.
fn follows_preposition(document: &Document<'_>, first: u32) -> bool {
    let Some(before) = first.checked_sub(1) else { return false };
    let at = if document.is(before, b"the") { before.wrapping_sub(1) } else { before };
    document.gap(first) == b" " && document.is_any(at, words!["at", "from", "to", "by", "with", "near"])
}

/// `DO (Tidewater Family Practice, fax …)`: what stands in brackets after somebody is where that person works.
fn is_enclosed(document: &Document<'_>, first: u32) -> bool {
    document.gap(first).ends_with(b"(")
}

/// Whether words `first` to `last` are alone in their line or cell, as in a letterhead or a form.
fn is_letterhead(document: &Document<'_>, first: u32, last: u32) -> bool {
    let starts = document.begins_line(first)
        || document.gap(first).ends_with(b"  ")
        // `BARTHOLOMEW OYINLOLA, NP, BAYOU TECHE HEALTH`.
        || document.gap(first) == b", " && document.classes(first.wrapping_sub(1)).any(Class::CREDENTIAL);
    let after = document.gap(last + 1);
    starts
        && last >= first + 2
        && (after.starts_with(b"  ") || matches!(after.first(), None | Some(b'\n' | b'\r' | b'\t')))
}

/// Heads that stand before the name in their language: `Klinikum St. Georg`, `Farmacia Ramirez`.
const HEADS_FIRST: &Words = words![
    "klinikum",
    "klinik",
    "krankenhaus",
    "hopital",
    "clinique",
    "ospedale",
    "policlinico",
    "clinica",
    "farmacia",
    "pharmacie",
    "apotheke",
    "szpital",
    "sanatorio",
    "uniklinik",
    "infirmary",
];

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
        && !document.is_any(next, words!["drugs", "surgery", "unit", "place", "rx", "arts", "alliance"])
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
    // `Reno Skin & Cancer`, `Piedmont Lung & Sleep`.
    if document.gap(next) == b" & "
        && case_of(document, next)
        && !run::in_capitals(document, head)
        && document.classes(next).any(Class::CLINICAL.or(Class::FACILITY_WORD))
    {
        return next;
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
    // In a text that has capitals these are departments; `call hillcrest imaging` of a message is none.
    let message = document.casing == Casing::Lower;
    // `MRI at wildwood imaging`: behind `at` a name of the lists or of none.
    let named = document.is_any(head.wrapping_sub(2), words!["at", "from", "to"])
        && document.gap(head) == b" "
        && document.token(head.wrapping_sub(1)).is_some_and(|token| {
            token.len() >= 5
                && (token.row == 0 || token.is(Class::CITY.or(Class::SURNAME)) && token.row().running <= 48)
                && !token.is(Class::CLINICAL.or(Class::FUNCTION).or(Class::EPONYM))
        });
    if strength < 2
        || !message
            && !named
            && document.is_any(
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
        && (document.is_any(first - 1, words!["at", "to", "from", "by", "near", "in", "with", "w"])
            && matches!(document.gap(first), b" " | b"/ ")
            || document.casing == Casing::Lower
                && document
                    .is_any(first - 1, words!["the", "says", "is", "call", "called", "via", "per", "uses", "use"])
                && strength >= 2);
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
        (false, true) if token.is_capitalised() => 0.8,
        _ => return,
    };
    let known = last > first && token.row().running < 40
        || document.casing == Casing::Lower && sure && !short && !token.is(Class::COMMON.or(Class::SURNAME));
    if !token.is_capitalised() && !cued && !known {
        return;
    }
    let last = if upper && !short { last } else { site(document, last) };
    // `Walgreens by Miller Park`, `Hanger on Jefferson Hwy`.
    let beside = document.gap(last + 1) == b" "
        && document.is_any(last + 1, words!["on", "by", "near", "off"])
        && !run::in_capitals(document, last);
    let last = match run::right(document, last + 2).filter(|(end, score)| beside && *score >= 2 && *end < last + 6) {
        Some((end, _)) => end,
        None => last,
    };
    let end = with_number(document, last);
    findings.push(place(
        run::range(document, first, last).start..end,
        Kind::Facility,
        "geographic.facility.listed",
        confidence,
        Evidence::PLACE,
    ));
    if cued && token.is_capitalised() && !run::in_capitals(document, last) {
        further(document, last, findings);
    }
}

/// The last word of a listed name with the site that follows it: `UF Health Leesburg`, `Kaiser Fontana`, `Banner UMC South`.
fn site(document: &Document<'_>, last: u32) -> u32 {
    const SITES: Class = Class::CITY.or(Class::DIRECTIONAL).or(Class::AREA_WORD);
    let mut end = last;
    while end < last + 3 && document.gap(end + 1) == b" " {
        let Some(next) = document.token(end + 1) else { break };
        let named = next.is(SITES)
            && !next.is(Class::STATE)
            && (next.is(Class::DIRECTIONAL) || run::properness(document, end + 1) >= 2)
            || document.is_any(end + 1, words!["main", "campus", "general", "regional", "memorial", "umc"]);
        let shouted = next.len() > 4 && next.shape.any(Shape::ALL_UPPER);
        if !named || !next.is_capitalised() || shouted {
            break;
        }
        end += 1;
    }
    end
}

/// `Stanford type A`, `Mayo scissors`.
fn is_scale(document: &Document<'_>, last: u32) -> bool {
    document.gap(last + 1) == b" "
        && (document.classes(last + 1).any(Class::EPONYM_HEAD)
            || document.is_any(
                last + 1,
                words![
                    "type",
                    "criteria",
                    "score",
                    "scissors",
                    "stand",
                    "stage",
                    "classification",
                    "health",
                    "software",
                    "guidelines",
                    "protocol",
                ],
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
fn further(document: &Document<'_>, last: u32, findings: &mut Vec<Finding>) {
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
