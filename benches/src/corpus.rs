//! The texts: the repository's own notes, joined to documents of about 3 KB and repeated to about 2 MB.

use std::fs;
use std::path::{Path, PathBuf};

use crate::gold::Gold;

/// Bytes of a usual document: a note of a page.
const DOCUMENT: usize = 3_000;
/// Bytes of the whole corpus.
const CORPUS: usize = 2_000_000;

/// Whether the texts are others than the repository's.
#[must_use]
pub fn is_given() -> bool {
    std::env::var_os("UNPHI_BENCH_JSONL").is_some()
}

/// The corpus of the quoted numbers. `UNPHI_BENCH_JSONL` names a JSON Lines file to take instead (its `text` fields, as
/// they are).
///
/// # Panics
/// When there is nothing to read: a benchmark without its texts measures nothing.
#[must_use]
pub fn documents() -> Vec<String> {
    match std::env::var_os("UNPHI_BENCH_JSONL") {
        Some(path) => jsonl(Path::new(&path)),
        None => joined(notes()),
    }
}

/// The lines of the development notes that hold no identifier: what most of a usual note is.
///
/// # Panics
/// As [`documents`].
#[must_use]
pub fn without_identifiers() -> Vec<String> {
    let gold = Gold::of_repository("testdata/notes/dev.jsonl").expect("the notes");
    let plain = |document: &unphi_eval::Document| {
        let mut kept = String::new();
        let mut start = 0;
        for line in document.text.split_inclusive('\n') {
            let end = start + line.len();
            if document.annotations.iter().all(|span| span.range.end <= start || end <= span.range.start) {
                kept.push_str(line);
            }
            start = end;
        }
        kept
    };
    joined(gold.documents().iter().map(plain))
}

/// `documents` as a careful typist writes them: curly quotes, long dashes, spaces that do not break, and each eighth vowel
/// accented.
#[must_use]
pub fn unicode(documents: &[String]) -> Vec<String> {
    let mut vowels = 0;
    let mut typeset = |letter: char| match letter {
        '\'' => '’',
        '"' => '”',
        '-' => '–',
        ' ' if vowels % 8 == 5 => '\u{a0}',
        'a' | 'e' | 'o' | 'u' => {
            vowels += 1;
            let accented = match letter {
                'a' => 'á',
                'e' => 'é',
                'o' => 'ö',
                _ => 'ü',
            };
            if vowels % 8 == 0 { accented } else { letter }
        }
        _ => letter,
    };
    documents.iter().map(|text| text.chars().map(&mut typeset).collect()).collect()
}

/// `documents` in capitals, as some systems store them.
#[must_use]
pub fn capitals(documents: &[String]) -> Vec<String> {
    documents.iter().map(|text| text.to_uppercase()).collect()
}

/// `texts` joined to documents of about [`DOCUMENT`] bytes, and those repeated to [`CORPUS`].
fn joined(texts: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut pages = Vec::new();
    let mut page = String::new();
    for text in texts {
        page.push_str(&text);
        page.push('\n');
        if page.len() >= DOCUMENT {
            pages.push(std::mem::take(&mut page));
        }
    }
    let distinct: usize = pages.iter().map(String::len).sum();
    assert!(distinct > 30_000, "testdata/notes holds only {distinct} bytes");
    pages.iter().cycle().take(pages.len() * CORPUS.div_ceil(distinct)).cloned().collect()
}

/// Every `.txt` of `testdata/notes`, by path.
#[must_use]
pub fn notes() -> Vec<String> {
    let mut paths = Vec::new();
    collect(&folder(), &mut paths);
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("a note in UTF-8")).collect()
}

/// One of the development notes.
///
/// # Panics
/// When there is no note of this name.
#[must_use]
pub fn note(name: &str) -> String {
    fs::read_to_string(folder().join("dev").join(name).with_extension("txt")).expect("a development note")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/notes")
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("testdata/notes").filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            paths.push(path);
        }
    }
}

fn jsonl(path: &Path) -> Vec<String> {
    let lines = fs::read_to_string(path).expect("the file of UNPHI_BENCH_JSONL");
    let text = |line: &str| {
        let object: serde_json::Value = serde_json::from_str(line).expect("a JSON object a line");
        object["text"].as_str().expect("a text field").to_owned()
    };
    lines.lines().filter(|line| !line.is_empty()).map(text).collect()
}

/// Bytes of `documents`.
#[must_use]
pub fn bytes(documents: &[String]) -> usize {
    documents.iter().map(String::len).sum()
}

/// `documents` cut into pieces of about `size` bytes, at character boundaries.
#[must_use]
pub fn pieces(documents: &[String], size: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    for document in documents {
        let mut piece = String::new();
        for letter in document.chars() {
            piece.push(letter);
            if piece.len() >= size && letter == ' ' {
                pieces.push(std::mem::take(&mut piece));
            }
        }
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_lines_hold_no_identifier() {
        let plain = without_identifiers().concat();
        assert!(plain.len() > 1_000_000 && !plain.contains("555-01"));
    }

    #[test]
    fn pieces_lose_nothing() {
        let documents = unicode(&[note("01-discharge-summary")]);
        assert!(documents[0].bytes().filter(|byte| *byte >= 0x80).count() > documents[0].len() / 20);
        assert_eq!(pieces(&documents, 200).concat(), documents.concat());
    }
}
