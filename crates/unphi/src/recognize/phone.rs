//! Telephone and pager numbers (D), and the numbers of which [`super::fax`] says that they are fax numbers (E).
//!
//! ## What it finds
//! North American numbers in every punctuation, with country code and extension; vanity numbers; local numbers of seven
//! digits, and ten bare digits, where words speak of a call; international numbers with `+`, and without it after a
//! label; pager numbers and short in-house numbers after their label.
//!
//! ## Rule
//! 45 CFR 164.514(b)(2)(i)(D). Grammars: North American Numbering Plan (area and exchange begin with 2 to 9, neither is
//! `N11`), ITU-T E.164 (at most fifteen digits). A number that the plan cannot have is still taken after a label, or when
//! it is punctuated as a number.
//!
//! ## Not found on purpose
//! 911, 988 and public hotlines, which are nobody's. Seven digits, or spaced groups, without a word that speaks of a call:
//! doses, readings and counts look the same.
//!
//! ## Example
//! `Call (617) 555-0133 ext 204` → `(617) 555-0133 ext 204`.

#![forbid(unsafe_code)]

use super::fax::{self, Line};
use crate::Identifier;
use crate::lexicon::{Class, Label};
use crate::recognize::finding;
use crate::scan::document::{Field, Tie};
use crate::scan::{Document, Token, Words, words};
use crate::span::{Evidence, Finding, Kind};

/// Appends what it finds in `document`.
pub(crate) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let mut free = 0;
    for &index in document.numbers {
        let Some(token) = document.token(index).filter(|token| token.start >= free) else { continue };
        let number = if !begins(document, index, token) {
            None
        } else if token.is_number() {
            shaped(document, index)
                .or_else(|| domestic(document, index))
                .or_else(|| vanity(document, index))
                .or_else(|| scanned(document, index))
        } else {
            encoded(document, index).or_else(|| scanned(document, index))
        };
        let number = number.filter(|number| number.start >= free);
        let found = match number.and_then(|number| judge(document, &number)) {
            Some(found) => Some(found),
            None if (5..=6).contains(&token.len()) || token.len() == 4 => short_pager(document, index)
                .or_else(|| after_a_call(document, index))
                .or_else(|| alone(document, index)),
            None => after_a_call(document, index),
        };
        if let Some(found) = found {
            free = found.end;
            findings.push(found);
        }
    }
    for field in document.fields {
        if matches!(field.label, Label::Phone | Label::Pager | Label::Fax) {
            findings.extend(any_digits(document, field));
        }
    }
    let mut free = 0;
    for &index in document.cues {
        if index >= free
            && document.classes(index).any(Class::NUMBER)
            && let Some((found, end)) = spoken(document, index)
        {
            free = end;
            findings.extend(found);
        }
    }
}

/// Whether a number can begin with a token that holds a digit: most doses and values are too short, or have no group of
/// digits after them.
fn begins(document: &Document<'_>, index: u32, token: &Token) -> bool {
    if !token.is_number() {
        return token.len() == 3 || token.len() >= 10;
    }
    let long_follows = || document.token(index + 1).is_some_and(|next| next.len() >= 3);
    let lead = document.byte(token.start);
    let possible = match token.len() {
        1 => lead == b'1' && long_follows(),
        2 => document.byte(token.end) == b'-' && long_follows(),
        3 => long_follows(),
        6 | 7 | 10 | 11 => true,
        _ => false,
    };
    possible || lead == b'0' || matches!(document.byte_before(token.start), b'+' | b'(')
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `(617) 555-0133`.
    Parenthesis,
    /// `617-555-0133`.
    Dash,
    /// `617.555.0133`.
    Dot,
    /// `614/555-0129`.
    Slash,
    /// `206 555 0117`.
    Space,
    /// `617, 555, 0133`, as dictated.
    Comma,
    /// Ten digits, or eleven with a leading 1.
    Bare,
    /// Seven digits: `555-0142`.
    Local,
    /// A national number of elsewhere, with its leading zero: `020 7946 0958`.
    Domestic,
    /// `+` and eight to fifteen digits.
    International,
    /// `1-800-FLOWERS`.
    Vanity,
}

/// A number as read.
struct Number {
    /// First token, and the last of the extension.
    first: u32,
    last: u32,
    start: u32,
    end: u32,
    form: Form,
    /// The ten digits, for the plan and the hotlines; zeros when it is not North American.
    digits: [u8; 10],
    /// A country code stands before it.
    country: bool,
    extended: bool,
}

