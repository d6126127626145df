//! `cargo bench --bench stages`: each stage and each recognizer alone, by criterion. `-- --table` prints their shares as Markdown.
//!
//! A stage is timed within whole passes, from the end of the one before it, so that it finds the caches as they are in use.

#![forbid(unsafe_code)]

use std::time::Duration;

use criterion::Criterion;
use unphi::stages::{NAMES, Stages};
use unphi::{Deidentifier, Scratch};
use unphi_benches::clock::{self, median, timed};
use unphi_benches::corpus;

const ROUNDS: usize = 11;

fn main() {
    let notes = corpus::documents();
    let plain = corpus::without_identifiers();
    if std::env::args().any(|argument| argument == "--table") {
        return table(&notes, &plain);
    }
    let mut criterion =
        Criterion::default().sample_size(10).measurement_time(Duration::from_secs(2)).configure_from_args();
    let cost = cost_of_a_lap();
    for (sort, documents) in [("stages", &notes), ("stages, lines without identifiers", &plain)] {
        let mut group = criterion.benchmark_group(sort);
        group.throughput(criterion::Throughput::Bytes(corpus::bytes(documents) as u64));
        let mut stages = Stages::default();
        for (at, name) in NAMES.iter().enumerate() {
            group.bench_function(*name, |bencher| {
                bencher.iter_custom(|rounds| (0..rounds).map(|_| pass(&mut stages, documents, cost)[at]).sum());
            });
        }
        group.finish();
    }
    criterion.final_summary();
}

/// One pass over `documents`: the processor time of each stage, without what the clock itself takes.
fn pass(stages: &mut Stages, documents: &[String], cost: Duration) -> [Duration; NAMES.len()] {
    let mut laps = [Duration::ZERO; NAMES.len()];
    for text in documents {
        let mut last = clock::now();
        stages.run(text, |stage| {
            let now = clock::now();
            laps[stage] += now - last;
            last = now;
        });
    }
    laps.map(|lap| lap.saturating_sub(cost * u32::try_from(documents.len()).unwrap_or(u32::MAX)))
}

/// What asking the clock takes.
fn cost_of_a_lap() -> Duration {
    let mut costs = [(); 1001].map(|()| {
        let start = clock::now();
        clock::now() - start
    });
    costs.sort();
    costs[500]
}

fn table(notes: &[String], plain: &[String]) {
    let shares = [notes, plain].map(shares);
    println!("Share of the time of detect and rewrite, median of {ROUNDS} rounds:\n");
    println!("| stage | notes, % | lines without identifiers, % |\n|---|--:|--:|");
    for (at, name) in NAMES.iter().chain(&["write"]).enumerate() {
        println!("| {name} | {:.1} | {:.1} |", shares[0][at], shares[1][at]);
    }
}

/// Percent of each stage, and of writing at the end.
fn shares(documents: &[String]) -> Vec<f64> {
    let cost = cost_of_a_lap();
    let deid = Deidentifier::safe_harbor();
    let (mut stages, mut scratch, mut out) = (Stages::default(), Scratch::new(), String::new());
    let mut seconds: Vec<Vec<f64>> = vec![Vec::new(); NAMES.len() + 1];
    for round in 0..=ROUNDS {
        let laps = pass(&mut stages, documents, cost);
        let mut spans = 0;
        let mut detect = || {
            spans = documents.iter().map(|text| deid.detect_into(&mut scratch, text).map_or(0, <[_]>::len)).sum();
        };
        let detected = timed(&mut detect).1;
        let rewrite = || {
            for text in documents {
                out.clear();
                deid.deidentify_into(&mut scratch, text, &mut out).expect("deidentifies");
            }
        };
        let written = timed(rewrite).1 - detected;
        assert!(spans > 0, "the stages find something");
        // The first round warms up.
        if round > 0 {
            for (seconds, lap) in seconds.iter_mut().zip(laps) {
                seconds.push(lap.as_secs_f64());
            }
            seconds[NAMES.len()].push(written.max(0.0));
        }
    }
    let medians: Vec<f64> = seconds.into_iter().map(median).collect();
    let whole: f64 = medians.iter().sum();
    medians.into_iter().map(|one| 100.0 * one / whole).collect()
}
