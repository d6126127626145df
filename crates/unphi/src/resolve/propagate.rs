//! Sure names, carried to the mentions of them that stand alone.
//!
//! A note that says `Dr. Hemphill` once may say `Hemphill` ten times, and `hemphil`, `Hemp-` and `hill` on two lines,
//! `jhemphill`, `JH` or `Jim` besides. Each word of a sure name is remembered ([`Memory`]), and the other candidates of the
//! document are compared with what is remembered. A word that is vocabulary as well (`Rose`, `Grant`, `Bill`) is carried
//! over only where its own context allows it.

#![forbid(unsafe_code)]

use core::ops::Range;

use super::memory::{Known, LONG, Memory};
use crate::Identifier;
use crate::lexicon::{self, Class, INLINE};
use crate::recognize::{finding, misspelling, name};
use crate::scan::{Casing, Document, Shape, Token, words};
use crate::span::{Evidence, Finding, Kind};

/// Appends the mentions of sure names that `findings` do not hold yet.
pub(crate) fn propagate(document: &Document<'_>, memory: &mut Memory, findings: &mut Vec<Finding>) {
    memory.learn(document, findings);
    if memory.is_empty() {
        return;
    }
    listed(document, memory, findings);
    for &index in document.numbers {
        findings.extend(numbered_login(document, memory, index));
    }
    broken_words(document, memory, findings);
}

fn mention(range: Range<u32>, kind: Kind, rule: &'static str, confidence: f32) -> Finding {
    finding(range, Identifier::Name, kind, rule, confidence, Evidence::PROPAGATED)
}

/// The words that may be names.
fn listed(document: &Document<'_>, memory: &Memory, findings: &mut Vec<Finding>) {
    let casing = document.casing;
    let mut last: Option<(u32, usize)> = None;
    for &index in document.names {
        let Some(token) = document.token(index) else { continue };
        if token.shape.any(Shape::FOREIGN) {
            continue;
        }
        if token.len() < 4 {
            findings.extend(initials(document, memory, index, token));
        }
        if token.len() < 2 {
            continue;
        }
        let known = memory.knows(document.hashes.get(index as usize).copied().unwrap_or(0));
        let known = match known {
            Some(known) => known,
            None if token.row == 0 && token.len() >= LONG => {
                if let Some(found) = misspelt(document, memory, index, token) {
                    findings.push(found);
                }
                continue;
            }
            None => continue,
        };
        match known {
            Known::Login => {
                if token.row == 0 {
                    findings.push(mention(token.start..token.end, Kind::Username, "name.propagated.login", 0.8));
                }
                continue;
            }
            Known::Form if !is_plain_capital(document, token) => continue,
            _ => {}
        }
        if !name::may_repeat(document, index, casing) && !is_joined(document, memory, index, token) {
            continue;
        }
        // `Maria Lopez` repeated is one mention.
        if let Some((previous, at)) = last
            && previous + 1 == index
            && matches!(document.gap(index), b" " | b"-" | b"\n" | b"." | b"_")
            && let Some(open) = findings.get_mut(at)
        {
            open.end = token.end;
            last = Some((index, at));
            continue;
        }
        last = Some((index, findings.len()));
        let rule = if known == Known::Form { "name.propagated.form" } else { "name.propagated" };
        findings.push(mention(with_initials(document, index, token), Kind::Person, rule, 0.7));
    }
}

/// The word with the initial that is tied to it: `t.abara`, `ABARA^TOCHUKWU^J`.
fn with_initials(document: &Document<'_>, index: u32, token: &Token) -> Range<u32> {
    let letter = |at: u32| document.token(at).filter(|token| token.len() == 1 && !token.has_digit());
    let left = letter(index.wrapping_sub(1)).filter(|left| {
        document.gap(index) == b"."
            && left.is_capitalised() == token.is_capitalised()
            && document.byte_before(left.start) != b'.'
    });
    let right = letter(index + 1).filter(|_| document.gap(index + 1) == b"^");
    left.map_or(token.start, |left| left.start)..right.map_or(token.end, |right| right.end)
}

