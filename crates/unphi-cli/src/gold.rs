//! Which annotated documents are in these files? What cannot be read is withheld, as everywhere.

use std::path::PathBuf;

use unphi_eval::{Error, File, Format, GroupBy, Options, Read, guess, read};

use crate::args::Reading;
use crate::encoding::{self, Encoding};
use crate::failure::{Failure, Reason, Stop};
use crate::progress::Progress;
use crate::source::{self, Sources};

/// Files of annotated notes.
pub(crate) struct Gold {
    pub(crate) sources: Sources,
    pub(crate) format: Format,
    files: Vec<File>,
}

impl Gold {
    /// Reads the files that `paths` name. Those that cannot be read are told to `progress`.
    pub(crate) fn open(
        paths: &[PathBuf],
        format: Option<Format>,
        option: &str,
        encoding: Encoding,
        progress: &mut Progress,
    ) -> Result<Self, Stop> {
        let sources = source::find(paths, None)?;
        for failure in &sources.failures {
            progress.withhold(failure);
        }
        let mut files = Vec::with_capacity(sources.list.len());
        for source in &sources.list {
            let bytes = source.read().map_err(|error| Reason::unreadable(&error));
            match bytes.and_then(|bytes| encoding::decode(bytes, encoding)) {
                Ok(text) => files.push(File::new(source.id.clone(), text)),
                Err(reason) => progress.withhold(&Failure { document: source.id.clone(), reason }),
            }
        }
        let Some(format) = format.or_else(|| guess(&files)) else {
            let names = Format::ALL.map(Format::name).join(", ");
            return Err(match files.is_empty() {
                true => Stop::Failed("there is no annotated document to read".into()),
                false => Stop::Usage(format!(
                    "the format cannot be told from these files; give {option} with one of {names}"
                )),
            });
        };
        Ok(Self { sources, format, files })
    }

    /// The documents in them.
    pub(crate) fn read(&self, reading: &Reading, group_by: &GroupBy) -> Read {
        let options = Options {
            text_field: reading.text_field.clone(),
            id_field: reading.id_field.clone(),
            label_field: reading.label_field.clone(),
            group_by: group_by.clone(),
        };
        read(self.format, &self.files, &options)
    }
}

/// Tells of a document that is left out.
pub(crate) fn withhold(progress: &mut Progress, error: &Error) {
    let reason = Reason::new(error.why().to_owned(), "it is left out until that is mended");
    progress.withhold(&Failure { document: error.place().to_owned(), reason });
}
