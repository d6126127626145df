//! What the word lists know of one word, for models that weigh it themselves (`unphi-ner`).

#![forbid(unsafe_code)]

use super::{Class, letters, word};

/// What the embedded word lists say of one word. All numbers are those of `crates/unphi/lexicon/README.md`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordFacts {
    /// Log-odds of name against vocabulary, quarter bits; above 0 speaks for a name.
    pub prior: i8,
    /// How common as a given name, 0 to 255 on a logarithmic scale; 0 is never.
    pub given: u8,
    /// The same as a surname.
    pub surname: u8,
    /// The same in lower case, in running text.
    pub running: u8,
    /// The same by inhabitants, where it is a city.
    pub city: u8,
    /// How much its letters look like a name's: mean log-odds of trigrams, quarter bits.
    pub letters: i32,
    /// Words about people: titles, relations, roles, verbs, particles, and the function words between them. One bit a class.
    pub people: u64,
    /// Vocabulary: common and clinical words, drugs, eponyms, headings. One bit a class.
    pub vocabulary: u64,
    /// Places, organizations and the calendar. One bit a class.
    pub places: u64,
    /// The field label that the word is by itself (`Attending`, `DOB`); 0 is none.
    pub label: u8,
}

const PEOPLE: Class = Class::TITLE
    .or(Class::CREDENTIAL)
    .or(Class::RELATION)
    .or(Class::ROLE)
    .or(Class::SPEECH_VERB)
    .or(Class::PERSON_VERB)
    .or(Class::INTRODUCER)
    .or(Class::PARTICLE)
    .or(Class::NICKNAME)
    .or(Class::FUNCTION);
const VOCABULARY: Class = Class::COMMON
    .or(Class::CLINICAL)
    .or(Class::ABBREV)
    .or(Class::EPONYM)
    .or(Class::EPONYM_HEAD)
    .or(Class::DRUG)
    .or(Class::ORGANISM)
    .or(Class::CLINICAL_CAP)
    .or(Class::MEASURE_UNIT)
    .or(Class::PROPER)
    .or(Class::HEADING)
    .or(Class::AGE_WORD);
const PLACES: Class = Class::CITY
    .or(Class::COUNTY)
    .or(Class::STATE)
    .or(Class::STATE_ABBR)
    .or(Class::COUNTRY)
    .or(Class::DEMONYM)
    .or(Class::STREET_SUFFIX)
    .or(Class::STREET_PREFIX)
    .or(Class::DIRECTIONAL)
    .or(Class::UNIT_WORD)
    .or(Class::FACILITY_WORD)
    .or(Class::FACILITY)
    .or(Class::ORG_WORD)
    .or(Class::ORGANIZATION)
    .or(Class::PAYER)
    .or(Class::MAKER)
    .or(Class::AREA_WORD)
    .or(Class::MONTH)
    .or(Class::WEEKDAY)
    .or(Class::SEASON)
    .or(Class::HOLIDAY)
    .or(Class::NUMBER);

/// What the lists say of `lowered`, ASCII letters and digits in any case; of other words, what they say of an unknown one.
///
/// ```
/// let smith = unphi::word_facts(b"smith");
/// assert!(smith.surname > 0 && smith.prior > 0);
/// assert_eq!(unphi::word_facts(b"hypertension").surname, 0);
/// ```
#[must_use]
pub fn word_facts(lowered: &[u8]) -> WordFacts {
    let plain = lowered.iter().all(u8::is_ascii_alphanumeric);
    let row = word(if plain { lowered } else { b"" });
    WordFacts {
        prior: row.prior,
        given: row.given,
        surname: row.surname,
        running: row.running,
        city: row.city,
        letters: letters(lowered),
        people: row.classes.0 & PEOPLE.0,
        vocabulary: row.classes.0 & VOCABULARY.0,
        places: row.classes.0 & PLACES.0,
        label: row.label,
    }
}
