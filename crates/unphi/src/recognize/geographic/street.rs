//! Street lines: `412 Elm St Apt 4B`, `PO Box 77`, `RR 2 Box 145`, `9844 Highway 27 South`, `1450 S 900 E`,
//! `Calle Luna 145`, `5th and Main`, `Charlton Street`.

#![forbid(unsafe_code)]

use core::ops::Range;

use super::house::is_numbered_road;
use super::{Document, Evidence, Field, Finding, Kind, Tie, address, place, run};
use crate::lexicon::Class;
use crate::recognize::date;
use crate::scan::{Shape, Words, words};

/// Suffixes that are hardly anything else, so that a street needs no number.
const SURE: &Words = words![
    "street",
    "avenue",
    "ave",
    "boulevard",
    "blvd",
    "road",
    "rd",
    "lane",
    "ln",
    "parkway",
    "pkwy",
    "highway",
    "hwy",
    "turnpike",
    "tpke",
    "terrace",
    "crescent",
    "expressway",
    "freeway",
    "causeway",
    "alley",
    "strasse",
    "bypass",
    "drive",
];

/// Numbers as dictation spells a house number.
const SPELLED: &Words = words![
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "oh",
    "zero",
    "double",
];

/// Short suffixes that are believed in lower case, as in messages: `19 harbor view dr`.
const LOWER: &Words = words![
    "dr", "drive", "st", "ct", "court", "way", "pl", "place", "cir", "circle", "trail", "ter", "landing", "loop",
    "cove", "hollow", "pike", "crossing", "trl", "sq"
];

/// Most words between the house number and the suffix.
const NAME_WORDS: u32 = 6;

/// A street that ends in the suffix at `suffix`, with or without a house number.
pub(super) fn by_suffix(document: &Document<'_>, suffix: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(suffix) else { return };
    if suffix == 0 || !matches!(document.gap(suffix), b" " | b"  " | b"-" | b"\n") || token.has_digit() {
        return;
    }
    findings.extend(ordinal(document, suffix));
    // The last suffix of `Mission Hill Rd` decides.
    if document.gap(suffix + 1) == b" "
        && document.classes(suffix + 1).any(Class::STREET_SUFFIX)
        && (document.is_any(suffix + 1, SURE) || document.token(suffix + 1).is_some_and(|next| next.is_capitalised()))
        && !document.classes(suffix + 1).any(Class::DIRECTIONAL)
    {
        return;
    }
    // `901 Prairie Ave  Cheyenne WY 82009`: WY and CT are states as well.
    if token.len() == 2 && token.is(Class::STATE_ABBR) && super::zip::is_zip_after(document, suffix) {
        return;
    }
    if is_clinical_abbreviation(document, suffix) {
        return;
    }
    let sure = document.is_any(suffix, SURE);
    // `County Road 14` goes on with its number.
    let road = is_numbered_road(document, suffix)
        && document.gap(suffix + 1) == b" "
        && document.token(suffix + 1).is_some_and(|next| next.has_digit());
    if road
        && document.is_any(suffix - 1, words!["county", "state", "ranch", "market", "us", "farm", "township", "forest"])
    {
        return;
    }
    let Some(name) = name_before(document, suffix) else { return };
    match name.number {
        Some(number) => numbered(document, number, name.first, suffix, sure, findings),
        None => unnumbered(document, name.first, suffix, sure, findings),
    }
}

/// `on West 19th Street`, `lives on ninth avenue`: a street that is counted, without a house number.
fn ordinal(document: &Document<'_>, suffix: u32) -> Option<Finding> {
    if !document.is_any(suffix, words!["street", "avenue", "ave", "boulevard", "blvd"]) || document.gap(suffix) != b" "
    {
        return None;
    }
    let count = suffix - 1;
    if !is_ordinal_word(document.word(count)) && !date::is_ordinal(document, count) {
        return None;
    }
    let compass = count.checked_sub(1).filter(|before| {
        document.gap(count) == b" " && is_direction(document, *before)
            || document.gap(count) == b". "
                && document.token(*before).is_some_and(|token| token.len() == 1 && token.is_capitalised())
    });
    let first = compass.unwrap_or(count);
    let before = first.checked_sub(1)?;
    let told = document.gap(first) == b" "
        && document.is_any(
            before,
            words!["on", "at", "to", "from", "off", "near", "and", "along", "down", "up", "of", "over", "by"],
        );
    told.then(|| {
        place(run::range(document, first, suffix), Kind::Street, "geographic.street.counted", 0.75, Evidence::HEAD_WORD)
    })
}

