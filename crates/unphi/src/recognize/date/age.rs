//! Ages over 89: `92-year-old`, `97yo`, `age: 101`, `in her 90s`, `ninety-one`, `nonagenarian`, `092Y`.

#![forbid(unsafe_code)]

use super::{Date, is_ordinal_ending, push_kind, spelled};
use crate::lexicon::{Class, Label};
use crate::scan::{Document, Words, words};
use crate::span::{Evidence, Finding, Kind};

/// Units of age that may be glued to the number.
const UNITS: &Words = words![
    "yo", "y", "yr", "yrs", "year", "years", "yof", "yom", "yowf", "yowm", "yobf", "yobm", "yoaf", "yoam", "yohf",
    "yohm", "yold", "yearold", "yearsold", "yf", "ym", "yoa",
];

const SEXES: &Words =
    words!["f", "m", "female", "male", "woman", "man", "lady", "gentleman", "widow", "widower", "veteran"];

/// Words before a number of years that make it a duration.
const DURATION: &Words = words![
    "for", "over", "past", "last", "after", "within", "every", "in", "x", "next", "nearly", "than", "previous",
    "prior", "about", "of",
];

/// An age that begins with a digit.
pub(super) fn from_digit(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let token = document.token(index)?;
    let word = document.word(index);
    let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if !(2..=4).contains(&digits) {
        return None;
    }
    let value = super::calendar::number(word.get(..digits)?);
    let suffix = word.get(digits..)?;
    let (mut start, mut end) = (token.start, token.start + digits as u32);
    // A decimal's digits, or part of a longer number.
    if matches!(document.byte_before(start), b'.' | b'$' | b'#')
        && document.byte(start.wrapping_sub(2)) != b' '
        && document.byte_before(start.saturating_sub(1)).is_ascii_digit()
        || document.byte(end) == b'.' && document.byte(end + 1).is_ascii_digit()
    {
        return None;
    }
    let months = digits == 4
        && (1080..=1500).contains(&value)
        && document.is_any(index + 1, words!["month", "months"])
        && document.is(index + 2, b"old");
    // `90+` is how the policy itself writes it.
    if !(90..=125).contains(&value) && !months || document.byte(end) == b'+' {
        return None;
    }
    let confidence = if months { 0.9 } else { weigh(document, index, suffix)? };
    if suffix.eq_ignore_ascii_case(b"s") || suffix == b"Y" && digits == 3 || is_ordinal_ending(suffix) {
        end = token.end;
    }
    if document.byte_before(start) == b'~' {
        // `~90s`: the sign says nothing.
        start = token.start;
    }
    let evidence = if label(document, index) { Evidence::LABEL } else { Evidence::CONTEXT };
    age(findings, start, end, "age.number", confidence, evidence);
    Some(index + 1)
}

fn age(findings: &mut Vec<Finding>, start: u32, end: u32, rule: &'static str, confidence: f32, evidence: Evidence) {
    push_kind(findings, Kind::Age, Date { range: start..end, rule, confidence, evidence, year: 0 });
}

fn label(document: &Document<'_>, index: u32) -> bool {
    document.labelled(index, &[Label::Age]).is_some()
        || document.is_any(index.wrapping_sub(1), words!["age", "aged", "ages"])
}

/// How sure a number from 90 to 125 is an age.
fn weigh(document: &Document<'_>, index: u32, suffix: &[u8]) -> Option<f32> {
    let one_of = |words: &Words| words.hold(suffix);
    let before = index.wrapping_sub(1);
    let next = index + 1;
    if suffix.is_empty() {
        return plain(document, index);
    }
    if is_ordinal_ending(suffix) {
        return document.is_any(next, words!["birthday", "bday", "year"]).then_some(0.9);
    }
    if one_of(words!["s"]) {
        return decade(document, index).then_some(0.9);
    }
    if one_of(UNITS) {
        let ago = document.is_any(next, words!["ago", "history", "hx"]);
        return (!ago).then_some(if one_of(words!["y", "year", "years"]) { 0.85 } else { 0.97 });
    }
    if one_of(words!["f", "m"]) {
        // 99mTc is technetium.
        if document.is(next, b"tc") {
            return None;
        }
        return sexed(document, index, next).then_some(0.8);
    }
    let _ = before;
    None
}

