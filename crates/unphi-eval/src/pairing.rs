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
    gold.retain(|document| {
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
