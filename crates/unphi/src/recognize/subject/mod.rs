//! What the caller knows of the people in a text: every writing of it, with confidence 1.
//!
//! ## What it finds
//! Of each [`Subject`](crate::Subject): names in either order, part by part, with initials, written together (`delacruz`), torn
//! apart (`O Brien`, `Smi-` and `th` on two lines), as login names (`jsmith`, `smithj2`); dates in every format
//! ([`Day::written`]); phone numbers, ids, addresses, e-mail addresses and organizations whatever stands between their pieces.
//! Long ones also with one typing error.
//!
//! ## Not found on purpose
//! A word of a name that is vocabulary as well (`Will`, `Rose`), where nothing around it tells a person; a state or country; a
//! day and month in digits without the year, and ids of less than five letters and digits outside of fields, which are
//! scores, counts and values too often.
//!
//! ## Example
//! Of `Will Dzurisin`: `Dzurisin, W.`, `Will` in `spoke with Will`, `wdzurisin2`; nothing in `will follow`.

#![forbid(unsafe_code)]

mod address;
mod compile;
mod pattern;
mod person;

use core::cmp::Ordering;

use crate::lexicon::Class;
use crate::recognize::date::known::Day;
use crate::recognize::{finding, name};
use crate::scan::document::Casing;
use crate::scan::{Document, Shape, Token};
use crate::span::{Evidence, Finding, Kind};
use crate::subject::Subject;
use crate::{Error, Identifier};

use pattern::{Pattern, Patterns, What, misspelt, written};
use person::{Hit, Run};

/// What is looked for, ready to run.
#[derive(Default)]
pub(crate) struct Known {
    patterns: Patterns,
    /// Days, and whether each is a day of birth.
    days: Vec<(Day, bool)>,
    /// Hashes of the short forms of given names, and of names that a short form stands for, with the names that hold them.
    forms: Vec<(u64, u64)>,
    /// For each letter the names with a word that begins with it.
    initials: [u64; 26],
}

/// What was found at a token.
struct Match<'k> {
    last: u32,
    pattern: &'k Pattern,
    /// Names that it is part of, of all patterns that end there.
    persons: u64,
    exact: bool,
}

impl Match<'_> {
    /// The longer of two, the one without error among equals, and the names of both among equals in that too.
    fn or_better(self, other: Option<Self>) -> Self {
        match other {
            None => self,
            Some(other) => match (other.last, other.exact).cmp(&(self.last, self.exact)) {
                Ordering::Less => self,
                Ordering::Equal => Self { persons: other.persons | self.persons, ..other },
                Ordering::Greater => other,
            },
        }
    }
}

impl Known {
    /// Makes what is looked for of `subjects`.
    ///
    /// # Errors
    /// When a value cannot be read; the message says which subject and quotes nothing.
    pub(crate) fn new(subjects: &[Subject]) -> Result<Self, Error> {
        compile::compile(subjects)
    }

    /// Appends what `document` holds of it.
    pub(crate) fn find(&self, document: &Document<'_>, findings: &mut Vec<Finding>) {
        if !self.days.is_empty() {
            self.find_days(document, findings);
        }
        if self.patterns.is_empty() {
            return;
        }
        let mut run: Option<Run> = None;
        let mut names = document.names.iter().copied().peekable();
        let mut index = 0;
        while let Some(token) = document.token(index) {
            while names.next_if(|name| *name < index).is_some() {}
            let candidate = names.peek() == Some(&index);
            let found = self.at(document, index, token, candidate);
            match found {
                Some(found) if found.pattern.what.is_name() => {
                    let next = found.last + 1;
                    if let Some(hit) = self.hit(document, index, &found) {
                        run = person::extend(document, run, hit, findings);
                    } else {
                        person::close(document, run.take(), findings);
                        self.push(document, index, &found, findings);
                    }
                    index = next;
                }
                Some(found) => {
                    person::close(document, run.take(), findings);
                    index = self.push(document, index, &found, findings);
                }
                None => {
                    let form = if candidate { self.form(document, index, token) } else { None };
                    run = match form.or_else(|| self.initial(document, index, token)) {
                        Some(hit) => person::extend(document, run, hit, findings),
                        None => {
                            person::close(document, run, findings);
                            None
                        }
                    };
                    index += 1;
                }
            }
        }
        person::close(document, run, findings);
    }

