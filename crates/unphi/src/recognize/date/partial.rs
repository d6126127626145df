//! Month and day without a year: `3/14`, `the 14th`. The shape alone says nothing (a strength is `4/5`, a coma score
//! `3/15`, a tablet `1/2`), so that its neighbours are weighed.

#![forbid(unsafe_code)]

use super::numeric::lead;
use super::partial_cues::{COUNTED, FIRM, ON_DAY, PERHAPS_ON_DAY, SCORES};
use super::partial_weight::{followed_by_time, is_quantity, weigh};
use super::{Date, PARTIAL, calendar, is_ordinal_ending, label_of, measures, push};
use crate::lexicon::Class;
use crate::scan::{Document, Shape, Token, Words, words};
use crate::span::{Evidence, Finding};

/// A day and month around a slash at token `index`.
pub(super) struct Pair {
    pub(super) a: u32,
    pub(super) b: u32,
    /// Index of the second number.
    pub(super) last: u32,
    pub(super) end: u32,
}

pub(super) fn pair(document: &Document<'_>, index: u32) -> Option<Pair> {
    if document.gap(index + 1) != b"/" {
        return None;
    }
    let (first, second) = (document.token(index)?, document.token(index + 1)?);
    let (a, b) = (lead(document.word(index)), lead(document.word(index + 1)));
    if !first.is_number()
        || !second.is_number()
        || a.len > 2
        || b.len > 2
        || !calendar::is_month_and_day(a.value, b.value)
    {
        return None;
    }
    let before = document.byte_before(first.start);
    let before2 = document.byte_before(first.start.saturating_sub(1));
    let after = document.byte(second.end);
    let chained = matches!(before, b'.' | b'/' | b'+' | b'#' | b'$' | b'>' | b'<' | b'=')
        && !(before == b'=' || before == b'.' && !before2.is_ascii_digit())
        || matches!(after, b'/' | b'%' | b'+')
        || document.gap(index).ends_with(b" = ")
        || after == b'.' && document.byte(second.end + 1).is_ascii_digit()
        || after == b',' && is_thousands(document, second.end);
    (!chained).then_some(Pair { a: a.value, b: b.value, last: index + 1, end: second.end })
}

/// Whether a comma at byte `at` parts three digits from those before, not `,12/05,310.55,` two cells.
fn is_thousands(document: &Document<'_>, at: u32) -> bool {
    (1..=3).all(|step| document.byte(at + step).is_ascii_digit())
        && !document.byte(at + 4).is_ascii_digit()
        && document.byte(at + 4) != b'.'
}

/// Takes `3/14` where its neighbours allow.
pub(super) fn find(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let Some(pair) = pair(document, index) else { return month_and_short_year(document, index, findings) };
    let start = document.token(index)?.start;
    let pair = through(document, pair);
    let mut evidence = label_of(document, index);
    let labelled = evidence.contains(Evidence::LABEL);
    let headed = in_heading(document, index, pair.last) && !is_quantity(document, index, &pair);
    let confidence = if headed {
        0.75
    } else if labelled && !is_quantity(document, index, &pair) {
        0.9
    } else {
        weigh(document, index, &pair)
    };
    if confidence <= 0.0 {
        return Some(pair.last + 1);
    }
    evidence |= if confidence >= 0.5 { Evidence::CONTEXT } else { Evidence::NONE };
    push(findings, Date { range: start..pair.end, rule: PARTIAL, confidence, evidence, year: 0 });
    Some(pair.last + 1)
}

/// Whether the numbers of tokens `first` to `last` stand by themselves in the first line of a longer text: `CODE BLUE RECORD  -- 7-19
/// -- loc 6 North`, `9 mo WCC   5/2`, `14.10  Fjolvarsdottir`, `L&D 5-2 1900`. That line says whose note it is and of which day.
fn in_heading(document: &Document<'_>, first: u32, last: u32) -> bool {
    let Some(token) = document.token(first) else { return false };
    let line = document.line(token.start);
    let heads = document.token(0).is_some_and(|opening| opening.start >= line.start);
    if !heads || line.end as usize >= document.text.len().saturating_sub(1) {
        return false;
    }
    let rule = |gap: &[u8]| gap.len() > 1 && gap.iter().all(|byte| matches!(byte, b' ' | b'-' | b'\t' | b'.'));
    let (gap, next) = (document.gap(first), document.gap(last + 1));
    let ends = next.contains(&b'\n') || document.token(last + 1).is_none();
    let opens = first == 0;
    let capitals = gap == b" "
        && document
            .token(first.wrapping_sub(1))
            .is_some_and(|word| word.shape.any(Shape::ALL_UPPER) && !word.has_digit() && !word.is(Class::MEASURE_UNIT));
    let clock = next == b" " && document.token(last + 1).is_some_and(|time| time.is_number() && time.len() == 4);
    let after = ends || rule(next) && next.contains(&b' ') || clock;
    after && (opens || capitals || rule(gap) && gap.contains(&b' '))
}

