//! The numbers that are quoted, as Markdown: `measure speed` (`UNPHI_BENCH_JSONL=FILE` for texts of your own), and
//! `measure peers PYTHON TOOL=TITLE...`; `measure passes`, for other programs to compare with. One program, because each is
//! optimized anew when it is linked.
//!
//! Run by `cargo xtask bench` and `cargo xtask peers`. Speeds are bytes over the thread's own processor time.

#![forbid(unsafe_code)]

mod passes;
mod peers;
mod scores;
mod speed;
mod threads;

use std::path::Path;
use std::process::ExitCode;

const ROUNDS: usize = 9;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.split_first() {
        Some((chore, [])) if chore == "speed" => {
            speed::print();
            Ok(())
        }
        Some((chore, [])) if chore == "passes" => passes::serve(),
        Some((chore, [python, tools @ ..])) if chore == "peers" => peers::print(Path::new(python), tools),
        _ => Err("usage: measure speed | measure passes | measure peers PYTHON TOOL=TITLE...".to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
