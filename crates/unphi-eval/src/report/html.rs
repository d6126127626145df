//! One page for a browser. It loads nothing and runs nothing, and its policy says so: a note may hold markup.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::excerpt::Excerpt;
use super::place::line_and_column;
use super::table::Table;
use super::{Report, about, fraction, number_of, reason, shown, shown_interval};
use crate::score::{Labelled, Scored, in_token};
use crate::{Counts, Document, Mistake, MistakeKind};

const LOOK: &str = include_str!("html.css");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

pub(super) fn page(report: &Report<'_>) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "De-identification measured" }
                style { (PreEscaped(LOOK)) }
            }
            body {
                h1 { "De-identification measured" }
                p { (report.head()) }
                @for note in report.notes() { p.note { (note) } }
                (cards(report))
                (table(&report.summary()))
                (table(&report.labels()))
                (folded(&report.kinds()))
                (table(&report.groups()))
                (table(&report.kinds_of_mistakes()))
                (mistakes(report))
                (documents(report))
            }
        }
    };
    page.into_string()
}

/// The four numbers to look at first.
fn cards(report: &Report<'_>) -> Markup {
    let total = report.evaluation.total();
    let intervals = report.evaluation.intervals(report.detail.resampling);
    let cards = [
        ("token recall", Counts::recall as super::Score, fraction(total.tokens_removed, total.tokens)),
        ("token precision", Counts::precision, fraction(total.predicted_right, total.predicted)),
        ("documents leaking", Counts::leak_rate, fraction(total.documents_leaking, total.documents_with_phi)),
        ("false positives per 1,000", Counts::false_per_1000, fraction(total.false_positives(), total.other_tokens)),
    ];
    html! {
        div.cards {
            @for (name, score, count) in cards {
                div.card {
                    div.name { (name) }
                    div.score { (shown(score(total))) }
                    div.interval { (shown_interval(intervals.of(score))) }
                    div.count { (count) }
                }
            }
        }
    }
}

fn table(table: &Table) -> Markup {
    html! {
        @if !table.rows.is_empty() {
            @if !table.title.is_empty() { h2 { (table.title) } }
            div.wide {
                table {
                    thead { tr { @for name in &table.header { th { (name) } } } }
                    tbody { @for row in &table.rows { tr { @for cell in row { td { (cell) } } } } }
                }
            }
        }
    }
}

/// A table that is long and seldom looked at.
fn folded(long: &Table) -> Markup {
    html! {
        @if !long.rows.is_empty() {
            details.table {
                summary { (long.title) ", " (number_of(long.rows.len() as u64, "row")) }
                (table(&Table { title: "", header: long.header.clone(), rows: long.rows.clone() }))
            }
        }
    }
}

fn mistakes(report: &Report<'_>) -> Markup {
    let listed = report.mistakes();
    html! {
        @if !listed.is_empty() {
            h2 { "The " (number_of(listed.len() as u64, "mistake")) " that do most harm" }
            div.wide {
                table.mistakes {
                    thead {
                        tr {
                            th { "mistake" } th { "what" } th { "where" } th { "rule" }
                            @if report.detail.show_text { th { "text" } }
                        }
                    }
                    tbody { @for (document, mistake) in &listed { (entry(document, mistake, report.detail.show_text)) } }
                }
            }
        }
    }
}

fn entry(document: &Document, mistake: &Mistake, show_text: bool) -> Markup {
    let (line, column) = line_and_column(&document.text, mistake.range.start);
    html! {
        tr {
            td { span class={ "badge " (class(mistake.kind)) } { (mistake.kind.name()) } }
            td { (about(mistake)) }
            td { (document.place) " at " (line) ":" (column) }
            td { (reason(mistake)) }
            @if show_text {
                @let excerpt = Excerpt::of(&document.text, &mistake.range);
                td.text { (excerpt.before) mark class=(class(mistake.kind)) { (excerpt.words) } (excerpt.after) }
            }
        }
    }
}

fn class(kind: MistakeKind) -> &'static str {
    match kind {
        MistakeKind::Missed => "missed",
        MistakeKind::Partial => "partial",
        MistakeKind::WrongType => "typed",
        MistakeKind::FalseAlarm => "alarm",
    }
}

/// The documents with mistakes, the most harmful first: gold on the left, predictions on the right.
fn documents(report: &Report<'_>) -> Markup {
    if !report.detail.show_text {
        return html! { p.note { "Documents are shown side by side with --show-text." } };
    }
    let mut worst: Vec<(u64, usize)> = Vec::new();
    for (at, document) in report.evaluation.documents.iter().enumerate() {
        if !document.mistakes.is_empty() {
            worst.push((document.mistakes.iter().map(|mistake| mistake.harm).sum(), at));
        }
    }
    worst.sort_by_key(|(harm, at)| (std::cmp::Reverse(*harm), *at));
    let shown = worst.len().min(report.detail.documents);
    html! {
        h2 { "Documents" }
        p {
            (number_of(worst.len() as u64, "document")) " with mistakes"
            @if shown < worst.len() { ", the first " (shown) " of them here" }
            ", the most harmful first. Left what should go, right what went: "
            mark.hit { "removed" } " " mark.missed { "missed" } " " mark.typed { "removed as something else" } " "
            mark.alarm { "removed for nothing" } "."
        }
        @for (number, (harm, at)) in worst.iter().take(shown).enumerate() {
            @if let (Some(document), Some(scored)) = (report.gold.get(*at), report.evaluation.documents.get(*at)) {
                (document_pair(document, scored, *harm, number < OPEN))
            }
        }
    }
}

