//! The definition of the masks, in safe Rust that compilers vectorise.

use super::Masks;

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
        for j in 0..8 {
            let byte = octet[j];
            digit[j] = u8::from(byte.wrapping_sub(b'0') < 10);
            upper[j] = u8::from(byte.wrapping_sub(b'A') < 26);
            high[j] = byte >> 7;
            word[j] = digit[j] | high[j] | u8::from((byte | 0x20).wrapping_sub(b'a') < 26);
        }
        masks.word |= pack(word) << (8 * i);
        masks.digit |= pack(digit) << (8 * i);
        masks.upper |= pack(upper) << (8 * i);
        masks.high |= pack(high) << (8 * i);
    }
    masks
}

/// Eight bytes of 0 or 1 as eight bits: the multiplication moves bit 0 of byte `j` to bit `56 + j`.
#[inline]
fn pack(flags: [u8; 8]) -> u64 {
    u64::from_le_bytes(flags).wrapping_mul(0x0102_0408_1020_4080) >> 56
}
