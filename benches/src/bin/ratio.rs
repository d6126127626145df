//! The quoted numbers: engine and baseline in turns in one run, so that a busy machine slows both alike.
//!
//! `cargo run --release -p unphi-benches --bin ratio`. Speeds are bytes over the thread's own processor time.

#![forbid(unsafe_code)]

use std::hint::black_box;
use std::time::Duration;

use nix::time::{ClockId, clock_gettime};
use unphi::{Deidentifier, Scratch};
use unphi_benches::baseline::{Baseline, PATTERNS};
use unphi_benches::corpus;

const ROUNDS: usize = 15;

fn main() {
    let documents = corpus::documents();
    let bytes = corpus::bytes(&documents);
    let deid = Deidentifier::safe_harbor();
    let mut scratch = Scratch::new();
    let mut out = String::new();
    let mut baseline = Baseline::new();
    let mut counts = [None; 3];

    // Medians of: memchr, from_utf8, baseline, detect, detect and rewrite, and the two ratios of each round.
    let mut speeds: [Vec<f64>; 5] = Default::default();
    let mut ratios: [Vec<f64>; 2] = Default::default();
    for round in 0..=ROUNDS {
        let mut seconds = [0.0; 5];
        seconds[0] = timed(|| documents.iter().map(|text| memchr::memchr_iter(b'\n', text.as_bytes()).count()).sum()).1;
        seconds[1] = timed(|| documents.iter().filter(|text| core::str::from_utf8(text.as_bytes()).is_ok()).count()).1;
        let found = timed(|| documents.iter().map(|text| baseline.count(text)).sum());
        seconds[2] = found.1;
        same(&mut counts[0], found.0, "baseline");
        let found =
            timed(|| documents.iter().map(|text| deid.detect_into(&mut scratch, text).map_or(0, <[_]>::len)).sum());
        seconds[3] = found.1;
        same(&mut counts[1], found.0, "detect");
        let found = timed(|| {
            let mut spans = 0;
            for text in &documents {
                out.clear();
                spans += deid.deidentify_into(&mut scratch, text, &mut out).map_or(0, <[_]>::len);
                black_box(&out);
            }
            spans
        });
        seconds[4] = found.1;
        same(&mut counts[2], found.0, "deidentify");
        // The first round warms up.
        if round > 0 {
            for (speeds, seconds) in speeds.iter_mut().zip(seconds) {
                speeds.push(bytes as f64 / 1e6 / seconds);
            }
            ratios[0].push(seconds[2] / seconds[3]);
            ratios[1].push(seconds[2] / seconds[4]);
        }
    }
    assert_eq!(counts[1], counts[2], "detect and deidentify find the same");

    println!("{} documents, {bytes} bytes, median of {ROUNDS} rounds, one thread, its processor time", documents.len());
    println!("{:<44} {:>8} {:>10} {:>9}", "", "MB/s", "found", "ratio");
    let line = |name: &str, speed: f64, found: Option<usize>, ratio: Option<String>| {
        let found = found.map(|found| found.to_string()).unwrap_or_default();
        println!("{name:<44} {speed:>8.0} {found:>10} {:>9}", ratio.unwrap_or_default());
    };
    let [limit, utf8, regex, detect, rewrite] = speeds.map(median);
    line("memchr: count line ends (limit)", limit, None, None);
    line("from_utf8 (limit)", utf8, None, None);
    line(&format!("regex_automata meta::Regex, {} patterns", PATTERNS.len()), regex, counts[0], Some("1.00".into()));
    let [detect_ratio, rewrite_ratio] = ratios.map(median);
    line("unphi detect_into", detect, counts[1], Some(format!("{detect_ratio:.2}")));
    line("unphi deidentify_into (detect + rewrite)", rewrite, counts[2], Some(format!("{rewrite_ratio:.2}")));
}

/// The result of `work` and the seconds of processor time that this thread spent on it.
fn timed(work: impl FnOnce() -> usize) -> (usize, f64) {
    let now = || Duration::from(clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("a clock"));
    let start = now();
    let result = black_box(work());
    (result, (now() - start).as_secs_f64())
}

/// A benchmark is a test as well: each round must find the same.
fn same(before: &mut Option<usize>, now: usize, what: &str) {
    assert!(now > 0, "{what} finds nothing");
    assert_eq!(*before.get_or_insert(now), now, "{what} finds the same in every round");
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
