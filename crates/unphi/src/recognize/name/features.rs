//! The evidence of the learned scorer: what of a word and its neighbours is seen, as numbers of a table of weights.
//!
//! Each feature is either seen or not; the score of a word is the sum of the weights of what is seen. The groups below lie
//! one after the other in the table, so that a feature is a group's base and a small number. No feature is a word of the
//! name itself: names that nobody listed are to be found by the same evidence.

#![forbid(unsafe_code)]

use super::candidate::announces;
use super::context::{after, before, listed, stands_alone};
use super::groups::*;
use super::word::{begins_sentence, casing_around, word_score};
use crate::lexicon::{self, Class, Label};
use crate::scan::document::{Casing, Tie};
use crate::scan::{Document, Shape, Token};

/// What is seen of a word at once, and what the second look starts from.
pub(crate) struct Glance {
    casing: Casing,
}

/// Calls `see` with the features of the word at `index` that cost little: its lists, its writing, its neighbours.
#[inline]
pub(crate) fn glance(document: &Document<'_>, index: u32, see: &mut impl FnMut(usize)) -> Option<Glance> {
    let token = document.token(index)?;
    let casing = casing_around(document, index);
    let around = casing as usize;
    let (kind, case, row) = (kind(document, index, token), case(document, token), token.row());
    see(BIAS);
    see(KIND_CASE + kind * CASES + case);
    see(KIND_AROUND + kind * 3 + around);
    let place = if document.begins_line(index) {
        0
    } else if begins_sentence(document, index) {
        1
    } else {
        2
    };
    see(CASE_AROUND_PLACE + (case * 3 + around) * 3 + place);
    classes(token.classes, CLASS + 64 * usize::from(token.is_capitalised()), see);
    see(LISTS + (usize::from(row.given) / 48).min(5) * 6 + (usize::from(row.surname) / 48).min(5));
    see(RUNNING + (usize::from(row.running) / 24).min(7));
    if token.is(HEADS_OF_PLACES) {
        see(HEAD + document.hash(index) as usize % HEADS);
    }
    left_side(document, index, case, see);
    right_side(document, index, case, see);
    Some(Glance { casing })
}

/// Calls `see` with the features that cost more: what the hand-set rules say, labels, phrases, lists.
#[inline]
pub(crate) fn study(document: &Document<'_>, index: u32, seen: &Glance, see: &mut impl FnMut(usize)) {
    let casing = seen.casing;
    let (own, _) = word_score(document, index, casing);
    see(OWN_SCORE + step(own) * 2 + usize::from(casing == Casing::Mixed));
    see(PHRASE + phrase(document, index));
    if let Some((points, _)) = before(document, index) {
        see(BEFORE + step(points));
    }
    if let Some((points, _)) = after(document, index, casing) {
        see(AFTER + step(points));
    }
    if listed(document, index, index) {
        see(PLACE);
    }
    if stands_alone(document, index, index) {
        see(PLACE + 1);
    }
    for (back, at) in [index, index.wrapping_sub(1), index.wrapping_sub(2)].into_iter().enumerate() {
        if let Some(tie) = document.labelled(at, &[Label::Person, Label::GivenName, Label::Surname]) {
            see(LABELLED + back * 3 + tie as usize);
        }
    }
    let other =
        document.fields_at(index).iter().any(|field| !PERSONAL.contains(&field.label) && field.tie > Tie::Adjacent);
    if other {
        see(LABELLED + 9);
    }
}

/// The sum of `weights`, two bytes each, of what is seen of the word at `index`. The second look seldom changes a mind that is made
/// up: there is none where the first gives `hopeless` or less.
#[inline]
pub(crate) fn sum(weights: &[u8; 2 * COUNT], hopeless: i32, document: &Document<'_>, index: u32) -> i32 {
    let (weights, _) = weights.as_chunks::<2>();
    let mut sum = 0;
    let mut add = |feature: usize| {
        sum += weights.get(feature).map_or(0, |weight| i32::from(i16::from_le_bytes(*weight)));
        sum
    };
    let glance = glance(document, index, &mut |feature| _ = add(feature));
    // One past the last feature weighs nothing.
    if let Some(glance) = glance.filter(|_| add(COUNT) > hopeless) {
        study(document, index, &glance, &mut |feature| _ = add(feature));
    }
    sum
}

