//! The committed samples are what the generator makes today.

#![forbid(unsafe_code)]

use std::fs;
use std::path::Path;

use unphi_synth::{Split, Synth};

/// Four rounds over the genres.
const NOTES: usize = 164;
const SEED: u64 = 2026;

#[test]
fn the_samples_are_what_the_generator_makes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/notes");
    let mut size = 0;
    for split in [Split::Dev, Split::Test] {
        let name = format!("synthetic-{}.jsonl", split.name());
        let sample = fs::read_to_string(folder.join(&name)).expect("the sample can be read");
        size += sample.len();
        assert_eq!(sample.lines().count(), NOTES, "{name}");
        for (line, note) in sample.lines().zip(Synth::new(SEED, split).notes()) {
            assert!(
                line == note.json(),
                "{}: {name} is out of date. Look at the difference, then renew it: \
                 cargo run -- synth --count {NOTES} --seed {SEED} --split {} -o testdata/notes/{name}",
                note.id,
                split.name()
            );
        }
    }
    assert!(size < 1_500_000, "{size}");
}
