//! The texts to measure with; none of them is learnt from.

use std::path::Path;

use fastrand::Rng;
use unphi_synth::{Split, half};

use crate::document::{Document, Known};
use crate::names::{list, listed, title};
use crate::set::Set;
use crate::{source, training};

/// How many snippets each culture's names are put into.
const SNIPPETS: usize = 150;

/// Writes a set for each of what is measured.
pub(crate) fn write(testdata: &Path, corpora: Option<&Path>, folder: &Path) -> Result<(), String> {
    let sets = [
        ("dev", "notes/dev"),
        ("test", "notes/test"),
        ("synthetic-dev", "notes/synthetic-dev"),
        ("synthetic-test", "notes/synthetic-test"),
        ("written-held", "written/held"),
    ];
    for (name, file) in sets {
        let rows = source::rows(&testdata.join(format!("{file}.jsonl")))?;
        let documents: Vec<Document> = rows.iter().map(|row| source::gold(row, &group(row))).collect();
        write_set(folder, name, &documents)?;
        if name == "dev" {
            let cased = |case: fn(&str) -> String| -> Vec<Document> {
                let document = |document: &Document| Document { text: case(&document.text), ..document.clone() };
                documents.iter().map(document).collect()
            };
            write_set(folder, "dev-capitals", &cased(str::to_ascii_uppercase))?;
            write_set(folder, "dev-lower", &cased(str::to_ascii_lowercase))?;
        }
    }
    // Other notes of the generator's test half than those of `testdata`.
    write_set(folder, "held-out", &source::invented(90_210, Split::Test, 410)?)?;
    write_set(folder, "cultures", &cultures()?)?;
    if let Some(corpora) = corpora {
        for name in training::ANNOTATED {
            let rows = source::rows(&corpora.join(format!("{name}.jsonl")))?;
            let halves = rows.iter().skip(1).step_by(2).map(|row| source::gold(row, name).with_unsure_numbers());
            write_set(folder, name, &halves.collect::<Vec<_>>())?;
        }
    }
    Ok(())
}

/// The first folder of the id, the genre where the row names it.
fn group(row: &serde_json::Value) -> String {
    let id = row["id"].as_str().unwrap_or_default();
    let genre = row["genre"].as_str().or(id.split('/').nth(3)).or(id.split('/').next());
    genre.unwrap_or_default().to_owned()
}

fn write_set(folder: &Path, name: &str, documents: &[Document]) -> Result<(), String> {
    let mut set = Set::default();
    documents.iter().for_each(|document| set.add(document));
    eprintln!("{name}: {} texts, {} thousand tokens", documents.len(), set.tokens() / 1_000);
    set.write(folder, name)
}

/// The snippets of the linear scorer with names of one culture each, of the half that is not learnt from.
fn cultures() -> Result<Vec<Document>, String> {
    let mut cultures: std::collections::BTreeMap<String, [Vec<String>; 2]> = std::collections::BTreeMap::new();
    for (place, file) in ["given-cultures", "surnames-cultures"].into_iter().enumerate() {
        for (key, _, culture) in list(file)? {
            if half(&key) == Split::Test && key.len() > 1 {
                cultures.entry(culture).or_default()[place].push(key);
            }
        }
    }
    let contexts = source::contexts();
    let mut rng = Rng::with_seed(1);
    let mut documents = Vec::new();
    for (culture, [given, surnames]) in &cultures {
        if given.len() < 20 || surnames.len() < 20 {
            continue;
        }
        for context in contexts.iter().filter(|context| !context.spans.is_empty()).take(SNIPPETS) {
            let mut document = context.rewritten(|text, known| {
                if known != Some(Known::Person) {
                    return text.to_owned();
                }
                let words: Vec<&str> = text.split(' ').collect();
                let pick = |names: &[String], rng: &mut Rng| title(listed(rng, names));
                match words.len() {
                    1 if rng.bool() => pick(given, &mut rng),
                    1 => pick(surnames, &mut rng),
                    _ => format!("{} {}", pick(given, &mut rng), pick(surnames, &mut rng)),
                }
            });
            document.group.clone_from(culture);
            documents.push(document);
        }
    }
    Ok(documents)
}
