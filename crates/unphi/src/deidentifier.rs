//! The public face: [`Deidentifier`], what it returns, and the buffers that it reuses.

#![forbid(unsafe_code)]

use core::fmt;
use std::sync::Arc;

use crate::recognize::{RECOGNIZERS, field};
use crate::resolve::propagate::Memory;
use crate::resolve::{overlap, propagate};
use crate::scan::document::{Field, Phrase};
use crate::scan::fold::Folded;
use crate::scan::{self, Document, Tokens};
use crate::span::{Finding, Name, Rule};
use crate::write::splice;
use crate::{Error, Span};

/// Finds and removes the 18 identifiers. Cheap to clone, `Send` and `Sync`; share one among threads.
///
/// ```
/// let deid = unphi::Deidentifier::safe_harbor();
/// let out = deid.deidentify("MRN: 00482913, seen today")?;
/// assert_eq!(out.text(), "MRN: [MRN], seen today");
/// # Ok::<(), unphi::Error>(())
/// ```
#[derive(Clone)]
pub struct Deidentifier {
    engine: Arc<Engine>,
}

/// What the builder settled.
struct Engine {
    min_confidence: f32,
}

/// The confidence below which a finding is only a near miss.
pub(crate) const DEFAULT_MIN_CONFIDENCE: f32 = 0.5;

/// Most bytes of a segment: longer texts are cut at a line end (or white space) before this.
const SEGMENT: usize = 1 << 20;

/// Buffers that one caller reuses from text to text, so that a warm call allocates nothing. One for each thread.
///
/// ```
/// let deid = unphi::Deidentifier::safe_harbor();
/// let mut scratch = unphi::Scratch::new();
/// let mut out = String::new();
/// for note in ["MRN: 00482913", "afebrile overnight"] {
///     out.clear();
///     deid.deidentify_into(&mut scratch, note, &mut out)?;
/// }
/// assert_eq!(out, "afebrile overnight");
/// # Ok::<(), unphi::Error>(())
/// ```
#[derive(Default)]
pub struct Scratch {
    folded: Folded,
    tokens: Tokens,
    phrases: Vec<Phrase>,
    fields: Vec<Field>,
    memory: Memory,
    findings: Vec<Finding>,
    kept: Vec<Finding>,
    spans: Vec<Span>,
}

impl Scratch {
    /// Empty buffers; they grow to what the texts need and stay.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl fmt::Debug for Scratch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scratch").finish_non_exhaustive()
    }
}

impl fmt::Debug for Deidentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deidentifier").field("min_confidence", &self.engine.min_confidence).finish_non_exhaustive()
    }
}

impl Default for Deidentifier {
    fn default() -> Self {
        Self::safe_harbor()
    }
}

impl Deidentifier {
    /// The default: all 18 identifiers, the Safe Harbor policy.
    #[must_use]
    pub fn safe_harbor() -> Self {
        Self { engine: Arc::new(Engine { min_confidence: DEFAULT_MIN_CONFIDENCE }) }
    }

    /// Finds every identifier of `text`; spans are sorted and do not overlap.
    ///
    /// # Errors
    /// Never with the default configuration; it is a `Result` because a name model may fail.
    pub fn detect(&self, text: &str) -> Result<Vec<Span>, Error> {
        let mut scratch = Scratch::new();
        self.detect_into(&mut scratch, text)?;
        Ok(scratch.spans)
    }

    /// [`detect`](Self::detect) with reused buffers; the spans live in `scratch` until its next use.
    ///
    /// # Errors
    /// As [`detect`](Self::detect).
    pub fn detect_into<'s>(&self, scratch: &'s mut Scratch, text: &str) -> Result<&'s [Span], Error> {
        scratch.spans.clear();
        scratch.memory.clear();
        let mut start = 0;
        while start < text.len() {
            let end = start + segment_len(text.get(start..).unwrap_or_default());
            self.detect_segment(scratch, text.get(start..end).unwrap_or_default(), start);
            start = end;
        }
        Ok(&scratch.spans)
    }

    /// Replaces every identifier of `text`.
    ///
    /// # Errors
    /// As [`detect`](Self::detect).
    pub fn deidentify(&self, text: &str) -> Result<Deidentified, Error> {
        let mut scratch = Scratch::new();
        let mut out = String::new();
        self.deidentify_into(&mut scratch, text, &mut out)?;
        Ok(Deidentified { text: out, spans: scratch.spans })
    }

    /// [`deidentify`](Self::deidentify) with reused buffers: appends to `out` and returns the spans.
    ///
    /// # Errors
    /// As [`detect`](Self::detect); `out` is unchanged then.
    pub fn deidentify_into<'s>(
        &self,
        scratch: &'s mut Scratch,
        text: &str,
        out: &mut String,
    ) -> Result<&'s [Span], Error> {
        self.detect_into(scratch, text)?;
        splice::splice(text, &scratch.spans, out);
        Ok(&scratch.spans)
    }

    /// Scan, recognize, resolve for one segment that begins at byte `offset` of the text.
    fn detect_segment(&self, scratch: &mut Scratch, segment: &str, offset: usize) {
        let Scratch { folded, tokens, phrases, fields, memory, findings, kept, spans } = scratch;
        let text = folded.fold(segment);
        scan::tokenize(text, tokens);
        field::find_phrases(text, tokens, phrases);
        field::find_fields(text, tokens, phrases, fields);
        let document =
            Document { text, tokens: &tokens.all, numbers: &tokens.numbers, names: &tokens.names, phrases, fields };
        findings.clear();
        for recognizer in &RECOGNIZERS {
            (recognizer.find)(&document, findings);
        }
        propagate::propagate(&document, memory, findings);
        findings.retain(|finding| finding.confidence >= self.engine.min_confidence);
        overlap::settle(findings, kept);
        spans.extend(findings.iter().map(|finding| Span {
            start: offset + folded.original_start(finding.start) as usize,
            end: offset + folded.original_end(finding.end) as usize,
            identifier: finding.identifier,
            kind: Name::BuiltIn(finding.kind.name()),
            rule: match finding.rule {
                Rule::BuiltIn(name) => Name::BuiltIn(name),
                Rule::User(_) => Name::BuiltIn("user"),
            },
            confidence: finding.confidence,
            evidence: finding.evidence,
        }));
    }
}

/// How much of `text` is the next segment: all of a short text, else up to the last line end within [`SEGMENT`] bytes,
/// the last white space, or the last character boundary. It depends on those bytes alone, so that a stream cuts alike.
fn segment_len(text: &str) -> usize {
    if text.len() <= SEGMENT {
        return text.len();
    }
    let window = &text.as_bytes()[..SEGMENT];
    memchr::memrchr(b'\n', window)
        .or_else(|| memchr::memrchr3(b' ', b'\t', b'\r', window))
        .map_or_else(|| text.floor_char_boundary(SEGMENT), |at| at + 1)
}

/// A text without its identifiers, and what was removed.
#[derive(Clone)]
pub struct Deidentified {
    text: String,
    spans: Vec<Span>,
}

impl Deidentified {
    /// The text with every identifier replaced.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What was replaced; offsets are bytes of the text that was given.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The text, owned.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }
}

impl fmt::Debug for Deidentified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deidentified").field("spans", &self.spans.len()).finish_non_exhaustive()
    }
}