/// `in her 90s`, `mid-90s`, `unk F ~90s`; not `HR in the 90s`.
fn decade(document: &Document<'_>, index: u32) -> bool {
    const OWNERS: &Words = words!["her", "his", "their", "my", "your", "our"];
    let mut at = index.wrapping_sub(1);
    if document.is_any(at, words!["early", "mid", "late", "middle", "upper", "lower"]) {
        at = at.wrapping_sub(1);
    }
    let vitals = (1..=6).any(|back| {
        document.is_any(
            at.wrapping_sub(back),
            words![
                "sat",
                "sats",
                "spo2",
                "o2",
                "hr",
                "bp",
                "rate",
                "pulse",
                "saturation",
                "saturations",
                "sbp",
                "oxygen",
                "map",
                "glucose",
                "sugars",
                "sugar",
            ],
        )
    });
    if document.is_any(at, OWNERS) {
        return !vitals;
    }
    let sexed = document.is_any(at, SEXES) || document.classes(at).any(Class::RELATION);
    sexed && !vitals
        || document.is_any(index + 1, words!["female", "male", "woman", "man", "lady"])
            && document.gap(index + 1) == b" "
}

/// `92 F with hip pain`, `a 92M`: `F` is a temperature's unit as well.
fn sexed(document: &Document<'_>, index: u32, after: u32) -> bool {
    const TEMPERATURE: &Words = words![
        "temp",
        "t",
        "tmax",
        "temperature",
        "tm",
        "fever",
        "febrile",
        "to",
        "of",
        "max",
        "was",
        "afebrile",
        "at"
    ];
    const PATIENT: &Words =
        words!["pt", "patient", "a", "an", "this", "old", "unk", "unknown", "the", "is", "for", "re"];
    const THEN: &Words = words![
        "with",
        "w",
        "who",
        "presents",
        "presenting",
        "presented",
        "admitted",
        "adm",
        "c",
        "s",
        "p",
        "hx",
        "here",
        "from",
        "brought",
        "biba",
        "bibems",
        "found",
        "seen",
        "transferred",
        "dnr",
        "dni",
        "h",
        "fell",
        "fall",
        "lives",
        "living",
        "resident",
        "recently",
        "dementia",
        "copd",
        "chf",
        "htn",
    ];
    let before = index.wrapping_sub(1);
    if document.is_any(before, TEMPERATURE)
        || document.byte_before(document.token(index).map_or(0, |t| t.start)) == b'-'
    {
        return false;
    }
    let gap = document.gap(index);
    // `FITZWILLIAM, AMA  91F   DC-00442`: a column of its own behind a name.
    let wide = gap.len() > 1 && gap.iter().all(|byte| *byte == b' ');
    let column = wide
        && document.classes(before).any(Class::GIVEN.or(Class::SURNAME))
        && document.token(before).is_some_and(|t| t.is_capitalised() && t.len() > 2);
    // `Hearson, Winnie D  91F   adm`: an initial closes the name.
    let column = column
        || wide
            && document.token(before).is_some_and(|t| t.is_capitalised() && t.len() == 1)
            && document.classes(before.wrapping_sub(1)).any(Class::GIVEN.or(Class::SURNAME));
    // `| 93 F |`.
    let cell = gap.ends_with(b"| ") && document.gap(after).starts_with(b" |");
    // `520 Leuenberger 94F  CAP`, `BILLS, RALPH 00029944  91M`: behind a name or its number.
    let glued = after == index + 1
        && gap.iter().all(|byte| *byte == b' ')
        && document
            .token(before)
            .is_some_and(|token| token.is_number() && token.len() >= 6 || is_person_like(document, before, token));
    column
        || glued
        || cell
        || document.begins_line(index)
        || document.is_any(before, PATIENT)
        || gap.ends_with(b"(")
        || document.is_any(after, THEN) && matches!(document.gap(after), b" " | b", ")
        || (gap.starts_with(b", ") || gap == b"), ")
            && document.token(before).is_some_and(|t| t.is_capitalised() && !t.has_digit())
}

