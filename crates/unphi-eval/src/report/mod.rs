//! How is a measurement shown? Four styles of the same tables. None holds text of a document, nor an id taken from one,
//! unless it is asked for: then the report is as confidential as the notes.

mod excerpt;
mod html;
mod json;
mod markdown;
mod place;
mod table;
mod text;

use crate::score::{Interval, Intervals};
use crate::{Counts, Document, Evaluation, Mistake, Resampling};

use table::Table;

/// How a report looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// For a terminal.
    Text,
    /// For programs.
    Json,
    /// For a page of documentation.
    Markdown,
    /// One page for a browser, which loads nothing.
    Html,
}

/// How much a report shows.
#[derive(Clone, Debug)]
pub struct Detail {
    /// What the predictions are from, for the head of the report.
    pub predictions: String,
    /// Whether text and ids of the documents are shown.
    pub show_text: bool,
    /// How many mistakes are listed, the most harmful first.
    pub errors: usize,
    /// How many documents the HTML report shows side by side with the predictions, the most harmful first. Only with
    /// `show_text`.
    pub documents: usize,
    /// How many documents could not be scored.
    pub left_out: usize,
    /// How intervals are found.
    pub resampling: Resampling,
}

impl Default for Detail {
    fn default() -> Self {
        Self {
            predictions: "predictions".into(),
            show_text: false,
            errors: 20,
            documents: 100,
            left_out: 0,
            resampling: Resampling::default(),
        }
    }
}

/// The report on an evaluation of `gold`.
#[must_use]
pub fn render(style: Style, evaluation: &Evaluation, gold: &[Document], detail: &Detail) -> String {
    let report = Report { evaluation, gold, detail };
    match style {
        Style::Text => text::page(&report),
        Style::Json => json::page(&report),
        Style::Markdown => markdown::page(&report),
        Style::Html => html::page(&report),
    }
}

struct Report<'r> {
    evaluation: &'r Evaluation,
    gold: &'r [Document],
    detail: &'r Detail,
}

type Score = fn(&Counts) -> Option<f64>;

/// The scores of DESIGN, in reading order: name, key in JSON, score.
const SCORES: [(&str, &str, Score); 10] = [
    ("token recall", "recall", Counts::recall),
    ("token precision", "precision", Counts::precision),
    ("token F1", "f1", Counts::f1),
    ("token F2", "f2", Counts::f2),
    ("typed recall", "typed_recall", Counts::typed_recall),
    ("typed precision", "typed_precision", Counts::typed_precision),
    ("typed F1", "typed_f1", Counts::typed_f1),
    ("span recall", "span_recall", Counts::span_recall),
    ("document leak rate", "leak_rate", Counts::leak_rate),
    ("false positives per 1,000 tokens", "false_per_1000", Counts::false_per_1000),
];

impl Report<'_> {
    /// What was measured, in a sentence.
    fn head(&self) -> String {
        let total = self.evaluation.total();
        format!(
            "{} against {}, {} with PHI: {}; {}, {} other tokens.",
            self.detail.predictions,
            number_of(total.documents, "document"),
            grouped(total.documents_with_phi),
            number_of(total.spans, "gold span"),
            number_of(total.tokens, "PHI token"),
            grouped(total.other_tokens),
        )
    }

    /// What a reader must know to judge the numbers.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.detail.left_out > 0 {
            let documents = number_of(self.detail.left_out as u64, "document");
            notes.push(format!("{documents} could not be scored and are in no number here."));
        }
        let split = self.evaluation.total().tokens_split;
        if split > 0 {
            notes.push(format!(
                "Tokens that are PHI in part only, as the day in 14T09 is: {}. They count as removed where they are removed \
                 whole.",
                grouped(split)
            ));
        }
        if self.evaluation.left_out_organizations() > 0 {
            notes.push(format!(
                "The gold has no organizations, so {} of them count neither way.",
                number_of(self.evaluation.left_out_organizations(), "prediction")
            ));
        }
        if self.detail.show_text {
            notes.push("This report holds text of the documents. It is as confidential as they are.".into());
        }
        notes
    }

    /// Every table, in reading order.
    fn tables(&self) -> [Table; 5] {
        [self.summary(), self.labels(), self.kinds(), self.groups(), self.kinds_of_mistakes()]
    }

    fn summary(&self) -> Table {
        let total = self.evaluation.total();
        let intervals = self.evaluation.intervals(self.detail.resampling);
        let rows = SCORES.iter().map(|(name, _, score)| {
            vec![(*name).to_owned(), shown(score(total)), shown_interval(intervals.of(score)), of_what(name, total)]
        });
        Table::new("", &["", "score", "95 % interval", "count"], rows.collect())
    }

    fn labels(&self) -> Table {
        let intervals = self.evaluation.label_intervals(self.detail.resampling);
        let rows = self.evaluation.labels().iter();
        let rows = rows.map(|(label, counts)| row(label.name(), counts, intervals.get(label))).collect();
        Table::new("By identifier", &header("identifier"), rows)
    }

    fn kinds(&self) -> Table {
        let rows = self.evaluation.kinds().iter();
        let rows = rows.map(|((label, kind), counts)| {
            vec![
                format!("{}/{kind}", label.name()),
                grouped(counts.spans),
                grouped(counts.tokens),
                shown(counts.recall()),
                shown(counts.typed_recall()),
                shown(counts.span_recall()),
                fraction(counts.documents_leaking, counts.documents_with_phi),
            ]
        });
        Table::new(
            "By kind",
            &["kind", "spans", "tokens", "recall", "typed", "span recall", "documents leaking"],
            rows.collect(),
        )
    }

    fn groups(&self) -> Table {
        let intervals = self.evaluation.group_intervals(self.detail.resampling);
        let rows = self.evaluation.groups().iter();
        let mut rows: Vec<_> = rows.map(|(group, counts)| row(group, counts, intervals.get(group))).collect();
        if rows.len() == 1 {
            // It would say what the summary says.
            rows.clear();
        }
        Table::new("By group", &header("group"), rows)
    }

    fn kinds_of_mistakes(&self) -> Table {
        let mistakes = self.evaluation.mistakes();
        let rows = crate::MistakeKind::ALL.iter().map(|kind| {
            let count = mistakes.iter().filter(|(_, mistake)| mistake.kind == *kind).count();
            vec![kind.name().to_owned(), grouped(count as u64)]
        });
        Table::new("Mistakes", &["", "count"], rows.collect())
    }

    /// The mistakes to list, the most harmful first.
    fn mistakes(&self) -> Vec<(&Document, &Mistake)> {
        let listed = self.evaluation.mistakes().into_iter().take(self.detail.errors);
        listed.filter_map(|(at, mistake)| Some((self.gold.get(at)?, mistake))).collect()
    }
}

