//! Runs of words that are a proper name: what facilities, cities and organizations are made of.

#![forbid(unsafe_code)]

use core::ops::Range;

use crate::lexicon::Class;
use crate::scan::document::Field;
use crate::scan::{Document, Shape, Token, Words, words};

/// Most words of a name on one side of its head word.
pub(crate) const REACH: u32 = 7;

/// Words that open or fill such names without naming anything.
const GENERIC: &Words = words![
    "general",
    "regional",
    "community",
    "memorial",
    "medical",
    "local",
    "outside",
    "other",
    "same",
    "another",
    "any",
    "each",
    "our",
    "your",
    "his",
    "her",
    "their",
    "this",
    "that",
    "the",
    "an",
    "no",
    "new",
    "old",
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "city",
    "county",
    "state",
    "university",
    "college",
    "children",
    "childrens",
    "women",
    "womens",
    "men",
    "veterans",
    "va",
    "veteran",
    "family",
    "primary",
    "urgent",
    "acute",
    "emergency",
    "pain",
    "home",
    "day",
    "adult",
    "senior",
    "nursing",
    "skilled",
    "assisted",
    "rehabilitation",
    "rehab",
    "physical",
    "mental",
    "behavioral",
    "public",
    "private",
    "department",
    "dept",
    "division",
    "unit",
    "main",
    "first",
    "second",
    "third",
    "dear",
    "re",
    "attn",
    "patient",
    "patients",
    "note",
    "name",
    "date",
    "discharge",
    "discharged",
    "admission",
    "admitted",
    "transfer",
    "transferred",
    "follow",
    "followup",
    "seen",
    "called",
    "referred",
    "preferred",
    "mail",
    "inpatient",
    "outpatient",
    "psychiatric",
    "surgical",
    "cancer",
    "heart",
    "eye",
    "ear",
    "spine",
    "sleep",
    "dental",
    "health",
    "care",
    "teaching",
    "academic",
    "nearby",
    "prior",
    "previous",
    "current",
    "national",
    "american",
    "united",
    "states",
    "us",
    "usa",
    "free",
    "walk",
    "brief",
    "prehospital",
    "historia",
    "faxed",
    "repeat",
    "status",
    "post",
    "pre",
    "in",
    "occupational",
    "comprehensive",
    "service",
    "services",
    "neurosurgery",
    "sample",
    "sea",
    "food",
    "seafood",
    "dye",
    "customer",
    "sunday",
    "my",
    "high",
    "middle",
    "elementary",
    "good",
    "s",
];

/// How much the word at `index` says that it belongs to a proper name, 0 to 3, leaving its case aside.
pub(crate) fn properness(document: &Document<'_>, index: u32) -> u32 {
    let Some(token) = document.token(index) else { return 0 };
    let row = token.row();
    if token.has_digit()
        || token.is(Class::FUNCTION.or(Class::TITLE).or(Class::MONTH).or(Class::WEEKDAY))
        || token.len() < 2
    {
        return 0;
    }
    if document.is_any(index, GENERIC) {
        return 0;
    }
    // `RAPID CITY REGIONAL`: the words of a listed town name together.
    if token.shape.any(Shape::PHRASE)
        && document.phrase_over(index).is_some_and(|phrase| {
            phrase.last > phrase.first
                && phrase.row().classes.any(Class::CITY)
                && !phrase.row().classes.any(Class::STATE)
        })
    {
        return 3;
    }
    // `Posey County`: a listed county names, whatever else the word is.
    if token.is(Class::COUNTY) && document.is(index + 1, b"county") {
        return 3;
    }
    if token.row == 0 {
        return if token.len() < 4 { 1 } else { 3 };
    }
    if token.is(Class::CLINICAL
        .or(Class::ABBREV)
        .or(Class::DRUG)
        .or(Class::FACILITY_WORD)
        .or(Class::ROLE)
        .or(Class::RELATION))
    {
        return if token.prior >= 8 || row.city >= 112 { 2 } else { 0 };
    }
    let listed = Class::SURNAME.or(Class::GIVEN).or(Class::CITY).or(Class::COUNTY).or(Class::STATE).or(Class::FACILITY);
    match row.running {
        _ if token.prior >= 0 && token.is(listed) => 3,
        0..=24 => 3,
        25..=47 => 2,
        _ if token.is(listed.or(Class::AREA_WORD)) && row.running <= 96 => 2,
        48..=79 => 1,
        _ => 0,
    }
}

