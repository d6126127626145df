//! Login names.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::lexicon::{self, Class};
use crate::recognize::finding;
use crate::scan::document::{Casing, Field, Tie};
use crate::scan::{Document, Shape, Words, words};
use crate::span::{Evidence, Finding, Kind};

/// `aokonkwo`, `mgrant`, `dpruitt2`: an initial and a surname in one lower-case word that no list knows, as login names
/// are made; and `rose.adeyemi`.
pub(super) fn login(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index)?;
    if token.is_capitalised() || token.shape.any(Shape::FOREIGN) || token.len() < 3 || token.len() > 20 {
        return None;
    }
    let word = document.word(index);
    let letters = word.iter().position(u8::is_ascii_digit).unwrap_or(word.len());
    let after = document.token(index + 1);
    if document.gap(index) == b"."
        && token.is(Class::SURNAME)
        && token.prior >= 0
        && !goes_on(document, token.end)
        && let Some(given) = document.token(index.wrapping_sub(1))
        && given.is(Class::GIVEN)
        && !given.is_capitalised()
        && given.prior >= -12
        && matches!(document.gap(index - 1).last(), None | Some(b' ' | b'"' | b'=' | b'/' | b'[' | b'('))
    {
        return Some(finding(
            given.start..token.end,
            Identifier::Name,
            Kind::Username,
            "name.login",
            0.85,
            Evidence::GIVEN_NAME | Evidence::SURNAME,
        ));
    }
    // `requested by b.hollis`, `"k.ueda"`.
    if document.gap(index) == b"."
        && token.is(Class::SURNAME)
        && token.row().surname >= 48
        && !goes_on(document, token.end)
        && let Some(initial) =
            document.token(index.wrapping_sub(1)).filter(|t| t.len() == 1 && t.is_lower() && !t.has_digit())
        && (document.gap(index - 1).ends_with(b"\"")
            || document.gap(index - 1).ends_with(b"=")
            || document
                .is_any(index.wrapping_sub(2), words!["by", "user", "login", "assigned", "owner", "actor", "from"]))
    {
        return Some(finding(
            initial.start..token.end,
            Identifier::Name,
            Kind::Username,
            "name.login",
            0.8,
            Evidence::SURNAME,
        ));
    }
    if letters == word.len()
        && document.gap(index + 1) == b"."
        && token.prior >= 0
        && token.is(Class::GIVEN)
        && let Some(family) = after
        && !family.is_capitalised()
        && !goes_on(document, family.end)
        && document.byte_before(token.start) != b'@'
    {
        let digits = document.word(index + 1).iter().position(u8::is_ascii_digit).unwrap_or(family.len());
        let known = lexicon::word(document.word(index + 1).get(..digits)?);
        if known.surname >= 32 && known.prior >= -4 && digits > 2 {
            return Some(finding(
                token.start..family.end,
                Identifier::Name,
                Kind::Username,
                "name.login",
                0.85,
                Evidence::GIVEN_NAME | Evidence::SURNAME,
            ));
        }
    }
    if token.row != 0 || document.byte(token.end) == b'@' || word.len() - letters > 4 {
        return None;
    }
    let family = lexicon::word(word.get(1..letters)?);
    let by = document.is(index.wrapping_sub(1), b"by") && document.casing == Casing::Mixed;
    let known = family.surname >= if by { 16 } else { 72 };
    let surname = known && letters >= 4 && family.prior >= -16;
    if !surname || letters < 5 && !document.fields_at(index).iter().any(|field| field.tie >= Tie::Separated) {
        return None;
    }
    // A misspelt word may look like this too: demand a place where logins stand.
    let before = document.gap(index);
    let marked = before.ends_with(b"/")
        || before.ends_with(b"(")
        || before.ends_with(b"- ")
        || before.ends_with(b"[")
        || before.ends_with(b"@")
        || before.ends_with(b"=")
        || document
            .is_any(index.wrapping_sub(1), words!["by", "user", "login", "tech", "from", "run", "per", "logged"])
        || word.len() > letters;
    let confidence = if marked {
        0.85
    } else if family.prior >= 8 {
        0.5
    } else {
        0.3
    };
    Some(finding(token.start..token.end, Identifier::Name, Kind::Username, "name.login", confidence, Evidence::SURNAME))
}

