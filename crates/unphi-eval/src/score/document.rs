//! The counts and mistakes of one document.

use std::collections::BTreeMap;
use std::ops::Range;

use super::token::{in_token, tokens};
use super::{Labelled, Part, is_organization};
use crate::mistake::{Mistake, MistakeKind, weight};
use crate::score::Counts;

pub(super) struct Outcome {
    pub(super) total: Counts,
    pub(super) parts: Vec<(Part, Counts)>,
    pub(super) mistakes: Vec<Mistake>,
}

/// Both lists are in order of their place. Where `organizations` is false, predictions of them count neither way.
pub(super) fn score(text: &str, gold: &[Labelled], predictions: &[Labelled], organizations: bool) -> Outcome {
    let phi: Vec<&Labelled> = gold.iter().filter(|labelled| labelled.identifier.is_some()).collect();
    let ignored: Vec<&Labelled> = gold.iter().filter(|labelled| labelled.identifier.is_none()).collect();
    let removed: Vec<&Labelled> = predictions.iter().collect();
    let counted = removed.iter().copied().filter(|one| organizations || !is_organization(one)).collect();
    let mut scoring = Scoring {
        text,
        gold: Cover::new(phi),
        ignored: Cover::new(ignored),
        removed: Cover::new(removed),
        counted: Cover::new(counted),
        total: Counts { documents: 1, ..Counts::default() },
        parts: BTreeMap::new(),
        mistakes: Vec::new(),
    };
    scoring.spans();
    scoring.tokens();
    Outcome { total: scoring.total, parts: scoring.parts.into_iter().collect(), mistakes: scoring.mistakes }
}

struct Scoring<'d> {
    text: &'d str,
    gold: Cover<'d>,
    ignored: Cover<'d>,
    /// Every prediction.
    removed: Cover<'d>,
    /// Predictions that may be right or wrong.
    counted: Cover<'d>,
    total: Counts,
    parts: BTreeMap<Part, Counts>,
    mistakes: Vec<Mistake>,
}

impl<'d> Scoring<'d> {
    /// Adds to the total and to the parts that `labelled` belongs to.
    fn count(&mut self, labelled: &Labelled, add: Counts) {
        self.total += add;
        for part in parts(labelled) {
            *self.parts.entry(part).or_default() += add;
        }
    }

    fn spans(&mut self) {
        let spans = self.gold.spans.clone();
        // Documents count once for each part, however many of its spans they hold.
        let mut leaking: BTreeMap<Part, bool> = BTreeMap::new();
        let mut leaks = false;
        for labelled in &spans {
            let range = &labelled.annotation.range;
            let left = self.letters(range).filter(|at| !self.removed.covers(*at)).count();
            self.count(labelled, Counts { spans: 1, spans_removed: u64::from(left == 0), ..Counts::default() });
            for part in parts(labelled) {
                *leaking.entry(part).or_default() |= left > 0;
            }
            leaks |= left > 0;
            self.judge(labelled, left);
        }
        for (part, leaks) in leaking {
            let add = Counts { documents_with_phi: 1, documents_leaking: u64::from(leaks), ..Counts::default() };
            *self.parts.entry(part).or_default() += add;
        }
        self.total.documents_with_phi += u64::from(!spans.is_empty());
        self.total.documents_leaking += u64::from(leaks);
    }

