//! Whom each text is about: ids, and what is known of people.

use arrow_array::cast::AsArray as _;
use arrow_array::types::Date32Type;
use arrow_array::{Array as _, ArrayRef, downcast_integer_array};
use arrow_schema::DataType;
use unphi::Subject;

use crate::call::shown;
use crate::column;
use crate::failure::Failure;

/// The person of whom this is known.
pub(crate) fn subject<'f>(facts: impl IntoIterator<Item = (&'f str, &'f str)>) -> Result<Subject, Failure> {
    facts.into_iter().try_fold(Subject::new(), |subject, (name, value)| {
        let fact = name.parse().map_err(|error: unphi::UnknownIdentifier| Failure::new(format!("subject: {error}")))?;
        Ok(subject.fact(fact, value))
    })
}

pub(crate) fn check_ids(kind: &DataType) -> Result<(), Failure> {
    let fit = kind.is_integer() || column::holds_text(kind);
    fit.then_some(()).ok_or_else(|| {
        Failure::new(format!("subject_id: expected strings or whole numbers, got {}: cast it first", shown(kind)))
    })
}

pub(crate) fn check_known(kind: &DataType) -> Result<(), Failure> {
    let DataType::Struct(fields) = kind else {
        let shown = shown(kind);
        return Err(Failure::new(format!("subject: expected a struct such as pl.struct(name='patient'), got {shown}")));
    };
    for field in fields {
        subject([(field.name().as_str(), "")])?;
        let kind = match field.data_type() {
            DataType::LargeList(item) | DataType::List(item) => item.data_type(),
            kind => kind,
        };
        // Nulls without a type cannot be read inside of another type: see `abi`.
        let fit = *kind == DataType::Date32 || check_ids(kind).is_ok() && *kind != DataType::Null;
        if !fit {
            let (name, kind) = (field.name(), shown(kind));
            return Err(Failure::new(format!(
                "subject: expected strings, whole numbers, dates or lists of those in {name}, got {kind}: cast it first"
            )));
        }
    }
    Ok(())
}

/// The id of each row. The empty text is an id that nobody knows.
pub(crate) fn ids(chunks: &[ArrayRef]) -> Result<Vec<Option<String>>, Failure> {
    let each = chunks.iter().map(values).collect::<Result<Vec<_>, _>>()?;
    Ok(each.into_iter().flatten().map(|id| id.filter(|id| !id.is_empty())).collect())
}

/// The person of each row, of a column of structs.
pub(crate) fn known(chunks: &[ArrayRef]) -> Result<Vec<Subject>, Failure> {
    let mut people = Vec::new();
    for chunk in chunks {
        let columns = chunk.as_struct();
        let facts = columns.columns().iter().map(lists).collect::<Result<Vec<_>, _>>()?;
        for row in 0..chunk.len() {
            let of_row = columns.column_names().into_iter().zip(&facts).flat_map(|(name, rows)| {
                // A person who is null may still have fields.
                let values = if chunk.is_valid(row) { rows.get(row) } else { None };
                values.into_iter().flatten().map(move |value| (name, value.as_str()))
            });
            people.push(subject(of_row)?);
        }
    }
    Ok(people)
}

/// The values of each row: none, one, or those of a list.
fn lists(array: &ArrayRef) -> Result<Vec<Vec<String>>, Failure> {
    let items = match array.data_type() {
        DataType::LargeList(_) => array.as_list::<i64>().iter().collect::<Vec<_>>(),
        DataType::List(_) => array.as_list::<i32>().iter().collect(),
        _ => return Ok(values(array)?.into_iter().map(|value| value.into_iter().collect()).collect()),
    };
    let of_row = |items: Option<ArrayRef>| items.map_or(Ok(Vec::new()), |items| values(&items));
    items.into_iter().map(|items| Ok(of_row(items)?.into_iter().flatten().collect())).collect()
}

/// The texts, numbers or days of an array, as text.
fn values(array: &ArrayRef) -> Result<Vec<Option<String>>, Failure> {
    if column::holds_text(array.data_type()) {
        return Ok(column::texts_of(array).into_iter().map(|text| text.map(str::to_owned)).collect());
    }
    if array.data_type() == &DataType::Date32 {
        let days = array.as_primitive::<Date32Type>();
        let day = |row| days.is_valid(row).then(|| days.value_as_date(row).map(|day| day.to_string())).flatten();
        return Ok((0..days.len()).map(day).collect());
    }
    Ok(downcast_integer_array! {
        array => array.iter().map(|number| number.map(|number| number.to_string())).collect(),
        kind => return Err(Failure::new(format!("expected strings or whole numbers, got {}", shown(kind)))),
    })
}
