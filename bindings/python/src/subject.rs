//! What a caller knows of a person, as Python gives it.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};
use unphi::Identifier;

/// What is known of one person, found wherever and however it is written: whoever de-identifies a record mostly knows whose
/// it is.
///
/// Each argument is a text or an iterable of texts; dates may be `datetime.date`. `None` and empty texts are facts that
/// nobody knows, so that a row of a table can be passed on as it is.
///
/// - `name`, `alias`: in either order, `John Q. Smith` or `Smith, John Q.`; found with them are their parts, short forms,
///   initials, user names and one typing error.
/// - `relative`: others whom notes mention.
/// - `birth_date`, `date`: `1962-03-14`, `3/14/1962`, `14 March 1962`; found in every format.
/// - `phone`, `email`, `address`, `employer`.
/// - `ids`: a dictionary from an identifier (`mrn`, `ssn`, `account`, …) to its number or numbers.
///
/// >>> import unphi
/// >>> subject = unphi.Subject(name="Dzurisin, Will Q.", birth_date="1962-03-14", ids={"mrn": "00482913"})
/// >>> unphi.Deidentifier().deidentify("WILL DZURISIN (14.3.62) will call; 482913", subject=subject).text
/// '[NAME] (1962) will call; [MRN]'
/// >>> subject
/// Subject(facts=3)
#[pyclass(frozen, module = "unphi")]
pub(crate) struct Subject {
    pub(crate) subject: unphi::Subject,
    /// What it was made of, for pickling.
    given: Py<PyDict>,
    facts: usize,
}

/// Arguments that are texts. Other identifiers go into `ids`.
const FACTS: [&str; 9] = ["name", "alias", "relative", "birth_date", "date", "phone", "email", "address", "employer"];

#[pymethods]
impl Subject {
    #[new]
    #[pyo3(signature = (**facts))]
    fn new(py: Python<'_>, facts: Option<Bound<'_, PyDict>>) -> PyResult<Self> {
        let given = facts.unwrap_or_else(|| PyDict::new(py));
        let (mut subject, mut count) = (unphi::Subject::new(), 0);
        for (argument, value) in &given {
            let argument: String = argument.extract()?;
            if argument == "ids" {
                let wrong = || PyTypeError::new_err("ids: expected a dictionary from identifiers to texts");
                for (name, value) in value.cast::<PyDict>().map_err(|_| wrong())? {
                    let name: String = name.extract().map_err(|_| wrong())?;
                    let identifier: Identifier = name
                        .parse()
                        .map_err(|error: unphi::UnknownIdentifier| PyValueError::new_err(format!("ids: {error}")))?;
                    for text in texts("ids", &value)? {
                        count += usize::from(!text.trim().is_empty());
                        subject = subject.id(identifier, text);
                    }
                }
                continue;
            }
            let known = FACTS.iter().find(|name| **name == argument).and_then(|name| name.parse().ok());
            let Some(fact) = known else {
                return Err(PyTypeError::new_err(format!("Subject() got an unexpected keyword argument '{argument}'")));
            };
            for text in texts(&argument, &value)? {
                count += usize::from(!text.trim().is_empty());
                subject = subject.fact(fact, &text);
            }
        }
        Ok(Self { subject, given: given.unbind(), facts: count })
    }

    /// What is known of a person is PHI: only how much of it is shown.
    fn __repr__(&self) -> String {
        format!("Subject(facts={})", self.facts)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().subject == self.subject)
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyTuple>, Py<PyDict>) {
        (PyTuple::empty(py), self.given.clone_ref(py))
    }
}

/// The texts of an argument: none, one, or those of an iterable. A date is its ISO form.
fn texts(argument: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let one = |value: &Bound<'_, PyAny>| -> PyResult<Option<String>> {
        if value.is_none() {
            return Ok(None);
        }
        if let Ok(text) = value.cast::<PyString>() {
            return Ok(Some(crate::failure::text(text)?.to_owned()));
        }
        if value.hasattr("isoformat")? {
            return Ok(Some(value.call_method0("isoformat")?.extract()?));
        }
        Err(PyTypeError::new_err(format!("{argument}: expected str, date, None, or an iterable of those")))
    };
    if value.is_none() || value.is_instance_of::<PyString>() || value.hasattr("isoformat")? {
        return Ok(one(value)?.into_iter().collect());
    }
    let wrong = |_| PyTypeError::new_err(format!("{argument}: expected str, date, None, or an iterable of those"));
    let each = value.try_iter().map_err(wrong)?.map(|value| one(&value?));
    each.filter_map(Result::transpose).collect()
}
