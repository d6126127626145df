//! ZIP codes (five digits, ZIP+4) and the postal codes of Canada, the United Kingdom and Ireland.
//!
//! Five digits alone are a laboratory value, a procedure code or a count far more often than a ZIP, so one needs a label, a
//! state, a city or a street before it. A state's code must fit the prefix, where the abbreviation is a word as well
//! (`IN 12500`, `OR 10000`).

#![forbid(unsafe_code)]

use super::{Document, Evidence, Field, Finding, Kind, Tie, address, place, run};
use crate::lexicon::Class;
use crate::scan::{Shape, Words, words};

/// First three digits of each state's ZIP codes, inclusive (USPS).
const PREFIXES: [(&[u8], u16, u16); 66] = [
    (b"AL", 350, 369),
    (b"AK", 995, 999),
    (b"AZ", 850, 865),
    (b"AR", 716, 729),
    (b"AR", 755, 755),
    (b"CA", 900, 961),
    (b"CO", 800, 816),
    (b"CT", 60, 69),
    (b"DE", 197, 199),
    (b"DC", 200, 205),
    (b"DC", 569, 569),
    (b"FL", 320, 349),
    (b"GA", 300, 319),
    (b"GA", 398, 399),
    (b"HI", 967, 968),
    (b"ID", 832, 838),
    (b"IL", 600, 629),
    (b"IN", 460, 479),
    (b"IA", 500, 528),
    (b"KS", 660, 679),
    (b"KY", 400, 427),
    (b"LA", 700, 714),
    (b"ME", 39, 49),
    (b"MD", 206, 219),
    (b"MA", 10, 27),
    (b"MA", 55, 55),
    (b"MI", 480, 499),
    (b"MN", 550, 567),
    (b"MS", 386, 397),
    (b"MO", 630, 658),
    (b"MT", 590, 599),
    (b"NE", 680, 693),
    (b"NV", 889, 898),
    (b"NH", 30, 38),
    (b"NJ", 70, 89),
    (b"NM", 870, 884),
    (b"NY", 100, 149),
    (b"NY", 5, 5),
    (b"NY", 63, 63),
    (b"NC", 270, 289),
    (b"ND", 580, 588),
    (b"OH", 430, 459),
    (b"OK", 730, 732),
    (b"OK", 734, 749),
    (b"OR", 970, 979),
    (b"PA", 150, 196),
    (b"PR", 6, 9),
    (b"RI", 28, 29),
    (b"SC", 290, 299),
    (b"SD", 570, 577),
    (b"TN", 370, 385),
    (b"TX", 750, 799),
    (b"TX", 733, 733),
    (b"TX", 885, 885),
    (b"UT", 840, 847),
    (b"VT", 50, 59),
    (b"VA", 201, 201),
    (b"VA", 220, 246),
    (b"WA", 980, 994),
    (b"WV", 247, 268),
    (b"WI", 530, 549),
    (b"WY", 820, 831),
    (b"GU", 969, 969),
    (b"VI", 8, 8),
    (b"AP", 962, 966),
    (b"AE", 90, 98),
];

/// Whether the prefix of `zip` belongs to the state abbreviated `state`; unknown abbreviations fit anything.
fn fits(state: &[u8], zip: &[u8]) -> bool {
    let prefix = zip.iter().take(3).fold(0u16, |sum, digit| sum * 10 + u16::from(digit.wrapping_sub(b'0') % 10));
    let mut known = false;
    for (code, low, high) in &PREFIXES {
        if state.eq_ignore_ascii_case(code) {
            known = true;
            if (*low..=*high).contains(&prefix) {
                return true;
            }
        }
    }
    !known
}

