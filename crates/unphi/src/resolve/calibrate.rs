//! What a rule's confidence is worth: the share of findings that are right.
//!
//! Rules and scorer give each finding a confidence by which they are compared. Among findings from 0.5 on far more are right than
//! that number says, below it fewer: whoever wrote a rule put what was doubtful below the line. [`calibrated`] turns the number
//! into the share that was right in `testdata/notes/dev.jsonl` and `synthetic-dev.jsonl`, leaned towards doubt where real
//! reports were read (331 spans of MTSamples, 2026-11-28). It rises with the rule's number, so that no comparison changes, and
//! meets 0.5 where the number does. The README has its reliability on the test notes.

#![forbid(unsafe_code)]

use crate::span::{Evidence, Finding, Rule};

/// A rule's confidence and the share that is right; straight lines between.
const TABLE: [(f32, f32); 9] = [
    (0.0, 0.0),
    (0.3, 0.2),
    (0.5, 0.35),
    (0.5, 0.75),
    (0.6, 0.88),
    (0.7, 0.94),
    (0.8, 0.965),
    (0.9, 0.985),
    (1.0, 1.0),
];

/// The confidence that is reported and that thresholds are compared with. What the caller gave or knows stays as it is: a rule of
/// the user's, the deny list, a subject.
pub(crate) fn calibrated(finding: &Finding) -> f32 {
    let given = finding.evidence.contains(Evidence::DENY_LIST) || finding.evidence.contains(Evidence::SUBJECT);
    match finding.rule {
        Rule::BuiltIn(_) if !given => share(finding.confidence),
        _ => finding.confidence,
    }
}

/// The share of findings that are right at a rule's `confidence`.
pub(crate) fn share(confidence: f32) -> f32 {
    let above = TABLE.iter().position(|(raw, _)| *raw > confidence);
    let Some((to, from)) = above.and_then(|above| Some((TABLE.get(above)?, TABLE.get(above.checked_sub(1)?)?))) else {
        return if confidence >= 1.0 { 1.0 } else { 0.0 };
    };
    from.1 + (to.1 - from.1) * (confidence - from.0) / (to.0 - from.0)
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn it_rises_and_keeps_the_ends_and_the_line() {
        let shares: Vec<f32> = (0..=1000).map(|step| share(step as f32 / 1000.0)).collect();
        assert!(shares.is_sorted());
        assert_eq!((share(0.0), share(1.0)), (0.0, 1.0));
        assert!(share(0.499) < 0.5 && share(0.5) >= 0.5, "the default threshold takes what it took");
        assert!(shares.iter().skip(1).all(|share| *share > 0.0 && *share <= 1.0));
    }
}
