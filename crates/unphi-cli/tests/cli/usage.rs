//! Wrong arguments, help, man page and completions.

use crate::support::{Folder, NOTE};

#[test]
fn wrong_arguments_are_exit_code_2() {
    let folder = Folder::new();
    folder.write("a.txt", NOTE);
    for (arguments, message) in [
        (&["deid", "a.txt", "--policy", "mine.toml"][..], "the built-in policies are safe-harbor, limited-data-set"),
        (&["deid", "a.txt", "--policy", "a.txt"], "--policy a.txt: policy, line 1: "),
        (&["deid", "a.txt", "--ner", "models/x"], "models/x is no folder"),
        (&["deid", "a.txt", "--threads", "0"], "0 is not in 1..=1024"),
        (&["deid", "a.txt", "--input-format", "xml"], "text, jsonl"),
        (&["deid", "a.txt", "--encoding", "ebcdic"], "utf-8"),
        (&["detect", "a.txt", "--offsets", "line"], "utf16"),
        (&["deid", "a.txt", "--min-confidence", "0"], "above 0 and at most 1"),
        (&["deid", "a.txt", "--min-confidence", "NaN"], "above 0 and at most 1"),
        (&["deid", "a.txt", "--rules", "none.toml"], "--rules none.toml: cannot be read"),
        (&["deid", "a.txt", "--deny", "none.txt"], "--deny none.txt: cannot be read"),
        (&["deidentify"], "unrecognized subcommand"),
        (&["man", "nothing"], "there is no command nothing"),
        (&["completions", "cobol"], "bash"),
    ] {
        folder.run(arguments).says(2, &[message]);
    }
    let nothing = folder.run(&[]);
    assert!(nothing.code == 2 && nothing.stderr.contains("Examples:"), "{}", nothing.stderr);
    for ner in ["off", "auto"] {
        folder.run(&["deid", "a.txt", "--ner", ner, "--policy", "safe-harbor"]).says(0, &[]);
    }
}

#[test]
fn help_teaches() {
    let folder = Folder::new();
    for (arguments, parts) in [
        (&["--help"][..], &["Examples:", "unphi deid notes/ -o clean/", "Exit codes", "18 HIPAA"][..]),
        (&["deid", "--help"], &["MAY HOLD PHI", "--id-field", "Examples:", "withheld"]),
        (&["detect", "--help"], &["\"spans\"", "--offsets"]),
        (&["explain", "--help"], &["prints the identifiers themselves", "--no-text"]),
        (&["eval", "--help"], &["Examples:", "--label-map", "counts neither way", "--show-text"]),
        (&["convert", "--help"], &["Examples:", "annotated PHI"]),
        (&["--version"], &["unphi 0."]),
    ] {
        let run = folder.run(arguments);
        run.says(0, &[]);
        for part in parts {
            assert!(run.text().contains(part), "{arguments:?} does not say {part:?}:\n{}", run.text());
        }
        assert!(run.text().lines().all(|line| line.chars().count() <= 100), "lines fit:\n{}", run.text());
    }
}

#[test]
fn man_pages_and_completions_are_printed() {
    let folder = Folder::new();
    assert!(folder.run(&["man"]).text().contains(".TH unphi 1"));
    assert!(folder.run(&["man", "deid"]).text().contains(".TH unphi-deid 1"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(folder.run(&["completions", shell]).text().contains("input-format"), "{shell}");
    }
}

#[test]
fn rules_and_lists_are_obeyed() {
    let folder = Folder::new();
    folder.write("a.txt", "Met Dr. Rose of ward 7b, BDG-204816.\n");
    folder.write("allow", "\u{FEFF}rose\r\n\r\n").write("deny", "Ward 7B\n");
    folder.write("rules.toml", "[[rule]]\nname = 'badge'\nidentifier = 'other'\npatterns = ['\\bBDG-\\d{6}\\b']\n");
    let arguments = ["deid", "a.txt", "--allow", "allow", "--deny", "deny", "--rules", "rules.toml"];
    folder.run(&arguments).prints("Met Dr. Rose of [OTHER], [OTHER].\n");
    folder.write("bad.toml", "\n[[rule]]\nname = 'x'\nidentifier = 'other'\npatterns = ['(']\n");
    folder.run(&["deid", "a.txt", "--rules", "bad.toml"]).says(2, &["--rules bad.toml: ", "line 5"]);
}

#[test]
fn minimum_confidence_moves_the_line() {
    let folder = Folder::new();
    let count = |arguments: &[&str]| {
        let text = ["detect"].iter().chain(arguments).copied().collect::<Vec<_>>();
        let run = folder.run_with(&text, NOTE);
        run.text().matches("confidence").count()
    };
    assert_eq!((count(&[]), count(&["--min-confidence", "1"])), (1, 0));
}
