//! How codes and encrypted values are written: `[NAME:E1:7Q2K:MFRGGZDFMZTWQ2LK]`.
//!
//! | part | meaning |
//! |---|---|
//! | `NAME` | the identifier |
//! | `E1`, `H1` | encrypted, or a hash; the number is the version of the format |
//! | `7Q2K` | the [id](crate::Key::id) of the key |
//! | the rest | base 32, RFC 4648 |
//!
//! Letters may change their case on the way through other systems; any other change is noticed.

#![forbid(unsafe_code)]

use core::ops::Range;

use unphi_keyed::{KeyId, base32};

use super::tag;
use crate::Identifier;

/// What a token holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Encrypted,
    Hash,
}

/// The version of the format.
const VERSION: &str = "1";

/// Longest name of an identifier.
const LONGEST_NAME: usize = 11;

/// Why a token was not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// Its end or its beginning is missing.
    Cut,
    /// It was made with a key that was not given.
    OtherKey,
    /// A letter of it was changed, or it belongs to another identifier.
    Altered,
    /// A later version of unphi made it.
    OtherVersion,
}

impl Fault {
    /// What is wrong and what to do, in words.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Cut => "the token is cut: its beginning or end is missing",
            Self::OtherKey => "the token was made with another key: give that key as a previous one",
            Self::Altered => "the token was altered after it was made",
            Self::OtherVersion => "the token is of another version of the format: use a newer unphi",
        }
    }
}

/// An encrypted token that is well written.
pub(super) struct Token<'t> {
    pub(super) identifier: Identifier,
    pub(super) key: &'t str,
    pub(super) body: Vec<u8>,
}

/// Where a text has an encrypted token, or what is left of one.
pub(super) struct Place<'t> {
    pub(super) range: Range<usize>,
    pub(super) token: Result<Token<'t>, Fault>,
}

/// Appends a token.
pub(super) fn write(identifier: Identifier, mark: Mark, key: &str, body: &[u8], out: &mut String) {
    out.push('[');
    tag::write_name(identifier, out);
    out.push_str(match mark {
        Mark::Encrypted => ":E",
        Mark::Hash => ":H",
    });
    out.push_str(VERSION);
    out.push(':');
    out.push_str(key);
    out.push(':');
    base32::encode(body, out);
    out.push(']');
}

/// The next encrypted token of `text` that ends after byte `from`.
pub(super) fn find(text: &str, from: usize) -> Option<Place<'_>> {
    let bytes = text.as_bytes();
    let mut at = from;
    // `:E1:` is what a token cannot lose without losing everything.
    while let Some(colon) = memchr::memchr(b':', bytes.get(at..)?).map(|found| at + found) {
        at = colon + 1;
        if let [b'E' | b'e', version @ b'0'..=b'9', b':', ..] = bytes.get(at..).unwrap_or_default()
            && let Some(place) = read(text, from, colon, *version)
        {
            return Some(place);
        }
    }
    None
}

/// Reads the token whose first colon is at byte `colon`; `None` where nothing else looks like one.
fn read(text: &str, from: usize, colon: usize, version: u8) -> Option<Place<'_>> {
    let bytes = text.as_bytes();
    let name = bytes.get(from.max(colon.saturating_sub(LONGEST_NAME))..colon).unwrap_or_default();
    let letters = name.iter().rev().take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'_').count();
    let start = colon - letters;
    let opens = start > from && bytes.get(start - 1) == Some(&b'[');
    let name = text.get(start..colon).unwrap_or_default();
    let identifier = Identifier::ALL.into_iter().find(|identifier| identifier.name().eq_ignore_ascii_case(name));
    let base32 = |range: Range<usize>| bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_alphanumeric));
    let key_at = colon + 4;
    let body_at = key_at + KeyId::LEN + 1;
    let keyed = base32(key_at..body_at - 1) && bytes.get(body_at - 1) == Some(&b':');
    let body = bytes.get(body_at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let end = if keyed { body_at + body } else { key_at };
    let closes = keyed && bytes.get(end) == Some(&b']');
    // `note:e1:` is no token; two of bracket, name, key and bracket are what is left of one.
    if [opens, identifier.is_some(), keyed, closes].into_iter().filter(|sign| *sign).count() < 2 {
        return None;
    }
    let first = if opens { start - 1 } else { start };
    let range = first..if closes { end + 1 } else { end };
    let token = if version != b'1' {
        Err(Fault::OtherVersion)
    } else if !opens || !closes {
        Err(Fault::Cut)
    } else {
        let key = text.get(key_at..body_at - 1).unwrap_or_default();
        match (identifier, base32::decode(bytes.get(body_at..end).unwrap_or_default())) {
            (Some(identifier), Some(body)) => Ok(Token { identifier, key, body }),
            _ => Err(Fault::Altered),
        }
    };
    Some(Place { range, token })
}

#[cfg(test)]
mod tests {
    use super::{Fault, Mark, find, write};
    use crate::Identifier;

    fn faults(text: &str) -> Vec<(usize, usize, Option<Fault>)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(place) = find(text, at) {
            at = place.range.end;
            found.push((place.range.start, place.range.end, place.token.err()));
        }
        found
    }

    #[test]
    fn finds_what_it_wrote() {
        let mut text = String::from("seen by ");
        write(Identifier::HealthPlan, Mark::Encrypted, "7Q2K", &[1; 20], &mut text);
        let end = text.len();
        assert_eq!(faults(&format!("{text}, well")), [(8, end, None)]);
        assert_eq!(faults(&format!("{text}{text}").to_lowercase()).len(), 2);
        assert_eq!(faults(&text.replace(":E1:", ":H1:")), []);
    }

    #[test]
    fn says_what_is_left_of_a_token() {
        use Fault::{Altered, Cut, OtherVersion};
        for (text, fault) in [
            ("[NAME:E1:7Q2K:MFRGGZDFMZTWQ2LK", Cut),
            ("NAME:E1:7Q2K:MFRGGZDFMZTWQ2LK]", Cut),
            ("ME:E1:7Q2K:MFRGGZDFMZTWQ2LK]", Cut),
            ("[NAME:E1:7Q", Cut),
            ("[NAME:E1: 7Q2K:MFRG]", Cut),
            ("[NAME:E1:7Q2K:MFRGG0DF]", Altered),
            ("[NOM:E1:7Q2K:MFRGGZDF]", Altered),
            ("[NAME:E2:7Q2K:MFRGGZDF]", OtherVersion),
        ] {
            let found = faults(text);
            assert!(matches!(found[..], [(_, _, Some(why))] if why == fault), "{text}: {found:?}");
        }
        for text in ["at 3:E1:", "note:e1: x", "[x:E1:y]", ":E1:", "é:E1:é", "[NAME]:E1", "[:E1:"] {
            assert_eq!(faults(text), [], "{text}");
        }
    }
}