/// A number without letters.
fn plain(document: &Document<'_>, index: u32) -> Option<f32> {
    let token = document.token(index)?;
    let before = index.wrapping_sub(1);
    let next = index + 1;
    let gap = document.gap(next);
    let close = matches!(gap, b" " | b"-" | b" - " | b"  " | b"\n" | b"");
    if close && is_aged(document, next) {
        return Some(0.97);
    }
    let quantity = super::measures(document, next)
        || document.token(next).is_some_and(|t| t.is(Class::MEASURE_UNIT)) && gap == b" "
        || gap.first() == Some(&b'/') && document.token(next).is_some_and(|t| t.is_number())
        || document.byte_before(token.start) == b'/' && document.token(before).is_some_and(|t| t.is_number());
    if quantity {
        return None;
    }
    if document.labelled(index, &[Label::Age]).is_some() {
        return Some(0.97);
    }
    // HL7: `OBX|3|NM|30525-0^Age^LN||92|`.
    if document.gap(index).starts_with(b"|") && document.is(before, b"ln") && document.is(index.wrapping_sub(2), b"age")
    {
        return Some(0.95);
    }
    if follows_birth(document, index) {
        return Some(0.75);
    }
    // `pt 96, resides at`.
    if document.is_any(before, words!["pt", "patient", "resident"])
        && gap == b", "
        && document.is_any(
            next,
            words![
                "resides", "lives", "admitted", "with", "w", "here", "from", "dnr", "living", "widowed", "who", "hx",
                "female", "male"
            ],
        )
    {
        return Some(0.75);
    }
    // `who at 92 is still the organist`, `She's sharp at 94.`
    if document.is(before, b"at")
        && document.is_any(
            index.wrapping_sub(2),
            words!["who", "now", "she", "he", "still", "even", "and", "died", "alive", "away"],
        )
        && (document.is_any(next, words!["is", "was", "has", "lives", "she", "he", "still", "of"])
            && matches!(gap, b" " | b", ")
            || document.is_any(index.wrapping_sub(2), words!["died", "away", "alone"]))
    {
        return Some(0.7);
    }
    if document.is_any(before, words!["age", "aged", "ages", "turned", "turning", "turns", "edad"])
        && matches!(document.gap(index), b" " | b": " | b" ~" | b"=" | b" = ")
    {
        return Some(0.95);
    }
    if close
        && document.is_any(next, words!["years", "year", "yrs", "yr", "y"])
        && !document.is_any(before, DURATION)
        && !document.is_any(
            next + 1,
            words![
                "ago", "of", "history", "hx", "later", "post", "after", "prior", "earlier", "in", "risk", "survival",
                "follow",
            ],
        )
    {
        return Some(0.7);
    }
    if close && document.is_any(next, SEXES) {
        let letter = document.word(next).len() == 1;
        return if letter {
            sexed(document, index, next + 1).then_some(0.75)
        } else {
            (!gap.contains(&b'\n')).then_some(0.85)
        };
    }
    // `02/17/1928 / 93 / M`, `Hien, Richard / 91 M`.
    if document.gap(index) == b" / " && document.is_any(next, words!["f", "m"]) && matches!(gap, b" " | b" / ") {
        return Some(0.8);
    }
    // `93/F`, `F/93`, `(M, 94)`.
    if gap == b"/" && document.is_any(next, words!["f", "m", "female", "male"]) {
        return Some(0.8);
    }
    if document.gap(index) == b"/" && document.is_any(before, words!["f", "m", "female", "male"]) {
        return Some(0.8);
    }
    told(document, index)
}

/// Whether the number stands beside a date that it fits as the age of: `1/5/32,92`, `05/30/1933 (91`.
fn follows_birth(document: &Document<'_>, index: u32) -> bool {
    let before = index.wrapping_sub(1);
    if !matches!(document.gap(index), b"," | b", " | b"|" | b"\t" | b" (" | b"  (" | b";")
        || !matches!(document.gap(before), b"/" | b"-")
    {
        return false;
    }
    let value = |index| super::numeric::lead(document.word(index));
    let (year, age) = (value(before), value(index).value);
    let born = match year.len {
        2 => 1900 + year.value,
        4 => year.value,
        _ => return false,
    };
    year.whole && (1995..=2030).contains(&(born + age))
}

/// Whether the words from token `at` on mean years of age: `year old`, `y.o.`, `y/o`, `yrs of age`, `yo`.
fn is_aged(document: &Document<'_>, at: u32) -> bool {
    if document.is_any(
        at,
        words![
            "yo", "yof", "yom", "yowf", "yowm", "yobf", "yobm", "yoaf", "yoam", "yold", "yearold", "yearsold", "yoa"
        ],
    ) {
        return true;
    }
    if document.is(at, b"y") && document.is_any(at + 1, words!["o", "old"]) {
        return true;
    }
    if document.is_any(at, words!["anos", "ans", "jahre"]) {
        return true;
    }
    document.is_any(at, words!["year", "years", "yr", "yrs", "yera", "yaer"])
        && (document.is_any(at + 1, words!["old", "olds", "young"])
            || document.is(at + 1, b"of") && document.is(at + 2, b"age")
            || document.is(at + 1, b"s") && document.is(at + 2, b"old"))
}

