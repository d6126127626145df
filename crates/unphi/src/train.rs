//! What the trainer of the scorers of names and places sees of a text; behind the feature `train`, for this repository alone.

#![forbid(unsafe_code)]

use core::ops::Range;

use crate::deidentifier::read;
use crate::recognize::geographic::learned;
use crate::recognize::name::Cover;
use crate::recognize::name::{features, groups};
use crate::recognize::{RECOGNIZERS, number};
use crate::scan::fold::Folded;
use crate::scan::{Document, Tokens};
use crate::{Deidentifier, Error, Identifier};

/// Name and size of each group of features, in order.
pub const GROUPS: &[(&str, usize)] = groups::GROUPS;
/// How many features there are.
pub const COUNT: usize = groups::COUNT;

/// A word that a scorer judges.
#[derive(Debug)]
pub struct Word {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The features that are seen.
    pub features: Vec<u16>,
}

/// The question that a scorer answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Whether a word is part of a person's name.
    Name,
    /// Whether it is part of what a place or an organization is called.
    Place,
}

/// What `look` sees in `text` as it is read, each with the bytes of the text that it is about.
fn look<T>(
    text: &str,
    look: impl FnOnce(&Document<'_>) -> Vec<(Range<u32>, T)>,
) -> impl Iterator<Item = (Range<usize>, T)> {
    let (mut folded, mut mended) = (Folded::default(), Vec::new());
    let mut tokens = Tokens::default();
    let (mut phrases, mut fields) = (Vec::new(), Vec::new());
    let seen = look(&read(folded.fold(text), &mut mended, &mut tokens, &mut phrases, &mut fields));
    seen.into_iter().map(move |(range, seen)| {
        (folded.original_start(range.start) as usize..folded.original_end(range.end) as usize, seen)
    })
}

/// The words of `text` that the scorer for `question` may be asked about.
#[must_use]
pub fn words(text: &str, question: Question) -> Vec<Word> {
    let seen = look(text, |document| {
        let candidates = match question {
            Question::Name => features::candidates(document),
            Question::Place => {
                (0..document.tokens.len() as u32).filter(|index| learned::is_candidate(document, *index)).collect()
            }
        };
        let mut seen = Vec::new();
        for index in candidates {
            let Some(token) = document.token(index) else { continue };
            let mut features = Vec::new();
            let mut see = |feature| features.push(feature as u16);
            if let Some(glance) = features::glance(document, index, &mut see) {
                features::study(document, index, &glance, &mut see);
            }
            seen.push((token.start..token.end, features));
        }
        seen
    });
    seen.map(|(range, features)| Word { start: range.start, end: range.end, features }).collect()
}

/// A number that the scorer of numbers judges.
#[derive(Debug)]
pub struct Number {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Whether the other recognizers found something in it.
    pub found: bool,
    /// The features that are seen.
    pub features: Vec<u16>,
}

/// Name and size of each group of features of numbers, in order.
pub const NUMBER_GROUPS: &[(&str, usize)] = number::groups::GROUPS;
/// How many features of numbers there are.
pub const NUMBER_COUNT: usize = number::groups::COUNT;
/// The identifiers that a number may be, in the order of its weights.
pub const NUMBER_ANSWERS: [Identifier; number::groups::ANSWERS] = {
    let [a, b, c, d, e] = number::KINDS_OF_ANSWERS;
    [a.0, b.0, c.0, d.0, e.0]
};

/// The numbers of `text` that the scorer of numbers may be asked about.
#[must_use]
pub fn numbers(text: &str) -> Vec<Number> {
    let seen = look(text, |document| {
        let (mut findings, mut scratch) = (Vec::new(), number::Scratch::default());
        for recognizer in &RECOGNIZERS {
            recognizer(document, &mut findings);
        }
        number::prepare(document, false, &mut scratch, &mut findings);
        let mut seen = Vec::new();
        for figure in scratch.figures() {
            let mut features = Vec::new();
            scratch.features(document, figure, &mut |feature| features.push(feature as u16));
            seen.push((figure.start..figure.end, (figure.speaks, features)));
        }
        seen
    });
    seen.map(|(range, (found, features))| Number { start: range.start, end: range.end, found, features }).collect()
}

/// A word that a name model was heard on, beside the rules.
#[derive(Clone, Copy, Debug)]
pub struct Heard {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What the rules found: 0 nothing, 1 a near miss, 2 a name that is open to doubt.
    pub cover: usize,
    /// The scorer's log-odds, in nats.
    pub rules: f32,
    /// The model's log-odds, in nats.
    pub model: f32,
    /// The scorer of places' log-odds, in nats.
    pub places: f32,
    /// The model's log-odds of a place or an organization, in nats.
    pub other: f32,
}

/// A number that a name model was heard on, beside the scorer.
#[derive(Clone, Copy, Debug)]
pub struct HeardNumber {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The scorer's log-odds of its best answer, in nats.
    pub rules: f32,
    /// The model's log-odds that it is an identifier, in nats.
    pub model: f32,
}

/// What the weights of both voices are fitted to: the words and the numbers of `text` on which `deidentifier` hears its model.
///
/// # Errors
/// When the model fails.
pub fn heard(deidentifier: &Deidentifier, text: &str) -> Result<(Vec<Heard>, Vec<HeardNumber>), Error> {
    let (_, told) = deidentifier.detect_all(text, false)?;
    let words = told.words.into_iter().map(|word| Heard {
        start: word.range.start,
        end: word.range.end,
        cover: match word.cover {
            Cover::None => 0,
            Cover::Near => 1,
            Cover::Weak | Cover::Settled => 2,
        },
        rules: word.rules as f32 / 32.0,
        model: word.model as f32 / 32.0,
        places: word.places as f32 / 32.0,
        other: word.other as f32 / 32.0,
    });
    let numbers = told.numbers.into_iter().map(|number| HeardNumber {
        start: number.range.start,
        end: number.range.end,
        rules: number.rules as f32 / 32.0,
        model: number.model as f32 / 32.0,
    });
    Ok((words.collect(), numbers.collect()))
}
