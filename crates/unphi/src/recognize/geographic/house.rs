//! Streets without a suffix: `Calle Ocho 12`, `Rue de la Paix`, `Hauptstr. 7`, post boxes, corners.

#![forbid(unsafe_code)]

use super::street::{crossing, end_of_street, is_direction, is_house_number, is_ordinal_word, is_word_in_sentence};
use super::{Document, Evidence, Finding, Kind, address, place, run};
use crate::lexicon::Class;
use crate::scan::{Shape, words};

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
        let _ = address::tail(document, end.0, findings);
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
    let _ = address::tail(document, end.0, findings);
    findings.push(place(
        run::range(document, first, last).start..end.1,
        Kind::Street,
        "geographic.street.prefix",
        confidence,
        Evidence::SHAPE,
    ));
}

pub(super) fn is_numbered_road(document: &Document<'_>, prefix: u32) -> bool {
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
        address::tail(document, last, findings);
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
