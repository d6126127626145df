//! What the value of a labelled identifier looks like, and how much its label proves.
//!
//! Record, plan, account, licence, device and other numbers share one look: tokens joined by `-`, `.`, `/`, `_` or
//! single spaces, with a digit, of bounded length, that end at a comma, the line's end or the next label. What they do
//! not share is the wording before them, so this file also tells wordings apart: `case number` asks for an id,
//! `case` alone is an everyday word that needs a separator and an id's shape after it.
//!
//! A check digit or a shape is never required of a value that a plain wording announces (`research/identifiers.md`:
//! a validity check never vetoes a labelled value); what is required is that it could be an id at all.

#![forbid(unsafe_code)]

mod shape;
mod spoken;
mod value;
mod wording;

pub(crate) use shape::{is_json_key, is_time_or_date};
pub(crate) use value::read;

use shape::{fits_everyday, is_measured, is_year, never};
use spoken::spoken;
use value::{LONGEST, Value, read_back};
use wording::{asks_for_number, is_everyday, is_other_sense, skip_clause, skip_fillers, skip_state};

use crate::Identifier;
use crate::lexicon::{Label, Labels};
use crate::recognize::finding;
use crate::scan::document::{Field, Phrase, Tie};
use crate::scan::{Document, Words, words};
use crate::span::{Evidence, Finding, Kind};

/// What a recognizer takes from a field.
pub(crate) struct Rule {
    pub(crate) label: Label,
    pub(crate) kind: Kind,
    /// Names the rule in results: `mrn.labelled`.
    pub(crate) name: &'static str,
    /// Fewest digits of a value whose label asks for a number.
    pub(crate) digits: u8,
}

/// Finds every value that a label of `rules` announces, before or after it.
pub(crate) fn labelled(document: &Document<'_>, identifier: Identifier, rules: &[Rule], findings: &mut Vec<Finding>) {
    let mut labels = Labels::default();
    rules.iter().for_each(|rule| labels.add(rule.label));
    if !document.labels.any(labels) {
        return;
    }
    for field in document.fields {
        if !labels.has(field.label) {
            continue;
        }
        let Some(rule) = rules.iter().find(|rule| rule.label == field.label) else { continue };
        let Some((value, confidence)) = announced(document, field, rule) else { continue };
        push(identifier, rule, &value, confidence, findings);
        if confidence >= 0.9 {
            siblings(document, identifier, rule, value, findings);
        }
    }
    for phrase in document.phrases {
        let Some(label) = phrase.label.filter(|label| labels.has(*label)) else { continue };
        let Some(rule) = rules.iter().find(|rule| rule.label == label) else { continue };
        if let Some(value) = before_label(document, phrase) {
            push(identifier, rule, &value, 0.9, findings);
        }
        if let Some(value) = below_label(document, phrase, rule).or_else(|| coded(document, phrase, rule)) {
            push(identifier, rule, &value, 0.95, findings);
        }
        if let Some(range) = spoken(document, phrase.last + 1) {
            findings.push(finding(range, identifier, rule.kind, rule.name, 0.85, Evidence::LABEL));
        }
    }
}

fn push(identifier: Identifier, rule: &Rule, value: &Value, confidence: f32, findings: &mut Vec<Finding>) {
    findings.push(finding(value.range(), identifier, rule.kind, rule.name, confidence, Evidence::LABEL));
}

