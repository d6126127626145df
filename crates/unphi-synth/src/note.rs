//! The finished note: text, and gold in code points.

#![forbid(unsafe_code)]

use unphi::Identifier;

use crate::draft::Draft;

/// An identifier in the text. Offsets count code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first code point.
    pub start: usize,
    /// The one behind the last.
    pub end: usize,
    /// Which of the eighteen.
    pub label: Identifier,
    /// What kind of it: `person`, `facility`, `age`.
    pub kind: &'static str,
}

/// A note with its gold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// `synth/SPLIT/SEED/GENRE/NUMBER`.
    pub id: String,
    /// The genre.
    pub genre: &'static str,
    /// The text.
    pub text: String,
    /// The gold: sorted, apart, never empty.
    pub spans: Vec<Span>,
}

impl Note {
    pub(crate) fn new(id: String, genre: &'static str, draft: &Draft) -> Self {
        let mut spans = Vec::with_capacity(draft.marks.len());
        let (mut bytes, mut points) = (0, 0);
        let mut point_of = |offset: usize| {
            points += draft.text.get(bytes..offset).unwrap_or_default().chars().count();
            bytes = offset;
            points
        };
        for mark in &draft.marks {
            let (start, end) = (point_of(mark.range.start), point_of(mark.range.end));
            spans.push(Span { start, end, label: mark.tag.identifier, kind: mark.tag.kind });
        }
        Self { id, genre, text: draft.text.clone(), spans }
    }

    /// The note as a line of JSON, in the gold format of the project.
    #[must_use]
    pub fn json(&self) -> String {
        let spans: Vec<String> = self.spans.iter().map(span_json).collect();
        let (id, text) = (quoted(&self.id), quoted(&self.text));
        format!(r#"{{"id":{id},"text":{text},"spans":[{}],"genre":"{}"}}"#, spans.join(","), self.genre)
    }
}

fn span_json(span: &Span) -> String {
    let Span { start, end, label, kind } = span;
    format!(r#"{{"start":{start},"end":{end},"label":"{}","kind":"{kind}"}}"#, label.name())
}

/// A JSON string. The one escape table is too small for a dependency.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
