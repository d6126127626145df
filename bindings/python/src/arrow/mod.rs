//! How Arrow columns go through: text is read where it lies, and comes out as the type that went in. Columns of any library
//! cross by the Arrow PyCapsule interface.

mod column;
mod spans;
mod strings;

use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, Field, FieldRef};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3_arrow::ffi::ArrayReader as _;
use pyo3_arrow::input::AnyArray;
use unphi::Deidentifier;

use crate::batch::{self, Done, Pace, Texts};
use crate::failure::Failure;
use crate::whom::{About, Whom};
pub(crate) use column::ArrowColumn;

/// A column and the rows that were withheld from it, with their index; those are null in the column.
pub(crate) type Outcome = (ArrowColumn, Vec<(usize, Failure)>);

/// A column with its text de-identified: string, large string, string view, or a dictionary of those.
pub(crate) fn deidentify<'py>(
    deidentifier: &Deidentifier,
    column: &Bound<'py, PyAny>,
    mut whom: Whom<'py>,
    pace: &Pace<'py>,
) -> PyResult<Outcome> {
    let done = in_chunks(
        column,
        |kind| Ok(kind.clone()),
        |chunk, first, failures| {
            let mut rows = Rows { py: column.py(), whom: &mut whom, pace, first, failures };
            strings::deidentify(deidentifier, chunk, &mut rows)
        },
    )?;
    whom.end()?;
    Ok(done)
}

/// A column of lists of spans.
pub(crate) fn detect<'py>(
    deidentifier: &Deidentifier,
    column: &Bound<'py, PyAny>,
    mut whom: Whom<'py>,
    pace: &Pace<'py>,
) -> PyResult<Outcome> {
    let done = in_chunks(
        column,
        |_| Ok(spans::kind()),
        |chunk, first, failures| {
            let mut rows = Rows { py: column.py(), whom: &mut whom, pace, first, failures };
            spans::detect(deidentifier, chunk, &mut rows)
        },
    )?;
    whom.end()?;
    Ok(done)
}

fn in_chunks<'py>(
    column: &Bound<'py, PyAny>,
    kind: impl Fn(&DataType) -> PyResult<DataType>,
    mut work: impl FnMut(&ArrayRef, usize, &mut Vec<(usize, Failure)>) -> PyResult<ArrayRef>,
) -> PyResult<Outcome> {
    let reader = column.extract::<AnyArray>()?.into_reader()?;
    let given = reader.field();
    if !holds_text(given.data_type()) {
        return Err(PyTypeError::new_err(format!(
            "expected a column of string, large_string, string_view or a dictionary of those, got {}; \
             pick the text column of a table, or cast it",
            given.data_type()
        )));
    }
    // Metadata may quote the column, as the categories of an enumeration do, so that none is taken over.
    let field: FieldRef = Arc::new(Field::new(given.name(), kind(given.data_type())?, true));
    let (mut chunks, mut failures, mut rows) = (Vec::new(), Vec::new(), 0);
    for chunk in reader {
        let chunk = chunk.map_err(|error| PyValueError::new_err(error.to_string()))?;
        // The rest trusts that text is UTF-8, which whoever made the column only promised.
        chunk.to_data().validate_full().map_err(|_| PyValueError::new_err("the column is not valid Arrow data"))?;
        chunks.push(work(&chunk, rows, &mut failures)?);
        rows += chunk.len();
    }
    Ok((ArrowColumn::new(chunks, field), failures))
}

fn holds_text(kind: &DataType) -> bool {
    match kind {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => true,
        DataType::Dictionary(_, value) => !matches!(**value, DataType::Dictionary(..)) && holds_text(value),
        _ => false,
    }
}

/// The texts of an array that is no dictionary.
fn texts(array: &ArrayRef) -> Vec<Option<&str>> {
    match array.data_type() {
        DataType::Utf8 => array.as_string::<i32>().iter().collect(),
        DataType::LargeUtf8 => array.as_string::<i64>().iter().collect(),
        DataType::Utf8View => array.as_string_view().iter().collect(),
        _ => vec![None; array.len()],
    }
}

/// The texts of an array, row by row.
fn row_texts(array: &ArrayRef) -> Vec<Option<&str>> {
    let DataType::Dictionary(..) = array.data_type() else { return texts(array) };
    let dictionary = array.as_any_dictionary();
    let values = texts(dictionary.values());
    let keys = dictionary.normalized_keys().into_iter().enumerate();
    keys.map(|(row, key)| if array.is_valid(row) { values.get(key).copied().flatten() } else { None }).collect()
}

/// What rows of one array report to.
struct Rows<'a, 'py> {
    py: Python<'py>,
    /// Whom they are about.
    whom: &'a mut Whom<'py>,
    pace: &'a Pace<'py>,
    /// The index of the first row in the column.
    first: usize,
    failures: &'a mut Vec<(usize, Failure)>,
}

impl Rows<'_, '_> {
    /// `work` on blocks of `texts`, each outcome taken in order. The GIL is released while the engine works.
    fn in_blocks<T: Send>(
        &mut self,
        mut texts: &Texts<'_>,
        work: impl Fn(&Texts<'_>, &[About]) -> Done<T> + Sync,
        mut take: impl FnMut(T) -> PyResult<()>,
    ) -> PyResult<()> {
        let threads = self.pace.threads;
        while !texts.is_empty() {
            let (mut rows, mut bytes) = (0, 0);
            while rows < texts.len() && !self.pace.full(rows, bytes) {
                bytes += texts[rows].map_or(0, str::len);
                rows += 1;
            }
            let (block, rest) = texts.split_at(rows);
            let abouts = self.whom.take(rows)?;
            for (offset, done) in self.py.detach(|| batch::in_runs(threads, block, &abouts, &work)) {
                let first = self.first + offset;
                self.failures.extend(done.failures.into_iter().map(|(index, failure)| (first + index, failure)));
                take(done.texts)?;
            }
            self.first += rows;
            self.pace.tell(self.py, rows)?;
            texts = rest;
        }
        Ok(())
    }
}
