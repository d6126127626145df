//! Wards, rooms and beds: `Ward 7B`, `4 West`, `Rm 412`, `Bed 7 North 712-A`, `Pod C-06`.

#![forbid(unsafe_code)]

use super::{Document, Evidence, Field, Finding, Kind, Tie, place, run};
use crate::lexicon::Class;
use crate::scan::document::Casing;
use crate::scan::{Shape, Words, words};

/// Words that a ward's or room's number follows.
const PLACES: &Words = words![
    "ward",
    "room",
    "rm",
    "bed",
    "pod",
    "bay",
    "theatre",
    "cubicle",
    "habitacion",
    "cama",
    "sala",
    "bedspace",
    "tower",
    "bldg",
    "building",
    "wing",
    "hall",
];

/// Units of a hospital by their abbreviations.
const UNITS: &Words = words![
    "icu", "micu", "sicu", "cvicu", "ccu", "nicu", "picu", "ticu", "nsicu", "imcu", "pacu", "ldr", "ldrp", "nsy", "ed",
    "er", "tcu", "lab", "hdu", "itu", "obs", "pcu", "dou", "csu",
];

/// A number or code after a word such as `room` or `bed`.
pub(super) fn by_word(document: &Document<'_>, word: u32, findings: &mut Vec<Finding>) {
    if !document.token(word + 1).is_some_and(|value| value.has_digit() || value.len() == 1)
        || !document.is_any(word, PLACES)
    {
        return;
    }
    // `POD 2` is the second day after an operation.
    if document.word(word) == b"POD" && document.token(word + 1).is_some_and(|token| token.is_number()) {
        return;
    }
    after(document, word, findings);
}

fn after(document: &Document<'_>, word: u32, findings: &mut Vec<Finding>) {
    let value = word + 1;
    let gap = document.gap(value);
    let Some(token) = document.token(value) else { return };
    let joined = matches!(gap, b" " | b": " | b":" | b" #" | b"# " | b"#" | b". " | b"-" | b" : ");
    // `Bldg C`, `Pod C-06`.
    let built = document.is_any(word, words!["tower", "bldg", "building", "wing", "pod"])
        && document.token(word).is_some_and(|token| token.is_capitalised())
        && !document.is_any(value, words!["i", "a"]);
    let lettered = token.len() == 1
        && token.is_capitalised()
        && (built || document.gap(value + 1) == b"-" && document.token(value + 1).is_some_and(|next| next.has_digit()));
    let code = (token.has_digit() || lettered) && token.len() <= 5 && !is_ordinal(document.word(value));
    // `ward: 4`, a field of a log record by itself: see [`is_logged`].
    let record = word == 0 && document.token(value + 1).is_none() && gap.starts_with(b":");
    if !joined || !code || record || is_measured(document, value) || is_before_place(document, word) {
        return;
    }
    let last = end_of_code(document, value);
    // `ER Bay 3`, `SICU bed 9`.
    let unit = word.wrapping_sub(1);
    if document.gap(word) == b" " && document.is_any(unit, UNITS) && !document.is_any(unit, words!["lab", "obs"]) {
        let range = run::range(document, unit, last);
        findings.push(place(range, Kind::Unit, "geographic.unit", 0.8, Evidence::CONTEXT));
        return;
    }
    // `Ward 7B`, `Theatre 6` are names; a bed's or room's number is the value of a label.
    let named = !document.is_any(word, words!["room", "rm", "bed", "habitacion", "cama", "sala", "bedspace"]);
    let written = document.token(word).is_some_and(|token| token.is_capitalised())
        || document.casing == Casing::Lower && document.is_any(word, words!["ward", "hall", "pod", "tower", "wing"]);
    if named && written && gap == b" " {
        // `NICU Bay 4`.
        let care = document.gap(word) == b" "
            && document.is_any(
                word.wrapping_sub(1),
                words!["nicu", "picu", "icu", "micu", "sicu", "ccu", "cvicu", "pacu", "ed", "er"],
            );
        let word = word - u32::from(care && word > 0);
        findings.push(place(run::range(document, word, last), Kind::Unit, "geographic.unit", 0.96, Evidence::CONTEXT));
        return;
    }
    findings.push(place(run::range(document, value, last), Kind::Unit, "geographic.unit", 0.75, Evidence::CONTEXT));
}