/// The end of the ZIP at token `index`: five digits, with the four after a hyphen.
fn shaped(document: &Document<'_>, index: u32) -> Option<u32> {
    let token = document.token(index)?;
    let digits = document.word(index).iter().filter(|byte| byte.is_ascii_digit()).count();
    // OCR reads `37204` as `372O4`.
    let damaged = digits >= 3
        && document.word(index).iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'O' | b'o' | b'l' | b'I'));
    if token.len() != 5 || !token.is_number() && !damaged {
        return None;
    }
    let next = document.token(index + 1);
    match next {
        Some(four) if document.gap(index + 1) == b"-" && four.is_number() && four.len() == 4 => Some(four.end),
        _ => {
            let follows = document.byte(token.end);
            let glued =
                matches!(follows, b'.' | b',' | b'-' | b'/') && document.byte(token.end + 1).is_ascii_alphanumeric();
            (!glued).then_some(token.end)
        }
    }
}

fn postal_code(document: &Document<'_>, index: u32) -> Option<u32> {
    let first = document.word(index);
    let second = document.word(index + 1);
    let is = |word: &[u8], pattern: &[u8]| {
        word.len() == pattern.len()
            && word
                .iter()
                .zip(pattern)
                .all(|(byte, kind)| if *kind == b'9' { byte.is_ascii_digit() } else { byte.is_ascii_uppercase() })
    };
    if document.gap(index + 1) != b" " {
        return None;
    }
    let end = document.token(index + 1)?.end;
    if is(first, b"A9A") && is(second, b"9A9") {
        return first.first().is_some_and(|letter| b"ABCEGHJKLMNPRSTVXY".contains(letter)).then_some(end);
    }
    // `H91 T6KD`, `D6W XY00`: a routing key of Ireland and four signs of both kinds.
    let routing = is(first, b"A99") || first == b"D6W";
    let unique = second.len() == 4
        && second.iter().all(|byte| byte.is_ascii_digit() || b"ACDEFHKNPRTVWXY".contains(byte))
        && second.iter().any(u8::is_ascii_digit)
        && second.iter().any(u8::is_ascii_uppercase);
    if routing && unique && first.first().is_some_and(|letter| b"ACDEFHKNPRTVWXY".contains(letter)) {
        return Some(end);
    }
    let outward = [&b"A9"[..], b"A99", b"A9A", b"AA9", b"AA99", b"AA9A"].iter().any(|pattern| is(first, pattern));
    let inward = is(second, b"9AA") && second.iter().skip(1).all(|letter| !b"CIKMOV".contains(letter));
    (outward && inward).then_some(end)
}

/// Whether a ZIP that fits follows the state at token `state`.
pub(super) fn is_zip_after(document: &Document<'_>, state: u32) -> bool {
    let next = state + 1;
    let gap = document.gap(next);
    if !address::is_part_gap(gap) && gap != b"  " && gap != b". " {
        return false;
    }
    shaped(document, next).is_some()
        && (document.word(state).len() != 2 || fits(document.word(state), document.word(next)))
}

/// A ZIP or postal code at token `at`, after a city (and its state when `state`); reports it.
pub(super) fn after_city(document: &Document<'_>, at: u32, state: bool, findings: &mut Vec<Finding>) -> bool {
    let mut at = at;
    if document.is_any(at, words!["zip", "zipcode"]) {
        at += 1;
    }
    let gap = document.gap(at);
    if !address::is_part_gap(gap) && gap != b". " {
        return false;
    }
    let Some(token) = document.token(at) else { return false };
    let Some(end) = shaped(document, at).or_else(|| postal_code(document, at)) else { return false };
    let confidence = if state { 0.98 } else { 0.9 };
    findings.push(place(token.start..end, Kind::Zip, "geographic.zip.address", confidence, Evidence::CONTEXT));
    true
}