/// The words of a street's name and the house number before them.
struct Name {
    first: u32,
    number: Option<u32>,
}

/// Walks left from a suffix over the words of the street's name to its number.
fn name_before(document: &Document<'_>, suffix: u32) -> Option<Name> {
    let mut index = suffix;
    for _ in 0..NAME_WORDS {
        index = index.checked_sub(1)?;
        let token = document.token(index)?;
        let gap_after = document.gap(index + 1);
        let near = matches!(gap_after, b" " | b"  " | b"-" | b"'" | b"\n" | b"." | b"/")
            || gap_after == b". " && (token.len() <= 2 || run::is_saint(document, index));
        if !near {
            return (index + 1 < suffix).then_some(Name { first: index + 1, number: None });
        }
        if is_house_number(document, index) && matches!(gap_after, b" " | b"  " | b"\n") {
            return (index + 1 < suffix).then_some(Name { first: index + 1, number: Some(index) });
        }
        let is_ordinal = token.has_digit() && !token.is_number();
        if is_ordinal && index + 1 < suffix + 1 && is_ordinal_word(document.word(index)) {
            continue;
        }
        let stops = token.is(Class::FUNCTION.or(Class::MONTH))
            && !document.is_any(index, words!["the", "of", "old", "la", "el", "de"])
            || token.has_digit()
            || token.is(Class::CLINICAL) && !token.is_capitalised();
        if stops {
            let spelled = document.is_any(index, SPELLED);
            return (index + 1 < suffix || spelled).then_some(Name { first: index + 1, number: None });
        }
    }
    Some(Name { first: index, number: None })
}

pub(super) fn is_ordinal_word(word: &[u8]) -> bool {
    let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    digits > 0
        && [b"st", b"nd", b"rd", b"th"]
            .iter()
            .any(|ending| word.get(digits..).is_some_and(|rest| rest.eq_ignore_ascii_case(*ending)))
}

/// Whether a token is written as house numbers are: up to six digits, perhaps a letter, perhaps OCR-damaged.
pub(super) fn is_house_number(document: &Document<'_>, index: u32) -> bool {
    let word = document.word(index);
    let Some(token) = document.token(index) else { return false };
    if word.len() > 6 || !token.shape.any(Shape::DIGIT) || is_ordinal_word(word) {
        return false;
    }
    let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    let letters = word.len() - digits;
    let look_alike = word.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'l' | b'O' | b'o' | b'I' | b'S'));
    // A decimal, a fraction of a dose, a range of a result.
    let before = document.byte_before(token.start);
    // `N4410`, `W15230`: rural numbers of the Midwest begin with a direction.
    if let [b'N' | b'S' | b'E' | b'W', rest @ ..] = word {
        return rest.len() >= 3 && rest.iter().all(u8::is_ascii_digit);
    }
    (token.shape.any(Shape::LEAD_DIGIT) || look_alike && digits > 1 && word.len() > 3)
        && (letters == 0
            || letters == 1 && word.last().is_some_and(u8::is_ascii_alphabetic)
            || look_alike && digits > 1)
        && !matches!(before, b'.' | b'$' | b'%' | b'#')
}

/// `ST depression`, `CT scan`, `DR SMITH`, `PT`: abbreviations that are suffixes elsewhere.
fn is_clinical_abbreviation(document: &Document<'_>, suffix: u32) -> bool {
    let next = document.word(suffix + 1);
    let near = matches!(document.gap(suffix + 1), b" " | b"-" | b"/" | b". " | b"  ");
    if document.is_any(
        suffix,
        words!["st", "ct", "pt", "pl", "cv", "est", "ter", "cir", "dr", "pass", "way", "run", "ext", "str", "rd", "av"],
    ) {
        let clinical = !document.is_any(suffix, words!["dr", "rd"])
            && document.classes(suffix + 1).any(Class::CLINICAL.or(Class::EPONYM_HEAD).or(Class::ROLE))
            && !document.classes(suffix + 1).any(Class::CITY.or(Class::UNIT_WORD).or(Class::DIRECTIONAL));
        if near && clinical
            || near
                && document.is_any(
                    suffix + 1,
                    words!["elevation", "depression", "changes", "t", "segment", "segments", "scan", "scans"],
                )
        {
            return true;
        }
        // `Dr. Smith`: a title, unless a unit, city or direction follows.
        if document.is(suffix, b"dr") && matches!(document.gap(suffix + 1), b" " | b". ") {
            let follows = document.token(suffix + 1).is_some_and(|token| {
                token.is_capitalised()
                    && !token.is(Class::CITY.or(Class::UNIT_WORD).or(Class::DIRECTIONAL).or(Class::STATE_ABBR))
                    && !next.is_empty()
            });
            let titled = follows && document.gap(suffix + 1) == b". "
                || follows && document.classes(suffix + 1).any(Class::SURNAME) && document.gap(suffix + 1) == b" ";
            return titled;
        }
    }
    false
}

