//! Login names.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::lexicon::{self, Class};
use crate::recognize::finding;
use crate::scan::document::{Casing, Field, Tie};
use crate::scan::{Document, Shape, Token, Words, words};
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
        && (token.row().surname >= 72 && token.prior >= 8 && document.gap(index - 1) == b" "
            || document.gap(index - 1).ends_with(b"\"")
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
    if let Some(found) = logged(document, index) {
        return Some(found);
    }
    if token.row != 0 || document.byte(token.end) == b'@' || word.len() - letters > 4 {
        return None;
    }
    // `Printed by papadimitrioua`, `mapped for crabtreeh`: the initial behind the surname, where a login is expected.
    let behind = lexicon::word(word.get(..letters.saturating_sub(1))?);
    if letters >= 6
        && word.len() != letters + 1
        && behind.surname >= 48
        && behind.prior >= 0
        && document.is_any(index.wrapping_sub(1), words!["by", "user", "login", "for", "actor", "owner"])
    {
        let confidence = if document.is(index.wrapping_sub(1), b"for") { 0.6 } else { 0.8 };
        return Some(username_at(token.start..token.end, "name.login", confidence, Evidence::SURNAME));
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

pub(super) fn username_at(
    range: core::ops::Range<u32>,
    rule: &'static str,
    confidence: f32,
    evidence: Evidence,
) -> Finding {
    finding(range, Identifier::Name, Kind::Username, rule, confidence, evidence)
}

/// Logins by the place that logs give them: the third field of an access log (`10.1.2.3 - kolvin.f [27/Jul/2021`), `Failed
/// password for kolvin_k27 from 203.0.113.35`, `Logout hcrabtr96 from 10.21.202.15`, `kolvin.f : TTY=pts/6`, `(earl-hand-laptop)`
/// behind a hardware address.
fn logged(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index)?;
    let joint = |at: u32| matches!(document.gap(at), b"." | b"_" | b"-");
    // From the first of its parts, whichever of them is asked about.
    let mut first = index;
    while first > 0 && index - first < 3 && joint(first) {
        first -= 1;
    }
    let mut last = index;
    while last < index + 3 && joint(last + 1) {
        last += 1;
    }
    let (start, end) = (document.token(first)?.start, document.token(last)?.end);
    let (before, after) = (document.gap(first), document.gap(last + 1));
    let begins = document.token(first)?;
    if begins.has_digit() && begins.shape.any(Shape::LEAD_DIGIT) || document.is_any(first, NOBODY) || token.len() > 24 {
        return None;
    }
    let previous = first.wrapping_sub(1);
    let numeric = |at: u32| document.token(at).is_some_and(Token::has_digit);
    // `kube-probe`, `svc_hl7`: machines call too.
    let service = (first..=last).any(|at| {
        document.is_any(
            at,
            words![
                "svc",
                "probe",
                "bot",
                "cron",
                "kube",
                "health",
                "healthcheck",
                "monitor",
                "agent",
                "worker",
                "batch",
                "etl",
                "job",
                "proxy",
                "api",
                "app",
                "server",
                "sync",
                "backup",
                "jenkins",
                "deploy",
                "hl7",
                "fhir",
                "db",
                "sql"
            ],
        )
    });
    let lower = !service && (first..=last).all(|at| document.token(at).is_some_and(|part| !part.is_capitalised()));
    let access = before == b" - " && numeric(previous) && after.starts_with(b" [") && numeric(last + 1);
    // An address follows: `from 10.21.202.15`, `from ::1`.
    let remote = after == b" "
        && document.is(last + 1, b"from")
        && numeric(last + 2)
        && matches!(document.gap(last + 3), b"." | b":" | b"::");
    let told = before == b" "
        && document.is_any(
            previous,
            words!["for", "user", "by", "login", "logout", "logon", "logoff", "account", "out", "in"],
        );
    let sudo = after == b" : " && document.is(last + 1, b"tty");
    // `File "/home/vkelnhofer/dsum/build.py"`, `C:\Users\vkelnhofer\Desktop`: whose folder it is.
    let folder = matches!((before, after.first()), (b"/", Some(b'/')) | (b"\\" | b"\\\\", Some(b'\\')))
        && document.is_any(previous, words!["home", "users"])
        && !document.is_any(
            first,
            words![
                "ubuntu", "ec2", "runner", "jovyan", "node", "vscode", "airflow", "hadoop", "spark", "pi", "public",
                "default", "shared", "circleci", "vagrant", "centos", "debian", "git", "www"
            ],
        );
    if lower && end - start >= 3 && (access || remote && told || sudo || folder) {
        return Some(username_at(start..end, "name.login.log", 0.9, Evidence::CONTEXT));
    }
    None
}

/// `11/02 0914 RLEDER IB call`, `11/29/21 08:02:40    MTRAINUM`, `Printed 10:07 user MGADRE1`: a login in capitals that no list
/// knows, where the row of a log says who acted.
pub(super) fn row_user(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index).filter(|token| token.row == 0)?;
    let word = document.word(index);
    let letters = word.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let fits = (5..=9).contains(&letters) && word.len() - letters <= 2;
    if !fits || document.is_any(index, NOBODY) {
        return None;
    }
    let vowel = word.iter().any(|byte| matches!(byte, b'A' | b'E' | b'I' | b'O' | b'U' | b'Y'));
    let (gap, previous) = (document.gap(index), index.wrapping_sub(1));
    let told = gap == b" " && document.is_any(previous, words!["user", "login", "operator", "userid", "clerk"]);
    // A time, and a date before it at the beginning of the line.
    let clock = document.token(previous).is_some_and(|time| {
        time.is_number()
            && (time.len() == 4 && matches!(document.gap(previous), b" " | b"  ")
                || time.len() == 2 && document.gap(previous) == b":")
    });
    let blank = !gap.is_empty() && gap.iter().all(|byte| *byte == b' ');
    let dated = || {
        let line = document.line(token.start);
        let first = document.token_at(line.start);
        let slashed =
            |at: u32| document.token(at).is_some_and(Token::is_number) && matches!(document.gap(at + 1), b"/" | b"-");
        index - first <= 8 && (slashed(first) || slashed(first + 1))
    };
    let ended = document.gap(index + 1).first().is_none_or(|byte| matches!(byte, b' ' | b'\n' | b','));
    (vowel && ended && (told || blank && clock && dated()))
        .then(|| username_at(token.start..token.end, "name.login.row", 0.65, Evidence::CONTEXT))
}

/// What logs write where a login name stands and nobody is meant.
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
    "invalid",
    "daemon",
    "www",
    "nginx",
    "apache",
];

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
