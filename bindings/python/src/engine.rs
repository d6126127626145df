//! How the de-identifier is built, called and pickled.

use std::borrow::Cow;
use std::fs;
use std::path::PathBuf;
use std::slice;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};
use unphi::Deidentifier;

use crate::arrow::{self, ArrowColumn};
use crate::batch::Pace;
use crate::failure::{self, Failure, guarded, refused};
use crate::items;
use crate::key::Key;
use crate::name_model;
use crate::offsets;
use crate::policy::Policy;
use crate::reidentified::Reidentified;
use crate::result::{self, Explanation, Span, counted, objects};
use crate::subject::Subject;
use crate::whom::{Whom, subject_id};

/// The engine below `unphi.Deidentifier`.
#[pyclass(frozen, subclass, module = "unphi._unphi")]
pub(crate) struct Engine {
    pub(crate) deidentifier: Deidentifier,
    settings: Settings,
}

/// What the engine was built with, for pickling.
struct Settings {
    policy: Option<Py<Policy>>,
    key: Option<Py<Key>>,
    previous_keys: Vec<Py<Key>>,
    min_confidence: Option<f64>,
    rules: Option<String>,
    allow: Vec<String>,
    deny: Vec<String>,
    subjects: Vec<Py<Subject>>,
    ner: Option<PathBuf>,
}

/// The rules: TOML text, or the file that holds it.
#[derive(FromPyObject)]
enum Rules {
    Text(String),
    File(PathBuf),
}

/// A policy: an object, the name of a profile, or the path of a file.
#[derive(FromPyObject)]
enum Chosen {
    Made(Py<Policy>),
    Named(String),
    File(PathBuf),
}

/// A list of results, and index and reason of what was withheld from it.
type Withheld<T> = (T, Vec<(usize, String)>);

