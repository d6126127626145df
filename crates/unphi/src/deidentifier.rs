//! The public face: [`Deidentifier`], what it returns, and the buffers that it reuses.

#![forbid(unsafe_code)]

use core::fmt;
use core::ops::Range;
use std::sync::Arc;

use aho_corasick::AhoCorasick;

use crate::config::Builder;
use crate::lexicon::Labels;
use crate::name_model::{Asked, Asker, NameModel};
use crate::recognize::name::{Consultation, Question, Told};
use crate::recognize::rules::{self, Rules};
use crate::recognize::subject::Known;
use crate::recognize::{RECOGNIZERS, field, finding, number};
use crate::resolve::calibrate::calibrated;
use crate::resolve::memory::Memory;
use crate::resolve::threshold::{self, Thresholds};
use crate::resolve::{overlap, propagate, recur};
use crate::scan::document::{Field, Phrase};
use crate::scan::fold::Folded;
use crate::scan::{self, Document, Tokens};
use crate::span::{Evidence, Finding, Kind, Name, Rule};
use crate::subject::Subject;
use crate::transform::{State, Transformer};
use crate::write::{Piece, splice};
use crate::{Error, Identifier, Offsets, Policy, Span};

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
    /// What is known of the people in the texts, for each call of the builder or of `with_subjects`.
    subjects: Option<Arc<Subjects>>,
}

/// What is known, on top of what was known before.
struct Subjects {
    known: Known,
    before: Option<Arc<Subjects>>,
}

/// What the builder settled.
pub(crate) struct Engine {
    pub(crate) thresholds: Thresholds,
    pub(crate) rules: Option<Rules>,
    pub(crate) allow: Option<AhoCorasick>,
    pub(crate) deny: Option<AhoCorasick>,
    pub(crate) asker: Option<Asker>,
    pub(crate) transformer: Transformer,
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
    /// A scanned text without its misreadings.
    mended: Vec<u8>,
    tokens: Tokens,
    phrases: Vec<Phrase>,
    fields: Vec<Field>,
    memory: Memory,
    numbers: Vec<recur::Known>,
    figures: number::Scratch,
    findings: Vec<Finding>,
    consultation: Consultation,
    kept: Vec<Finding>,
    spans: Vec<Span>,
    state: State,
    pieces: Vec<Piece>,
}

impl Scratch {
    /// Empty buffers; they grow to what the texts need and stay.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Says whom the texts from now on are about: an id of your own, the same for all texts of one person. Policies that
    /// shift dates or make surrogates need it for both to be the same in all of them. It is no part of any output.
    pub fn set_subject_id(&mut self, id: Option<&str>) {
        self.state.set_subject(id);
    }

    pub(crate) fn use_state(&mut self, state: State) {
        self.state = state;
    }

    /// The result of the last run, whose output is `text`.
    pub(crate) fn take_result(&mut self, text: String) -> Deidentified {
        let (spans, pieces) = (core::mem::take(&mut self.spans), core::mem::take(&mut self.pieces));
        Deidentified { text, spans, pieces }
    }

    /// The map between the text and the output of the last [`Deidentifier::deidentify_into`]; offsets of the output count
    /// from where it was appended.
    #[must_use]
    pub fn offsets(&self) -> Offsets<'_> {
        Offsets::new(&self.pieces)
    }
}

impl fmt::Debug for Scratch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scratch").finish_non_exhaustive()
    }
}

