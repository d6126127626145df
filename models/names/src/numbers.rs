//! The weights of the scorer of numbers: for each identifier that a number may be, whether it is one.

use unphi::Identifier;
use unphi::train::{NUMBER_ANSWERS, NUMBER_COUNT, NUMBER_GROUPS, numbers};

use crate::gold::{Document, Known};
use crate::model::{Model, Sample, write};

/// How many times more a case of a table is shown.
const TABLE_WEIGHT: usize = 8;

/// A number, and which of the answers it is.
struct Asked {
    features: Vec<u16>,
    answer: Option<usize>,
}

/// Trains on annotated texts and on those that hold next to no identifiers, and writes the weights to `path`.
pub(crate) fn train(annotated: &[Document], plain: &[Document], path: &str) -> Result<(), String> {
    let mut asked = Vec::new();
    for (i, document) in annotated.iter().enumerate() {
        // What a first pass leaves holds no identifier.
        learn(&document.tagged_throughout(), false, &mut asked);
        for text in [document, &document.varied_casing(i as u64)] {
            for _ in 0..if document.source == "tables" { TABLE_WEIGHT } else { 1 } {
                learn(text, false, &mut asked);
            }
        }
    }
    plain.iter().for_each(|document| learn(document, true, &mut asked));
    eprintln!("{} numbers, {} of them identifiers", asked.len(), asked.iter().filter(|of| of.answer.is_some()).count());
    let mut samples: Vec<Sample> =
        asked.iter_mut().map(|of| Sample { features: std::mem::take(&mut of.features), is_part: false }).collect();
    let models: Vec<Model> = (0..NUMBER_ANSWERS.len())
        .map(|answer| {
            samples.iter_mut().zip(&asked).for_each(|(sample, of)| sample.is_part = of.answer == Some(answer));
            Model::train(NUMBER_COUNT, &samples)
        })
        .collect();
    let names = NUMBER_ANSWERS.map(|identifier| identifier.name()).join("\t");
    write(&models, NUMBER_GROUPS, &format!("{names}: weights"), path)
}

/// Appends the numbers of a text. What no rule found counts twice: it is what will be asked about. A `plain` text is nobody's: what
/// the rules find there is left out.
fn learn(document: &Document, plain: bool, asked: &mut Vec<Asked>) {
    for number in numbers(&document.text) {
        let over = document.spans.iter().find(|(range, _)| range.start < number.end && number.start < range.end);
        let identifier = match over {
            None if plain && number.found => continue,
            None => None,
            Some((_, Known::Place)) => Some(Identifier::Geographic),
            Some((_, Known::Number(identifier))) => Some(*identifier),
            Some((_, Known::Person)) => Some(Identifier::Name),
            Some((_, Known::Unsure)) => continue,
        };
        let answer = identifier.and_then(|asked| NUMBER_ANSWERS.iter().position(|answer| *answer == asked));
        if !number.found {
            asked.push(Asked { features: number.features.clone(), answer });
        }
        asked.push(Asked { features: number.features, answer });
    }
}
