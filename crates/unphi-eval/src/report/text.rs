//! For a terminal.

use super::excerpt::Excerpt;
use super::place::line_and_column;
use super::table::Table;
use super::{Report, about, reason};
use crate::{Document, Mistake};

pub(super) fn page(report: &Report<'_>) -> String {
    let mut page = format!("{}\n", report.head());
    for note in report.notes() {
        page.push_str(&note);
        page.push('\n');
    }
    for table in report.tables() {
        add(&mut page, &table);
    }
    let mistakes = report.mistakes();
    if !mistakes.is_empty() {
        page.push_str(&format!("\nThe {} most harmful:\n", mistakes.len()));
        for (document, mistake) in mistakes {
            page.push_str(&line(document, mistake, report.detail.show_text));
        }
    }
    page
}

fn add(page: &mut String, table: &Table) {
    if table.rows.is_empty() {
        return;
    }
    page.push('\n');
    if !table.title.is_empty() {
        page.push_str(table.title);
        page.push('\n');
    }
    let widths = table.widths();
    let header: Vec<String> = table.header.iter().map(|name| (*name).to_owned()).collect();
    for row in std::iter::once(&header).chain(&table.rows) {
        let cells = row.iter().zip(&widths).enumerate();
        let cells = cells
            .map(|(at, (cell, width))| if at == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") });
        page.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        page.push('\n');
    }
}

fn line(document: &Document, mistake: &Mistake, show_text: bool) -> String {
    let (line, column) = line_and_column(&document.text, mistake.range.start);
    let length = document.text.get(mistake.range.clone()).unwrap_or_default().chars().count();
    let mut out =
        format!("{:<11}  {:<22}  {} at {line}:{column}+{length}", mistake.kind.name(), about(mistake), document.place);
    let reason = reason(mistake);
    if !reason.is_empty() {
        out.push_str(&format!("  ({reason})"));
    }
    out.push('\n');
    if show_text {
        let Excerpt { before, words, after } = Excerpt::of(&document.text, &mistake.range);
        out.push_str(&format!("    {before}[[{words}]]{after}\n"));
    }
    out
}
