//! Entries of lists of patients: `PARK, FERN 55F`, `strong, olive 62f`, `long, yichen, 63m`.
//!
//! Behind a surname and a given name with a comma between, age and sex leave no doubt, whatever else the words are.

#![forbid(unsafe_code)]

use super::person;
use crate::lexicon::Class;
use crate::scan::{Document, Token, words};
use crate::span::{Evidence, Finding};

/// `55F`, `44f`: the age of a patient with the letter of the sex.
pub(crate) fn is_age_and_sex(word: &[u8]) -> bool {
    word.split_last().is_some_and(|(sex, age)| {
        matches!(sex, b'F' | b'M' | b'f' | b'm') && (1..=3).contains(&age.len()) && age.iter().all(u8::is_ascii_digit)
    })
}

/// The name before the age and sex at token `index`.
pub(super) fn before_age(document: &Document<'_>, index: u32) -> Option<Finding> {
    if !is_age_and_sex(document.word(index)) || !matches!(document.gap(index), b" " | b", " | b"  ") {
        return None;
    }
    entry(document, index)
}

/// `YOUNG, MARCUS T  DOB 2/29/1996`, `VUE, MAI   F  04/17/1933`: columns of name, sex and birth date.
pub(super) fn before_birth(document: &Document<'_>, index: u32) -> Option<Finding> {
    let mut at = index;
    let before = index.checked_sub(1)?;
    let token = document.token(before)?;
    let column = |at: u32| document.gap(at).len() > 1 && document.gap(at).iter().all(|byte| *byte == b' ');
    let born =
        document.is_any(before, words!["dob", "born", "bd"]) && document.byte(document.token(index)?.end) == b'/';
    let sexed = token.len() == 1 && matches!(document.word(before), b"F" | b"M") && column(index);
    if born || sexed {
        at = before;
    }
    (at < index && column(at)).then(|| entry(document, at))?
}

/// The name `Surname, Given I` that ends before token `index` and begins its line or column.
fn entry(document: &Document<'_>, index: u32) -> Option<Finding> {
    let mut last = index.checked_sub(1)?;
    let initial = document.token(last)?.len() == 1 && document.gap(last) == b" ";
    if initial {
        last = last.checked_sub(1)?;
    }
    let mut first = last;
    while first > 0 && last - first < 4 && matches!(document.gap(first), b"-" | b"'") {
        first -= 1;
    }
    if document.gap(first) != b", " {
        return None;
    }
    let mut surname = first.checked_sub(1)?;
    while surname > 0 && first - surname < 5 && matches!(document.gap(surname), b"-" | b"'") {
        surname -= 1;
    }
    let before = document.gap(surname);
    let opens = document.begins_line(surname)
        || before.ends_with(b"  ")
        || before.ends_with(b": ")
        || matches!(before, b" ") && document.token(surname.wrapping_sub(1)).is_some_and(Token::has_digit);
    let case = document.token(surname)?.is_capitalised();
    if document.token(surname)?.labelled {
        return None;
    }
    let plain = |at: u32| {
        document.token(at).is_some_and(|token| {
            !token.has_digit()
                && token.is_capitalised() == case
                && !token.is(Class::FUNCTION.or(Class::TITLE).or(Class::CREDENTIAL))
        })
    };
    let end = document.token(if initial { last + 1 } else { last })?.end;
    let named =
        document.token(last).is_some_and(|given| given.len() > 1) && plain(surname) && plain(first) && plain(last);
    (opens && named).then(|| {
        person(document.token(surname).map_or(0, |token| token.start)..end, "name.entry", 0.85, Evidence::POSITION)
    })
}