impl fmt::Debug for Deidentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deidentifier").field("policy", self.policy()).finish_non_exhaustive()
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
        Self::from_engine(Engine {
            thresholds: Thresholds::new(DEFAULT_MIN_CONFIDENCE),
            rules: None,
            allow: None,
            deny: None,
            asker: None,
            transformer: Transformer::safe_harbor(),
        })
    }

    /// For everything else: policies, keys, thresholds, rules of your own, allow and deny lists.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn from_engine(engine: Engine) -> Self {
        Self { engine: Arc::new(engine), subjects: None }
    }

    /// The same with what is known of the people in the texts, beside the subjects that are known already. This costs
    /// microseconds and shares all else, so that each document and each row of a table may bring its own subjects:
    ///
    /// ```
    /// use unphi::{Deidentifier, Scratch, Subject};
    ///
    /// let deid = Deidentifier::safe_harbor();
    /// let mut scratch = Scratch::new();
    /// for (name, note) in [("Wren Achterberg", "achterberg, wren seen"), ("Ike Oyelaran", "oyelaran ok")] {
    ///     let mut out = String::new();
    ///     let own = deid.with_subjects(&[Subject::new().name(name)])?;
    ///     own.deidentify_into(&mut scratch, note, &mut out)?;
    ///     assert!(out.starts_with("[NAME]"));
    /// }
    /// # Ok::<(), unphi::Error>(())
    /// ```
    ///
    /// # Errors
    /// When a date cannot be read, a phone number has fewer than seven digits, or an id no letter or digit. The message
    /// counts the subjects from 1 and quotes nothing of them.
    pub fn with_subjects(&self, subjects: &[Subject]) -> Result<Self, Error> {
        let mut with = self.clone();
        if subjects.iter().any(|subject| !subject.is_empty()) {
            let known = Known::new(subjects)?;
            with.subjects = Some(Arc::new(Subjects { known, before: with.subjects }));
        }
        Ok(with)
    }

    /// What is done to each identifier.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        self.engine.transformer.policy()
    }

    /// The name model beside the rules, if there is one.
    #[must_use]
    pub fn name_model(&self) -> Option<&dyn NameModel> {
        self.engine.asker.as_ref().map(|asker| &*asker.model)
    }

    /// How much of the texts so far, of all threads, the name model was asked about; `None` where there is no model.
    #[must_use]
    pub fn asked(&self) -> Option<Asked> {
        self.engine.asker.as_ref().map(Asker::asked)
    }

    pub(crate) fn transformer(&self) -> &Transformer {
        &self.engine.transformer
    }

    /// Finds every identifier of `text` that the policy replaces; spans are sorted and do not overlap.
    ///
    /// # Errors
    /// Never with the default configuration; [`ErrorKind::Model`](crate::ErrorKind::Model) when the name model cannot run.
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
        self.run(scratch, text, &self.engine.thresholds)?;
        self.engine.transformer.retain_replaced(text, &mut scratch.spans);
        Ok(&scratch.spans)
    }

    /// What is found, whether or not the policy replaces it, at its confidence or at any, and what a name model said of words and of
    /// numbers.
    pub(crate) fn detect_all(&self, text: &str, at_any_confidence: bool) -> Result<(Vec<Span>, Told), Error> {
        let mut scratch = Scratch::new();
        scratch.consultation.tells_all = true;
        let thresholds = if at_any_confidence { &threshold::NONE } else { &self.engine.thresholds };
        self.run(&mut scratch, text, thresholds)?;
        Ok((scratch.spans, scratch.consultation.told))
    }

    /// Fills `scratch.spans` with what is found at `thresholds` or above.
    fn run(&self, scratch: &mut Scratch, text: &str, thresholds: &Thresholds) -> Result<(), Error> {
        scratch.spans.clear();
        scratch.pieces.clear();
        scratch.memory.clear();
        scratch.consultation.clear();
        for segment in segments(text) {
            let start = segment.start;
            self.detect_segment(scratch, text.get(segment).unwrap_or_default(), start, thresholds)?;
        }
        Ok(())
    }

    /// Replaces every identifier of `text`.
    ///
    /// # Errors
    /// As [`detect`](Self::detect); [`ErrorKind::Input`](crate::ErrorKind::Input) when the policy shifts dates, which
    /// needs a subject: [`deidentify_for`](Self::deidentify_for).
    pub fn deidentify(&self, text: &str) -> Result<Deidentified, Error> {
        let mut scratch = Scratch::new();
        let mut out = String::new();
        self.deidentify_into(&mut scratch, text, &mut out)?;
        Ok(scratch.take_result(out))
    }

    /// [`deidentify`](Self::deidentify) for a text about the person whom you call `subject_id`, the same for all texts of
    /// that person. Dates move by the same days and names have the same surrogates in all of them.
    ///
    /// # Errors
    /// As [`detect`](Self::detect).
    ///
    /// ```
    /// use unphi::{Deidentifier, Key, Policy};
    ///
    /// let deid = Deidentifier::builder().policy(Policy::pseudonymize()).key(Key::from_bytes(&[7; 32])?).build()?;
    /// let out = deid.deidentify_for("patient 17", "Mrs. Ruiz fell on 3/14/2024.")?;
    /// assert!(!out.text().contains("Ruiz") && !out.text().contains("3/14"));
    /// assert!(deid.deidentify("Mrs. Ruiz fell on 3/14/2024.").is_err(), "by how many days?");
    /// # Ok::<(), unphi::Error>(())
    /// ```
    pub fn deidentify_for(&self, subject_id: &str, text: &str) -> Result<Deidentified, Error> {
        let mut scratch = Scratch::new();
        scratch.set_subject_id(Some(subject_id));
        let mut out = String::new();
        self.deidentify_into(&mut scratch, text, &mut out)?;
        Ok(scratch.take_result(out))
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
        let Scratch { spans, state, pieces, .. } = scratch;
        splice::splice(text, spans, &self.engine.transformer, state, out, pieces)?;
        Ok(spans)
    }

    /// Scan, recognize, resolve for one segment that begins at byte `offset` of the text.
    fn detect_segment(
        &self,
        scratch: &mut Scratch,
        segment: &str,
        offset: usize,
        thresholds: &Thresholds,
    ) -> Result<(), Error> {
        let Scratch {
            folded,
            mended,
            tokens,
            phrases,
            fields,
            memory,
            numbers,
            figures,
            findings,
            consultation,
            kept,
            spans,
            ..
        } = scratch;
        folded.fold(segment);
        let folded = &*folded;
        let text = folded.result(segment);
        let document = read(text, mended, tokens, phrases, fields);
        let text = document.text;
        findings.clear();
        for recognizer in &RECOGNIZERS {
            recognizer(&document, findings);
        }
        let mut subjects = self.subjects.as_deref();
        while let Some(Subjects { known, before }) = subjects {
            known.find(&document, findings);
            subjects = before.as_deref();
        }
        number::find(&document, self.engine.asker.is_some(), figures, findings);
        if let Some(asker) = &self.engine.asker {
            let question = Question { document: &document, folded, segment, offset };
            asker.count(question.consult(&*asker.model, asker.ask, consultation, figures, findings)?);
        }
        propagate::propagate(&document, memory, findings);
        recur::recur(&document, numbers, findings);
        if let Some(rules) = &self.engine.rules {
            rules.find(&document, findings);
        }
        if let Some(allow) = &self.engine.allow {
            // Allowed text is kept only where it is all that was found: `Grant` does not excuse `Grant Lee`.
            findings.retain(|found| {
                let found = document.bytes(found.start..found.end);
                !allow.find_iter(found).any(|hit| hit.start() == 0 && hit.end() == found.len())
            });
        }
        if let Some(deny) = &self.engine.deny {
            findings.extend(rules::whole_words(deny, text).map(|(start, end)| {
                let range = start as u32..end as u32;
                finding(range, Identifier::Other, Kind::Code, "deny-list", 1.0, Evidence::DENY_LIST)
            }));
        }
        findings.retain(|finding| {
            let kind = || match finding.rule {
                Rule::BuiltIn(_) => finding.kind.name(),
                Rule::User(index) => self.engine.rules.as_ref().map_or("", |rules| rules.kind(index)),
            };
            calibrated(finding) >= thresholds.of(finding.identifier, kind)
        });
        overlap::settle(&document, findings, kept);
        spans.extend(findings.iter().map(|finding| {
            let (rule, kind) = match finding.rule {
                Rule::BuiltIn(name) => (Name::BuiltIn(name), Name::BuiltIn(finding.kind.name())),
                Rule::User(index) => {
                    let names = self.engine.rules.as_ref().map(|rules| rules.names(index)).unwrap_or_default();
                    (Name::User(names.0), Name::User(names.1))
                }
            };
            Span {
                start: offset + folded.original_start(finding.start) as usize,
                end: offset + folded.original_end(finding.end) as usize,
                identifier: finding.identifier,
                kind,
                rule,
                confidence: calibrated(finding),
                evidence: finding.evidence,
                year: finding.year,
            }
        }));
        Ok(())
    }
}

