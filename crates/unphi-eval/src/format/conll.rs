//! A token and its tag a line, the token first and the tag last, in the BIO, IOB1, BIOES or BILOU schemes; an empty line
//! ends a sentence, `-DOCSTART-` begins a document. This format does not keep white space, so the text is made from the
//! tokens: a column `SpaceAfter=No` (the convention of CoNLL-U, which the writer keeps) says that the next one follows at
//! once; where no line has it, marks are set as in print (`( 555 ) 123 - 4567` is `(555) 123-4567`). Sentences end lines.

use super::{Read, full_label, stem};
use crate::document::Unit;
use crate::{Document, Error, File, Mark, Record};

pub(super) fn read(file: &File, read: &mut Read) {
    let mut document = Building::default();
    let mut number = 0;
    let text = file.text.trim_start_matches('\u{FEFF}');
    let spaced = text.contains(NO_SPACE);
    let several = text.lines().filter(|line| line.starts_with(START)).count() > 1;
    let mut finish = |document: &mut Building, read: &mut Read| {
        let done = std::mem::take(document);
        if done.text.is_empty() && done.error.is_none() {
            return;
        }
        number += 1;
        let id = if several { format!("{}#{number}", stem(&file.name)) } else { file.name.clone() };
        read.add(done.record(file, id));
    };
    for (at, line) in text.lines().enumerate() {
        if line.starts_with(START) {
            finish(&mut document, read);
        } else {
            document.line(line, spaced, || format!("{}:{}", file.name, at + 1));
        }
        document.line.get_or_insert(at + 1);
    }
    finish(&mut document, read);
}

const START: &str = "-DOCSTART-";
const NO_SPACE: &str = "SpaceAfter=No";

#[derive(Default)]
struct Building {
    text: String,
    characters: usize,
    marks: Vec<Mark>,
    /// Whether the last token's annotation may go on.
    open: bool,
    sentence_ended: bool,
    /// The last token, and whether the next follows it at once.
    last: String,
    joined: bool,
    /// The line it begins at.
    line: Option<usize>,
    error: Option<Error>,
}

impl Building {
    /// `spaced`: the file says where there is no space.
    fn line(&mut self, line: &str, spaced: bool, place: impl Fn() -> String) {
        if line.trim().is_empty() {
            self.sentence_ended = true;
            self.open = false;
            return;
        }
        let mut columns = line.split(['\t', ' ']).filter(|column| !column.is_empty());
        let (Some(token), Some(tag)) = (columns.next(), columns.next_back()) else {
            return self.fail(place(), "needs a token and a tag");
        };
        let joined = if spaced { self.joined } else { joins(&self.last, token) };
        if self.sentence_ended && !self.text.is_empty() {
            self.push("\n");
        } else if !joined && !self.text.is_empty() {
            self.push(" ");
        }
        self.sentence_ended = false;
        self.joined = columns.any(|column| column == NO_SPACE);
        token.clone_into(&mut self.last);
        let start = self.characters;
        self.push(token);
        if !self.tag(tag, start) {
            self.fail(place(), "has a tag that is not O or one of B-, I-, E-, S-, L-, U- with a label");
        }
    }

    fn push(&mut self, words: &str) {
        self.text.push_str(words);
        self.characters += words.chars().count();
    }

    /// The first of a document is enough to know that it cannot be used.
    fn fail(&mut self, place: String, why: &str) {
        self.error.get_or_insert_with(|| Error::new(place, why));
    }

    fn tag(&mut self, tag: &str, start: usize) -> bool {
        if tag == "O" {
            self.open = false;
            return true;
        }
        let Some((scheme, label)) = tag.split_once('-').filter(|(_, label)| !label.is_empty()) else { return false };
        let goes_on = match scheme {
            "I" | "E" | "L" => self.open && self.marks.last().is_some_and(|mark| mark.label == label),
            "B" | "S" | "U" => false,
            _ => return false,
        };
        match self.marks.last_mut().filter(|_| goes_on) {
            Some(mark) => mark.end = self.characters,
            None => self.marks.push(Mark { start, end: self.characters, label: label.to_owned(), ..Mark::default() }),
        }
        self.open = matches!(scheme, "B" | "I");
        true
    }

