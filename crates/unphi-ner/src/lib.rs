//! A small neural model that finds the names of people in clinical text, to stand beside the rules of `unphi`.
//!
//! [`Shipped`] is the model that comes with this crate: computed by plain Rust, or by ONNX Runtime where that is installed
//! (feature `onnx-runtime`). [`HuggingFace`] is a token classifier of your own (feature `hugging-face`); [`choose`] takes
//! a word of the user's for either. Both are a [`NameModel`](unphi::NameModel) for
//! [`Builder::name_model`](unphi::Builder::name_model).
//!
//! [`Features`] turns a text into numbers, [`Network`] turns those into two logits a token: outside, name. The weights are
//! those of `models/ner/model.onnx`; `models/ner/README.md` is their card.

#![forbid(unsafe_code)]

mod choose;
mod error;
mod features;
mod folder;
mod forward;
#[cfg(feature = "hugging-face")]
mod hugging_face;
#[cfg(feature = "onnx-runtime")]
mod runtime;
mod shipped;
mod weights;

pub use choose::{Choice, Chosen, choose};
pub use error::ModelError;
pub use features::Features;
pub use forward::{Activations, Network};
#[cfg(feature = "hugging-face")]
pub use hugging_face::{HuggingFace, LabelMap, Meaning};
#[cfg(feature = "onnx-runtime")]
pub use runtime::{LIBRARY_VARIABLE, Runtime, library_of_package};
pub use shipped::{BackEnd, Shipped};

/// The log-odds, in nats, that one of the labels marked by `mine` is right, from the logits of all.
fn log_odds(logits: &[f32], mine: impl Iterator<Item = bool> + Clone) -> f32 {
    let sum = |wanted: bool| {
        let group = logits.iter().zip(mine.clone()).filter(move |(_, mine)| *mine == wanted).map(|(logit, _)| *logit);
        let most = group.clone().fold(f32::NEG_INFINITY, f32::max);
        // One label needs no function that platforms round differently.
        if group.clone().count() < 2 { most } else { most + group.map(|logit| (logit - most).exp()).sum::<f32>().ln() }
    };
    sum(true) - sum(false)
}

#[cfg(test)]
mod tests {
    use super::log_odds;

    #[test]
    fn log_odds_are_those_of_a_softmax() {
        assert_eq!(log_odds(&[1.5, 4.0], [false, true].into_iter()), 2.5);
        let [a, b, c] = [0.5_f32, -1.0, 2.0].map(f32::exp);
        let expected = ((a + c) / b).ln();
        assert!((log_odds(&[0.5, -1.0, 2.0], [true, false, true].into_iter()) - expected).abs() < 1e-5);
        assert_eq!(log_odds(&[0.5, 1.0], [false, false].into_iter()), f32::NEG_INFINITY);
    }
}
