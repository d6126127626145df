//! The real binary, end to end, each test in a folder of its own.

mod encoding;
mod eval;
mod explain;
mod jsonl;
mod ner;
mod output;
mod policy;
mod subjects;
mod support;
mod synth;
mod text;
mod usage;
