//! What was asked for: the work, the engine, and which columns come with that of the texts.

use arrow_schema::{DataType, Field};
use serde::Deserialize;

use crate::abi::Column;
use crate::column::{self, Rows};
use crate::engine;
use crate::failure::Failure;
use crate::person;

/// Which of the functions was called.
#[derive(Clone, Copy)]
pub(crate) enum Work {
    Deidentify,
    Detect,
}

/// The keyword arguments, as the Python side writes them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Arguments {
    /// See `engine`.
    settings: String,
    /// Whether the second column is the ids of subjects.
    subject_id: bool,
    /// Whether the last column is what is known of them.
    subject: bool,
    threads: usize,
}

/// One call of one function.
pub(crate) struct Call {
    work: Work,
    arguments: Arguments,
}

/// The columns of a call, or their types: the texts, the ids, the people.
type Given<'c, T> = (&'c T, Option<&'c T>, Option<&'c T>);

impl Call {
    pub(crate) fn read(work: Work, kwargs: &[u8]) -> Result<Self, Failure> {
        // The reader's own message would quote what it has met.
        let arguments = serde_pickle::from_slice(kwargs, serde_pickle::DeOptions::new())
            .map_err(|_| Failure::new("the arguments are not those of this version of unphi-polars"))?;
        Ok(Self { work, arguments })
    }

    /// The name and type of the outcome. What is given must be of a type that this call can read.
    pub(crate) fn field(&self, given: &[&Field]) -> Result<Field, Failure> {
        let (texts, ids, people) = self.split(given)?;
        if !column::holds_text(texts.data_type()) {
            let kind = shown(texts.data_type());
            return Err(Failure::new(format!("expected a column of strings, got {kind}: cast it first")));
        }
        ids.map_or(Ok(()), |ids| person::check_ids(ids.data_type()))?;
        people.map_or(Ok(()), |people| person::check_known(people.data_type()))?;
        let kind = match self.work {
            Work::Deidentify => DataType::Utf8View,
            Work::Detect => column::spans(),
        };
        // Metadata may quote the column, as the categories of an enumeration do, so that none is taken over.
        Ok(Field::new(texts.name(), kind, true))
    }

    pub(crate) fn run(&self, columns: &[Column]) -> Result<arrow_array::ArrayRef, Failure> {
        let engine = engine::of(&self.arguments.settings)?;
        let columns: Vec<_> = columns.iter().map(|column| &column.chunks).collect();
        let (texts, ids, people) = self.split(&columns)?;
        let ids = ids.map(|ids| person::ids(ids)).transpose()?;
        let people = people.map(|people| person::known(people)).transpose()?;
        let rows = Rows::new(column::texts(texts), ids, people)?;
        match self.work {
            Work::Deidentify => column::deidentify(&engine, &rows, self.arguments.threads),
            Work::Detect => column::detect(&engine, &rows, self.arguments.threads),
        }
    }

    fn split<'c, T>(&self, given: &[&'c T]) -> Result<Given<'c, T>, Failure> {
        match (given, self.arguments.subject_id, self.arguments.subject) {
            ([texts], false, false) => Ok((texts, None, None)),
            ([texts, ids], true, false) => Ok((texts, Some(ids), None)),
            ([texts, people], false, true) => Ok((texts, None, Some(people))),
            ([texts, ids, people], true, true) => Ok((texts, Some(ids), Some(people))),
            _ => Err(Failure::new("other columns were given than were announced")),
        }
    }
}

/// A type in an error. Those that hold fields would show their metadata, which may quote the column.
pub(crate) fn shown(kind: &DataType) -> String {
    match kind {
        DataType::List(_) | DataType::LargeList(_) | DataType::FixedSizeList(..) => "lists".to_owned(),
        DataType::Struct(_) => "structs".to_owned(),
        kind if kind.is_nested() => "a nested type".to_owned(),
        kind => kind.to_string(),
    }
}
