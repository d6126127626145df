//! The texts to learn from.

use std::path::Path;

use fastrand::Rng;
use unphi::Deidentifier;
use unphi_synth::Split;

use crate::document::{Document, Known};
use crate::names::{Form, Names, choose, pick};
use crate::snippets::Snippets;
use crate::vocabulary::Vocabulary;
use crate::{distort, real, set::Set, source};

/// Sets of text with next to no names; names are put into them.
const PLAIN: [&str; 3] = ["mtsamples_dev", "case_reports_dev", "clinic_dialogues_dev"];
/// Annotated sets; every second document is learnt from, the others are measured.
pub(crate) const ANNOTATED: [&str; 4] =
    ["asq_phi_dev", "aci_bench_notes_dev", "presidio_generated_small", "openmed_golden_en"];

/// How much of each, for a `scale` of 1.
const INVENTED: f64 = 2_000.0;
const SNIPPETS: f64 = 110_000.0;
const COPIES: f64 = 12.0;
const PASSES: f64 = 2.0;
/// Not one of those that the sets of `testdata` and the linear scorer are made with.
const SEED: u64 = 31_007;

/// All there is to learn from, beginning with the written notes of `testdata`. `corpora` is the folder of public sets; without it there is only what the project made.
pub(crate) fn write(testdata: &Path, corpora: Option<&Path>, scale: f64) -> Result<Set, String> {
    let times = |count: f64| (count * scale).ceil() as u64;
    let names = Names::read(Split::Dev)?;
    let engine = Deidentifier::safe_harbor();
    let mut rng = Rng::with_seed(SEED);
    let mut set = Set::default();
    let vocabulary = Vocabulary::read()?;
    let add = |set: &mut Set, document: Document, rng: &mut Rng| {
        let document = if rng.u32(..3) > 0 { vocabulary.unfamiliar(&document, rng) } else { document };
        let document = distort::distorted(document, rng);
        distort::pieces(document, rng).iter().for_each(|piece| set.add(piece));
    };
    let report = |set: &Set, what: &str| eprintln!("{what}: {} thousand tokens", set.tokens() / 1_000);

    let invented = source::invented(SEED, Split::Dev, times(INVENTED))?;
    let mut plain = Vec::new();
    let mut written = source::contexts();
    written.extend(source::tables()?);
    let notes = source::rows(&testdata.join("written/train.jsonl"))?;
    written.extend(notes.iter().map(|row| source::gold(row, "written")));
    if let Some(folder) = corpora {
        for name in PLAIN {
            for row in source::rows(&folder.join(format!("{name}.jsonl")))? {
                plain.push(real::read(row["text"].as_str().unwrap_or_default(), name, &engine)?);
            }
        }
        for name in ANNOTATED {
            let rows = source::rows(&folder.join(format!("{name}.jsonl")))?;
            // They differ in what numbers they mark.
            written.extend(rows.iter().step_by(2).map(|row| source::gold(row, name).with_unsure_numbers()));
        }
    }
    let snippets = Snippets::read(sentences(if plain.is_empty() { &invented } else { &plain }))?;

    for document in invented {
        // Half of them with other names: the generator has few.
        let document = if rng.bool() { renamed(&document, &names, &mut rng) } else { document };
        add(&mut set, document, &mut rng);
    }
    report(&set, "invented notes");
    for _ in 0..times(COPIES) {
        for document in &written {
            let document = if rng.u32(..4) > 0 { renamed(document, &names, &mut rng) } else { document.clone() };
            add(&mut set, document, &mut rng);
        }
    }
    report(&set, "and written texts");
    for _ in 0..times(PASSES) {
        for document in &plain {
            let document = real::inject(document, &names, &mut rng);
            add(&mut set, document, &mut rng);
        }
    }
    report(&set, "and clinical texts");
    let mut left = times(SNIPPETS);
    while left > 0 {
        // One alone, or some of them as a note.
        let count = *choose(&mut rng, &[1, 1, 2, 4, 10]).min(&left);
        let mut document = Document::new("snippets");
        for _ in 0..count {
            document.append(&snippets.make(&names, &mut rng));
            document.plain(pick(&mut rng, &["\n", "\n", "\n\n", ". ", " ", "; "]));
        }
        left -= count;
        add(&mut set, document, &mut rng);
    }
    report(&set, "and snippets");
    Ok(set)
}

/// Sentences without names, as far as is known.
fn sentences(documents: &[Document]) -> Vec<String> {
    let plain = documents.iter().flat_map(Document::stretches).filter(|(_, known)| known.is_none());
    let pieces = plain.flat_map(|(text, _)| text.split_inclusive(['.', '\n'])).map(str::trim);
    pieces.filter(|piece| (15..160).contains(&piece.len())).map(str::to_owned).collect()
}

/// `document` with other names, and with other digits in its codes. What is short or has signs stays: it may be an initial or a
/// login.
pub(crate) fn renamed(document: &Document, names: &Names, rng: &mut Rng) -> Document {
    let seed = rng.u64(..);
    document.rewritten(|text, known| {
        match known {
            Some(Known::Person) => {}
            Some(Known::Code) => {
                return text.chars().map(|char| if char.is_ascii_digit() { rng.digit(10) } else { char }).collect();
            }
            _ => return text.to_owned(),
        }
        let mut out = String::new();
        let mut first = true;
        let last_word = text.rsplit(|char: char| !char.is_alphabetic()).find(|word| !word.is_empty());
        for word in text.split_inclusive(|char: char| !char.is_alphabetic()) {
            let letters = word.trim_end_matches(|char: char| !char.is_alphabetic());
            if letters.chars().count() < 3 {
                out.push_str(word);
                continue;
            }
            // The same word is the same name throughout the text.
            let hash = letters
                .bytes()
                .fold(seed, |hash, byte| (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3));
            let mut rng = Rng::with_seed(hash);
            let form = if first && last_word != Some(letters) { Form::Given } else { Form::Surname };
            let name = if form == Form::Given { names.given(&mut rng) } else { names.surname(&mut rng) };
            let upper = letters.chars().all(char::is_uppercase);
            let lower = letters.chars().all(char::is_lowercase);
            out.push_str(&if upper {
                name.to_uppercase()
            } else if lower {
                name.to_lowercase()
            } else {
                name
            });
            out.push_str(word.get(letters.len()..).unwrap_or_default());
            first = false;
        }
        out
    })
}
