//! What one character is folded to.

#![forbid(unsafe_code)]

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// A few bytes of UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Short {
    bytes: [u8; 12],
    len: u8,
}

impl Short {
    pub(super) fn byte(byte: u8) -> Self {
        let mut bytes = [0; 12];
        bytes[0] = byte;
        Self { bytes, len: 1 }
    }

    pub(super) fn char(char: char) -> Self {
        let mut bytes = [0; 12];
        let len = char.encode_utf8(&mut bytes).len() as u8;
        Self { bytes, len }
    }

    fn text(text: &str) -> Self {
        let mut short = Self { bytes: [0; 12], len: 0 };
        text.bytes().for_each(|byte| {
            short.push(byte);
        });
        short
    }

    /// Appends a byte; `false` when there is no room.
    fn push(&mut self, byte: u8) -> bool {
        let free = self.bytes.get_mut(usize::from(self.len));
        free.map(|free| *free = byte).map(|()| self.len += 1).is_some()
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.len)).unwrap_or_default()
    }

    pub(super) fn make_upper(&mut self) {
        self.bytes.make_ascii_uppercase();
    }
}

/// What becomes of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fold {
    /// It stays: a letter of another script.
    Keep,
    /// It goes, and nothing takes its place: zero width.
    Drop,
    /// It goes, and belongs to the character before it: an accent.
    Mark,
    Text(Short),
}

/// Folds a character from U+0080 up, or an ASCII one that an escape stood for; `before` is the byte before it.
pub(super) fn fold(char: char, before: Option<u8>) -> Fold {
    let code = char as u32;
    let after_digit = before.is_some_and(|byte| byte.is_ascii_digit());
    match code {
        0..0x80 => return Fold::Text(Short::byte(code as u8)),
        // An exponent is not another digit of the number: 10⁹.
        0xb2 | 0xb3 | 0xb9 | 0x2070..=0x2079 | 0x2080..=0x2089 if after_digit => return Fold::Text(Short::byte(b'*')),
        0xba if after_digit => return Fold::Text(Short::byte(b'*')),
        // Most letters of other scripts, without a look at the rarer cases.
        0x386..0x900 | 0x3041..0x3100 | 0x3400..0xa000 | 0xac00..0xd7a4
            if char.is_alphabetic() && !is_combining_mark(char) =>
        {
            return Fold::Keep;
        }
        _ => {}
    }
    if let Some(text) = simple(code) {
        return if text.is_empty() { Fold::Drop } else { Fold::Text(Short::text(text)) };
    }
    if is_combining_mark(char) {
        return match before {
            Some(byte) if byte.is_ascii_alphanumeric() => Fold::Mark,
            Some(0x80..) => Fold::Keep,
            _ => Fold::Drop,
        };
    }
    if let Some(digit) = digit(code) {
        return Fold::Text(Short::byte(digit));
    }
    match decomposed(char) {
        Some(short) => Fold::Text(short),
        None if char.is_alphanumeric() || char == char::REPLACEMENT_CHARACTER => Fold::Keep,
        None => Fold::Text(Short::byte(b' ')),
    }
}

/// The compatibility decomposition without accents, when all of it has an ASCII form.
fn decomposed(char: char) -> Option<Short> {
    let mut short = Short { bytes: [0; 12], len: 0 };
    let mut ascii = true;
    decompose_compatible(char, |part| {
        let code = part as u32;
        ascii &= match simple(code) {
            _ if code < 0x80 => short.push(code as u8),
            Some(text) => text.bytes().all(|byte| short.push(byte)),
            None if is_combining_mark(part) => true,
            None => digit(code).is_some_and(|digit| short.push(digit)),
        };
    });
    (ascii && short.len > 0).then_some(short)
}