/// So many documents are open when the page is.
const OPEN: usize = 3;

fn document_pair(document: &Document, scored: &Scored, harm: u64, open: bool) -> Markup {
    let count = |kind| scored.mistakes.iter().filter(|mistake| mistake.kind == kind).count();
    html! {
        details open[open] {
            summary {
                b { (document.id) }
                @for kind in MistakeKind::ALL {
                    @let count = count(kind);
                    @if count > 0 { " " span class={ "badge " (class(kind)) } { (count) " " (kind.name()) } }
                }
                span.harm { "harm " (harm) }
            }
            div.pair {
                div { h3 { "gold" } pre { (gold_side(document, scored)) } }
                div { h3 { "predictions" } pre { (prediction_side(document, scored)) } }
            }
        }
    }
}

/// Gold spans: what was left of them in red.
fn gold_side(document: &Document, scored: &Scored) -> Markup {
    let look = |byte: usize| {
        let gold = over(&scored.gold, byte)?;
        let Some(identifier) = gold.identifier else { return Some(("ignored", "counts neither way".to_owned())) };
        let class = match over(&scored.predictions, byte) {
            None => "missed",
            Some(prediction) if prediction.identifier != Some(identifier) => "typed",
            Some(_) => "hit",
        };
        Some((class, title(gold)))
    };
    pieces(&document.text, &edges(scored), look)
}

/// Predictions: those of what is no gold in amber.
fn prediction_side(document: &Document, scored: &Scored) -> Markup {
    let look = |byte: usize| {
        let prediction = over(&scored.predictions, byte)?;
        let class = match over(&scored.gold, byte) {
            Some(gold) if gold.identifier.is_none() => "ignored",
            Some(gold) if gold.identifier != prediction.identifier => "typed",
            Some(_) => "hit",
            // Marks and spaces between two tokens of gold are nobody's mistake.
            None if scored
                .mistakes
                .iter()
                .any(|mistake| mistake.kind == MistakeKind::FalseAlarm && mistake.range.contains(&byte)) =>
            {
                "alarm"
            }
            None => "hit",
        };
        Some((class, title(prediction)))
    };
    pieces(&document.text, &edges(scored), look)
}

/// The annotation over a byte that counts: they are in order of their place, longer ones first.
fn over(annotations: &[Labelled], byte: usize) -> Option<&Labelled> {
    annotations.iter().find(|labelled| labelled.annotation.range.contains(&byte))
}

fn title(labelled: &Labelled) -> String {
    let mut title = labelled.identifier.map_or("", |identifier| identifier.name()).to_owned();
    if let Some(kind) = &labelled.kind {
        title.push('/');
        title.push_str(kind);
    }
    if let Some(confidence) = labelled.annotation.confidence {
        title.push_str(&format!(" {confidence:.2}"));
    }
    if let Some(rule) = &labelled.annotation.rule {
        title.push_str(&format!(" {rule}"));
    }
    title
}

/// Where the look of a text may change.
fn edges(scored: &Scored) -> Vec<usize> {
    let annotations = scored.gold.iter().chain(&scored.predictions).map(|labelled| &labelled.annotation.range);
    let mistakes = scored.mistakes.iter().map(|mistake| &mistake.range);
    let mut edges: Vec<usize> = annotations.chain(mistakes).flat_map(|range| [range.start, range.end]).collect();
    edges.sort_unstable();
    edges.dedup();
    edges
}

fn pieces(text: &str, edges: &[usize], look: impl Fn(usize) -> Option<(&'static str, String)>) -> Markup {
    let mut at = 0;
    let mut pieces = Vec::new();
    for edge in edges.iter().copied().chain([text.len()]) {
        if let Some(piece) = text.get(at..edge).filter(|piece| !piece.is_empty()) {
            pieces.push((piece, look(at)));
        }
        at = edge;
    }
    html! {
        @for (piece, look) in pieces {
            @match look {
                // Only letters and digits give anybody away.
                Some(("missed", title)) => {
                    @let (before, words, after) = trimmed(piece);
                    @if !before.is_empty() { mark.ignored { (before) } }
                    @if !words.is_empty() { mark.missed title=(title) { (words) } }
                    @if !after.is_empty() { mark.ignored { (after) } }
                },
                Some((class, title)) => mark class=(class) title=(title) { (piece) },
                None => (piece),
            }
        }
    }
}

/// What is before the first and behind the last letter or digit, and what is between.
fn trimmed(piece: &str) -> (&str, &str, &str) {
    let rest = piece.trim_start_matches(|letter| !in_token(letter));
    let words = rest.trim_end_matches(|letter| !in_token(letter));
    let (before, _) = piece.split_at(piece.len() - rest.len());
    let (_, after) = rest.split_at(words.len());
    (before, words, after)
}
