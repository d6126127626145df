//! What is counted, and the scores that follow from it.

use std::ops::{Add, AddAssign};

/// What was counted over some documents. Scores are `None` where there is nothing to divide by.
///
/// Type-agnostic: which identifier was predicted does not matter, except where a score says *typed*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Documents.
    pub documents: u64,
    /// Documents with a gold span.
    pub documents_with_phi: u64,
    /// Documents with a gold span that was not wholly removed.
    pub documents_leaking: u64,
    /// Gold spans.
    pub spans: u64,
    /// Gold spans of which every letter and digit was removed.
    pub spans_removed: u64,
    /// Tokens with a character in a gold span: PHI tokens.
    pub tokens: u64,
    /// PHI tokens of which every character was removed.
    pub tokens_removed: u64,
    /// Those of them that were removed as the right identifier.
    pub tokens_typed: u64,
    /// PHI tokens that gold spans cover in part, such as the day in `14T09`: removed only where removed whole.
    pub tokens_split: u64,
    /// Tokens with a character that was removed.
    pub predicted: u64,
    /// Those of them that are PHI.
    pub predicted_right: u64,
    /// Those of these that are the identifier that was predicted.
    pub predicted_typed: u64,
    /// Tokens that are not PHI.
    pub other_tokens: u64,
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The weighted harmonic mean; 0 where one is 0 or missing, for then nothing was found or nothing was to be found.
fn f(beta: f64, precision: Option<f64>, recall: Option<f64>) -> Option<f64> {
    match (precision, recall) {
        (None, None) => None,
        (Some(precision), Some(recall)) if precision + recall > 0.0 => {
            let square = beta * beta;
            Some((1.0 + square) * precision * recall / (square * precision + recall))
        }
        _ => Some(0.0),
    }
}

impl Counts {
    /// The share of PHI tokens that were removed whole.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        share(self.tokens_removed, self.tokens)
    }

    /// The share of tokens touched that are PHI.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        share(self.predicted_right, self.predicted)
    }

    /// The harmonic mean of recall and precision.
    #[must_use]
    pub fn f1(&self) -> Option<f64> {
        f(1.0, self.precision(), self.recall())
    }

    /// The mean that holds recall twice as important.
    #[must_use]
    pub fn f2(&self) -> Option<f64> {
        f(2.0, self.precision(), self.recall())
    }

    /// The share of PHI tokens that were removed whole, as the right identifier.
    #[must_use]
    pub fn typed_recall(&self) -> Option<f64> {
        share(self.tokens_typed, self.tokens)
    }

    /// The share of tokens touched that are the identifier predicted.
    #[must_use]
    pub fn typed_precision(&self) -> Option<f64> {
        share(self.predicted_typed, self.predicted)
    }

    /// The harmonic mean of the typed two.
    #[must_use]
    pub fn typed_f1(&self) -> Option<f64> {
        f(1.0, self.typed_precision(), self.typed_recall())
    }

    /// The share of gold spans of which every letter and digit was removed.
    #[must_use]
    pub fn span_recall(&self) -> Option<f64> {
        share(self.spans_removed, self.spans)
    }

    /// Of the documents with PHI, the share with a gold span that was not wholly removed.
    #[must_use]
    pub fn leak_rate(&self) -> Option<f64> {
        share(self.documents_leaking, self.documents_with_phi)
    }

    /// Tokens touched that are not PHI.
    #[must_use]
    pub fn false_positives(&self) -> u64 {
        self.predicted - self.predicted_right
    }

    /// False positives for every 1,000 tokens that are not PHI.
    #[must_use]
    pub fn false_per_1000(&self) -> Option<f64> {
        share(1000 * self.false_positives(), self.other_tokens)
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.documents += other.documents;
        self.documents_with_phi += other.documents_with_phi;
        self.documents_leaking += other.documents_leaking;
        self.spans += other.spans;
        self.spans_removed += other.spans_removed;
        self.tokens += other.tokens;
        self.tokens_removed += other.tokens_removed;
        self.tokens_typed += other.tokens_typed;
        self.tokens_split += other.tokens_split;
        self.predicted += other.predicted;
        self.predicted_right += other.predicted_right;
        self.predicted_typed += other.predicted_typed;
        self.other_tokens += other.other_tokens;
    }
}

impl Add for Counts {
    type Output = Self;
    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}
