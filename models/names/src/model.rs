//! Logistic regression over features that are seen or not.

use std::fmt::Write as _;

use crate::augment::Rng;

/// A word: what is seen of it, and whether it is part of what is asked for.
#[derive(Clone)]
pub(crate) struct Sample {
    pub(crate) features: Vec<u16>,
    pub(crate) is_part: bool,
}

/// A weight for each feature, in nats.
pub(crate) struct Model {
    weights: Vec<f32>,
}

const EPOCHS: usize = 6;
const RATE: f32 = 0.15;
/// Pull towards 0 at each step.
const DECAY: f32 = 2e-5;

impl Model {
    /// Trains `count` weights.
    pub(crate) fn train(count: usize, samples: &[Sample]) -> Self {
        let mut weights = vec![0f32; count];
        let mut squares = vec![1e-2f32; count];
        let mut order: Vec<u32> = (0..samples.len() as u32).collect();
        let mut rng = Rng::new(1);
        for _ in 0..EPOCHS {
            for i in (1..order.len()).rev() {
                order.swap(i, rng.below(i as u64 + 1) as usize);
            }
            for &at in &order {
                let sample = &samples[at as usize];
                let score: f32 = sample.features.iter().map(|f| weights[usize::from(*f)]).sum();
                let wanted = if sample.is_part { 1.0 } else { 0.0 };
                let error = 1.0 / (1.0 + (-score).exp()) - wanted;
                for feature in &sample.features {
                    let feature = usize::from(*feature);
                    let gradient = error + DECAY * weights[feature] * 100.0;
                    squares[feature] += gradient * gradient;
                    weights[feature] -= RATE * gradient / squares[feature].sqrt();
                }
            }
        }
        Self { weights }
    }

    pub(crate) fn score(&self, features: &[u16]) -> f32 {
        features.iter().map(|feature| self.weights[usize::from(*feature)]).sum()
    }

    /// A weight in 1/32 nats.
    fn weight(&self, feature: usize) -> i32 {
        self.weights.get(feature).map_or(0, |weight| (weight * 32.0).round() as i32)
    }
}

/// Writes the weights of `models` that matter, those of one feature in a line: group, place in it, a weight of each model.
pub(crate) fn write(models: &[Model], groups: &[(&str, usize)], columns: &str, path: &str) -> Result<(), String> {
    let mut out =
        format!("# group\tplace\t{columns} in 1/32 nat; made by `cargo xtask train-names`, not edited by hand\n");
    let mut base = 0;
    for (name, count) in groups {
        for place in 0..*count {
            let weights: Vec<i32> = models.iter().map(|model| model.weight(base + place)).collect();
            if weights.iter().any(|weight| *weight != 0) {
                let _ = write!(out, "{}\t{place}", name.to_lowercase());
                weights.iter().for_each(|weight| _ = write!(out, "\t{weight}"));
                out.push('\n');
            }
        }
        base += count;
    }
    std::fs::write(path, out).map_err(|error| format!("{path}: {error}"))
}
