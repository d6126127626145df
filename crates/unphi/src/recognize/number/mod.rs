//! Numbers and codes that no rule knows: the learned scorer of numbers.
//!
//! ## What it finds
//! Rooms at the heads of lines, days between words, extensions, codes of a house's own systems, numbers said in words, and the
//! initials of staff at the ends of cells and lines: what looks like an identifier by its shape, by the words beside it, and by what
//! was found of figures in the document that look the same.
//! ## Rule
//! 45 CFR 164.514(b)(2)(i)(R), any other unique number, where none of the other recognizers finds one. It is asked last, about numbers
//! in which nothing was found, and adds what it is sure enough of. `models/names` trains the weights; `model/numbers.tsv` holds them in
//! a form to read.
//! ## Not found on purpose
//! Doses, results, scores and counts; abbreviations.
//! ## Example
//! `CHOLECYSTECTOMY WAS CARRIED OUT ON THE 6TH BY DR. WUBBENA`: no rule of days expects this verb; the sixth is one.

#![forbid(unsafe_code)]

pub(crate) mod consult;
pub(crate) mod features;
mod figure;
pub(crate) mod groups;

use crate::Identifier;
use crate::lexicon::Class;
use crate::recognize::geographic::learned;
use crate::recognize::{finding, is_percentage, learned_confidence};
use crate::scan::{Document, Token};
use crate::span::{Evidence, Finding, Kind};
use figure::Figure;
use groups::{ANSWERS, COUNT, KINDS};

/// Weights in 1/32 nat, two bytes each, [`ANSWERS`] for each feature.
static WEIGHTS: &[u8; 2 * ANSWERS * COUNT] = include_bytes!(concat!(env!("OUT_DIR"), "/numbers.bin"));

/// Log-odds, in 1/32 nat, from which a number is an identifier.
const IDENTIFIER: i32 = 20;

/// The same from which it speaks for those that look alike.
const SURE: i32 = 52;

