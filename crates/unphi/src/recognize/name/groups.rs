//! The groups of features of the name scorer. The build script and the engine both compile this file, so that the two
//! cannot disagree.

#![forbid(unsafe_code)]

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
