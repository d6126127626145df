//! Measurements that are quoted: speed against the baseline, and the start of the built binary.

use crate::Outcome;
use crate::run::{cargo, root, run, target};

/// Engine and baseline, interleaved in one run.
pub(crate) fn speed() -> Outcome {
    run(&mut cargo(&["run", "--release", "--quiet", "-p", "unphi-benches", "--bin", "ratio"]))
}

/// Time to the first result and peak memory of the `unphi` command on one small note.
pub(crate) fn startup() -> Outcome {
    run(&mut cargo(&["build", "--release", "--quiet", "-p", "unphi-cli"]))?;
    let binary = target().join("release/unphi").with_extension(std::env::consts::EXE_EXTENSION);
    let note = root().join("testdata/notes/dev/03-ed-note.txt");
    // A program of its own, whose only children are the runs that it measures.
    let mut command = cargo(&["run", "--release", "--quiet", "-p", "unphi-benches", "--bin", "startup", "--"]);
    run(command.arg(binary).arg(note))
}
