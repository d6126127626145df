//! For programs: every count, and every score with its interval. A score that has nothing to divide by is null.

use serde_json::{Map, Value, json};

use super::excerpt::Excerpt;
use super::place::line_and_column;
use super::{Report, SCORES, Score};
use crate::score::Intervals;
use crate::{Counts, Document, Mistake};

pub(super) fn page(report: &Report<'_>) -> String {
    let evaluation = report.evaluation;
    let resampling = report.detail.resampling;
    let labels = evaluation.label_intervals(resampling);
    let groups = evaluation.group_intervals(resampling);
    let by_label =
        evaluation.labels().iter().map(|(label, counts)| (label.name().into(), scores(counts, labels.get(label))));
    let by_kind = evaluation.kinds().iter();
    let by_kind = by_kind.map(|((label, kind), counts)| (format!("{}/{kind}", label.name()), scores(counts, None)));
    let by_group = evaluation.groups().iter().map(|(group, counts)| (group.clone(), scores(counts, groups.get(group))));
    let mistakes = evaluation.mistakes();
    let of_kind = crate::MistakeKind::ALL.map(|kind| {
        let count = mistakes.iter().filter(|(_, mistake)| mistake.kind == kind).count();
        (kind.name().replace(' ', "_"), json!(count))
    });
    let listed = report.mistakes();
    let listed = listed.into_iter().map(|(document, mistake)| entry(document, mistake, report.detail.show_text));
    let page = json!({
        "predictions": report.detail.predictions,
        "left_out": report.detail.left_out,
        "resampling": {"draws": resampling.draws, "seed": resampling.seed, "level": 0.95},
        "total": scores(evaluation.total(), Some(&evaluation.intervals(resampling))),
        "labels": by_label.collect::<Map<_, _>>(),
        "kinds": by_kind.collect::<Map<_, _>>(),
        "groups": by_group.collect::<Map<_, _>>(),
        "mistakes": of_kind.into_iter().collect::<Map<_, _>>(),
        "errors": listed.collect::<Vec<_>>(),
    });
    format!("{page:#}\n")
}

fn scores(counts: &Counts, intervals: Option<&Intervals>) -> Value {
    let mut object = Map::new();
    for (_, key, score) in SCORES {
        object.insert(key.into(), json!(score(counts)));
        if let Some(interval) = interval(intervals, score) {
            object.insert(format!("{key}_interval"), interval);
        }
    }
    for (key, count) in [
        ("documents", counts.documents),
        ("documents_with_phi", counts.documents_with_phi),
        ("documents_leaking", counts.documents_leaking),
        ("spans", counts.spans),
        ("spans_removed", counts.spans_removed),
        ("tokens", counts.tokens),
        ("tokens_removed", counts.tokens_removed),
        ("tokens_typed", counts.tokens_typed),
        ("tokens_split", counts.tokens_split),
        ("predicted", counts.predicted),
        ("predicted_right", counts.predicted_right),
        ("predicted_typed", counts.predicted_typed),
        ("other_tokens", counts.other_tokens),
    ] {
        object.insert(key.into(), json!(count));
    }
    Value::Object(object)
}

fn interval(intervals: Option<&Intervals>, score: Score) -> Option<Value> {
    intervals?.of(score).map(|interval| json!([interval.low, interval.high]))
}

fn entry(document: &Document, mistake: &Mistake, show_text: bool) -> Value {
    let (line, column) = line_and_column(&document.text, mistake.range.start);
    let characters = |to: usize| document.text.get(..to).unwrap_or_default().chars().count();
    let mut entry = json!({
        "mistake": mistake.kind.name().replace(' ', "_"),
        "place": document.place,
        "line": line,
        "column": column,
        "start": characters(mistake.range.start),
        "end": characters(mistake.range.end),
        "gold": mistake.gold.map(|identifier| identifier.name()),
        "gold_kind": mistake.gold_kind,
        "predicted": mistake.predicted.map(|identifier| identifier.name()),
        "confidence": mistake.confidence.map(|confidence| (f64::from(confidence) * 1e4).round() / 1e4),
        "rule": mistake.rule,
        "harm": mistake.harm,
    });
    if let (true, Some(entry)) = (show_text, entry.as_object_mut()) {
        let Excerpt { before, words, after } = Excerpt::of(&document.text, &mistake.range);
        entry.insert("id".into(), json!(document.id));
        entry.insert("text".into(), json!({"before": before, "words": words, "after": after}));
    }
    entry
}
