//! Heads of two words that hardly anything but an institution is called by: `Health System`, `Family Practice`, `Skilled
//! Nursing`.
//!
//! Each of the two is vocabulary of every note; together, behind a word that clinical text has no use for, they name. Names of
//! plain words (`Twin Buttes Health System`, `big thicket specialty pharmacy`) are found by that and by where they stand.

#![forbid(unsafe_code)]

use super::{Document, Evidence, Finding, Kind, place, run};
use crate::lexicon::Class;
use crate::scan::{Words, words};

/// Most words before the head.
const REACH: u32 = 6;

/// The first words and the second ones.
const PAIRS: &[(&Words, &Words)] = &[
    (
        words!["health", "medical", "healthcare"],
        words![
            "system", "systems", "center", "centre", "centers", "network", "group", "partners", "campus", "alliance"
        ],
    ),
    (words!["behavioral", "behavioural"], words!["health", "healthcare"]),
    (words!["family"], words!["practice", "medicine", "health", "physicians", "clinic"]),
    (words!["internal"], words!["medicine"]),
    (
        words![
            "dental",
            "eye",
            "imaging",
            "oncology",
            "cardiology",
            "surgical",
            "surgery",
            "orthopedic",
            "cancer",
            "heart",
            "kidney",
            "dialysis",
            "vein",
            "spine",
            "women",
            "womens",
            "s",
            "birth",
            "wellness",
            "rehabilitation",
            "rehab"
        ],
        words![
            "arts",
            "institute",
            "partners",
            "associates",
            "group",
            "specialists",
            "center",
            "centre",
            "clinic",
            "health",
            "hospital"
        ],
    ),
    (
        words!["medicine", "health", "dental", "eye", "surgery", "care", "radiology", "pediatric"],
        words!["associates", "partners", "specialists"],
    ),
    (words!["specialty", "compounding", "order", "community"], words!["pharmacy", "rx", "drug", "drugs"]),
    (words!["urgent", "memory", "convalescent"], words!["care"]),
    (words!["assisted", "senior", "independent"], words!["living"]),
    (
        words!["skilled", "nursing", "and", "hospice", "care"],
        words!["nursing", "rehab", "rehabilitation", "home", "house", "center"],
    ),
    (
        words![
            "community",
            "general",
            "regional",
            "memorial",
            "university",
            "methodist",
            "baptist",
            "county",
            "district"
        ],
        words!["hospital"],
    ),
];

/// What `and` or `&` joins: `Bone and Joint`, `Foot & Ankle`, `Sleep & Lung`.
const JOINED: &[(&Words, &Words)] = &[
    (words!["bone"], words!["joint", "spine"]),
    (words!["foot"], words!["ankle"]),
    (words!["ear", "nose"], words!["throat"]),
    (words!["lung", "pulmonary", "allergy", "asthma"], words!["sleep", "asthma", "allergy", "immunology"]),
    (words!["sleep", "joint", "pain"], words!["lung", "spine", "wellness"]),
    (words!["heart", "vein", "cardiac"], words!["vascular", "lung", "vein"]),
    (words!["skin"], words!["cancer", "laser"]),
    (words!["kidney"], words!["hypertension"]),
    (words!["women", "womens", "s"], words!["children"]),
    (words!["eye"], words!["ear", "laser", "retina"]),
];

/// The first of two services that `and` or `&` joins to word `head`.
pub(super) fn joined_first(document: &Document<'_>, head: u32) -> Option<u32> {
    let before = head.checked_sub(1)?;
    let first = match document.gap(head) {
        b" & " => before,
        b" " if document.is(before, b"and") && document.gap(before) == b" " => before.checked_sub(1)?,
        _ => return None,
    };
    is_pair(document, JOINED, first, head).then_some(first)
}

/// Whether words `first` and `head` are the two of one of `pairs`.
fn is_pair(document: &Document<'_>, pairs: &[(&Words, &Words)], first: u32, head: u32) -> bool {
    pairs.iter().any(|(firsts, heads)| document.is_any(first, firsts) && document.is_any(head, heads))
}

