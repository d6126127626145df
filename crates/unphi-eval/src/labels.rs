//! Which of the eighteen identifiers does a label mean? Every annotation scheme has its own labels; `labels.toml` says
//! what those of the common ones mean, and a file of the user's what theirs do.

use std::collections::HashMap;

use serde::Deserialize;
use unphi::Identifier;

use crate::{Error, Format};

const BUILT_IN: &str = include_str!("labels.toml");

/// What a label means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// An identifier, with its kind where the label tells.
    Phi(Identifier, Option<String>),
    /// Not an identifier: as if it were not annotated.
    None,
    /// Left out: what is done to it counts neither way.
    Ignore,
}

/// From labels to identifiers. Case, spaces and hyphens do not matter.
///
/// ```
/// use unphi_eval::{LabelMap, Meaning};
/// use unphi::Identifier;
///
/// let mut labels = LabelMap::built_in();
/// assert_eq!(labels.meaning("DOCTOR", "Rose"), Some(Meaning::Phi(Identifier::Name, Some("person".into()))));
/// // Ages count over 89 only.
/// assert_eq!(labels.meaning("AGE", "54"), Some(Meaning::None));
/// assert_eq!(labels.meaning("CASENO", "A-17"), None);
/// labels.extend("labels.toml", "CASENO = 'other/case'\nSTATE = 'ignore'")?;
/// assert_eq!(labels.meaning("caseno", "A-17"), Some(Meaning::Phi(Identifier::Other, Some("case".into()))));
/// # Ok::<(), unphi_eval::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct LabelMap(HashMap<String, Entry>);

#[derive(Clone, Debug, PartialEq)]
struct Entry {
    meaning: Meaning,
    only: Option<Only>,
}

/// What the words must be for a label to mean PHI: annotators mark more than the rule asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Only {
    /// Ages over 89.
    #[serde(rename = "over-89")]
    Over89,
    /// Dates with more than a year.
    FinerThanYear,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Meaning(String),
    Conditional { means: String, only: Only },
}

impl LabelMap {
    /// The labels of the common schemes, and the names of the eighteen identifiers themselves.
    #[must_use]
    pub fn built_in() -> Self {
        let mut map = Self(HashMap::new());
        for scheme in schemes().into_values() {
            // A test reads the file, so it is well-formed.
            let _ = map.add("labels.toml", scheme);
        }
        // Ours mean what DESIGN section 2 says, whatever a scheme uses the same word for.
        for identifier in Identifier::ALL {
            let meaning = Meaning::Phi(identifier, None);
            map.0.insert(identifier.name().to_owned(), Entry { meaning, only: None });
        }
        map
    }

    /// The same, where labels that several schemes use mean what they do in this format's.
    #[must_use]
    pub fn of_format(format: Format) -> Self {
        let mut map = Self::built_in();
        let scheme = match format {
            Format::I2b2 => "i2b2",
            Format::Presidio => "presidio",
            _ => return map,
        };
        let _ = map.add("labels.toml", schemes().remove(scheme).unwrap_or_default());
        map
    }

    /// Adds the labels of a TOML file, over those there are: `LABEL = "identifier"`, `"identifier/kind"`, `"none"` or
    /// `"ignore"`. `name` is the file's in messages.
    pub fn extend(&mut self, name: &str, toml: &str) -> Result<(), Error> {
        let table = toml::from_str(toml).map_err(|error| Error::new(name, error.to_string()))?;
        self.add(name, table)
    }

    fn add(&mut self, name: &str, table: toml::Table) -> Result<(), Error> {
        for (label, value) in table {
            let wrong = |why: String| Error::new(name, format!("{label}: {why}"));
            let written: Written = value
                .try_into()
                .map_err(|_| wrong("write \"identifier\", \"identifier/kind\", \"none\" or \"ignore\"".into()))?;
            let (means, only) = match written {
                Written::Meaning(means) => (means, None),
                Written::Conditional { means, only } => (means, Some(only)),
            };
            let meaning = parse(&means).ok_or_else(|| {
                let names: Vec<&str> = Identifier::ALL.iter().map(|identifier| identifier.name()).collect();
                wrong(format!("{means:?} is none of {}, none and ignore", names.join(", ")))
            })?;
            self.0.insert(normal(&label), Entry { meaning, only });
        }
        Ok(())
    }

    /// What `label` means on these words; nothing where no one said. Of `NAME/DOCTOR`, the whole is looked for, then
    /// what is behind the slash, then what is before it.
    #[must_use]
    pub fn meaning(&self, label: &str, words: &str) -> Option<Meaning> {
        let entry = self.entry(label)?;
        Some(if entry.only.is_none_or(|only| only.holds(words)) { entry.meaning } else { Meaning::None })
    }

    /// What `label` means for a prediction: what is removed is removed, whatever the words.
    #[must_use]
    pub fn predicted(&self, label: &str) -> Option<Meaning> {
        self.entry(label).map(|entry| entry.meaning)
    }

    fn entry(&self, label: &str) -> Option<Entry> {
        let label = normal(label);
        if let Some(entry) = self.0.get(&label) {
            return Some(entry.clone());
        }
        let (before, behind) = label.split_once('/')?;
        let Ok(identifier) = before.parse() else {
            return self.0.get(behind).or_else(|| self.0.get(before)).cloned();
        };
        let kind = match self.0.get(behind).map(|entry| &entry.meaning) {
            Some(Meaning::Phi(same, kind)) if *same == identifier => kind.clone().or_else(|| Some(behind.to_owned())),
            // A kind as our own writers put it.
            _ => Some(behind.to_owned()),
        };
        Some(Entry { meaning: Meaning::Phi(identifier, kind), only: None })
    }
}

