//! Numbers and codes that no rule knows: the learned scorer of numbers.
//!
//! ## What it finds
//! Rooms at the heads of lines, days between words, extensions, codes of a house's own systems: what looks like an identifier by its
//! shape, by the words beside it, and by what was found of numbers in the document that look the same.
//! ## Rule
//! 45 CFR 164.514(b)(2)(i)(R), any other unique number, where none of the other recognizers finds one. It is asked last, about numbers
//! in which nothing was found, and adds what it is sure enough of. `models/names` trains the weights; `model/numbers.tsv` holds them in
//! a form to read.
//! ## Not found on purpose
//! Doses, results, scores and counts; words without digits.
//! ## Example
//! `CHOLECYSTECTOMY WAS CARRIED OUT ON THE 6TH BY DR. WUBBENA`: no rule of days expects this verb; the sixth is one.

#![forbid(unsafe_code)]

pub(crate) mod features;
pub(crate) mod groups;

use crate::Identifier;
use crate::recognize::geographic::learned;
use crate::recognize::{finding, learned_confidence};
use crate::scan::Document;
use crate::span::{Evidence, Finding, Kind};
use groups::{ANSWERS, COUNT};

/// Weights in 1/32 nat, two bytes each, [`ANSWERS`] for each feature.
static WEIGHTS: &[u8; 2 * ANSWERS * COUNT] = include_bytes!(concat!(env!("OUT_DIR"), "/numbers.bin"));

/// Log-odds, in 1/32 nat, from which a number is an identifier.
const IDENTIFIER: i32 = 20;

/// What a number may be, in the order of its weights.
pub(crate) const KINDS_OF_ANSWERS: [(Identifier, Kind); ANSWERS] = [
    (Identifier::Date, Kind::Date),
    (Identifier::Geographic, Kind::Unit),
    (Identifier::Phone, Kind::Phone),
    (Identifier::Other, Kind::Code),
];

/// What was found of a token: 0 for nothing, or one more than the number of its identifier.
pub(crate) type Cover = u8;

/// Numbers of the document that look like one.
#[derive(Clone, Copy, Default)]
pub(crate) struct Alike {
    /// Without itself.
    others: u8,
    /// Those of them that something was found in.
    found: u8,
}

/// A number or code: tokens that single marks join.
#[derive(Clone, Copy)]
pub(crate) struct Figure {
    pub(crate) first: u32,
    pub(crate) last: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// It stands in the first line.
    heads: bool,
    /// Bytes.
    len: usize,
    /// The hash of its letters and digits told apart only by sort.
    shape: u64,
    /// One of [`groups::KINDS`].
    kind: usize,
}

/// Buffers of the scorer.
#[derive(Default)]
pub(crate) struct Scratch {
    covers: Vec<Cover>,
    figures: Vec<Figure>,
    /// By the shape's hash: how many there are, and how many were found.
    shapes: Vec<Alike>,
}

/// Slots for shapes; two shapes in one are taken for the same.
const SLOTS: usize = 512;

/// Fewest words of a text whose numbers are asked about.
const WORDS: u32 = 4;

/// Longest figure, bytes and tokens.
const LEN: usize = 32;
const TOKENS: u32 = 6;

/// Appends what the learned scorers of places and of numbers alone find.
pub(crate) fn find(document: &Document<'_>, scratch: &mut Scratch, findings: &mut Vec<Finding>) {
    prepare(document, scratch, findings);
    // A number by itself, as in a cell of a table, has nothing that speaks for it.
    if document.writing.iter().map(|words| words.word.count_ones()).sum::<u32>() < WORDS {
        return;
    }
    // What the first look finds speaks for numbers that look alike.
    if look(document, scratch, findings) {
        look(document, scratch, findings);
    }
}

