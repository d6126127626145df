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

/// Finds the prediction of each of `gold` by its id (a file's ending does not matter), and takes out documents that have
/// none. Predictions that hold no text are placed on the document's.
#[must_use]
pub fn pair(gold: &mut Vec<Document>, predictions: Vec<Record>) -> Pairing {
    let mut pairing = Pairing::default();
    let mut by_id: HashMap<String, Vec<Record>> = HashMap::new();
    let given = predictions.len();
    for record in predictions {
        by_id.entry(stem(&record.id).to_owned()).or_default().push(record);
    }
    let mut used = 0;
    let mut seen: HashMap<String, String> = HashMap::new();
    gold.retain(|document| {
        if let Some(other) = seen.insert(stem(&document.id).to_owned(), document.place.clone()) {
            pairing.errors.push(Error::new(&document.place, format!("has the id of another document: {other}")));
            return false;
        }
        let found = by_id.remove(stem(&document.id)).unwrap_or_default();
        used += found.len();
        match placed(document, found) {
            Ok(annotations) => {
                pairing.predictions.push(annotations);
                true
            }
            Err(error) => {
                pairing.errors.push(error);
                false
            }
        }
    });
    pairing.unused = given - used;
    pairing
}

fn placed(document: &Document, mut found: Vec<Record>) -> Result<Vec<Annotation>, Error> {
    let Some(record) = found.pop() else {
        return Err(Error::new(&document.place, "has no prediction with its id; is the id the same in both?"));
    };
    if let Some(other) = found.pop() {
        let why = format!("has several predictions with its id: {} and {}", other.place, record.place);
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
            "g:4: has several predictions with its id: p:3 and p:4",
            "g:5: has a prediction on another text than its own: p:5",
            "p:6: annotation 1 reaches beyond the text",
            "g:7: has no prediction with its id",
        ]) {
            assert!(error.starts_with(expected), "{error}");
        }
        assert_eq!((errors.len(), gold.len(), pairing.predictions.len(), pairing.unused), (5, 2, 2, 1));
        assert_eq!(pairing.predictions[0][0].range, 0..3);
    }
}
