//! The token stream with its text: what recognizers are given.

#![forbid(unsafe_code)]

use core::ops::Range;

use crate::lexicon::{self, Brief, Class, Label, Labels, Row};
use crate::scan;
use crate::scan::Writing;
use crate::scan::words::Words;

/// The way a token is written: a set of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape(u16);

impl Shape {
    pub(crate) const NONE: Self = Self(0);
    /// Holds a digit.
    pub(crate) const DIGIT: Self = Self(1);
    /// Digits only.
    pub(crate) const NUMBER: Self = Self(1 << 1);
    /// Begins with an upper-case letter.
    pub(crate) const FIRST_UPPER: Self = Self(1 << 2);
    /// Every letter is upper case (a single capital letter too).
    pub(crate) const ALL_UPPER: Self = Self(1 << 3);
    /// Begins with a digit.
    pub(crate) const LEAD_DIGIT: Self = Self(1 << 4);
    /// Has more than one letter or digit.
    pub(crate) const LONG: Self = Self(1 << 5);
    /// An upper-case letter after the first, and a lower-case one: McDonald, iPhone, patientName.
    pub(crate) const MIXED: Self = Self(1 << 6);
    /// Holds letters that have no ASCII form.
    pub(crate) const FOREIGN: Self = Self(1 << 7);
    /// The value of a field begins here; set when the fields are known.
    pub(crate) const VALUE: Self = Self(1 << 8);
    /// Part of a phrase of the lexicon; set when the phrases are known.
    pub(crate) const PHRASE: Self = Self(1 << 9);

    #[inline(always)]
    pub(crate) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    #[inline(always)]
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The marks that [`Marks`](lexicon::Marks) leaves room for, in its place for them.
    #[inline(always)]
    pub(super) const fn low_bits(self) -> u16 {
        (self.0 & 0x3f) << 8
    }

    #[inline(always)]
    pub(crate) fn set(&mut self, mark: Self, on: bool) {
        self.0 |= if on { mark.0 } else { 0 };
    }
}

/// How a document uses capitals: what a capital letter says depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Casing {
    /// Sentences and names are capitalised.
    #[default]
    Mixed,
    /// Dictation in capitals.
    Upper,
    /// A chat without capitals.
    Lower,
}

impl Casing {
    /// Of a text with so many words of more than one letter, so many in capitals, and so many with a first capital.
    pub(super) fn of(words: u32, upper: u32, capitalised: u32) -> Self {
        if upper * 10 > words * 6 {
            Self::Upper
        } else if capitalised * 14 < words {
            Self::Lower
        } else if words >= 30 && capitalised.saturating_sub(upper) * 50 < words && upper * 4 < words {
            // Abbreviations (`RN`, `9:03 PM`) stand in texts without capitals too.
            Self::Lower
        } else {
            Self::Mixed
        }
    }
}

/// A maximal run of letters and digits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// First byte in the folded text.
    pub(crate) start: u32,
    /// One past the last byte.
    pub(crate) end: u32,
    /// What the lexicon says it is; none for unknown words and numbers.
    pub(crate) classes: Class,
    /// Its row of the lexicon, 0 when no list has it.
    pub(crate) row: u16,
    pub(crate) shape: Shape,
    /// [`Row::prior`]: log-odds of name against vocabulary, in quarter bits.
    pub(crate) prior: i8,
    /// The single word is a field label.
    pub(crate) labelled: bool,
}

impl Token {
    /// A token of which the lexicon has not been asked yet.
    #[inline(always)]
    pub(crate) const fn new(start: u32, end: u32, shape: Shape) -> Self {
        Self { start, end, classes: Class::NONE, row: 0, shape, prior: 0, labelled: false }
    }

    /// The token with what the lexicon says.
    #[inline(always)]
    pub(crate) const fn described(self, brief: Brief) -> Self {
        let Brief { classes, row, prior, labelled, .. } = brief;
        Self { classes, row, prior, labelled, ..self }
    }

    pub(crate) fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    #[inline(always)]
    pub(crate) fn is(&self, classes: Class) -> bool {
        self.classes.any(classes)
    }

    pub(crate) fn is_number(&self) -> bool {
        self.shape.any(Shape::NUMBER)
    }

    pub(crate) fn has_digit(&self) -> bool {
        self.shape.any(Shape::DIGIT)
    }

