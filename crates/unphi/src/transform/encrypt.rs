//! A token that only the key opens: `Ann Ruiz` → `[NAME:E1:7Q2K:…]`, and back, wherever the token stands.
//!
//! AES-256-SIV is deterministic: the same value has the same token, so that a text reads on, and whoever has many texts
//! sees which values are equal and how long they are. A token is bound to its identifier; one altered letter is noticed.

#![forbid(unsafe_code)]

use super::keyed::Keyed;
use super::tag;
use super::token::{self, Fault, Mark, Place};
use crate::Identifier;

/// Appends the token of `found`.
pub(super) fn write(keyed: &Keyed, identifier: Identifier, found: &str, out: &mut String) {
    match keyed.seal() {
        Some(seal) => {
            let sealed = seal.seal(identifier.name().as_bytes(), found.as_bytes());
            token::write(identifier, Mark::Encrypted, keyed.id.as_str(), &sealed, out);
        }
        None => tag::write(identifier, out),
    }
}

/// What the token at `place` stands for.
fn open(keyed: &Keyed, place: &Place<'_>) -> Result<String, Fault> {
    let token = place.token.as_ref().map_err(|fault| *fault)?;
    let mut known = false;
    for seal in keyed.seals(token.key) {
        known = true;
        let opened = seal.open(token.identifier.name().as_bytes(), &token.body);
        if let Some(text) = opened.and_then(|bytes| String::from_utf8(bytes).ok()) {
            return Ok(text);
        }
    }
    Err(if known { Fault::Altered } else { Fault::OtherKey })
}

/// Appends `text` to `out` with its tokens opened; those that cannot be are left as they stand and told to `fault` with
/// their range in `text`. Returns how many were opened.
pub(super) fn restore(
    keyed: &Keyed,
    text: &str,
    out: &mut String,
    mut fault: impl FnMut(core::ops::Range<usize>, Fault),
) -> usize {
    let mut at = 0;
    let mut opened = 0;
    while let Some(place) = token::find(text, at) {
        let before = text.get(at..place.range.start).unwrap_or_default();
        let token = text.get(place.range.clone()).unwrap_or_default();
        out.push_str(before);
        match open(keyed, &place) {
            Ok(original) => {
                out.push_str(&original);
                opened += 1;
            }
            Err(why) => {
                out.push_str(token);
                fault(place.range.clone(), why);
            }
        }
        at = place.range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    opened
}
