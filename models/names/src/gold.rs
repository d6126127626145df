//! Texts and what is known of their words.

use std::ops::Range;

use unphi::train::Question;
use unphi::{Deidentifier, Identifier};

use crate::augment::Rng;
use crate::model::Sample;

/// What is known of a stretch of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// The name of a person.
    Person,
    /// What a place or an organization is called.
    Place,
    /// Another identifier, by one of the answers of the scorer of numbers.
    Number(Identifier),
    /// Nobody knows; not learned from.
    Unsure,
}

/// A text with its names.
#[derive(Clone)]
pub(crate) struct Document {
    pub(crate) source: String,
    pub(crate) text: String,
    /// Byte ranges, sorted.
    pub(crate) spans: Vec<(Range<usize>, Known)>,
}

/// Words that tell an organization.
const ORGANIZATIONS: &str = " school elementary high middle academy church temple mosque parish inc llc pllc co corp company \
    ltd university college farms farm foods services service logistics trucking haulage construction roofing welding hvac \
    timber lumber dairy orchards citrus union local battalion infantry reserve guild association center centre hotel casino \
    bank depot mart store market bakery cafe diner grill salon works industries manufacturing intermodal transit freight \
    studio gym club team league society foundation ministries chapel synagogue gurdwara congregation ";

/// The answer of the scorer of numbers for an identifier.
fn answer(label: &str) -> Identifier {
    match label {
        "date" => Identifier::Date,
        "phone" | "fax" => Identifier::Phone,
        _ => Identifier::Other,
    }
}

fn is_organization(name: &str) -> bool {
    name.contains('&')
        || name.split_whitespace().count() > 5
        || name
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| !word.is_empty() && ORGANIZATIONS.contains(&format!(" {} ", word.to_lowercase())))
}

/// The documents of a file of JSON Lines with spans.
pub(crate) fn annotated(file: &str) -> Result<Vec<Document>, String> {
    Ok(of_rows(rows(file)?))
}

/// So many invented notes, of the half that is for training.
pub(crate) fn invented(count: u64) -> Result<Vec<Document>, String> {
    const SEED: u64 = 7001;
    let synth = unphi_synth::Synth::new(SEED, unphi_synth::Split::Dev);
    let read = |number| serde_json::from_str(&synth.note(number).json()).map_err(|_| "a note is no JSON".to_owned());
    let rows: Result<Vec<_>, String> = (0..count).map(|number| Ok(("synth".to_owned(), read(number)?))).collect();
    Ok(of_rows(rows?))
}

fn of_rows(rows: Vec<(String, serde_json::Value)>) -> Vec<Document> {
    let mut documents = Vec::new();
    for (source, row) in rows {
        let text = row["text"].as_str().unwrap_or_default().to_owned();
        let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut spans = Vec::new();
        for span in row["spans"].as_array().into_iter().flatten() {
            let label = span["hipaa"].as_str().or(span["label"].as_str()).unwrap_or_default().to_lowercase();
            let of = |key: &str| span[key].as_u64().and_then(|at| offsets.get(at as usize).copied());
            let (Some(start), Some(end)) = (of("start"), of("end")) else { continue };
            let known = match label.as_str() {
                "name" if span["kind"].as_str() == Some("organization") => Known::Place,
                "name" if is_organization(&text[start..end]) => Known::Place,
                "name" => Known::Person,
                "geographic" | "location" | "org" => Known::Place,
                other => Known::Number(answer(other)),
            };
            spans.push((start..end, known));
        }
        spans.sort_by_key(|(range, _)| range.start);
        documents.push(Document { source, text, spans });
    }
    documents
}

/// The snippets of `contexts.txt`.
pub(crate) fn contexts() -> Vec<Document> {
    let lines = include_str!("../contexts.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let line = line.replace("\\n", "\n");
            let (mut text, mut spans, mut rest) = (String::new(), Vec::new(), line.as_str());
            while let Some((before, after)) = rest.split_once("[[") {
                let (name, after) = after.split_once("]]").unwrap_or((after, ""));
                text.push_str(before);
                spans.push((text.len()..text.len() + name.len(), Known::Person));
                text.push_str(name);
                rest = after;
            }
            text.push_str(rest);
            Document { source: "contexts".to_owned(), text, spans }
        })
        .collect()
}

