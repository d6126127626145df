//! `unphi deid`: documents without their identifiers.

use crate::args::{Deid, Format};
use crate::cmd::{Task, fields};
use crate::failure::{Stop, Tally};
use crate::output::{self, Output};
use crate::{engine, jsonl, source, text};

pub(crate) fn run(options: &Deid) -> Result<Tally, Stop> {
    let task = Task { deidentifier: engine::build(&options.engine)?, listed: None };
    let documents = &options.documents;
    let sources = source::find(&documents.paths, options.output.as_deref())?;
    let targets = output::targets(&sources, options.output.as_deref())?;
    match documents.input_format {
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
            jsonl::run(&task, &sources, fields(documents), documents.encoding, documents.threads, destination)
        }
    }
}
