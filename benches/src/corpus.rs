//! The texts: the repository's own notes, joined to documents of about 3 KB and repeated to about 2 MB.

use std::fs;
use std::path::{Path, PathBuf};

/// Bytes of a usual document: a note of a page.
const DOCUMENT: usize = 3_000;
/// Bytes of the whole corpus.
const CORPUS: usize = 2_000_000;

/// The corpus of the quoted numbers. `UNPHI_BENCH_JSONL` names a JSON Lines file to take instead (its `text` fields, as
/// they are).
///
/// # Panics
/// When there is nothing to read: a benchmark without its texts measures nothing.
#[must_use]
pub fn documents() -> Vec<String> {
    if let Some(path) = std::env::var_os("UNPHI_BENCH_JSONL") {
        return jsonl(Path::new(&path));
    }
    let mut pages = Vec::new();
    let mut page = String::new();
    for note in notes() {
        page.push_str(&note);
        page.push('\n');
        if page.len() >= DOCUMENT {
            pages.push(std::mem::take(&mut page));
        }
    }
    let distinct: usize = pages.iter().map(String::len).sum();
    assert!(distinct > 50_000, "testdata/notes holds only {distinct} bytes");
    pages.iter().cycle().take(pages.len() * CORPUS.div_ceil(distinct)).cloned().collect()
}

/// Every `.txt` of `testdata/notes`, by path.
#[must_use]
pub fn notes() -> Vec<String> {
    let mut paths = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/notes"), &mut paths);
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("a note in UTF-8")).collect()
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
