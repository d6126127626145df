//! Short texts out of patterns: `snippets.txt` says what they mean.

use fastrand::Rng;

use crate::document::{Document, Known};
use crate::names::{Form, Names, Person, choose, list, listed, pick, title};
use crate::vocabulary::{self, Vocabulary};

/// Patterns, and what fills them.
pub(crate) struct Snippets {
    patterns: Vec<String>,
    /// Sentences of clinical text.
    pub(crate) sentences: Vec<String>,
    eponyms: Vec<String>,
    eponym_heads: Vec<String>,
    drugs: Vec<String>,
    headings: Vec<String>,
    roles: Vec<String>,
    credentials: Vec<String>,
    cities: Vec<String>,
    streets: Vec<String>,
    pub(crate) vocabulary: Vocabulary,
}

impl Snippets {
    /// The patterns of `snippets.txt`; `sentences` fill `{Z}` and `{W}`.
    pub(crate) fn read(sentences: Vec<String>) -> Result<Self, String> {
        let keys = |name| Ok::<_, String>(list(name)?.into_iter().map(|(key, ..)| key).collect::<Vec<_>>());
        let patterns = include_str!("../snippets.txt").lines().filter(|line| !line.starts_with('#'));
        let patterns = patterns.map(|line| line.replace("\\n", "\n").replace("\\t", "\t"));
        Ok(Self {
            patterns: patterns.collect(),
            sentences,
            eponyms: keys("eponyms")?,
            eponym_heads: keys("eponym-heads")?,
            drugs: keys("drugs")?,
            headings: keys("headings")?,
            roles: keys("roles")?,
            credentials: keys("credentials")?,
            cities: keys("cities-us")?,
            streets: keys("street-suffixes")?,
            vocabulary: Vocabulary::read()?,
        })
    }