/// Asks about every figure in which nothing was found yet, and notes what it finds: whether there was anything.
fn look(document: &Document<'_>, scratch: &mut Scratch, findings: &mut Vec<Finding>) -> bool {
    let known = findings.len();
    for figure in &scratch.figures {
        if scratch.is_covered(figure) || is_year(document, figure) {
            continue;
        }
        let sums = score(document, figure, scratch);
        let Some((answer, best)) =
            sums.iter().copied().enumerate().max_by_key(|(answer, sum)| (*sum, ANSWERS - answer))
        else {
            continue;
        };
        if best >= IDENTIFIER {
            let (identifier, kind) = KINDS_OF_ANSWERS[answer];
            let range = figure.start..figure.end;
            findings.push(finding(
                range,
                identifier,
                kind,
                "number.learned",
                learned_confidence(best - IDENTIFIER),
                Evidence::CONTEXT,
            ));
        }
    }
    let found = findings.get(known..).unwrap_or_default();
    if found.is_empty() {
        return false;
    }
    cover(document, found, &mut scratch.covers);
    count(&scratch.figures, &scratch.covers, &mut scratch.shapes);
    true
}

/// Counts how many figures look alike, and in how many of them something was found.
fn count(figures: &[Figure], covers: &[Cover], shapes: &mut Vec<Alike>) {
    shapes.clear();
    shapes.resize(SLOTS, Alike::default());
    for figure in figures {
        if let Some(slot) = shapes.get_mut(figure.shape as usize % SLOTS) {
            slot.others = slot.others.saturating_add(1);
            slot.found = slot.found.saturating_add(u8::from(is_covered(figure, covers)));
        }
    }
}

/// Whether something was found in `figure`.
fn is_covered(figure: &Figure, covers: &[Cover]) -> bool {
    (figure.first..=figure.last).any(|at| covers.get(at as usize).is_some_and(|cover| *cover > 0))
}

/// Notes what was found of each token, lets the scorer of places add to it, and lists the figures of `document`.
pub(crate) fn prepare(document: &Document<'_>, scratch: &mut Scratch, findings: &mut Vec<Finding>) {
    let Scratch { covers, figures, shapes } = scratch;
    covers.clear();
    covers.resize(document.tokens.len(), 0);
    cover(document, findings, covers);
    let known = findings.len();
    learned::find(document, |index| covers.get(index as usize).is_some_and(|cover| *cover > 0), findings);
    cover(document, findings.get(known..).unwrap_or_default(), covers);
    list(document, figures);
    count(figures, covers, shapes);
}

/// Notes in `covers` what `findings` say of each token.
fn cover(document: &Document<'_>, findings: &[Finding], covers: &mut [Cover]) {
    for found in findings.iter().filter(|found| found.confidence >= 0.5) {
        // A finding may begin inside a token: `Rm2`, `p7519`.
        let first = document.tokens.partition_point(|token| token.end <= found.start);
        let tokens = document.tokens.get(first..).unwrap_or_default();
        for (cover, token) in covers.get_mut(first..).unwrap_or_default().iter_mut().zip(tokens) {
            if token.start >= found.end {
                break;
            }
            *cover = found.identifier as u8 + 1;
        }
    }
}

/// Lists the figures of `document`.
fn list(document: &Document<'_>, figures: &mut Vec<Figure>) {
    figures.clear();
    let line = memchr::memchr(b'\n', document.text).unwrap_or(document.text.len());
    let mut free = 0;
    for &index in document.numbers {
        if index < free {
            continue;
        }
        let Some(mut figure) = read(document, index, free) else { continue };
        figure.heads = figure.start < line as u32;
        free = figure.last + 1;
        figures.push(figure);
    }
}

impl Scratch {
    /// Whether something was found in the figure.
    pub(crate) fn is_covered(&self, figure: &Figure) -> bool {
        is_covered(figure, &self.covers)
    }

    /// The figures that were listed.
    #[cfg(feature = "train")]
    pub(crate) fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// Calls `see` with the features of a figure that was listed.
    pub(crate) fn features(&self, document: &Document<'_>, figure: &Figure, see: &mut impl FnMut(usize)) {
        let all = self.shapes.get(figure.shape as usize % SLOTS).copied().unwrap_or_default();
        let own = u8::from(self.is_covered(figure));
        let alike = Alike { others: all.others.saturating_sub(1), found: all.found.saturating_sub(own) };
        features::features(document, figure, &self.covers, alike, see);
    }
}

