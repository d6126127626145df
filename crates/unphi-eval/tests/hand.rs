//! The scores against a table that was counted by hand: `hand.toml`.

#![forbid(unsafe_code)]

use serde::Deserialize;
use unphi_eval::{Annotation, Counts, Document, File, Format, LabelMap, Options, evaluate, read};

#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    gold: String,
    #[serde(default)]
    also: Vec<Also>,
    pred: String,
    recall: [u64; 2],
    precision: [u64; 2],
    spans: [u64; 2],
    leaking: [u64; 2],
    #[serde(rename = "false")]
    false_positives: [u64; 2],
    typed: u64,
}

/// A gold span that overlaps those of the text.
#[derive(Deserialize)]
struct Also {
    words: String,
    label: String,
}

fn cases() -> Vec<Case> {
    toml::from_str::<Table>(include_str!("hand.toml")).expect("the table reads").case
}

fn inline(text: &str) -> Document {
    let read = read(Format::Inline, &[File::new("case.txt", text)], &Options::default());
    read.placed().expect("marks are whole").remove(0)
}

fn labels() -> LabelMap {
    let mut labels = LabelMap::built_in();
    labels.extend("test", "IGNORED = 'ignore'\nNOTHING = 'none'").expect("labels are right");
    labels
}

fn gold(case: &Case) -> Document {
    let mut document = inline(&case.gold);
    for also in &case.also {
        let start = document.text.find(&also.words).expect("the words are there");
        document.annotations.push(Annotation::new(start..start + also.words.len(), &also.label));
    }
    document
}

#[test]
fn every_count_is_the_one_counted_by_hand() {
    assert!(cases().len() >= 10);
    for case in cases() {
        let (gold, predicted) = (gold(&case), inline(&case.pred));
        assert_eq!(gold.text, predicted.text, "{}: both must mark the same text", case.name);
        let evaluation = evaluate(&[gold], &[predicted.annotations], &labels()).expect("labels are known");
        let total = *evaluation.total();
        let expected = Counts {
            documents: 1,
            documents_leaking: case.leaking[0],
            documents_with_phi: case.leaking[1],
            spans_removed: case.spans[0],
            spans: case.spans[1],
            tokens_removed: case.recall[0],
            tokens: case.recall[1],
            tokens_typed: case.typed,
            predicted_right: case.precision[0],
            predicted: case.precision[1],
            other_tokens: case.false_positives[1],
            // Not in the table.
            tokens_split: total.tokens_split,
            predicted_typed: total.predicted_typed,
        };
        assert_eq!(total, expected, "{}", case.name);
        assert_eq!(total.false_positives(), case.false_positives[0], "{}", case.name);
        assert_sums(&evaluation, &case.name);
    }
}

/// What is counted by label adds up to the whole.
fn assert_sums(evaluation: &unphi_eval::Evaluation, name: &str) {
    let mut sum = Counts::default();
    for counts in evaluation.labels().values() {
        sum += *counts;
    }
    let total = evaluation.total();
    assert_eq!(
        (sum.tokens, sum.tokens_removed, sum.tokens_typed, sum.spans, sum.spans_removed, sum.predicted),
        (total.tokens, total.tokens_removed, total.tokens_typed, total.spans, total.spans_removed, total.predicted),
        "{name}"
    );
}

#[test]
fn scores_follow_from_counts() {
    let near = |score: Option<f64>, expected: f64| assert!(score.is_some_and(|score| (score - expected).abs() < 1e-12));
    let counts = Counts {
        documents: 4,
        documents_with_phi: 4,
        documents_leaking: 1,
        spans: 5,
        spans_removed: 4,
        tokens: 10,
        tokens_removed: 9,
        predicted: 12,
        predicted_right: 9,
        other_tokens: 1500,
        ..Counts::default()
    };
    near(counts.recall(), 0.9);
    near(counts.precision(), 0.75);
    // 2 · 0.9 · 0.75 / 1.65 and 5 · 0.9 · 0.75 / (4 · 0.75 + 0.9).
    near(counts.f1(), 1.35 / 1.65);
    near(counts.f2(), 3.375 / 3.9);
    near(counts.span_recall(), 0.8);
    near(counts.leak_rate(), 0.25);
    near(counts.false_per_1000(), 2.0);
    let missed = Counts { tokens: 3, ..Counts::default() };
    assert_eq!((missed.recall(), missed.precision(), missed.f1()), (Some(0.0), None, Some(0.0)));
    let nothing = Counts::default();
    assert_eq!((nothing.recall(), nothing.f2(), nothing.leak_rate()), (None, None, None));
}

#[test]
fn the_same_documents_give_the_same_interval() {
    let documents: Vec<Document> = cases().iter().map(gold).collect();
    let predictions: Vec<Vec<Annotation>> = cases().iter().map(|case| inline(&case.pred).annotations).collect();
    let interval = || {
        let evaluation = evaluate(&documents, &predictions, &labels()).expect("labels are known");
        evaluation.intervals(unphi_eval::Resampling::default()).of(Counts::recall).expect("an interval")
    };
    let (first, second) = (interval(), interval());
    assert_eq!(first, second);
    let evaluation = evaluate(&documents, &predictions, &labels()).expect("labels are known");
    let recall = evaluation.total().recall().expect("PHI");
    assert!(first.low < recall && recall < first.high, "{first:?} {recall}");
}
