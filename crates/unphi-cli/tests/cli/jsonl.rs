//! JSON Lines: what is not the text is kept byte for byte, and a bad line spoils no other.

use crate::support::Folder;

const DEID: [&str; 3] = ["deid", "--input-format", "jsonl"];

#[test]
fn only_the_text_field_changes() {
    let folder = Folder::new();
    folder
        .run_with(
            &DEID,
            "{\"z\": 1.00, \"text\" :\t\"Dr. Rose\\u0020said\\n\\\"hi\\\"\" , \"a\":\"\\u00e9\\/\", \"n\":{\"text\":\"kept\"},\"e\":1E400 }\r\n\
             \n\
             {\"text\":\"\",\"id\":\"x\"}",
        )
        .prints(
            "{\"z\": 1.00, \"text\" :\t\"Dr. [NAME] said\\n\\\"hi\\\"\" , \"a\":\"\\u00e9\\/\", \"n\":{\"text\":\"kept\"},\"e\":1E400 }\r\n\
             \n\
             {\"text\":\"\",\"id\":\"x\"}",
        );
}

#[test]
fn other_field_names() {
    let folder = Folder::new();
    let line = "{\"note\":\"Dr. Rose\",\"key\":7,\"text\":\"Dr. Rose\"}\n";
    folder
        .run_with(&["deid", "--input-format", "jsonl", "--text-field", "note", "--id-field", "key"], line)
        .prints("{\"note\":\"Dr. [NAME]\",\"key\":7,\"text\":\"Dr. Rose\"}\n");
    let run =
        folder.run_with(&["detect", "--input-format", "jsonl", "--text-field", "note", "--id-field", "key"], line);
    assert!(run.text().starts_with("{\"id\":7,\"spans\":[{\"start\":4,\"end\":8,"), "{}", run.text());
}

#[test]
fn each_bad_line_is_named_and_withheld() {
    let folder = Folder::new();
    folder.write(
        "n.jsonl",
        b"{\"id\":1,\"text\":\"Dr. Rose\"}\n\
          {\"id\":2,\"note\":\"Dr. Rose\"}\n\
          {\"id\":3,\"text\":[\"Dr. Rose\"]}\n\
          {\"id\":1,\"text\":\"Dr. Rose again\"}\n\
          Dr. Rose\n\
          {\"id\":6,\"text\":\"Dr. Rose \xFF\"}\n\
          {\"id\":7,\"text\":\"a\",\"text\":\"Dr. Rose\"}\n\
          {\"id\":8,\"text\":\"fine\"}\n\
          {\"id\":9,\"text\":\"Dr. Rose",
    );
    let run = folder.run(&["deid", "--input-format", "jsonl", "n.jsonl"]);
    run.says(
        1,
        &[
            "n.jsonl:2: has no field \"text\"; name the field",
            "n.jsonl:3: has a field \"text\" that is not a string",
            "n.jsonl:4: has the id of an earlier record",
            "n.jsonl:5: is not valid JSON",
            "n.jsonl:6: byte 26 of the line is not UTF-8",
            "n.jsonl:7: has the field \"text\" more than once",
            "n.jsonl:9: is truncated",
            "7 withheld, 2 done",
        ],
    );
    assert_eq!(run.text(), "{\"id\":1,\"text\":\"Dr. [NAME]\"}\n{\"id\":8,\"text\":\"fine\"}\n");
}

#[test]
fn records_without_id_go_by_their_line_unless_the_field_was_named() {
    let folder = Folder::new();
    folder.write("n.jsonl", "\n{\"text\":\"fine\"}\n{\"id\":null,\"text\":\"fine\"}\n");
    folder
        .run(&["detect", "--input-format", "jsonl", "n.jsonl"])
        .prints("{\"id\":\"n.jsonl:2\",\"spans\":[]}\n{\"id\":\"n.jsonl:3\",\"spans\":[]}\n");
    folder
        .run(&["detect", "--input-format", "jsonl", "--id-field", "id", "n.jsonl"])
        .says(1, &["n.jsonl:2: has no id field \"id\"", "n.jsonl:3: "]);
}

