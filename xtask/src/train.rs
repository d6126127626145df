//! The weights of the scorers of names, places and numbers, trained anew from the repository's notes and public text.

use crate::Outcome;
use crate::run::{cargo, root, run};

/// Annotated and plain sets of the corpora folder, with the share of documents that is taken: every n-th.
const ANNOTATED: [&str; 4] =
    ["asq_phi_dev.jsonl", "aci_bench_notes_dev.jsonl", "openmed_golden_en.jsonl", "presidio_generated_small.jsonl"];
const PLAIN: [&str; 3] = ["mtsamples_dev.jsonl", "case_reports_dev.jsonl", "clinic_dialogues_dev.jsonl:2"];

/// `train-names CORPORA`: writes `names.tsv`, `places.tsv` and `numbers.tsv` of `crates/unphi/model`. The test notes are not read.
pub(crate) fn names(corpora: &str, folds: Option<&str>) -> Outcome {
    train("names", corpora, folds)?;
    train("places", corpora, folds)?;
    // Built anew: it sees what the others find.
    train("numbers", corpora, None)
}

fn train(scorer: &str, corpora: &str, folds: Option<&str>) -> Outcome {
    let root = root();
    let mut command = cargo(&["run", "--release", "--quiet", "-p", "unphi-train", "--"]);
    command.arg(scorer).arg(root.join("crates/unphi/model").join(scorer).with_extension("tsv"));
    command.arg("--gold").args(["notes/dev.jsonl", "written/train.jsonl"].map(|file| root.join("testdata").join(file)));
    command.args(ANNOTATED.map(|file| format!("{corpora}/{file}")));
    command.arg("--plain").args(PLAIN.map(|file| format!("{corpora}/{file}")));
    if let Some(folds) = folds {
        command.args(["--folds", folds]);
    }
    run(&mut command)
}