    /// The longest that begins with the token at `index`.
    fn at<'k>(&'k self, document: &Document<'_>, index: u32, token: &Token, candidate: bool) -> Option<Match<'k>> {
        let word = document.word(index);
        let mut best: Option<Match<'k>> = None;
        let matched = |pattern: &'k Pattern, last, exact| Match { last, pattern, persons: pattern.persons, exact };
        for pattern in self.patterns.beginning_with(word) {
            let text = self.patterns.text(pattern);
            let last = match pattern.what {
                What::Login => login(document, index, token, text),
                What::Initials => person::initials(document, index, token, text),
                what => written(document, index, text, |at| may_part(document, what, at)),
            };
            if let Some(last) = last
                && self.stands(document, index, last, pattern)
            {
                best = Some(matched(pattern, last, true).or_better(best));
            }
        }
        // A typing error is looked for where names, or numbers, stand.
        let digit = token.has_digit();
        if best.is_none() && (digit || candidate && token.len() > 1) {
            for pattern in self.patterns.like(word) {
                let what = pattern.what;
                let numbered = matches!(what, What::Phone | What::Id(_) | What::Street);
                if numbered != digit || what == What::Word && is_other_word(token) {
                    continue;
                }
                let text = self.patterns.text(pattern);
                if let Some(last) = misspelt(document, index, text, |at| may_part(document, what, at))
                    && self.stands(document, index, last, pattern)
                {
                    best = Some(matched(pattern, last, false).or_better(best));
                }
            }
        }
        best
    }

    /// Whether what was found counts where it stands.
    fn stands(&self, document: &Document<'_>, first: u32, last: u32, pattern: &Pattern) -> bool {
        match pattern.what {
            What::ShortId(_) => !document.fields_at(first).is_empty(),
            What::StreetName => {
                document.classes(last + 1).any(Class::STREET_SUFFIX) && matches!(document.gap(last + 1), b" " | b"\n")
            }
            What::City | What::Employer if first == last => is_no_plain_word(document, first),
            _ => true,
        }
    }

    /// What a word of a name adds to a run of them; none for what stands by itself.
    fn hit(&self, document: &Document<'_>, index: u32, found: &Match<'_>) -> Option<Hit> {
        let sure = match found.pattern.what {
            What::Word => found.last > index || !found.exact || is_name_here(document, index),
            What::Particle => false,
            _ => return None,
        };
        let particle = found.pattern.what == What::Particle;
        let word = found.pattern.bytes.start;
        Some(Hit { first: index, last: found.last, persons: found.persons, sure, weak: particle, word })
    }

    /// `Bill`, where a William is known.
    fn form(&self, document: &Document<'_>, index: u32, token: &Token) -> Option<Hit> {
        let hash = document.hashes.get(index as usize)?;
        let at = self.forms.binary_search_by_key(hash, |(form, _)| *form).ok()?;
        let (_, persons) = self.forms.get(at)?;
        let written = match document.casing {
            Casing::Mixed => token.is_capitalised() && !token.shape.any(Shape::ALL_UPPER),
            Casing::Upper | Casing::Lower => token.len() > 3,
        };
        let sure = written && is_name_here(document, index);
        (written && token.len() > 1).then_some(Hit {
            first: index,
            last: index,
            persons: *persons,
            sure,
            weak: false,
            word: u32::MAX - 1,
        })
    }

    /// A single capital, which may be the initial of a name beside it.
    fn initial(&self, document: &Document<'_>, index: u32, token: &Token) -> Option<Hit> {
        let [letter] = document.word(index) else { return None };
        let written = token.is_capitalised() || document.casing == Casing::Lower && letter.is_ascii_lowercase();
        let dotted = document.byte(token.end) == b'.';
        let article = matches!(letter, b'A' | b'I' | b'a' | b'i') && !dotted;
        let place = usize::from(letter.to_ascii_lowercase().wrapping_sub(b'a'));
        let persons = self.initials.get(place).copied().unwrap_or(0);
        (written && !article).then_some(Hit {
            first: index,
            last: index,
            persons,
            sure: false,
            weak: true,
            word: u32::MAX,
        })
    }

