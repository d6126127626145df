//! Disguised text as plain ASCII, with every offset traceable to the original.
//!
//! A name is the same name in full-width letters, with a soft hyphen in it, or as `Mu&ntilde;oz`; recognizers should
//! meet it once. [`Folded::fold`] rewrites what [`character`] and [`escape`] know and copies the rest: letters lose
//! their accents, digits of every script become `0` to `9`, spaces, dashes and quotes become the ASCII ones, and
//! encoded characters are decoded. Letters of other scripts stay. Quoted-printable (`=C3=B1`) is not decoded: `=` ties
//! a label to its value far more often than it escapes one, and mail readers decode it before a note is made of it.
//!
//! Clean text, the common case, is recognized at memory speed and returned as it is. A finding is mapped back to whole
//! characters and whole escapes of the original, see [`Folded::original_start`].

#![forbid(unsafe_code)]

mod character;
mod escape;

use character::{Fold, Short};

/// A folded text and the way back to the original's offsets.
#[derive(Default)]
pub(crate) struct Folded {
    bytes: Vec<u8>,
    /// What the folded text is made of, in order; empty when it is the original.
    pieces: Vec<Piece>,
    /// Length of the original.
    len: u32,
}

/// A stretch of the folded text, up to the next one's start. It is empty where characters were dropped.
#[derive(Clone, Copy)]
struct Piece {
    folded: u32,
    original: u32,
    /// Copied byte for byte; else it stands for one character or escape of the original.
    copied: bool,
}

impl Folded {
    /// Folds `text`; the result is `text` itself when there is nothing to fold, and valid UTF-8 in any case.
    pub(crate) fn fold<'t>(&'t mut self, text: &'t str) -> &'t [u8] {
        self.bytes.clear();
        self.pieces.clear();
        self.len = text.len() as u32;
        let source = text.as_bytes();
        let mut words = Words::default();
        // What has been copied, and where to look next.
        let (mut done, mut at) = (0, 0);
        while let Some(special) = next_special(source, at) {
            at = special;
            let (fold, len) = unit(text, at, &mut words, self.before(source, done, at));
            match fold {
                Fold::Keep => {
                    at += len;
                    continue;
                }
                Fold::Text(short) => {
                    self.copy(source, done, at);
                    self.replace(at, &short);
                }
                Fold::Drop => {
                    self.copy(source, done, at);
                    self.pieces.push(Piece { folded: self.bytes.len() as u32, original: at as u32, copied: true });
                }
                // An accent belongs to the letter before it, also when a span ends there.
                Fold::Mark => {
                    if done < at {
                        self.copy(source, done, at - 1);
                        self.replace(at - 1, &Short::byte(source[at - 1]));
                    }
                }
            }
            at += len;
            done = at;
        }
        if self.pieces.is_empty() {
            return source;
        }
        self.copy(source, done, source.len());
        &self.bytes
    }

    /// What the last [`fold`](Self::fold), which was of `text`, came to: for whoever needs the way back beside it.
    pub(crate) fn result<'t>(&'t self, text: &'t str) -> &'t [u8] {
        if self.pieces.is_empty() { text.as_bytes() } else { &self.bytes }
    }

    /// The original offset of the character that folded byte `at` came from.
    pub(crate) fn original_start(&self, at: u32) -> u32 {
        match self.piece(at) {
            None => at,
            Some((piece, _)) if piece.copied => (piece.original + (at - piece.folded)).min(self.len),
            Some((piece, _)) => piece.original,
        }
    }

    /// The original offset just past the character that folded byte `at - 1` came from.
    pub(crate) fn original_end(&self, at: u32) -> u32 {
        let Some(last) = at.checked_sub(1) else { return self.original_start(0) };
        match self.piece(last) {
            None => at,
            Some((piece, _)) if piece.copied => (piece.original + (at - piece.folded)).min(self.len),
            Some((_, end)) => end,
        }
    }

    /// The piece that holds folded byte `at`, and where the next one begins in the original.
    fn piece(&self, at: u32) -> Option<(Piece, u32)> {
        let next = self.pieces.partition_point(|piece| piece.folded <= at);
        let piece = *self.pieces.get(next.checked_sub(1)?)?;
        Some((piece, self.pieces.get(next).map_or(self.len, |next| next.original)))
    }

    /// The last byte of the folded text when the original has been read up to `at` and copied up to `done`.
    fn before(&self, source: &[u8], done: usize, at: usize) -> Option<u8> {
        if done < at { Some(source[at - 1]) } else { self.bytes.last().copied() }
    }

    fn copy(&mut self, source: &[u8], from: usize, to: usize) {
        if from < to {
            self.pieces.push(Piece { folded: self.bytes.len() as u32, original: from as u32, copied: true });
            self.bytes.extend_from_slice(&source[from..to]);
        }
    }

    fn replace(&mut self, at: usize, text: &Short) {
        self.pieces.push(Piece { folded: self.bytes.len() as u32, original: at as u32, copied: false });
        self.bytes.extend_from_slice(text.as_bytes());
    }
}

/// What the character or escape at `at` becomes, and its length in the original.
fn unit(text: &str, at: usize, words: &mut Words, before: Option<u8>) -> (Fold, usize) {
    let source = text.as_bytes();
    if source[at] >= 0x80 {
        if let Some((char, len)) = character::mojibake(&source[at..]) {
            return (decoded(char, before), len);
        }
        let Some(char) = text.get(at..).and_then(|rest| rest.chars().next()) else { return (Fold::Keep, 1) };
        let len = char.len_utf8();
        let fold = match character::fold(char, before) {
            Fold::Keep if words.in_latin_word(text, at, char) => {
                character::look_alike(char).map_or(Fold::Keep, |byte| Fold::Text(Short::byte(byte)))
            }
            Fold::Text(short) => Fold::Text(capitals(short, text, at + len)),
            other => other,
        };
        return (fold, len);
    }
    match escape::decode(source, at) {
        Ok((char, len)) => (decoded(char, before), len),
        Err(len) => (Fold::Keep, len),
    }
}

