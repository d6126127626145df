//! How sure are the scores? The documents are drawn anew with replacement, many times; what 95 % of those draws lie
//! between is the interval. Documents are drawn, not tokens, because mistakes come by documents. The seed is fixed: the
//! same documents give the same interval.

use std::collections::BTreeMap;

use fastrand::Rng;
use unphi::Identifier;

use super::{Counts, Evaluation, Part, Scored};

/// How the documents are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resampling {
    /// How often; 0 for no intervals.
    pub draws: usize,
    /// Where the generator starts.
    pub seed: u64,
}

impl Default for Resampling {
    fn default() -> Self {
        Self { draws: 1000, seed: 1962 }
    }
}

/// What 95 % of the draws lie between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The draws of some counts, from which every score's interval can be asked.
#[derive(Clone, Debug, Default)]
pub struct Intervals(Vec<Counts>);

impl Intervals {
    /// The interval of a score; none where no draw has it.
    ///
    /// ```
    /// # use unphi_eval::{Annotation, Counts, File, Format, LabelMap, Options, Resampling, evaluate, read};
    /// let gold = (0..20).map(|at| File::new(format!("{at}.txt"), "Dr. [[NAME|Rose]]")).collect::<Vec<_>>();
    /// let gold = read(Format::Inline, &gold, &Options::default()).placed()?;
    /// // The name of every second document is found.
    /// let found = |at: usize| if at % 2 == 0 { vec![Annotation::new(4..8, "name")] } else { vec![] };
    /// let evaluation = evaluate(&gold, &(0..20).map(found).collect::<Vec<_>>(), &LabelMap::built_in())?;
    /// let interval = evaluation.intervals(Resampling::default()).of(Counts::recall).expect("an interval");
    /// assert!(interval.low > 0.2 && interval.low < 0.4 && interval.high > 0.6 && interval.high < 0.8);
    /// # Ok::<(), unphi_eval::Error>(())
    /// ```
    #[must_use]
    pub fn of(&self, score: impl Fn(&Counts) -> Option<f64>) -> Option<Interval> {
        let mut values: Vec<f64> = self.0.iter().filter_map(score).collect();
        values.sort_by(f64::total_cmp);
        let last = values.len().checked_sub(1)?;
        let at = |share: f64| values.get((last as f64 * share).round() as usize).copied();
        Some(Interval { low: at(0.025)?, high: at(0.975)? })
    }
}

impl Evaluation {
    /// The draws over all documents.
    #[must_use]
    pub fn intervals(&self, resampling: Resampling) -> Intervals {
        Intervals(draws(&self.documents.iter().collect::<Vec<_>>(), resampling, |document| document.total))
    }

    /// The draws of each label.
    #[must_use]
    pub fn label_intervals(&self, resampling: Resampling) -> BTreeMap<Identifier, Intervals> {
        let documents: Vec<&Scored> = self.documents.iter().collect();
        let of = |identifier: &Identifier| {
            let part = Part::Label(*identifier);
            let counts = |document: &Scored| {
                let found = document.parts.iter().find(|(other, _)| *other == part);
                let other_tokens = document.total.other_tokens;
                Counts { other_tokens, ..found.map(|(_, counts)| *counts).unwrap_or_default() }
            };
            (*identifier, Intervals(draws(&documents, resampling, counts)))
        };
        self.labels().keys().map(of).collect()
    }

    /// The draws of each group, from its own documents.
    #[must_use]
    pub fn group_intervals(&self, resampling: Resampling) -> BTreeMap<String, Intervals> {
        let of = |group: &String| {
            let documents: Vec<&Scored> =
                self.documents.iter().filter(|document| document.group.as_ref() == Some(group)).collect();
            (group.clone(), Intervals(draws(&documents, resampling, |document| document.total)))
        };
        self.groups().keys().map(of).collect()
    }
}

fn draws(documents: &[&Scored], resampling: Resampling, counts: impl Fn(&Scored) -> Counts) -> Vec<Counts> {
    let counts: Vec<Counts> = documents.iter().map(|document| counts(document)).collect();
    if counts.is_empty() {
        return Vec::new();
    }
    // Each set of documents is drawn from the start, so that one more label or group moves no other interval.
    let mut random = Rng::with_seed(resampling.seed);
    let mut draw = || {
        let picked = (0..counts.len()).filter_map(|_| counts.get(random.usize(..counts.len())));
        picked.fold(Counts::default(), |sum, counts| sum + *counts)
    };
    (0..resampling.draws).map(|_| draw()).collect()
}
