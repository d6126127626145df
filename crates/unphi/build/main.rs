//! Bakes the word lists of `lexicon/` into the tables that the engine reads in place.

#[path = "../src/lexicon/class.rs"]
mod class;
mod compile;
#[macro_use]
#[path = "../src/recognize/feature_groups.rs"]
mod feature_groups;
#[path = "../src/recognize/name/groups.rs"]
mod groups;
#[path = "../src/lexicon/key.rs"]
mod key;
#[path = "../src/lexicon/label.rs"]
mod label;
#[path = "../src/recognize/number/groups.rs"]
mod number_groups;
mod people;
mod weights;

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=lexicon");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/lexicon");
    println!("cargo::rerun-if-changed=src/recognize/feature_groups.rs");
    println!("cargo::rerun-if-changed=src/recognize/name/groups.rs");
    println!("cargo::rerun-if-changed=src/recognize/number/groups.rs");
    println!("cargo::rerun-if-changed=model");
    let out = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    match compile::compile(Path::new("lexicon")) {
        Ok(tables) => tables.write(Path::new(&out)).expect("OUT_DIR can be written"),
        Err(error) => {
            // The lists are the project's own, so their text may be quoted.
            println!("cargo::error=lexicon: {error}");
        }
    }
    match people::compile(Path::new("lexicon")) {
        Ok(people) => {
            std::fs::write(Path::new(&out).join("people.txt"), people.pools).expect("OUT_DIR can be written");
            std::fs::write(Path::new(&out).join("people.bin"), people.known).expect("OUT_DIR can be written");
        }
        Err(error) => println!("cargo::error=lexicon: {error}"),
    }
    let models = [
        ("names", groups::GROUPS, 1),
        ("places", groups::GROUPS, 1),
        ("numbers", number_groups::GROUPS, number_groups::ANSWERS),
    ];
    for (model, groups, answers) in models {
        match weights::compile(&Path::new("model").join(model).with_extension("tsv"), groups, answers) {
            Ok(table) => {
                std::fs::write(Path::new(&out).join(model).with_extension("bin"), table)
                    .expect("OUT_DIR can be written");
            }
            Err(error) => println!("cargo::error=model/{model}.tsv: {error}"),
        }
    }
}
