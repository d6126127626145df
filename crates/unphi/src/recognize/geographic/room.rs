//! Rooms and beds that no word announces: `614-2`, `6115-A`, `8E02`, `LDR3`, `Rm2`, and the rooms at the heads of a list's lines.
//!
//! A sign-out, a census or a diet list names its patients by where they lie. One such number is a count; several at the heads of
//! lines, near each other and each before a person, are rooms.

#![forbid(unsafe_code)]

use super::{Document, Evidence, Finding, Kind, place, run};
use crate::lexicon::Class;
use crate::scan::{Shape, Words, words};

/// Most lines of one list that are looked at.
const MOST: usize = 64;

/// Fewest lines that make a list.
const LINES: usize = 3;

/// Units whose rooms are written in one word with them: `LDR3`, `MICU11`.
const UNITS: &Words = words![
    "ldr", "ldrp", "icu", "micu", "sicu", "cvicu", "ccu", "nicu", "picu", "pacu", "pcu", "imc", "imcu", "tri", "triage"
];

/// Words for where one lies or lives that a number follows, and hardly anything else.
const BERTHS: &Words = words!["suite", "ste", "bunk", "crib", "cubicle", "apartment", "apt", "dorm"];

/// Words that a room stands behind.
const AT: &Words = words!["in", "to", "at", "bedside", "from", "into", "of", "for", "re"];

/// Appends the rooms of `document`.
pub(super) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let (mut heads, mut count) = ([(0, Head::default()); MOST], 0);
    for &index in document.numbers {
        let Some(token) = document.token(index).filter(|token| token.len() <= 8) else { continue };
        let (leads, number) = (token.shape.any(Shape::LEAD_DIGIT), token.is_number());
        if token.len() <= 5 && is_berth(document, index, leads && !number) {
            push(document, index, index, 0.75, findings);
        } else if !leads {
            glued(document, index, findings);
        } else if let Some(last) = if number { bed(document, index) } else { wing(document, index) } {
            push(document, index, last, 0.7, findings);
        }
        // Most numbers stand inside a line: the byte before them says so.
        let within = index > 0 && !matches!(document.byte_before(token.start), b'\n' | b' ' | b'\t');
        if !within
            && (3..=5).contains(&token.len())
            && count < MOST
            && document.begins_line(index)
            && let Some(head) = Head::read(document, index)
        {
            heads[count] = (index, head);
            count += 1;
        }
    }
    listed(document, heads.get(..count).unwrap_or_default(), findings);
}

fn push(document: &Document<'_>, first: u32, last: u32, confidence: f32, findings: &mut Vec<Finding>) {
    let range = run::range(document, first, last);
    findings.push(place(range, Kind::Unit, "geographic.unit.room", confidence, Evidence::SHAPE | Evidence::POSITION));
}

/// `6115-A`, `614-2`: a room and a bed in it, where a room may stand.
fn bed(document: &Document<'_>, index: u32) -> Option<u32> {
    let room =
        document.token(index).filter(|token| matches!(token.len(), 3 | 4) && document.byte(token.end) == b'-')?;
    let bed = document.token(index + 1).filter(|token| token.len() == 1)?;
    if document.gap(index + 1) != b"-" || goes_on(document, bed.end) || is_part(document, room.start) {
        return None;
    }
    let stands = match document.byte(bed.start) {
        b'A'..=b'D' => is_told(document, index) || document.begins_line(index) || before_person(document, index + 2),
        b'1'..=b'4' => {
            is_told(document, index) && !measured(document, index + 2)
                || (document.begins_line(index) || document.gap(index) == b" ") && before_person(document, index + 2)
        }
        _ => false,
    };
    (stands && !document.word(index).starts_with(b"0")).then_some(index + 1)
}