    /// One filled pattern. All its names are of one person or two.
    pub(crate) fn make(&self, names: &Names, rng: &mut Rng) -> Document {
        let people = [names.person(rng), names.person(rng)];
        let pattern = listed(rng, &self.patterns);
        let mut document = Document::new("snippets");
        let mut first = true;
        let mut rest = pattern;
        while let Some(at) = rest.find(['{', '[', '\\']) {
            document.plain(rest.get(..at).unwrap_or_default());
            rest = rest.get(at..).unwrap_or_default();
            if let Some(escaped) = rest.strip_prefix('\\') {
                document.plain(escaped.get(..1).unwrap_or_default());
                rest = escaped.get(1..).unwrap_or_default();
            } else if let Some((choices, behind)) = bracketed(rest) {
                let choices: Vec<&str> = choices.split('|').collect();
                let chosen = *choose(rng, &choices);
                self.fill(chosen, &mut document, &people, &mut first, names, rng);
                rest = behind;
            } else if let Some((slot, behind)) =
                rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).filter(|(slot, _)| is_slot(slot))
            {
                self.slot(slot, &mut document, &people, &mut first, names, rng);
                rest = behind;
            } else {
                document.plain(rest.get(..1).unwrap_or_default());
                rest = rest.get(1..).unwrap_or_default();
            }
        }
        document.plain(rest);
        document
    }

    fn fill(
        &self,
        text: &str,
        document: &mut Document,
        people: &[Person; 2],
        first: &mut bool,
        names: &Names,
        rng: &mut Rng,
    ) {
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('{') {
            document.plain(before);
            let (slot, behind) = behind.split_once('}').unwrap_or(("", behind));
            self.slot(slot, document, people, first, names, rng);
            rest = behind;
        }
        document.plain(&rest.replace('\\', ""));
    }

    fn slot(
        &self,
        slot: &str,
        document: &mut Document,
        people: &[Person; 2],
        first: &mut bool,
        names: &Names,
        rng: &mut Rng,
    ) {
        let person = if *first { people[0].clone() } else { names.person(rng) };
        let form = match slot {
            "N" => Some(Form::Any),
            "F" => Some(Form::Full),
            "G" => Some(Form::Given),
            "S" => Some(Form::Surname),
            "L" => Some(Form::Listed),
            "I" => Some(Form::Initials),
            "U" => Some(Form::Username),
            "T" => {
                document.plain(pick(rng, &["Dr. ", "Dr ", "Dr. ", "Mr. ", "Ms. ", "dr ", "", "Prof. "]));
                Some(if rng.bool() { Form::Surname } else { Form::Any })
            }
            _ => None,
        };
        if let Some(form) = form {
            // `given: {G}, family: {S}` is one person; a list of names is not.
            *first = matches!(form, Form::Given | Form::Surname) && *first && rng.bool();
            document.known(&person.written(form, rng), Known::Person);
            return;
        }
        let upper = |text: &str, rng: &mut Rng| match rng.u32(..3) {
            0 => text.to_uppercase(),
            1 => title(text),
            _ => text.to_owned(),
        };
        let digits = rng.u32(1..5);
        let number = rng.u32(..10_u32.pow(digits));
        match slot {
            "H" => {
                let kinds = [
                    "Hospital",
                    "Medical Center",
                    "Clinic",
                    "Memorial Hospital",
                    "Nursing Home",
                    "Rehab",
                    "Pharmacy",
                    "Health System",
                    "Surgery Center",
                    "Family Practice",
                    "Care Center",
                    "General",
                    "Dialysis",
                ];
                let of = if rng.bool() { names.surname(rng) } else { title(listed(rng, &self.cities)) };
                let saint = if rng.u32(..5) == 0 { format!("St. {}", names.given(rng)) } else { of };
                document.known(&format!("{saint} {}", pick(rng, &kinds)), Known::Place);
            }
            "O" => {
                let kinds = [
                    "Elementary",
                    "High School",
                    "Roofing",
                    "Trucking",
                    "Farms",
                    "& Sons",
                    "LLC",
                    "Inc",
                    "Church",
                    "Logistics",
                    "Construction",
                    "Bakery",
                    "Market",
                    "University",
                    "College",
                    "Foods",
                    "Electric",
                ];
                document.known(&format!("{} {}", names.surname(rng), pick(rng, &kinds)), Known::Place);
            }
            "A" => {
                let name = if rng.bool() { names.surname(rng) } else { title(listed(rng, &self.cities)) };
                let suffix = title(listed(rng, &self.streets));
                document.known(&format!("{number} {name} {suffix}"), Known::Place);
            }
            "P" => document.known(&title(listed(rng, &self.cities)), Known::Place),
            "vocab" => document.plain(&self.vocabulary.coined(rng)),
            "Vocab" => document.plain(&title(&self.vocabulary.coined(rng))),
            "Ep" => document.plain(&title(listed(rng, &self.eponyms))),
            "abbr" => document.plain(&vocabulary::abbreviation(rng)),
            "code" => document.plain(&vocabulary::code(rng)),
            "base64" => document.plain(&vocabulary::base64(rng)),
            // B-O-H-D-A-N, m a c g i l l
            "spelled" => {
                let name = if rng.bool() { &person.given } else { &person.surname };
                let between = pick(rng, &["-", " ", " ", ", ", "-"]);
                let letters: Vec<String> = name.chars().filter(|char| char.is_alphabetic()).map(String::from).collect();
                let spelled = letters.join(between);
                let spelled = if rng.bool() { spelled.to_uppercase() } else { spelled.to_lowercase() };
                document.known(&spelled, Known::Person);
            }
            "E" => {
                // Whoever it is called after: the head word makes it a term.
                let of = match rng.u32(..3) {
                    0 => names.surname(rng),
                    _ => title(listed(rng, &self.eponyms)),
                };
                let of = if rng.u32(..4) == 0 { format!("{of}-{}", title(listed(rng, &self.eponyms))) } else { of };
                let s = if rng.u32(..4) == 0 { "'s" } else { "" };
                document.plain(&format!("{of}{s} {}", listed(rng, &self.eponym_heads)));
            }
            "C" => document.plain(&listed(rng, &self.credentials).to_uppercase()),
            "R" => document.plain(&upper(listed(rng, &self.roles), rng)),
            "M" => document.plain(&upper(listed(rng, &self.drugs), rng)),
            "V" => document.plain(&upper(listed(rng, &self.headings), rng)),
            "D" => {
                let form = rng.u32(..3);
                let (year, month, day) = (rng.u32(1930..2026), rng.u32(1..13), rng.u32(1..29));
                let date = match form {
                    0 => format!("{month}/{day}/{year}"),
                    1 => format!("{year}-{month:02}-{day:02}"),
                    _ => format!("{month}/{day}"),
                };
                document.known(&date, Known::Date);
                if form == 2 {
                    document.plain(&format!(" {:02}:{:02}", rng.u32(..24), rng.u32(..60)));
                }
            }
            // Of somebody or not: the pattern does not say.
            "#" => document.known(&number.to_string(), Known::Unsure),
            "Z" => document.plain(listed(rng, &self.sentences)),
            // Some words from the middle of a sentence.
            _ => {
                let words: Vec<&str> = listed(rng, &self.sentences).split_whitespace().collect();
                let start = rng.usize(..words.len().max(1));
                let count = rng.usize(1..9);
                let words = words.get(start..(start + count).min(words.len())).unwrap_or_default().join(" ");
                document.plain(words.trim_end_matches(['.', ',', ':', ';']));
            }
        }
    }
}

fn is_slot(text: &str) -> bool {
    text == "#" || text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// What stands in the brackets that `text` begins with, and what is behind; `\[` and `\]` are plain.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix('[')?;
    let mut escaped = false;
    for (at, char) in rest.char_indices() {
        match char {
            '\\' => escaped = true,
            ']' if !escaped => return Some((rest.get(..at)?, rest.get(at + 1..)?)),
            _ => escaped = false,
        }
    }
    None
}