/// The ASCII form of characters whose decomposition is of no help; empty for those without width.
fn simple(code: u32) -> Option<&'static str> {
    Some(match code {
        0xa0..0xc0 => LATIN_SIGNS[code as usize - 0xa0],
        0xc0..0x180 => LATIN_LETTERS[code as usize - 0xc0],
        0x180..0x2b0 => return extended_latin(code),
        0x1e9e => "Ss",
        0x1e00..=0x1eff => {
            let at = code as usize - 0x1e00;
            return LATIN_ADDITIONAL.get(at..=at);
        }
        0xff01..=0xff5e => {
            let at = code as usize - 0xff01;
            return FULL_WIDTH.get(at..=at);
        }
        // Windows-1252 read as Latin-1.
        0x91 | 0x92 => "'",
        0x93 | 0x94 => "\"",
        0x95 => "*",
        0x96 | 0x97 => "-",
        0x85 | 0x2028 | 0x2029 => "\n",
        0x80..0xa0 => " ",
        // Zero width: joiners, direction marks, variation selectors, tags.
        0x34f | 0x61c | 0x180b..=0x180e | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f => "",
        0xfe00..=0xfe0f | 0xfeff | 0xfff9..=0xfffb | 0xe0000..=0xe0fff => "",
        0x1680 | 0x2000..=0x200a | 0x202f | 0x205f | 0x3000 => " ",
        // Letters without ink.
        0x115f | 0x1160 | 0x2800 | 0x3164 | 0xffa0 => " ",
        0x2010..=0x2015 | 0x2043 | 0x2212 | 0x2500 | 0x2501 | 0x2550 | 0x2796 | 0x2e3a | 0x2e3b => "-",
        0xfe31 | 0xfe32 | 0xfe58 | 0xfe63 => "-",
        0x2b9..=0x2bf | 0x2c8 | 0x2ca | 0x2cb | 0x55a | 0x5f3 | 0x2018..=0x201b | 0x2032 | 0x2035 => "'",
        0x2039 | 0x203a | 0x275b | 0x275c | 0xa78b | 0xa78c => "'",
        0x2dd | 0x5f4 | 0x201c..=0x201f | 0x2033 | 0x2034 | 0x2036 | 0x275d | 0x275e | 0x301d..=0x301f => "\"",
        0x2044 | 0x2215 | 0x29f8 => "/",
        0x2016 | 0x2223 | 0x2502 | 0x2503 | 0x2551 | 0xffe8 => "|",
        0x2024 | 0x2026 | 0x2027 | 0x22c5 | 0x3002 | 0xff61 | 0x6d4 | 0x66b => ".",
        0x3001 | 0xff64 | 0x60c | 0x66c => ",",
        0x2d0 | 0x2236 | 0x589 | 0x5c3 | 0xa789 => ":",
        0x37e | 0x61b => ";",
        0x61f => "?",
        0x2c2 | 0x2190 | 0x2264 | 0x2266 | 0x2a7d => "<",
        0x2c3 | 0x2192 | 0x2265 | 0x2267 | 0x2a7e | 0x21d2 | 0x2794 | 0x279c | 0x27a1 => ">",
        0x2dc | 0x223c | 0x2243 | 0x2245 | 0x2248 | 0x301c => "~",
        0x20a0..=0x20cf => "$",
        0x2020..=0x2023 | 0x2217 | 0x25a0..=0x25ff | 0x2605 | 0x2606 | 0xf0b7 | 0xf0a7 => "*",
        // As a fraction ½ would look like a date, 1/2.
        0x2150..=0x215f | 0x2189 => "*",
        0x2122 | 0x2120 => " ",
        0x3008..=0x3011 | 0x3014..=0x301b if code.is_multiple_of(2) => "(",
        0x3008..=0x3011 | 0x3014..=0x301b => ")",
        0x1d00 => "a",
        0x1d04 => "c",
        0x1d05 => "d",
        0x1d07 => "e",
        0x1d0a => "j",
        0x1d0b => "k",
        0x1d0d => "m",
        0x1d0f => "o",
        0x1d18 => "p",
        0x1d1b => "t",
        0x1d1c => "u",
        0x1d20 => "v",
        0x1d21 => "w",
        0x1d22 => "z",
        0xa730 => "f",
        0xa731 => "s",
        _ => return None,
    })
}