/// The value of `field` and how sure it is.
fn announced(document: &Document<'_>, field: &Field, rule: &Rule) -> Option<(Value, f32)> {
    if is_other_sense(document, field) {
        return None;
    }
    let mut first = field.value;
    let numbered = asks_for_number(document, field);
    let partial = skip_fillers(document, &mut first);
    let clause = !partial && skip_clause(document, &mut first);
    if matches!(field.label, Label::Driver | Label::Plate | Label::Professional) {
        skip_state(document, field.label, &mut first);
    }
    // `"reference": "Patient/pat-60f2a9"`: the type of a FHIR resource.
    if field.tie == Tie::Structural
        && document.gap(first + 1) == b"/"
        && document.is_any(
            first,
            words![
                "patient",
                "encounter",
                "practitioner",
                "organization",
                "observation",
                "location",
                "device",
                "coverage"
            ],
        )
    {
        first += 1;
    }
    let value = read(document, first, field.limit, field.label)?;
    let numbered = partial || numbered;
    let year = field.tie == Tie::Adjacent && !partial && is_year(document.bytes(value.range()));
    if never(document, &value) || year || clause && value.digits < 4 && !value.is_mixed() {
        return None;
    }
    let fits = if numbered || field.tie == Tie::Structural && value.len() >= 4 && !is_everyday(document, field) {
        value.digits >= rule.digits.min(if partial { 3 } else { 9 })
            || value.letters >= 2 && value.digits >= 2 && (!value.lower || value.len() >= 6)
            || value.digits >= 1 && rule.label == Label::Plate && value.len() >= if partial { 3 } else { 5 }
    } else {
        fits_everyday(document, field, &value) || rule.label == Label::Plate && is_told(document, field, &value)
    };
    let long = value.digits >= 6 && (numbered || value.letters > 0);
    let measured = !long && is_measured(document, value.last);
    if !fits || measured || is_time_or_date(document, &value, numbered) {
        return None;
    }
    let confidence = match (numbered, field.tie) {
        (true, Tie::Separated | Tie::Structural) => 0.99,
        (true, Tie::Adjacent) => 0.97,
        (false, Tie::Separated | Tie::Structural) => 0.94,
        (false, Tie::Adjacent) => 0.88,
    };
    // A short value after any label is likelier a count.
    Some((value, if value.len() < 4 { confidence - 0.15 } else { confidence }))
}

/// `his plate is bka 8t2`: a verb stands between the label and letters with digits.
fn is_told(document: &Document<'_>, field: &Field, value: &Value) -> bool {
    document.is_any(value.first.wrapping_sub(1), words!["is", "was", "reads", "says"])
        && value.first > field.first + 1
        && value.letters >= 2
        && value.digits >= 1
        && (5..=8).contains(&value.len())
}

/// The value on the line under a label that has a line of its own, as registration sheets print them.
fn below_label(document: &Document<'_>, phrase: &Phrase, rule: &Rule) -> Option<Value> {
    let first = phrase.last + 1;
    if !matches!(document.gap(first), b"\n" | b"\r\n" | b":\n" | b" \n" | b"#\n" | b" #\n") {
        return None;
    }
    if !document.begins_line(phrase.first) {
        return None;
    }
    let line = document.line(document.token(first)?.start);
    let value = read(document, first, line.end, rule.label)?;
    // The id is the line.
    let alone = document.bytes(value.end..line.end).trim_ascii().is_empty();
    let fits = value.digits >= 5 || value.is_mixed();
    (alone && fits && !is_time_or_date(document, &value, false) && !never(document, &value)).then_some(value)
}

/// The value of a FHIR identifier whose type is the label: `{"type":{"coding":[{"code":"MR"}]},"value":"3320187"}`.
fn coded(document: &Document<'_>, phrase: &Phrase, rule: &Rule) -> Option<Value> {
    /// Most tokens from the type to the value.
    const REACH: u32 = 9;
    let last = document.token(phrase.last)?;
    let quoted = document.byte_before(document.token(phrase.first)?.start) == b'"'
        && matches!(document.byte(last.end), b'"' | b'\\');
    if !quoted || document.gap(phrase.last + 1).contains(&b':') {
        return None;
    }
    let key = (phrase.last + 1..phrase.last + REACH).find(|index| document.is(*index, b"value"))?;
    if !document.gap(key + 1).contains(&b':') {
        return None;
    }
    let limit = document.token(key + 1)?.start + LONGEST;
    read(document, key + 1, limit, rule.label).filter(|value| value.digits >= 3)
}

