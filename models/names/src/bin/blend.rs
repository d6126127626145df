//! Fits how much the name scorer and the name model count beside each other: `blend [--model FOLDER] FILE.jsonl…`.
//!
//! For each word that the model is heard on, what the rules found of it, both log-odds, and whether the gold says name are
//! collected; a logistic regression for each of the three things that the rules may have found gives the lines of `WEIGHTS` in
//! `crates/unphi/src/recognize/name/blend.rs`. Words of other identifiers are nobody's loss and left out. The files must be
//! notes that neither voice was trained on, and never the test notes.

#![forbid(unsafe_code)]

use std::process::ExitCode;

use unphi::{Ask, Deidentifier};
use unphi_ner::{BackEnd, Choice};

/// Most that each voice counts for, in nats: `MOST_RULES` and `MOST_MODEL` of `blend.rs`.
const MOST: [f64; 2] = [8.0, 10.0];
/// `HOPELESS` of `blend.rs`, in nats.
const HOPELESS: f32 = -2.0;
/// Pull of the weights towards a half, as if so many words said so.
const PRIOR: f64 = 4.0;

struct Sample {
    cover: usize,
    voices: [f64; 2],
    is_part: bool,
}

/// The covers that stand for words asked about as places, and for numbers.
const PLACES: usize = 3;
const NUMBERS: usize = 4;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("blend: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let mut which = "on".to_owned();
    if files.first().is_some_and(|first| first == "--model") {
        which = files.drain(..2.min(files.len())).next_back().unwrap_or_default();
    }
    let choice = Choice { back_end: BackEnd::Native, ..Choice::default() };
    let chosen = unphi_ner::choose(which.as_ref(), &choice).map_err(|error| error.to_string())?.ok_or("no model")?;
    let model = chosen.model;
    let engine =
        Deidentifier::builder().name_model(model, Ask::Everywhere).build().map_err(|error| error.to_string())?;
    let mut samples = Vec::new();
    for file in &files {
        let before = samples.len();
        for line in std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?.lines() {
            let row: serde_json::Value = serde_json::from_str(line).map_err(|error| format!("{file}: {error}"))?;
            add(&engine, &row, &mut samples)?;
        }
        println!("{file}: {} words", samples.len() - before);
    }
    for (cover, name) in ["nothing", "a near miss", "a name open to doubt", "places", "numbers"].into_iter().enumerate()
    {
        let of_cover: Vec<&Sample> = samples.iter().filter(|sample| sample.cover == cover).collect();
        let names = of_cover.iter().filter(|sample| sample.is_part).count();
        let weights = fit(&of_cover);
        let [bias, rules, model] = [weights[0] * 32.0, weights[1] * 256.0, weights[2] * 256.0].map(f64::round);
        println!("[{bias}, {rules}, {model}], // {name}: {names} names of {} words", of_cover.len());
        for shift in [-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5] {
            let taken = |sample: &&&Sample| score(&weights, sample) + shift >= 0.0;
            let all = of_cover.iter().filter(taken).count();
            let right = of_cover.iter().filter(taken).filter(|sample| sample.is_part).count();
            println!("    {shift:+.1}: {right} right, {} wrong, {} missed", all - right, names - right);
        }
    }
    Ok(())
}

fn score(weights: &[f64; 3], sample: &Sample) -> f64 {
    weights[0] + weights[1] * sample.voices[0] + weights[2] * sample.voices[1]
}