    fn record(self, file: &File, id: String) -> Result<Record, Error> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let place = format!("{}:{}", file.name, self.line.unwrap_or(1));
        Ok(Record {
            id,
            place,
            group: None,
            text: Some(self.text),
            marks: self.marks,
            unit: Unit::CodePoint,
            labels_are_text: true,
        })
    }
}

/// Whether print sets no space between two tokens.
fn joins(before: &str, token: &str) -> bool {
    let has_digit = |token: &str| token.bytes().any(|byte| byte.is_ascii_digit());
    let sticks = |token: &str| matches!(token, "/" | "@" | "_");
    sticks(before)
        || sticks(token)
        || matches!(token, "," | "." | ";" | ":" | "!" | "?" | ")" | "]" | "}" | "%" | "'s" | "’s")
        || matches!(before, "(" | "[" | "{" | "$" | "#")
        || (token == "-" && has_digit(before))
        || (before == "-" && has_digit(token))
}

pub(super) fn write(documents: &[Document]) -> Vec<Result<(String, String), Error>> {
    let mut out = String::new();
    let mut errors = Vec::new();
    for document in documents {
        let overlap = document.annotations.windows(2).any(|pair| pair[1].range.start < pair[0].range.end);
        if overlap {
            errors.push(Err(Error::new(
                &document.place,
                "has annotations that overlap; BIO tags have no way to write that",
            )));
            continue;
        }
        out.push_str("-DOCSTART- O\n\n");
        for line in lines(document) {
            let tokens = tokens(document, line);
            for (at, token) in tokens.iter().enumerate() {
                let joined = tokens.get(at + 1).is_some_and(|next| next.start == token.end);
                let words = document.text.get(token.clone()).unwrap_or_default();
                let space = if joined { NO_SPACE } else { "_" };
                out.push_str(&format!("{words} {space} {}\n", tag(document, token)));
            }
            if !tokens.is_empty() {
                out.push('\n');
            }
        }
    }
    errors.push(Ok(("gold.conll".into(), out)));
    errors
}

type Range = std::ops::Range<usize>;

/// The lines of a text; one that ends inside an annotation goes on, because a sentence's end would end that too.
fn lines(document: &Document) -> Vec<Range> {
    let mut lines: Vec<Range> = Vec::new();
    let mut at = 0;
    let mut goes_on = false;
    for line in document.text.split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        match lines.last_mut().filter(|_| goes_on) {
            Some(last) => last.end = end,
            None => lines.push(start..end),
        }
        goes_on = document.annotations.iter().any(|one| one.range.start < end && end < one.range.end);
        at = end;
    }
    lines
}

/// Words and single other characters of a line, cut where an annotation begins or ends.
fn tokens(document: &Document, line: Range) -> Vec<Range> {
    let edges: std::collections::HashSet<usize> =
        document.annotations.iter().flat_map(|annotation| [annotation.range.start, annotation.range.end]).collect();
    let mut tokens: Vec<Range> = Vec::new();
    let mut joins = false;
    for (at, letter) in document.text.get(line.clone()).unwrap_or_default().char_indices() {
        let start = line.start + at;
        let end = start + letter.len_utf8();
        let in_word = letter.is_alphanumeric();
        match tokens.last_mut() {
            Some(last) if joins && in_word && !edges.contains(&start) => last.end = end,
            _ if letter.is_whitespace() => {}
            _ => tokens.push(start..end),
        }
        joins = in_word;
    }
    tokens
}

fn tag(document: &Document, token: &Range) -> String {
    let inside =
        document.annotations.iter().find(|other| other.range.start <= token.start && token.end <= other.range.end);
    let Some(annotation) = inside else { return "O".into() };
    // White space at its edges is no token, so the first token is the one with nothing but that before it.
    let before = document.text.get(annotation.range.start..token.start).unwrap_or_default();
    let scheme = if before.trim().is_empty() { 'B' } else { 'I' };
    let label = full_label(&annotation.label, annotation.kind.as_ref());
    format!("{scheme}-{}", label.replace(' ', "_"))
}
