//! What the trainer of the name model sees of a text; behind the feature `train`, for this repository alone.

#![forbid(unsafe_code)]

use crate::deidentifier::read;
use crate::recognize::name::{features, groups};
use crate::scan::Tokens;
use crate::scan::fold::Folded;

/// Name and size of each group of features, in order.
pub const GROUPS: &[(&str, usize)] = groups::GROUPS;
/// How many features there are.
pub const COUNT: usize = groups::COUNT;

/// A word that the scorer judges.
#[derive(Debug)]
pub struct Word {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The features that are seen.
    pub features: Vec<u16>,
}

/// The words of `text` that the scorer may be asked about.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let (mut folded, mut mended) = (Folded::default(), Vec::new());
    let mut tokens = Tokens::default();
    let (mut phrases, mut fields) = (Vec::new(), Vec::new());
    let mut seen = Vec::new();
    {
        let document = read(folded.fold(text), &mut mended, &mut tokens, &mut phrases, &mut fields);
        for index in features::candidates(&document) {
            let Some(token) = document.token(index) else { continue };
            let mut features = Vec::new();
            let mut see = |feature| features.push(feature as u16);
            if let Some(glance) = features::glance(&document, index, &mut see) {
                features::study(&document, index, &glance, &mut see);
            }
            seen.push((token.start, token.end, features));
        }
    }
    seen.into_iter()
        .map(|(start, end, features)| Word {
            start: folded.original_start(start) as usize,
            end: folded.original_end(end) as usize,
            features,
        })
        .collect()
}
