//! Cities, towns, neighbourhoods and counties.
//!
//! A city is known by what follows (`Macon, GA`, `Provo, UT 84606`), by what precedes (`lives in Sacramento`), by a label,
//! or by the street before it. A listed name alone is no evidence: Reading, Mobile and Jackson are cities too.

#![forbid(unsafe_code)]

use super::{Document, Evidence, Finding, Kind, place, run, zip};
use crate::lexicon::{Class, Row};
use crate::scan::document::Casing;
use crate::scan::{Shape, Words, words};

/// Verbs and nouns whose preposition announces a place.
const PLACE_VERBS: &Words = words![
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
fn cue(document: &Document<'_>, first: u32) -> u8 {
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

/// `, OH`, `, Iowa`, ` OR 97209`, `^NC^`.
fn followed_by_state(document: &Document<'_>, last: u32) -> bool {
    let next = last + 1;
    let Some(state) = document.token(next) else { return false };
    let gap = document.gap(next);
    let comma = is_part_gap(gap) && gap != b" ";
    if state.is(Class::STATE) && (comma || gap == b" ") && state.is_capitalised() {
        return comma || !document.classes(next + 1).any(Class::STREET_SUFFIX);
    }
    if document
        .phrase_over(next)
        .is_some_and(|phrase| phrase.first == next && phrase.last > next && phrase.row().classes.any(Class::STATE))
    {
        return comma;
    }
    if !state.is(Class::STATE_ABBR) || state.len() != 2 {
        return false;
    }
    let coded = zip::is_zip_after(document, next);
    let upper = state.shape.any(Shape::ALL_UPPER);
    let doubtful = document.is_any(next, DOUBTFUL);
    (comma && (upper && (!doubtful || coded || cue(document, last) > 0 || ends_there(document, next)) || coded))
        || gap == b" " && coded
}

/// Abbreviations of states that are words, credentials or clinical abbreviations as well.
const DOUBTFUL: &Words = words![
    "in", "or", "me", "hi", "ok", "id", "pa", "ma", "md", "de", "co", "ms", "mt", "as", "do", "la", "al", "va", "ct",
    "pr",
];

/// Whether a state's abbreviation ends its clause and the word before it is a city rather than a person: `Milan, MI.`
fn ends_there(document: &Document<'_>, state: u32) -> bool {
    let city = document.token(state.wrapping_sub(1));
    let known = city.is_some_and(|token| {
        let row = token.row();
        token.is(Class::CITY) && (row.city >= 64 || token.prior < 0) && (row.surname < 96 || row.city > 128)
    });
    let several = document
        .phrase_over(state.wrapping_sub(1))
        .is_some_and(|phrase| phrase.last > phrase.first && phrase.row().classes.any(Class::CITY));
    (known || several) && !document.is_any(state, words!["md", "do", "pa"]) || several
}

fn followed_by_country(document: &Document<'_>, last: u32) -> bool {
    let next = last + 1;
    let country = document.classes(next).any(Class::COUNTRY)
        || document
            .phrase_over(next)
            .is_some_and(|phrase| phrase.first == next && phrase.row().classes.any(Class::COUNTRY));
    country && document.gap(next) == b", " && document.token(next).is_some_and(|token| token.is_capitalised())
}

/// The gap between parts of an address.
pub(super) fn is_part_gap(gap: &[u8]) -> bool {
    let mut lines = 0;
    let mut rest = gap;
    while let Some((byte, after)) = rest.split_first() {
        match byte {
            b' ' | b',' | b'\r' | b'^' | b'\'' | b'|' | b'\t' | b'"' | b'-' => {}
            // A middle dot is folded to a full stop.
            b'.' if matches!(gap, b"., " | b" . ") => {}
            b'\n' => lines += 1,
            _ => return false,
        }
        rest = after;
    }
    !gap.is_empty() && gap.len() <= 40 && lines <= 1 && gap != b". " && gap != b"-"
}

/// An unlisted name before a state: `Tsaile, AZ`, `MANKATO MN 56001`.
pub(super) fn before_state(document: &Document<'_>, first: u32, last: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(first) else { return };
    let gap = document.gap(first);
    let full = token.is(Class::STATE) || last > first;
    let coded = zip::is_zip_after(document, last);
    let comma = is_part_gap(gap) && gap.contains(&b',') && !gap.contains(&b'\n');
    let shaped = full && token.is_capitalised() || token.len() == 2 && token.shape.any(Shape::ALL_UPPER) || coded;
    if first == 0 || !shaped || !(comma || coded && is_part_gap(gap)) || document.is(first, b"washington") && !comma {
        return;
    }
    let end = first - 1;
    let doubtful = !full && document.is_any(first, DOUBTFUL);
    // `Dr. Ashgrove, DC`, `NM_017617`: a credential after a person, the beginning of a code.
    let credential = !full && !coded && token.is(Class::CREDENTIAL) && is_titled(document, end);
    if document.classes(end).any(Class::MAKER) || credential || !full && document.byte(token.end) == b'_' {
        return;
    }
    let Some((start, score)) = name_back(document, end) else { return };
    let listed = document.classes(end).any(Class::CITY)
        || document.phrase_over(end).is_some_and(|phrase| phrase.row().classes.any(Class::CITY));
    let cue = cue(document, start);
    let upper = run::in_capitals(document, end);
    let confidence = match (coded, doubtful) {
        (true, _) => 0.97,
        (false, false) if listed => 0.96,
        (false, false) if score >= 2 && (!upper || cue > 0) => 0.9,
        (false, true) if listed && cue > 0 => 0.95,
        (false, true) if cue > 0 && score >= 2 && !upper => 0.8,
        _ => return,
    };
    findings.push(place(
        run::range(document, start, end),
        Kind::City,
        "geographic.city.state",
        confidence,
        Evidence::CONTEXT,
    ));
}

/// Whether a title stands a few words before the word at `index`, in one name with it.
fn is_titled(document: &Document<'_>, index: u32) -> bool {
    (0..3).take_while(|back| *back == 0 || document.gap(index.wrapping_sub(back - 1)) == b" ").any(|back| {
        let before = index.wrapping_sub(back + 1);
        document.classes(before).any(Class::TITLE) && !run::is_saint(document, before)
    })
}

/// Canadian provinces and Australian states, between a city and its postal code.
const PROVINCES: &Words = words![
    "nsw",
    "vic",
    "qld",
    "tas",
    "sa",
    "wa",
    "act",
    "on",
    "qc",
    "bc",
    "ab",
    "mb",
    "sk",
    "ns",
    "nb",
    "nl",
    "pe",
    "pei",
    "yt",
    "nt",
    "ontario",
    "quebec",
    "alberta",
    "manitoba",
    "saskatchewan",
    "newfoundland",
    "scotia",
];

/// The city before the postal code at token `code`: `Kingston, ON K7L 3N6`, `Reading RG4 7PT`.
pub(super) fn before_postcode(document: &Document<'_>, code: u32, findings: &mut Vec<Finding>) {
    let Some(mut end) = code.checked_sub(1).filter(|end| *end > 1) else { return };
    if document.is_any(end, PROVINCES) && is_part_gap(document.gap(end)) {
        end -= 1;
    } else if document.is_any(end, zip::INDIA) {
        // `Chennai, Tamil Nadu 600001`
        let two = end > 1 && document.is_any(end, words!["pradesh", "nadu", "bengal"]);
        end -= 1 + u32::from(two);
        if !document.gap(end + 1).contains(&b',') {
            return;
        }
    }
    if let Some((start, _)) = name_back(document, end) {
        findings.push(place(
            run::range(document, start, end),
            Kind::City,
            "geographic.city.postcode",
            0.94,
            Evidence::CONTEXT,
        ));
    }
}

/// The listed town behind the code at token `code`: `04109 Leipzig`.
pub(super) fn after_code(document: &Document<'_>, code: u32, findings: &mut Vec<Finding>) {
    findings.push(place(
        run::range(document, code + 1, code + 1),
        Kind::City,
        "geographic.city.postcode",
        0.9,
        Evidence::CONTEXT | Evidence::PLACE,
    ));
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

/// The name of a town that ends with word `end`: a listed phrase, or up to three capitalised words.
fn name_back(document: &Document<'_>, end: u32) -> Option<(u32, u32)> {
    if let Some(phrase) = document.phrase_over(end)
        && phrase.last == end
        && phrase.row().classes.any(Class::CITY)
    {
        return Some((phrase.first, 3));
    }
    let mut start = end + 1;
    let mut score = 0;
    while start > 0 && end + 1 - start < 3 {
        let index = start - 1;
        let token = document.token(index)?;
        if start <= end && !run::joins(document, start) {
            break;
        }
        let suffix = start <= end
            && token.is(Class::STREET_SUFFIX)
            && !run::is_saint(document, index)
            && !token.is(Class::DIRECTIONAL);
        let inside = token.is(Class::FUNCTION.or(Class::UNIT_WORD).or(Class::TITLE)) && !run::is_saint(document, index);
        if token.has_digit() || suffix || inside || token.len() < 2 {
            break;
        }
        let lower = !token.is_capitalised();
        if lower && !(token.is(Class::CITY) && start > end) {
            break;
        }
        // A listed city stands by itself: `spent in Reno`, `HOSPITAL BOISE ID`.
        if start <= end
            && document.classes(end).any(Class::CITY)
            && document.token(end).is_some_and(|last| last.row().city >= 64)
            && run::properness(document, index) < 2
            && !token.is(Class::DIRECTIONAL.or(Class::AREA_WORD))
            && !run::is_saint(document, index)
            && !document.is_any(
                index,
                words![
                    "new", "fort", "los", "san", "santa", "el", "la", "las", "port", "lake", "mount", "north", "south",
                    "east", "west", "old", "grand", "little",
                ],
            )
        {
            break;
        }
        score += run::properness(document, index).max(u32::from(token.is(Class::CITY)) * 2);
        start = index;
    }
    (start <= end && score > 0).then_some((start, score))
}

/// City, state and ZIP after a street that ends with token `last`; reports them and returns whether there were any.
pub(super) fn tail(document: &Document<'_>, last: u32, findings: &mut Vec<Finding>) -> bool {
    let first = last + 1;
    let gap = document.gap(first);
    let Some(token) = document.token(first) else { return false };
    if !is_part_gap(gap) && gap != b"', '" && !in_city_words(document, first) {
        return false;
    }
    if !is_part_gap(gap) && !(gap.len() <= 6 && !gap.contains(&b'\n')) {
        return false;
    }
    // `Lindenstraße 27, 50674 Köln`.
    if token.is_number() && token.len() == 5 && document.gap(first + 1) == b" " {
        let Some((end, score)) = run::right(document, first + 1) else { return false };
        if score > 0 && !document.classes(first + 1).any(Class::STATE_ABBR) {
            findings.push(place(token.start..token.end, Kind::Zip, "geographic.zip.address", 0.9, Evidence::CONTEXT));
            findings.push(place(
                run::range(document, first + 1, end),
                Kind::City,
                "geographic.city.address",
                0.85,
                Evidence::CONTEXT,
            ));
        }
        return score > 0;
    }
    let city_first = if document.is(first, b"in") { first + 1 } else { first };
    let Some(end) = city_words(document, city_first) else { return false };
    let range = run::range(document, city_first, end);
    let mut at = end + 1;
    let mut state = false;
    if is_part_gap(document.gap(at)) {
        let phrase =
            document.phrase_over(at).filter(|phrase| phrase.first == at && phrase.row().classes.any(Class::STATE));
        if let Some(phrase) = phrase {
            (at, state) = (phrase.last + 1, true);
        } else if document.classes(at).any(Class::STATE.or(Class::STATE_ABBR)) {
            (at, state) = (at + 1, true);
        }
    }
    let coded = zip::after_city(document, at, state, findings);
    let listed = document.classes(city_first).any(Class::CITY)
        || document.phrase_over(city_first).is_some_and(|phrase| phrase.row().classes.any(Class::CITY));
    let capitalised = document.token(city_first).is_some_and(|token| token.is_capitalised());
    let ends = !matches!(document.gap(end + 1), b" ");
    let confidence = match (state, coded) {
        (_, true) => 0.98,
        (true, _) => 0.97,
        _ if listed && (capitalised || gap != b" ") => 0.9,
        _ if capitalised
            && ends
            && gap.iter().any(|byte| matches!(byte, b',' | b'^' | b'\n'))
            && run::properness(document, city_first) >= 3 =>
        {
            0.6
        }
        _ => return false,
    };
    findings.push(place(range, Kind::City, "geographic.city.address", confidence, Evidence::CONTEXT));
    if !state && !coded {
        beyond(document, end, findings);
    }
    state || coded
}

fn in_city_words(document: &Document<'_>, first: u32) -> bool {
    document.is(first, b"in") && matches!(document.gap(first), b" " | b", ")
}

/// The last word of the city that begins with word `first`: a listed phrase, else up to three words before the next separator.
fn city_words(document: &Document<'_>, first: u32) -> Option<u32> {
    let token = document.token(first)?;
    if let Some(phrase) = document.phrase_over(first)
        && phrase.first == first
        && phrase.row().classes.any(Class::CITY)
        && phrase.row().label().is_none_or(|_| phrase.first != phrase.last)
    {
        return Some(phrase.last);
    }
    if token.has_digit()
        || token.is(Class::FUNCTION.or(Class::TITLE)) && !run::is_saint(document, first)
        || token.labelled
    {
        return None;
    }
    if document.phrase_over(first).is_some_and(|phrase| phrase.row().label().is_some()) {
        return None;
    }
    let capitalised = token.is_capitalised();
    if !capitalised && !token.is(Class::CITY) {
        // `kailua-kona 96740`.
        let hyphened = document.gap(first + 1) == b"-";
        if !(token.row == 0 || hyphened) {
            return None;
        }
    }
    let mut end = first;
    while end < first + 2 && run::joins(document, end + 1) {
        let Some(next) = document.token(end + 1) else { break };
        let state = next.is(Class::STATE_ABBR)
            && next.len() == 2
            && (next.is_capitalised() || zip::is_zip_after(document, end + 1))
            || next.len() <= 3 && next.shape.any(Shape::ALL_UPPER) && document.is_any(end + 1, PROVINCES);
        if next.has_digit()
            || next.is(Class::FUNCTION)
            || state
            || next.is_capitalised() != capitalised
            || next.is(Class::STATE)
        {
            break;
        }
        end += 1;
    }
    Some(end)
}

/// `Fulton County`, `Terrebonne Parish`, `County of Kern`, `Mendham Township`, `Back Bay neighborhood`.
pub(super) fn by_area_word(document: &Document<'_>, word: u32, findings: &mut Vec<Finding>) {
    let capital = |index: u32| document.token(index).is_some_and(|token| token.is_capitalised());
    if !capital(word) && !capital(word.wrapping_sub(1)) {
        if document.is(word, b"county") && document.casing == Casing::Lower {
            county_in_message(document, word, findings);
        }
        return;
    }
    if document.is_any(word, words!["county", "parish"]) {
        county(document, word, findings);
        return;
    }
    if document.is_any(word, words!["township", "twp", "borough"]) {
        if let Some(first) = named_before(document, word) {
            findings.push(place(
                run::range(document, first, word),
                Kind::City,
                "geographic.township",
                0.85,
                Evidence::HEAD_WORD,
            ));
        }
        return;
    }
    // `near Pioneer Square`, `in Sunset Heights`: the head belongs to the name.
    if document.is_any(
        word,
        words!["square", "heights", "hills", "village", "landing", "crossing", "projects", "shores", "pier"],
    ) && capital(word)
        && let Some(first) = named_before(document, word)
        && run::before(document, first, 1, words!["near", "in", "around", "at", "from"])
        && (document.is(first - 1, b"near") || run::before(document, first - 1, 4, PLACE_VERBS))
        && !run::in_capitals(document, word)
    {
        findings.push(place(
            run::range(document, first, word),
            Kind::City,
            "geographic.neighbourhood",
            0.7,
            Evidence::HEAD_WORD,
        ));
        return;
    }
    // `Fort Hood`, `Camp Pendleton`.
    if document.is_any(word, words!["fort", "camp"]) && capital(word) && document.gap(word + 1) == b" " {
        let named = document.token(word + 1).is_some_and(|name| {
            name.is_capitalised() && !name.shape.any(Shape::ALL_UPPER) && run::properness(document, word + 1) >= 2
        });
        if named && document.phrase_over(word).is_none() {
            findings.push(place(
                run::range(document, word, word + 1),
                Kind::City,
                "geographic.base",
                0.88,
                Evidence::HEAD_WORD,
            ));
        }
        return;
    }
    let area = document.is_any(
        word,
        words![
            "neighborhood",
            "neighbourhood",
            "district",
            "projects",
            "subdivision",
            "reservation",
            "area",
            "quarter",
            "barrio",
        ],
    );
    if area
        && let Some(first) = named_before(document, word)
        && run::before(document, first, 5, PLACE_VERBS)
        && !document.classes(first).any(Class::CLINICAL)
    {
        findings.push(place(
            run::range(document, first, word - 1),
            Kind::City,
            "geographic.neighbourhood",
            0.8,
            Evidence::HEAD_WORD,
        ));
    }
}

/// `racine county jail`, `lives in kern county`: a listed name before it, in a text without capitals.
fn county_in_message(document: &Document<'_>, word: u32, findings: &mut Vec<Finding>) {
    let before = word.wrapping_sub(1);
    if document.gap(word) != b" " {
        return;
    }
    let phrase = document
        .phrase_over(before)
        .filter(|phrase| phrase.last == before && phrase.row().classes.any(Class::COUNTY))
        .map(|phrase| phrase.first);
    let single = document.classes(before).any(Class::COUNTY)
        && !document.classes(before).any(Class::FUNCTION)
        && run::properness(document, before) >= 1;
    if let Some(first) = phrase.or(single.then_some(before)) {
        findings.push(place(
            run::range(document, first, word),
            Kind::County,
            "geographic.county",
            0.8,
            Evidence::HEAD_WORD,
        ));
    }
}

/// Counties: the pivot is the word `county` itself.
fn county(document: &Document<'_>, word: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(word) else { return };
    if document.is(word, b"county") && document.is(word + 1, b"of") && token.is_capitalised() {
        if let Some((last, score)) = run::right(document, word + 2)
            && score > 0
        {
            findings.push(place(
                run::range(document, word, last),
                Kind::County,
                "geographic.county",
                0.85,
                Evidence::HEAD_WORD,
            ));
        }
        return;
    }
    // `2210 County Road 14` is a street.
    if document.is_any(word + 1, words!["road", "rd", "route", "highway", "hwy"])
        && document.token(word + 2).is_some_and(|next| next.has_digit())
    {
        return;
    }
    let Some(first) = named_before(document, word) else { return };
    let listed = (first..word).any(|index| document.classes(index).any(Class::COUNTY))
        || document.phrase_over(first).is_some_and(|phrase| phrase.row().classes.any(Class::COUNTY));
    let confidence = match (token.is_capitalised(), listed) {
        (_, true) => 0.93,
        (true, false) if document.is(word, b"county") => 0.85,
        _ => return,
    };
    findings.push(place(
        run::range(document, first, word),
        Kind::County,
        "geographic.county",
        confidence,
        Evidence::HEAD_WORD,
    ));
}

/// Where up to three capitalised words right before `word` begin, when one of them names.
fn named_before(document: &Document<'_>, word: u32) -> Option<u32> {
    let mut first = word;
    let mut score = 0;
    while first > 0 && word - first < 3 && run::joins(document, first) {
        let index = first - 1;
        let token = document.token(index)?;
        let proper = run::properness(document, index);
        let fills = run::is_saint(document, index)
            || document.is_any(
                index,
                words![
                    "new", "san", "los", "la", "el", "north", "south", "east", "west", "old", "fort", "lake", "king",
                    "prince", "queen", "black", "back", "high",
                ],
            );
        if !token.is_capitalised()
            || !fills && (token.is(Class::FUNCTION) || proper == 0)
            || document.is_any(index, run::TOLD_BY)
        {
            break;
        }
        score += proper;
        first = index;
    }
    (first < word && score > 0).then_some(first)
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
