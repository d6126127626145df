//! The learned scorer: how likely a word is part of a name, as a sum of weights.
//!
//! `models/names` trains the weights; `model/names.tsv` holds them in a form to read. What is seen of a word is the business
//! of [`features`].

#![forbid(unsafe_code)]

use super::candidate::{announces, is_interjection, is_measured, is_other_phrase, placeholder};
use super::context::preceding_word;
use super::groups::COUNT;
use super::initials::{are_letters, is_degree};
use super::word::{casing_around, class_score};
use super::{features, person, weight};
use crate::lexicon::{Class, Label};
use crate::scan::document::{Casing, Tie};
use crate::scan::{Document, Shape, Token, words};
use crate::span::{Evidence, Finding};

/// Weights in 1/32 nat, two bytes each.
static WEIGHTS: &[u8; 2 * COUNT] = include_bytes!(concat!(env!("OUT_DIR"), "/names.bin"));

/// Log-odds of the first look below which there is no second one.
const HOPELESS: i32 = -128;

/// The log-odds, in 1/32 nat, that the word at `index` is part of a person's name.
pub(super) fn score(document: &Document<'_>, index: u32) -> i32 {
    features::sum(WEIGHTS, HOPELESS, document, index)
}

/// Log-odds from which a word is a name, and from which it belongs to the name beside it.
const NAME: i32 = -8;
const PART: i32 = -32;
/// Log-odds below which the rules need more than their own sum.
const DOUBTED: i32 = -48;

/// Most confidence that the scorer alone gives: less than a rule with evidence of its own, which also knows the kind.
const LIFTED: f32 = 0.58;

/// Widens what the rules found (`findings` from `first` on, in order) to the words that the scorer adds, drops what it doubts,
/// and appends what it alone finds.
pub(super) fn judge(document: &Document<'_>, first: usize, findings: &mut Vec<Finding>) {
    let rules = first..findings.len();
    let mut at = rules.start;
    let mut free = 0;
    for &index in document.names {
        if index < free {
            continue;
        }
        let Some(token) = document.token(index).filter(|token| features::may_be_part(token)) else {
            continue;
        };
        let found = score(document, index);
        while findings[..rules.end].get(at).is_some_and(|finding| finding.end <= token.start) {
            at += 1;
        }
        let near_miss = findings[..rules.end]
            .get(at)
            .is_some_and(|finding| finding.start <= token.start && finding.confidence < 0.5);
        // Where the rules were asked and said no, or where the word is short, more is wanted.
        let wanted = NAME
            + if near_miss { 16 } else { 0 }
            + if token.len() <= 3 { 32 } else { 0 }
            // `w/ Hashimoto's dx'd`: a disease, cut short.
            + if token.is(Class::EPONYM) && document.gap(index + 1) == b"'" { 40 } else { 0 }
            + if is_abbreviation(token) && casing_around(document, index) == Casing::Mixed { 24 } else { 0 };
        if found < wanted || is_never(document, index) {
            if let Some(finding) = findings[..rules.end].get_mut(at)
                && finding.start <= token.start
                && finding.end == token.end
                && found < DOUBTED
                && finding.confidence < 0.75
                && !finding.evidence.contains(Evidence::TITLE)
            {
                finding.confidence = 0.4;
            }
            continue;
        }
        let (from, to) = (extend(document, index, left), extend(document, index, right));
        free = to + 1;
        if is_something_else(document, from, to) {
            continue;
        }
        let (Some(start), Some(last)) = (document.token(from), document.token(to)) else { continue };
        let mut merged = false;
        let mut next = at;
        while let Some(finding) = findings[..rules.end].get_mut(next).filter(|finding| finding.start < last.end) {
            finding.start = finding.start.min(start.start);
            finding.end = finding.end.max(last.end);
            // Below what a label or a sign of a login says.
            finding.confidence = finding.confidence.max(logistic(found).min(LIFTED));
            merged = true;
            next += 1;
        }
        if !merged && document.bytes(start.start..last.end).len() > 1 {
            findings.push(person(
                start.start..last.end,
                "name.learned",
                logistic(found).min(LIFTED),
                Evidence::CONTEXT,
            ));
        }
    }
}

/// Whether no score makes the word at `index` a name: it is the value of a field to be kept, a stand-in for a name that was
/// taken out, the end of a word that is none, or tied to a number.
pub(super) fn is_never(document: &Document<'_>, index: u32) -> bool {
    document.labelled(index, &[Label::Keep]) == Some(Tie::Structural)
        || placeholder(document.word(index))
        || ends_compound(document, index)
        || is_measured(document, index)
        || announces(document, index)
        || is_weekday(document, index)
        || is_sequence(document.word(index))
        || is_time_abroad(document, index)
        || is_country_in_letters(document, index)
}

