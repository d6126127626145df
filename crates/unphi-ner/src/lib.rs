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
