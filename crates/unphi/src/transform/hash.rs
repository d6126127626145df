//! A code that is the same for the same value and leads nowhere without the key: `00482913` → `[MRN:H1:7Q2K:…]`.
//!
//! HMAC-SHA-256 over the identifier and the value's letters and digits, 80 bits of it. Case and punctuation do not count,
//! nor the order of a name's words, so that `RUIZ, ANN` and `Ann Ruiz` have one code.

#![forbid(unsafe_code)]

use super::keyed::Keyed;
use super::token::{self, Mark};
use crate::Identifier;

/// Bytes of the digest that are written: 16 letters or digits.
const LENGTH: usize = 10;

/// Appends the code of `found`.
pub(super) fn write(keyed: &Keyed, identifier: Identifier, found: &str, out: &mut String) {
    let value = normal(identifier, found);
    let digest = keyed.hash.digest([identifier.name().as_bytes(), value.as_bytes()]);
    token::write(identifier, Mark::Hash, keyed.id.as_str(), digest.get(..LENGTH).unwrap_or_default(), out);
}

/// The letters and digits of `found` in lower case; the words of a name in alphabetical order.
fn normal(identifier: Identifier, found: &str) -> String {
    let lower = found.to_lowercase();
    let mut words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if identifier != Identifier::Name {
        return words.concat();
    }
    words.sort_unstable();
    words.join(" ")
}
