//! The identifier's name in brackets and capitals: `[NAME]`, `[HEALTH_PLAN]`.

#![forbid(unsafe_code)]

use crate::Identifier;

/// Appends the tag of `identifier`.
pub(super) fn write(identifier: Identifier, out: &mut String) {
    out.push('[');
    out.extend(identifier.name().bytes().map(|byte| char::from(byte.to_ascii_uppercase())));
    out.push(']');
}
