//! The `unphi` command.

#![forbid(unsafe_code)]

use std::io::Read;

fn main() {
    // Placeholder until the CLI lands: detect on stdin, one JSON-ish span a line.
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("UTF-8");
    for span in unphi::Deidentifier::safe_harbor().detect(&text).expect("detects") {
        println!("{span:?}");
    }
}
