//! `unphi convert`: annotated notes in another format.

use std::fs;

use unphi_eval::{Error, GroupBy, write};

use crate::args::Convert;
use crate::failure::{Failure, Reason, Stop, Tally};
use crate::gold::{Gold, withhold};
use crate::output::write_file;
use crate::progress::Progress;

pub(crate) fn run(options: &Convert) -> Result<Tally, Stop> {
    if fs::metadata(&options.output).is_ok_and(|metadata| !metadata.is_dir()) {
        return Err(Stop::Usage(format!("-o {} is not a folder; name a folder", options.output.display())));
    }
    let mut progress = Progress::new(None, false);
    let reading = &options.reading;
    let files = Gold::open(&options.paths, reading.gold_format, "--gold-format", reading.encoding, &mut progress)?;
    let read = files.read(reading, &GroupBy::Folder);
    let mut errors = read.errors;
    let mut documents = Vec::with_capacity(read.records.len());
    for record in read.records {
        match record.placed() {
            Ok(document) => documents.push(document),
            Err(error) => errors.push(error),
        }
    }
    refuse_inputs(&files, options)?;
    let mut done = documents.len() as u64;
    for written in write(options.to, &documents) {
        match written {
            Ok((name, text)) => save(options, &name, &text, &mut progress),
            Err(error) => {
                done = done.saturating_sub(1);
                errors.push(error);
            }
        }
    }
    errors.iter().for_each(|error: &Error| withhold(&mut progress, error));
    progress.done(done);
    Ok(progress.finish())
}

/// The output folder may not be that of an input: a file there could be replaced by its own conversion.
fn refuse_inputs(files: &Gold, options: &Convert) -> Result<(), Stop> {
    let Ok(output) = options.output.canonicalize() else { return Ok(()) };
    let inputs = files.sources.list.iter().filter_map(|source| source.path()?.canonicalize().ok());
    if inputs.into_iter().any(|input| input.starts_with(&output)) {
        return Err(Stop::Usage(format!("-o {} holds an input; choose another folder", options.output.display())));
    }
    Ok(())
}

fn save(options: &Convert, name: &str, text: &str, progress: &mut Progress) {
    let target = options.output.join(name);
    if let Err(error) = write_file(&target, text.as_bytes()) {
        progress.withhold(&Failure { document: name.to_owned(), reason: Reason::unwritable(&target, &error) });
    }
}