fn numbered(document: &Document<'_>, number: u32, first: u32, suffix: u32, sure: bool, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(first) else { return };
    let start = start_of_number(document, number);
    let gap = document.gap(number + 1);
    if gap == b"-" || gap.contains(&b'\n') {
        return;
    }
    let capitalised = token.is_capitalised() || token.has_digit();
    let suffix_capital = document.token(suffix).is_some_and(|token| token.is_capitalised());
    if !sure && !suffix_capital && !document.is_any(suffix, LOWER) {
        return;
    }
    let upper = run::in_capitals(document, first);
    let mut name = 0;
    let mut hostile = 0;
    for index in first..suffix {
        let classes = document.classes(index);
        let ordinal = document.token(index).is_some_and(|token| token.has_digit());
        name += run::properness(document, index).max(u32::from(ordinal) * 3);
        if classes.any(Class::MEASURE_UNIT.or(Class::ABBREV)) || classes.any(Class::CLINICAL) && !ordinal {
            hostile += 1;
        }
    }
    if first < suffix && is_measure(document, first) {
        return;
    }
    let directional = document.classes(first).any(Class::DIRECTIONAL) && suffix > first + 1;
    let end = end_of_street(document, suffix);
    let tail = address::tail(document, end.0, findings);
    let evidence = Evidence::SHAPE | Evidence::HEAD_WORD;
    let confidence = match (sure, capitalised) {
        _ if tail => 0.98,
        (true, true) if hostile == 0 || directional => 0.97,
        (true, _) if name > 0 && hostile <= 1 => 0.95,
        (true, true) => 0.8,
        (false, true) if !upper && (hostile == 0 || name >= 2) => 0.95,
        (false, true) if upper && name >= 2 && hostile == 0 => 0.9,
        (false, false)
            if document.is_any(suffix, LOWER)
                && name >= 1
                && hostile == 0
                && token.row().running < 128
                && document.word(number).len() >= 2 =>
        {
            0.75
        }
        _ if document.labelled(number, &[crate::lexicon::Label::Address, crate::lexicon::Label::Street]).is_some() => {
            0.9
        }
        _ => return,
    };
    findings.push(place(start..end.1, Kind::Street, "geographic.street", confidence, evidence));
}

/// Words after a number that make it a measurement: `5 mm ST depression`, `3 view`, `10 day course`.
fn is_measure(document: &Document<'_>, index: u32) -> bool {
    document.is_any(
        index,
        words![
            "mm", "cm", "mg", "ml", "mcg", "g", "kg", "cc", "hr", "hrs", "hour", "hours", "day", "days", "week",
            "weeks", "month", "months", "year", "years", "yr", "yo", "min", "mins", "minutes", "sec", "am", "pm",
            "view", "views", "lead", "slice", "units", "unit", "french", "fr", "percent", "times", "x", "degrees",
            "degree", "point", "part", "step", "way", "fold", "chamber", "ga", "gauge", "cutting",
        ],
    )
}

/// `41-25`, `118 1/2` and `N6W23001` have their number reach further left, `1/2` is a fraction of it.
fn start_of_number(document: &Document<'_>, number: u32) -> u32 {
    let start_of = |index: u32| document.token(index).map_or(0, |token| token.start);
    let Some(before) = number.checked_sub(1) else { return start_of(number) };
    let joined = document.token(before).is_some_and(|token| token.is_number() && token.len() <= 4);
    if document.gap(number) == b"-" && joined {
        return start_of(before);
    }
    // `Flat 2, 17 Gloucester Terrace`, `Apt 4B 120 Main St`.
    if before > 0
        && matches!(document.gap(number), b", " | b" " | b"," | b" - ")
        && document.token(before).is_some_and(|value| value.len() <= 4 && (value.has_digit() || value.len() == 1))
        && document.classes(before - 1).any(Class::UNIT_WORD)
        && matches!(document.gap(before), b" " | b" #" | b". " | b" No. ")
    {
        return start_of(before - 1);
    }
    // `Flat 3/1, 88 Byres Road`: floor and side, in Scotland.
    if before > 1
        && document.gap(number) == b", "
        && document.gap(before) == b"/"
        && document.classes(before - 2).any(Class::UNIT_WORD)
        && document.gap(before - 1) == b" "
    {
        return start_of(before - 2);
    }
    // `4/19 Glenmore Rd`: the flat before the house, in Australia and Scotland.
    if document.gap(number) == b"/"
        && joined
        && !document.is(number, b"2")
        && document.byte_before(start_of(before)) != b'/'
    {
        return start_of(before);
    }
    if document.gap(number) == b"/" && document.is(number, b"2") && document.is(before, b"1") && before > 0 {
        let whole = before - 1;
        if document.gap(before) == b" " && is_house_number(document, whole) {
            return start_of(whole);
        }
    }
    start_of(number)
}