#[test]
fn files_keep_their_own_output_and_ids() {
    let folder = Folder::new();
    folder.write("n/a.jsonl", "{\"id\":1,\"text\":\"Dr. Rose\"}").write("n/b.jsonl", "{\"id\":1,\"text\":\"b\"}\n");
    folder.run(&["deid", "--input-format", "jsonl", "n", "-o", "out"]).prints("");
    assert_eq!(folder.read("out/a.jsonl"), "{\"id\":1,\"text\":\"Dr. [NAME]\"}");
    assert_eq!(folder.read("out/b.jsonl"), "{\"id\":1,\"text\":\"b\"}\n");
    // On one output the id is no longer unique; the first file's last line is ended.
    let run = folder.run(&["deid", "--input-format", "jsonl", "n"]);
    run.says(1, &["b.jsonl:1: has the id of an earlier record"]);
    assert_eq!(run.text(), "{\"id\":1,\"text\":\"Dr. [NAME]\"}\n");
}

#[test]
fn order_and_bytes_do_not_depend_on_threads() {
    let folder = Folder::new();
    let lines: String = (0..20_000)
        .map(|id| format!("{{\"id\":{id},\"text\":\"{} met Dr. Rose\"}}\n", "a b ".repeat(id % 97)))
        .collect();
    folder.write("n.jsonl", &lines);
    let one = folder.run(&["deid", "--input-format", "jsonl", "--threads", "1", "n.jsonl"]);
    one.prints(&lines.replace("Rose", "[NAME]"));
    for threads in ["2", "5"] {
        let many = folder.run(&["deid", "--input-format", "jsonl", "--threads", threads, "n.jsonl"]);
        assert!(many.stdout == one.stdout, "{threads} threads differ");
    }
    let piped = folder.run_with(&DEID, &lines);
    assert!(piped.stdout == one.stdout, "standard input differs");
}

#[test]
fn a_line_longer_than_a_block_goes_through() {
    let folder = Folder::new();
    let long = "met Dr. Rose\\n".repeat(600_000);
    let lines = format!("{{\"id\":1,\"text\":\"a\"}}\n{{\"id\":2,\"text\":\"{long}\"}}\n{{\"id\":3,\"text\":\"b\"}}\n");
    let run = folder.run_with(&DEID, &lines);
    run.says(0, &[]);
    assert!(run.text() == lines.replace("Rose", "[NAME]"), "the long line differs");
}

#[test]
fn a_byte_order_mark_is_kept_and_utf_16_is_refused() {
    let folder = Folder::new();
    folder.run_with(&DEID, "\u{FEFF}{\"text\":\"Dr. Rose\"}\n").prints("\u{FEFF}{\"text\":\"Dr. [NAME]\"}\n");
    folder.run_with(&DEID, b"\xFF\xFE{\0}\0\n\0").says(1, &["-: is UTF-16", "iconv"]);
    folder
        .run_with(&["deid", "--input-format", "jsonl", "--encoding", "latin1"], b"{\"text\":\"Dr. Rose \xE9\"}\n")
        .prints("{\"text\":\"Dr. [NAME] é\"}\n");
    folder
        .run_with(&["deid", "--input-format", "jsonl", "--encoding", "lossy"], b"{\"text\":\"Dr. Rose \xE9\"}\n")
        .prints("{\"text\":\"Dr. [NAME] \u{FFFD}\"}\n");
}

#[test]
fn escaped_characters_count_as_one() {
    let folder = Folder::new();
    let run = folder.run_with(
        &["detect", "--input-format", "jsonl"],
        r#"{"id":"\u0061","text":"\u00e9\ud83d\ude00 Dr. Rose\u0000"}"#,
    );
    assert!(run.text().starts_with("{\"id\":\"\\u0061\",\"spans\":[{\"start\":7,\"end\":11,"), "{}", run.text());
}

#[test]
fn a_missing_file_is_named() {
    let folder = Folder::new();
    folder.run(&["deid", "--input-format", "jsonl", "none.jsonl"]).says(1, &["none.jsonl: cannot be read"]);
}
