//! `synth` writes invented notes.

use crate::support::Folder;

#[test]
fn notes_come_as_json_lines_and_a_longer_run_begins_with_the_shorter() {
    let folder = Folder::new();
    let short = folder.run(&["synth", "--count", "3", "--seed", "9", "--genre", "nursing", "--genre", "sql"]);
    short.says(0, &[]);
    assert_eq!(short.text().lines().count(), 3);
    assert!(short.text().starts_with("{\"id\":\"synth/dev/9/nursing/0\",\"text\":\""), "{}", short.text());
    let long = folder.run(&["synth", "--count", "5", "--seed", "9", "--genre", "nursing", "--genre", "sql"]);
    assert!(long.text().starts_with(short.text()));
    folder.run(&["synth", "--count", "2", "--split", "test", "-o", "notes.jsonl"]).says(0, &[]);
    folder.run(&["detect", "--input-format", "jsonl", "notes.jsonl"]).says(0, &[]);
}

#[test]
fn genres_are_listed_and_unknown_ones_refused() {
    let folder = Folder::new();
    let run = folder.run(&["synth", "--list-genres"]);
    assert!(run.text().lines().any(|genre| genre == "hl7v2"), "{}", run.text());
    folder.run(&["synth", "--genre", "opera", "-o", "x.jsonl"]).says(2, &["no such genre: opera", "--list-genres"]);
    assert!(!folder.path("x.jsonl").exists());
}
