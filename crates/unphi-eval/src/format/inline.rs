//! Text with `[[LABEL|words]]`: a file is a document, its text is what remains without the marks. Labels are letters,
//! digits, `_`, `-` and `/`; double brackets without a label and a bar are text. Marks do not nest.

use super::{full_label, of_file};
use crate::{Document, Error, File, Mark, Record};

pub(super) fn read(file: &File) -> Result<Record, Error> {
    let mut text = String::with_capacity(file.text.len());
    let mut characters = 0;
    let mut marks = Vec::new();
    let mut rest = file.text.as_str();
    while let Some((before, behind)) = rest.split_once("[[") {
        append(&mut text, &mut characters, before);
        let Some((label, inside)) = opened(behind) else {
            // The second bracket may be the first of a mark.
            append(&mut text, &mut characters, "[");
            rest = rest.get(before.len() + 1..).unwrap_or_default();
            continue;
        };
        let wrong = |why: &str| {
            let line = file.text.get(..file.text.len() - behind.len()).unwrap_or_default().lines().count();
            Error::new(format!("{}:{line}", file.name), why)
        };
        let Some((words, after)) = inside.split_once("]]") else {
            return Err(wrong("a mark [[LABEL| has no closing ]]"));
        };
        if has_mark(words) {
            return Err(wrong("a mark [[LABEL| begins inside another; marks do not nest"));
        }
        let start = characters;
        append(&mut text, &mut characters, words);
        if start == characters {
            return Err(wrong("a mark [[LABEL|]] holds no words"));
        }
        marks.push(Mark { start, end: characters, label: label.to_owned(), ..Mark::default() });
        rest = after;
    }
    append(&mut text, &mut characters, rest);
    Ok(of_file(file, text, marks, true))
}

fn append(text: &mut String, characters: &mut usize, more: &str) {
    text.push_str(more);
    *characters += more.chars().count();
}

/// Whether a mark begins anywhere in `text`.
pub(super) fn has_mark(text: &str) -> bool {
    text.match_indices('[').any(|(at, _)| {
        text.get(at..).and_then(|rest| rest.strip_prefix("[[")).is_some_and(|behind| opened(behind).is_some())
    })
}

/// The label of a mark, and what is behind its bar, where `behind` (what follows two brackets) is one.
fn opened(behind: &str) -> Option<(&str, &str)> {
    // Looks no further than the label, or a text full of brackets would be read to its end at each.
    let end = behind.find(|letter: char| !(letter.is_ascii_alphanumeric() || "_-/".contains(letter)))?;
    let (label, rest) = behind.split_at(end);
    let starts_well = label.starts_with(|letter: char| letter.is_ascii_alphabetic());
    rest.strip_prefix('|').filter(|_| starts_well).map(|inside| (label, inside))
}

pub(super) fn write(document: &Document) -> Result<(String, String), Error> {
    let wrong = |why: &str| Error::new(document.place.clone(), why);
    let name = super::file_name(&document.record(), "txt")?;
    if has_mark(&document.text) {
        return Err(wrong("holds text that reads as a mark; this format has no way to write that"));
    }
    let mut text = String::with_capacity(document.text.len());
    let mut at = 0;
    for annotation in &document.annotations {
        let words = document.text.get(annotation.range.clone()).unwrap_or_default();
        if annotation.range.start < at {
            return Err(wrong("has annotations that overlap; this format has no way to write that"));
        }
        if words.contains("]]") || words.ends_with(']') {
            return Err(wrong("has an annotation with closing brackets; this format has no way to write that"));
        }
        text.push_str(document.text.get(at..annotation.range.start).unwrap_or_default());
        let label = full_label(&annotation.label, annotation.kind.as_ref()).replace(' ', "_");
        let mark = format!("{label}|{words}");
        if opened(&mark).is_none() {
            return Err(wrong("has a label with other characters than letters, digits, _, - and /"));
        }
        text.push_str("[[");
        text.push_str(&mark);
        text.push_str("]]");
        at = annotation.range.end;
    }
    text.push_str(document.text.get(at..).unwrap_or_default());
    Ok((name, text))
}
