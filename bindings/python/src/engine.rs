//! How the de-identifier is built, called and pickled.

use std::borrow::Cow;
use std::fs;
use std::path::PathBuf;
use std::slice;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};
use unphi::Deidentifier;

use crate::arrow::{self, ArrowColumn};
use crate::batch::Pace;
use crate::failure::{self, Failure, guarded, refused};
use crate::items;
use crate::result::{self, Explanation, Span, counted, objects};
use crate::subject::Subject;

/// The engine below `unphi.Deidentifier`.
#[pyclass(frozen, subclass, module = "unphi._unphi")]
pub(crate) struct Engine {
    deidentifier: Deidentifier,
    settings: Settings,
}

/// What the engine was built with, for pickling.
struct Settings {
    min_confidence: Option<f64>,
    rules: Option<String>,
    allow: Vec<String>,
    deny: Vec<String>,
    subjects: Vec<Py<Subject>>,
}

/// The rules: TOML text, or the file that holds it.
#[derive(FromPyObject)]
enum Rules {
    Text(String),
    File(PathBuf),
}

/// A list of results, and index and reason of what was withheld from it.
type Withheld<T> = (T, Vec<(usize, String)>);

#[pymethods]
impl Engine {
    #[new]
    #[pyo3(signature = (*, min_confidence=None, allow=None, deny=None, rules=None, subjects=None))]
    fn new(
        py: Python<'_>,
        min_confidence: Option<f64>,
        allow: Option<Bound<'_, PyAny>>,
        deny: Option<Bound<'_, PyAny>>,
        rules: Option<Rules>,
        subjects: Option<Vec<Py<Subject>>>,
    ) -> PyResult<Self> {
        let rules = match rules {
            None => None,
            Some(Rules::Text(text)) => Some(text),
            Some(Rules::File(path)) => Some(py.detach(|| fs::read_to_string(path))?),
        };
        let settings = Settings {
            min_confidence,
            rules,
            allow: strings("allow", allow)?,
            deny: strings("deny", deny)?,
            subjects: subjects.unwrap_or_default(),
        };
        let mut builder = Deidentifier::builder().allow(&settings.allow).deny(&settings.deny);
        if let Some(confidence) = settings.min_confidence {
            builder = builder.min_confidence(confidence as f32);
        }
        if let Some(rules) = &settings.rules {
            builder = builder.rules(rules);
        }
        for subject in &settings.subjects {
            builder = builder.subject(subject.get().subject.clone());
        }
        let deidentifier = py.detach(|| builder.build()).map_err(|error| refused(&error))?;
        Ok(Self { deidentifier, settings })
    }

    /// Replaces every identifier of `text`. Other Python threads run meanwhile.
    ///
    /// >>> import unphi
    /// >>> unphi.Deidentifier().deidentify("Pt John Smith, DOB 03/14/1962").text
    /// 'Pt [NAME], DOB 1962'
    #[pyo3(signature = (text, *, subject=None))]
    fn deidentify(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyString>,
        subject: Option<&Bound<'_, Subject>>,
    ) -> PyResult<result::Result> {
        let deidentifier = self.about(subject)?;
        let text = failure::text(text)?;
        let (out, spans) = py.detach(|| {
            guarded(|scratch| {
                let mut out = String::with_capacity(text.len());
                let spans = deidentifier.deidentify_into(scratch, text, &mut out)?;
                Ok((out, counted(text, spans)))
            })
        })?;
        result::Result::from_parts(py, &out, spans)
    }

