//! What a scanner misread, written as it was meant: `Hick0ry B1vd` is `Hickory Blvd`, `O3/l8/2O24` is `03/18/2024`.
//!
//! Optical character recognition confuses `0` with `O`, `1` with `l` and `I`, `5` with `S`, `8` with `B`, in words as in
//! numbers. A text with a few words that the lexicon knows only when those digits are read as letters is such a scan;
//! no other text has them. There, and nowhere else, words get their letters back and numbers their digits, before anything
//! else looks at them. Every byte stays where it is, so that no offset moves.

#![forbid(unsafe_code)]

use super::{Shape, Token};
use crate::lexicon;

/// Longest word that is looked at.
pub(crate) const MOST: usize = 24;
/// Misread words that make a text a scan, and the same with misread numbers counted.
const WORDS: u32 = 2;
const SIGNS: u32 = 4;

/// Writes `text` with what was misread mended into `mended`; `false`, and nothing is written, where it is no scan.
/// `tokens` and `figures` are those of `text`.
pub(crate) fn mend(text: &[u8], tokens: &[Token], figures: &[u32], mended: &mut Vec<u8>) -> bool {
    let token = |index: u32| tokens.get(index as usize);
    let (mut words, mut numbers) = (0, 0);
    for token in figures.iter().filter_map(|index| token(*index)) {
        if token.is_number() || token.shape.any(Shape::FOREIGN) || token.len() < 3 {
            continue;
        }
        let word = bytes(text, token);
        words += u32::from(known(word).is_some());
        numbers += u32::from(is_number(word) && word.len() > 3);
        if words >= WORDS && words + numbers >= SIGNS {
            mended.clear();
            mended.extend_from_slice(text);
            write(text, tokens, figures, mended);
            return true;
        }
    }
    false
}

fn bytes<'t>(text: &'t [u8], token: &Token) -> &'t [u8] {
    text.get(token.start as usize..token.end as usize).unwrap_or_default()
}

/// Mends every token.
fn write(text: &[u8], tokens: &[Token], figures: &[u32], mended: &mut [u8]) {
    for &index in figures {
        let Some(token) = tokens.get(index as usize).filter(|token| !token.is_number()) else { continue };
        let place = token.start as usize..token.end as usize;
        let (word, Some(place)) = (bytes(text, token), mended.get_mut(place)) else { continue };
        if let Some(read) = known(word).or_else(|| unknown(word)) {
            place.copy_from_slice(read.get(..word.len()).unwrap_or(word));
        } else if is_number(word) && (word.len() > 2 || is_tied(text, token)) {
            digits(place);
        }
    }
    // `3/ll`, `O/2`: letters alone, tied to a number.
    for pair in tokens.windows(2) {
        let [left, right] = pair else { continue };
        let gap = text.get(left.end as usize..right.start as usize).unwrap_or_default();
        if !matches!(gap, b"/" | b"-" | b":") {
            continue;
        }
        for (one, other) in [(left, right), (right, left)] {
            let lone = one.len() <= 2 && !one.has_digit() && bytes(text, one).iter().all(|byte| digit(*byte).is_some());
            let place = one.start as usize..one.end as usize;
            if let Some(place) =
                mended.get_mut(place).filter(|_| lone && other.has_digit() && is_number(bytes(text, other)))
            {
                digits(place);
            }
        }
    }
}

/// Whether a mark of numbers ties the token to a number: `O3/18`, `(6l5) 555`, `2O.5`.
fn is_tied(text: &[u8], token: &Token) -> bool {
    let at = |at: Option<usize>| at.and_then(|at| text.get(at)).copied().unwrap_or(0);
    let (before, after) = (at((token.start as usize).checked_sub(1)), at(Some(token.end as usize)));
    matches!(before, b'/' | b'-' | b':' | b'.') || matches!(after, b'/' | b'-' | b':')
}

/// The digit that a letter was read for.
fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'O' | b'o' => Some(b'0'),
        b'l' | b'I' => Some(b'1'),
        b'S' => Some(b'5'),
        b'B' => Some(b'8'),
        digit if digit.is_ascii_digit() => Some(digit),
        _ => None,
    }
}

