//! What is an annotated document, and which text do its offsets mean? Formats yield [`Record`]s with offsets as written;
//! placed on a text they become [`Document`]s, whose ranges are bytes on character boundaries.

use std::fmt;
use std::ops::Range;

/// A file that was read: its name in messages, and its text.
#[derive(Clone)]
pub struct File {
    pub(crate) name: String,
    pub(crate) text: String,
}

impl File {
    /// A file of this name (with its folders: they are a way to group documents) and text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "File({})", self.name)
    }
}

/// What is wrong, and where: a file, with a line or the number of a record. Never text of a document, nor a label where
/// the format could take text for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    place: String,
    why: String,
}

impl Error {
    pub(crate) fn new(place: impl Into<String>, why: impl Into<String>) -> Self {
        Self { place: place.into(), why: why.into() }
    }

    /// The document or file, such as `notes.jsonl:3`.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What is wrong with it.
    #[must_use]
    pub fn why(&self) -> &str {
        &self.why
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.why)
    }
}

impl std::error::Error for Error {}

/// One annotation of a placed document.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Bytes of the document's text.
    pub range: Range<usize>,
    /// The label as written.
    pub label: String,
    /// The finer kind, where one is given.
    pub kind: Option<String>,
    /// How sure a prediction is.
    pub confidence: Option<f32>,
    /// The rule that made a prediction.
    pub rule: Option<String>,
}

impl Annotation {
    /// An annotation with a label and nothing else.
    pub fn new(range: Range<usize>, label: impl Into<String>) -> Self {
        Self { range, label: label.into(), kind: None, confidence: None, rule: None }
    }
}

/// An annotated text.
#[derive(Clone)]
pub struct Document {
    /// What predictions are matched by. It may be an identifier itself, so only reports that show text print it.
    pub id: String,
    /// The name in messages and reports: a file, with the line for formats of several documents a file.
    pub place: String,
    /// What it is grouped by in reports.
    pub group: Option<String>,
    /// The whole text.
    pub text: String,
    /// In order of their place.
    pub annotations: Vec<Annotation>,
    /// Whether a label could be text that stands in the wrong column, and so must not be quoted.
    pub(crate) labels_are_text: bool,
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Document({}, {} annotations)", self.place, self.annotations.len())
    }
}

/// What the offsets of a record count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points, as Python counts.
    #[default]
    CodePoint,
    /// Code points, or UTF-16 units where the annotated words say so: browsers count those.
    CodePointOrUtf16,
}

/// An annotation as written, in code points.
#[derive(Clone, Default)]
pub struct Mark {
    /// The first character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The label as written.
    pub label: String,
    /// The finer kind.
    pub kind: Option<String>,
    /// How sure a prediction is.
    pub confidence: Option<f32>,
    /// The rule that made a prediction.
    pub rule: Option<String>,
    /// The annotated words, where the format repeats them: offsets that disagree are an error.
    pub words: Option<String>,
    /// The file and line that it stands at, where that is not the document's.
    pub place: Option<String>,
}

/// A document as its format has it. Predictions need not hold the text.
#[derive(Clone)]
pub struct Record {
    /// As [`Document::id`].
    pub id: String,
    /// As [`Document::place`].
    pub place: String,
    /// As [`Document::group`].
    pub group: Option<String>,
    /// The text, where the format holds it.
    pub text: Option<String>,
    /// The annotations.
    pub marks: Vec<Mark>,
    /// What their offsets count.
    pub unit: Unit,
    pub(crate) labels_are_text: bool,
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Record({}, {} marks)", self.place, self.marks.len())
    }
}

impl Record {
    /// The document, on the record's own text.
    pub fn placed(mut self) -> Result<Document, Error> {
        let Some(text) = self.text.take() else {
            return Err(Error::new(self.place, "holds no text; annotated notes need it"));
        };
        self.placed_on(text)
    }

    /// The document, on a text from elsewhere.
    pub(crate) fn placed_on(self, text: String) -> Result<Document, Error> {
        let annotations = match (self.unit, self.annotations(&text, false)) {
            (Unit::CodePointOrUtf16, Err(error)) => self.annotations(&text, true).map_err(|_| error)?,
            (_, result) => result?,
        };
        let Self { id, place, group, labels_are_text, .. } = self;
        Ok(Document { id, place, group, text, annotations, labels_are_text })
    }

