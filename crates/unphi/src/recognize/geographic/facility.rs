//! Hospitals, clinics, pharmacies, laboratories, nursing homes, shelters, prisons.
//!
//! A facility's name is a run of words with a head word (`St. Mary's Medical Center`, `Hospital of …`) in which at least one
//! word names, or a name that the lexicon lists (`Mayo Clinic`, `MGH`). Department names (`cardiology clinic`) and bare heads
//! (`the hospital`) name nothing. What is called by plain words is in [`institution`], what has no head in
//! [`announced`](super::announced).

#![forbid(unsafe_code)]

use super::announced::{cue, further};
use super::{Document, Evidence, Finding, Kind, institution, place, run};
use crate::lexicon::{Class, Row};
use crate::scan::document::Casing;
use crate::scan::{Shape, Words, words};

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
    // `Nescopeck Bone and Joint`.
    let first = run::left(document, institution::joined_first(document, head).unwrap_or(head));
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
pub(super) fn is_blocked(document: &Document<'_>, first: u32, head: u32) -> bool {
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
        || sure && !short && token.row().running < 40 && !token.is(Class::COMMON.or(Class::SURNAME));
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
