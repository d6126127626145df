//! Month and day without a year: `3/14`, `the 14th`. The shape alone says nothing (a strength is `4/5`, a coma score
//! `3/15`, a tablet `1/2`), so that its neighbours are weighed.

#![forbid(unsafe_code)]

use super::numeric::lead;
use super::{Date, PARTIAL, calendar, label_of, measures, push};
use crate::lexicon::Class;
use crate::scan::{Document, Shape, Words, words};
use crate::span::{Evidence, Finding};

/// Words before a pair of numbers that make it a score, grade or reading.
const SCORES: &Words = words![
    "strength",
    "motor",
    "power",
    "pain",
    "grade",
    "stage",
    "gcs",
    "mmse",
    "moca",
    "apgar",
    "apgars",
    "bp",
    "pressure",
    "pressures",
    "vision",
    "va",
    "od",
    "os",
    "ou",
    "acuity",
    "score",
    "scored",
    "scores",
    "scale",
    "reflexes",
    "reflex",
    "dtr",
    "dtrs",
    "pulses",
    "pulse",
    "murmur",
    "phq",
    "gad",
    "ratio",
    "iop",
    "naprs",
    "nprs",
    "vas",
    "nrs",
    "level",
    "rated",
    "rates",
    "rating",
    "severity",
    "intensity",
    "grip",
    "extremities",
    "biceps",
    "triceps",
    "deltoid",
    "deltoids",
    "quadriceps",
    "hamstrings",
    "iliopsoas",
    "ef",
    "muscle",
    "cam",
    "slums",
    "epds",
    "audit",
    "cage",
    "harvey",
    "gleason",
    "nuclear",
    "bishop",
    "borg",
    "rpe",
    "mrs",
    "aox",
    "oriented",
    "recall",
    "remembered",
    "page",
    "sheet",
    "slide",
    "item",
    "headache",
    "ha",
    "discomfort",
    "soreness",
    "tenderness",
    "ache",
    "itch",
    "nausea",
    "anxiety",
    "depression",
    "mood",
    "flexion",
    "extension",
    "abduction",
    "adduction",
    "dorsiflexion",
    "plantarflexion",
    "le",
    "ue",
    "rue",
    "lue",
    "rle",
    "lle",
    "d5",
    "fio2",
    "peep",
    "vt",
    "cn",
    "hct",
    "hgb",
    "cr",
    "inr",
    "pct",
    "bun",
    "k",
    "na",
    "insulin",
    "humulin",
    "novolin",
    "advair",
    "wound",
];

/// Words after it.
const COUNTED: &Words = words![
    "od",
    "os",
    "ou",
    "strength",
    "motor",
    "power",
    "pain",
    "murmur",
    "systolic",
    "diastolic",
    "sem",
    "hsm",
    "bottles",
    "bottle",
    "cores",
    "core",
    "nodes",
    "node",
    "lymph",
    "ns",
    "normal",
    "grip",
    "of",
    "positive",
    "pos",
    "ppd",
    "pack",
    "packs",
    "pk",
    "hours",
    "hrs",
    "h",
    "hr",
    "hour",
    "cup",
    "cups",
    "tsp",
    "inch",
    "inches",
    "in",
    "mile",
    "miles",
    "lobes",
    "visits",
    "doses",
    "steps",
    "week",
    "weeks",
    "wks",
    "days",
    "day",
    "month",
    "months",
    "mo",
    "year",
    "years",
    "yr",
    "yrs",
    "times",
    "supervision",
    "care",
    "throughout",
    "bilaterally",
    "bilateral",
    "bilat",
    "muscle",
    "reflexes",
    "reflex",
    "pulses",
    "pulse",
    "intensity",
    "severity",
    "score",
    "scale",
    "headache",
    "weakness",
    "on",
    "down",
    "full",
    "edema",
    "refill",
    "refills",
    "high",
    "hpf",
    "hpfs",
    "cervical",
    "wire",
    "sutures",
    "tap",
    "way",
    "pint",
    "liter",
    "gallon",
    "dose",
    "pill",
    "pills",
    "tubes",
    "samples",
    "sample",
    "ulnar",
    "items",
    "words",
    "objects",
    "criteria",
    "points",
    "sets",
    "cultures",
    "teeth",
    "sibs",
    "siblings",
    "children",
    "stool",
    "stools",
    "vessels",
    "levels",
];

