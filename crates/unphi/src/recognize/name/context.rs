//! What stands around a candidate.

#![forbid(unsafe_code)]

use super::weight;
use crate::lexicon::{Class, Label};
use crate::scan::document::{Casing, Tie};
use crate::scan::{Document, Shape, Token, Words, words};
use crate::span::Evidence;

/// What the words before token `first` say.
pub(super) fn before(document: &Document<'_>, first: u32) -> Option<(i32, Evidence)> {
    if let Some(tie) = document.labelled(first, &[Label::Person, Label::GivenName, Label::Surname]) {
        let points = match tie {
            Tie::Adjacent => weight::LABEL_ADJACENT,
            Tie::Separated => weight::LABEL,
            Tie::Structural => weight::LABEL_STRUCTURAL,
        };
        let adjacent = preceding_word(document, first).map_or(0, |(points, _)| points);
        return Some((points.max(adjacent), Evidence::LABEL));
    }
    preceding_word(document, first)
}

pub(super) fn preceding_word(document: &Document<'_>, first: u32) -> Option<(i32, Evidence)> {
    let left = first.checked_sub(1)?;
    let token = document.token(left)?;
    let gap = document.gap(first);
    // `daughter-in-law Meaza`, `case manager Quisumbing`.
    let classes = match document.phrase_over(left) {
        Some(phrase) if token.shape.any(Shape::PHRASE) && phrase.last == left && phrase.first < left => {
            phrase.row().classes
        }
        _ => token.classes,
    };
    // A full stop belongs to an abbreviation (`Dr.`), not to a word (`a nurse. She`).
    let abbreviated = gap.first() != Some(&b'.')
        || token.len() <= 4 && !token.is(Class::RELATION) && !document.is_any(left, words!["sir", "miss", "maam"]);
    // `16 Fr Foley`: the gauge, not the priest.
    let gauge =
        document.is(left, b"fr") && left.checked_sub(1).and_then(|at| document.token(at)).is_some_and(Token::has_digit);
    if token.is(Class::TITLE)
        && !gauge
        && abbreviated
        && matches!(gap, b" " | b". " | b"." | b".  " | b"  " | b"\n" | b".\n")
    {
        return Some((weight::TITLE, Evidence::TITLE));
    }
    // `Is this Nasrin?`
    let asked = document.is(left, b"this") && document.is(left.wrapping_sub(1), b"is");
    if gap == b" " && !asked && (document.is_any(left, DETERMINERS) || is_described(document, left)) {
        return Some((weight::DETERMINER, Evidence::CONTEXT_AGAINST));
    }
    if !matches!(
        gap,
        b",\n"
            | b",\n\n"
            | b",\r\n"
            | b",\r\n\r\n"
            | b" "
            | b", "
            | b": "
            | b":  "
            | b"; "
            | b" ("
            | b"\n"
            | b", \""
            | b" \""
            | b"/"
            | b"/ "
            | b" - "
            | b" @"
            | b": \""
    ) {
        return None;
    }
    if classes.any(Class::RELATION) {
        let marked = gap == b" " && !token.is_capitalised() && document.token(first).is_some_and(is_titlecase);
        let points = if marked { weight::RELATION_THEN_CAPITAL } else { weight::RELATION };
        return Some((points, Evidence::ROLE));
    }
    if token.is(Class::INTRODUCER)
        && let Some(found) = introduced(document, left, gap)
    {
        return Some(found);
    }
    if classes.any(Class::ROLE)
        || token.is(Class::CREDENTIAL)
            && token.shape.any(Shape::ALL_UPPER)
            && matches!(gap, b" " | b" \"" | b": ")
            && !document.is_any(left, WEAK_CREDENTIALS)
    {
        let quoted = gap.ends_with(b"\"") && document.gap(first + 1).starts_with(b"\"");
        return Some((if quoted { weight::QUOTED } else { weight::ROLE }, Evidence::ROLE));
    }
    // The line after `Best regards,` or `Have a bright weekend,`.
    if gap.starts_with(b",\n") || gap.starts_with(b",\r\n") {
        let alone = stands_alone(document, first, first);
        return Some((if alone { weight::SIGNED_OFF } else { weight::INTRODUCED }, Evidence::POSITION));
    }
    // `Drs. Smith and Jones`, `Dr. Smith, Jones`.
    if document.is(left, b"and")
        && (2..6).any(|back| {
            document.is(first.wrapping_sub(back), b"drs") || document.is(first.wrapping_sub(back), b"doctors")
        })
    {
        return Some((weight::TITLE, Evidence::TITLE));
    }
    if asked
        || document.is(left, b"is") && document.is_any(left.wrapping_sub(1), words!["name", "this"])
        || document.is(left, b"am") && document.is(left.wrapping_sub(1), b"i")
        || document.is(left, b"m") && document.is(left.wrapping_sub(1), b"i")
        || document.is(left, b"s") && document.is_any(left.wrapping_sub(1), words!["name"])
    {
        return Some((weight::INTRODUCED + 6, Evidence::CONTEXT));
    }
    // `care of Hrdlicka`.
    if document.is(left, b"of") && document.is(left.wrapping_sub(1), b"care") {
        return Some((weight::ADDRESSED, Evidence::CONTEXT));
    }
    // `SW: Marguerite`: who does what, at the head of a line or list.
    if gap.starts_with(b": ") && token.shape.any(Shape::ALL_UPPER) && document.is_any(left, POSTS) {
        return Some((weight::ROLE, Evidence::ROLE));
    }
    // `(surgery (Ohanzee)`, `cardiology, Frost,`.
    if gap == b" (" && document.is_any(left, SERVICES) {
        return Some((weight::SERVICE, Evidence::ROLE));
    }
    // `Anesthesia: Keliikipi`: who gave a service, at its heading.
    if gap.starts_with(b": ") && document.is_any(left, SERVICES) && document.begins_line(left) {
        return Some((weight::SERVICE, Evidence::ROLE));
    }
    if document.is_any(left, words!["and", "for", "see", "signed", "saw", "with", "to", "from"]) {
        return Some((weight::PREPOSITION, Evidence::CONTEXT));
    }
    None
}

