//! Bytes → bitmaps → tokens: the stream that every recognizer reads.
//!
//! [`fold`] first writes the text as plain ASCII where it is disguised (and does nothing where it is not), then
//! [`arch`] classifies 64 bytes at a time, and [`tokenize`] turns the bitmaps into tokens and probes the lexicon once
//! for each word. Everything after this stage works on tokens and looks at bytes only around a candidate.

pub(crate) mod arch;
pub(crate) mod document;
pub(crate) mod fold;
pub(crate) mod misread;
mod select;
pub(crate) mod words;

pub(crate) use arch::Masks;
pub(crate) use document::{Casing, Document, Shape, Token};
pub(crate) use words::{Words, words};

use crate::lexicon::{self, INLINE, Marks};
pub(crate) use select::Writing;

use select::Lists;

/// Buffers of one scan, kept for the next.
#[derive(Default)]
pub(crate) struct Tokens {
    masks: Vec<Masks>,
    /// Room for where runs of word bytes begin and end, by turns.
    edges: Vec<u32>,
    /// Words that the table of frequent words does not hold.
    rare: Vec<u32>,
    /// Tokens that hold a digit and are no plain number, see [`find_figures`].
    pub(crate) figures: Vec<u32>,
    /// Bytes where [`arch::SIGNS`] and full stops before a word are.
    pub(crate) signs: Vec<u32>,
    /// The low and the high byte of each token's marks.
    low: Vec<u8>,
    high: Vec<u8>,
    /// Every token, in order.
    pub(crate) all: Vec<Token>,
    /// The hash of each token's key in the lexicon, which phrases are looked up by.
    pub(crate) hashes: Vec<u64>,
    pub(crate) lists: Lists,
    pub(crate) casing: Casing,
}

/// [`tokenize`] for a text that may be a scan: what was misread is mended first, in place; returns the text to read.
pub(crate) fn scan<'s>(text: &'s [u8], mended: &'s mut Vec<u8>, tokens: &mut Tokens) -> &'s [u8] {
    tokenize(text, tokens);
    if !misread::mend(text, &tokens.all, &tokens.figures, mended) {
        return text;
    }
    tokenize(mended, tokens);
    mended
}

/// Splits `text` (already folded) into tokens: maximal runs of ASCII letters and digits and of bytes from 0x80 up.
pub(crate) fn tokenize(text: &[u8], tokens: &mut Tokens) {
    arch::at_best(Tokenize { text, tokens });
}

/// [`tokenize`] as the work that [`arch`] compiles for the widest instructions.
struct Tokenize<'t> {
    text: &'t [u8],
    tokens: &'t mut Tokens,
}

impl arch::Work for Tokenize<'_> {
    #[inline(always)]
    fn run(self, with: impl arch::Instructions) {
        let Self { text, tokens } = self;
        let Tokens { masks, edges, rare, figures, signs, low, high, all, hashes, lists, casing } = tokens;
        masks.clear();
        arch::classify(text, masks);
        let count = find_edges(text.len(), masks, edges);
        let pairs = edges.get(..count).unwrap_or_default().as_chunks::<2>().0;
        rare.clear();
        find_signs(masks, signs);
        // Every place is written below; what the last text left there need not be cleared.
        low.resize(pairs.len(), 0);
        high.resize(pairs.len(), 0);
        all.resize(pairs.len(), Token::new(0, 0, Shape::NONE));
        hashes.resize(pairs.len(), 0);
        let count = pairs.len();
        let (all, hashes, low, high) = (&mut all[..count], &mut hashes[..count], &mut low[..count], &mut high[..count]);
        for index in 0..count {
            let [start, end] = pairs[index];
            let (shape, key) = shape_and_key(text, masks, start as usize, end as usize);
            let token = Token::new(start, end, shape);
            let written = (shape.low_bits() >> 8) as u8;
            let hash = lexicon::hash(key);
            hashes[index] = hash;
            if shape.any(Shape::NUMBER.or(Shape::FOREIGN)) {
                all[index] = token;
                // Digits are no name, letters without an ASCII form may be one.
                low[index] = if shape.any(Shape::DIGIT) { 0 } else { Marks::UNKNOWN.0 as u8 };
                high[index] = written;
                continue;
            }
            if let Some(brief) = lexicon::probe_frequent(key, hash) {
                all[index] = token.described(brief);
                low[index] = brief.marks.0 as u8;
                high[index] = (brief.marks.0 >> 8) as u8 | written;
                continue;
            }
            all[index] = token;
            high[index] = written;
            if let Some(bucket) = lexicon::bucket_of(hash) {
                arch::fetch(bucket);
            }
            rare.push(index as u32);
        }
        // Rare words miss the cache: their buckets are on the way since the loop above.
        for &index in rare.iter() {
            let index = index as usize;
            if let (Some(token), Some(hash), Some(low), Some(high)) =
                (all.get_mut(index), hashes.get(index), low.get_mut(index), high.get_mut(index))
            {
                let brief = lexicon::probe_others(*hash);
                *low = brief.marks.0 as u8;
                *high |= (brief.marks.0 >> 8) as u8;
                *token = token.described(brief);
            }
        }
        *casing = select::select(with, low, high, lists);
        find_figures(text, all, &lists.numbers, figures);
    }
}

