//! Loads the recognizer tables of `testdata/recognizers/`.

#![forbid(unsafe_code)]