/// A decoded character must be written even where it would be kept: its escape goes.
fn decoded(char: char, before: Option<u8>) -> Fold {
    match character::fold(char, before) {
        Fold::Keep => Fold::Text(Short::char(char)),
        fold => fold,
    }
}

/// A capital that becomes two letters: `Ægir` is `Aegir`, `ÆGIR` is `AEGIR`.
fn capitals(mut short: Short, text: &str, next: usize) -> Short {
    let upper_follows = || text.get(next..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase);
    if let [first, _, ..] = short.as_bytes()
        && first.is_ascii_uppercase()
        && upper_follows()
    {
        short.make_upper();
    }
    short
}

/// The index of the first byte from `from` on that may need folding: not ASCII, or the start of an escape.
fn next_special(bytes: &[u8], from: usize) -> Option<usize> {
    // Foreign text is dense: the next byte is most often the one.
    let rest = bytes.get(from..)?;
    if rest.first().is_some_and(|byte| special(*byte) != 0) {
        return Some(from);
    }
    let (blocks, tail) = rest.as_chunks::<64>();
    for (i, block) in blocks.iter().enumerate() {
        // One branch for 64 bytes: the compiler makes vector code of this.
        if block.iter().fold(0, |any, byte| any | special(*byte)) != 0 {
            return position(block).map(|at| from + i * 64 + at);
        }
    }
    tail.iter().position(|byte| special(*byte) != 0).map(|at| from + blocks.len() * 64 + at)
}

/// Not 0 for a byte that may need folding.
#[inline(always)]
fn special(byte: u8) -> u8 {
    let escape = byte == b'\\' || byte == b'&' || byte == b'%';
    (byte & 0x80) | if escape { 0x80 } else { 0 }
}

/// The first special byte of a block that has one, eight bytes at a time.
fn position(block: &[u8; 64]) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // The lowest mark is exact: a subtraction borrows only above a zero byte.
    let zero = |word: u64| word.wrapping_sub(ONES) & !word;
    let (words, _) = block.as_chunks::<8>();
    words.iter().enumerate().find_map(|(i, word)| {
        let word = u64::from_le_bytes(*word);
        let equal = |byte: u8| zero(word ^ (ONES * u64::from(byte)));
        let marks = (word | equal(b'\\') | equal(b'&') | equal(b'%')) & (ONES << 7);
        (marks != 0).then(|| i * 8 + marks.trailing_zeros() as usize / 8)
    })
}

/// Whether the word around a letter is a Latin one in disguise; asked once for each word.
#[derive(Default)]
struct Words {
    /// The last word that was judged: its end, and the verdict.
    end: usize,
    latin: bool,
}

impl Words {
    /// Whether `char` at `at` looks like a Latin letter and stands among them: in a word with ASCII letters, or in a
    /// word of look-alikes with digits in it or with Latin words, and no foreign ones, next to it.
    fn in_latin_word(&mut self, text: &str, at: usize, char: char) -> bool {
        /// Most characters of a word and of its neighbourhood that are looked at, either way.
        const REACH: usize = 32;
        if character::look_alike(char).is_none() {
            return false;
        }
        if at < self.end {
            return self.latin;
        }
        let (Some(left), Some(right)) = (text.get(..at), text.get(at..)) else { return false };
        // What is written otherwise counts as what it becomes, so that a second pass sees what the first one saw.
        let of_word = |char: &char| match character::fold(*char, None) {
            Fold::Keep => char.is_alphanumeric(),
            Fold::Drop | Fold::Mark => true,
            Fold::Text(short) => short.as_bytes().iter().all(u8::is_ascii_alphanumeric),
        };
        let mut word = Seen::default();
        left.chars().rev().take(REACH).take_while(of_word).for_each(|char| word.see(char));
        self.end = at;
        for char in right.chars().take(REACH).take_while(of_word) {
            word.see(char);
            self.end += char.len_utf8();
        }
        self.latin = word.letters > 0
            || !word.foreign && {
                let mut around = Seen::default();
                left.chars().rev().take(REACH).for_each(|char| around.see(char));
                right.chars().take(REACH).for_each(|char| around.see(char));
                !around.foreign && (word.digits > 0 || around.letters > 2)
            };
        self.latin
    }
}

/// What sorts of characters a stretch of text holds.
#[derive(Default)]
struct Seen {
    /// ASCII letters, and what is folded to them.
    letters: u32,
    /// ASCII digits, and what is folded to them.
    digits: u32,
    /// A letter that no Latin one looks like.
    foreign: bool,
}

impl Seen {
    fn see(&mut self, char: char) {
        if let Fold::Text(short) = character::fold(char, None) {
            let count = |class: fn(&u8) -> bool| short.as_bytes().iter().filter(|byte| class(byte)).count() as u32;
            self.letters += count(u8::is_ascii_alphabetic);
            self.digits += count(u8::is_ascii_digit);
        }
        self.foreign |=
            matches!(char, '\u{370}'..='\u{58f}') && char.is_alphabetic() && character::look_alike(char).is_none();
    }
}

#[cfg(test)]
mod tests;
