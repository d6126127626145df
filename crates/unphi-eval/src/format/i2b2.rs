//! The XML of the i2b2 2014 and n2c2 de-identification tasks: `TEXT` holds the note, `TAGS` an element for each
//! annotation with `start`, `end`, `text` and `TYPE`. The label is `ELEMENT/TYPE`. Offsets are code points of the text as
//! XML hands it on, with line ends as `\n`.

use quick_xml::Reader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::{BytesStart, Event};

use super::{file_name, of_file};
use crate::{Error, File, Mark, Record};

/// Where in the document the reader is.
#[derive(PartialEq)]
enum Part {
    Around,
    Text,
    Tags,
}

pub(super) fn read(file: &File) -> Result<Record, Error> {
    let source = file.text.trim_start_matches('\u{FEFF}');
    let mut reader = Reader::from_str(source);
    let mut part = Part::Around;
    let mut text = None;
    let mut marks = Vec::new();
    let mut depth = 0_usize;
    let mut annotated = false;
    loop {
        let event = reader.read_event();
        let before = source.get(..usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)).unwrap_or(source);
        let wrong = |why: &str| Error::new(format!("{}:{}", file.name, before.matches('\n').count() + 1), why);
        // The library's own messages may quote the document.
        match event.map_err(|_| wrong("is not well-formed XML"))? {
            Event::Start(element) => {
                depth += 1;
                match element.name().as_ref() {
                    "TEXT" => {
                        part = Part::Text;
                        text.get_or_insert_with(String::new);
                    }
                    "TAGS" => {
                        part = Part::Tags;
                        annotated = true;
                    }
                    _ if part == Part::Tags => marks.push(mark(&element).ok_or_else(|| wrong(INCOMPLETE))?),
                    _ => {}
                }
            }
            Event::Empty(element) => match element.name().as_ref() {
                "TEXT" => text = Some(String::new()),
                "TAGS" => annotated = true,
                _ if part == Part::Tags => marks.push(mark(&element).ok_or_else(|| wrong(INCOMPLETE))?),
                _ => {}
            },
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                if matches!(element.name().as_ref(), "TEXT" | "TAGS") {
                    part = Part::Around;
                }
            }
            Event::Text(words) if part == Part::Text => push(&mut text, &words),
            Event::CData(words) if part == Part::Text => push(&mut text, &words),
            Event::GeneralRef(reference) if part == Part::Text => {
                let whole = format!("&{};", &*reference);
                push(&mut text, &unescape(&whole).map_err(|_| wrong("has an entity that XML does not know"))?);
            }
            Event::Eof if depth > 0 => return Err(wrong("is truncated: its XML does not end")),
            Event::Eof => break,
            _ => {}
        }
    }
    let Some(text) = text else {
        return Err(Error::new(&file.name, "has no TEXT element: it is not i2b2 or n2c2 XML"));
    };
    if !annotated {
        return Err(Error::new(&file.name, "has no TAGS element: it is not annotated"));
    }
    Ok(of_file(file, text.replace("\r\n", "\n").replace('\r', "\n"), marks, false))
}

const INCOMPLETE: &str = "a tag lacks its start or its end";

fn push(text: &mut Option<String>, words: &str) {
    text.get_or_insert_with(String::new).push_str(words);
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
