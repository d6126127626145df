//! Roads without the number of a house: `on SW 29th`, `the 45th St office`, `I-80 WB MM 117`, `off Hwy 16 W`, `US 287 near MM 402`,
//! `Route 31 and Oak Lawn`, `BIA Rd 14`.

#![forbid(unsafe_code)]

use super::{Document, Evidence, Finding, Kind, place, run};
use crate::lexicon::Class;
use crate::scan::{Shape, words};

/// A road that is called by the number at token `number`.
pub(super) fn by_number(document: &Document<'_>, number: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(number).filter(|token| token.len() <= 5) else { return };
    let found = if token.is_number() { highway(document, number) } else { numbered_street(document, number) };
    if let Some((first, last)) = found {
        let range = run::range(document, first, last);
        findings.push(place(range, Kind::Street, "geographic.road", 0.7, Evidence::CONTEXT));
    }
}

/// `SW 29th`, `45th St`.
fn numbered_street(document: &Document<'_>, number: u32) -> Option<(u32, u32)> {
    let word = document.word(number);
    let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let ordinal = matches!(word.get(digits..), Some(b"st" | b"nd" | b"rd" | b"th" | b"ST" | b"ND" | b"RD" | b"TH"));
    if digits == 0 || !ordinal {
        return None;
    }
    let capital = |index: u32| document.token(index).is_some_and(|token| token.is_capitalised());
    let before = number.wrapping_sub(1);
    let compass = document.gap(number) == b" "
        && document.classes(before).any(Class::DIRECTIONAL)
        && document.token(before).is_some_and(|token| token.shape.any(Shape::ALL_UPPER) && token.len() <= 2);
    let first = if compass { before } else { number };
    let street = matches!(document.gap(number + 1), b" ")
        && capital(number + 1)
        && document.is_any(
            number + 1,
            words!["st", "street", "ave", "avenue", "pl", "place", "blvd", "rd", "road", "dr", "ct"],
        );
    let told = document.gap(first) == b" "
        && document.is_any(
            first.wrapping_sub(1),
            words!["on", "at", "off", "near", "from", "to", "and", "the", "along", "down"],
        );
    (told && (compass || street)).then_some((first, if street { number + 1 } else { number }))
}

/// `I-80 WB MM 117`, `hwy 16`, `US-2 near`, `Route 79`. Of 8.8 MB of public reports one place says `highway` or `I-` and a number
/// of two digits, and it is a road; other abbreviations need a word that speaks for a place.
fn highway(document: &Document<'_>, number: u32) -> Option<(u32, u32)> {
    let sign = number.checked_sub(1)?;
    let gap = document.gap(number);
    let len = document.token(number)?.len();
    let capital = document.token(sign).is_some_and(|token| token.is_capitalised());
    let interstate = document.word(sign) == b"I" && gap == b"-";
    let linked = matches!(gap, b" " | b"-");
    let other = linked && capital && document.is_any(sign, words!["us", "sr", "fm", "rte", "cr"]);
    let named = linked
        && (document.is_any(sign, words!["hwy", "highway", "interstate"])
            || capital && document.is_any(sign, words!["route", "rte"]) && !document.begins_line(sign)
            || document.word(sign) == b"US" && gap == b"-" && len > 1);
    if !(interstate || other || named) || len > 3 {
        return None;
    }
    let near =
        words!["on", "off", "at", "near", "along", "down", "via", "hwy", "loc", "location", "and", "address", "street"];
    let bound = words!["wb", "eb", "nb", "sb", "w", "e", "n", "s", "mm", "mile", "exit", "near", "at"];
    // `I-131` is iodine; `name (as on I-94)` is a form.
    let before = sign.wrapping_sub(1);
    let form = interstate
        && (document.is_any(before, words!["form", "and", "visa", "card"])
            || document.is_any(number + 1, words!["form", "card", "status", "visa"])
            || document.is(number, b"94") && !document.is_any(number + 1, bound));
    let told = !form && (named || interstate && len == 2 || document.is_any(before, near));
    let mut last = number;
    while last < number + 6 && matches!(document.gap(last + 1), b" " | b", " | b" @ ") {
        let next = last + 1;
        // `near MM 402`, `at mile 27`, `@ exit 92`.
        let mark = next + u32::from(document.is_any(next, words!["near", "at", "by", "around", "and"]));
        let marker = document.is_any(mark, words!["mm", "mile", "exit", "milepost", "mp"])
            && document.gap(mark + 1) == b" "
            && document.token(mark + 1).is_some_and(|token| token.is_number() && token.len() <= 3);
        let bound = document.gap(next) == b" "
            && (document.is_any(next, words!["wb", "eb", "nb", "sb"])
                || document.is_any(next, words!["w", "e", "n", "s"])
                    && document.token(next).is_some_and(|token| token.is_capitalised()));
        last = if marker {
            // `MM 61.5`.
            let decimal =
                document.gap(mark + 2) == b"." && document.token(mark + 2).is_some_and(|token| token.is_number());
            mark + 1 + u32::from(decimal)
        } else if bound {
            next
        } else if let Some(cross) = crossing_street(document, number, next) {
            cross
        } else {
            break;
        };
    }
    let mut sign = sign;
    while sign > 0
        && document.gap(sign) == b" "
        && document.is_any(sign - 1, words!["co", "county", "state", "old", "us", "forest", "cty", "bia"])
        && document.token(sign - 1).is_some_and(|token| token.is_capitalised())
    {
        sign -= 1;
    }
    let bounded = document.gap(number + 1) == b" " && document.is_any(number + 1, bound);
    (told || bounded).then_some((sign, last))
}

/// `Route 31 and Oak Lawn`, `Hwy 35 & County Rd 9`: the last word of the road that crosses the one with the number `number`.
fn crossing_street(document: &Document<'_>, number: u32, next: u32) -> Option<u32> {
    let named = |at: u32| {
        document.token(at).is_some_and(|token| {
            token.is_capitalised()
                && !token.shape.any(Shape::ALL_UPPER)
                && !token.has_digit()
                && !token.is(Class::CLINICAL)
        })
    };
    let joined = document.is(next, b"and") && document.gap(next + 1) == b" " && next == number + 1 && named(next + 1);
    let second = document.gap(next + 2) == b" " && named(next + 2);
    joined.then_some(next + 1 + u32::from(second))
}
