//! Dates in digits with a year: three numbers and two separators, compact stamps, month and year.

#![forbid(unsafe_code)]

use super::{BIRTH_YEAR, Date, calendar, label_of, measures, push, push_kind, two_digit_year};
use crate::lexicon::Label;
use crate::scan::{Document, Token, words};
use crate::span::{Evidence, Finding, Kind};

/// The number that a word begins with, with letters that a scanner took for digits.
#[derive(Clone, Copy, Default)]
pub(super) struct Lead {
    pub(super) value: u32,
    /// Bytes of the number.
    pub(super) len: u32,
    /// The word is nothing else.
    pub(super) whole: bool,
    /// How many of them are letters: `O` for 0, `l` for 1.
    pub(super) misread: u32,
}

/// Reads the number that `word` begins with; letters count as digits only where they make the whole word a number.
pub(super) fn lead(word: &[u8]) -> Lead {
    let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits < word.len() && word.len() <= 4 {
        let mut value = 0;
        let mut misread = 0;
        let whole = word.iter().all(|byte| {
            let Some(digit) = calendar::figure(*byte) else { return false };
            misread += u32::from(!byte.is_ascii_digit());
            value = value * 10 + digit;
            true
        });
        if whole {
            return Lead { value, len: word.len() as u32, whole, misread };
        }
    }
    let value = word.get(..digits).map_or(0, calendar::number);
    Lead { value, len: digits as u32, whole: digits == word.len() && digits > 0, misread: 0 }
}

/// The separator that a gap is, and whether spaces stand around it.
fn separator(gap: &[u8]) -> Option<(u8, bool)> {
    match gap {
        [sep @ (b'/' | b'-' | b'.' | b'_')] => Some((*sep, false)),
        // A JSON string may escape its slashes; a year may have an apostrophe.
        b"\\/" | b"/'" => Some((b'/', false)),
        b"-'" => Some((b'-', false)),
        b" / " | b" /" | b"/ " => Some((b'/', true)),
        b" - " | b" -" | b"- " => Some((b'-', true)),
        b" . " | b". " | b" ." => Some((b'.', true)),
        _ => None,
    }
}

/// One number of a date, written in one token or, by a scanner, in two.
#[derive(Clone, Copy)]
struct Part {
    lead: Lead,
    last: u32,
    end: u32,
}

/// The number at `index`; joins `1 1` when `join`.
fn part(document: &Document<'_>, index: u32, join: bool) -> Option<Part> {
    let token = document.token(index)?;
    let first = lead(document.word(index));
    if join && first.whole && first.len == 1 && first.value <= 3 && document.gap(index + 1) == b" " {
        let second = lead(document.word(index + 1));
        let end = document.token(index + 1).map_or(0, |token| token.end);
        if second.whole && second.len == 1 {
            let value = first.value * 10 + second.value;
            let lead = Lead { value, len: 2, whole: true, misread: first.misread + second.misread };
            return Some(Part { lead, last: index + 1, end });
        }
    }
    (first.len > 0).then_some(Part { lead: first, last: index, end: token.start + first.len })
}

/// `03/14/2024`, `14.03.24`, `2024-03-14T08:22`, `O3/14/1962`, `0 3/14/2024`.
pub(super) fn triple(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    triple_of(document, index, false, findings).or_else(|| triple_of(document, index, true, findings))
}

