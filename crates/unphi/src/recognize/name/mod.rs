//! Names of persons.
//!
//! ## What it finds
//! Every mention of a patient, relative, provider or anybody else: whole names in either order, surnames or given names
//! alone, initials that stand for a person, login names. Titles and credentials are context, not part of the span.
//!
//! ## Rule
//! 45 CFR 164.514(b)(2)(i)(A). Providers are covered too: most users want it, and a note without them is easier to trust.
//!
//! ## How it decides
//! A candidate is a run of words that could be one name. Its score is a sum of evidence in quarter bits: what the lexicon
//! says of each word ([`Row::prior`](crate::lexicon::Row)), how it is written in a document written this way ([`Casing`]),
//! and what stands around it ([`weight`] is the table). The confidence is the logistic of the sum. The weights are set by
//! hand. A learned [`scorer`] looks at each candidate besides: it widens what the rules found, adds what they did not expect,
//! and puts down weak findings.
//!
//! ## Not found on purpose
//! Eponyms (`Parkinson disease`), drugs and organisms, headings, makers and payers; words that are also vocabulary
//! (`rose`, `grant`) without context of their own.
//!
//! ## Example
//! `seen by Dr. Rose` → `Rose`; `rose bengal stain` → nothing.

#![forbid(unsafe_code)]

pub(crate) mod blend;
mod candidate;
mod caseless;
mod column;
mod consult;
mod context;
mod describe;
mod entry;
pub(crate) mod features;
mod foreign;
pub(crate) mod groups;
mod initials;
mod labelled;
mod login;
mod path;
mod quoted;
mod repeat;
mod scanned;
mod scorer;
mod speaker;
mod weight;
mod word;

#[cfg(feature = "train")]
pub(crate) use blend::Cover;
pub(crate) use consult::{Consultation, Question, Told, ToldWord};
pub(crate) use describe::describe;
pub(crate) use entry::is_age_and_sex;
pub(crate) use initials::short_letters;
pub(crate) use repeat::may_repeat;
pub(crate) use scorer::{doubt, terms};
pub(crate) use word::begins_sentence;

use candidate::Run;

use crate::Identifier;
use crate::recognize::finding;
use crate::scan::document::Casing;
use crate::scan::{Document, Shape};
use crate::span::{Evidence, Finding, Kind};

/// Appends the names of persons in `document`.
pub(crate) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let casing = document.casing;
    for field in document.fields {
        labelled::labelled(document, field, casing, findings);
    }
    let first = findings.len();
    let mut free = 0;
    for &index in document.names {
        if index < free {
            continue;
        }
        let Some(run) = Run::from(document, index, casing) else { continue };
        free = run.last + 1;
        if let Some(finding) = run.judge(document, casing) {
            findings.push(finding);
        }
    }
    scorer::judge(document, first, findings);
    if casing == Casing::Lower {
        caseless::find(document, findings);
    }
    speaker::find(document, findings);
    column::find(document, findings);
    path::find(document, findings);
    for &index in document.names {
        let Some(token) = document.token(index) else { continue };
        // Each form has its length and case: most candidates are asked one question or none.
        match token.len() {
            _ if token.shape.any(Shape::FOREIGN) => findings.extend(foreign::foreign(document, index)),
            1 => findings
                .extend(initials::dotted_initials(document, index).or_else(|| initials::spelled(document, index))),
            2 | 3 => {
                findings.extend(
                    initials::signed_initials(document, index)
                        .or_else(|| initials::initials_after_by(document, index))
                        .or_else(|| initials::bare_initials(document, index))
                        .or_else(|| login::login(document, index)),
                );
                initials::scribe_initials(document, index, findings);
            }
            5..=9 if token.row == 0 && token.shape.any(Shape::ALL_UPPER) => {
                findings.extend(login::row_user(document, index))
            }
            _ if !token.is_capitalised() => {
                findings.extend(quoted::quoted(document, index).or_else(|| login::login(document, index)));
            }
            _ => {}
        }
    }
    login::handles(document, findings);
    for &index in document.figures {
        findings.extend(login::login(document, index).or_else(|| login::row_user(document, index)));
        findings.extend(scanned::scanned(document, index));
        findings.extend(entry::before_age(document, index).or_else(|| entry::before_birth(document, index)));
    }
}

fn person(range: core::ops::Range<u32>, rule: &'static str, confidence: f32, evidence: Evidence) -> Finding {
    finding(range, Identifier::Name, Kind::Person, rule, confidence, evidence)
}

/// The probability that belongs to log-odds of `quarters` quarter bits. A table, so that every processor agrees.
fn logistic(quarters: i32) -> f32 {
    /// `1 / (1 + 2^-(i/2))` for i from 0 to 15.
    const UPPER: [f32; 16] =
        [0.5, 0.586, 0.667, 0.739, 0.8, 0.85, 0.889, 0.919, 0.941, 0.958, 0.97, 0.978, 0.985, 0.989, 0.992, 0.994];
    let half_bits = (quarters.unsigned_abs() / 4) as usize;
    let upper = UPPER.get(half_bits).copied().unwrap_or(0.995);
    if quarters >= 0 { upper } else { 1.0 - upper }
}