/// Whether `left` says which of several like things is meant: `a curved Glover`, `two Ellis`, `the #4 right Lorenz`.
fn is_described(document: &Document<'_>, left: u32) -> bool {
    document.is_any(left, COUNTED)
        || document.is_any(left, DESCRIBING)
            && document.gap(left) == b" "
            && document.token(left).is_some_and(Token::is_lower)
            && (document.is_any(left.wrapping_sub(1), DETERMINERS)
                || document.is_any(left.wrapping_sub(1), COUNTED)
                || document.is_any(left, words!["curved", "straight", "modified", "angled", "toothed"]))
}

/// What persons seldom take before their name.
const DETERMINERS: &Words = words!["the", "a", "an", "this", "each"];
/// How many of a thing there are.
const COUNTED: &Words = words!["another", "two", "three", "four", "these", "those"];
/// How a thing that is called by a name is described: by its form, size and order.
const DESCRIBING: &Words = words![
    "curved",
    "straight",
    "small",
    "large",
    "medium",
    "long",
    "short",
    "single",
    "double",
    "standard",
    "modified",
    "sterile",
    "round",
    "fresh",
    "new",
    "right",
    "left",
    "flat",
    "blunt",
    "sharp",
    "toothed",
    "angled",
    "second",
    "third",
    "disposable",
    "rigid",
    "flexible",
    "narrow",
    "wide",
    "deep",
    "bipolar",
    "locking",
    "running",
    "padded",
    "classic",
    "classical",
    "type",
    "style",
];

/// What an introducing word `left` says, together with the word before it: `spoke with`, `report given to`, `dear`.
fn introduced(document: &Document<'_>, left: u32, gap: &[u8]) -> Option<(i32, Evidence)> {
    let word = document.word(left);
    let before = left.wrapping_sub(1);
    let partner = document.gap(left);
    let together = matches!(partner, b" " | b" (" | b"/" | b", " | b"\n");
    let by_partner = |strong: &Words, alone: i32| {
        let points = if together && document.is_any(before, strong) { weight::ADDRESSED } else { alone };
        (points > 0).then_some((points, Evidence::CONTEXT))
    };
    match word.len() {
        1 if word.eq_ignore_ascii_case(b"w") && gap.starts_with(b"/") => by_partner(WITH, weight::PREPOSITION),
        1 => (partner == b"/" && document.is(before, b"d")).then_some((weight::ADDRESSED, Evidence::CONTEXT)),
        _ if gap.starts_with(b"/") => None,
        2 if document.is(left, b"by") => by_partner(BY, weight::INTRODUCED),
        2 if document.is(left, b"to") => by_partner(TO, weight::PREPOSITION),
        3 if document.is(left, b"per") => Some((weight::INTRODUCED, Evidence::CONTEXT)),
        4 if document.is(left, b"with") => by_partner(WITH, weight::PREPOSITION),
        4 if document.is(left, b"from") => by_partner(FROM, weight::PREPOSITION),
        _ if document.is_any(left, GREETINGS) => Some((weight::GREETED, Evidence::CONTEXT)),
        _ if document.is_any(left, words!["named", "called", "nicknamed", "aka", "alias", "nee", "cc", "attn"]) => {
            Some((weight::INTRODUCED, Evidence::CONTEXT))
        }
        _ if document.is_any(left, ADDRESSING) => Some((weight::CONTACTED, Evidence::CONTEXT)),
        _ => None,
    }
}

