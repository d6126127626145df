//! Which prediction belongs to which document? The ids say; a prediction of other words is not one of this document.

use std::collections::HashMap;

use crate::format::stem;
use crate::{Annotation, Document, Error, Record};

/// Predictions in the order of their documents.
#[derive(Debug, Default)]
pub struct Pairing {
    /// One list for each document that is left.
    pub predictions: Vec<Vec<Annotation>>,
    /// Documents without a usable prediction: they were taken out, because nothing is known of them.
    pub errors: Vec<Error>,
    /// Predictions that belong to no document.
    pub unused: usize,
}

/// Finds the prediction of each of `gold` by its id (a file's ending does not matter), or by its text where no prediction has
/// the id, and takes out documents that have none. Predictions that hold no text are placed on the document's.
#[must_use]
pub fn pair(gold: &mut Vec<Document>, predictions: Vec<Record>) -> Pairing {
    let mut pairing = Pairing::default();
    let mut predictions = Predictions::new(predictions);
    let mut seen: HashMap<String, String> = HashMap::new();
    gold.retain(|document| {
        let other = seen.insert(stem(&document.id).to_owned(), document.place.clone());
        let found = match other {
            Some(other) => Err(Error::new(&document.place, format!("has the id of another document: {other}"))),
            None => placed(document, predictions.take(document)),
        };
        match found {
            Ok(annotations) => pairing.predictions.push(annotations),
            Err(error) => {
                pairing.errors.push(error);
                return false;
            }
        }
        true
    });
    pairing.unused = predictions.records.iter().flatten().count();
    pairing
}

/// Predictions that were not used yet, by id and by text.
struct Predictions {
    records: Vec<Option<Record>>,
    by_id: HashMap<String, Vec<usize>>,
    by_text: HashMap<String, Vec<usize>>,
}

impl Predictions {
    fn new(records: Vec<Record>) -> Self {
        let mut by_id: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_text: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, record) in records.iter().enumerate() {
            by_id.entry(stem(&record.id).to_owned()).or_default().push(at);
            if let Some(text) = &record.text {
                by_text.entry(text.clone()).or_default().push(at);
            }
        }
        Self { records: records.into_iter().map(Some).collect(), by_id, by_text }
    }

    /// Those that may be the document's.
    fn take(&mut self, document: &Document) -> Vec<Record> {
        let found = self.by_id.get(stem(&document.id)).or_else(|| self.by_text.get(&document.text));
        let found = found.into_iter().flatten().filter_map(|at| self.records.get_mut(*at)?.take());
        found.collect()
    }
}

fn placed(document: &Document, mut found: Vec<Record>) -> Result<Vec<Annotation>, Error> {
    let Some(record) = found.pop() else {
        return Err(Error::new(&document.place, "has no prediction with its id, nor one with its text"));
    };
    if let Some(other) = found.pop() {
        let why = format!("has several predictions with its id or text: {} and {}", other.place, record.place);
        return Err(Error::new(&document.place, why));
    }
    if record.text.as_ref().is_some_and(|text| *text != document.text) {
        let why = format!("has a prediction on another text than its own: {}", record.place);
        return Err(Error::new(&document.place, why));
    }
    record.placed_on(document.text.clone()).map(|document| document.annotations)
}

#[cfg(test)]
mod tests {
    use super::pair;
    use crate::{Document, File, Format, Options, Record, read};

    fn records(name: &str, lines: &str) -> Vec<Record> {
        read(Format::Jsonl, &[File::new(name, lines)], &Options::default()).records
    }

    fn gold(lines: &str) -> Vec<Document> {
        records("g", lines).into_iter().map(|record| record.placed().expect("places")).collect()
    }

    #[test]
    fn ids_pair_and_what_does_not_is_told() {
        let mut gold = gold(concat!(
            "{\"id\": \"a.xml\", \"text\": \"Ann\", \"spans\": []}\n",
            "{\"id\": \"b\", \"text\": \"Ann\", \"spans\": []}\n",
            "{\"id\": \"b\", \"text\": \"Ann\", \"spans\": []}\n",
            "{\"id\": \"c\", \"text\": \"Ann\", \"spans\": []}\n",
            "{\"id\": \"d\", \"text\": \"Ann\", \"spans\": []}\n",
            "{\"id\": \"e\", \"text\": \"Ann\", \"spans\": []}\n",
            "{\"id\": \"f\", \"text\": \"Ann\", \"spans\": []}\n",
        ));
        let predictions = records(
            "p",
            concat!(
                "{\"id\": \"a.txt\", \"spans\": [{\"start\": 0, \"end\": 3, \"label\": \"name\"}]}\n",
                "{\"id\": \"b\", \"spans\": []}\n",
                "{\"id\": \"c\", \"spans\": []}\n{\"id\": \"c\", \"spans\": []}\n",
                "{\"id\": \"d\", \"text\": \"Bob\", \"spans\": []}\n",
                "{\"id\": \"e\", \"spans\": [{\"start\": 0, \"end\": 4, \"label\": \"name\"}]}\n",
                "{\"id\": \"z\", \"spans\": []}\n",
            ),
        );
        let pairing = pair(&mut gold, predictions);
        let errors: Vec<String> = pairing.errors.iter().map(ToString::to_string).collect();
        for (error, expected) in errors.iter().zip([
            "g:3: has the id of another document: g:2",
            "g:4: has several predictions with its id or text: p:3 and p:4",
            "g:5: has a prediction on another text than its own: p:5",
            "p:6: annotation 1 reaches beyond the text",
            "g:7: has no prediction with its id",
        ]) {
            assert!(error.starts_with(expected), "{error}");
        }
        assert_eq!((errors.len(), gold.len(), pairing.predictions.len(), pairing.unused), (5, 2, 2, 1));
        assert_eq!(pairing.predictions[0][0].range, 0..3);
    }

    #[test]
    fn where_there_are_no_ids_the_text_pairs() {
        let mut gold = gold("{\"text\": \"Ann\", \"spans\": []}\n{\"text\": \"Bob\", \"spans\": []}\n");
        let name = "\"spans\": [{\"start\": 0, \"end\": 3, \"label\": \"name\"}]";
        let pairing = pair(
            &mut gold,
            records("p", &format!("{{\"text\": \"Bob\", {name}}}\n{{\"text\": \"Ann\", \"spans\": []}}\n")),
        );
        assert_eq!((pairing.errors.len(), pairing.unused), (0, 0));
        assert_eq!(pairing.predictions.iter().map(Vec::len).collect::<Vec<_>>(), [0, 1]);
    }
}
