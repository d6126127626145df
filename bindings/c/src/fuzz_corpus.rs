//! Replays the seeds of the fuzz target `capi` and every input that once failed.

use std::fs;
use std::path::Path;

use crate as capi;

#[path = "../../../fuzz/capi.rs"]
mod program;

#[test]
fn capi() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let mut inputs = 0;
    for folder in ["corpus/capi", "regressions/capi"] {
        for entry in fs::read_dir(fuzz.join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            eprintln!("{}", path.display());
            program::calls(&fs::read(&path).expect("an input"));
            inputs += 1;
        }
    }
    assert!(inputs >= 5, "only {inputs} inputs");
}
