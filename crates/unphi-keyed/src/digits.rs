//! Digits to as many digits: FF1, NIST SP 800-38G.

use core::fmt;

use aes::Aes256;
use fpe::ff1::{FF1, FlexibleNumeralString};

use crate::Key;

/// Format-preserving encryption of decimal numbers. A number of `n` digits becomes another of `n` digits, and back.
pub struct Digits {
    cipher: FF1<Aes256>,
}

impl Digits {
    /// Fewest digits: with fewer than a million numbers a table of them all undoes the cipher (SP 800-38G, revision 1).
    pub const SHORTEST: usize = 6;
    /// Most digits; identifiers have fewer, and the time grows with the square.
    pub const LONGEST: usize = 56;

    /// The cipher of `key`.
    #[must_use]
    pub fn new(key: &Key) -> Self {
        let derived = key.derive::<32>("digits: FF1 AES-256");
        let cipher = FF1::new(&*derived, 10);
        // 10 is one of the radixes from 2 to 65,536 that the cipher is defined for.
        #[allow(clippy::expect_used, reason = "a constant radix")]
        Self { cipher: cipher.expect("FF1 is defined for radix 10") }
    }

    /// Encrypts `digits` (values 0 to 9) in place under `tweak`; `false`, and nothing is changed, where there are fewer
    /// than [`SHORTEST`](Self::SHORTEST) or more than [`LONGEST`](Self::LONGEST), or one is no digit.
    #[must_use]
    pub fn encrypt(&self, tweak: &[u8], digits: &mut [u16]) -> bool {
        self.apply(digits, |number| self.cipher.encrypt(tweak, number).ok())
    }

    /// Undoes [`encrypt`](Self::encrypt). There is no check: any number decrypts to some number.
    #[must_use]
    pub fn decrypt(&self, tweak: &[u8], digits: &mut [u16]) -> bool {
        self.apply(digits, |number| self.cipher.decrypt(tweak, number).ok())
    }

    fn apply(
        &self,
        digits: &mut [u16],
        step: impl FnOnce(&FlexibleNumeralString) -> Option<FlexibleNumeralString>,
    ) -> bool {
        if !(Self::SHORTEST..=Self::LONGEST).contains(&digits.len()) {
            return false;
        }
        let Some(changed) = step(&FlexibleNumeralString::from(digits.to_vec())) else { return false };
        digits.copy_from_slice(&Vec::from(changed));
        true
    }
}

impl fmt::Debug for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Digits").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::Digits;
    use crate::Key;

    #[test]
    fn comes_back_and_keeps_the_length() {
        let cipher = Digits::new(&Key::new(&[5; 32]).expect("long"));
        for len in Digits::SHORTEST..=Digits::LONGEST {
            let plain: Vec<u16> = (0..len).map(|i| (i * 7 % 10) as u16).collect();
            let mut digits = plain.clone();
            assert!(cipher.encrypt(b"mrn", &mut digits));
            assert_ne!(digits, plain);
            assert!(digits.iter().all(|digit| *digit < 10));
            assert!(cipher.decrypt(b"mrn", &mut digits));
            assert_eq!(digits, plain);
        }
    }

    #[test]
    fn refuses_what_it_is_not_safe_for() {
        let cipher = Digits::new(&Key::new(&[5; 32]).expect("long"));
        for mut digits in [vec![1; 5], vec![1; 57], vec![10; 8]] {
            let before = digits.clone();
            assert!(!cipher.encrypt(b"", &mut digits) && digits == before);
        }
    }
}