/// Whether `left` is a word that is put to a person: `paged`, `dear`.
pub(super) fn is_spoken_to(document: &Document<'_>, left: u32) -> bool {
    document.classes(left).any(Class::INTRODUCER)
}

/// A capitalised word that is not all capitals.
fn is_titlecase(token: &Token) -> bool {
    token.is_capitalised() && !token.shape.any(Shape::ALL_UPPER)
}

/// Posts by their abbreviations, which are other things as well.
const POSTS: &Words =
    words!["sw", "cm", "rt", "pt", "ot", "np", "pa", "st", "slp", "md", "rp", "rph", "don", "adon", "poa", "hcp", "gn"];

/// What is done to a person without a preposition: `paged Savage x2`, `please call Lupeni`.
const ADDRESSING: &Words = words![
    "told", "call", "contact", "ask", "asked", "text", "via", "tell", "meet", "met", "paged", "page", "notify",
    "notified", "texted", "emailed", "phoned", "updated", "informed", "message", "saw",
];
/// How letters and messages begin and end.
const GREETINGS: &Words =
    words!["dear", "hi", "hello", "hey", "thanks", "thx", "regards", "sincerely", "mahalo", "say"];
/// What is done with a person.
const WITH: &Words = words![
    "discussed",
    "discuss",
    "d",
    "reviewed",
    "spoke",
    "spoken",
    "speak",
    "speaking",
    "talked",
    "talk",
    "talking",
    "met",
    "meet",
    "meeting",
    "mtg",
    "consulted",
    "conferred",
    "coordinated",
    "visit",
    "appointment",
    "appt",
    "conversation",
    "lives",
    "living",
    "rounded",
    "up",
    "u",
    "shared",
    "communicated",
    "communication",
    "conference",
    "chatted",
    "visited",
    "stays",
    "staying",
    "married",
    "seen",
    "call",
    "phone",
    "examined",
    "scheduled",
    "confirmed",
    "verified",
    "checked",
    "agree",
    "agrees",
    "discussion",
    "touched",
    "base",
    "counseled",
];
/// What is done by a person.
const BY: &Words = words![
    "seen",
    "examined",
    "evaluated",
    "signed",
    "dictated",
    "reviewed",
    "reported",
    "referred",
    "performed",
    "read",
    "interpreted",
    "ordered",
    "called",
    "notified",
    "written",
    "entered",
    "verified",
    "witnessed",
    "accompanied",
    "prescribed",
    "recommended",
    "assisted",
    "goes",
    "done",
    "completed",
    "transcribed",
    "authorized",
    "cosigned",
    "relieved",
    "found",
    "taken",
    "driven",
    "back",
    "told",
    "attended",
    "approved",
    "scribed",
    "documented",
    "assessed",
    "collected",
    "drawn",
    "placed",
    "administered",
    "checked",
    "co",
    "out",
    "electronically",
    "exported",
    "created",
];
/// What goes to a person.
const TO: &Words = words![
    "report",
    "given",
    "referred",
    "spoke",
    "spoken",
    "talked",
    "talking",
    "out",
    "endorsed",
    "handed",
    "off",
    "message",
    "page",
    "called",
    "reported",
    "communicated",
    "relayed",
    "married",
    "letter",
    "call",
    "according",
    "explained",
    "handoff",
    "signout",
    "listened",
    "faxed",
    "emailed",
    "care",
    "back",
    "engaged",
    "spk",
    "sent",
    "faxed",
    "telephoned",
];
/// What comes from a person.
const FROM: &Words = words![
    "order", "orders", "report", "call", "message", "received", "heard", "letter", "email", "text", "note", "page",
    "handoff", "signout", "consult", "back", "referral",
];
/// Services whose heading is followed by who gave them.
const SERVICES: &Words = words![
    "anesthesia",
    "anesthesiology",
    "anaesthesia",
    "surgery",
    "cardiology",
    "neurology",
    "oncology",
    "urology",
    "psychiatry",
    "radiology",
    "pathology",
    "interpreter",
    "nephrology",
    "icu",
    "ortho",
    "orthopedics",
];