    /// Where the letters and digits of a range are.
    fn letters(&self, range: &Range<usize>) -> impl Iterator<Item = usize> + use<'d> {
        let start = range.start;
        let letters = self.text.get(range.clone()).unwrap_or_default().char_indices();
        letters.filter(|(_, letter)| in_token(*letter)).map(move |(at, _)| start + at)
    }

    /// Lists a gold span of which so many letters were left, or that was removed as something else.
    fn judge(&mut self, gold: &Labelled, left: usize) {
        let range = gold.annotation.range.clone();
        let all = self.letters(&range).count();
        let prediction = self.letters(&range).find_map(|at| self.removed.at(at));
        let kind = match prediction {
            _ if all == 0 => return,
            None => MistakeKind::Missed,
            Some(_) if left > 0 => MistakeKind::Partial,
            Some(prediction) if prediction.identifier != gold.identifier => MistakeKind::WrongType,
            Some(_) => return,
        };
        let words = self.text.get(range.clone()).unwrap_or_default();
        let exposed = tokens(words)
            .filter(|token| {
                self.letters(&(range.start + token.start..range.start + token.end)).any(|at| !self.removed.covers(at))
            })
            .count() as u64;
        self.mistakes.push(Mistake {
            kind,
            range,
            gold: gold.identifier,
            gold_kind: gold.kind.clone(),
            predicted: prediction.and_then(|prediction| prediction.identifier),
            confidence: prediction.and_then(|prediction| prediction.annotation.confidence),
            rule: prediction.and_then(|prediction| prediction.annotation.rule.clone()),
            harm: weight(gold.identifier) * exposed,
        });
    }

    fn tokens(&mut self) {
        let text = self.text;
        for token in tokens(text) {
            let gold = self.gold.first_in(text, &token);
            let counted = self.counted.first_in(text, &token);
            match gold {
                Some(gold) => self.phi_token(&token, gold),
                // Neither a false alarm nor rightly left alone.
                None if self.ignored.first_in(text, &token).is_some() => continue,
                None => self.total.other_tokens += 1,
            }
            let Some(prediction) = counted else { continue };
            let add = Counts {
                predicted: 1,
                predicted_right: u64::from(gold.is_some()),
                predicted_typed: u64::from(gold.is_some_and(|gold| gold.identifier == prediction.identifier)),
                ..Counts::default()
            };
            self.count(prediction, add);
            if gold.is_none() {
                self.false_alarm(&token, prediction);
            }
        }
    }

    fn phi_token(&mut self, token: &Range<usize>, gold: &Labelled) {
        let is_removed = self.removed.covers_all(self.text, token);
        let typed = is_removed
            && self.removed.first_in(self.text, token).is_some_and(|removed| removed.identifier == gold.identifier);
        let add = Counts {
            tokens: 1,
            tokens_removed: u64::from(is_removed),
            tokens_typed: u64::from(typed),
            tokens_split: u64::from(!self.gold.covers_all(self.text, token)),
            ..Counts::default()
        };
        self.count(gold, add);
    }

    /// Lists a token that was removed and is not PHI; tokens that follow each other in one prediction are one mistake.
    fn false_alarm(&mut self, token: &Range<usize>, prediction: &Labelled) {
        let prediction_range = &prediction.annotation.range;
        if let Some(last) = self.mistakes.last_mut()
            && last.kind == MistakeKind::FalseAlarm
            && prediction_range.start <= last.range.start
            && last.range.end < token.start
            && !tokens(self.text.get(last.range.end..token.start).unwrap_or_default()).any(|_| true)
        {
            last.range.end = token.end;
            return;
        }
        self.mistakes.push(Mistake {
            kind: MistakeKind::FalseAlarm,
            range: token.clone(),
            gold: None,
            gold_kind: None,
            predicted: prediction.identifier,
            confidence: prediction.annotation.confidence,
            rule: prediction.annotation.rule.clone(),
            harm: 0,
        });
    }
}

fn parts(labelled: &Labelled) -> impl Iterator<Item = Part> + use<> {
    let label = labelled.identifier.map(Part::Label);
    let kind = labelled.identifier.zip(labelled.kind.clone()).map(|(identifier, kind)| Part::Kind(identifier, kind));
    label.into_iter().chain(kind)
}

/// Which of some spans covers a place. Where several do, the one that begins first counts, and of those the longest.
struct Cover<'d> {
    spans: Vec<&'d Labelled>,
    /// Pieces that do not overlap, in order: where each begins and ends, and the span that covers it.
    pieces: Vec<(usize, usize, &'d Labelled)>,
}

impl<'d> Cover<'d> {
    fn new(spans: Vec<&'d Labelled>) -> Self {
        let mut edges: Vec<usize> =
            spans.iter().flat_map(|span| [span.annotation.range.start, span.annotation.range.end]).collect();
        edges.sort_unstable();
        edges.dedup();
        let mut pieces = Vec::with_capacity(spans.len());
        // Spans are in order of their start, so those that may cover an edge are a window over them.
        let mut open: Vec<&'d Labelled> = Vec::new();
        let mut waiting = spans.iter().copied().peekable();
        for pair in edges.windows(2) {
            let (start, end) = (pair[0], pair[1]);
            open.retain(|span| span.annotation.range.end > start);
            while let Some(span) = waiting.next_if(|span| span.annotation.range.start <= start) {
                open.push(span);
            }
            if let Some(span) = open.first() {
                pieces.push((start, end, *span));
            }
        }
        Self { spans, pieces }
    }

    fn at(&self, byte: usize) -> Option<&'d Labelled> {
        let next = self.pieces.partition_point(|(start, _, _)| *start <= byte);
        let (_, end, span) = self.pieces.get(next.checked_sub(1)?)?;
        (byte < *end).then_some(*span)
    }

    fn covers(&self, byte: usize) -> bool {
        self.at(byte).is_some()
    }

    /// The span over the first covered character of a token.
    fn first_in(&self, text: &str, token: &Range<usize>) -> Option<&'d Labelled> {
        letters_of(text, token).find_map(|at| self.at(at))
    }

    fn covers_all(&self, text: &str, token: &Range<usize>) -> bool {
        letters_of(text, token).all(|at| self.covers(at))
    }
}

fn letters_of(text: &str, token: &Range<usize>) -> impl Iterator<Item = usize> {
    let start = token.start;
    text.get(token.clone()).unwrap_or_default().char_indices().map(move |(at, _)| start + at)
}
