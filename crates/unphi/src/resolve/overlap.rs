//! Which finding stands where two claim the same text.

#![forbid(unsafe_code)]

use crate::span::Finding;

/// Sorts `findings` and settles overlaps: the more confident stands, the longer among equals; what is left of the other
/// outside it is kept, because taking a claim back is how identifiers leak.
pub(crate) fn settle(findings: &mut Vec<Finding>, kept: &mut Vec<Finding>) {
    findings.sort_unstable_by(|a, b| {
        a.start.cmp(&b.start).then(b.confidence.total_cmp(&a.confidence)).then(b.end.cmp(&a.end))
    });
    kept.clear();
    for &finding in findings.iter() {
        let Some(last) = kept.last_mut().filter(|last| last.end > finding.start) else {
            kept.push(finding);
            continue;
        };
        if finding.end <= last.end {
            // Inside: it stands only where it is surer and the same size.
            if finding.start == last.start && finding.end == last.end && finding.confidence > last.confidence {
                *last = finding;
            }
            continue;
        }
        if finding.confidence > last.confidence {
            last.end = finding.start;
            if last.start >= last.end {
                *last = finding;
            } else {
                kept.push(finding);
            }
        } else {
            let mut rest = finding;
            rest.start = last.end;
            kept.push(rest);
        }
    }
    core::mem::swap(findings, kept);
}
