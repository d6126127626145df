//! Where a value begins and ends: tokens joined by `-`, `.`, `/`, `_` or single spaces.

#![forbid(unsafe_code)]

use core::ops::Range;

use super::shape::{is_measured, is_time_or_date, is_year};
use crate::lexicon::{Class, Label};
use crate::scan::{Document, Shape, Token};

/// Longest value, bytes.
pub(super) const LONGEST: u32 = 40;

/// Most groups of a value.
const GROUPS: u32 = 9;

/// A run of tokens that may be an identifier's value.
#[derive(Clone, Copy)]
pub(crate) struct Value {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Index of the first and the last token.
    pub(crate) first: u32,
    pub(crate) last: u32,
    pub(crate) digits: u8,
    pub(crate) letters: u8,
    /// Holds a lower-case letter.
    pub(super) lower: bool,
    pub(super) spaced: bool,
}

impl Value {
    fn empty(token: &Token, index: u32) -> Self {
        let (start, end) = (token.start, token.end);
        Self { start, end, first: index, last: index, digits: 0, letters: 0, lower: false, spaced: false }
    }

    /// Letters and digits.
    pub(crate) fn len(&self) -> u8 {
        self.digits.saturating_add(self.letters)
    }

    pub(crate) fn range(&self) -> Range<u32> {
        self.start..self.end
    }

    /// Takes in the token at `index`.
    fn add(&mut self, document: &Document<'_>, index: u32) {
        let word = document.word(index);
        for byte in word.iter().take(64) {
            match byte {
                b'0'..=b'9' => self.digits = self.digits.saturating_add(1),
                _ => {
                    self.letters = self.letters.saturating_add(1);
                    self.lower |= byte.is_ascii_lowercase();
                }
            }
        }
        self.last = index;
        self.end = document.token(index).map_or(self.end, |token| token.end);
    }

    /// Letters and digits together, as few words of running text have: `M0038841`, `K7T2R`.
    pub(super) fn is_mixed(&self) -> bool {
        self.letters >= 1 && self.digits >= 3
            || self.letters >= 2 && self.digits >= 2 && self.len() >= 5 && !self.lower && !self.spaced
    }
}

/// The value that begins with token `first` and ends at byte `limit` at the latest.
pub(crate) fn read(document: &Document<'_>, first: u32, limit: u32, label: Label) -> Option<Value> {
    let token = document.token(first)?;
    if token.end > limit || token.end - token.start > LONGEST {
        return None;
    }
    if !token.has_digit() && !may_lead(document, first, token, label) {
        return None;
    }
    let mut value = Value::empty(token, first);
    value.add(document, first);
    for index in first + 1..first + GROUPS {
        let Some(next) = document.token(index) else { break };
        if next.end > limit || next.end - value.start > LONGEST {
            break;
        }
        let joined = match document.gap(index) {
            // `# 312,884`.
            b"," => is_thousands(document, &value, next),
            // `AA1B2**9ABA7`: what a mask leaves on both sides.
            mask if (2..=6).contains(&mask.len()) && mask.iter().all(|byte| *byte == b'*') => next.has_digit(),
            [separator] if *separator != b' ' => is_glued(document, &value, *separator, next, index),
            b" " => is_spaced(document, &value, next, index, label),
            _ => false,
        };
        if !joined {
            break;
        }
        value.spaced |= document.gap(index) == b" ";
        value.add(document, index);
    }
    (value.digits > 0).then_some(value)
}

/// Whether a comma groups the digits of a number after a number sign.
fn is_thousands(document: &Document<'_>, value: &Value, next: &Token) -> bool {
    value.first == value.last
        && value.letters == 0
        && value.digits <= 3
        && next.is_number()
        && next.len() == 3
        && document.gap(value.first).contains(&b'#')
}

