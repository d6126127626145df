//! Who is each document about? What the caller knows of them, from a file or from fields of the records themselves.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;
use unphi::{Deidentifier, Fact, Identifier, Subject};

use crate::args;
use crate::engine;
use crate::failure::{Reason, Stop};

/// A field of a record, and what it says.
#[derive(Clone, Debug)]
pub(crate) struct Mapping {
    pub(crate) field: String,
    pub(crate) fact: Fact,
}

/// The column that says which document a subject belongs to.
const DOCUMENT: &str = "document";

/// `subject` with what a JSON value says: a string, a number, or a list of them; `null` says nothing.
pub(crate) fn add_json(subject: Subject, fact: Fact, value: &Value) -> Option<Subject> {
    match value {
        Value::Null => Some(subject),
        Value::String(text) => Some(subject.fact(fact, text)),
        Value::Number(number) => Some(subject.fact(fact, number.to_string())),
        Value::Array(values) => values.iter().try_fold(subject, |subject, value| add_json(subject, fact, value)),
        Value::Bool(_) | Value::Object(_) => None,
    }
}

/// What is known, by document.
#[derive(Default)]
pub(crate) struct Subjects {
    /// Those of one document, by its id, and whether it was seen.
    by_document: HashMap<String, (Vec<Subject>, AtomicBool)>,
}

impl Subjects {
    /// Reads the file of `options`; the subjects of every document go to the engine that is returned.
    pub(crate) fn load(options: &args::Subjects, engine: Deidentifier) -> Result<(Self, Deidentifier), Stop> {
        let Some(path) = &options.subjects else { return Ok((Self::default(), engine)) };
        let text = engine::setting("--subjects", path)?;
        let wrong = |line: u64, why: &str| Stop::Usage(format!("--subjects {}: line {line}: {why}", path.display()));
        let mut by_document: HashMap<String, (Vec<Subject>, AtomicBool)> = HashMap::new();
        let mut of_all = Vec::new();
        let rows = if is_csv(path) { csv_rows(&text) } else { json_rows(&text) };
        for (line, row) in rows {
            let Row { document, subject } = row.map_err(|why| wrong(line, &why))?;
            // A value that cannot be read is told now, by its line, rather than for each document.
            engine.with_subjects(std::slice::from_ref(&subject)).map_err(|error| {
                let message = error.to_string();
                wrong(line, message.split_once(": ").map_or(message.as_str(), |(_, why)| why))
            })?;
            match document {
                Some(document) => by_document.entry(document).or_default().0.push(subject),
                None => of_all.push(subject),
            }
        }
        let engine = engine.with_subjects(&of_all).map_err(|error| Stop::Usage(error.to_string()))?;
        Ok((Self { by_document }, engine))
    }

    /// The engine for the document with this id, which `own` tells more of.
    pub(crate) fn engine<'e>(
        &self,
        engine: &'e Deidentifier,
        id: &str,
        own: Option<&Subject>,
    ) -> Result<Cow<'e, Deidentifier>, Reason> {
        let mut engine = Cow::Borrowed(engine);
        if let Some((subjects, seen)) = self.by_document.get(id) {
            seen.store(true, Ordering::Relaxed);
            engine = Cow::Owned(engine.with_subjects(subjects).map_err(|error| engine::refused(&error))?);
        }
        if let Some(own) = own.filter(|own| !own.is_empty()) {
            engine = Cow::Owned(engine.with_subjects(std::slice::from_ref(own)).map_err(|error| {
                Reason::new(
                    format!("has a value in a field of --subject-fields that cannot be used: {error}"),
                    "repair the value, or empty it where it is not known",
                )
            })?);
        }
        Ok(engine)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.by_document.is_empty()
    }

    /// How many documents were named that there were not.
    pub(crate) fn unseen(&self) -> usize {
        self.by_document.values().filter(|(_, seen)| !seen.load(Ordering::Relaxed)).count()
    }
}

/// The mappings of `--subject-fields name=patient,birth_date=dob`.
pub(crate) fn mapping(value: &str) -> Result<Mapping, String> {
    let (name, field) = value.split_once('=').unwrap_or((value, value));
    let fact = name.trim().parse().map_err(|_| format!("there is no {name:?}: {}", names()))?;
    Ok(Mapping { field: field.trim().to_owned(), fact })
}

fn names() -> String {
    let named = std::iter::once("name").chain(Fact::NAMED);
    let ids = Identifier::ALL.iter().map(|identifier| identifier.name()).filter(|name| *name != "name");
    format!("known are {}", named.chain(ids).collect::<Vec<_>>().join(", "))
}

struct Row {
    document: Option<String>,
    subject: Subject,
}

type Rows<'t> = Box<dyn Iterator<Item = (u64, Result<Row, String>)> + 't>;

fn is_csv(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

fn json_rows(text: &str) -> Rows<'_> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    Box::new(lines.map(|(number, line)| (number, json_row(line))))
}

/// One subject as a JSON object. serde_json's own message could quote a value.
fn json_row(line: &str) -> Result<Row, String> {
    let Ok(Value::Object(object)) = serde_json::from_str(line) else {
        return Err(
            "is not a JSON object; write one a line, such as {\"name\": \"…\", \"birth_date\": \"1962-03-14\"}".into(),
        );
    };
    let mut row = Row { document: None, subject: Subject::new() };
    for (key, value) in &object {
        let odd = || format!("{key:?} is neither a string nor a number nor a list of them");
        if key == DOCUMENT {
            row.document = match value {
                Value::Null => None,
                Value::String(id) => Some(id.clone()),
                Value::Number(id) => Some(id.to_string()),
                _ => return Err(odd()),
            };
            continue;
        }
        let fact = key.parse().map_err(|_| format!("there is no {key:?}: {}", names()))?;
        row.subject = add_json(row.subject, fact, value).ok_or_else(odd)?;
    }
    Ok(row)
}

/// One subject a line below a header; a cell may hold several values with `;` between them.
fn csv_rows(text: &str) -> Rows<'_> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let columns = reader.headers().map_err(|_| "is not CSV".to_owned()).and_then(|header| {
        let column = |name: &str| match name {
            DOCUMENT => Ok(None),
            _ => name.parse().map(Some).map_err(|_| format!("there is no column {name:?}: {}", names())),
        };
        header.iter().map(column).collect::<Result<Vec<Option<Fact>>, String>>()
    });
    let columns = match columns {
        Ok(columns) => columns,
        Err(why) => return Box::new(std::iter::once((1, Err(why)))),
    };
    Box::new(reader.into_records().map(move |record| match record {
        Ok(record) => {
            let line = record.position().map_or(0, csv::Position::line);
            let mut row = Row { document: None, subject: Subject::new() };
            for (fact, cell) in columns.iter().zip(&record) {
                match fact {
                    None => row.document = Some(cell.to_owned()).filter(|id| !id.is_empty()),
                    Some(fact) => {
                        let values = cell.split(';').filter(|value| !value.trim().is_empty());
                        row.subject =
                            values.fold(std::mem::take(&mut row.subject), |subject, value| subject.fact(*fact, value));
                    }
                }
            }
            (line, Ok(row))
        }
        Err(error) => {
            let line = error.position().map_or(0, csv::Position::line);
            (line, Err("has another number of cells than the header, or is not CSV".to_owned()))
        }
    }))
}
