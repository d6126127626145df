//! `unphi deid`: documents without their identifiers.

use crate::args::{Deid, Format, SubjectBy, SubjectId};
use crate::cmd::manifest::{self, Counts};
use crate::cmd::{Task, fields, tell_unseen};
use crate::failure::{Stop, Tally};
use crate::output::{self, Output};
use crate::subjects::Subjects;
use crate::{engine, jsonl, source, text};

pub(crate) fn run(options: &Deid) -> Result<Tally, Stop> {
    let (subjects, deidentifier) = Subjects::load(&options.subjects, engine::build(&options.engine)?)?;
    let documents = &options.documents;
    let subject = &options.subject;
    let task =
        Task { deidentifier, subjects, listed: None, subject_by: subject.subject_by, removed: Counts::default() };
    check_subject(&task, documents.input_format, subject)?;
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
                fields(documents, &options.subjects, subject.subject_id_field.as_ref()),
                documents.encoding,
                documents.threads,
                destination,
            )
        }
    }?;
    tell_unseen(&task);
    if let Some(path) = &options.manifest {
        manifest::write(path, &task.deidentifier, &task.removed, &tally)?;
    }
    Ok(tally)
}

/// Whether the options say whom each document is about, as far as the policy and the format ask for it.
fn check_subject(task: &Task, format: Format, subject: &SubjectId) -> Result<(), Stop> {
    let usage = |message: &str| Err(Stop::Usage(message.to_owned()));
    match (format, &subject.subject_id_field, subject.subject_by) {
        (Format::Text, Some(_), _) => usage("--subject-id-field needs --input-format jsonl: a text has no fields"),
        (Format::Jsonl, _, Some(SubjectBy::Folder)) => {
            usage("--subject-by folder is for text files; name the field of the records with --subject-id-field")
        }
        (_, None, None) if task.deidentifier.policy().needs_subject() => Err(Stop::Usage(format!(
            "the policy {} shifts the dates of each person by days of its own: say whom a document is about with \
             --subject-id-field NAME (JSON Lines), --subject-by folder or --subject-by document",
            task.deidentifier.policy().name()
        ))),
        _ => Ok(()),
    }
}