fn schemes() -> HashMap<String, toml::Table> {
    toml::from_str(BUILT_IN).unwrap_or_default()
}

fn parse(means: &str) -> Option<Meaning> {
    match means {
        "none" => return Some(Meaning::None),
        "ignore" => return Some(Meaning::Ignore),
        _ => {}
    }
    let (identifier, kind) = match means.split_once('/') {
        Some((identifier, kind)) => (identifier, Some(kind.to_owned())),
        None => (means, None),
    };
    identifier.parse().ok().map(|identifier| Meaning::Phi(identifier, kind))
}

fn normal(label: &str) -> String {
    label.trim().to_lowercase().replace([' ', '-'], "_")
}

impl Only {
    fn holds(self, words: &str) -> bool {
        match self {
            Self::Over89 => over_89(words),
            Self::FinerThanYear => !is_year(words),
        }
    }
}

fn over_89(words: &str) -> bool {
    let mut numbers = words.split(|letter: char| !letter.is_ascii_digit()).filter_map(|run| run.parse::<u32>().ok());
    match numbers.next() {
        Some(first) => first > 89 || numbers.any(|number| number > 89),
        None => {
            let words = words.to_lowercase();
            ["ninet", "nonagen", "hundred", "centen"].iter().any(|stem| words.contains(stem))
        }
    }
}

/// `2014`, `'14`, `2010s`, `2013-2014`: nothing finer than years.
fn is_year(words: &str) -> bool {
    let marked = words.trim().starts_with(['\'', '’']);
    let mut runs = words.split(|letter: char| !letter.is_alphanumeric()).filter(|run| !run.is_empty()).peekable();
    runs.peek().is_some()
        && runs.all(|run| {
            let digits = run.strip_suffix('s').unwrap_or(run);
            digits.bytes().all(|byte| byte.is_ascii_digit()) && (digits.len() == 4 || (marked && digits.len() == 2))
        })
}

#[cfg(test)]
mod tests {
    use super::{BUILT_IN, Entry, LabelMap, Meaning, is_year, normal, over_89, parse};
    use std::collections::HashMap;
    use unphi::Identifier;

    use crate::Format;

    #[test]
    fn the_built_in_schemes_are_well_formed_and_do_not_contradict_each_other() {
        let schemes: HashMap<String, toml::Table> = toml::from_str(BUILT_IN).expect("TOML");
        let mut seen: HashMap<String, Entry> = HashMap::new();
        for (scheme, table) in schemes {
            let mut alone = LabelMap(HashMap::new());
            alone.add(&scheme, table).unwrap_or_else(|error| panic!("{error}"));
            for (label, entry) in alone.0 {
                let before = seen.insert(label.clone(), entry.clone());
                assert!(before.is_none_or(|before| before == entry), "{scheme}: {label}");
            }
        }
        assert!(seen.len() > 100);
    }

    #[test]
    fn a_label_is_found_whole_then_behind_then_before_the_slash() {
        let map = LabelMap::built_in();
        let person = Some(Meaning::Phi(Identifier::Name, Some("person".into())));
        assert_eq!(map.meaning("NAME/DOCTOR", "x"), person);
        assert_eq!(map.meaning("CONTACT/PHONE", "x"), Some(Meaning::Phi(Identifier::Phone, None)));
        assert_eq!(map.meaning("name/person", "x"), person);
        assert_eq!(map.meaning("PATIENT/ODD", "x"), person);
        assert_eq!(map.meaning("Medical-Record Number", "x"), Some(Meaning::Phi(Identifier::Mrn, None)));
        assert_eq!(map.meaning("nothing/odd", "x"), None);
    }

    #[test]
    fn a_word_of_several_schemes_means_what_the_format_says() {
        let date = Some(Meaning::Phi(Identifier::Date, None));
        assert_eq!(LabelMap::built_in().meaning("date", "1931"), date);
        assert_eq!(LabelMap::of_format(Format::I2b2).meaning("DATE", "1931"), Some(Meaning::None));
        assert_eq!(LabelMap::of_format(Format::I2b2).predicted("DATE"), date);
    }

    #[test]
    fn conditions_read_the_words() {
        for (words, expected) in [("92", true), ("89", false), ("92 y.o.", true), ("092Y", true), ("ninety-one", true)]
        {
            assert_eq!(over_89(words), expected, "{words}");
        }
        for (words, expected) in
            [("2014", true), ("'14", true), ("1990s", true), ("2013-2014", true), ("3/2014", false), ("May", false)]
        {
            assert_eq!(is_year(words), expected, "{words}");
        }
    }

    #[test]
    fn a_map_of_the_users_is_checked() {
        let mut map = LabelMap::built_in();
        for (toml, why) in [("A = 'nam'", "is none of name"), ("A = 3", "write \"identifier\""), ("A = ", "line 1")] {
            let error = map.extend("m.toml", toml).expect_err(why).to_string();
            assert!(error.starts_with("m.toml: ") && error.contains(why), "{error}");
        }
        assert_eq!(parse("other/case"), Some(Meaning::Phi(Identifier::Other, Some("case".into()))));
        assert_eq!(normal(" Phone-Number "), "phone_number");
    }
}