/// Public numbers that identify nobody: crisis lines, poison control, agencies.
const HOTLINES: [&[u8; 10]; 26] = [
    b"8002221222",
    b"8002738255",
    b"8007848669",
    b"8006564673",
    b"8007997233",
    b"8006624357",
    b"8009855990",
    b"8664887386",
    b"8775658860",
    b"8004224453",
    b"8338526262",
    b"8006334227",
    b"8002324636",
    b"8003321088",
    b"8007721213",
    b"8009506264",
    b"8553553278",
    b"8772626691",
    b"8663319474",
    b"8888197468",
    b"8003686937",
    b"8008227422",
    b"8883737888",
    b"8005278255",
    b"8008431222",
    b"8558962869",
];

/// Fewest spoken digits that are looked for.
const SPOKEN: usize = 7;

/// `nine one nine, five five five, zero one four seven` in dictations and transcripts; with where the digits end.
fn spoken(document: &Document<'_>, index: u32) -> Option<(Option<Finding>, u32)> {
    const LONGEST: u32 = 12;
    let digit = |index: u32| digit_word(document.word(index)).or_else(|| ten_word(document.word(index)));
    digit(index)?;
    let near = |gap: &[u8]| matches!(gap, b" " | b", " | b"-" | b". " | b" - " | b"... " | b"  ");
    let mut first = index;
    while first > 0 && index - first < LONGEST && near(document.gap(first)) && digit(first - 1).is_some() {
        first -= 1;
    }
    let mut last = index;
    while last - first < LONGEST && near(document.gap(last + 1)) && digit(last + 1).is_some() {
        last += 1;
    }
    let count = spoken_digits(document, first, last);
    // Counting aloud is no number.
    let counting = (first..last).all(|i| digit(i + 1) == digit(i).map(|value| value + 1));
    let range = document.token(first)?.start..document.token(last)?.end;
    let social = (first.saturating_sub(8)..first).any(|i| document.is_any(i, words!["social", "ssn", "security"]));
    let found = match count {
        _ if counting => None,
        3..=5 if is_extension(document, first) => {
            Some(finding(range, Identifier::Phone, Kind::Phone, "phone.spoken-extension", 0.85, Evidence::CONTEXT))
        }
        4 if last - first == 3 && asks_last_four(document, first) => {
            Some(finding(range, Identifier::Ssn, Kind::SsnLast4, "ssn.spoken-last4", 0.85, Evidence::CONTEXT))
        }
        9 if social => Some(finding(range, Identifier::Ssn, Kind::SsnFull, "ssn.spoken", 0.9, Evidence::CONTEXT)),
        7 | 10 | 11 => {
            let (identifier, kind) = match fax::line(document, first, last) {
                Some(Line::Fax) => (Identifier::Fax, Kind::Fax),
                Some(Line::Pager) => (Identifier::Phone, Kind::Pager),
                _ => (Identifier::Phone, Kind::Phone),
            };
            Some(finding(range, identifier, kind, "phone.spoken", 0.85, Evidence::SHAPE))
        }
        SPOKEN.. => Some(finding(range, Identifier::Phone, Kind::Phone, "phone.spoken", 0.6, Evidence::SHAPE)),
        _ => None,
    };
    Some((found, last + 1))
}

/// Whether the spoken digits after it are an in-house number.
fn is_extension(document: &Document<'_>, first: u32) -> bool {
    const WORDS: &Words = words!["ext", "extn", "extension"];
    document.is_any(first.wrapping_sub(1), WORDS)
        || document.is_any(first.wrapping_sub(1), words!["is", "number"])
            && document.is_any(first.wrapping_sub(2), WORDS)
}

/// Whether someone has asked for the last four digits of a social: `Last four of your social? … Zero nine one seven.`
pub(crate) fn asks_last_four(document: &Document<'_>, first: u32) -> bool {
    const REACH: u32 = 14;
    let from = first.saturating_sub(REACH);
    (from..first).any(|i| document.is_any(i, words!["social", "ssn"]))
        && (from.saturating_sub(4)..first).any(|i| document.is_any(i, words!["last", "ending", "ends"]))
}

/// How many digits the words `first..=last` say: `forty four seventy one` says four.
fn spoken_digits(document: &Document<'_>, first: u32, last: u32) -> usize {
    let (mut count, mut index) = (0, first);
    while index <= last {
        let ten = ten_word(document.word(index));
        count += if ten.is_some() { 2 } else { 1 };
        // The unit of a ten: `forty four`, not `forty zero`.
        let unit = ten.is_some_and(|value| value >= 20)
            && index < last
            && matches!(document.gap(index + 1), b" " | b"-")
            && digit_word(document.word(index + 1)).is_some_and(|value| value > 0);
        index += 1 + u32::from(unit);
    }
    count
}

