//! How are annotations written in the formats that people have? One file a format, each with a reader and a writer, and
//! its oddities in its first lines.
//!
//! A reader yields [`Record`]s with offsets as they are written; a document that cannot be read is an [`Error`] in the
//! list, and the others are read all the same.

mod brat;
mod conll;
mod guess;
mod i2b2;
mod inline;
mod json;
mod jsonl;
mod label_studio;
mod presidio;
mod spacy;

pub use guess::guess;

use crate::document::Unit;
use crate::{Document, Error, File, Mark, Record};

/// A way to write annotated documents down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// JSON Lines: `{"id", "text", "spans": [{"start", "end", "label"}]}`, offsets in code points.
    Jsonl,
    /// Text with `[[LABEL|words]]`.
    Inline,
    /// The XML of i2b2 2014 and n2c2: TEXT and TAGS.
    I2b2,
    /// brat standoff: `note.txt` and `note.ann`.
    Brat,
    /// JSON of Presidio's analyzer or of presidio-research.
    Presidio,
    /// A token and its BIO tag a line.
    Conll,
    /// Label Studio's JSON export.
    LabelStudio,
    /// spaCy's and Doccano's JSON: `{"text", "label": [[start, end, "LABEL"]]}`.
    Spacy,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 8] = [
        Self::Jsonl,
        Self::Inline,
        Self::I2b2,
        Self::Brat,
        Self::Presidio,
        Self::Conll,
        Self::LabelStudio,
        Self::Spacy,
    ];

    /// The name that options take.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Inline => "inline",
            Self::I2b2 => "i2b2",
            Self::Brat => "brat",
            Self::Presidio => "presidio",
            Self::Conll => "conll",
            Self::LabelStudio => "label-studio",
            Self::Spacy => "spacy",
        }
    }

    /// Whether a file is a document, whose name is then its id.
    #[must_use]
    pub const fn is_file_a_document(self) -> bool {
        matches!(self, Self::Inline | Self::I2b2 | Self::Brat)
    }
}

/// What the documents of a report are grouped by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum GroupBy {
    /// The folder that their file lies in.
    #[default]
    Folder,
    /// What the id of a record has before its last slash.
    Id,
    /// A field of a JSON record.
    Field(String),
}

/// Where things are in a record, for formats that leave it open.
#[derive(Clone, Debug)]
pub struct Options {
    /// The JSON field that holds the text.
    pub text_field: String,
    /// The JSON field that holds the id.
    pub id_field: String,
    /// The field of an annotation that holds its label, where it is not one of the usual.
    pub label_field: Option<String>,
    /// What documents are grouped by.
    pub group_by: GroupBy,
}

impl Default for Options {
    fn default() -> Self {
        Self { text_field: "text".into(), id_field: "id".into(), label_field: None, group_by: GroupBy::default() }
    }
}

/// What was read of some files.
#[derive(Debug, Default)]
pub struct Read {
    /// The documents, in order.
    pub records: Vec<Record>,
    /// Those that could not be read.
    pub errors: Vec<Error>,
}

impl Read {
    /// The documents on their own texts, or the first error.
    pub fn placed(self) -> Result<Vec<Document>, Error> {
        match self.errors.into_iter().next() {
            Some(error) => Err(error),
            None => self.records.into_iter().map(Record::placed).collect(),
        }
    }

    fn add(&mut self, result: Result<Record, Error>) {
        match result {
            Ok(record) => self.records.push(record),
            Err(error) => self.errors.push(error),
        }
    }
}

