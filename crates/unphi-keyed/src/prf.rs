//! A keyed hash: HMAC-SHA-256, RFC 2104.

use core::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

use crate::Key;

/// Bytes of a digest.
pub const DIGEST: usize = 32;

/// A pseudo-random function of one purpose: HMAC-SHA-256 under a key derived for it.
#[derive(Clone)]
pub struct Prf {
    /// The state after the key has been read, which each message starts from.
    keyed: Hmac<Sha256>,
}

impl Prf {
    /// The function for `purpose`.
    #[must_use]
    pub fn new(key: &Key, purpose: &str) -> Self {
        let derived = key.derive::<64>(purpose);
        let keyed = Hmac::new(&(*derived).into());
        Self { keyed }
    }

    /// The digest of `parts`; the lengths of the parts are hashed with them, so that `ab, c` is not `a, bc`.
    #[must_use]
    pub fn digest<const N: usize>(&self, parts: [&[u8]; N]) -> [u8; DIGEST] {
        let mut mac = self.keyed.clone();
        for part in parts {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for Prf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prf").finish_non_exhaustive()
    }
}

/// The SHA-256 of what is no secret, such as a policy.
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> [u8; DIGEST] {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::{Prf, fingerprint};
    use crate::Key;

    #[test]
    fn parts_are_kept_apart() {
        let prf = Prf::new(&Key::new(&[3; 32]).expect("long"), "test");
        assert_ne!(prf.digest([b"ab", b"c"]), prf.digest([b"a", b"bc"]));
        assert_ne!(prf.digest([b"ab"]), prf.digest([b"ab", b""]));
        assert_eq!(prf.digest([b"ab"]), prf.clone().digest([b"ab"]));
    }

    /// FIPS 180-4, the example of one block.
    #[test]
    fn fingerprint_is_sha_256() {
        assert_eq!(fingerprint(b"abc")[..4], [0xba, 0x78, 0x16, 0xbf]);
    }
}
