//! Spans → replacements, by the Safe Harbor policy: tags, years, `90+` and three-digit ZIP codes.
//!
//! One file for each operator. What an operator writes holds nothing of the text that was found but what the rule
//! lets stay: the year of a date, the first three digits of a ZIP code.

#![forbid(unsafe_code)]

mod age;
mod tag;
mod year;
mod zip3;

use crate::{Identifier, Span};

/// Appends the replacement of `span`, whose text in the document is `found`, to `out`.
pub(crate) fn replacement(span: &Span, found: &str, out: &mut String) {
    match (span.identifier(), span.kind()) {
        (Identifier::Date, "age") => age::write(out),
        (Identifier::Date, _) => year::write(span.year, out),
        (Identifier::Geographic, "zip") => zip3::write(found, out),
        (identifier, _) => tag::write(identifier, out),
    }
}
