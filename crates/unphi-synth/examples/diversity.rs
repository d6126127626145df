//! Prints how varied the notes are beside a set of real ones at equal size, and in how many of 18 notes of a genre each
//! identifier stands.
//!
//! `cargo run -p unphi-synth --example diversity -- CORPUS.jsonl [TOKENS…]`; the corpus has a `text` in each line.

#![forbid(unsafe_code)]

use std::collections::BTreeMap;
use std::error::Error;

use unphi::Identifier;
use unphi_synth::diversity::{Diversity, diversity};
use unphi_synth::{Split, Synth, genres};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let corpus = arguments.next().ok_or("give the path of a corpus in JSON Lines")?;
    let mut sizes = arguments.map(|size| size.parse()).collect::<Result<Vec<usize>, _>>()?;
    if sizes.is_empty() {
        sizes = vec![20_000, 50_000, 100_000, 200_000];
    }
    let largest = sizes.iter().copied().max().unwrap_or(0);
    let real = std::fs::read_to_string(corpus)?;
    let real = real.lines().map(text).collect::<Result<Vec<String>, _>>()?;
    let invented = notes_of(largest);
    println!("| tokens | text | notes | distinct 4-grams / 1,000 | of the real | vocabulary | shared 8-grams |");
    println!("|---|---|---|---|---|---|---|");
    for size in sizes {
        let (theirs, ours) = (of(&real, size), of(&invented, size));
        row("real", &theirs, &theirs);
        row("invented", &ours, &theirs);
    }
    cells();
    Ok(())
}

/// Genre × identifier over one round for each identifier.
fn cells() {
    let heads: Vec<&str> = Identifier::ALL.iter().map(|label| label.name()).collect();
    println!("\n| genre | {} |\n|---|{}", heads.join(" | "), "---|".repeat(heads.len()));
    let mut counts: BTreeMap<&str, [usize; 18]> = BTreeMap::new();
    for note in Synth::new(1, Split::Dev).notes().take(genres().count() * 18) {
        let row = counts.entry(note.genre).or_default();
        for (count, label) in row.iter_mut().zip(Identifier::ALL) {
            *count += usize::from(note.spans.iter().any(|span| span.label == label));
        }
    }
    for (genre, row) in counts {
        println!("| {genre} | {} |", row.map(|count| count.to_string()).join(" | "));
    }
}

fn text(line: &str) -> Result<String, Box<dyn Error>> {
    let record: serde_json::Value = serde_json::from_str(line)?;
    Ok(record["text"].as_str().ok_or("a line has no text")?.to_owned())
}

/// Enough notes for `tokens`, in order.
fn notes_of(tokens: usize) -> Vec<String> {
    let mut count = 0;
    let notes = Synth::new(1, Split::Dev);
    let mut texts = Vec::new();
    for note in notes.notes() {
        if count > tokens * 2 {
            break;
        }
        count += note.text.split_whitespace().count();
        texts.push(note.text);
    }
    texts
}

fn of(texts: &[String], size: usize) -> Diversity {
    diversity(texts.iter().map(String::as_str), size)
}

fn row(name: &str, measured: &Diversity, real: &Diversity) {
    let Diversity { tokens, texts, four_grams_per_thousand: fours, vocabulary, shared_percent } = measured;
    let part = 100.0 * fours / real.four_grams_per_thousand;
    println!("| {tokens} | {name} | {texts} | {fours:.0} | {part:.0} % | {vocabulary} | {shared_percent:.1} % |");
}