/// The value before a label: `7718204 (MRN)`, `991827364 is the account number`, `[A10093847] Accession Number`.
fn before_label(document: &Document<'_>, phrase: &Phrase) -> Option<Value> {
    const ARTICLES: &Words = words!["the", "her", "his", "my", "your", "their", "our", "this", "a"];
    let closing = document.byte(document.token(phrase.last)?.end);
    match document.gap(phrase.first) {
        b" (" | b"(" | b" [" if matches!(closing, b')' | b']') => read_back(document, phrase.first),
        b"] " => read_back(document, phrase.first).filter(|value| document.byte_before(value.start) == b'['),
        // DICOM dumps: `[PT448102] # 8, 1 PatientID`.
        b" " if phrase.first > 1 && document.gap(phrase.first - 1) == b", " => {
            let value = read_back(document, phrase.first.checked_sub(2)?)?;
            (document.byte_before(value.start) == b'[').then_some(value)
        }
        b" " => {
            let mut index = phrase.first.checked_sub(1)?;
            // One word may stand between: `is her current MRN`.
            for _ in 0..2 {
                if document.is_any(index, ARTICLES) {
                    break;
                }
                index = index.checked_sub(1)?;
            }
            let verb = index.checked_sub(1)?;
            let near = document.is_any(index, ARTICLES) && document.is_any(verb, words!["is", "was"]);
            (near && document.gap(verb) == b" ").then(|| read_back(document, verb))?
        }
        _ => None,
    }
}

/// More values of the same kind in a list: `serial numbers 2207714-013 (R) and 2207714-021 (L)`.
fn siblings(document: &Document<'_>, identifier: Identifier, rule: &Rule, of: Value, findings: &mut Vec<Finding>) {
    const CORRECTION: &Words = words![
        "wait",
        "sorry",
        "no",
        "i",
        "mean",
        "correction",
        "actually",
        "make",
        "that",
        "scratch",
        "excuse",
        "me",
        "it",
        "is",
        "rather",
        "oops",
        "should",
        "be",
    ];
    let mut last = of;
    for _ in 0..8 {
        let mut index = last.last + 1;
        // `44-71-882 wait sorry 44-71-883`.
        for _ in 0..5 {
            if matches!(document.gap(index), b" " | b", " | b" - " | b"... " | b". ")
                && document.is_any(index, CORRECTION)
            {
                index += 1;
            }
        }
        // A remark of one letter or short word in parentheses, then `and`.
        for _ in 0..2 {
            let gap = document.gap(index);
            let passes = gap.len() <= 3 && !gap.contains(&b'\n');
            if passes
                && (document.is_any(index, words!["and", "or"]) || gap == b" (" && document.word(index).len() <= 5)
            {
                index += 1;
            }
        }
        let gap = document.gap(index);
        if gap.contains(&b'\n') || gap.len() > 3 || gap.contains(&b':') || gap == b" " && index == last.last + 1 {
            return;
        }
        let limit = document.token(index).map_or(0, |token| token.start + LONGEST);
        let Some(next) = read(document, index, limit, rule.label) else { return };
        if of.len() < 5 || !alike(document.bytes(of.range()), document.bytes(next.range())) {
            return;
        }
        push(identifier, rule, &next, 0.85, findings);
        last = next;
    }
}

/// Whether two values have the same pattern of digits, letters and separators.
fn alike(a: &[u8], b: &[u8]) -> bool {
    let class = |byte: &u8| match byte {
        b'0'..=b'9' => b'9',
        b'A'..=b'Z' | b'a'..=b'z' => b'A',
        other => *other,
    };
    a.len() == b.len() && a.iter().map(class).eq(b.iter().map(class))
}

/// Whether one of `words` (lower case) stands among the `reach` tokens before or after `index`, on any line.
pub(crate) fn near(document: &Document<'_>, index: u32, reach: u32, words: &Words) -> bool {
    let from = index.saturating_sub(reach);
    (from..=index + reach).any(|i| i != index && document.is_any(i, words))
}
