//! The names that surrogates are drawn from, and what culture and gender a name has.
//!
//! `people.txt` holds pools, one line each: culture, `f`, `m` or `s` (surnames), and names. `people.bin` says what is known
//! of a name that a text holds: 32 bits of its hash, a culture, and bits for a woman's name, a man's name and a surname.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::key;

/// Names in a pool, at most.
const MOST: usize = 96;

/// Weight from which a given name of the census is common everywhere: one in seventy men or women.
const EVERYWHERE: u8 = 220;

/// Names in a pool, at least; a culture with fewer draws from the common pool.
const LEAST: usize = 24;

/// The culture whose pools serve those that have none of their own.
const COMMON: &str = "us";

const WOMAN: u8 = 1;
const MAN: u8 = 2;
const SURNAME: u8 = 4;

/// What the lists say of one name.
#[derive(Default, Clone)]
struct Person {
    given_culture: String,
    surname_culture: String,
    sexes: u8,
    given: u8,
    surname: u8,
}

/// Both tables.
pub(crate) struct People {
    pub(crate) pools: String,
    pub(crate) known: Vec<u8>,
}

/// The rows of a list: a name, its weight, and what follows.
fn rows(dir: &Path, file: &str) -> Result<Vec<(String, u8, Vec<String>)>, String> {
    let text = fs::read_to_string(dir.join(file)).map_err(|error| format!("{file}: {error}"))?;
    let mut rows = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let mut columns = line.split('\t').map(str::to_owned);
        let name = columns.next().unwrap_or_default();
        let weight = columns.next().and_then(|weight| weight.parse().ok()).unwrap_or(0);
        rows.push((name, weight, columns.collect()));
    }
    Ok(rows)
}

/// Bakes the lists of `dir`.
pub(crate) fn compile(dir: &Path) -> Result<People, String> {
    let mut known: BTreeMap<String, Person> = BTreeMap::new();
    let mut add = |name: &str, culture: &str, sexes: u8, given: u8, surname: u8| {
        let person = known.entry(name.to_owned()).or_default();
        // The first list that names a culture is the one that knows it best.
        let place = if surname > 0 { &mut person.surname_culture } else { &mut person.given_culture };
        if place.is_empty() {
            *place = culture.to_owned();
        }
        person.sexes |= sexes;
        person.given = person.given.max(given);
        person.surname = person.surname.max(surname);
    };
    let sexes = |sex: Option<&String>| match sex.map(String::as_str) {
        Some("f") => WOMAN,
        Some("m") => MAN,
        _ => WOMAN | MAN,
    };
    let census: BTreeMap<String, u8> =
        rows(dir, "given-us.tsv")?.into_iter().map(|(name, weight, _)| (name, weight)).collect();
    for (name, weight, rest) in rows(dir, "given-cultures.tsv")? {
        let cultures = rest.get(1).map_or(COMMON, String::as_str);
        // `David` is in every list, and first of all American; `Maria` is first of all what is named first.
        let everywhere = census.get(&name).is_some_and(|weight| *weight >= EVERYWHERE);
        let common = everywhere && cultures.split('|').any(|culture| culture == COMMON);
        let culture = if common { COMMON } else { cultures.split('|').next().unwrap_or(COMMON) };
        add(&name, culture, sexes(rest.first()), weight, 0);
    }
    for (name, weight, rest) in rows(dir, "given-us.tsv")? {
        add(&name, COMMON, sexes(rest.first()), weight, 0);
    }
    for (name, weight, rest) in rows(dir, "surnames-cultures.tsv")? {
        let cultures = rest.first().map_or(COMMON, String::as_str);
        add(&name, cultures.split('|').next().unwrap_or(COMMON), SURNAME, 0, weight);
    }
    for (name, weight, _) in rows(dir, "surnames-us.tsv")? {
        // The tail of the census is in no pool, and a name that is in no list is taken for a surname anyway.
        if weight >= 60 {
            add(&name, COMMON, SURNAME, 0, weight);
        }
    }
    // A surrogate that is also a word would not read as a name.
    let mut vocabulary = BTreeSet::new();
    for file in [
        "words-english.tsv",
        "words-clinical.tsv",
        "words-caps.tsv",
        "months.tsv",
        "drugs.tsv",
        "eponyms.tsv",
        "cities-us.tsv",
    ] {
        for (word, weight, _) in rows(dir, file)? {
            // Small places share their names with people.
            if file != "cities-us.tsv" || weight > 120 {
                vocabulary.insert(word);
            }
        }
    }
    let pools = pools(&known, &vocabulary);
    let cultures: Vec<&str> = pools.keys().map(String::as_str).collect();
    let mut text = String::new();
    for (culture, [women, men, surnames]) in &pools {
        for (mark, names) in [("f", women), ("m", men), ("s", surnames)] {
            text.push_str(&format!("{culture}\t{mark}\t{}\n", names.join(" ")));
        }
    }
    let common = cultures.iter().position(|culture| *culture == COMMON).ok_or("there is no common pool")?;
    let mut entries = BTreeMap::new();
    for (name, person) in &known {
        if name.contains(' ') {
            continue;
        }
        let hash = (key::spread(key::key(name.as_bytes())) >> 32) as u32;
        // A name that is both is what more people have it as.
        let given = person.given >= person.surname;
        let own = if given { &person.given_culture } else { &person.surname_culture };
        let culture = cultures.iter().position(|culture| culture == own).unwrap_or(common);
        let kind = if given { person.sexes & (WOMAN | MAN) } else { SURNAME };
        entries.insert(hash, (culture as u8, kind));
    }
    let mut known = Vec::with_capacity(entries.len() * 6);
    for (hash, (culture, kind)) in entries {
        known.extend_from_slice(&hash.to_le_bytes());
        known.extend_from_slice(&[culture, kind]);
    }
    Ok(People { pools: text, known })
}

/// The commonest names of each culture that are nothing else.
fn pools(known: &BTreeMap<String, Person>, vocabulary: &BTreeSet<String>) -> BTreeMap<String, [Vec<String>; 3]> {
    let mut pools: BTreeMap<String, [Vec<(u8, String)>; 3]> = BTreeMap::new();
    for (name, person) in known {
        let plain = (3..=11).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase());
        if !plain || vocabulary.contains(name) {
            continue;
        }
        let given = person.given >= person.surname;
        let culture = if given { &person.given_culture } else { &person.surname_culture };
        let places = pools.entry(culture.clone()).or_default();
        for (place, wanted, weight) in [(0, WOMAN, person.given), (1, MAN, person.given), (2, SURNAME, person.surname)]
        {
            if person.sexes & wanted != 0 && given == (wanted != SURNAME) {
                places[place].push((weight, name.clone()));
            }
        }
    }
    let take = |mut names: Vec<(u8, String)>| -> Vec<String> {
        names.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        names.into_iter().take(MOST).map(|(_, name)| name).collect()
    };
    let mut pools: BTreeMap<String, [Vec<String>; 3]> =
        pools.into_iter().map(|(culture, names)| (culture, names.map(take))).collect();
    let common = pools.get(COMMON).cloned().unwrap_or_default();
    for names in pools.values_mut() {
        for (names, common) in names.iter_mut().zip(&common) {
            if names.len() < LEAST {
                names.clone_from(common);
            }
        }
    }
    pools
}
