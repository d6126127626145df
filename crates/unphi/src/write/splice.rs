//! One forward copy: the text between spans, and a replacement for each span.

#![forbid(unsafe_code)]

use crate::{Span, transform};

/// Appends `text` to `out` with every span replaced. `spans` are sorted and do not overlap.
pub(crate) fn splice(text: &str, spans: &[Span], out: &mut String) {
    out.reserve(text.len());
    let mut at = 0;
    for span in spans {
        // Spans lie on character boundaries; were one not to, nothing of it may get through.
        out.push_str(text.get(at..span.start).unwrap_or_default());
        transform::replacement(span, text.get(span.range()).unwrap_or_default(), out);
        at = span.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
}
