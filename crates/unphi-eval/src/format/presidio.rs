//! Presidio's JSON. presidio-research writes `full_text` and `spans` with `entity_type`, `start_position` and
//! `end_position`; whoever stores the analyzer's answers writes `text` and a list of `entity_type`, `start`, `end` and
//! `score`. Both count code points.

use serde_json::{Map, Value, json};

use super::full_label;
use super::json::{Json, confidence, offset, string};
use crate::{Error, Mark, Options, Record};

const LISTS: [&str; 5] = ["spans", "entities", "results", "analyzer_results", "recognizer_results"];

pub(super) fn record(json: &Json, options: &Options) -> Result<Record, Error> {
    let object = json.object()?;
    let text = json.text(object, &["full_text", &options.text_field])?;
    let mut record = json.record(object, text, options);
    record.marks = json.marks(object, &LISTS, |value| mark(value.as_object()?))?;
    Ok(record)
}

fn mark(object: &Map<String, Value>) -> Option<Mark> {
    Some(Mark {
        start: offset(object, &["start_position", "start"])?,
        end: offset(object, &["end_position", "end"])?,
        label: string(object, &["entity_type"])?,
        confidence: confidence(object, &["score"]),
        words: string(object, &["entity_value"]),
        ..Mark::default()
    })
}

pub(super) fn value(record: &Record) -> Value {
    let spans: Vec<Value> = record
        .marks
        .iter()
        .map(|mark| {
            json!({
                "entity_type": full_label(&mark.label, mark.kind.as_ref()),
                "entity_value": mark.words,
                "start_position": mark.start,
                "end_position": mark.end,
            })
        })
        .collect();
    json!({"id": record.id, "full_text": record.text, "spans": spans})
}