/// Credentials that are other things as well: patient, physical therapy, a Roman numeral, a state.
pub(super) const WEAK_CREDENTIALS: &Words =
    words!["pt", "ot", "do", "ma", "ms", "ct", "od", "dc", "rt", "pa", "np", "ii", "iii", "iv"];

/// What follows token `last`.
pub(super) fn after(document: &Document<'_>, last: u32, casing: Casing) -> Option<(i32, Evidence)> {
    let right = last + 1;
    let gap = document.gap(right);
    let token = document.token(right);
    if let Some(token) = token
        && token.is(Class::CREDENTIAL)
        && matches!(gap, b", " | b" " | b"," | b" (" | b",  ")
        && (token.shape.any(Shape::ALL_UPPER.or(Shape::MIXED)) || token.is_capitalised() || casing == Casing::Lower)
    {
        let weak = document.is_any(right, WEAK_CREDENTIALS) && gap != b", ";
        let points = if weak {
            weight::WEAK_CREDENTIAL
        } else if casing == Casing::Upper && gap == b" " {
            weight::WEAK_CREDENTIAL + 8
        } else {
            weight::CREDENTIAL
        };
        return Some((points, Evidence::CREDENTIAL));
    }
    let stamped = matches!(document.gap(last), b"] " | b" - " | b"> " | b") ")
        && document
            .token(last.wrapping_sub(1))
            .is_some_and(|t| t.has_digit() || document.is_any(last - 1, words!["am", "pm"]));
    if gap.starts_with(b":")
        && document.token(last).is_some_and(|t| t.row == 0)
        && document.gap(last) == b" "
        && document
            .token(last.wrapping_sub(1))
            .is_some_and(|t| t.is(Class::ROLE.or(Class::FACILITY_WORD)) && t.is_capitalised())
    {
        return Some((weight::LABEL_FOLLOWS, Evidence::CONTEXT_AGAINST));
    }
    if gap.starts_with(b": ") && stamped {
        return Some((weight::STAMPED_SPEAKER, Evidence::POSITION));
    }
    // `src: …`: three letters that no list knows are a key.
    let key = document.token(last).is_some_and(|t| t.row == 0 && t.len() < 4);
    if gap.starts_with(b": ") && document.begins_line(last) && !key {
        return Some((weight::SPEAKER, Evidence::POSITION));
    }
    if gap == b"'" && document.is(right, b"s") {
        // `Johnson's baby shampoo`.
        let product =
            words!["shampoo", "lotion", "powder", "soap", "oil", "wash", "sauce", "soup", "cereal", "tablets"];
        if document.is_any(right + 1, product) || document.is(right + 1, b"baby") && document.is_any(right + 2, product)
        {
            return Some((3 * weight::LABEL_FOLLOWS, Evidence::CONTEXT_AGAINST));
        }
        // `Zawadi's mother`, `Braun's note`.
        let personal = document.gap(right + 1) == b" "
            && (document.classes(right + 1).any(Class::RELATION)
                && !document.is_any(right + 1, words!["baby", "infant"])
                || document.is_any(
                    right + 1,
                    words!["note", "notes", "office", "care", "clinic", "recommendations", "house", "place", "name"],
                ));
        return Some((if personal { weight::POSSESSOR } else { weight::POSSESSIVE }, Evidence::CONTEXT));
    }
    let token = token?;
    let initial = document.token(last).is_some_and(|t| t.len() == 1);
    if matches!(gap, b", " | b" (" | b" " | b"  " | b"   ") || gap == b". " && initial {
        let number = if document.is(right, b"is") || document.is(right, b"a") || document.is(right, b"an") {
            right + 1
        } else {
            right
        };
        let number = if document.is(number, b"a") || document.is(number, b"an") { number + 1 } else { number };
        let aged = document.token(number).is_some_and(|t| {
            let word = document.word(number);
            let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let sexed = matches!(word.get(digits..), Some([b'M' | b'F' | b'm' | b'f' | b'y' | b'Y', ..]))
                && word.len() <= digits + 3;
            (1..=3).contains(&digits)
                && (sexed
                    || t.is_number()
                        && (document.classes(number + 1).any(Class::AGE_WORD)
                            || document.is_any(
                                number + 1,
                                words!["m", "f", "yo", "y", "year", "yr", "months", "male", "female"],
                            )
                            || gap == b", "
                                && matches!(document.gap(number + 1), b", " | b"; " | b")")
                                && t.len() <= 2))
        });
        let dated = document.token(right).is_some_and(|t| t.is_number() && t.len() <= 2)
            && matches!(document.gap(right + 1), b"/" | b"-")
            && document.token(right + 1).is_some_and(Token::is_number)
            && document.gap(right + 2) == document.gap(right + 1);
        if aged && number > right {
            return Some((weight::IS_AGED, Evidence::CONTEXT));
        }
        if aged || dated {
            return Some((weight::AGE, Evidence::CONTEXT));
        }
        if gap.len() > 1
            && gap != b", "
            && gap != b" ("
            && document.is_any(right, words!["m", "f", "male", "female", "dob", "mrn"])
        {
            return Some((weight::AGE, Evidence::CONTEXT));
        }
    }
    // `Grace - my girlfriend`, `Luz, his sister`, `Consuelo (wife)`.
    if matches!(gap, b", " | b" - " | b" (" | b" -- ") {
        let owned = document.is_any(right, words!["my", "her", "his", "their", "your", "pts", "our", "the"]);
        let relation = if owned && document.gap(right + 1) == b" " { right + 1 } else { right };
        let told = document.classes(relation).any(Class::RELATION)
            && (owned || gap == b" (" && document.byte(document.token(relation).map_or(0, |t| t.end)) == b')');
        if told && document.token(relation).is_some_and(|t| !t.is_capitalised()) {
            return Some((weight::APPOSED, Evidence::ROLE));
        }
    }
    if gap == b", " && token.is(Class::STATE.or(Class::STATE_ABBR)) && token.is_capitalised() {
        return Some((weight::PLACE_FOLLOWS, Evidence::NONE));
    }
    if matches!(gap, b" " | b"\" ") && (!token.is_capitalised() || casing == Casing::Upper) {
        if token.is(Class::PERSON_VERB) {
            return Some((weight::PERSON_VERB, Evidence::VERB));
        }
        if token.is(Class::SPEECH_VERB) {
            return Some((weight::VERB, Evidence::VERB));
        }
        // `pt Ohanzee c/o nausea`.
        if document.is(right, b"c") && document.byte(token.end) == b'/' && document.is(right + 1, b"o") {
            return Some((weight::PERSON_VERB, Evidence::VERB));
        }
    }
    None
}

