//! Bytes as capital letters and digits, RFC 4648 base 32 without padding: it survives changes of case, and no letter of it
//! is mistaken for a digit.

use base32ct::{Base32UpperUnpadded, Encoding as _};

/// Appends `bytes` to `out`.
pub fn encode(bytes: &[u8], out: &mut String) {
    let mut buffer = [0; 64];
    // 40 bytes are 64 letters, with none left over.
    for chunk in bytes.chunks(40) {
        out.push_str(Base32UpperUnpadded::encode(chunk, &mut buffer).unwrap_or_default());
    }
}

/// Letters that `bytes` bytes take.
#[must_use]
pub const fn encoded_len(bytes: usize) -> usize {
    (bytes * 8).div_ceil(5)
}

/// The bytes that `letters` write, in either case; `None` for anything that [`encode`] does not write.
#[must_use]
pub fn decode(letters: &[u8]) -> Option<Vec<u8>> {
    let upper = letters.to_ascii_uppercase();
    let mut bytes = vec![0; letters.len() * 5 / 8];
    let len = Base32UpperUnpadded::decode(&upper, &mut bytes).ok()?.len();
    bytes.truncate(len);
    // Spare bits of the last letter must be those that are written: one value has one spelling.
    let mut again = String::with_capacity(upper.len());
    encode(&bytes, &mut again);
    (again.as_bytes() == upper).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{decode, encode, encoded_len};

    /// RFC 4648, section 10, without the padding.
    #[test]
    fn is_the_standard() {
        for (bytes, text) in [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI")] {
            let mut out = String::new();
            encode(bytes.as_bytes(), &mut out);
            assert_eq!(out, text);
            assert_eq!(out.len(), encoded_len(bytes.len()));
            assert_eq!(decode(text.as_bytes()).as_deref(), Some(bytes.as_bytes()));
            assert_eq!(decode(text.to_lowercase().as_bytes()).as_deref(), Some(bytes.as_bytes()));
        }
    }

    #[test]
    fn every_length_comes_back() {
        for len in 0..200usize {
            let bytes: Vec<u8> = (0..len).map(|i| (i * 37) as u8).collect();
            let mut out = String::new();
            encode(&bytes, &mut out);
            assert_eq!(decode(out.as_bytes()), Some(bytes));
        }
    }

    #[test]
    fn refuses_other_spellings() {
        for text in ["MZ", "M", "MY======", "M1", "MZXW6YTBO", "MŸ", "M "] {
            assert_eq!(decode(text.as_bytes()), None, "{text}");
        }
    }
}
