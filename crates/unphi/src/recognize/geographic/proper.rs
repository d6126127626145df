//! Places that are called by plain words and have no head word: `at Prairie Winds`, `referred to Copper Basin`, `the Girard
//! building`, `the Safeway on Mountain View`.
//!
//! Inside a sentence of a text that uses capitals, words that notes hardly ever use and that begin with a capital are a
//! proper name. A preposition of place makes it a place. One such word alone is left to [`super::facility`] and
//! [`super::city`], which ask for more; a person's name is the other recognizer's, which is surer of it.

#![forbid(unsafe_code)]

use super::{Document, Evidence, Finding, Kind, place, run};
use crate::lexicon::Class;
use crate::scan::{Shape, words};

/// What a word of such a name never is, however rare.
const NEVER: Class = Class::CLINICAL
    .or(Class::DRUG)
    .or(Class::ORGANISM)
    .or(Class::EPONYM)
    .or(Class::EPONYM_HEAD)
    .or(Class::PROPER)
    .or(Class::PAYER)
    .or(Class::MAKER)
    .or(Class::DEMONYM)
    .or(Class::COUNTRY)
    .or(Class::STATE)
    .or(Class::MONTH)
    .or(Class::WEEKDAY)
    .or(Class::HOLIDAY)
    .or(Class::TITLE)
    .or(Class::CREDENTIAL)
    .or(Class::HEADING)
    .or(Class::CLINICAL_CAP)
    .or(Class::ROLE)
    .or(Class::RELATION)
    .or(Class::NUMBER);

/// `to Copper Basin`: two or more rare words with capitals after `preposition`.
pub(super) fn after_preposition(document: &Document<'_>, preposition: u32, findings: &mut Vec<Finding>) {
    // `at the Larkmoor building`, `seen at our Rosecrans office`.
    let the = u32::from(document.is_any(preposition + 1, words!["the", "our", "their", "your", "my"]));
    let first = preposition + 1 + the;
    let prepositions = words!["at", "to", "from", "with", "by", "in", "near", "for", "through", "behind", "off"];
    if document.gap(first) != b" " || !document.is_any(preposition, prepositions) {
        return;
    }
    let Some(last) = name_from(document, first) else { return };
    let long = last > first;
    if long && opens_list(document, last) || document.labelled(first, &[crate::lexicon::Label::Person]).is_some() {
        return;
    }
    // `the Girard building`: the head has no capital.
    if document.gap(last + 1) == b" " && is_plain_head(document, last + 1) {
        let range = run::range(document, first, last + 1);
        findings.push(place(range, Kind::Facility, "geographic.proper.head", 0.75, Evidence::HEAD_WORD));
        return;
    }
    // `Yeoman's test`, `Parson's laryngoscope`: what it is called after; `Sri Lanka` is a country.
    let headed = document.gap(last + 1) == b" "
        && document.classes(last + 1).any(Class::EPONYM_HEAD.or(Class::CLINICAL))
        && document.token(last + 1).is_some_and(|next| !next.is_capitalised());
    let region = document
        .phrase_over(first)
        .is_some_and(|phrase| phrase.row().classes.any(NEVER) && !phrase.row().classes.any(Class::CITY));
    if headed || region {
        return;
    }
    // `at Overlake`, `from Monadnock`: one word that neither notes nor the lists of names know.
    let ends = document.gap(last + 1).first().is_none_or(|byte| b".,;)\n".contains(byte))
        || document.classes(last + 1).any(Class::FUNCTION) && document.gap(last + 1) == b" ";
    if !long && the == 0 && ends && document.is_any(preposition, words!["at", "from"]) && is_lone(document, first) {
        let range = run::range(document, first, last);
        findings.push(place(range, Kind::Facility, "geographic.proper", 0.6, Evidence::CONTEXT));
        return;
    }
    // A word that no list has may be a product.
    let known = (first..=last).all(|index| document.token(index).is_some_and(|token| token.row != 0));
    let beside = document.is_any(preposition, words!["at", "near", "behind", "off"]);
    if !long || !known && !beside {
        return;
    }
    let confidence = if beside { 0.62 } else { 0.54 };
    let range = run::range(document, first, last);
    findings.push(place(range, Kind::Facility, "geographic.proper", confidence, Evidence::CONTEXT));
}