fn triple_of(document: &Document<'_>, index: u32, join: bool, findings: &mut Vec<Finding>) -> Option<u32> {
    let mut a = part(document, index, join)?;
    let mut start = document.token(index)?.start;
    let mut first = index;
    if !a.lead.whole {
        // `DOB03/14/1962`: words that ran together.
        let word = document.word(index);
        let letters = word.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let tail = lead(word.get(letters..)?);
        if letters < 2 || !tail.whole || tail.len > 2 {
            return None;
        }
        a.lead = tail;
        start += letters as u32;
        a.end = start + tail.len;
    } else if index > 0 && document.gap(index).len() == 1 && document.word(index - 1).len() <= 2 {
        // `l/O5/2024` begins with a token that holds no digit.
        let before = lead(document.word(index - 1));
        if before.whole
            && before.misread == before.len
            && document.gap(index) == b"/"
            && document.gap(index + 1) == b"/"
        {
            first = index - 1;
            start = document.token(first)?.start;
            a = part(document, first, false)?;
        }
    }
    let (sep, spaced) = separator(document.gap(a.last + 1))?;
    let b = part(document, a.last + 1, join).filter(|b| b.lead.whole)?;
    let (sep2, spaced2) = separator(document.gap(b.last + 1))?;
    if sep2 != sep {
        return None;
    }
    let c = part(document, b.last + 1, false)?;
    let (lens, values) = ([a.lead.len, b.lead.len, c.lead.len], [a.lead.value, b.lead.value, c.lead.value]);
    let misread = a.lead.misread + b.lead.misread + c.lead.misread;
    if lens[1] > 2 || misread > 4 || !edges(document, start, &c, sep) {
        return None;
    }
    let evidence = label_of(document, first);
    let labelled = evidence.contains(Evidence::LABEL);
    // `Apgars at 1/5/10`, minutes after the birth.
    if (1..=2).any(|back| document.is_any(first.wrapping_sub(back), words!["apgar", "apgars"])) {
        return None;
    }
    // The version of a C-CDA template: `<templateId root="…" extension="2015-08-01"/>`.
    if document.gap(first) == b"=\"" && document.is(first.wrapping_sub(1), b"extension") {
        return None;
    }
    let joined = a.last != first || b.last != a.last + 1;
    let (mut confidence, year, calendar) = match lens {
        [4, _, 1 | 2] => year_first(sep, values, spaced || spaced2)?,
        [1 | 2, _, 4] => year_last(sep, values)?,
        [1 | 2, _, 2] => short_year(document, sep, lens, values, spaced || spaced2, evidence, c.last)?,
        _ => return None,
    };
    if misread > 0 {
        confidence = f32::min(confidence, 0.9);
    }
    if joined && !labelled && !document.begins_line(index) && document.bytes(start..start + 1) != b"0" {
        return None;
    }
    if labelled {
        confidence = f32::max(confidence, if calendar { 0.99 } else { 0.9 });
    }
    let check = if calendar { Evidence::CHECK_PASSED } else { Evidence::CHECK_FAILED };
    push(
        findings,
        Date {
            range: start..c.end,
            rule: if labelled { "date.labelled" } else { "date.numeric" },
            confidence,
            evidence: evidence | Evidence::SHAPE | check,
            year,
        },
    );
    Some(c.last + 1)
}

/// Whether nothing of the same sort goes on before or after: `1.2.3.4`, `0002-8215-01-7`.
fn edges(document: &Document<'_>, start: u32, c: &Part, sep: u8) -> bool {
    let before = document.byte_before(start);
    let chained = before == sep && sep != b'/' && start >= 2 && document.byte(start - 2).is_ascii_alphanumeric()
        || sep == b'/' && before == b'/' && start >= 2 && document.byte(start - 2).is_ascii_digit()
        || before == b'.' && start >= 2 && document.byte(start - 2).is_ascii_digit();
    // What follows the last number: the end, a letter (`14T08`, a word that ran into it), never more digits.
    let (next, after) = (document.byte(c.end), document.byte(c.end + 1));
    !(chained || next == sep && after.is_ascii_digit() || sep == b'.' && next == b'%')
}

/// Confidence, year, and whether the calendar has the day.
type Reading = (f32, u32, bool);

fn year_first(sep: u8, [year, b, c]: [u32; 3], spaced: bool) -> Option<Reading> {
    let calendar = calendar::is_month_and_day(b, c);
    if !calendar::YEARS.contains(&year) || spaced && sep != b'/' {
        return None;
    }
    let confidence = match sep {
        b'-' => 0.98,
        b'/' => 0.97,
        _ => 0.85,
    };
    if calendar { Some((confidence, year, true)) } else { Some((0.3, year, false)) }
}

fn year_last(sep: u8, [a, b, year]: [u32; 3]) -> Option<Reading> {
    let calendar = calendar::is_month_and_day(a, b);
    if !calendar::YEARS.contains(&year) {
        // `03/14/9162`: a typing error, if the rest is a date.
        return (calendar && sep == b'/').then_some((0.55, 0, false));
    }
    let confidence = match (sep, calendar) {
        (b'/', true) => 0.98,
        (b'-', true) => 0.95,
        (_, true) => 0.9,
        (b'/', false) if a <= 99 && b <= 99 => 0.6,
        // The thirty-first of a shorter month: a slip.
        (b'-', false) if a.min(b) <= 12 && a.max(b) <= 31 => 0.6,
        (_, false) => 0.3,
    };
    Some((confidence, year, calendar))
}