/// Words before it that make it a date, whatever the numbers.
const FIRM: &Words = words![
    "since",
    "until",
    "till",
    "til",
    "thru",
    "dated",
    "dos",
    "doa",
    "dob",
    "lmp",
    "edd",
    "edc",
    "admitted",
    "adm",
    "discharged",
    "dc",
    "due",
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
    "weds",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "visit",
    "appt",
    "appointment",
    "scheduled",
    "filled",
    "refilled",
    "expires",
    "exp",
    "rtc",
    "nv",
    "signed",
    "starting",
    "beginning",
    "collected",
    "received",
    "drawn",
    "rcvd",
    "ordered",
    "sent",
    "called",
    "faxed",
    "surgery",
    "seen",
    "ending",
    "effective",
    "reported",
    "reviewed",
    "completed",
    "removed",
    "placed",
    "inserted",
    "performed",
    "deadline",
    "hearing",
    "bday",
    "anniversary",
    "onset",
    "am",
    "vom",
    "seit",
    "bis",
    "desde",
    "hasta",
    "el",
    "le",
    "fecha",
    "cxr",
    "ct",
    "mri",
    "us",
    "echo",
    "ekg",
    "ecg",
    "tte",
    "tee",
    "eeg",
    "hus",
    "ebus",
    "cath",
    "xr",
    "xray",
    "kub",
    "labs",
    "lab",
    "bcx",
    "ucx",
    "biopsy",
    "scan",
    "colonoscopy",
    "egd",
    "mammogram",
    "relapse",
    "tonight",
    "today",
    "yesterday",
    "tomorrow",
    "clinic",
    "wk",
    "dtd",
    "mailed",
    "hospitalized",
    "transferred",
    "extubated",
    "intubated",
    "started",
    "stopped",
    "resumed",
    "given",
    "ultrasound",
    "sonogram",
    "doppler",
    "radiograph",
    "radiographs",
    "films",
    "film",
    "xrays",
    "imaging",
    "bmp",
    "cbc",
    "cmp",
    "culture",
    "pathology",
    "bronch",
    "bronchoscopy",
    "endoscopy",
    "angiogram",
    "stress",
    "pap",
    "dexa",
    "pet",
    "dictated",
    "transcribed",
    "returned",
    "returns",
    "show",
    "noshow",
    "missed",
    "msg",
    "vaccinated",
    "vaccine",
    "rescheduled",
    "rescheduling",
    "slated",
    "arrived",
    "wrote",
    "delivered",
    "born",
    "died",
    "passed",
    "fell",
    "fall",
    "eff",
    "approved",
    "denied",
    "submitted",
    "printed",
    "updated",
    "entered",
    "cancelled",
    "canceled",
    "postponed",
    "pft",
    "pfts",
    "cx",
    "mr",
    "mra",
    "dexascan",
    "egreso",
    "ingreso",
    "cita",
    "hosp",
    "storm",
    "visits",
    "dates",
    "ends",
    "ended",
    "begins",
    "began",
];

/// Words that make it a date unless the numbers are a usual score or fraction.
const FAIR: &Words = words![
    "on", "in", "from", "by", "through", "before", "after", "between", "around", "last", "week", "as", "next", "out",
    "again", "recheck", "stop", "start", "begin", "note", "of", "and", "til", "for", "about", "note", "prior", "pm",
    "to",
];

/// A day and month around a slash at token `index`.
struct Pair {
    a: u32,
    b: u32,
    /// Index of the second number.
    last: u32,
    end: u32,
}

