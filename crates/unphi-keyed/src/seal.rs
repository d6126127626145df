//! Deterministic authenticated encryption: AES-256-SIV, RFC 5297.

use core::fmt;

use aes_siv::KeyInit as _;
use aes_siv::siv::Aes256Siv;
use zeroize::Zeroizing;

use crate::Key;

/// Seals bytes so that only the key opens them, that the same bytes give the same seal, and that a change of one bit is
/// noticed. What it reveals: which sealed values are equal, and how long they are.
#[derive(Clone)]
pub struct Seal {
    key: Zeroizing<[u8; 64]>,
}

impl Seal {
    /// Bytes that a seal is longer than what it holds.
    pub const OVERHEAD: usize = 16;

    /// The seal of `key`.
    #[must_use]
    pub fn new(key: &Key) -> Self {
        Self { key: key.derive("seal: AES-256-SIV") }
    }

    fn cipher(&self) -> Aes256Siv {
        Aes256Siv::new(&(*self.key).into())
    }

    /// Seals `content`; `context` is bound to it and must be the same to open it.
    #[must_use]
    pub fn seal(&self, context: &[u8], content: &[u8]) -> Vec<u8> {
        let sealed = self.cipher().encrypt([context], content);
        // The cipher fails with more than 126 contexts alone.
        assert!(sealed.is_ok(), "one context can always be sealed");
        sealed.unwrap_or_default()
    }

    /// What was sealed; `None` where the key, the context or a bit of it is another.
    #[must_use]
    pub fn open(&self, context: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        self.cipher().decrypt([context], sealed).ok()
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seal").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::Seal;
    use crate::Key;

    fn seal(byte: u8) -> Seal {
        Seal::new(&Key::new(&[byte; 32]).expect("long"))
    }

    #[test]
    fn opens_what_it_sealed_and_nothing_else() {
        for content in [&b""[..], b"x", b"Ann Ruiz", &[0xff; 100]] {
            let sealed = seal(1).seal(b"name", content);
            assert_eq!(sealed.len(), content.len() + Seal::OVERHEAD);
            assert_eq!(sealed, seal(1).seal(b"name", content), "deterministic");
            assert_eq!(seal(1).open(b"name", &sealed).as_deref(), Some(content));
            assert_eq!(seal(2).open(b"name", &sealed), None);
            assert_eq!(seal(1).open(b"date", &sealed), None);
            for bit in 0..sealed.len() * 8 {
                let mut altered = sealed.clone();
                altered[bit / 8] ^= 1 << (bit % 8);
                assert_eq!(seal(1).open(b"name", &altered), None, "bit {bit}");
            }
            for len in 0..sealed.len() {
                assert_eq!(seal(1).open(b"name", &sealed[..len]), None, "cut to {len}");
            }
        }
    }
}
