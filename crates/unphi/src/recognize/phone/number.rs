//! How telephone numbers are written: the shapes of the plans, and where a number ends.

#![forbid(unsafe_code)]

use crate::lexicon::Label;
use crate::scan::Document;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
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
pub(super) struct Number {
    /// First token, and the last of the extension.
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) form: Form,
    /// The ten digits, for the plan and the hotlines; zeros when it is not North American.
    pub(super) digits: [u8; 10],
    /// A country code stands before it.
    pub(super) country: bool,
    pub(super) extended: bool,
}

/// Reads a number that begins with token `index`, which is all digits.
pub(super) fn shaped(document: &Document<'_>, index: u32) -> Option<Number> {
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
pub(super) fn domestic(document: &Document<'_>, index: u32) -> Option<Number> {
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
    // `05-01-2021 20:43`: a date and an hour.
    let dated = document.token(index + 1).is_some_and(|month| month.len() == 2)
        && document.token(index + 2).is_some_and(|year| year.len() == 4)
        && document.gap(index + 1) == document.gap(index + 2)
        && matches!(document.gap(index + 1), b"-" | b".");
    if token.len() == 2 && dated {
        return None;
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
pub(super) fn scanned(document: &Document<'_>, index: u32) -> Option<Number> {
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

/// Whether what stands before byte `start` makes the digits part of something longer.
pub(super) fn joined(document: &Document<'_>, start: u32) -> bool {
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
pub(super) fn continues(document: &Document<'_>, end: u32) -> bool {
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
            // `520 399 74 15`, `505.722.83.90`: the last four digits in pairs, as Mexico and France write them.
            let pair = |at: u32| document.token(at).is_some_and(|pair| pair.is_number() && pair.len() == 2);
            let parted = |at: u32| document.gap(at) == document.gap(index + 2);
            let planned = |at: u32| document.word(at).first().is_some_and(|digit| *digit >= b'2');
            if planned(index)
                && planned(index + 1)
                && pair(index + 2)
                && pair(index + 3)
                && matches!(document.gap(index + 2), b" " | b"." | b"-")
                && parted(index + 3)
            {
                copy_digits(&mut digits, 3, document.word(index + 1));
                copy_digits(&mut digits, 6, document.word(index + 2));
                copy_digits(&mut digits, 8, document.word(index + 3));
                return finish(document, index, index + 3, start, form, digits);
            }
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
pub(super) fn extension(document: &Document<'_>, last: u32) -> Option<(u32, u32)> {
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
pub(super) fn encoded(document: &Document<'_>, index: u32) -> Option<Number> {
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
pub(super) fn vanity(document: &Document<'_>, index: u32) -> Option<Number> {
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
