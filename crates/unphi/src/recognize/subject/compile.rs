//! Subjects → what is looked for.

#![forbid(unsafe_code)]

use super::Known;
use super::address::{self, words};
use super::pattern::{Patterns, What};
use crate::lexicon::{self, Class};
use crate::recognize::date::known::Day;
use crate::scan::fold::Folded;
use crate::subject::{Sort, Subject};
use crate::{Error, Identifier};

/// Most words of a name that are looked at.
const WORDS: usize = 10;
/// Fewest letters of a login name.
const LOGIN: usize = 4;
/// Fewest letters and digits of an id that counts wherever it stands.
const ID: usize = 5;

/// Makes what is looked for of `subjects`.
///
/// # Errors
/// When a date cannot be read, or a phone number or id holds neither a letter nor a digit; the message says which subject
/// and quotes nothing.
pub(super) fn compile(subjects: &[Subject]) -> Result<Known, Error> {
    let mut known = Known::default();
    let mut folded = Folded::default();
    let mut names = 0u32;
    for (at, subject) in subjects.iter().enumerate() {
        let fail = |what: &str| Err(Error::configuration(format!("subject {}: {what}", at + 1)));
        for (fact, value) in &subject.facts {
            let text = folded.fold(value);
            match *fact {
                Sort::Name => {
                    name(&mut known, text, 1 << names.min(63));
                    names += 1;
                }
                Sort::Date { birth } => {
                    let days = Day::read(text);
                    if days == [None, None] {
                        return fail("a date cannot be read; write it as 1962-03-14");
                    }
                    known.days.extend(days.into_iter().flatten().map(|day| (day, birth)));
                }
                Sort::Phone => {
                    if !phone(&mut known.patterns, text) {
                        return fail("a phone number has fewer than seven digits");
                    }
                }
                Sort::Email => email(&mut known.patterns, text),
                Sort::Id(identifier) => {
                    if !id(&mut known.patterns, identifier, text) {
                        return fail("an id has no letter or digit");
                    }
                }
                Sort::Address => address::compile(&mut known.patterns, text),
                Sort::Employer => employer(&mut known.patterns, text),
            }
        }
    }
    known.patterns.finish();
    known.forms.sort_unstable();
    known.forms.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        kept.1 |= if same { next.1 } else { 0 };
        same
    });
    Ok(known)
}

/// `John Q. Smith`, `SMITH, JOHN Q., Jr.`, `Dr. Maria de la Cruz, MD`.
fn name(known: &mut Known, text: &[u8], person: u64) {
    let mut kept: [&[u8]; WORDS] = [b""; WORDS];
    let mut count = 0;
    // Words before the comma of `Smith, John`.
    let mut family = 0;
    let mut after = false;
    for (part, piece) in text.split(|byte| *byte == b',').enumerate() {
        for word in words(piece) {
            let row = lexicon::word(word);
            let title = count == 0 && row.classes.any(Class::TITLE) && row.given < 96;
            let suffix =
                count > 1 && [&b"jr"[..], b"sr", b"ii", b"iii", b"iv"].iter().any(|s| word.eq_ignore_ascii_case(s));
            // `Smith, MD`: after a comma a credential is no given name, unless nothing else is.
            let credential = part > 0 && row.classes.any(Class::CREDENTIAL) && row.given < 32 && word.len() > 1;
            if title || suffix || credential || count == WORDS {
                continue;
            }
            after |= part == 1;
            kept[count] = word;
            count += 1;
            if part == 0 {
                family = count;
            }
        }
    }
    let Some(name) = kept.get_mut(..count) else { return };
    if after {
        name.rotate_left(family);
    }
    let name = &*name;
    let patterns = &mut known.patterns;
    let particle = |at: usize| {
        at > 0 && at + 1 < count && lexicon::word(name[at]).classes.any(Class::PARTICLE) && name[at].len() <= 4
    };
    for (at, word) in name.iter().enumerate() {
        if let Some(letter) = word.first().map(|byte| byte.to_ascii_lowercase()).filter(u8::is_ascii_lowercase) {
            known.initials[usize::from(letter - b'a')] |= person;
        }
        if particle(at) {
            patterns.add(What::Particle, person, [*word]);
        } else if word.len() > 1 {
            patterns.add(What::Word, person, [*word]);
            let hash = lexicon::hash(lexicon::key(word));
            known.forms.extend(lexicon::short_forms(hash).map(|form| (form, person)));
            other_cases(patterns, word, person);
        }
        // Together with what follows: `delacruz`, `smithjones`, `johnsmith`.
        for end in at + 2..=count.min(at + 4) {
            let together = &name[at..end];
            if together.iter().map(|word| word.len()).sum::<usize>() >= LOGIN {
                patterns.add(What::Word, person, together.iter().copied());
            }
        }
    }
    let (Some(first), Some(last)) = (name.first(), name.last()) else { return };
    if count < 2 {
        return;
    }
    if count > 2 {
        patterns.add(What::Word, person, [*first, *last]);
    }
    patterns.add(What::Word, person, [*last, *first]);
    logins(patterns, name, particle, person);
    initials(patterns, name, person);
}

/// Case is known of ASCII letters only: words of other scripts are looked for as they are, in capitals and in small letters.
fn other_cases(patterns: &mut Patterns, word: &[u8], person: u64) {
    if let Some(text) = core::str::from_utf8(word).ok().filter(|text| !text.is_ascii()) {
        patterns.add(What::Word, person, [text.to_lowercase().as_bytes()]);
        patterns.add(What::Word, person, [text.to_uppercase().as_bytes()]);
    }
}

