//! Whom texts are about: ids and subjects, for one text or row by row.

use std::vec;

use arrow_array::cast::AsArray as _;
use arrow_array::{Array as _, ArrayRef, downcast_integer_array};
use arrow_schema::DataType;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyIterator, PyString};
use pyo3_arrow::input::AnyArray;

use crate::failure;
use crate::subject::Subject;

/// What the caller says of the person of one text.
#[derive(Default)]
pub(crate) struct About {
    pub(crate) id: Option<String>,
    pub(crate) subjects: Vec<unphi::Subject>,
}

/// What the caller says of the people of a batch, row by row.
pub(crate) struct Whom<'py> {
    ids: Option<Ids<'py>>,
    subjects: Option<Bound<'py, PyIterator>>,
}

enum Ids<'py> {
    /// Of an Arrow column.
    Read(vec::IntoIter<Option<String>>),
    Given(Bound<'py, PyIterator>),
}

/// The id of a subject: text, or a whole number. `None`, NaN, NA and the empty text are ids that nobody knows.
pub(crate) fn subject_id(given: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    if given.is_none() {
        return Ok(None);
    }
    if let Ok(text) = given.cast::<PyString>() {
        let text = failure::text(text)?;
        return Ok((!text.is_empty()).then(|| text.to_owned()));
    }
    let class = given.get_type().name()?;
    if class == "NAType" || given.cast::<PyFloat>().is_ok_and(|number| number.value().is_nan()) {
        return Ok(None);
    }
    if !given.is_instance_of::<PyBool>() {
        if let Ok(number) = given.extract::<i64>() {
            return Ok(Some(number.to_string()));
        }
        if let Ok(number) = given.extract::<u64>() {
            return Ok(Some(number.to_string()));
        }
    }
    Err(PyTypeError::new_err(format!("a subject's id: expected str, int or None, got {class}")))
}

impl<'py> Whom<'py> {
    pub(crate) fn new(ids: Option<&Bound<'py, PyAny>>, subjects: Option<&Bound<'py, PyAny>>) -> PyResult<Self> {
        let ids = ids.map(|ids| {
            if ids.is_instance_of::<PyString>() {
                return Err(PyTypeError::new_err("subject_ids: expected one id for each text, got one str"));
            }
            if ids.hasattr("__arrow_c_array__")? || ids.hasattr("__arrow_c_stream__")? {
                // A library may export only some of its columns; all can be walked through.
                if let Ok(Some(read)) = column(ids) {
                    return Ok(Ids::Read(read.into_iter()));
                }
            }
            ids.try_iter().map(Ids::Given)
        });
        let subjects = subjects.map(|subjects| subjects.try_iter());
        Ok(Self { ids: ids.transpose()?, subjects: subjects.transpose()? })
    }

    /// Nothing is said of anybody.
    pub(crate) fn nobody() -> Self {
        Self { ids: None, subjects: None }
    }

    pub(crate) fn is_nobody(&self) -> bool {
        self.ids.is_none() && self.subjects.is_none()
    }

    /// What is said of the next `rows`; nothing where nothing is said of any.
    pub(crate) fn take(&mut self, rows: usize) -> PyResult<Vec<About>> {
        if self.is_nobody() {
            return Ok(Vec::new());
        }
        let few = |what: &str| PyValueError::new_err(format!("{what}: fewer than there are texts"));
        (0..rows)
            .map(|_| {
                let mut about = About::default();
                match &mut self.ids {
                    None => {}
                    Some(Ids::Read(ids)) => about.id = ids.next().ok_or_else(|| few("subject_ids"))?,
                    Some(Ids::Given(ids)) => {
                        about.id = subject_id(&ids.next().ok_or_else(|| few("subject_ids"))??)?;
                    }
                }
                if let Some(subjects) = &mut self.subjects {
                    about.subjects = of_one(&subjects.next().ok_or_else(|| few("subjects"))??)?;
                }
                Ok(about)
            })
            .collect()
    }

    /// Nothing may be left when the texts are at their end: it would be about other texts than it was meant for.
    pub(crate) fn end(&mut self) -> PyResult<()> {
        let left = match &mut self.ids {
            None => false,
            Some(Ids::Read(ids)) => ids.next().is_some(),
            Some(Ids::Given(ids)) => ids.next().is_some(),
        };
        if left {
            return Err(PyValueError::new_err("subject_ids: more than there are texts"));
        }
        match self.subjects.as_mut().and_then(|subjects| subjects.next()) {
            Some(_) => Err(PyValueError::new_err("subjects: more than there are texts")),
            None => Ok(()),
        }
    }
}

/// The subjects of one text: one, several, or none.
fn of_one(given: &Bound<'_, PyAny>) -> PyResult<Vec<unphi::Subject>> {
    if given.is_none() {
        return Ok(Vec::new());
    }
    if let Ok(subject) = given.cast::<Subject>() {
        return Ok(vec![subject.get().subject.clone()]);
    }
    let wrong = || PyTypeError::new_err("subjects: expected for each text a Subject, an iterable of them, or None");
    let each = given.try_iter().map_err(|_| wrong())?;
    each.map(|subject| Ok(subject?.cast::<Subject>().map_err(|_| wrong())?.get().subject.clone())).collect()
}

/// The ids of an Arrow column of text or whole numbers; none where it holds something else, which its own iterator may know.
fn column(ids: &Bound<'_, PyAny>) -> PyResult<Option<Vec<Option<String>>>> {
    let mut read = Vec::new();
    for chunk in ids.extract::<AnyArray>()?.into_reader()? {
        let chunk = chunk.map_err(|error| PyValueError::new_err(error.to_string()))?;
        chunk.to_data().validate_full().map_err(|_| PyValueError::new_err("the column is not valid Arrow data"))?;
        let Some(ids) = values(&chunk) else { return Ok(None) };
        read.extend(ids);
    }
    Ok(Some(read))
}

fn values(array: &ArrayRef) -> Option<Vec<Option<String>>> {
    let text = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
    Some(match array.data_type() {
        DataType::Utf8 => array.as_string::<i32>().iter().map(text).collect(),
        DataType::LargeUtf8 => array.as_string::<i64>().iter().map(text).collect(),
        DataType::Utf8View => array.as_string_view().iter().map(text).collect(),
        DataType::Null => vec![None; array.len()],
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary();
            let values = values(dictionary.values())?;
            let keys = dictionary.normalized_keys().into_iter().enumerate();
            keys.map(|(row, key)| if array.is_valid(row) { values.get(key).cloned().flatten() } else { None }).collect()
        }
        _ => downcast_integer_array! {
            array => array.iter().map(|number| number.map(|number| number.to_string())).collect(),
            _ => return None,
        },
    })
}
