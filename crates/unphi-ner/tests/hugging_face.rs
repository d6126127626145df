//! Models of the user's own, in the layout of Hugging Face, which the tests make themselves.

#![cfg(feature = "hugging-face")]

mod support;

use std::fs;

use unphi::{Ask, Deidentifier, Identifier, Span};
use unphi_ner::{Choice, Chosen, ModelError, choose};

fn open(folder: &std::path::Path, labels: Option<&str>) -> Result<Chosen, ModelError> {
    let choice = Choice { labels, ..Choice::default() };
    choose(folder.as_os_str(), &choice).map(|chosen| chosen.expect("a model"))
}

fn detect(folder: &std::path::Path, labels: Option<&str>, text: &str) -> Result<Vec<Span>, ModelError> {
    let chosen = open(folder, labels)?;
    assert_eq!(chosen.ask, Ask::Everywhere);
    let deid = Deidentifier::builder().name_model(chosen.model, chosen.ask).build().expect("builds");
    Ok(deid.detect(text).expect("detects"))
}

const TEXT: &str = "plan with zorvex, afebrile, at quillmere";

#[test]
fn every_way_to_mark_labels_gives_the_same_spans() {
    if !support::runtime() {
        return;
    }
    for labels in [
        &["O", "B-PER", "I-PER", "B-LOC"][..],
        &["O", "S-PER", "E-PER", "S-LOC"],
        &["O", "PATIENT", "DOCTOR", "HOSPITAL"],
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        support::write(folder.path(), labels, [1, 3, 0, 0], 17);
        let spans = detect(folder.path(), None, TEXT).expect("opens");
        let found: Vec<(&str, Identifier)> =
            spans.iter().map(|span| (TEXT.get(span.range()).expect("on boundaries"), span.identifier())).collect();
        assert_eq!(found, [("zorvex", Identifier::Name), ("quillmere", Identifier::Geographic)], "{labels:?}");
    }
}

#[test]
fn a_label_map_says_what_labels_mean() {
    if !support::runtime() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    support::write(folder.path(), &["O", "B-WHO", "B-WHERE"], [1, 2, 0, 0], 17);
    let error = detect(folder.path(), None, TEXT).expect_err("unknown labels").to_string();
    assert!(error.contains("B-WHO") && error.contains("label map"), "{error}");
    let map = "WHO = \"person\"\nWHERE = \"none\"\n";
    let spans = detect(folder.path(), Some(map), TEXT).expect("opens");
    assert_eq!(spans.iter().map(|span| TEXT.get(span.range()).unwrap_or_default()).collect::<Vec<_>>(), ["zorvex"]);
}

#[test]
fn a_long_text_is_read_in_pieces_that_overlap() {
    if !support::runtime() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    support::write(folder.path(), &["O", "PER"], [1, 0, 0, 0], 17);
    // The model takes 64 tokens at a time; folded characters move offsets.
    let line = "plan\u{a0}with zorvex \u{2014} afebrile\n";
    let text = line.repeat(500);
    let spans = detect(folder.path(), None, &text).expect("opens");
    assert_eq!(spans.len(), 500);
    assert!(spans.iter().all(|span| text.get(span.range()) == Some("zorvex")));
}

#[test]
fn what_is_wrong_with_a_model_is_said_with_the_way_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = |part: &[&str]| {
        let error = detect(folder.path(), None, TEXT).expect_err("refused").to_string();
        for part in part {
            assert!(error.contains(part), "{part}: {error}");
        }
    };
    said(&["model.onnx", "cannot be read"]);
    support::write(folder.path(), &["O", "PER"], [1, 0, 0, 0], 17);
    if !support::runtime() {
        said(&["ONNX Runtime", "pip install onnxruntime"]);
        return;
    }
    let whole = fs::read(folder.path().join("model.onnx")).expect("there");
    fs::write(folder.path().join("model.onnx"), whole.get(..whole.len() / 2).expect("half")).expect("written");
    said(&["refused by ONNX Runtime"]);
    support::write(folder.path(), &["O", "PER"], [1, 0, 0, 0], 9_999);
    said(&["refused by ONNX Runtime", "opset"]);
    support::write(folder.path(), &["O", "PER"], [1, 0, 0, 0], 17);
    fs::write(folder.path().join("config.json"), "{\"id2label\": {\"0\": \"O\", \"1\": \"PER\", \"2\": \"LOC\"}}")
        .expect("written");
    said(&["2 logits", "3 labels"]);
    fs::write(folder.path().join("config.json"), "{}").expect("written");
    said(&["config.json", "id2label"]);
    support::write(folder.path(), &["O", "PER"], [1, 0, 0, 0], 17);
    fs::write(folder.path().join("SHA256SUMS"), format!("{}  model.onnx\n", "0".repeat(64))).expect("written");
    said(&["model.onnx", "SHA-256"]);
    fs::remove_file(folder.path().join("SHA256SUMS")).expect("removed");
    fs::remove_file(folder.path().join("tokenizer.json")).expect("removed");
    said(&["tokenizer.json", "cannot be read"]);
    let error = open(&folder.path().join("none"), None).expect_err("no folder").to_string();
    assert!(error.contains("no folder"), "{error}");
}
