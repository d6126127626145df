//! Runs the fuzz targets of `fuzz/` for a while.

use std::fs;
use std::process::{Command, Stdio};

use crate::Outcome;
use crate::run::{root, run};

const TARGETS: [&str; 7] = ["scan_twins", "detect", "deidentify", "rules", "reidentify", "policy", "capi"];

pub(crate) fn fuzz(arguments: &[&str]) -> Outcome {
    let (minutes, targets) = match arguments {
        ["--minutes", minutes, targets @ ..] => {
            (minutes.parse::<u64>().map_err(|_| "--minutes takes a whole number".to_owned())?, targets)
        }
        targets => (1, targets),
    };
    let targets = if targets.is_empty() { &TARGETS } else { targets };
    if let Some(unknown) = targets.iter().find(|target| !TARGETS.contains(target)) {
        return Err(format!("no fuzz target is called {unknown}; there are {}", TARGETS.join(", ")));
    }
    let installed =
        Command::new("cargo").args(["fuzz", "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !installed.is_ok_and(|status| status.success()) {
        return Err("cargo-fuzz is not installed: cargo install cargo-fuzz --locked".to_owned());
    }
    for target in targets {
        // New inputs are collected outside the repository; the seeds are only read.
        let found = root().join("fuzz/target/corpus").join(target);
        fs::create_dir_all(&found).map_err(|error| format!("{}: {error}", found.display()))?;
        let mut command = Command::new("cargo");
        // cargo-fuzz needs unstable flags of the compiler; the variable lets stable accept them.
        command.env("RUSTC_BOOTSTRAP", "1").current_dir(root()).args(["fuzz", "run", target]);
        command
            .arg(found)
            .arg(root().join("fuzz/corpus").join(target))
            .arg(root().join("fuzz/regressions").join(target));
        command.args(["--", &format!("-max_total_time={}", minutes * 60), "-max_len=16384", "-timeout=20"]);
        run(&mut command)?;
    }
    Ok(())
}
