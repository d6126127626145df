//! Dates with a month's name, and parts of a year that have a name: seasons, quarters, weeks.

#![forbid(unsafe_code)]

use super::numeric::lead;
use super::{Date, calendar, label_of, measures, push, push_kind, spelled, two_digit_year};
use crate::lexicon::{self, Class};
use crate::scan::{Document, Shape, Token, Words, words};
use crate::span::{Evidence, Finding, Kind};

/// `lexicon/months.tsv` adds this to the months of other languages.
pub(super) const FOREIGN: u32 = 16;

/// Months of other languages that are also given names or places, which no list of months may hold.
const SHARED: [(&[u8], u32); 8] =
    [(b"mayo", 5), (b"julio", 7), (b"abril", 4), (b"avril", 4), (b"mars", 3), (b"mai", 5), (b"mei", 5), (b"marco", 3)];

/// English months whose short or long form is also another word.
const AMBIGUOUS: &Words =
    words!["may", "march", "mar", "sep", "dec", "jan", "june", "april", "august", "jun", "apr", "oct", "aug"];

#[derive(Clone, Copy)]
pub(super) struct Month {
    pub(super) number: u32,
    pub(super) last: u32,
    foreign: bool,
}

/// The month named at `index`; a scanner may have split it in two (`Mar ch`).
pub(super) fn month(document: &Document<'_>, index: u32) -> Option<Month> {
    let token = document.token(index)?;
    if document.gap(index + 1) == b" "
        && token.shape.any(Shape::FIRST_UPPER)
        && let Some(number) = joined(document.word(index), document.word(index + 1))
    {
        return Some(Month { number, last: index + 1, foreign: false });
    }
    if token.is(Class::MONTH) {
        let value = u32::from(token.row().value);
        let foreign = value > FOREIGN;
        return Some(Month { number: if foreign { value - FOREIGN } else { value }, last: index, foreign });
    }
    let word = document.word(index);
    let (_, number) = SHARED.iter().find(|(name, _)| word.eq_ignore_ascii_case(name))?;
    Some(Month { number: *number, last: index, foreign: true })
}

/// The month that two pieces of a word make; both pieces have letters to spare, so that `Mar` and `a` do not.
fn joined(left: &[u8], right: &[u8]) -> Option<u32> {
    let len = left.len() + right.len();
    if !(4..=9).contains(&len) || right.len() < 2 || !right.iter().all(u8::is_ascii_lowercase) {
        return None;
    }
    let mut word = [0; 9];
    word.get_mut(..left.len())?.copy_from_slice(left);
    word.get_mut(left.len()..len)?.copy_from_slice(right);
    let row = lexicon::word(word.get(..len)?);
    (row.classes.any(Class::MONTH) && u32::from(row.value) < FOREIGN).then_some(u32::from(row.value))
}

/// A year and where it ends.
#[derive(Clone, Copy)]
pub(super) struct Year {
    pub(super) year: u32,
    pub(super) last: u32,
    pub(super) end: u32,
}

/// The year that token `index` is or leads to (`, 2024`, ` of 2023`, ` '14`, ` nineteen fifty`).
pub(super) fn year_after(document: &Document<'_>, index: u32, loose: bool) -> Option<Year> {
    let gap = document.gap(index);
    let plain =
        matches!(gap, b" " | b", " | b"," | b". " | b"  " | b"." | b"\n" | b", \n" | b",\n" | b",  " | b") " | b"), ");
    if loose && document.is_any(index, words!["of", "de", "del", "in"]) && gap == b" " {
        return year_after(document, index + 1, false).filter(|_| document.gap(index + 1) == b" ");
    }
    let token = document.token(index)?;
    let lead = lead(document.word(index));
    if plain || matches!(gap, b"-" | b"/") {
        let clock = document.gap(index + 1).len() <= 1 && document.is_any(index + 1, words!["hrs", "h", "hours", "hr"]);
        // `mid-April 2024-03-14`: the year of the date behind it.
        let numeric = |at: u32| {
            matches!(document.gap(at), b"-" | b"/")
                && document.byte(document.token(at).map_or(0, |t| t.start)).is_ascii_digit()
        };
        if lead.len == 4
            && calendar::YEARS.contains(&lead.value)
            && !clock
            && !(numeric(index + 1) && numeric(index + 2))
        {
            return Some(Year { year: lead.value, last: index, end: token.start + 4 });
        }
        if !token.has_digit()
            && let Some(year) = spelled::year(document, index).or_else(|| spelled::short_year(document, index))
        {
            return Some(Year { year: year.value, last: year.last, end: document.token(year.last)?.end });
        }
    }
    let apostrophe = matches!(gap, b" '" | b", '" | b"'" | b"-'" | b"/'" | b" `");
    (apostrophe && lead.whole && lead.len == 2).then(|| Year {
        year: calendar::expand(lead.value),
        last: index,
        end: token.end,
    })
}

