//! Cities, towns, neighbourhoods and counties.
//!
//! A city is known by what follows (`Macon, GA`, `Provo, UT 84606`), by what precedes (`lives in Sacramento`), by a label,
//! or by the street before it. A listed name alone is no evidence: Reading, Mobile and Jackson are cities too.

#![forbid(unsafe_code)]

use super::address::{DOUBTFUL, followed_by_country, followed_by_state};
use super::{Document, Evidence, Finding, Kind, place, run, zip};
use crate::lexicon::{Class, Row};
use crate::scan::document::Casing;
use crate::scan::{Shape, Words, words};

/// Verbs and nouns whose preposition announces a place.
pub(super) const PLACE_VERBS: &Words = words![
    "lives",
    "live",
    "living",
    "lived",
    "resides",
    "reside",
    "residing",
    "resided",
    "resident",
    "residents",
    "born",
    "raised",
    "grew",
    "moved",
    "moving",
    "move",
    "relocated",
    "relocating",
    "relocate",
    "visited",
    "visiting",
    "visit",
    "travel",
    "traveled",
    "travelled",
    "travels",
    "traveling",
    "travelling",
    "trip",
    "returned",
    "returning",
    "return",
    "flew",
    "flown",
    "fly",
    "flying",
    "drove",
    "drive",
    "drives",
    "driving",
    "native",
    "vacation",
    "vacationing",
    "stationed",
    "home",
    "house",
    "apartment",
    "hometown",
    "originally",
    "immigrated",
    "emigrated",
    "came",
    "comes",
    "arrived",
    "staying",
    "stays",
    "stayed",
    "works",
    "working",
    "worked",
    "im",
    "family",
    "transferred",
    "hiking",
    "camping",
    "wedding",
    "based",
    "located",
    "area",
    "neighborhood",
    "neighbourhood",
    "town",
    "citizen",
    "went",
    "going",
    "out",
    "back",
    "moves",
    "hails",
    "emigrating",
    "immigrating",
    "evacuated",
    "displaced",
    "commutes",
    "up",
    "formerly",
    "previously",
    "driving",
    "family",
    "sleeping",
    "evacuees",
    "refugee",
    "hospital",
];

const PREPOSITIONS: &Words =
    words!["in", "from", "to", "near", "of", "outside", "around", "at", "through", "nr", "via", "leaving"];

/// How strongly the words before `first` announce a place: 0 nothing, 1 a preposition, 2 a verb and a preposition.
pub(super) fn cue(document: &Document<'_>, first: u32) -> u8 {
    if first == 0 || !matches!(document.gap(first), b" " | b"  " | b"\n") {
        return 0;
    }
    let mut at = first - 1;
    // `in the Foley` is no town; `in the Bronx` is.
    if document.is(at, b"the") && !document.is_any(first, words!["bronx", "hague", "dalles", "woodlands", "villages"]) {
        return 0;
    }
    let article = document.is_any(at, words!["the", "downtown", "suburban", "rural", "central", "greater"]);
    if article && at > 0 && document.gap(at) == b" " {
        at -= 1;
    }
    if document.is_any(at, words!["visiting", "visited", "downtown"]) {
        return 2;
    }
    // `at our Doylestown office`.
    if document.is_any(at, words!["our", "your", "their", "my", "to", "from", "at", "in"])
        && document.gap(first + 1) == b" "
        && document.is_any(first + 1, words!["office", "location", "campus", "branch"])
    {
        return 2;
    }
    if !document.is_any(at, PREPOSITIONS) {
        return 0;
    }
    if run::before(document, at, 4, PLACE_VERBS) {
        return 2;
    }
    if document.is_any(at, words!["near", "nr", "outside"]) {
        return 2;
    }
    u8::from(document.is_any(at, words!["in", "from"]))
}

