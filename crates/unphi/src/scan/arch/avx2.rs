//! The masks by AVX2, 32 bytes an instruction.

use core::arch::x86_64::{
    __m256i, _MM_HINT_T0, _mm_prefetch, _mm256_add_epi8, _mm256_cmpeq_epi8, _mm256_cmpgt_epi8, _mm256_loadu_si256,
    _mm256_movemask_epi8, _mm256_or_si256, _mm256_set1_epi8, _mm256_slli_epi16,
};

use super::{Instructions, Masks, SIGNS, Work};

/// Appends the masks of `blocks`; `false`, with nothing appended, on a processor without AVX2.
pub(super) fn classify(blocks: &[[u8; 64]], masks: &mut Vec<Masks>) -> bool {
    if !std::arch::is_x86_feature_detected!("avx2") {
        return false;
    }
    // SAFETY: the processor has AVX2, as was just asked.
    unsafe { with_avx2(blocks, masks) };
    true
}

/// Runs `work` with the instructions that came with AVX2, or gives it back on a processor without them.
pub(super) fn run<W: Work>(work: W) -> Option<W> {
    use std::arch::is_x86_feature_detected as has;
    if !(has!("avx2") && has!("bmi1") && has!("bmi2") && has!("lzcnt") && has!("popcnt")) {
        return Some(work);
    }
    // SAFETY: the processor has what the function is compiled for, as was just asked.
    unsafe { run_with_avx2(work) };
    None
}

/// Fetches a line into the caches.
#[inline(always)]
pub(super) fn fetch(line: &[u8; 64]) {
    // SAFETY: SSE is part of the x86-64 baseline, and a prefetch reads nothing that the program can see.
    unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().cast()) };
}

#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn run_with_avx2<W: Work>(work: W) {
    work.run(Avx2(()));
}

/// The instructions of AVX2, on a processor that has them: only [`run_with_avx2`] makes one.
#[derive(Clone, Copy)]
struct Avx2(());

impl Instructions for Avx2 {
    #[inline(always)]
    fn turn(self, bytes: &[u8; 64]) -> [u64; 8] {
        // SAFETY: that there is an `Avx2` says that the processor has AVX2.
        unsafe { turn(bytes) }
    }
}

/// [`portable::turn`](super::portable::turn): `movemask` takes the top bit of each byte, to which a shift brings each bit
/// in its turn; what it brings over from the byte below stays under the top.
#[inline]
#[target_feature(enable = "avx2")]
fn turn(bytes: &[u8; 64]) -> [u64; 8] {
    let (halves, _) = bytes.as_chunks::<32>();
    // SAFETY: each half is 32 readable bytes, and the load asks for no alignment.
    let [low, high] =
        [&halves[0], &halves[1]].map(|half| unsafe { _mm256_loadu_si256(half.as_ptr().cast::<__m256i>()) });
    macro_rules! word {
        ($shift:literal) => {{
            let bits = |half: __m256i| u64::from(_mm256_movemask_epi8(_mm256_slli_epi16::<$shift>(half)) as u32);
            bits(low) | bits(high) << 32
        }};
    }
    [word!(7), word!(6), word!(5), word!(4), word!(3), word!(2), word!(1), word!(0)]
}

#[target_feature(enable = "avx2")]
fn with_avx2(blocks: &[[u8; 64]], masks: &mut Vec<Masks>) {
    masks.extend(blocks.iter().map(|block| {
        let (halves, _) = block.as_chunks::<32>();
        let low = half(&halves[0]);
        let high = half(&halves[1]);
        let join = |low: u32, high: u32| u64::from(low) | u64::from(high) << 32;
        Masks {
            word: join(low[0], high[0]),
            digit: join(low[1], high[1]),
            upper: join(low[2], high[2]),
            high: join(low[3], high[3]),
            sign: join(low[4], high[4]),
            dot: join(low[5], high[5]),
        }
    }));
}

/// Word, digit, upper, high, sign and dot bits of 32 bytes.
#[target_feature(enable = "avx2")]
fn half(bytes: &[u8; 32]) -> [u32; 6] {
    // SAFETY: `bytes` is 32 readable bytes, and the load asks for no alignment.
    let bytes = unsafe { _mm256_loadu_si256(bytes.as_ptr().cast::<__m256i>()) };
    let digit = in_range(bytes, b'0', 10);
    let upper = in_range(bytes, b'A', 26);
    let letter = in_range(_mm256_or_si256(bytes, _mm256_set1_epi8(0x20)), b'a', 26);
    let bits = |mask: __m256i| _mm256_movemask_epi8(mask) as u32;
    // `movemask` takes the top bit of each byte, which is the class of bytes from 0x80 up.
    let high = bits(bytes);
    let digit = bits(digit);
    let equal = |byte: u8| _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(byte as i8));
    let mut sign = equal(SIGNS[0]);
    for byte in &SIGNS[1..] {
        sign = _mm256_or_si256(sign, equal(*byte));
    }
    [bits(letter) | digit | high, digit, bits(upper), high, bits(sign), bits(equal(b'.'))]
}

/// All ones in each byte `b` with `first <= b < first + count`.
#[target_feature(enable = "avx2")]
fn in_range(bytes: __m256i, first: u8, count: u8) -> __m256i {
    // Moves the range to the bottom of the signed bytes, where one signed comparison decides it.
    let moved = _mm256_add_epi8(bytes, _mm256_set1_epi8(0x80u8.wrapping_sub(first) as i8));
    _mm256_cmpgt_epi8(_mm256_set1_epi8((0x80u8.wrapping_add(count)) as i8), moved)
}
