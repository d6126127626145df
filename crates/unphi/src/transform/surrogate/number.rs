//! Numbers and codes of the same shape that belong to nobody: they fail the check that the real ones pass.

#![forbid(unsafe_code)]

use super::chance::Chance;
use crate::Identifier;
use crate::recognize::checksum;

/// Whether a code could be a real one of any register that has a check.
fn passes(code: &str) -> bool {
    const CHECKS: [fn(&[u8]) -> bool; 9] = [
        checksum::card,
        checksum::npi,
        checksum::dea,
        checksum::vin,
        checksum::iban,
        checksum::nhs,
        checksum::imei,
        checksum::gtin,
        checksum::routing,
    ];
    CHECKS.iter().any(|check| check(code.as_bytes()))
}

/// Appends a code of the shape of `found`: letters for letters, digits for digits, the rest as it is.
pub(super) fn write(chance: &Chance<'_>, identifier: Identifier, found: &str, out: &mut String) {
    // The same code in another layout has the same surrogate.
    let value: String = found.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    let mut draw = chance.draw(identifier.name(), &value);
    let start = out.len();
    let mut place = 0;
    let digits = value.chars().filter(char::is_ascii_digit).count();
    for letter in found.chars() {
        if !letter.is_alphanumeric() {
            out.push(letter);
            continue;
        }
        // No Social Security number begins with 9, and no taxpayer's number has 00 in the middle.
        let fixed = if identifier == Identifier::Ssn && digits == 9 && letter.is_ascii_digit() {
            match place {
                0 => Some('9'),
                3 | 4 => Some('0'),
                _ => None,
            }
        } else {
            None
        };
        let drawn = draw.like(letter);
        out.push(fixed.unwrap_or(drawn));
        place += 1;
    }
    spoil(out, start);
}

/// Changes the last digit of the code from byte `start` on until no check passes; two steps are enough for nearly all.
fn spoil(out: &mut String, start: usize) {
    for _ in 0..10 {
        if !out.get(start..).is_some_and(passes) {
            return;
        }
        let Some((at, digit)) =
            out.char_indices().rev().take_while(|(at, _)| *at >= start).find(|(_, letter)| letter.is_ascii_digit())
        else {
            return;
        };
        let next = char::from_digit((digit.to_digit(10).unwrap_or(0) + 1) % 10, 10).unwrap_or('0');
        out.replace_range(at..=at, next.encode_utf8(&mut [0; 4]));
    }
}
