//! Why something was found, or nearly was.

#![forbid(unsafe_code)]

use core::ops::Range;

use crate::deidentifier::{read, segments};
use crate::recognize::name::{self, ToldWord};
use crate::resolve::calibrate;
use crate::scan::Tokens;
use crate::scan::fold::Folded;
use crate::span::{Evidence, Kind, Name};
use crate::{Deidentifier, Error, Identifier, Span};

/// The spans of one text with what decided them, and what nearly was one.
#[derive(Clone, Debug)]
pub struct Explanation {
    spans: Vec<Span>,
    near_misses: Vec<Span>,
    /// By place in the text.
    sums: Vec<Sum>,
}

impl Explanation {
    /// What [`Deidentifier::detect`](crate::Deidentifier::detect) returns.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Candidates below the confidence asked for that touch none of the spans, with the words that the name scorer was in
    /// doubt about.
    #[must_use]
    pub fn near_misses(&self) -> &[Span] {
        &self.near_misses
    }

    /// How the learned name scorer judged each word of `span`: one sum for each word that it was asked about, in order. The
    /// scorer is one voice among the rules; [`Span::rule`] and [`Span::evidence`] say which of them decided.
    ///
    /// ```
    /// let deid = unphi::Deidentifier::safe_harbor();
    /// let explanation = deid.explain("Seen by Dr. Okonkwo today")?;
    /// let [name] = explanation.spans() else { panic!("one name") };
    /// let sum = explanation.sums(name).next().expect("a word");
    /// let total: f32 = sum.terms().iter().map(|term| term.weight()).sum();
    /// assert!((total - sum.total()).abs() < 0.01 && total > 0.0);
    /// assert!(sum.terms().iter().any(|term| term.seen().contains("title")));
    /// # Ok::<(), unphi::Error>(())
    /// ```
    pub fn sums(&self, span: &Span) -> impl Iterator<Item = &Sum> {
        let range = span.range();
        let first = self.sums.partition_point(|sum| sum.range.end <= range.start);
        self.sums.iter().skip(first).take_while(move |sum| sum.range.start < range.end)
    }
}

/// How the name scorer judged one word: the log-odds, in nats, that it is part of a person's name, as a sum of weights.
#[derive(Clone, Debug)]
pub struct Sum {
    range: Range<usize>,
    total: f32,
    terms: Vec<Term>,
    model: Option<SecondVoice>,
}

/// What a name model said of a word, and what came of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SecondVoice {
    log_odds: f32,
    both: f32,
}

impl SecondVoice {
    /// The model's own log-odds, in nats, that the word is part of a person's name.
    #[must_use]
    pub fn log_odds(&self) -> f32 {
        self.log_odds
    }

    /// The log-odds of the scorer and the model together: from 0 on the word is taken for a name.
    #[must_use]
    pub fn both(&self) -> f32 {
        self.both
    }
}

impl Sum {
    /// Where the word lies: bytes of the text.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The sum of the weights of all terms.
    #[must_use]
    pub fn total(&self) -> f32 {
        self.total
    }

    /// What was seen, the weightiest first. None of it holds text of the document.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// What the name model said, where it was asked to decide on this word with the scorer.
    #[must_use]
    pub fn model(&self) -> Option<SecondVoice> {
        self.model
    }
}

/// Something that was seen of a word, and its weight.
#[derive(Clone, Debug)]
pub struct Term {
    about: &'static str,
    seen: String,
    weight: f32,
}

impl Term {
    /// What it is about: the word itself, how it is written, where it stands, what stands before or after.
    #[must_use]
    pub fn about(&self) -> &'static str {
        self.about
    }

    /// What was seen.
    #[must_use]
    pub fn seen(&self) -> &str {
        &self.seen
    }

    /// Its weight in nats: above 0 it speaks for a name.
    #[must_use]
    pub fn weight(&self) -> f32 {
        self.weight
    }
}

/// Weights of one nat, see `model/names.tsv`.
const SCALE: f32 = 32.0;

impl Deidentifier {
    /// Every span with what decided it, and the near misses: what fell below the confidence asked for, and what the name
    /// scorer was in doubt about. What the policy keeps is among the spans. Slower than [`detect`](Self::detect) by far.
    ///
    /// # Errors
    /// As [`detect`](Self::detect).
    ///
    /// ```
    /// let deid = unphi::Deidentifier::safe_harbor();
    /// let explanation = deid.explain("SSN: 219-09-9999")?;
    /// assert_eq!(explanation.spans().len(), 1);
    /// assert!(explanation.near_misses().iter().all(|near| near.confidence() < 0.5));
    /// # Ok::<(), unphi::Error>(())
    /// ```
    pub fn explain(&self, text: &str) -> Result<Explanation, Error> {
        let (spans, told) = self.detect_all(text, false)?;
        let (sums, doubted) = sums(text, &told.words);
        let (mut near_misses, _) = self.detect_all(text, true)?;
        near_misses.extend(doubted);
        near_misses.retain(|span| spans.iter().all(|taken| span.end <= taken.start || taken.end <= span.start));
        // What the rules report goes before what only the scorer doubts.
        near_misses.sort_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
        let mut end = 0;
        near_misses.retain(|span| {
            let apart = span.start >= end;
            end = if apart { span.end } else { end };
            apart
        });
        Ok(Explanation { spans, near_misses, sums })
    }
}

/// How the scorer judged the words of `text`, with what a name model said of them, and those that it was in doubt about.
fn sums(text: &str, told: &[ToldWord]) -> (Vec<Sum>, Vec<Span>) {
    let (mut sums, mut doubted) = (Vec::new(), Vec::new());
    let (mut folded, mut mended, mut tokens) = (Folded::default(), Vec::new(), Tokens::default());
    let (mut phrases, mut fields) = (Vec::new(), Vec::new());
    for segment in segments(text) {
        let mut judged = Vec::new();
        {
            let document = read(
                folded.fold(text.get(segment.clone()).unwrap_or_default()),
                &mut mended,
                &mut tokens,
                &mut phrases,
                &mut fields,
            );
            for (index, terms) in name::terms(&document) {
                judged.extend(document.token(index).map(|token| (token.start..token.end, terms)));
            }
        }
        for (word, seen) in judged {
            let score: i32 = seen.iter().map(|(_, weight)| weight).sum();
            let start = segment.start + folded.original_start(word.start) as usize;
            let end = segment.start + folded.original_end(word.end) as usize;
            if let Some(confidence) = name::doubt(score) {
                doubted.push(Span {
                    start,
                    end,
                    identifier: Identifier::Name,
                    kind: Name::BuiltIn(Kind::Person.name()),
                    rule: Name::BuiltIn("name.learned"),
                    confidence: calibrate::share(confidence),
                    evidence: Evidence::CONTEXT,
                    year: 0,
                });
            }
            let mut terms: Vec<Term> = seen
                .into_iter()
                .filter(|(_, weight)| *weight != 0)
                .map(|(feature, weight)| {
                    let (about, seen) = name::describe(feature);
                    Term { about, seen, weight: weight as f32 / SCALE }
                })
                .collect();
            terms.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
            let model = told
                .binary_search_by(|word| word.range.start.cmp(&start))
                .ok()
                .and_then(|at| told.get(at))
                .map(|word| SecondVoice { log_odds: word.model as f32 / SCALE, both: word.both as f32 / SCALE });
            sums.push(Sum { range: start..end, total: score as f32 / SCALE, terms, model });
        }
    }
    (sums, doubted)
}
