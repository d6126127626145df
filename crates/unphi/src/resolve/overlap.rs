//! Which finding stands where two claim the same text.

#![forbid(unsafe_code)]

use super::{extent, tag};
use crate::Identifier;
use crate::scan::Document;
use crate::span::{Evidence, Finding, Kind};

/// Sorts `findings` and settles overlaps in one pass: of two that meet, the more confident stands (the longer, among
/// equals), and what the other held outside it is kept, because taking a claim back is how identifiers leak.
pub(crate) fn settle(document: &Document<'_>, findings: &mut Vec<Finding>, kept: &mut Vec<Finding>) {
    for finding in findings.iter_mut() {
        widen(document, finding);
    }
    findings.sort_unstable_by(|a, b| {
        a.start
            .cmp(&b.start)
            .then(b.end.cmp(&a.end))
            .then(b.confidence.total_cmp(&a.confidence))
            .then(a.identifier.cmp(&b.identifier))
    });
    kept.clear();
    for &finding in findings.iter() {
        meet(finding, kept);
    }
    kept.retain_mut(|finding| trim(document, finding));
    join(document, kept);
    extent::extend(document, kept);
    join(document, kept);
    // Not swapped: each buffer keeps the room that it has grown to.
    findings.clear();
    findings.append(kept);
}

/// Moves the ends of `finding` out to character boundaries: a rule's bounded look ahead may end inside a character.
fn widen(document: &Document<'_>, finding: &mut Finding) {
    let inside = |at: u32| (0x80..0xc0).contains(&document.byte(at));
    while finding.start > 0 && inside(finding.start) {
        finding.start -= 1;
    }
    while inside(finding.end) {
        finding.end += 1;
    }
}

/// Whether `finding` should stand where it and `other` meet.
fn beats(finding: &Finding, other: &Finding) -> bool {
    let length = |finding: &Finding| finding.end - finding.start;
    match finding.confidence.total_cmp(&other.confidence) {
        core::cmp::Ordering::Greater => true,
        core::cmp::Ordering::Equal => length(finding) > length(other),
        core::cmp::Ordering::Less => false,
    }
}

/// Adds `finding`, which starts no earlier than anything in `kept` but the tails of claims that were cut in two.
fn meet(finding: Finding, kept: &mut Vec<Finding>) {
    // A tail that starts later waits until what stands before it is settled. Tails are few: each cut needs a clearly
    // surer finding inside a claim.
    if let Some(tail) = kept.pop_if(|last| last.start > finding.start) {
        meet(finding, kept);
        return meet(tail, kept);
    }
    let Some(last) = kept.last_mut().filter(|last| last.end > finding.start) else {
        kept.push(finding);
        return;
    };
    let inside = finding.end <= last.end;
    // A part of a longer claim is worth less than the claim unless it is clearly surer: a date in a URL stays its part.
    let stands = if inside && finding.end - finding.start < last.end - last.start {
        finding.confidence > last.confidence + 0.2
    } else {
        beats(&finding, last)
    };
    match (stands, inside) {
        // What is known of the person stays so as a part of something longer.
        (false, true) if finding.evidence.contains(Evidence::SUBJECT) => {
            last.confidence = last.confidence.max(finding.confidence);
            last.evidence |= Evidence::SUBJECT;
        }
        (false, true) => {}
        (false, false) => {
            let start = last.end;
            kept.push(Finding { start, ..finding });
        }
        (true, _) => {
            let tail = Finding { start: finding.end, ..*last };
            if last.start < finding.start {
                last.end = finding.start;
                kept.push(finding);
            } else {
                *last = finding;
            }
            if inside && tail.start < tail.end {
                kept.push(tail);
            }
        }
    }
}

/// Takes tags, white space and separators off the ends that a cut has left; `false` when nothing remains.
fn trim(document: &Document<'_>, finding: &mut Finding) -> bool {
    tag::step_out(document, finding);
    let spare = |byte: u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b';');
    while finding.start < finding.end && spare(document.byte(finding.start)) {
        finding.start += 1;
    }
    while finding.start < finding.end && spare(document.byte(finding.end - 1)) {
        finding.end -= 1;
    }
    document.bytes(finding.start..finding.end).iter().any(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80)
}

/// Joins the parts of one name that stand side by side.
fn join(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let person = |finding: &Finding| finding.identifier == Identifier::Name && finding.kind == Kind::Person;
    findings.dedup_by(|finding, last| {
        let one = person(last)
            && person(finding)
            && match document.bytes(last.end..finding.start) {
                b"" | b" " | b"-" | b"'" | b"^" => true,
                b", " => extent::is_entry(document, last, finding),
                _ => false,
            };
        if one {
            last.end = finding.end;
            last.confidence = last.confidence.max(finding.confidence);
            last.evidence |= finding.evidence;
        }
        one
    });
}
