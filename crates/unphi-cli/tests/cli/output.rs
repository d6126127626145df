//! Where output goes, and what is never overwritten or half written.

use crate::support::{CLEAN, Folder, NOTE};

#[test]
fn one_file_goes_to_a_file_and_a_folder_to_a_folder() {
    let folder = Folder::new();
    folder.write("n/a.txt", NOTE).write("n/b/c.txt", NOTE).write("clean.txt", "old");
    folder.run(&["deid", "n/a.txt", "-o", "clean.txt"]).prints("");
    assert_eq!(folder.read("clean.txt"), CLEAN);
    folder.run(&["deid", "n", "-o", "deep/er/out"]).prints("");
    assert_eq!(folder.files("deep/er/out"), ["a.txt", "b/c.txt"]);
    assert_eq!(folder.read("deep/er/out/b/c.txt"), CLEAN);
    // An existing folder takes a file under its name, as cp does.
    folder.run(&["deid", "n/a.txt", "-o", "deep"]).prints("");
    assert_eq!(folder.read("deep/a.txt"), CLEAN);
    folder.run_with(&["deid", "-o", "in.txt"], NOTE).prints("");
    assert_eq!(folder.read("in.txt"), CLEAN);
}

#[test]
fn the_output_folder_may_lie_in_the_input_folder() {
    let folder = Folder::new();
    folder.write("n/a.txt", NOTE);
    for _ in 0..2 {
        folder.run(&["deid", "n", "-o", "n/clean"]).prints("");
        assert_eq!(folder.files("n"), ["a.txt", "clean/a.txt"]);
    }
    for _ in 0..2 {
        folder.run(&["detect", "n/clean", "-o", "n/clean/spans.jsonl"]).prints("");
        assert_eq!(folder.read("n/clean/spans.jsonl").lines().count(), 1);
    }
}

#[test]
fn an_input_is_never_overwritten() {
    let folder = Folder::new();
    folder.write("n/a.txt", NOTE);
    for arguments in [
        ["deid", "n/a.txt", "-o", "n/a.txt"],
        ["deid", "n/a.txt", "-o", "./n/../n/a.txt"],
        ["deid", "n/a.txt", "-o", "n"],
        ["deid", "n", "-o", "n"],
        ["detect", "n/a.txt", "-o", "n/a.txt"],
    ] {
        folder.run(&arguments).says(2, &["is an input and would be overwritten", "-o"]);
        assert_eq!(folder.read("n/a.txt"), NOTE);
    }
}

#[cfg(unix)]
#[test]
fn standard_output_into_the_input_is_noticed() {
    let folder = Folder::new();
    folder.write("a.txt", NOTE).write("n/b.txt", NOTE);
    let append =
        |name: &str| std::fs::File::options().append(true).create(true).open(folder.path(name)).expect("opens");
    let status =
        folder.command().args(["deid", "a.txt"]).stdout(append("a.txt")).stderr(std::process::Stdio::null()).status();
    assert_eq!(status.expect("runs").code(), Some(1));
    assert_eq!(folder.read("a.txt"), NOTE);
    // In a folder it is left out, as a result that does not belong to the input.
    let status = folder.command().args(["deid", "n"]).stdout(append("n/out.txt")).status();
    assert_eq!(status.expect("runs").code(), Some(0));
    assert_eq!(folder.read("n/out.txt"), CLEAN);
}

#[test]
fn a_folder_where_a_file_is_needed_and_the_reverse() {
    let folder = Folder::new();
    folder.write("n/a.txt", NOTE).write("n/b.txt", NOTE).write("file", "kept");
    folder.run(&["deid", "n", "-o", "file"]).says(2, &["-o file is not a folder"]);
    assert_eq!(folder.read("file"), "kept");
    folder.run(&["detect", "n/a.txt", "-o", "n"]).says(2, &["-o n is a folder; name a file"]);
    // The name of an output is taken by a folder: that document is withheld, the other is done.
    folder.write("out/a.txt/x", "");
    folder.run(&["deid", "n", "-o", "out"]).says(1, &["a.txt: its output", "cannot be written"]);
    assert_eq!(folder.read("out/b.txt"), CLEAN);
}

#[test]
fn nothing_is_left_of_a_document_that_was_withheld() {
    let folder = Folder::new();
    folder.write("n/a.txt", NOTE).write("n/bad.txt", b"Dr. Rose \xFF");
    folder.run(&["deid", "n", "-o", "out"]).says(1, &["bad.txt: is not UTF-8"]);
    assert_eq!(folder.files("out"), ["a.txt"]);
    folder.run(&["deid", "n/bad.txt", "-o", "bad.txt"]).says(1, &[]);
    assert_eq!(folder.files("."), ["n/a.txt", "n/bad.txt", "out/a.txt"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let folder = Folder::new();
    folder.write("a.txt", NOTE).write("a.jsonl", "{\"text\":\"Dr. Rose\"}\n");
    for arguments in [
        &["deid", "a.txt"][..],
        &["detect", "a.txt"],
        &["deid", "--input-format", "jsonl", "a.jsonl"],
        &["detect", "--input-format", "jsonl", "a.jsonl"],
        &["explain", "a.txt"],
        &["man"],
        &["completions", "bash"],
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full").expect("opens");
        let output = folder.command().args(arguments).stdout(full).output().expect("runs");
        let message = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {message}");
        assert!(message.contains("No space left") && message.contains("free some space"), "{message}");
        let to_device = [arguments, &["-o", "/dev/full"]].concat();
        if ["deid", "detect"].contains(&arguments[0]) {
            folder.run(&to_device).says(1, &["/dev/full", "No space left", "free some space"]);
        }
    }
}

#[cfg(unix)]
#[test]
fn links_are_written_through_and_files_have_the_usual_rights() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    folder.write("a.txt", NOTE).write("real.txt", "").write("plain", "");
    std::os::unix::fs::symlink("real.txt", folder.path("link.txt")).expect("a link");
    folder.run(&["deid", "a.txt", "-o", "link.txt"]).prints("");
    assert_eq!(folder.read("real.txt"), CLEAN);
    assert!(folder.path("link.txt").is_symlink());
    folder.run(&["deid", "a.txt", "-o", "new.txt"]).prints("");
    let mode = |name| std::fs::metadata(folder.path(name)).expect("exists").permissions().mode();
    assert_eq!(mode("new.txt"), mode("plain"));
}
