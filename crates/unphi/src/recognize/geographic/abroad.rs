//! Addresses as other countries write them: the number behind the street and the code before the town (`Kehler Weg 14, 76133
//! Karlsruhe`; on its own line too), the code behind the town (`Leof. Kifisias 219, Marousi 151 24`), the number before a comma
//! (`4380, rue Saint-Hubert`), and Irish counties (`Loughlinstown, Co. Dublin`).
//!
//! Formats: Universal Postal Union, addressing guides by country. A code alone is a count; a street and its number before it, and
//! a capital behind it, make it an address.

#![forbid(unsafe_code)]

use super::{Document, Evidence, Finding, Kind, place, run};
use crate::lexicon::Class;
use crate::scan::{Shape, Words, words};

/// Most words of a street or a town.
const WORDS: u32 = 5;

/// Small words inside the names of streets and towns.
const INSIDE: &Words = words![
    "de", "des", "du", "da", "das", "do", "dos", "dei", "degli", "della", "delle", "del", "di", "la", "le", "les",
    "el", "los", "las", "l", "d", "am", "an", "der", "den", "dem", "im", "in", "bei", "van", "von", "het", "ten",
    "sur", "sous", "en", "i", "y", "e", "na", "nad", "pod", "u", "af", "og", "och", "et", "saint", "st"
];

/// What begins a street on the continent, whatever its case.
const PREFIXES: &Words = words![
    "rue",
    "avenue",
    "av",
    "ave",
    "boulevard",
    "boul",
    "bd",
    "chemin",
    "ch",
    "rang",
    "place",
    "allee",
    "impasse",
    "quai",
    "cours",
    "route",
    "via",
    "viale",
    "corso",
    "piazza",
    "largo",
    "vicolo",
    "calle",
    "avenida",
    "avda",
    "paseo",
    "plaza",
    "carrer",
    "rua",
    "travessa",
    "praca",
    "ul",
    "ulica",
    "al",
    "aleja",
    "os",
    "osiedle",
    "plac",
    "str",
    "strada",
    "bulevardul",
    "leof",
    "leoforos",
    "odos",
    "jalan",
    "jl",
    "ulitsa"
];

/// How words for a street end in German, Dutch, the Nordic languages and Hungarian.
const ENDINGS: [&[u8]; 17] = [
    b"strasse",
    b"stra\xc3\x9fe",
    b"str",
    b"weg",
    b"gasse",
    b"platz",
    b"allee",
    b"ring",
    b"damm",
    b"ufer",
    b"straat",
    b"laan",
    b"plein",
    b"gade",
    b"vej",
    b"gatan",
    b"utca",
];

/// Counties of Ireland: with `Co.` before them they are no states of elsewhere.
const COUNTIES: &Words = words![
    "antrim",
    "armagh",
    "carlow",
    "cavan",
    "clare",
    "cork",
    "derry",
    "donegal",
    "down",
    "dublin",
    "fermanagh",
    "galway",
    "kerry",
    "kildare",
    "kilkenny",
    "laois",
    "leitrim",
    "limerick",
    "longford",
    "louth",
    "mayo",
    "meath",
    "monaghan",
    "offaly",
    "roscommon",
    "sligo",
    "tipperary",
    "tyrone",
    "waterford",
    "westmeath",
    "wexford",
    "wicklow"
];

/// An address around the number at token `index`: the code of a town, or the number of a house.
pub(super) fn by_number(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(index).filter(|token| token.len() <= 5) else { return };
    if !token.is_number() {
        return;
    }
    if document.gap(index + 1) == b", " {
        number_first(document, index, findings);
    }
    if token.len() >= 2 && index > 1 {
        code_before_town(document, index, findings);
    }
    if token.len() == 3 && index > 2 {
        code_behind_town(document, index, findings);
    }
}

/// `Co. Dublin` around the county at token `name`, and the town before it.
pub(super) fn county(document: &Document<'_>, name: u32, findings: &mut Vec<Finding>) {
    let Some(word) = name.checked_sub(1).filter(|_| COUNTIES.hold(document.word(name))) else { return };
    let abbreviated = document.is(word, b"co") && matches!(document.gap(word + 1), b". " | b" ");
    let told = abbreviated || document.is(word, b"county") && document.gap(word + 1) == b" ";
    let capital = |at: u32| document.token(at).is_some_and(|token| token.is_capitalised());
    if !told || !capital(word) || !capital(name) {
        return;
    }
    let part = matches!(document.gap(word), b", " | b",\n" | b",") || document.gap(word).contains(&b'\n');
    if !part && document.is(word, b"county") {
        return;
    }
    findings.push(place(run::range(document, word, name), Kind::County, "geographic.county", 0.9, Evidence::CONTEXT));
    if part
        && word > 0
        && let Some(first) = words_back(document, word - 1)
    {
        findings.push(place(
            run::range(document, first, word - 1),
            Kind::City,
            "geographic.city.abroad",
            0.8,
            Evidence::CONTEXT,
        ));
    }
}

