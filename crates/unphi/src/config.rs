//! What a [`Deidentifier`](crate::Deidentifier) may be told.

#![forbid(unsafe_code)]
