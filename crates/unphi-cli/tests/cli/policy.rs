//! Policies, keys, and the way back.

use crate::support::Folder;

const NOTE: &str = "Mrs. Ruiz, MRN: 00482913, seen 3/14/2024 in Boston. Mrs. Ruiz is well.\n";
const KEY: &str = "6d5c5c6e2a0b4c1f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a392817\n";

#[test]
fn a_policy_by_name_or_file() {
    let folder = Folder::new();
    folder.write("a.txt", NOTE);
    folder
        .run(&["deid", "a.txt", "--policy", "limited-data-set"])
        .prints("Mrs. [NAME], MRN: [MRN], seen 3/14/2024 in Boston. Mrs. [NAME] is well.\n");
    folder.write("mine.toml", "[operators]\nname = \"numbered-tag\"\nmrn = \"remove\"\n");
    folder
        .run(&["deid", "a.txt", "--policy", "mine.toml"])
        .prints("Mrs. [NAME_1], MRN: , seen 2024 in [GEOGRAPHIC]. Mrs. [NAME_1] is well.\n");
    let kept = folder.run(&["detect", "a.txt", "--policy", "limited-data-set"]).text().matches("confidence").count();
    assert_eq!(kept, 3, "what stays is not listed");
    folder.write("wrong.toml", "profile = \"safe-harbor\"\n\n[operators]\nmrn = \"hash\"\n");
    folder
        .run(&["deid", "a.txt", "--policy", "wrong.toml"])
        .says(2, &["--policy wrong.toml: policy, line 4: mrn departs"]);
}

#[test]
fn policies_are_shown_and_checked() {
    let folder = Folder::new();
    for policy in ["safe-harbor", "limited-data-set", "pseudonymize", "reversible"] {
        let shown = folder.run(&["policy", "show", policy]);
        folder.write("shown.toml", shown.text());
        assert_eq!(folder.run(&["policy", "show", "shown.toml"]).text(), shown.text());
        let checked = folder.run(&["policy", "check", "shown.toml"]);
        assert_eq!(checked.text(), folder.run(&["policy", "check", policy]).text());
        for letter in 'A'..='R' {
            assert!(checked.text().contains(&format!("\n({letter}) ")), "{policy}: ({letter})");
        }
    }
    let checked = folder.run(&["policy", "check", "pseudonymize"]);
    for part in ["meets        expert-determination", "164.514(c)(1)", "needs        a key"] {
        assert!(checked.text().contains(part), "{part}: {}", checked.text());
    }
    folder.run(&["policy", "check", "none.toml"]).says(2, &["none.toml: there is no such file"]);
}

#[test]
fn tokens_come_back_with_the_key() {
    let folder = Folder::new();
    folder.write("a.txt", NOTE).write("key", KEY);
    let sealed = folder.run(&["deid", "a.txt", "--policy", "reversible", "--key-file", "key"]);
    assert!(sealed.text().starts_with("Mrs. [NAME:E1:") && !sealed.text().contains("Ruiz"), "{}", sealed.text());
    folder.write("sealed.txt", sealed.text());
    folder.run(&["reidentify", "sealed.txt", "--key-file", "key"]).prints(NOTE);
    folder.run(&["reidentify", "sealed.txt", "--key-file", "key", "-o", "back.txt"]).says(0, &[]);
    assert_eq!(folder.read("back.txt"), NOTE);

    folder.write("other", [7; 32]);
    let wrong = folder.run(&["reidentify", "sealed.txt", "--key-file", "other"]);
    assert_eq!(wrong.text(), sealed.text(), "left as they stand");
    wrong.says(1, &["sealed.txt: line 1: the token was made with another key"]);
    let rotated = ["reidentify", "sealed.txt", "--key-file", "other", "--previous-key-file", "key"];
    folder.run(&rotated).prints(NOTE);
}

