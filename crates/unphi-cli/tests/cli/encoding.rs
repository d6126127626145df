//! Bytes that are not plain UTF-8.

use crate::support::{CLEAN, Folder, NOTE};

fn utf16le(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn utf_16_with_a_mark_is_read() {
    let folder = Folder::new();
    folder.run_with(&["deid"], utf16le(&format!("\u{FEFF}{NOTE}"))).prints(CLEAN);
    let be: Vec<u8> = format!("\u{FEFF}{NOTE}").encode_utf16().flat_map(u16::to_be_bytes).collect();
    folder.run_with(&["deid"], be).prints(CLEAN);
    let run = folder.run_with(&["detect"], utf16le(&format!("\u{FEFF}{NOTE}")));
    assert!(run.text().contains("\"start\":8,"), "the mark of UTF-16 is no character: {}", run.text());
}

#[test]
fn utf_16_without_a_mark_is_not_taken_for_utf_8() {
    let folder = Folder::new();
    let run = folder.run_with(&["deid"], utf16le(NOTE));
    run.says(1, &["-: looks like UTF-16", "--encoding utf-16"]);
    assert!(run.stdout.is_empty());
    folder.run_with(&["deid", "--encoding", "utf-16"], utf16le(NOTE)).prints(CLEAN);
}

#[test]
fn broken_utf_16_is_withheld() {
    let folder = Folder::new();
    let mut bytes = utf16le("\u{FEFF}Dr. Rose");
    bytes.push(b'x');
    folder.run_with(&["deid"], &bytes).says(1, &["-: is UTF-16 with a unit that is no character"]);
    folder.run_with(&["deid", "--encoding", "lossy"], &bytes).says(0, &[]);
}

#[test]
fn a_utf_8_mark_line_ends_and_nul_bytes_are_kept() {
    let folder = Folder::new();
    let text = "\u{FEFF}Dr. Rose\r\n\0\0end\r\n";
    folder.run_with(&["deid"], text).prints("\u{FEFF}Dr. [NAME]\r\n\0\0end\r\n");
    let run = folder.run_with(&["detect"], text);
    assert!(run.text().contains("\"start\":5,\"end\":9,"), "{}", run.text());
    let run = folder.run_with(&["detect", "--offsets", "byte"], text);
    assert!(run.text().contains("\"start\":7,\"end\":11,"), "{}", run.text());
}

#[test]
fn invalid_utf_8_needs_an_explicit_choice() {
    let folder = Folder::new();
    let bytes = b"Caf\xE9, Dr. Rose";
    let run = folder.run_with(&["deid"], bytes);
    run.says(1, &["-: is not UTF-8 (byte 4, line 1)", "--encoding latin1", "--encoding lossy"]);
    assert!(run.stdout.is_empty());
    folder.run_with(&["deid", "--encoding", "latin1"], bytes).prints("Café, Dr. [NAME]");
    folder.run_with(&["deid", "--encoding", "lossy"], bytes).prints("Caf\u{FFFD}, Dr. [NAME]");
    folder.run_with(&["deid", "--encoding", "utf-8"], bytes).says(1, &["is not UTF-8"]);
}
