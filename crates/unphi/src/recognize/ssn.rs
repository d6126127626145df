//! Social Security numbers (G).
//!
//! ## What it finds
//! Full numbers (`219-09-9999`, spaced, dotted or bare after a label), the last four after a label (`SSN ending in 6789`)
//! or behind a mask (`XXX-XX-6789`), individual taxpayer numbers (ITIN), and the old Medicare claim number, which is an
//! SSN with a beneficiary letter (`219-09-9999A`).
//!
//! ## Rule
//! 45 CFR 164.514(b)(2)(i)(G). Area never 000, 666 or 900–999, group never 00, serial never 0000 (SSA, randomization of
//! 25 June 2011); an ITIN has area 900–999 and a group from 50 up. An impossible number after a label is still removed: it
//! is a typing error, a scanning error, or a number somebody uses.
//!
//! ## Not found on purpose
//! Nine bare digits without a label, or groups parted by spaces or dots of which none begins with a zero: counts, builds and
//! readings look the same. Masks without digits and formats (`NNN-NN-NNNN`).
//!
//! ## Example
//! `SSN: 219-09-9999` → `219-09-9999`.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::lexicon::Label;
use crate::recognize::finding;
use crate::scan::document::{Field, Tie};
use crate::scan::{Document, words};
use crate::span::{Evidence, Finding, Kind};

/// Appends what it finds in `document`.
pub(crate) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    for &index in document.figures {
        match document.token(index).map_or(0, |token| token.len()) {
            3 => findings.extend(grouped(document, index)),
            4 | 5 => findings.extend(masked(document, index)),
            1 => findings.extend(dictated(document, index)),
            9 | 10 => findings.extend(bare(document, index)),
            _ => {}
        }
    }
    for field in document.fields {
        match field.label {
            Label::Ssn => findings.extend(labelled(document, field).or_else(|| last_four(document, field))),
            Label::SsnLast4 => findings.extend(last_four(document, field).or_else(|| labelled(document, field))),
            _ => {}
        }
    }
    for phrase in document.phrases {
        if matches!(phrase.label, Some(Label::Ssn | Label::SsnLast4)) {
            findings.extend(after_comma(document, phrase.first, phrase.last + 1));
            findings.extend(after_note(document, phrase.last + 1));
        }
    }
}

/// `last four of your social? … 6 6 0 2`: four single figures that someone was asked for.
fn dictated(document: &Document<'_>, index: u32) -> Option<Finding> {
    let figure = |index: u32| document.token(index).is_some_and(|token| token.len() == 1 && token.has_digit());
    let beside = |index: u32| document.gap(index) == b" " && figure(index);
    let four = beside(index + 1) && beside(index + 2) && beside(index + 3) && !beside(index + 4);
    if !four || index > 0 && beside(index) && figure(index - 1) || !super::phone::asks_last_four(document, index) {
        return None;
    }
    let range = document.token(index)?.start..document.token(index + 3)?.end;
    Some(finding(range, Identifier::Ssn, Kind::SsnLast4, "ssn.spoken-last4", 0.85, Evidence::CONTEXT))
}

/// `219-09-9999`, with the same separator twice.
fn grouped(document: &Document<'_>, index: u32) -> Option<Finding> {
    let area = document.token(index)?;
    let group = document.token(index + 1)?;
    let serial = document.token(index + 2)?;
    let gap = document.gap(index + 1);
    if !area.is_number() || !group.is_number() || group.len() != 2 || gap != document.gap(index + 2) {
        return None;
    }
    let tail = document.bytes(serial.start..serial.end);
    let claim = match tail {
        [a, b, c, d] => [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()).then_some(false)?,
        // A claim number's beneficiary code: one letter, perhaps one more character.
        [a, b, c, d, letter, rest @ ..] if rest.len() < 2 && letter.is_ascii_uppercase() => {
            [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()).then_some(true)?
        }
        _ => return None,
    };
    let joined = document.byte_before(area.start);
    let next = document.byte(serial.end);
    let goes_on = matches!(next, b'-' | b'.' | b'/') && document.byte(serial.end + 1).is_ascii_digit();
    let continues =
        matches!(joined, b'-' | b'.' | b'$') && (joined == b'$' || before_is_digit(document, area.start - 1));
    if goes_on || continues {
        return None;
    }
    let told = document.labelled(index, &[Label::Ssn, Label::SsnLast4]).is_some();
    let keep = document.labelled(index, &[Label::Keep]).is_some();
    let possible = is_possible(
        number(document.bytes(area.start..area.end)),
        number(document.bytes(group.start..group.end)),
        number(tail.get(..4)?),
    );
    let check = if possible { Evidence::CHECK_PASSED } else { Evidence::CHECK_FAILED };
    let (confidence, evidence) = match gap {
        _ if keep => return None,
        b"-" | b" - " | b"- " | b" -" | b"--" | b" " | b"." | b"/" | b"  " | b"_" if told => {
            (if possible { 0.99 } else { 0.97 }, Evidence::LABEL.with(check))
        }
        b"-" | b" - " => {
            let confidence = if possible { 0.95 } else { 0.75 };
            (confidence, Evidence::SHAPE.with(check))
        }
        b" " | b"." if spoken_of(document, index) => (0.9, Evidence::CONTEXT.with(check)),
        // Measures have no leading zero, and readings stand in rows.
        b" " | b"." if possible && is_padded(document, index) => (0.6, Evidence::SHAPE.with(check)),
        b" " if possible => (0.4, Evidence::SHAPE),
        _ => return None,
    };
    let rule = match (told, claim) {
        (true, _) => "ssn.labelled",
        (false, true) => "ssn.claim_number",
        (false, false) => "ssn.grouped",
    };
    Some(finding(area.start..serial.end, Identifier::Ssn, Kind::SsnFull, rule, confidence, evidence))
}

