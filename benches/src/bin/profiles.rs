//! The speed of each built-in policy, in turns in one run, against tags alone.
//!
//! `cargo run --release -p unphi-benches --bin profiles`. Speeds are bytes over the thread's own processor time. Every tenth
//! document is the next subject's, as a chart of ten notes is.

#![forbid(unsafe_code)]

use std::hint::black_box;
use std::time::Duration;

use nix::time::{ClockId, clock_gettime};
use unphi::{Deidentifier, Identifier, Key, Operator, Policy, Scratch};
use unphi_benches::corpus;

const ROUNDS: usize = 15;

fn main() {
    let documents = corpus::documents();
    let bytes = corpus::bytes(&documents);
    let mut tags = Policy::safe_harbor();
    for identifier in Identifier::ALL {
        tags = tags.with(identifier, None, Operator::Tag).expect("a tag fits everything");
    }
    let mut numbered = Policy::safe_harbor();
    numbered = numbered.with(Identifier::Name, None, Operator::NumberedTag).expect("fits");
    let key = Key::from_bytes(&[7; 32]).expect("long enough");
    let build = |policy| Deidentifier::builder().policy(policy).key(key.clone()).build().expect("builds");
    let engines = [
        ("tags alone", build(tags)),
        ("safe-harbor", Deidentifier::safe_harbor()),
        ("safe-harbor, names numbered", build(numbered)),
        ("limited-data-set", build(Policy::limited_data_set())),
        ("pseudonymize", build(Policy::pseudonymize())),
        ("reversible", build(Policy::reversible())),
    ];
    let mut speeds: [Vec<f64>; 6] = Default::default();
    let mut scratch = Scratch::new();
    let mut out = String::new();
    for round in 0..=ROUNDS {
        for ((_, engine), speeds) in engines.iter().zip(&mut speeds) {
            let now = || Duration::from(clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("a clock"));
            let start = now();
            for (at, text) in documents.iter().enumerate() {
                if at % 10 == 0 {
                    scratch.set_subject_id(Some(&at.to_string()));
                }
                out.clear();
                engine.deidentify_into(&mut scratch, text, &mut out).expect("deidentifies");
                black_box(&out);
            }
            let seconds = (now() - start).as_secs_f64();
            // The first round warms up.
            if round > 0 {
                speeds.push(bytes as f64 / 1e6 / seconds);
            }
        }
    }
    println!("{} documents, {bytes} bytes, median of {ROUNDS} rounds, one thread, its processor time", documents.len());
    println!("{:<32} {:>8} {:>9}", "", "MB/s", "ratio");
    let base = median(speeds[0].clone());
    for ((name, _), speeds) in engines.iter().zip(speeds) {
        let speed = median(speeds);
        println!("{name:<32} {speed:>8.0} {:>9.2}", speed / base);
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
