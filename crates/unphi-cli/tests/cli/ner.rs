//! The name model: chosen, forced, missing.

use crate::support::{CLEAN, Folder, NOTE, Run};

/// A text with a word that the rules leave open.
const OPEN: &str = "afebrile overnight, Brook as before\n";

/// Runs unphi where `ORT_DYLIB_PATH` is `library`, or is not set.
fn run(folder: &Folder, arguments: &[&str], library: Option<&str>) -> Run {
    let mut command = folder.command();
    command.args(arguments).env_remove("ORT_DYLIB_PATH");
    if let Some(library) = library {
        command.env("ORT_DYLIB_PATH", library);
    }
    let output = command.output().expect("unphi runs");
    Run {
        code: output.status.code().expect("no signal"),
        stdout: output.stdout,
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

#[test]
fn it_runs_without_onnx_runtime() {
    let folder = Folder::new();
    folder.write("a.txt", NOTE);
    for ner in ["off", "auto", "on"] {
        run(&folder, &["deid", "a.txt", "--ner", ner], None).prints(CLEAN);
    }
    run(&folder, &["deid", "a.txt", "--ner", "auto", "--ner-backend", "native"], Some("/none")).prints(CLEAN);
}

#[test]
fn auto_goes_on_without_a_library_and_says_so_once() {
    let folder = Folder::new();
    folder.write("a.txt", NOTE).write("b.txt", NOTE);
    let auto = run(&folder, &["deid", "a.txt", "b.txt", "--ner", "auto"], Some("/none/libonnxruntime.so"));
    auto.says(0, &["ONNX Runtime cannot be used", "/none/libonnxruntime.so", "runs without it"]);
    assert_eq!(auto.stderr.lines().count(), 1, "{}", auto.stderr);
    for forced in [&["--ner", "on"][..], &["--ner", "auto", "--ner-backend", "onnx-runtime"]] {
        let run = run(&folder, &[&["deid", "a.txt"], forced].concat(), Some("/none/libonnxruntime.so"));
        run.says(2, &["ONNX Runtime cannot be used", "pip install onnxruntime"]);
        assert!(run.stdout.is_empty());
    }
}

#[test]
fn a_model_that_is_not_there_is_an_error() {
    let folder = Folder::new();
    folder.write("a.txt", NOTE).write("empty/x", "").write("bad/model.onnx", "no model").write("map", "x = 1");
    for (arguments, message) in [
        (&["--ner", "none"][..], "none is no folder"),
        (&["--ner", "empty"], "model.onnx cannot be read"),
        (&["--ner", "bad"], "damaged"),
        (&["--ner", "auto", "--ner-labels", "map"], "--ner FOLDER"),
        (&["--ner", "off", "--ner-ask", "unsure"], "--ner-ask needs a model"),
    ] {
        let run = run(&folder, &[&["deid", "a.txt"], arguments].concat(), None);
        run.says(2, &[message]);
        assert!(run.stdout.is_empty());
    }
}

#[test]
fn explain_and_the_manifest_tell_of_it() {
    let folder = Folder::new();
    folder.write("a.txt", OPEN);
    let told = run(&folder, &["explain", "a.txt", "--ner", "on"], None);
    assert!(told.text().contains("name model of \"Brook\": "), "{}", told.text());
    assert!(!run(&folder, &["explain", "a.txt", "--ner", "off"], None).text().contains("name model"));
    let json = run(&folder, &["explain", "--json", "a.txt", "--ner", "on"], None);
    assert!(json.text().contains("\"name_model\":{\"log_odds\":"), "{}", json.text());
    run(&folder, &["deid", "a.txt", "--ner", "auto", "--manifest", "m.json"], None).says(0, &[]);
    let manifest: serde_json::Value = serde_json::from_str(&folder.read("m.json")).expect("JSON");
    assert_eq!(manifest["name_model"]["words"].as_u64(), Some(5), "{manifest}");
    assert!(manifest["name_model"]["asked"].as_u64() <= Some(5));
}

#[test]
fn info_tells_what_there_is() {
    let folder = Folder::new();
    folder.write("notes/a.txt", OPEN).write("notes/bad.txt", b"\xFF");
    let off = run(&folder, &["info", "--ner", "off"], None);
    assert!(off.text().contains("name model    none") && off.code == 0, "{}", off.text());
    let auto = run(&folder, &["info", "--ner", "auto", "notes/a.txt"], None);
    for part in ["unphi-names, asked where the rules are unsure", "computed by   native", "sha256 ", " of 5 words ("] {
        assert!(auto.text().contains(part), "{part}: {}", auto.text());
    }
    run(&folder, &["info", "--ner", "auto", "notes"], None).says(1, &["bad.txt: is not UTF-8"]);
}
