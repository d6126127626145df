//! The XML of the i2b2 2014 and n2c2 de-identification tasks: `TEXT` holds the note, `TAGS` an element for each
//! annotation with `start`, `end`, `text` and `TYPE`. The label is `ELEMENT/TYPE`. Offsets are code points of the text as
//! XML hands it on, with line ends as `\n`.

use quick_xml::Reader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::{BytesStart, Event};

use super::{file_name, of_file};
use crate::{Error, File, Mark, Record};

pub(super) fn read(file: &File) -> Result<Record, Error> {
    let source = file.text.trim_start_matches('\u{FEFF}');
    let mut reader = Reader::from_str(source);
    let mut reading = Reading::default();
    let (mut line, mut at) = (1, 0);
    while !reading.ended {
        let event = reader.read_event();
        let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX).min(source.len());
        line += source.get(at..end).unwrap_or_default().matches('\n').count();
        at = end;
        let place = || format!("{}:{line}", file.name);
        // The library's own messages may quote the document.
        let event = event.map_err(|_| Error::new(place(), "is not well-formed XML"))?;
        reading.event(event, &place).map_err(|why| Error::new(place(), why))?;
    }
    let Some(text) = reading.text else {
        return Err(Error::new(&file.name, "has no TEXT element: it is not i2b2 or n2c2 XML"));
    };
    if !reading.annotated {
        return Err(Error::new(&file.name, "has no TAGS element: it is not annotated"));
    }
    Ok(of_file(file, text.replace("\r\n", "\n").replace('\r', "\n"), reading.marks, false))
}

/// Which element the reader is in.
#[derive(Default, PartialEq)]
enum Part {
    #[default]
    Around,
    Text,
    Tags,
}

/// A document that is being read.
#[derive(Default)]
struct Reading {
    part: Part,
    text: Option<String>,
    marks: Vec<Mark>,
    /// Whether there are TAGS, be they empty.
    annotated: bool,
    /// Elements that were not closed yet.
    depth: usize,
    ended: bool,
}

impl Reading {
    fn event(&mut self, event: Event<'_>, place: &dyn Fn() -> String) -> Result<(), &'static str> {
        match event {
            Event::Start(element) => {
                self.depth += 1;
                match element.name().as_ref() {
                    "TEXT" => self.part = Part::Text,
                    "TAGS" => self.part = Part::Tags,
                    _ => {}
                }
                self.element(&element, place)?;
            }
            Event::Empty(element) => self.element(&element, place)?,
            Event::End(element) => {
                self.depth = self.depth.saturating_sub(1);
                if matches!(element.name().as_ref(), "TEXT" | "TAGS") {
                    self.part = Part::Around;
                }
            }
            Event::Text(words) => self.push(&words),
            Event::CData(words) => self.push(&words),
            Event::GeneralRef(reference) => {
                let whole = format!("&{};", &*reference);
                self.push(&unescape(&whole).map_err(|_| "has an entity that XML does not know")?);
            }
            Event::Eof if self.depth > 0 => return Err("is truncated: its XML does not end"),
            Event::Eof => self.ended = true,
            _ => {}
        }
        Ok(())
    }

    fn element(&mut self, element: &BytesStart<'_>, place: &dyn Fn() -> String) -> Result<(), &'static str> {
        match element.name().as_ref() {
            "TEXT" => {
                self.text.get_or_insert_with(String::new);
            }
            "TAGS" => self.annotated = true,
            _ if self.part == Part::Tags => {
                let mark = mark(element).ok_or("a tag lacks its start or its end")?;
                self.marks.push(Mark { place: Some(place()), ..mark });
            }
            _ => {}
        }
        Ok(())
    }

    fn push(&mut self, words: &str) {
        if self.part == Part::Text {
            self.text.get_or_insert_with(String::new).push_str(words);
        }
    }
}

fn mark(element: &BytesStart<'_>) -> Option<Mark> {
    let attribute = |name: &str| {
        let found = element.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
        unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
    };
    let name = element.name().as_ref().to_owned();
    let label = match attribute("TYPE").filter(|kind| !kind.is_empty() && *kind != name) {
        Some(kind) => format!("{name}/{kind}"),
        None => name,
    };
    Some(Mark {
        start: attribute("start")?.trim().parse().ok()?,
        end: attribute("end")?.trim().parse().ok()?,
        label,
        words: attribute("text"),
        ..Mark::default()
    })
}

pub(super) fn write(record: &Record) -> Result<(String, String), Error> {
    let text = record.text.as_deref().unwrap_or_default();
    if text.contains('\r') || text.chars().any(|letter| letter.is_control() && !"\n\t".contains(letter)) {
        return Err(Error::new(&record.place, "holds carriage returns or control characters, which XML does not keep"));
    }
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<deIdi2b2>\n<TEXT><![CDATA[");
    xml.push_str(&text.replace("]]>", "]]]]><![CDATA[>"));
    xml.push_str("]]></TEXT>\n<TAGS>\n");
    for (number, mark) in record.marks.iter().enumerate() {
        let (element, kind) = match (mark.label.split_once('/'), &mark.kind) {
            (Some((element, kind)), _) => (element, kind),
            (None, Some(kind)) => (mark.label.as_str(), kind.as_str()),
            (None, None) => (mark.label.as_str(), mark.label.as_str()),
        };
        let is_name = element.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && element.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-.".contains(letter));
        if !is_name {
            return Err(Error::new(&record.place, "has a label that is no name of an XML element"));
        }
        let words = mark.words.as_deref().unwrap_or_default().replace('\n', " ");
        xml.push_str(&format!(
            "<{element} id=\"P{number}\" start=\"{}\" end=\"{}\" text=\"{}\" TYPE=\"{}\" comment=\"\" />\n",
            mark.start,
            mark.end,
            escape(words.as_str()),
            escape(kind),
        ));
    }
    xml.push_str("</TAGS>\n</deIdi2b2>\n");
    Ok((file_name(record, "xml")?, xml))
}
