//! The name model end to end: without ONNX Runtime, and with the library that the Python package `onnxruntime` holds. Both find
//! the same.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::run::{cargo, root, shown};
use crate::test::Tally;
use crate::{Outcome, python};

/// Where `unphi-ner` says which version it is tested with.
const REQUIREMENTS: &str = "crates/unphi-ner/tests/requirements.txt";
/// The environment variable that names the library.
const LIBRARY: &str = "ORT_DYLIB_PATH";

/// Runs the checks.
pub(crate) fn check(tally: &mut Tally) {
    tally.check("name model: without ONNX Runtime", without);
    let interpreter = python::scratch("ner");
    tally.check("name model: with ONNX Runtime", || {
        python::fresh(&interpreter, &root().join(REQUIREMENTS))?;
        with(&library(&interpreter)?)
    });
    // A library that cannot be found fails above.
    if let Ok(library) = library(&interpreter) {
        let mut tests = cargo(&["test", "-p", "unphi-ner", "--all-features"]);
        tally.tests("name model: tests of both back ends and of models of one's own", tests.env(LIBRARY, library));
    }
}

fn unphi(arguments: &[&str]) -> Command {
    let mut command = cargo(&[&["run", "--release", "--quiet", "--"], arguments].concat());
    command.env_remove(LIBRARY).stderr(Stdio::inherit());
    command
}

fn output(command: &mut Command) -> Result<String, String> {
    println!("$ {}", shown(command));
    let output = command.output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(format!("{} failed ({})", shown(command), output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn without() -> Outcome {
    let clean = output(&mut unphi(&["deid", "--ner", "auto", "testdata/notes"]))?;
    // The notes are invented, so naming what is left gives nobody away.
    if clean.contains("RUIZ-ORTEGA") || !clean.contains("[NAME]") {
        return Err("the output still holds a name, or no tag".to_owned());
    }
    let info = output(&mut unphi(&["info", "--ner", "auto", "testdata/notes/dev"]))?;
    print!("{info}");
    if info.contains("computed by   native") { Ok(()) } else { Err("the native back end did not run".to_owned()) }
}

fn with(library: &Path) -> Outcome {
    let info = output(unphi(&["info", "--ner", "auto", "testdata/notes/dev"]).env(LIBRARY, library))?;
    print!("{info}");
    if !info.contains("computed by   ONNX Runtime") {
        return Err("ONNX Runtime did not run".to_owned());
    }
    for ner in ["auto", "on"] {
        let detect = ["detect", "--ner", ner, "testdata/notes"];
        let native = output(&mut unphi(&detect))?;
        let runtime = output(unphi(&detect).env(LIBRARY, library))?;
        let different = native.lines().zip(runtime.lines()).filter(|(native, runtime)| native != runtime).count();
        if different > 0 || native.lines().count() != runtime.lines().count() {
            return Err(format!("--ner {ner}: the back ends find other spans in {different} documents"));
        }
        println!("   --ner {ner}: the same spans in {} documents", native.lines().count());
    }
    Ok(())
}

/// The library of ONNX Runtime in an environment of Python.
fn library(interpreter: &Path) -> Result<PathBuf, String> {
    const FIND: &str = "import glob, os, onnxruntime as o; \
        print(sorted(glob.glob(os.path.join(os.path.dirname(o.__file__), 'capi', 'libonnxruntime.*')))[0])";
    let output = Command::new(interpreter).args(["-c", FIND]).output().map_err(|error| error.to_string())?;
    let path = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    if path.is_file() { Ok(path) } else { Err("the package onnxruntime holds no library".to_owned()) }
}