/// `came to the U.S. in 2003`, `N.H.S. No.`: letters of what is no person, whichever of them `index` is; `U.K. Rao` is one.
fn is_country_in_letters(document: &Document<'_>, index: u32) -> bool {
    const COUNTRIES: [&[u8]; 4] = [b"US", b"USA", b"UK", b"NHS"];
    let letter = |at: u32| document.token(at).is_some_and(|token| token.len() == 1 && token.is_capitalised());
    if !letter(index) || document.gap(index) != b"." && document.gap(index + 1).first() != Some(&b'.') {
        return false;
    }
    let dotted = |at: u32| letter(at) && document.gap(at) == b"." && letter(at.wrapping_sub(1));
    let first = (0..3).take_while(|back| dotted(index.wrapping_sub(*back))).count() as u32;
    let first = index - first;
    let last = first + (1..4).take_while(|ahead| dotted(first + ahead)).count() as u32;
    let named = document.token(last + 1).is_some_and(|next| next.is_capitalised() && next.len() > 2)
        && !document.is_any(first.wrapping_sub(1), words!["the", "a", "in"]);
    !named && are_letters(document, first, last, &COUNTRIES)
}

/// `Sunday, April 16`: the day of a date, though some are called so.
fn is_weekday(document: &Document<'_>, index: u32) -> bool {
    let dated = |at: u32| document.token(at).is_some_and(|token| token.is(Class::MONTH) || token.has_digit());
    document.classes(index).any(Class::WEEKDAY)
        && matches!(document.gap(index + 1), b" " | b", " | b". ")
        && dated(index + 1)
}

/// `in 6 Wochen`, `3 Semanas`: units of time of other languages behind a number.
fn is_time_abroad(document: &Document<'_>, index: u32) -> bool {
    document.is_any(
        index,
        words![
            "wochen", "tage", "tagen", "monate", "monaten", "jahre", "jahren", "semanas", "dias", "meses", "semaines"
        ],
    ) && document.token(index.wrapping_sub(1)).is_some_and(Token::has_digit)
}

/// `GATTACAGGCATGAGCC`: nucleotides.
fn is_sequence(word: &[u8]) -> bool {
    word.len() >= 8 && word.iter().all(|byte| matches!(byte.to_ascii_uppercase(), b'A' | b'C' | b'G' | b'T' | b'U'))
}

/// `Texas`, `speaks German`, `Sri Lanka`, `Dear`: words whose lists say what they are, without a title before them.
pub(super) fn is_something_else(document: &Document<'_>, from: u32, to: u32) -> bool {
    const OTHER: Class = Class::STATE
        .or(Class::COUNTRY)
        .or(Class::DEMONYM)
        .or(Class::FUNCTION)
        .or(Class::HEADING)
        .or(Class::INTRODUCER)
        .or(Class::WEEKDAY);
    // `First Lutheran`: more capitals may name something; those of `North Carolina` are one name already.
    let inside = document.phrase_over(from).is_some_and(|phrase| phrase.first < from);
    let titled = document.token(from.wrapping_sub(1)).is_some_and(|token| {
        token.is(Class::TITLE)
            || document.gap(from) == b" " && token.is_capitalised() && token.is(Class::COMMON) && !inside
    });
    let listed = document.token(from).is_some_and(|token| token.is(OTHER) && token.row().given < 96);
    let single = document.token(from).is_some_and(|token| from == to && is_code_of_hl7(document, from, token))
        || from == to && (listed || is_interjection(document, from));
    // `a small Santa Rosa tube`; `Nivaril(R)`: what the rules exclude outright.
    let head = to + 1;
    let thing = document.gap(head) == b" "
        && document.classes(head).any(Class::EPONYM_HEAD)
        && document.token(head).is_some_and(Token::is_lower)
        && preceding_word(document, from.min(before_given(document, from)))
            .is_some_and(|(points, _)| points <= weight::DETERMINER);
    let excluded =
        from == to && document.token(from).is_some_and(|token| class_score(document, from, token) <= EXCLUDED);
    if !titled && (thing || excluded) {
        return true;
    }
    let degree = document.gap(from) == b", " && is_degree(document, from, to);
    !titled && (single || is_other_phrase(document, from, to)) || degree
}

/// The sum of what else a word may be at which no learned weight makes it a name.
const EXCLUDED: i32 = -70;

/// The word before `index` when both are capitalised: the scorer may have found only the end of `Santa Rosa`.
fn before_given(document: &Document<'_>, index: u32) -> u32 {
    let left = index.wrapping_sub(1);
    let capital = document.gap(index) == b" " && document.token(left).is_some_and(Token::is_capitalised);
    if capital { left } else { index }
}

