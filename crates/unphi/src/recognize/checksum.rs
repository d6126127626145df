//! Check digits.

#![forbid(unsafe_code)]
