//! Where a byte lies in code points: one forward pass over the text, none where it is ASCII.

/// Converts ascending byte offsets of one text.
pub(crate) struct Offsets<'t> {
    text: &'t [u8],
    ascii: bool,
    /// The byte offset converted last, and what it became.
    at: usize,
    converted: usize,
}

impl<'t> Offsets<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text: text.as_bytes(), ascii: text.is_ascii(), at: 0, converted: 0 }
    }

    /// The offset of `byte`, which is on a character boundary and not before the last one asked for.
    pub(crate) fn convert(&mut self, byte: usize) -> usize {
        if self.ascii {
            return byte;
        }
        let between = self.text.get(self.at..byte).unwrap_or_default();
        // A code point has one byte that is no continuation byte.
        self.converted += between.iter().filter(|&&b| b & 0xC0 != 0x80).count();
        self.at = byte;
        self.converted
    }
}