/// What people say of an age: `died at 94`, `who is 93`, `mother, 94, alive`, `lived to be 95`.
fn told(document: &Document<'_>, index: u32) -> Option<f32> {
    let before = index.wrapping_sub(1);
    let gap = document.gap(index);
    let dead = |at: u32| {
        document.is_any(
            at,
            words![
                "died", "dead", "deceased", "passed", "away", "expired", "alive", "death", "d", "living", "lived",
                "dec", "well",
            ],
        )
    };
    if document.is_any(before, words!["at", "age", "to", "until", "be"]) {
        let back = if document.is(before, b"be") { index.wrapping_sub(3) } else { index.wrapping_sub(2) };
        if dead(back) || document.is(before, b"be") && document.is_any(index.wrapping_sub(3), words!["live", "lived"]) {
            return Some(0.9);
        }
    }
    if dead(before) && matches!(gap, b" " | b". " | b", ") && !document.is_any(before, words!["well", "away", "passed"])
    {
        return Some(0.75);
    }
    let next_gap = document.gap(index + 1);
    let stops = matches!(next_gap.first(), Some(b'.' | b',' | b';' | b')' | b'\n') | None)
        || next_gap.starts_with(b" & ")
        || document.is_any(
            index + 1,
            words![
                "btw", "so", "too", "already", "and", "now", "but", "years", "with", "who", "lives", "today", "going"
            ],
        );
    // `he himself is 94`.
    let itself = document.is_any(index.wrapping_sub(2), words!["himself", "herself", "now", "currently", "already"])
        && document.is_any(index.wrapping_sub(3), words!["he", "she", "who", "patient", "pt"]);
    if stops && itself && document.is_any(before, words!["is", "was"]) && gap == b" " {
        return Some(0.7);
    }
    if stops && document.is_any(before, words!["is", "was", "s", "be", "am", "m"]) && matches!(gap, b" ") {
        const WHO: &Words =
            words!["he", "she", "who", "pt", "patient", "mom", "dad", "mother", "father", "i", "grandma", "grandpa"];
        let who = index.wrapping_sub(2);
        if document.is_any(who, WHO) || document.classes(who).any(Class::RELATION) {
            return Some(0.8);
        }
    }
    let relative = document.token(before).is_some_and(|token| token.is(Class::RELATION));
    let stops = stops || next_gap.first() == Some(&b'<');
    // `Mother Hanan Haddad, 95, thinks`, `(EO, 90)`, `Mx. Branowitz is 93, is`.
    let person = document.token(before).is_some_and(|token| is_person_like(document, before, token));
    // `Olive Rosenhagen, 91. HA fitting`, `her father, Hikmat (91, needs help`.
    if person && gap == b", " && next_gap.starts_with(b". ") {
        return Some(0.65);
    }
    if person && gap == b" (" && matches!(next_gap, b", " | b") " | b"), " | b"). ") {
        return Some(0.65);
    }
    // `grandmother Uda, now 90,`; `She will be 97 on the 4th`; `mother d. CVA at 90`.
    if document.is(before, b"now") && stops && matches!(document.gap(before), b", " | b" ") && gap == b" " {
        let who = index.wrapping_sub(2);
        if document.token(who).is_some_and(|token| token.is(Class::RELATION) || is_person_like(document, who, token)) {
            return Some(0.65);
        }
    }
    if document.is(before, b"be")
        && document.is_any(index.wrapping_sub(2), words!["will", "would", "ll"])
        && document.is_any(index + 1, words!["on", "in", "this", "next", "come", "if"])
        && gap == b" "
    {
        return Some(0.75);
    }
    let kin = |at: u32| document.classes(at).any(Class::RELATION);
    // `father's mother reached 101`.
    if document.is_any(before, words!["reached", "reaching"])
        && gap == b" "
        && stops
        && (2..=4).any(|back| kin(index.wrapping_sub(back)))
    {
        return Some(0.7);
    }
    // `died in a home at 94.`
    if document.is(before, b"at")
        && gap == b" "
        && stops
        && (2..=6).any(|back| document.is_any(index.wrapping_sub(back), words!["died", "death"]))
    {
        return Some(0.65);
    }
    if document.is(before, b"at")
        && stops
        && gap == b" "
        && (2..=4).any(|back| dead(index.wrapping_sub(back)))
        && (3..=6).any(|back| kin(index.wrapping_sub(back)))
    {
        return Some(0.7);
    }
    if person && gap == b", " && matches!(next_gap.first(), Some(b',' | b';' | b')' | b'<') | None) {
        return Some(0.7);
    }
    let subject = index.wrapping_sub(2);
    if stops
        && gap == b" "
        && document.is_any(before, words!["is", "turned", "was"])
        && document.token(subject).is_some_and(|token| {
            document.gap(before) == b" " && is_person_like(document, subject, token) && token.len() > 3
        })
    {
        return Some(0.65);
    }
    // `Pan, Qiaoling 96 #M66325932`, `Name: Novotny, Nadezhda O | 93 F | 11/13/1927`.
    let entry = (1..=2).any(|back| document.gap(index.wrapping_sub(back)) == b", ");
    if person && entry && gap == b" " && (next_gap.starts_with(b" #") || next_gap.starts_with(b"  ")) {
        return Some(0.65);
    }
    if relative && stops && matches!(gap, b" " | b", " | b" (" | b": " | b" - " | b"-") {
        return Some(0.7);
    }
    None
}

