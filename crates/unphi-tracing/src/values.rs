//! The values of a `tracing` event or span: read, scrubbed, and handed on in the place of the original ones.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use tracing_core::field::{Field, Value, ValueSet, Visit, debug};
use tracing_core::span::{Attributes, Record};
use tracing_core::{Event, Metadata, field};

use crate::Scrubber;
use crate::scrubber::{Entry, Plain, WITHHELD};

/// Most values that a record can have here; further ones are dropped.
const MOST: usize = 256;

/// A value as it was recorded.
enum Given {
    /// Of a type that a sink should see again while nothing is found in it.
    Typed(Box<dyn Value>),
    Str,
    /// What `Debug` printed.
    Debug,
}

/// The values of one record.
#[derive(Default)]
pub(crate) struct Values {
    fields: Vec<Field>,
    texts: Vec<String>,
    given: Vec<Given>,
}

impl Scrubber {
    /// Runs `work` on the event with clean values.
    pub(crate) fn with_event<R>(&self, event: &Event<'_>, work: impl FnOnce(&Event<'_>) -> R) -> R {
        let mut values = Values::default();
        event.record(&mut values);
        let metadata = event.metadata();
        self.with_set(values, metadata.fields(), |set| {
            if event.is_contextual() {
                work(&Event::new(metadata, set))
            } else {
                work(&Event::new_child_of(event.parent().cloned(), metadata, set))
            }
        })
    }

    /// Runs `work` on the new span with clean values.
    pub(crate) fn with_attributes<R>(&self, span: &Attributes<'_>, work: impl FnOnce(&Attributes<'_>) -> R) -> R {
        let mut values = Values::default();
        span.record(&mut values);
        let metadata = span.metadata();
        self.with_set(values, metadata.fields(), |set| match span.parent() {
            Some(parent) => work(&Attributes::child_of(parent.clone(), metadata, set)),
            None if span.is_root() => work(&Attributes::new_root(metadata, set)),
            None => work(&Attributes::new(metadata, set)),
        })
    }

    /// Runs `work` on the values that a span gets later; `span` is what is known of it.
    pub(crate) fn with_record<R>(
        &self,
        record: &Record<'_>,
        span: &'static Metadata<'static>,
        work: impl FnOnce(&Record<'_>) -> R,
    ) -> R {
        let mut values = Values::default();
        record.record(&mut values);
        self.with_set(values, span.fields(), |set| work(&Record::new(set)))
    }

    fn with_set<R>(&self, values: Values, fields: &field::FieldSet, work: impl FnOnce(&ValueSet<'_>) -> R) -> R {
        let entries: Vec<Entry<'_>> = values
            .fields
            .iter()
            .zip(&values.texts)
            .map(|(field, text)| {
                let label = if field.name() == "message" { "" } else { field.name() };
                Entry { label, text: Cow::Borrowed(text) }
            })
            .collect();
        let clean = self.entries(&entries);
        let mut set: Vec<(Field, Box<dyn Value>)> = Vec::with_capacity(values.fields.len());
        for (((field, text), given), clean) in values.fields.into_iter().zip(values.texts).zip(values.given).zip(clean)
        {
            let value: Box<dyn Value> = match (given, clean) {
                (Given::Typed(value), None) => value,
                (Given::Debug, clean) => Box::new(debug(Plain(clean.unwrap_or(text)))),
                (Given::Str | Given::Typed(_), clean) => Box::new(clean.unwrap_or(text)),
            };
            set.push((field, value));
        }
        // `tracing` takes arrays alone; the places behind the last value are empty.
        match set.len() {
            0..=8 => with_array::<8, R>(&set, fields, work),
            9..=32 => with_array::<32, R>(&set, fields, work),
            _ => with_array::<MOST, R>(&set, fields, work),
        }
    }
}

fn with_array<const N: usize, R>(
    set: &[(Field, Box<dyn Value>)],
    fields: &field::FieldSet,
    work: impl FnOnce(&ValueSet<'_>) -> R,
) -> R {
    match set.first() {
        Some((first, _)) => {
            let values: [(&Field, Option<&dyn Value>); N] = std::array::from_fn(|place| match set.get(place) {
                Some((field, value)) => (field, Some(&**value)),
                None => (first, None),
            });
            work(&fields.value_set(&values))
        }
        None => work(&fields.value_set::<[(&Field, Option<&dyn Value>); 0]>(&[])),
    }
}

impl Values {
    fn push(&mut self, field: &Field, text: String, given: Given) {
        if self.fields.len() < MOST {
            self.fields.push(field.clone());
            self.texts.push(text);
            self.given.push(given);
        }
    }
}

impl Visit for Values {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.push(field, value.to_owned(), Given::Str);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.push(field, format!("{value:?}"), Given::Debug);
    }

    fn record_error(&mut self, field: &Field, value: &(dyn Error + 'static)) {
        // With what it was caused by: a sink that wants the chain does not get the error itself.
        let mut text = value.to_string();
        let mut source = value.source();
        while let Some(cause) = source {
            text.push_str(": ");
            text.push_str(&cause.to_string());
            source = cause.source();
        }
        self.push(field, text, Given::Debug);
    }

    fn record_bytes(&mut self, field: &Field, value: &[u8]) {
        // A sink would print them as numbers, in which nothing can be found.
        let text = core::str::from_utf8(value).unwrap_or(WITHHELD);
        self.push(field, text.to_owned(), Given::Str);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.push(field, value.to_string(), Given::Typed(Box::new(value)));
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.push(field, value.to_string(), Given::Typed(Box::new(value)));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.push(field, value.to_string(), Given::Typed(Box::new(value)));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.push(field, value.to_string(), Given::Typed(Box::new(value)));
    }

    fn record_i128(&mut self, field: &Field, value: i128) {
        self.push(field, value.to_string(), Given::Typed(Box::new(value)));
    }

    fn record_u128(&mut self, field: &Field, value: u128) {
        self.push(field, value.to_string(), Given::Typed(Box::new(value)));
    }
}
