//! Initials that a text explains: `LD   Larhonda Decock RN`, `kpb = K. P. Bassali`, `Todd Sherick (TS)`.
//!
//! Two letters in a table may be anything, but a text that writes them beside a name whose words begin with them says whose they are,
//! there and wherever it writes them again.

#![forbid(unsafe_code)]

use super::memory::padded;
use crate::lexicon::Class;
use crate::scan::{Document, Shape};
use crate::span::Finding;

/// Credentials between a name and its initials.
const CREDENTIALS: u32 = 2;

/// The initials beside a name whose words begin with `letters`, as they are written.
pub(super) fn initials(document: &Document<'_>, name: &Finding, letters: [u8; 3]) -> Option<[u8; 3]> {
    let first = document.token_at(name.start);
    let before = first.wrapping_sub(1);
    let opens = document.begins_line(before) || is_wide(document.gap(before)) || document.gap(before).ends_with(b"(");
    if opens && is_tie(document.gap(first)) || document.begins_line(before) && document.gap(first) == b" " {
        return read(document, before, letters);
    }
    let mut after = document.token_at(name.end);
    let last = after + CREDENTIALS;
    while after < last && document.classes(after).any(Class::CREDENTIAL) && matches!(document.gap(after), b" " | b", ")
    {
        after += 1;
    }
    let (gap, next) = (document.gap(after), document.gap(after + 1));
    let ends = next.contains(&b'\n') || is_wide(next) || document.token(after + 1).is_none();
    let enclosed = gap.ends_with(b" (") && next.starts_with(b")");
    if enclosed || ends && is_tie(gap) { read(document, after, letters) } else { None }
}

/// The word at `index`, where it is two or three of `letters`, all in one case.
fn read(document: &Document<'_>, index: u32, letters: [u8; 3]) -> Option<[u8; 3]> {
    let token = document.token(index)?;
    let plain = token.shape.any(Shape::ALL_UPPER) || token.is_lower();
    if !matches!(token.len(), 2 | 3) || token.has_digit() || !plain {
        return None;
    }
    let written = padded(document.word(index))?;
    let upper = written.map(|letter| letter.to_ascii_uppercase());
    let [a, b, c] = letters;
    // In the order of the name or with the family name first; of three words, two may do.
    let orders = [letters, [b, a, 0], [b, c, a], [a, c, 0]];
    orders.contains(&upper).then_some(written)
}

/// What stands between a sign and what it stands for.
fn is_tie(gap: &[u8]) -> bool {
    is_wide(gap) || matches!(gap, b"=" | b" = " | b"= " | b": " | b" : " | b" - " | b"|")
}

/// What parts the cells of a row.
fn is_wide(gap: &[u8]) -> bool {
    gap.len() > 1 && gap.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'|')) || gap == b"\t"
}