fn pair(document: &Document<'_>, index: u32) -> Option<Pair> {
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
        || matches!(after, b'.' | b',') && document.byte(second.end + 1).is_ascii_digit();
    (!chained).then_some(Pair { a: a.value, b: b.value, last: index + 1, end: second.end })
}

/// Takes `3/14` where its neighbours allow.
pub(super) fn find(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let Some(pair) = pair(document, index) else { return month_and_short_year(document, index, findings) };
    let start = document.token(index)?.start;
    let pair = through(document, pair);
    let mut evidence = label_of(document, index);
    let labelled = evidence.contains(Evidence::LABEL);
    let confidence = if labelled && !is_quantity(document, index, &pair) { 0.9 } else { weigh(document, index, &pair) };
    if confidence <= 0.0 {
        return Some(pair.last + 1);
    }
    evidence |= if confidence >= 0.5 { Evidence::CONTEXT } else { Evidence::NONE };
    push(findings, Date { range: start..pair.end, rule: PARTIAL, confidence, evidence, year: 0 });
    Some(pair.last + 1)
}

/// Confidence of a pair that is no usual score and has nothing around it that says what it is.
pub(super) const ALONE: f32 = 0.42;

/// The two numbers of a pair that [`find`] reported.
pub(super) fn numbers(document: &Document<'_>, finding: &Finding) -> (u32, u32) {
    let index = document.token_at(finding.start);
    (lead(document.word(index)).value, lead(document.word(index + 1)).value)
}

