//! How much was removed, how much was lost, how sure is that? The definitions are those of the project's DESIGN, section
//! "Scores"; [`Counts`] has them.

mod bootstrap;
mod counts;
mod document;
mod token;

pub use bootstrap::{Interval, Intervals, Resampling};
pub use counts::Counts;
pub(crate) use token::in_token;

use std::collections::BTreeMap;

use unphi::Identifier;

use crate::{Annotation, Document, Error, LabelMap, Meaning, Mistake};

/// An annotation whose label is understood.
#[derive(Clone, Debug)]
pub(crate) struct Labelled {
    /// The annotation as written.
    pub(crate) annotation: Annotation,
    /// The identifier; none where it counts neither way.
    pub(crate) identifier: Option<Identifier>,
    /// The finer kind: the annotation's own, or that of its label.
    pub(crate) kind: Option<String>,
}

/// The kind of employers, schools and congregations, which gold sets may leave out.
const ORGANIZATION: &str = "organization";

/// Scores of a set of documents.
#[derive(Debug)]
pub struct Evaluation {
    pub(crate) documents: Vec<Scored>,
    /// Predictions of organizations, where the gold has none.
    left_out_organizations: u64,
    total: Counts,
    labels: BTreeMap<Identifier, Counts>,
    kinds: BTreeMap<(Identifier, String), Counts>,
    groups: BTreeMap<String, Counts>,
}

/// What became of one document.
#[derive(Debug)]
pub(crate) struct Scored {
    pub(crate) group: Option<String>,
    pub(crate) total: Counts,
    pub(crate) parts: Vec<(Part, Counts)>,
    pub(crate) gold: Vec<Labelled>,
    pub(crate) predictions: Vec<Labelled>,
    pub(crate) mistakes: Vec<Mistake>,
}

/// What counts are told apart by, within a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Part {
    Label(Identifier),
    Kind(Identifier, String),
}

/// Scores `predictions` (one list for each document) against the annotations of `gold`. A label that `labels` does not
/// know is an error that names all such labels.
///
/// Predictions of organizations are no false alarms where the whole of `gold` has no organization, and not counted as
/// predicted; a token that one removes is removed all the same.
pub fn evaluate(gold: &[Document], predictions: &[Vec<Annotation>], labels: &LabelMap) -> Result<Evaluation, Error> {
    evaluate_with(gold, labels, predictions, labels)
}

/// As [`evaluate`], with labels of another scheme for the predictions.
pub fn evaluate_with(
    gold: &[Document],
    gold_labels: &LabelMap,
    predictions: &[Vec<Annotation>],
    prediction_labels: &LabelMap,
) -> Result<Evaluation, Error> {
    let mut unknown = Unknown::default();
    let mut read = Vec::with_capacity(gold.len());
    for (document, predicted) in gold.iter().zip(predictions) {
        let gold =
            labelled(document, &document.annotations, &mut unknown, |label, words| gold_labels.meaning(label, words));
        let predicted = labelled(document, predicted, &mut unknown, |label, _| prediction_labels.predicted(label));
        read.push((document, gold, predicted));
    }
    unknown.refuse()?;
    let organizations = read.iter().any(|(_, gold, _)| gold.iter().any(is_organization));
    let documents = read
        .into_iter()
        .map(|(document, gold, mut predictions)| {
            // What the user's map leaves out of the predictions is not removed either.
            predictions.retain(|prediction| prediction.identifier.is_some());
            let scored = document::score(&document.text, &gold, &predictions, organizations);
            Scored {
                group: document.group.clone(),
                total: scored.total,
                parts: scored.parts,
                mistakes: scored.mistakes,
                gold,
                predictions,
            }
        })
        .collect();
    let mut evaluation = Evaluation::of(documents);
    if organizations {
        evaluation.left_out_organizations = 0;
    }
    Ok(evaluation)
}

/// The annotations that count.
fn labelled(
    document: &Document,
    annotations: &[Annotation],
    unknown: &mut Unknown,
    meaning: impl Fn(&str, &str) -> Option<Meaning>,
) -> Vec<Labelled> {
    let mut labelled = Vec::with_capacity(annotations.len());
    for annotation in annotations {
        let words = document.text.get(annotation.range.clone()).unwrap_or_default();
        let (identifier, kind) = match meaning(&annotation.label, words) {
            Some(Meaning::Phi(identifier, kind)) => (Some(identifier), kind),
            Some(Meaning::Ignore) => (None, None),
            Some(Meaning::None) => continue,
            None => {
                unknown.add(document, &annotation.label);
                continue;
            }
        };
        let kind = annotation.kind.clone().or(kind);
        labelled.push(Labelled { annotation: annotation.clone(), identifier, kind });
    }
    labelled
        .sort_by_key(|labelled| (labelled.annotation.range.start, std::cmp::Reverse(labelled.annotation.range.end)));
    labelled
}