/// Appends the words of a note.
fn add(engine: &Deidentifier, row: &serde_json::Value, samples: &mut Vec<Sample>) -> Result<(), String> {
    let text = row["text"].as_str().unwrap_or_default();
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let spans: Vec<(usize, usize, bool, bool)> = row["spans"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|span| {
            let label = span["hipaa"].as_str().or(span["label"].as_str()).unwrap_or_default();
            let of = |key: &str| span[key].as_u64().and_then(|at| offsets.get(at as usize).copied());
            let is = |name: &str| label.eq_ignore_ascii_case(name);
            Some((of("start")?, of("end")?, is("name"), is("geographic")))
        })
        .collect();
    let clamp = |value: f32, most: f64| f64::from(value).clamp(-most, most);
    let (words, numbers) = unphi::train::heard(engine, text).map_err(|error| error.to_string())?;
    for word in words {
        let inside = spans.iter().find(|(start, end, ..)| *start < word.end && word.start < *end);
        let (is_name, is_place) = inside.map_or((false, false), |(_, _, is_name, is_place)| (*is_name, *is_place));
        if inside.is_none() || is_place {
            let voices = [clamp(word.places, MOST[0]), clamp(word.other, MOST[1])];
            samples.push(Sample { cover: PLACES, voices, is_part: is_place });
        }
        // A clear no of the model on what nothing was found of is not asked about again.
        let heard = word.cover > 0 || word.model > HOPELESS;
        if heard && (inside.is_none() || is_name) {
            let voices = [clamp(word.rules, MOST[0]), clamp(word.model, MOST[1])];
            samples.push(Sample { cover: word.cover, voices, is_part: is_name });
        }
    }
    for number in numbers {
        let voices = [clamp(number.rules, MOST[0]), clamp(number.model, MOST[1])];
        let is_part = spans.iter().any(|(start, end, ..)| *start < number.end && number.start < *end);
        samples.push(Sample { cover: NUMBERS, voices, is_part });
    }
    Ok(())
}

/// Logistic regression by Newton's method: bias and both weights.
fn fit(samples: &[&Sample]) -> [f64; 3] {
    let prior = [0.0, 0.5, 0.5];
    let mut weights = prior;
    for _ in 0..50 {
        let (mut gradient, mut hessian) = ([0.0; 3], [[0.0; 3]; 3]);
        for i in 1..3 {
            gradient[i] = PRIOR * (weights[i] - prior[i]);
            hessian[i][i] = PRIOR;
        }
        hessian[0][0] = 1e-3;
        for sample in samples {
            let seen = [1.0, sample.voices[0], sample.voices[1]];
            let chance = 1.0 / (1.0 + (-score(&weights, sample)).exp());
            let error = chance - f64::from(u8::from(sample.is_part));
            for i in 0..3 {
                gradient[i] += error * seen[i];
                for j in 0..3 {
                    hessian[i][j] += chance * (1.0 - chance) * seen[i] * seen[j];
                }
            }
        }
        let step = solve(hessian, gradient);
        for (weight, step) in weights.iter_mut().zip(step) {
            *weight -= step.clamp(-1.0, 1.0);
        }
    }
    weights
}

/// `x` of `matrix * x = right`, three equations, by elimination; the matrix is positive definite.
fn solve(mut matrix: [[f64; 3]; 3], mut right: [f64; 3]) -> [f64; 3] {
    for pivot in 0..3 {
        for row in 0..3 {
            if row != pivot {
                let factor = matrix[row][pivot] / matrix[pivot][pivot];
                let from = matrix[pivot];
                for (place, value) in matrix[row].iter_mut().zip(from) {
                    *place -= factor * value;
                }
                right[row] -= factor * right[pivot];
            }
        }
    }
    [0, 1, 2].map(|row| right[row] / matrix[row][row])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fit_finds_the_weights_that_made_the_words() {
        let wanted = [-1.0, 0.4, 0.8];
        let mut samples = Vec::new();
        for at in 0..40_000_u32 {
            let random = |salt: u32| {
                f64::from(at.wrapping_mul(2_654_435_761).wrapping_add(salt).rotate_left(salt % 31) >> 8 & 0xffff)
                    / 65_536.0
            };
            let mut sample =
                Sample { cover: 0, voices: [random(7) * 12.0 - 6.0, random(13) * 16.0 - 8.0], is_part: false };
            sample.is_part = 1.0 / (1.0 + (-score(&wanted, &sample)).exp()) > random(23);
            samples.push(sample);
        }
        let found = fit(&samples.iter().collect::<Vec<_>>());
        for (found, wanted) in found.iter().zip(wanted) {
            assert!((found - wanted).abs() < 0.2, "{found} {wanted}");
        }
    }
}