#[test]
fn keys_come_from_files_or_the_environment() {
    let folder = Folder::new();
    folder.write("a.txt", NOTE).write("key", KEY).write("short", "secret");
    let from_file = folder.run(&["deid", "a.txt", "--policy", "reversible", "--key-file", "key"]);
    let mut command = folder.command();
    let output =
        command.args(["deid", "a.txt", "--policy", "reversible"]).env("UNPHI_KEY", KEY).output().expect("runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout), from_file.text());
    for (arguments, message) in [
        (&["deid", "a.txt", "--policy", "reversible"][..], "needs a key: give --key-file FILE, or set UNPHI_KEY"),
        (&["reidentify", "a.txt"], "needs a key"),
        (&["deid", "a.txt", "--policy", "reversible", "--key-file", "short"], "fewer than 32 bytes"),
        (&["deid", "a.txt", "--policy", "reversible", "--key-file", "none"], "--key-file none: cannot be read"),
    ] {
        folder.run(arguments).says(2, &[message]);
    }
}

#[test]
fn dates_are_shifted_by_subject() {
    let folder = Folder::new();
    folder.write("key", KEY);
    folder
        .write("a/1.txt", "Seen 3/14/2024.\n")
        .write("a/2.txt", "Seen 3/24/2024.\n")
        .write("b/1.txt", "Seen 3/14/2024.\n");
    let common = ["--policy", "pseudonymize", "--key-file", "key"];
    let run = |arguments: &[&str]| folder.run(&[arguments, &common[..]].concat());
    run(&["deid", "a", "b", "-o", "out", "--subject-by", "folder"]).says(0, &[]);
    let day = |name: &str| -> i64 {
        // Days of a year of months of thirty days are enough to see ten days of difference, or a different subject.
        let text = folder.read(name);
        let date =
            text.trim_end().strip_prefix("Seen ").and_then(|date| date.strip_suffix('.')).expect("a date").to_owned();
        let parts: Vec<i64> = date.split('/').map(|part| part.parse().expect("a number")).collect();
        parts[2] * 365 + parts[0] * 30 + parts[1]
    };
    let apart = day("out/a/2.txt") - day("out/a/1.txt");
    assert!((9..=11).contains(&apart) || (14..=16).contains(&apart), "{apart}");
    assert_ne!(folder.read("out/a/1.txt"), folder.read("out/b/1.txt"));
    folder.write(
        "n.jsonl",
        "{\"id\": 1, \"who\": \"p\", \"text\": \"Seen 3/14/2024.\"}\n{\"id\": 2, \"text\": \"Seen 3/14/2024.\"}\n",
    );
    let records = run(&["deid", "n.jsonl", "--input-format", "jsonl", "--subject-id-field", "who"]);
    assert!(records.text().contains("\"id\": 1") && !records.text().contains("3/14/2024"), "{}", records.text());
    let again = run(&["deid", "n.jsonl", "--input-format", "jsonl", "--subject-id-field", "who", "--threads", "2"]);
    assert_eq!(again.text(), records.text(), "another process, other threads");
    records.says(1, &["n.jsonl:2", "no id of its subject in the field \"who\"", "--subject-id-field"]);
    run(&["deid", "a/1.txt"]).says(2, &["shifts the dates of each person", "--subject-by folder"]);
    run(&["deid", "a/1.txt", "--subject-id-field", "who"]).says(2, &["a text has no fields"]);
}

#[test]
fn a_manifest_says_what_was_done() {
    let folder = Folder::new();
    folder.write("a.txt", NOTE);
    folder.run(&["deid", "a.txt", "-o", "b.txt", "--manifest", "m.json"]).says(0, &[]);
    let manifest: serde_json::Value = serde_json::from_str(&folder.read("m.json")).expect("JSON");
    assert_eq!(manifest["policy"]["name"], "safe-harbor");
    assert_eq!(manifest["policy"]["meets"], "safe-harbor");
    assert_eq!(manifest["policy"]["census"], "strictest");
    assert_eq!((&manifest["documents"], &manifest["withheld"]), (&1.into(), &0.into()));
    assert_eq!((&manifest["replaced"]["name"], &manifest["replaced"]["mrn"]), (&2.into(), &1.into()));
    assert_eq!(manifest["lexicon"].as_str().map(str::len), Some(64));
    assert_eq!(manifest["paragraphs"].as_array().map(Vec::len), Some(18));
    assert!(!folder.read("m.json").contains("Ruiz"));
}