/// `operating room 3` of a dictation, `tub room`, `bay 2` of a list stay in doubt; `one-bed 2 bath` is a flat.
fn is_before_place(document: &Document<'_>, word: u32) -> bool {
    let theatre = word > 0
        && document.is_any(
            word - 1,
            words![
                "operating",
                "or",
                "theater",
                "theatre",
                "exam",
                "procedure",
                "emergency",
                "recovery",
                "hybrid",
                "angiography",
            ],
        );
    let suite = run::before(document, word, 3, words!["operating", "operative", "suite", "or"]);
    theatre
        || suite && document.is_any(word, words!["room", "rm"])
        || word > 0 && document.gap(word) == b"-"
        || document.is_any(word + 2, words!["bath", "bedroom", "times", "hours", "pillows", "flights"])
}

fn is_ordinal(word: &[u8]) -> bool {
    word.iter().rev().take(2).all(u8::is_ascii_alphabetic) && word.len() > 2
}

/// A unit of measurement, a decimal or a percent sign after the number.
fn is_measured(document: &Document<'_>, value: u32) -> bool {
    let Some(token) = document.token(value) else { return true };
    let after = document.byte(token.end);
    // `rm 412 w` is a wing.
    if document.gap(value + 1) == b" " && document.is(value + 1, b"w") {
        return false;
    }
    let decimal =
        matches!(after, b'.' | b'/' | b':' | b'%') && document.byte(token.end + 1).is_ascii_digit() || after == b'%';
    decimal
        || document.gap(value + 1) == b" "
            && (document.classes(value + 1).any(Class::MEASURE_UNIT)
                || document.is_any(
                    value + 1,
                    words![
                        "hours", "days", "min", "minutes", "times", "degrees", "feet", "ft", "x", "mg", "ml", "weeks",
                        "people", "liters", "l", "percent",
                    ],
                ))
}

/// The last token of a code such as `712-A`, `C-06`, `7 North 712-A`, `MICU^0309^B`.
fn end_of_code(document: &Document<'_>, value: u32) -> u32 {
    let mut last = value;
    for _ in 0..3 {
        let next = last + 1;
        let short = document
            .token(next)
            .is_some_and(|token| token.len() <= 4 && (token.has_digit() || token.shape.any(Shape::ALL_UPPER)));
        let spaced = document.gap(next) == b" "
            && document.token(next).is_some_and(|token| token.len() == 1 && token.shape.any(Shape::ALL_UPPER));
        let wing = document.gap(next) == b" " && is_wing(document, next);
        // `Tower 9 rm 921`, `Bldg C Rm 210`.
        if document.gap(next) == b" "
            && document.is_any(next, words!["rm", "room", "bed"])
            && document.gap(next + 1) == b" "
            && document.token(next + 1).is_some_and(|token| token.has_digit() && token.len() <= 5)
        {
            last = next + 1;
            continue;
        }
        let room = last > value
            && document.gap(next) == b" "
            && is_wing(document, last)
            && document.token(next).is_some_and(|token| token.has_digit() && token.len() <= 4);
        if short && document.gap(next) == b"-"
            || spaced && document.byte(document.token(next).map_or(0, |token| token.end)) != b'.'
            || wing
            || room
        {
            last = next;
        } else {
            break;
        }
    }
    last
}

fn is_wing(document: &Document<'_>, index: u32) -> bool {
    document.is_any(index, words!["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"])
        && document.token(index).is_some_and(|token| token.is_capitalised())
}

