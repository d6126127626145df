//! The learned scorer: how likely a word is part of a name, as a sum of weights.
//!
//! `models/names` trains the weights; `model/names.tsv` holds them in a form to read. What is seen of a word is the business
//! of [`features`].

#![forbid(unsafe_code)]

use super::candidate::placeholder;
use super::groups::COUNT;
use super::{features, person};
use crate::lexicon::{Class, Label};
use crate::scan::Document;
use crate::scan::document::Tie;
use crate::span::{Evidence, Finding};

/// Weights in 1/32 nat, two bytes each.
static WEIGHTS: &[u8; 2 * COUNT] = include_bytes!(concat!(env!("OUT_DIR"), "/names.bin"));

/// Log-odds of the first look below which there is no second one.
const HOPELESS: i32 = -128;

/// The log-odds, in 1/32 nat, that the word at `index` is part of a person's name.
pub(super) fn score(document: &Document<'_>, index: u32) -> i32 {
    let (weights, _) = WEIGHTS.as_chunks::<2>();
    let mut sum = 0;
    let mut add = |feature: usize| {
        sum += weights.get(feature).map_or(0, |weight| i32::from(i16::from_le_bytes(*weight)));
        sum
    };
    let glance = features::glance(document, index, &mut |feature| _ = add(feature));
    // The second look seldom changes a mind that is made up.
    if let Some(glance) = glance.filter(|_| add(COUNT) > HOPELESS) {
        features::study(document, index, &glance, &mut |feature| _ = add(feature));
    }
    sum
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
        let wanted = NAME + if near_miss { 16 } else { 0 } + if token.len() <= 3 { 32 } else { 0 };
        let kept = document.labelled(index, &[Label::Keep]) == Some(Tie::Structural);
        if kept || found < wanted || placeholder(document.word(index)) || ends_compound(document, index) {
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
        if !features::joins(document, near, next) || score(document, next) < PART {
            break;
        }
        end = next;
    }
    end
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