/// A name of the list of cities, words `first` to `last`.
pub(super) fn listed(document: &Document<'_>, first: u32, last: u32, row: Row, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(first) else { return };
    let several = last > first;
    if !several && document.phrase_over(first).is_some_and(|phrase| phrase.last > phrase.first) {
        return;
    }
    let article = several && document.is(first, b"the");
    if several && !article && document.token(last).is_none_or(|end| end.is_capitalised() != token.is_capitalised()) {
        return;
    }
    if !several && document.is_any(first, NEVER) && !followed_by_state(document, last) {
        return;
    }
    let capitalised = token.is_capitalised() || article && document.token(last).is_some_and(|end| end.is_capitalised());
    let upper = run::in_capitals(document, first);
    let cue = cue(document, first);
    // `in ninety six` is a year, `died of Huntington` a disease.
    let number = token.is(Class::NUMBER) && !capitalised;
    // `was in Galveston`.
    let inside = cue == 1
        && capitalised
        && !upper
        && row.city >= 64
        && document.is(first.wrapping_sub(1), b"in")
        && document.token(last + 1).is_none_or(|next| !next.has_digit());
    let eponym = !several && token.is(Class::EPONYM) && row.city < 144 && cue < 2 && !inside;
    if number || eponym && !followed_by_state(document, last) {
        return;
    }
    // In a message `in paterson` has no capital, and `in` is hardly ever before a person.
    let message = document.casing == Casing::Lower
        && cue == 1
        && row.city >= 48
        && document.is(first.wrapping_sub(1), b"in")
        && row.running < 48;
    if !capitalised
        && (cue == 0
            || cue == 1 && !several && !message
            || !several && token.is(Class::COMMON.or(Class::CLINICAL).or(Class::FUNCTION)))
    {
        return;
    }
    if is_named_after(document, first, last, row) {
        return;
    }
    let vocabulary =
        !several && (row.classes.any(Class::CLINICAL.or(Class::FUNCTION).or(Class::DRUG)) || row.running > 48);
    if row.classes.any(Class::STATE.or(Class::COUNTRY).or(Class::DEMONYM))
        && !followed_by_state(document, last)
        && !is_city_first(document, first, last)
    {
        return;
    }
    let person = row.classes.any(Class::SURNAME.or(Class::GIVEN)) && !several;
    let big = row.city >= 112;
    if heads_institution(document, last) {
        return;
    }
    let confidence = if followed_by_state(document, last) {
        if vocabulary && cue == 0 && document.is_any(last + 1, DOUBTFUL) && !zip::is_zip_after(document, last + 1) {
            return;
        }
        0.97
    } else if followed_by_county(document, last) {
        0.93
    } else if followed_by_country(document, last) && !vocabulary {
        0.95
    } else {
        match cue {
            2 if !vocabulary => 0.92,
            2 if !upper && capitalised && !row.classes.any(Class::CLINICAL.or(Class::FUNCTION)) => 0.75,
            1 if several || big && !vocabulary => 0.85,
            1 if message => 0.65,
            1 if !vocabulary && !upper && row.city >= 40 => 0.65,
            1 if !vocabulary && !person => 0.55,
            _ if !stands_alone(document, last) => return,
            _ if several && row.city >= 96 && !upper => 0.7,
            _ if row.city >= 150 && !vocabulary && (!person || row.prior < 0) => 0.55,
            _ => return,
        }
    };
    let evidence = Evidence::PLACE | if cue > 0 { Evidence::CONTEXT } else { Evidence::NONE };
    let first = first + u32::from(article && !token.is_capitalised());
    findings.push(place(run::range(document, first, last), Kind::City, "geographic.city", confidence, evidence));
    if cue > 0 && capitalised && !upper {
        enumerated(document, last, findings);
    }
}

/// Further towns after one that is sure: `in Nairobi, Mombasa and Kisumu`.
fn enumerated(document: &Document<'_>, last: u32, findings: &mut Vec<Finding>) {
    let mut at = last + 1;
    for _ in 0..4 {
        let comma = document.gap(at) == b", ";
        let and = document.gap(at) == b" " || comma;
        if and && document.is_any(at, words!["and", "or", "then"]) {
            at += 1;
            if document.gap(at) != b" " {
                return;
            }
        } else if !comma && !matches!(document.gap(at), b"/" | b" & ") {
            return;
        }
        let Some(token) = document.token(at) else { return };
        let plain = Class::STATE
            .or(Class::STATE_ABBR)
            .or(Class::COUNTRY)
            .or(Class::DEMONYM)
            .or(Class::MONTH)
            .or(Class::WEEKDAY);
        let town = token.is_capitalised()
            && !token.shape.any(Shape::ALL_UPPER)
            && !token.is(plain)
            && !token.is(Class::GIVEN.or(Class::TITLE).or(Class::FUNCTION).or(Class::CLINICAL).or(Class::RELATION));
        if !town || document.gap(at + 1) == b" " && document.token(at + 1).is_some_and(|next| next.is_capitalised()) {
            return;
        }
        if token.row == 0 && token.len() >= 4
            || token.is(Class::CITY.or(Class::SURNAME)) && run::properness(document, at) >= 2
        {
            findings.push(place(run::range(document, at, at), Kind::City, "geographic.city", 0.65, Evidence::CONTEXT));
        }
        at += 1;
    }
}

