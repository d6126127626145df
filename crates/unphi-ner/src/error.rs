//! Why a model cannot be used.

use std::fmt;

/// Why a model cannot be used. It tells of the file, never of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ModelError {
    /// The bytes are no ONNX file, or not the whole of it.
    Damaged,
    /// The file lacks this part, or has it in another form than this version reads.
    Part(&'static str),
    /// The model was trained on other features than this version computes: the model's version, then ours.
    Version(u32, u32),
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged => f.write_str("the model file is damaged or cut short; take a fresh copy"),
            Self::Part(part) => write!(f, "the model file has no usable {part}; is it a model of unphi?"),
            Self::Version(model, ours) => write!(
                f,
                "the model was trained on features of version {model}, this build computes version {ours}; \
                 use the model that came with this version"
            ),
        }
    }
}

impl std::error::Error for ModelError {}
