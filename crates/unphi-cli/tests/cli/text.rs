//! Text documents: standard input, files, folders, patterns.

use crate::support::{CLEAN, Folder, NOTE};

#[test]
fn standard_input_to_standard_output() {
    let folder = Folder::new();
    folder.run_with(&["deid"], NOTE).prints(CLEAN);
    folder.run_with(&["deid", "-"], NOTE).prints(CLEAN);
    folder.run_with(&["deid", "-", "-o", "-"], NOTE).prints(CLEAN);
}

#[test]
fn one_file_has_no_header_and_several_do() {
    let folder = Folder::new();
    folder.write("b.txt", NOTE).write("a.txt", "afebrile");
    folder.run(&["deid", "b.txt"]).prints(CLEAN);
    folder.run(&["deid", "b.txt", "a.txt"]).prints(&format!("==> b.txt <==\n{CLEAN}\n==> a.txt <==\nafebrile"));
    folder.run(&["deid", "b.txt", "./b.txt", "b.txt"]).says(0, &[]);
}

#[test]
fn folders_are_walked_in_sorted_order_without_hidden_files() {
    let folder = Folder::new();
    for name in ["n/b/2.txt", "n/b/1.txt", "n/a.txt", "n/c.txt", "n/.hidden", "n/.git/x"] {
        folder.write(name, NOTE);
    }
    let run = folder.run(&["deid", "n"]);
    let headers: Vec<&str> = run.text().lines().filter(|line| line.starts_with("==>")).collect();
    assert_eq!(headers, ["==> a.txt <==", "==> b/1.txt <==", "==> b/2.txt <==", "==> c.txt <=="]);
    for threads in ["1", "2", "7"] {
        assert_eq!(folder.run(&["deid", "n", "--threads", threads]).stdout, run.stdout);
    }
}

#[test]
fn patterns_are_expanded_where_the_shell_did_not() {
    let folder = Folder::new();
    for name in ["n/1.txt", "n/2.txt", "n/3.md", "n/d/4.txt", "n/.5.txt"] {
        folder.write(name, NOTE);
    }
    let ids = |pattern| {
        let run = folder.run(&["detect", pattern]);
        run.says(0, &[]);
        run.text().lines().map(|line| line.split('"').nth(3).expect("an id").replace('\\', "/")).collect::<Vec<_>>()
    };
    assert_eq!(ids("n/*.txt"), ["n/1.txt", "n/2.txt"]);
    assert_eq!(ids("n/**/*.txt"), ["n/1.txt", "n/2.txt", "n/d/4.txt"]);
    folder.run(&["deid", "n/*.doc"]).says(1, &["n/*.doc: matches no file"]);
}

#[test]
fn a_name_that_looks_like_a_pattern_is_a_name() {
    let folder = Folder::new();
    folder.write("note[1].txt", NOTE);
    folder.run(&["deid", "note[1].txt"]).prints(CLEAN);
}

#[test]
fn what_cannot_be_read_is_named_and_the_others_are_done() {
    let folder = Folder::new();
    folder.write("a.txt", NOTE).write("z.txt", NOTE).write("bad.txt", b"Dr. Rose\n\xFF");
    let run = folder.run(&["deid", "a.txt", "missing.txt", "bad.txt", "z.txt"]);
    run.says(1, &["missing.txt: cannot be read", "check the path", "bad.txt: is not UTF-8 (byte 10, line 2)"]);
    run.says(1, &["2 withheld, 2 done"]);
    assert_eq!(run.text(), format!("==> a.txt <==\n{CLEAN}\n==> z.txt <==\n{CLEAN}"));
}

#[cfg(target_os = "linux")]
#[test]
fn an_unreadable_file_in_a_folder_is_named() {
    let folder = Folder::new();
    folder.write("n/a.txt", NOTE);
    // It opens and cannot be read, whoever runs this.
    std::os::unix::fs::symlink("/proc/self/mem", folder.path("n/broken")).expect("a link");
    std::os::unix::fs::symlink("nowhere", folder.path("n/dangling")).expect("a link");
    std::os::unix::fs::symlink("..", folder.path("n/loop")).expect("a link");
    std::os::unix::fs::symlink("/dev/null", folder.path("n/device")).expect("a link");
    let run = folder.run(&["deid", "n"]);
    run.says(1, &["broken: cannot be read", "n/dangling: ", "n/loop: is a link", "n/device: is not a regular file"]);
    assert!(run.text().contains(CLEAN));
}

#[test]
fn an_empty_folder_is_an_error_and_an_empty_file_is_not() {
    let folder = Folder::new();
    folder.write("n/.hidden", NOTE).write("empty.txt", "");
    folder.run(&["deid", "n"]).says(1, &["n: holds no document"]);
    folder.run(&["deid", "empty.txt"]).prints("");
    folder.run(&["deid"]).prints("");
    folder.run(&["detect", "empty.txt"]).prints("{\"id\":\"empty.txt\",\"spans\":[]}\n");
}

#[test]
fn detect_prints_what_the_contract_says() {
    let folder = Folder::new();
    folder.write("n/é.txt", "Señora, met Dr. Rose 😀 and Dr. Rose.");
    let run = |unit| folder.run(&["detect", "n", "--offsets", unit]);
    let starts = |unit| -> Vec<u64> {
        let run = run(unit);
        let line: serde_json::Value = serde_json::from_slice(&run.stdout).expect("one line of JSON");
        assert_eq!(line["id"], "é.txt");
        line["spans"].as_array().expect("spans").iter().map(|span| span["start"].as_u64().expect("a number")).collect()
    };
    assert_eq!(starts("char"), [16, 31]);
    assert_eq!(starts("byte"), [17, 35]);
    assert_eq!(starts("utf16"), [16, 32]);
    let line: serde_json::Value = serde_json::from_slice(&run("char").stdout).expect("JSON");
    let span = line["spans"][0].as_object().expect("an object");
    let mut keys: Vec<&str> = span.keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["confidence", "end", "identifier", "kind", "rule", "start"]);
    assert_eq!((&span["end"], &span["identifier"], &span["kind"]), (&20.into(), &"name".into(), &"person".into()));
}

#[test]
fn ids_keep_two_folders_apart() {
    let folder = Folder::new();
    folder.write("a/x.txt", NOTE).write("b/x.txt", NOTE);
    let run = folder.run(&["detect", "a", "b"]);
    let ids: Vec<&str> = run.text().lines().map(|line| line.split('"').nth(3).expect("an id")).collect();
    assert_eq!(ids, ["a/x.txt", "b/x.txt"]);
    folder.run(&["deid", "a", "b", "-o", "out"]).says(0, &[]);
    assert_eq!(folder.files("out"), ["a/x.txt", "b/x.txt"]);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    use std::io::Read as _;
    use std::process::Stdio;
    let folder = Folder::new();
    for number in 0..40 {
        folder.write(&format!("n/{number}.txt"), NOTE.repeat(10_000));
    }
    let mut child = folder
        .command()
        .args(["deid", "n"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("unphi starts");
    let mut start = [0; 10];
    child.stdout.take().expect("piped").read_exact(&mut start).expect("the beginning");
    let output = child.wait_with_output().expect("unphi ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}