/// `8E02`, `101B`: a wing and its room, or a room and its bed, at the head of a line or where a room may stand.
fn wing(document: &Document<'_>, index: u32) -> Option<u32> {
    let token = document.token(index)?;
    let winged = match document.word(index) {
        [floor, b'N' | b'S' | b'E' | b'W', tens, ones] => {
            matches!(floor, b'1'..=b'9') && tens.is_ascii_digit() && ones.is_ascii_digit()
        }
        [rest @ .., b'A'..=b'D'] => rest.len() == 3 && rest[0] != b'0' && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    let heads = document.begins_line(index) && before_person(document, index + 1);
    let stands = winged && !goes_on(document, token.end) && !is_part(document, token.start);
    (stands && (heads || is_told(document, index) && !measured(document, index + 1))).then_some(index)
}

/// `LDR3`, `MICU11`; of `Rm2` the number alone.
fn glued(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(index) else { return };
    let word = document.word(index);
    let letters = word.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (unit, number) = word.split_at(letters);
    if goes_on(document, token.end) || is_part(document, token.start) || !number.iter().all(u8::is_ascii_digit) {
        return;
    }
    if matches!(number, [b'1'..=b'9'] | [b'1'..=b'9', _]) && UNITS.hold(unit) && unit.iter().all(u8::is_ascii_uppercase)
    {
        push(document, index, index, 0.7, findings);
    } else if (unit.eq_ignore_ascii_case(b"rm") || unit.eq_ignore_ascii_case(b"bed")) && (1..=4).contains(&number.len())
    {
        let range = token.start + letters as u32..token.end;
        findings.push(place(range, Kind::Unit, "geographic.unit.room", 0.75, Evidence::SHAPE));
    }
}

/// `bunk 9`, `Suite 210`, `crib C4`, and `unit 14C` where a letter follows: the number right behind the word.
fn is_berth(document: &Document<'_>, index: u32, lettered: bool) -> bool {
    let before = index.wrapping_sub(1);
    matches!(document.gap(index), b" " | b" #" | b". ")
        && (document.is_any(before, BERTHS) || lettered && document.is(before, b"unit"))
        && !goes_on(document, document.token(index).map_or(0, |token| token.end))
        && !measured(document, index + 1)
}

/// Whether more of a number or word follows at byte `end`.
fn goes_on(document: &Document<'_>, end: u32) -> bool {
    matches!(document.byte(end), b'-' | b'/' | b'%' | b'_' | b'=' | b'\'' | b'"')
        || matches!(document.byte(end), b'.' | b':' | b',') && document.byte(end + 1).is_ascii_alphanumeric()
}

/// Whether byte `start` is inside a longer number, sum or path.
fn is_part(document: &Document<'_>, start: u32) -> bool {
    matches!(document.byte_before(start), b'-' | b'.' | b':' | b'$' | b'#' | b'+' | b'=' | b'_' | b'<' | b'>' | b'\\')
}

/// Whether what stands before token `index` speaks of a place: `in 614-2`, `bedside 512-1`, `ms draggoo (7132-1)`.
fn is_told(document: &Document<'_>, index: u32) -> bool {
    let gap = document.gap(index);
    let bracket = gap == b" (" && document.byte(document.token(index + 1).map_or(0, |token| token.end)) == b')';
    bracket || gap == b" " && document.is_any(index.wrapping_sub(1), AT)
}

fn measured(document: &Document<'_>, after: u32) -> bool {
    document.gap(after).first() == Some(&b'%') || document.classes(after).any(Class::MEASURE_UNIT)
}

/// Whether a person may begin at token `at`: `Hehir, E. 58F`, `Mr Basket`, `CHASE, MYKIA`.
fn before_person(document: &Document<'_>, at: u32) -> bool {
    const VOCABULARY: Class = Class::CLINICAL
        .or(Class::CLINICAL_CAP)
        .or(Class::DRUG)
        .or(Class::MEASURE_UNIT)
        .or(Class::FACILITY_WORD)
        .or(Class::MONTH)
        .or(Class::WEEKDAY)
        .or(Class::STREET_SUFFIX);
    let spaced = document.gap(at).iter().all(|byte| matches!(byte, b' ' | b'\t' | b'|' | b':' | b'-'));
    spaced
        && !document.gap(at).is_empty()
        && document.token(at).is_some_and(|token| {
            let named = token.is(Class::SURNAME.or(Class::GIVEN).or(Class::TITLE)) || token.row == 0;
            token.is_capitalised() && token.len() > 1 && !token.has_digit() && named && !token.is(VOCABULARY)
        })
}

/// The number at the head of a line.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Head {
    /// The letter before the digits, or 0.
    letter: u8,
    digits: u8,
    value: u32,
    /// A bed's letter follows the digits.
    lettered: bool,
}

impl Head {
    /// `404`, `6114`, `101B`, `N204`.
    fn read(document: &Document<'_>, index: u32) -> Option<Self> {
        let token = document.token(index)?;
        let word = document.word(index);
        let (letter, rest) = match word {
            [letter, rest @ ..] if letter.is_ascii_uppercase() => (*letter, rest),
            _ => (0, word),
        };
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let lettered = matches!(rest.get(digits..), Some([b'A'..=b'D']));
        let fits = matches!(digits, 3 | 4) && rest.first() != Some(&b'0') && (lettered || rest.len() == digits);
        let apart = matches!(document.byte(token.end), b' ' | b'\t' | b'|');
        if !fits || !apart || letter != 0 && digits == 4 {
            return None;
        }
        let value = rest.iter().take(digits).fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
        Some(Self { letter, digits: digits as u8, value, lettered })
    }

    /// Whether both are of one floor.
    fn is_near(self, other: Self) -> bool {
        self.letter == other.letter && self.digits == other.digits && self.value / 100 == other.value / 100
    }

    /// Whether it may as well be a time of day, a year or a count.
    fn is_doubtful(self) -> bool {
        !self.lettered
            && self.letter == 0
            && (self.digits == 4 && (self.value / 100 < 24 && self.value % 100 < 60) || self.value.is_multiple_of(5))
    }
}

/// The rooms at the heads of lines: three and more of one floor, most of them before persons, and not all of them round.
fn listed(document: &Document<'_>, heads: &[(u32, Head)], findings: &mut Vec<Finding>) {
    for &(index, head) in heads {
        let near = || heads.iter().filter(|(_, other)| head.is_near(*other));
        let lines = near().count();
        let persons = near().filter(|(at, _)| before_person(document, at + 1)).count();
        let sure = near().filter(|(_, other)| !other.is_doubtful()).count();
        if lines >= LINES && 2 * persons > lines && 2 * sure > lines && !measured(document, index + 1) {
            push(document, index, index, 0.6, findings);
        }
    }
}
