//! Replays the fuzz targets' seeds and every input that once failed.

use std::fs;
use std::path::Path;

#[path = "../../../fuzz/checks.rs"]
mod checks;

/// Runs `check` on each file of the target's corpus and regressions.
fn replay(target: &str, check: fn(&[u8])) {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let mut inputs = 0;
    for folder in ["corpus", "regressions"] {
        for entry in fs::read_dir(fuzz.join(folder).join(target)).expect("a folder for each target") {
            let path = entry.expect("an entry").path();
            eprintln!("{}", path.display());
            check(&fs::read(&path).expect("an input"));
            inputs += 1;
        }
    }
    assert!(inputs >= 5, "{target} has only {inputs} inputs");
}

#[test]
fn scan_twins() {
    replay("scan_twins", checks::scan_twins);
}

#[test]
fn detect() {
    replay("detect", checks::detect);
}

#[test]
fn deidentify() {
    replay("deidentify", checks::deidentify);
}

#[test]
fn rules() {
    replay("rules", checks::rules);
}

#[test]
fn reidentify() {
    replay("reidentify", checks::reidentify);
}

#[test]
fn policy() {
    replay("policy", checks::policy);
}