/// Lists where word bytes begin and end in the first places of `edges`; returns how many there are.
#[inline(always)]
fn find_edges(len: usize, masks: &[Masks], edges: &mut Vec<u32>) -> usize {
    /// Edges that are written without asking whether there are so many: most blocks have between 16 and 24.
    const STEP: usize = 8;
    let room = masks.len() * 64 + STEP + 1;
    if edges.len() < room {
        edges.resize(room, 0);
    }
    let (mut count, mut carry) = (0, 0);
    for (block, mask) in masks.iter().enumerate() {
        let mut bits = mask.word ^ (mask.word << 1 | carry);
        carry = mask.word >> 63;
        let base = block as u32 * 64;
        let found = bits.count_ones() as usize;
        for done in (0..found).step_by(STEP) {
            let Some(places) = edges.get_mut(count + done..).and_then(|rest| rest.first_chunk_mut::<STEP>()) else {
                break;
            };
            for place in places {
                *place = base + bits.trailing_zeros();
                bits &= bits.wrapping_sub(1);
            }
        }
        count += found;
    }
    if count % 2 == 1
        && let Some(last) = edges.get_mut(count)
    {
        *last = len as u32;
        count += 1;
    }
    count
}

/// Lists the signs, and the full stops that a word follows: few texts have many.
#[inline(always)]
fn find_signs(masks: &[Masks], signs: &mut Vec<u32>) {
    signs.clear();
    for (block, mask) in masks.iter().enumerate() {
        let next = masks.get(block + 1).map_or(0, |next| next.word);
        let mut bits = mask.sign | mask.dot & (mask.word >> 1 | next << 63);
        while bits != 0 {
            signs.push(block as u32 * 64 + bits.trailing_zeros());
            bits &= bits - 1;
        }
    }
}

/// Lists the numbers that could be part of an identifier by their own shape: all but those of one to three digits that stand
/// between two words, as most of a note's numbers do (`12 mg`, `for 3 days`).
#[inline(always)]
fn find_figures(text: &[u8], all: &[Token], numbers: &[u32], figures: &mut Vec<u32>) {
    figures.clear();
    let is_word = |index: usize| all.get(index).is_none_or(|token| !token.has_digit());
    for &number in numbers {
        let index = number as usize;
        let Some(token) = all.get(index) else { continue };
        let before = (token.start as usize).checked_sub(1).and_then(|at| text.get(at)).unwrap_or(&b'\n');
        let [after, beyond] = [0, 1].map(|at| text.get(token.end as usize + at).copied().unwrap_or(b'\n'));
        let ends = matches!(after, b' ' | b'\n' | b'%' | b')')
            || matches!(after, b',' | b'.' | b';') && matches!(beyond, b' ' | b'\n');
        let plain = token.is_number()
            && token.len() <= 3
            && matches!(before, b' ' | b'\n' | b'(')
            && ends
            && is_word(index.wrapping_sub(1))
            && is_word(index + 1);
        if !plain {
            figures.push(number);
        }
    }
}