/// Whether an address or a longer dotted name goes on at byte `end`; the full stop of a sentence does not.
fn goes_on(document: &Document<'_>, end: u32) -> bool {
    match document.byte(end) {
        b'@' => true,
        b'.' => document.byte(end + 1).is_ascii_alphanumeric(),
        _ => false,
    }
}

/// A login name: the whole value up to white space or a quote.
pub(super) fn username(document: &Document<'_>, field: &Field) -> Option<Finding> {
    const NOBODY: &Words = words![
        "admin",
        "root",
        "system",
        "null",
        "none",
        "unknown",
        "guest",
        "anonymous",
        "user",
        "postgres",
        "service",
        "test",
        "nobody",
        "true",
    ];
    let token = document.token(field.value)?;
    if token.start >= field.limit || document.is_any(field.value, NOBODY) || token.is_number() && token.len() < 4 {
        return None;
    }
    let mut last = field.value;
    while last < field.value + 4 && matches!(document.gap(last + 1), b"." | b"_" | b"-" | b"\\") {
        last += 1;
    }
    let end = document.token(last)?.end;
    let lone_word = last == field.value && token.prior < -12 && !token.has_digit();
    let confidence = if lone_word {
        0.4
    } else if field.tie == Tie::Structural || document.byte_before(token.start) == b'=' {
        0.95
    } else {
        0.8
    };
    // An address is the e-mail recognizer's.
    (document.byte(end) != b'@').then(|| {
        finding(token.start..end, Identifier::Name, Kind::Username, "name.username", confidence, Evidence::LABEL)
    })
}

/// `IG @annie.iyer.04`, `Discord handle @blue_lue`: a handle of a network of people.
pub(super) fn handles(document: &Document<'_>, findings: &mut Vec<Finding>) {
    const NETWORKS: &Words = words![
        "handle",
        "handles",
        "discord",
        "ig",
        "insta",
        "instagram",
        "twitter",
        "tiktok",
        "snap",
        "snapchat",
        "venmo",
        "cashapp",
        "telegram",
        "facebook",
        "fb",
        "reddit",
        "username",
        "user",
        "twitch",
        "mastodon",
        "bluesky",
        "threads",
        "slack",
        "zoom",
        "gamertag",
        "whatsapp",
        "wechat",
        "messenger",
        "zelle",
        "account",
        "profile",
    ];
    for at in document.signs_among(*b"@") {
        let first = document.token_at(at + 1);
        let Some(token) = document.token(first).filter(|token| token.start == at + 1) else { continue };
        let before = document.byte_before(at);
        if !(before == 0 || matches!(before, b' ' | b'(' | b'"' | b'\n' | b'\t' | b':')) || token.is_number() {
            continue;
        }
        let mut last = first;
        while last < first + 4 && matches!(document.gap(last + 1), b"." | b"_") {
            last += 1;
        }
        let end = document.token(last).map_or(token.end, |token| token.end);
        let told = (1..=3).any(|back| document.is_any(first.wrapping_sub(back), NETWORKS));
        let named = |at: u32| {
            document.token(at).is_some_and(|part| part.is(Class::GIVEN.or(Class::SURNAME)) && part.prior >= 0)
        };
        let built = last > first && token.is_lower() && !token.has_digit() && (first..=last).any(named);
        if told || built && document.byte(end) != b'@' {
            let confidence = if told { 0.9 } else { 0.6 };
            findings.push(finding(
                at..end,
                Identifier::Name,
                Kind::Username,
                "name.handle",
                confidence,
                Evidence::SHAPE,
            ));
        }
    }
}
