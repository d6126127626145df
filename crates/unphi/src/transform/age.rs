//! Every age over 89 becomes the one category that 45 CFR 164.514(b)(2)(i)(C) allows: `90+`.

#![forbid(unsafe_code)]

/// Appends the category.
pub(super) fn write(out: &mut String) {
    out.push_str("90+");
}
