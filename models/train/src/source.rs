//! Where texts come from: gold in JSON Lines, the generator, the repository's tables and snippets.

use std::path::Path;

use serde_json::Value;
use unphi_synth::{Split, Synth};

use crate::document::{Document, Known};

/// Words that tell an organization in a span that a set calls a name.
const ORGANIZATIONS: &str = " school elementary high middle academy church temple mosque parish inc llc co corp company ltd \
    university college farms foods services service logistics trucking construction roofing union local association center \
    centre hotel bank market store clinic hospital \
    mission dairy vets roasters lab hvac isd ranch intermodal coop assembly baptist ministries ministry league club ";

/// Labels of numbers and codes.
const CODES: [&str; 14] = [
    "phone",
    "fax",
    "ssn",
    "mrn",
    "health_plan",
    "account",
    "license",
    "vehicle",
    "device",
    "ip",
    "biometric",
    "photo",
    "other",
    "other_id",
];

fn is_organization(name: &str) -> bool {
    let mut words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    name.contains('&') || words.any(|word| ORGANIZATIONS.contains(&format!(" {} ", word.to_lowercase())))
}

/// The rows of a file of JSON Lines.
pub(crate) fn rows(path: &Path) -> Result<Vec<Value>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| serde_json::from_str(line).map_err(|_| format!("{}: not JSON Lines", path.display()))).collect()
}

/// The text of a row with its spans.
pub(crate) fn gold(row: &Value, group: &str) -> Document {
    let text = row["text"].as_str().unwrap_or_default();
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut document = Document { group: group.to_owned(), text: text.to_owned(), spans: Vec::new() };
    for span in row["spans"].as_array().into_iter().flatten() {
        let label = span["hipaa"].as_str().or(span["label"].as_str()).unwrap_or_default().to_lowercase();
        let of = |key: &str| span[key].as_u64().and_then(|at| offsets.get(at as usize).copied());
        let (Some(start), Some(end)) = (of("start"), of("end")) else { continue };
        let known = match (label.as_str(), span["kind"].as_str()) {
            ("name", Some("organization")) => Known::Place,
            ("name", _) if is_organization(text.get(start..end).unwrap_or_default()) => Known::Place,
            ("name", _) => Known::Person,
            ("geographic" | "location" | "org", _) => Known::Place,
            // An address of mail or of the web holds names now and then.
            ("email" | "url", _) => Known::Unsure,
            ("date", _) => Known::Date,
            (label, _) if CODES.contains(&label) => Known::Code,
            _ => continue,
        };
        document.spans.push((start..end, known));
    }
    document.spans.sort_by_key(|(span, _)| span.start);
    document
}

/// So many notes of the generator, each with its genre.
pub(crate) fn invented(seed: u64, split: Split, count: u64) -> Result<Vec<Document>, String> {
    let synth = Synth::new(seed, split);
    let read = |number| {
        let note = synth.note(number);
        let row: Value = serde_json::from_str(&note.json()).map_err(|_| "a note is no JSON".to_owned())?;
        Ok(gold(&row, note.genre))
    };
    (0..count).map(read).collect()
}

/// The snippets of the linear scorer, `models/names/contexts.txt`.
pub(crate) fn contexts() -> Vec<Document> {
    let lines = include_str!("../../names/contexts.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let line = line.replace("\\n", "\n");
            let mut document = Document::new("contexts");
            let mut rest = line.as_str();
            while let Some((before, after)) = rest.split_once("[[") {
                let (name, after) = after.split_once("]]").unwrap_or((after, ""));
                document.plain(before);
                document.known(name, Known::Person);
                rest = after;
            }
            document.plain(rest);
            document.with_unsure_numbers()
        })
        .collect()
}

/// The cases of `testdata/recognizers`.
pub(crate) fn tables() -> Result<Vec<Document>, String> {
    let tables = unphi_testkit::tables().map_err(|error| error.to_string())?;
    let cases = tables.into_iter().flat_map(|table| table.cases).map(|case| {
        let spans = case.spans.iter().map(|span| {
            let known = match (span.identifier.as_str(), span.kind.as_deref()) {
                ("name", Some("person" | "initials" | "username") | None) => Known::Person,
                ("name" | "geographic", _) => Known::Place,
                ("email" | "url", _) => Known::Unsure,
                ("date", _) => Known::Date,
                _ => Known::Code,
            };
            (span.range.clone(), known)
        });
        let mut spans: Vec<_> = spans.collect();
        spans.sort_by_key(|(span, _)| span.start);
        Document { group: "tables".to_owned(), text: case.text, spans }
    });
    Ok(cases.collect())
}