/// A street without a number: `Charlton Street`, `kilauea ave`, `two oh nine West Sycamore Street`.
fn unnumbered(document: &Document<'_>, first: u32, suffix: u32, sure: bool, findings: &mut Vec<Finding>) {
    // The name is the capitalised words right before the suffix, at most three.
    let mut name = suffix;
    while name > first.max(suffix.saturating_sub(4)) {
        let Some(token) = document.token(name - 1) else { break };
        let proper = token.is_capitalised() && !token.is(Class::FUNCTION)
            || token.has_digit() && is_ordinal_word(document.word(name - 1));
        if !proper || name - 1 > first && document.gap(name) == b"\n" {
            break;
        }
        name -= 1;
    }
    let spelled = spelled_number(document, first, suffix);
    if let Some(number) = spelled
        && (sure
            || document.is_any(suffix, LOWER)
            || document
                .token(suffix)
                .is_some_and(|token| token.is_capitalised() && !run::in_capitals(document, suffix)))
    {
        let end = end_of_street(document, suffix);
        let _ = address::tail(document, end.0, findings);
        let confidence = if sure { 0.9 } else { 0.6 };
        let evidence = Evidence::SHAPE | Evidence::HEAD_WORD;
        findings.push(place(
            run::range(document, number, suffix).start..end.1,
            Kind::Street,
            "geographic.street.spelled",
            confidence,
            evidence,
        ));
        return;
    }
    let cued = run::before(
        document,
        name,
        3,
        words![
            "on", "at", "along", "near", "off", "down", "corner", "lives", "live", "from", "to", "between", "past",
            "called",
        ],
    );
    let strong_cue = run::before(
        document,
        suffix,
        5,
        words![
            "lives",
            "lived",
            "live",
            "resides",
            "corner",
            "intersection",
            "found",
            "walking",
            "fell",
            "old",
            "moved"
        ],
    );
    let capital = document.token(suffix).is_some_and(|token| token.is_capitalised());
    if name == suffix {
        // Lower case: only an unknown or listed word with a sure suffix, after a preposition.
        let word = suffix - 1;
        let lone = sure
            && cued_lower(document, word)
            && run::properness(document, word) >= 3
            && !document.is(suffix, b"drive");
        if lone && document.token(word).is_some_and(|token| token.len() >= 4) {
            findings.push(place(
                run::range(document, word, suffix),
                Kind::Street,
                "geographic.street.name",
                0.6,
                Evidence::HEAD_WORD,
            ));
        }
        return;
    }
    let ordinal = document.token(name).is_some_and(|token| token.has_digit());
    let score = run::score(document, name, suffix) + u32::from(ordinal) * 3;
    let hostile = (name..suffix).any(|index| {
        document.classes(index).any(Class::CLINICAL.or(Class::EPONYM_HEAD)) && run::properness(document, index) == 0
    });
    let upper = run::in_capitals(document, suffix);
    if !sure || !capital || score < 2 || hostile || document.is_any(suffix, words!["drive"]) && !cued || upper && !cued
    {
        return;
    }
    let (last, crossed) = match crossing(document, suffix) {
        Some(last) => (last, true),
        None => (suffix, false),
    };
    // `Baker Street School`, `Duke Street Shelter` are institutions: their recognizer is surer.
    let confidence = if strong_cue || crossed {
        0.8
    } else if cued {
        0.75
    } else {
        0.55
    };
    findings.push(place(
        run::range(document, name, last),
        Kind::Street,
        "geographic.street.name",
        confidence,
        Evidence::HEAD_WORD,
    ));
}

