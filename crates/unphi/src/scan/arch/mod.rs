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
}

/// Plain code that gains from wider instructions: its [`run`](Work::run) must be `#[inline(always)]`.
pub(crate) trait Work {
    fn run(self);
}

/// Runs `work` as compiled for the newest processor family that this one belongs to. The result is the same on all.
#[inline]
pub(crate) fn at_best(work: impl Work) {
    #[cfg(target_arch = "x86_64")]
    let Some(work) = avx2::run(work) else { return };
    work.run();
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
    #[cfg(target_arch = "x86_64")]
    if avx2::classify(blocks, masks) {
        return finish(rest, masks);
    }
    #[cfg(target_arch = "aarch64")]
    if neon::classify(blocks, masks) {
        return finish(rest, masks);
    }
    masks.extend(blocks.iter().map(portable::masks));
    finish(rest, masks);
}

/// The last, partial block. A zero byte is in no class, so that padding adds no bits.
fn finish(rest: &[u8], masks: &mut Vec<Masks>) {
    if !rest.is_empty() {
        let mut block = [0; 64];
        block[..rest.len()].copy_from_slice(rest);
        masks.push(portable::masks(&block));
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

    proptest! {
        #[test]
        fn the_fast_path_equals_its_portable_twin(text in prop::collection::vec(any::<u8>(), 0..400)) {
            let mut fast = Vec::new();
            classify(&text, &mut fast);
            let mut portable = Vec::new();
            let (blocks, rest) = text.as_chunks::<64>();
            portable.extend(blocks.iter().map(portable::masks));
            finish(rest, &mut portable);
            prop_assert_eq!(fast, portable);
        }
    }
}
