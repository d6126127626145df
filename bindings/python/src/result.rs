//! How spans and results look from Python. Nothing here shows text in its `repr`.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};
use unphi::{Identifier, OffsetMap};

use crate::offsets::{Offsets, Points};

/// One identifier found in a text. It holds no text: `text[span.start:span.end]` is what was found.
///
/// >>> import unphi
/// >>> text = "Zoë's MRN: 00482913"
/// >>> span = unphi.detect(text)[-1]
/// >>> span.identifier, text[span.start:span.end]
/// ('mrn', '00482913')
#[pyclass(frozen, module = "unphi")]
pub(crate) struct Span {
    /// The first code point of the text that belongs to it.
    #[pyo3(get)]
    start: usize,
    /// One past the last code point.
    #[pyo3(get)]
    end: usize,
    identifier: Identifier,
    /// The finer kind, such as `zip` or `last4`.
    #[pyo3(get)]
    kind: Py<PyString>,
    /// The rule that found it, such as `ssn.labelled`; a rule of your own has the name given in its file.
    #[pyo3(get)]
    rule: Py<PyString>,
    confidence: f32,
    /// The names of the observations that decided it.
    #[pyo3(get)]
    evidence: Py<PyTuple>,
}

#[pymethods]
impl Span {
    #[new]
    fn new(
        start: usize,
        end: usize,
        identifier: &str,
        kind: Py<PyString>,
        rule: Py<PyString>,
        confidence: f64,
        evidence: Py<PyTuple>,
    ) -> PyResult<Self> {
        let identifier = identifier.parse().map_err(|_| PyValueError::new_err("identifier: not one of the 18"))?;
        Ok(Self { start, end, identifier, kind, rule, confidence: confidence as f32, evidence })
    }

    /// Which of the 18 identifiers it is: `name`, `geographic`, `date`, `phone`, `fax`, `email`, `ssn`, `mrn`,
    /// `health_plan`, `account`, `license`, `vehicle`, `device`, `url`, `ip`, `biometric`, `photo` or `other`.
    #[getter]
    fn identifier<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        PyString::intern(py, self.identifier.name())
    }

    /// How sure the engine is, above 0 and at most 1.
    #[getter]
    fn confidence(&self) -> f64 {
        shortest(self.confidence)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!(
            "Span(start={}, end={}, identifier='{}', kind='{}', rule='{}', confidence={})",
            self.start,
            self.end,
            self.identifier,
            self.kind.bind(py).to_str()?,
            self.rule.bind(py).to_str()?,
            self.confidence
        ))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let py = other.py();
        let Ok(other) = other.cast::<Self>() else { return Ok(false) };
        let other = other.get();
        Ok((self.start, self.end, self.identifier) == (other.start, other.end, other.identifier)
            && self.confidence == other.confidence
            && same(py, &self.kind, &other.kind)?
            && same(py, &self.rule, &other.rule)?
            && self.evidence.bind(py).eq(&other.evidence)?)
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.start, self.end, self.identifier).hash(&mut hasher);
        hasher.finish()
    }

    #[expect(clippy::type_complexity, reason = "what pickle asks for: the class and its arguments")]
    fn __reduce__<'py>(
        slf: &Bound<'py, Self>,
    ) -> (Bound<'py, PyAny>, (usize, usize, &'static str, Py<PyString>, Py<PyString>, f64, Py<PyTuple>)) {
        let (py, span) = (slf.py(), slf.get());
        let arguments = (
            span.start,
            span.end,
            span.identifier.name(),
            span.kind.clone_ref(py),
            span.rule.clone_ref(py),
            shortest(span.confidence),
            span.evidence.clone_ref(py),
        );
        (slf.get_type().into_any(), arguments)
    }
}

fn same(py: Python<'_>, one: &Py<PyString>, other: &Py<PyString>) -> PyResult<bool> {
    Ok(one.bind(py).to_str()? == other.bind(py).to_str()?)
}

/// The double that prints as the single does: 0.98, not 0.9800000190734863.
pub(crate) fn shortest(single: f32) -> f64 {
    single.to_string().parse().unwrap_or(f64::from(single))
}

/// A span of the core with its offsets in code points, made where the GIL is not held.
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) span: unphi::Span,
}