/// The last word of the name that begins with word `first`, when each of its words is rare in notes and has a capital.
pub(in crate::recognize) fn name_from(document: &Document<'_>, first: u32) -> Option<u32> {
    /// Most words.
    const MOST: u32 = 4;
    /// [`Row::running`](crate::lexicon::Row) of plain words that the measured notes have seven times or less.
    const RARE: u8 = 48;
    let (mut last, mut named) = (None, false);
    for index in first..first + MOST {
        let token = document.token(index)?;
        let saint = run::is_saint(document, index);
        if index > first && !run::joins(document, index) {
            break;
        }
        let plain = token.is(NEVER.or(Class::FUNCTION)) && !saint;
        let capital = token.is_capitalised() && !token.shape.any(Shape::ALL_UPPER.or(Shape::MIXED).or(Shape::DIGIT));
        let possessive = index > first && document.is(index, b"s") && document.gap(index) == b"'";
        if possessive {
            last = Some(index);
            continue;
        }
        let filled = saint || token.is(Class::DIRECTIONAL.or(Class::AREA_WORD)) && index > first;
        let rare = run::properness(document, index) >= 2 || token.row().running <= RARE;
        named |= rare && !filled;
        if plain || !capital || !filled && !rare && !(index == first && document.is_any(index, run::OPENERS)) {
            // A capitalised word that says what it is belongs to another name than one of this sort.
            if capital && last.is_some() && document.gap(index) == b" " {
                return None;
            }
            break;
        }
        last = Some(index);
    }
    let last = last.filter(|_| named)?;
    // `with Permobil F3`, `at Lumax-2`: a model.
    let next = document.token(last + 1);
    let model = matches!(document.gap(last + 1), b" " | b"-" | b"/")
        && next.is_some_and(|next| next.has_digit() || next.shape.any(Shape::ALL_UPPER) && next.len() > 1);
    (!model && !run::in_capitals(document, first)).then_some(last)
}

/// Whether one word alone names a place after `at`: no list has it, or that of cities.
fn is_lone(document: &Document<'_>, index: u32) -> bool {
    document
        .token(index)
        .is_some_and(|token| token.len() >= 5 && (token.row == 0 || token.is(Class::CITY) && token.row().running <= 16))
}

/// Whether the name is the first of several that commas part, as symptoms and products are.
fn opens_list(document: &Document<'_>, last: u32) -> bool {
    document.gap(last + 1) == b", "
        && document
            .token(last + 1)
            .is_some_and(|next| next.is_capitalised() && !next.is(Class::STATE.or(Class::STATE_ABBR)))
}

/// Words for a building or site that writers leave in small letters behind its name.
fn is_plain_head(document: &Document<'_>, index: u32) -> bool {
    document.is_any(
        index,
        words![
            "building",
            "bldg",
            "office",
            "campus",
            "location",
            "branch",
            "site",
            "lodge",
            "plant",
            "terminal",
            "exit",
            "tower",
            "mall",
            "marina",
            "campground",
            "motel",
            "motor",
            "apartments",
            "apts",
            "pavilion",
            "annex",
            "storefront",
            "store",
            "pharmacy",
            "clinic",
            "hospital",
            "shelter",
            "station",
            "lobby",
            "door",
            "entrance",
            "garage",
            "ballpark",
            "fairgrounds",
            "airport",
            "library",
            "dorm",
            "dorms",
            "district",
            "schools",
            "school",
            "church",
            "factory",
            "cannery",
            "brewery",
            "farm",
            "farms",
            "dairy",
            "mill",
        ],
    )
}