fn is_prefix(document: &Document<'_>, index: u32) -> bool {
    document.is_any(index, PREFIXES)
}

/// `4380, rue Saint-Hubert`.
fn number_first(document: &Document<'_>, number: u32, findings: &mut Vec<Finding>) {
    let prefix = number + 1;
    if !document.is_any(
        prefix,
        words!["rue", "avenue", "boulevard", "boul", "chemin", "rang", "place", "allee", "impasse", "quai", "route"],
    ) {
        return;
    }
    let Some(last) = words_on(document, prefix + 1) else { return };
    // `app. 6`.
    let flat = last + 1;
    let inner = document.gap(flat) == b", "
        && document.is_any(flat, words!["app", "apt", "bureau", "suite", "porte"])
        && document.token(flat + 1).is_some_and(|token| token.has_digit() && token.len() <= 5);
    let last = if inner { flat + 1 } else { last };
    findings.push(place(
        run::range(document, number, last),
        Kind::Street,
        "geographic.street.abroad",
        0.93,
        Evidence::SHAPE,
    ));
    let town = last + 1;
    if document.gap(town) == b", "
        && let Some(end) = words_on(document, town)
    {
        findings.push(place(
            run::range(document, town, end),
            Kind::City,
            "geographic.city.abroad",
            0.85,
            Evidence::CONTEXT,
        ));
    }
}

/// `Via dei Mille 27, 20129 Milano`, and on two lines.
fn code_before_town(document: &Document<'_>, code: u32, findings: &mut Vec<Finding>) {
    let Some(last) = end_of_code(document, code) else { return };
    let gap = document.gap(code);
    let parted = matches!(gap, b", " | b"," | b"\n" | b",\n" | b"\r\n" | b" - ");
    let town = last + 1;
    if !parted || document.gap(town) != b" " || !is_town(document, town) {
        return;
    }
    let house = code - 1;
    let Some((first, sure)) = street_back(document, house) else { return };
    let listed = document.token(town).is_some_and(|token| token.is(Class::CITY));
    // `Bay 3, 0800 Handover`: four digits are a time as well.
    if !sure && !(listed && document.token(code).is_some_and(|token| token.len() == 5)) {
        return;
    }
    let Some(end) = words_on(document, town) else { return };
    let mut push = |first, last, kind, rule| {
        findings.push(place(run::range(document, first, last), kind, rule, 0.93, Evidence::SHAPE | Evidence::CONTEXT));
    };
    push(first, house, Kind::Street, "geographic.street.abroad");
    push(code, last, Kind::Zip, "geographic.zip.abroad");
    push(town, end, Kind::City, "geographic.city.abroad");
}

/// `Leof. Kifisias 219, Marousi 151 24`: three digits and two behind the town.
fn code_behind_town(document: &Document<'_>, code: u32, findings: &mut Vec<Finding>) {
    let second = document.token(code + 1).is_some_and(|token| token.is_number() && token.len() == 2);
    if !second || document.gap(code + 1) != b" " || document.gap(code) != b" " {
        return;
    }
    let Some(town) = words_back(document, code - 1).filter(|town| *town > 1 && document.gap(*town) == b", ") else {
        return;
    };
    let Some((first, true)) = street_back(document, town - 1) else { return };
    let mut push = |first, last, kind, rule| {
        findings.push(place(run::range(document, first, last), kind, rule, 0.9, Evidence::SHAPE | Evidence::CONTEXT));
    };
    push(first, town - 1, Kind::Street, "geographic.street.abroad");
    push(town, code - 1, Kind::City, "geographic.city.abroad");
    push(code, code + 1, Kind::Zip, "geographic.zip.abroad");
}