/// The log-odds of each answer, in 1/32 nat.
fn score(document: &Document<'_>, figure: &Figure, scratch: &Scratch) -> [i32; ANSWERS] {
    let (weights, _) = WEIGHTS.as_chunks::<{ 2 * ANSWERS }>();
    let mut sums = [0; ANSWERS];
    scratch.features(document, figure, &mut |feature| {
        let Some(weights) = weights.get(feature) else { return };
        let (weights, _) = weights.as_chunks::<2>();
        for (sum, weight) in sums.iter_mut().zip(weights) {
            *sum += i32::from(i16::from_le_bytes(*weight));
        }
    });
    sums
}

/// The figure around the token with a digit at `index`, from token `free` on.
fn read(document: &Document<'_>, index: u32, free: u32) -> Option<Figure> {
    let joined = |at: u32| matches!(document.gap(at), [b'-' | b'/' | b'.' | b':' | b'_' | b'\'' | b'#' | b'+' | b'@']);
    let mut first = index;
    while first > free && index - first < 2 && joined(first) {
        first -= 1;
    }
    let mut last = index;
    while last - first + 1 < TOKENS && document.token(last + 1).is_some() && joined(last + 1) {
        last += 1;
    }
    let (start, end) = (document.token(first)?.start, document.token(last)?.end);
    let bytes = document.bytes(start..end);
    if bytes.len() > LEN || bytes.is_empty() {
        return None;
    }
    let (shape, kind) = (shape(bytes), kind(bytes, last - first));
    Some(Figure { first, last, start, end, heads: false, len: bytes.len(), shape, kind })
}

/// The hash of letters and digits told apart only by sort; runs of small letters count as one, long runs as shorter.
pub(crate) fn shape(bytes: &[u8]) -> u64 {
    let (mut hash, mut last, mut run) = (0xcbf2_9ce4_8422_2325_u64, 0u8, 0u32);
    for byte in bytes {
        let (sort, most) = match byte {
            b'0'..=b'9' => (b'9', 8),
            b'A'..=b'Z' => (b'A', 4),
            b'a'..=b'z' => (b'a', 1),
            0x80.. => (0x80, 1),
            mark => (*mark, 2),
        };
        run = if sort == last { run + 1 } else { 1 };
        last = sort;
        if run <= most {
            hash = (hash ^ u64::from(sort)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash >> 20
}

/// What sort of figure it is.
fn kind(bytes: &[u8], joints: u32) -> usize {
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let ordinal = joints == 0
        && letters == 2
        && matches!(
            bytes,
            [
                b'0'..=b'9',
                ..,
                b's' | b'S' | b'n' | b'N' | b'r' | b'R' | b't' | b'T',
                b't' | b'T' | b'd' | b'D' | b'h' | b'H'
            ]
        );
    match (letters, joints) {
        (0, 0) => match digits {
            0..=6 => digits.saturating_sub(1),
            7..=9 => 6,
            _ => 7,
        },
        (0, 1) if bytes.contains(&b'/') => 8,
        (0, 1) if bytes.contains(&b'-') => 9,
        (0, 1) if bytes.contains(&b'.') => 10,
        (0, _) => 11,
        _ if ordinal => 14,
        (_, 0) => 12,
        _ => 13,
    }
}

/// Years stay, and so does what a first pass leaves of a moment (`2025:07:05:10`, `2024T18:44`) and of an age (`90+`).
fn is_year(document: &Document<'_>, figure: &Figure) -> bool {
    let word = document.word(figure.first);
    let year = matches!(word, [b'1', b'9', tens, ones, ..] | [b'2', b'0', tens, ones, ..] if tens.is_ascii_digit() && ones.is_ascii_digit());
    let moment = match word.get(4) {
        None => figure.first == figure.last || document.gap(figure.first + 1) == b":",
        Some(mark) => mark.eq_ignore_ascii_case(&b't') && document.gap(figure.first + 1) == b":",
    };
    year && moment || figure.len == 2 && word == b"90" && document.byte(figure.end) == b'+'
}