    fn annotations(&self, text: &str, utf16: bool) -> Result<Vec<Annotation>, Error> {
        let bytes = Bytes::new(text, utf16);
        let mut annotations = Vec::with_capacity(self.marks.len());
        for (number, mark) in self.marks.iter().enumerate() {
            let wrong = |why: &str| match &mark.place {
                Some(place) => Error::new(place.clone(), format!("the annotation {why}")),
                None => Error::new(self.place.clone(), format!("annotation {} {why}", number + 1)),
            };
            if mark.start >= mark.end {
                return Err(wrong("ends before it begins, or is empty"));
            }
            let (Some(start), Some(end)) = (bytes.of(mark.start), bytes.of(mark.end)) else {
                return Err(wrong("reaches beyond the text; offsets count characters (Unicode code points)"));
            };
            let words = text.get(start..end).unwrap_or_default();
            if mark.words.as_ref().is_some_and(|expected| !same_words(expected, words)) {
                return Err(wrong(
                    "has other words than the text at its offsets; offsets count characters (Unicode code points), \
                     and the text must be the one that was annotated",
                ));
            }
            annotations.push(Annotation {
                range: start..end,
                label: mark.label.clone(),
                kind: mark.kind.clone(),
                confidence: mark.confidence,
                rule: mark.rule.clone(),
            });
        }
        annotations.sort_by(|a, b| (a.range.start, b.range.end).cmp(&(b.range.start, a.range.end)));
        Ok(annotations)
    }
}

impl Document {
    /// The document as a record with offsets in code points, to be written in any format.
    #[must_use]
    pub fn record(&self) -> Record {
        let mut at = (0, 0);
        let mut marks = Vec::with_capacity(self.annotations.len());
        for annotation in &self.annotations {
            let start = count(&self.text, at, annotation.range.start);
            let end = count(&self.text, (annotation.range.start, start), annotation.range.end);
            at = (annotation.range.start, start);
            marks.push(Mark {
                start,
                end,
                label: annotation.label.clone(),
                kind: annotation.kind.clone(),
                confidence: annotation.confidence,
                rule: annotation.rule.clone(),
                words: self.text.get(annotation.range.clone()).map(str::to_owned),
                place: None,
            });
        }
        Record {
            id: self.id.clone(),
            place: self.place.clone(),
            group: self.group.clone(),
            text: Some(self.text.clone()),
            marks,
            unit: Unit::CodePoint,
            labels_are_text: self.labels_are_text,
        }
    }
}

/// The characters before byte `to`, counted on from `(byte, characters)`.
fn count(text: &str, from: (usize, usize), to: usize) -> usize {
    from.1 + text.get(from.0..to).unwrap_or_default().chars().count()
}

/// Formats break long lines anew, so white space does not count.
fn same_words(expected: &str, found: &str) -> bool {
    let words = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
    words(expected) == words(found)
}

/// From offsets in characters to bytes.
enum Bytes {
    /// Every character is a byte, and there are so many.
    Ascii(usize),
    /// The byte at which each unit begins, and the end. A unit inside a character begins nowhere.
    Table(Vec<Option<usize>>),
}

impl Bytes {
    fn new(text: &str, utf16: bool) -> Self {
        if text.is_ascii() {
            return Self::Ascii(text.len());
        }
        let mut table = Vec::with_capacity(text.len());
        for (at, letter) in text.char_indices() {
            table.push(Some(at));
            if utf16 && letter.len_utf16() == 2 {
                table.push(None);
            }
        }
        table.push(Some(text.len()));
        Self::Table(table)
    }

    fn of(&self, offset: usize) -> Option<usize> {
        match self {
            Self::Ascii(length) => (offset <= *length).then_some(offset),
            Self::Table(table) => table.get(offset).copied().flatten(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Record, Unit};

    fn record(text: &str, start: usize, end: usize, words: Option<&str>, unit: Unit) -> Record {
        let mark = Mark { start, end, label: "name".into(), words: words.map(Into::into), ..Mark::default() };
        Record {
            id: "1".into(),
            place: "n:1".into(),
            group: None,
            text: Some(text.into()),
            marks: vec![mark],
            unit,
            labels_are_text: false,
        }
    }

    #[test]
    fn offsets_count_code_points_and_come_back() {
        let document = record("é😀 Ann", 3, 6, None, Unit::CodePoint).placed().expect("places");
        assert_eq!(document.text.get(document.annotations[0].range.clone()), Some("Ann"));
        let mark = document.record().marks.remove(0);
        assert_eq!((mark.start, mark.end, mark.words.as_deref()), (3, 6, Some("Ann")));
    }

    #[test]
    fn a_browser_counts_utf_16() {
        let document = record("é😀 Ann", 4, 7, Some("Ann"), Unit::CodePointOrUtf16).placed().expect("places");
        assert_eq!(document.text.get(document.annotations[0].range.clone()), Some("Ann"));
    }

    #[test]
    fn wrong_offsets_are_told_without_the_text() {
        for (start, end, words) in [(0, 9, None), (3, 3, None), (5, 4, None), (0, 3, Some("Bob"))] {
            let error = record("Ann is", start, end, words, Unit::CodePoint).placed().expect_err("wrong").to_string();
            assert!(error.starts_with("n:1: annotation 1") && !error.contains("Ann"), "{error}");
        }
    }
}
