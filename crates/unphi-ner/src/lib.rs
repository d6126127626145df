//! A small neural model that finds the names of people in clinical text.
//!
//! [`Features`] turns a text into numbers, [`Network`] turns those into two logits a token: outside, name. The weights are
//! those of `models/ner/model.onnx`; `models/ner/README.md` is their card.

#![forbid(unsafe_code)]

mod error;
mod features;
mod forward;
mod weights;

pub use error::ModelError;
pub use features::Features;
pub use forward::{Activations, Network};
