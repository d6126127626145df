//! JSON Lines, from source to output: a line is a document. A file is read in blocks cut at line ends, so a file of any
//! size goes through, and so does a line of any size that fits in memory.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hasher as _};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::cmd::Task;
use crate::encoding::{self, BOM, Encoding};
use crate::engine::Worker;
use crate::failure::{Failure, Reason, Stop, Tally};
use crate::output::Output;
use crate::pipeline::{self, BATCH};
use crate::progress::Progress;
use crate::record::{self, Fields};
use crate::source::{Source, Sources};
use crate::text::stream_error;

/// Input bytes that a thread takes at a time.
const CHUNK: usize = 128 << 10;

/// Where results go.
pub(crate) enum Destination {
    /// All to one output; ids must be unique over all inputs then.
    Stream(Output, Option<PathBuf>),
    /// Each source's to its own file.
    Files(Vec<PathBuf>),
}

/// What all sources of a run share.
struct Run<'r> {
    task: &'r Task,
    fields: Fields,
    encoding: Encoding,
    pool: rayon::ThreadPool,
    progress: Progress,
}

/// Runs `task` on every line of every source.
pub(crate) fn run(
    task: &Task,
    sources: &Sources,
    fields: Fields,
    encoding: Encoding,
    threads: Option<u16>,
    destination: Destination,
) -> Result<Tally, Stop> {
    let to_stdout = matches!(destination, Destination::Stream(Output::Stdout(_), _));
    let pool = pipeline::pool(threads)?;
    let mut run = Run { task, fields, encoding, pool, progress: Progress::new(None, to_stdout) };
    for failure in &sources.failures {
        run.progress.withhold(failure);
    }
    match destination {
        Destination::Stream(output, target) => run.stream(sources, output, target.as_deref())?,
        Destination::Files(targets) => run.files(sources, &targets)?,
    }
    Ok(run.progress.finish())
}

impl Run<'_> {
    fn stream(&mut self, sources: &Sources, output: Output, target: Option<&Path>) -> Result<(), Stop> {
        let mut sink = Sink::new(output);
        for source in &sources.list {
            self.source(source, &mut sink)?.map_err(|error| stream_error(target, &error))?;
        }
        sink.output.finish().map_err(|error| stream_error(target, &error))
    }

    fn files(&mut self, sources: &Sources, targets: &[PathBuf]) -> Result<(), Stop> {
        for (source, target) in sources.list.iter().zip(targets) {
            let written = match Output::create(target) {
                Ok(output) => {
                    let mut sink = Sink::new(output);
                    self.source(source, &mut sink)?.and_then(|()| sink.output.finish())
                }
                Err(error) => Err(error),
            };
            if let Err(error) = written {
                self.withhold(source.id.clone(), Reason::unwritable(target, &error));
            }
        }
        Ok(())
    }

    fn withhold(&mut self, document: String, reason: Reason) {
        self.progress.withhold(&Failure { document, reason });
    }

    /// All lines of one source. The inner result is that of writing.
    fn source(&mut self, source: &Source, sink: &mut Sink) -> Result<io::Result<()>, Stop> {
        let mut reader = match source.open() {
            Ok(input) => Blocks::new(input),
            Err(error) => {
                self.withhold(source.id.clone(), Reason::unreadable(&error));
                return Ok(Ok(()));
            }
        };
        if let Err(error) = sink.separate() {
            return Ok(Err(error));
        }
        let mut broken = None;
        let Self { task, fields, encoding, pool, progress } = self;
        let mut write_error = None;
        let read = || match reader.next() {
            Ok(block) => block,
            Err(reason) => {
                broken = Some(reason);
                None
            }
        };
        let work = |block: &Block| -> Vec<Done> {
            block.chunks().into_par_iter().map(|chunk| chunk.work(task, source, fields, *encoding)).collect()
        };
        let write = |results: Vec<Done>| {
            for done in results {
                if let Err(error) = sink.write(done, source, progress) {
                    write_error = Some(error);
                    // The error is told by the caller, who knows where the output goes.
                    return Err(Stop::ClosedPipe);
                }
            }
            Ok(())
        };
        let outcome = pipeline::run(pool, read, work, write);
        if let Some(error) = write_error {
            return Ok(Err(error));
        }
        outcome?;
        if let Some(reason) = broken {
            self.withhold(source.id.clone(), reason);
        }
        Ok(Ok(()))
    }
}

/// Reads an input in blocks of whole lines.
struct Blocks {
    input: Box<dyn Read + Send>,
    /// The beginning of a line whose end was not read yet.
    rest: Vec<u8>,
    line: u64,
    ended: bool,
}

/// Whole lines of an input.
struct Block {
    bytes: Vec<u8>,
    first_line: u64,
}

impl Blocks {
    fn new(input: Box<dyn Read + Send>) -> Self {
        Self { input, rest: Vec::new(), line: 1, ended: false }
    }

    fn next(&mut self) -> Result<Option<Block>, Reason> {
        if self.ended {
            return Ok(None);
        }
        let mut bytes = std::mem::take(&mut self.rest);
        let cut = loop {
            let before = bytes.len();
            let read = self.input.by_ref().take(BATCH as u64).read_to_end(&mut bytes);
            let read = read.map_err(|error| self.unreadable(&error))?;
            if read == 0 {
                self.ended = true;
                break bytes.len();
            }
            if let Some(at) = bytes.get(before..).and_then(|new| memchr::memrchr(b'\n', new)) {
                break before + at + 1;
            }
        };
        if self.line == 1 && (bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF])) {
            self.ended = true;
            return Err(Reason::new("is UTF-16", "JSON Lines is UTF-8: convert it (iconv -f UTF-16 -t UTF-8)"));
        }
        self.rest = bytes.split_off(cut);
        let first_line = self.line;
        self.line += memchr::memchr_iter(b'\n', &bytes).count() as u64;
        Ok((!bytes.is_empty()).then_some(Block { bytes, first_line }))
    }

    fn unreadable(&mut self, error: &io::Error) -> Reason {
        self.ended = true;
        Reason::new(
            format!("cannot be read on from line {}: {error}", self.line),
            "check that the file and its disk can be read; the lines before are done",
        )
    }
}

