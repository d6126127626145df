//! What is found beside how fast, on the annotated sets: neither number may be quoted without the other.

use unphi::Deidentifier;
use unphi_benches::clock::{median, timed};
use unphi_benches::contestants::{self, REGEXES, SAFE_HARBOR};
use unphi_benches::corpus;
use unphi_benches::gold::{Gold, SETS};

use crate::ROUNDS;

/// Prints a row for each set: the engine's scores, and its speed over the set's own documents.
pub(crate) fn print() {
    println!(
        "\n| annotated set | documents | token recall | token precision | leak rate | false alarms per 1,000 | documents/s | \
         MB/s | ratio |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    );
    for set in SETS {
        row(set, &Gold::of_repository(set).expect("an annotated set"));
    }
}

fn row(set: &str, gold: &Gold) {
    let counts = gold.score(&Deidentifier::safe_harbor()).expect("scores");
    let texts: Vec<String> = gold.documents().iter().map(|document| document.text.clone()).collect();
    let (speed, ratio) = speed(&texts);
    let score = |score: Option<f64>| score.map_or("–".to_owned(), |score| format!("{score:.4}"));
    println!(
        "| {} | {} | {} | {} | {} | {} | {:.0} | {speed:.1} | {ratio:.3} |",
        set.trim_start_matches("testdata/notes/"),
        texts.len(),
        score(counts.recall()),
        score(counts.precision()),
        score(counts.leak_rate()),
        counts.false_per_1000().map_or("–".to_owned(), |rate| format!("{rate:.2}")),
        speed * 1e6 * texts.len() as f64 / corpus::bytes(&texts) as f64,
    );
}

/// Megabytes a second of detect and rewrite, and how many times as fast as the regexes at once that is.
fn speed(texts: &[String]) -> (f64, f64) {
    let mut contestants = contestants::all();
    contestants.retain(|contestant| [REGEXES, SAFE_HARBOR].contains(&contestant.name));
    let [regexes, engine] = contestants.as_mut_slice() else { unreachable!("two of them") };
    let (mut seconds, mut ratios) = (Vec::new(), Vec::new());
    // The first round warms up.
    for round in 0..=ROUNDS {
        let theirs = timed(|| (regexes.pass)(texts)).1;
        let ours = timed(|| (engine.pass)(texts)).1;
        if round > 0 {
            seconds.push(ours);
            ratios.push(theirs / ours);
        }
    }
    (corpus::bytes(texts) as f64 / 1e6 / median(seconds), median(ratios))
}
