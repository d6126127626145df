//! For a page of documentation.

use super::excerpt::Excerpt;
use super::place::line_and_column;
use super::table::Table;
use super::{Report, about, reason};

pub(super) fn page(report: &Report<'_>) -> String {
    let mut page = format!("# De-identification measured\n\n{}\n", escaped(&report.head()));
    for note in report.notes() {
        page.push_str(&format!("\n{note}\n"));
    }
    for table in report.tables() {
        add(&mut page, &table);
    }
    let listed = report.mistakes();
    if !listed.is_empty() {
        let show_text = report.detail.show_text;
        let mut header = vec!["mistake", "what", "where", "rule"];
        if show_text {
            header.push("text");
        }
        let rows = listed.iter().map(|(document, mistake)| {
            let (line, column) = line_and_column(&document.text, mistake.range.start);
            let place = format!("{} at {line}:{column}", document.place);
            let mut row = vec![mistake.kind.name().to_owned(), about(mistake), place, reason(mistake)];
            if show_text {
                let Excerpt { before, words, after } = Excerpt::of(&document.text, &mistake.range);
                row.push(format!("{before}[[{words}]]{after}"));
            }
            row
        });
        add(&mut page, &Table::new("The most harmful", &header, rows.collect()));
    }
    page
}

fn add(page: &mut String, table: &Table) {
    if table.rows.is_empty() {
        return;
    }
    page.push('\n');
    if !table.title.is_empty() {
        page.push_str(&format!("## {}\n\n", table.title));
    }
    page.push_str(&format!("| {} |\n", table.header.join(" | ")));
    let numbers = table.header.iter().skip(1).map(|name| match *name {
        "what" | "where" | "rule" | "text" => "|---",
        _ => "|--:",
    });
    page.push_str(&format!("|---{}|\n", numbers.collect::<String>()));
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
        page.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
}

/// Text of a note that Markdown would read as its own.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if "\\`*_[]<>|#&".contains(letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