/// Confidence of a pair that is no usual score and has nothing around it that says what it is.
pub(super) const ALONE: f32 = 0.42;

/// The two numbers of a pair that [`find`] reported.
pub(super) fn numbers(document: &Document<'_>, finding: &Finding) -> (u32, u32) {
    let index = document.token_at(finding.start);
    (lead(document.word(index)).value, lead(document.word(index + 1)).value)
}

/// Whether a pair is of the month of one of the `sure` ones and within ten days of it, or within a fortnight of it in the next month
/// or the one before. Strength out of five and pain out of ten stay scores.
pub(super) fn is_near((month, day): (u32, u32), sure: &[(u32, u32)]) -> bool {
    let days = |other: &(u32, u32)| (other.0 * 30 + other.1).abs_diff(month * 30 + day);
    day != 10
        && month.max(day) > 5
        && sure.iter().any(|other| {
            other.0 == month && other.1.abs_diff(day) <= 10 || other.0.abs_diff(month) == 1 && days(other) <= 14
        })
}

/// `3/14-16`: the last day of a range within the month belongs to the pair.
fn through(document: &Document<'_>, pair: Pair) -> Pair {
    let after = pair.last + 1;
    let day = lead(document.word(after));
    let end = document.token(after).map_or(0, |token| token.end);
    let goes_on = matches!(document.byte(end), b'/' | b'-' | b':' | b'.') && document.byte(end + 1).is_ascii_digit();
    let later = day.whole && day.misread == 0 && (pair.b + 1..=31).contains(&day.value);
    if document.gap(after) == b"-" && later && !goes_on && !measures(document, after + 1) {
        Pair { last: after, end, ..pair }
    } else {
        pair
    }
}

/// `in 8/94`: a number over 31 after the slash is a year.
fn month_and_short_year(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let (first, second) = (document.token(index)?, document.token(index + 1)?);
    let (a, b) = (lead(document.word(index)), lead(document.word(index + 1)));
    let digits = first.is_number() && second.is_number() && document.gap(index + 1) == b"/";
    if !digits || a.len > 2 || b.len != 2 || !(1..=12).contains(&a.value) || b.value <= 31 {
        return None;
    }
    let goes_on =
        matches!(document.byte(second.end), b'/' | b'%' | b'.') && document.byte(second.end + 1).is_ascii_digit();
    let evidence = label_of(document, index);
    let told = document.gap(index) == b" "
        && document.is_any(
            index.wrapping_sub(1),
            words![
                "in",
                "since",
                "until",
                "till",
                "dated",
                "circa",
                "early",
                "late",
                "around",
                "approximately",
                "from"
            ],
        );
    if goes_on || !told && !evidence.contains(Evidence::LABEL) || measures(document, index + 2) {
        return None;
    }
    let range = first.start..second.end;
    let year = super::two_digit_year(b.value, evidence);
    let evidence = evidence | Evidence::CONTEXT;
    push(findings, Date { range, rule: "date.month-year", confidence: 0.8, evidence, year });
    Some(index + 2)
}

