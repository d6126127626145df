//! Writes what the name model is trained on and measured with, as arrays of numbers; `models/train/README.md` tells how
//! they are used.
//!
//! - `unphi-ner-data training FOLDER SCALE [CORPORA]`: the set `training`; a scale of 1 is some million tokens.
//! - `unphi-ner-data measuring FOLDER [CORPORA]`: one set for each of what is measured.
//! - `unphi-ner-data show COUNT`: so many filled snippets with their `[[names]]` and `((places))`, to look at.
//! - `unphi-ner-data lines FILE FOLDER NAME`: each line of FILE as a text of its own.
//!
//! The same arguments give the same arrays. No text of a corpus is printed.

#![forbid(unsafe_code)]

mod distort;
mod document;
mod measuring;
mod names;
mod npy;
mod real;
mod set;
mod snippets;
mod source;
mod training;
mod vocabulary;

use std::path::Path;
use std::process::ExitCode;

use document::{Document, Known};
use set::Set;
use unphi_synth::Split;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("unphi-ner-data: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let testdata = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata");
    match arguments[..] {
        ["training", folder, scale, ref corpora @ ..] => {
            let scale = scale.parse().map_err(|_| "SCALE is a number")?;
            training::write(&testdata, corpora.first().map(Path::new), scale)?.write(Path::new(folder), "training")
        }
        ["measuring", folder, ref corpora @ ..] => {
            measuring::write(&testdata, corpora.first().map(Path::new), Path::new(folder))
        }
        ["show", count] => show(count.parse().map_err(|_| "COUNT is a number")?),
        ["lines", file, folder, name] => lines(file, Path::new(folder), name),
        _ => Err(
            "usage: training FOLDER SCALE [CORPORA] | measuring FOLDER [CORPORA] | show COUNT | lines FILE FOLDER NAME"
                .into(),
        ),
    }
}

fn lines(file: &str, folder: &Path, name: &str) -> Result<(), String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let mut set = Set::default();
    for line in text.lines() {
        set.add(&Document { text: line.replace("\\n", "\n"), ..Document::default() });
    }
    set.write(folder, name)
}

fn show(count: usize) -> Result<(), String> {
    let names = names::Names::read(Split::Dev)?;
    let snippets = snippets::Snippets::read(vec!["He took the morning dose with food.".to_owned()])?;
    let mut rng = fastrand::Rng::with_seed(1);
    for _ in 0..count {
        let document = distort::distorted(snippets.make(&names, &mut rng), &mut rng);
        let marked = document.rewritten(|text, known| match known {
            Some(Known::Person) => format!("[[{text}]]"),
            Some(_) => format!("(({text}))"),
            None => text.to_owned(),
        });
        println!("{}", marked.text);
    }
    Ok(())
}