/// `jsmith`, `smithj`, `jqsmith`, `johns`, and of `Ana de la Cruz Ruiz` `adelacruz`, `acruz`, `aruiz`.
fn logins(patterns: &mut Patterns, name: &[&[u8]], particle: impl Fn(usize) -> bool, person: u64) {
    let [first, others @ ..] = name else { return };
    let letter = |word: &'_ [u8]| word.first().copied();
    let Some(initial) = letter(first) else { return };
    let initial = [initial];
    let mut middle = [0; WORDS];
    let mut count = 0;
    for (at, word) in others.iter().enumerate() {
        if word.len() > 1 && word.len() + 1 >= LOGIN {
            patterns.add(What::Login, person, [&initial[..], *word]);
            patterns.add(What::Login, person, [*word, &initial[..]]);
            if count > 0 && at + 1 == others.len() {
                patterns.add(What::Login, person, [&initial[..], &middle[..count], *word]);
            }
        }
        if particle(at + 1) {
            let rest = others.get(at..).unwrap_or_default();
            patterns.add(What::Login, person, core::iter::once(&initial[..]).chain(rest.iter().copied()));
        }
        if let Some(letter) = letter(word) {
            middle[count.min(WORDS - 1)] = letter;
            count = (count + 1).min(WORDS - 1);
        }
    }
    if let Some(last) = others.last().and_then(|word| letter(word)).filter(|_| first.len() + 1 >= LOGIN) {
        patterns.add(What::Login, person, [*first, &[last][..]]);
    }
}

/// `JS`, `JQS`.
fn initials(patterns: &mut Patterns, name: &[&[u8]], person: u64) {
    let letters = || name.iter().filter_map(|word| word.get(..1)).filter(|letter| letter[0].is_ascii_alphabetic());
    patterns.add(What::Initials, person, letters());
    patterns.add(What::Initials, person, letters().take(1).chain(letters().next_back()));
}

fn digits(text: &[u8]) -> ([u8; 20], usize) {
    let mut all = [0; 20];
    let mut count = 0;
    for byte in text.iter().filter(|byte| byte.is_ascii_digit()) {
        if let Some(place) = all.get_mut(count) {
            *place = *byte;
            count += 1;
        }
    }
    (all, count)
}

/// `(559) 555-0134`, `+44 20 7946 0958`; `false` when it has too few digits.
fn phone(patterns: &mut Patterns, text: &[u8]) -> bool {
    // An extension is not part of the number.
    let end = text.iter().position(|byte| matches!(byte, b'x' | b'X' | b'e' | b'E' | b'#')).unwrap_or(text.len());
    let (all, count) = digits(text.get(..end).unwrap_or_default());
    let number = all.get(..count).unwrap_or_default();
    let american = match number {
        [b'1', rest @ ..] if rest.len() == 10 => Some(rest),
        _ if count == 10 && !text.starts_with(b"+") => Some(number),
        _ => None,
    };
    if let Some(number) = american {
        patterns.add(What::Phone, 0, [number]);
        patterns.add(What::Phone, 0, [&b"1"[..], number]);
        patterns.add(What::Phone, 0, number.get(3..));
    } else if count >= 7 {
        patterns.add(What::Phone, 0, [number]);
        // `+44 20 7946 0958` is `020 7946 0958` at home.
        for code in 1..=3 {
            if let Some(home) = number.get(code..).filter(|home| text.starts_with(b"+") && home.len() >= 7) {
                patterns.add(What::Phone, 0, [&b"0"[..], home]);
                patterns.add(What::Phone, 0, [&b"00"[..], number]);
            }
        }
    }
    count >= 7
}

fn email(patterns: &mut Patterns, text: &[u8]) {
    patterns.add(What::Email, 0, words(text));
    let local = text.split(|byte| *byte == b'@').next().unwrap_or_default();
    let len: usize = words(local).map(<[u8]>::len).sum();
    if len > LOGIN && len < words(text).map(<[u8]>::len).sum() {
        patterns.add(What::Login, 0, words(local));
    }
}

/// `false` when there is nothing to look for.
fn id(patterns: &mut Patterns, identifier: Identifier, text: &[u8]) -> bool {
    let what = |len: usize| if len < ID { What::ShortId(identifier) } else { What::Id(identifier) };
    let len = words(text).map(<[u8]>::len).sum();
    patterns.add(what(len), 0, words(text));
    // Leading zeros come and go.
    let zeros = text.iter().take_while(|byte| **byte == b'0').count();
    let bare = text.get(zeros..).unwrap_or_default();
    let count: usize = words(bare).map(<[u8]>::len).sum();
    if zeros > 0 && count >= ID {
        patterns.add(what(count), 0, words(bare));
    }
    len > 0
}

fn employer(patterns: &mut Patterns, text: &[u8]) {
    const FORMS: [&[u8]; 9] =
        [b"inc", b"llc", b"ltd", b"corp", b"co", b"corporation", b"company", b"incorporated", b"plc"];
    let is_form = |word: &[u8]| FORMS.iter().any(|form| word.eq_ignore_ascii_case(form));
    let count = words(text).count();
    let forms = if count > 1 && words(text).last().is_some_and(is_form) { 1 } else { 0 };
    let kept = || words(text).take(count - forms);
    if kept().map(<[u8]>::len).sum::<usize>() > 2 {
        patterns.add(What::Employer, 0, kept());
    }
}