/// Whether one of three groups begins with a zero and no further number stands beside them.
fn is_padded(document: &Document<'_>, index: u32) -> bool {
    let beside = |gap: u32, at: u32| {
        gap > 0
            && matches!(document.gap(gap), b" " | b"." | b"-" | b"  " | b"/")
            && document.token(at).is_some_and(|token| token.has_digit())
    };
    let zero = (index..index + 3).any(|at| document.word(at).first() == Some(&b'0'));
    zero && !beside(index, index.wrapping_sub(1)) && !beside(index + 3, index + 3)
}

fn before_is_digit(document: &Document<'_>, at: u32) -> bool {
    document.byte_before(at).is_ascii_digit()
}

fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit.wrapping_sub(b'0')))
}

/// Whether the number can have been issued as an SSN or an ITIN.
fn is_possible(area: u32, group: u32, serial: u32) -> bool {
    let issued = if area >= 900 { group >= 50 } else { area != 0 && area != 666 && group != 0 };
    issued && serial != 0
}

/// Whether a few words before token `index` speak of a Social Security number.
fn spoken_of(document: &Document<'_>, index: u32) -> bool {
    (index.saturating_sub(6)..index).any(|i| document.is_any(i, words!["ssn", "social", "soc", "itin"]))
}

/// `XXX-XX-6789`, `***-**-6789`, `xxx xx 6789`, `*****6789`.
fn masked(document: &Document<'_>, index: u32) -> Option<Finding> {
    const REACH: u32 = 16;
    let token = document.token(index)?;
    let digits = document.bytes(token.start..token.end);
    if token.len() != 4 || !token.is_number() {
        return None;
    }
    let mut start = token.start;
    let (mut marks, mut separators) = (0, 0);
    while start > 0 && token.start - start < REACH {
        match document.byte(start - 1) {
            b'X' | b'x' | b'*' | b'#' => marks += 1,
            b'-' | b' ' | b'.' if marks == 0 || marks == 2 => separators += 1,
            _ => break,
        }
        start -= 1;
    }
    // A space before the mask is not its own.
    while start < token.start && matches!(document.byte(start), b' ' | b'-' | b'.') {
        start += 1;
        separators -= 1;
    }
    let told = document.byte_before(start).is_ascii_alphanumeric();
    let shaped = marks == 5 && separators >= 2;
    let labelled = || {
        let first = document.token_at(start);
        marks >= 3 && (document.labelled(first, &[Label::Ssn, Label::SsnLast4]).is_some() || spoken_of(document, first))
    };
    if told || digits.len() != 4 || document.byte(token.end).is_ascii_alphanumeric() || !(shaped || labelled()) {
        return None;
    }
    Some(finding(start..token.end, Identifier::Ssn, Kind::SsnLast4, "ssn.masked", 0.97, Evidence::SHAPE))
}

/// Nine digits with the label behind them: `219099999 (SSN)`, HL7 `219099999^^^^SS`; or a claim number's letter.
fn bare(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index)?;
    let word = document.bytes(token.start..token.end);
    let digits = word.get(..9)?;
    if !digits.iter().all(u8::is_ascii_digit) || word.get(9).is_some_and(|byte| !byte.is_ascii_uppercase()) {
        return None;
    }
    let after = document.text.get(token.end as usize..).unwrap_or(b"");
    let after = after.get(..9).unwrap_or(after);
    let marks = after.iter().take_while(|byte| **byte == b'^').count();
    let typed = marks > 0 && after.get(marks..marks + 2) == Some(b"SS");
    let gap = document.gap(index + 1);
    let named = matches!(gap, b" (" | b" [" | b" - " | b" ")
        && document.is(index + 1, b"ssn")
        && !matches!(document.gap(index + 2).first(), Some(b':' | b'#' | b'='));
    if !typed && !named && !(word.len() == 9 && spoken_of(document, index)) {
        return None;
    }
    let range = token.start..token.end;
    Some(finding(range, Identifier::Ssn, Kind::SsnFull, "ssn.bare", 0.9, Evidence::CONTEXT))
}