/// A day of a month at `index`: `3`, `03`, `3rd`, `third`, `twenty-third`.
pub(super) struct Day {
    pub(super) value: u32,
    pub(super) last: u32,
    ordinal: bool,
    spelled: bool,
    padded: bool,
}

pub(super) fn day(document: &Document<'_>, index: u32) -> Option<Day> {
    let word = document.word(index);
    let lead = lead(word);
    if lead.len > 0 && lead.len <= 2 && (lead.misread == 0 || document.token(index)?.has_digit()) {
        let suffix = word.get(lead.len as usize..)?;
        let ordinal = super::is_ordinal_ending(suffix);
        if !ordinal && !suffix.is_empty() {
            return None;
        }
        // `March 30 th, 2012`: the suffix came apart.
        let apart = suffix.is_empty()
            && matches!(document.gap(index + 1), b" " | b"(" | b"^")
            && document.is_any(index + 1, words!["th", "st", "nd", "rd"]);
        let (last, ordinal) = if apart { (index + 1, true) } else { (index, ordinal) };
        let day = Day { value: lead.value, last, ordinal, spelled: false, padded: lead.len == 2 };
        return (1..=31).contains(&day.value).then_some(day);
    }
    let spelled = spelled::number(document, index).filter(|day| (1..=31).contains(&day.value))?;
    Some(Day { value: spelled.value, last: spelled.last, ordinal: spelled.ordinal, spelled: true, padded: false })
}

/// Whether a month can follow the day at `index`: what stands next is one, begins one, or leads to one.
pub(super) fn may_follow(document: &Document<'_>, index: u32) -> bool {
    const LEADS: &Words = words![
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "of", "de", "d", "day", "th", "st",
        "nd", "rd", "mayo", "julio", "abril", "avril", "mars", "mai", "mei", "marco",
    ];
    let Some(next) = document.token(index + 1) else { return false };
    next.is(Class::MONTH) || !next.has_digit() && (next.is_capitalised() || LEADS.hold(document.word(index + 1)))
}

