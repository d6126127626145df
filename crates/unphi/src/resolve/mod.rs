//! Findings → spans that are sorted and do not overlap.
//!
//! The second look over the document comes first ([`propagate`]: sure names are carried to the mentions that stand
//! alone, initials by what the text says of them ([`legend`]); [`recur`]: so are sure numbers), then what is too unsure is
//! dropped ([`threshold`]), then overlaps are settled ([`overlap`]), names taken to their ends ([`extent`]), and adjacent parts of one name or address joined.

#![forbid(unsafe_code)]

pub(crate) mod calibrate;
mod extent;
mod legend;
pub(crate) mod memory;
pub(crate) mod overlap;
pub(crate) mod propagate;
pub(crate) mod recur;
mod tag;
pub(crate) mod threshold;
