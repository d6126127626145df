//! Compiles the word lists as the build script does, and prints what went in and what came out.

use crate::run::root;
use crate::{Outcome, compile};

pub(crate) fn lexicon() -> Outcome {
    // Fails on a list without source and licence, on a malformed entry, on an unknown class or label.
    let tables = compile::compile(&root().join("crates/unphi/lexicon"))?;
    if tables.report.is_empty() {
        return Err("crates/unphi/lexicon holds no list".to_owned());
    }
    println!("{:<28} {:<16} {:>9}", "list", "class", "entries");
    for (file, class, entries) in &tables.report {
        println!("{file:<28} {class:<16} {entries:>9}");
    }
    let entries: usize = tables.report.iter().map(|(_, _, entries)| entries).sum();
    println!("{:<28} {:<16} {entries:>9}\n", format!("{} lists", tables.report.len()), "");
    println!("{:<28} {:>26}", "baked table", "bytes");
    for (name, bytes) in tables.sizes() {
        println!("{name:<28} {bytes:>26}");
    }
    let bytes: usize = tables.sizes().iter().map(|(_, bytes)| bytes).sum();
    println!("{:<28} {bytes:>26}", "all");
    Ok(())
}