/// `since 3-17`, `1-22 thru 1-29`, `1-22 10:00`: a hyphen joins ranges far more often, so that a day over 12 and a word of
/// dates are both asked for. `Entlassung 19.3.`: German writes the day first, with two dots.
pub(super) fn joined(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let (first, second) = (document.token(index)?, document.token(index + 1)?);
    if !first.is_number() || !second.is_number() || first.len() > 2 || second.len() > 2 {
        return None;
    }
    let (a, b) = (calendar::number(document.word(index)), calendar::number(document.word(index + 1)));
    let (prior, next) = (document.byte_before(first.start), document.byte(second.end));
    let after = document.byte(second.end + 1);
    if matches!(prior, b'-' | b'.' | b'/' | b'#' | b'$' | b':' | b'+' | b'<' | b'>') {
        return None;
    }
    let before = index.wrapping_sub(1);
    let near = matches!(document.gap(index), b" " | b": " | b" (" | b", " | b"; ");
    let dotted = document.gap(index + 1) == b".";
    let goes_on = matches!(next, b'-' | b'/' | b'%') || next == b'.' && after.is_ascii_digit();
    let headed = !goes_on
        && calendar::is_month_and_day(a, b)
        && in_heading(document, index, index + 1)
        && !measures(document, index + 2);
    // `rtc 11.4. w Karlsson`, `since 10.10.`: the day first, and a full stop that ends no sentence.
    let visited = dotted
        && !goes_on
        && (1..=31).contains(&a)
        && (1..=12).contains(&b)
        && near
        && document.is_any(before, words!["rtc", "rv", "nv", "fu", "retest", "recheck", "termin", "cita", "wv"]);
    // `from 02.04. to 28.05.2024`: the first day of a stay, whose year its last day has.
    let opens = dotted
        && !goes_on
        && (first.len(), second.len()) == (2, 2)
        && calendar::has_day(b, a)
        && document.is_any(index + 2, words!["to", "bis", "until", "till", "through"])
        && document.token(index + 3).is_some_and(Token::is_number)
        && document.gap(index + 4) == b".";
    let sure = if headed || visited || opens {
        true
    } else if dotted {
        const GERMAN: &Words = words![
            "am",
            "vom",
            "bis",
            "seit",
            "ab",
            "zum",
            "entlassung",
            "aufnahme",
            "kontrolle",
            "termin",
            "dem",
            "den",
            "der",
            "op",
            "und",
        ];
        (1..=31).contains(&a)
            && (1..=12).contains(&b)
            && next == b'.'
            && !after.is_ascii_digit()
            && near
            && GERMAN.hold(document.word(before))
    } else {
        if next == b'-' || next == b'/' || next == b'%' || next == b'.' && after.is_ascii_digit() {
            return None;
        }
        // `AMLODIPINE 5MG     09-08     90`: a column of days; no range is written with a zero.
        let blank = |gap: &[u8]| gap.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        let column = document.word(index).starts_with(b"0")
            && second.len() == 2
            && (document.gap(index).ends_with(b"  ") || document.gap(index).ends_with(b"\t"))
            && blank(document.gap(index + 2))
            && document.gap(index + 2) != b" ";
        if document.gap(index + 1) != b"-" || !(1..=12).contains(&a) {
            return None;
        }
        let series = in_series(document, index);
        let day = if column || series { 1..=31 } else { 13..=31 };
        if !day.contains(&b) {
            return None;
        }
        if measures(document, index + 2) || document.token(index + 2).is_some_and(|unit| unit.is(Class::MEASURE_UNIT)) {
            return None;
        }
        let counted = matches!(document.gap(index + 2), b" " | b"-") && document.is_any(index + 2, COUNTED)
            || document.is_any(before, SCORES);
        let this = Pair { a, b, last: index + 1, end: second.end };
        let bounded = !matches!(document.gap(index + 2), b" " | b"-");
        let told = near
            && (document.is_any(before, FIRM)
                || bounded && document.is_any(before, words!["on", "next", "last", "by"]))
            && !document.is_any(
                before,
                words!["us", "ct", "am", "le", "el", "stress", "given", "received", "started", "lab", "labs", "ends"],
            );
        let paired = document.is_any(index + 2, words!["thru", "through", "to", "until"])
            && document.token(index + 3).is_some_and(|month| month.is_number() && month.len() <= 2)
            && document.gap(index + 4) == b"-"
            || document.is_any(before, words!["thru", "through"]);
        let begins = document.begins_line(index)
            && document.gap(index + 2) == b" "
            && document.token(index + 2).is_some_and(|word| word.is_capitalised());
        let at_time = followed_by_time(document, &this) && (near || blank(document.gap(index)));
        !counted && (told || paired || begins || column || at_time || series)
    };
    if !sure {
        return None;
    }
    let range = first.start..second.end;
    push(findings, Date { range, rule: PARTIAL, confidence: 0.7, evidence: Evidence::CONTEXT, year: 0 });
    Some(index + 2)
}

