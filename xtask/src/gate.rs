//! What no change may make worse unseen: scores and instruction counts, against `testdata/baseline.toml`.

use std::process::Command;

use crate::Outcome;
use crate::bench::built;
use crate::run::run;

/// Compares.
pub(crate) fn check() -> Outcome {
    run(gate()?.arg("check"))
}

/// Writes today's down, deliberately.
pub(crate) fn update() -> Outcome {
    run(gate()?.arg("update"))
}

/// The program, built together with the one that it counts the instructions of.
fn gate() -> Result<Command, String> {
    built("unphi-benches", "hotpath")?;
    Ok(Command::new(built("unphi-benches", "gate")?))
}
