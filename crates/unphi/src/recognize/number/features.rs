//! The evidence of the scorer of numbers: what of a number, its neighbours and the rest of the document is seen, as numbers of a
//! table of weights.

#![forbid(unsafe_code)]

use super::figure::{Figure, WORD, shape};
use super::groups::*;
use super::{Alike, Cover};
use crate::recognize::date::calendar::is_month_and_day;
use crate::recognize::name::features::{between, classes};
use crate::scan::Document;

/// Calls `see` with the features of `figure`; `covers` says what was found of each token, `alike` of figures that look the same, and
/// `company` is how many there are of its kind.
pub(crate) fn features(
    document: &Document<'_>,
    figure: &Figure,
    covers: &[Cover],
    alike: Alike,
    company: u8,
    see: &mut impl FnMut(usize),
) {
    let kind = figure.kind;
    see(BIAS);
    see(KIND + kind);
    see(SHAPE + figure.shape as usize % 2048);
    see(LENGTH + figure.len.min(15));
    left_side(document, figure, covers, see);
    right_side(document, figure, covers, see);
    let begins = figure.line == figure.first;
    let ends = document.gap(figure.last + 1).first().is_none_or(|byte| matches!(byte, b'\n' | b'\r'));
    see(LINE + (usize::from(begins) * 4 + usize::from(ends) * 2 + usize::from(figure.line == 0)) * KINDS + kind);
    value(document, figure, see);
    see(ALIKE + usize::from(alike.others.min(7)) * KINDS + kind);
    see(ALIKE_FOUND + usize::from(alike.found.min(4)) * KINDS + kind);
    let share = if alike.others == 0 { 5 } else { usize::from(alike.found) * 4 / usize::from(alike.others) };
    see(ALIKE_SHARE + share.min(5) * KINDS + kind);
    let company = usize::from(company);
    see(COMPANY + (if company < 6 { company } else { 4 + company.ilog2() as usize }).min(11) * KINDS + kind);
    own(document, figure, see);
    line(document, figure, see);
}

/// What it is itself.
fn own(document: &Document<'_>, figure: &Figure, see: &mut impl FnMut(usize)) {
    let kind = figure.kind;
    if kind < WORD {
        let bytes = document.bytes(figure.start..figure.end);
        let letters = bytes.iter().take_while(|byte| !byte.is_ascii_digit());
        let hash = letters.fold(5381u64, |hash, byte| hash.wrapping_mul(33) ^ u64::from(byte.to_ascii_lowercase()));
        see(OWN + pair(hash, kind as u64, 4096));
        return;
    }
    for index in figure.first..=figure.last.min(figure.first + 2) {
        see(OWN + pair(document.hash(index), kind as u64, 4096));
    }
    classes(document.classes(figure.first), OWN_CLASS, see);
    if let Some(token) = document.token(figure.first) {
        see(OWN_RUNNING + usize::from(token.row().running / 16) * KINDS + kind);
    }
}

/// What its line begins with, and what labels it there.
fn line(document: &Document<'_>, figure: &Figure, see: &mut impl FnMut(usize)) {
    if figure.line != figure.first {
        see(LINE_WORD + pair(word(document, figure.line), figure.kind as u64, 2048));
    }
    if let Some(label) = figure.label {
        see(LABEL + pair(word(document, label), figure.kind as u64, 2048));
        see(LABEL_REACH + (figure.first - label).min(7) as usize * KINDS + figure.kind);
    }
}

/// The hash of the word at `index`; of one with digits, that of its shape.
fn word(document: &Document<'_>, index: u32) -> u64 {
    match document.token(index) {
        Some(token) if token.has_digit() => shape(document.word(index)),
        Some(_) => document.hash(index),
        None => 0,
    }
}

/// A place among `count` for two things seen together.
fn pair(a: u64, b: u64, count: usize) -> usize {
    ((a.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ b.wrapping_mul(0xc2b2_ae3d_27d4_eb4f)) >> 40) as usize % count
}

