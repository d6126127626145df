//! Project chores, in Rust so that they run wherever the project builds. `cargo xtask help` lists them.

#![forbid(unsafe_code)]

mod arch;
mod bench;
mod c;
mod fuzz;
mod gate;
mod lexicon;
mod name_model;
mod peers;
mod python;
mod run;
mod source;
mod test;
mod train;

// The lexicon compiler is the build script's own code, so that what is printed is what is baked.
#[path = "../../crates/unphi/src/lexicon/class.rs"]
mod class;
#[path = "../../crates/unphi/build/compile.rs"]
#[allow(dead_code, reason = "the build script uses the rest")]
mod compile;
#[path = "../../crates/unphi/src/lexicon/key.rs"]
#[allow(dead_code, reason = "the engine uses the rest")]
mod key;
#[path = "../../crates/unphi/src/lexicon/label.rs"]
mod label;

use std::process::ExitCode;

const HELP: &str = "\
Project chores. Usage: cargo xtask CHORE

  test                    everything that must hold before a change lands: format, clippy, the lexicon's provenance,
                          the crate's architecture, unit, doc, property and end-to-end tests, the fuzz corpus, the
                          installed C library, the README's main command, the scores and costs of testdata/baseline.toml, the name
                          model with and without ONNX Runtime, and the Python package and its Polars plugin, built, installed in a fresh
                          environment and tested there. CI=true refuses
                          to change Cargo.lock, leaves nothing out because a tool is missing, and also runs
                          python-integrations.
  test python             only the Python package and its Polars plugin
  test python-integrations
                          only the package with PySpark, Ray and Presidio; needs Java
  test free-threaded PYTHON
                          the package on a free-threaded interpreter, such as python3.14t; without what needs Polars, which has no
                          wheel for those
  baseline                writes testdata/baseline.toml: the scores on the test notes, and the instructions of the hot path, that
                          no later change may make worse unseen
  arch                    only the architecture: imports flow one way, unsafe code stays in one folder, few dependencies
  c                       libunphi: installs it into a scratch prefix, compares its symbols with the header, and runs the C
                          and C++ programs there, also under AddressSanitizer and valgrind, and through CMake
  header [--accept-abi]   writes bindings/c/include/unphi.h anew, and the list of what it promises
  lexicon                 compiles the word lists and prints what each one holds and how large the tables are
  train-names CORPORA [--folds N]
                          trains the scorers of names, places and numbers from testdata/notes/dev.jsonl, written/train.jsonl
                          and the public sets in the folder CORPORA, and writes their weights into crates/unphi/model; with
                          --folds it first prints the scores on held-out notes
  bench [CORPUS...]       measures speed, scores and start-up, and writes them into benches/README.md; a corpus is a file of
                          JSON Lines to measure as well
  bench --startup         only the start-up of the command, and nothing is written
  bench --python          only the Python package beside the core, in one run, and nothing is written
  bench --c               only the calls of the installed C library beside those of the core, and nothing is written
  bench --memory [MB]     only the peak memory of the command on one long line (default 1000 MB), and nothing is written
  peers                   installs Presidio, scrubadub and pyDeid below the target folder, runs them over the test notes, and
                          writes their scores and speeds beside unphi's into benches/README.md
  fuzz [--minutes N] [TARGET...]
                          runs the fuzz targets, N minutes each (default 1); needs cargo-fuzz
";

/// What a chore returns: nothing, or why it failed.
pub(crate) type Outcome = Result<(), String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["test"] => test::test(),
        ["test", "python"] => test::only(python::package),
        ["test", "free-threaded", interpreter] => python::free_threaded(interpreter),
        ["test", "python-integrations"] => test::only(python::integrations),
        ["arch"] => arch::arch(),
        ["c"] => c::c(),
        ["header"] => c::header(false),
        ["header", "--accept-abi"] => c::header(true),
        ["lexicon"] => lexicon::lexicon(),
        ["train-names", corpora] => train::names(corpora, None),
        ["train-names", corpora, "--folds", folds] => train::names(corpora, Some(folds)),
        ["baseline"] => gate::update(),
        ["bench", "--startup"] => bench::only_startup(),
        ["bench", "--c"] => bench::c(),
        ["bench", "--python"] => bench::python(),
        ["bench", "--memory"] => bench::only_memory("1000"),
        ["bench", "--memory", megabytes] => bench::only_memory(megabytes),
        ["peers"] => peers::peers(),
        ["bench", corpora @ ..] => bench::bench(corpora),
        ["fuzz", rest @ ..] => fuzz::fuzz(rest),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprint!("xtask: no such chore or option\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}
