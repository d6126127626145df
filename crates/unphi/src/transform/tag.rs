//! The identifier's name in brackets and capitals: `[NAME]`, `[HEALTH_PLAN]`, `[NAME_2]`.

#![forbid(unsafe_code)]

use core::fmt::Write as _;

use crate::Identifier;

/// Appends the tag of `identifier`.
pub(super) fn write(identifier: Identifier, out: &mut String) {
    out.push('[');
    write_name(identifier, out);
    out.push(']');
}

/// Appends the tag of `identifier` with a number.
pub(super) fn write_numbered(identifier: Identifier, number: u32, out: &mut String) {
    out.push('[');
    write_name(identifier, out);
    // Writing to a `String` cannot fail.
    let _ = write!(out, "_{number}]");
}

/// Appends the identifier's name in capitals.
pub(super) fn write_name(identifier: Identifier, out: &mut String) {
    out.extend(identifier.name().bytes().map(|byte| char::from(byte.to_ascii_uppercase())));
}
