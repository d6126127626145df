//! The same text as others would write it: all in capitals or without any, mistyped, scanned, wrapped, cut.

use fastrand::Rng;

use crate::document::Document;
use crate::names::choose;

/// One of many ways to write `document`; two fifths stay as they are.
pub(crate) fn distorted(document: Document, rng: &mut Rng) -> Document {
    let mut document = document;
    match rng.u32(..100) {
        0..12 => document.text.make_ascii_uppercase(),
        12..26 => document.text.make_ascii_lowercase(),
        _ => {}
    }
    match rng.u32(..100) {
        0..10 => document = document.rewritten(|text, _| mistyped(text, rng)),
        10..16 => document = document.rewritten(|text, _| scanned(text, rng)),
        _ => {}
    }
    if rng.u32(..100) < 10 {
        document.text = wrapped(&document.text, rng.usize(40..90));
    }
    document
}

/// A hundredth of the letters left out, doubled or swapped with the next.
fn mistyped(text: &str, rng: &mut Rng) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match (char.is_alphabetic() && rng.u32(..100) == 0, rng.u32(..3)) {
            (true, 0) => {}
            (true, 1) => out.extend([char, char]),
            (true, _) => {
                out.extend(chars.next_if(|next| next.is_alphabetic()));
                out.push(char);
            }
            _ => out.push(char),
        }
    }
    out
}

/// What a scanner reads for some letters, a fiftieth of the time.
fn scanned(text: &str, rng: &mut Rng) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        let other = match char {
            _ if rng.u32(..50) > 0 => "",
            'l' | 'I' => "1",
            'O' | 'o' => "0",
            'm' => "rn",
            'S' => "5",
            'e' => "c",
            'B' => "8",
            'i' => "l",
            ' ' => "  ",
            _ => "",
        };
        if other.is_empty() { out.push(char) } else { out.push_str(other) }
    }
    out
}

/// Lines of some `width` bytes: some spaces are line ends.
fn wrapped(text: &str, width: usize) -> String {
    let mut column = 0;
    let wrap = |char: char| {
        column = if char == '\n' { 0 } else { column + 1 };
        if char == ' ' && column > width {
            column = 0;
            return '\n';
        }
        char
    };
    text.chars().map(wrap).collect()
}

/// The whole text, or its pieces of a few lines or sentences, as the model may be asked about.
pub(crate) fn pieces(document: Document, rng: &mut Rng) -> Vec<Document> {
    if rng.bool() || document.text.len() < 200 {
        return vec![document];
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut least = 60;
    let bytes = document.text.as_bytes();
    for at in 1..bytes.len() {
        let end = bytes[at - 1] == b'\n' || (bytes[at] == b' ' && matches!(bytes[at - 1], b'.' | b'!' | b'?'));
        if end && at - start >= least && document.text.is_char_boundary(at) {
            pieces.push(document.part(start..at));
            start = at;
            least = *choose(rng, &[20, 60, 150, 400, 800]);
        }
    }
    pieces.push(document.part(start..bytes.len()));
    pieces
}