/// The cases of `testdata/recognizers`.
pub(crate) fn tables() -> Result<Vec<Document>, String> {
    let mut documents = Vec::new();
    for case in unphi_testkit::tables().map_err(|error| error.to_string())?.into_iter().flat_map(|table| table.cases) {
        let spans = case.spans.iter().map(|span| {
            let known = match (span.identifier.as_str(), span.kind.as_deref()) {
                ("name", Some("person") | None) => Known::Person,
                ("name" | "geographic", _) => Known::Place,
                (other, _) => Known::Number(answer(other)),
            };
            (span.range.clone(), known)
        });
        let spans = spans.collect();
        documents.push(Document { source: "tables".to_owned(), text: case.text, spans });
    }
    Ok(documents)
}

/// The documents of a file without annotation. What the engine finds there is left out.
pub(crate) fn plain(file: &str) -> Result<Vec<Document>, String> {
    let engine = Deidentifier::safe_harbor();
    let mut documents = Vec::new();
    for (source, row) in rows(file)? {
        let text = row["text"].as_str().unwrap_or_default().to_owned();
        let spans = engine.detect(&text).map_err(|error| error.to_string())?;
        let spans = spans
            .iter()
            .filter(|span| matches!(span.identifier(), Identifier::Name | Identifier::Geographic))
            // What only the scorer of places takes for one it is not to be borne out in.
            .filter(|span| span.rule() != "geographic.learned")
            .filter(|span| span.identifier() != Identifier::Name || span.confidence() > 0.85)
            .map(|span| (span.range(), Known::Unsure))
            .collect();
        documents.push(Document { source, text, spans });
    }
    Ok(documents)
}

/// Every `step`-th row of a file: `path:step` takes a part.
fn rows(file: &str) -> Result<Vec<(String, serde_json::Value)>, String> {
    let (path, step) = match file.rsplit_once(':') {
        Some((path, step)) => (path, step.parse().map_err(|_| format!("{file}: FILE:STEP"))?),
        None => (file, 1),
    };
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let source = path.rsplit('/').next().unwrap_or(path).to_owned();
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .step_by(step)
        .map(|line| Ok((source.clone(), serde_json::from_str(line).map_err(|_| format!("{path}: not JSON Lines"))?)))
        .collect()
}

impl Document {
    /// Now and then all in capitals or without any; as it is otherwise.
    pub(crate) fn varied_casing(&self, seed: u64) -> Self {
        let text = match Rng::new(seed ^ 0x5eed).below(10) {
            0 | 1 => self.text.to_ascii_uppercase(),
            2 | 3 => self.text.to_ascii_lowercase(),
            _ => return self.clone(),
        };
        Self { text, ..self.clone() }
    }

    /// With tags for names, as a first pass leaves it: nothing of it is a name.
    pub(crate) fn tagged(&self) -> Self {
        self.with_tags(|known| (known == Known::Person).then_some("[NAME]"))
    }

    /// With tags for every identifier.
    pub(crate) fn tagged_throughout(&self) -> Self {
        self.with_tags(|known| match known {
            Known::Person => Some("[NAME]"),
            Known::Place => Some("[GEOGRAPHIC]"),
            Known::Number(Identifier::Date) => Some("[DATE]"),
            Known::Number(Identifier::Phone) => Some("[PHONE]"),
            Known::Number(_) => Some("[OTHER]"),
            Known::Unsure => None,
        })
    }

    fn with_tags(&self, tag: impl Fn(Known) -> Option<&'static str>) -> Self {
        let (mut text, mut spans, mut at) = (String::new(), Vec::new(), 0);
        for (range, known) in self.spans.iter().filter(|(range, _)| range.start < range.end) {
            if range.start < at {
                continue;
            }
            text.push_str(&self.text[at..range.start]);
            if let Some(tag) = tag(*known) {
                text.push_str(tag);
            } else {
                spans.push((text.len()..text.len() + range.len(), *known));
                text.push_str(&self.text[range.clone()]);
            }
            at = range.end;
        }
        text.push_str(&self.text[at..]);
        Self { source: self.source.clone(), text, spans }
    }

    /// What the scorer for `question` would be asked, with the answers. Places are of words that are names, and persons are called
    /// by words of places: neither is an example of what the other is not.
    pub(crate) fn samples(&self, question: Question) -> Vec<Sample> {
        let asked = match question {
            Question::Name => Known::Person,
            Question::Place => Known::Place,
        };
        let mut samples = Vec::new();
        for word in unphi::train::words(&self.text, question) {
            let mut words = self.spans.iter().filter(|(_, known)| !matches!(known, Known::Number(_)));
            let over = words.find(|(range, _)| range.start < word.end && word.start < range.end);
            let is_part = match over {
                None => false,
                Some((range, known)) if *known == asked && range.start <= word.start && word.end <= range.end => true,
                Some(_) => continue,
            };
            samples.push(Sample { features: word.features, is_part });
        }
        samples
    }
}
