//! Names for names: `Ann M. RUIZ-ORTEGA` → `Eva K. SOTO-VEGA`.
//!
//! Each word of a name is replaced by itself, so that `Ms. Ruiz`, `RUIZ, ANN` and `Ann Ruiz` stay one person. A word that
//! the lists know keeps its culture, and a given name its gender; any other is taken for a surname. Case, hyphens and
//! order stay. An initial becomes that of the word which the document has for it, if it has one.

#![forbid(unsafe_code)]

use unicode_normalization::UnicodeNormalization as _;

use super::chance::Chance;
use crate::lexicon;
use crate::transform::shift::in_case_of;

static POOLS: &str = include_str!(concat!(env!("OUT_DIR"), "/people.txt"));
static KNOWN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/people.bin"));

/// Bits of a name's kind, as the build script writes them.
const WOMAN: u8 = 1;
const SURNAME: u8 = 4;

/// Words inside a name that are no name; they stay beside one.
const PARTICLES: [&str; 22] = [
    "de", "la", "las", "los", "del", "da", "do", "dos", "das", "di", "du", "le", "van", "von", "der", "den", "ter",
    "bin", "ibn", "al", "el", "y",
];

/// What follows a name and is no part of it.
const SUFFIXES: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

/// The pools of names.
pub(crate) struct Names {
    /// For each culture: women's names, men's names, surnames.
    cultures: Vec<[Vec<&'static str>; 3]>,
    common: usize,
}

/// The names of persons in one document, so that initials can fit.
#[derive(Default)]
pub(crate) struct People {
    /// The words of each full name, plain.
    names: Vec<Vec<String>>,
}

/// Most names that initials are compared with: bounded time on any input.
const MOST: usize = 64;

impl People {
    pub(crate) fn clear(&mut self) {
        self.names.clear();
    }

    /// Remembers a name of two words or more.
    pub(crate) fn add(&mut self, found: &str) {
        if self.names.len() >= MOST {
            return;
        }
        let words: Vec<String> =
            words(found).filter(|word| word.letters > 1 && !is_fixed(&word.plain)).map(|word| word.plain).collect();
        if words.len() > 1 && !self.names.contains(&words) {
            self.names.push(words);
        }
    }

    /// The words that a mention's initials stand for, as far as the document tells.
    fn behind<'p>(&'p self, mention: &[Word<'_>], at: usize) -> Option<&'p str> {
        let alone = mention.iter().all(|word| word.letters == 1);
        let initial = mention.get(at)?.plain.chars().next()?;
        for name in &self.names {
            if alone {
                let given = name.iter().zip(mention).all(|(name, word)| name.starts_with(word.plain.as_str()));
                if given && name.len() == mention.len() {
                    return name.get(at).map(String::as_str);
                }
            } else if mention.iter().any(|word| word.letters > 1 && name.contains(&word.plain))
                && let Some(full) = name.iter().find(|full| {
                    full.starts_with(initial) && !mention.iter().any(|word| word.letters > 1 && word.plain == **full)
                })
            {
                return Some(full);
            }
        }
        None
    }
}

/// A word of a name.
struct Word<'t> {
    text: &'t str,
    start: usize,
    /// In small letters, without accents and apostrophes.
    plain: String,
    letters: usize,
}

fn is_fixed(plain: &str) -> bool {
    PARTICLES.contains(&plain) || SUFFIXES.contains(&plain)
}

fn words(found: &str) -> impl Iterator<Item = Word<'_>> {
    let inside = |letter: char| letter.is_alphanumeric() || matches!(letter, '\'' | '’');
    let mut at = 0;
    core::iter::from_fn(move || {
        let rest = found.get(at..)?;
        let skip = rest.find(|letter: char| letter.is_alphanumeric())?;
        let start = at + skip;
        let rest = found.get(start..)?;
        let len = rest.find(|letter: char| !inside(letter)).unwrap_or(rest.len());
        at = start + len;
        let text = rest.get(..len)?.trim_end_matches(['\'', '’']);
        // `Ruiz's`: the ending is grammar.
        let text = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text);
        let letters = text.chars().filter(|letter| letter.is_alphanumeric());
        let plain =
            letters.clone().nfd().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        Some(Word { text, start, plain, letters: letters.count() })
    })
}

