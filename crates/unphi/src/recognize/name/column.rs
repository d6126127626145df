//! Initials at the ends of lines: who charted each row of a flow sheet, who called each patient of a list.
//!
//! Two or three letters that no list knows are an abbreviation once; the same ones at the ends of several lines, or several such at
//! the ends of the rows of one list, are persons.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::lexicon::Class;
use crate::recognize::finding;
use crate::scan::{Document, Shape, Words, words};
use crate::span::{Evidence, Finding, Kind};

/// Most line ends of one text that are looked at.
const MOST: usize = 96;

/// Lines from one row of a column to another that bears it out.
const BESIDE: u32 = 2;

/// Letters that end a line.
#[derive(Clone, Copy, Default)]
struct End {
    hash: u64,
    index: u32,
    line: u32,
    /// A wide gap, a bar, a tab, a dash or a full stop stands before them.
    apart: bool,
    upper: bool,
    /// No list has them.
    unknown: bool,
}

/// Appends the initials at the ends of lines.
pub(super) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let (mut ends, mut count) = ([End::default(); MOST], 0);
    for (at, line) in memchr::memchr_iter(b'\n', document.text).chain([document.text.len()]).zip(0..) {
        if count == MOST {
            break;
        }
        if let Some(end) = end(document, document.token_at(at as u32).wrapping_sub(1)) {
            ends[count] = End { line, ..end };
            count += 1;
        }
    }
    let ends = &ends[..count];
    for end in ends {
        let alike = || ends.iter().filter(|other| other.upper == end.upper);
        let same = alike().filter(|other| other.hash == end.hash).count();
        let rows = alike().filter(|other| other.apart).count();
        // What lists know as an abbreviation is one, unless letters that none knows stand in the same column.
        let beside = |other: &End| other.line.abs_diff(end.line) <= BESIDE;
        let column = rows >= 3 && alike().any(|other| other.apart && other.unknown && beside(other));
        let confidence = match (end.unknown, end.apart) {
            (true, true) if same > 1 => 0.65,
            (_, true) if column => 0.6,
            (true, false) if same > 2 => 0.6,
            _ => continue,
        };
        if let Some(token) = document.token(end.index) {
            let (range, evidence) = (token.start..token.end, Evidence::NAME_SHAPE | Evidence::POSITION);
            let name = "name.initials.column";
            findings.push(finding(range, Identifier::Name, Kind::Initials, name, confidence, evidence));
        }
    }
}

/// The word at `index`, where it may be initials that end their line.
fn end(document: &Document<'_>, index: u32) -> Option<End> {
    /// What no column of initials holds.
    const OTHER: Class = Class::CREDENTIAL
        .or(Class::ROLE)
        .or(Class::MEASURE_UNIT)
        .or(Class::DRUG)
        .or(Class::FACILITY)
        .or(Class::TITLE)
        .or(Class::RELATION)
        .or(Class::MONTH)
        .or(Class::WEEKDAY);
    const KNOWN: Class = Class::ABBREV
        .or(Class::CLINICAL)
        .or(Class::CLINICAL_CAP)
        .or(Class::FUNCTION)
        .or(Class::STATE_ABBR)
        .or(Class::COMMON);
    let token = document.token(index).filter(|token| matches!(token.len(), 2 | 3) && !token.has_digit())?;
    let next = document.gap(index + 1);
    let upper = token.shape.any(Shape::ALL_UPPER);
    if !(upper || token.is_lower())
        || token.is(OTHER)
        || token.labelled
        || document.begins_line(index)
        || matches!(next.first(), Some(b':' | b'?' | b'!' | b'%' | b'=' | b')' | b']'))
        || document.is_any(index, VALUES)
    {
        return None;
    }
    let before = document.gap(index);
    let apart = before.len() > 1 && before.iter().all(|byte| *byte == b' ')
        || before.ends_with(b"| ")
        || matches!(before, b"|" | b"\t" | b"," | b". " | b" - " | b" -" | b"; " | b">");
    let unknown = !token.is(KNOWN) && token.row().running <= 16;
    (apart || before == b" ").then(|| End { hash: document.hash(index), index, line: 0, apart, upper, unknown })
}

/// What ends the rows of tables and the lines of messages besides.
const VALUES: &Words = words![
    "po", "iv", "im", "sc", "sq", "pr", "sl", "prn", "bid", "tid", "qid", "qd", "qhs", "hs", "am", "pm", "na", "neg",
    "pos", "yes", "no", "ok", "wnl", "nad", "nka", "ra", "nc", "rt", "lt", "ed", "icu", "or", "er", "dnr", "fc", "npo",
    "tbd", "pt", "ot", "st", "ap", "lat", "med", "low", "old", "new", "out", "off", "on", "up", "all", "nos", "lol",
    "pls", "plz", "thx", "tho", "btw", "idk", "omg", "tbh", "imo", "fyi", "brb", "smh", "aka", "etc", "ivf", "abx",
    "usa", "inc", "llc", "ltd", "ct", "mri", "us", "xr", "std", "jr", "sr", "by"
];
