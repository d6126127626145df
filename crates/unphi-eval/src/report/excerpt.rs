//! A mistake with the words around it.

use std::ops::Range;

/// Characters on each side.
const WINDOW: usize = 40;

/// The words before a range, in it, and after it, on one line.
pub(super) struct Excerpt {
    pub(super) before: String,
    pub(super) words: String,
    pub(super) after: String,
}

impl Excerpt {
    pub(super) fn of(text: &str, range: &Range<usize>) -> Self {
        let head = text.get(..range.start).unwrap_or_default();
        let tail = text.get(range.end..).unwrap_or_default();
        let from = head.char_indices().rev().nth(WINDOW - 1).map_or(0, |(at, _)| at);
        let to = tail.char_indices().nth(WINDOW).map_or(tail.len(), |(at, _)| at);
        let cut = |start: usize| if start > 0 { "…" } else { "" };
        Self {
            before: format!("{}{}", cut(from), one_line(head.get(from..).unwrap_or_default())),
            words: one_line(text.get(range.clone()).unwrap_or_default()),
            after: format!("{}{}", one_line(tail.get(..to).unwrap_or_default()), cut(tail.len() - to)),
        }
    }
}

/// Control characters could move a terminal's cursor.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|letter| {
            if letter == '\n' {
                '⏎'
            } else if letter.is_control() {
                ' '
            } else {
                letter
            }
        })
        .collect()
}
