//! `eval` and `convert`: formats in, scores out, and text in neither messages nor reports.

use crate::support::{Folder, Run};

/// The doctor is found, the odd code is not; "CaseNo" is a label that nobody knows.
const GOLD: &str = concat!(
    r#"{"id": "a", "text": "Met Dr. Rose today.", "spans": [{"start": 8, "end": 12, "label": "name", "kind": "person"}]}"#,
    "\n",
    r#"{"id": "b", "text": "Rose thorn, afebrile.", "spans": [{"start": 0, "end": 4, "label": "other"}]}"#,
    "\n",
);

fn json(run: &Run) -> serde_json::Value {
    serde_json::from_slice(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}{}", run.text(), run.stderr))
}

#[test]
fn the_engine_is_scored_without_predictions() {
    let folder = Folder::new();
    folder.write("g.jsonl", GOLD);
    let report = json(folder.run(&["eval", "--ner", "off", "--gold", "g.jsonl", "--report", "json"]).says(0, &[]));
    assert_eq!(report["total"]["documents"], 2);
    assert_eq!(report["total"]["recall"], 0.5);
    assert_eq!(report["total"]["precision"], 1.0);
    assert_eq!(report["total"]["leak_rate"], 0.5);
    assert_eq!(report["kinds"]["name/person"]["recall"], 1.0);
    assert_eq!(report["errors"][0]["place"], "g.jsonl:2");
    let none = json(&folder.run(&["eval", "--gold", "g.jsonl", "--report", "json", "--min-confidence", "1"]));
    assert_eq!(none["total"]["recall"], 0.0);
    folder.write("deny", "Rose");
    let all = json(&folder.run(&["eval", "--gold", "g.jsonl", "--report", "json", "--deny", "deny", "--threads", "2"]));
    assert_eq!(all["total"]["recall"], 1.0);
}

#[test]
fn what_detect_prints_scores_as_the_engine_does() {
    let folder = Folder::new();
    folder.write("g.jsonl", GOLD);
    folder.run(&["detect", "--input-format", "jsonl", "g.jsonl", "-o", "p.jsonl"]).says(0, &[]);
    let own = folder.run(&["eval", "--gold", "g.jsonl", "--report", "json"]);
    let given = folder.run(&["eval", "--gold", "g.jsonl", "--pred", "p.jsonl", "--report", "json"]);
    assert_eq!(json(&own)["total"], json(given.says(0, &[]))["total"]);
}

#[test]
fn reports_hold_text_only_where_asked() {
    let folder = Folder::new();
    folder.write("g.jsonl", GOLD);
    for (style, begins) in [("text", "unphi 0."), ("json", "{"), ("markdown", "# "), ("html", "<!DOCTYPE html>")] {
        let run = folder.run(&["eval", "--gold", "g.jsonl", "--report", style]);
        run.says(0, &[]);
        assert!(run.text().starts_with(begins) && !run.text().contains("Rose"), "{}", run.text());
        folder.run(&["eval", "--gold", "g.jsonl", "--report", style, "--show-text", "-o", "r"]).prints("");
        assert!(folder.read("r").contains("Rose"), "{style}");
    }
    let none = folder.run(&["eval", "--gold", "g.jsonl", "--errors", "0", "--show-text"]);
    assert!(!none.text().contains("Rose"), "{}", none.text());
}

#[test]
fn what_cannot_be_scored_is_said_and_the_rest_is_scored() {
    let folder = Folder::new();
    folder.write("g.jsonl", format!("{GOLD}{{\"id\": \"c\", \"text\": \"Rose\n"));
    folder.write("p.jsonl", "{\"id\": \"a\", \"spans\": []}\n{\"id\": \"z\", \"spans\": []}\n");
    let run = folder.run(&["eval", "--gold", "g.jsonl", "--pred", "p.jsonl"]);
    run.says(
        1,
        &[
            "g.jsonl:3: is truncated",
            "g.jsonl:2: has no prediction",
            "1 predictions belong to no",
            "2 withheld, 1 done",
        ],
    );
    assert!(run.text().contains("2 documents could not be scored"), "{}", run.text());
    folder.write("none.jsonl", "{\"id\": \"z\", \"spans\": []}\n");
    folder.run(&["eval", "--gold", "g.jsonl", "--pred", "none.jsonl"]).says(1, &["no document could be scored"]);
    folder.run(&["eval", "--gold", "none"]).says(1, &["none: cannot be read", "no annotated document"]);
}