fn short_year(
    document: &Document<'_>,
    sep: u8,
    lens: [u32; 3],
    [a, b, c]: [u32; 3],
    spaced: bool,
    evidence: Evidence,
    last: u32,
) -> Option<Reading> {
    let calendar = calendar::is_month_and_day(a, b);
    let labelled = evidence.contains(Evidence::LABEL);
    if !labelled && measures(document, last + 1) {
        return None;
    }
    if !calendar {
        // `98-12-01`: the year first, or a typing error.
        let turned = a > 31 && calendar::has_day(b, c);
        let slip = sep != b'.' && (1..=12).contains(&a) && (1..=31).contains(&b);
        return Some((
            if labelled {
                0.9
            } else if slip {
                0.55
            } else {
                0.3
            },
            if turned { two_digit_year(a, evidence) } else { 0 },
            turned,
        ));
    }
    let padded = lens[0] == 2 && lens[1] == 2;
    let confidence = match sep {
        b'/' if spaced => 0.75,
        b'/' => 0.9,
        b'-' if spaced => 0.3,
        b'-' => {
            if padded {
                0.75
            } else {
                0.65
            }
        }
        b'.' if spaced => 0.3,
        // `1.2.10` is a section, `12.08.22` a date.
        b'.' if padded => 0.7,
        b'.' if a > 12 || b > 12 => 0.6,
        b'.' if in_cell(document, last) => 0.7,
        b'.' if tells_date(document, last - 2) => 0.6,
        b'.' => 0.35,
        _ => 0.35,
    };
    Some((confidence, two_digit_year(c, evidence), true))
}

/// Whether a date of three numbers that ends with token `last` is all that a cell of a table holds: `;3.2.24;`.
fn in_cell(document: &Document<'_>, last: u32) -> bool {
    let parts = |gap: &[u8]| gap.first().is_some_and(|byte| matches!(byte, b';' | b',' | b'|' | b'\t' | b'"' | b'\''));
    let before = document.gap(last.wrapping_sub(2));
    let after = document.gap(last + 1);
    parts(after) && before.last().is_some_and(|byte| matches!(byte, b';' | b',' | b'|' | b'\t' | b'"' | b'\''))
}

/// Whether `6.11.25` at token `index` stands where a date would: after a word of visits or studies, or by itself in a heading.
fn tells_date(document: &Document<'_>, index: u32) -> bool {
    let before = index.wrapping_sub(1);
    let gap = document.gap(index);
    document.is_any(
        before,
        words![
            "on",
            "since",
            "until",
            "dated",
            "date",
            "dos",
            "dob",
            "seen",
            "visit",
            "mri",
            "ct",
            "cxr",
            "echo",
            "ekg",
            "ecg",
            "eeg",
            "labs",
            "lab",
            "signed",
            "reviewed",
            "appt",
            "appointment",
            "admitted",
            "adm",
            "discharged",
            "dc",
            "mon",
            "tue",
            "tues",
            "wed",
            "thu",
            "thurs",
            "fri",
            "sat",
            "sun",
            "le",
            "del",
            "am",
            "vom",
            "xr",
            "us",
            "emg",
            "biopsy",
            "surgery",
            "op",
            "by",
            "from",
        ],
    ) && matches!(gap, b" " | b": " | b"  ")
        || gap.ends_with(b"  ") && document.gap(index + 3).starts_with(b"  ")
        || document.begins_line(index)
            && matches!(document.gap(index + 3).first(), Some(b' ' | b':' | b'\n'))
            && !document.token(index + 3).is_some_and(|word| word.is_capitalised())
}