/// Whether letters without a digit may begin a value: `TX-990217`, `PSY 24417`.
fn may_lead(document: &Document<'_>, index: u32, token: &Token, label: Label) -> bool {
    let Some(next) = document.token(index + 1) else { return false };
    let glued = matches!(document.gap(index + 1), b"-" | b"." | b"_" | b"/");
    if glued {
        return token.len() <= 8 && (next.has_digit() || next.len() <= 6);
    }
    let most = if label == Label::Plate { 8 } else { 4 };
    // `his plate is bka 8t2`.
    let chat = (2..=3).contains(&token.len())
        && token.is_lower()
        && (label == Label::Plate
            || matches!(label, Label::Member | Label::Medicaid) && next.is_number() && next.len() >= 4);
    document.gap(index + 1) == b" "
        && (chat || token.shape.any(Shape::ALL_UPPER))
        && token.len() <= most
        && next.has_digit()
        && !is_word(token)
}

/// Whether letters are a word of running text rather than a prefix of an id.
fn is_word(token: &Token) -> bool {
    token.labelled
        || token.is(Class::FUNCTION.or(Class::MONTH).or(Class::WEEKDAY).or(Class::MEASURE_UNIT))
        || token.len() >= 2 && token.row().running > 64
}

/// Whether `separator` joins `next`, the token at `index`, to a value.
fn is_glued(document: &Document<'_>, value: &Value, separator: u8, next: &Token, index: u32) -> bool {
    let digit_before = document.byte_before(next.start - 1).is_ascii_digit();
    let number = next.has_digit();
    match separator {
        b'-' | b'_' if number => true,
        // Keys of software: `sk_test_om312_unique`.
        b'_' => next.len() <= 10,
        b'/' if number => digit_before || value.digits == 0,
        b'.' if number => digit_before && next.is_number() || value.digits == 0,
        // Laboratory systems build `0412:H00231R`.
        b':' if number => value.digits >= 3 && next.len() >= 5 && !next.is_number(),
        b'-' | b'/' | b'.' => {
            let followed = matches!(document.gap(index + 1), b"-" | b"/" | b"_")
                && document.token(index + 1).is_some_and(Token::has_digit);
            let letters = if separator == b'-' { 5 } else { 2 };
            followed && next.len() <= 6
                || next.len() == 1 && separator != b'.'
                || next.shape.any(Shape::ALL_UPPER) && next.len() <= letters && !next.labelled && separator != b'.'
        }
        _ => false,
    }
}

/// Whether a single space joins `next`, the token at `index`, to a value written in groups.
fn is_spaced(document: &Document<'_>, value: &Value, next: &Token, index: u32, label: Label) -> bool {
    let last = document.word(value.last);
    if value.digits == 0 {
        let decimal = document.byte(next.end) == b'.' && document.byte(next.end + 1).is_ascii_digit();
        let year = label != Label::Plate && is_year(document.word(index));
        let number = next.has_digit() && !decimal && !year;
        return number && (value.first == value.last || label == Label::Plate);
    }
    if label == Label::Vin {
        return value.len() < 17 && usize::from(value.len()) + next.len() <= 17 && next.has_digit();
    }
    let most = match label {
        Label::Card => 19,
        Label::Iban => 34,
        _ => 26,
    };
    let first = document.word(value.first);
    // `441702281 01`: the person within the contract.
    if label == Label::Member && next.is_number() && next.len() == 2 && !value.spaced && value.digits >= 8 {
        return ends_cell(document, next);
    }
    if last.len() > 6 || first.len() > 6 || usize::from(value.len()) + next.len() > most || next.labelled {
        return false;
    }
    if !next.has_digit() {
        // `902-44-117 A`: the person within the contract.
        if matches!(label, Label::Member | Label::Medicaid | Label::Mbi)
            && !value.spaced
            && value.letters == 0
            && value.digits >= 8
            && next.len() == 1
            && next.shape.any(Shape::FIRST_UPPER)
        {
            return ends_cell(document, next);
        }
        // `AB 44719 C`.
        if value.spaced && next.len() == 1 && next.shape.any(Shape::FIRST_UPPER) {
            return value.letters > 0 && value.digits >= 5 && !value.lower && ends_cell(document, next);
        }
        // `742 DKR`, `LB07 SEF`, `4417 882 091 KV`.
        let most = if label == Label::Plate { 4 } else { 2 };
        return (label == Label::Plate || value.spaced)
            && next.shape.any(Shape::ALL_UPPER)
            && (2..=most).contains(&next.len())
            && last.len() <= 4
            && (value.letters == 0 || label == Label::Plate && value.last == value.first && first.len() == 4)
            && !is_word(next)
            && !next.is(Class::STATE_ABBR);
    }
    if !next.is_number() && is_misread(document, index, value) {
        return true;
    }
    if !next.is_number() {
        return value.letters > 0
            && next.len() >= 3
            && next.len() <= 9
            && !value.lower
            && document.word(index).iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    }
    if is_measured(document, index) || next.len() > 8 {
        return false;
    }
    // A time, a date, a decimal, a pressure.
    let (after, later) = (document.byte(next.end), document.byte(next.end + 1).is_ascii_digit());
    if later && (matches!(after, b':' | b'/' | b'.') || after == b'-' && is_date_group(document, next, index)) {
        return false;
    }
    match next.len() {
        1 if matches!(label, Label::Card | Label::Iban | Label::Imei) => usize::from(value.len()) >= 12,
        // `ZGP 8820 4471 9`.
        1 => value.spaced && value.digits >= 6 && value.letters >= 2 && ends_cell(document, next),
        // `QQ 12 34 56 C`, a National Insurance number.
        2 if value.letters == 2 && first.len() == 2 && value.digits < 6 && value.digits.is_multiple_of(2) => true,
        2 => is_group_end(document, index),
        _ => !is_year(document.word(index)) || value.spaced,
    }
}

