//! What the model sees of a text: tokens, and for each of them [`Features::WIDTH`] numbers that index one table of vectors.
//!
//! **Tokens.** A run of letters and digits is one token; so is a run of one and the same sign (`----`), a line end (blank
//! lines with it), an escaped line end (`\n` in a log), and a percent-encoded byte (`%20`). White space is none.
//!
//! **Numbers.** A word has its whole lower-case form, beginnings and endings of three and four letters and what lies
//! between them, hashed; how it is written; the space before it; the casing of its line and of the text; and what the
//! embedded word lists say of it (how common as given name, surname, word, city; letters; classes). Accents are folded
//! and digits are alike, so that no name, number or spelling is out of vocabulary; of a number of up to four digits, what
//! tells a day or a year is seen too. 0 is "nothing".
//!
//! Training and use share this code: the trainer reads what [`Features`] wrote. A change here asks for a new
//! [`Features::VERSION`] and a newly trained model.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// The tokens of one text; buffers are kept from text to text.
///
/// ```
/// use unphi_ner::Features;
///
/// let mut features = Features::default();
/// features.read("Seen by Dr. O'Hara");
/// assert_eq!(features.ranges().len(), 7);
/// assert_eq!(features.ranges()[6], 14..18);
/// assert_eq!(features.ids().len(), 7 * Features::WIDTH);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Features {
    ranges: Vec<Range<usize>>,
    ids: Vec<u32>,
    folded: Vec<u8>,
}

/// Rows of the table for each sort of number: the first row, then how many.
mod rows {
    pub(super) const WORDS: (u32, u32) = (8, 16_384);
    pub(super) const PIECES: (u32, u32) = (WORDS.0 + WORDS.1, 16_384);
    pub(super) const SHAPES: (u32, u32) = (PIECES.0 + PIECES.1, 64);
    pub(super) const GAPS: (u32, u32) = (SHAPES.0 + SHAPES.1, 8);
    pub(super) const CASINGS: (u32, u32) = (GAPS.0 + GAPS.1, 16);
    pub(super) const PRIOR: (u32, u32) = (CASINGS.0 + CASINGS.1, 32);
    pub(super) const NAME: (u32, u32) = (PRIOR.0 + PRIOR.1, 100);
    pub(super) const COMMON: (u32, u32) = (NAME.0 + NAME.1, 100);
    pub(super) const LETTERS: (u32, u32) = (COMMON.0 + COMMON.1, 32);
    pub(super) const PEOPLE: (u32, u32) = (LETTERS.0 + LETTERS.1, 1_024);
    pub(super) const VOCABULARY: (u32, u32) = (PEOPLE.0 + PEOPLE.1, 1_024);
    pub(super) const PLACES: (u32, u32) = (VOCABULARY.0 + VOCABULARY.1, 1_024);
    pub(super) const END: u32 = PLACES.0 + PLACES.1;
}

/// Places of the numbers of a token.
mod slot {
    pub(super) const WORD: usize = 0;
    pub(super) const PIECES: usize = 1;
    pub(super) const PIECES_END: usize = 10;
    /// That of a window between, which a short number has none of.
    pub(super) const VALUE: usize = 9;
    pub(super) const SHAPE: usize = 10;
    pub(super) const GAP: usize = 11;
    pub(super) const CASING: usize = 12;
    pub(super) const LISTS: usize = 13;
    pub(super) const END: usize = 20;
}

/// Letters of a stretch of text, by case.
#[derive(Clone, Copy, Default)]
struct Casing {
    upper: usize,
    lower: usize,
}

impl Casing {
    /// 0 no letters, 1 next to no capitals, 2 mixed, 3 capitals.
    fn kind(self) -> u32 {
        match (self.upper, self.lower) {
            (0, 0) => 0,
            (upper, lower) if upper > 3 * lower => 3,
            (upper, lower) if upper * 60 < lower => 1,
            _ => 2,
        }
    }
}

impl Features {
    /// Numbers a token.
    pub const WIDTH: usize = slot::END;
    /// Changes when the same text gets other numbers.
    pub const VERSION: u32 = 2;
    /// How many different numbers there are: rows of the model's table.
    pub const ROWS: usize = rows::END as usize;
    /// Where the numbers that come of the word lists begin.
    pub const LISTS: usize = slot::LISTS;

