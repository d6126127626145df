//! Replacements → output.

#![forbid(unsafe_code)]

mod offsets;
pub(crate) mod splice;

pub use offsets::Offsets;
pub(crate) use offsets::Piece;
