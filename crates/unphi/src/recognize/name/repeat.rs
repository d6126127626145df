//! Whether a mention may be carried over from a sure name.

#![forbid(unsafe_code)]

use super::candidate::{is_interjection, is_measured, placeholder};
use super::context::{after, preceding_word};
use super::weight;
use super::word::{begins_sentence, casing_around, class_score};
use crate::lexicon::Class;
use crate::scan::document::Casing;
use crate::scan::{Document, Shape};

/// Whether a word that is part of a sure name elsewhere may be the same person here.
pub(crate) fn may_repeat(document: &Document<'_>, index: u32, casing: Casing) -> bool {
    let Some(token) = document.token(index) else { return false };
    if class_score(document, index, token) <= -40
        || document.gap(index) == b"'" && token.len() < 3
        || is_measured(document, index)
        || placeholder(document.word(index))
        || is_interjection(document, index)
    {
        return false;
    }
    // `Sage`, `Jasper`: plain English that notes never use.
    let named = token.row().given >= 80 && !token.is(Class::CLINICAL.or(Class::FUNCTION));
    let vocabulary = token.prior < 10 && token.row().running >= 32
        || token.prior < if token.row().running < 16 && named { -16 } else { -2 }
        || token.row != 0 && !token.is(Class::GIVEN.or(Class::SURNAME));
    let introduced = preceding_word(document, index).is_some_and(|(points, _)| points >= weight::INTRODUCED);
    match casing_around(document, index) {
        Casing::Mixed if !token.is_capitalised() => {
            !vocabulary && (token.row == 0 || token.prior >= 16) || introduced && token.prior > -20
        }
        Casing::Mixed => {
            !vocabulary
                || introduced
                || !document.begins_line(index)
                    && !begins_sentence(document, index)
                    && !token.shape.any(Shape::ALL_UPPER)
                || after(document, index, casing).is_some_and(|(points, _)| points >= weight::AGE)
        }
        Casing::Upper | Casing::Lower => !vocabulary || introduced,
    }
}
