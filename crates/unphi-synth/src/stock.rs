//! The stock: rules in text files, looked up in the genre's own file first, then in its family's, then in what all share.
//!
//! A file is a list of rules. `== name` begins one; each line after it is an alternative, `3* ` before it its weight.
//! `== name %` begins one whose alternatives have several lines and are parted by a line `--`. Lines that begin with `;;`
//! are comments. A genre's file begins with `family: NAME`, `ages: LOW-HIGH` and `distort: caps=10 …`.

#![forbid(unsafe_code)]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::distort::Profile;
use crate::template::{Node, parse};

/// The rule that a document is an alternative of.
pub(crate) const ROOT: &str = "note";

macro_rules! files {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../data/", $folder, "/", $name, ".txt")))),*]
    };
}

/// What every genre may use.
const SHARED: &[(&str, &str)] = files!["shared": "words", "findings", "sentences", "negatives", "labels", "phi"];

/// What genres of one manner share, above all how they state each identifier.
const FAMILIES: &[(&str, &str)] =
    files!["families": "prose", "terse", "speech", "letter", "log", "json", "markup", "table", "hl7"];

/// The genres, in the order in which documents take turns.
const GENRES: &[(&str, &str)] = files!["genres":
    "discharge-summary", "history-physical", "ed-note", "operative", "radiology", "pathology", "nursing", "social-work",
    "psychiatry", "obstetrics", "neonatal", "tumor-board", "physical-therapy", "dental", "home-health", "device-clinic",
    "anesthesia", "pharmacy", "referral-letter", "appeal-letter", "portal-message", "telehealth-transcript", "ambulance",
    "autopsy", "workers-compensation", "lab-report",
    "llm-prompt", "llm-tool-call", "python-log", "java-log", "access-log", "sql", "hl7v2", "fhir", "c-cda", "csv", "html",
    "email", "sms", "ocr-fax", "voicemail",
];

/// An alternative with its weight.
pub(crate) struct Alternative {
    pub(crate) weight: usize,
    pub(crate) nodes: Vec<Node>,
}

/// Rules of one file by name.
pub(crate) type Rules = BTreeMap<String, Vec<Alternative>>;

/// A genre: its own rules and how its documents are treated.
pub(crate) struct Genre {
    pub(crate) name: &'static str,
    pub(crate) family: String,
    /// The patient's age in years.
    pub(crate) ages: (i64, i64),
    pub(crate) profile: Profile,
    pub(crate) rules: Rules,
}

/// All of it, parsed.
pub(crate) struct Stock {
    pub(crate) shared: Rules,
    pub(crate) families: BTreeMap<&'static str, Rules>,
    pub(crate) genres: Vec<Genre>,
}

/// The stock as shipped. Its files are part of the program, so that a fault in them is one of the program's; a test reads
/// them all.
pub(crate) static STOCK: LazyLock<Stock> = LazyLock::new(|| match Stock::load() {
    Ok(stock) => stock,
    Err(fault) => panic!("unphi-synth's own stock: {fault}"),
});

/// The names of the genres.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    GENRES.iter().map(|(name, _)| *name)
}

impl Stock {
    fn load() -> Result<Self, String> {
        let mut shared = Rules::new();
        for (name, text) in SHARED {
            shared.append(&mut rules(text).map_err(|fault| format!("{name}: {fault}"))?);
        }
        let mut families = BTreeMap::new();
        for (name, text) in FAMILIES {
            families.insert(*name, rules(text).map_err(|fault| format!("{name}: {fault}"))?);
        }
        let mut genres = Vec::new();
        for (name, text) in GENRES {
            genres.push(genre(name, text).map_err(|fault| format!("{name}: {fault}"))?);
        }
        Ok(Self { shared, families, genres })
    }

    /// The alternatives of a rule as `genre` sees it.
    pub(crate) fn rule<'a>(&'a self, genre: &'a Genre, name: &str) -> Option<&'a [Alternative]> {
        let family = self.families.get(genre.family.as_str());
        let found = genre.rules.get(name).or_else(|| family?.get(name)).or_else(|| self.shared.get(name));
        found.map(Vec::as_slice)
    }
}

fn genre(name: &'static str, text: &str) -> Result<Genre, String> {
    let body = text.find("==").ok_or("no rule")?;
    let (head, body) = text.split_at(body);
    let mut genre =
        Genre { name, family: "prose".to_owned(), ages: (19, 97), profile: Profile::default(), rules: rules(body)? };
    for line in head.lines().filter(|line| !line.trim().is_empty() && !line.starts_with(";;")) {
        let (key, value) = line.split_once(':').ok_or_else(|| format!("`{line}`: no key"))?;
        match key {
            "family" => value.trim().clone_into(&mut genre.family),
            "ages" => {
                let (low, high) = value.trim().split_once('-').ok_or("ages: no range")?;
                let year = |year: &str| year.parse::<i64>().map_err(|_| "ages: no number");
                genre.ages = (year(low)?, year(high)?);
            }
            "distort" => genre.profile = Profile::parse(value)?,
            _ => return Err(format!("`{key}`: no such key")),
        }
    }
    Ok(genre)
}

/// The rules of a file.
fn rules(text: &str) -> Result<Rules, String> {
    let mut rules = Rules::new();
    let mut open: Option<(String, bool, Vec<String>)> = None;
    for line in text.lines().chain(["== end"]) {
        if line.starts_with(";;") {
            continue;
        }
        if let Some(title) = line.strip_prefix("== ") {
            if let Some((name, blocks, lines)) = open.take() {
                let alternatives = if blocks { by_block(&lines)? } else { by_line(&lines)? };
                if alternatives.is_empty() {
                    return Err(format!("`{name}` has no alternative"));
                }
                if rules.insert(name.clone(), alternatives).is_some() {
                    return Err(format!("`{name}` is there twice"));
                }
            }
            let (name, blocks) = title.strip_suffix(" %").map_or((title, false), |name| (name, true));
            open = Some((name.trim().to_owned(), blocks, Vec::new()));
        } else if let Some((_, _, lines)) = &mut open {
            lines.push(line.to_owned());
        }
    }
    Ok(rules)
}

fn by_line(lines: &[String]) -> Result<Vec<Alternative>, String> {
    lines.iter().filter(|line| !line.trim().is_empty()).map(|line| alternative(line)).collect()
}

fn by_block(lines: &[String]) -> Result<Vec<Alternative>, String> {
    let blocks = lines.split(|line| line == "--").map(|block| block.join("\n"));
    let blocks = blocks.map(|block| block.trim_matches('\n').to_owned()).filter(|block| !block.is_empty());
    blocks.map(|block| alternative(&block)).collect()
}

fn alternative(text: &str) -> Result<Alternative, String> {
    let (weight, body) = match text.split_once("* ") {
        Some((weight, rest)) => weight.parse().map_or((1, text), |weight| (weight, rest)),
        None => (1, text),
    };
    let nodes = parse(body).map_err(|fault| format!("{fault}, in: {text}"))?;
    Ok(Alternative { weight, nodes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_rules_have_two_manners() {
        let rules = rules(";; x\n== a\none\n3* two\n\n== b %\nx\ny\n--\nz\n").unwrap();
        assert_eq!(rules["a"].iter().map(|one| one.weight).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(rules["b"].len(), 2);
    }
}
