//! The scores against another implementation, `independent.py`, on a thousand random documents.
//!
//! It needs Python 3. Under `CI=true` it must run, and installs scikit-learn in a virtual environment below the target
//! folder so that a well-known library has its say; elsewhere it uses that environment where it is there, and is skipped
//! where there is no Python.

#![forbid(unsafe_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use fastrand::Rng;
use serde_json::{Value, json};
use unphi_eval::{Counts, Document, File, Format, LabelMap, Options, evaluate, pair, read};

const DOCUMENTS: usize = 1000;

/// Letters of several scripts and lengths, digits of several kinds, and what parts tokens: an accent of its own, an
/// underscore, a face, line ends.
const LETTERS: [char; 24] = [
    'a', 'B', 'c', 'd', 'E', '1', '2', '0', 'é', 'ß', 'Ж', '王', '明', '½', 'Ⅷ', ' ', ' ', ' ', '\u{301}', '_', '-',
    '😀', '\r', '\n',
];
const LABELS: [(&str, Option<&str>); 5] =
    [("name", Some("person")), ("date", None), ("geographic", Some("city")), ("other", None), ("IGNORED", None)];

#[test]
fn another_implementation_counts_the_same() {
    let Some(python) = python() else {
        assert!(!in_ci(), "python3 is missing; the scores must be checked in CI");
        eprintln!("skipped: there is no python3");
        return;
    };
    for (seed, organizations) in [(1, false), (2, true)] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (gold, predictions) = random(seed, organizations);
        let (gold_path, prediction_path) = (folder.path().join("gold.jsonl"), folder.path().join("pred.jsonl"));
        fs::write(&gold_path, &gold).expect("written");
        fs::write(&prediction_path, &predictions).expect("written");
        let theirs = theirs(&python, &gold_path, &prediction_path);
        compare(&theirs, &gold, &predictions);
    }
}

fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true" || value == "1")
}

/// A Python, with scikit-learn where that can be had.
fn python() -> Option<PathBuf> {
    let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join("eval-venv");
    let own = venv.join("bin/python");
    if has_library(&own) {
        return Some(own);
    }
    let system = PathBuf::from("python3");
    if !quietly(Command::new(&system).arg("--version")) {
        return None;
    }
    let install = || {
        quietly(Command::new(&system).args(["-m", "venv"]).arg(&venv))
            && quietly(Command::new(&own).args(["-m", "pip", "install", "--quiet", "scikit-learn==1.7.2"]))
            && has_library(&own)
    };
    if in_ci() && install() {
        return Some(own);
    }
    eprintln!("without scikit-learn: only the plain implementation is asked");
    Some(system)
}

fn has_library(python: &Path) -> bool {
    quietly(Command::new(python).args(["-c", "import sklearn"]))
}

fn quietly(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn theirs(python: &Path, gold: &Path, predictions: &Path) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/independent.py");
    let output = Command::new(python).arg(script).arg(gold).arg(predictions).output().expect("python starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Gold and predictions as JSON Lines.
fn random(seed: u64, organizations: bool) -> (String, String) {
    let mut random = Rng::with_seed(seed);
    let (mut gold, mut predictions) = (String::new(), String::new());
    for id in 0..DOCUMENTS {
        let length = random.usize(1..120);
        let text: String = (0..length).filter_map(|_| random.choice(LETTERS)).collect();
        let mut spans = spans(&mut random, length, LABELS.len());
        if organizations && random.bool() {
            spans.push(json!({"start": 0, "end": 1, "label": "name", "kind": "organization"}));
        }
        gold.push_str(&format!("{}\n", json!({"id": id, "text": text, "spans": spans})));
        // What is found has much to do with what is there.
        spans.retain(|span| span["label"] != "IGNORED" && random.u8(..4) > 0);
        let found = self::spans(&mut random, length, LABELS.len() - 1);
        spans.extend(found.into_iter().map(|mut span| {
            if random.u8(..4) == 0 {
                span["label"] = json!("name");
                span["kind"] = json!("organization");
            }
            span
        }));
        predictions.push_str(&format!("{}\n", json!({"id": id, "spans": spans})));
    }
    (gold, predictions)
}

/// Some spans, which may overlap.
fn spans(random: &mut Rng, length: usize, labels: usize) -> Vec<Value> {
    let count = random.usize(..6);
    let mut one = || {
        let start = random.usize(..length);
        let end = (start + random.usize(1..15)).min(length);
        let (label, kind) = LABELS[random.usize(..labels)];
        json!({"start": start, "end": end, "label": label, "kind": kind})
    };
    (0..count).map(|_| one()).collect()
}

fn compare(theirs: &Value, gold: &str, predictions: &str) {
    let options = Options::default();
    let mut documents: Vec<Document> =
        read(Format::Jsonl, &[File::new("gold.jsonl", gold)], &options).placed().expect("reads");
    let predictions = read(Format::Jsonl, &[File::new("pred.jsonl", predictions)], &options).records;
    let pairing = pair(&mut documents, predictions);
    assert!(pairing.errors.is_empty() && documents.len() == DOCUMENTS, "{:?}", pairing.errors);
    let mut labels = LabelMap::built_in();
    labels.extend("test", "IGNORED = 'ignore'").expect("a map");
    let evaluation = evaluate(&documents, &pairing.predictions, &labels).expect("labels are known");
    let total = evaluation.total();
    assert!(total.tokens > 2500 && total.tokens_removed < total.tokens, "the documents test something: {total:?}");
    assert_same(&theirs["total"], total, "total");
    for (label, counts) in evaluation.labels() {
        // These are the same for every label.
        let theirs = &theirs["labels"][label.name()];
        assert_same(theirs, &Counts { documents: 0, other_tokens: 0, ..*counts }, label.name());
    }
    println!("scikit-learn: {}", theirs["scikit-learn"]);
}

fn assert_same(theirs: &Value, ours: &Counts, what: &str) {
    for (name, count) in [
        ("documents", ours.documents),
        ("documents_with_phi", ours.documents_with_phi),
        ("documents_leaking", ours.documents_leaking),
        ("spans", ours.spans),
        ("spans_removed", ours.spans_removed),
        ("tokens", ours.tokens),
        ("tokens_removed", ours.tokens_removed),
        ("tokens_typed", ours.tokens_typed),
        ("tokens_split", ours.tokens_split),
        ("predicted", ours.predicted),
        ("predicted_right", ours.predicted_right),
        ("predicted_typed", ours.predicted_typed),
        ("other_tokens", ours.other_tokens),
    ] {
        assert_eq!(theirs[name].as_u64().unwrap_or(0), count, "{what}: {name}");
    }
}
