//! Choices that only the key decides: the same for the same subject and value, in every document, thread and process.

#![forbid(unsafe_code)]

use unphi_keyed::{DIGEST, Prf};

/// The keyed hash and the subject that choices are made for.
#[derive(Clone, Copy)]
pub(super) struct Chance<'k> {
    prf: &'k Prf,
    subject: &'k str,
    /// Counts up where a choice was no good.
    attempt: u8,
}

impl<'k> Chance<'k> {
    pub(super) fn new(prf: &'k Prf, subject: &'k str, attempt: u8) -> Self {
        Self { prf, subject, attempt }
    }

    /// The choices for one value; `purpose` keeps a name's apart from those of a street that is called the same.
    pub(super) fn draw(&self, purpose: &str, value: &str) -> Draw<'k> {
        let parts = [self.subject.as_bytes(), purpose.as_bytes(), value.as_bytes(), &[self.attempt]];
        Draw { prf: self.prf, digest: self.prf.digest(parts), at: 0 }
    }
}

/// A stream of choices.
pub(super) struct Draw<'k> {
    prf: &'k Prf,
    digest: [u8; DIGEST],
    at: usize,
}

impl Draw<'_> {
    /// A number below `count`, which is at most 2¹⁶ so that the bias is below one in 2¹⁶; 0 for 0.
    pub(super) fn below(&mut self, count: usize) -> usize {
        if self.at + 4 > DIGEST {
            self.digest = self.prf.digest([b"more", &self.digest]);
            self.at = 0;
        }
        let bytes = self.digest.get(self.at..self.at + 4).and_then(|bytes| bytes.first_chunk::<4>());
        self.at += 4;
        let value = bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes)) as usize;
        if count == 0 { 0 } else { value % count }
    }

    /// One of `choices`.
    pub(super) fn pick<T: Copy>(&mut self, choices: &[T]) -> Option<T> {
        choices.get(self.below(choices.len())).copied()
    }

    /// Another digit or letter of the same case; what is neither stays.
    pub(super) fn like(&mut self, letter: char) -> char {
        let range = match letter {
            '0'..='9' => b'0',
            'A'..='Z' => b'A',
            'a'..='z' => b'a',
            // Full-width and other digits and letters become plain ones.
            other if other.is_numeric() => b'0',
            other if other.is_uppercase() => b'A',
            other if other.is_alphabetic() => b'a',
            other => return other,
        };
        let count = if range == b'0' { 10 } else { 26 };
        char::from(range + self.below(count) as u8)
    }
}