pub(crate) fn is_organization(labelled: &Labelled) -> bool {
    labelled.identifier == Some(Identifier::Name) && labelled.kind.as_deref() == Some(ORGANIZATION)
}

/// Labels that no map knows, each with the first place that it was seen at.
#[derive(Default)]
struct Unknown(BTreeMap<String, String>);

impl Unknown {
    fn add(&mut self, document: &Document, label: &str) {
        let shown = if document.labels_are_text { "a label".to_owned() } else { format!("the label {label:?}") };
        self.0.entry(shown).or_insert_with(|| document.place.clone());
    }

    fn refuse(self) -> Result<(), Error> {
        const SHOWN: usize = 20;
        if self.0.is_empty() {
            return Ok(());
        }
        let listed: Vec<String> =
            self.0.iter().take(SHOWN).map(|(label, place)| format!("{label} ({place})")).collect();
        let more = self.0.len().saturating_sub(SHOWN);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let why = format!(
            "no map says what these mean: {}{more}; say it in a TOML file (LABEL = \"name\", or \"none\", or \
             \"ignore\") and give that as the label map",
            listed.join(", ")
        );
        Err(Error::new("labels", why))
    }
}

impl Evaluation {
    fn of(documents: Vec<Scored>) -> Self {
        let mut evaluation = Self {
            documents: Vec::new(),
            left_out_organizations: 0,
            total: Counts::default(),
            labels: BTreeMap::new(),
            kinds: BTreeMap::new(),
            groups: BTreeMap::new(),
        };
        for document in &documents {
            evaluation.left_out_organizations +=
                document.predictions.iter().filter(|one| is_organization(one)).count() as u64;
            evaluation.total += document.total;
            if let Some(group) = &document.group {
                *evaluation.groups.entry(group.clone()).or_default() += document.total;
            }
            for (part, counts) in &document.parts {
                match part {
                    Part::Label(identifier) => *evaluation.labels.entry(*identifier).or_default() += *counts,
                    Part::Kind(identifier, kind) => {
                        *evaluation.kinds.entry((*identifier, kind.clone())).or_default() += *counts;
                    }
                }
            }
        }
        // A rate per 1,000 tokens that are not PHI means all of them, whichever documents a label occurs in.
        let Counts { documents: all, other_tokens, .. } = evaluation.total;
        evaluation.kinds.retain(|_, counts| counts.spans > 0);
        for counts in evaluation.labels.values_mut().chain(evaluation.kinds.values_mut()) {
            counts.documents = all;
            counts.other_tokens = other_tokens;
        }
        evaluation.documents = documents;
        evaluation
    }

    /// Over all documents.
    #[must_use]
    pub fn total(&self) -> &Counts {
        &self.total
    }

    /// Predictions of organizations that count neither way, because the gold has none.
    #[must_use]
    pub fn left_out_organizations(&self) -> u64 {
        self.left_out_organizations
    }

    /// For each identifier that was annotated or predicted. Gold tokens and spans are counted under their own label,
    /// predicted tokens under the prediction's.
    #[must_use]
    pub fn labels(&self) -> &BTreeMap<Identifier, Counts> {
        &self.labels
    }

    /// For each kind that the gold set has.
    #[must_use]
    pub fn kinds(&self) -> &BTreeMap<(Identifier, String), Counts> {
        &self.kinds
    }

    /// For each group of documents.
    #[must_use]
    pub fn groups(&self) -> &BTreeMap<String, Counts> {
        &self.groups
    }

    /// Every mistake with the number of its document, the one that does most harm first.
    #[must_use]
    pub fn mistakes(&self) -> Vec<(usize, &Mistake)> {
        let documents = self.documents.iter().enumerate();
        let mut all: Vec<_> =
            documents.flat_map(|(at, document)| document.mistakes.iter().map(move |mistake| (at, mistake))).collect();
        all.sort_by_key(|(at, mistake)| (std::cmp::Reverse(mistake.harm), *at, mistake.range.start));
        all
    }
}