/// `20240314`, `20240314082200-0500`, `20240314T0822`, `03141962` next to a label.
pub(super) fn compact(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let token = document.token(index)?;
    let word = document.word(index);
    if !matches!(word.len(), 6 | 8 | 10 | 12 | 13 | 14 | 15 | 16) || !token.shape.any(crate::scan::Shape::LEAD_DIGIT) {
        return None;
    }
    let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (mut end, kind) = match (digits, word.get(digits)) {
        (8, None) => (token.end, Kind::Date),
        (8, Some(b'T' | b't')) => (token.start + 8, Kind::Date),
        (12 | 14, None | Some(b'Z')) => (token.end, Kind::Datetime),
        (6, None) => return short_compact(document, index, findings),
        _ => return None,
    };
    // Part of a longer number, or the constant of every browser's name: `Gecko/20100101`.
    if document.byte_before(token.start) == b'.' || document.is(index.wrapping_sub(1), b"gecko") {
        return None;
    }
    let evidence = label_of(document, index);
    let labelled = evidence.contains(Evidence::LABEL);
    let number = word.get(..digits)?;
    let value = |range| number.get(range).map_or(0, calendar::number);
    let (mut confidence, mut year) = (0.9, value(0..4));
    if !calendar::is_compact(number) {
        let american = digits == 8
            && calendar::is_month_and_day(value(0..2), value(2..4))
            && calendar::YEARS.contains(&value(4..8));
        // `;06231988;F;`: all that a cell of a row holds.
        let cell = |byte: u8| matches!(byte, b';' | b'|' | b'\t' | b',' | b'^');
        let celled = american && cell(document.byte_before(token.start)) && cell(document.byte(token.end));
        if !(labelled || celled) || digits != 8 {
            return None;
        }
        let sure = if labelled { 0.9 } else { 0.7 };
        (confidence, year) = if american { (sure, value(4..8)) } else { (0.5, 0) };
    } else if labelled {
        confidence = 0.97;
    } else if !(1900..=2035).contains(&year) {
        confidence = 0.3;
    }
    let mut last = index;
    if kind == Kind::Datetime {
        // A fraction and the zone belong to the stamp.
        if document.byte(end) == b'.'
            && document.token(last + 1).is_some_and(Token::is_number)
            && document.word(last + 1).len() <= 6
            && document.token(last + 1)?.start == end + 1
        {
            last += 1;
            end = document.token(last)?.end;
        }
        let zone = document.word(last + 1);
        if matches!(document.gap(last + 1), b"-" | b"+") && zone.len() == 4 && zone.iter().all(u8::is_ascii_digit) {
            last += 1;
            end = document.token(last)?.end;
        }
    }
    let evidence = evidence | Evidence::SHAPE | Evidence::CHECK_PASSED;
    push_kind(findings, kind, Date { range: token.start..end, rule: "date.compact", confidence, evidence, year });
    Some(last + 1)
}

/// `I0314 08:22:01.123`: the logs of Go programs begin with a severity, month and day.
pub(super) fn log_line(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let token = document.token(index)?;
    let [b'I' | b'W' | b'E' | b'F' | b'D', digits @ ..] = document.word(index) else { return None };
    let clock = document.token(index + 1)?;
    let [month, day] = [0..2, 2..4].map(|range| digits.get(range).map_or(0, calendar::number));
    if digits.len() != 4
        || !digits.iter().all(u8::is_ascii_digit)
        || !calendar::has_day(month, day)
        || !document.begins_line(index)
        || document.gap(index + 1) != b" "
        || clock.len() != 2
        || document.byte(clock.end) != b':'
    {
        return None;
    }
    let range = token.start + 1..token.end;
    push(findings, Date { range, rule: "date.log-line", confidence: 0.9, evidence: Evidence::SHAPE, year: 0 });
    Some(index + 1)
}

/// `031462` or `202403`, only next to a label with a separator; `*230914*0812*` of X12, `# Time: 120305 11:02:47` of a log.
fn short_compact(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let token = document.token(index)?;
    if let Some(year) = stamped(document, index) {
        let range = token.start..token.end;
        push(findings, Date { range, rule: "date.compact", confidence: 0.85, evidence: Evidence::SHAPE, year });
        return Some(index + 1);
    }
    let tie = document.labelled(index, &[Label::Birth, Label::Date])?;
    let [a, b, c] = [0..2, 2..4, 4..6].map(|range| document.word(index).get(range).map_or(0, calendar::number));
    let evidence = label_of(document, index);
    let year = if calendar::is_month_and_day(a, b) {
        two_digit_year(c, evidence)
    } else if matches!(a, 19 | 20) && (1..=12).contains(&c) {
        a * 100 + b
    } else if calendar::has_day(b, c) {
        two_digit_year(a, evidence)
    } else {
        return None;
    };
    let confidence =
        if tie > crate::scan::document::Tie::Adjacent || evidence.contains(Evidence::BIRTH) { 0.8 } else { 0.4 };
    push(findings, Date { range: token.start..token.end, rule: "date.compact", confidence, evidence, year });
    Some(index + 1)
}