/// Whether another name stands beside the tokens in a list: `Ja'Kari, Nylah and Dre`.
pub(super) fn listed(document: &Document<'_>, first: u32, last: u32) -> bool {
    let name = |index: u32| {
        document.token(index).is_some_and(|token| {
            token.is_capitalised()
                && token.is(Class::GIVEN.or(Class::SURNAME))
                && token.prior >= 8
                && !token.is(Class::CITY.or(Class::STATE).or(Class::COUNTRY).or(Class::EPONYM))
        })
    };
    let comma = |gap: &[u8]| matches!(gap, b", " | b"; " | b" & " | b" / " | b"/");
    let and = |index: u32| document.gap(index) == b" " && document.is(index, b"and");
    let right = last + 1;
    if comma(document.gap(first)) && first > 0 && name(first - 1)
        || comma(document.gap(right)) && name(right)
        || and(right) && name(right + 1)
    {
        return true;
    }
    // `Arlo, Juniper and Sage`: the name may be two places further on.
    let mut left = first;
    for _ in 0..3 {
        let before = left.wrapping_sub(1);
        let skipped = if and(before) { before.wrapping_sub(1) } else { before };
        if skipped == before && !comma(document.gap(left)) || !document.token(skipped).is_some_and(is_titlecase) {
            return false;
        }
        if name(skipped) {
            return true;
        }
        left = skipped;
    }
    false
}

/// Whether the tokens are all that their line holds, apart from marks and a credential: a signature, a cc line.
pub(super) fn stands_alone(document: &Document<'_>, first: u32, last: u32) -> bool {
    if !document.begins_line(first) {
        return false;
    }
    for right in last + 1..last + 4 {
        if document.token(right).is_none() || document.gap(right).contains(&b'\n') {
            return true;
        }
        if !document.classes(right).any(Class::CREDENTIAL) {
            return false;
        }
    }
    false
}
