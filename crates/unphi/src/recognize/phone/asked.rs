//! Digits that only the words before them make a number: a label, a request to call, a pager, an extension.

#![forbid(unsafe_code)]

use super::is_measured;
use super::number::{Form, Number, continues, extension, joined, shaped};
use crate::Identifier;
use crate::lexicon::{Class, Label};
use crate::recognize::finding;
use crate::scan::document::{Field, Tie};
use crate::scan::{Document, Words, words};
use crate::span::{Evidence, Finding, Kind};

/// Words that ask for a call or a page, and what is rung, before an in-house number.
const ASKS: &Words = words![
    "call",
    "at",
    "reach",
    "dial",
    "contact",
    "phone",
    "page",
    "paged",
    "called",
    "desk",
    "office",
    "station",
    "line",
    "cb",
    "callback",
    "vocera",
    "spectralink",
    "ascom",
    "pg",
    "pgr"
];

/// A number of any grouping right after a request to call: `call me at (96) 627-277`.
pub(super) fn after_a_call(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index).filter(|token| token.is_number() && matches!(token.len(), 1..=5 | 7))?;
    if !document.is_any(index.wrapping_sub(1), words!["at", "on", "is", "number", "to"]) {
        return None;
    }
    let called = (2..=4).any(|back| {
        document.is_any(
            index.wrapping_sub(back),
            words![
                "call",
                "called",
                "reach",
                "reached",
                "reachable",
                "text",
                "phone",
                "ring",
                "rang",
                "number",
                "contact",
                "contacted",
                "dial",
            ],
        )
    });
    let dated = token.len() <= 2 && document.token(index + 1).is_some_and(|next| next.len() <= 2)
        || token.len() == 4 && document.token(index + 1).is_some_and(|next| next.len() == 2);
    if !called || dated || joined(document, token.start) || !matches!(document.gap(index), b" " | b" (" | b": ") {
        return None;
    }
    let limit = document.text.len() as u32;
    let field = Field { label: Label::Phone, first: index, value: index, limit, tie: Tie::Adjacent };
    let least = if token.len() == 7 { 0.85 } else { 0.92 };
    any_digits(document, &field)
        .filter(|found| found.confidence > least)
        .map(|found| Finding { confidence: 0.75, ..found })
}

/// The digits after a label, whatever their groups: short in-house numbers, foreign numbers without `+`, scanning errors.
pub(super) fn any_digits(document: &Document<'_>, field: &Field) -> Option<Finding> {
    let first = document.token(field.value).filter(|token| token.has_digit())?;
    if shaped(document, field.value).is_some() || joined(document, first.start) {
        return None;
    }
    let (mut count, mut letters, mut groups, mut last) = (0usize, 0usize, 0, field.value);
    for i in field.value..field.value + 8 {
        let Some(token) = document.token(i).filter(|token| token.start < field.limit) else { break };
        let gap = document.gap(i);
        let near = matches!(gap, b" " | b"-" | b"." | b") " | b")" | b" (" | b")-" | b" - " | b"- " | b" -");
        let word = document.bytes(token.start..token.end);
        let read = word.iter().try_fold(0, |letters, byte| match byte {
            b'0'..=b'9' => Some(letters),
            b'O' | b'o' | b'l' | b'I' if word.len() > 1 || count > 0 => Some(letters + 1),
            _ => None,
        });
        let Some(read) = read.filter(|read| *read < word.len()) else { break };
        if i > field.value && (!near || count >= 10 && gap == b" ") || count + word.len() > 15 {
            break;
        }
        count += word.len();
        letters += read;
        groups += 1;
        last = i;
    }
    let end = document.token(last)?.end;
    if continues(document, end) || document.byte(end) == b'/' || letters > 3 {
        return None;
    }
    let mut digits = [b'0'; 10];
    digits[0] = b'1';
    let number = Number {
        first: field.value,
        last,
        start: first.start,
        end,
        form: Form::Local,
        digits,
        country: false,
        extended: false,
    };
    let pager = field.label == Label::Pager;
    let short = groups == 1 && letters == 0 && first.is_number() && (field.tie > Tie::Adjacent || pager);
    let confidence = match count {
        _ if is_measured(document, &number) => return None,
        8.. => 0.93,
        7 => 0.9,
        4..=6 if pager && groups <= 2 => 0.95,
        3 if pager && short => 0.7,
        4..=6 if short && !is_clock(document, field) => 0.7,
        _ => return None,
    };
    let start = match document.byte_before(first.start) {
        b'(' if document.bytes(first.start..end).contains(&b')') => first.start - 1,
        _ => first.start,
    };
    let end = extension(document, last).map_or(end, |(_, end)| end);
    let (identifier, kind, rule) = match field.label {
        Label::Fax => (Identifier::Fax, Kind::Fax, "fax.labelled"),
        Label::Pager => (Identifier::Phone, Kind::Pager, "phone.pager"),
        _ => (Identifier::Phone, Kind::Phone, "phone.digits"),
    };
    Some(finding(start..end, identifier, kind, rule, confidence, Evidence::LABEL))
}

