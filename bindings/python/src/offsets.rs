//! Where a byte lies in code points, and where a place of the text is in the output.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyAny;
use unphi::OffsetMap;

/// Converts ascending byte offsets of one text: one forward pass over it, none where it is ASCII.
pub(crate) struct Points<'t> {
    text: &'t [u8],
    ascii: bool,
    /// The byte offset converted last, and what it became.
    at: usize,
    converted: usize,
}

impl<'t> Points<'t> {
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

/// The map between `text` and `output`, in code points.
pub(crate) fn map(text: &str, output: &str, offsets: unphi::Offsets<'_>) -> OffsetMap {
    let (mut here, mut there) = (Points::new(text), Points::new(output));
    let pieces = offsets.replacements().map(|(original, output)| {
        let original = here.convert(original.start)..here.convert(original.end);
        (original, there.convert(output.start)..there.convert(output.end))
    });
    OffsetMap::new(pieces).unwrap_or_default()
}

/// The map between a text and its output, so that annotations of one carry over to the other. Offsets are code points.
///
/// Text outside of the replacements moves and stays the same. A place inside a replacement has no counterpart of its own: a range that
/// touches a replacement carries over to all of it.
///
/// >>> import unphi
/// >>> text = "Zoë, MRN: 00482913, afebrile"
/// >>> result = unphi.deidentify(text)
/// >>> start, end = result.offsets.to_original(result.text.index("afebrile"), len(result.text))
/// >>> text[start:end]
/// 'afebrile'
/// >>> result.offsets.to_output(12, 14)  # inside the number: all of `[MRN]`
/// (13, 18)
/// >>> result.offsets.replacements
/// (((0, 3), (0, 6)), ((10, 18), (13, 18)))
#[pyclass(frozen, module = "unphi")]
#[derive(Clone)]
pub(crate) struct Offsets {
    pub(crate) map: OffsetMap,
}

type Range = (usize, usize);

#[pymethods]
impl Offsets {
    #[new]
    #[pyo3(signature = (replacements=Vec::new()))]
    fn new(replacements: Vec<(Range, Range)>) -> PyResult<Self> {
        let pairs = replacements.into_iter().map(|((a, b), (c, d))| (a..b, c..d));
        let map =
            OffsetMap::new(pairs).ok_or_else(|| PyValueError::new_err("replacements: overlap, or out of order"))?;
        Ok(Self { map })
    }

    /// Start and end of what `start` to `end` of the text became in the output.
    fn to_output(&self, start: usize, end: usize) -> PyResult<Range> {
        let range = self.map.offsets().to_output(ordered(start, end)?);
        Ok((range.start, range.end))
    }

    /// Start and end of what `start` to `end` of the output came from in the text.
    fn to_original(&self, start: usize, end: usize) -> PyResult<Range> {
        let range = self.map.offsets().to_original(ordered(start, end)?);
        Ok((range.start, range.end))
    }

    /// Each replacement in order: start and end in the text, start and end in the output. They are the spans, and with shifted dates the
    /// weekdays beside them.
    #[getter]
    fn replacements<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(pyo3::types::PyTuple::new(py, self.pairs())?.into_any())
    }

    fn __len__(&self) -> usize {
        self.map.offsets().replacements().count()
    }

    fn __repr__(&self) -> String {
        format!("Offsets(replacements={})", self.__len__())
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().map == self.map)
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.map.hash(&mut hasher);
        hasher.finish()
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyAny>, (Vec<(Range, Range)>,)) {
        (slf.get_type().into_any(), (slf.get().pairs(),))
    }
}

impl Offsets {
    fn pairs(&self) -> Vec<(Range, Range)> {
        let pairs = self.map.offsets().replacements();
        pairs.map(|(text, output)| ((text.start, text.end), (output.start, output.end))).collect()
    }
}

fn ordered(start: usize, end: usize) -> PyResult<core::ops::Range<usize>> {
    if start <= end { Ok(start..end) } else { Err(PyValueError::new_err("the range ends before it begins")) }
}
