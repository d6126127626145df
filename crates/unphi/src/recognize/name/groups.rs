//! The groups of features of the name scorer. The build script and the engine both compile this file, so that the two
//! cannot disagree.

#![forbid(unsafe_code)]

macro_rules! groups {
    ($($(#[$doc:meta])* $name:ident = $count:expr;)*) => {
        groups!(@from 0; $($(#[$doc])* $name = $count;)*);
        /// Name and size of each group, in order.
        #[allow(dead_code, reason = "the engine knows its groups by name")]
        pub(crate) const GROUPS: &[(&str, usize)] = &[$((stringify!($name), $count)),*];
        /// How many features there are.
        #[allow(dead_code, reason = "the build script counts them itself")]
        pub(crate) const COUNT: usize = 0 $(+ $count)*;
    };
    (@from $base:expr; $(#[$doc:meta])* $name:ident = $count:expr; $($rest:tt)*) => {
        $(#[$doc])*
        #[allow(dead_code, reason = "the build script has no use for it")]
        pub(crate) const $name: usize = $base;
        groups!(@from $base + $count; $($rest)*);
    };
    (@from $base:expr;) => {};
}

/// Kinds of words.
pub(crate) const KINDS: usize = 26;
/// Ways to write a word.
pub(crate) const CASES: usize = 6;
/// Things that stand between two words.
pub(crate) const GAPS: usize = 16;
/// Words of the neighbourhood are told apart by so many values of their hash.
pub(crate) const HASHES: usize = 1024;
/// And head words of places and organizations by so many.
pub(crate) const HEADS: usize = 256;
/// Steps of a hand-set score.
pub(crate) const STEPS: usize = 32;

groups! {
    BIAS = 1;
    /// The word's own score, by the lexicon and the rules of `word.rs`.
    OWN_SCORE = STEPS * 2;
    KIND_CASE = KINDS * CASES;
    KIND_AROUND = KINDS * 3;
    CASE_AROUND_PLACE = CASES * 3 * 3;
    CLASS = 128;
    LISTS = 36;
    RUNNING = 8;
    PHRASE = 4;
    /// What the rules of `context.rs` say.
    BEFORE = STEPS;
    AFTER = STEPS;
    LABELLED = 12;
    PLACE = 4;
    PREVIOUS_CLASS = 192;
    PREVIOUS_KIND = KINDS * 4;
    PREVIOUS_GAP = GAPS * CASES;
    PREVIOUS_WORD = HASHES;
    NEXT_CLASS = 192;
    NEXT_KIND = KINDS * 4;
    NEXT_GAP = GAPS * CASES;
    NEXT_WORD = HASHES;
    BEYOND_LEFT_CLASS = 64;
    BEYOND_RIGHT_CLASS = 64;
    BEYOND_LEFT_KIND = KINDS * 2;
    BEYOND_RIGHT_KIND = KINDS * 2;
    BEYOND_LEFT_WORD = HASHES;
    BEYOND_RIGHT_WORD = HASHES;
    /// Which of the words that end the names of places and organizations it is.
    HEAD = HEADS;
}
