//! Initials that stand for a person.

#![forbid(unsafe_code)]

use super::candidate::placeholder;
use super::context::after;
use super::weight;
use crate::Identifier;
use crate::lexicon::{self, Class, Label};
use crate::recognize::finding;
use crate::scan::document::{Casing, Field};
use crate::scan::{Document, Shape, Token, words};
use crate::span::{Evidence, Finding, Kind};

/// Initials as a field's value: `Dictated by: JH`, `RN: K.M.`, `AHW/bjc`.
pub(super) fn labelled_initials(document: &Document<'_>, field: &Field) -> Option<Finding> {
    let token = document.token(field.value)?;
    // `MI: J`.
    if field.label == Label::GivenName && token.len() == 1 && token.is_capitalised() {
        return Some(finding(
            token.start..token.end,
            Identifier::Name,
            Kind::Initials,
            "name.initials.labelled",
            0.7,
            Evidence::LABEL,
        ));
    }
    // The label of the next field is no value.
    if field.label != Label::Person || token.labelled || token.is(Class::CREDENTIAL) {
        return None;
    }
    let by = document.is(field.value.wrapping_sub(1), b"by");
    // A column of initials holds nothing else.
    let column = document.is_any(field.first, words!["init", "inits", "initials"]) && short_letters(token);
    let letters = (token.shape.any(Shape::ALL_UPPER)
        || column && token.is_lower()
        || by && short_letters(token) && token.row().running < 64)
        && !token.has_digit();
    let taken =
        Class::TITLE.or(Class::ROLE).or(Class::RELATION).or(Class::FUNCTION).or(Class::ABBREV).or(Class::CLINICAL);
    if !letters || token.len() > 3 || token.is(taken) && !column || placeholder(document.word(field.value)) {
        return None;
    }
    let mut end = token.end;
    let mut last = field.value;
    while document.gap(last + 1) == b"."
        && document.token(last + 1).is_some_and(|t| t.len() == 1 && t.is_capitalised())
        && last < field.value + 3
    {
        last += 1;
        end = document.token(last)?.end;
    }
    (end - token.start >= 2).then(|| {
        finding(
            token.start..end,
            Identifier::Name,
            Kind::Initials,
            "name.initials.labelled",
            0.6,
            Evidence::LABEL | Evidence::NAME_SHAPE,
        )
    })
}

/// `J.S.`, `M. R.` where a person stands: after a role, relation or `by`, before an age.
pub(super) fn dotted_initials(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index)?;
    if token.len() != 1 || !token.is_capitalised() || document.byte(token.end) != b'.' {
        return None;
    }
    let single = |at: u32| {
        document.token(at).is_some_and(|t| t.len() == 1 && t.is_capitalised() && document.byte(t.end) == b'.')
    };
    let left = index.wrapping_sub(1);
    if single(left) && matches!(document.gap(index), b"." | b". ") {
        return None;
    }
    let mut last = index;
    while last < index + 3 && matches!(document.gap(last + 1), b"." | b". ") && single(last + 1) {
        last += 1;
    }
    if last == index || is_label(document, index, last) {
        return None;
    }
    let titled = document.classes(left).any(Class::TITLE);
    let role = (titled || document.classes(left).any(Class::ROLE.or(Class::RELATION)))
        && (matches!(document.gap(index), b" " | b", ") || titled && document.gap(index) == b". ")
        || document.is_any(left, words!["by", "initials", "patient", "pt", "per"])
        || document.is_any(left, words!["with", "w", "from"])
            && document.gap(index) == b" "
            && !degree_like(document, index, last);
    let aged = after(document, last, Casing::Mixed).is_some_and(|(points, _)| points >= weight::VERB);
    // `Subject 014-0092 (L.K.)`.
    let closing = document.token(last).map_or(0, |token| token.end) + 1;
    let (second, degree) = (document.word(index + 1), |first: u8, second: u8| {
        lexicon::word(&[first, second]).classes.any(Class::CREDENTIAL.or(Class::ABBREV))
    });
    let enclosed = document.gap(index) == b" ("
        && document.byte(closing) == b')'
        // `(R.N.)` is a degree.
        && !degree(document.byte(token.start), second.first().copied().unwrap_or(0));
    // `Sample Doctor, M.D.`: what was learnt, not who.
    let behind_name = document.gap(index) == b", "
        || document.gap(index) == b" " && document.token(left).is_some_and(Token::is_capitalised);
    if behind_name && !aged && is_degree(document, index, last) {
        return None;
    }
    // `ceftriaxone + amp in. Surgery called. M.Z.`: what closes an entry signs it.
    let signs = document.gap(index) == b". "
        && document.token(last).is_some_and(|t| matches!(document.byte(t.end + 1), b'\n' | b'\r' | 0))
        && !degree_like(document, index, last);
    let confidence = match (role, aged) {
        (false, false) if enclosed || signs => 0.6,
        (true, true) => 0.95,
        (true, false) => 0.75,
        (false, true) => 0.55,
        (false, false) => return None,
    };
    // The full stop of the last initial is part of it.
    let end = document.token(last)?.end + 1;
    Some(finding(
        token.start..end,
        Identifier::Name,
        Kind::Initials,
        "name.initials",
        confidence,
        Evidence::NAME_SHAPE | Evidence::CONTEXT,
    ))
}

