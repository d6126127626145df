//! Text documents, from source to output: a file is a document.

use std::ops::Range;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::cmd::Task;
use crate::encoding::{self, Encoding};
use crate::engine::Worker;
use crate::failure::{Failure, Reason, Stop, Tally};
use crate::output::{self, Output};
use crate::pipeline;
use crate::progress::Progress;
use crate::source::{Source, Sources};

/// Most documents of a batch, however small.
const MOST: usize = 256;

/// Where results go.
pub(crate) enum Destination {
    /// One after the other.
    Stream(Output, Option<PathBuf>),
    /// Each to its own file.
    Files(Vec<PathBuf>),
}

/// Runs `task` on every source.
pub(crate) fn run(
    task: &Task,
    sources: &Sources,
    encoding: Encoding,
    threads: Option<u16>,
    destination: Destination,
) -> Result<Tally, Stop> {
    let to_stdout = matches!(destination, Destination::Stream(Output::Stdout(_), _));
    let mut progress = Progress::new(Some((sources.list.len() + sources.failures.len()) as u64), to_stdout);
    for failure in &sources.failures {
        progress.withhold(failure);
    }
    let headers = sources.list.len() > 1 && task.wants_headers();
    let (mut stream, target, files) = match destination {
        Destination::Stream(output, target) => (Some(output), target, None),
        Destination::Files(files) => (None, None, Some(files)),
    };
    let failed = |error: std::io::Error| stream_error(target.as_deref(), &error);
    // No more threads than documents: they cost time to start.
    let threads = if sources.list.len() < 2 { Some(1) } else { threads };
    let pool = pipeline::pool(threads)?;

    let mut next = 0;
    let read = || {
        let start = next;
        let mut bytes = 0;
        while next < sources.list.len() && next - start < MOST && bytes < pipeline::BATCH as u64 {
            bytes += sources.list[next].size();
            next += 1;
        }
        (next > start).then_some(start..next)
    };
    let work = |batch: &Range<usize>| -> Vec<(usize, Result<Vec<u8>, Reason>)> {
        let one = |at: usize| {
            let target = files.as_ref().map(|files| files[at].as_path());
            (at, document(task, &sources.list[at], encoding, target))
        };
        batch.clone().into_par_iter().with_max_len(1).map(one).collect()
    };
    let mut first = true;
    let write = |results: Vec<(usize, Result<Vec<u8>, Reason>)>| {
        for (at, result) in results {
            let id = &sources.list[at].id;
            let bytes = match result {
                Ok(bytes) => bytes,
                Err(reason) => {
                    progress.withhold(&Failure { document: id.clone(), reason });
                    continue;
                }
            };
            if let Some(stream) = &mut stream {
                if headers {
                    let blank = if first { "" } else { "\n" };
                    stream.write_all(format!("{blank}==> {id} <==\n").as_bytes()).map_err(failed)?;
                }
                stream.write_all(&bytes).map_err(failed)?;
                first = false;
            }
            progress.done(1);
        }
        Ok(())
    };
    pipeline::run(&pool, read, work, write)?;
    if let Some(stream) = stream {
        stream.finish().map_err(failed)?;
    }
    Ok(progress.finish())
}

/// Reads one document and gives what is to be written; nothing where it went to `target`.
fn document(task: &Task, source: &Source, encoding: Encoding, target: Option<&Path>) -> Result<Vec<u8>, Reason> {
    let text = encoding::decode(source.read().map_err(|error| Reason::unreadable(&error))?, encoding)?;
    let result = Worker::run(|worker| task.text(worker, source, &text))?;
    drop(text);
    match target {
        None => Ok(result),
        Some(target) => {
            output::write_file(target, &result).map(|()| Vec::new()).map_err(|error| Reason::unwritable(target, &error))
        }
    }
}

/// The stream that all results share has failed.
pub(crate) fn stream_error(target: Option<&Path>, error: &std::io::Error) -> Stop {
    match target {
        None => Stop::stdout(error),
        Some(target) => Stop::Failed(Reason::unwritable(target, error).to_string()),
    }
}
