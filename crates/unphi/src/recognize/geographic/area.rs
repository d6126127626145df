//! Counties, neighbourhoods and other areas by the word for them: `Posey County`, `Frogtown neighborhood`, `village of Elmore`.

#![forbid(unsafe_code)]

use super::city::PLACE_VERBS;
use super::{Document, Evidence, Finding, Kind, place, run};
use crate::lexicon::Class;
use crate::scan::document::Casing;
use crate::scan::{Shape, words};

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
