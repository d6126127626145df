//! The masks by NEON, 16 bytes an instruction. Every aarch64 processor has it.

use core::arch::aarch64::{
    uint8x16_t, vaddv_u8, vandq_u8, vceqq_u8, vcgeq_u8, vcltq_u8, vdupq_n_u8, vget_high_u8, vget_low_u8, vld1q_u8,
    vorrq_u8, vsubq_u8,
};

use super::{Masks, SIGNS};

/// Appends the masks of `blocks`; always `true`, as its AVX2 sibling is where it can run.
pub(super) fn classify(blocks: &[[u8; 64]], masks: &mut Vec<Masks>) -> bool {
    masks.extend(blocks.iter().map(|block| {
        let mut all = Masks::default();
        let (quarters, _) = block.as_chunks::<16>();
        for (i, quarter) in quarters.iter().enumerate() {
            // SAFETY: NEON is part of the aarch64 baseline.
            let [word, digit, upper, high, sign, dot] = unsafe { quarter_masks(quarter) };
            all.word |= u64::from(word) << (16 * i);
            all.digit |= u64::from(digit) << (16 * i);
            all.upper |= u64::from(upper) << (16 * i);
            all.high |= u64::from(high) << (16 * i);
            all.sign |= u64::from(sign) << (16 * i);
            all.dot |= u64::from(dot) << (16 * i);
        }
        all
    }));
    true
}

/// Word, digit, upper, high, sign and dot bits of 16 bytes.
#[target_feature(enable = "neon")]
fn quarter_masks(bytes: &[u8; 16]) -> [u16; 6] {
    // SAFETY: `bytes` is 16 readable bytes, and the load asks for no alignment.
    let bytes = unsafe { vld1q_u8(bytes.as_ptr()) };
    let digit = in_range(bytes, b'0', 10);
    let upper = in_range(bytes, b'A', 26);
    let letter = in_range(vorrq_u8(bytes, vdupq_n_u8(0x20)), b'a', 26);
    let high = vcgeq_u8(bytes, vdupq_n_u8(0x80));
    let word = vorrq_u8(letter, vorrq_u8(digit, high));
    let mut sign = vceqq_u8(bytes, vdupq_n_u8(SIGNS[0]));
    for byte in &SIGNS[1..] {
        sign = vorrq_u8(sign, vceqq_u8(bytes, vdupq_n_u8(*byte)));
    }
    let dot = vceqq_u8(bytes, vdupq_n_u8(b'.'));
    [bits(word), bits(digit), bits(upper), bits(high), bits(sign), bits(dot)]
}

/// All ones in each byte `b` with `first <= b < first + count`.
#[target_feature(enable = "neon")]
fn in_range(bytes: uint8x16_t, first: u8, count: u8) -> uint8x16_t {
    vcltq_u8(vsubq_u8(bytes, vdupq_n_u8(first)), vdupq_n_u8(count))
}

/// One bit for each byte of a mask: each byte keeps the bit of its place in its half, and each half is added up.
#[target_feature(enable = "neon")]
fn bits(mask: uint8x16_t) -> u16 {
    const PLACES: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128];
    // SAFETY: `PLACES` is 16 readable bytes.
    let places = unsafe { vld1q_u8(PLACES.as_ptr()) };
    let kept = vandq_u8(mask, places);
    u16::from(vaddv_u8(vget_low_u8(kept))) | u16::from(vaddv_u8(vget_high_u8(kept))) << 8
}
