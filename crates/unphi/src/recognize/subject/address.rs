//! A postal address: its street, city and ZIP code.

#![forbid(unsafe_code)]

use super::pattern::{Patterns, What};
use crate::lexicon::{self, Class};

/// The runs of letters and digits of a folded text.
pub(super) fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> + Clone {
    text.split(|byte| !(byte.is_ascii_alphanumeric() || *byte >= 0x80)).filter(|word| !word.is_empty())
}

/// Words of one line or comma's part that are looked at.
const WORDS: usize = 12;

/// Adds what is looked for of an address.
pub(super) fn compile(patterns: &mut Patterns, text: &[u8]) {
    for part in text.split(|byte| matches!(byte, b',' | b';' | b'\n' | b'\r' | b'|')) {
        let mut all: [&[u8]; WORDS] = [b""; WORDS];
        let mut count = 0;
        for (place, word) in all.iter_mut().zip(words(part)) {
            *place = word;
            count += 1;
        }
        let mut rest = all.get(..count).unwrap_or_default();
        // `CA 93291-4307` at the end of the last line.
        rest = take_zip(patterns, rest);
        let state = Class::STATE.or(Class::STATE_ABBR).or(Class::COUNTRY);
        while let [before @ .., last] = rest
            && lexicon::word(last).classes.any(state)
        {
            rest = before;
        }
        match rest {
            [] => {}
            [first, ..] if first.iter().any(u8::is_ascii_digit) => street(patterns, rest),
            [po, o, b, ..] if po.eq_ignore_ascii_case(b"p") && o.eq_ignore_ascii_case(b"o") && starts_box(b) => {
                patterns.add(What::Street, 0, rest.iter().copied());
            }
            [po, b, ..] if po.eq_ignore_ascii_case(b"po") && starts_box(b) => {
                patterns.add(What::Street, 0, rest.iter().copied());
            }
            [first, ..] if lexicon::word(first).classes.any(Class::UNIT_WORD) => {}
            city => {
                if city.iter().map(|word| word.len()).sum::<usize>() > 2 {
                    patterns.add(What::City, 0, city.iter().copied());
                }
            }
        }
    }
}

fn starts_box(word: &[u8]) -> bool {
    word.eq_ignore_ascii_case(b"box")
}

fn is_zip(word: &[u8]) -> bool {
    word.len() == 5 && word.iter().all(u8::is_ascii_digit)
}

/// Takes a ZIP code off the end, unless it is all that could be the number of a house.
fn take_zip<'w, 't>(patterns: &mut Patterns, rest: &'w [&'t [u8]]) -> &'w [&'t [u8]] {
    let plus_four = |word: &[u8]| word.len() == 4 && word.iter().all(u8::is_ascii_digit);
    match rest {
        [before @ .., zip, four] if is_zip(zip) && plus_four(four) => {
            patterns.add(What::Zip, 0, [*zip]);
            before
        }
        [before @ .., zip] if is_zip(zip) => {
            patterns.add(What::Zip, 0, [*zip]);
            before
        }
        _ => rest,
    }
}

/// `2200 N Encina Blvd Apt 4B`, with the city behind it where no comma parts them.
fn street(patterns: &mut Patterns, words: &[&[u8]]) {
    let is = |word: &[u8], class: Class| lexicon::word(word).classes.any(class);
    let unit = words.iter().skip(2).position(|word| is(word, Class::UNIT_WORD)).map_or(words.len(), |at| at + 2);
    let words = words.get(..unit).unwrap_or_default();
    // The last suffix that is not the first word of the name: `Park Place`, `Avenue B`.
    let suffix = words.iter().skip(2).rposition(|word| is(word, Class::STREET_SUFFIX)).map(|at| at + 2);
    let (name, city) = words.split_at(suffix.unwrap_or(words.len()));
    let [number, name @ ..] = name else { return };
    if name.is_empty() {
        return;
    }
    let with = |patterns: &mut Patterns, name: &[&[u8]]| {
        patterns.add(What::Street, 0, core::iter::once(*number).chain(name.iter().copied()));
    };
    with(patterns, name);
    let mut bare = name;
    if let [direction, rest @ ..] = name
        && !rest.is_empty()
        && let Some(other) = other_direction(direction)
    {
        bare = rest;
        with(patterns, rest);
        patterns.add(What::Street, 0, [*number, other].into_iter().chain(rest.iter().copied()));
    }
    if suffix.is_some() && bare.iter().map(|word| word.len()).sum::<usize>() > 2 {
        patterns.add(What::StreetName, 0, bare.iter().copied());
    }
    let mut city = city.get(1..).unwrap_or_default();
    while let [direction, rest @ ..] = city
        && is(direction, Class::DIRECTIONAL)
        && !rest.is_empty()
        && direction.len() <= 2
    {
        city = rest;
    }
    if city.iter().map(|word| word.len()).sum::<usize>() > 2 {
        patterns.add(What::City, 0, city.iter().copied());
    }
}

/// `N` for `north` and the other way round.
fn other_direction(word: &[u8]) -> Option<&'static [u8]> {
    const DIRECTIONS: [(&[u8], &[u8]); 8] = [
        (b"n", b"north"),
        (b"s", b"south"),
        (b"e", b"east"),
        (b"w", b"west"),
        (b"ne", b"northeast"),
        (b"nw", b"northwest"),
        (b"se", b"southeast"),
        (b"sw", b"southwest"),
    ];
    DIRECTIONS.iter().find_map(|(short, long)| {
        if word.eq_ignore_ascii_case(short) { Some(*long) } else { word.eq_ignore_ascii_case(long).then_some(*short) }
    })
}