/// What a figure may be, in the order of its weights.
pub(crate) const KINDS_OF_ANSWERS: [(Identifier, Kind); ANSWERS] = [
    (Identifier::Date, Kind::Date),
    (Identifier::Geographic, Kind::Unit),
    (Identifier::Phone, Kind::Phone),
    (Identifier::Other, Kind::Code),
    (Identifier::Name, Kind::Initials),
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

/// Buffers of the scorer.
#[derive(Default)]
pub(crate) struct Scratch {
    covers: Vec<Cover>,
    figures: Vec<Figure>,
    /// By the shape's hash: how many there are, and how many were found.
    shapes: Vec<Alike>,
    /// How many there are of each kind.
    kinds: [u8; KINDS],
}

/// Slots for shapes; two shapes in one are taken for the same.
const SLOTS: usize = 512;

/// Fewest words of a text whose numbers are asked about.
const WORDS: u32 = 4;

/// Appends what the learned scorers of places and of numbers alone find, and what a name model `may_ask` about.
pub(crate) fn find(document: &Document<'_>, may_ask: bool, scratch: &mut Scratch, findings: &mut Vec<Finding>) {
    prepare(document, may_ask, scratch, findings);
    // A number by itself, as in a cell of a table, has nothing that speaks for it.
    if document.writing.iter().map(|words| words.word.count_ones()).sum::<u32>() < WORDS {
        scratch.figures.clear();
        return;
    }
    let known = findings.len();
    if look(document, scratch, findings) {
        // What the first look is sure of speaks for figures that look alike.
        cover(document, findings.get(known..).unwrap_or_default(), &mut scratch.covers);
        count(&scratch.figures, &mut scratch.shapes);
        look(document, scratch, findings);
    }
}

/// Asks about every figure in which nothing was found yet: whether it was sure of anything.
fn look(document: &Document<'_>, scratch: &mut Scratch, findings: &mut Vec<Finding>) -> bool {
    let mut sure = false;
    for at in 0..scratch.figures.len() {
        let Some(figure) = scratch.figures.get(at).copied() else { continue };
        if is_covered(&figure, &scratch.covers) || stays(document, &figure) {
            continue;
        }
        let Some((answer, best)) = best(document, &figure, scratch) else { continue };
        let Some(figure) = scratch.figures.get_mut(at) else { continue };
        if best >= IDENTIFIER {
            let (identifier, kind) = KINDS_OF_ANSWERS[answer];
            let range = figure.start..figure.end;
            figure.found = Some(findings.len() as u32);
            findings.push(finding(
                range,
                identifier,
                kind,
                "number.learned",
                learned_confidence(best - IDENTIFIER),
                Evidence::CONTEXT,
            ));
        }
        if best >= SURE {
            (figure.speaks, sure) = (true, true);
        }
    }
    sure
}

/// The best answer to `figure`, and its log-odds.
fn best(document: &Document<'_>, figure: &Figure, scratch: &Scratch) -> Option<(usize, i32)> {
    best_of(figure, score(document, figure, scratch))
}

/// The best of the answers that `figure` may be, the first of equals.
fn best_of(figure: &Figure, sums: [i32; ANSWERS]) -> Option<(usize, i32)> {
    let answers = sums.into_iter().enumerate().filter(|(answer, _)| figure.may_be(KINDS_OF_ANSWERS[*answer].0));
    answers.max_by_key(|(answer, sum)| (*sum, ANSWERS - answer))
}

/// Counts how many figures look alike, and how many of them speak for the others.
fn count(figures: &[Figure], shapes: &mut Vec<Alike>) {
    shapes.clear();
    shapes.resize(SLOTS, Alike::default());
    for figure in figures {
        if let Some(slot) = shapes.get_mut(figure.shape as usize % SLOTS) {
            slot.others = slot.others.saturating_add(1);
            slot.found = slot.found.saturating_add(u8::from(figure.speaks));
        }
    }
}

/// Whether something was found in `figure`.
fn is_covered(figure: &Figure, covers: &[Cover]) -> bool {
    (figure.first..=figure.last).any(|at| covers.get(at as usize).is_some_and(|cover| *cover > 0))
}

/// Notes what was found of each token, lets the scorer of places add to it, and lists the figures of `document`.
pub(crate) fn prepare(document: &Document<'_>, may_ask: bool, scratch: &mut Scratch, findings: &mut Vec<Finding>) {
    let Scratch { covers, figures, shapes, kinds } = scratch;
    covers.clear();
    covers.resize(document.tokens.len(), 0);
    cover(document, findings, covers);
    let known = findings.len();
    learned::find(document, |index| covers.get(index as usize).is_some_and(|cover| *cover > 0), may_ask, findings);
    cover(document, findings.get(known..).unwrap_or_default(), covers);
    figure::list(document, figures);
    *kinds = [0; KINDS];
    for figure in &mut *figures {
        figure.speaks = is_covered(figure, covers);
        if let Some(count) = kinds.get_mut(figure.kind) {
            *count = count.saturating_add(1);
        }
    }
    count(figures, shapes);
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

impl Scratch {
    /// The figures that were listed.
    #[cfg(feature = "train")]
    pub(crate) fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// Calls `see` with the features of a figure that was listed.
    pub(crate) fn features(&self, document: &Document<'_>, figure: &Figure, see: &mut impl FnMut(usize)) {
        let all = self.shapes.get(figure.shape as usize % SLOTS).copied().unwrap_or_default();
        let own = u8::from(figure.speaks);
        let company = self.kinds.get(figure.kind).copied().unwrap_or_default();
        let alike = Alike { others: all.others.saturating_sub(1), found: all.found.saturating_sub(own) };
        features::features(document, figure, &self.covers, alike, company, see);
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

/// Years stay, ages and measures (`51-year-old`, `18-gauge`), a part of a whole with its share (`2/14, 20%`), UUIDs, codes of drugs, and
/// what a first pass leaves of a moment (`2025:07:05:10`, `2024T18:44`) and of an age (`90+`).
fn stays(document: &Document<'_>, figure: &Figure) -> bool {
    let word = document.word(figure.first);
    let year = matches!(word, [b'1', b'9', tens, ones, ..] | [b'2', b'0', tens, ones, ..] if tens.is_ascii_digit() && ones.is_ascii_digit());
    let moment = match word.get(4) {
        None => figure.first == figure.last || document.gap(figure.first + 1) == b":",
        Some(mark) => mark.eq_ignore_ascii_case(&b't') && document.gap(figure.first + 1) == b":",
    };
    let measured = document.gap(figure.first + 1) == b"-"
        && document.classes(figure.first + 1).any(Class::AGE_WORD.or(Class::MEASURE_UNIT));
    let shared = figure.first != figure.last
        && matches!(document.gap(figure.last + 1), b", " | b" (" | b" = ")
        && is_percentage(document, figure.last + 1);
    year && moment
        || measured
        || shared
        || is_uuid(document, figure)
        || is_ndc(document, figure)
        || figure.len == 2 && word == b"90" && document.byte(figure.end) == b'+'
}

/// `6f9619ff-8b86-d011-b42d-00c04fc964ff`: of a session, a request, a program; the figure may be a part of it.
fn is_uuid(document: &Document<'_>, figure: &Figure) -> bool {
    const LEN: u32 = 36;
    let of_it = |byte: u8| byte.is_ascii_hexdigit() || byte == b'-';
    let before = (0..LEN)
        .take_while(|back| of_it(document.byte_before(figure.start - (*back).min(figure.start))))
        .count() as u32;
    let start = figure.start.saturating_sub(before);
    let text = document.bytes(start..start + LEN);
    let fits = |(at, byte): (usize, &u8)| match at {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == LEN as usize && text.iter().enumerate().all(fits) && !of_it(document.byte(start + LEN))
}

/// `0003-0894-21` behind a drug: its number in the National Drug Code Directory, of ten or eleven digits in three parts (21 CFR 207.33).
fn is_ndc(document: &Document<'_>, figure: &Figure) -> bool {
    /// Most words from the drug to its number.
    const BEHIND: u32 = 8;
    if figure.last != figure.first + 2 {
        return false;
    }
    let parts =
        [0, 1, 2].map(|step| document.token(figure.first + step).filter(|part| part.is_number()).map_or(0, Token::len));
    let hyphens = [1, 2].iter().all(|step| document.gap(figure.first + step) == b"-");
    hyphens
        && matches!(parts, [4, 4, 2] | [5, 3, 2] | [5, 4, 1 | 2])
        && (1..=BEHIND)
            .map_while(|back| figure.first.checked_sub(back))
            .take_while(|at| !document.gap(at + 1).contains(&b'\n'))
            .any(|at| document.classes(at).any(Class::DRUG))
}
