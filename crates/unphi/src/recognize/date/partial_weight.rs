//! How sure its neighbours make `3/14` a day: the sum of what stands before and after it.

#![forbid(unsafe_code)]

use super::numeric::lead;
use super::partial::{ALONE, Pair, pair};
use super::partial_cues::{COUNTED, FAIR, FIRM, SCORES};
use super::*;
use crate::recognize::is_percentage;

/// How sure the neighbours make a pair; 0 when they exclude it.
pub(super) fn weigh(document: &Document<'_>, index: u32, pair: &Pair) -> f32 {
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
    // `1340 5/10. sats dip`: what is charted by the clock out of ten is pain.
    let pain = pair.b == 10 && pair.a <= 10;
    if followed_by_time(document, pair) || near && !pain && follows_time(document, index) {
        return 0.85;
    }
    // `late entry for 2/3`, `reviewed SW 1/8`, `back to work 8/10`, `Msg from Holly Stamatakis 1/6:`.
    let before2 = before.wrapping_sub(1);
    let initials = document.token(before).is_some_and(|token| token.len() <= 3 && token.shape.any(Shape::ALL_UPPER));
    // `plan d/c 8/8`.
    let discharge = document.is(before, b"c") && document.is(before2, b"d") && document.gap(before) == b"/";
    if near && discharge {
        return 0.85;
    }
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
    // `given 1/6 by Fr. Kallenberg`, `summary for 4/8 meeting`, `went home 2/5`, `cultures of 9/8, 9/10 and 9/11`.
    if gap == b" " && told_after(document, pair) || near && told_before(document, index, pair) {
        return 0.7;
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
    // A column of days behind one of persons: it takes another day in the document to be sure.
    let wide = |gap: &[u8]| gap.len() > 2 && gap.iter().all(|byte| *byte == b' ');
    if wide(gap)
        && wide(next)
        && document
            .token(before)
            .is_some_and(|token| token.is_capitalised() && !token.is(Class::CLINICAL.or(Class::ABBREV)))
    {
        return 0.45;
    }
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
        // Little else is written with a day over twelve: `papers came 4/21`, `dispo: home 4/26 if`.
        (false, false) if pair.a <= 12 && pair.b > 12 => {
            if is_out_of(document, index, pair) {
                0.48
            } else {
                0.55
            }
        }
        (false, false) if pair.a > 12 => 0.48,
        // Nor with the larger number first, `Conference 10/3; parent agreed`, or out of a number that nothing is out of.
        (false, false)
            if (pair.a > pair.b && pair.a > 5 || pair.b == 1 && pair.a > 3 || is_odd(document, index, pair))
                && !is_out_of(document, index, pair) =>
        {
            0.52
        }
        // `nodes 2/11`: not even beside a sure date.
        (false, false) if is_out_of(document, index, pair) => 0.38,
        // `5/4` of a strength, `1/1` of a reflex, `35-1/7` of weeks.
        (false, false) if pair.a.max(pair.b) <= 5 || pair.b == 7 && gap == b"-" => 0.4,
        (false, false) => ALONE,
        (true, true) => 0.4,
        (true, false) => 0.2,
    }
}

