//! Other names in the same places.

use std::collections::BTreeMap;

use crate::gold::{Document, Known};

/// A small deterministic generator (SplitMix64).
pub(crate) struct Rng(u64);

impl Rng {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

/// Names to choose from.
pub(crate) struct Names {
    given: Vec<String>,
    surnames: Vec<String>,
    /// Names that are words besides.
    common: Vec<String>,
}

impl Names {
    /// The lists of the lexicon.
    pub(crate) fn read() -> Result<Self, String> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../crates/unphi/lexicon/");
        let list = |files: &[&str]| {
            let mut all = Vec::new();
            for file in files {
                let text =
                    std::fs::read_to_string(format!("{folder}{file}.tsv")).map_err(|e| format!("{file}: {e}"))?;
                let words =
                    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next());
                all.extend(words.filter(|word| word.len() > 1 && !word.contains(' ')).map(str::to_owned));
            }
            all.sort();
            all.dedup();
            Ok::<_, String>(all)
        };
        let given = list(&["given-us", "given-cultures", "given-world"])?;
        let surnames = list(&["surnames-us", "surnames-cultures", "surnames-world"])?;
        let english = list(&["words-english"])?;
        let common = given
            .iter()
            .chain(&surnames)
            .filter(|name| name.len() > 3 && english.binary_search(name).is_ok())
            .cloned()
            .collect();
        Ok(Self { given, surnames, common })
    }

    /// `document` with other names; a name that comes twice stays one name.
    pub(crate) fn replace(&self, document: &Document, seed: u64) -> Document {
        let mut rng = Rng::new(seed);
        let mut chosen: BTreeMap<String, String> = BTreeMap::new();
        let mut text = String::with_capacity(document.text.len());
        let mut spans = Vec::new();
        let mut at = 0;
        for (range, known) in &document.spans {
            if range.start < at {
                continue;
            }
            text.push_str(&document.text[at..range.start]);
            let start = text.len();
            let old = &document.text[range.clone()];
            if *known == Known::Person {
                self.rename(old, &mut chosen, &mut rng, &mut text)
            } else {
                text.push_str(old)
            }
            spans.push((start..text.len(), *known));
            at = range.end;
        }
        text.push_str(&document.text[at..]);
        Document { source: document.source.clone(), text, spans }
    }

    /// Appends `name` with other words; initials, particles and what is no plain word stay.
    fn rename(&self, name: &str, chosen: &mut BTreeMap<String, String>, rng: &mut Rng, out: &mut String) {
        const KEPT: [&str; 24] = [
            "de", "la", "del", "van", "der", "von", "bin", "bint", "al", "el", "da", "dos", "di", "jr", "sr", "ii",
            "iii", "st", "ter", "den", "abu", "ibn", "o", "mc",
        ];
        let mut first = true;
        for word in name.split_inclusive(|c: char| !c.is_alphabetic()) {
            let letters = word.trim_end_matches(|c: char| !c.is_alphabetic());
            let rest = &word[letters.len()..];
            if letters.len() < 3 || !letters.is_ascii() || KEPT.contains(&letters.to_lowercase().as_str()) {
                out.push_str(word);
                continue;
            }
            let new = chosen.entry(letters.to_lowercase()).or_insert_with(|| self.choose(letters, first, rng));
            out.push_str(&written_as(new, letters));
            out.push_str(rest);
            first = false;
        }
    }

    fn choose(&self, old: &str, first: bool, rng: &mut Rng) -> String {
        let pick = |list: &[String], rng: &mut Rng| list[rng.below(list.len() as u64) as usize].clone();
        let list = if first { &self.given } else { &self.surnames };
        match rng.below(20) {
            0..=4 => old.to_lowercase(),
            5..=11 => pick(list, rng),
            12..=14 => pick(&self.common, rng),
            // The beginning of one and the end of another: a name that no list has.
            _ => {
                let (a, b) = (pick(&self.surnames, rng), pick(list, rng));
                format!("{}{}", &a[..a.len().div_ceil(2)], &b[b.len() / 2..])
            }
        }
    }
}

/// `word` with the capitals of `like`.
fn written_as(word: &str, like: &str) -> String {
    let upper = like.chars().all(char::is_uppercase);
    let capital = like.chars().next().is_some_and(char::is_uppercase);
    if upper {
        word.to_uppercase()
    } else if capital {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    } else {
        word.to_owned()
    }
}
