//! Names with a digit that a scanner read for a letter: `Kath1een`, `0rtega`, `Guada1upe`.

#![forbid(unsafe_code)]

use super::context::{after, preceding_word};
use super::{person, weight};
use crate::lexicon::{self, Class};
use crate::scan::document::Casing;
use crate::scan::{Document, Shape};
use crate::span::{Evidence, Finding};

/// Longest word that is looked at.
const MOST: usize = 16;

/// The name at `index` that a scanner misread.
pub(super) fn scanned(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index)?;
    if token.len() < 4 || token.len() > MOST || token.is_number() || token.shape.any(Shape::FOREIGN) {
        return None;
    }
    let word = document.word(index);
    let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    // A number at the end is a login's; codes have capitals or many digits.
    if digits * 3 > word.len()
        || word.last().is_some_and(u8::is_ascii_digit)
        || !word[1..].iter().any(u8::is_ascii_lowercase)
    {
        return None;
    }
    let mut read = [0; MOST];
    for (to, from) in read.iter_mut().zip(word) {
        *to = match from {
            b'0' => b'o',
            b'1' => b'l',
            b'5' => b's',
            b'8' => b'b',
            byte if byte.is_ascii_digit() => return None,
            byte => byte.to_ascii_lowercase(),
        };
    }
    let row = known(read.get(..word.len())?, word);
    let capital = token.is_capitalised() || matches!(word[0], b'0' | b'8' | b'5');
    if !capital
        || row.classes.any(Class::CLINICAL.or(Class::FUNCTION))
        || row.prior < -12
        || row.given.max(row.surname) < 32
    {
        return None;
    }
    let beside = [index.wrapping_sub(1), index + 1].into_iter().any(|near| {
        document.token(near).is_some_and(|t| {
            t.is_capitalised()
                && t.is(Class::GIVEN.or(Class::SURNAME))
                && t.prior >= 0
                && matches!(document.gap(near.max(index)), b" " | b", " | b"-")
        })
    });
    let placed = preceding_word(document, index).is_some_and(|(points, _)| points >= weight::PREPOSITION)
        || after(document, index, Casing::Mixed).is_some_and(|(points, _)| points >= weight::POSSESSIVE);
    let confidence = match (beside || placed, row.prior >= 8) {
        (true, _) => 0.8,
        (false, true) => 0.55,
        (false, false) => return None,
    };
    Some(person(token.start..token.end, "name.scanned", confidence, Evidence::GIVEN_NAME | Evidence::LETTERS))
}

/// What the lists say of the word as `read`; a `1` may be an `i` as well as an `l`.
fn known(read: &[u8], word: &[u8]) -> lexicon::Row {
    let row = lexicon::word(read);
    if row.given.max(row.surname) > 0 || !word.contains(&b'1') {
        return row;
    }
    let mut other = [0; MOST];
    for ((to, from), raw) in other.iter_mut().zip(read).zip(word) {
        *to = if *raw == b'1' { b'i' } else { *from };
    }
    other.get(..read.len()).map_or(row, lexicon::word)
}