/// Whether a pair that could be a day is as likely a score, an acuity, a strength or a setting: `MoCA 12/30`, `6/24 in the right
/// eye`, `Lotrel 10/20`, `bipap 10/5`, `1/16 inch`.
fn is_out_of(document: &Document<'_>, index: u32, pair: &Pair) -> bool {
    let before = index.wrapping_sub(1);
    // What scales are out of, and what drugs and lenses are given in.
    let scale = pair.b <= 12 || matches!(pair.b, 15 | 16 | 18 | 20 | 21 | 23 | 24 | 25 | 27 | 28 | 30);
    let measured = document.token(before).is_some_and(|token| {
        token.is(Class::DRUG)
            || scale && token.is(Class::ABBREV)
            || scale && token.shape.any(Shape::ALL_UPPER) && token.is(Class::CLINICAL)
    }) && document.gap(index) != b": ";
    let told = (1..=8).take_while(|back| !ends_sentence(document.gap(index.wrapping_sub(back - 1)))).any(|back| {
        document.is_any(
            index.wrapping_sub(back),
            words![
                "acuity", "vision", "visual", "eye", "bcva", "va", "glasgow", "gcs", "coma", "scale", "score",
                "scores", "scored", "scoring", "moca", "mmse", "slums", "phq", "gad", "berg", "tinetti", "epworth",
                "audit", "nodes", "balance", "index", "bipap", "cpap", "peep", "wbc", "pupils", "ratio", "mixture",
                "strength", "settings", "segment", "segments", "apgar", "apgars", "apg"
            ],
        )
    });
    let counted = document.is_any(
        pair.last + 1,
        words!["inch", "inches", "od", "os", "ou", "nodes", "lymph", "cores", "correct", "items", "points", "targets"],
    ) && document.gap(pair.last + 1) == b" "
        || document.is(pair.last + 1, b"in")
            && document.is_any(pair.last + 2, words!["the", "each", "both", "either", "right", "left"]);
    measured || told || counted
}

/// Numbers that grades and scores are usually out of, and that fractions have.
fn is_score(pair: &Pair) -> bool {
    matches!(pair.b, 2..=6 | 8 | 10 | 12) && pair.a <= pair.b
}

/// Whether it is out of seven, nine or eleven, which no scale is. Apgar scores are two of seven to nine, and of teeth
/// and levels one follows the other.
fn is_odd(document: &Document<'_>, index: u32, pair: &Pair) -> bool {
    matches!(pair.b, 7 | 9 | 11)
        && pair.a != pair.b
        && pair.a + 1 != pair.b
        && !(pair.b == 9 && pair.a >= 7)
        && document.byte_before(document.token(index).map_or(0, |token| token.start)) != b'='
        && !document.is_any(
            index.wrapping_sub(1),
            words![
                "x", "fl", "fp", "fn", "of", "nodes", "d", "p", "pg", "pp", "page", "pages", "sheet", "day", "days",
                "dose", "cycle"
            ],
        )
}

/// Whether what follows a pair is somebody who did something on that day, or a meeting.
fn told_after(document: &Document<'_>, pair: &Pair) -> bool {
    let after = pair.last + 1;
    let person = |at: u32| {
        document
            .token(at)
            .is_some_and(|token| token.is_capitalised() && !token.is(Class::CLINICAL.or(Class::MEASURE_UNIT)))
    };
    document.gap(after) == b" "
        && (document.is(after, b"by") && document.gap(after + 1) == b" " && person(after + 1)
            || !is_fraction(pair)
                && document.is_any(after, words!["meeting", "mtg", "conference", "appt", "appointment", "hearing"]))
}

/// Whether what stands before a pair makes it a day: whoever `went home`, another day that `and` joins, a list that goes on.
fn told_before(document: &Document<'_>, index: u32, this: &Pair) -> bool {
    let (before, before2) = (index.wrapping_sub(1), index.wrapping_sub(2));
    let gap = document.gap(index);
    if document.is(before, b"home")
        && (document.begins_line(before)
            || document.is_any(before2, words!["went", "sent", "back", "discharged", "dc", "c", "to", "returned"])
            || document.gap(before) == b". ")
    {
        return true;
    }
    // `Approved by KC 2/5`, `Scored by Mairhofer 6/28`, `last seen here 12/12`.
    let signed = document.is(before2, b"by")
        && document.gap(before) == b" "
        && document.token(before).is_some_and(|token| token.is_capitalised() && !token.is(Class::CLINICAL));
    let here = document.is(before, b"here") && document.is_any(before2, words!["seen", "was", "admitted", "visit"]);
    if gap == b" " && (signed || here) {
        return true;
    }
    // `s/p R occipital CVA 1/26`: an event, and when it was.
    let past = !is_fraction(this)
        && !matches!(this.b, 5 | 10)
        && (2..=6)
            .take_while(|back| matches!(document.gap(index.wrapping_sub(back - 1)), b" " | b"/" | b"-"))
            .any(|back| document.is(index.wrapping_sub(back), b"p") && document.is(index.wrapping_sub(back + 1), b"s"));
    if past {
        return true;
    }
    let joined = document.is_any(before, words!["and", "or", "then"]) && gap == b" ";
    let other = if joined {
        index.checked_sub(3)
    } else if gap == b", " {
        index.checked_sub(2)
    } else {
        None
    };
    let Some((at, other)) = other.and_then(|at| Some((at, pair(document, at)?))) else { return false };
    let follows = other.last + 1 + u32::from(joined) == index;
    let firm = document.is_any(at.wrapping_sub(1), FIRM) && document.gap(at) == b" ";
    let later = other.a == this.a && other.b < this.b && !(is_fraction(&other) && is_fraction(this)) && this.b > 6;
    follows && (joined && firm && other.b != this.b || later)
}

