//! Time to the first result and peak memory of a built `unphi`: `startup BINARY NOTE`, run by `cargo xtask bench --startup`.
//!
//! It is a program of its own because the operating system reports the largest child: here the only children are the
//! runs that are measured.

#![forbid(unsafe_code)]

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};

const RUNS: usize = 50;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let [binary, note] = arguments.as_slice() else {
        eprintln!("usage: startup BINARY NOTE");
        return ExitCode::from(2);
    };
    let mut taken = Vec::with_capacity(RUNS);
    for run in 0..=RUNS {
        let start = Instant::now();
        let output = Command::new(binary).args(["deid".as_ref(), note.as_os_str()]).output();
        let time = start.elapsed();
        match output {
            Ok(output) if output.status.success() && !output.stdout.is_empty() => {}
            Ok(output) => {
                eprintln!("the run failed ({})", output.status);
                return ExitCode::FAILURE;
            }
            Err(error) => {
                eprintln!("the run failed: {error}");
                return ExitCode::FAILURE;
            }
        }
        // The first run fetches the binary from the disk.
        if run > 0 {
            taken.push(time);
        }
    }
    taken.sort();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts its children");
    println!(
        "first result, process start to end: median {:.1} ms, fastest {:.1} ms ({RUNS} runs, wall time)",
        milliseconds(taken[RUNS / 2]),
        milliseconds(taken[0])
    );
    println!("peak resident memory: {:.1} MB", usage.max_rss() as f64 * 1024.0 / 1e6);
    ExitCode::SUCCESS
}
