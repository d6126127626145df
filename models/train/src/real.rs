//! Names put into real clinical text, where it speaks of people without naming them. What decides about a new note is
//! whether its contexts are known, not its names; these are the contexts of real notes.

use fastrand::Rng;
use unphi::{Deidentifier, Identifier};

use crate::document::{Document, Known};
use crate::names::{Form, Names, Person, choose, pick};

/// What a phrase is replaced by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// The patient's name.
    Patient,
    /// The same with `'s`.
    Possessive,
    /// A name behind the phrase: `his wife Ana`.
    Behind,
    /// `Dr. NAME`.
    Doctor,
    /// A speaker at the start of a line.
    Speaker,
}

/// Phrases in lower case, the longest first among those with the same beginning.
const PHRASES: &[(&str, By)] = &[
    ("the patient's", By::Possessive),
    ("the patient", By::Patient),
    ("this patient", By::Patient),
    ("patient's", By::Possessive),
    ("patient", By::Patient),
    ("the pt", By::Patient),
    ("pt", By::Patient),
    ("this gentleman", By::Patient),
    ("this lady", By::Patient),
    ("the child", By::Patient),
    ("the infant", By::Patient),
    ("the baby", By::Patient),
    ("the woman", By::Patient),
    ("the man", By::Patient),
    ("the boy", By::Patient),
    ("the girl", By::Patient),
    ("she", By::Patient),
    ("he", By::Patient),
    ("his wife", By::Behind),
    ("her husband", By::Behind),
    ("his mother", By::Behind),
    ("her mother", By::Behind),
    ("the mother", By::Behind),
    ("mother", By::Behind),
    ("mom", By::Behind),
    ("dad", By::Behind),
    ("his father", By::Behind),
    ("her father", By::Behind),
    ("father", By::Behind),
    ("his daughter", By::Behind),
    ("her daughter", By::Behind),
    ("daughter", By::Behind),
    ("his son", By::Behind),
    ("her son", By::Behind),
    ("son", By::Behind),
    ("sister", By::Behind),
    ("brother", By::Behind),
    ("husband", By::Behind),
    ("wife", By::Behind),
    ("friend", By::Behind),
    ("the nurse", By::Behind),
    ("nurse", By::Behind),
    ("the resident", By::Behind),
    ("the family", By::Patient),
    ("the surgeon", By::Doctor),
    ("the physician", By::Doctor),
    ("the doctor", By::Doctor),
    ("his doctor", By::Doctor),
    ("her doctor", By::Doctor),
    ("primary care physician", By::Doctor),
    ("anesthesiologist", By::Doctor),
    ("cardiology", By::Doctor),
    ("neurosurgery", By::Doctor),
    ("the team", By::Doctor),
    ("doctor:", By::Speaker),
    ("patient:", By::Speaker),
    ("guest_family:", By::Speaker),
    ("guest_clinician:", By::Speaker),
];

/// A clinical text with what the rules are sure of: names as [`Known::Person`] (to be replaced), places.
pub(crate) fn read(text: &str, source: &str, engine: &Deidentifier) -> Result<Document, String> {
    // MTSamples has lost its line ends: `.,HEADING: , text`.
    let text = text.replace("\r\n", "\n").replace(".,", ".\n").replace(": ,", ":");
    let found = engine.detect(&text).map_err(|error| error.to_string())?;
    let spans = found.iter().filter_map(|span| {
        let sure = span.confidence() >= 0.9;
        let known = match (span.identifier(), span.kind()) {
            (Identifier::Name, "person") if sure => Known::Person,
            (Identifier::Name, _) if span.confidence() > 0.6 => Known::Unsure,
            (Identifier::Geographic, _) if sure => Known::Place,
            (Identifier::Geographic, _) => Known::Unsure,
            (Identifier::Name, _) => return None,
            (Identifier::Date, _) if sure => Known::Date,
            _ => Known::Unsure,
        };
        Some((span.range(), known))
    });
    let spans = spans.collect();
    Ok(Document { group: source.to_owned(), text, spans })
}

