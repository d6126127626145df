//! Replacements → output.

#![forbid(unsafe_code)]

mod offsets;
pub(crate) mod splice;

pub(crate) use offsets::Piece;
pub use offsets::{OffsetMap, Offsets};