/// Whether the word at `index` is written and known as a person's name is, or is initials in brackets.
fn is_person_like(document: &Document<'_>, index: u32, token: &crate::scan::Token) -> bool {
    const OTHER: Class =
        Class::CLINICAL.or(Class::DRUG).or(Class::ABBREV).or(Class::EPONYM).or(Class::HEADING).or(Class::PROPER);
    let titled = document.classes(index.wrapping_sub(1)).any(Class::TITLE);
    let initials = matches!(token.len(), 2 | 3)
        && token.shape.any(crate::scan::Shape::ALL_UPPER)
        && document.gap(index).ends_with(b"(")
        && token.row().running < 30;
    let known = token.is(Class::GIVEN.or(Class::SURNAME)) && token.prior >= 4 && !token.is(OTHER);
    // `Olive Rosenhagen`: a rare name, and a given name stands before it.
    let rare = (token.row == 0 || token.is(Class::SURNAME) && !token.is(OTHER))
        && token.len() > 3
        && document.gap(index) == b" "
        && document.token(index.wrapping_sub(1)).is_some_and(|given| {
            given.is(Class::GIVEN) && given.is_capitalised() && !given.is(Class::DRUG.or(Class::ABBREV))
        });
    token.is_capitalised() && (titled || initials || rare || known && token.len() > 2)
}

/// An age in words, or a word that says it by itself.
pub(super) fn from_word(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let token = document.token(index)?;
    match u32::from(token.row().value) {
        spelled::AGE => {
            age(findings, token.start, token.end, "age.word", 0.97, Evidence::SHAPE);
            return Some(index + 1);
        }
        119 => {
            if !decade(document, index) {
                return None;
            }
            age(findings, token.start, token.end, "age.word", 0.85, Evidence::CONTEXT);
            return Some(index + 1);
        }
        _ => {}
    }
    let number = spelled::up_to_199(document, index).filter(|number| (90..=125).contains(&number.value))?;
    let end = document.token(number.last)?.end;
    let next = number.last + 1;
    let before = index.wrapping_sub(1);
    let born = number.ordinal && document.is_any(next, words!["birthday", "bday"]);
    let aged = is_aged(document, next)
        || document.is_any(before, words!["age", "aged", "turned", "turning", "turns"])
        || document.labelled(index, &[Label::Age]).is_some()
        || document.is(next, b"going") && document.is(next + 1, b"on")
        || document.is(before, b"on") && document.is(index.wrapping_sub(2), b"going");
    let confidence = if born || aged {
        0.95
    } else if !number.ordinal {
        told(document, index).or_else(|| told_after(document, index, next))?
    } else {
        return None;
    };
    age(findings, token.start, end, "age.spelled", confidence, Evidence::CONTEXT);
    Some(next)
}

/// `who is ninety-three and …`: [`told`] looks after the first word only.
fn told_after(document: &Document<'_>, index: u32, next: u32) -> Option<f32> {
    let who = index.wrapping_sub(2);
    // A transcript has no apostrophes: `shes ninety three`.
    let joined = document.is_any(index.wrapping_sub(1), words!["shes", "hes", "im", "whos"]);
    let is = joined || document.is_any(index.wrapping_sub(1), words!["is", "was", "s", "be", "m"]);
    let person = joined
        || document.is_any(who, words!["he", "she", "who", "patient", "pt", "i"])
        || document.classes(who).any(Class::RELATION);
    let counts =
        document.is_any(next, words!["percent", "degrees", "over", "pounds", "beats", "minutes", "days", "hours"]);
    (is && person && !counts).then_some(0.8)
}
