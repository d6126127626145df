//! What no change may make worse unseen: the scores on the test notes, and the instructions of the hot path.
//!
//! `cargo xtask test` compares today's with `testdata/baseline.toml`; only `cargo xtask baseline` writes that file, so that a
//! loss stands in a commit where somebody can ask about it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use unphi_eval::Counts;

/// The share that an instruction count may rise by. Counts are exact, but the compiler inlines as it likes.
const RISE: f64 = 0.03;

/// What scores are rounded to in the file; they may differ from it by no more than that.
const DIGITS: f64 = 1e4;

/// What is held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// Scores, by the path of the annotated set.
    pub scores: BTreeMap<String, Scores>,
    /// The cost of the hot path.
    pub instructions: Instructions,
}

/// The scores of one set, rounded.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scores {
    /// See [`Counts::recall`].
    pub token_recall: f64,
    /// See [`Counts::precision`].
    pub token_precision: f64,
    /// See [`Counts::leak_rate`].
    pub leak_rate: f64,
    /// See [`Counts::false_per_1000`].
    pub false_per_1000: f64,
}

/// Instructions that callgrind counts, and what they depend on besides the code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instructions {
    /// The compiler: release, commit and target.
    pub compiler: String,
    /// The vector code that the engine chooses under valgrind.
    pub vectors: String,
    /// Fingerprint of the texts.
    pub texts: String,
    /// For each case, the instructions of one warm pass.
    pub counts: BTreeMap<String, u64>,
}

impl From<&Counts> for Scores {
    fn from(counts: &Counts) -> Self {
        let rounded = |score: Option<f64>| (score.unwrap_or_default() * DIGITS).round() / DIGITS;
        Self {
            token_recall: rounded(counts.recall()),
            token_precision: rounded(counts.precision()),
            leak_rate: rounded(counts.leak_rate()),
            false_per_1000: rounded(counts.false_per_1000()),
        }
    }
}

/// What the comparison says.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Lines that say what is measured and held.
    pub lines: Vec<String>,
    /// What got worse: the change may not land as it is.
    pub worse: Vec<String>,
}

impl Verdict {
    /// Compares scores of one set. A set that the baseline does not hold is a complaint: the check would be blind.
    pub fn scores(&mut self, set: &str, held: Option<&Scores>, now: &Scores) {
        let Some(held) = held else {
            self.worse.push(format!("{set}: the baseline holds no scores of it"));
            return;
        };
        for (name, held, now, more_is_better) in [
            ("token recall", held.token_recall, now.token_recall, true),
            ("token precision", held.token_precision, now.token_precision, true),
            ("leak rate", held.leak_rate, now.leak_rate, false),
            ("false alarms per 1,000", held.false_per_1000, now.false_per_1000, false),
        ] {
            let loss = if more_is_better { held - now } else { now - held };
            let line = format!("{set}: {name} {now:.4}, held {held:.4}");
            // Half a digit more than one, for the numbers are binary.
            if loss > 1.5 / DIGITS {
                self.worse.push(line.clone());
            }
            self.lines.push(line);
        }
    }

    /// Compares instruction counts. Where they were counted in other surroundings, a line says so, and nothing is worse.
    pub fn instructions(&mut self, held: &Instructions, now: &Instructions) {
        for (what, held, now) in
            [("compiler", &held.compiler, &now.compiler), ("vector code", &held.vectors, &now.vectors)]
        {
            if held != now {
                return self.lines.push(format!(
                    "instructions: NOT COMPARED, the {what} is {now} and the baseline's {held}; `cargo xtask baseline` would \
                     hold today's instead"
                ));
            }
        }
        if held.texts != now.texts || held.counts.keys().ne(now.counts.keys()) {
            self.worse.push("instructions: their texts or cases have changed; run `cargo xtask baseline`".to_owned());
            return;
        }
        for ((case, held), now) in held.counts.iter().zip(now.counts.values()) {
            let (exact, allowed) = (*now as f64, *held as f64 * (1.0 + RISE));
            let line =
                format!("instructions: {case} {now}, held {held} ({:+.2} %)", 100.0 * (exact / *held as f64 - 1.0));
            if exact > allowed {
                self.worse.push(format!("{line}, which is more than {:.0} %", 100.0 * RISE));
            }
            self.lines.push(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCORES: Scores = Scores { token_recall: 0.9, token_precision: 0.95, leak_rate: 0.5, false_per_1000: 8.0 };

    fn instructions(count: u64) -> Instructions {
        Instructions {
            compiler: "rustc 1".into(),
            vectors: "avx2".into(),
            texts: "1f".into(),
            counts: [("notes".to_owned(), count)].into(),
        }
    }

    fn complaints(compare: impl FnOnce(&mut Verdict)) -> Vec<String> {
        let mut verdict = Verdict::default();
        compare(&mut verdict);
        assert!(!verdict.lines.is_empty() || !verdict.worse.is_empty());
        verdict.worse
    }

    #[test]
    fn each_score_has_its_direction() {
        let worse = |now: Scores| complaints(|verdict| verdict.scores("set", Some(&SCORES), &now)).len();
        assert_eq!(worse(SCORES), 0);
        assert_eq!(worse(Scores { token_recall: 0.8999, ..SCORES }), 0, "the last digit may differ");
        assert_eq!(worse(Scores { token_recall: 0.8998, ..SCORES }), 1);
        assert_eq!(worse(Scores { token_precision: 0.94, ..SCORES }), 1);
        assert_eq!(worse(Scores { leak_rate: 0.51, ..SCORES }), 1);
        assert_eq!(worse(Scores { false_per_1000: 8.01, ..SCORES }), 1);
        assert_eq!(worse(Scores { token_recall: 1.0, token_precision: 1.0, leak_rate: 0.0, false_per_1000: 0.0 }), 0);
        assert_eq!(complaints(|verdict| verdict.scores("set", None, &SCORES)).len(), 1);
    }

    #[test]
    fn a_count_may_rise_by_three_percent() {
        let held = instructions(1000);
        let worse = |now: &Instructions| complaints(|verdict| verdict.instructions(&held, now)).len();
        assert_eq!([500, 1000, 1030, 1031].map(|count| worse(&instructions(count))), [0, 0, 0, 1]);
        assert_eq!(worse(&Instructions { texts: "2f".into(), ..instructions(1000) }), 1);
        assert_eq!(worse(&Instructions { counts: BTreeMap::new(), ..instructions(1000) }), 1);
    }

    #[test]
    fn other_surroundings_are_said_and_are_no_complaint() {
        let held = instructions(1000);
        for other in [
            Instructions { compiler: "rustc 2".into(), ..instructions(2000) },
            Instructions { vectors: "neon".into(), ..instructions(2000) },
        ] {
            let mut verdict = Verdict::default();
            verdict.instructions(&held, &other);
            assert!(verdict.worse.is_empty() && verdict.lines.concat().contains("NOT COMPARED"));
        }
    }
}
