//! Street lines: `412 Elm St Apt 4B`, `PO Box 77`, `RR 2 Box 145`, `9844 Highway 27 South`, `1450 S 900 E`,
//! `Calle Luna 145`, `5th and Main`, `Charlton Street`.

#![forbid(unsafe_code)]

use core::ops::Range;

use super::{Document, Evidence, Field, Finding, Kind, Tie, city, place, run};
use crate::lexicon::Class;
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
    const COUNTED: &Words = words![
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
        "thirtieth",
        "fortieth",
        "fiftieth"
    ];
    if !document.is_any(suffix, words!["street", "avenue", "ave", "boulevard", "blvd"]) || document.gap(suffix) != b" "
    {
        return None;
    }
    let count = suffix - 1;
    let word = document.word(count);
    let figure = word.len() > 2
        && word.first().is_some_and(u8::is_ascii_digit)
        && [&b"st"[..], b"nd", b"rd", b"th"].iter().any(|end| word.to_ascii_lowercase().ends_with(end));
    if !figure && !document.is_any(count, COUNTED) {
        return None;
    }
    let compass = count.checked_sub(1).filter(|before| {
        document.gap(count) == b" " && document.classes(*before).any(Class::DIRECTIONAL)
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

fn is_ordinal_word(word: &[u8]) -> bool {
    let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    digits > 0
        && [b"st", b"nd", b"rd", b"th"]
            .iter()
            .any(|ending| word.get(digits..).is_some_and(|rest| rest.eq_ignore_ascii_case(*ending)))
}

/// Whether a token is written as house numbers are: up to six digits, perhaps a letter, perhaps OCR-damaged.
fn is_house_number(document: &Document<'_>, index: u32) -> bool {
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
        words!["st", "ct", "pt", "pl", "cv", "est", "ter", "cir", "dr", "pass", "way", "run", "ext", "str", "rd"],
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
    let tail = city::tail(document, end.0, findings);
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
        let _ = city::tail(document, end.0, findings);
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
fn crossing(document: &Document<'_>, last: u32) -> Option<u32> {
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
fn end_of_street(document: &Document<'_>, suffix: u32) -> (u32, u32) {
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

fn is_direction(document: &Document<'_>, index: u32) -> bool {
    document.classes(index).any(Class::DIRECTIONAL)
}

/// A single lower-case letter or word after a street is prose, not a direction.
fn is_word_in_sentence(document: &Document<'_>, index: u32) -> bool {
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

/// Lines that begin with a word: `Calle Luna 145`, `Highway 27 South` (with a number before: `9844 Highway 27`), and German
/// and Dutch ones are left to [`by_number`].
pub(super) fn by_prefix(document: &Document<'_>, prefix: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(prefix) else { return };
    if document.is_any(prefix, words!["via", "bo", "sector", "urb", "route", "plaza", "corso", "rue"])
        && (!token.is_capitalised() || token.shape.any(Shape::ALL_UPPER))
    {
        return;
    }
    // `Highway 27`, `County Road 14`, `US-93 NB`.
    let road = prefix + 1;
    let letter = document.is_any(prefix.wrapping_sub(1), words!["cty", "county", "co", "cnty"])
        && document.token(road).is_some_and(|next| next.len() <= 2 && next.shape.any(Shape::ALL_UPPER));
    let numbered = document.token(road).is_some_and(|next| next.has_digit() && next.len() <= 5 || letter)
        && matches!(document.gap(road), b" " | b"-" | b" #");
    if numbered && is_numbered_road(document, prefix) {
        let mut last = road;
        if document.gap(last + 1) == b" "
            && is_direction(document, last + 1)
            && !is_word_in_sentence(document, last + 1)
        {
            last += 1;
        }
        let mut first = prefix;
        while first > 0
            && matches!(document.gap(first), b" " | b"-" | b". ")
            && document.is_any(
                first - 1,
                words![
                    "county", "state", "us", "old", "s", "u", "farm", "to", "market", "ranch", "fm", "n", "e", "w",
                    "north", "south", "east", "west", "cty", "co", "cnty", "township", "forest", "service",
                ],
            )
        {
            first -= 1;
        }
        let house =
            first.checked_sub(1).filter(|index| is_house_number(document, *index) && document.gap(first) == b" ");
        let capitalised = token.is_capitalised();
        let cued = run::before(document, first, 3, words!["on", "at", "near", "off", "past", "along", "to", "lives"]);
        let beside = run::before(document, first, 1, words!["on", "at", "off", "near", "along", "past"]);
        let county =
            first < prefix && document.is_any(prefix - 1, words!["county", "cty", "state", "farm", "ranch", "market"]);
        let labelled =
            document.labelled(first, &[crate::lexicon::Label::Address, crate::lexicon::Label::Street]).is_some();
        let confidence = match house {
            Some(_) => 0.96,
            None if labelled => 0.9,
            None if cued && capitalised && !document.is_any(prefix, words!["route", "rte", "rt"]) => 0.8,
            None if beside && (county || capitalised) => 0.7,
            None => return,
        };
        let mut end = end_of_street(document, last);
        if let Some(cross) = crossing(document, last) {
            end = (cross, document.token(cross).map_or(end.1, |token| token.end));
        }
        let start = run::range(document, house.unwrap_or(first), prefix).start;
        let _ = city::tail(document, end.0, findings);
        findings.push(place(start..end.1, Kind::Street, "geographic.street.road", confidence, Evidence::SHAPE));
        return;
    }
    if is_numbered_road(document, prefix) {
        return;
    }
    // `Calle Luna 145`, `Avenida de la Constitución #12`, `123 Calle Ocho`.
    let gap = document.gap(prefix + 1);
    let dotted = gap == b". ";
    if !(gap == b" " || dotted)
        || document.is_any(prefix, words!["av", "ul", "jl", "jalan"]) && !(dotted || document.is(prefix, b"jalan"))
    {
        return;
    }
    let Some((last, score)) = run::right(document, prefix + 1) else { return };
    if score == 0 || last > prefix + 5 {
        return;
    }
    let number = last + 1;
    let follows = matches!(document.gap(number), b" " | b", " | b" #" | b" No. " | b" no. " | b", #" | b" # ")
        && is_house_number(document, number);
    // `6611 E Calle Sin Nombre`.
    let side = document.gap(prefix) == b" " && document.classes(prefix.wrapping_sub(1)).any(Class::DIRECTIONAL);
    let opens = prefix - u32::from(side && prefix > 0);
    let before = opens.checked_sub(1).filter(|index| is_house_number(document, *index) && document.gap(opens) == b" ");
    let first = before.unwrap_or(prefix);
    let last = if follows { number } else { last };
    let confidence = match (follows, before.is_some()) {
        (false, false)
            if document.is_any(prefix, words!["calle", "avenida", "avda", "carretera"]) && token.is_capitalised() =>
        {
            0.75
        }
        (false, false) => return,
        _ => 0.95,
    };
    let end = end_of_street(document, last);
    let _ = city::tail(document, end.0, findings);
    findings.push(place(
        run::range(document, first, last).start..end.1,
        Kind::Street,
        "geographic.street.prefix",
        confidence,
        Evidence::SHAPE,
    ));
}

fn is_numbered_road(document: &Document<'_>, prefix: u32) -> bool {
    document.is_any(prefix, words!["highway", "hwy", "route", "rte", "interstate", "road", "rd", "rt"])
}

/// Street lines known from a number: boxes, rural routes, grids, mile posts, `Lindenstraße 27`, `5th and Main`.
pub(super) fn by_number(document: &Document<'_>, number: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(number) else { return };
    if token.len() > 6 {
        return;
    }
    let sure = Evidence::SHAPE;
    let mut push = |first: u32, last: u32, confidence: f32, rule: &'static str| {
        findings.push(place(run::range(document, first, last), Kind::Street, rule, confidence, sure));
        city::tail(document, last, findings);
    };
    let before = number.wrapping_sub(1);
    let gap = document.gap(number);
    if number > 0 && document.is(before, b"box") && matches!(gap, b" " | b" #" | b". " | b" # ") {
        if let Some(first) = post_box(document, before) {
            push(first, number, 0.98, "geographic.street.box");
        }
        return;
    }
    // `mile marker 211`, `exit 210` of a road.
    if number > 1
        && gap == b" "
        && token.len() <= 3
        && token.is_number()
        && document.is_any(before, words!["marker", "exit", "milepost"])
    {
        let road = |back: u32| {
            document.is_any(
                number.wrapping_sub(back),
                words!["hwy", "highway", "interstate", "freeway", "truck", "turnpike", "i"],
            )
        };
        let told = if document.is(before, b"exit") {
            (2..=8).any(road)
        } else {
            document.is(before, b"milepost") || document.is(before - 1, b"mile")
        };
        if told {
            let first = if document.is(before, b"marker") { before - 1 } else { before };
            push(first, number, 0.7, "geographic.street.road");
            return;
        }
    }
    // `on I-80`; iodine has isotopes of three digits.
    if number > 1
        && gap == b"-"
        && document.is(before, b"i")
        && token.is_number()
        && token.len() <= 3
        && !document.is_any(number, words!["131", "123", "125", "124"])
        && document.is_any(
            before - 1,
            words![
                "on",
                "off",
                "along",
                "near",
                "mvc",
                "down",
                "from",
                "northbound",
                "southbound",
                "under",
                "over",
                "eastbound",
                "westbound"
            ],
        )
        && document.gap(before) == b" "
        && document.token(before).is_some_and(|letter| letter.is_capitalised())
    {
        let last = crossing(document, number).unwrap_or(number);
        push(before, last, 0.75, "geographic.street.road");
        return;
    }
    if number > 0 && document.is_any(before, words!["pob"]) && gap == b" " && token.is_number() {
        push(before, number, 0.9, "geographic.street.box");
        return;
    }
    // `1450 S 900 E`.
    if token.is_number()
        && token.len() >= 2
        && document.classes(number + 1).any(Class::DIRECTIONAL)
        && document.token(number + 2).is_some_and(|cross| cross.is_number() && (2..=5).contains(&cross.len()))
        && document.classes(number + 3).any(Class::DIRECTIONAL)
        && (1..=3).all(|step| matches!(document.gap(number + step), b" " | b". "))
        && document.token(number + 1).is_some_and(|direction| direction.is_capitalised())
    {
        push(number, number + 3, 0.93, "geographic.street.grid");
        return;
    }
    // `MP 34.2 US-93 NB`.
    if number > 0
        && document.is_any(before, words!["us", "sr", "fm", "cr", "hwy"])
        && gap == b"-"
        && document.gap(number + 1) == b" "
        && document.is_any(number + 1, words!["nb", "sb", "eb", "wb"])
    {
        let mut first = before;
        for back in 1..=3 {
            if before >= back && document.is_any(before - back, words!["mp", "mm", "milepost", "mile"]) {
                first = before - back;
            }
        }
        push(first, number + 1, 0.9, "geographic.street.road");
        return;
    }
    // `Lindenstraße 27`: German and Dutch put the number after the word.
    if number > 0
        && token.shape.any(Shape::LEAD_DIGIT)
        && matches!(gap, b" " | b". ")
        && document.token(before).is_some_and(|street| street.is_capitalised() && street.len() >= 6)
        && is_germanic_street(document, before, gap == b". ")
    {
        push(before, number, 0.93, "geographic.street.germanic");
        return;
    }
    if is_ordinal_word(document.word(number)) {
        corner(document, number, findings);
    }
}

/// Where a post-office or rural box with the word `box` at `index` begins.
fn post_box(document: &Document<'_>, index: u32) -> Option<u32> {
    let at = |back: u32| index.checked_sub(back);
    let one = at(1)?;
    if document.is_any(one, words!["po", "pob"])
        || document.is(one, b"office") && at(2).is_some_and(|i| document.is(i, b"post"))
    {
        return Some(if document.is(one, b"office") { one - 1 } else { one });
    }
    if document.is(one, b"o") && at(2).is_some_and(|i| document.is(i, b"p")) {
        return at(2);
    }
    // `RR 2 Box 145`, `HC 64 BOX 9`, `Rural Route 2 Box 5`.
    let route = at(2)?;
    if document.token(one)?.has_digit() {
        if document.is_any(route, words!["rr", "hc", "rd", "hcr", "psc", "unit", "cmr"]) {
            return Some(route);
        }
        if document.is(route, b"route") {
            return Some(if at(3).is_some_and(|i| document.is_any(i, words!["rural", "star"])) {
                route - 1
            } else {
                route
            });
        }
    }
    None
}

fn is_germanic_street(document: &Document<'_>, index: u32, dotted: bool) -> bool {
    let word = document.word(index);
    if dotted || word.last() == Some(&b'r') {
        // `Hauptstr. 14`.
        let stem = word.len().saturating_sub(3);
        return word.len() >= 6
            && document.token(index).is_some_and(|token| token.is_capitalised())
            && word.get(stem..).is_some_and(|tail| tail.eq_ignore_ascii_case(b"str"));
    }
    let capitalised = document.token(index).is_some_and(|token| token.is_capitalised());
    let endings: [&[u8]; 9] =
        [b"strasse", b"stra\xc3\x9fe", b"straat", b"gasse", b"platz", b"allee", b"weg", b"gatan", b"laan"];
    capitalised
        && word.len() >= 7
        && endings.iter().any(|ending| {
            word.len() > ending.len() + 1
                && word.get(word.len() - ending.len()..).is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
        })
}

/// `corner of 5th and Main`.
fn corner(document: &Document<'_>, first: u32, findings: &mut Vec<Finding>) {
    if first > 2 && document.is(first - 1, b"and") && document.gap(first) == b" " && document.gap(first - 1) == b" " {
        let name = first - 2;
        let cued = run::before(document, name, 2, words!["corner", "near", "at", "intersection", "of", "found", "on"]);
        let named = document.token(name).is_some_and(|token| token.is_capitalised())
            && run::properness(document, name) >= 1
            && !document.classes(name).any(Class::CLINICAL);
        if cued
            && named
            && !document.is_any(first + 1, words!["ribs", "toes", "fingers", "rib", "toe", "digits", "finger"])
        {
            findings.push(place(
                run::range(document, name, first),
                Kind::Street,
                "geographic.street.corner",
                0.7,
                Evidence::CONTEXT,
            ));
        }
        return;
    }
    if !document.is(first + 1, b"and") || document.gap(first + 1) != b" " || document.gap(first + 2) != b" " {
        return;
    }
    let Some(cross) = document.token(first + 2) else { return };
    let named = cross.is_capitalised() && !cross.is(Class::CLINICAL.or(Class::FUNCTION))
        || is_ordinal_word(document.word(first + 2));
    let sure = run::before(document, first, 4, words!["corner", "intersection", "lives", "found", "crossing"]);
    let cued = sure || cross.is_capitalised() && run::before(document, first, 1, words!["at", "near", "on"]);
    if !named
        || !cued
        || !matches!(document.gap(first + 3), gap if gap != b"-")
        || document.is_any(first + 3, words!["ribs", "toes", "fingers", "rib", "toe", "digits", "finger"])
    {
        return;
    }
    let last = if document.gap(first + 3) == b" " && document.classes(first + 3).any(Class::STREET_SUFFIX) {
        first + 3
    } else {
        first + 2
    };
    let confidence = if sure { 0.85 } else { 0.6 };
    findings.push(place(
        run::range(document, first, last),
        Kind::Street,
        "geographic.street.corner",
        confidence,
        Evidence::CONTEXT,
    ));
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