/// `document` with other names, and with names where there were none.
pub(crate) fn inject(document: &Document, names: &Names, rng: &mut Rng) -> Document {
    let patient = names.person(rng);
    // In percent: some texts name the patient in each sentence, some hardly ever.
    let share = *choose(rng, &[0, 4, 10, 25, 60]);
    let mut new = Document::new(&document.group);
    for (text, known) in document.stretches() {
        match known {
            Some(Known::Person) => replaced(text, names, rng, &mut new),
            Some(known) => new.known(text, known),
            None => named(text, &patient, share, names, rng, &mut new),
        }
    }
    new
}

/// A name for a name, in a form like its own; what is no plain name is left and not learnt from.
fn replaced(old: &str, names: &Names, rng: &mut Rng, new: &mut Document) {
    let words: Vec<&str> = old.split(' ').collect();
    let plain = |word: &&str| word.len() > 2 && word.chars().all(char::is_alphabetic);
    let person = names.person(rng);
    let form = match words[..] {
        [one] if plain(&one) => Form::Surname,
        [_, last] if plain(&last) => Form::Full,
        _ => return new.known(old, Known::Unsure),
    };
    new.known(&person.written(form, rng), Known::Person);
}

/// Appends `text`, with names for some of its phrases.
fn named(text: &str, patient: &Person, share: u32, names: &Names, rng: &mut Rng, new: &mut Document) {
    let lower = text.to_ascii_lowercase();
    let mut at = 0;
    let mut done = 0;
    while at < text.len() {
        let (Some(rest), Some(before)) = (lower.get(at..), lower.get(..at)) else {
            at += 1;
            continue;
        };
        let word_start = !before.chars().next_back().is_some_and(char::is_alphanumeric);
        let ends = |len: usize| !rest.get(len..).and_then(|r| r.chars().next()).is_some_and(char::is_alphanumeric);
        let found = if word_start { PHRASES.iter().find(|(p, _)| rest.starts_with(p) && ends(p.len())) } else { None };
        let Some((phrase, by)) = found else {
            at += 1;
            continue;
        };
        let end = at + phrase.len();
        if rng.u32(..100) < share {
            new.plain(text.get(done..at).unwrap_or_default());
            write(text.get(at..end).unwrap_or_default(), *by, patient, names, rng, new);
            done = end;
        }
        at = end;
    }
    new.plain(text.get(done..).unwrap_or_default());
}

fn write(phrase: &str, by: By, patient: &Person, names: &Names, rng: &mut Rng, new: &mut Document) {
    let other = names.person(rng);
    // Mostly the one patient of the note.
    let person = if rng.u32(..4) > 0 { patient } else { &other };
    match by {
        By::Patient | By::Possessive => {
            match rng.u32(..10) {
                0..2 => {
                    new.plain(pick(rng, &["Mr. ", "Mrs. ", "Ms. ", "Mr ", "ms. ", "pt ", "Patient "]));
                    new.known(&person.written(Form::Surname, rng), Known::Person);
                }
                2 => {
                    new.plain(phrase.trim_end_matches("'s"));
                    new.plain(pick(rng, &[", ", " (", " ", " named "]));
                    new.known(&person.written(Form::Any, rng), Known::Person);
                    new.plain(",");
                }
                3..6 => new.known(&person.written(Form::Given, rng), Known::Person),
                _ => new.known(&person.written(Form::Any, rng), Known::Person),
            }
            if by == By::Possessive {
                new.plain("'s");
            }
        }
        By::Behind => {
            new.plain(phrase);
            let form = if rng.bool() { Form::Given } else { Form::Any };
            let name = other.written(form, rng);
            match rng.u32(..4) {
                0 => {
                    new.plain(" (");
                    new.known(&name, Known::Person);
                    new.plain(")");
                }
                1 => {
                    new.plain(", ");
                    new.known(&name, Known::Person);
                    new.plain(",");
                }
                _ => {
                    new.plain(" ");
                    new.known(&name, Known::Person);
                }
            }
        }
        By::Doctor => {
            new.plain(pick(rng, &["Dr. ", "Dr. ", "Dr ", "dr. ", "", "Doctor "]));
            let form = if rng.u32(..3) == 0 { Form::Full } else { Form::Surname };
            new.known(&other.written(form, rng), Known::Person);
        }
        By::Speaker => {
            new.plain(pick(rng, &["", "", "Dr. ", "Mrs. ", "Nurse "]));
            let form = if rng.bool() { Form::Given } else { Form::Any };
            new.known(&patient.written(form, rng), Known::Person);
            new.plain(":");
        }
    }
}