/// Scans a folded text and finds its phrases and fields.
pub(crate) fn read<'s>(
    text: &'s [u8],
    mended: &'s mut Vec<u8>,
    tokens: &'s mut Tokens,
    phrases: &'s mut Vec<Phrase>,
    fields: &'s mut Vec<Field>,
) -> Document<'s> {
    let text = scan::scan(text, mended, tokens);
    field::find_phrases(text, tokens, phrases);
    let labels = field::find_fields(text, tokens, phrases, fields);
    document(text, tokens, phrases, fields, labels)
}

/// What was read of `text`, for the recognizers.
pub(crate) fn document<'s>(
    text: &'s [u8],
    tokens: &'s Tokens,
    phrases: &'s [Phrase],
    fields: &'s [Field],
    labels: Labels,
) -> Document<'s> {
    Document {
        text,
        tokens: &tokens.all,
        hashes: &tokens.hashes,
        numbers: &tokens.lists.numbers,
        figures: &tokens.figures,
        names: &tokens.lists.names,
        cues: &tokens.lists.cues,
        signs: &tokens.signs,
        writing: &tokens.lists.writing,
        casing: tokens.casing,
        labels,
        phrases,
        fields,
    }
}

/// The segments of a text, in order.
pub(crate) fn segments(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    core::iter::from_fn(move || {
        let end = start + segment_len(text.get(start..).unwrap_or_default());
        let segment = start..end;
        start = end;
        (!segment.is_empty()).then_some(segment)
    })
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
    pieces: Vec<Piece>,
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

    /// The map between the text that was given and [`text`](Self::text).
    #[must_use]
    pub fn offsets(&self) -> Offsets<'_> {
        Offsets::new(&self.pieces)
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
