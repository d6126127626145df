//! Where a place of the text is in the output, and the other way round.

#![forbid(unsafe_code)]

use core::ops::Range;

/// A part of the text and what it became.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Piece {
    original: Range<usize>,
    output: Range<usize>,
}

impl Piece {
    /// `output` counts from the beginning of a buffer, in which the output begins at `base`.
    pub(crate) fn new(original: Range<usize>, output: Range<usize>, base: usize) -> Self {
        Self { original, output: output.start - base..output.end - base }
    }
}

/// The map between a text and its de-identified output, so that annotations made on one side carry over to the other.
/// Offsets are bytes.
///
/// Text outside of the replacements moves and stays the same. A place inside a replacement has no counterpart of its own:
/// a range that touches a replacement carries over to all of it.
///
/// ```
/// let deid = unphi::Deidentifier::safe_harbor();
/// let text = "MRN: 00482913, afebrile";
/// let out = deid.deidentify(text)?;
/// let map = out.offsets();
/// let word = out.text().find("afebrile").unwrap();
/// assert_eq!(map.to_original(word..word + 8), 15..23);
/// assert_eq!(map.to_output(15..23), word..word + 8);
/// assert_eq!(map.to_output(7..9), 5..10); // inside the number: all of `[MRN]`
/// # Ok::<(), unphi::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Offsets<'o> {
    pieces: &'o [Piece],
}

impl<'o> Offsets<'o> {
    pub(crate) fn new(pieces: &'o [Piece]) -> Self {
        Self { pieces }
    }

    /// The range of the output that `original`, a range of the text, became. It ends on the replacements' own ends where
    /// it touches any.
    #[must_use]
    pub fn to_output(&self, original: Range<usize>) -> Range<usize> {
        carry(original, self.pieces.len(), |at| self.pair(at))
    }

    /// The range of the text that `output`, a range of the output, came from.
    #[must_use]
    pub fn to_original(&self, output: Range<usize>) -> Range<usize> {
        carry(output, self.pieces.len(), |at| {
            let (original, output) = self.pair(at);
            (output, original)
        })
    }

    /// Each replacement, in order: its range in the text and its range in the output. They are the spans, and with shifted
    /// dates the weekdays beside them.
    pub fn replacements(&self) -> impl Iterator<Item = (Range<usize>, Range<usize>)> + 'o {
        self.pieces.iter().map(|piece| (piece.original.clone(), piece.output.clone()))
    }

    /// The map, owned: it outlives the text and the output.
    #[must_use]
    pub fn to_map(&self) -> OffsetMap {
        OffsetMap { pieces: self.pieces.to_vec() }
    }

    fn pair(&self, at: usize) -> (Range<usize>, Range<usize>) {
        self.pieces.get(at).map_or((0..0, 0..0), |piece| (piece.original.clone(), piece.output.clone()))
    }
}

/// An [`Offsets`] of one's own: of a result that is kept, sent on, or counted in other units than bytes.
///
/// ```
/// use unphi::OffsetMap;
///
/// let out = unphi::Deidentifier::safe_harbor().deidentify("MRN: 00482913, afebrile")?;
/// let kept = out.offsets().to_map();
/// let sent: Vec<_> = kept.offsets().replacements().collect();
/// let read = OffsetMap::new(sent).expect("in order");
/// assert_eq!(read.offsets().to_output(15..23), 12..20);
/// assert!(OffsetMap::new([(5..9, 0..3), (2..3, 3..4)]).is_none(), "out of order");
/// # Ok::<(), unphi::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct OffsetMap {
    pieces: Vec<Piece>,
}

impl OffsetMap {
    /// The map of these replacements: for each its range in the text and its range in the output, as
    /// [`Offsets::replacements`] gives them, in any unit. `None` where they overlap or are out of order, or where the text
    /// between two of them is not as long on both sides.
    #[must_use]
    pub fn new(replacements: impl IntoIterator<Item = (Range<usize>, Range<usize>)>) -> Option<Self> {
        let (mut original_end, mut output_end) = (0, 0);
        let pieces = replacements.into_iter().map(|(original, output)| {
            let between = original.start.checked_sub(original_end)?;
            if output.start.checked_sub(output_end)? != between
                || original.end < original.start
                || output.end < output.start
            {
                return None;
            }
            (original_end, output_end) = (original.end, output.end);
            Some(Piece { original, output })
        });
        Some(Self { pieces: pieces.collect::<Option<_>>()? })
    }

    /// The map, to be asked.
    #[must_use]
    pub fn offsets(&self) -> Offsets<'_> {
        Offsets::new(&self.pieces)
    }
}

/// Carries `range` over, given pairs of ranges on this side and on the other, sorted and apart on both.
fn carry(range: Range<usize>, count: usize, pair: impl Fn(usize) -> (Range<usize>, Range<usize>)) -> Range<usize> {
    // The number of pairs for which `before` holds; it holds for the first ones only.
    let partition = |before: &dyn Fn(&Range<usize>) -> bool| {
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low + (high - low) / 2;
            if before(&pair(middle).0) { low = middle + 1 } else { high = middle }
        }
        low
    };
    let place = |offset: usize, is_end: bool| {
        // An empty range at a border stays at that border.
        let passed = partition(&|here| if is_end { here.end < offset } else { here.end <= offset });
        if passed < count {
            let (here, there) = pair(passed);
            if is_end && here.start < offset {
                return there.end;
            }
            if !is_end && here.start <= offset && (here.start < offset || range.start < range.end) {
                return there.start;
            }
        }
        match passed.checked_sub(1).map(&pair) {
            // An offset that no text reaches stays the largest there is.
            Some((here, there)) => there.end.saturating_add(offset - here.end),
            None => offset,
        }
    };
    let start = place(range.start, false);
    start..place(range.end, true).max(start)
}

#[cfg(test)]
mod tests {
    use super::carry;

    #[test]
    fn places_move_and_replacements_are_whole() {
        // 0123456789    ab[TAG]fgX  : 2..5 became 2..7, 7..8 nothing
        let pairs = [(2..5, 2..7), (7..8, 9..9)];
        let there = |range| carry(range, 2, |at| pairs[at].clone());
        assert_eq!(there(0..2), 0..2);
        assert_eq!(there(0..3), 0..7);
        assert_eq!(there(2..5), 2..7);
        assert_eq!(there(3..4), 2..7);
        assert_eq!(there(4..6), 2..8);
        assert_eq!(there(5..7), 7..9);
        assert_eq!(there(7..8), 9..9);
        assert_eq!(there(8..10), 9..11);
        assert_eq!(there(5..5), 7..7);
        assert_eq!(there(9..9), 10..10);
    }
}