/// Words that end the name of a place or organization, or begin it.
const HEADS_OF_PLACES: Class = Class::FACILITY_WORD.or(Class::ORG_WORD).or(Class::AREA_WORD).or(Class::STREET_SUFFIX);

const PERSONAL: [Label; 4] = [Label::Person, Label::GivenName, Label::Surname, Label::Username];

// Both sides are most of the scorer's time, and a call apiece would be a twentieth of that of the engine.
#[inline(always)]
fn left_side(document: &Document<'_>, index: u32, case: usize, see: &mut impl FnMut(usize)) {
    let gap = between(if index == 0 { b"\n" } else { document.gap(index) });
    see(PREVIOUS_GAP + gap * CASES + case);
    let Some((at, token)) = index.checked_sub(1).and_then(|at| Some((at, document.token(at)?))) else { return };
    let near = nearness(gap);
    classes(token.classes, PREVIOUS_CLASS + 64 * near, see);
    if near == 2 {
        return;
    }
    let capital = usize::from(token.is_capitalised());
    see(PREVIOUS_KIND + (kind(document, at, token) * 2 + capital) * 2 + near);
    see(PREVIOUS_WORD + document.hash(at) as usize % HASHES);
    let gap = between(document.gap(at));
    let Some(token) = index.checked_sub(2).and_then(|at| document.token(at)) else { return };
    if nearness(gap) < 2 {
        classes(token.classes, BEYOND_LEFT_CLASS, see);
        see(BEYOND_LEFT_KIND + kind(document, index - 2, token) * 2 + usize::from(token.is_capitalised()));
        see(BEYOND_LEFT_WORD + document.hash(index - 2) as usize % HASHES);
    }
}

#[inline(always)]
fn right_side(document: &Document<'_>, index: u32, case: usize, see: &mut impl FnMut(usize)) {
    let at = index + 1;
    let gap = between(document.gap(at));
    see(NEXT_GAP + gap * CASES + case);
    let Some(token) = document.token(at) else { return };
    let near = nearness(gap);
    classes(token.classes, NEXT_CLASS + 64 * near, see);
    if near == 2 {
        return;
    }
    let capital = usize::from(token.is_capitalised());
    see(NEXT_KIND + (kind(document, at, token) * 2 + capital) * 2 + near);
    see(NEXT_WORD + document.hash(at) as usize % HASHES);
    let Some(token) = document.token(at + 1) else { return };
    if nearness(between(document.gap(at + 1))) < 2 {
        classes(token.classes, BEYOND_RIGHT_CLASS, see);
        see(BEYOND_RIGHT_KIND + kind(document, at + 1, token) * 2 + usize::from(token.is_capitalised()));
        see(BEYOND_RIGHT_WORD + document.hash(at + 1) as usize % HASHES);
    }
}

/// One feature for each class of a word.
#[inline(always)]
pub(crate) fn classes(classes: Class, base: usize, see: &mut impl FnMut(usize)) {
    // Bits 56 to 58 hold a number.
    let mut bits = classes.0 & ((1 << 48) - 1);
    while bits != 0 {
        see(base + bits.trailing_zeros() as usize);
        bits &= bits - 1;
    }
}

/// The step of a hand-set score in quarter bits.
fn step(points: i32) -> usize {
    ((points + 64) / 5).clamp(0, STEPS as i32 - 1) as usize
}

/// What sort of word it is: a number, of another script, unknown (by its letters and length), or known (by its prior).
fn kind(document: &Document<'_>, index: u32, token: &Token) -> usize {
    if token.has_digit() {
        return usize::from(token.is_number());
    }
    if token.row != 0 {
        const PRIORS: [i8; 10] = [-60, -44, -28, -16, -8, 0, 8, 16, 24, 36];
        return 15 + PRIORS.iter().filter(|prior| token.prior >= **prior).count();
    }
    if token.shape.any(Shape::FOREIGN) {
        return 2;
    }
    let letters = (lexicon::letters(document.word(index)) * 3 / 2 - 4).clamp(-16, 16);
    let short = if token.len() <= 4 { 6 } else { 0 };
    3 + short + ((letters + 16) / 6) as usize
}