/// The year of `YYMMDD` where an interchange or a log has the date before the time.
fn stamped(document: &Document<'_>, index: u32) -> Option<u32> {
    let [a, b, c] = [0..2, 2..4, 4..6].map(|range| document.word(index).get(range).map_or(0, calendar::number));
    let time = document.token(index + 1).filter(|time| time.is_number())?;
    let interchange = document.gap(index).ends_with(b"*") && document.gap(index + 1) == b"*" && time.len() == 4;
    let log = document.is(index.wrapping_sub(1), b"time")
        && document.gap(index) == b": "
        && time.len() == 2
        && document.byte(time.end) == b':';
    ((interchange || log) && calendar::has_day(b, c)).then(|| 2000 + a)
}

/// `05/2017`, `3/2024`, `1988-06`, `2024-W06`.
pub(super) fn month_and_year(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let first = document.token(index)?;
    let second = document.token(index + 1)?;
    let (sep, spaced) = separator(document.gap(index + 1))?;
    let a = lead(document.word(index));
    let before = document.byte_before(first.start);
    if !a.whole || !matches!(a.len, 1 | 2 | 4) || before == b'.' || before == b'/' && document.gap(index).len() == 1 {
        return None;
    }
    let next = document.byte(second.end);
    // `5/2021-12/2022`: a range goes on to another month.
    let range = next == b'-' && sep == b'/' && document.gap(index + 3) == b"/";
    let goes_on = !range && matches!(next, b'/' | b'.' | b'-') && document.byte(second.end + 1).is_ascii_alphanumeric();
    let evidence = label_of(document, index);
    let labelled = evidence.contains(Evidence::LABEL);
    let word = document.word(index + 1);
    let (confidence, year) = if a.len == 4 {
        let week = word.first().is_some_and(|byte| byte.eq_ignore_ascii_case(&b'w')) && sep == b'-';
        let b = lead(if week { word.get(1..)? } else { word });
        if !calendar::YEARS.contains(&a.value) || !b.whole || b.len != 2 || b.misread > 0 || spaced {
            return None;
        }
        let near_year = !matches!(before, b'-' | b'_' | b'#');
        match (week, (1..=12).contains(&b.value)) {
            (true, _) if (1..=53).contains(&b.value) => (0.95, a.value),
            (false, true) if goes_on => return None,
            (false, true) if labelled => (0.95, a.value),
            (false, true) if sep == b'-' && near_year && speaks_for_month(document, index) => (0.8, a.value),
            (false, true) if sep == b'/' => (0.6, a.value),
            (false, true) if before == b'"' && document.byte(second.end) == b'"' => (0.8, a.value),
            // `exp 2027-03`; `2003-04` is a school year.
            (false, true) if sep == b'-' && near_year && word.starts_with(b"0") && b.value != (a.value + 1) % 100 => {
                (0.55, a.value)
            }
            // `2011-12` may be a school year or a case number.
            (false, true) if sep == b'-' && near_year => (0.45, a.value),
            _ => return None,
        }
    } else {
        let b = lead(word);
        if !b.whole && !(b.len == 4 && b.misread == 0) || b.len != 4 || !(1..=12).contains(&a.value) || goes_on {
            return None;
        }
        if !calendar::YEARS.contains(&b.value) || measures(document, index + 2) && !labelled {
            return None;
        }
        let confidence = match sep {
            _ if labelled => 0.95,
            b'/' if spaced => 0.6,
            b'/' => 0.9,
            b'-' if !spaced && (a.len == 2 || speaks_for_month(document, index)) && before != b'-' => 0.7,
            b'.' if !spaced && a.len == 2 && speaks_for_month(document, index) => 0.7,
            _ => return None,
        };
        (confidence, b.value)
    };
    // Three numbers that failed as a date are not two that pass.
    let end = if a.len == 4 { second.end } else { second.start + 4 };
    push(
        findings,
        Date {
            range: first.start..end,
            rule: "date.month-year",
            confidence,
            evidence: evidence | Evidence::SHAPE,
            year,
        },
    );
    Some(index + 2)
}