    /// Reads `text`, forgetting the one before.
    pub fn read(&mut self, text: &str) {
        self.ranges.clear();
        self.ids.clear();
        let (mut whole, mut line) = (Casing::default(), Casing::default());
        let mut line_start = 0;
        let mut gap = 3;
        let mut at = 0;
        while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
            if first != '\n' && first.is_whitespace() {
                gap = if gap == 0 && first == ' ' { 1 } else { gap.max(2) };
                at += first.len_utf8();
                continue;
            }
            let (end, kind) = token_end(text, at, first);
            let token = text.get(at..end).unwrap_or_default();
            match kind {
                Kind::Word => self.word(token, gap, &mut line),
                Kind::Sign => self.sign(first, end - at, gap),
                Kind::LineEnd => {
                    let blank = token.bytes().filter(|byte| *byte == b'\n').count() > 1;
                    self.push_plain(rows::WORDS.0 + 1 + u32::from(blank), 0, gap);
                }
            }
            self.ranges.push(at..end);
            gap = 0;
            at = end;
            if kind == Kind::LineEnd {
                self.close_line(line_start, line);
                line_start = self.ranges.len();
                (whole.upper, whole.lower) = (whole.upper + line.upper, whole.lower + line.lower);
                line = Casing::default();
                gap = 3;
            }
        }
        self.close_line(line_start, line);
        (whole.upper, whole.lower) = (whole.upper + line.upper, whole.lower + line.lower);
        for token in self.ids.as_chunks_mut::<{ slot::END }>().0 {
            token[slot::CASING] += 4 * whole.kind();
        }
    }

    /// Where each token is, bytes.
    #[must_use]
    pub fn ranges(&self) -> &[Range<usize>] {
        &self.ranges
    }

    /// [`Self::WIDTH`] numbers a token, each below [`Self::ROWS`].
    #[must_use]
    pub fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// The numbers that a word of no list has in the places from [`Self::LISTS`] on, but for that of its letters
    /// (the fourth), which every word has: 0. The trainer forgets the lists now and then, so that the model can do without.
    #[must_use]
    pub fn unlisted() -> [u32; Self::WIDTH - Self::LISTS] {
        let mut ids = lists(b"");
        ids[3] = 0;
        ids
    }

    fn close_line(&mut self, start: usize, line: Casing) {
        for token in self.ids.as_chunks_mut::<{ slot::END }>().0.iter_mut().skip(start) {
            token[slot::CASING] = rows::CASINGS.0 + line.kind();
        }
    }

    fn push_plain(&mut self, word: u32, shape: u32, gap: u32) {
        let mut ids = [0; slot::END];
        ids[slot::WORD] = word;
        ids[slot::SHAPE] = rows::SHAPES.0 + shape;
        ids[slot::GAP] = rows::GAPS.0 + gap;
        self.ids.extend(ids);
    }

    fn sign(&mut self, sign: char, len: usize, gap: u32) {
        let mut bytes = [0; 4];
        let word = hashed(rows::WORDS, 1, sign.encode_utf8(&mut bytes).as_bytes());
        self.push_plain(word, if len > sign.len_utf8() { 1 } else { 2 }, gap);
    }

    fn word(&mut self, word: &str, gap: u32, line: &mut Casing) {
        let shape = shape(word, line);
        fold(word, &mut self.folded);
        let mut ids = [0; slot::END];
        ids[slot::LISTS..].copy_from_slice(&lists(&self.folded));
        let value = value(&self.folded);
        self.folded.iter_mut().filter(|byte| byte.is_ascii_digit()).for_each(|byte| *byte = b'0');
        ids[slot::WORD] = hashed(rows::WORDS, 2, &self.folded);
        pieces(&self.folded, &mut ids[slot::PIECES..slot::PIECES_END]);
        if let (Some(value), Some(id)) = (value, ids.get_mut(slot::VALUE)) {
            *id = value;
        }
        ids[slot::SHAPE] = rows::SHAPES.0 + shape;
        ids[slot::GAP] = rows::GAPS.0 + gap;
        self.ids.extend(ids);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Sign,
    LineEnd,
}