/// Whether the gap before a word lets it continue a name, given the word before the gap.
pub(crate) fn joins(document: &Document<'_>, index: u32) -> bool {
    let before = index.wrapping_sub(1);
    match document.gap(index) {
        b" " | b"-" | b"'" | b"&" | b" & " | b"/" => true,
        b". " | b"." => {
            document.token(before).is_some_and(|word| word.len() == 1)
                || is_saint(document, before)
                || document.is_any(before, words!["med", "hosp", "gen", "mem", "univ", "reg"])
        }
        b"' " | b"\xe2\x80\x99" => true,
        _ => false,
    }
}

/// `St.`, `Mt.`, `Ft.` in front of a name.
pub(crate) fn is_saint(document: &Document<'_>, index: u32) -> bool {
    document.is_any(index, words!["st", "ste", "mt", "ft", "saint", "sts"])
}

/// The middle initial of `Homer A. Plessy`, which is a word of grammar as well.
fn is_initial(document: &Document<'_>, index: u32) -> bool {
    document.gap(index + 1) == b". "
        && document.token(index).is_some_and(|token| token.len() == 1 && token.is_capitalised())
        && document.token(index + 1).is_some_and(|next| next.is_capitalised())
        && document.gap(index) == b" "
}

fn is_connector(document: &Document<'_>, index: u32) -> bool {
    document.is_any(index, words!["of", "the", "de", "la", "del", "los", "las", "da", "du", "des", "y", "el"])
}

/// What may stand left of `of` inside a name: University of, Our Lady of, Church of, City of.
fn takes_of(document: &Document<'_>, index: u32) -> bool {
    document.classes(index).any(Class::FACILITY_WORD.or(Class::ORG_WORD))
        || document.is_any(
            index,
            words!["lady", "sisters", "city", "children", "daughters", "sons", "order", "isle", "lord", "bank"],
        )
}

/// Whether a word is written as part of a name is: with a capital, or an `s` after an apostrophe, or an ordinal.
pub(crate) fn is_written_proper(document: &Document<'_>, index: u32) -> bool {
    let Some(token) = document.token(index) else { return false };
    token.is_capitalised()
        || document.is(index, b"s") && document.byte_before(token.start) == b'\''
        || token.shape.any(Shape::FOREIGN) && !token.has_digit()
}

/// Where a name that ends with word `head` begins.
pub(crate) fn left(document: &Document<'_>, head: u32) -> u32 {
    let mut first = head;
    let mut index = head;
    for _ in 0..REACH {
        if index == 0 || !joins(document, index) {
            break;
        }
        index -= 1;
        // `Truth or Consequences Hospital`: the words of a listed town stay together, grammar or not.
        if let Some(town) = document.phrase_over(index).filter(|phrase| phrase.last == index && phrase.first < index)
            && town.row().classes.any(Class::CITY)
            && is_written_proper(document, town.first)
        {
            (first, index) = (town.first, town.first);
            continue;
        }
        let classes = document.classes(index);
        // `Los Angeles`, `El Paso`: a Spanish article with a capital is a word of the name.
        let article = is_connector(document, index)
            && !document.is_any(index, words!["of", "the"])
            && document.token(index).is_some_and(|token| token.is_capitalised());
        if article {
            first = index;
            continue;
        }
        if classes.any(Class::FUNCTION) && is_initial(document, index) {
            continue;
        }
        if classes.any(Class::FUNCTION) || is_connector(document, index) {
            let beyond = index.wrapping_sub(1);
            let chained = is_connector(document, index)
                && index > 0
                && joins(document, index)
                && (takes_of(document, beyond)
                    || is_connector(document, beyond)
                    // `Saint Brigid of Kildare Hospital`.
                    || document.is(index, b"of") && beyond > 0 && is_saint(document, beyond - 1) && is_written_proper(document, beyond))
                && is_written_proper(document, first);
            // `Our Lady` opens a name although `our` is grammar.
            if chained || document.is(index, b"our") && document.is(index + 1, b"lady") {
                if !is_connector(document, index) {
                    first = index;
                }
                continue;
            }
            break;
        }
        if !is_written_proper(document, index) || classes.any(Class::TITLE) && !is_saint(document, index) {
            break;
        }
        if classes.any(Class::MONTH.or(Class::WEEKDAY)) {
            break;
        }
        first = index;
    }
    trim(document, first, head)
}

/// Drops words at the front that begin a sentence or heading rather than a name.
fn trim(document: &Document<'_>, mut first: u32, head: u32) -> u32 {
    while first < head {
        let Some(token) = document.token(first) else { break };
        if document.gap(first + 1) == b"-" {
            break;
        }
        // `Attends Lincoln Park Middle School`: the capital is the sentence's.
        if document.is_any(first, TOLD_BY) && !is_saint(document, first) {
            first += 1;
            continue;
        }
        let region = document
            .phrase_over(first)
            .is_some_and(|phrase| phrase.first == first && phrase.row().classes.any(Class::CITY.or(Class::COUNTY)));
        let opens = is_of_name(document, first, head)
            || region
            || is_saint(document, first)
            || document.is_any(first, OPENERS)
            || properness(document, first) > 0;
        let row = token.row();
        if opens || document.is(first, b"s") || row.running < 64 && !token.is(Class::SPEECH_VERB.or(Class::CLINICAL)) {
            break;
        }
        first += 1;
    }
    while first < head && document.is(first, b"s") {
        first += 1;
    }
    first
}

