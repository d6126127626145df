//! Digits for digits: `219-09-9999` → `804-51-2276`, and back with the key. FF1, NIST SP 800-38G.
//!
//! For systems that accept nothing but a number of the same layout. Nothing marks the result, so that
//! [`reidentify`](crate::Deidentifier::reidentify) cannot find it in a text; a single value is turned back by
//! [`reidentify_digits`](crate::Deidentifier::reidentify_digits).

#![forbid(unsafe_code)]

use super::encrypt;
use super::keyed::Keyed;
use crate::Identifier;

/// Appends other digits in the layout of `found`; what holds letters, or too few digits, becomes a token.
pub(super) fn write(keyed: &Keyed, identifier: Identifier, found: &str, out: &mut String) {
    match apply(found, |digits| keyed.digits.encrypt(identifier.name().as_bytes(), digits)) {
        Some(number) => out.push_str(&number),
        None => encrypt::write(keyed, identifier, found, out),
    }
}

/// The number that became `number`; `None` for what [`write`] would not have written.
pub(super) fn restore(keyed: &Keyed, identifier: Identifier, number: &str) -> Option<String> {
    apply(number, |digits| keyed.digits.decrypt(identifier.name().as_bytes(), digits))
}

fn apply(layout: &str, step: impl FnOnce(&mut [u16]) -> bool) -> Option<String> {
    if layout.chars().any(|letter| letter.is_alphanumeric() && !letter.is_ascii_digit()) {
        return None;
    }
    let mut digits: Vec<u16> = layout.bytes().filter(u8::is_ascii_digit).map(|digit| u16::from(digit & 15)).collect();
    if !step(&mut digits) {
        return None;
    }
    let mut digits = digits.into_iter().filter_map(|digit| char::from_digit(u32::from(digit), 10));
    layout.chars().map(|letter| if letter.is_ascii_digit() { digits.next() } else { Some(letter) }).collect()
}
