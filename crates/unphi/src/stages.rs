//! The stages of one detection one by one, so that a benchmark can time each; behind the feature `stages`, for this repository
//! alone.

#![forbid(unsafe_code)]

use crate::deidentifier::{DEFAULT_MIN_CONFIDENCE, document};
use crate::recognize::{RECOGNIZERS, field};
use crate::resolve::memory::Memory;
use crate::resolve::{overlap, propagate, recur};
use crate::scan::document::{Field, Phrase};
use crate::scan::fold::Folded;
use crate::scan::{self, Tokens};
use crate::span::Finding;

/// Stages before the recognizers.
const BEFORE: usize = 4;

/// The stages in the order that they run in. The recognizers have the names of their files.
pub const NAMES: [&str; BEFORE + RECOGNIZERS.len() + 3] = [
    "scan: fold",
    "scan: tokenize and look up",
    "recognize: phrases",
    "recognize: fields",
    "recognize: name",
    "recognize: organization",
    "recognize: geographic",
    "recognize: date",
    "recognize: phone",
    "recognize: fax",
    "recognize: email",
    "recognize: ssn",
    "recognize: mrn",
    "recognize: health_plan",
    "recognize: account",
    "recognize: license",
    "recognize: vehicle",
    "recognize: device",
    "recognize: url",
    "recognize: ip",
    "recognize: biometric",
    "recognize: photo",
    "recognize: other",
    "resolve: propagate",
    "resolve: recur",
    "resolve: settle overlaps",
];

/// The buffers of a detection, reused from text to text.
#[derive(Default)]
pub struct Stages {
    folded: Folded,
    mended: Vec<u8>,
    tokens: Tokens,
    phrases: Vec<Phrase>,
    fields: Vec<Field>,
    memory: Memory,
    numbers: Vec<recur::Known>,
    findings: Vec<Finding>,
    kept: Vec<Finding>,
}

impl core::fmt::Debug for Stages {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Stages").finish_non_exhaustive()
    }
}

impl Stages {
    /// Detects in `text`, of a MiB at most, as [`Deidentifier::safe_harbor`](crate::Deidentifier::safe_harbor) does, and calls
    /// `lap` with the place in [`NAMES`] after each stage. The number of spans.
    pub fn run(&mut self, text: &str, mut lap: impl FnMut(usize)) -> usize {
        let Self { folded, mended, tokens, phrases, fields, memory, numbers, findings, kept } = self;
        memory.clear();
        findings.clear();
        let text = folded.fold(text);
        lap(0);
        let text = scan::scan(text, mended, tokens);
        lap(1);
        field::find_phrases(text, tokens, phrases);
        lap(2);
        let labels = field::find_fields(text, tokens, phrases, fields);
        lap(3);
        let document = document(text, tokens, phrases, fields, labels);
        for (number, recognizer) in RECOGNIZERS.iter().enumerate() {
            recognizer(&document, findings);
            lap(BEFORE + number);
        }
        propagate::propagate(&document, memory, findings);
        lap(BEFORE + RECOGNIZERS.len());
        recur::recur(&document, numbers, findings);
        lap(BEFORE + RECOGNIZERS.len() + 1);
        findings.retain(|finding| finding.confidence >= DEFAULT_MIN_CONFIDENCE);
        overlap::settle(&document, findings, kept);
        lap(BEFORE + RECOGNIZERS.len() + 2);
        findings.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_is_timed_and_finds_what_the_engine_finds() {
        // The number stands alone once more: without the stage that carries it on, fewer would be found.
        let text = "Pt John Smith, DOB 03/14/1962, MRN: 00482913, seen by Dr. Rose.\nPlease scan 00482913 today.";
        let mut laps = Vec::new();
        let found = Stages::default().run(text, |stage| laps.push(stage));
        assert!(laps.into_iter().eq(0..NAMES.len()));
        assert_eq!(found, crate::Deidentifier::safe_harbor().detect(text).expect("detects").len());
    }
}
