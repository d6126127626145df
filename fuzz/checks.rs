//! What each fuzz target checks. `cargo test` runs the same checks on the corpus and on every input that once failed
//! (`crates/unphi/tests/fuzz_corpus.rs`), so that a finding stays found.

use std::sync::LazyLock;

use unphi::{Deidentifier, Scratch, Span};

/// The engine's own classifier, compiled here from its file: nothing has to be made public for a test.
#[path = "../crates/unphi/src/scan/arch/mod.rs"]
#[allow(dead_code, unreachable_pub, reason = "the check uses a part")]
mod arch;

static ENGINE: LazyLock<Deidentifier> = LazyLock::new(Deidentifier::safe_harbor);

/// The vector code and the definition, byte by byte, agree on every input at every alignment.
pub(crate) fn scan_twins(input: &[u8]) {
    let mut masks = Vec::new();
    // The first byte shifts the rest against the vectors' alignment.
    let from = input.first().map_or(0, |first| usize::from(*first) % 64).min(input.len());
    let text = input.get(from..).unwrap_or_default();
    arch::classify(text, &mut masks);
    assert_eq!(masks.len(), text.len().div_ceil(64));
    for (mask, block) in masks.iter().zip(text.chunks(64)) {
        let bits = |class: fn(&u8) -> bool| {
            block.iter().enumerate().fold(0u64, |bits, (i, byte)| bits | u64::from(class(byte)) << i)
        };
        assert_eq!(mask.word, bits(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80));
        assert_eq!(mask.digit, bits(u8::is_ascii_digit));
        assert_eq!(mask.upper, bits(u8::is_ascii_uppercase));
        assert_eq!(mask.high, bits(|byte| *byte >= 0x80));
    }
}

/// Spans are sorted, apart and on character boundaries; a used scratch finds what a fresh one finds.
pub(crate) fn detect(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut scratch = Scratch::new();
    let spans = ENGINE.detect_into(&mut scratch, &text).expect("detects").to_vec();
    well_formed(&text, &spans);
    assert_eq!(ENGINE.detect_into(&mut scratch, &text).expect("detects"), spans);
    let explanation = ENGINE.explain(&text).expect("explains");
    assert_eq!(explanation.spans(), spans);
    well_formed(&text, explanation.near_misses());
}

/// The output is the text outside of the spans, in order, with something short in the place of each span.
pub(crate) fn deidentify(input: &[u8]) {
    /// Longest replacement, with some room: `[HEALTH_PLAN]`.
    const LONGEST: usize = 16;
    let text = String::from_utf8_lossy(input);
    let out = ENGINE.deidentify(&text).expect("deidentifies");
    well_formed(&text, out.spans());
    // Where in the output the text after the spans so far may go on; replacements have no fixed length.
    let mut places = vec![0];
    let mut at = 0;
    for span in out.spans() {
        let kept = text.get(at..span.range().start).expect("boundaries");
        let rest_at = |place: usize| out.text().as_bytes().get(place..).unwrap_or_default();
        let ends = places.iter().filter(|place| rest_at(**place).starts_with(kept.as_bytes()));
        let mut next: Vec<usize> =
            ends.flat_map(|place| (1..=LONGEST).map(move |len| place + kept.len() + len)).collect();
        next.sort_unstable();
        next.dedup();
        assert!(!next.is_empty(), "the text before {span:?} is kept");
        places = next;
        at = span.range().end;
    }
    let kept = text.as_bytes().get(at..);
    assert!(places.iter().any(|place| out.text().as_bytes().get(*place..) == kept), "the text after the spans is kept");
}

/// A rules file, then (behind a line of `---`) a text: a bad file is an error with a message, a good one is used.
pub(crate) fn rules(input: &[u8]) {
    let input = String::from_utf8_lossy(input);
    let (file, text) = input.split_once("\n---\n").unwrap_or((&input, "BDG-204816 seen by Dr. Rose"));
    match Deidentifier::builder().rules(file).build() {
        Ok(deid) => well_formed(text, &deid.detect(text).expect("detects")),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn well_formed(text: &str, spans: &[Span]) {
    let mut end = 0;
    for span in spans {
        let range = span.range();
        assert!(end <= range.start && range.start < range.end, "{spans:?}");
        assert!(text.get(range.clone()).is_some(), "{span:?} is off a character boundary");
        assert!(span.confidence() > 0.0 && span.confidence() <= 1.0, "{span:?}");
        end = range.end;
    }
}
