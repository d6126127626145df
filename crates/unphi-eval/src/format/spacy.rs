//! spaCy's training data, `["text", {"entities": [[start, end, "LABEL"]]}]`, and Doccano's exports: `label` (or
//! `labels`, or `entities`) as a list of triples, or `entities` as objects with `start_offset` and `end_offset`. All
//! count code points.

use serde_json::{Value, json};

use super::full_label;
use super::json::{Json, offset, string, whole};
use crate::{Error, Mark, Options, Record};

const LISTS: [&str; 3] = ["label", "labels", "entities"];

pub(super) fn record(json: &Json, options: &Options) -> Result<Record, Error> {
    if let Some([Value::String(text), Value::Object(annotations)]) = json.value.as_array().map(Vec::as_slice) {
        let mut record = json.record(annotations, Some(text.clone()), options);
        record.marks = json.marks(annotations, &["entities"], mark)?;
        return Ok(record);
    }
    let object = json.object()?;
    // Doccano's older versions call the text `data`.
    let mut record = json.record(object, json.text(object, &[&options.text_field, "data"])?, options);
    record.marks = json.marks(object, &LISTS, mark)?;
    Ok(record)
}

fn mark(value: &Value) -> Option<Mark> {
    match value {
        Value::Array(triple) => match triple.as_slice() {
            [start, end, Value::String(label), ..] => {
                Some(Mark { start: whole(start)?, end: whole(end)?, label: label.clone(), ..Mark::default() })
            }
            _ => None,
        },
        Value::Object(object) => Some(Mark {
            start: offset(object, &["start_offset", "start"])?,
            end: offset(object, &["end_offset", "end"])?,
            label: string(object, &["label"])?,
            ..Mark::default()
        }),
        _ => None,
    }
}

pub(super) fn value(record: &Record) -> Value {
    let label: Vec<Value> = record
        .marks
        .iter()
        .map(|mark| json!([mark.start, mark.end, full_label(&mark.label, mark.kind.as_ref())]))
        .collect();
    json!({"id": record.id, "text": record.text, "label": label})
}
