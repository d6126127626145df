//! Streets, towns and institutions for such: `2200 Encina Blvd` → `4817 Alderwood Blvd`.
//!
//! The words that say what it is (`Blvd`, `Regional Medical Center`) stay, house numbers keep their length, and one
//! made-up name takes the place of the words that name it.

#![forbid(unsafe_code)]

use super::chance::{Chance, Draw};
use crate::lexicon::{self, Class};
use crate::transform::shift::in_case_of;

const BEGINNINGS: [&str; 48] = [
    "Alder", "Amber", "Ash", "Aspen", "Bay", "Beech", "Birch", "Bran", "Brook", "Cal", "Cedar", "Clear", "Cole",
    "Crest", "Dal", "Dun", "East", "Elm", "Ever", "Fair", "Fern", "Glen", "Gold", "Green", "Har", "Hazel", "Heather",
    "High", "Hol", "Iron", "Kings", "Lake", "Laurel", "Lin", "Maple", "Mill", "North", "Oak", "Pine", "Raven", "River",
    "Rock", "Silver", "Spring", "Stone", "Sun", "West", "Willow",
];

const ENDINGS: [&str; 24] = [
    "berg", "boro", "bridge", "brook", "bury", "crest", "dale", "field", "ford", "gate", "grove", "ham", "haven",
    "hurst", "land", "ley", "mere", "mont", "port", "ridge", "ton", "view", "ville", "wood",
];

/// Words of an address that stay, wherever they stand.
const AROUND: Class =
    Class::STREET_PREFIX.or(Class::DIRECTIONAL).or(Class::UNIT_WORD).or(Class::STATE).or(Class::STATE_ABBR);

/// Words that say what an institution is.
const INSTITUTION: Class = Class::FACILITY_WORD.or(Class::ORG_WORD).or(Class::FUNCTION);

/// Appends a made-up name of a place.
fn name(draw: &mut Draw<'_>, like: &str, out: &mut String) {
    let mut word = draw.pick(&BEGINNINGS).unwrap_or("Oak").to_owned();
    word.push_str(draw.pick(&ENDINGS).unwrap_or("ton"));
    in_case_of(like, &word, out);
}

fn plain(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Appends a town for the town in `found`: all of it is its name.
pub(super) fn write_city(chance: &Chance<'_>, found: &str, out: &mut String) {
    name(&mut chance.draw("place", &plain(found)), found, out);
}

/// A word of `text`, and whether digits are in it.
struct Word {
    start: usize,
    end: usize,
    classes: Class,
    numbered: bool,
    letter: bool,
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some((start, end)) = next_word(text, at) {
        let word = text.get(start..end).unwrap_or_default();
        let classes = if word.is_ascii() { lexicon::word(word.as_bytes()).classes } else { Class::NONE };
        let numbered = word.chars().any(char::is_numeric);
        words.push(Word { start, end, classes, numbered, letter: word.chars().count() == 1 });
        at = end;
    }
    words
}

/// Appends an address for the one in `found`.
pub(super) fn write_street(chance: &Chance<'_>, found: &str, out: &mut String) {
    let words = words(found);
    // `Mission Ridge Rd`: a street's head is the last word of its name.
    let ends_name = |at: usize| {
        words.get(at + 1).is_none_or(|next| {
            let gap = words.get(at).and_then(|word| found.get(word.end..next.start)).unwrap_or_default();
            next.numbered || next.letter || next.classes.any(AROUND) || gap.contains([',', '\n', '#'])
        })
    };
    let stays = |at: usize, word: &Word| {
        word.letter || word.classes.any(AROUND) || word.classes.any(Class::STREET_SUFFIX) && ends_name(at)
    };
    replace(chance, found, &words, stays, out);
}

/// Appends an institution for the one in `found`: its name goes, what it is stays.
pub(super) fn write_institution(chance: &Chance<'_>, found: &str, out: &mut String) {
    let words = words(found);
    let is_kind = |word: &&Word| word.classes.any(INSTITUTION) || word.numbered;
    let tail = words.iter().rev().take_while(is_kind).count();
    // `Hospital of Saint Anne`: what it is stands before its name.
    let head = if tail == 0 { words.iter().take_while(is_kind).count() } else { 0 };
    let kept = words.len() - tail;
    replace(chance, found, &words, |at, _| at < head || at >= kept, out);
}

/// Appends `found` with one made-up name for each run of words that do not stay, and other digits.
fn replace(chance: &Chance<'_>, found: &str, words: &[Word], stays: impl Fn(usize, &Word) -> bool, out: &mut String) {
    let mut numbers = chance.draw("place number", &plain(found));
    let begin = out.len();
    let mut at = 0;
    let mut named = false;
    let mut index = 0;
    while let Some(word) = words.get(index) {
        out.push_str(found.get(at..word.start).unwrap_or_default());
        let fixed = |at: usize, word: &Word| word.numbered || stays(at, word);
        if fixed(index, word) {
            let text = found.get(word.start..word.end).unwrap_or_default();
            if word.numbered {
                write_number(&mut numbers, text, out)
            } else {
                out.push_str(text)
            }
            at = word.end;
            index += 1;
            continue;
        }
        let mut last = index;
        while words.get(last + 1).is_some_and(|next| !fixed(last + 1, next)) {
            last += 1;
        }
        let end = words.get(last).map_or(word.end, |word| word.end);
        let run = found.get(word.start..end).unwrap_or_default();
        name(&mut chance.draw("place", &plain(run)), run, out);
        named = true;
        at = end;
        index = last + 1;
    }
    out.push_str(found.get(at..).unwrap_or_default());
    if !named && !words.iter().any(|word| word.numbered) {
        // `Regional Medical Center`: nothing of it was a name, and it may not stay as it is.
        let mut whole = String::new();
        name(&mut chance.draw("place", &plain(found)), found, &mut whole);
        whole.push(' ');
        out.insert_str(begin, &whole);
    }
}

/// Digits for digits; the first of several is not 0.
fn write_number(draw: &mut Draw<'_>, word: &str, out: &mut String) {
    for (at, letter) in word.chars().enumerate() {
        if at == 0 && letter.is_numeric() && word.len() > 1 {
            out.push(char::from(b'1' + draw.below(9) as u8));
        } else if letter.is_numeric() {
            out.push(draw.like('0'));
        } else {
            out.push(letter);
        }
    }
}

/// The next run of letters and digits, apostrophes inside included.
fn next_word(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    let start = from + rest.find(|letter: char| letter.is_alphanumeric())?;
    let rest = text.get(start..)?;
    let len =
        rest.find(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '\'' | '’'))).unwrap_or(rest.len());
    Some((start, start + len))
}
