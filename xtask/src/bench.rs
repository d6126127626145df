//! Measurements that are quoted: speed against the baseline, and the start of the built binary.

use std::path::PathBuf;
use std::process::Command;

use crate::Outcome;
use crate::run::{cargo, root, run, target};

/// Engine and baseline, interleaved in one run.
pub(crate) fn speed() -> Outcome {
    run(&mut cargo(&["run", "--release", "--quiet", "-p", "unphi-benches", "--bin", "ratio"]))
}

/// Time to the first result and peak memory of the `unphi` command on one small note.
pub(crate) fn startup() -> Outcome {
    let binary = built("unphi-cli", "unphi")?;
    // A program of its own, whose only children are the runs that it measures. It is started directly: cargo's children, the
    // compilers, would count as its own.
    let mut command = Command::new(built("unphi-benches", "startup")?);
    run(command.arg(binary).arg(root().join("testdata/notes/dev/03-ed-note.txt")))
}

/// Builds `program` of `package` for release; its path.
pub(crate) fn built(package: &str, program: &str) -> Result<PathBuf, String> {
    run(&mut cargo(&["build", "--release", "--quiet", "-p", package, "--bin", program]))?;
    Ok(target().join("release").join(program).with_extension(std::env::consts::EXE_EXTENSION))
}