/// `14 March 2024`, `17-Oct-2023`, `14/Mar/2024`, `3rd of May`, `3 de mayo de 2022`, `14 MAR 24`, `fourth of July`.
pub(super) fn day_first(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let day = day(document, index)?;
    let start = document.token(index)?.start;
    let mut at = day.last + 1;
    let mut linked = false;
    if document.is_any(at, words!["day"]) && day.ordinal {
        at += 1;
    }
    if document.is_any(at, words!["of", "de", "d"]) && document.gap(at) == b" " {
        linked = true;
        at += 1;
    }
    let gap = document.gap(at);
    if !matches!(gap, b" " | b"-" | b"/" | b"." | b". " | b", " | b"  " | b" - " | b"\n") {
        return None;
    }
    let roman = || {
        let number = roman(document.word(at)).filter(|_| matches!(gap, b"." | b"/" | b"-"))?;
        year_after_roman(document, at, gap).then_some(Month { number, last: at, foreign: false })
    };
    let month = month(document, at).or_else(roman).filter(|month| {
        // `31-Feb-1949` is meant as a date all the same, by whoever wrote it.
        calendar::has_day(month.number, day.value)
            || day.value <= 31 && year_after(document, month.last + 1, false).is_some()
    })?;
    let tight = matches!(gap, b"-" | b"/" | b".");
    let evidence = label_of(document, index);
    let next = month.last + 1;
    // `ms=12\nMar 3 07:12`: the line begins with its own day.
    if gap == b"\n" && document.token(next).is_some_and(|day| day.is_number() && day.len() <= 2) {
        return None;
    }
    // `Time of death 03:26, April 30, 2024`, `Jan 5–Apr 4`: the month has its own day behind it.
    let joint = gap == b", "
        || gap == b"-" && document.gap(index) == b" " && self::month(document, index.wrapping_sub(1)).is_some();
    let its_own =
        document.token(next).is_some_and(|day| day.is_number() && day.len() <= 2 && document.byte(day.end) != b':');
    if joint && document.gap(next) == b" " && its_own {
        return None;
    }
    let year = year_after(document, next, true).or_else(|| {
        // `09-JAN-24`, `03 FEB 11`: the two digits stand where the year does, and are not the hour.
        let token = document.token(next)?;
        let year = lead(document.word(next));
        let gap_after = document.gap(next);
        let alike = gap_after == gap || tight && gap_after == b"-";
        let ok = year.whole
            && year.len == 2
            && alike
            && (tight || day.padded || evidence.contains(Evidence::LABEL))
            && document.byte(token.end) != b':'
            && !measures(document, next + 1);
        ok.then(|| Year { year: two_digit_year(year.value, evidence), last: next, end: token.end })
    });
    let from = range_start(document, index, day.value);
    let may = document.is_any(at, AMBIGUOUS) && from == index;
    let confidence = match &year {
        Some(_) => 0.97,
        None if day.spelled && !(day.ordinal && linked) => return None,
        None if linked && (day.ordinal || month.foreign) => 0.95,
        // `8-agosto`, `FUR 20 mayo`: in its own language a month is written small.
        None if month.foreign && tight => 0.85,
        None if month.foreign && !document.token(at)?.is_capitalised() => 0.6,
        None if month.foreign => 0.4,
        // `ferritin 6. May repeat`.
        None if may && gap == b". " => return None,
        None if tight => 0.85,
        // `give 2 may repeat`, `3 march`: a capital or an ordinal says that it is the month.
        None if may && !document.token(at)?.is_capitalised() && !day.ordinal => 0.3,
        None if may && !day.ordinal && !speaks_for(document, index) => {
            // `Take 2. May repeat`: the month of a date has its year, or ends the clause.
            if document.gap(at) != b" " || ends_clause(document, next) { 0.6 } else { 0.35 }
        }
        None => 0.85,
    };
    let kind = if year.is_none() && month.number == 7 && day.value == 4 && linked { Kind::Holiday } else { Kind::Date };
    let start = document.token(from)?.start.min(start);
    let (last, end, year) = match year {
        Some(year) => (year.last, year.end, year.year),
        None => (month.last, document.token(month.last)?.end, 0),
    };
    push_kind(
        findings,
        kind,
        Date { range: start..end, rule: "date.day-month", confidence, evidence: evidence | Evidence::SHAPE, year },
    );
    Some(last + 1)
}

/// The month of a Roman numeral, as in `22.IX.2019`, `12/iv/2007`.
fn roman(word: &[u8]) -> Option<u32> {
    const NUMERALS: [&[u8]; 12] =
        [b"I", b"II", b"III", b"IV", b"V", b"VI", b"VII", b"VIII", b"IX", b"X", b"XI", b"XII"];
    NUMERALS.iter().position(|numeral| word.eq_ignore_ascii_case(numeral)).map(|at| at as u32 + 1)
}