/// Reads the documents of `files`.
#[must_use]
pub fn read(format: Format, files: &[File], options: &Options) -> Read {
    let mut read = Read::default();
    if format == Format::Brat {
        brat::read(files, &mut read);
    } else {
        for file in files {
            match format {
                Format::Inline => read.add(inline::read(file)),
                Format::I2b2 => read.add(i2b2::read(file)),
                Format::Conll => conll::read(file, &mut read),
                _ => json::records(file, &mut |record| {
                    let result = record.and_then(|record| match format {
                        Format::Presidio => presidio::record(&record, options),
                        Format::LabelStudio => label_studio::record(&record, options),
                        Format::Spacy => spacy::record(&record, options),
                        _ => jsonl::record(&record, options),
                    });
                    read.add(result);
                }),
            }
        }
    }
    for record in &mut read.records {
        match options.group_by {
            GroupBy::Folder => record.group = folder(&record.place),
            GroupBy::Id => record.group = folder(&record.id),
            GroupBy::Field(_) => {}
        }
    }
    read
}

/// Writes documents: the files, with their names. A document that the format cannot hold is an error.
///
/// ```
/// use unphi_eval::{File, Format, Options, read, write};
///
/// let file = File::new("a.txt", "Dr. [[NAME|Rose]]");
/// let documents = read(Format::Inline, &[file], &Options::default()).placed()?;
/// let files = write(Format::Brat, &documents);
/// assert_eq!(files[1].as_ref().map(|file| file.1.as_str()), Ok("T1\tNAME 4 8\tRose\n"));
/// # Ok::<(), unphi_eval::Error>(())
/// ```
#[must_use]
pub fn write(format: Format, documents: &[Document]) -> Vec<Result<(String, String), Error>> {
    let records = documents.iter().map(Document::record);
    match format {
        Format::Inline => documents.iter().map(inline::write).collect(),
        Format::I2b2 => records.map(|record| i2b2::write(&record)).collect(),
        Format::Brat => records.flat_map(|record| brat::write(&record)).collect(),
        Format::Conll => conll::write(documents),
        Format::Jsonl => vec![Ok(("gold.jsonl".into(), json::lines(records.map(|record| jsonl::value(&record)))))],
        Format::Spacy => vec![Ok(("gold.jsonl".into(), json::lines(records.map(|record| spacy::value(&record)))))],
        Format::Presidio => vec![Ok(("gold.json".into(), json::array(records.map(|record| presidio::value(&record)))))],
        Format::LabelStudio => {
            vec![Ok(("gold.json".into(), json::array(records.map(|record| label_studio::value(&record)))))]
        }
    }
}

/// The folder part of a path, if it has one.
fn folder(path: &str) -> Option<String> {
    path.rsplit_once(['/', '\\']).map(|(folder, _)| folder.to_owned()).filter(|folder| !folder.is_empty())
}

/// The file name of a document in formats where a file is one: its id, with another ending.
fn file_name(record: &Record, ending: &str) -> Result<String, Error> {
    let stem = stem(&record.id);
    let safe = !stem.is_empty()
        && !stem.starts_with('/')
        && stem.chars().all(|letter| letter.is_alphanumeric() || "/._- ".contains(letter))
        && stem.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
    if safe {
        Ok(format!("{stem}.{ending}"))
    } else {
        Err(Error::new(record.place.clone(), "has an id that makes no file name; give it another one"))
    }
}

/// An id without the ending of a file.
pub(crate) fn stem(id: &str) -> &str {
    const ENDINGS: [&str; 9] = [".txt", ".xml", ".ann", ".json", ".jsonl", ".conll", ".bio", ".tsv", ".inline"];
    ENDINGS.iter().find_map(|ending| id.strip_suffix(ending)).unwrap_or(id)
}

/// A record of a format whose file is a document.
fn of_file(file: &File, text: String, marks: Vec<Mark>, labels_are_text: bool) -> Record {
    Record {
        id: file.name.clone(),
        place: file.name.clone(),
        group: None,
        text: Some(text),
        marks,
        unit: Unit::CodePoint,
        labels_are_text,
    }
}

/// The label with its kind behind a slash, for formats that have no place for kinds.
fn full_label(label: &str, kind: Option<&String>) -> String {
    match kind {
        Some(kind) if !label.contains('/') => format!("{label}/{kind}"),
        _ => label.to_owned(),
    }
}

#[cfg(test)]
mod tests;
