//! Loads the recognizer tables of `testdata/recognizers/`, for every test that runs them: Rust, C, Python.
//!
//! ```toml
//! [[case]]
//! name = "last-four-labelled"
//! text = "SSN ending in 6789, afebrile"
//! spans = [{ text = "6789", identifier = "ssn", kind = "last4" }]
//! why = "a labelled last four identifies"
//! ```
//!
//! A span's `text` must occur exactly once in the case, or `at` give its first byte.

#![forbid(unsafe_code)]

use std::fmt;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// One row: a text and every identifier in it.
#[derive(Clone, Debug)]
pub struct Case {
    /// Unique in its table.
    pub name: String,
    /// The document.
    pub text: String,
    /// All that must be found, by position; empty for a negative.
    pub spans: Vec<Expected>,
    /// The general reason.
    pub why: String,
}

/// One identifier that must be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Bytes of the case's text.
    pub range: Range<usize>,
    /// The identifier's JSON name.
    pub identifier: String,
    /// The kind, where the row gives one.
    pub kind: Option<String>,
}

/// One file of cases.
#[derive(Clone, Debug)]
pub struct Table {
    /// The file's stem, such as `ssn`.
    pub name: String,
    /// Its rows, in order.
    pub cases: Vec<Case>,
}

/// A table that cannot be used: which file, which case, why.
#[derive(Debug)]
pub struct TableError(String);

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TableError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    case: Vec<RawCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCase {
    name: String,
    text: String,
    spans: Vec<RawSpan>,
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSpan {
    text: String,
    at: Option<usize>,
    identifier: String,
    kind: Option<String>,
}

/// The repository's `testdata/`.
#[must_use]
pub fn testdata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata")
}

/// Loads every table of `testdata/recognizers/`, by name.
///
/// # Errors
/// When a file cannot be read, is not a table, or holds a case that contradicts itself.
pub fn tables() -> Result<Vec<Table>, TableError> {
    let folder = testdata().join("recognizers");
    let entries = fs::read_dir(&folder).map_err(|error| TableError(format!("{}: {error}", folder.display())))?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    paths.sort();
    paths.iter().map(|path| table(path)).collect()
}

fn table(path: &Path) -> Result<Table, TableError> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let fail = |what: String| TableError(format!("testdata/recognizers/{name}.toml: {what}"));
    let text = fs::read_to_string(path).map_err(|error| fail(error.to_string()))?;
    let raw: RawTable = toml::from_str(&text).map_err(|error| fail(error.to_string()))?;
    let mut cases: Vec<Case> = Vec::with_capacity(raw.case.len());
    for case in raw.case {
        if cases.iter().any(|other| other.name == case.name) {
            return Err(fail(format!("two cases are called {:?}", case.name)));
        }
        let mut spans = Vec::with_capacity(case.spans.len());
        for span in case.spans {
            let range = locate(&case.text, &span).map_err(|what| fail(format!("case {:?}: {what}", case.name)))?;
            spans.push(Expected { range, identifier: span.identifier, kind: span.kind });
        }
        spans.sort_by_key(|span| span.range.start);
        cases.push(Case { name: case.name, text: case.text, spans, why: case.why });
    }
    Ok(Table { name, cases })
}

fn locate(text: &str, span: &RawSpan) -> Result<Range<usize>, String> {
    let mut places = text.match_indices(span.text.as_str()).map(|(at, _)| at);
    let at = match (span.at, places.next(), places.next()) {
        (None, Some(at), None) => at,
        (None, None, _) => return Err(format!("span {:?} is not in the text", span.text)),
        (None, ..) => return Err(format!("span {:?} occurs more than once: give `at`", span.text)),
        (Some(at), ..) => at,
    };
    let range = at..at + span.text.len();
    if text.get(range.clone()) == Some(&span.text) {
        Ok(range)
    } else {
        Err(format!("span {:?} does not stand at byte {at}", span.text))
    }
}