/// Whether a mark of logins and file names ties the word to another word of a sure name: `adeyemi_rose`, `rose.adeyemi`.
fn is_joined(document: &Document<'_>, memory: &Memory, index: u32, token: &Token) -> bool {
    let known = |at: u32| {
        document.token(at).is_some_and(|other| other.is_capitalised() == token.is_capitalised() && other.len() > 2)
            && memory.knows(document.hashes.get(at as usize).copied().unwrap_or(0)) == Some(Known::Word)
    };
    // Capitals speak for themselves, and `Bard-Parker` is a blade.
    let tied = |gap: &[u8]| matches!(gap, b"_" | b".") || gap == b"-" && token.is_lower();
    token.len() > 2
        && (tied(document.gap(index)) && known(index.wrapping_sub(1))
            || tied(document.gap(index + 1)) && known(index + 1))
}

/// Whether a short form is written as a name is: many are words (`ed`, `sole`), abbreviations (`ED`, `PIP`) or letters.
fn is_plain_capital(document: &Document<'_>, token: &Token) -> bool {
    match document.casing {
        Casing::Mixed => token.is_capitalised() && !token.shape.any(Shape::ALL_UPPER),
        Casing::Upper | Casing::Lower => token.len() > 3,
    }
}

/// A word that no list knows and that differs from a long word of a sure name in one letter.
fn misspelt(document: &Document<'_>, memory: &Memory, index: u32, token: &Token) -> Option<Finding> {
    let written = match document.casing {
        Casing::Mixed => token.is_capitalised(),
        Casing::Upper | Casing::Lower => true,
    };
    if !written || token.len() > INLINE || token.has_digit() {
        return None;
    }
    let word = lexicon::key(document.word(index)).to_le_bytes();
    let word = word.get(..token.len())?;
    memory
        .long
        .iter()
        .any(|name| {
            let name = name.to_le_bytes();
            let len = INLINE - name.iter().rev().take_while(|byte| **byte == 0).count();
            let name = name.get(..len).unwrap_or_default();
            let begins = name.iter().take(2).any(|letter| word.iter().take(2).any(|other| letter == other));
            begins && len.abs_diff(word.len()) < 2 && misspelling::one_edit(name, word)
        })
        .then(|| mention(token.start..token.end, Kind::Person, "name.propagated.misspelt", 0.65))
}

/// `smithj2`, `jsmith04`: a login name with up to four digits.
fn numbered_login(document: &Document<'_>, memory: &Memory, index: u32) -> Option<Finding> {
    let token = document.token(index).filter(|token| !token.shape.any(Shape::LEAD_DIGIT.or(Shape::FOREIGN)))?;
    let word = document.word(index);
    let digits = word.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let letters = word.get(..word.len() - digits).filter(|letters| (4..=INLINE).contains(&letters.len()))?;
    let known = digits <= 4
        && letters.iter().all(u8::is_ascii_alphabetic)
        && memory.knows(lexicon::hash(lexicon::key(letters))) == Some(Known::Login);
    known.then(|| mention(token.start..token.end, Kind::Username, "name.propagated.login", 0.8))
}