fn is_fraction(pair: &Pair) -> bool {
    matches!((pair.a, pair.b), (1, 2..=8) | (2, 3 | 5) | (3, 4 | 5 | 8) | (5 | 7, 8) | (4, 5))
}

/// Whether what stands before or after makes it a count, score, dose or reading.
pub(super) fn is_quantity(document: &Document<'_>, index: u32, pair: &Pair) -> bool {
    let after = pair.last + 1;
    let next = document.gap(after);
    let next_near = matches!(next, b" " | b"-" | b"  ") || next == b" (";
    // `dated 8/12 of last year`, `10/21 L deltoid`.
    if document.is(after, b"of") && document.is_any(after + 1, words!["last", "this", "next", "that"])
        || pair.b > 12
            && document.is(after, b"l")
            && next == b" "
            && document.byte_before(document.token(after + 1).map_or(0, |t| t.start)) == b' '
    {
        return false;
    }
    if measures(document, after) || document.token(after).is_some_and(|t| t.is(Class::MEASURE_UNIT)) && next == b" " {
        return true;
    }
    // `3+4 = 7 in 2/14, 20% of core`: how many of how many, and what share.
    let share = matches!(next, b", " | b" (" | b" " | b" = ") && is_percentage(document, after);
    if share {
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
        ) && !document.is(index.wrapping_sub(back) + 1, b"by")
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
    // `CAM neg since 3/10`: what stands right before it says more than what stands far off.
    let dated = near && document.is_any(before, words!["since", "until", "till", "dated", "thru", "through"]);
    // `Strength is 5/5 in the right and 4/5 in the left`, `pain at rest 6/10`: look back within the sentence.
    grade
        && !dated
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
pub(super) fn followed_by_time(document: &Document<'_>, pair: &Pair) -> bool {
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

/// Whether it is one of several pairs that commas, blanks or `and` part, whose second numbers differ and of which one is no score.
fn listed(document: &Document<'_>, index: u32, this: &Pair) -> bool {
    let after = this.last + 1;
    // The pair beside this one, or beyond the word that joins them, and whether a blank is all that parts them.
    let neighbour = |gap: &[u8], joint: u32, beside: Option<u32>, beyond: Option<u32>| {
        let joined = gap == b" " && document.gap(joint) == b" " && document.is_any(joint, words!["and", "then"]);
        let blank = gap == b" " && !joined;
        let at = if joined { beyond } else { beside.filter(|_| blank || matches!(gap, b", " | b"," | b"; " | b" & ")) };
        Some((pair(document, at?)?, blank))
    };
    let next = neighbour(document.gap(after), after, Some(after), Some(after + 1));
    let previous = neighbour(document.gap(index), index.wrapping_sub(1), index.checked_sub(2), index.checked_sub(3));
    // With a blank alone between them they may be the values of two columns, unless one is no part of a whole.
    let bare = |other: &Pair| other.a <= other.b && this.a <= this.b;
    let differ = |other: &Pair| {
        other.b != this.b
            && other.a <= 12
            && this.a <= 12
            && other.a != this.a
            && (!is_score(other) || !is_score(this))
            && (other.b > 6 || this.b > 6)
    };
    let told = |(other, blank): (Pair, bool)| differ(&other) && !(blank && bare(&other));
    next.is_some_and(told) || previous.is_some_and(told)
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
