//! Replacements → output.

#![forbid(unsafe_code)]

pub(crate) mod splice;