/// `ICU 8`, `LDR-4`, `EP Lab 2`, `ED17`: the abbreviation of a unit and the number of a bed or room in it. An operating room's is
/// nobody's.
fn by_unit(document: &Document<'_>, number: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(number) else { return };
    let word = document.word(number);
    let Some(before) = number.checked_sub(1) else { return };
    let joined = matches!(document.gap(number), b" " | b"-" | b" #");
    // `L&D 7`.
    let labor = document.gap(before) == b"&"
        && document.is(before, b"d")
        && document.is(before.wrapping_sub(1), b"l")
        && document.gap(number) == b" "
        && token.is_number()
        && token.len() < 3
        && !is_measured(document, number);
    if labor {
        let range = run::range(document, before - 1, number);
        findings.push(place(range, Kind::Unit, "geographic.unit.abbreviated", 0.8, Evidence::SHAPE));
        return;
    }
    if !joined
        || !document.is_any(before, UNITS)
        || token.len() > 4
        || is_ordinal(word)
        || is_measured(document, number)
    {
        return;
    }
    let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if !(1..=3).contains(&digits) || word.len() > digits + 1 || word[0] == b'0' {
        return;
    }
    let (upper, dashed) =
        (document.token(before).is_some_and(|unit| unit.shape.any(Shape::ALL_UPPER)), document.gap(number) == b"-");
    let lower = document.casing == Casing::Lower;
    // `ED 3 times` is a visit, `lab 2` nothing.
    let told =
        run::before(document, before, 2, words!["to", "in", "into", "from", "at", "bed", "room", "unit", "loc", "of"]);
    let first = match document.word(before) {
        word if word.eq_ignore_ascii_case(b"lab") => {
            if !document.is_any(before.wrapping_sub(1), words!["ep", "cath", "endo"]) {
                return;
            }
            before - 1
        }
        word if word.len() == 2 && !dashed && !told => return,
        _ => before,
    };
    let bounded = document.gap(number + 1) != b" "
        || document.token(number + 1).is_none_or(|next| !next.has_digit())
            && !document.is_any(
                number + 1,
                words![
                    "stay",
                    "visits",
                    "visit",
                    "admissions",
                    "beds",
                    "patients",
                    "nurses",
                    "d",
                    "h",
                    "hr",
                    "hrs",
                    "wk",
                    "wks",
                    "mo",
                    "week",
                    "weeks",
                    "day",
                    "month",
                    "months",
                    "year",
                    "years",
                    "time"
                ],
            );
    if (upper || lower) && bounded {
        let range = run::range(document, first, number);
        findings.push(place(range, Kind::Unit, "geographic.unit.abbreviated", 0.7, Evidence::SHAPE));
    }
}