/// Whether nothing but the end of a line, a cell or a sentence's part follows `token`.
fn ends_cell(document: &Document<'_>, token: &Token) -> bool {
    matches!(document.byte(token.end), 0 | b'\n' | b'\r' | b'\t' | b',' | b';' | b'|' | b'"' | b'<')
        || document.byte(token.end) == b' ' && document.byte(token.end + 1) == b' '
        || document.byte(token.end) == b'.' && !document.byte(token.end + 1).is_ascii_digit()
}

/// Whether the token at `index` is a group of digits of which a scanner read some as letters: `44l7 88O2`.
fn is_misread(document: &Document<'_>, index: u32, value: &Value) -> bool {
    let word = document.word(index);
    let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    value.digits >= 2
        && digits >= 1
        && (3..=8).contains(&word.len())
        && digits * 2 >= word.len()
        && word.iter().all(|byte| byte.is_ascii_digit() || b"OolISB".contains(byte))
}

/// Whether digits and a hyphen begin a date: `2024-01-02`, `03-14-2024`.
fn is_date_group(document: &Document<'_>, token: &Token, index: u32) -> bool {
    is_year(document.word(index))
        || token.len() <= 2 && document.word(index + 1).len() <= 2 && document.word(index + 2).len() == 4
}

/// Whether nothing after the two digits at `index` makes them a quantity: `30 77 412`, `71 but`, not `45 yo`.
fn is_group_end(document: &Document<'_>, index: u32) -> bool {
    match document.gap(index + 1) {
        b" " => {
            document.token(index + 1).is_none_or(|next| next.has_digit() && next.len() > 1 || next.is(Class::FUNCTION))
        }
        b"-" => document.token(index + 1).is_some_and(Token::has_digit),
        _ => true,
    }
}

/// The value that ends right before token `after`, without spaces.
pub(crate) fn read_back(document: &Document<'_>, after: u32) -> Option<Value> {
    let last = after.checked_sub(1)?;
    let mut first = last;
    while first > 0 && last - first < GROUPS && matches!(document.gap(first), b"-" | b"." | b"/" | b"_") {
        first -= 1;
    }
    let token = document.token(first)?;
    let mut value = Value::empty(token, first);
    for index in first..=last {
        value.add(document, index);
    }
    let fits = value.digits >= 4 || value.is_mixed();
    (fits && value.end - value.start <= LONGEST && !is_time_or_date(document, &value, false)).then_some(value)
}
