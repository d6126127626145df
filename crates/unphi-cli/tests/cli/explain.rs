//! `explain` shows text, because it is asked to.

use crate::support::{Folder, NOTE};

#[test]
fn spans_come_with_place_confidence_rule_and_evidence() {
    let folder = Folder::new();
    folder.write("n.txt", format!("One\n{NOTE}"));
    for arguments in [&["explain", "n.txt"][..], &["explain", "--text", &format!("One\n{NOTE}")]] {
        let run = folder.run(arguments);
        run.says(0, &[]);
        assert!(run.text().starts_with("2:9  name/person  "), "{}", run.text());
        assert!(run.text().contains("\"Rose\"\n    evidence: ") && run.text().contains("title"), "{}", run.text());
    }
    let run = folder.run_with(&["explain", "--no-text"], NOTE);
    assert!(run.text().starts_with("1:9  name/person  ") && !run.text().contains("Rose"), "{}", run.text());
    folder.run(&["explain", "--text", "afebrile overnight"]).prints("no identifier found\n");
}

#[test]
fn one_text_only() {
    let folder = Folder::new();
    folder.write("n/a.txt", NOTE).write("n/b.txt", NOTE).write("bad", b"Rose \xFF");
    folder.run(&["explain", "n"]).says(2, &["one text"]);
    folder.run(&["explain", "n/*"]).says(2, &["one text"]);
    folder.run(&["explain", "bad"]).says(1, &["bad: is not UTF-8"]);
    folder.run(&["explain", "none"]).says(1, &["none: cannot be read"]);
    folder.run(&["explain", "bad", "--text", "x"]).says(2, &["cannot be used with"]);
}

#[test]
fn near_misses_are_told_apart() {
    let folder = Folder::new();
    let run = folder.run_with(&["explain", "--min-confidence", "1"], NOTE);
    let (taken, missed) = run.text().split_once("near misses, left in the text:\n").expect("near misses");
    assert!(taken.starts_with("no identifier found\n") && missed.contains("1:9  name/person  "), "{}", run.text());
}

#[test]
fn name_decisions_are_sums_of_weights() {
    let folder = Folder::new();
    let run = folder.run_with(&["explain"], NOTE);
    let text = run.text();
    assert!(text.contains("    name scorer of \"Rose\": +"), "{text}");
    assert!(text.contains(" what stands before: rules give it +"), "{text}");
    let run = folder.run_with(&["explain", "--no-text"], NOTE);
    assert!(run.text().contains("    name scorer: +") && !run.text().contains("Rose"), "{}", run.text());
}

#[test]
fn json_has_every_term() {
    let folder = Folder::new();
    let run = folder.run_with(&["explain", "--json"], format!("\u{e9} {NOTE}"));
    run.says(0, &[]);
    let page: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
    let span = &page["spans"][0];
    assert_eq!(
        (span["start"].as_u64(), span["end"].as_u64(), span["text"].as_str()),
        (Some(10), Some(14), Some("Rose"))
    );
    assert!(span["evidence"].as_array().expect("a list").contains(&"title".into()));
    let word = &span["name_scorer"][0];
    assert_eq!((word["start"].as_u64(), word["end"].as_u64()), (Some(10), Some(14)));
    let terms = word["terms"].as_array().expect("a list");
    let total: f64 = terms.iter().map(|term| term["weight"].as_f64().expect("a number")).sum();
    assert!((total - word["total"].as_f64().expect("a number")).abs() < 0.01 && terms.len() > 10, "{word}");
    let bytes = folder.run_with(&["explain", "--json", "--offsets", "byte", "--no-text"], format!("\u{e9} {NOTE}"));
    assert!(bytes.text().contains("\"start\":11,") && !bytes.text().contains("Rose"), "{}", bytes.text());
    folder.run(&["explain", "--offsets", "byte", "--text", "x"]).says(2, &["--json"]);
    // What the scorer was in doubt about is a near miss with its sum.
    let run = folder.run_with(&["explain", "--json"], "the brown stain on his Grant chair\n");
    let page: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
    for near in page["near_misses"].as_array().expect("a list") {
        assert!(near["confidence"].as_f64().expect("a number") < 0.5, "{near}");
    }
}