    /// Appends what stands by itself; returns the token after it.
    fn push(&self, document: &Document<'_>, first: u32, found: &Match<'_>, findings: &mut Vec<Finding>) -> u32 {
        let mut last = found.last;
        let Some(mut start) = document.token(first).map(|token| token.start) else { return last + 1 };
        let (identifier, kind, rule) = match found.pattern.what {
            What::Phone => {
                while matches!(document.byte_before(start), b'(' | b'+') {
                    start -= 1;
                }
                (Identifier::Phone, Kind::Phone, "subject.phone")
            }
            What::Id(identifier) | What::ShortId(identifier) => (identifier, kind_of(identifier), "subject.id"),
            What::Email => (Identifier::Email, Kind::Email, "subject.email"),
            What::Street | What::StreetName => {
                last = to_the_end_of_the_street(document, last);
                (Identifier::Geographic, Kind::Street, "subject.street")
            }
            What::City => (Identifier::Geographic, Kind::City, "subject.city"),
            What::Zip => {
                let four = document.gap(last + 1) == b"-" && document.word(last + 1).len() == 4;
                if four && document.token(last + 1).is_some_and(Token::is_number) {
                    last += 1;
                }
                (Identifier::Geographic, Kind::Zip, "subject.zip")
            }
            What::Employer => (Identifier::Name, Kind::Organization, "subject.employer"),
            What::Initials => (Identifier::Name, Kind::Initials, "subject.initials"),
            What::Word | What::Particle | What::Login => (Identifier::Name, Kind::Username, "subject.login"),
        };
        let Some(mut end) = document.token(last).map(|token| token.end) else { return last + 1 };
        // The full stop of a last initial is part of it.
        if kind == Kind::Initials && document.byte(end) == b'.' {
            end += 1;
        }
        findings.push(finding(start..end, identifier, kind, rule, 1.0, Evidence::SUBJECT));
        last + 1
    }

    fn find_days(&self, document: &Document<'_>, findings: &mut Vec<Finding>) {
        const WORDS: Class = Class::MONTH.or(Class::NUMBER);
        let mut index = 0;
        while let Some(token) = document.token(index) {
            index += 1;
            if !token.has_digit() && !token.is(WORDS) {
                continue;
            }
            for (day, birth) in &self.days {
                let Some(range) = day.written(document, index - 1) else { continue };
                let evidence = if *birth { Evidence::SUBJECT | Evidence::BIRTH } else { Evidence::SUBJECT };
                // The date's own rule knows which year may stay.
                let year = findings
                    .iter()
                    .find(|found| {
                        found.identifier == Identifier::Date && found.start < range.end && range.start < found.end
                    })
                    .map_or(0, |found| found.year);
                index = document.token_at(range.end);
                let mut found = finding(range, Identifier::Date, Kind::Date, "subject.date", 1.0, evidence);
                found.year = year;
                findings.push(found);
                break;
            }
        }
    }
}

/// Whether the gap before the token at `at` may stand inside of what is looked for.
fn may_part(document: &Document<'_>, what: What, at: u32) -> bool {
    let gap = document.gap(at);
    let of = |most: usize, bytes: &[u8]| gap.len() <= most && gap.iter().all(|byte| bytes.contains(byte));
    match what {
        What::Word => person::may_part(document, at),
        What::Phone => of(4, b" -./()+_\r\n\t"),
        What::Id(_) | What::ShortId(_) => of(2, b" -./_#:\r\n"),
        What::Email => of(3, b" @._-+\r\n"),
        What::Zip => false,
        _ => of(3, b" -.,&'/#\r\n\t"),
    }
}

