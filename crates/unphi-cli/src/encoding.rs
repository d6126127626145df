//! Which text do these bytes hold? Nothing is guessed: what is not what it should be is an error that names the option
//! to say so. Output is UTF-8 whatever the input was.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::failure::Reason;

/// How input bytes become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Encoding {
    /// UTF-8, or UTF-16 where a byte order mark says so; anything else is an error.
    Auto,
    /// UTF-8 only.
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
    /// As auto, but bytes that are no text become U+FFFD, one replacement character each.
    Lossy,
    /// Windows-1252, which holds ISO 8859-1.
    #[value(alias = "latin-1")]
    Latin1,
    /// UTF-16; little-endian unless a byte order mark says otherwise.
    #[value(name = "utf-16", alias = "utf16")]
    Utf16,
}

/// The mark that some editors put at the start of UTF-8 text. It is kept, but the engine does not see it.
pub(crate) const BOM: char = '\u{FEFF}';

/// Decodes a whole document.
pub(crate) fn decode(bytes: Vec<u8>, encoding: Encoding) -> Result<String, Reason> {
    if encoding == Encoding::Latin1 {
        return Ok(WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned());
    }
    if encoding != Encoding::Utf8 {
        if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
            return Err(Reason::new("is UTF-32", "convert it to UTF-8 (iconv -f UTF-32 -t UTF-8)"));
        }
        if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
            return utf16(UTF_16LE, rest, encoding);
        }
        if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
            return utf16(UTF_16BE, rest, encoding);
        }
    }
    match encoding {
        Encoding::Utf16 => utf16(UTF_16LE, &bytes, encoding),
        Encoding::Auto if looks_like_utf16(&bytes) => Err(Reason::new(
            "looks like UTF-16 without a byte order mark",
            "give --encoding utf-16, or --encoding utf-8 if it really is UTF-8 with NUL bytes",
        )),
        Encoding::Lossy => {
            Ok(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
        }
        _ => String::from_utf8(bytes).map_err(|error| not_utf8(error.as_bytes(), error.utf8_error().valid_up_to())),
    }
}

/// Decodes one line of JSON Lines, a format that is UTF-8 by definition.
pub(crate) fn decode_line(line: &[u8], encoding: Encoding) -> Result<Cow<'_, str>, Reason> {
    match encoding {
        Encoding::Latin1 => Ok(WINDOWS_1252.decode_without_bom_handling(line).0),
        Encoding::Lossy => Ok(String::from_utf8_lossy(line)),
        _ => match std::str::from_utf8(line) {
            Ok(line) => Ok(Cow::Borrowed(line)),
            Err(error) => Err(Reason::new(
                format!("byte {} of the line is not UTF-8", error.valid_up_to() + 1),
                "convert the file to UTF-8, or give --encoding latin1 or --encoding lossy",
            )),
        },
    }
}

fn utf16(endianness: &'static encoding_rs::Encoding, bytes: &[u8], encoding: Encoding) -> Result<String, Reason> {
    if encoding == Encoding::Lossy {
        return Ok(endianness.decode_without_bom_handling(bytes).0.into_owned());
    }
    endianness.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned).ok_or_else(|| {
        Reason::new(
            "is UTF-16 with a unit that is no character (half a pair, or an odd byte at the end)",
            "repair the file, or give --encoding lossy",
        )
    })
}

/// ASCII in UTF-16 is valid UTF-8 with a NUL at every other byte: as UTF-8 no identifier in it would be found.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    const SAMPLE: usize = 4096;
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let nuls = |first| sample.iter().skip(first).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let half = sample.len() / 2;
    half >= 2 && even.max(odd) * 2 > half && even.min(odd) * 8 < half
}

fn not_utf8(bytes: &[u8], at: usize) -> Reason {
    let line = memchr::memchr_iter(b'\n', bytes.get(..at).unwrap_or_default()).count() + 1;
    Reason::new(
        format!("is not UTF-8 (byte {}, line {line})", at + 1),
        "convert it, or give --encoding latin1 (Windows and Latin-1 text) or --encoding lossy",
    )
}

#[cfg(test)]
mod tests {
    use super::{Encoding, decode};

    #[test]
    fn utf_16_is_told_by_its_mark_or_refused() {
        let le: Vec<u8> = "Ann\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [&[0xFF, 0xFE], le.as_slice()].concat();
        assert_eq!(decode(marked, Encoding::Auto).expect("decodes"), "Ann\n");
        assert!(decode(le.clone(), Encoding::Auto).is_err());
        assert_eq!(decode(le, Encoding::Utf16).expect("decodes"), "Ann\n");
        let be: Vec<u8> = "\u{FEFF}Ann é".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(be, Encoding::Auto).expect("decodes"), "Ann é");
        assert!(decode(vec![0xFF, 0xFE, 0x00, 0xD8], Encoding::Auto).is_err());
        assert!(decode(vec![0xFF, 0xFE, 0x41], Encoding::Auto).is_err());
    }

    #[test]
    fn a_few_nul_bytes_are_text() {
        let text = "afebrile\0overnight\0\0".to_owned();
        assert_eq!(decode(text.clone().into_bytes(), Encoding::Auto).expect("decodes"), text);
    }

    #[test]
    fn the_error_names_the_line_and_no_text() {
        let error = decode(b"one\ntwo\nSm\xEFth".to_vec(), Encoding::Auto).expect_err("invalid").to_string();
        assert!(error.contains("byte 11, line 3") && !error.contains("Sm"), "{error}");
        assert_eq!(decode(b"Sm\xEFth".to_vec(), Encoding::Latin1).expect("decodes"), "Smïth");
        assert_eq!(decode(b"Sm\xEFth".to_vec(), Encoding::Lossy).expect("decodes"), "Sm\u{FFFD}th");
    }
}