/// Whether a year stands behind a Roman numeral, parted as the numeral is.
fn year_after_roman(document: &Document<'_>, at: u32, gap: &[u8]) -> bool {
    let year = lead(document.word(at + 1));
    // `13.IX.24`: between full stops two digits are a year too.
    let short = year.len == 2
        && gap == b"."
        && !document.byte(document.token(at + 1).map_or(0, |token| token.end)).is_ascii_alphanumeric();
    document.gap(at + 1) == gap && year.whole && (year.len == 4 && calendar::YEARS.contains(&year.value) || short)
}

/// Whether the clause ends before token `index`, or goes on with a word that follows dates.
fn ends_clause(document: &Document<'_>, index: u32) -> bool {
    let gap = document.gap(index);
    gap.iter().any(|byte| matches!(byte, b'.' | b',' | b';' | b')' | b'\n' | b':'))
        || document.token(index).is_none()
        || document.is_any(index, words!["at", "for", "with", "and", "to", "through", "until"])
        || document.token(index).is_some_and(|token| token.has_digit())
}

/// Words that announce a date.
pub(super) fn speaks_for(document: &Document<'_>, index: u32) -> bool {
    const WORDS: &Words = words![
        "on",
        "since",
        "until",
        "till",
        "til",
        "by",
        "from",
        "dated",
        "before",
        "after",
        "through",
        "thru",
        "between",
        "starting",
        "beginning",
        "around",
        "about",
        "approximately",
        "ending",
        "last",
        "early",
        "late",
        "mid",
        "seen",
        "admitted",
        "discharged",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "of",
        "in",
        "el",
        "am",
        "le",
        "vom",
        "bis",
        "seit",
        "desde",
        "hasta",
    ];
    document.is_any(index.wrapping_sub(1), WORDS)
        || document.is(index.wrapping_sub(1), b"the") && document.is_any(index.wrapping_sub(2), WORDS)
}

/// `March 3, 2024`, `Nov. 8`, `March 3-5, 2024`, `October 2018`, `June '14`, `October fourteenth`, `in February`.
pub(super) fn month_first(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let month = month(document, index)?;
    let start = document.token(index)?.start;
    // `14-Mar`; but `Jan 5-Apr 4` begins a second day.
    let second = index >= 2 && document.gap(index - 1) == b" " && self::month(document, index - 2).is_some();
    if document.byte_before(start) == b'-' && document.byte(start.wrapping_sub(2)).is_ascii_digit() && !second {
        return None;
    }
    let evidence = label_of(document, index) | Evidence::SHAPE;
    let at = month.last + 1;
    if let Some(taken) = month_and_day(document, month, start, evidence, findings) {
        return Some(taken);
    }
    if let Some(year) = year_after(document, at, true).filter(|_| !matches!(document.gap(at), b"\n")) {
        let lower =
            !document.token(index)?.is_capitalised() && document.is_any(index, words!["may", "march", "mar", "dec"]);
        let confidence = if lower && document.gap(at) != b" " { 0.4 } else { 0.95 };
        let (year, end, last) = (year.year, year.end, year.last);
        push(findings, Date { range: start..end, rule: "date.month-year", confidence, evidence, year });
        return Some(last + 1);
    }
    alone(document, month, index, evidence, findings)
}

