//! One case of the hot path, to be counted by callgrind: `hotpath CASE`. Run by `gate`, which collects inside `measured` only.

#![forbid(unsafe_code)]

use std::hint::black_box;
use std::process::ExitCode;

use unphi::{Deidentifier, Scratch};
use unphi_benches::hot_path;

fn main() -> ExitCode {
    let case = std::env::args().nth(1).unwrap_or_default();
    let Some(texts) = hot_path::texts(&case) else {
        eprintln!("usage: hotpath CASE, one of: {}", hot_path::CASES.join(", "));
        return ExitCode::from(2);
    };
    let deid = Deidentifier::safe_harbor();
    let (mut scratch, mut out) = (Scratch::new(), String::new());
    // The first pass grows the buffers; it is not the hot path.
    for text in &texts {
        out.clear();
        deid.deidentify_into(&mut scratch, text, &mut out).expect("deidentifies");
    }
    let spans = measured(&deid, &mut scratch, &texts, &mut out);
    assert!(spans < texts.concat().len());
    println!("{}\n{}", hot_path::vectors(), hot_path::fingerprint());
    ExitCode::SUCCESS
}

/// A warm pass over `texts`.
#[inline(never)]
fn measured(deid: &Deidentifier, scratch: &mut Scratch, texts: &[String], out: &mut String) -> usize {
    let mut spans = 0;
    for text in texts {
        out.clear();
        spans += deid.deidentify_into(scratch, black_box(text), out).map_or(0, <[_]>::len);
        black_box(&out);
    }
    spans
}
