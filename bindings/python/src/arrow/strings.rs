//! De-identified text as the Arrow type that it came from.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::builder::{LargeStringBuilder, StringBuilder, StringViewBuilder};
use arrow_array::cast::AsArray as _;
use arrow_array::types::ArrowDictionaryKeyType;
use arrow_array::{Array as _, ArrayRef, DictionaryArray, PrimitiveArray, downcast_dictionary_array};
use arrow_buffer::{ArrowNativeType as _, Buffer};
use arrow_schema::{ArrowError, DataType};
use pyo3::prelude::*;
use unphi::Deidentifier;

use super::{Rows, row_texts, texts};
use crate::batch::{self, Rewritten};
use crate::failure::InputError;
use crate::whom::Whom;

/// The array with every text replaced; nulls stay.
pub(super) fn deidentify(deidentifier: &Deidentifier, array: &ArrayRef, rows: &mut Rows<'_, '_>) -> PyResult<ArrayRef> {
    match array.data_type() {
        DataType::Null => {
            rows.whom.take(array.len())?;
            Ok(array.clone())
        }
        DataType::Dictionary(_, kind) if !rows.whom.is_nobody() && **kind != DataType::Null => {
            // Rows of the same text may become different ones.
            dictionary(array, &replaced(deidentifier, kind, &row_texts(array), rows)?)
        }
        DataType::Dictionary(..) => {
            rows.whom.take(array.len())?;
            let dictionary = array.as_any_dictionary();
            // The values are what is worked on; a row that was withheld is one whose value was.
            let mut withheld = Vec::new();
            let quiet = rows.pace.quiet();
            let mut nobody = Whom::nobody();
            let mut values = Rows { py: rows.py, whom: &mut nobody, pace: &quiet, first: 0, failures: &mut withheld };
            let values = deidentify(deidentifier, dictionary.values(), &mut values)?;
            rows.pace.tell(rows.py, array.len())?;
            if !withheld.is_empty() {
                let keys = dictionary.normalized_keys();
                for (row, key) in keys.into_iter().enumerate().filter(|(row, _)| array.is_valid(*row)) {
                    let failure = withheld.iter().find(|(value, _)| *value == key);
                    rows.failures.extend(failure.map(|(_, failure)| (rows.first + row, failure.clone())));
                }
            }
            distinct(array, &values).map_err(broken)
        }
        kind => replaced(deidentifier, kind, &texts(array), rows),
    }
}

/// An array of `kind` with `texts`, one a row, replaced.
fn replaced(
    deidentifier: &Deidentifier,
    kind: &DataType,
    texts: &[Option<&str>],
    rows: &mut Rows<'_, '_>,
) -> PyResult<ArrayRef> {
    let mut sink = Sink::new(kind, texts.len(), batch::bytes(texts));
    rows.in_blocks(texts, |texts, abouts| batch::rewrite(deidentifier, texts, abouts), |done| sink.take(done))?;
    Ok(sink.finish())
}

fn broken(error: ArrowError) -> PyErr {
    InputError::new_err(error.to_string())
}

/// Grows into an array.
enum Sink {
    Small(StringBuilder),
    Large(LargeStringBuilder),
    View(StringViewBuilder),
}

impl Sink {
    fn new(kind: &DataType, rows: usize, bytes: usize) -> Self {
        match kind {
            DataType::LargeUtf8 => Self::Large(LargeStringBuilder::with_capacity(rows, bytes)),
            DataType::Utf8View => Self::View(StringViewBuilder::with_capacity(rows)),
            _ => Self::Small(StringBuilder::with_capacity(rows, bytes)),
        }
    }

    fn take(&mut self, done: Rewritten) -> PyResult<()> {
        match self {
            Self::Small(builder) => {
                if builder.values_slice().len() + done.text.len() > i32::MAX as usize {
                    return Err(InputError::new_err(
                        "the column's text grows above 2 GiB, the most that an array of type string holds: \
                         cast the column to large_string first",
                    ));
                }
                done.iter().for_each(|text| builder.append_option(text));
            }
            Self::Large(builder) => done.iter().for_each(|text| builder.append_option(text)),
            Self::View(builder) => return append_views(builder, done),
        }
        Ok(())
    }

