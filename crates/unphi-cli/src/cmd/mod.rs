//! The commands. `Task` is what deid and detect differ in; how documents get in and out is the same for both.

mod completions;
mod convert;
mod deid;
mod detect;
mod eval;
mod explain;
mod info;
mod man;
mod manifest;
mod policy;
mod reidentify;
mod synth;

use unphi::Deidentifier;

use crate::args::{Command, Documents, SubjectBy};
use crate::encoding::BOM;
use crate::engine::{Worker, refused};
use crate::failure::{Reason, Stop, Tally};
use crate::offsets::Unit;
use crate::record::{Fields, Record};
use crate::source::Source;
use crate::subjects::Subjects;

/// Runs a command.
pub(crate) fn run(command: Command) -> Result<Tally, Stop> {
    match command {
        Command::Deid(options) => deid::run(&options),
        Command::Detect(options) => detect::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Reidentify(options) => reidentify::run(&options),
        Command::Policy { command } => policy::run(&command),
        Command::Info(options) => info::run(&options),
        Command::Synth(options) => synth::run(&options),
        Command::Eval(options) => eval::run(&options),
        Command::Convert(options) => convert::run(&options),
        Command::Completions { shell } => completions::run(shell),
        Command::Man { command } => man::run(command.as_deref()),
    }
}

/// What is done to each document.
pub(crate) struct Task {
    deidentifier: Deidentifier,
    subjects: Subjects,
    /// None: the identifiers are replaced. Else they are listed with offsets in this unit.
    listed: Option<Unit>,
    /// What tells whom a file is about.
    subject_by: Option<SubjectBy>,
    /// How many of each identifier were replaced.
    removed: manifest::Counts,
}

impl Task {
    /// Whether several results on standard output need a line before each to tell them apart.
    pub(crate) fn wants_headers(&self) -> bool {
        self.listed.is_none()
    }

    /// Whether what is around the documents of a JSON Lines file goes to the output too.
    pub(crate) fn keeps_lines(&self) -> bool {
        self.listed.is_none()
    }

    /// Whom a file is about.
    fn subject(&self, source: &Source) -> Option<String> {
        let folder = || source.relative.parent().map(|folder| folder.to_string_lossy().into_owned());
        match self.subject_by? {
            SubjectBy::Document => Some(source.id.clone()),
            SubjectBy::Folder => folder(),
        }
    }

    /// The output for a text document.
    pub(crate) fn text(&self, worker: &mut Worker, source: &Source, text: &str) -> Result<Vec<u8>, Reason> {
        let deidentifier = self.subjects.engine(&self.deidentifier, &source.id, None)?;
        if let Some(unit) = self.listed {
            let mut out = Vec::new();
            let id = serde_json::to_string(&source.id).unwrap_or_default();
            detect::list(&deidentifier, worker, &id, text, unit, &mut out)?;
            return Ok(out);
        }
        // The byte order mark is kept, but is no part of the text.
        let (mark, body) = split_mark(text);
        let mut out = String::with_capacity(text.len() + text.len() / 16);
        out.push_str(mark);
        worker.scratch.set_subject_id(self.subject(source).as_deref());
        let spans =
            deidentifier.deidentify_into(&mut worker.scratch, body, &mut out).map_err(|error| refused(&error))?;
        self.removed.add(spans);
        Ok(out.into_bytes())
    }

    /// Appends the output for a JSON record. `name` is its id where it has none of its own.
    pub(crate) fn record(
        &self,
        worker: &mut Worker,
        line: &str,
        record: &Record<'_>,
        name: impl Fn() -> String,
        out: &mut Vec<u8>,
    ) -> Result<(), Reason> {
        let id = if self.subjects.is_empty() { String::new() } else { plain_id(record, &name) };
        let deidentifier = self.subjects.engine(&self.deidentifier, &id, Some(&record.subject))?;
        if let Some(unit) = self.listed {
            let named = match record.id {
                Some(_) => String::new(),
                None => serde_json::to_string(&name()).unwrap_or_default(),
            };
            return detect::list(&deidentifier, worker, record.id.unwrap_or(&named), &record.text, unit, out);
        }
        worker.text.clear();
        // A record's own id tells documents apart; its file and line do where it has none.
        let by_document = || self.subject_by.map(|_| record.id.map_or_else(&name, str::to_owned));
        let subject = record.subject_id.clone().or_else(by_document);
        worker.scratch.set_subject_id(subject.as_deref());
        let spans = deidentifier
            .deidentify_into(&mut worker.scratch, &record.text, &mut worker.text)
            .map_err(|error| refused(&error))?;
        self.removed.add(spans);
        let (before, after) = (line.get(..record.range.start), line.get(record.range.end..));
        out.extend_from_slice(before.unwrap_or_default().as_bytes());
        serde_json::to_writer(&mut *out, &worker.text).map_err(|_| unwritable())?;
        out.extend_from_slice(after.unwrap_or_default().as_bytes());
        Ok(())
    }
}

/// The id of a record as its user would write it: the string itself, a number's digits, or its file and line.
fn plain_id(record: &Record<'_>, name: impl Fn() -> String) -> String {
    record.id.map_or_else(name, |id| serde_json::from_str(id).unwrap_or_else(|_| id.to_owned()))
}

/// Says which subjects were of no use, in case their documents are called otherwise.
fn tell_unseen(task: &Task) {
    let unseen = task.subjects.unseen();
    if unseen > 0 {
        eprintln!("unphi: --subjects: {unseen} of the ids in `document` belong to no document of this run");
    }
}

/// A UTF-8 byte order mark, and the text after it.
fn split_mark(text: &str) -> (&str, &str) {
    let length = if text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
    text.split_at(length)
}

/// Writing JSON to memory does not fail; should it, the document is withheld.
fn unwritable() -> Reason {
    Reason::new("cannot be written as JSON", "please report it")
}

/// The fields that the options name.
fn fields(documents: &Documents, subjects: &crate::args::Subjects, subject_id: Option<&String>) -> Fields {
    Fields {
        text: documents.text_field.clone(),
        id: documents.id_field.clone().unwrap_or_else(|| "id".into()),
        id_required: documents.id_field.is_some(),
        subject: subjects.subject_fields.clone(),
        subject_id: subject_id.cloned(),
    }
}
