//! What a calendar allows, and what two digits of a year mean.

#![forbid(unsafe_code)]

/// Years that a date of somebody's life can have.
pub(super) const YEARS: core::ops::RangeInclusive<u32> = 1850..=2100;

/// Whether `month` has a day `day`; the year is not asked, so 29 February always exists.
pub(super) fn has_day(month: u32, day: u32) -> bool {
    let days = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// Whether two numbers are month and day in either order.
pub(crate) fn is_month_and_day(a: u32, b: u32) -> bool {
    has_day(a, b) || has_day(b, a)
}

/// The year that two digits stand for: 00 to 40 of this century, 41 to 99 of the last.
pub(crate) fn expand(two_digits: u32) -> u32 {
    if two_digits <= 40 { 2000 + two_digits } else { 1900 + two_digits }
}

/// Whether `digits` (ASCII) are a compact date or stamp with the year first: `20240314`, `202403140822`,
/// `20240314082200`.
pub(super) fn is_compact(digits: &[u8]) -> bool {
    let field = |range: core::ops::Range<usize>| digits.get(range).map_or(0, number);
    YEARS.contains(&field(0..4))
        && has_day(field(4..6), field(6..8))
        && (digits.len() < 12 || field(8..10) < 24 && field(10..12) < 60)
        && (digits.len() < 14 || field(12..14) < 61)
}

/// The digit that a byte is, or that a scanner may have read as this letter: `O` for 0, `l` for 1.
pub(crate) fn figure(byte: u8) -> Option<u32> {
    Some(match byte {
        b'0'..=b'9' => u32::from(byte & 15),
        b'O' | b'o' => 0,
        b'I' | b'l' | b'i' => 1,
        b'Z' => 2,
        b'S' => 5,
        b'B' => 8,
        _ => return None,
    })
}

/// The number that ASCII digits write; saturates.
pub(super) fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0u32, |value, digit| value.saturating_mul(10).saturating_add(u32::from(digit & 15)))
}
