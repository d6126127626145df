//! The annotated notes of `testdata/`, and what the engine scores on them.

use std::fs;
use std::path::Path;

use unphi::{Deidentifier, Scratch, Span};
use unphi_eval::{Annotation, Counts, Document, File, Format, LabelMap, Options, evaluate, read};

/// The sets with annotations, by their path in the repository: those that rules are developed on, then those that nobody tunes to.
pub const SETS: [&str; 4] = [
    "testdata/notes/dev.jsonl",
    "testdata/notes/synthetic-dev.jsonl",
    "testdata/notes/test.jsonl",
    "testdata/notes/synthetic-test.jsonl",
];

/// An annotated set.
pub struct Gold {
    documents: Vec<Document>,
}

impl Gold {
    /// Reads a set of JSON Lines.
    ///
    /// # Errors
    /// Where the file cannot be read or is malformed.
    pub fn read(path: &Path) -> Result<Self, String> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let text = fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
        let documents = read(Format::Jsonl, &[File::new(name, text)], &Options::default());
        Ok(Self { documents: documents.placed().map_err(|error| error.to_string())? })
    }

    /// One of [`SETS`].
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn of_repository(set: &str) -> Result<Self, String> {
        Self::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(set))
    }

    /// The documents.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// What `deid` scores.
    ///
    /// # Errors
    /// Where it fails on a text.
    pub fn score(&self, deid: &Deidentifier) -> Result<Counts, String> {
        let mut scratch = Scratch::new();
        let found = |document: &Document| {
            let spans = deid.detect_into(&mut scratch, &document.text).map_err(|error| error.to_string())?;
            Ok(spans.iter().map(annotation).collect())
        };
        let predictions = self.documents.iter().map(found).collect::<Result<Vec<_>, String>>()?;
        self.score_of(&predictions)
    }

    /// What `predictions` score, one list for each document.
    ///
    /// # Errors
    /// Where a label has no known meaning.
    pub fn score_of(&self, predictions: &[Vec<Annotation>]) -> Result<Counts, String> {
        let evaluation = evaluate(&self.documents, predictions, &LabelMap::built_in());
        evaluation.map(|evaluation| *evaluation.total()).map_err(|error| error.to_string())
    }
}

fn annotation(span: &Span) -> Annotation {
    let mut annotation = Annotation::new(span.range(), span.identifier().name());
    annotation.kind = Some(span.kind().to_owned());
    annotation
}