/// Letters of Latin Extended-B and IPA that have no accent to drop: Hausa, Ewe, Azeri, small capitals.
fn extended_latin(code: u32) -> Option<&'static str> {
    Some(match code {
        0x180 | 0x183 | 0x253 | 0x299 => "b",
        0x181 => "B",
        0x1c0 => "|",
        0x186 => "O",
        0x187 => "C",
        0x188 => "c",
        0x189 | 0x18a => "D",
        0x256 | 0x257 => "d",
        0x18e..=0x190 => "E",
        0x1dd | 0x259 | 0x25b => "e",
        0x191 => "F",
        0x192 => "f",
        0x193 | 0x1e4 => "G",
        0x1e5 | 0x260 | 0x261 | 0x262 => "g",
        0x266 | 0x29c => "h",
        0x196 | 0x197 => "I",
        0x268..=0x26a => "i",
        0x237 | 0x249 => "j",
        0x248 => "J",
        0x198 => "K",
        0x199 => "k",
        0x19a | 0x26b | 0x26d | 0x29f => "l",
        0x19d => "N",
        0x19e | 0x272 | 0x274 => "n",
        0x19f => "O",
        0x254 | 0x275 => "o",
        0x1a4 => "P",
        0x1a5 => "p",
        0x280 => "r",
        0x1a9 => "S",
        0x283 => "s",
        0x1ac | 0x1ae => "T",
        0x1ad | 0x288 => "t",
        0x1b1 | 0x244 => "U",
        0x289 | 0x28a => "u",
        0x1b2 => "V",
        0x28b => "v",
        0x1b3 => "Y",
        0x1b4 | 0x28f => "y",
        0x1b5 => "Z",
        0x1b6 => "z",
        _ => return None,
    })
}

/// U+00A0 to U+00BF.
static LATIN_SIGNS: [&str; 0x20] = [
    " ", " ", "$", "$", "$", "$", "|", " ", " ", " ", "a", "\"", " ", "", " ", " ", "*", "+", "2", "3", "'", "u", " ",
    ".", " ", "1", "o", "\"", "*", "*", "*", " ",
];

/// U+00C0 to U+017F.
#[rustfmt::skip]
static LATIN_LETTERS: [&str; 0xc0] = [
    "A", "A", "A", "A", "A", "A", "Ae", "C", "E", "E", "E", "E", "I", "I", "I", "I",
    "D", "N", "O", "O", "O", "O", "O", "x", "O", "U", "U", "U", "U", "Y", "Th", "ss",
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
    "d", "n", "o", "o", "o", "o", "o", "/", "o", "u", "u", "u", "u", "y", "th", "y",
    "A", "a", "A", "a", "A", "a", "C", "c", "C", "c", "C", "c", "C", "c", "D", "d",
    "D", "d", "E", "e", "E", "e", "E", "e", "E", "e", "E", "e", "G", "g", "G", "g",
    "G", "g", "G", "g", "H", "h", "H", "h", "I", "i", "I", "i", "I", "i", "I", "i",
    "I", "i", "Ij", "ij", "J", "j", "K", "k", "k", "L", "l", "L", "l", "L", "l", "L",
    "l", "L", "l", "N", "n", "N", "n", "N", "n", "'n", "N", "n", "O", "o", "O", "o",
    "O", "o", "Oe", "oe", "R", "r", "R", "r", "R", "r", "S", "s", "S", "s", "S", "s",
    "S", "s", "T", "t", "T", "t", "T", "t", "U", "u", "U", "u", "U", "u", "U", "u",
    "U", "u", "U", "u", "W", "w", "Y", "y", "Y", "Z", "z", "Z", "z", "Z", "z", "s",
];

/// U+1E00 to U+1EFF, Vietnamese above all.
static LATIN_ADDITIONAL: &str = concat!(
    "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMm",
    "MmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv",
    "WwWwWwWwWwXxXxYyZzZzZzhtwyasssSdAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe",
    "EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYyLlVvYy",
);