fn digits(place: &mut [u8]) {
    for byte in place {
        *byte = digit(*byte).unwrap_or(*byte);
    }
}

/// Whether a token is a number in which letters stand for digits: `2O24`, `l45OO`; not `B12`, `S1`.
fn is_number(word: &[u8]) -> bool {
    let count = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    let code = matches!(word.first(), Some(b'B' | b'S' | b'I')) || matches!(word.last(), Some(b'B' | b'S'));
    count > 0 && !code && word.iter().all(|byte| digit(*byte).is_some()) && count * 3 >= word.len()
}

/// A word in which digits stand for letters, as it may have been meant: a `1` is an `l` or an `i`.
pub(crate) fn readings(word: &[u8]) -> impl Iterator<Item = [u8; MOST]> + '_ {
    [b'l', b'i'].into_iter().filter_map(|one| letters(word, one))
}

/// The letters of a word in which digits stand for some, each `1` read as `one`; `None` where it has another digit.
fn letters(word: &[u8], one: u8) -> Option<[u8; MOST]> {
    let upper = !word.iter().any(u8::is_ascii_lowercase);
    let mut read = [0; MOST];
    for (at, (to, from)) in read.iter_mut().zip(word).enumerate() {
        let letter = match from {
            b'0' => b'o',
            b'1' => one,
            b'5' => b's',
            b'8' => b'b',
            byte if byte.is_ascii_alphabetic() => {
                *to = *byte;
                continue;
            }
            _ => return None,
        };
        let capital = upper || at == 0 && !matches!(from, b'1');
        *to = if capital { letter.to_ascii_uppercase() } else { letter };
    }
    Some(read)
}

/// Whether a token is shaped as a misread word is: letters with a digit or two among them.
fn is_word(word: &[u8]) -> bool {
    let count = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    (3..=MOST).contains(&word.len())
        && (1..=3).contains(&count)
        && count * 2 < word.len()
        // `Room5`, `user1`: a number behind a word.
        && !(count == 1 && word.last().is_some_and(|last| matches!(last, b'0' | b'5' | b'8')))
}

/// The word that the lexicon knows.
fn known(word: &[u8]) -> Option<[u8; MOST]> {
    if !is_word(word) {
        return None;
    }
    readings(word).find(|read| {
        let row = lexicon::word(read.get(..word.len()).unwrap_or_default());
        row.running > 0 || row.given > 0 || row.surname > 0 || row.city > 0 || row.classes.any(lexicon::Class::COMMON)
    })
}

/// A word that the lexicon does not know either: a name as a rule.
fn unknown(word: &[u8]) -> Option<[u8; MOST]> {
    let lower = word.iter().filter(|byte| byte.is_ascii_lowercase()).count();
    let count = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    (is_word(word) && lower > count && word.len() > 4).then(|| letters(word, b'l')).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::{self, Tokens};

    fn mended(text: &str) -> Option<String> {
        let mut tokens = Tokens::default();
        scan::tokenize(text.as_bytes(), &mut tokens);
        let mut out = Vec::new();
        mend(text.as_bytes(), &tokens.all, &tokens.figures, &mut out)
            .then(|| String::from_utf8(out).unwrap_or_default())
    }

    #[test]
    fn a_scan_gets_its_letters_and_digits_back() {
        let text =
            "Addre5s 2l7 01d Hick0ry B1vd, Nashvi1le, TN 372O4. Se1dom ca11ed on O3/l8/2O24, ext 3/ll. O2 98%, B12 ok.";
        let meant =
            "Address 217 01d Hickory Blvd, Nashville, TN 37204. Seldom called on 03/18/2024, ext 3/11. O2 98%, B12 ok.";
        assert_eq!(mended(text).as_deref(), Some(meant), "every byte stays in its place");
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for text in [
            "BP 120/80, HbA1c 7.2, B12 low, CD4 250, T4 1.1, L4-L5, PGY1, user5 and room5 at 0800",
            "build a1b2c3d4 sha 0d5e8f10 trace 4bf92f3577b34da6 PO1 SO8 S72001A 5O",
            "One misread w0rd alone is a typing error.",
        ] {
            assert_eq!(mended(text), None, "{text}");
        }
    }
}