    /// Begins with a capital.
    pub(crate) fn is_capitalised(&self) -> bool {
        self.shape.any(Shape::FIRST_UPPER)
    }

    /// Lower-case ASCII letters only.
    pub(crate) fn is_lower(&self) -> bool {
        let other = Shape::DIGIT.or(Shape::FIRST_UPPER).or(Shape::MIXED).or(Shape::FOREIGN);
        !self.shape.any(other)
    }

    pub(crate) fn row(&self) -> Row {
        lexicon::row(self.row)
    }
}

/// Several words that the lexicon knows as one, or a single-word label.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Phrase {
    /// Index of the first token.
    pub(crate) first: u32,
    /// Index of the last token.
    pub(crate) last: u32,
    /// Its row of the lexicon.
    pub(crate) row: u16,
    /// The field label that it is.
    pub(crate) label: Option<Label>,
}

impl Phrase {
    pub(crate) fn row(&self) -> Row {
        lexicon::row(self.row)
    }
}

/// How firmly a label is tied to its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tie {
    /// Only next to each other: `MRN 123`, `account 123`.
    Adjacent,
    /// A separator between them: `MRN: 123`, `acct # 123`, `dob=…`.
    Separated,
    /// The document's structure says so: a JSON key, an HL7 field, a table column, an XML element.
    Structural,
}

/// A label and where its value begins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    pub(crate) label: Label,
    /// Index of the label's first token; equals `value` when the label is a column or an HL7 position.
    pub(crate) first: u32,
    /// Index of the value's first token.
    pub(crate) value: u32,
    /// Byte where the value must end at the latest: the end of its line, cell or string.
    pub(crate) limit: u32,
    pub(crate) tie: Tie,
}

/// One segment of text, scanned: folded bytes, tokens, phrases and fields. All offsets count bytes of `text`.
pub(crate) struct Document<'s> {
    pub(crate) text: &'s [u8],
    pub(crate) tokens: &'s [Token],
    /// The hash of each token's word in lower case.
    pub(crate) hashes: &'s [u64],
    /// Indices of tokens that hold a digit.
    pub(crate) numbers: &'s [u32],
    /// Those of them that are no plain number between words (`12 mg`): where a rule for codes and addresses starts.
    pub(crate) figures: &'s [u32],
    /// Indices of tokens that may be part of a name.
    pub(crate) names: &'s [u32],
    /// Indices of tokens that hold a digit or that a rule for places, organizations or dates can start from, see
    /// [`super::select`].
    pub(crate) cues: &'s [u32],
    /// Bytes where a sign of structure or addresses is, or a full stop that a word follows: `/`, `<`, `>`, `@`, `{`, `|`, `.`.
    pub(crate) signs: &'s [u32],
    /// How the words are written.
    pub(crate) writing: &'s [Writing],
    pub(crate) casing: Casing,
    /// The labels that any phrase or field has: a recognizer without any of its own need not look.
    pub(crate) labels: Labels,
    /// Phrases, by first token; they do not overlap.
    pub(crate) phrases: &'s [Phrase],
    /// Fields, by value.
    pub(crate) fields: &'s [Field],
}

