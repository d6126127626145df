//! One forward copy: the text between spans, and a replacement for each span.

#![forbid(unsafe_code)]

use super::offsets::Piece;
use crate::transform::{State, Transformer};
use crate::{Error, Span};

/// Appends `text` to `out` with every span replaced, and to `pieces` what became what; offsets of the output count from
/// where it began. `spans` are sorted and do not overlap.
pub(crate) fn splice(
    text: &str,
    spans: &[Span],
    transformer: &Transformer,
    state: &mut State,
    out: &mut String,
    pieces: &mut Vec<Piece>,
) -> Result<(), Error> {
    transformer.begin(state, text, spans)?;
    out.reserve(text.len());
    let base = out.len();
    let mut at = 0;
    for span in spans {
        transformer.copy(state, text, at..span.start, out, |from, to| pieces.push(Piece::new(from, to, base)));
        let start = out.len();
        transformer.replace(state, span, text.get(span.range()).unwrap_or_default(), out);
        pieces.push(Piece::new(span.range(), start..out.len(), base));
        at = span.end;
    }
    transformer.copy(state, text, at..text.len(), out, |from, to| pieces.push(Piece::new(from, to, base)));
    Ok(())
}