/// `dob 12 12 1934`, `Birth 1931 05 09`, `born 1 4 70`, `07 21 2018  09:22`: blanks between the numbers, behind a label or before a
/// time. `05 17 1988` is a day by itself where no other number is beside it, and so is `02 27 25  02 27 25`, the first and the last day
/// of a service as claims have them.
pub(super) fn spaced(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let [a, b, c] = [0, 1, 2].map(|step| lead(document.word(index + step)));
    let numbers = [a, b, c].iter().all(|number| number.whole && number.misread == 0);
    if !numbers || document.gap(index + 2) != b" " {
        return None;
    }
    let (start, end) = (document.token(index)?.start, document.token(index + 2)?.end);
    if matches!(document.byte(end), b'-' | b'/' | b'.' | b':') && document.byte(end + 1).is_ascii_digit() {
        return None;
    }
    let evidence = label_of(document, index);
    let labelled = evidence.contains(Evidence::LABEL);
    let clock = document.token(index + 3).is_some_and(|hour| hour.is_number() && hour.len() == 2)
        && document.gap(index + 3).iter().all(|byte| *byte == b' ')
        && document.gap(index + 4) == b":";
    let alone = |gap: &[u8], beside: u32| gap != b" " || !document.token(beside).is_some_and(Token::is_number);
    let alone = || alone(document.gap(index), index.wrapping_sub(1)) && alone(document.gap(index + 3), index + 3);
    let year = match [a.len, b.len, c.len] {
        [1 | 2, 1 | 2, 4] if calendar::is_month_and_day(a.value, b.value) && (labelled || clock) => c.value,
        [2, 2, 4] if calendar::is_month_and_day(a.value, b.value) && LIVING.contains(&c.value) && alone() => c.value,
        [2, 2, 2] if calendar::has_day(a.value, b.value) && is_twice(document, index) => {
            two_digit_year(c.value, evidence)
        }
        [4, 2, 2] if calendar::is_month_and_day(b.value, c.value) && (labelled || clock) => a.value,
        [1 | 2, 1 | 2, 2] if calendar::is_month_and_day(a.value, b.value) && evidence.contains(Evidence::BIRTH) => {
            two_digit_year(c.value, evidence)
        }
        _ => return None,
    };
    if !calendar::YEARS.contains(&year) {
        return None;
    }
    let evidence = evidence | Evidence::SHAPE;
    push(findings, Date { range: start..end, rule: "date.spaced", confidence: 0.85, evidence, year });
    Some(index + 3)
}

/// Years that nobody writes for anything else, in three numbers with blanks.
const LIVING: core::ops::RangeInclusive<u32> = 1900..=2040;

/// Whether the three numbers from token `index` stand there twice, one cell after the other.
fn is_twice(document: &Document<'_>, index: u32) -> bool {
    let parted = |at: u32| {
        let gap = document.gap(at);
        gap.len() > 1 && gap.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'|'))
    };
    let same = |other: u32| {
        (0..3).all(|step| document.word(index + step) == document.word(other + step))
            && (1..3).all(|step| document.gap(other + step) == b" ")
    };
    parted(index + 3) && same(index + 3) || parted(index) && index.checked_sub(3).is_some_and(same)
}

/// `datetime.date(2024, 2, 8)`, `new Date(1955, 7, 3)`: a day as programs make it.
pub(super) fn constructed(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let maker = document.is_any(index.wrapping_sub(1), words!["date", "datetime", "localdate", "of", "timestamp"]);
    let [year, b, c] = [0, 1, 2].map(|step| lead(document.word(index + step)));
    let numbers = [b, c].iter().all(|number| number.whole && number.len <= 2);
    if !maker
        || document.gap(index) != b"("
        || document.gap(index + 2) != b", "
        || !numbers
        || !calendar::YEARS.contains(&year.value)
        || !calendar::is_month_and_day(b.value, c.value)
    {
        return None;
    }
    let range = document.token(index)?.start..document.token(index + 2)?.end;
    let evidence = Evidence::SHAPE;
    push(findings, Date { range, rule: "date.constructed", confidence: 0.85, evidence, year: year.value });
    Some(index + 3)
}

/// Words before a month and year that make it one.
fn speaks_for_month(document: &Document<'_>, index: u32) -> bool {
    document.is_any(
        index.wrapping_sub(1),
        words![
            "in", "since", "on", "from", "to", "until", "till", "by", "of", "seit", "depuis", "desde", "through",
            "dated", "ending",
        ],
    )
}

/// A bare year of birth; whether it goes is known when the document's service year is.
pub(super) fn birth_year(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let token = document.token(index)?;
    let year = lead(document.word(index));
    if !year.whole || year.len != 4 || year.misread > 0 || !(1850..=2030).contains(&year.value) {
        return None;
    }
    if matches!(document.byte(token.end), b'-' | b'/' | b'.') && document.byte(token.end + 1).is_ascii_digit() {
        return None;
    }
    let evidence = label_of(document, index);
    if !evidence.contains(Evidence::BIRTH) {
        return None;
    }
    push(
        findings,
        Date { range: token.start..token.end, rule: BIRTH_YEAR, confidence: 0.9, evidence, year: year.value },
    );
    Some(index + 1)
}
