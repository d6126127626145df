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
    assert!(taken.starts_with("no identifier found\n") && missed.starts_with("1:9  name/person  "), "{}", run.text());
}
