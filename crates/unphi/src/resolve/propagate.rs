//! Sure names, carried to the mentions of them that stand alone.

#![forbid(unsafe_code)]