/// `4 West`, `5 North 512`, `4W rm 18-2`, `5W-22A`.
pub(super) fn by_number(document: &Document<'_>, number: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(number) else { return };
    if token.len() > 3 {
        return;
    }
    by_unit(document, number, findings);
    let start = token.start;
    let next = number + 1;
    let tower = document.is_any(next, words!["tower", "pavilion"])
        && (document.token(next).is_some_and(|token| token.is_capitalised()) || document.casing == Casing::Lower);
    if token.is_number() && token.len() <= 2 && document.gap(next) == b" " && (is_wing(document, next) || tower) {
        // A street of that name goes on: `4 West Elm Street`.
        let street = document.gap(next + 1) == b" "
            && document.token(next + 1).is_some_and(|word| word.is_capitalised() && !word.has_digit())
            && !run::in_capitals(document, next);
        let decimal = matches!(document.byte_before(start), b'.' | b'-' | b'/' | b':');
        if street || decimal {
            return;
        }
        let last = end_of_code(document, number);
        findings.push(place(
            run::range(document, number, last),
            Kind::Unit,
            "geographic.unit.wing",
            0.75,
            Evidence::SHAPE,
        ));
        return;
    }
    let word = document.word(number);
    // `7A room 19`: other letters only with the word behind them.
    let lettered = matches!(word, [b'1'..=b'9', b'A'..=b'D']) && document.is_any(next, words!["rm", "room", "bed"]);
    let wing =
        lettered || matches!(word, [digit, .., b'N' | b'S' | b'E' | b'W'] if digit.is_ascii_digit() && *digit != b'0');
    if !wing || word.iter().filter(|byte| byte.is_ascii_alphabetic()).count() != 1 {
        return;
    }
    // `4W` is also four weeks: only with a room behind it.
    // `16S-23S rRNA`: sedimentation, not a wing.
    if document.is_any(next, words!["rrna", "rdna"]) || document.is_any(next + 1, words!["rrna", "rdna", "gene"]) {
        return;
    }
    // `Saint Agathe University Hospital 3W`, `Ironwood Medical Center, 3W`.
    let housed = matches!(document.gap(number), b" " | b", " | b" - ")
        && document.classes(number.wrapping_sub(1)).any(Class::FACILITY_WORD)
        && document.token(number.wrapping_sub(1)).is_some_and(|token| token.is_capitalised() && token.row().value >= 1);
    if housed {
        findings.push(place(
            run::range(document, number, number),
            Kind::Unit,
            "geographic.unit.wing",
            0.7,
            Evidence::SHAPE,
        ));
        return;
    }
    let room = document.gap(next) == b" "
        && document.is_any(next, words!["rm", "room", "bed"])
        && document.token(next + 1).is_some_and(|token| token.has_digit());
    let dashed = document.gap(next) == b"-"
        && document.token(next).is_some_and(|token| token.has_digit() && (2..=4).contains(&token.len()));
    if room || dashed {
        let last = end_of_code(document, if room { next + 1 } else { number });
        findings.push(place(
            run::range(document, number, last),
            Kind::Unit,
            "geographic.unit.wing",
            0.85,
            Evidence::SHAPE,
        ));
    }
}

/// The value of a ward or room label.
pub(super) fn labelled(document: &Document<'_>, field: &Field, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(field.value) else { return };
    if field.tie < Tie::Separated || run::is_no_value(document, field.value) {
        return;
    }
    if document.is_any(field.first, words!["operating", "or", "exam", "procedure", "theater"])
        || run::before(
            document,
            field.first,
            3,
            words!["operating", "operative", "surgical", "or", "exam", "procedure", "theater", "suite"],
        )
    {
        return;
    }
    let mut range = run::value(document, field, b",");
    if token.has_digit() && range.end > token.end {
        range.end =
            range.end.min(document.token(end_of_code(document, field.value)).map_or(token.end, |last| last.end));
    }
    // HL7 writes ward, room and bed as components: `MICU^0309^B`.
    if field.tie == Tie::Structural {
        let first = document.token_at(range.end);
        for next in first..first + 2 {
            let joined = document.gap(next) == b"^";
            let Some(part) = document.token(next).filter(|part| joined && part.len() <= 6) else { break };
            range.end = part.end;
        }
    }
    let value = document.bytes(range.clone());
    let digits = value.iter().any(u8::is_ascii_digit);
    if !digits
        || value.len() > 24
        || is_measured(document, field.value)
        || value.iter().filter(|byte| **byte == b' ').count() > 3
    {
        return;
    }
    let confidence = match () {
        () if is_logged(document, field, value) => 0.4,
        () if token.has_digit() || value.len() <= 12 => 0.9,
        () => 0.7,
    };
    findings.push(place(range, Kind::Unit, "geographic.unit.labelled", confidence, Evidence::LABEL));
}

/// `ward=4`, `{"ward": 4}`, and `ward: 4` where a text holds nothing else: the field of a log record. A small number that a key in
/// small letters holds, without quotes, is as often a count or an index.
fn is_logged(document: &Document<'_>, field: &Field, value: &[u8]) -> bool {
    let key = document.token(field.first).is_some_and(|token| token.is_lower());
    let small = value.len() <= 2 && value.iter().all(u8::is_ascii_digit);
    let alone = field.first == 0 && document.token(field.value + 1).is_none();
    key && small && (alone || matches!(document.gap(field.value), b"=" | b"\":" | b"\": "))
}