/// Nine digits after a label, however they are grouped and with the letters that scanning makes of digits.
fn labelled(document: &Document<'_>, field: &Field) -> Option<Finding> {
    let first = document.token(field.value)?;
    let (mut digits, mut letters, mut end) = (0usize, 0, first.end);
    let mut index = field.value;
    while let Some(token) = document.token(index).filter(|token| token.start < field.limit) {
        if index > field.value && !is_separator(document.gap(index)) {
            break;
        }
        let word = document.bytes(token.start..token.end);
        let Some(read) = word.iter().try_fold(0, |letters, byte| match byte {
            b'0'..=b'9' => Some(letters),
            b'O' | b'o' | b'Q' | b'l' | b'I' | b'S' | b'B' | b'Z' => Some(letters + 1),
            _ => None,
        }) else {
            // A claim number: `219099999A`.
            let claim = index == field.value
                && word.len() > 9
                && word.len() < 12
                && word.iter().take(9).all(u8::is_ascii_digit);
            if claim {
                digits = 9;
                end = token.end;
            }
            break;
        };
        if digits + word.len() > 9 || letters + read > 3 {
            break;
        }
        digits += word.len();
        letters += read;
        end = token.end;
        if digits == 9 {
            break;
        }
        index += 1;
    }
    let adjacent = matches!(document.byte(end), b'-' | b'.') && document.byte(end + 1).is_ascii_digit();
    if digits != 9 || adjacent {
        return None;
    }
    let confidence = if letters == 0 { 0.97 } else { 0.93 };
    Some(finding(first.start..end, Identifier::Ssn, Kind::SsnFull, "ssn.labelled", confidence, Evidence::LABEL))
}

fn is_separator(gap: &[u8]) -> bool {
    matches!(gap, b"-" | b" " | b"." | b" - " | b"- " | b" -" | b"/" | b"  " | b"--" | b"_")
}

/// Four digits after a label: `SSN ending in 6789`, `last 4 of SSN (8126)`.
fn last_four(document: &Document<'_>, field: &Field) -> Option<Finding> {
    let token = document.token(field.value)?;
    let certain = field.label == Label::SsnLast4;
    let ending = document.is_any(field.value.wrapping_sub(1), words!["in", "with", "ending", "is"]);
    let wordy = document.word(field.first).len() > 2 || document.is_any(field.value.wrapping_sub(1), words!["no"]);
    let near = document.word(field.first).eq_ignore_ascii_case(b"ssn") && field.value == field.first + 1;
    let told = certain || ending || near || wordy && field.tie > Tie::Adjacent;
    if !told || !is_four(document, field.value) {
        return None;
    }
    let confidence = if certain || ending { 0.98 } else { 0.9 };
    let range = token.start..token.end;
    Some(finding(range, Identifier::Ssn, Kind::SsnLast4, "ssn.last_four", confidence, Evidence::LABEL))
}

/// Exactly four digits that stand alone.
fn is_four(document: &Document<'_>, index: u32) -> bool {
    let Some(token) = document.token(index) else { return false };
    let joined = |near: u8, far: u8| matches!(near, b'-' | b'/' | b'.' | b':' | b',') && far.is_ascii_digit();
    token.len() == 4
        && token.is_number()
        && !joined(document.byte(token.end), document.byte(token.end + 1))
        && !joined(document.byte_before(token.start), document.byte_before(token.start.saturating_sub(1)))
}

/// `last four digits of her Social Security number, 3391`: the comma parts label and value, so the words before the
/// label must say that four digits follow. Also `SSN ends with 6120`.
fn after_comma(document: &Document<'_>, first: u32, mut value: u32) -> Option<Finding> {
    let verb = document.is_any(value, words!["ends", "ending", "number"]);
    if verb {
        value += 1;
        if document.is_any(value, words!["with", "in"]) {
            value += 1;
        }
    }
    let told = verb
        || (first.saturating_sub(6)..first)
            .any(|i| document.is_any(i, words!["last", "final"]) && document.is_any(i + 1, words!["four", "4"]));
    let near = matches!(document.gap(value), b", " | b" " | b": " | b" (" | b" - " | b" \"");
    let token = document.token(value).filter(|_| told && near && is_four(document, value))?;
    let range = token.start..token.end;
    Some(finding(range, Identifier::Ssn, Kind::SsnLast4, "ssn.last_four", 0.95, Evidence::LABEL))
}

/// `SSN (last 4): 4471`, `SSN, last four digits: 4471`; `index` is the word behind the label.
fn after_note(document: &Document<'_>, index: u32) -> Option<Finding> {
    if !document.is_any(index, words!["last", "final"]) || !document.is_any(index + 1, words!["4", "four"]) {
        return None;
    }
    let digits = u32::from(document.is_any(index + 2, words!["digits", "digit", "only"]));
    let value = index + 2 + digits;
    let gap = document.gap(value);
    let token = document.token(value).filter(|_| is_four(document, value))?;
    let near = gap.len() <= 8 && !gap.contains(&b'\n');
    let range = token.start..token.end;
    near.then(|| finding(range, Identifier::Ssn, Kind::SsnLast4, "ssn.last_four", 0.98, Evidence::LABEL))
}
