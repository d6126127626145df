//! Places and organizations that no rule knows: the learned scorer of places.
//!
//! The same evidence that tells names ([`features`]) weighed for another question: how likely a word is part of what a town, a
//! facility, a firm or a school is called. `models/names` trains the weights; `model/places.tsv` holds them in a form to read. It is
//! asked about words with a capital that nothing was found in yet, and adds what it is sure enough of.

#![forbid(unsafe_code)]

use super::{Document, Evidence, Finding, Kind, finding, run};
use crate::Identifier;
use crate::lexicon::Class;
use crate::recognize::name::features;
use crate::recognize::name::groups::COUNT;
use crate::recognize::{NEAR_MISS, learned_confidence};
use crate::scan::document::Casing;
use crate::scan::{Token, words};
use crate::span::Rule;

/// Weights in 1/32 nat, two bytes each.
static WEIGHTS: &[u8; 2 * COUNT] = include_bytes!(concat!(env!("OUT_DIR"), "/places.bin"));

/// Log-odds, in 1/32 nat, from which a word is of a place, and from which it belongs to the place beside it.
const PLACE: i32 = 24;
const PART: i32 = -16;
/// And from which a word of the language is one by itself.
const PLAIN: i32 = 72;
/// And from which it nearly is one: a name model is asked about it.
const OPEN: i32 = -40;
/// Log-odds of the first look below which there is no second one.
const HOPELESS: i32 = -96;

/// Less than any word has.
pub(crate) const NEVER: i32 = -256;

/// What its findings are called.
const RULE: &str = "geographic.learned";

/// Most words on either side of a sure one.
const REACH: u32 = 5;

/// Appends the places that it alone finds, among words of which `is_covered` says that nothing was found; its near misses too where
/// a name model `may_ask` about them.
pub(crate) fn find(
    document: &Document<'_>,
    is_covered: impl Fn(u32) -> bool,
    may_ask: bool,
    findings: &mut Vec<Finding>,
) {
    let (mut free, mut taken) = (0, 0);
    for (block, words) in document.writing.iter().enumerate() {
        let mut bits = if document.casing == Casing::Lower { words.word } else { words.capitalised };
        while bits != 0 {
            let index = block as u32 * 64 + bits.trailing_zeros();
            bits &= bits - 1;
            if index < free || is_covered(index) || !is_candidate(document, index) {
                continue;
            }
            let own = score(document, index);
            if own < PLACE {
                if may_ask && own >= OPEN {
                    let range = run::range(document, index, index);
                    let evidence = Evidence::CONTEXT;
                    findings.push(finding(range, Identifier::Geographic, Kind::City, RULE, NEAR_MISS, evidence));
                }
                continue;
            }
            let (first, last) =
                (extend(document, index, |at| at.wrapping_sub(1)), extend(document, index, |at| at + 1));
            free = last + 1;
            // What it found before ends at `taken`.
            if first < taken || (first..=last).any(&is_covered) {
                continue;
            }
            let best = (first..=last).map(|at| score(document, at)).max().unwrap_or_default();
            if is_region(document, first) || first == last && is_plain(document, index) && best < PLAIN {
                continue;
            }
            // `the Cardiology Clinic`, `Postanesthesia Care Unit`: what every house has.
            if (first..=last).all(|at| run::properness(document, at) == 0) {
                continue;
            }
            let of = |classes| (first..=last).any(|at| document.classes(at).any(classes));
            let (identifier, kind) = match () {
                () if of(Class::FACILITY_WORD) => (Identifier::Geographic, Kind::Facility),
                () if of(Class::ORG_WORD) => (Identifier::Name, Kind::Organization),
                () => (Identifier::Geographic, Kind::City),
            };
            taken = last + 1;
            let range = run::range(document, first, last);
            findings.push(finding(range, identifier, kind, RULE, learned_confidence(best - PLACE), Evidence::CONTEXT));
        }
    }
}

/// Whether a finding is one that nothing but this scorer speaks for.
pub(crate) fn is_of(found: &Finding) -> bool {
    matches!(found.rule, Rule::BuiltIn(RULE))
}

