//! The city of an address: behind a street, before a state, a country or a postal code.

#![forbid(unsafe_code)]

use super::city::{beyond, cue};
use super::{Document, Evidence, Finding, Kind, place, run, zip};
use crate::lexicon::Class;
use crate::scan::{Shape, Words, words};

/// `, OH`, `, Iowa`, ` OR 97209`, `^NC^`.
pub(super) fn followed_by_state(document: &Document<'_>, last: u32) -> bool {
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
pub(super) const DOUBTFUL: &Words = words![
    "in", "or", "me", "hi", "ok", "id", "pa", "ma", "md", "de", "co", "ms", "mt", "as", "do", "la", "al", "va", "ct",
    "pr",
];

/// Whether a state's abbreviation ends its clause and the word before it is a city rather than a person: `Milan, MI.`
pub(super) fn ends_there(document: &Document<'_>, state: u32) -> bool {
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

pub(super) fn followed_by_country(document: &Document<'_>, last: u32) -> bool {
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
pub(super) fn is_titled(document: &Document<'_>, index: u32) -> bool {
    (0..3).take_while(|back| *back == 0 || document.gap(index.wrapping_sub(back - 1)) == b" ").any(|back| {
        let before = index.wrapping_sub(back + 1);
        document.classes(before).any(Class::TITLE) && !run::is_saint(document, before)
    })
}

/// Canadian provinces and Australian states, between a city and its postal code.
pub(super) const PROVINCES: &Words = words![
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

/// The name of a town that ends with word `end`: a listed phrase, or up to three capitalised words.
pub(super) fn name_back(document: &Document<'_>, end: u32) -> Option<(u32, u32)> {
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

pub(super) fn in_city_words(document: &Document<'_>, first: u32) -> bool {
    document.is(first, b"in") && matches!(document.gap(first), b" " | b", ")
}

/// The last word of the city that begins with word `first`: a listed phrase, else up to three words before the next separator.
pub(super) fn city_words(document: &Document<'_>, first: u32) -> Option<u32> {
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
