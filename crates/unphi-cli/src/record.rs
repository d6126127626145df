//! Where is the text in this JSON line? The line is only looked at: what is not the text field is never rewritten.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use unphi::Subject;

use crate::failure::Reason;
use crate::subjects::{self, Mapping};

/// Which fields of a record matter.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub(crate) text: String,
    pub(crate) id: String,
    /// Whether a record without id is an error: the user named the field.
    pub(crate) id_required: bool,
    /// What other fields say of the person whom the text is about.
    pub(crate) subject: Vec<Mapping>,
    /// The field that says whom the text is about.
    pub(crate) subject_id: Option<String>,
}

/// One record of a JSON Lines file.
pub(crate) struct Record<'l> {
    /// The text, unescaped.
    pub(crate) text: Cow<'l, str>,
    /// Where its JSON string lies in the line, quotes included.
    pub(crate) range: Range<usize>,
    /// The id as written: a JSON string or number.
    pub(crate) id: Option<&'l str>,
    /// What the record says of the person whom the text is about.
    pub(crate) subject: Subject,
    /// Whom the text is about, in the caller's words.
    pub(crate) subject_id: Option<String>,
}

/// Finds text and id in `line`.
pub(crate) fn parse<'l>(line: &'l str, fields: &Fields) -> Result<Record<'l>, Reason> {
    let mut parser = serde_json::Deserializer::from_str(line);
    let found = Search(fields).deserialize(&mut parser).and_then(|found| parser.end().map(|()| found));
    let found = found.map_err(|error| syntax(&error))?;
    if found.repeated {
        return Err(Reason::new(
            format!("has the field {:?} more than once", fields.text),
            "leave one of them: the others would pass through unread",
        ));
    }
    let Some(text) = found.text else {
        return Err(Reason::new(
            format!("has no field {:?}", fields.text),
            "name the field that holds the text with --text-field",
        ));
    };
    let id = found.id.map(RawValue::get).filter(|id| *id != "null");
    if id.is_some_and(|id| !id.starts_with(['"', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])) {
        return Err(Reason::new(
            format!("has an id field {:?} that is neither a string nor a number", fields.id),
            "name another field with --id-field",
        ));
    }
    if id.is_none() && fields.id_required {
        return Err(Reason::new(
            format!("has no id field {:?}", fields.id),
            "name another field with --id-field, or leave the option out to go by line numbers",
        ));
    }
    let subject_id = match (&fields.subject_id, found.subject_id) {
        (None, _) => None,
        (Some(field), value) => Some(subject_id(field, value)?),
    };
    let raw = text.get();
    let start = raw.as_ptr() as usize - line.as_ptr() as usize;
    Ok(Record {
        text: unescape(raw, fields)?,
        range: start..start + raw.len(),
        id,
        subject: found.subject?,
        subject_id,
    })
}

/// The id of whom the text is about: a string, or a number as it is written.
fn subject_id(field: &str, value: Option<&RawValue>) -> Result<String, Reason> {
    let value = value.map(RawValue::get).unwrap_or("null");
    let id = if value.starts_with('"') { serde_json::from_str(value).ok() } else { Some(value.to_owned()) };
    let numeric = value.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    id.filter(|id: &String| !id.is_empty() && (value.starts_with('"') || numeric)).ok_or_else(|| {
        Reason::new(
            format!("has no id of its subject in the field {field:?}: a string or a number"),
            "name another field with --subject-id-field",
        )
    })
}

fn unescape<'l>(raw: &'l str, fields: &Fields) -> Result<Cow<'l, str>, Reason> {
    if !raw.starts_with('"') {
        return Err(Reason::new(
            format!("has a field {:?} that is not a string", fields.text),
            "name the field that holds the text with --text-field",
        ));
    }
    Text.deserialize(&mut serde_json::Deserializer::from_str(raw)).map_err(|_| {
        Reason::new(
            format!("has an escape in the field {:?} that is no character (half a surrogate pair)", fields.text),
            "repair the record",
        )
    })
}

/// serde_json's own message can quote the value, so only its position is used.
fn syntax(error: &serde_json::Error) -> Reason {
    match error.classify() {
        serde_json::error::Category::Eof => Reason::new(
            "is truncated: its JSON does not end",
            "complete the line (was the file copied whole?) and run it again",
        ),
        serde_json::error::Category::Data => {
            Reason::new("is not a JSON object", "write one object a line, such as {\"id\": \"1\", \"text\": \"…\"}")
        }
        _ => Reason::new(
            format!("is not valid JSON (byte {})", error.column()),
            "repair the line, or give --input-format text if this is plain text",
        ),
    }
}