/// The head of a table of [`row`]s.
fn header(first: &'static str) -> [&'static str; 10] {
    [
        first,
        "spans",
        "tokens",
        "recall",
        "95 % interval",
        "typed",
        "precision",
        "span recall",
        "documents leaking",
        "false/1,000",
    ]
}

fn row(name: &str, counts: &Counts, intervals: Option<&Intervals>) -> Vec<String> {
    vec![
        name.to_owned(),
        grouped(counts.spans),
        grouped(counts.tokens),
        shown(counts.recall()),
        shown_interval(intervals.and_then(|intervals| intervals.of(Counts::recall))),
        shown(counts.typed_recall()),
        shown(counts.precision()),
        shown(counts.span_recall()),
        fraction(counts.documents_leaking, counts.documents_with_phi),
        shown(counts.false_per_1000()),
    ]
}

/// The counts that a score of the summary is made of.
fn of_what(name: &str, total: &Counts) -> String {
    match name {
        "token recall" => fraction(total.tokens_removed, total.tokens),
        "token precision" => fraction(total.predicted_right, total.predicted),
        "typed recall" => fraction(total.tokens_typed, total.tokens),
        "typed precision" => fraction(total.predicted_typed, total.predicted),
        "span recall" => fraction(total.spans_removed, total.spans),
        "document leak rate" => fraction(total.documents_leaking, total.documents_with_phi),
        "false positives per 1,000 tokens" => fraction(total.false_positives(), total.other_tokens),
        _ => String::new(),
    }
}

fn fraction(part: u64, whole: u64) -> String {
    format!("{} of {}", grouped(part), grouped(whole))
}

fn number_of(count: u64, what: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {what}{ending}", grouped(count))
}

/// Four figures. What is not perfect does not read 1.0000.
fn shown(score: Option<f64>) -> String {
    match score {
        None => "–".to_owned(),
        Some(score) if (0.99995..1.0).contains(&score) => "0.9999".to_owned(),
        Some(score) => format!("{score:.4}"),
    }
}

/// Where every document agrees, drawing them anew says nothing.
fn shown_interval(interval: Option<Interval>) -> String {
    match interval {
        Some(interval) if interval.low < interval.high => {
            format!("{} – {}", shown(Some(interval.low)), shown(Some(interval.high)))
        }
        _ => String::new(),
    }
}

/// `12,345`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What a mistake is about: `name/person`, or `date as phone`.
fn about(mistake: &Mistake) -> String {
    let predicted = mistake.predicted.map_or("", |identifier| identifier.name());
    let Some(gold) = mistake.gold else { return predicted.to_owned() };
    let gold = match &mistake.gold_kind {
        Some(kind) => format!("{}/{kind}", gold.name()),
        None => gold.name().to_owned(),
    };
    if mistake.kind == crate::MistakeKind::WrongType { format!("{gold} as {predicted}") } else { gold }
}

/// What speaks of the prediction: its rule and confidence.
fn reason(mistake: &Mistake) -> String {
    let rule = mistake.rule.clone().unwrap_or_default();
    match mistake.confidence {
        Some(confidence) => format!("{rule} {confidence:.2}").trim().to_owned(),
        None => rule,
    }
}

#[cfg(test)]
mod tests;
