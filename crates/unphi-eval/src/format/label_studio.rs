//! Label Studio's JSON export (tasks with `annotations`, each a list of regions) and its short form JSON-MIN (`label` as
//! a list of regions). A browser made the offsets, so they count UTF-16 units where the words of the region say so. Of
//! several annotations of a task, the one marked as ground truth counts, else the first that was not cancelled.

use serde_json::{Map, Value, json};

use super::full_label;
use super::json::{Json, offset, scalar, string};
use crate::document::Unit;
use crate::{Error, Mark, Options, Record};

pub(super) fn record(json: &Json, options: &Options) -> Result<Record, Error> {
    let task = json.object()?;
    let data = task.get("data").and_then(Value::as_object).unwrap_or(task);
    let mut record = json.record(task, json.text(data, &[&options.text_field])?, options);
    if let Some(id) = data.get(&options.id_field).and_then(scalar) {
        record.id = id;
    }
    record.unit = Unit::CodePointOrUtf16;
    let regions = match ["annotations", "completions"].iter().find_map(|field| task.get(*field)?.as_array()) {
        Some(annotations) => {
            result(annotations).ok_or_else(|| json.wrong("has no annotation that was not cancelled"))?
        }
        None => task.get("label").ok_or_else(|| json.wrong("has neither annotations nor a label list"))?,
    };
    let regions = regions.as_array().ok_or_else(|| json.wrong("has an annotation without a list of regions"))?;
    for (number, region) in regions.iter().enumerate() {
        match marks(region) {
            Some(marks) => record.marks.extend(marks),
            None => return Err(json.wrong(format!("region {} lacks a start, an end or a label", number + 1))),
        }
    }
    Ok(record)
}

/// The regions of the annotation that counts.
fn result(annotations: &[Value]) -> Option<&Value> {
    let is = |annotation: &Value, field: &str| annotation.get(field).and_then(Value::as_bool).unwrap_or(false);
    let kept = || annotations.iter().filter(|annotation| !is(annotation, "was_cancelled"));
    kept().find(|annotation| is(annotation, "ground_truth")).or_else(|| kept().next())?.get("result")
}

/// What a region annotates: nothing where it is no labelled text (a choice, a relation).
fn marks(region: &Value) -> Option<Vec<Mark>> {
    let value = region.get("value").unwrap_or(region).as_object()?;
    let labels = ["labels", "hypertextlabels"].iter().find_map(|field| value.get(*field));
    let is_other = region.get("type").and_then(Value::as_str).is_some_and(|kind| !kind.ends_with("labels"));
    match labels {
        None if is_other => Some(Vec::new()),
        None => None,
        Some(labels) => labels.as_array()?.iter().map(|label| mark(value, label)).collect(),
    }
}

fn mark(value: &Map<String, Value>, label: &Value) -> Option<Mark> {
    // In marked-up text, plain start and end count within an element.
    let place = value.get("globalOffsets").and_then(Value::as_object).unwrap_or(value);
    Some(Mark {
        start: offset(place, &["start"])?,
        end: offset(place, &["end"])?,
        label: label.as_str()?.to_owned(),
        words: string(value, &["text"]),
        ..Mark::default()
    })
}

pub(super) fn value(record: &Record) -> Value {
    let text = record.text.as_deref().unwrap_or_default();
    let utf16 = Utf16::new(text);
    let regions: Vec<Value> = record
        .marks
        .iter()
        .enumerate()
        .map(|(number, mark)| {
            json!({
                "id": format!("r{}", number + 1),
                "from_name": "label",
                "to_name": "text",
                "type": "labels",
                "value": {
                    "start": utf16.of(mark.start),
                    "end": utf16.of(mark.end),
                    "text": mark.words,
                    "labels": [full_label(&mark.label, mark.kind.as_ref())],
                },
            })
        })
        .collect();
    json!({"data": {"id": record.id, "text": text}, "annotations": [{"result": regions}]})
}

/// UTF-16 offsets of characters.
struct Utf16(Vec<usize>);

impl Utf16 {
    fn new(text: &str) -> Self {
        let mut at = 0;
        let mut table = vec![0];
        for letter in text.chars() {
            at += letter.len_utf16();
            table.push(at);
        }
        Self(table)
    }

    fn of(&self, offset: usize) -> usize {
        self.0.get(offset).copied().unwrap_or_default()
    }
}