/// The last word of the street that crosses the one that ends with token `last`: `35th Ave & Van Buren`, `Hwy 41 and Sycamore Rd`.
pub(super) fn crossing(document: &Document<'_>, last: u32) -> Option<u32> {
    let mut first = last + 1;
    match document.gap(first) {
        b" & " | b" / " | b"/" | b" @ " => {}
        b" " if document.is_any(first, words!["and", "at", "near"]) && document.gap(first + 1) == b" " => first += 1,
        _ => return None,
    }
    let token = document.token(first)?;
    if is_ordinal_word(document.word(first)) {
        let suffix = document.gap(first + 1) == b" " && document.classes(first + 1).any(Class::STREET_SUFFIX);
        return Some(first + u32::from(suffix));
    }
    if !token.is_capitalised() || token.is(Class::TITLE.or(Class::FUNCTION)) && !run::is_saint(document, first) {
        return None;
    }
    // `Highway 12`, or words with a capital that a suffix ends or that nothing follows.
    if is_numbered_road(document, first) && document.token(first + 1).is_some_and(|road| road.is_number()) {
        return Some(first + 1);
    }
    let mut end = first;
    while end < first + 3
        && document.gap(end + 1) == b" "
        && document.token(end + 1).is_some_and(|next| next.is_capitalised() && !next.is(Class::FUNCTION))
        && !document.classes(end).any(Class::STREET_SUFFIX)
    {
        end += 1;
    }
    let named = document.classes(end).any(Class::STREET_SUFFIX) || run::score(document, first, end + 1) >= 2;
    named.then_some(end)
}

fn cued_lower(document: &Document<'_>, index: u32) -> bool {
    run::before(document, index, 1, words!["on", "at", "along", "near", "off"])
}

/// The first word of a spelled-out house number right before the street's name.
fn spelled_number(document: &Document<'_>, first: u32, suffix: u32) -> Option<u32> {
    let from = first.saturating_sub(1);
    let from = if document.is_any(from, SPELLED) { from } else { first };
    let mut at = (from..suffix).find(|index| document.is_any(*index, SPELLED))?;
    // `and three on First Avenue`: the number stands next to the name.
    let mut last = at;
    while last + 1 < suffix && document.is_any(last + 1, SPELLED) {
        last += 1;
    }
    for _ in 0..6 {
        if at > 0 && document.is_any(at - 1, SPELLED) && document.gap(at) == b" " { at -= 1 } else { break }
    }
    let named = (last + 1..suffix)
        .any(|index| run::properness(document, index) >= 1 || document.classes(index).any(Class::DIRECTIONAL));
    let broken = (last + 1..suffix).any(|index| document.classes(index).any(Class::FUNCTION.or(Class::CLINICAL)));
    (last + 1 < suffix && named && !broken).then_some(at)
}

/// The last token and the end of a street line whose suffix is `suffix`: a direction and a unit may follow.
pub(super) fn end_of_street(document: &Document<'_>, suffix: u32) -> (u32, u32) {
    let mut last = suffix;
    if matches!(document.gap(last + 1), b" " | b". ")
        && is_direction(document, last + 1)
        && !is_word_in_sentence(document, last + 1)
    {
        last += 1;
    }
    let mut end = document.token(last).map_or(0, |token| token.end);
    // The dot of `Sq.` belongs to the street when text goes on in the line.
    if document.byte(end) == b'.' && document.token(last).is_some_and(|token| token.len() <= 4) {
        let after = document.bytes(end + 1..end + 3);
        if matches!(after, b", " | b"',") {
            end += 1;
        }
    }
    // `Cty Rd J`, `County Highway PP`: roads of a county are lettered.
    if suffix > 0
        && last == suffix
        && document.gap(last + 1) == b" "
        && document.is_any(suffix - 1, words!["cty", "county", "co", "cnty"])
        && document.token(last + 1).is_some_and(|letter| letter.len() <= 2 && letter.shape.any(Shape::ALL_UPPER))
    {
        last += 1;
        end = document.token(last).map_or(end, |token| token.end);
    }
    for _ in 0..2 {
        let Some((unit_last, unit_end)) = unit_after(document, last) else { break };
        (last, end) = (unit_last, unit_end);
    }
    (last, end)
}

pub(super) fn is_direction(document: &Document<'_>, index: u32) -> bool {
    document.classes(index).any(Class::DIRECTIONAL)
}

/// A single lower-case letter or word after a street is prose, not a direction.
pub(super) fn is_word_in_sentence(document: &Document<'_>, index: u32) -> bool {
    document.token(index).is_none_or(|token| !token.is_capitalised() && token.len() < 4)
}