/// Whether the capital of word `first` can only be that of the name up to `head`: `sent to Lost River Hospital` inside a sentence,
/// `Sugar Maple Pediatrics` alone on its line.
fn is_of_name(document: &Document<'_>, first: u32, head: u32) -> bool {
    let Some(token) = document.token(first) else { return false };
    let plain = Class::HEADING.or(Class::SPEECH_VERB).or(Class::CLINICAL).or(Class::ROLE).or(Class::FACILITY_WORD);
    if !token.is_capitalised() || token.labelled || token.is(plain) {
        return false;
    }
    let inside = document.gap(first) == b" "
        && document.token(first.wrapping_sub(1)).is_some_and(|before| before.is_lower() && before.len() > 1)
        && !token.shape.any(Shape::ALL_UPPER);
    let after = document.gap(head + 1);
    let alone = document.begins_line(first)
        && (matches!(after.first(), None | Some(b'\n' | b'\r')) || after.starts_with(b"  "));
    inside || alone
}

/// Words that begin sentences about institutions, and no name of one.
pub(crate) const TOLD_BY: &Words = words![
    "attends",
    "attended",
    "attending",
    "works",
    "worked",
    "working",
    "graduated",
    "lives",
    "lived",
    "resides",
    "resided",
    "enrolled",
    "employed",
    "retired",
    "visited",
    "visits",
    "notify",
    "notified",
    "contact",
    "contacted",
    "bib",
    "biba",
    "via",
    "called",
    "call",
    "transferred",
    "transfer",
    "discharged",
    "admitted",
    "referred",
    "relocation",
    "seen",
    "saw",
    "goes",
    "went",
    "moved",
    "teaches",
    "volunteers",
    "records",
    "dest",
    "facility",
];

/// Common words that names of institutions begin with.
pub(crate) const OPENERS: &Words = words![
    "university",
    "children",
    "childrens",
    "community",
    "national",
    "regional",
    "american",
    "first",
    "new",
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "our",
    "great",
    "greater",
    "good",
    "royal",
    "city",
    "united",
    "memorial",
    "general",
    "holy",
    "sacred",
    "grand",
    "red",
    "white",
    "black",
    "blue",
    "green",
    "golden",
    "silver",
    "women",
    "womens",
    "old",
    "veterans",
    "va",
    "county",
    "upper",
    "lower",
    "high",
    "union",
    "twin",
    "long",
    "big",
    "little",
];

/// Where a name that begins with word `first` ends (index of its last word), and how proper it is; `None` when it is none.
pub(crate) fn right(document: &Document<'_>, first: u32) -> Option<(u32, u32)> {
    let mut last = None;
    let mut score = 0;
    let mut index = first;
    while index < first + REACH {
        if index > first && !joins(document, index) {
            break;
        }
        let classes = document.classes(index);
        if is_connector(document, index) && last.is_some() {
            if !takes_of(document, index - 1)
                && !is_connector(document, index - 1)
                && !document.is_any(index, words!["of", "de"])
            {
                break;
            }
            index += 1;
            continue;
        }
        let ordinal = document.token(index).is_some_and(|token| token.has_digit() && !token.is_number());
        let function = classes.any(Class::FUNCTION)
            && !document.is(index, b"our")
            && !document.is(index, b"first")
            && !(index > first && is_initial(document, index));
        if function || !is_written_proper(document, index) && !ordinal {
            break;
        }
        score += properness(document, index);
        last = Some(index);
        index += 1;
    }
    last.map(|last| (last, score))
}

/// The sum of [`properness`] over words `first..head`.
pub(crate) fn score(document: &Document<'_>, first: u32, head: u32) -> u32 {
    (first..head).map(|index| properness(document, index)).sum()
}

/// Whether the line around a word is in capitals throughout, so that capitals say nothing.
pub(crate) fn in_capitals(document: &Document<'_>, index: u32) -> bool {
    let is_upper =
        |index: u32| document.token(index).is_none_or(|token| token.has_digit() || token.shape.any(Shape::ALL_UPPER));
    let from = index.saturating_sub(3);
    (from..index + 4).all(is_upper)
}