struct Found<'l> {
    text: Option<&'l RawValue>,
    id: Option<&'l RawValue>,
    subject_id: Option<&'l RawValue>,
    repeated: bool,
    subject: Result<Subject, Reason>,
}

struct Search<'f>(&'f Fields);

impl<'l> DeserializeSeed<'l> for Search<'_> {
    type Value = Found<'l>;
    fn deserialize<D: Deserializer<'l>>(self, deserializer: D) -> Result<Found<'l>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'l> Visitor<'l> for Search<'_> {
    type Value = Found<'l>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'l>>(self, mut map: A) -> Result<Found<'l>, A::Error> {
        let mut found = Found { text: None, id: None, subject_id: None, repeated: false, subject: Ok(Subject::new()) };
        while let Some(key) = map.next_key_seed(Text)? {
            let (is_text, is_id) = (key == self.0.text.as_str(), key == self.0.id.as_str());
            let is_subject_id = self.0.subject_id.as_deref().is_some_and(|field| key == field);
            let says = || self.0.subject.iter().filter(|mapping| key == mapping.field.as_str());
            if !is_text && !is_id && !is_subject_id && says().next().is_none() {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let value = map.next_value::<&'l RawValue>()?;
            if is_text {
                found.repeated |= found.text.replace(value).is_some();
            }
            if is_id {
                found.id = Some(value);
            }
            if is_subject_id {
                found.subject_id = Some(value);
            }
            for mapping in says() {
                found.subject = found.subject.and_then(|subject| tell(subject, mapping, value));
            }
        }
        Ok(found)
    }
}

/// `subject` with what a field says.
fn tell(subject: Subject, mapping: &Mapping, value: &RawValue) -> Result<Subject, Reason> {
    let value = serde_json::from_str(value.get()).ok();
    value.and_then(|value| subjects::add_json(subject, mapping.fact, &value)).ok_or_else(|| {
        Reason::new(
            format!("has a field {:?} that is neither a string nor a number nor a list of them", mapping.field),
            "name another field with --subject-fields",
        )
    })
}

/// A JSON string, borrowed where it holds no escape.
struct Text;

impl<'l> DeserializeSeed<'l> for Text {
    type Value = Cow<'l, str>;
    fn deserialize<D: Deserializer<'l>>(self, deserializer: D) -> Result<Cow<'l, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'l> Visitor<'l> for Text {
    type Value = Cow<'l, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E>(self, text: &'l str) -> Result<Cow<'l, str>, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Cow<'l, str>, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Cow<'l, str>, E> {
        Ok(Cow::Owned(text))
    }
}

#[cfg(test)]
mod tests {
    use super::{Fields, parse};

    fn fields() -> Fields {
        Fields { text: "text".into(), id: "id".into(), id_required: false, subject: Vec::new(), subject_id: None }
    }

    #[test]
    fn the_range_is_the_json_string() {
        let line = r#"{"n": [1.0, {"text": "inner"}], "text" : "a\nb\u00e9" , "id": 7}"#;
        let record = parse(line, &fields()).expect("parses");
        assert_eq!(record.text, "a\nbé");
        assert_eq!(line.get(record.range), Some(r#""a\nb\u00e9""#));
        assert_eq!(record.id, Some("7"));
    }

    #[test]
    fn errors_quote_nothing() {
        for (line, why) in [
            (r#"{"text": "Ann Smith"#, "truncated"),
            (r#"{"text": "Ann Smith"} x"#, "not valid JSON"),
            (r#"{"text": "Ann Smith" "id": 1}"#, "not valid JSON"),
            (r#"["Ann Smith"]"#, "not a JSON object"),
            (r#""Ann Smith""#, "not a JSON object"),
            (r#"{"note": "Ann Smith"}"#, "no field"),
            (r#"{"text": ["Ann Smith"]}"#, "not a string"),
            (r#"{"text": null}"#, "not a string"),
            (r#"{"text": "Ann Smith", "\u0074ext": "b"}"#, "more than once"),
            (r#"{"text": "Ann Smith \ud800"}"#, "half a surrogate pair"),
            (r#"{"text": "Ann Smith", "id": {"a": 1}}"#, "neither a string nor a number"),
        ] {
            let error = parse(line, &fields()).err().expect(why).to_string();
            assert!(error.contains(why) && !error.contains("Ann"), "{error}");
        }
    }
}
