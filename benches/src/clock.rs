//! The clock of the benchmarks: the processor time of the thread that asks. On a busy machine it says how long the work took
//! and not how long it waited for its turn.

use std::hint::black_box;
use std::time::Duration;

use nix::time::{ClockId, clock_gettime};

/// The processor time that this thread has used.
///
/// # Panics
/// On a system that has no such clock.
#[must_use]
pub fn now() -> Duration {
    Duration::from(clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("a clock"))
}

/// The result of `work`, and the seconds of processor time that this thread spent on it.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = now();
    let result = black_box(work());
    (result, (now() - start).as_secs_f64())
}

/// The middle of `values`.
///
/// # Panics
/// When there are none.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