/// U+FF01 to U+FF5E.
static FULL_WIDTH: &str =
    "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// The ASCII digit for a decimal digit of another script.
fn digit(code: u32) -> Option<u8> {
    /// The zero of each script.
    const ZEROS: [u32; 39] = [
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
        0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
        0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0x104a0, 0x11066, 0x1e950, 0x1fbf0,
    ];
    let zero = *ZEROS.get(ZEROS.partition_point(|zero| *zero <= code).checked_sub(1)?)?;
    (code - zero < 10).then(|| b'0' + (code - zero) as u8)
}

/// UTF-8 read as Windows-1252, the commonest damage: `Ã±` is ñ, `â€™` is a quote. Returns the character meant and the
/// length of its damaged form.
pub(super) fn mojibake(bytes: &[u8]) -> Option<(char, usize)> {
    match *bytes {
        // A real Ã or Â has no such sign after it.
        [0xc3, lead @ (0x82 | 0x83), 0xc2, low @ 0x80..0xc0, ..] => {
            let high = if lead == 0x83 { 0xc0 } else { 0x80 };
            Some((char::from_u32(high + u32::from(low & 0x3f))?, 4))
        }
        [0xc3, 0xa2, 0xe2, 0x82, 0xac, ref rest @ ..] => {
            let (char, len) = match *rest {
                [0xe2, 0x84, 0xa2, ..] => ('\u{2019}', 3),
                [0xcb, 0x9c, ..] => ('\u{2018}', 2),
                [0xc5, 0x93, ..] => ('\u{201c}', 2),
                [0xc2, 0x9d, ..] => ('\u{201d}', 2),
                [0xe2, 0x80, 0x9c, ..] => ('\u{2013}', 3),
                [0xe2, 0x80, 0x9d, ..] => ('\u{2014}', 3),
                [0xc2, 0xa6, ..] => ('\u{2026}', 2),
                [0xc2, 0xa2, ..] => ('\u{2022}', 2),
                _ => return None,
            };
            Some((char, 5 + len))
        }
        _ => None,
    }
}

/// The Latin letter that a Cyrillic, Greek or Armenian one is drawn like.
pub(super) fn look_alike(char: char) -> Option<u8> {
    Some(match char {
        'А' | 'Α' => b'A',
        'В' | 'Β' => b'B',
        'С' | 'Ϲ' => b'C',
        'Е' | 'Ε' => b'E',
        'Н' | 'Η' => b'H',
        'І' | 'Ӏ' | 'Ι' => b'I',
        'Ј' | 'Ϳ' => b'J',
        'К' | 'Κ' => b'K',
        'М' | 'Μ' => b'M',
        'Ν' => b'N',
        'О' | 'Ο' | 'Օ' => b'O',
        'Р' | 'Ρ' => b'P',
        'Ԛ' => b'Q',
        'Ѕ' => b'S',
        'Т' | 'Τ' => b'T',
        'Ս' => b'U',
        'Ԝ' => b'W',
        'Х' | 'Χ' => b'X',
        'У' | 'Ү' | 'Υ' => b'Y',
        'Ζ' => b'Z',
        'а' | 'α' => b'a',
        'с' | 'ϲ' => b'c',
        'ԁ' => b'd',
        'е' => b'e',
        'ց' => b'g',
        'һ' | 'հ' => b'h',
        'і' | 'ι' => b'i',
        'ј' | 'ϳ' => b'j',
        'κ' => b'k',
        'ӏ' => b'l',
        'ո' => b'n',
        'о' | 'ο' | 'օ' => b'o',
        'р' | 'ρ' => b'p',
        'ԛ' => b'q',
        'ѕ' => b's',
        'τ' => b't',
        'υ' | 'ս' | 'μ' => b'u',
        'ν' => b'v',
        'ԝ' => b'w',
        'х' | 'χ' => b'x',
        'у' | 'γ' => b'y',
        _ => return None,
    })
}