/// Whether the value is rather a count, a time or a size: words that are labels only next to numbers of their own.
fn is_clock(document: &Document<'_>, field: &Field) -> bool {
    let word = document.word(field.value.wrapping_sub(1));
    let plain = ["phone", "telephone", "tel", "ph", "pgr", "ext", "number", "no", "cell", "mobile", "phone1", "phone2"];
    document.token(field.value).is_none_or(|token| token.len() < 4)
        || document.byte(document.token(field.value).map_or(0, |token| token.end)) == b','
        || !plain.iter().any(|label| word.eq_ignore_ascii_case(label.as_bytes()))
}

/// An extension without its number: `call ext. 4471`, `she is at x4471`.
pub(super) fn alone(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index)?;
    let word = document.bytes(token.start..token.end);
    let asked = || {
        (1..=4).any(|back| {
            let before = index.wrapping_sub(back);
            document.is_any(before, ASKS) || document.is_any(before, words!["bank", "window", "rang"])
        })
    };
    let named = token.is_number()
        && (4..=6).contains(&token.len())
        && document.is_any(index.wrapping_sub(1), words!["ext", "extn", "extension"])
        && matches!(document.gap(index), b" " | b". " | b"." | b" #" | b"# " | b": " | b" # ");
    let glued = matches!(word, [b'x' | b'X', digits @ ..] if (4..=5).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit))
        // `Roehntz RN x4417`, `unit clerk, x4411`; a round number multiplies.
        && (asked() || !word.ends_with(b"00") && matches!(document.gap(index), b" " | b", " | b" (" | b"; " | b" - "));
    if !(named || glued) || continues(document, token.end) || joined(document, token.start) {
        return None;
    }
    let range = token.start..token.end;
    Some(finding(range, Identifier::Phone, Kind::Phone, "phone.extension", 0.7, Evidence::CONTEXT))
}

/// `page 20417`, `p31882`: five digits after a word that pages, which is also the word for a sheet of paper.
pub(super) fn short_pager(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index)?;
    // `pgd HO (5512)`.
    let noted = token.is_number()
        && document.gap(index) == b" ("
        && document.byte(token.end) == b')'
        && (1..=4).any(|back| document.is_any(index.wrapping_sub(back), words!["pgd", "paged", "pg", "bpr", "beeped"]));
    let four = token.len() == 4 && document.is_any(index.wrapping_sub(1), words!["pg", "beep", "bpr", "pgd"]);
    let paged = token.is_number()
        && (token.len() == 5 && document.is_any(index.wrapping_sub(1), words!["page", "paged", "p", "pg", "beep"])
            || four)
        && matches!(document.gap(index), b" " | b" #" | b": " | b". " | b": #")
        || noted;
    let word = document.bytes(token.start..token.end);
    // `Mascarenhas p7519`, `(C-L psych, p8896)`.
    let signed = document.gap(index) == b", "
        || document.gap(index) == b" "
            && document.token(index.wrapping_sub(1)).is_some_and(|name| name.is_capitalised() && name.len() > 1);
    let glued = matches!(word, [b'p', digits @ ..]
        if (digits.len() == 5 || digits.len() == 4 && signed) && digits.iter().all(u8::is_ascii_digit));
    if !(paged || glued) || continues(document, token.end) || joined(document, token.start) {
        return None;
    }
    let start = if glued { token.start + 1 } else { token.start };
    Some(finding(start..token.end, Identifier::Phone, Kind::Pager, "phone.paged", 0.75, Evidence::CONTEXT))
}

/// `ext 6-1180`, `pg 5-7718`, `x7-4419`, `Nadel 8-4412`: the last five digits of a telephone, as a house dials them.
pub(super) fn in_house(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index).filter(|token| token.len() <= 2 && document.byte(token.end) == b'-')?;
    let glued = matches!(document.word(index), [b'x' | b'X', b'2'..=b'9']);
    let serial = document.token(index + 1).filter(|serial| serial.is_number() && serial.len() == 4)?;
    if !glued && !matches!(document.word(index), [b'2'..=b'9'])
        || document.gap(index + 1) != b"-"
        // `2-4000 units`: a range.
        || document.word(index + 1).ends_with(b"00")
        || continues(document, serial.end)
        || matches!(document.byte(serial.end), b'/' | b':')
        || joined(document, token.start)
        || document.classes(index + 2).any(Class::MEASURE_UNIT)
    {
        return None;
    }
    let before = index.wrapping_sub(1);
    let asked = (1..=3).any(|back| {
        let before = index.wrapping_sub(back);
        let more = words!["ext", "extn", "extension", "ph", "tel", "pager", "use", "lab", "sup", "supervisor", "voip"];
        document.is_any(before, ASKS) || document.is_any(before, more)
    });
    let asked = asked || document.is(before, b"x") && document.gap(index) == b" ";
    // Behind whom it reaches, at the end of what is said of them.
    let named = matches!(document.gap(index), b" " | b" (" | b", ")
        && document.token(before).is_some_and(|name| {
            name.is(Class::SURNAME.or(Class::GIVEN).or(Class::CREDENTIAL))
                && name.is_capitalised()
                && !name.is(Class::CLINICAL)
        })
        && matches!(document.gap(index + 2).first(), None | Some(b'\n' | b'\r' | b'.' | b',' | b';' | b')'));
    (glued || asked || named).then(|| {
        let range = token.start..serial.end;
        finding(range, Identifier::Phone, Kind::Phone, "phone.in-house", 0.7, Evidence::CONTEXT)
    })
}