fn in_word(char: char) -> bool {
    // Accents may be characters of their own.
    char.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&char)
}

fn token_end(text: &str, at: usize, first: char) -> (usize, Kind) {
    let rest = text.get(at..).unwrap_or_default();
    let run = |belongs: &dyn Fn(char) -> bool| at + rest.find(|char| !belongs(char)).unwrap_or(rest.len());
    let bytes = rest.as_bytes();
    if first.is_alphanumeric() {
        return (run(&in_word), Kind::Word);
    }
    match bytes {
        [b'\n', ..] => (run(&char::is_whitespace), Kind::LineEnd),
        // Of a path (`\\host\nurse`) the letter belongs to the word.
        [b'\\', b'n' | b'r' | b't', next @ ..] if !next.first().is_some_and(u8::is_ascii_lowercase) => {
            (at + 2, Kind::LineEnd)
        }
        [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => (at + 3, Kind::Sign),
        _ => (run(&|char| char == first), Kind::Sign),
    }
}

/// How `word` is written; its letters are counted to `line`.
fn shape(word: &str, line: &mut Casing) -> u32 {
    let (mut upper, mut lower, mut digits, mut others) = (0, 0, 0, 0);
    let mut first_upper = false;
    for (i, char) in word.chars().enumerate() {
        if char.is_uppercase() {
            upper += 1;
            first_upper |= i == 0;
        } else if char.is_lowercase() {
            lower += 1;
        } else if char.is_numeric() {
            digits += 1;
        } else {
            others += 1;
        }
    }
    line.upper += upper;
    line.lower += lower;
    let kind = match (upper, lower, digits, others) {
        (0, 0, _, 0) => 1,
        (_, _, 1.., _) => 2,
        (0, 0, ..) => 3,
        (0, ..) => 4,
        (_, 0, ..) => 5,
        (1, ..) if first_upper => 6,
        _ => 7,
    };
    let length = match upper + lower + digits + others {
        1 => 0,
        2 => 1,
        3 => 2,
        4..=5 => 3,
        6..=8 => 4,
        9..=12 => 5,
        _ => 6,
    };
    kind * 8 + length
}

/// `word` in lower case and without accents. What is no ASCII then stays as it is.
fn fold(word: &str, folded: &mut Vec<u8>) {
    folded.clear();
    if word.is_ascii() {
        folded.extend(word.bytes().map(|byte| byte.to_ascii_lowercase()));
        return;
    }
    let mut bytes = [0; 4];
    for char in word.nfd().filter(|char| !('\u{300}'..='\u{36f}').contains(char)).flat_map(char::to_lowercase) {
        match char {
            'ß' => folded.extend(b"ss"),
            'æ' => folded.extend(b"ae"),
            'œ' => folded.extend(b"oe"),
            'ø' => folded.push(b'o'),
            'đ' | 'ð' => folded.push(b'd'),
            'ł' => folded.push(b'l'),
            'ı' => folded.push(b'i'),
            'þ' => folded.extend(b"th"),
            other => folded.extend(other.encode_utf8(&mut bytes).as_bytes()),
        }
    }
}

/// Beginnings and endings, and windows of three letters between them.
fn pieces(word: &[u8], ids: &mut [u32]) {
    let mut ids = ids.iter_mut();
    let mut put = |kind: u64, piece: Option<&[u8]>| {
        if let (Some(piece), Some(id)) = (piece, ids.next()) {
            *id = hashed(rows::PIECES, kind, piece);
        }
    };
    put(1, word.get(..3));
    put(2, word.get(..4));
    put(3, word.len().checked_sub(2).and_then(|at| word.get(at..)));
    put(4, word.len().checked_sub(3).and_then(|at| word.get(at..)));
    put(5, word.len().checked_sub(4).and_then(|at| word.get(at..)));
    for window in word.get(1..word.len().saturating_sub(1)).unwrap_or_default().windows(3) {
        put(6, Some(window));
    }
}

/// What a short number is worth, as a row: whether it may be a month, a day, a minute, a year.
fn value(word: &[u8]) -> Option<u32> {
    let known = match word.len() {
        1 | 2 => word,
        3 => word.get(..1)?,
        4 => word.get(..2)?,
        _ => return None,
    };
    word.iter().all(u8::is_ascii_digit).then(|| hashed(rows::PIECES, 6 + word.len() as u64, known))
}

/// What the word lists say.
fn lists(word: &[u8]) -> [u32; slot::END - slot::LISTS] {
    let facts = unphi::word_facts(word);
    // Nine steps, the lowest for "never".
    let step = |weight: u8| if weight == 0 { 0 } else { 1 + u32::from(weight) / 32 };
    let clamped = |value: i32, rows: (u32, u32)| rows.0 + (value + 16).clamp(0, 31) as u32;
    let classes = |rows, bits: u64, more: u8| {
        if bits == 0 && more == 0 { 0 } else { hashed(rows, u64::from(more), &bits.to_le_bytes()) }
    };
    [
        clamped(i32::from(facts.prior).div_euclid(8), rows::PRIOR),
        rows::NAME.0 + step(facts.given) * 10 + step(facts.surname),
        rows::COMMON.0 + step(facts.running) * 10 + step(facts.city),
        clamped(facts.letters, rows::LETTERS),
        classes(rows::PEOPLE, facts.people, facts.label),
        classes(rows::VOCABULARY, facts.vocabulary, 0),
        classes(rows::PLACES, facts.places, 0),
    ]
}

/// A row out of `rows`; the first four are kept for what is no hash.
fn hashed(rows: (u32, u32), kind: u64, bytes: &[u8]) -> u32 {
    let mut hash = kind.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0xcbf2_9ce4_8422_2325;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(0x9fb2_1c65_1e98_df25);
        hash ^= hash >> 29;
    }
    hash = (hash ^ bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let kept = 4;
    // The top half of the hash, spread over the rows without a division.
    rows.0 + kept + (((hash >> 32) * u64::from(rows.1 - kept)) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<&str> {
        let mut features = Features::default();
        features.read(text);
        assert_eq!(features.ids().len(), features.ranges().len() * Features::WIDTH);
        assert!(features.ids().iter().all(|id| (*id as usize) < Features::ROWS));
        features.ranges().iter().map(|range| text.get(range.clone()).unwrap()).collect()
    }

    #[test]
    fn tokens_are_words_signs_and_line_ends() {
        assert_eq!(tokens("O'Brien-Smith, J.\n\n x"), ["O", "'", "Brien", "-", "Smith", ",", "J", ".", "\n\n ", "x"]);
        assert_eq!(tokens("----- a_b  ¿José?"), ["-----", "a", "_", "b", "¿", "José", "?"]);
        assert_eq!(
            tokens(r"to:\nBo c:\nurse a%20b"),
            ["to", ":", r"\n", "Bo", "c", ":", "\\", "nurse", "a", "%20", "b"]
        );
        assert_eq!(tokens("José"), ["José"], "an accent of its own");
        assert!(tokens("").is_empty());
    }

    #[test]
    fn every_token_has_a_word_and_every_byte_is_read_once() {
        let text = "ÅSE Ünal: 王小明 ½ \u{301}x \u{feff}\r\n\t.";
        let mut features = Features::default();
        features.read(text);
        assert!(features.ids().chunks(Features::WIDTH).all(|ids| ids[slot::WORD] != 0));
        assert!(features.ranges().windows(2).all(|pair| pair[0].end <= pair[1].start));
    }

    #[test]
    fn case_and_accents_change_the_shape_alone() {
        let ids = |text: &str| {
            let mut features = Features::default();
            features.read(text);
            features.ids()[..slot::SHAPE].to_vec()
        };
        assert_eq!(ids("NÚÑEZ"), ids("nunez"));
        assert_ne!(ids("nunez"), ids("nunes"));
    }

    #[test]
    fn a_buffer_is_read_anew() {
        let mut features = Features::default();
        features.read("Ann saw Bob.");
        features.read("Bob");
        assert_eq!((features.ranges().len(), features.ranges().first()), (1, Some(&(0..3))));
        let mut fresh = Features::default();
        fresh.read("Bob");
        assert_eq!(features.ids(), fresh.ids());
    }
}