/// Whether a pair is of the month of one of the `sure` ones and within ten days of it. Strength out of five and pain out of ten
/// stay scores.
pub(super) fn is_near((month, day): (u32, u32), sure: &[(u32, u32)]) -> bool {
    day != 10 && month.max(day) > 5 && sure.iter().any(|other| other.0 == month && other.1.abs_diff(day) <= 10)
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

/// How sure the neighbours make a pair; 0 when they exclude it.
fn weigh(document: &Document<'_>, index: u32, pair: &Pair) -> f32 {
    if is_quantity(document, index, pair) {
        return 0.0;
    }
    let before = index.wrapping_sub(1);
    let gap = document.gap(index);
    let near = matches!(
        gap,
        b" " | b"  " | b"\n" | b". " | b" (" | b"(" | b": " | b":" | b" ~" | b", " | b" - " | b"-" | b"/" | b" ["
    );
    let scored = is_score(pair);
    if near
        && document.is_any(before, FIRM)
        && !(scored && document.is_any(before, words!["us", "ct", "am", "le", "el", "stress", "passed", "fall"]))
        && !(is_fraction(pair)
            && document.is_any(before, words!["given", "started", "resumed", "stopped", "completed", "received"]))
    {
        return 0.9;
    }
    if followed_by_time(document, pair) || near && follows_time(document, index) {
        return 0.85;
    }
    // `late entry for 2/3`, `reviewed SW 1/8`, `back to work 8/10`, `Msg from Holly Stamatakis 1/6:`.
    let before2 = before.wrapping_sub(1);
    let initials = document.token(before).is_some_and(|token| token.len() <= 3 && token.shape.any(Shape::ALL_UPPER));
    if near
        && (document.is(before, b"for")
            && document
                .is_any(before2, words!["entry", "note", "set", "due", "scheduled", "appt", "visit", "slated", "labs"])
            || document.is(before, b"work") && document.is_any(before2, words!["to", "of", "from"])
            || document.is_any(before, words!["is", "was"])
                && document.is_any(before2, words!["today", "tomorrow", "yesterday", "date"])
            || gap == b" "
                && initials
                && document.is_any(before2, words!["reviewed", "signed", "seen", "completed", "entered"])
            || document.gap(pair.last + 1).starts_with(b": ")
                && document
                    .token(before)
                    .is_some_and(|token| token.is_capitalised() && token.is(Class::SURNAME) && token.prior >= 0))
    {
        return if scored { 0.6 } else { 0.85 };
    }
    // `Visits: 2/8, 5/10, 8/9`: one number out of which they all were would stay the same.
    if listed(document, index, pair) {
        return 0.7;
    }
    // `Comparison: CT 3/12`, `Cape Cod Hosp 8/30`.
    if near && gap == b" " {
        let study = document.is_any(before, words!["ct", "us", "stress"])
            && document
                .is_any(before2, words!["comparison", "prior", "compared", "previous", "repeat", "last", "since"]);
        let place = document.token(before).is_some_and(|token| {
            token.is_capitalised() && token.is(Class::FACILITY_WORD.or(Class::FACILITY)) && !token.is(Class::ABBREV)
        });
        if study || place && !scored {
            return 0.7;
        }
    }
    // `Cook Children's 9/13.`, `Fell on ice 2/14 in`.
    if !scored && pair.a <= 12 && pair.b > 12 && gap == b" " {
        let ends = document
            .gap(pair.last + 1)
            .first()
            .is_none_or(|byte| matches!(byte, b'.' | b',' | b';' | b')' | b'\n' | b'\r'));
        let name = document.token(before).is_some_and(|token| {
            token.is_capitalised()
                && !token.shape.any(Shape::ALL_UPPER)
                && token.is(Class::SURNAME.or(Class::CITY).or(Class::FACILITY))
                && !token.is(Class::CLINICAL.or(Class::DRUG).or(Class::ABBREV))
        }) || document.is(before, b"s")
            && document.byte_before(document.token(before).map_or(0, |s| s.start)) == b'\'';
        if ends && name || told_by_verb(document, before) {
            return 0.6;
        }
    }
    if let Some(certain) = ranged(document, index, pair) {
        return if certain && !scored || near && document.is_any(before, FAIR) { 0.85 } else { 0.55 };
    }
    if near && document.is_any(before, FAIR) {
        let fraction = is_fraction(pair)
            && document.is_any(before, words!["by", "of", "about", "around", "to", "for", "and", "from"]);
        let plain = document.is_any(before, words!["of", "and", "to", "for", "about", "as", "pm"]);
        return match (fraction || plain, scored) {
            (true, true) => 0.2,
            (true, false) => 0.55,
            (false, true) => 0.7,
            (false, false) => 0.85,
        };
    }
    let next = document.gap(pair.last + 1);
    // `,3-Mar-71,1/30,4S`: all that a cell holds.
    let cell = |byte: Option<&u8>| matches!(byte, Some(b',' | b';' | b'|' | b'\t'));
    if cell(gap.last()) && gap.len() == 1 && (cell(next.first()) && next.len() == 1 || next.starts_with(b",\"")) {
        return if is_fraction(pair) { 0.45 } else { 0.65 };
    }
    let begins =
        document.begins_line(index) || gap.contains(&b'|') || gap.contains(&b'\t') || gap.last() == Some(&b'[');
    if begins {
        return match (next.first(), scored) {
            (Some(b':' | b'-' | b'|' | b'\t'), false) => 0.85,
            (Some(b' ' | b'-'), _) if next.starts_with(b" -") || next.starts_with(b" :") => 0.8,
            (Some(b':'), true) => 0.7,
            (_, false) => 0.65,
            (_, true) => 0.45,
        };
    }
    // `SOCIAL WORK NOTE - 4/7`, at the end of a heading; `f/u 4/14`.
    let heads = gap == b" - " && next.first().is_none_or(|byte| matches!(byte, b'\n' | b'\r'));
    let later = gap == b" "
        && document.is_any(before, words!["u", "up"])
        && document.is_any(before2, words!["f", "follow"])
        && matches!(document.gap(before), b"/" | b"-" | b" ");
    if (heads || later) && !scored {
        return 0.7;
    }
    // `WBC 12 (3/14)`, `CXR 3/14:`, `(jmb 2/18)`.
    let enclosed = next.first() == Some(&b')') || next.first() == Some(&b']');
    match (scored, enclosed || next.first() == Some(&b':')) {
        (false, true) => 0.7,
        (false, false) if pair.b > 12 || pair.a > 12 => 0.48,
        // `5/4` of a strength, `1/1` of a reflex, `35-1/7` of weeks.
        (false, false) if pair.a.max(pair.b) <= 5 || pair.b == 7 && gap == b"-" => 0.4,
        (false, false) => ALONE,
        (true, true) => 0.4,
        (true, false) => 0.2,
    }
}

/// Numbers that grades and scores are usually out of, and that fractions have.
fn is_score(pair: &Pair) -> bool {
    matches!(pair.b, 2..=6 | 8 | 10 | 12) && pair.a <= pair.b
}

fn is_fraction(pair: &Pair) -> bool {
    matches!((pair.a, pair.b), (1, 2..=8) | (2, 3 | 5) | (3, 4 | 5 | 8) | (5 | 7, 8) | (4, 5))
}

/// Whether what stands before or after makes it a count, score, dose or reading.
fn is_quantity(document: &Document<'_>, index: u32, pair: &Pair) -> bool {
    let after = pair.last + 1;
    let next = document.gap(after);
    let next_near = matches!(next, b" " | b"-" | b"  ") || next == b" (";
    if measures(document, after) || document.token(after).is_some_and(|t| t.is(Class::MEASURE_UNIT)) && next == b" " {
        return true;
    }
    let counted = next_near && document.is_any(after, COUNTED);
    if document.is_any(after + 1, words!["eye", "eyes"]) && next_near {
        return true;
    }
    if (pair.a, pair.b) == (24, 7) {
        return true;
    }
    let before = index.wrapping_sub(1);
    let gap = document.gap(index);
    let near =
        matches!(gap, b" " | b"-" | b": " | b":" | b"  " | b", " | b" (" | b"=" | b" = " | b" - " | b"~" | b" ~");
    // A whole number before it: `39 4/7`, `1 1/2`; and spine levels `T11/12`, `C5/6`.
    if gap == b" "
        && document.token(before).is_some_and(|t| t.is_number() && t.len() <= 2)
        && (is_fraction(pair) || pair.b == 7)
    {
        return true;
    }
    if near && document.is_any(before, SCORES) {
        return true;
    }
    let told = |back| {
        document.is_any(
            index.wrapping_sub(back),
            words!["score", "scores", "scored", "scoring", "pupils", "acuity", "decreasing"],
        )
    };
    if (1..=4).any(told) {
        return true;
    }
    let grade = is_score(pair);
    if counted
        && (grade
            || !document.is_any(
                after,
                words!["on", "in", "of", "down", "full", "normal", "care", "positive", "pos", "days", "day", "way"],
            ))
    {
        return true;
    }
    // `Strength is 5/5 in the right and 4/5 in the left`, `pain at rest 6/10`: look back within the sentence.
    grade
        && (1..=8)
            .take_while(|back| !ends_sentence(document.gap(index.wrapping_sub(back - 1))))
            .any(|back| document.is_any(index.wrapping_sub(back), SCORES))
        || grade
            && (1..=3).take_while(|ahead| !ends_sentence(document.gap(pair.last + ahead))).any(|ahead| {
                document.is_any(
                    pair.last + ahead,
                    words![
                        "strength",
                        "pain",
                        "murmur",
                        "power",
                        "bilaterally",
                        "intensity",
                        "severity",
                        "reflexes",
                        "pulses",
                    ],
                )
            })
}

fn ends_sentence(gap: &[u8]) -> bool {
    gap.iter().any(|byte| matches!(byte, b';' | b'\n')) || gap.starts_with(b". ") || gap.len() > 6
}

/// `3/14 08:22`, `3/14 @ 0800`, `3/14 at 3 pm`, `3/14, 7:12 a`, `2351 hrs`.
fn followed_by_time(document: &Document<'_>, pair: &Pair) -> bool {
    let mut at = pair.last + 1;
    if document.is_any(at, words!["at", "around", "about"]) {
        at += 1;
    }
    if !matches!(document.gap(at), b" " | b", " | b" @ " | b" @" | b"@" | b"  " | b" - ") {
        return false;
    }
    let Some(token) = document.token(at) else { return false };
    let word = document.word(at);
    let clock = token.is_number()
        && token.len() <= 2
        && document.byte(token.end) == b':'
        && document.byte(token.end + 1).is_ascii_digit();
    let military = token.is_number() && token.len() == 4 && {
        let value = calendar::number(word);
        value / 100 < 24 && value % 100 < 60
    };
    let half_day = document.is_any(at + 1, words!["am", "pm", "a", "p"]) && token.is_number() && token.len() <= 2;
    let named = document.is_any(at, words!["am", "pm", "noon", "midnight", "overnight"]) && document.gap(at) == b" ";
    let joined = lead(word).len > 0
        && lead(word).len <= 4
        && word.last().is_some_and(|byte| matches!(byte | 32, b'h' | b'm'))
        && word.len() >= 3;
    clock || military || half_day || named || joined
}

/// Whether it is one of several pairs that commas part, whose second numbers differ and of which one is no score.
fn listed(document: &Document<'_>, index: u32, this: &Pair) -> bool {
    let after = this.last + 1;
    let next = matches!(document.gap(after), b", " | b"," | b"; ").then(|| pair(document, after)).flatten();
    let previous =
        matches!(document.gap(index), b", " | b"," | b"; ").then(|| pair(document, index.checked_sub(2)?)).flatten();
    let differ = |other: &Pair| {
        other.b != this.b
            && other.a <= 12
            && this.a <= 12
            && other.a != this.a
            && (!is_score(other) || !is_score(this))
            && (other.b > 6 || this.b > 6)
    };
    next.is_some_and(|other| differ(&other)) || previous.is_some_and(|other| differ(&other))
}

/// Whether a verb of what happens on a day stands within four words before, in the same clause.
fn told_by_verb(document: &Document<'_>, index: u32) -> bool {
    (0..4).take_while(|back| *back == 0 || matches!(document.gap(index.wrapping_sub(back - 1)), b" ")).any(|back| {
        document.is_any(
            index.wrapping_sub(back),
            words![
                "fell",
                "admitted",
                "discharged",
                "seen",
                "evacuated",
                "surgery",
                "transferred",
                "intubated",
                "extubated",
                "delivered",
                "died",
                "born",
                "expired",
                "presented",
                "hospitalized",
                "stay",
                "stays",
                "admission",
                "hospitalization",
                "mammogram",
            ],
        )
    })
}

/// `0005 1/8 cards fellow`, `at 0200 7/19`: a clock of four digits stands before it.
fn follows_time(document: &Document<'_>, index: u32) -> bool {
    let Some(before) = index.checked_sub(1) else { return false };
    let Some(token) = document.token(before).filter(|token| token.is_number() && token.len() == 4) else {
        return false;
    };
    let value = calendar::number(document.word(before));
    value / 100 < 24
        && value % 100 < 60
        && document.gap(index) == b" "
        && document.byte_before(token.start) != b'.'
        && (document.begins_line(before)
            || document.is_any(before.wrapping_sub(1), words!["at", "time", "around", "by"]))
}

/// Whether it is an end of a range `3/14-3/16`; the value says whether the order of the two is a calendar's.
fn ranged(document: &Document<'_>, index: u32, this: &Pair) -> Option<bool> {
    let joins = |at: u32| matches!(document.gap(at), b"-" | b" - " | b"- " | b" -" | b" -> ");
    let worded =
        |at: u32| document.is_any(at, words!["to", "through", "thru", "until", "till"]) && document.gap(at) == b" ";
    let after = this.last + 1;
    let other = if joins(after) {
        pair(document, after).map(|other| (this.a, this.b, other))
    } else if worded(after) {
        pair(document, after + 1).map(|other| (this.a, this.b, other))
    } else {
        None
    };
    let other = other.or_else(|| {
        let back = if joins(index) {
            index.checked_sub(2)?
        } else if worded(index.wrapping_sub(1)) {
            index.checked_sub(3)?
        } else {
            return None;
        };
        let before = pair(document, back)?;
        Some((before.a, before.b, Pair { a: this.a, b: this.b, last: this.last, end: this.end }))
    });
    let (a, b, second) = other?;
    // `4/5-5/5`: both out of the same number.
    if b == second.b && b <= 10 {
        return Some(false);
    }
    Some((a, b) < (second.a, second.b))
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
    let sure = if dotted {
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
        if document.gap(index + 1) != b"-" || !(1..=12).contains(&a) || !(13..=31).contains(&b) {
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
        !counted && (told || paired || begins || followed_by_time(document, &this) && near)
    };
    if !sure {
        return None;
    }
    let range = first.start..second.end;
    push(findings, Date { range, rule: PARTIAL, confidence: 0.7, evidence: Evidence::CONTEXT, year: 0 });
    Some(index + 2)
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
            if ![&b"st"[..], b"nd", b"rd", b"th"].iter().any(|end| suffix.eq_ignore_ascii_case(end)) {
                return None;
            }
            (number.value, index, false)
        }
        _ => return None,
    };
    let before = index.wrapping_sub(1);
    let before2 = index.wrapping_sub(2);
    if !(1..=31).contains(&value) || !matches!(document.gap(index), b" " | b", ") {
        return None;
    }
    let article = document.is(before, b"the");
    let is_day = |at: u32| document.classes(at).any(Class::WEEKDAY) && document.token(at).is_some_and(|t| t.len() >= 3);
    let weekday = if article { is_day(before2) } else { is_day(before) };
    if !article && !weekday {
        return None;
    }
    let told = document.is_any(
        before2,
        words![
            "dated",
            "starts",
            "start",
            "on",
            "since",
            "until",
            "till",
            "til",
            "by",
            "from",
            "seen",
            "before",
            "after",
            "through",
            "thru",
            "admitted",
            "discharged",
            "for",
            "around",
            "then",
            "here",
            "date",
            "maybe",
            "or",
            "and",
            "is",
            "was",
            "court",
            "meet",
            "hearing",
            "due",
            "back",
            "again",
            "show",
            "visit",
            "appt",
            "appointment",
            "rehab",
            "like",
            "mtg",
            "meeting",
        ],
    );
    let faint = document.is_any(
        before2,
        words![
            "then",
            "here",
            "date",
            "maybe",
            "or",
            "and",
            "is",
            "was",
            "for",
            "court",
            "meet",
            "hearing",
            "due",
            "back",
            "again",
            "show",
            "visit",
            "appt",
            "appointment",
            "rehab",
            "like",
            "mtg",
            "meeting",
        ],
    );
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
                "for",
                "as",
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
    let clause = gap.first().is_none_or(|byte| matches!(byte, b'.' | b',' | b'?' | b'!' | b';' | b')' | b'\n' | b'\r'));
    let told =
        told && !anatomy && (!faint || clause || document.is_any(last + 1, words!["i", "we", "he", "she", "at", "or"]));
    let confidence = match (weekday, told && open) {
        _ if of_month && !is_spelled => 0.8,
        (true, _) if !counts || next.is_empty() => 0.8,
        (_, true) if !is_spelled => 0.7,
        (_, true) if value > 3 => 0.55,
        _ => return None,
    };
    let range = token.start..document.token(last)?.end;
    push(findings, Date { range, rule: "date.ordinal", confidence, evidence: Evidence::CONTEXT, year: 0 });
    Some(last + 1)
}