/// What follows the month is its day.
fn month_and_day(
    document: &Document<'_>,
    month: Month,
    start: u32,
    evidence: Evidence,
    findings: &mut Vec<Finding>,
) -> Option<u32> {
    let mut at = month.last + 1;
    let gap = document.gap(at);
    let mut ordinal_needed = false;
    if document.is(at, b"the") && gap == b" " {
        at += 1;
        ordinal_needed = true;
    }
    if !matches!(document.gap(at), b" " | b". " | b"." | b"-" | b"  " | b"/" | b"," | b", " | b"\n") {
        return None;
    }
    let day = day(document, at).filter(|day| (1..=31).contains(&day.value))?;
    if !calendar::has_day(month.number, day.value) && year_after(document, day.last + 1, false).is_none() {
        return None;
    }
    if ordinal_needed && !day.ordinal || month.foreign {
        return None;
    }
    let token = document.token(day.last)?;
    let (mut last, mut end) = (day.last, token.end);
    // `Rice,May,02/17/1934`: the day is the next cell's.
    if document.gap(at) == b"," && document.gap(last + 1) == b"/" {
        return None;
    }
    // `March 14:22` is a clock, `Dec 10%` a fall, `dec. 05/02/21` a date of its own.
    if matches!(document.byte(end), b':' | b'%' | b'/') && document.byte(end + 1).is_ascii_digit()
        || document.byte(end) == b'%'
    {
        return None;
    }
    if measures(document, last + 1) && document.gap(last + 1).first() != Some(&b'\n') {
        return None;
    }
    // `March 3-5`, `August 12 - 19`, `March 3, 4 and 5` up to the first list comma.
    if matches!(document.gap(last + 1), b"-" | b" - " | b" to " | b"-\n" | b" & ")
        && let Some(other) = self::day(document, last + 1)
        && !other.spelled
        && other.value > day.value
        && !matches!(document.byte(document.token(other.last)?.end), b'/' | b':')
    {
        last = other.last;
        end = document.token(last)?.end;
    } else if document.is_any(last + 1, words!["to", "and", "through", "thru"])
        && document.gap(last + 1) == b" "
        && let Some(other) = self::day(document, last + 2)
        && !other.spelled
        && other.value > day.value
        && (year_after(document, other.last + 1, false).is_some() || ends_clause(document, other.last + 1))
    {
        last = other.last;
        end = document.token(last)?.end;
    }
    // `March 3, 4, and 5`.
    if let Some(listed) = listed(document, last, day.value) {
        last = listed;
        end = document.token(last)?.end;
    }
    let mut year = 0;
    if let Some(found) = year_after(document, last + 1, true) {
        (last, end, year) = (found.last, found.end, found.year);
    } else if matches!(document.gap(last + 1), b"-" | b"/") && document.gap(last + 1) == document.gap(at) {
        // `Mar-14-24`.
        let short = lead(document.word(last + 1));
        if short.whole && short.len == 2 {
            last += 1;
            (end, year) = (document.token(last)?.end, two_digit_year(short.value, evidence));
        }
    }
    // `dob nov 2 71`.
    if year == 0 && evidence.contains(Evidence::LABEL) && document.gap(last + 1) == b" " {
        let short = lead(document.word(last + 1));
        if short.whole && short.len == 2 && short.value > 31 {
            last += 1;
            (end, year) = (document.token(last)?.end, two_digit_year(short.value, evidence));
        }
    }
    let index = month.last;
    if document.is_any(last + 1, words!["days", "day", "hours", "times", "more", "or", "weeks", "minutes"])
        && document.gap(last + 1) == b" "
        && document.is(index, b"may")
    {
        return None;
    }
    let weak = document.is_any(index, AMBIGUOUS) && !document.token(index)?.is_capitalised();
    let confidence = match year {
        // `Date of death was September four.`
        0 if day.spelled
            && !day.ordinal
            && document.token(index)?.is_capitalised()
            && !document.is_any(index, AMBIGUOUS)
            && ends_clause(document, last + 1) =>
        {
            0.6
        }
        _ if day.spelled && !day.ordinal && year == 0 => return None,
        0 if weak
            && !day.ordinal
            && !day.spelled
            && !speaks_for(document, index)
            && !evidence.contains(Evidence::LABEL) =>
        {
            0.55
        }
        0 if matches!(document.gap(at), b", " | b"\n" | b",") => 0.4,
        0 if document.gap(at) == b"." || document.gap(at) == b"/" => 0.6,
        0 => 0.9,
        _ => 0.98,
    };
    push(findings, Date { range: start..end, rule: "date.month-day", confidence, evidence, year });
    Some(last + 1)
}

/// The last token of further days in a list that ends in `and` and a day.
fn listed(document: &Document<'_>, last: u32, mut before: u32) -> Option<u32> {
    let mut at = last;
    for _ in 0..8 {
        let and = document.is(at + 1, b"and") && matches!(document.gap(at + 1), b" " | b", ");
        let next = if and { at + 2 } else { at + 1 };
        let close = if and { document.gap(next) == b" " } else { document.gap(next) == b", " };
        let day = day(document, next).filter(|day| close && !day.spelled && day.value > before)?;
        (at, before) = (day.last, day.value);
        if and {
            return ends_clause(document, at + 1).then_some(at);
        }
    }
    None
}