/// Whether the line of byte `at` begins with a time or a date: `0735`, `07:15`, `6/28 1101`.
fn begins_with_time(document: &Document<'_>, at: u32) -> bool {
    let line = document.line(at);
    let first = document.token_at(line.start);
    document.token(first).is_some_and(|token| {
        token.is_number()
            && (token.len() == 4 || token.len() <= 2 && matches!(document.gap(first + 1), b":" | b"/"))
            && token.start < at
    })
}

/// Whether dotted letters are an abbreviation that the lexicon knows: `P.T.`, `I.V.`.
fn degree_like(document: &Document<'_>, first: u32, last: u32) -> bool {
    let mut letters = [0; 4];
    let mut count = 0;
    for index in first..=last {
        if let (Some(place), Some(letter)) = (letters.get_mut(count), document.word(index).first()) {
            *place = *letter;
            count += 1;
        }
    }
    let row = lexicon::word(letters.get(..count).unwrap_or_default());
    row.running > 0
        || row.classes.any(
            Class::CREDENTIAL
                .or(Class::ABBREV)
                .or(Class::CLINICAL)
                .or(Class::CLINICAL_CAP)
                .or(Class::STATE_ABBR)
                .or(Class::ROLE),
        )
}

/// Whether dotted letters are a credential: `M.D.`, `R.N.`, `D.P.M.`.
pub(super) fn is_degree(document: &Document<'_>, first: u32, last: u32) -> bool {
    const DEGREES: [&[u8]; 12] =
        [b"MD", b"DO", b"RN", b"NP", b"PA", b"OD", b"DC", b"DDS", b"DMD", b"DPM", b"DVM", b"LPN"];
    are_letters(document, first, last, &DEGREES)
}

/// Whether dotted letters announce a value: `D.O.B. 01/19/2017`.
fn is_label(document: &Document<'_>, first: u32, last: u32) -> bool {
    const LABELS: [&[u8]; 9] = [b"DOB", b"DOA", b"DOD", b"DOS", b"DOI", b"SSN", b"MRN", b"LMP", b"EDD"];
    are_letters(document, first, last, &LABELS)
}

/// Whether the words from token `first` to `last` are the letters of one of `words`.
pub(super) fn are_letters(document: &Document<'_>, first: u32, last: u32, words: &[&[u8]]) -> bool {
    words.iter().any(|word| {
        word.len() as u32 == last - first + 1
            && (first..).zip(*word).all(|(index, letter)| document.word(index) == [*letter])
    })
}

/// `S-T-U-C-K-Y`, `spelled m a c g i l l i`: a name letter by letter.
pub(super) fn spelled(document: &Document<'_>, index: u32) -> Option<Finding> {
    let letter = |at: u32| document.token(at).is_some_and(|token| token.len() == 1 && !token.has_digit());
    let joined = |at: u32| matches!(document.gap(at), b"-" | b" " | b" - " | b", ");
    let gap = document.gap(index + 1);
    if !letter(index)
        || !letter(index + 1)
        || !joined(index + 1)
        || letter(index.wrapping_sub(1)) && document.gap(index) == gap
    {
        return None;
    }
    let mut last = index + 1;
    while last < index + 24 && letter(last + 1) && document.gap(last + 1) == gap {
        last += 1;
    }
    let letters = last - index + 1;
    let announced = (1..=3).any(|back| {
        let at = index.wrapping_sub(back);
        document.is_any(at, words!["spelled", "spelt", "spelling", "spell", "spells"])
            || back == 1
                && gap == b"-"
                && (document.is(at, b"thats") || document.is(at, b"s") && document.gap(at) == b"'")
    });
    if letters < if announced { 3 } else { 5 } || !announced && gap != b"-" {
        return None;
    }
    Some(finding(
        document.token(index)?.start..document.token(last)?.end,
        Identifier::Name,
        Kind::Person,
        "name.spelled",
        0.75,
        Evidence::NAME_SHAPE,
    ))
}