/// Listed towns that are months or heads of other names: taken before a state only.
const NEVER: &Words = words![
    "august",
    "april",
    "may",
    "june",
    "march",
    "sunday",
    "university",
    "central",
    "college",
    "normal",
    "hospital",
    "summer",
];

/// Whether capitalised words go on to a facility's, school's or street's head word, or to `County`: the name is theirs.
fn heads_institution(document: &Document<'_>, last: u32) -> bool {
    for next in last + 1..last + 4 {
        let Some(token) = document.token(next) else { return false };
        if !matches!(document.gap(next), b" " | b"-" | b"'") || !run::is_written_proper(document, next) {
            return false;
        }
        // `IN EAST ORANGE AND WORKS AT`.
        if token.is(Class::FUNCTION) {
            return false;
        }
        if token.is(Class::FACILITY_WORD.or(Class::ORG_WORD).or(Class::STREET_SUFFIX)) && !token.is(Class::STATE_ABBR)
            || document.is(next, b"county")
        {
            return true;
        }
    }
    false
}

/// `Atwater, Merced County`.
fn followed_by_county(document: &Document<'_>, last: u32) -> bool {
    document.gap(last + 1) == b", "
        && document.token(last + 1).is_some_and(|token| token.is_capitalised())
        && (document.is_any(last + 2, words!["county", "parish"])
            || document.is_any(last + 3, words!["county", "parish"]) && document.gap(last + 2) == b" ")
}

/// Whether a big city without context at least ends its clause or goes on as a sentence does.
fn stands_alone(document: &Document<'_>, last: u32) -> bool {
    let next = document.token(last + 1);
    document.gap(last + 1) != b" " && document.gap(last + 1) != b"-"
        || next.is_none_or(|token| token.is(Class::FUNCTION) && !token.has_digit())
}

/// Cities whose name is first of all the city's, though a state or country shares it.
fn is_city_first(document: &Document<'_>, first: u32, last: u32) -> bool {
    last > first && document.is(last, b"city")
        || document.is_any(first, words!["monaco", "singapore", "luxembourg", "panama"])
}

/// Whether what follows makes it a scale, criterion, institution or person rather than the city.
fn is_named_after(document: &Document<'_>, first: u32, last: u32, row: Row) -> bool {
    let covered = |index: u32| {
        document
            .phrase_over(index)
            .is_some_and(|phrase| phrase.row().classes.any(Class::PROPER.or(Class::PAYER).or(Class::MAKER)))
    };
    if covered(first) || row.classes.any(Class::PROPER.or(Class::PAYER).or(Class::MAKER)) && last == first {
        return true;
    }
    let gap = document.gap(last + 1);
    if gap == b"'" && document.is(last + 1, b"s") && row.classes.any(Class::EPONYM) {
        return true;
    }
    if gap == b" " || gap == b"-" || gap == b"'" {
        let next = document.classes(last + 1);
        let heads = next.any(Class::EPONYM_HEAD.or(Class::DEMONYM))
            || document.is_any(
                last + 1,
                words![
                    "criteria",
                    "score",
                    "scale",
                    "classification",
                    "grade",
                    "type",
                    "stage",
                    "virus",
                    "definition",
                    "guidelines",
                    "protocol",
                    "questionnaire",
                    "rule",
                    "rules",
                    "system",
                    "test",
                ],
            );
        if heads && !document.is_any(last + 1, words!["area", "hospital", "home", "clinic"]) {
            return true;
        }
    }
    let before = first.wrapping_sub(1);
    first > 0
        && document.gap(first).iter().all(|byte| matches!(byte, b' ' | b'.'))
        && document.classes(before).any(Class::TITLE)
        && !run::is_saint(document, before)
}

