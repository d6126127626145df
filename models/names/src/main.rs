//! Trains the weights of a scorer: `unphi-train names|places|numbers OUT.tsv --gold FILE… --plain FILE… [--folds N]`.
//!
//! `--gold` files are JSON Lines with `text` and `spans` (code points). `--plain` files have no annotation: what the
//! engine does not take for a name there counts as none. Logistic regression by AdaGrad; the same input gives the same
//! weights. Names are replaced by others, and texts written in capitals or without, so that the weights speak of how
//! names stand and not of these names.

#![forbid(unsafe_code)]
#![allow(clippy::string_slice, reason = "the trainer reads the repository's own notes; a wrong span may stop it")]

mod augment;
mod gold;
mod model;
mod numbers;

use std::process::ExitCode;

use gold::Document;
use model::{Model, Sample};
use unphi::train::Question;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("unphi-train: {message}");
            ExitCode::FAILURE
        }
    }
}

/// How many times more a case of a table is shown.
const TABLE_WEIGHT: usize = 32;
/// How many invented notes.
const INVENTED: u64 = 1_500;
/// Copies of each annotated text with other names.
const COPIES: u64 = 4;

fn run() -> Result<(), String> {
    const USAGE: &str = "usage: unphi-train names|places|numbers OUT.tsv --gold FILE... --plain FILE... [--folds N]";
    let mut arguments = std::env::args().skip(1);
    let question = match arguments.next().as_deref() {
        Some("names") => Some(Question::Name),
        Some("places") => Some(Question::Place),
        Some("numbers") => None,
        _ => return Err(USAGE.to_owned()),
    };
    let out = arguments.next().ok_or(USAGE)?;
    let (mut annotated, mut plain, mut folds) = (Vec::new(), Vec::new(), 0);
    let mut into = "";
    for argument in arguments {
        match argument.as_str() {
            "--gold" => into = "gold",
            "--plain" => into = "plain",
            "--folds" => into = "folds",
            value if into == "folds" => folds = value.parse().map_err(|_| "--folds takes a number")?,
            file if into == "gold" => annotated.extend(gold::annotated(file)?),
            file if into == "plain" => plain.extend(gold::plain(file)?),
            other => return Err(format!("what is {other}?")),
        }
    }
    annotated.extend(gold::contexts());
    annotated.extend(gold::tables()?);
    annotated.extend(gold::invented(INVENTED)?);
    let names = augment::Names::read()?;
    eprintln!("{} annotated, {} plain documents", annotated.len(), plain.len());
    let Some(question) = question else { return numbers::train(&annotated, &plain, &out) };
    // Real text has next to no names: it is shown three times, so that the annotated texts do not drown it.
    let rounds = if question == Question::Name { 3 } else { 1 };
    let negative: Vec<Sample> = (0..rounds)
        .flat_map(|round| plain.iter().enumerate().map(move |(i, text)| (text, i as u64 + round * 1_000_000)))
        .flat_map(|(text, seed)| text.varied_casing(seed).samples(question))
        .collect();
    if folds > 1 {
        cross_validate(question, &annotated, &names, &negative, folds);
    }
    let mut samples = negative;
    for (i, document) in annotated.iter().enumerate() {
        samples.extend(copies(question, document, &names, i as u64));
        // A case of a table speaks for many like it.
        if document.source == "tables" {
            for _ in 0..TABLE_WEIGHT {
                samples.extend(document.samples(question));
            }
        }
    }
    let model = Model::train(unphi::train::COUNT, &samples);
    model::write(&[model], unphi::train::GROUPS, "weight", &out)
}

/// The samples of a text as it is and with other names.
fn copies(question: Question, document: &Document, names: &augment::Names, number: u64) -> Vec<Sample> {
    let mut samples = document.samples(question);
    samples.extend(document.tagged().samples(question));
    // Invented notes have names enough.
    if document.source.starts_with("synth") {
        return samples;
    }
    for copy in 0..COPIES {
        let seed = number * 1_000 + copy;
        samples.extend(names.replace(document, seed).varied_casing(seed).samples(question));
    }
    samples
}

fn cross_validate(
    question: Question,
    annotated: &[Document],
    names: &augment::Names,
    negative: &[Sample],
    folds: usize,
) {
    let mut judged = Vec::new();
    for fold in 0..folds {
        let mut samples = negative.to_vec();
        for (i, document) in annotated.iter().enumerate() {
            if i % folds != fold {
                samples.extend(copies(question, document, names, i as u64));
            }
        }
        let model = Model::train(unphi::train::COUNT, &samples);
        for (i, document) in annotated.iter().enumerate() {
            if i % folds == fold {
                judged.extend(
                    document
                        .samples(question)
                        .into_iter()
                        .map(|sample| (document.source.clone(), model.score(&sample.features), sample)),
                );
            }
        }
    }
    let mut sources: Vec<String> = judged.iter().map(|(source, ..)| source.clone()).collect();
    sources.sort();
    sources.dedup();
    for source in sources {
        println!("{source}");
        for threshold in [-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0] {
            let (mut hit, mut miss, mut wrong) = (0, 0, 0);
            for (_, score, sample) in judged.iter().filter(|(of, ..)| *of == source) {
                match (*score > threshold, sample.is_part) {
                    (true, true) => hit += 1,
                    (false, true) => miss += 1,
                    (true, false) => wrong += 1,
                    _ => {}
                }
            }
            let (hit, miss, wrong) = (f64::from(hit), f64::from(miss), f64::from(wrong));
            println!(
                "  {threshold:>5} recall {:.3} precision {:.3} of {}",
                hit / (hit + miss),
                hit / (hit + wrong),
                hit + miss
            );
        }
    }
}
