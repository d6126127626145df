//! Words that no list knows and that are no names: abbreviations, codes, coined vocabulary. Without them the model would
//! learn that what is unknown is a name: the word lists were counted on the very texts that it learns from.

use std::collections::HashMap;

use fastrand::Rng;

use crate::document::Document;
use crate::names::{choose, list};

/// What letters follow two letters in words of medicine and English.
pub(crate) struct Vocabulary {
    letters: HashMap<[u8; 2], Vec<u8>>,
}

impl Vocabulary {
    pub(crate) fn read() -> Result<Self, String> {
        let mut letters: HashMap<[u8; 2], Vec<u8>> = HashMap::new();
        let words = ["words-clinical", "drugs", "organisms", "words-running"];
        for file in words {
            for (word, ..) in list(file)?.into_iter().filter(|(word, ..)| word.len() > 3) {
                let mut last = *b"^^";
                for byte in word.bytes().filter(u8::is_ascii_alphabetic).chain(*b"$") {
                    letters.entry(last).or_default().push(byte);
                    last = [last[1], byte];
                }
            }
        }
        Ok(Self { letters })
    }

    /// A word of no language, in lower case.
    pub(crate) fn coined(&self, rng: &mut Rng) -> String {
        loop {
            let (mut word, mut last) = (String::new(), *b"^^");
            while let Some(next) = self.letters.get(&last) {
                let byte = *choose(rng, next);
                if byte == b'$' || word.len() > 14 {
                    break;
                }
                word.push(char::from(byte));
                last = [last[1], byte];
            }
            if word.len() > 3 {
                return word;
            }
        }
    }

    /// Some of the words of `document` that are no names, a few in a hundred, become unfamiliar.
    pub(crate) fn unfamiliar(&self, document: &Document, rng: &mut Rng) -> Document {
        document.rewritten(|text, known| {
            if known.is_some() {
                return text.to_owned();
            }
            let mut out = String::with_capacity(text.len());
            for word in text.split_inclusive(|char: char| !char.is_ascii_alphabetic()) {
                let letters = word.trim_end_matches(|char: char| !char.is_ascii_alphabetic());
                if letters.len() < 4 || rng.u32(..100) > 5 {
                    out.push_str(word);
                    continue;
                }
                out.push_str(&self.other(letters, rng));
                out.push_str(word.get(letters.len()..).unwrap_or_default());
            }
            out
        })
    }

    /// An unfamiliar word for `word`, with as many capitals.
    fn other(&self, word: &str, rng: &mut Rng) -> String {
        let upper = word.bytes().all(|byte| byte.is_ascii_uppercase());
        let capital = word.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase());
        let new = match rng.u32(..10) {
            0..3 => return abbreviation(rng),
            3 => return code(rng),
            // `received`: rcvd, rec.
            4 => word
                .bytes()
                .enumerate()
                .filter(|(at, byte)| *at == 0 || !b"aeiou".contains(byte))
                .map(|(_, byte)| char::from(byte))
                .collect(),
            5 => word.get(..word.len().min(rng.usize(2..5))).unwrap_or(word).to_owned(),
            _ => self.coined(rng),
        };
        if upper {
            new.to_uppercase()
        } else if capital {
            crate::names::title(&new)
        } else {
            new
        }
    }
}

/// Two to five letters, mostly capitals.
pub(crate) fn abbreviation(rng: &mut Rng) -> String {
    let length = rng.usize(1..6);
    let letters: String = (0..length).map(|_| char::from(b'A' + rng.u8(..26))).collect();
    if rng.u32(..4) == 0 { letters.to_lowercase() } else { letters }
}

/// Letters and digits.
pub(crate) fn code(rng: &mut Rng) -> String {
    let length = rng.usize(3..10);
    let sign = |rng: &mut Rng| {
        if rng.u32(..3) > 0 { char::from(b'0' + rng.u8(..10)) } else { char::from(b'A' + rng.u8(..26)) }
    };
    (0..length).map(|_| sign(rng)).collect()
}

/// What encoded bytes look like.
pub(crate) fn base64(rng: &mut Rng) -> String {
    let length = rng.usize(12..80);
    (0..length).map(|_| if rng.u32(..20) == 0 { '/' } else { rng.alphanumeric() }).collect()
}