/// How strong the head that ends with word `head` is as the second of two: 3 where hardly anything else is called so.
pub(super) fn strength(document: &Document<'_>, head: u32) -> u32 {
    let Some(before) = head.checked_sub(1) else { return 0 };
    let close = matches!(document.gap(head), b" " | b" & " | b"-");
    if close && (is_pair(document, PAIRS, before, head) || joined_first(document, head).is_some()) { 3 } else { 0 }
}

/// A word that clinical text has no use for, so that it can only name here.
fn names(document: &Document<'_>, index: u32) -> bool {
    const PLAIN: Class = Class::FUNCTION
        .or(Class::CLINICAL)
        .or(Class::CLINICAL_CAP)
        .or(Class::FACILITY_WORD)
        .or(Class::ROLE)
        .or(Class::RELATION)
        .or(Class::SPEECH_VERB)
        .or(Class::PERSON_VERB)
        .or(Class::HEADING)
        .or(Class::ABBREV)
        .or(Class::TITLE)
        .or(Class::MONTH)
        .or(Class::WEEKDAY)
        .or(Class::PAYER)
        .or(Class::MAKER);
    run::properness(document, index) > 0
        && document
            .token(index)
            .is_some_and(|token| token.len() > 2 && (!token.is(PLAIN) || run::properness(document, index) > 1))
}

/// `Twin Buttes Health System`, `Big Thicket Specialty Rx`: words with capitals of their own before a sure head.
pub(super) fn by_capitals(document: &Document<'_>, first: u32, head: u32) -> Option<Finding> {
    let capitals = !run::in_capitals(document, first);
    let alone =
        document.begins_line(first) || document.gap(first).ends_with(b"  ") || document.gap(first).ends_with(b"- ");
    let named = (first..head).filter(|index| names(document, *index)).count();
    let enough = if capitals { named > 0 } else { named > 1 || named > 0 && alone };
    (head > first && enough).then(|| found(document, first, head, 0.8))
}

/// `rx to sandhill specialty pharmacy`, `called umber mesa health center`: in a text without capitals, from the word that
/// announces a place to a sure head.
pub(super) fn in_lower_case(document: &Document<'_>, head: u32) -> Option<Finding> {
    let mut first = head;
    while first > 0 && head - first < REACH && matches!(document.gap(first), b" " | b"'" | b" & " | b"-") {
        let index = first - 1;
        let token = document.token(index)?;
        let connects = document.is_any(index, words!["of", "the", "and"])
            && document.is_any(index.wrapping_sub(1), words!["lady", "university", "sisters", "of", "nursing"]);
        let possessive = document.is(index, b"s") && document.gap(index) == b"'";
        let ours = document.is(index, b"our") && document.is(index + 1, b"lady");
        let stops = Class::FUNCTION.or(Class::SPEECH_VERB).or(Class::TITLE).or(Class::ROLE);
        if token.has_digit()
            || token.is_capitalised()
            || token.is(stops) && !connects && !possessive && !ours && !run::is_saint(document, index)
            || document.is_any(index, run::TOLD_BY)
        {
            break;
        }
        first = index;
    }
    let before = first.checked_sub(1);
    let opens = document.begins_line(first)
        || document.gap(first).ends_with(b"- ")
        || document.gap(first).ends_with(b": ")
        || before.is_some_and(|before| {
            document.gap(first) == b" "
                && (document.is_any(before, run::TOLD_BY)
                    || document.is_any(
                        before,
                        words![
                            "at", "to", "from", "by", "near", "in", "with", "w", "for", "calling", "called", "via",
                            "per", "of", "through", "and"
                        ],
                    ))
        });
    let named = (first..head).filter(|index| names(document, *index)).count();
    let sure = (first..head).any(|index| run::properness(document, index) > 1);
    (opens && (named > 1 || sure) && head > first).then(|| found(document, first, head, 0.65))
}

fn found(document: &Document<'_>, first: u32, head: u32, confidence: f32) -> Finding {
    place(
        run::range(document, first, head),
        Kind::Facility,
        "geographic.facility.institution",
        confidence,
        Evidence::HEAD_WORD | Evidence::CONTEXT,
    )
}
