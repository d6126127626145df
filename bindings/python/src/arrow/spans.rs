//! Spans as an Arrow column: a list of structs for each text.

use std::sync::Arc;

use arrow_array::builder::{Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, ListArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields};
use pyo3::prelude::*;
use unphi::Deidentifier;

use super::{Rows, row_texts};
use crate::batch;
use crate::failure::InputError;
use crate::result::{Found, shortest};

fn fields() -> Fields {
    let field = |name, kind| Field::new(name, kind, false);
    Fields::from(vec![
        field("start", DataType::Int64),
        field("end", DataType::Int64),
        field("identifier", DataType::Utf8),
        field("kind", DataType::Utf8),
        field("rule", DataType::Utf8),
        field("confidence", DataType::Float64),
    ])
}

fn item() -> Arc<Field> {
    Arc::new(Field::new("item", DataType::Struct(fields()), false))
}

/// The type of the column.
pub(super) fn kind() -> DataType {
    DataType::List(item())
}

/// The spans of every text of `array`; null where there is none.
pub(super) fn detect(deidentifier: &Deidentifier, array: &ArrayRef, rows: &mut Rows<'_, '_>) -> PyResult<ArrayRef> {
    let texts = row_texts(array);
    let mut sink = Sink::default();
    rows.in_blocks(
        &texts,
        |texts, abouts| batch::detect(deidentifier, texts, abouts),
        |done| {
            done.into_iter().for_each(|found| sink.take(found));
            Ok(())
        },
    )?;
    sink.finish().map_err(|error| InputError::new_err(error.to_string()))
}

#[derive(Default)]
struct Sink {
    start: Int64Builder,
    end: Int64Builder,
    identifier: StringBuilder,
    kind: StringBuilder,
    rule: StringBuilder,
    confidence: Float64Builder,
    lengths: Vec<usize>,
    valid: Vec<bool>,
}

impl Sink {
    fn take(&mut self, found: Option<Vec<Found>>) {
        self.valid.push(found.is_some());
        let found = found.unwrap_or_default();
        self.lengths.push(found.len());
        for Found { start, end, span } in found {
            self.start.append_value(start as i64);
            self.end.append_value(end as i64);
            self.identifier.append_value(span.identifier().name());
            self.kind.append_value(span.kind());
            self.rule.append_value(span.rule());
            self.confidence.append_value(shortest(span.confidence()));
        }
    }

    fn finish(mut self) -> Result<ArrayRef, ArrowError> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.start.finish()),
            Arc::new(self.end.finish()),
            Arc::new(self.identifier.finish()),
            Arc::new(self.kind.finish()),
            Arc::new(self.rule.finish()),
            Arc::new(self.confidence.finish()),
        ];
        let spans = StructArray::try_new(fields(), columns, None)?;
        let offsets = OffsetBuffer::from_lengths(self.lengths);
        let nulls = NullBuffer::from(self.valid);
        Ok(Arc::new(ListArray::try_new(item(), offsets, Arc::new(spans), Some(nulls))?))
    }
}