fn is_capital_letter(token: &Token) -> bool {
    token.len() == 1 && token.is_capitalised()
}

/// Initials of two or three letters by their shape.
pub(crate) fn short_letters(token: &Token) -> bool {
    matches!(token.len(), 2 | 3) && !token.has_digit() && !token.shape.any(Shape::FOREIGN)
}

/// `VK:ljp`, `LKR/NTS`, `HT/mg`: dictator and typist at the end of a letter or on a line of times; `D: JRS  T: mlt`.
pub(super) fn scribe_initials(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let mut push = |token: &Token, confidence: f32| {
        let evidence = Evidence::NAME_SHAPE | Evidence::POSITION;
        findings.push(finding(
            token.start..token.end,
            Identifier::Name,
            Kind::Initials,
            "name.initials.scribe",
            confidence,
            evidence,
        ));
    };
    let Some(first) = document.token(index).filter(|token| short_letters(token)) else { return };
    let upper = |token: &Token| token.shape.any(Shape::ALL_UPPER);
    let vocabulary = first.is(Class::ABBREV.or(Class::HEADING))
        || first.row().running > 60
        || document.is_any(index, words!["wbc", "rbc", "hpf", "lpf", "dnr", "dni", "ptt", "inr", "pcr", "ekg", "cbc"]);
    let key = document.word(index.wrapping_sub(1));
    if document.gap(index) == b": " && matches!(key, b"D" | b"T" | b"d" | b"t") && !vocabulary {
        push(first, 0.6);
        return;
    }
    // `O.R./vk`: the dictator's with full stops.
    if document.gap(index) == b"./" && first.is_lower() {
        let mut letter = index;
        while letter > 0 && index - letter < 3 && document.token(letter - 1).is_some_and(is_capital_letter) {
            letter -= 1;
            if document.begins_line(letter) || document.gap(letter).len() > 1 {
                break;
            }
        }
        let ends = document.token(index + 1).is_none()
            || document.gap(index + 1).iter().filter(|b| b.is_ascii_whitespace()).count() > 1
            || document.gap(index + 1).contains(&b'\n');
        if let Some(start) = document.token(letter).filter(|_| index - letter > 1 && ends) {
            push(&Token { end: document.token(index - 1).map_or(start.end, |last| last.end + 1), ..*start }, 0.85);
            push(first, 0.85);
        }
        return;
    }
    let Some(second) = document.token(index + 1).filter(|token| short_letters(token)) else { return };
    // `uIU/mL`.
    let mixed = |token: &Token| token.shape.any(Shape::MIXED);
    if mixed(first) || mixed(second) {
        return;
    }
    // `vp / osp`, alone on its line.
    let taken = Class::ABBREV.or(Class::HEADING).or(Class::CLINICAL).or(Class::CLINICAL_CAP).or(Class::MEASURE_UNIT);
    let spaced = document.gap(index + 1) == b" / "
        && document.begins_line(index)
        && !vocabulary
        && !first.is(taken)
        && !second.is(taken)
        && !first.labelled
        && !second.labelled
        && !document.is_any(index, words!["dob", "sex", "age", "mrn", "acc", "loc", "dos", "adm"]);
    if !(spaced || matches!(document.gap(index + 1), b"/" | b":")) || upper(second) && !upper(first) {
        return;
    }
    let before = document.gap(index);
    let apart = index == 0 || before.contains(&b'\n') || before.len() > 1;
    let gap = document.gap(index + 2);
    let ends = document.token(index + 2).is_none()
        || gap.contains(&b'\n')
        || gap.len() > 1 && gap.iter().all(|byte| *byte == b' ');
    if !apart || !ends || first.is(Class::MEASURE_UNIT) && second.is(Class::MEASURE_UNIT) {
        return;
    }
    // Capitals and small letters together are a typist's mark; the rest shares its shape with abbreviations.
    let confidence = if upper(first) && !upper(second) {
        0.8
    } else if vocabulary {
        0.35
    } else {
        0.6
    };
    push(first, confidence);
    push(second, confidence);
}