impl Names {
    pub(crate) fn new() -> Self {
        let mut cultures: Vec<[Vec<&'static str>; 3]> = Vec::new();
        let mut last = "";
        let mut common = 0;
        for line in POOLS.lines() {
            let mut columns = line.split('\t');
            let (Some(culture), Some(mark), Some(names)) = (columns.next(), columns.next(), columns.next()) else {
                continue;
            };
            if culture != last {
                if culture == "us" {
                    common = cultures.len();
                }
                cultures.push(Default::default());
                last = culture;
            }
            let place = match mark {
                "f" => 0,
                "m" => 1,
                _ => 2,
            };
            if let Some(pool) = cultures.last_mut().and_then(|pools| pools.get_mut(place)) {
                pool.extend(names.split(' '));
            }
        }
        Self { cultures, common }
    }

    /// The culture and kind of a plain word; an unknown one is a surname of the common culture.
    fn kind(&self, plain: &str) -> (usize, u8) {
        let unknown = (self.common, SURNAME);
        if !plain.is_ascii() || plain.is_empty() {
            return unknown;
        }
        let hash = (lexicon::hash(lexicon::key(plain.as_bytes())) >> 32) as u32;
        let (records, _) = KNOWN.as_chunks::<6>();
        let key = |record: &[u8; 6]| u32::from_le_bytes([record[0], record[1], record[2], record[3]]);
        match records.binary_search_by_key(&hash, key) {
            Ok(at) => records.get(at).map_or(unknown, |record| (usize::from(record[4]), record[5])),
            Err(_) => unknown,
        }
    }

    /// The surrogate of one plain word.
    pub(super) fn word(&self, chance: &Chance<'_>, plain: &str) -> &'static str {
        let (culture, kind) = self.kind(plain);
        let mut draw = chance.draw("name", plain);
        let pools = self.cultures.get(culture).or_else(|| self.cultures.get(self.common));
        let sex = draw.below(2);
        let place = match kind {
            SURNAME => 2,
            WOMAN => 0,
            kind if kind & WOMAN != 0 => sex,
            _ => 1,
        };
        let pool = pools.and_then(|pools| pools.get(place)).map(Vec::as_slice).unwrap_or_default();
        let at = draw.below(pool.len());
        let name = pool.get(at).copied().unwrap_or("Morgan");
        if name == plain { pool.get((at + 1) % pool.len().max(1)).copied().unwrap_or("Morgan") } else { name }
    }

    /// Appends a name for the name in `found`.
    pub(super) fn write(&self, chance: &Chance<'_>, people: &People, found: &str, out: &mut String) {
        let mention: Vec<Word<'_>> = words(found).collect();
        let named = mention.iter().any(|word| word.letters > 1 && !is_fixed(&word.plain));
        let mut at = 0;
        for (index, word) in mention.iter().enumerate() {
            out.push_str(found.get(at..word.start).unwrap_or_default());
            at = word.start + word.text.len();
            if word.letters == 1 && word.plain.chars().all(char::is_alphabetic) {
                let behind = people.behind(&mention, index).map(|name| self.word(chance, name));
                let initial = behind.and_then(|name| name.chars().next());
                let initial = initial.unwrap_or_else(|| other_letter(chance, &word.plain));
                in_case_of(word.text, &initial.to_string(), out);
            } else if named && is_fixed(&word.plain) {
                out.push_str(word.text);
            } else if word.plain.chars().any(|letter| letter.is_ascii_digit()) {
                let mut draw = chance.draw("name", &word.plain);
                out.extend(word.text.chars().map(|letter| draw.like(letter)));
            } else {
                in_case_of(word.text, self.word(chance, &word.plain), out);
            }
        }
        out.push_str(found.get(at..).unwrap_or_default());
    }

    /// Appends an account's name for `found`: `mruiz42` → `ksoto17`.
    pub(super) fn write_username(&self, chance: &Chance<'_>, found: &str, out: &mut String) {
        let plain = found.to_lowercase();
        let mut draw = chance.draw("username", &plain);
        out.push(draw.like('a'));
        let pools = self.cultures.get(self.common).map(|pools| pools[2].as_slice()).unwrap_or_default();
        out.push_str(draw.pick(pools).unwrap_or("morgan"));
        out.extend(found.chars().filter(char::is_ascii_digit).map(|digit| draw.like(digit)));
    }
}

/// A letter that is not this one.
fn other_letter(chance: &Chance<'_>, letter: &str) -> char {
    let mut draw = chance.draw("initial", letter);
    let own = letter.bytes().next().unwrap_or(0).wrapping_sub(b'a');
    let other = draw.below(25) as u8;
    char::from(b'a' + if other >= own { other + 1 } else { other })
}