/// A login name in the token at `index`, with up to four digits after it.
fn login(document: &Document<'_>, index: u32, token: &Token, pattern: &[u8]) -> Option<u32> {
    let word = document.word(index);
    let tail = word.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = word.eq_ignore_ascii_case(pattern);
    let numbered =
        tail <= 4 && word.get(..word.len() - tail).is_some_and(|letters| letters.eq_ignore_ascii_case(pattern));
    if whole || numbered {
        // `Terry Rain` is no `train`.
        return (token.row == 0 || token.prior >= 8).then_some(index);
    }
    written(document, index, pattern, |at| matches!(document.gap(at), b"." | b"_" | b"-")).filter(|last| *last > index)
}

/// Whether the word at `index`, part of a known name, is that name here and no other word.
fn is_name_here(document: &Document<'_>, index: u32) -> bool {
    let Some(token) = document.token(index) else { return false };
    let other = Class::COMMON.or(Class::CLINICAL).or(Class::CLINICAL_CAP).or(Class::EPONYM).or(Class::FUNCTION);
    let distinct = token.row == 0 || token.prior >= 8 && !token.is(other);
    if distinct && token.len() > 2 || token.shape.any(Shape::FOREIGN) {
        return true;
    }
    let written = token.len() > 2 || token.is_capitalised() && document.casing == Casing::Mixed;
    written && name::may_repeat(document, index, document.casing)
}

/// Whether a word that differs from a known name in one letter is known as something else.
fn is_other_word(token: &Token) -> bool {
    let name = token.is(Class::GIVEN.or(Class::SURNAME)) && token.prior >= 8;
    token.row != 0 && !name || token.len() < 4
}

/// Whether a word that names a place or an organization is it here, and not the word that it is as well (`Reading`).
fn is_no_plain_word(document: &Document<'_>, index: u32) -> bool {
    let Some(token) = document.token(index) else { return false };
    let plain = Class::COMMON.or(Class::CLINICAL).or(Class::FUNCTION);
    let running = token.row().running >= 32 || token.is(plain) && !token.is(Class::CITY);
    !running || document.casing == Casing::Mixed && token.is_capitalised() && !name::begins_sentence(document, index)
}

/// The last token of a street: its suffix, direction and flat.
fn to_the_end_of_the_street(document: &Document<'_>, mut last: u32) -> u32 {
    let near = |at: u32| matches!(document.gap(at), b" " | b", " | b". " | b"., " | b" #" | b", #" | b"\n" | b",\n");
    for _ in 0..2 {
        if near(last + 1) && document.classes(last + 1).any(Class::STREET_SUFFIX.or(Class::DIRECTIONAL)) {
            last += 1;
        }
    }
    let flat = document.classes(last + 1).any(Class::UNIT_WORD) && near(last + 1);
    let numbered =
        |at: u32| document.token(at).is_some_and(|token| token.len() <= 4 && (token.has_digit() || token.len() == 1));
    if flat && near(last + 2) && numbered(last + 2) {
        last += 2;
    } else if document.gap(last + 1).ends_with(b"#") && near(last + 1) && numbered(last + 1) {
        last += 1;
    }
    last
}

/// What an id is called more precisely.
fn kind_of(identifier: Identifier) -> Kind {
    match identifier {
        Identifier::Name => Kind::Person,
        Identifier::Geographic => Kind::Unit,
        Identifier::Date => Kind::Date,
        Identifier::Phone => Kind::Phone,
        Identifier::Fax => Kind::Fax,
        Identifier::Email => Kind::Email,
        Identifier::Ssn => Kind::SsnFull,
        Identifier::Mrn => Kind::Mrn,
        Identifier::HealthPlan => Kind::Member,
        Identifier::Account => Kind::Account,
        Identifier::License => Kind::Professional,
        Identifier::Vehicle => Kind::Plate,
        Identifier::Device => Kind::Serial,
        Identifier::Url => Kind::Url,
        Identifier::Ip => Kind::V4,
        Identifier::Biometric => Kind::Template,
        Identifier::Photo => Kind::File,
        Identifier::Other => Kind::Code,
    }
}