/// Whether one of `words` stands within `reach` words before `index`, in the same sentence.
pub(crate) fn before(document: &Document<'_>, index: u32, reach: u32, words: &Words) -> bool {
    let mut at = index;
    for _ in 0..reach {
        if at == 0 || document.gap(at).iter().any(|byte| matches!(byte, b'\n' | b';')) || document.gap(at) == b". " {
            return false;
        }
        at -= 1;
        if document.is_any(at, words) {
            return true;
        }
    }
    false
}

/// The range from the start of word `first` to the end of word `last`.
pub(crate) fn range(document: &Document<'_>, first: u32, last: u32) -> Range<u32> {
    let start = document.token(first).map_or(0, |token| token.start);
    start..document.token(last).map_or(start, |token: &Token| token.end)
}

/// The bytes of a field's value: up to its line or cell, a run of spaces, the next label, or one of `stops`.
pub(crate) fn value(document: &Document<'_>, field: &Field, stops: &[u8]) -> Range<u32> {
    /// Longest value looked at, bytes.
    const LONGEST: u32 = 120;
    let Some(token) = document.token(field.value) else { return 0..0 };
    let start = token.start;
    let after = document.fields.partition_point(|other| other.value <= field.value);
    let next_label = document.fields[after..]
        .iter()
        .take(4)
        .filter_map(|other| document.token(other.first))
        .map(|label| label.start)
        .find(|label| *label > start);
    let limit = field.limit.min(start + LONGEST).min(next_label.unwrap_or(u32::MAX));
    let text = document.bytes(start..limit);
    let is_end = |(i, byte): (usize, &u8)| {
        matches!(
            byte,
            b'\n' | b'\r' | b'\t' | b'"' | b'<' | b'|' | b'^' | b'~' | b';' | b'{' | b'}' | b'[' | b']' | b'\\'
        ) || stops.contains(byte)
            || *byte == b' ' && matches!(text.get(i + 1), Some(b' ' | b'(' | b'-' | b'|'))
            || *byte == b'\'' && matches!(text.get(i + 1), Some(b',' | b')' | b' '))
            || *byte == b'&' && !matches!(text.get(i + 1), Some(b' ' | b'a'))
            || *byte == b'.'
                && matches!(text.get(i + 1), Some(b' '))
                && i > 6
                && text.get(i + 2).is_some_and(u8::is_ascii_uppercase)
                && text.get(i - 3).is_some_and(u8::is_ascii_lowercase)
    };
    let end = text.iter().enumerate().position(|(i, byte)| is_end((i, byte))).unwrap_or(text.len());
    let kept = text.get(..end).unwrap_or_default();
    let kept = kept.iter().rposition(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80).map_or(0, |i| i + 1);
    start..start + kept as u32
}

/// Whether the words from `first` to byte `end` hold something that names.
pub(crate) fn has_name(document: &Document<'_>, first: u32, end: u32) -> bool {
    (first..first + REACH)
        .take_while(|index| document.token(*index).is_some_and(|token| token.end <= end))
        .any(|index| properness(document, index) > 0 || document.classes(index).any(Class::FACILITY))
}

/// Values that say there is none.
pub(crate) fn is_no_value(document: &Document<'_>, index: u32) -> bool {
    document.is_any(
        index,
        words![
            "none",
            "unknown",
            "na",
            "n",
            "nil",
            "no",
            "not",
            "null",
            "self",
            "unemployed",
            "retired",
            "disabled",
            "homeless",
            "declined",
            "refused",
            "undomiciled",
            "pending",
            "same",
            "see",
            "tbd",
            "student",
            "other",
            "yes",
            "denies",
            "left",
            "right",
            "on",
            "per",
            "homemaker",
            "housewife",
            "various",
            "redacted",
            "test",
        ],
    )
}

/// Whether a capitalised word or an ordinal follows, perhaps after an article: a cheap look before any other.
pub(crate) fn before_capital(document: &Document<'_>, index: u32) -> bool {
    let written = |index: u32| {
        document.token(index).is_some_and(|token| token.is_capitalised() || token.shape.any(Shape::LEAD_DIGIT))
    };
    written(index + 1) || written(index + 2) && document.is_any(index + 1, words!["the", "our", "their", "your", "my"])
}

/// Whether what follows a label is a tag or another key of the format rather than a value: `</name></org> </patientRole>`,
/// `"organization": {"display": …`.
pub(crate) fn is_markup(document: &Document<'_>, field: &Field) -> bool {
    let Some(token) = document.token(field.value) else { return true };
    let gap = document.gap(field.value);
    matches!(document.byte_before(token.start), b'<' | b'/') && gap.contains(&b'<')
        || document.byte(token.end) == b'"' && document.bytes(token.end..token.end + 4).contains(&b':')
        || document.byte(token.end) == b'\\' && document.bytes(token.end..token.end + 4).contains(&b':')
}
