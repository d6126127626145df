//! Which mentions in a document are the same person, place or code, so that each keeps its number.
//!
//! Codes are the same when their letters and digits are. A person is told by words: `Ann Ruiz`, `RUIZ, ANN`, `Ms. Ruiz`
//! and `A. Ruiz` are one, because the words of one mention are among the words of the other and no initial contradicts.
//! A surname that two persons share goes to whoever was named last with it, as a reader would take it.
//! Numbers follow the order of appearance and are derived from nothing.

#![forbid(unsafe_code)]

use std::collections::HashMap;

use crate::Identifier;

/// Words at the end of a name that are no part of who it is.
const SUFFIXES: [&str; 7] = ["jr", "sr", "ii", "iii", "iv", "md", "esq"];

/// The entities of one document, or of one conversation.
#[derive(Default)]
pub(crate) struct Entities {
    known: Vec<Entity>,
    /// From a spelling, or a word of a person's name, to the entity that used it last.
    places: HashMap<(Identifier, String), usize>,
    /// How many entities each identifier has.
    counts: [u32; 18],
}

struct Entity {
    number: u32,
    /// The words of its fullest mention, without initials.
    words: Vec<String>,
    initials: Vec<char>,
}

/// A mention of a person, taken apart.
struct Mention {
    words: Vec<String>,
    initials: Vec<char>,
}

impl Mention {
    fn of(found: &str) -> Self {
        let mut mention = Self { words: Vec::new(), initials: Vec::new() };
        for word in found.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let word = word.to_lowercase();
            let mut letters = word.chars();
            match (letters.next(), letters.next()) {
                (Some(initial), None) => mention.initials.push(initial),
                _ if SUFFIXES.contains(&word.as_str()) => {}
                _ => mention.words.push(word),
            }
        }
        mention
    }

    /// How well it fits `entity`: 0 not at all, 3 exactly.
    fn fits(&self, entity: &Entity) -> u8 {
        let within = |few: &[String], many: &[String]| few.iter().all(|word| many.contains(word));
        let (inside, around) = (within(&self.words, &entity.words), within(&entity.words, &self.words));
        if !inside && !around || self.words.is_empty() || entity.words.is_empty() {
            return 0;
        }
        // `J. Ruiz` is not `Mary Ruiz`; `Mary J. Ruiz` may be.
        let begins = |initial: &char, words: &[String]| words.iter().any(|word| word.starts_with(*initial));
        let odd = |initials: &[char], own: &[String], words: &[String], others: &[char]| {
            words.len() > own.len()
                && initials.iter().any(|initial| !begins(initial, words) && !others.contains(initial))
        };
        if odd(&self.initials, &self.words, &entity.words, &entity.initials)
            || odd(&entity.initials, &entity.words, &self.words, &self.initials)
        {
            return 0;
        }
        let differ = !self.initials.is_empty() && !entity.initials.is_empty() && self.initials != entity.initials;
        match (inside, around) {
            (true, true) if differ => 0,
            (true, true) => 3,
            (true, false) => 2,
            _ => 1,
        }
    }
}

impl Entities {
    /// Forgets everything: a new document begins.
    pub(crate) fn clear(&mut self) {
        self.known.clear();
        self.places.clear();
        self.counts = [0; 18];
    }

    /// The number of the entity that `found` mentions; `person` says whether it is compared word by word.
    pub(crate) fn number(&mut self, identifier: Identifier, person: bool, found: &str) -> u32 {
        if !person {
            let spelling: String =
                found.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            return self.by_spelling(identifier, spelling);
        }
        let mention = Mention::of(found);
        if mention.words.is_empty() {
            let spelling: String = mention.initials.iter().collect();
            return self.by_spelling(identifier, spelling);
        }
        let mut best = None;
        for word in &mention.words {
            let Some(&place) = self.places.get(&(identifier, word.clone())) else { continue };
            let Some(entity) = self.known.get(place) else { continue };
            let fits = mention.fits(entity);
            if fits > 0 && best.is_none_or(|(before, _)| fits > before) {
                best = Some((fits, place));
            }
        }
        let place = best.map_or_else(|| self.add(identifier), |(_, place)| place);
        let Some(entity) = self.known.get_mut(place) else { return 0 };
        if entity.words.len() < mention.words.len() {
            entity.words.clone_from(&mention.words);
        }
        for initial in mention.initials {
            if !entity.initials.contains(&initial) && !entity.words.iter().any(|word| word.starts_with(initial)) {
                entity.initials.push(initial);
            }
        }
        let number = entity.number;
        for word in mention.words {
            self.places.insert((identifier, word), place);
        }
        number
    }

    fn by_spelling(&mut self, identifier: Identifier, spelling: String) -> u32 {
        // A space keeps spellings apart from the words of names.
        let key = (identifier, format!(" {spelling}"));
        if let Some(entity) = self.places.get(&key).and_then(|place| self.known.get(*place)) {
            return entity.number;
        }
        let place = self.add(identifier);
        self.places.insert(key, place);
        self.known.get(place).map_or(0, |entity| entity.number)
    }

    fn add(&mut self, identifier: Identifier) -> usize {
        let count = self.counts.get_mut(identifier as usize);
        let number = count.map_or(0, |count| {
            *count += 1;
            *count
        });
        self.known.push(Entity { number, words: Vec::new(), initials: Vec::new() });
        self.known.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::Entities;
    use crate::Identifier::{Mrn, Name};

    fn numbers(names: &[&str]) -> Vec<u32> {
        let mut entities = Entities::default();
        names.iter().map(|name| entities.number(Name, true, name)).collect()
    }

    #[test]
    fn one_person_keeps_one_number() {
        assert_eq!(numbers(&["Ann Ruiz", "RUIZ, ANN", "Ruiz", "ann", "A. Ruiz", "Ann M. Ruiz Jr."]), [1; 6]);
        assert_eq!(numbers(&["Ruiz", "Ann Ruiz", "Ann"]), [1; 3]);
        assert_eq!(numbers(&["Guadalupe Ruiz-Ortega", "Ruiz", "Ortega"]), [1; 3]);
    }

    #[test]
    fn two_persons_do_not() {
        assert_eq!(numbers(&["Ann Ruiz", "Leo Ruiz", "Ann Ruiz", "Leo"]), [1, 2, 1, 2]);
        assert_eq!(numbers(&["Mary Ruiz", "J. Ruiz", "Ruiz"]), [1, 2, 2]);
        assert_eq!(numbers(&["Ann Ruiz", "Rose", "Ruiz", "J.S.", "J. S."]), [1, 2, 1, 3, 3]);
    }

    #[test]
    fn codes_are_compared_by_letters_and_digits() {
        let mut entities = Entities::default();
        let mut number = |found| entities.number(Mrn, false, found);
        assert_eq!([number("00-48-29"), number("004829"), number("004830"), number("00 48 29")], [1, 1, 2, 1]);
        assert_eq!(entities.number(Name, true, "Rose"), 1, "each identifier counts for itself");
    }
}
