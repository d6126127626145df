//! Small fixed sets of words that a rule looks for next to a candidate.

#![forbid(unsafe_code)]

use crate::lexicon::{self, INLINE};

/// A set of lower-case words, made by [`words!`]. Most words that are asked about are cast out by their first letter, the
/// others are compared with the words of their own length, each as one number.
pub(crate) struct Words {
    /// The words as [`lexicon::key`] has them, by length.
    keys: &'static [u128],
    /// Where the words of each length begin in `keys`; those of length `n` end where those of `n + 1` begin.
    starts: [u8; INLINE + 2],
    /// Bit `n` for a first byte whose low five bits are `n`, which are the same in both cases.
    initials: u32,
}

impl Words {
    /// The set of `keys`, as [`Words::keys`] orders them.
    pub(crate) const fn new(keys: &'static [u128]) -> Self {
        assert!(keys.len() < 256, "a set this large is a list of the lexicon");
        let mut starts = [keys.len() as u8; INLINE + 2];
        let mut initials = 0;
        let mut i = keys.len();
        while i > 0 {
            i -= 1;
            let mut len = len_of(keys[i]) as usize;
            initials |= 1 << (keys[i] & 31);
            while len > 0 && starts[len] as usize > i {
                starts[len] = i as u8;
                len -= 1;
            }
        }
        starts[0] = 0;
        Self { keys, starts, initials }
    }

    /// `words` as keys, the shorter ones first. They are lower-case letters and digits, 1 to 16 of them.
    pub(crate) const fn keys<const COUNT: usize>(words: [&str; COUNT]) -> [u128; COUNT] {
        let mut keys = [0; COUNT];
        let (mut len, mut count) = (0, 0);
        while len < INLINE {
            len += 1;
            let mut i = 0;
            while i < COUNT {
                if words[i].len() == len {
                    keys[count] = key_of(words[i].as_bytes());
                    count += 1;
                }
                i += 1;
            }
        }
        assert!(count == COUNT, "a word has 1 to 16 bytes");
        keys
    }

    /// Whether the set holds `word`, whatever its case.
    #[inline]
    pub(crate) fn hold(&self, word: &[u8]) -> bool {
        let Some(first) = word.first() else { return false };
        self.may_begin(*first) && word.len() <= INLINE && self.hold_key(lexicon::key(word), word.len())
    }

    /// Whether any word begins with `first`.
    #[inline(always)]
    pub(crate) fn may_begin(&self, first: u8) -> bool {
        self.initials >> (first & 31) & 1 != 0
    }

    /// Whether the set holds the word of `len` bytes that has `key`; words of more than 16 bytes it never holds.
    #[inline(always)]
    pub(crate) fn hold_key(&self, key: u128, len: usize) -> bool {
        let (Some(first), Some(end)) = (self.starts.get(len), self.starts.get(len + 1)) else { return false };
        let of_its_length = self.keys.get(usize::from(*first)..usize::from(*end)).unwrap_or_default();
        of_its_length.contains(&key)
    }
}

/// How many bytes a key has.
const fn len_of(key: u128) -> u32 {
    16 - key.leading_zeros() / 8
}

/// The key of a word of at most 16 bytes.
const fn key_of(word: &[u8]) -> u128 {
    let (mut key, mut i) = (0, 0);
    while i < word.len() {
        assert!(word[i].is_ascii_lowercase() || word[i].is_ascii_digit(), "a word is lower-case letters and digits");
        key |= (word[i] as u128) << (8 * i);
        i += 1;
    }
    key
}

/// A set of words as a constant: `words!["mg", "ml"]`.
macro_rules! words {
    ($($word:literal),* $(,)?) => {
        const {
            const KEYS: &[u128] = &$crate::scan::words::Words::keys([$($word),*]);
            &$crate::scan::words::Words::new(KEYS)
        }
    };
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_its_words_in_any_case_and_no_others() {
        let set: &Words = words!["mg", "electrocardiogra", "a", "ml", "bpm"];
        for word in ["mg", "MG", "ml", "a", "A", "Bpm", "electrocardiogra"] {
            assert!(set.hold(word.as_bytes()), "{word}");
        }
        for word in ["", "m", "mgs", "bp", "electrocardiogram", "\u{e9}", "b"] {
            assert!(!set.hold(word.as_bytes()), "{word}");
        }
        assert!(!words![].hold(b"mg"));
    }
}
