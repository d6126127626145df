//! The files of a model in a folder.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::ModelError;

/// Where the model may be, below the folder.
const MODELS: [&str; 2] = ["model.onnx", "onnx/model.onnx"];

/// A folder with a model, and what its `SHA256SUMS` says of the files, if it has one.
pub(crate) struct Folder {
    path: PathBuf,
    sums: Option<String>,
}

impl Folder {
    /// # Errors
    /// When there is no such folder.
    pub(crate) fn open(path: &Path) -> Result<Self, ModelError> {
        if !path.is_dir() {
            return Err(ModelError::File(
                path.display().to_string(),
                "is no folder: give one that holds model.onnx".to_owned(),
            ));
        }
        Ok(Self { path: path.to_owned(), sums: std::fs::read_to_string(path.join("SHA256SUMS")).ok() })
    }

    /// What the folder is called.
    #[cfg(feature = "hugging-face")]
    pub(crate) fn name(&self) -> String {
        self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy().into_owned()
    }

    /// The bytes of a file, which fit its checksum if there is one.
    ///
    /// # Errors
    /// When it is missing or has changed.
    pub(crate) fn read(&self, file: &str) -> Result<Vec<u8>, ModelError> {
        let bytes = std::fs::read(self.path.join(file)).map_err(|error| {
            ModelError::File(file.to_owned(), format!("cannot be read: {error}; a model folder needs it"))
        })?;
        let listed = self.sums.as_deref().unwrap_or_default().lines().find_map(|line| {
            let (sum, name) = line.split_once([' ', '\t'])?;
            (name.trim_start_matches([' ', '*', '.', '/']) == file).then_some(sum)
        });
        match listed {
            Some(sum) if !sum.eq_ignore_ascii_case(&digest(&bytes)) => Err(ModelError::Hash(file.to_owned())),
            _ => Ok(bytes),
        }
    }

    /// The bytes of the model.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(crate) fn model(&self) -> Result<Vec<u8>, ModelError> {
        let found = MODELS.into_iter().find(|file| self.path.join(file).exists());
        self.read(found.unwrap_or(MODELS[0]))
    }
}

/// SHA-256 in hexadecimal digits.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