    /// Finds every identifier of `text`: sorted, none overlapping, offsets in code points.
    ///
    /// >>> import unphi
    /// >>> [(span.start, span.end, span.identifier) for span in unphi.Deidentifier().detect("MRN: 00482913")]
    /// [(5, 13, 'mrn')]
    #[pyo3(signature = (text, *, subject=None))]
    fn detect<'py>(
        &self,
        py: Python<'py>,
        text: &Bound<'py, PyString>,
        subject: Option<&Bound<'py, Subject>>,
    ) -> PyResult<Vec<Bound<'py, Span>>> {
        let deidentifier = self.about(subject)?;
        let text = failure::text(text)?;
        let found = py.detach(|| guarded(|scratch| Ok(counted(text, deidentifier.detect_into(scratch, text)?))))?;
        objects(py, found)
    }

    /// Every span with what decided it, and the near misses: what fell below the confidence asked for.
    ///
    /// >>> import unphi
    /// >>> explanation = unphi.Deidentifier(min_confidence=0.99).explain("Seen by Dr. Rose")
    /// >>> {span.kind for span in explanation.near_misses}
    /// {'person'}
    #[pyo3(signature = (text, *, subject=None))]
    fn explain(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyString>,
        subject: Option<&Bound<'_, Subject>>,
    ) -> PyResult<Explanation> {
        let deidentifier = self.about(subject)?;
        let text = failure::text(text)?;
        let (spans, near_misses) = py.detach(|| {
            guarded(|_| {
                let explanation = deidentifier.explain(text)?;
                Ok((counted(text, explanation.spans()), counted(text, explanation.near_misses())))
            })
        })?;
        Explanation::from_parts(py, spans, near_misses)
    }

    #[pyo3(signature = (items, threads=None, progress=None))]
    fn _deidentify_items<'py>(
        &self,
        items: &Bound<'py, PyAny>,
        threads: Option<usize>,
        progress: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Withheld<Bound<'py, PyList>>> {
        let pace = Pace::new(threads, progress)?;
        items::deidentify(&self.deidentifier, items, &pace).map(said)
    }

    #[pyo3(signature = (items, threads=None, progress=None))]
    fn _detect_items<'py>(
        &self,
        items: &Bound<'py, PyAny>,
        threads: Option<usize>,
        progress: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Withheld<Bound<'py, PyList>>> {
        let pace = Pace::new(threads, progress)?;
        items::detect(&self.deidentifier, items, &pace).map(said)
    }

    #[pyo3(signature = (column, threads=None, progress=None))]
    fn _deidentify_arrow<'py>(
        &self,
        column: &Bound<'py, PyAny>,
        threads: Option<usize>,
        progress: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Withheld<ArrowColumn>> {
        let pace = Pace::new(threads, progress)?;
        arrow::deidentify(&self.deidentifier, column, &pace).map(said)
    }

    #[pyo3(signature = (column, threads=None, progress=None))]
    fn _detect_arrow<'py>(
        &self,
        column: &Bound<'py, PyAny>,
        threads: Option<usize>,
        progress: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Withheld<ArrowColumn>> {
        let pace = Pace::new(threads, progress)?;
        arrow::detect(&self.deidentifier, column, &pace).map(said)
    }

    /// Lists may name patients, so that only their lengths are shown.
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let settings = &slf.get().settings;
        let mut shown = Vec::new();
        if let Some(confidence) = settings.min_confidence {
            shown.push(format!("min_confidence={confidence}"));
        }
        for (name, list) in [("allow", &settings.allow), ("deny", &settings.deny)] {
            if !list.is_empty() {
                shown.push(format!("{name}=<{} texts>", list.len()));
            }
        }
        if !settings.subjects.is_empty() {
            shown.push(format!("subjects=<{}>", settings.subjects.len()));
        }
        if settings.rules.is_some() {
            shown.push("rules=<TOML>".to_owned());
        }
        Ok(format!("{}({})", slf.get_type().name()?, shown.join(", ")))
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let settings = PyDict::new(py);
        settings.set_item("min_confidence", self.settings.min_confidence)?;
        settings.set_item("allow", &self.settings.allow)?;
        settings.set_item("deny", &self.settings.deny)?;
        settings.set_item("rules", &self.settings.rules)?;
        settings.set_item("subjects", &self.settings.subjects)?;
        Ok((PyTuple::empty(py), settings))
    }
}

impl Engine {
    /// The engine for a text about `subject`: microseconds, since it shares all else.
    fn about(&self, subject: Option<&Bound<'_, Subject>>) -> PyResult<Cow<'_, Deidentifier>> {
        let Some(subject) = subject else { return Ok(Cow::Borrowed(&self.deidentifier)) };
        let known = self.deidentifier.with_subjects(slice::from_ref(&subject.get().subject));
        known.map(Cow::Owned).map_err(|error| refused(&error))
    }
}

fn said<T>((results, failures): (T, Vec<(usize, Failure)>)) -> Withheld<T> {
    (results, failures.into_iter().map(|(index, failure)| (index, failure.to_string())).collect())
}

/// The texts of a list, set or other iterable. A string is no list of its characters.
fn strings(option: &str, given: Option<Bound<'_, PyAny>>) -> PyResult<Vec<String>> {
    let wrong = || PyTypeError::new_err(format!("{option}: expected an iterable of str"));
    let Some(given) = given else { return Ok(Vec::new()) };
    if given.is_instance_of::<PyString>() {
        return Err(wrong());
    }
    given.try_iter()?.map(|text| text?.extract().map_err(|_| wrong())).collect()
}
