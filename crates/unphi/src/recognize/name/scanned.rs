//! Names with a digit that a scanner read for a letter: `Kath1een`, `0rtega`, `Guada1upe`.

#![forbid(unsafe_code)]

use super::context::{after, preceding_word};
use super::{person, weight};
use crate::lexicon::{self, Class};
use crate::scan::document::Casing;
use crate::scan::{Document, Shape, misread};
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
    let row = known(word)?;
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

/// What the lists say of the word, as the first of its readings that is a name, else as the first.
fn known(word: &[u8]) -> Option<lexicon::Row> {
    let mut rows = misread::readings(word).filter_map(|read| read.get(..word.len()).map(lexicon::word));
    let first = rows.next()?;
    let named = |row: &lexicon::Row| row.given.max(row.surname) > 0;
    Some(if named(&first) { first } else { rows.next().unwrap_or(first) })
}
