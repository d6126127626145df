//! Removes the 18 HIPAA Safe Harbor identifiers from clinical text.
//!
//! ```
//! let deid = unphi::Deidentifier::safe_harbor();
//! let out = deid.deidentify("MRN: 00482913")?;
//! assert_eq!(out.text(), "MRN: [MRN]");
//! # Ok::<(), unphi::Error>(())
//! ```
//!
//! The way of a text through the crate: `scan` → `recognize` → `resolve` → `transform` → `write`.

mod config;
mod deidentifier;
mod error;
mod explanation;
mod identifier;
mod key;
mod lexicon;
mod name_model;
pub mod policies;
mod recognize;
mod reidentify;
mod resolve;
mod scan;
mod session;
mod span;
#[cfg(feature = "stages")]
#[doc(hidden)]
pub mod stages;
mod subject;
#[cfg(feature = "train")]
#[doc(hidden)]
pub mod train;
mod transform;
mod write;

pub use config::Builder;
pub use deidentifier::{Deidentified, Deidentifier, Scratch};
pub use error::{Error, ErrorKind};
pub use explanation::{Explanation, SecondVoice, Sum, Term};
pub use identifier::{Identifier, UnknownIdentifier};
pub use key::Key;
pub use lexicon::lexicon_fingerprint;
#[doc(hidden)]
pub use lexicon::{WordFacts, word_facts};
pub use name_model::{Ask, Asked, NameModel, Verdict, Window};
pub use reidentify::{Reidentified, TokenFault};
pub use session::{Held, RestoreStream, Session};
pub use span::{Evidence, Span};
pub use subject::{Fact, Subject};
pub use transform::{Census, Fault, Mask, Operator, Paragraph, Policy, Providers, Standard};
pub use write::{OffsetMap, Offsets};

/// The examples of the README are tests as well.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