/// `smear called 09:12 by rjt;`, `scanned by jw`, `Narr by CI 10/27/23`: who did it, where the clause ends or a time follows.
pub(super) fn initials_after_by(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index)?;
    if document.gap(index) != b" " || !document.is(index.wrapping_sub(1), b"by") || !short_letters(token) {
        return None;
    }
    let gap = document.gap(index + 1);
    let ends = document.token(index + 1).is_none()
        || gap.first().is_some_and(|byte| matches!(byte, b';' | b'\n' | b'\r' | b')' | b'|'))
        || matches!(gap, b". " | b", " | b".\n" | b".")
        || gap.len() > 1 && gap.iter().all(|byte| *byte == b' ')
        || gap == b" " && document.token(index + 1).is_some_and(|t| t.is_number() && matches!(t.len(), 1 | 2 | 4));
    // What any list knows otherwise is a route, a service or an abbreviation.
    let known = token.row != 0 && !token.is(Class::GIVEN.or(Class::SURNAME))
        || token.is(Class::ABBREV.or(Class::CLINICAL).or(Class::CREDENTIAL).or(Class::ROLE).or(Class::FUNCTION))
        || token.row().running > 30
        || token.shape.any(Shape::MIXED)
        || token.is_capitalised() && !token.shape.any(Shape::ALL_UPPER);
    // Who wrote is a person, whatever the letters mean elsewhere: `transcribed by aln`.
    let wrote = document.is_any(
        index.wrapping_sub(2),
        words!["transcribed", "typed", "dictated", "scribed", "signed", "corrected", "initialed", "cosigned"],
    ) && !token.is(Class::CREDENTIAL.or(Class::ROLE).or(Class::FUNCTION).or(Class::TITLE))
        && !token.shape.any(Shape::MIXED)
        && (token.is_lower() || token.shape.any(Shape::ALL_UPPER));
    (ends && (!known || wrote)).then(|| {
        finding(
            token.start..token.end,
            Identifier::Name,
            Kind::Initials,
            "name.initials.by",
            0.65,
            Evidence::NAME_SHAPE | Evidence::CONTEXT,
        )
    })
}

/// `…on 9/20. -SK`, `-- DWL`: initials that sign an entry, at the end of its line.
pub(super) fn signed_initials(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index)?;
    let before = document.gap(index);
    let dashed = before.ends_with(b"-") || before.ends_with(b"- ") && before.len() > 3 || before.ends_with(b"~");
    // `Room 14B. -cm`, `he won't drink.   -cl`: behind the full stop of the last sentence.
    let closes = before
        .strip_prefix(b".")
        .is_some_and(|rest| matches!(rest.trim_ascii(), b"-" | b"--") && rest.first() == Some(&b' '));
    // `per triage protocol 2152 /tc`, `Rose 2 lbs. /lh`.
    let slashed = matches!(before, b" /" | b". /" | b"  /" | b".  /");
    let signs = dashed && before.len() > 1 && !before.starts_with(b"-") && !before.contains(&b'\n') && index > 0;
    let upper = token.shape.any(Shape::ALL_UPPER);
    // `…until 3 -kmj`: in small letters only what no list knows otherwise.
    let unknown = token.is_lower()
        && token.len() == 3
        && (token.row == 0 || token.row().running < 16)
        && !token.is(Class::ABBREV.or(Class::CLINICAL).or(Class::FUNCTION).or(Class::MEASURE_UNIT).or(Class::COMMON));
    let unknown =
        unknown || (closes || slashed) && token.is_lower() && !token.is(Class::FUNCTION.or(Class::CREDENTIAL));
    let unit = slashed && token.is(Class::MEASURE_UNIT.or(Class::ABBREV));
    if !(signs || slashed && index > 0) || !short_letters(token) || !(upper || unknown) || unit {
        return None;
    }
    let after = document.gap(index + 1);
    let ends = document.token(index + 1).is_none() || after.contains(&b'\n');
    ends.then(|| {
        finding(
            token.start..token.end,
            Identifier::Name,
            Kind::Initials,
            "name.initials.signed",
            0.65,
            Evidence::NAME_SHAPE | Evidence::POSITION,
        )
    })
}