/// The token that the range `5-7 March` begins with, when `index` is its second day.
fn range_start(document: &Document<'_>, index: u32, value: u32) -> u32 {
    let first = if matches!(document.gap(index), b"-" | b" - ") {
        index.wrapping_sub(1)
    } else if document.is_any(index.wrapping_sub(1), words!["to", "and", "through"]) && document.gap(index) == b" " {
        index.wrapping_sub(2)
    } else {
        return index;
    };
    let Some(before) = day(document, first).filter(|day| !day.spelled && day.value < value) else { return index };
    let apart = !matches!(document.gap(first), b"-" | b"/" | b"." | b":");
    if apart && before.last < index { first } else { index }
}

/// A month alone: `in February`, `since late May`, `mid-November`.
fn alone(
    document: &Document<'_>,
    month: Month,
    index: u32,
    evidence: Evidence,
    findings: &mut Vec<Finding>,
) -> Option<u32> {
    const FIRM: &Words = words![
        "in",
        "since",
        "until",
        "till",
        "til",
        "during",
        "last",
        "next",
        "early",
        "late",
        "mid",
        "through",
        "thru",
        "around",
        "before",
        "after",
        "by",
        "this",
        "past",
        "following",
        "from",
        "between",
        "of",
        "every",
        "late",
        "end",
        "beginning",
        "middle",
        "previous",
        "prior",
        "throughout",
        "approximately",
        "circa",
        "about",
        "starting",
        "for",
        "to",
        "and",
        "on",
        "en",
        "im",
    ];
    const WEAK: &Words = words![
        "from", "of", "for", "to", "and", "this", "by", "before", "after", "on", "every", "about", "around", "next",
        "last", "en", "im",
    ];
    if month.foreign {
        return None;
    }
    let token = document.token(month.last)?;
    let before = index.wrapping_sub(1);
    let near = matches!(document.gap(index), b" " | b"-" | b"\n" | b"  " | b"~");
    let firm = near && document.is_any(before, FIRM);
    let weak = document.is_any(before, WEAK);
    let ambiguous = document.is_any(month.last, AMBIGUOUS);
    let abbreviated = token.len() <= 4 && !document.is_any(month.last, words!["june", "july", "may"]);
    // A capitalised word beside it makes it a name: `April Smith`, `Jan Novak`, `Dr. March`.
    let named = document.token(month.last + 1).is_some_and(|next| {
        document.gap(month.last + 1) == b" " && next.is_capitalised() && !next.is(Class::FUNCTION) && next.prior > 0
    }) || document.gap(index) == b" " && document.classes(before).any(Class::TITLE)
        || document.gap(month.last + 1) == b"'" && ambiguous;
    let capital = token.is_capitalised();
    // `recheck May`, `RTC JUN`, `NDC due Oct`: what is to come, or came to an end.
    let awaited = matches!(document.gap(index), b" " | b". ")
        && capital
        && document.is_any(
            before,
            words![
                "due", "recheck", "rtc", "return", "returns", "check", "expires", "exp", "renew", "fu", "sooner",
                "repeat", "nv", "dec", "d", "died", "retest", "mammo", "born"
            ],
        );
    // `urine Apr, Jul`, `arthralgia Aug, then ankles`: short forms that in such letters are next to nothing else.
    let short = capital
        && !token.shape.any(Shape::ALL_UPPER)
        && document.is_any(month.last, words!["apr", "aug", "oct", "nov", "feb", "jul", "sept"])
        && !document.token(month.last + 1).is_some_and(|next| next.has_digit() && document.gap(month.last + 1) == b" ")
        && matches!(document.gap(index), b" " | b" (" | b", " | b"-" | b"/" | b"\xe2\x80\x93");
    let confidence = if named {
        0.3
    } else if awaited {
        0.7
    } else if short && !firm {
        0.6
    } else if firm && !weak {
        if ambiguous && !capital && document.is_any(month.last, words!["mar", "sep", "dec", "oct"]) {
            0.4
        } else {
            0.85
        }
    } else if firm {
        if ambiguous && (!capital || abbreviated || document.is_any(month.last, words!["march"])) {
            0.35
        } else if ambiguous {
            0.55
        } else {
            0.7
        }
    } else if ambiguous || abbreviated {
        0.3
    } else if capital || near {
        0.6
    } else {
        0.4
    };
    let mut start = document.token(index)?.start;
    // `mid-November` is one expression.
    if document.gap(index) == b"-" && document.is_any(before, words!["mid", "early", "late"]) {
        start = document.token(before)?.start;
    }
    push(findings, Date { range: start..token.end, rule: "date.month", confidence, evidence, year: 0 });
    Some(month.last + 1)
}

