//! Byte classification, 64 bytes at a time, by the widest instructions that the processor has.
//!
//! [`portable`] is the definition; `avx2` and `neon` must return the same masks for every input, which a property test
//! and a fuzz target hold them to. The choice is made once for each text and never changes the result.
//!
//! This module is the only place in the crate with `unsafe` code: the vector loads.

#![allow(unsafe_code, reason = "vector loads; each block states why it is sound")]

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "aarch64")]
mod neon;
mod portable;

/// Classes of 64 consecutive bytes; bit `i` speaks for byte `i`. Bits past the end of the text are 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Masks {
    /// ASCII letters and digits, and bytes from 0x80 up.
    pub(crate) word: u64,
    /// `0` to `9`.
    pub(crate) digit: u64,
    /// `A` to `Z`.
    pub(crate) upper: u64,
    /// Bytes from 0x80 up.
    pub(crate) high: u64,
    /// Signs that structure and addresses are made of: `/`, `<`, `>`, `@`, `{`, `|`.
    pub(crate) sign: u64,
    /// `.`
    pub(crate) dot: u64,
}

/// The bytes of [`Masks::sign`].
pub(crate) const SIGNS: [u8; 6] = *b"/<>@{|";

/// Plain code that gains from wider instructions: its [`run`](Work::run) must be `#[inline(always)]`.
pub(crate) trait Work {
    fn run(self, with: impl Instructions);
}

/// What the instructions at hand do at once.
pub(crate) trait Instructions: Copy {
    /// Turns 64 bytes into 8 words: bit `i` of word `k` is bit `k` of byte `i`.
    fn turn(self, bytes: &[u8; 64]) -> [u64; 8];
}

/// No more than what every processor has.
#[derive(Clone, Copy)]
struct Portable;

impl Instructions for Portable {
    #[inline(always)]
    fn turn(self, bytes: &[u8; 64]) -> [u64; 8] {
        portable::turn(bytes)
    }
}

/// Runs `work` as compiled for the newest processor family that this one belongs to. The result is the same on all.
#[inline]
pub(crate) fn at_best(work: impl Work) {
    #[cfg(target_arch = "x86_64")]
    let Some(work) = avx2::run(work) else { return };
    work.run(Portable);
}

/// Asks the memory for a line that is read soon.
#[inline(always)]
pub(crate) fn fetch(line: &[u8; 64]) {
    #[cfg(target_arch = "x86_64")]
    avx2::fetch(line);
    #[cfg(not(target_arch = "x86_64"))]
    let _ = line;
}

/// Appends the masks of `text`, one for each 64 bytes begun.
#[inline]
pub(crate) fn classify(text: &[u8], masks: &mut Vec<Masks>) {
    let (blocks, rest) = text.as_chunks::<64>();
    masks.reserve(blocks.len() + 1);
    // A zero byte is in no class, so that padding the last, partial block adds no bits.
    let mut last = [[0; 64]];
    last[0][..rest.len()].copy_from_slice(rest);
    let last = &last[..usize::from(!rest.is_empty())];
    for blocks in [blocks, last] {
        #[cfg(target_arch = "x86_64")]
        if avx2::classify(blocks, masks) {
            continue;
        }
        #[cfg(target_arch = "aarch64")]
        if neon::classify(blocks, masks) {
            continue;
        }
        masks.extend(blocks.iter().map(portable::masks));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The definition, byte by byte.
    fn naive(block: &[u8; 64]) -> Masks {
        let mut masks = Masks::default();
        for (i, byte) in block.iter().enumerate() {
            let bit = 1u64 << i;
            masks.word |= if byte.is_ascii_alphanumeric() || *byte >= 0x80 { bit } else { 0 };
            masks.digit |= if byte.is_ascii_digit() { bit } else { 0 };
            masks.upper |= if byte.is_ascii_uppercase() { bit } else { 0 };
            masks.high |= if *byte >= 0x80 { bit } else { 0 };
            masks.sign |= if SIGNS.contains(byte) { bit } else { 0 };
            masks.dot |= if *byte == b'.' { bit } else { 0 };
        }
        masks
    }

    #[test]
    fn every_byte_value_at_every_position() {
        for value in 0..=255 {
            for at in 0..64 {
                let mut block = [b' '; 64];
                block[at] = value;
                let mut masks = Vec::new();
                classify(&block, &mut masks);
                assert_eq!(masks, [naive(&block)], "byte {value:#x} at {at}");
                assert_eq!(portable::masks(&block), naive(&block), "byte {value:#x} at {at}");
            }
        }
    }

    /// [`Instructions::turn`], by the best instructions.
    struct Turn<'t>(&'t [u8; 64], &'t mut [u64; 8]);

    impl Work for Turn<'_> {
        #[inline(always)]
        fn run(self, with: impl Instructions) {
            *self.1 = with.turn(self.0);
        }
    }

    proptest! {
        #[test]
        fn every_bit_finds_its_place(bytes in prop::collection::vec(any::<u8>(), 64)) {
            let bytes: &[u8; 64] = bytes.first_chunk().expect("64 bytes");
            let mut words = [0; 8];
            at_best(Turn(bytes, &mut words));
            prop_assert_eq!(words, portable::turn(bytes));
            for (k, word) in words.iter().enumerate() {
                for (i, byte) in bytes.iter().enumerate() {
                    prop_assert_eq!(word >> i & 1, u64::from(byte >> k & 1));
                }
            }
        }

        #[test]
        fn the_fast_path_equals_its_portable_twin(text in prop::collection::vec(any::<u8>(), 0..400)) {
            let mut fast = Vec::new();
            classify(&text, &mut fast);
            let mut portable = Vec::new();
            for part in text.chunks(64) {
                let mut block = [0; 64];
                block[..part.len()].copy_from_slice(part);
                portable.push(portable::masks(&block));
            }
            prop_assert_eq!(fast, portable);
        }
    }
}
