//! `unphi detect`: where the identifiers are, one JSON line a document.

use std::path::Path;

use serde::Serialize;
use unphi::Deidentifier;

use crate::args::{Detect, Format};
use crate::cmd::manifest::Counts;
use crate::cmd::{Task, fields, split_mark, tell_unseen, unwritable};
use crate::engine::{Worker, refused};
use crate::failure::{Reason, Stop, Tally};
use crate::offsets::{Offsets, Unit};
use crate::output::{self, Output};
use crate::subjects::Subjects;
use crate::text::stream_error;
use crate::{engine, jsonl, source, text};

pub(crate) fn run(options: &Detect) -> Result<Tally, Stop> {
    let (subjects, deidentifier) = Subjects::load(&options.subjects, engine::build(&options.engine)?)?;
    let task =
        Task { deidentifier, subjects, listed: Some(options.offsets), subject_by: None, removed: Counts::default() };
    let documents = &options.documents;
    let target = options.output.as_deref().filter(|output| *output != Path::new("-"));
    let sources = source::find(&documents.paths, target)?;
    output::refuse_input(&sources, target)?;
    let output = match target {
        Some(target) => Output::create(target).map_err(|error| stream_error(Some(target), &error))?,
        None => Output::stdout(),
    };
    let target = target.map(Path::to_path_buf);
    if documents.input_format == Format::Text && !options.subjects.subject_fields.is_empty() {
        return Err(Stop::Usage("--subject-fields needs --input-format jsonl: a text has no fields".into()));
    }
    let tally = match documents.input_format {
        Format::Text => {
            let destination = text::Destination::Stream(output, target);
            text::run(&task, &sources, documents.encoding, documents.threads, destination)
        }
        Format::Jsonl => {
            let destination = jsonl::Destination::Stream(output, target);
            jsonl::run(
                &task,
                &sources,
                fields(documents, &options.subjects, None),
                documents.encoding,
                documents.threads,
                destination,
            )
        }
    }?;
    tell_unseen(&task);
    Ok(tally)
}

/// A span as it is printed.
#[derive(Serialize)]
struct Listed<'s> {
    start: usize,
    end: usize,
    identifier: &'s str,
    kind: &'s str,
    confidence: f32,
    rule: &'s str,
}

/// Appends the line for one document; `id` is JSON.
pub(crate) fn list(
    deidentifier: &Deidentifier,
    worker: &mut Worker,
    id: &str,
    text: &str,
    unit: Unit,
    out: &mut Vec<u8>,
) -> Result<(), Reason> {
    // A byte order mark counts as it does for whoever reads the text next, but the engine does not see it.
    let (mark, body) = split_mark(text);
    let spans = deidentifier.detect_into(&mut worker.scratch, body).map_err(|error| refused(&error))?;
    let mut offsets = Offsets::new(text, unit);
    out.extend_from_slice(b"{\"id\":");
    out.extend_from_slice(id.as_bytes());
    out.extend_from_slice(b",\"spans\":[");
    for (at, span) in spans.iter().enumerate() {
        if at > 0 {
            out.extend_from_slice(b",");
        }
        let listed = Listed {
            start: offsets.convert(mark.len() + span.start()),
            end: offsets.convert(mark.len() + span.end()),
            identifier: span.identifier().name(),
            kind: span.kind(),
            confidence: span.confidence(),
            rule: span.rule(),
        };
        serde_json::to_writer(&mut *out, &listed).map_err(|_| unwritable())?;
    }
    out.extend_from_slice(b"]}\n");
    Ok(())
}
