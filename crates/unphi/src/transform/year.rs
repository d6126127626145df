//! A date becomes its year, which 45 CFR 164.514(b)(2)(i)(C) lets stay: `03/14/1962` → `1962`.
//!
//! It becomes `[DATE]` where there is no year, where the year would tell an age over 89, and where two digits leave the
//! century of a birth open. The recognizer decides which (see `recognize::date`), so that nothing but a year can get
//! through here.

#![forbid(unsafe_code)]

use core::fmt::Write as _;

use super::tag;
use crate::Identifier;

/// Appends `year`, or the tag when it is 0.
pub(super) fn write(year: u16, out: &mut String) {
    if year == 0 {
        tag::write(Identifier::Date, out);
    } else {
        // Writing to a `String` cannot fail.
        let _ = write!(out, "{year:04}");
    }
}
