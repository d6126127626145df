//! Our own JSON Lines: `{"id", "text", "spans": [{"start", "end", "label", "kind"}]}`, offsets in code points. Also what
//! `unphi detect` prints (`identifier` instead of `label`, and no text) and what Prodigy exports.

use serde_json::{Map, Value, json};

use super::json::{Json, confidence, offset, string};
use crate::{Error, Mark, Options, Record};

pub(super) fn record(json: &Json, options: &Options) -> Result<Record, Error> {
    let object = json.object()?;
    let mut record = json.record(object, json.text(object, &[&options.text_field])?, options);
    record.marks = json.marks(object, &["spans"], |value| mark(value.as_object()?, options))?;
    Ok(record)
}

fn mark(object: &Map<String, Value>, options: &Options) -> Option<Mark> {
    let label = match &options.label_field {
        Some(field) => string(object, &[field])?,
        None => string(object, &["label", "identifier"])?,
    };
    Some(Mark {
        start: offset(object, &["start"])?,
        end: offset(object, &["end"])?,
        label,
        kind: string(object, &["kind"]),
        confidence: confidence(object, &["confidence"]),
        rule: string(object, &["rule"]),
        ..Mark::default()
    })
}

pub(super) fn value(record: &Record) -> Value {
    let spans: Vec<Value> = record.marks.iter().map(span).collect();
    json!({"id": record.id, "text": record.text, "spans": spans})
}

fn span(mark: &Mark) -> Value {
    let mut span = json!({"start": mark.start, "end": mark.end, "label": mark.label});
    if let (Some(kind), Some(span)) = (&mark.kind, span.as_object_mut()) {
        span.insert("kind".into(), json!(kind));
    }
    span
}