/// The spans of `text`, counted in code points.
pub(crate) fn counted(text: &str, spans: &[unphi::Span]) -> Vec<Found> {
    let mut offsets = Points::new(text);
    let counted = spans.iter().map(|span| {
        let (start, end) = (offsets.convert(span.start()), offsets.convert(span.end()));
        Found { start, end, span: span.clone() }
    });
    counted.collect()
}

/// As Python objects.
pub(crate) fn objects(py: Python<'_>, found: Vec<Found>) -> PyResult<Vec<Bound<'_, Span>>> {
    found.into_iter().map(|found| object(py, &found)).collect()
}

fn object<'py>(py: Python<'py>, found: &Found) -> PyResult<Bound<'py, Span>> {
    let span = &found.span;
    let evidence = span.evidence().names().map(|name| PyString::intern(py, name)).collect::<Vec<_>>();
    let object = Span {
        start: found.start,
        end: found.end,
        identifier: span.identifier(),
        kind: PyString::intern(py, span.kind()).unbind(),
        rule: PyString::intern(py, span.rule()).unbind(),
        confidence: span.confidence(),
        evidence: PyTuple::new(py, evidence)?.unbind(),
    };
    Bound::new(py, object)
}

/// A text without its identifiers, and what was removed.
///
/// >>> import unphi
/// >>> result = unphi.deidentify("MRN: 00482913")
/// >>> result.text
/// 'MRN: [MRN]'
/// >>> result
/// Result(spans=1)
#[pyclass(frozen, module = "unphi")]
pub(crate) struct Result {
    /// The text with every identifier replaced.
    #[pyo3(get)]
    text: Py<PyString>,
    /// What was replaced, in order; offsets are code points of the text that was given.
    #[pyo3(get)]
    spans: Py<PyTuple>,
    /// The map between the text that was given and `text`.
    #[pyo3(get)]
    offsets: Py<Offsets>,
}

impl Result {
    pub(crate) fn from_parts(py: Python<'_>, text: &str, found: Vec<Found>, offsets: OffsetMap) -> PyResult<Self> {
        let spans = PyTuple::new(py, objects(py, found)?)?.unbind();
        Ok(Self { text: PyString::new(py, text).unbind(), spans, offsets: Py::new(py, Offsets { map: offsets })? })
    }
}

#[pymethods]
impl Result {
    #[new]
    fn new(text: Py<PyString>, spans: Py<PyTuple>, offsets: Py<Offsets>) -> Self {
        Self { text, spans, offsets }
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        format!("Result(spans={})", self.spans.bind(py).len())
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let py = other.py();
        let Ok(other) = other.cast::<Self>() else { return Ok(false) };
        let other = other.get();
        Ok(same(py, &self.text, &other.text)?
            && self.spans.bind(py).eq(&other.spans)?
            && self.offsets.get().map == other.offsets.get().map)
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        self.text.bind(py).hash()
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyAny>, Parts) {
        let (py, result) = (slf.py(), slf.get());
        let arguments = (result.text.clone_ref(py), result.spans.clone_ref(py), result.offsets.clone_ref(py));
        (slf.get_type().into_any(), arguments)
    }
}

/// What a result is pickled as: its text, spans and offsets.
type Parts = (Py<PyString>, Py<PyTuple>, Py<Offsets>);

/// The spans of one text with what decided them, and what nearly was one.
///
/// >>> import unphi
/// >>> explanation = unphi.Deidentifier().explain("SSN: 219-09-9999")
/// >>> explanation.spans[0].evidence
/// ('label', 'check-passed')
/// >>> explanation
/// Explanation(spans=1, near_misses=0)
#[pyclass(frozen, module = "unphi")]
pub(crate) struct Explanation {
    /// What `detect` returns.
    #[pyo3(get)]
    spans: Py<PyTuple>,
    /// Candidates below the confidence asked for that touch none of the spans.
    #[pyo3(get)]
    near_misses: Py<PyTuple>,
}

impl Explanation {
    pub(crate) fn from_parts(py: Python<'_>, spans: Vec<Found>, near_misses: Vec<Found>) -> PyResult<Self> {
        let spans = PyTuple::new(py, objects(py, spans)?)?.unbind();
        Ok(Self { spans, near_misses: PyTuple::new(py, objects(py, near_misses)?)?.unbind() })
    }
}

#[pymethods]
impl Explanation {
    fn __repr__(&self, py: Python<'_>) -> String {
        let (spans, near_misses) = (self.spans.bind(py).len(), self.near_misses.bind(py).len());
        format!("Explanation(spans={spans}, near_misses={near_misses})")
    }
}