/// `14MAR24`, `14MAR2024`, `141430ZMAR24`, `14Mar`, `Mar14,2024`.
pub(super) fn glued(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let word = document.word(index);
    let token = document.token(index)?;
    if !(5..=13).contains(&word.len()) || token.is_number() {
        return None;
    }
    let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let letters = word.get(digits..)?.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let tail = word.get(digits + letters..)?;
    if !tail.iter().all(u8::is_ascii_digit) || letters < 3 {
        return None;
    }
    let evidence = label_of(document, index) | Evidence::SHAPE;
    let name = word.get(digits..digits + letters)?;
    // A date-time group: day, hour, minute, zone letter, month, year.
    let (day, name, kind) = match digits {
        6 => (calendar::number(word.get(..2)?), name.get(1..)?, Kind::Datetime),
        1 | 2 => (calendar::number(word.get(..digits)?), name, Kind::Date),
        0 => (calendar::number(tail), name, Kind::Date),
        _ => return None,
    };
    let row = lexicon::word(name);
    let month = u32::from(row.value);
    if !row.classes.any(Class::MONTH) || month > FOREIGN || !calendar::has_day(month, day) {
        return None;
    }
    let (mut last, mut end) = (index, token.end);
    let (confidence, year) = match (digits, tail.len()) {
        (0, 1 | 2) => {
            let year = year_after(document, index + 1, false)?;
            (last, end) = (year.last, year.end);
            (0.9, year.year)
        }
        (1.., 4) => (0.98, calendar::number(tail)),
        (1.., 2) => (0.95, two_digit_year(calendar::number(tail), evidence)),
        (1.., 0) => match year_after(document, index + 1, false) {
            Some(year) => {
                (last, end) = (year.last, year.end);
                (0.95, year.year)
            }
            None if evidence.contains(Evidence::LABEL) || speaks_for(document, index) => (0.8, 0),
            None => (0.6, 0),
        },
        _ => return None,
    };
    push_kind(findings, kind, Date { range: token.start..end, rule: "date.military", confidence, evidence, year });
    Some(last + 1)
}

/// `Janu ary 3, 2024`: found from its day, because the first piece is no month.
pub(super) fn split_name(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let first = index.checked_sub(2)?;
    if document.gap(index) != b" " || document.gap(index - 1) != b" " || !document.token(first)?.is_capitalised() {
        return None;
    }
    let number = joined(document.word(first), document.word(index - 1))?;
    let month = Month { number, last: index - 1, foreign: false };
    month_and_day(document, month, document.token(first)?.start, Evidence::SHAPE, findings)
}

/// `spring 2021`, `fall of 2019`, `winter '22`, `winter 2019-2020`.
pub(super) fn season(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let start = document.token(index)?.start;
    let year = year_after(document, index + 1, true)?;
    // `a fall in 2005` broke a hip.
    if matches!(document.gap(index + 1), b". " | b"\n") || document.is(index + 1, b"in") {
        return None;
    }
    let (mut last, mut end) = (year.last, year.end);
    let second = lead(document.word(last + 1));
    if matches!(document.gap(last + 1), b"-" | b"/") && second.whole && matches!(second.len, 2 | 4) {
        last += 1;
        end = document.token(last)?.end;
    }
    let evidence = Evidence::SHAPE;
    push(findings, Date { range: start..end, rule: "date.season", confidence: 0.9, evidence, year: year.year });
    Some(last + 1)
}