/// How a word is written.
fn case(document: &Document<'_>, token: &Token) -> usize {
    if token.len() == 1 && token.is_capitalised() {
        4 + usize::from(document.byte(token.end) == b'.')
    } else if token.shape.any(Shape::MIXED) {
        3
    } else if token.shape.any(Shape::ALL_UPPER) {
        2
    } else {
        usize::from(token.is_capitalised())
    }
}

/// What stands between two words.
pub(crate) fn between(gap: &[u8]) -> usize {
    match gap {
        [] => return 0,
        [b' '] => return 1,
        [b','] | [b',', b' '] => return 2,
        [b'-'] => return 3,
        [b'\''] => return 4,
        [b'.'] | [b'.', b' '] => return 5,
        [b'/'] | [b'/', b' '] | [b' ', b'/', b' '] => return 6,
        _ => {}
    }
    // The first of these kinds that any byte has decides.
    let (mut lines, mut kinds) = (0, 0u32);
    for byte in gap {
        lines += u32::from(*byte == b'\n');
        kinds |= match byte {
            b'\n' => 1,
            b'"' => 1 << 2,
            b'(' | b'[' => 1 << 3,
            b':' => 1 << 4,
            b' ' | b'\t' => 1 << 5,
            b'|' | b'^' => 1 << 6,
            b')' | b';' => 1 << 7,
            _ => 1 << 8,
        };
    }
    const SPACES: u32 = 1 << 5;
    match if kinds == SPACES { kinds } else { kinds & !SPACES }.trailing_zeros() as usize {
        0 => 7 + usize::from(lines > 1),
        kind => 7 + kind,
    }
}

/// Whether a gap lets two words be read together (0), one beside the other (1) or apart (2).
fn nearness(gap: usize) -> usize {
    match gap {
        1 | 3..=6 => 0,
        2 | 9..=11 | 14 => 1,
        _ => 2,
    }
}

/// What phrase the word is in: none, one that names somebody or something, another one, a label.
fn phrase(document: &Document<'_>, index: u32) -> usize {
    let Some(phrase) = document.phrase_over(index) else { return 0 };
    if phrase.label.is_some() {
        return 3;
    }
    if phrase.first == phrase.last {
        return 0;
    }
    let classes = phrase.row().classes;
    if classes.any(Class::GIVEN.or(Class::SURNAME)) { 1 } else { 2 }
}

/// The words to judge: what the scan lists, and the words that could belong to the same name.
pub(crate) fn candidates(document: &Document<'_>) -> Vec<u32> {
    let mut all: Vec<u32> = Vec::new();
    for &index in document.names {
        all.extend(
            [index.wrapping_sub(1), index, index + 1].iter().filter(|at| **at == index || joins(document, index, **at)),
        );
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether a word may be part of a name at all: titles and credentials stand beside names, other scripts are a question
/// of their own.
pub(super) fn may_be_part(token: &Token) -> bool {
    let named = token.row().given >= 128;
    !token.shape.any(Shape::DIGIT.or(Shape::FOREIGN))
        && !(token.is(Class::TITLE) && !named)
        && !(token.is(Class::CREDENTIAL) && !token.is(Class::GIVEN.or(Class::SURNAME)))
}

/// Head words of places and organizations: with one of them it is no person's name.
const NO_PERSON: Class = HEADS_OF_PLACES.or(Class::EPONYM_HEAD);

/// Whether the word at `at`, next to the candidate `index`, could belong to the same name.
pub(super) fn joins(document: &Document<'_>, index: u32, at: u32) -> bool {
    let gap = between(document.gap(index.max(at)));
    // A slash parts persons; the `s` of a possessive is no part of the name.
    nearness(gap) == 0
        && gap != 6
        && document.token(at).is_some_and(|token| {
            may_be_part(token)
                && !token.is(Class::FUNCTION)
                && !(token.is(NO_PERSON) && token.row().surname < 112 && token.row().given < 96)
                && !(gap == 4 && token.len() <= 2 && !token.is_capitalised())
                && !(token.len() == 1 && document.gap(at + 1) == b"-")
                && !announces(document, at)
        })
}