    fn finish(self) -> ArrayRef {
        match self {
            Self::Small(mut builder) => Arc::new(builder.finish()),
            Self::Large(mut builder) => Arc::new(builder.finish()),
            Self::View(mut builder) => Arc::new(builder.finish()),
        }
    }
}

/// The texts where they are, with a view of each.
fn append_views(builder: &mut StringViewBuilder, done: Rewritten) -> PyResult<()> {
    if done.text.len() >= u32::MAX as usize {
        return Err(InputError::new_err(
            "a text of the column is above 4 GiB, the most that string_view holds: cast the column to large_string first",
        ));
    }
    let block = builder.append_block(Buffer::from(done.text.into_bytes()));
    let mut start = 0;
    for end in done.ends {
        match end {
            Some(end) => {
                builder.try_append_view(block, start as u32, (end - start) as u32).map_err(broken)?;
                start = end;
            }
            None => builder.append_null(),
        }
    }
    Ok(())
}

/// A dictionary of the type of `array`, whose rows are these texts.
fn dictionary(array: &ArrayRef, rows: &ArrayRef) -> PyResult<ArrayRef> {
    let texts = texts(rows);
    let (mut keys, mut distinct, mut seen) = (Vec::with_capacity(texts.len()), Vec::new(), HashMap::new());
    for text in texts {
        keys.push(text.map(|text| {
            *seen.entry(text).or_insert_with(|| {
                distinct.push(Some(text));
                distinct.len() - 1
            })
        }));
    }
    let values = array_of(rows.data_type(), &distinct);
    downcast_dictionary_array!(
        array => keyed(array, &keys, values),
        _ => Err(broken(no_integers())),
    )
}

fn keyed<K: ArrowDictionaryKeyType>(
    _like: &DictionaryArray<K>,
    keys: &[Option<usize>],
    values: ArrayRef,
) -> PyResult<ArrayRef> {
    let native = |key: usize| {
        K::Native::from_usize(key).ok_or_else(|| {
            InputError::new_err(
                "the texts of the column are more different now than its dictionary has keys for: cast it to a string type first",
            )
        })
    };
    let keys = keys.iter().map(|key| key.map(native).transpose()).collect::<PyResult<Vec<_>>>()?;
    let keys: PrimitiveArray<K> = keys.into_iter().collect();
    Ok(Arc::new(DictionaryArray::try_new(keys, values).map_err(broken)?))
}

fn no_integers() -> ArrowError {
    ArrowError::InvalidArgumentError("a dictionary with keys that are no integers".to_owned())
}

/// The texts as an array of this type.
fn array_of(kind: &DataType, texts: &[Option<&str>]) -> ArrayRef {
    let mut sink = Sink::new(kind, texts.len(), batch::bytes(texts));
    match &mut sink {
        Sink::Small(builder) => texts.iter().for_each(|text| builder.append_option(*text)),
        Sink::Large(builder) => texts.iter().for_each(|text| builder.append_option(*text)),
        Sink::View(builder) => texts.iter().for_each(|text| builder.append_option(*text)),
    }
    sink.finish()
}

/// The dictionary `array` with new values. Different texts may have become the same one: they share a key then.
fn distinct(array: &ArrayRef, values: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    let texts = texts(values);
    let (mut new_keys, mut distinct) = (Vec::with_capacity(texts.len()), Vec::new());
    let mut seen = HashMap::with_capacity(texts.len());
    for text in texts {
        let key = *seen.entry(text).or_insert_with(|| {
            distinct.push(text);
            distinct.len() - 1
        });
        new_keys.push(key);
    }
    let values =
        if values.data_type() == &DataType::Null { values.clone() } else { array_of(values.data_type(), &distinct) };
    downcast_dictionary_array!(
        array => rekeyed(array, &new_keys, values),
        _ => Err(no_integers()),
    )
}

fn rekeyed<K: ArrowDictionaryKeyType>(
    dictionary: &DictionaryArray<K>,
    new_keys: &[usize],
    values: ArrayRef,
) -> Result<ArrayRef, ArrowError> {
    let keys: PrimitiveArray<K> = dictionary.keys().unary(|old| {
        // The key of a null row may point anywhere.
        K::Native::usize_as(new_keys.get(old.as_usize()).copied().unwrap_or_default())
    });
    Ok(Arc::new(DictionaryArray::try_new(keys, values)?))
}
