//! The groups of features of the scorer of numbers. The build script and the engine both compile this file, so that the two
//! cannot disagree.

#![forbid(unsafe_code)]

/// What a number may be: each has weights of its own.
pub(crate) const ANSWERS: usize = 5;
/// Kinds of figures, see `figure.rs`.
pub(crate) const KINDS: usize = 21;
/// Things that stand between two words.
pub(crate) const GAPS: usize = 16;
/// What covers a neighbour: nothing, or one of the identifiers.
pub(crate) const COVERS: usize = 20;

groups! {
    BIAS = 1;
    KIND = KINDS;
    /// The number with its digits, capitals and small letters told apart.
    SHAPE = 2048;
    LENGTH = 16;
    LEFT_WORD = 2048;
    LEFT_WORD_KIND = 2048;
    LEFT_GAP_WORD = 2048;
    SECOND_LEFT_WORD = 2048;
    THIRD_LEFT_WORD = 1024;
    LEFT_PAIR = 2048;
    LEFT_CLASS = 64;
    LEFT_GAP = GAPS * KINDS;
    RIGHT_WORD = 2048;
    RIGHT_WORD_KIND = 2048;
    SECOND_RIGHT_WORD = 2048;
    RIGHT_CLASS = 64;
    RIGHT_GAP = GAPS * KINDS;
    /// Whether it begins and ends its line, and whether the line is the first.
    LINE = 8 * KINDS;
    /// `3/14`: whether it is a day, what either number is, how they compare.
    DAY = 96;
    /// Small numbers by themselves.
    VALUE = 132;
    /// Whether a number is round, by its length.
    ROUND = 40;
    LEADING = 100;
    CLOCK = 2;
    /// How many numbers of the document look the same, how many of those were found, and what share that is.
    ALIKE = 8 * KINDS;
    ALIKE_FOUND = 5 * KINDS;
    ALIKE_SHARE = 6 * KINDS;
    LEFT_COVER = COVERS * KINDS;
    RIGHT_COVER = COVERS * KINDS;
    /// The letters before the first digit; words and letters themselves.
    OWN = 4096;
    /// Of letters and number words: the classes of the first, and how common it is.
    OWN_CLASS = 64;
    OWN_RUNNING = 16 * KINDS;
    /// The first word of the line, and the last one before a mark that labels.
    LINE_WORD = 2048;
    LABEL = 2048;
    LABEL_REACH = 8 * KINDS;
    /// How many figures of its kind the document has.
    COMPANY = 12 * KINDS;
}