/// The town after a comma behind a facility or another town of an address: `Big Sandy Cardiology, Prestonsburg`.
pub(super) fn beyond(document: &Document<'_>, last: u32, findings: &mut Vec<Finding>) {
    let first = last + 1;
    if document.gap(first) != b", " {
        return;
    }
    let Some(token) = document.token(first).filter(|token| token.is_capitalised() && token.is(Class::CITY)) else {
        let phrase = document
            .phrase_over(first)
            .filter(|phrase| phrase.first == first && phrase.row().classes.any(Class::CITY) && phrase.last > first)
            .filter(|_| document.token(first).is_some_and(|word| word.is_capitalised()));
        if let Some(phrase) = phrase {
            let range = run::range(document, phrase.first, phrase.last);
            findings.push(place(range, Kind::City, "geographic.city.address", 0.85, Evidence::PLACE));
        }
        return;
    };
    let plain =
        Class::STATE.or(Class::COUNTRY).or(Class::CLINICAL).or(Class::FUNCTION).or(Class::MONTH).or(Class::TITLE);
    let ends = document.gap(first + 1) != b" " || !document.token(first + 1).is_some_and(|next| next.is_capitalised());
    if token.is(plain.or(Class::GIVEN)) || token.row().city < 40 || !ends || run::in_capitals(document, first) {
        return;
    }
    let range = run::range(document, first, first);
    findings.push(place(range, Kind::City, "geographic.city.address", 0.7, Evidence::PLACE | Evidence::CONTEXT));
}

/// A name that no list has, after `lives in`, `born in`, `Family is from`: the pivot is the preposition.
pub(super) fn after_verb(document: &Document<'_>, preposition: u32, findings: &mut Vec<Finding>) {
    let first = preposition + 1;
    let Some(token) = document.token(first) else { return };
    let plain = Class::TITLE
        .or(Class::MONTH)
        .or(Class::WEEKDAY)
        .or(Class::STATE)
        .or(Class::COUNTRY)
        .or(Class::DEMONYM)
        .or(Class::CITY)
        .or(Class::STATE_ABBR);
    if !token.is_capitalised()
        || token.shape.any(Shape::ALL_UPPER)
        || token.is(plain) && !run::is_saint(document, first)
        || run::in_capitals(document, first)
        || document.gap(first) != b" "
    {
        return;
    }
    if !run::before(
        document,
        preposition,
        3,
        words![
            "lives",
            "live",
            "living",
            "lived",
            "resides",
            "residing",
            "resided",
            "resident",
            "born",
            "raised",
            "grew",
            "moved",
            "relocated",
            "family",
            "originally",
            "native",
            "visiting",
            "hometown",
            "apartment",
            "staying",
            "ave",
            "emigrated",
            "immigrated",
            "home",
        ],
    ) {
        return;
    }
    let Some((last, score)) = run::right(document, first) else { return };
    let other = (first..=last).any(|index| {
        document
            .classes(index)
            .any(Class::CLINICAL.or(Class::FACILITY_WORD).or(Class::ORG_WORD).or(Class::STREET_SUFFIX))
    });
    if score >= 3 && !other && last < first + 3 {
        findings.push(place(
            run::range(document, first, last),
            Kind::City,
            "geographic.city.context",
            0.65,
            Evidence::CONTEXT,
        ));
    }
}

/// A town whose name is a word as well, in a text without capitals: `daughter lives in mesa`.
pub(super) fn in_message(document: &Document<'_>, preposition: u32, findings: &mut Vec<Finding>) {
    let first = preposition + 1;
    let Some(token) = document.token(first) else { return };
    if token.is_capitalised() || !token.is(Class::CITY) || !token.is(Class::COMMON) {
        return;
    }
    let row = token.row();
    let vocabulary = token.is(Class::CLINICAL.or(Class::FUNCTION).or(Class::DRUG).or(Class::NUMBER).or(Class::DEMONYM));
    if vocabulary || row.running > 64 || row.city < 80 || document.gap(first + 1) == b"-" || cue(document, first) < 2 {
        return;
    }
    findings.push(place(
        run::range(document, first, first),
        Kind::City,
        "geographic.city",
        0.65,
        Evidence::PLACE | Evidence::CONTEXT,
    ));
}