/// Ten to ninety, as numbers are read in pairs; a hundred says the two zeros after a digit.
fn ten_word(word: &[u8]) -> Option<u8> {
    const WORDS: [(&[u8], u8); 19] = [
        (b"ten", 10),
        (b"eleven", 11),
        (b"twelve", 12),
        (b"thirteen", 13),
        (b"fourteen", 14),
        (b"fifteen", 15),
        (b"sixteen", 16),
        (b"seventeen", 17),
        (b"eighteen", 18),
        (b"nineteen", 19),
        (b"twenty", 20),
        (b"thirty", 30),
        (b"forty", 40),
        (b"fifty", 50),
        (b"sixty", 60),
        (b"seventy", 70),
        (b"eighty", 80),
        (b"ninety", 90),
        (b"hundred", 15),
    ];
    if !(3..=9).contains(&word.len()) {
        return None;
    }
    WORDS.iter().find(|(ten, _)| word.eq_ignore_ascii_case(ten)).map(|(_, value)| *value)
}

fn digit_word(word: &[u8]) -> Option<u8> {
    const WORDS: [&[u8]; 12] =
        [b"zero", b"one", b"two", b"three", b"four", b"five", b"six", b"seven", b"eight", b"nine", b"oh", b"o"];
    if word.len() > 5 {
        return None;
    }
    WORDS.iter().position(|digit| word.eq_ignore_ascii_case(digit)).map(|value| if value > 9 { 0 } else { value as u8 })
}

/// Reads a number that begins with token `index`, which is all digits.
fn shaped(document: &Document<'_>, index: u32) -> Option<Number> {
    let token = document.token(index)?;
    let before = document.byte_before(token.start);
    if before == b'+' || before == b'(' && document.byte_before(token.start - 1) == b'+' {
        return plus(document, index);
    }
    match token.len() {
        1 if document.byte(token.start) == b'1' => {
            let gap = document.gap(index + 1);
            if !matches!(gap, b"-" | b"." | b" " | b" (" | b"-(" | b".(" | b"(" | b" - " | b"/" | b" ( ") {
                return None;
            }
            let mut number = grouped(document, index + 1, true)?;
            if number.form == Form::Local || joined(document, token.start) {
                return None;
            }
            number.first = index;
            number.start = token.start;
            number.country = true;
            Some(number)
        }
        3 if document.word(index) == b"001" || document.word(index) == b"011" => {
            abroad(document, index).or_else(|| dialled_out(document, index))
        }
        3 => grouped(document, index, false),
        2 => abroad(document, index),
        4 | 5 if document.word(index).starts_with(b"00") => dialled_out(document, index),
        6 => six(document, index),
        10 | 11 => bare(document, index),
        7 => local_bare(document, index),
        _ => None,
    }
}

/// `001-420-335-7509`, `91-415-555-0132`: a country code without its plus.
fn abroad(document: &Document<'_>, index: u32) -> Option<Number> {
    let token = document.token(index)?;
    if document.gap(index + 1) != b"-" || joined(document, token.start) {
        return None;
    }
    let mut number = grouped(document, index + 1, true).filter(|number| number.form == Form::Dash)?;
    number.first = index;
    number.start = token.start;
    number.country = true;
    Some(number)
}

/// `07700 900418`, `020 7946 0958`, `0917-123-4567`, `(07) 5331 0577`: ten or eleven digits in groups, a zero first.
fn domestic(document: &Document<'_>, index: u32) -> Option<Number> {
    let token = document.token(index)?;
    if document.byte(token.start) != b'0' || document.byte(token.start + 1) == b'0' || token.len() > 11 {
        return None;
    }
    let opened = document.byte_before(token.start) == b'(' && document.byte(token.end) == b')';
    let start = token.start - u32::from(opened);
    let (mut count, mut last) = (token.len(), index);
    for i in index + 1..index + 6 {
        let Some(next) = document.token(i).filter(|next| next.is_number() && next.len() > 1) else { break };
        if !matches!(document.gap(i), b" " | b"-" | b") " | b")" | b" (" | b".") || count + next.len() > 11 {
            break;
        }
        count += next.len();
        last = i;
    }
    // Dates have two dots or hyphens and eight digits; eleven glued digits are many things.
    let glued = last == index;
    let mobile = document.byte(token.start + 1) == b'7' || document.byte(token.start + 1) == b'9';
    if !(10..=11).contains(&count)
        || joined(document, start)
        || glued && !(count == 11 && mobile)
        || digits_follow(document, last)
    {
        return None;
    }
    finish(document, index, last, start, Form::Domestic, [b'0'; 10])
}

