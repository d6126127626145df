//! Measures de-identification against annotated notes: how much leaks, how much is lost.
//!
//! ```
//! use unphi_eval::{File, Format, LabelMap, Options, evaluate, read};
//!
//! let gold = File::new("a.txt", "Seen by Dr. [[NAME|Rose]], DOB [[DATE|03/14/1962]].");
//! let predictions = File::new("p.jsonl", r#"{"id": "a.txt", "spans": [{"start": 12, "end": 16, "label": "name"}]}"#);
//!
//! let mut gold = read(Format::Inline, &[gold], &Options::default()).placed()?;
//! let predictions = read(Format::Jsonl, &[predictions], &Options::default());
//! let predictions = unphi_eval::pair(&mut gold, predictions.records).predictions;
//! let evaluation = evaluate(&gold, &predictions, &LabelMap::built_in())?;
//!
//! // Of Rose, 03, 14 and 1962, the name is removed and the date is not.
//! assert_eq!(evaluation.total().recall(), Some(0.25));
//! assert_eq!(evaluation.total().precision(), Some(1.0));
//! assert_eq!(evaluation.total().leak_rate(), Some(1.0));
//! # Ok::<(), unphi_eval::Error>(())
//! ```
//!
//! One module answers one question:
//!
//! | module | question |
//! |---|---|
//! | `document` | what is an annotated document, and which text do its offsets mean? |
//! | `format` | how is it written in the formats that people have? |
//! | `labels` | which of the eighteen identifiers does a label mean? |
//! | `pairing` | which prediction belongs to which document? |
//! | `score` | how much was removed, how much was lost, how sure is that? |
//! | `mistake` | which mistakes are these, and which does most harm? |
//! | `report` | how is that shown? |
//!
//! The crate reads and writes no files: what goes in is a [`File`] with its text, what comes out is text. No error holds
//! text of a document, and reports do only where they are asked to.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod document;
mod format;
mod labels;
mod mistake;
mod pairing;
mod report;
mod score;

pub use document::{Annotation, Document, Error, File, Mark, Record, Unit};
pub use format::{Format, GroupBy, Options, Read, guess, read, write};
pub use labels::{LabelMap, Meaning};
pub use mistake::{Mistake, MistakeKind};
pub use pairing::{Pairing, pair};
pub use report::{Detail, Style, render};
pub use score::{Counts, Evaluation, Interval, Intervals, Resampling, evaluate, evaluate_with};
