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
    /// This file of a model cannot be used, and why.
    File(String, String),
    /// This file is not the one that its checksum is of.
    Hash(String),
    /// ONNX Runtime cannot be had, and why.
    Runtime(String),
    /// What is wrong with the model in ONNX Runtime.
    Onnx(String),
    /// What is wrong with the labels.
    Labels(String),
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
            Self::File(file, why) => write!(f, "{file} {why}"),
            Self::Hash(file) => {
                write!(f, "{file} is not what its SHA-256 says: it was changed or cut short; take a fresh copy")
            }
            Self::Runtime(why) => write!(
                f,
                "ONNX Runtime cannot be used: {why}; install it (pip install onnxruntime), point ORT_DYLIB_PATH at its \
                 library, version 1.24 or later, or do without it"
            ),
            Self::Onnx(why) => write!(f, "the model {why}"),
            Self::Labels(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for ModelError {}

impl From<ModelError> for unphi::Error {
    fn from(error: ModelError) -> Self {
        Self::model(error.to_string())
    }
}