/// A number without a label: after a state or a city, or a postal code by its shape.
pub(super) fn unlabelled(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(index) else { return };
    if token.len() > 6 || token.len() < 2 || index == 0 {
        return;
    }
    if matches!(token.len(), 4 | 6) {
        if token.is_number() {
            abroad(document, index, findings);
        } else if token.len() == 4 && !token.shape.any(Shape::LEAD_DIGIT) {
            by_shape(document, index, findings);
        }
        return;
    }
    named(document, index, findings);
    if !token.shape.any(Shape::LEAD_DIGIT) {
        if token.len() <= 4 {
            by_shape(document, index, findings);
        }
        return;
    }
    let Some(end) = shaped(document, index) else { return };
    let before = index - 1;
    let gap = document.gap(index);
    if before_city(document, index) {
        findings.push(place(
            token.start..end,
            Kind::Zip,
            "geographic.zip.city",
            0.8,
            Evidence::CONTEXT | Evidence::SHAPE,
        ));
        address::after_code(document, index, findings);
        return;
    }
    if !address::is_part_gap(gap) && gap != b". " {
        return;
    }
    let Some(word) = document.token(before) else { return };
    let near = matches!(gap, b" " | b", " | b"  " | b"^" | b"', '" | b"','" | b"," | b". " | b"\n");
    let abbreviation = word.is(Class::STATE_ABBR) && word.len() == 2 && word.shape.any(Shape::ALL_UPPER);
    let name = word.is(Class::STATE) && word.is_capitalised();
    let confidence = if abbreviation && fits(document.word(before), document.word(index)) {
        let doubtful = word.is(Class::FUNCTION.or(Class::COMMON))
            || document.is_any(before, words!["id", "ct", "md", "ms", "pr", "la", "pa", "va", "al", "ne", "co"]);
        let named = before > 0
            && document.token(before - 1).is_some_and(|city| city.is_capitalised() && !city.is(Class::CLINICAL));
        match (doubtful, named, near) {
            (false, _, true) => 0.95,
            (true, true, true) => 0.93,
            (false, true, false) => 0.8,
            (true, false, true) if end > token.end => 0.8,
            _ => return,
        }
    } else if name && near {
        0.93
    } else if near
        && word.is_capitalised()
        && (word.is(Class::CITY) && word.row().city >= 48 && run::properness(document, before) >= 2
            || document
                .phrase_over(before)
                .is_some_and(|phrase| phrase.last == before && phrase.row().classes.any(Class::CITY.or(Class::STATE))))
        && gap != b". "
        && document.gap(index + 1) != b"%"
    {
        0.75
    } else {
        return;
    };
    findings.push(place(
        token.start..end,
        Kind::Zip,
        "geographic.zip.state",
        confidence,
        Evidence::CONTEXT | Evidence::SHAPE,
    ));
}

/// `, 04109 Leipzig`: on the continent the code stands before a big town, in an address of its own.
fn before_city(document: &Document<'_>, index: u32) -> bool {
    let Some(city) = document.token(index + 1) else { return false };
    city.is_capitalised()
        && city.is(Class::CITY)
        && document.gap(index + 1) == b" "
        && city.row().city >= 80
        && !city.is(Class::FUNCTION.or(Class::CLINICAL))
        && !document.token(index + 2).is_some_and(|next| document.gap(index + 2) == b" " && !next.is(Class::FUNCTION))
        && (matches!(document.gap(index), b", " | b"," | b"; ") || document.begins_line(index))
        && document.token(index).is_some_and(|code| code.is_number())
}

/// Last words of the states of India, between a city and its six digits.
pub(super) const INDIA: &Words = words![
    "maharashtra",
    "karnataka",
    "kerala",
    "gujarat",
    "rajasthan",
    "punjab",
    "haryana",
    "bihar",
    "assam",
    "odisha",
    "telangana",
    "goa",
    "jharkhand",
    "chhattisgarh",
    "uttarakhand",
    "pradesh",
    "nadu",
    "bengal",
    "delhi",
    "india",
];

/// Four digits after an Australian state (`Paddington NSW 2021`), six after an Indian city or state (`Pune 411001`).
fn abroad(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let before = index - 1;
    let Some(token) = document.token(index) else { return };
    let Some(word) = document.token(before).filter(|word| word.is_capitalised()) else { return };
    let gap = document.gap(index);
    let told = if token.len() == 4 {
        gap == b" "
            && word.shape.any(Shape::ALL_UPPER)
            && document.is_any(before, words!["nsw", "vic", "qld", "tas", "sa", "wa", "act", "nt"])
            && document.token(before - 1 + u32::from(before == 0)).is_some_and(|city| city.is_capitalised())
    } else {
        matches!(gap, b" " | b"-" | b" - " | b", ")
            && (INDIA.hold(document.word(before)) || word.is(Class::CITY) && word.row().city >= 96 && gap != b", ")
    };
    if told {
        findings.push(place(
            token.start..token.end,
            Kind::Zip,
            "geographic.zip.state",
            0.9,
            Evidence::CONTEXT | Evidence::SHAPE,
        ));
        address::before_postcode(document, index, findings);
    }
}