/// The log-odds, in 1/32 nat, that the word at `index` is of a place or an organization; [`NEVER`] where the scorer has no say.
pub(crate) fn log_odds(document: &Document<'_>, index: u32) -> i32 {
    if is_candidate(document, index) { score(document, index) } else { NEVER }
}

/// Whether the scorer is asked about the word at `index`.
pub(crate) fn is_candidate(document: &Document<'_>, index: u32) -> bool {
    const NAMED: Class = Class::CITY.or(Class::FACILITY_WORD).or(Class::SURNAME).or(Class::GIVEN);
    // What is never part of such a name, or only between its words.
    const OTHER: Class = Class::FUNCTION
        .or(Class::MONTH)
        .or(Class::WEEKDAY)
        .or(Class::TITLE)
        .or(Class::CREDENTIAL)
        .or(Class::MEASURE_UNIT);
    document.token(index).is_some_and(|token| {
        let other = token.is(OTHER) && !token.is(NAMED);
        let written = token.is_capitalised() || document.casing == Casing::Lower && (token.row == 0 || token.is(NAMED));
        written && !other && token.len() > 1 && !token.has_digit() && !is_other_phrase(document, index)
    })
}

/// Whether the word is part of a phrase that is no place: `San Francisco Syncope Rule`, `Mutual of Omaha`.
fn is_other_phrase(document: &Document<'_>, index: u32) -> bool {
    let places = Class::CITY.or(Class::COUNTY).or(Class::FACILITY).or(Class::AREA_WORD).or(Class::STATE);
    document.phrase_over(index).is_some_and(|phrase| phrase.last > phrase.first && !phrase.row().classes.any(places))
}

/// Whether a state, a country or a people is all that stands here: those stay.
fn is_region(document: &Document<'_>, first: u32) -> bool {
    /// From this weight on a city is as likely meant as the country that bears its name.
    const LARGE: u8 = 96;
    let regions = Class::STATE.or(Class::COUNTRY).or(Class::DEMONYM).or(Class::WEEKDAY).or(Class::MONTH);
    let phrase = document.phrase_over(first).is_some_and(|phrase| phrase.row().classes.any(regions));
    phrase || document.token(first).is_some_and(|token| token.is(regions) && token.row().city < LARGE)
}

/// Whether a word is one of the language, of medicine, or a head word: `GENERAL`, `Dependency`.
fn is_plain(document: &Document<'_>, index: u32) -> bool {
    let plain = Class::COMMON.or(Class::CLINICAL).or(Class::FACILITY_WORD).or(Class::ORG_WORD);
    document.token(index).is_some_and(|token| token.is(plain) && !token.is(Class::CITY))
}

/// The log-odds, in 1/32 nat, that the word at `index` is part of what a place or an organization is called.
fn score(document: &Document<'_>, index: u32) -> i32 {
    features::sum(WEIGHTS, HOPELESS, document, index)
}

/// The last word of the place in one direction from the word at `index`.
fn extend(document: &Document<'_>, index: u32, step: fn(u32) -> u32) -> u32 {
    let mut end = index;
    for _ in 0..REACH {
        let mut next = step(end);
        // `Congregation of Our Lady`, `Saint Barnabas at Wolfdale`.
        if joins(document, end, next) && document.is_any(next, words!["of", "the", "de", "la", "at", "on", "and"]) {
            let beyond = step(next);
            if !joins(document, next, beyond) || document.token(beyond).is_none_or(Token::is_lower) {
                break;
            }
            next = beyond;
        }
        let near = if next > end { next.wrapping_sub(1) } else { next.wrapping_add(1) };
        if !joins(document, near, next) || !is_candidate(document, next) || score(document, next) < PART {
            break;
        }
        end = next;
    }
    end
}

/// Whether two words beside each other are written as one name.
fn joins(document: &Document<'_>, near: u32, next: u32) -> bool {
    let (first, second) = (near.min(next), near.max(next));
    first != second
        && second < document.tokens.len() as u32
        && matches!(document.gap(second), b" " | b"-" | b"'" | b" & ")
}