impl<'s> Document<'s> {
    /// The token at `index`, if there is one. Accepts any index, so that callers may look left and right freely:
    /// `index.wrapping_sub(1)` of the first token is past the end too.
    #[inline]
    pub(crate) fn token(&self, index: u32) -> Option<&'s Token> {
        self.tokens.get(index as usize)
    }

    /// The bytes of the token at `index`; empty when there is none.
    #[inline]
    pub(crate) fn word(&self, index: u32) -> &'s [u8] {
        self.token(index).map_or(b"", |token| self.bytes(token.start..token.end))
    }

    /// The bytes in a range; empty when it does not lie in the text.
    #[inline]
    pub(crate) fn bytes(&self, range: Range<u32>) -> &'s [u8] {
        self.text.get(range.start as usize..range.end as usize).unwrap_or(b"")
    }

    /// The byte at `at`; 0 past the end.
    #[inline]
    pub(crate) fn byte(&self, at: u32) -> u8 {
        self.text.get(at as usize).copied().unwrap_or(0)
    }

    /// One mark of the writing of up to 64 words from `first` to before `end`; bit 0 speaks for `first`.
    #[inline]
    pub(crate) fn writing(&self, first: u32, end: u32, mark: impl Fn(&Writing) -> u64) -> u64 {
        scan::window(self.writing, first as usize, mark) & (u64::MAX >> (64 - (end - first).clamp(1, 64)))
    }

    /// Where one of `bytes`, which are among the [`signs`](Self::signs), is.
    #[inline]
    pub(crate) fn signs_among<const COUNT: usize>(&self, bytes: [u8; COUNT]) -> impl Iterator<Item = u32> + 's {
        let (text, signs) = (self.text, self.signs);
        signs.iter().copied().filter(move |at| text.get(*at as usize).is_some_and(|byte| bytes.contains(byte)))
    }

    /// The byte before `at`; 0 at the start.
    #[inline]
    pub(crate) fn byte_before(&self, at: u32) -> u8 {
        if at == 0 { 0 } else { self.byte(at - 1) }
    }

    /// What stands between the token before `index` and it; from the text's start for the first token, to the text's
    /// end for one past the last.
    #[inline]
    pub(crate) fn gap(&self, index: u32) -> &'s [u8] {
        let start = if index == 0 { 0 } else { self.token(index - 1).map_or(self.text.len() as u32, |t| t.end) };
        let end = self.token(index).map_or(self.text.len() as u32, |t| t.start);
        self.bytes(start..end)
    }

    /// Whether the word at `index` is `word` (given in lower case), whatever its case.
    #[inline]
    pub(crate) fn is(&self, index: u32, word: &[u8]) -> bool {
        self.word(index).eq_ignore_ascii_case(word)
    }

    /// Whether the word at `index` is one of `words`, whatever its case.
    #[inline]
    pub(crate) fn is_any(&self, index: u32, words: &Words) -> bool {
        self.token(index).is_some_and(|token| {
            let (start, len) = (token.start as usize, token.len());
            self.text.get(start).is_some_and(|first| words.may_begin(*first))
                && len <= lexicon::INLINE
                && words.hold_key(scan::key(self.text, start, len), len)
        })
    }

    /// The hash of the word at `index`, whatever its case.
    #[inline]
    pub(crate) fn hash(&self, index: u32) -> u64 {
        self.hashes.get(index as usize).copied().unwrap_or(0) >> 40
    }

    /// The classes of the token at `index`; none when there is none.
    #[inline]
    pub(crate) fn classes(&self, index: u32) -> Class {
        self.token(index).map_or(Class::NONE, |token| token.classes)
    }

    /// Whether the token at `index` begins its line (only white space, bullets or quotes before it).
    pub(crate) fn begins_line(&self, index: u32) -> bool {
        index == 0 || self.gap(index).contains(&b'\n')
    }

    /// The bounds of the line that byte `at` is on, without its line end, looking at most 4 KiB either way.
    pub(crate) fn line(&self, at: u32) -> Range<u32> {
        const REACH: usize = 4096;
        let at = (at as usize).min(self.text.len());
        let from = at.saturating_sub(REACH);
        let to = (at + REACH).min(self.text.len());
        let start = memchr::memrchr(b'\n', &self.text[from..at]).map_or(from, |i| from + i + 1);
        let end = memchr::memchr(b'\n', &self.text[at..to]).map_or(to, |i| at + i);
        start as u32..end as u32
    }

    /// The index of the first token that starts at or after byte `at`.
    pub(crate) fn token_at(&self, at: u32) -> u32 {
        self.tokens.partition_point(|token| token.start < at) as u32
    }

    /// The phrase that covers token `index`.
    pub(crate) fn phrase_over(&self, index: u32) -> Option<&'s Phrase> {
        self.token(index).filter(|token| token.shape.any(Shape::PHRASE))?;
        let after = self.phrases.partition_point(|phrase| phrase.first <= index);
        self.phrases[..after].last().filter(|phrase| phrase.last >= index)
    }

    /// The fields whose value begins with token `index`.
    #[inline]
    pub(crate) fn fields_at(&self, index: u32) -> &'s [Field] {
        if self.token(index).is_none_or(|token| !token.shape.any(Shape::VALUE)) {
            return &[];
        }
        let start = self.fields.partition_point(|field| field.value < index);
        let end = start + self.fields[start..].partition_point(|field| field.value == index);
        &self.fields[start..end]
    }

    /// The strongest tie of a field with one of `labels` whose value begins with token `index`.
    pub(crate) fn labelled(&self, index: u32, labels: &[Label]) -> Option<Tie> {
        self.fields_at(index).iter().filter(|field| labels.contains(&field.label)).map(|field| field.tie).max()
    }
}