/// The part of a block that one thread works on.
struct Chunk<'b> {
    bytes: &'b [u8],
    first_line: u64,
}

impl Block {
    fn chunks(&self) -> Vec<Chunk<'_>> {
        let mut chunks = Vec::new();
        let (mut rest, mut line) = (self.bytes.as_slice(), self.first_line);
        while !rest.is_empty() {
            let least = CHUNK.min(rest.len());
            let end = rest.get(least - 1..).and_then(|tail| memchr::memchr(b'\n', tail));
            let (bytes, after) = rest.split_at(end.map_or(rest.len(), |at| least + at));
            chunks.push(Chunk { bytes, first_line: line });
            line += memchr::memchr_iter(b'\n', bytes).count() as u64;
            rest = after;
        }
        chunks
    }
}

/// What became of a chunk.
#[derive(Default)]
struct Done {
    bytes: Vec<u8>,
    records: Vec<Entry>,
    failures: Vec<(u64, Reason)>,
}

/// One record in the output of a chunk.
struct Entry {
    line: u64,
    /// Where its output begins; it ends where the next one's begins.
    start: usize,
    /// The hash of its id.
    id: Option<u128>,
}

impl Chunk<'_> {
    fn work(&self, task: &Task, source: &Source, fields: &Fields, encoding: Encoding) -> Done {
        let mut done = Done { bytes: Vec::with_capacity(self.bytes.len() + 64), ..Done::default() };
        for (number, line) in (self.first_line..).zip(lines(self.bytes)) {
            let start = done.bytes.len();
            if line.trim_ascii().is_empty() {
                // No document; kept where lines are kept.
                if task.keeps_lines() {
                    done.bytes.extend_from_slice(line);
                }
                continue;
            }
            match one(line, number, task, source, fields, encoding, &mut done.bytes) {
                Ok(id) => done.records.push(Entry { line: number, start, id }),
                Err(reason) => {
                    done.bytes.truncate(start);
                    done.failures.push((number, reason));
                }
            }
        }
        done
    }
}

/// The lines of `bytes` with their line ends.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
        let (line, after) = rest.split_at(end);
        rest = after;
        (end > 0).then_some(line)
    })
}

/// Works on one line; gives the hash of its id.
fn one(
    line: &[u8],
    number: u64,
    task: &Task,
    source: &Source,
    fields: &Fields,
    encoding: Encoding,
    out: &mut Vec<u8>,
) -> Result<Option<u128>, Reason> {
    let line = encoding::decode_line(line, encoding)?;
    let (mark, line) = match line.strip_prefix(BOM) {
        Some(rest) if number == 1 => ("\u{FEFF}", rest),
        _ => ("", line.as_ref()),
    };
    let record = record::parse(line, fields)?;
    if task.keeps_lines() {
        out.extend_from_slice(mark.as_bytes());
    }
    Worker::run(|worker| task.record(worker, line, &record, || name(source, number), out))?;
    Ok(record.id.map(hash))
}

/// How messages name a line.
fn name(source: &Source, line: u64) -> String {
    format!("{}:{line}", source.id)
}

/// 128 bits, so that no two ids of any corpus share one by chance.
fn hash(id: &str) -> u128 {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        hasher.write_u8(salt);
        hasher.write(id.as_bytes());
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
}

/// An output that lines go to.
struct Sink {
    output: Output,
    /// The ids that it holds.
    ids: HashSet<u128>,
    /// Whether the last line written had no line end.
    open_line: bool,
}

impl Sink {
    fn new(output: Output) -> Self {
        Self { output, ids: HashSet::new(), open_line: false }
    }

    /// Ends a last line without line end before another source's lines follow.
    fn separate(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.open_line) { self.output.write_all(b"\n") } else { Ok(()) }
    }

    fn write(&mut self, done: Done, source: &Source, progress: &mut Progress) -> io::Result<()> {
        let mut failures = done.failures;
        let mut written = 0;
        let mut count = done.records.len() as u64;
        for (at, record) in done.records.iter().enumerate() {
            if record.id.is_none_or(|id| self.ids.insert(id)) {
                continue;
            }
            // The second record of an id is cut out: nobody could tell their results apart.
            self.bytes(done.bytes.get(written..record.start))?;
            written = done.records.get(at + 1).map_or(done.bytes.len(), |next| next.start);
            count -= 1;
            let reason = Reason::new(
                "has the id of an earlier record",
                "make the ids unique, or name another field with --id-field",
            );
            failures.push((record.line, reason));
        }
        failures.sort_by_key(|(line, _)| *line);
        for (line, reason) in failures {
            progress.withhold(&Failure { document: name(source, line), reason });
        }
        self.bytes(done.bytes.get(written..))?;
        progress.done(count);
        Ok(())
    }

    fn bytes(&mut self, bytes: Option<&[u8]>) -> io::Result<()> {
        let bytes = bytes.unwrap_or_default();
        if let Some(last) = bytes.last() {
            self.open_line = *last != b'\n';
            self.output.write_all(bytes)?;
        }
        Ok(())
    }
}
