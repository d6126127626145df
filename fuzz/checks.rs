//! What each fuzz target checks. `cargo test` runs the same checks on the corpus and on every input that once failed
//! (`crates/unphi/tests/fuzz_corpus.rs`), so that a finding stays found.

use std::sync::LazyLock;

use unphi::{Deidentifier, Key, Policy, Scratch, Span};

/// The engine's own classifier, compiled here from its file: nothing has to be made public for a test.
#[path = "../crates/unphi/src/scan/arch/mod.rs"]
#[allow(dead_code, unreachable_pub, reason = "the check uses a part")]
mod arch;

static ENGINE: LazyLock<Deidentifier> = LazyLock::new(Deidentifier::safe_harbor);

static REVERSIBLE: LazyLock<Deidentifier> = LazyLock::new(|| keyed(Policy::reversible()));

static PSEUDONYMS: LazyLock<Deidentifier> = LazyLock::new(|| keyed(Policy::pseudonymize()));

fn keyed(policy: Policy) -> Deidentifier {
    let key = Key::from_bytes(&[7; 32]).expect("long enough");
    Deidentifier::builder().policy(policy).key(key).build().expect("builds")
}

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

/// A text that may hold tokens, altered or not. Tokens of the engine itself come back; what does not open stays as it is,
/// and is told with its place. The first byte says where the rest is altered after it was encrypted.
pub(crate) fn reidentify(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let check = |text: &str| {
        let back = REVERSIBLE.reidentify(text).expect("has a key");
        let mut end = 0;
        for fault in back.faults() {
            let range = fault.range();
            let token = text.get(range.clone()).expect("boundaries");
            assert!(end <= range.start && range.start < range.end, "{fault:?}");
            assert!(back.text().contains(token), "{fault:?} is left as it stands");
            end = range.end;
        }
        if back.opened() == 0 {
            assert_eq!(back.text(), text, "nothing else changes");
        }
        back
    };
    check(&text);
    let sealed = REVERSIBLE.deidentify(&text).expect("deidentifies");
    // A text that holds tokens of this key already would have those opened too.
    if check(&text).opened() == 0 && check(&text).faults().is_empty() {
        let back = check(sealed.text());
        assert_eq!(back.text(), text, "what was encrypted comes back");
        assert_eq!(back.opened(), sealed.spans().len());
    }
    let mut altered: Vec<char> = sealed.text().chars().collect();
    if let (Some(at), Some(with)) = (input.first(), input.last())
        && !altered.is_empty()
    {
        let at = usize::from(*at) * 7 % altered.len();
        altered[at] = char::from(with & 0x7f);
        check(&altered.into_iter().collect::<String>());
    }
}

/// A policy file: a bad one is an error with its line, a good one is written and read back the same. Then its text is
/// pseudonymized: spans and offsets are in order, whatever the dates are.
pub(crate) fn policy(input: &[u8]) {
    let input = String::from_utf8_lossy(input);
    let (file, text) = input.split_once("\n---\n").unwrap_or(("", &input));
    match Policy::from_toml(file) {
        Ok(policy) => {
            assert!(policy.meets() <= policy.claim());
            let again = Policy::from_toml(&policy.to_toml()).expect("reads what it wrote");
            assert_eq!(again.to_toml(), policy.to_toml());
        }
        Err(error) => assert!(error.to_string().starts_with("policy, line "), "{error}"),
    }
    let out = PSEUDONYMS.deidentify_for("subject", text).expect("deidentifies");
    well_formed(text, out.spans());
    let mut ends = (0, 0);
    for (original, output) in out.offsets().replacements() {
        assert!(ends.0 <= original.start && ends.1 <= output.start && output.start <= output.end);
        assert_eq!(text.get(ends.0..original.start), out.text().get(ends.1..output.start), "the rest is the same");
        ends = (original.end, output.end);
    }
    assert_eq!(text.get(ends.0..), out.text().get(ends.1..));
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