/// `reviewed jb 8/11`, `hold expires 1730. kmj`, `vkp/110525`: initials after what was done or at the end of an entry, in
/// letters that no list knows.
pub(super) fn bare_initials(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index)?;
    let known = Class::ABBREV
        .or(Class::CLINICAL)
        .or(Class::CREDENTIAL)
        .or(Class::ROLE)
        .or(Class::FUNCTION)
        .or(Class::MEASURE_UNIT)
        .or(Class::STATE_ABBR)
        .or(Class::DRUG)
        .or(Class::CLINICAL_CAP)
        .or(Class::FACILITY)
        .or(Class::TITLE)
        .or(Class::COMMON);
    let plain = token.is_lower() || token.shape.any(Shape::ALL_UPPER);
    // `Dict: RVT / Trans: vv`: the word before says so, whatever else they are.
    let scribe = (matches!(document.gap(index), b": " | b":")
        || document.gap(index) == b" "
            && (document.gap(index + 1).contains(&b'/') || document.gap(index + 1).contains(&b'\n'))
            && document.is_any(index.wrapping_sub(1), words!["dictated", "typed", "transcribed", "scribed"]))
        && document.is_any(
            index.wrapping_sub(1),
            words![
                "dict",
                "trans",
                "dictated",
                "scribed",
                "transcribed",
                "typed",
                "scribe",
                "typist",
                "dictator",
                "transcriptionist"
            ],
        )
        && short_letters(token)
        && !token.is(Class::FUNCTION.or(Class::MONTH).or(Class::TITLE))
        && (token.is_lower() || token.shape.any(Shape::ALL_UPPER));
    if scribe {
        return Some(finding(
            token.start..token.end,
            Identifier::Name,
            Kind::Initials,
            "name.initials.bare",
            0.75,
            Evidence::LABEL,
        ));
    }
    if !short_letters(token) || token.is(known) || token.row().running > 16 || token.labelled || !plain {
        return None;
    }
    let (before, after) = (document.gap(index), document.gap(index + 1));
    let next = document.token(index + 1);
    let ends = next.is_none() || after.contains(&b'\n');
    let closes = ends || after.first().is_some_and(|byte| matches!(byte, b'.' | b',' | b';' | b')' | b'|'));
    let then_date = next.is_some_and(|next| next.is_number() && next.len() <= 2) && document.gap(index + 2) == b"/";
    let done = document.is_any(
        index.wrapping_sub(1),
        words![
            "reviewed",
            "signed",
            "scribed",
            "verified",
            "entered",
            "charted",
            "witnessed",
            "cosigned",
            "init",
            "initials",
            "sig",
            "dict",
            "trans",
            "transcribed",
            "typed",
            "read",
            "rev",
            "ver",
            "checked",
            "scanned",
            "performed",
            "noted",
            "corrected",
            "resulted",
            "released",
            "collected",
            "drawn",
            "attempted",
            "tech",
            "typist",
            "transcriptionist",
            "dictator",
            "scribe",
            "recorder",
            "phleb",
            "witness",
            "cosign",
            "abstractor",
        ],
    );
    let follows = before == b" " && done && (closes || then_date || after.starts_with(b"/"))
        || matches!(before, b": " | b":") && done && (closes || after.len() > 1)
        || before == b" "
            && document.is(index.wrapping_sub(1), b"per")
            && token.shape.any(Shape::ALL_UPPER)
            && closes
            && token.row == 0;
    // `CLERK DLW`: after a post, at the end of a cell. `jmt/hq`: the second of two.
    let post = before == b" "
        && token.shape.any(Shape::ALL_UPPER)
        && token.row == 0
        && document.classes(index.wrapping_sub(1)).any(Class::ROLE)
        && (ends || after.len() > 1 && after.iter().all(|byte| *byte == b' '));
    let second = before == b"/"
        && closes
        && document.token(index.wrapping_sub(1)).is_some_and(|first| short_letters(first) && first.row == 0)
        && document.is_any(index.wrapping_sub(2), words!["verified", "by", "signed", "read", "reviewed", "entered"]);
    // `hold signed 1/22 0105 kmj.`: after a time; `SEB pgr 4-1182`: before a pager's number.
    let timed = before == b" "
        && token.row == 0
        && token.len() == 3
        && closes
        && document.token(index.wrapping_sub(1)).is_some_and(|time| time.is_number() && time.len() == 4);
    let paged = token.row == 0
        && token.shape.any(Shape::ALL_UPPER)
        && after == b" "
        && document.is_any(index + 1, words!["pgr", "pager", "beeper"]);
    // `Asst: tw  Dr: pb`.
    let assigned = before == b": "
        && token.is_lower()
        && document.classes(index.wrapping_sub(1)).any(Class::ROLE.or(Class::TITLE))
        && (ends || after.len() > 1 && after.iter().all(|byte| *byte == b' '));
    // `EW 15:19` on a line of its own, as whoever closes an entry signs.
    let clocked = document.begins_line(index)
        && token.shape.any(Shape::ALL_UPPER)
        && after == b" "
        && next.is_some_and(|next| next.is_number() && next.len() <= 2)
        && document.gap(index + 2) == b":"
        && document.token(index + 2).is_some_and(|minutes| minutes.is_number() && minutes.len() == 2)
        && (document.token(index + 3).is_none() || document.gap(index + 3).contains(&b'\n'));
    // `the 90 yo (EO, 90)`.
    let aged = before.ends_with(b"(")
        && token.shape.any(Shape::ALL_UPPER)
        && after == b", "
        && next.is_some_and(|next| next.is_number() && next.len() <= 3)
        && document.gap(index + 2).starts_with(b")");
    // `1245 line relabeled 6/27 azt`: the last word of an entry that begins with its time.
    let shift = ends
        && before == b" "
        && token.is_lower()
        && token.row == 0
        && token.len() == 3
        && !document.is_any(
            index,
            words![
                "lol", "pls", "plz", "thx", "tho", "btw", "idk", "omg", "tbh", "imo", "fyi", "ttyl", "brb", "smh",
                "aka"
            ],
        )
        && begins_with_time(document, token.start);
    // `Thx, BCT`, at the end of a message.
    let thanks = ends
        && before == b", "
        && document.is_any(
            index.wrapping_sub(1),
            words!["thx", "thanks", "thank", "ty", "regards", "best", "cheers", "tx", "sincerely", "back"],
        );
    // `addendum 05/10/24 okw:`, `Rev. 11/18/24 (pn)`, `(jmb 2/18)`: beside a date.
    let after_date = document.token(index.wrapping_sub(1)).is_some_and(Token::is_number)
        && matches!(document.gap(index.wrapping_sub(1)), b"/" | b"-");
    let noted = token.row == 0
        && (after_date
            && (before == b" " && after.starts_with(b": ") && next.is_some_and(|next| !next.has_digit())
                || before == b" (" && after.starts_with(b")"))
            || before.ends_with(b"(")
                && after == b" "
                && next.is_some_and(|next| next.is_number() && next.len() <= 2)
                && document.gap(index + 2) == b"/"
                && document.gap(index + 3).starts_with(b")"));
    let follows =
        follows || post || second || timed || paged || assigned || clocked || aged || shift || thanks || noted;
    // `…to 0600. kmj`, `ok to cont.   tk`, `// hd`: a line's last word, after a full stop or a wide space.
    let apart =
        matches!(before, b". " | b" // ") || before.len() > 2 && before.iter().all(|byte| matches!(byte, b' ' | b'.'));
    let last = ends && apart && token.is_lower() && token.row == 0 && !document.begins_line(index);
    // `vkp/110525`: with the day.
    let dated = document.begins_line(index)
        && after == b"/"
        && next.is_some_and(|next| next.is_number() && matches!(next.len(), 6 | 8))
        || document.begins_line(index) && after == b"/" && then_date;
    let confidence = match (follows, last || dated) {
        (true, _) => 0.65,
        (false, true) => 0.6,
        _ => return None,
    };
    Some(finding(
        token.start..token.end,
        Identifier::Name,
        Kind::Initials,
        "name.initials.bare",
        confidence,
        Evidence::NAME_SHAPE | Evidence::POSITION,
    ))
}
