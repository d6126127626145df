//! A text with what is known of its stretches.

use std::ops::Range;

/// What is known of a stretch of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// The name of a person.
    Person,
    /// A place or an organization.
    Place,
    /// A date, or an age over 89.
    Date,
    /// A number or code of somebody or something: of a record, a telephone, a device.
    Code,
    /// Nobody knows; not learnt from.
    Unsure,
}

/// A text with its names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Document {
    /// Genre, culture or source: what scores are told apart by.
    pub(crate) group: String,
    pub(crate) text: String,
    /// Byte ranges, sorted and apart.
    pub(crate) spans: Vec<(Range<usize>, Known)>,
}

impl Document {
    pub(crate) fn new(group: &str) -> Self {
        Self { group: group.to_owned(), ..Self::default() }
    }

    pub(crate) fn plain(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(crate) fn known(&mut self, text: &str, known: Known) {
        let start = self.text.len();
        self.text.push_str(text);
        self.spans.push((start..self.text.len(), known));
    }

    /// Appends another text.
    pub(crate) fn append(&mut self, other: &Self) {
        let start = self.text.len();
        self.text.push_str(&other.text);
        self.spans.extend(other.spans.iter().map(|(span, known)| (start + span.start..start + span.end, *known)));
    }

    /// The text in stretches, each with what is known of it.
    pub(crate) fn stretches(&self) -> Vec<(&str, Option<Known>)> {
        let mut at = 0;
        let mut stretches = Vec::new();
        for (span, known) in self.spans.iter().filter(|(span, _)| span.start < span.end) {
            if let (Some(before), Some(within)) = (self.text.get(at..span.start), self.text.get(span.clone())) {
                stretches.push((before, None));
                stretches.push((within, Some(*known)));
                at = span.end;
            }
        }
        stretches.push((self.text.get(at..).unwrap_or_default(), None));
        stretches
    }

    /// The same, in which nobody knows of the words with a digit that are in no span.
    pub(crate) fn with_unsure_numbers(&self) -> Self {
        let mut new = Self::new(&self.group);
        for (text, known) in self.stretches() {
            if let Some(known) = known {
                new.known(text, known);
                continue;
            }
            for word in text.split_inclusive(|char: char| !char.is_alphanumeric()) {
                if word.bytes().any(|byte| byte.is_ascii_digit()) {
                    new.known(word, Known::Unsure);
                } else {
                    new.plain(word);
                }
            }
        }
        new
    }

    /// The same with each stretch rewritten.
    pub(crate) fn rewritten(&self, mut write: impl FnMut(&str, Option<Known>) -> String) -> Self {
        let mut new = Self::new(&self.group);
        for (text, known) in self.stretches() {
            let text = write(text, known);
            match known {
                Some(known) => new.known(&text, known),
                None => new.plain(&text),
            }
        }
        new
    }

    /// The part of the text that is in `range`; a span that the range cuts is cut.
    pub(crate) fn part(&self, range: Range<usize>) -> Self {
        let spans = self.spans.iter().filter(|(span, _)| span.start < range.end && range.start < span.end);
        Self {
            group: self.group.clone(),
            text: self.text.get(range.clone()).unwrap_or_default().to_owned(),
            spans: spans
                .map(|(span, known)| {
                    (span.start.max(range.start) - range.start..span.end.min(range.end) - range.start, *known)
                })
                .collect(),
        }
    }
}
