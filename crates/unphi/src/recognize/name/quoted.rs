//! Names in small letters among the values of a program: `('haddad', 'samir', '1957-01-09')`.

#![forbid(unsafe_code)]

use super::person;
use crate::lexicon::Class;
use crate::scan::{Document, Token};
use crate::span::{Evidence, Finding};

/// The name at `index` that quotes enclose, as one of several values.
pub(super) fn quoted(document: &Document<'_>, index: u32) -> Option<Finding> {
    const OTHER: Class =
        Class::COMMON.or(Class::CITY).or(Class::CLINICAL).or(Class::DRUG).or(Class::MONTH).or(Class::PROPER);
    let token = document.token(index).filter(|token| token.is_lower() && token.len() > 2)?;
    let (before, after) = (document.gap(index), document.gap(index + 1));
    let quote = *before.last().filter(|quote| matches!(quote, b'\'' | b'"'))?;
    let opens = before.iter().rev().nth(1).is_some_and(|mark| matches!(mark, b'(' | b'[' | b' ' | b','));
    let listed = before.contains(&b',') || after.get(1) == Some(&b',');
    let closes = after.first() == Some(&quote) && after.get(1).is_some_and(|mark| matches!(mark, b',' | b')' | b']'));
    let named = token.is(Class::GIVEN.or(Class::SURNAME)) && token.prior >= 8 && !token.is(OTHER);
    let value = |at: u32| document.token(at).is_some_and(Token::has_digit);
    // Beside another name or a number, so that no list of words is taken for people.
    let beside = |at: u32| {
        value(at)
            || document.token(at).is_some_and(|other| other.is(Class::GIVEN.or(Class::SURNAME)) && other.prior >= 0)
    };
    (opens && listed && closes && named && (beside(index.wrapping_sub(1)) || beside(index + 1)))
        .then(|| person(token.start..token.end, "name.quoted", 0.6, Evidence::POSITION))
}
