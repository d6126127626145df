//! JSON, as exports have it: one object a line, one array, or one object. Fields are looked up by name, because every
//! version of every tool writes some more.

use serde_json::{Map, Value};

use crate::document::Unit;
use crate::{Error, File, GroupBy, Mark, Options, Record};

/// One record, and where it stands.
pub(super) struct Json {
    pub(super) place: String,
    pub(super) value: Value,
}

/// Calls `each` with every record of a file.
pub(super) fn records(file: &File, each: &mut impl FnMut(Result<Json, Error>)) {
    let text = file.text.trim_start_matches('\u{FEFF}');
    let lines = || text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let first: Option<Result<Value, _>> = lines().next().map(|(_, line)| serde_json::from_str(line));
    let by_line = match &first {
        None => return,
        Some(Ok(value)) => value.is_object() || is_pair(value) || lines().nth(1).is_some(),
        // A broken first line among whole ones.
        Some(Err(_)) => {
            text.trim_start().starts_with('{')
                && lines().nth(1).is_some_and(|(_, line)| serde_json::from_str::<Map<String, Value>>(line).is_ok())
        }
    };
    if by_line {
        for (number, line) in lines() {
            let place = format!("{}:{}", file.name, number + 1);
            match serde_json::from_str(line) {
                Ok(value) => each(Ok(Json { place, value })),
                Err(error) => each(Err(Error::new(place, syntax(&error)))),
            }
        }
        return;
    }
    match serde_json::from_str(text) {
        Ok(Value::Array(values)) => {
            for (number, value) in values.into_iter().enumerate() {
                each(Ok(Json { place: format!("{}:record {}", file.name, number + 1), value }));
            }
        }
        Ok(value) => each(Ok(Json { place: file.name.clone(), value })),
        Err(error) => each(Err(Error::new(format!("{}:{}", file.name, error.line()), syntax(&error)))),
    }
}

/// serde_json's own message could quote the value, so only the position is used.
fn syntax(error: &serde_json::Error) -> String {
    match error.classify() {
        serde_json::error::Category::Eof => "is truncated: its JSON does not end".into(),
        _ => format!("is not valid JSON (column {})", error.column()),
    }
}

/// spaCy's `["text", {"entities": [...]}]`.
pub(super) fn is_pair(value: &Value) -> bool {
    matches!(value.as_array().map(Vec::as_slice), Some([Value::String(_), Value::Object(_)]))
}

impl Json {
    pub(super) fn wrong(&self, why: impl Into<String>) -> Error {
        Error::new(self.place.clone(), why)
    }

    pub(super) fn object(&self) -> Result<&Map<String, Value>, Error> {
        self.value.as_object().ok_or_else(|| self.wrong("is not a JSON object"))
    }

    /// A record of this place with the id and group of `object`.
    pub(super) fn record(&self, object: &Map<String, Value>, text: Option<String>, options: &Options) -> Record {
        let id = object.get(&options.id_field).and_then(scalar).unwrap_or_else(|| self.place.clone());
        let group = match &options.group_by {
            GroupBy::Field(field) => object.get(field).and_then(scalar),
            _ => None,
        };
        Record {
            id,
            place: self.place.clone(),
            group,
            text,
            marks: Vec::new(),
            unit: Unit::CodePoint,
            labels_are_text: false,
        }
    }

    /// The text under one of `fields`. Where none is there, there is none; anything but a string is an error.
    pub(super) fn text(&self, object: &Map<String, Value>, fields: &[&str]) -> Result<Option<String>, Error> {
        match fields.iter().find_map(|field| object.get(*field).map(|value| (field, value))) {
            None | Some((_, Value::Null)) => Ok(None),
            Some((_, Value::String(text))) => Ok(Some(text.clone())),
            Some((field, _)) => Err(self.wrong(format!("has a field {field:?} that is not a string"))),
        }
    }

    /// The annotations under one of `fields`, each read by `mark`.
    pub(super) fn marks(
        &self,
        object: &Map<String, Value>,
        fields: &[&str],
        mark: impl Fn(&Value) -> Option<Mark>,
    ) -> Result<Vec<Mark>, Error> {
        let Some((field, value)) = fields.iter().find_map(|field| object.get(*field).map(|value| (field, value)))
        else {
            return Err(self.wrong(format!("has no field {:?}", fields.first().unwrap_or(&""))));
        };
        if value.is_null() {
            return Err(
                self.wrong(format!("is not annotated: its field {field:?} is null; write [] where nothing is PHI"))
            );
        }
        let list = value.as_array().ok_or_else(|| self.wrong(format!("has a field {field:?} that is not a list")))?;
        let numbered = list.iter().enumerate();
        numbered.map(|(at, value)| mark(value).ok_or_else(|| self.incomplete(at))).collect()
    }

    fn incomplete(&self, at: usize) -> Error {
        self.wrong(format!("annotation {} lacks a start, an end or a label", at + 1))
    }
}

/// A string or number, as an id is.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A whole number under one of `fields`.
pub(super) fn offset(object: &Map<String, Value>, fields: &[&str]) -> Option<usize> {
    fields.iter().find_map(|field| object.get(*field)).and_then(whole)
}

pub(super) fn whole(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

/// A string under one of `fields`.
pub(super) fn string(object: &Map<String, Value>, fields: &[&str]) -> Option<String> {
    fields.iter().find_map(|field| object.get(*field)?.as_str()).map(str::to_owned)
}

/// A confidence under one of `fields`.
pub(super) fn confidence(object: &Map<String, Value>, fields: &[&str]) -> Option<f32> {
    fields.iter().find_map(|field| object.get(*field)?.as_f64()).map(|number| number as f32)
}

pub(super) fn lines(values: impl Iterator<Item = Value>) -> String {
    values.map(|value| format!("{value}\n")).collect()
}

pub(super) fn array(values: impl Iterator<Item = Value>) -> String {
    format!("{:#}\n", Value::Array(values.collect()))
}
