//! The definition of the masks, in safe Rust that compilers vectorise.

use super::{Masks, SIGNS};

/// The classes of 64 bytes.
#[inline]
pub(super) fn masks(block: &[u8; 64]) -> Masks {
    let mut masks = Masks::default();
    let (octets, _) = block.as_chunks::<8>();
    for (i, octet) in octets.iter().enumerate() {
        let mut word = [0u8; 8];
        let mut digit = [0u8; 8];
        let mut upper = [0u8; 8];
        let mut high = [0u8; 8];
        let mut sign = [0u8; 8];
        let mut dot = [0u8; 8];
        for j in 0..8 {
            let byte = octet[j];
            digit[j] = u8::from(byte.wrapping_sub(b'0') < 10);
            upper[j] = u8::from(byte.wrapping_sub(b'A') < 26);
            high[j] = byte >> 7;
            dot[j] = u8::from(byte == b'.');
            sign[j] = SIGNS.iter().fold(0, |any, sign| any | u8::from(byte == *sign));
            word[j] = digit[j] | high[j] | u8::from((byte | 0x20).wrapping_sub(b'a') < 26);
        }
        masks.word |= pack(word) << (8 * i);
        masks.digit |= pack(digit) << (8 * i);
        masks.upper |= pack(upper) << (8 * i);
        masks.high |= pack(high) << (8 * i);
        masks.sign |= pack(sign) << (8 * i);
        masks.dot |= pack(dot) << (8 * i);
    }
    masks
}

/// Turns 64 bytes into 8 words: bit `i` of word `k` is bit `k` of byte `i`.
#[inline(always)]
pub(super) fn turn(bytes: &[u8; 64]) -> [u64; 8] {
    let mut turned = [[0u8; 8]; 8];
    for (i, eight) in bytes.as_chunks::<8>().0.iter().enumerate() {
        for (word, byte) in turned.iter_mut().zip(turn_eight(u64::from_le_bytes(*eight)).to_le_bytes()) {
            word[i] = byte;
        }
    }
    turned.map(u64::from_le_bytes)
}

/// Transposes a matrix of 8 by 8 bits, a byte a row (Warren, Hacker's Delight, section 7-3).
#[inline(always)]
fn turn_eight(rows: u64) -> u64 {
    let swap = |rows: u64, shift: u32, mask: u64| {
        let moved = (rows ^ rows >> shift) & mask;
        rows ^ moved ^ moved << shift
    };
    let rows = swap(rows, 7, 0x00aa_00aa_00aa_00aa);
    let rows = swap(rows, 14, 0x0000_cccc_0000_cccc);
    swap(rows, 28, 0x0000_0000_f0f0_f0f0)
}

/// Eight bytes of 0 or 1 as eight bits: the multiplication moves bit 0 of byte `j` to bit `56 + j`.
#[inline]
fn pack(flags: [u8; 8]) -> u64 {
    u64::from_le_bytes(flags).wrapping_mul(0x0102_0408_1020_4080) >> 56
}
