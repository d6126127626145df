//! `unphi deid`: documents without their identifiers.

use crate::args::{Deid, Format};
use crate::cmd::{Task, fields, tell_unseen};
use crate::failure::{Stop, Tally};
use crate::output::{self, Output};
use crate::subjects::Subjects;
use crate::{engine, jsonl, source, text};

pub(crate) fn run(options: &Deid) -> Result<Tally, Stop> {
    let (subjects, deidentifier) = Subjects::load(&options.subjects, engine::build(&options.engine)?)?;
    let task = Task { deidentifier, subjects, listed: None };
    let documents = &options.documents;
    let sources = source::find(&documents.paths, options.output.as_deref())?;
    let targets = output::targets(&sources, options.output.as_deref())?;
    if documents.input_format == Format::Text && !options.subjects.subject_fields.is_empty() {
        return Err(Stop::Usage("--subject-fields needs --input-format jsonl: a text has no fields".into()));
    }
    let tally = match documents.input_format {
        Format::Text => {
            let destination = match targets {
                Some(targets) => text::Destination::Files(targets),
                None => text::Destination::Stream(Output::stdout(), None),
            };
            text::run(&task, &sources, documents.encoding, documents.threads, destination)
        }
        Format::Jsonl => {
            let destination = match targets {
                Some(targets) => jsonl::Destination::Files(targets),
                None => jsonl::Destination::Stream(Output::stdout(), None),
            };
            jsonl::run(
                &task,
                &sources,
                fields(documents, &options.subjects),
                documents.encoding,
                documents.threads,
                destination,
            )
        }
    }?;
    tell_unseen(&task);
    Ok(tally)
}
