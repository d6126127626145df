//! The one secret that a caller holds, and the keys that are derived from it.

use core::fmt;

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::base32;

/// Fewest bytes of a key: 256 bits.
const SHORTEST: usize = 32;

/// A secret. Each purpose has a key of its own, derived by HKDF-SHA-256 (RFC 5869), so that what one use reveals tells
/// nothing of another. Wiped from memory when dropped.
#[derive(Clone)]
pub struct Key {
    secret: Zeroizing<Vec<u8>>,
    id: KeyId,
}

/// The name of a key, which may be shown: 20 bits derived from it, as four letters or digits. It tells which of several
/// keys a token belongs to, so that keys can be replaced.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyId([u8; KeyId::LEN]);

/// The key has fewer than 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TooShort;

impl Key {
    /// A key of at least 32 bytes, which must come from a random source: whoever can guess it can undo the pseudonyms.
    ///
    /// # Errors
    /// [`TooShort`] below 32 bytes.
    pub fn new(bytes: &[u8]) -> Result<Self, TooShort> {
        if bytes.len() < SHORTEST {
            return Err(TooShort);
        }
        let mut key = Self { secret: Zeroizing::new(bytes.to_vec()), id: KeyId([b'A'; KeyId::LEN]) };
        let mut text = String::new();
        base32::encode(&*key.derive::<3>("key id"), &mut text);
        for (place, letter) in key.id.0.iter_mut().zip(text.bytes()) {
            *place = letter;
        }
        Ok(key)
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The key for one purpose, of `N` bytes (at most 8,160).
    #[must_use]
    pub fn derive<const N: usize>(&self, purpose: &str) -> Zeroizing<[u8; N]> {
        let mut key = Zeroizing::new([0; N]);
        // RFC 5869 allows 255 times 32 bytes; the sizes asked for here are constants far below that.
        let expanded = Hkdf::<Sha256>::new(Some(b"unphi v1"), &self.secret).expand(purpose.as_bytes(), &mut *key);
        assert!(expanded.is_ok(), "a derived key is at most 8,160 bytes long");
        key
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.id)
    }
}

impl KeyId {
    /// Letters of an id.
    pub const LEN: usize = 4;

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for TooShort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the key has fewer than 32 bytes: make one with `openssl rand -hex 32`")
    }
}

impl core::error::Error for TooShort {}

#[cfg(test)]
mod tests {
    use super::{Key, TooShort};

    #[test]
    fn purposes_and_keys_differ() {
        let (one, other) = (Key::new(&[1; 32]).expect("long"), Key::new(&[2; 32]).expect("long"));
        assert_ne!(*one.derive::<32>("a"), *one.derive::<32>("b"));
        assert_ne!(*one.derive::<32>("a"), *other.derive::<32>("a"));
        assert_eq!(*one.derive::<32>("a"), *one.clone().derive::<32>("a"));
        assert_ne!(one.id(), other.id());
        assert_eq!(one.id().as_str().len(), 4);
        assert_eq!(Key::new(&[1; 31]).err(), Some(TooShort));
    }

    /// RFC 5869, test case 3 has no salt of ours, so the construction is checked against HMAC by hand: one block of
    /// HKDF-Expand is HMAC(PRK, info || 1), with PRK = HMAC(salt, secret).
    #[test]
    fn is_hkdf() {
        use hmac::{Hmac, KeyInit as _, Mac as _};
        let mac = |key: &[u8], data: &[u8]| {
            let mut mac = Hmac::<sha2::Sha256>::new_from_slice(key).expect("any length");
            mac.update(data);
            mac.finalize().into_bytes()
        };
        let expected = mac(&mac(b"unphi v1", &[9; 40]), b"x\x01");
        assert_eq!(Key::new(&[9; 40]).expect("long").derive::<32>("x")[..], expected[..]);
    }

    #[test]
    fn shows_no_secret() {
        let key = Key::new(b"0123456789abcdef0123456789abcdef").expect("long");
        assert_eq!(format!("{key:?}"), format!("Key({})", key.id()));
    }
}