/// `J.H.`, and `JH` or `jh` where somebody signs or is named: the first letters of a sure name.
fn initials(document: &Document<'_>, memory: &Memory, index: u32, token: &Token) -> Option<Finding> {
    /// What two or three letters stand for whoever is in the text: credentials, posts, words.
    const OTHER: Class = Class::CREDENTIAL.or(Class::TITLE).or(Class::ROLE).or(Class::FUNCTION).or(Class::MEASURE_UNIT);
    let found = |range| mention(range, Kind::Initials, "name.propagated.initials", 0.7);
    if token.len() > 1 {
        let written = token.shape.any(Shape::ALL_UPPER) || token.is_lower();
        if !written || token.is(OTHER) {
            return None;
        }
        let word = document.word(index);
        let known = memory.keys(word) || memory.fits(word) && signs(document, index, token);
        return known.then(|| found(token.start..token.end));
    }
    let mut letters = [0; 3];
    let mut count = 0;
    while let Some(place) = letters.get_mut(count) {
        let at = index + count as u32;
        let Some(next) = document.token(at).filter(|next| next.len() == 1 && next.is_capitalised()) else { break };
        if document.byte(next.end) != b'.' || count > 0 && !matches!(document.gap(at), b"." | b". ") {
            break;
        }
        *place = document.byte(next.start);
        count += 1;
    }
    let letters = letters.get(..count).filter(|_| count > 1)?;
    // `P.T.`, `M.D.`, `A.M.`
    if lexicon::word(letters).classes.any(OTHER.or(Class::ABBREV).or(Class::CLINICAL)) || !memory.fits(letters) {
        return None;
    }
    let last = document.token(index + count as u32 - 1)?;
    // A letter more on either side is another abbreviation.
    let longer = document.byte(last.end + 1).is_ascii_alphabetic() || document.byte_before(token.start) == b'.';
    (!longer).then(|| found(token.start..last.end + 1))
}

/// Whether initials stand where somebody signs: `-- jh`, `by JH.`, `reviewed JH 1/8`, `JH, RN`, on a line of their own.
fn signs(document: &Document<'_>, index: u32, token: &Token) -> bool {
    let (before, after) = (document.gap(index), document.gap(index + 1));
    let ends_line = document.token(index + 1).is_none() || after.contains(&b'\n');
    let ends = ends_line || after.first().is_some_and(|byte| matches!(byte, b'.' | b';' | b')' | b']' | b'"'));
    let dashed = before.ends_with(b"-") || before.ends_with(b"- ") || before.ends_with(b"~");
    let alone = document.begins_line(index) && ends_line;
    let by = document.is_any(index.wrapping_sub(1), words!["by", "initials", "initialed", "signed", "reviewed", "per"])
        && matches!(before, b" " | b": ");
    // A date or time follows a signature.
    let stamped = after == b" " && document.token(index + 1).is_some_and(Token::has_digit);
    let credentialed = document.classes(index + 1).any(Class::CREDENTIAL) && after == b", ";
    let capitals = token.shape.any(Shape::ALL_UPPER);
    dashed && before.len() > 1 && ends_line || alone || by && (ends || stamped) || capitals && credentialed
}

/// `Hemp-` at the end of a line and `hill` on the next.
fn broken_words(document: &Document<'_>, memory: &Memory, findings: &mut Vec<Finding>) {
    for hyphen in memchr::memmem::find_iter(document.text, b"-\n") {
        let right = document.token_at(hyphen as u32);
        let (Some(left), Some(next)) = (document.token(right.wrapping_sub(1)), document.token(right)) else { continue };
        let (head, tail) = (document.word(right - 1), document.word(right));
        let close = left.end as usize == hyphen && document.gap(right).iter().skip(2).all(|byte| *byte == b' ');
        let mut whole = [0; INLINE];
        let len = head.len() + tail.len();
        if !close || !(5..=INLINE).contains(&len) || left.has_digit() || next.has_digit() {
            continue;
        }
        let (before, after) = whole.split_at_mut(head.len());
        before.copy_from_slice(head);
        if let Some(place) = after.get_mut(..tail.len()) {
            place.copy_from_slice(tail);
        }
        let hash = lexicon::hash(lexicon::lower(u128::from_le_bytes(whole), len));
        if memory.knows(hash) == Some(Known::Word) && (left.is_capitalised() || document.casing != Casing::Mixed) {
            findings.push(mention(left.start..next.end, Kind::Person, "name.propagated.broken", 0.7));
        }
    }
}