/// `K7L 3N6` tells by itself; `RG4 7PT` needs a word with a capital before it, as in an address.
fn by_shape(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let Some(end) = postal_code(document, index) else { return };
    let start = document.token(index).map_or(0, |token| token.start);
    let canadian = document.word(index).len() == 3 && document.word(index + 1).last().is_some_and(u8::is_ascii_digit);
    let before = document.token(index - 1);
    let addressed = before.is_some_and(|word| {
        let proper = run::properness(document, index - 1) > 0 || document.gap(index) == b", ";
        word.is_capitalised() && !word.has_digit() && proper
    }) && matches!(document.gap(index), b" " | b", " | b"\n" | b" (");
    let irish = document.word(index + 1).len() == 4;
    let confidence = match (canadian || irish, addressed) {
        (true, true) => 0.95,
        (true, false) => 0.8,
        (false, true) => 0.85,
        _ => return,
    };
    findings.push(place(start..end, Kind::Zip, "geographic.zip.postcode", confidence, Evidence::SHAPE));
    // `Eircode H91 T6KD`.
    if !before.is_some_and(|word| word.labelled) {
        address::before_postcode(document, index, findings);
    }
}

/// `ZIP on file 85353-4852`, `ZIP is 11234`: the label a few small words before.
fn named(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(index).filter(|token| token.len() == 5 && document.gap(index) == b" ") else {
        return;
    };
    let small =
        |at: u32| document.classes(at).any(Class::FUNCTION) || document.is_any(at, words!["file", "code", "listed"]);
    let before = (1..=3).map(|back| index.wrapping_sub(back)).find(|at| !small(*at));
    if !before.is_some_and(|at| document.is_any(at, words!["zip", "zipcode"])) {
        return;
    }
    let Some(end) = shaped(document, index) else { return };
    findings.push(place(token.start..end, Kind::Zip, "geographic.zip.labelled", 0.85, Evidence::LABEL));
}

/// The value of a ZIP label: any short code.
pub(super) fn labelled(document: &Document<'_>, field: &Field, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(field.value) else { return };
    if token.is(Class::NUMBER) && !token.has_digit() {
        spelled(document, field, findings);
        return;
    }
    let end = shaped(document, field.value).or_else(|| postal_code(document, field.value));
    let short = document.is_any(field.first, words!["postal", "plz", "cep"]);
    let end = match end {
        Some(end) => end,
        // Three digits alone are what is left of a ZIP code that was removed.
        None if token.has_digit() && (4..=8).contains(&token.len()) && field.tie >= Tie::Separated => token.end,
        None if token.has_digit() && token.len() == 9 && token.is_number() => token.end,
        _ => return,
    };
    let confidence = match field.tie {
        Tie::Adjacent if short && end == token.end => 0.8,
        _ => 0.98,
    };
    findings.push(place(token.start..end, Kind::Zip, "geographic.zip.labelled", confidence, Evidence::LABEL));
}

/// `zip two seven six one six`: five digits as they are spoken.
fn spelled(document: &Document<'_>, field: &Field, findings: &mut Vec<Finding>) {
    const DIGITS: &Words =
        words!["zero", "oh", "o", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let last = field.value + 4;
    let all = (field.value..=last).all(|index| {
        document.is_any(index, DIGITS) && (index == field.value || matches!(document.gap(index), b" " | b"-" | b", "))
    });
    if all && !document.is_any(last + 1, DIGITS) {
        findings.push(place(
            run::range(document, field.value, last),
            Kind::Zip,
            "geographic.zip.spelled",
            0.9,
            Evidence::LABEL,
        ));
    }
}
