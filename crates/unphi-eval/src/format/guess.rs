//! Which format are these files in? By their names where those tell, else by what is in them.

use serde_json::{Map, Value};

use super::{Format, inline, json};
use crate::File;

/// The format of `files`, where all that tell agree on one. Files that do not tell (a note without any mark) do not
/// matter.
///
/// ```
/// use unphi_eval::{File, Format, guess};
///
/// assert_eq!(guess(&[File::new("110-01.xml", "<deIdi2b2/>")]), Some(Format::I2b2));
/// assert_eq!(guess(&[File::new("a.txt", "Dr. [[NAME|Rose]]"), File::new("b.txt", "")]), Some(Format::Inline));
/// assert_eq!(guess(&[File::new("a.txt", "Dr. Rose")]), None);
/// ```
#[must_use]
pub fn guess(files: &[File]) -> Option<Format> {
    // brat's texts say nothing by themselves.
    if files.iter().any(|file| file.name.ends_with(".ann")) {
        return Some(Format::Brat);
    }
    let mut guesses = files.iter().filter_map(of);
    let first = guesses.next()?;
    guesses.all(|other| other == first).then_some(first)
}

fn of(file: &File) -> Option<Format> {
    let ending = file.name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    match ending.as_deref() {
        Some("xml") => Some(Format::I2b2),
        Some("conll" | "bio" | "iob" | "tsv") => Some(Format::Conll),
        Some("json" | "jsonl" | "ndjson") => of_json(file),
        _ => of_content(file),
    }
}

fn of_content(file: &File) -> Option<Format> {
    let text = file.text.trim_start_matches('\u{FEFF}').trim_start();
    if inline::has_mark(text) {
        return Some(Format::Inline);
    }
    match text.chars().next()? {
        '{' | '[' => of_json(file),
        '<' if text.contains("<TAGS>") => Some(Format::I2b2),
        _ if text.starts_with("-DOCSTART-") => Some(Format::Conll),
        _ => None,
    }
}

/// The first record that tells. Most files tell in their first lines, and the rest may be long.
fn of_json(file: &File) -> Option<Format> {
    const LINES: usize = 20;
    let end = file.text.match_indices('\n').nth(LINES - 1).map_or(file.text.len(), |(at, _)| at);
    let head = File::new(&file.name, file.text.get(..end).unwrap_or_default());
    of_json_text(&head).or_else(|| of_json_text(file))
}

fn of_json_text(file: &File) -> Option<Format> {
    let mut found = None;
    json::records(file, &mut |record| {
        if let (None, Ok(record)) = (found, record) {
            found = of_record(&record.value);
        }
    });
    found
}

fn of_record(value: &Value) -> Option<Format> {
    if json::is_pair(value) {
        return Some(Format::Spacy);
    }
    let object = value.as_object()?;
    let has = |field: &str| object.contains_key(field);
    let item = |field: &str| object.get(field).and_then(Value::as_array).and_then(|list| list.first());
    let item_has = |field: &str, name: &str| {
        item(field).and_then(Value::as_object).is_some_and(|item: &Map<String, Value>| item.contains_key(name))
    };
    let lists = ["spans", "entities", "results", "analyzer_results", "recognizer_results"];
    if has("full_text") || lists.iter().any(|list| item_has(list, "entity_type")) {
        Some(Format::Presidio)
    } else if has("annotations") || has("completions") || item_has("label", "labels") {
        Some(Format::LabelStudio)
    } else if has("spans") {
        Some(Format::Jsonl)
    } else if has("label") || has("labels") || has("entities") {
        Some(Format::Spacy)
    } else {
        None
    }
}