fn left_side(document: &Document<'_>, figure: &Figure, covers: &[Cover], see: &mut impl FnMut(usize)) {
    let (first, kind) = (figure.first, figure.kind);
    let gap = between(if first == 0 { b"\n" } else { document.gap(first) });
    see(LEFT_GAP + gap * KINDS + kind);
    let begins = figure.line == first;
    let one = if begins { 1 } else { word(document, first - 1) };
    see(LEFT_WORD + one as usize % 2048);
    see(LEFT_WORD_KIND + pair(one, kind as u64, 2048));
    see(LEFT_GAP_WORD + pair(one, gap as u64, 2048));
    if begins {
        return;
    }
    classes(document.classes(first - 1), LEFT_CLASS, see);
    let cover = covers.get(first as usize - 1).copied().unwrap_or_default();
    see(LEFT_COVER + usize::from(cover).min(COVERS - 1) * KINDS + kind);
    let second = if first < 2 || document.begins_line(first - 1) { 1 } else { word(document, first - 2) };
    see(SECOND_LEFT_WORD + second as usize % 2048);
    see(LEFT_PAIR + pair(second, one, 2048));
    if first < 3 || second == 1 || document.begins_line(first - 2) {
        return;
    }
    see(THIRD_LEFT_WORD + word(document, first - 3) as usize % 1024);
}

fn right_side(document: &Document<'_>, figure: &Figure, covers: &[Cover], see: &mut impl FnMut(usize)) {
    let (next, kind) = (figure.last + 1, figure.kind);
    let gap = document.gap(next);
    see(RIGHT_GAP + between(gap) * KINDS + kind);
    let ends = document.token(next).is_none() || gap.contains(&b'\n');
    let one = if ends { 2 } else { word(document, next) };
    see(RIGHT_WORD + one as usize % 2048);
    see(RIGHT_WORD_KIND + pair(one, kind as u64, 2048));
    if ends {
        return;
    }
    classes(document.classes(next), RIGHT_CLASS, see);
    let cover = covers.get(next as usize).copied().unwrap_or_default();
    see(RIGHT_COVER + usize::from(cover).min(COVERS - 1) * KINDS + kind);
    let over = document.token(next + 1).is_none() || document.gap(next + 1).contains(&b'\n');
    see(SECOND_RIGHT_WORD + if over { 2 } else { word(document, next + 1) as usize } % 2048);
}

/// What the number is worth.
fn value(document: &Document<'_>, figure: &Figure, see: &mut impl FnMut(usize)) {
    let number = |index: u32| {
        let word = document.word(index);
        let digits = word.len() <= 9 && word.iter().all(u8::is_ascii_digit);
        digits.then(|| word.iter().fold(0u32, |sum, digit| sum * 10 + u32::from(digit - b'0')))
    };
    let Some(first) = number(figure.first) else { return };
    if figure.last == figure.first {
        let len = figure.len.min(9);
        see(ROUND + len * 4 + usize::from(first % 10 == 0) + 2 * usize::from(first % 5 == 0));
        let lead = document.word(figure.first).first().map_or(0, |digit| usize::from(digit - b'0'));
        see(LEADING + lead * 10 + len);
        if first <= 131 {
            see(VALUE + first as usize);
        }
        if len == 4 && first / 100 < 24 && first % 100 < 60 {
            see(CLOCK);
        }
        if (1900..=2030).contains(&first) {
            see(CLOCK + 1);
        }
    } else if figure.last == figure.first + 1
        && let Some(second) = number(figure.last)
        && document.word(figure.first).len() <= 2
        && document.word(figure.last).len() <= 2
    {
        see(DAY + usize::from(is_month_and_day(first, second)));
        let slash = usize::from(document.gap(figure.last) == b"/");
        see(DAY + 2 + slash * 14 + (first as usize).min(13));
        see(DAY + 30 + (second as usize).min(32));
        see(DAY + 64 + slash * 4 + (first.cmp(&second) as i8 + 1) as usize);
    }
}