/// `6l5-555-OI30`: a scanned number in which letters stand for digits.
fn scanned(document: &Document<'_>, index: u32) -> Option<Number> {
    let mut digits = [b'0'; 10];
    let mut letters = 0;
    let mut at = 0;
    for (i, len) in (index..).zip([3, 3, 4]) {
        let word = document.word(i);
        if word.len() != len
            || i > index && !matches!(document.gap(i), b"-" | b"." | b") " | b" - " | b" . " | b")-" | b") - ")
        {
            return None;
        }
        for byte in word {
            letters += usize::from(!byte.is_ascii_digit());
            *digits.get_mut(at)? = match byte {
                b'0'..=b'9' => *byte,
                b'O' | b'o' | b'Q' => b'0',
                b'l' | b'I' | b'i' => b'1',
                b'Z' => b'2',
                b'S' => b'5',
                b'B' => b'8',
                _ => return None,
            };
            at += 1;
        }
    }
    let start = document.token(index)?.start;
    let open = document.byte_before(start) == b'(';
    if letters == 0 || letters > 4 || joined(document, start) {
        return None;
    }
    finish(document, index, index + 2, start - u32::from(open), Form::Dash, digits)
}

/// A number of any grouping right after a request to call: `call me at (96) 627-277`.
fn after_a_call(document: &Document<'_>, index: u32) -> Option<Finding> {
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

/// Whether what stands before byte `start` makes the digits part of something longer.
fn joined(document: &Document<'_>, start: u32) -> bool {
    let near = document.byte_before(start);
    let far = if start > 1 { document.byte(start - 2) } else { 0 };
    match near {
        b'-' | b'/' => far.is_ascii_digit(),
        // `1,406-…` groups digits; `59101,406-555-0188` are two cells.
        b',' => {
            far.is_ascii_digit() && !document.bytes(start.saturating_sub(5)..start - 1).iter().all(u8::is_ascii_digit)
        }
        b'.' => far.is_ascii_digit(),
        b'_' => far.is_ascii_digit(),
        b'$' | b'@' | b'\\' | b'<' if near != b'<' && near != b'\\' => true,
        _ => false,
    }
}

/// Whether the digits go on behind byte `end`.
fn continues(document: &Document<'_>, end: u32) -> bool {
    let far = document.byte(end + 1);
    match document.byte(end) {
        b'-' | b'.' | b'_' => far.is_ascii_alphanumeric() && far != b'x' && far != b'X' && far.is_ascii_digit(),
        b'@' | b'%' => true,
        _ => false,
    }
}

fn copy_digits(digits: &mut [u8; 10], from: usize, word: &[u8]) {
    if let Some(slot) = digits.get_mut(from..from + word.len()) {
        slot.copy_from_slice(word);
    }
}

/// Three digits, then three and four, or seven, or four; `country` when a 1 stands before them.
fn grouped(document: &Document<'_>, index: u32, country: bool) -> Option<Number> {
    let area = document.token(index)?;
    let middle = document.token(index + 1)?;
    if area.len() != 3 || !area.is_number() || !middle.is_number() {
        return None;
    }
    let gap = document.gap(index + 1);
    let mut start = area.start;
    let mut digits = [b'0'; 10];
    copy_digits(&mut digits, 0, document.word(index));
    let open = match document.byte_before(start) {
        b'(' => Some(start - 1),
        b' ' if document.byte_before(start - 1) == b'(' => Some(start - 2),
        _ => None,
    };
    let form = match gap {
        b")" | b") " | b")-" | b" ) " | b")  " | b") - " | b")." | b" )" | b")," | b")/" if open.is_some() => {
            start = open?;
            Form::Parenthesis
        }
        b") " | b")-" | b")" => Form::Parenthesis,
        // HL7 has area and number in components of their own.
        b"-" | b" - " | b"- " | b" -" | b"--" | b"~" | b"^" => Form::Dash,
        b"." | b". " => Form::Dot,
        b"/" => Form::Slash,
        b" " | b"  " => Form::Space,
        b", " => Form::Comma,
        _ => return None,
    };
    if !country && joined(document, start) {
        return None;
    }
    let (last, form) = match middle.len() {
        3 => {
            let serial = document.word(index + 2);
            let serial =
                serial.get(..4).filter(|digits| digits.iter().all(u8::is_ascii_digit) && is_extended(&serial[4..]))?;
            let gap = document.gap(index + 2);
            let fits = matches!(gap, b"-" | b" - " | b"- " | b" -" | b"." | b" " | b"--" | b"  " | b"~" | b". ")
                || form == Form::Slash && gap == b"/"
                || form == Form::Comma && gap == b", ";
            if !fits {
                return None;
            }
            copy_digits(&mut digits, 3, document.word(index + 1));
            copy_digits(&mut digits, 6, serial);
            if form == Form::Space && gap == b"^" || gap == b"^" && document.gap(index + 1) != b"^" {
                return None;
            }
            // `206 555-0117` is as telling as `206-555-0117`.
            let form = if form == Form::Space && gap == b"-" { Form::Dash } else { form };
            (index + 2, form)
        }
        7 if matches!(form, Form::Parenthesis | Form::Dash | Form::Dot | Form::Space) => {
            copy_digits(&mut digits, 3, document.word(index + 1));
            (index + 1, form)
        }
        // More digits make it a foreign number.
        4 if matches!(gap, b"-" | b"." | b" " | b" - " | b"- ") && !digits_follow(document, index + 1) => {
            copy_digits(&mut digits, 3, document.word(index));
            copy_digits(&mut digits, 6, document.word(index + 1));
            (index + 1, Form::Local)
        }
        _ => return None,
    };
    finish(document, index, last, start, form, digits)
}

/// Nothing, or an extension glued to the number: `4567x532`.
fn is_extended(rest: &[u8]) -> bool {
    let marks = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (mark, digits) = rest.split_at(marks);
    rest.is_empty()
        || (mark.eq_ignore_ascii_case(b"x") || mark.eq_ignore_ascii_case(b"ext"))
            && (1..=6).contains(&digits.len())
            && digits.iter().all(u8::is_ascii_digit)
}

/// Whether a space or a hyphen parts token `last` from more digits.
fn digits_follow(document: &Document<'_>, last: u32) -> bool {
    matches!(document.gap(last + 1), b" " | b"-") && document.token(last + 1).is_some_and(|token| token.is_number())
}

/// Adds the extension and rejects what goes on.
fn finish(document: &Document<'_>, first: u32, last: u32, start: u32, form: Form, digits: [u8; 10]) -> Option<Number> {
    let end = document.token(last)?.end;
    if continues(document, end) {
        return None;
    }
    let mut number = Number { first, last, start, end, form, digits, country: false, extended: false };
    if let Some((last, end)) = extension(document, last) {
        number.last = last;
        number.end = end;
        number.extended = true;
    }
    Some(number)
}

/// `ext 204`, `x4471`, `, ext. 3302`, `extension 12`, `#12` behind token `last`: its last token and where it ends.
fn extension(document: &Document<'_>, last: u32) -> Option<(u32, u32)> {
    let next = document.token(last + 1)?;
    let gap = document.gap(last + 1);
    let word = document.word(last + 1);
    if gap.len() > 3 || gap.iter().any(|byte| matches!(byte, b'\n' | b';' | b'|')) {
        return None;
    }
    if let [b'x' | b'X', digits @ ..] = word
        && (1..=6).contains(&digits.len())
        && digits.iter().all(u8::is_ascii_digit)
    {
        return Some((last + 1, next.end));
    }
    let glued = word.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let head = word.get(..glued)?;
    let named = ["ext", "extn", "extension", "xt", "x", "ex", "int", "anexo"]
        .iter()
        .any(|name| head.eq_ignore_ascii_case(name.as_bytes()));
    if !named {
        return None;
    }
    if let Some(digits) = word.get(glued..).filter(|digits| !digits.is_empty()) {
        return (digits.len() <= 6 && digits.iter().all(u8::is_ascii_digit)).then_some((last + 1, next.end));
    }
    let digits = document.token(last + 2).filter(|token| token.is_number() && token.len() <= 6)?;
    matches!(document.gap(last + 2), b" " | b". " | b"." | b": " | b":" | b" #" | b"-" | b"#" | b". #" | b"=")
        .then_some((last + 2, digits.end))
}

/// `617555-0133`.
fn six(document: &Document<'_>, index: u32) -> Option<Number> {
    let serial = document.token(index + 1).filter(|token| token.is_number() && token.len() == 4)?;
    let start = document.token(index)?.start;
    if !matches!(document.gap(index + 1), b"-" | b".") || joined(document, start) {
        return None;
    }
    let mut digits = [b'0'; 10];
    copy_digits(&mut digits, 0, document.word(index));
    copy_digits(&mut digits, 6, document.bytes(serial.start..serial.end));
    finish(document, index, index + 1, start, Form::Bare, digits)
}

/// Ten digits, or eleven that begin with 1.
fn bare(document: &Document<'_>, index: u32) -> Option<Number> {
    let token = document.token(index)?;
    let word = document.word(index);
    let country = word.len() == 11;
    let listed = document.byte_before(token.start) == b',';
    if country && word.first() != Some(&b'1') || joined(document, token.start) && !listed {
        return None;
    }
    let mut digits = [b'0'; 10];
    copy_digits(&mut digits, 0, word.get(word.len().checked_sub(10)?..)?);
    let mut number = finish(document, index, index, token.start, Form::Bare, digits)?;
    number.country = country;
    Some(number)
}

fn local_bare(document: &Document<'_>, index: u32) -> Option<Number> {
    let token = document.token(index)?;
    if joined(document, token.start) || document.labelled(index, &[Label::Phone, Label::Fax, Label::Pager]).is_none() {
        return None;
    }
    let mut digits = [b'0'; 10];
    copy_digits(&mut digits, 3, document.word(index));
    finish(document, index, index, token.start, Form::Local, digits)
}

/// `+1 303-555-0126`, `+44 7700 900123`, `+16465550139`.
fn plus(document: &Document<'_>, index: u32) -> Option<Number> {
    let first = document.token(index)?;
    let mut start = first.start - 1;
    let opened = document.byte(start) == b'(';
    if opened || document.byte_before(start) == b'(' && document.byte(first.end) == b')' {
        start = start.checked_sub(1)?;
    }
    let before = document.byte_before(start);
    if before.is_ascii_digit() || before == b'_' || document.byte(first.start) == b'0' {
        return None;
    }
    international(document, index, start)
}

/// `011 44 20 7946 0958`, `0044 20 7946 0958`: the exit code instead of the plus.
fn dialled_out(document: &Document<'_>, index: u32) -> Option<Number> {
    let token = document.token(index)?;
    let code = index + u32::from(token.len() == 3);
    if document.gap(index + 1) != b" "
        || joined(document, token.start)
        || document.byte(document.token(code)?.end) != b' '
    {
        return None;
    }
    international(document, code, token.start).map(|number| Number { first: index, form: Form::Domestic, ..number })
}

/// Eight to fifteen digits from the country code, token `index`, on.
fn international(document: &Document<'_>, index: u32, start: u32) -> Option<Number> {
    let first = document.token(index)?;
    let mut digits = [b'0'; 10];
    let mut count = 0;
    let mut last = index;
    for i in index..index + 8 {
        let word = document.word(i);
        let len = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (word, rest) = word.split_at(len);
        if word.is_empty() || !is_extended(rest) {
            break;
        }
        let gap = document.gap(i);
        let near = matches!(
            gap,
            b" " | b"-" | b"." | b" (" | b") " | b"(" | b")" | b")-" | b" - " | b"-(" | b"  " | b"/" | b" ( " | b" ) "
        );
        if i > index
            && (!near
                || count + len > 15
                || count >= 10
                    && matches!(gap, b" " | b"  " | b". ")
                    && !(count == 10 && len <= 4 && document.word(index) != b"1"))
        {
            break;
        }
        for digit in word {
            // The last ten, for the plan.
            digits.rotate_left(1);
            digits[9] = *digit;
        }
        count += len;
        last = i;
        // `+1` and ten digits are whole.
        if count == 11 && document.byte(first.start) == b'1' {
            break;
        }
    }
    if !(8..=15).contains(&count) {
        return None;
    }
    let mut number = finish(document, index, last, start, Form::International, digits)?;
    number.country = true;
    Some(number)
}

/// `%2B16175550199`: a form-coded plus and its digits in one token.
fn encoded(document: &Document<'_>, index: u32) -> Option<Number> {
    let token = document.token(index)?;
    let [b'2', mark, word @ ..] = document.word(index) else { return None };
    if *mark == b'8' {
        return encoded_parenthesis(document, index, word);
    }
    if !matches!(mark, b'B' | b'b') {
        return None;
    }
    if document.byte_before(token.start) != b'%'
        || !(8..=15).contains(&word.len())
        || !word.iter().all(u8::is_ascii_digit)
    {
        return None;
    }
    let mut digits = [b'0'; 10];
    copy_digits(&mut digits, 0, word.get(word.len().saturating_sub(10)..)?);
    finish(document, index, index, token.start - 1, Form::International, digits)
}

/// `%28617%29555-0115`, `%28617%29%20555-0115`: form-coded parentheses. `area` is what follows `28`.
fn encoded_parenthesis(document: &Document<'_>, index: u32, area: &[u8]) -> Option<Number> {
    let start = document.token(index)?.start.checked_sub(1)?;
    let mut next = index + 1;
    let mut exchange = document.word(next).strip_prefix(b"29")?;
    if exchange.is_empty() {
        next += 1;
        exchange = document.word(next).strip_prefix(b"20")?;
    }
    let serial = document.word(next + 1);
    let digits_only = [area, exchange, serial].iter().all(|group| group.iter().all(u8::is_ascii_digit));
    if document.byte(start) != b'%' || !digits_only || (area.len(), exchange.len(), serial.len()) != (3, 3, 4) {
        return None;
    }
    let mut digits = [b'0'; 10];
    copy_digits(&mut digits, 0, area);
    copy_digits(&mut digits, 3, exchange);
    copy_digits(&mut digits, 6, serial);
    finish(document, index, next + 1, start, Form::Parenthesis, digits)
}

/// `1-800-FLOWERS`, `617-555-WELL`, `1-800-QUIT-NOW`: letters in capitals after an area code.
fn vanity(document: &Document<'_>, index: u32) -> Option<Number> {
    let token = document.token(index).filter(|token| token.is_number())?;
    let country = token.len() == 1 && document.byte(token.start) == b'1';
    let area = if country { index + 1 } else { index };
    let first = document.token(area).filter(|token| token.is_number() && token.len() == 3)?;
    let open = document.byte_before(first.start) == b'(';
    let near = |gap: &[u8]| matches!(gap, b"-" | b"." | b" " | b") " | b")-" | b" (" | b"-(");
    if country && !near(document.gap(area)) || joined(document, token.start) {
        return None;
    }
    let mut digits = [b'0'; 10];
    copy_digits(&mut digits, 0, document.word(area));
    let (mut count, mut letters, mut last) = (3, 0, area);
    for i in area + 1..area + 4 {
        let word = document.word(i);
        let gap = document.gap(i);
        let letters_only = word.iter().all(u8::is_ascii_uppercase);
        let digits_only = (3..=4).contains(&word.len()) && word.iter().all(u8::is_ascii_digit);
        let near = near(gap) && !gap.ends_with(b"(") && (gap != b" " || i == area + 1);
        if word.is_empty() || !(letters_only || digits_only) || !near {
            break;
        }
        for byte in word {
            if let Some(slot) = digits.get_mut(count) {
                *slot = keypad(*byte);
            }
            count += 1;
            letters += usize::from(byte.is_ascii_uppercase());
        }
        last = i;
        if count >= 10 {
            break;
        }
    }
    let toll_free = first.len() == 3 && document.word(area).first() == Some(&b'8');
    if !(10..=12).contains(&count) || letters < 3 || !(toll_free || country) && document.gap(area + 1) == b" " {
        return None;
    }
    let start = if country { token.start } else { first.start - u32::from(open) };
    let mut number = finish(document, index, last, start, Form::Vanity, digits)?;
    number.country = country;
    Some(number)
}

/// The digit of a letter, ITU-T E.161.
fn keypad(byte: u8) -> u8 {
    match byte {
        b'A'..=b'C' => b'2',
        b'D'..=b'F' => b'3',
        b'G'..=b'I' => b'4',
        b'J'..=b'L' => b'5',
        b'M'..=b'O' => b'6',
        b'P'..=b'S' => b'7',
        b'T'..=b'V' => b'8',
        b'W'..=b'Z' => b'9',
        digit => digit,
    }
}

/// Whether the plan can have the number; a local one has no area.
fn is_possible(number: &Number) -> bool {
    let service = |code: &[u8]| code.first().is_some_and(|digit| *digit < b'2') || code.get(1..3) == Some(b"11");
    let [area @ .., _, _, _, _, _, _, _] = &number.digits;
    let exchange = number.digits.get(3..6).unwrap_or(b"");
    let exchange_fits = exchange.first().is_some_and(|digit| *digit >= b'2');
    exchange_fits && (number.form == Form::Local || !service(area))
}

/// Decides whether the number is one, and which.
fn judge(document: &Document<'_>, number: &Number) -> Option<Finding> {
    if HOTLINES.iter().any(|hotline| **hotline == number.digits) {
        return None;
    }
    let fields = document.fields_at(number.first);
    if fields.iter().any(|field| field.label == Label::Keep) {
        return None;
    }
    let told = document.labelled(number.first, &[Label::Phone, Label::Fax, Label::Pager]);
    let line = fax::line(document, number.first, number.last);
    let possible = is_possible(number);
    let plan = if possible { Evidence::CHECK_PASSED } else { Evidence::CHECK_FAILED };
    let (confidence, evidence) = if told.is_some() && (number.form != Form::Local || !is_measured(document, number)) {
        (if possible { 0.99 } else { 0.95 }, Evidence::LABEL.with(plan))
    } else {
        let spoken = line.is_some();
        let evidence = if spoken { Evidence::CONTEXT.with(plan) } else { Evidence::SHAPE.with(plan) };
        (by_shape(document, number, possible, spoken)?, evidence)
    };
    let (identifier, kind, rule) = match line {
        Some(Line::Fax) => (Identifier::Fax, Kind::Fax, "fax.announced"),
        Some(Line::Pager) => (Identifier::Phone, Kind::Pager, "phone.pager"),
        _ if told.is_some() => (Identifier::Phone, Kind::Phone, "phone.labelled"),
        _ => (Identifier::Phone, Kind::Phone, "phone.shape"),
    };
    Some(finding(number.start..number.end, identifier, kind, rule, confidence, evidence))
}

/// Confidence without a label.
fn by_shape(document: &Document<'_>, number: &Number, possible: bool, spoken: bool) -> Option<f32> {
    let sure = |with: f32, without: f32| if spoken { with } else { without };
    let lifted = number.country || number.extended;
    Some(match number.form {
        Form::International => 0.97,
        Form::Domestic if is_claimed(document, number) || is_measured(document, number) => 0.3,
        Form::Domestic => sure(0.9, 0.6),
        Form::Vanity => sure(0.9, if number.country { 0.85 } else { 0.6 }),
        Form::Parenthesis => {
            if possible {
                0.97
            } else {
                0.85
            }
        }
        Form::Dash if possible || lifted => 0.96,
        Form::Dash => sure(0.85, 0.7),
        Form::Dot if possible => 0.94,
        Form::Dot => sure(0.8, 0.4),
        Form::Slash if possible => sure(0.95, 0.75),
        Form::Slash => sure(0.6, 0.3),
        Form::Space if is_listed(document, number) => sure(0.5, 0.2),
        Form::Space if possible => sure(0.92, if lifted { 0.85 } else { 0.6 }),
        Form::Space => sure(0.6, 0.2),
        Form::Comma if spoken && possible => 0.85,
        Form::Comma => return None,
        Form::Bare if is_claimed(document, number) || is_measured(document, number) => sure(0.45, 0.2),
        Form::Bare if possible => sure(0.85, 0.5),
        Form::Bare => sure(0.6, 0.1),
        Form::Local if is_measured(document, number) || !possible => 0.2,
        Form::Local if document.gap(number.first + 1) == b" " => {
            let asked = document
                .is_any(number.first.wrapping_sub(1), words!["call", "at", "is", "number", "reach", "dial", "phone"]);
            if asked && spoken { 0.6 } else { 0.2 }
        }
        Form::Local => sure(0.85, if number.extended { 0.7 } else { 0.4 }),
    })
}

/// Whether more spaced numbers stand next to it, as in a list of readings.
fn is_listed(document: &Document<'_>, number: &Number) -> bool {
    let digit = |index: u32| document.token(index).is_some_and(|token| token.is_number());
    document.gap(number.first) == b" " && number.first > 0 && digit(number.first - 1)
        || document.gap(number.last + 1) == b" " && digit(number.last + 1)
}

/// Whether another label or a key announces it.
fn is_claimed(document: &Document<'_>, number: &Number) -> bool {
    let other = |field: &Field| !matches!(field.label, Label::Phone | Label::Fax | Label::Pager | Label::Person);
    document.fields_at(number.first).iter().any(other)
        || matches!(document.byte_before(number.start), b'=' | b'#' | b'/' | b'_')
        || matches!(
            document.gap(number.first),
            b": " | b":" | b" # " | b" #" | b"\":" | b"\": " | b"\":\"" | b"\": \"" | b"=\""
        )
}

/// Whether a unit or a counted thing follows.
fn is_measured(document: &Document<'_>, number: &Number) -> bool {
    let gap = document.gap(number.last + 1);
    matches!(gap.first(), Some(b'%'))
        || matches!(gap, b" " | b"")
            && (document.classes(number.last + 1).any(Class::MEASURE_UNIT)
                || document.is_any(
                    number.last + 1,
                    words![
                        "mg", "mcg", "ml", "units", "unit", "u", "iu", "meq", "g", "kg", "cc", "bytes", "rows", "ms",
                        "copies", "steps", "cells", "kcal", "hrs", "h", "hours", "am", "pm", "mmol", "lb", "lbs", "cm",
                        "mm", "hz", "days", "weeks",
                    ],
                ))
}

/// The digits after a label, whatever their groups: short in-house numbers, foreign numbers without `+`, scanning errors.
fn any_digits(document: &Document<'_>, field: &Field) -> Option<Finding> {
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
fn alone(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index)?;
    let word = document.bytes(token.start..token.end);
    let asked = || {
        (1..=4).any(|back| {
            document.is_any(
                index.wrapping_sub(back),
                words![
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
                    "pgr",
                ],
            )
        })
    };
    let named = token.is_number()
        && (4..=6).contains(&token.len())
        && document.is_any(index.wrapping_sub(1), words!["ext", "extn", "extension"])
        && matches!(document.gap(index), b" " | b". " | b"." | b" #" | b"# " | b": " | b" # ");
    let glued = matches!(word, [b'x' | b'X', digits @ ..] if (4..=5).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit))
        && asked();
    if !(named || glued) || continues(document, token.end) || joined(document, token.start) {
        return None;
    }
    let range = token.start..token.end;
    Some(finding(range, Identifier::Phone, Kind::Phone, "phone.extension", 0.7, Evidence::CONTEXT))
}

/// `page 20417`, `p31882`: five digits after a word that pages, which is also the word for a sheet of paper.
fn short_pager(document: &Document<'_>, index: u32) -> Option<Finding> {
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
    let glued = matches!(word, [b'p', digits @ ..] if digits.len() == 5 && digits.iter().all(u8::is_ascii_digit));
    if !(paged || glued) || continues(document, token.end) || joined(document, token.start) {
        return None;
    }
    let start = if glued { token.start + 1 } else { token.start };
    Some(finding(start..token.end, Identifier::Phone, Kind::Pager, "phone.paged", 0.75, Evidence::CONTEXT))
}
