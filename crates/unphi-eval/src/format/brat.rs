//! brat standoff: `note.txt`, and `note.ann` with a line `T1<TAB>LABEL start end<TAB>words` for each annotation. Offsets
//! are code points; a discontinuous annotation (`0 4;9 12`) becomes one for each piece. Relations, events, attributes and
//! notes are passed over.

use std::collections::BTreeMap;

use super::{Read, file_name, full_label, of_file};
use crate::{Error, File, Mark, Record};

pub(super) fn read(files: &[File], read: &mut Read) {
    let mut pairs: BTreeMap<&str, (Option<&File>, Option<&File>)> = BTreeMap::new();
    for file in files {
        match file.name.rsplit_once('.') {
            Some((stem, "txt")) => pairs.entry(stem).or_default().0 = Some(file),
            Some((stem, "ann")) => pairs.entry(stem).or_default().1 = Some(file),
            // brat's configuration, and what else lies about.
            _ => {}
        }
    }
    for pair in pairs.into_values() {
        match pair {
            (Some(text), Some(annotations)) => read.add(document(text, annotations)),
            (Some(text), None) => {
                read.errors.push(Error::new(
                    &text.name,
                    "has no .ann file beside it; make an empty one if nothing in it is PHI",
                ));
            }
            (None, Some(annotations)) => read.errors.push(Error::new(&annotations.name, "has no .txt file beside it")),
            (None, None) => {}
        }
    }
}

fn document(text: &File, annotations: &File) -> Result<Record, Error> {
    let mut marks = Vec::new();
    for (number, line) in annotations.text.lines().enumerate() {
        if line.trim_start_matches('\u{FEFF}').starts_with('T') {
            let place = format!("{}:{}", annotations.name, number + 1);
            let Some(pieces) = entry(line) else {
                return Err(Error::new(place, "is not `T1<TAB>LABEL start end<TAB>words`"));
            };
            marks.extend(pieces.into_iter().map(|mark| Mark { place: Some(place.clone()), ..mark }));
        }
    }
    Ok(of_file(text, text.text.clone(), marks, false))
}

/// The pieces of one annotation.
fn entry(line: &str) -> Option<Vec<Mark>> {
    let mut fields = line.splitn(3, '\t').skip(1);
    let (label, places) = fields.next()?.split_once(' ')?;
    let words = fields.next().map(str::to_owned);
    let places: Vec<&str> = places.split(';').collect();
    let whole = places.len() == 1;
    places
        .into_iter()
        .map(|place| {
            let (start, end) = place.trim().split_once(' ')?;
            Some(Mark {
                start: start.parse().ok()?,
                end: end.trim().parse().ok()?,
                label: label.to_owned(),
                // The words of several pieces are joined, so they say nothing of one.
                words: words.clone().filter(|_| whole),
                ..Mark::default()
            })
        })
        .collect()
}

pub(super) fn write(record: &Record) -> Vec<Result<(String, String), Error>> {
    let mut annotations = String::new();
    for (number, mark) in record.marks.iter().enumerate() {
        let words = mark.words.as_deref().unwrap_or_default().replace(['\r', '\n', '\t'], " ");
        let label = full_label(&mark.label, mark.kind.as_ref()).replace(' ', "_");
        annotations.push_str(&format!("T{}\t{label} {} {}\t{words}\n", number + 1, mark.start, mark.end));
    }
    match (file_name(record, "txt"), file_name(record, "ann")) {
        (Ok(text), Ok(marks)) => vec![Ok((text, record.text.clone().unwrap_or_default())), Ok((marks, annotations))],
        (Err(error), _) | (_, Err(error)) => vec![Err(error)],
    }
}