/// How the word at `start..end` is written, and its key in the lexicon.
#[inline(always)]
fn shape_and_key(text: &[u8], masks: &[Masks], start: usize, end: usize) -> (Shape, u128) {
    let len = end - start;
    let window = text.get(start..start + INLINE).and_then(|window| window.try_into().ok());
    let Some(window) = window.map(u128::from_le_bytes).filter(|_| len <= INLINE) else {
        return (shape(text, masks, start, end), lexicon::key(&text[start..end]));
    };
    let key = lexicon::lower(window, len);
    // Three words of four are in plain lower case, most others have one capital. The top three bits of a byte tell
    // lower-case letters (and the marks around them, of which no word has any), capitals and digits apart.
    const TOPS: u128 = 0xe0e0_e0e0_e0e0_e0e0_e0e0_e0e0_e0e0_e0e0;
    const LOWER_TOPS: u128 = 0x6060_6060_6060_6060_6060_6060_6060_6060;
    const UPPER: u128 = LOWER_TOPS ^ 0x4040_4040_4040_4040_4040_4040_4040_4040;
    const DIGITS: u128 = LOWER_TOPS ^ 0x2020_2020_2020_2020_2020_2020_2020_2020;
    let keep = lexicon::keep(len);
    let tops = (window ^ LOWER_TOPS) & TOPS & keep;
    let long = if len > 1 { Shape::LONG } else { Shape::NONE };
    let shape = if tops == 0 {
        long
    } else if tops == 0x20 {
        long.or(Shape::FIRST_UPPER).or(if len > 1 { Shape::NONE } else { Shape::ALL_UPPER })
    } else if tops == UPPER & keep {
        long.or(Shape::FIRST_UPPER).or(Shape::ALL_UPPER)
    } else if tops == DIGITS & keep {
        long.or(Shape::DIGIT).or(Shape::NUMBER).or(Shape::LEAD_DIGIT)
    } else {
        shape(text, masks, start, end)
    };
    (shape, key)
}

/// How the word at `start..end` is written, from the masks.
fn shape(text: &[u8], masks: &[Masks], start: usize, end: usize) -> Shape {
    let len = end - start;
    if len > 64 {
        return long_shape(&text[start..end]);
    }
    let in_word = u64::MAX >> (64 - len);
    let upper = window(masks, start, |mask| mask.upper) & in_word;
    let digit = window(masks, start, |mask| mask.digit) & in_word;
    let high = window(masks, start, |mask| mask.high) & in_word;
    let mut shape = Shape::NONE;
    shape.set(Shape::LONG, len > 1);
    shape.set(Shape::DIGIT, digit != 0);
    shape.set(Shape::NUMBER, digit == in_word);
    shape.set(Shape::FIRST_UPPER, upper & 1 != 0);
    shape.set(Shape::ALL_UPPER, upper | digit == in_word && upper != 0);
    shape.set(Shape::MIXED, upper & !1 != 0 && upper | digit != in_word);
    shape.set(Shape::FOREIGN, high != 0);
    shape.set(Shape::LEAD_DIGIT, digit & 1 != 0);
    shape
}

/// The lexicon's key of the word of `len` bytes at `at`.
#[inline(always)]
pub(crate) fn key(text: &[u8], at: usize, len: usize) -> u128 {
    match text.get(at..at + INLINE) {
        Some(bytes) if len <= INLINE => lexicon::lower(u128::from_le_bytes(bytes.try_into().unwrap_or_default()), len),
        _ => lexicon::key(&text[at..at + len]),
    }
}

/// 64 bits from bit `at` on, of bits that come 64 at a time: of a text's bytes, of its words.
#[inline(always)]
pub(crate) fn window<T>(blocks: &[T], at: usize, bits: impl Fn(&T) -> u64) -> u64 {
    let (block, shift) = (at / 64, at % 64);
    let low = blocks.get(block).map_or(0, &bits);
    let high = blocks.get(block + 1).map_or(0, &bits);
    // Two steps, so that a shift of 0 shifts everything out.
    low >> shift | high << 1 << (63 - shift)
}

/// The shape of a run of more than 64 bytes: no word is that long, an encoded payload or a rule of `x`s is.
#[cold]
fn long_shape(word: &[u8]) -> Shape {
    let mut shape = Shape::LONG;
    shape.set(Shape::DIGIT, word.iter().any(u8::is_ascii_digit));
    shape.set(Shape::NUMBER, word.iter().all(u8::is_ascii_digit));
    shape.set(Shape::FIRST_UPPER, word.first().is_some_and(u8::is_ascii_uppercase));
    shape.set(Shape::LEAD_DIGIT, word.first().is_some_and(u8::is_ascii_digit));
    shape.set(Shape::FOREIGN, !word.is_ascii());
    shape.set(Shape::MIXED, true);
    shape
}
