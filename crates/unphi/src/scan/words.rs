//! Small fixed sets of words that a rule looks for next to a candidate.

#![forbid(unsafe_code)]

/// A set of lower-case words, made by [`words!`]. Most words that are asked about are cast out by their length and first
/// letter, in two steps.
pub(crate) struct Words {
    words: &'static [&'static str],
    /// Bit `n` for a word of `n` bytes.
    lengths: u32,
    /// Bit `n` for a first byte whose low five bits are `n`, which are the same in both cases.
    initials: u32,
}

impl Words {
    /// The set of `words`, which are in lower case and of 1 to 31 bytes.
    pub(crate) const fn new(words: &'static [&'static str]) -> Self {
        let (mut lengths, mut initials) = (0, 0);
        let mut i = 0;
        while i < words.len() {
            let word = words[i].as_bytes();
            assert!(!word.is_empty() && word.len() < 32, "a word has 1 to 31 bytes");
            lengths |= 1 << word.len();
            initials |= 1 << (word[0] & 31);
            i += 1;
        }
        Self { words, lengths, initials }
    }

    /// Whether the set holds `word`, whatever its case.
    #[inline]
    pub(crate) fn hold(&self, word: &[u8]) -> bool {
        let Some(first) = word.first() else { return false };
        word.len() < 32
            && self.lengths >> word.len() & self.initials >> (first & 31) & 1 != 0
            && self.words.iter().any(|candidate| word.eq_ignore_ascii_case(candidate.as_bytes()))
    }
}

/// A set of words as a constant: `words!["mg", "ml"]`.
macro_rules! words {
    ($($word:literal),* $(,)?) => {
        const { &$crate::scan::words::Words::new(&[$($word),*]) }
    };
}
pub(crate) use words;
