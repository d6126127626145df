//! Where a byte offset lies in code points or UTF-16 units: one forward pass over the text, none where it is ASCII.

/// The unit of the offsets that `detect` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Unit {
    /// Unicode code points, as Python counts.
    Char,
    /// Bytes of the text as UTF-8, as Rust, Go and C count.
    Byte,
    /// UTF-16 units, as Java, JavaScript and C# count.
    Utf16,
}

/// Converts ascending byte offsets of one text.
pub(crate) struct Offsets<'t> {
    text: &'t [u8],
    unit: Unit,
    /// The byte offset converted last, and what it became.
    at: usize,
    converted: usize,
}

impl<'t> Offsets<'t> {
    pub(crate) fn new(text: &'t str, unit: Unit) -> Self {
        // In ASCII every unit is a byte.
        let unit = if text.is_ascii() { Unit::Byte } else { unit };
        Self { text: text.as_bytes(), unit, at: 0, converted: 0 }
    }

    /// The offset of `byte`, which is on a character boundary and not before the last one asked for.
    pub(crate) fn convert(&mut self, byte: usize) -> usize {
        if self.unit == Unit::Byte {
            return byte;
        }
        let between = self.text.get(self.at..byte).unwrap_or_default();
        // A code point has one byte that is no continuation byte; those of four bytes are two UTF-16 units.
        self.converted += between.iter().filter(|&&b| b & 0xC0 != 0x80).count();
        if self.unit == Unit::Utf16 {
            self.converted += between.iter().filter(|&&b| b >= 0xF0).count();
        }
        self.at = byte;
        self.converted
    }
}

#[cfg(test)]
mod tests {
    use super::{Offsets, Unit};

    #[test]
    fn each_unit_counts_its_own_way() {
        let text = "aé€😀b";
        for (unit, expected) in [(Unit::Byte, [1, 3, 6, 10]), (Unit::Char, [1, 2, 3, 4]), (Unit::Utf16, [1, 2, 3, 5])] {
            let mut offsets = Offsets::new(text, unit);
            assert_eq!([1, 3, 6, 10].map(|byte| offsets.convert(byte)), expected, "{unit:?}");
        }
    }
}