#[pymethods]
impl Engine {
    #[new]
    #[pyo3(signature = (
        *, policy=None, key=None, previous_keys=None, min_confidence=None, allow=None, deny=None, rules=None, subjects=None,
        ner=None,
    ))]
    #[expect(clippy::too_many_arguments, reason = "keywords of Python")]
    fn new(
        py: Python<'_>,
        policy: Option<Chosen>,
        key: Option<Py<Key>>,
        previous_keys: Option<Vec<Py<Key>>>,
        min_confidence: Option<f64>,
        allow: Option<Bound<'_, PyAny>>,
        deny: Option<Bound<'_, PyAny>>,
        rules: Option<Rules>,
        subjects: Option<Vec<Py<Subject>>>,
        ner: Option<PathBuf>,
    ) -> PyResult<Self> {
        let rules = match rules {
            None => None,
            Some(Rules::Text(text)) => Some(text),
            Some(Rules::File(path)) => Some(py.detach(|| fs::read_to_string(path))?),
        };
        let policy = match policy {
            None => None,
            Some(Chosen::Made(policy)) => Some(policy),
            Some(Chosen::Named(name)) => Some(Py::new(py, Policy::named(&name)?)?),
            Some(Chosen::File(path)) => Some(Py::new(py, Policy::read(py, path)?)?),
        };
        let settings = Settings {
            policy,
            key,
            previous_keys: previous_keys.unwrap_or_default(),
            min_confidence,
            rules,
            allow: strings("allow", allow)?,
            deny: strings("deny", deny)?,
            subjects: subjects.unwrap_or_default(),
            ner,
        };
        let mut builder = Deidentifier::builder().allow(&settings.allow).deny(&settings.deny);
        if let Some(policy) = &settings.policy {
            builder = builder.policy(policy.get().policy.clone());
        }
        if let Some(key) = &settings.key {
            builder = builder.key(key.get().key.clone());
        }
        for key in &settings.previous_keys {
            builder = builder.previous_key(key.get().key.clone());
        }
        if let Some(confidence) = settings.min_confidence {
            builder = builder.min_confidence(confidence as f32);
        }
        if let Some(rules) = &settings.rules {
            builder = builder.rules(rules);
        }
        for subject in &settings.subjects {
            builder = builder.subject(subject.get().subject.clone());
        }
        if let Some(ner) = &settings.ner
            && let Some(chosen) = name_model::choose(py, ner)?
        {
            builder = builder.name_model(chosen.model, chosen.ask);
        }
        let deidentifier = py.detach(|| builder.build()).map_err(|error| refused(&error))?;
        Ok(Self { deidentifier, settings })
    }

    /// Replaces every identifier of `text`. Other Python threads run meanwhile.
    ///
    /// - `subject`: what is known of the person.
    /// - `subject_id`: what you call the person, the same for all texts about them (`str` or `int`). Policies that shift dates need it;
    ///   with it dates move by the same days and names have the same surrogates in all of those texts. It is no part of the output.
    ///
    /// >>> import unphi
    /// >>> unphi.Deidentifier().deidentify("Pt John Smith, DOB 03/14/1962").text
    /// 'Pt [NAME], DOB 1962'
    /// >>> key = unphi.Key(b"an example of 32 bytes, no secret")
    /// >>> deid = unphi.Deidentifier(policy="pseudonymize", key=key)
    /// >>> one = deid.deidentify("Mrs. Ruiz fell on 3/14/2024.", subject_id="patient 17")
    /// >>> other = deid.deidentify("Mrs. Ruiz is well on 3/20/2024.", subject_id="patient 17")
    /// >>> one.text.split()[1] == other.text.split()[1] != "Ruiz"
    /// True
    #[pyo3(signature = (text, *, subject=None, subject_id=None))]
    fn deidentify(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyString>,
        subject: Option<&Bound<'_, Subject>>,
        subject_id: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<result::Result> {
        let deidentifier = self.about(subject)?;
        let id = subject_id.map(self::subject_id).transpose()?.flatten();
        let text = failure::text(text)?;
        let (out, spans, offsets) = py.detach(|| {
            guarded(|scratch| {
                scratch.set_subject_id(id.as_deref());
                let mut out = String::with_capacity(text.len());
                let spans = counted(text, deidentifier.deidentify_into(scratch, text, &mut out)?);
                let offsets = offsets::map(text, &out, scratch.offsets());
                Ok((out, spans, offsets))
            })
        })?;
        result::Result::from_parts(py, &out, spans, offsets)
    }

    /// Opens the encrypted tokens of `text`, wherever they stand and in whatever order: what a policy with `encrypt` wrote under this
    /// key or a previous one. A token that does not open is reported and left as it stands, never guessed. Without a key it raises
    /// `InvalidKeyError`.
    ///
    /// >>> import unphi
    /// >>> key = unphi.Key(b"an example of 32 bytes, no secret")
    /// >>> deid = unphi.Deidentifier(policy="reversible", key=key)
    /// >>> answer = "Call " + deid.deidentify("Mrs. Ruiz").text
    /// >>> later = unphi.Deidentifier(key=unphi.Key(b"another example of 32 bytes, none"), previous_keys=[key])
    /// >>> later.reidentify(answer).text
    /// 'Call Mrs. Ruiz'
    fn reidentify(&self, py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<Reidentified> {
        let text = failure::text(text)?;
        let opened = py.detach(|| guarded(|_| Ok(self.deidentifier.reidentify(text)?)))?;
        Reidentified::from_parts(py, text, opened)
    }

    /// The number that `encrypt-digits` of a policy turned into `number`, an `identifier` such as `ssn`. Unlike a token such a number
    /// carries no check: one that was never encrypted gives another, wrong one.
    fn reidentify_digits(&self, identifier: &str, number: &Bound<'_, PyString>) -> PyResult<String> {
        let identifier = identifier
            .parse()
            .map_err(|error: unphi::UnknownIdentifier| PyValueError::new_err(format!("identifier: {error}")))?;
        let number = failure::text(number)?;
        Ok(guarded(|_| Ok(self.deidentifier.reidentify_digits(identifier, number)?))?)
    }

    /// What is done to each identifier.
    #[getter]
    fn policy(&self, py: Python<'_>) -> PyResult<Py<Policy>> {
        match &self.settings.policy {
            Some(policy) => Ok(policy.clone_ref(py)),
            None => Py::new(py, Policy { policy: self.deidentifier.policy().clone() }),
        }
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
    /// >>> explanation = unphi.Deidentifier(min_confidence=1).explain("Seen by Dr. Rose")
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

    #[pyo3(signature = (items, threads=None, progress=None, subject_ids=None, subjects=None))]
    fn _deidentify_items<'py>(
        &self,
        items: &Bound<'py, PyAny>,
        threads: Option<usize>,
        progress: Option<Bound<'py, PyAny>>,
        subject_ids: Option<&Bound<'py, PyAny>>,
        subjects: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Withheld<Bound<'py, PyList>>> {
        let (whom, pace) = (Whom::new(subject_ids, subjects)?, Pace::new(threads, progress)?);
        items::deidentify(&self.deidentifier, items, whom, &pace).map(said)
    }

    #[pyo3(signature = (items, threads=None, progress=None, subject_ids=None, subjects=None))]
    fn _detect_items<'py>(
        &self,
        items: &Bound<'py, PyAny>,
        threads: Option<usize>,
        progress: Option<Bound<'py, PyAny>>,
        subject_ids: Option<&Bound<'py, PyAny>>,
        subjects: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Withheld<Bound<'py, PyList>>> {
        let (whom, pace) = (Whom::new(subject_ids, subjects)?, Pace::new(threads, progress)?);
        items::detect(&self.deidentifier, items, whom, &pace).map(said)
    }

    #[pyo3(signature = (column, threads=None, progress=None, subject_ids=None, subjects=None))]
    fn _deidentify_arrow<'py>(
        &self,
        column: &Bound<'py, PyAny>,
        threads: Option<usize>,
        progress: Option<Bound<'py, PyAny>>,
        subject_ids: Option<&Bound<'py, PyAny>>,
        subjects: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Withheld<ArrowColumn>> {
        let (whom, pace) = (Whom::new(subject_ids, subjects)?, Pace::new(threads, progress)?);
        arrow::deidentify(&self.deidentifier, column, whom, &pace).map(said)
    }

    #[pyo3(signature = (column, threads=None, progress=None, subject_ids=None, subjects=None))]
    fn _detect_arrow<'py>(
        &self,
        column: &Bound<'py, PyAny>,
        threads: Option<usize>,
        progress: Option<Bound<'py, PyAny>>,
        subject_ids: Option<&Bound<'py, PyAny>>,
        subjects: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Withheld<ArrowColumn>> {
        let (whom, pace) = (Whom::new(subject_ids, subjects)?, Pace::new(threads, progress)?);
        arrow::detect(&self.deidentifier, column, whom, &pace).map(said)
    }

    /// Lists may name patients, so that only their lengths are shown; of a key its id.
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let settings = &slf.get().settings;
        let mut shown = Vec::new();
        if let Some(policy) = &settings.policy {
            shown.push(format!("policy={}", policy.bind(slf.py()).repr()?));
        }
        if let Some(key) = &settings.key {
            shown.push(format!("key={}", key.bind(slf.py()).repr()?));
        }
        if !settings.previous_keys.is_empty() {
            shown.push(format!("previous_keys=<{}>", settings.previous_keys.len()));
        }
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
        if let Some(ner) = &settings.ner {
            shown.push(format!("ner={:?}", ner.display().to_string()));
        }
        if settings.rules.is_some() {
            shown.push("rules=<TOML>".to_owned());
        }
        Ok(format!("{}({})", slf.get_type().name()?, shown.join(", ")))
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let settings = PyDict::new(py);
        settings.set_item("policy", &self.settings.policy)?;
        settings.set_item("key", &self.settings.key)?;
        settings.set_item("previous_keys", &self.settings.previous_keys)?;
        settings.set_item("min_confidence", self.settings.min_confidence)?;
        settings.set_item("allow", &self.settings.allow)?;
        settings.set_item("deny", &self.settings.deny)?;
        settings.set_item("rules", &self.settings.rules)?;
        settings.set_item("subjects", &self.settings.subjects)?;
        settings.set_item("ner", &self.settings.ner)?;
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