/// Whether `5-20` is one of three and more days in one line that follow one another as days do: `Tac 5-20 4.1  5-27 7.8  6-3 11.9`.
/// `L1-2, L2-3, L3-4` are levels: each begins where the one before it ends.
fn in_series(document: &Document<'_>, index: u32) -> bool {
    /// Most tokens from one day to the next.
    const APART: u32 = 6;
    let day = |at: u32| {
        let (first, second) = (document.token(at)?, document.token(at + 1)?);
        let (a, b) = (calendar::number(document.word(at)), calendar::number(document.word(at + 1)));
        let apart = |byte: u8| matches!(byte, 0 | b' ' | b'\t' | b'|' | b',' | b'\n' | b'\r' | b'(' | b')');
        let fits = first.is_number()
            && second.is_number()
            && first.len() <= 2
            && second.len() <= 2
            && document.gap(at + 1) == b"-"
            && calendar::has_day(a, b)
            && apart(document.byte_before(first.start))
            && apart(document.byte(second.end));
        fits.then_some((a, b))
    };
    let Some(this) = day(index) else { return false };
    let follows = |early: (u32, u32), late: (u32, u32)| {
        let days = (late.0 * 31 + late.1).checked_sub(early.0 * 31 + early.1);
        days.is_some_and(|days| (1..=62).contains(&days)) && late != (early.0 + 1, early.1 + 1) && early.1 != late.0
    };
    let breaks = |at: u32| document.gap(at).contains(&b'\n');
    let ahead = |at: u32, last| {
        (at + 2..=at + 1 + APART)
            .take_while(|next| !breaks(*next))
            .find_map(|next| Some((next, day(next).filter(|day| follows(last, *day))?)))
    };
    let behind = |at: u32, first| {
        (2..=1 + APART)
            .filter_map(|back| at.checked_sub(back))
            .take_while(|previous| !breaks(previous + 1) && !breaks(previous + 2))
            .find_map(|previous| Some((previous, day(previous).filter(|day| follows(*day, first))?)))
    };
    let later = core::iter::successors(ahead(index, this), |(at, day)| ahead(*at, *day)).take(2).count();
    let earlier = core::iter::successors(behind(index, this), |(at, day)| behind(*at, *day)).take(2).count();
    earlier + 1 + later >= 3
}

/// What is known by its day: `the ultrasound of the 2nd`.
const STUDIES: &Words = words![
    "ultrasound",
    "ct",
    "mri",
    "echo",
    "xray",
    "film",
    "films",
    "scan",
    "biopsy",
    "labs",
    "letter",
    "note",
    "visit",
    "report",
    "study",
    "appointment",
    "call",
    "fall",
    "fax",
    "message",
    "email",
    "mammogram",
    "colonoscopy",
    "tracing",
    "ecg",
    "ekg",
    "culture",
    "cultures"
];

/// Words between two ordinals of one list.
const JOINTS: &Words = words!["and", "or", "to", "thru", "through"];

/// Whether the token at `index` is an ordinal in figures, `9th`.
fn is_ordinal_number(document: &Document<'_>, index: u32) -> bool {
    let word = document.word(index);
    let digits = lead(word).len as usize;
    let suffix = word.get(digits..).unwrap_or_default();
    (1..=2).contains(&digits) && is_ordinal_ending(suffix)
}

