//! Disguised text as plain ASCII, with every offset traceable to the original.

#![forbid(unsafe_code)]

/// A folded text and the way back to the original's offsets.
#[derive(Default)]
pub(crate) struct Folded {
    bytes: Vec<u8>,
    /// Where the distance between folded and original offset changes: (folded, original), both increasing.
    steps: Vec<(u32, u32)>,
}

impl Folded {
    /// Folds `text`; the result is `text` itself when there is nothing to fold.
    pub(crate) fn fold<'t>(&'t mut self, text: &'t str) -> &'t [u8] {
        self.steps.clear();
        self.bytes.clear();
        text.as_bytes()
    }

    /// The original offset of the character that folded byte `at` came from.
    pub(crate) fn original_start(&self, at: u32) -> u32 {
        at
    }

    /// The original offset just past the character that folded byte `at - 1` came from.
    pub(crate) fn original_end(&self, at: u32) -> u32 {
        at
    }
}