/// Whether a token with a digit can begin a quarter or be a week's number.
pub(super) fn may_be_quarter(document: &Document<'_>, index: u32, token: &Token) -> bool {
    match token.len() {
        // An ordinal, or the number of a week.
        1 | 2 if token.is_number() => document.is_any(index.wrapping_sub(1), words!["week", "wk", "kw", "cw"]),
        2 | 3 => !token.is_number(),
        // A year before its quarter.
        4 if token.is_number() => document.token(index + 1).is_some_and(|next| next.len() == 2),
        4 | 6 => !token.is_number(),
        _ => false,
    }
}

/// `Q3 2022`, `3Q22`, `2022 Q3`, `third quarter of 2022`, `week 12 of 2024`.
pub(super) fn quarter(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let token = document.token(index)?;
    let word = document.word(index);
    let evidence = Evidence::SHAPE;
    let named = match word {
        [b'Q' | b'q', b'1'..=b'4'] => Some((index, token.start)),
        // A capital only: 2q37 is a band of a chromosome.
        [b'1'..=b'4', b'Q', year @ ..]
            if document.byte_before(token.start) != b'.'
                && matches!(year.len(), 2 | 4)
                && year.iter().all(u8::is_ascii_digit) =>
        {
            let value = calendar::number(year);
            let year = if year.len() == 2 { calendar::expand(value) } else { value };
            let range = token.start..token.end;
            push(findings, Date { range, rule: "date.quarter", confidence: 0.85, evidence, year });
            return Some(index + 1);
        }
        [b'1'..=b'4', b'Q' | b'q'] => Some((index, token.start)),
        _ => None,
    };
    if let [a, b, c, d, b'Q' | b'q', b'1'..=b'4'] = word
        && [a, b, c, d].iter().all(|byte| byte.is_ascii_digit())
    {
        let (range, year) = (token.start..token.end, lead(word).value);
        push(findings, Date { range, rule: "date.quarter", confidence: 0.9, evidence, year });
        return Some(index + 1);
    }
    let year_here = lead(word);
    if year_here.whole && year_here.len == 4 && calendar::YEARS.contains(&year_here.value) {
        let next = document.word(index + 1);
        let range = token.start..document.token(index + 1).map_or(0, |token| token.end);
        if matches!(document.gap(index + 1), b" " | b"-") && matches!(next, [b'Q' | b'q', b'1'..=b'4']) {
            push(findings, Date { range, rule: "date.quarter", confidence: 0.9, evidence, year: year_here.value });
            return Some(index + 2);
        }
        return None;
    }
    let ordinal = day(document, index).filter(|day| day.ordinal && day.value <= 4);
    let (last, start) = match (named, ordinal) {
        (Some(named), _) => named,
        (None, Some(day)) if document.is_any(day.last + 1, words!["quarter", "qtr"]) => (day.last + 1, token.start),
        _ => return week(document, index, findings),
    };
    let year = year_after(document, last + 1, true)?;
    push(findings, Date { range: start..year.end, rule: "date.quarter", confidence: 0.9, evidence, year: year.year });
    Some(year.last + 1)
}

/// `week 12 of 2024`.
fn week(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let number = lead(document.word(index));
    let before = index.wrapping_sub(1);
    if !number.whole || !(1..=53).contains(&number.value) || !document.is_any(before, words!["week", "wk", "kw", "cw"])
    {
        return None;
    }
    let year = year_after(document, index + 1, true).filter(|_| !document.gap(index + 1).contains(&b'.'))?;
    let range = document.token(before)?.start..year.end;
    push(findings, Date { range, rule: "date.week", confidence: 0.85, evidence: Evidence::SHAPE, year: year.year });
    Some(year.last + 1)
}
