//! One thread and two over the same documents.

use std::thread;
use std::time::Instant;

use unphi::{Deidentifier, Scratch};
use unphi_benches::clock::{median, timed};

use crate::ROUNDS;

/// Prints how much faster two are.
pub(crate) fn print(documents: &[String]) {
    let deid = Deidentifier::safe_harbor();
    let (mut wall, mut own) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let [one, two] = [1, 2].map(|threads| {
            let start = Instant::now();
            let own = in_threads(&deid, documents, threads);
            (start.elapsed().as_secs_f64(), own)
        });
        wall.push(one.0 / two.0);
        own.push(one.1 / two.1);
    }
    let (wall, own) = (median(wall), median(own));
    println!(
        "\nTwo threads are {wall:.2} times as fast as one by the clock on the wall, and {:.2} times by their own processor \
         time (2 where neither waits for the other, whatever else the machine does).",
        2.0 * own
    );
}

/// Deidentifies `documents` in `threads` parts at once; the processor time of all of them.
fn in_threads(deid: &Deidentifier, documents: &[String], threads: usize) -> f64 {
    let part = |documents: &[String]| {
        let (mut scratch, mut out) = (Scratch::new(), String::new());
        let pass = || {
            for text in documents {
                out.clear();
                deid.deidentify_into(&mut scratch, text, &mut out).expect("deidentifies");
            }
        };
        timed(pass).1
    };
    thread::scope(|scope| {
        let parts = documents.chunks(documents.len().div_ceil(threads));
        let running: Vec<_> = parts.map(|documents| scope.spawn(move || part(documents))).collect();
        running.into_iter().map(|thread| thread.join().expect("a thread")).sum()
    })
}