#[test]
fn formats_are_told_or_given() {
    let folder = Folder::new();
    folder.write("notes/ward/a.txt", "Met Dr. [[DOCTOR|Rose]] today.\n").write("notes/clinic/b.txt", "Afebrile.\n");
    let report = json(folder.run(&["eval", "--gold", "notes", "--report", "json"]).says(0, &[]));
    assert_eq!((&report["total"]["documents"], &report["total"]["recall"]), (&2.into(), &1.0.into()));
    assert_eq!(report["groups"]["ward"]["tokens"], 1);
    folder.run(&["eval", "--gold", "notes/clinic"]).says(2, &["cannot be told", "--gold-format", "label-studio"]);
    folder.run(&["eval", "--gold", "notes/clinic", "--gold-format", "inline"]).says(0, &[]);
    folder.run(&["eval", "--gold", "notes", "--gold-format", "word"]).says(2, &["jsonl"]);
}

#[test]
fn unknown_labels_stop_until_a_map_says_what_they_mean() {
    let folder = Folder::new();
    folder.write("g.jsonl", GOLD.replace("\"other\"", "\"CaseNo\""));
    folder.run(&["eval", "--gold", "g.jsonl"]).says(2, &["the label \"CaseNo\" (g.jsonl:2)", "--label-map"]);
    folder.write("map.toml", "CaseNo = 'ignore'");
    let report = json(&folder.run(&["eval", "--gold", "g.jsonl", "--label-map", "map.toml", "--report", "json"]));
    assert_eq!(report["total"]["recall"], 1.0);
    folder.write("map.toml", "CaseNo = 'nam'");
    folder.run(&["eval", "--gold", "g.jsonl", "--label-map", "map.toml"]).says(2, &["--label-map map.toml: CaseNo"]);
    // In text with marks a label may be a name in the wrong place.
    folder.write("a.txt", "Met [[Rose|NAME]].");
    folder.run(&["eval", "--gold", "a.txt"]).says(2, &["a label (a.txt)"]);
}

#[test]
fn groups_are_folders_ids_or_fields() {
    let folder = Folder::new();
    let line = |id: &str, genre: &str| {
        format!("{{\"id\": \"{id}\", \"genre\": \"{genre}\", \"text\": \"x\", \"spans\": []}}\n")
    };
    folder.write("g.jsonl", line("ed/1", "triage") + &line("icu/1", "rounds"));
    let groups = |by: &str| {
        let run = folder.run(&["eval", "--gold", "g.jsonl", "--report", "json", "--group-by", by]);
        json(&run)["groups"].as_object().expect("an object").keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(groups("id"), ["ed", "icu"]);
    assert_eq!(groups("genre"), ["rounds", "triage"]);
    assert!(groups("folder").is_empty());
}

#[test]
fn reports_do_not_replace_inputs() {
    let folder = Folder::new();
    folder.write("g.jsonl", GOLD);
    folder.run(&["eval", "--gold", "g.jsonl", "-o", "g.jsonl"]).says(2, &["would be overwritten"]);
    folder.run(&["eval", "--gold", "g.jsonl", "-o", "."]).says(2, &["is a folder"]);
    folder.run(&["eval"]).says(2, &["--gold"]);
}

#[test]
fn conversion_keeps_text_and_annotations() {
    let folder = Folder::new();
    folder.write("in/g.jsonl", GOLD);
    for format in ["inline", "i2b2", "brat", "presidio", "label-studio", "spacy", "jsonl"] {
        folder.run(&["convert", "in/g.jsonl", "--to", format, "-o", format]).prints("");
        let report = json(&folder.run(&["eval", "--gold", format, "--report", "json"]));
        let own = json(&folder.run(&["eval", "--gold", "in/g.jsonl", "--report", "json"]));
        assert_eq!(report["total"], own["total"], "{format}");
    }
    assert_eq!(folder.read("inline/a.txt"), "Met Dr. [[name/person|Rose]] today.");
    folder.run(&["convert", "in/g.jsonl", "--to", "brat", "-o", "in"]).says(2, &["holds an input"]);
    folder.write("in/bad.jsonl", "{\"text\": \"Rose\", \"spans\": [{\"start\": 0, \"end\": 9, \"label\": \"name\"}]}");
    folder.run(&["convert", "in/bad.jsonl", "--to", "brat", "-o", "x"]).says(1, &["in/bad.jsonl:1: annotation 1"]);
}