/// `^^^USSSA^SS`, `|SELF|`: a code between the marks of HL7, whose names stand in known fields.
fn is_code_of_hl7(document: &Document<'_>, index: u32, token: &Token) -> bool {
    let (before, after) = (document.gap(index).last(), document.gap(index + 1).first());
    let alone = before == Some(&b'|') && after == Some(&b'|');
    let component = matches!(before, Some(b'^' | b'|')) && after == Some(&b'^') && token.row == 0 && token.len() <= 5;
    token.shape.any(Shape::ALL_UPPER)
        && token.row().given.max(token.row().surname) < 48
        && (alone || component)
        && document.labelled(index, &[Label::Person]).is_none()
}

/// Four or five capitals that no list knows: `NMOSD`.
fn is_abbreviation(token: &Token) -> bool {
    token.row == 0 && token.shape.any(Shape::ALL_UPPER) && (4..=5).contains(&token.len())
}

/// `Medi-Cal`: the second part of a word whose first part is no name.
fn ends_compound(document: &Document<'_>, index: u32) -> bool {
    document.gap(index) == b"-" && score(document, index.wrapping_sub(1)) < PART
}

fn left(index: u32) -> u32 {
    index.wrapping_sub(1)
}

fn right(index: u32) -> u32 {
    index + 1
}

/// The last word of the name in one direction from the word at `index`.
fn extend(document: &Document<'_>, index: u32, step: fn(u32) -> u32) -> u32 {
    /// Most words.
    const REACH: u32 = 6;
    let mut end = index;
    for _ in 0..REACH {
        let mut next = step(end);
        // `Maria de la Cruz`: with the word that the particles lead to.
        while features::joins(document, end, next)
            && document.token(next).is_some_and(|token| token.is(Class::PARTICLE))
            && next.abs_diff(end) < 3
        {
            next = step(next);
        }
        let near = if next > end { next - 1 } else { next + 1 };
        if !features::joins(document, near, next) || parts_a_name(document, near, next) || score(document, next) < PART
        {
            break;
        }
        end = next;
    }
    end
}

/// Whether the words `near`, which is part of a name, and `next` beside it are not written as one name: the next sentence
/// (`Clifford. Reach`), a post or a finding in capitals (`SW Khalid`, `Gautam TAVR`), small letters after capitals
/// (`Warsame rung`).
fn parts_a_name(document: &Document<'_>, near: u32, next: u32) -> bool {
    let (Some(name), Some(other)) = (document.token(near), document.token(next)) else { return true };
    let first = document.token(near.min(next));
    let stopped = document.gap(near.max(next)).first() == Some(&b'.')
        && first.is_some_and(|token| token.len() > 4 && !token.is(Class::PARTICLE));
    let mixed = casing_around(document, near) == Casing::Mixed && name.is_capitalised() && name.len() > 1;
    let shouted = mixed
        && !name.shape.any(Shape::ALL_UPPER)
        && other.shape.any(Shape::ALL_UPPER)
        // `Okafor JT` has initials behind.
        && (if next > near { 3 } else { 2 }..=5).contains(&other.len())
        && other.row().surname < 48;
    let lower = mixed
        && next > near
        && other.is_lower()
        && !other.is(Class::PARTICLE)
        && document.gap(next) == b" "
        && document.gap(next + 1) != b"'";
    stopped || shouted || lower
}

/// The probability that belongs to log-odds of `score` 1/32 nats; a table, so that every processor agrees.
fn logistic(score: i32) -> f32 {
    const UPPER: [f32; 10] = [0.55, 0.68, 0.77, 0.85, 0.9, 0.94, 0.96, 0.97, 0.98, 0.99];
    UPPER[(score / 16).clamp(0, 9) as usize]
}

/// What is seen of each word that the scorer may be asked about, with its weights in 1/32 nat: slow, for explanations.
pub(crate) fn terms<'d>(document: &'d Document<'_>) -> impl Iterator<Item = (u32, Vec<(usize, i32)>)> + 'd {
    let (weights, _) = WEIGHTS.as_chunks::<2>();
    let weight_of = |feature: usize| weights.get(feature).map_or(0, |weight| i32::from(i16::from_le_bytes(*weight)));
    features::candidates(document).into_iter().map(move |index| {
        let mut seen = Vec::new();
        let glance = features::glance(document, index, &mut |feature| seen.push((feature, weight_of(feature))));
        if let Some(glance) = glance
            && seen.iter().map(|(_, weight)| weight).sum::<i32>() > HOPELESS
        {
            features::study(document, index, &glance, &mut |feature| seen.push((feature, weight_of(feature))));
        }
        (index, seen)
    })
}

/// The confidence that a word with these log-odds, in 1/32 nat, is part of a name, where the scorer is in doubt: it is no
/// finding, and no surprise if it were one.
pub(crate) fn doubt(score: i32) -> Option<f32> {
    (-64..NAME).contains(&score).then(|| 1.0 - logistic(-score))
}
