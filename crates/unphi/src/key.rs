//! The secret behind pseudonyms, hashes and tokens.

#![forbid(unsafe_code)]

use core::fmt;

use crate::Error;

/// A secret key: at least 32 random bytes. It is wiped from memory when dropped and never printed.
///
/// Each use has a key of its own, derived by HKDF-SHA-256 (RFC 5869). Tokens name their key by a short [id](Self::id), so
/// that a new key can take over while old tokens stay readable ([`Builder::previous_key`](crate::Builder::previous_key)).
///
/// ```
/// let key = unphi::Key::from_hex("6d5c5c6e2a0b4c1f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a392817")?;
/// assert_eq!(format!("{key:?}"), format!("Key({})", key.id()));
/// assert!(unphi::Key::from_bytes(b"secret").is_err());
/// # Ok::<(), unphi::Error>(())
/// ```
#[derive(Clone)]
pub struct Key(pub(crate) unphi_keyed::Key);

impl Key {
    /// A key of at least 32 bytes from a random source, such as `openssl rand 32` makes. A password is not one.
    ///
    /// # Errors
    /// [`ErrorKind::Key`](crate::ErrorKind::Key) below 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        unphi_keyed::Key::new(bytes).map(Self).map_err(|error| Error::key(error.to_string()))
    }

    /// A key written in hexadecimal, at least 64 digits, such as `openssl rand -hex 32` makes; white space at the ends does
    /// not count.
    ///
    /// # Errors
    /// [`ErrorKind::Key`](crate::ErrorKind::Key) for fewer digits, or another character; the message quotes nothing.
    pub fn from_hex(text: &str) -> Result<Self, Error> {
        let text = text.trim().as_bytes();
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let wrong = || Error::key("the key is not in hexadecimal: make one with `openssl rand -hex 32`");
        if !text.len().is_multiple_of(2) {
            return Err(wrong());
        }
        let mut bytes = unphi_keyed::Wiped::new(Vec::with_capacity(text.len() / 2));
        for pair in text.as_chunks::<2>().0 {
            let (high, low) = (digit(pair[0]).ok_or_else(wrong)?, digit(pair[1]).ok_or_else(wrong)?);
            bytes.push(high << 4 | low);
        }
        Self::from_bytes(&bytes)
    }

    /// The key that a file holds: hexadecimal digits as for [`from_hex`](Self::from_hex), or the bytes themselves.
    ///
    /// ```
    /// let digits = unphi::Key::from_file_contents(format!("{}\n", "07".repeat(32)).as_bytes())?;
    /// assert_eq!(digits.id(), unphi::Key::from_file_contents(&[7; 32])?.id());
    /// # Ok::<(), unphi::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Key`](crate::ErrorKind::Key) below 32 bytes.
    pub fn from_file_contents(contents: &[u8]) -> Result<Self, Error> {
        let digits = contents.trim_ascii();
        let hexadecimal = digits.len() >= 64 && digits.iter().all(u8::is_ascii_hexdigit);
        let text = core::str::from_utf8(digits).ok().filter(|_| hexadecimal);
        text.map_or_else(|| Self::from_bytes(contents), Self::from_hex)
    }

    /// Four letters or digits that name the key, derived from it. They are part of each token and no secret.
    #[must_use]
    pub fn id(&self) -> String {
        self.0.id().to_string()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.0.id())
    }
}