/// `on the 14th`, `since the third`: an ordinal with nothing that it counts.
pub(super) fn ordinal(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let word = document.word(index);
    let token = document.token(index)?;
    let spelled = super::spelled::number(document, index);
    let number = lead(word);
    let (value, last, is_spelled) = match spelled {
        Some(spelled) if spelled.ordinal => (spelled.value, spelled.last, true),
        _ if number.len > 0 && !number.whole => {
            let suffix = word.get(number.len as usize..)?;
            if !is_ordinal_ending(suffix) {
                return None;
            }
            (number.value, index, false)
        }
        _ => return None,
    };
    // `on the 17th and 22nd`: what stands before the first of them speaks for both.
    let joined = !is_spelled
        && document.gap(index) == b" "
        && document.is_any(index.wrapping_sub(1), JOINTS)
        && is_ordinal_number(document, index.wrapping_sub(2));
    let head = if joined { index.wrapping_sub(2) } else { index };
    let before = head.wrapping_sub(1);
    let before2 = head.wrapping_sub(2);
    if !(1..=31).contains(&value) || !matches!(document.gap(head), b" " | b", ") {
        return None;
    }
    let article = document.is(before, b"the");
    let is_day = |at: u32| document.classes(at).any(Class::WEEKDAY) && document.token(at).is_some_and(|t| t.len() >= 3);
    let weekday = if article { is_day(before2) } else { is_day(before) };
    // `to OR on 18th, STSG`.
    let bare = !is_spelled
        && document.is_any(before, words!["on", "since", "until", "till", "by", "thru", "from"])
        && matches!(document.gap(last + 1).first(), None | Some(b'.' | b',' | b';' | b')' | b'\n' | b'\r'));
    if !article && !weekday && !bare {
        return None;
    }
    // `the night of the 6th an aide`, `move to the 20th`.
    let before3 = head.wrapping_sub(3);
    let faint = document.is_any(before2, PERHAPS_ON_DAY);
    let told = document.is(before2, b"of")
        && (document.is_any(before3, words!["night", "morning", "evening", "afternoon", "day", "week", "as"])
            || document.is_any(before3, STUDIES))
        || document.is(before2, b"to")
            && document
                .is_any(before3, words!["move", "moved", "push", "pushed", "reschedule", "rescheduled", "changed"])
        || document.is_any(before2, ON_DAY)
        || faint;
    // `between the 4th and the 5th` metacarpals, `the 50th percentile`.
    let anatomy = (1..=6).any(|step| {
        let counted = |at: u32| {
            document.is_any(
                at,
                words![
                    "rib",
                    "ribs",
                    "toe",
                    "toes",
                    "finger",
                    "fingers",
                    "digit",
                    "digits",
                    "metatarsal",
                    "metatarsals",
                    "metacarpal",
                    "metacarpals",
                    "percentile",
                    "nerve",
                    "nerves",
                    "ventricle",
                    "space",
                    "interspace",
                    "intercostal",
                    "ray",
                    "trimester",
                    "generation",
                    "phalanx",
                    "mtp",
                    "pip",
                    "dip",
                    "mcp",
                    "webspace",
                    "vertebra",
                    "molar",
                ],
            )
        };
        counted(last + step) || counted(index.wrapping_sub(step))
    });
    let next = document.word(last + 1);
    let gap = document.gap(last + 1);
    let open = !matches!(gap, b" " | b"-" | b"\n")
        || document.is_any(
            last + 1,
            words![
                "at",
                "with",
                "because",
                "when",
                "but",
                "so",
                "if",
                "we",
                "i",
                "he",
                "she",
                "they",
                "until",
                "through",
                "without",
                "thx",
                "thanks",
                "pls",
                "please",
                "showed",
                "shows",
                "revealed",
                "demonstrated",
                "was",
                "is",
                "for",
                "as",
                "on",
                "while",
                "like",
                "which",
            ],
        )
        // Not `on the 11th and 14th postoperative days`.
        || document.is(last + 1, b"and")
            && document.token(last + 2).is_some_and(|next| !next.has_digit() && !next.is(Class::NUMBER))
            && !document.is(last + 2, b"the")
        || document.is(last + 1, b"of")
            && document.is_any(last + 2, words!["this", "last", "next", "the", "every", "each"])
            && document.is_any(last + 3, words!["month", "mo"]);
    let counts = document.token(last + 1).is_some_and(|t| t.is(Class::CLINICAL)) && gap == b" ";
    let of_month = document.is(last + 1, b"of") && document.is_any(last + 3, words!["month", "mo"]);
    let clause =
        gap.first().is_none_or(|byte| matches!(byte, b'.' | b',' | b'?' | b'!' | b';' | b')' | b'"' | b'\n' | b'\r'));
    // `the clot was out and on the 7th took the toe`, `urgent care the 11th, packing`.
    let verb = next.ends_with(b"ed")
        || next.ends_with(b"ED")
        || document.is_any(
            last + 1,
            words![
                "took", "had", "went", "came", "were", "got", "found", "said", "told", "called", "did", "fell", "gave",
                "made", "saw", "left", "became", "felt", "an", "then", "after", "before", "per", "via", "around",
            ],
        );
    // `is my appt the 9th or 10th?`
    let pair = gap == b" " && document.is_any(last + 1, JOINTS) && is_ordinal_number(document, last + 2);
    // `on the evening of the 4th Arnleif called`.
    let somebody = document.token(last + 1).is_some_and(|name| {
        name.is_capitalised()
            && (name.row == 0 || name.is(Class::TITLE) || name.is(Class::GIVEN.or(Class::SURNAME)) && name.prior >= 0)
    });
    let open = open || pair || (verb || somebody && !is_spelled) && gap == b" ";
    let plain = article && !is_spelled && value > 6 && (clause || pair) && !anatomy;
    let told = told
        && !anatomy
        && (!faint || clause || pair || document.is_any(last + 1, words!["i", "we", "he", "she", "at", "or"]));
    let confidence = match (weekday, told && open) {
        _ if of_month && !is_spelled => 0.8,
        (true, _) if !counts || next.is_empty() => 0.8,
        (_, true) if !is_spelled => 0.7,
        (_, true) if value > 3 => 0.55,
        _ if plain || bare && !anatomy => 0.55,
        _ => return None,
    };
    let range = token.start..document.token(last)?.end;
    push(findings, Date { range, rule: "date.ordinal", confidence, evidence: Evidence::CONTEXT, year: 0 });
    Some(last + 1)
}