/// The last token of the postal code that begins at token `code`: `76133`, `1870`, `31-147`, `4050-262`, `118 55`, `1012 AB`.
fn end_of_code(document: &Document<'_>, code: u32) -> Option<u32> {
    let (first, next) = (document.token(code)?, document.token(code + 1)?);
    let number = |len: usize| next.is_number() && next.len() == len;
    let joined = document.gap(code + 1);
    match first.len() {
        2 if joined == b"-" && number(3) => Some(code + 1),
        3 if joined == b" " && number(2) => Some(code + 1),
        4 if joined == b"-" && number(3) => Some(code + 1),
        4 if joined == b" " && next.len() == 2 && next.shape.any(Shape::ALL_UPPER) && !next.has_digit() => {
            Some(code + 1)
        }
        4 if !document.word(code).starts_with(b"0") => Some(code),
        5 => Some(code),
        _ => None,
    }
}

/// The street that ends with the number of a house at token `house`: its first word, and whether a word says that it is one.
fn street_back(document: &Document<'_>, house: u32) -> Option<(u32, bool)> {
    let number = document.token(house)?;
    if !number.shape.any(Shape::LEAD_DIGIT) || number.len() > 5 {
        return None;
    }
    // `Długa 18/7`, `Mannerheimintie 4 B`.
    let mut last = house;
    if last > 1
        && matches!(document.gap(last), b"/" | b"-")
        && document.token(last - 1).is_some_and(|token| token.shape.any(Shape::LEAD_DIGIT))
    {
        last -= 1;
    }
    if !matches!(document.gap(last), b" " | b", " | b" nr " | b" No. ") {
        return None;
    }
    let end = last.checked_sub(1)?;
    let mut first = end;
    for _ in 0..WORDS {
        let token = document.token(first)?;
        let named = token.is_capitalised() || document.is_any(first, INSIDE) || is_prefix(document, first);
        if token.has_digit() || !named || token.is(Class::MEASURE_UNIT.or(Class::DRUG)) && !is_prefix(document, first) {
            return None;
        }
        let left = first.wrapping_sub(1);
        let goes_on = matches!(document.gap(first), b" " | b"-" | b"'")
            && document.token(left).is_some_and(|token| {
                !token.has_digit()
                    && (token.is_capitalised() && !token.is(Class::FUNCTION)
                        || document.is_any(left, INSIDE)
                        || is_prefix(document, left))
            })
            || document.gap(first) == b". " && is_prefix(document, left);
        if !goes_on || is_prefix(document, first) {
            break;
        }
        first = left;
    }
    let opens = document.token(first).is_some_and(|token| token.is_capitalised()) || is_prefix(document, first);
    let word = document.word(end);
    let ends = word.len() > 5
        && ENDINGS.iter().any(|ending| {
            word.get(word.len().saturating_sub(ending.len())..).is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
        })
        || document
            .is_any(end, words!["weg", "platz", "allee", "ring", "gade", "vej", "gate", "vei", "utca", "tie", "katu"]);
    opens.then_some((first, ends || is_prefix(document, first)))
}

/// Whether a town may be called by the word at `index`.
fn is_town(document: &Document<'_>, index: u32) -> bool {
    document.token(index).is_some_and(|token| {
        token.is_capitalised()
            && !token.has_digit()
            && token.len() > 2
            && !token.is(Class::MEASURE_UNIT.or(Class::FUNCTION).or(Class::DRUG).or(Class::MONTH).or(Class::STATE_ABBR))
    })
}

fn is_capital(document: &Document<'_>, index: u32) -> bool {
    document.token(index).is_some_and(|token| token.is_capitalised() && !token.has_digit())
}

/// The last of the words with capitals from token `first` on, with the small ones between them.
fn words_on(document: &Document<'_>, first: u32) -> Option<u32> {
    let capital = |at| is_capital(document, at);
    let mut last = None;
    let mut at = first;
    while at < first + WORDS {
        let joined = at == first || matches!(document.gap(at), b" " | b"-" | b"'");
        if !joined
            || !(capital(at) || document.is_any(at, INSIDE))
            || at > first && document.gap(at) == b" " && document.token(at).is_some_and(|token| token.labelled)
        {
            break;
        }
        last = if capital(at) { Some(at) } else { last };
        at += 1;
    }
    last
}

/// The first of the words with capitals up to token `last`, behind a comma or at the start of a line.
fn words_back(document: &Document<'_>, last: u32) -> Option<u32> {
    let capital = |at| is_capital(document, at);
    let mut first = last;
    for _ in 0..WORDS {
        if !capital(first) && !document.is_any(first, INSIDE) {
            return None;
        }
        if !matches!(document.gap(first), b" " | b"-" | b"'") {
            break;
        }
        first = first.checked_sub(1)?;
    }
    (capital(first) && capital(last)).then_some(first)
}
