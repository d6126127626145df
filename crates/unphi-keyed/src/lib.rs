//! The keyed primitives under unphi's pseudonyms. It knows nothing of text: bytes in, bytes out.
//!
//! | part | standard | crate |
//! |---|---|---|
//! | [`Key`]: one secret, a key of its own for each purpose | HKDF-SHA-256, RFC 5869 | hkdf |
//! | [`Prf`]: a keyed hash | HMAC-SHA-256, RFC 2104 | hmac, sha2 |
//! | [`Seal`]: deterministic authenticated encryption | AES-256-SIV, RFC 5297 | aes-siv |
//! | [`Digits`]: digits to as many digits | FF1, NIST SP 800-38G | fpe, aes |
//! | [`base32`]: bytes as letters and digits | RFC 4648 | base32ct |
//!
//! It is a crate of its own so that the core keeps its few dependencies, and that whoever reviews the cryptography reads
//! these few files. Secrets are wiped from memory when they are dropped, and no `Debug` output shows them.
//!
//! ```
//! let key = unphi_keyed::Key::new(&[7; 32])?;
//! let seal = unphi_keyed::Seal::new(&key);
//! let sealed = seal.seal(b"name", b"Ann Ruiz");
//! assert_eq!(seal.open(b"name", &sealed).as_deref(), Some(&b"Ann Ruiz"[..]));
//! assert_eq!(seal.open(b"mrn", &sealed), None);
//! # Ok::<(), unphi_keyed::TooShort>(())
//! ```

#![forbid(unsafe_code)]

pub mod base32;
mod digits;
mod key;
mod prf;
mod seal;

pub use digits::Digits;
pub use key::{Key, KeyId, TooShort};
pub use prf::{DIGEST, Prf, fingerprint};
pub use seal::Seal;

/// Bytes that are wiped from memory when they are dropped.
pub type Wiped<T> = zeroize::Zeroizing<T>;