/// The flat, suite or box number after token `last`.
fn unit_after(document: &Document<'_>, last: u32) -> Option<(u32, u32)> {
    let gap = document.gap(last + 1);
    let next = document.token(last + 1)?;
    if gap.len() > 5 {
        return None;
    }
    if gap.contains(&b'#') && gap.iter().all(|byte| matches!(byte, b' ' | b',' | b'#' | b'.')) {
        return (next.len() <= 6).then(|| with_tail(document, last + 1));
    }
    let near = matches!(gap, b" " | b", " | b"," | b"^" | b". " | b"., " | b" - " | b"\n" | b"  ");
    if !near || !next.is(Class::UNIT_WORD) {
        return None;
    }
    let value_gap = document.gap(last + 2);
    let value = document.token(last + 2)?;
    // `suite two oh one`.
    if value_gap == b" " && document.is_any(last + 2, SPELLED) {
        let mut end = last + 2;
        while end < last + 6 && document.gap(end + 1) == b" " && document.is_any(end + 1, SPELLED) {
            end += 1;
        }
        return Some((end, document.token(end).map_or(0, |token| token.end)));
    }
    let joined = matches!(value_gap, b" " | b". " | b" #" | b"#" | b"." | b"-" | b": ");
    let fits = value.has_digit() && value.len() <= 6
        || value.len() <= 2 && !value.is(Class::FUNCTION.or(Class::STATE_ABBR))
        || value.len() == 1;
    if joined && fits {
        return Some(with_tail(document, last + 2));
    }
    // `Penthouse`, `Rear`, `Upper` stand alone.
    let alone = document.is_any(last + 1, words!["penthouse", "rear", "basement", "bsmt"]);
    alone.then_some((last + 1, next.end))
}

/// `C-2207`, `9 B`: the value of a unit goes on after a hyphen or before a letter.
fn with_tail(document: &Document<'_>, value: u32) -> (u32, u32) {
    let next = document.token(value + 1);
    let hyphened = document.gap(value + 1) == b"-" && next.is_some_and(|token| token.len() <= 5);
    let lettered = matches!(document.gap(value + 1), b" " | b"\xc2\xa0")
        && next.is_some_and(|token| token.len() == 1 && token.is_capitalised())
        && document.token(value).is_some_and(|token| token.is_number())
        && !matches!(document.gap(value + 2), b" ");
    let last = if hyphened || lettered { value + 1 } else { value };
    (last, document.token(last).map_or(0, |token| token.end))
}

/// The value of a street or address label, where no shape was seen.
pub(super) fn labelled(document: &Document<'_>, field: &Field, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(field.value) else { return };
    if field.tie < Tie::Separated || run::is_no_value(document, field.value) || run::is_markup(document, field) {
        return;
    }
    let range: Range<u32> = run::value(document, field, b",");
    let value = document.bytes(range.clone());
    let is_other =
        value.iter().any(|byte| matches!(byte, b'@' | b'=')) || value.windows(3).any(|window| window == b"://");
    if is_other
        || value.len() < 3
        || !value.iter().any(u8::is_ascii_alphabetic)
        || is_dotted(value)
        || document.is_any(field.first, words!["ip", "mac", "email"])
    {
        return;
    }
    let numbered = token.has_digit() && value.contains(&b' ');
    // `Place of birth: Guadalajara, Mexico` and `Residence: West St. Paul` are cities: without a number the line names a town.
    if numbered {
        findings.push(place(range, Kind::Street, "geographic.street.labelled", 0.9, Evidence::LABEL));
        return;
    }
    let proper = token.is_capitalised() && run::has_name(document, field.value, range.end);
    let bare = token.is(Class::STATE.or(Class::COUNTRY)) && !token.is(Class::CITY);
    if field.label == crate::lexicon::Label::Street && (proper || field.tie == Tie::Structural) {
        findings.push(place(range, Kind::Street, "geographic.street.labelled", 0.85, Evidence::LABEL));
    } else if proper && !bare && value.len() < 40 {
        findings.push(place(range, Kind::City, "geographic.city.labelled", 0.9, Evidence::LABEL));
    }
}

/// `10.0.0.1` and `00:1B:44` are addresses of another sort.
fn is_dotted(value: &[u8]) -> bool {
    let marks = value.iter().filter(|byte| matches!(byte, b'.' | b':')).count();
    marks >= 3 && !value.contains(&b' ')
}
