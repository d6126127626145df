//! Weekdays beside shifted dates: `Tuesday, June 11` keeps its weekday only if dates move by whole weeks.

#![forbid(unsafe_code)]

use core::ops::Range;

use super::words;
use crate::Span;

/// The weekdays of one document that move, in order.
#[derive(Default)]
pub(crate) struct Weekdays {
    /// Where each is, the day (0 for Monday), and the form it is written in.
    found: Vec<(Range<usize>, usize, usize)>,
}

/// Longest gap between a weekday and its date, bytes.
const GAP: usize = 5;

/// Longest weekday, bytes.
const WORD: usize = 10;

impl Weekdays {
    pub(crate) fn clear(&mut self) {
        self.found.clear();
    }

    /// Takes up the weekdays right before and after `span`; spans come in order.
    pub(crate) fn look(&mut self, text: &str, span: &Span) {
        let free = self.found.last().map_or(0, |(range, ..)| range.end);
        if let Some(found) = before(text, span.start()).filter(|(range, ..)| range.start >= free) {
            self.found.push(found);
        }
        if let Some(found) = after(text, span.end()) {
            self.found.push(found);
        }
    }

    /// The weekdays that lie in `range` of the text.
    pub(crate) fn within(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let first = self.found.partition_point(|(found, ..)| found.start < range.start);
        self.found.iter().skip(first).map(|(found, ..)| found.clone()).take_while(move |found| found.end <= range.end)
    }

    /// Appends the weekday at `range` of `text`, `offset` days on.
    pub(crate) fn write(&self, text: &str, range: &Range<usize>, offset: i32, out: &mut String) {
        let at = self.found.partition_point(|(found, ..)| found.start < range.start);
        let Some((range, day, form)) = self.found.get(at) else { return };
        let moved = (*day as i32 + offset).rem_euclid(7).unsigned_abs() as usize;
        words::write_weekday(moved, *form, text.get(range.clone()).unwrap_or_default(), out);
    }
}

type Found = (Range<usize>, usize, usize);

fn found(text: &str, range: Range<usize>) -> Option<Found> {
    let (day, form) = words::weekday(text.get(range.clone())?)?;
    Some((range, day, form))
}

fn before(text: &str, at: usize) -> Option<Found> {
    let bytes = text.as_bytes().get(..at)?;
    let gap = bytes.iter().rev().take(GAP).take_while(|byte| matches!(byte, b' ' | b',' | b'.' | b'(' | b'-')).count();
    let end = at - gap;
    let len = bytes.get(..end)?.iter().rev().take(WORD).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let start = end - len;
    let whole = start.checked_sub(1).and_then(|before| bytes.get(before)).is_none_or(|byte| !is_word(*byte));
    if gap == 0 || !whole { None } else { found(text, start..end) }
}

fn after(text: &str, at: usize) -> Option<Found> {
    let bytes = text.as_bytes().get(at..)?;
    let gap = bytes.iter().take(GAP).take_while(|byte| matches!(byte, b' ' | b',' | b'(' | b'-')).count();
    let start = at + gap;
    let len = bytes.get(gap..)?.iter().take(WORD).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let end = start + len;
    let whole = text.as_bytes().get(end).is_none_or(|byte| !is_word(*byte));
    if gap == 0 || !whole { None } else { found(text, start..end) }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}
