//! How many texts go through: in blocks, on several threads, without the GIL. The threads live as long as a block, so that
//! a forked process inherits none.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use unphi::Deidentifier;

use crate::failure::{Failure, guarded};
use crate::result::{Found, counted};
use crate::whom::About;

/// Texts in a row, some missing.
pub(crate) type Texts<'t> = [Option<&'t str>];

/// Texts that a thread takes at a time, so that threads end together though some texts are long.
const RUN: usize = 16;

/// A block ends, and progress is told, after so many texts or bytes for each thread.
const BLOCK_TEXTS: usize = 1024;
const BLOCK_BYTES: usize = 4 << 20;

/// How many threads work and whom to tell how far they are.
pub(crate) struct Pace<'py> {
    pub(crate) threads: NonZeroUsize,
    progress: Option<Bound<'py, PyAny>>,
}

impl<'py> Pace<'py> {
    /// As many threads as the process may use, unless told otherwise.
    pub(crate) fn new(threads: Option<usize>, progress: Option<Bound<'py, PyAny>>) -> PyResult<Self> {
        let threads = match threads {
            Some(threads) => NonZeroUsize::new(threads).ok_or_else(|| PyValueError::new_err("threads: at least 1"))?,
            None => thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
        };
        Ok(Self { threads, progress })
    }

    /// As many threads, and nobody is told.
    pub(crate) fn quiet(&self) -> Self {
        Self { threads: self.threads, progress: None }
    }

    /// Whether these make a block.
    pub(crate) fn full(&self, texts: usize, bytes: usize) -> bool {
        texts >= BLOCK_TEXTS * self.threads.get() || bytes >= BLOCK_BYTES * self.threads.get()
    }

    /// Between blocks: tells how many texts were done and lets Ctrl-C through.
    pub(crate) fn tell(&self, py: Python<'_>, texts: usize) -> PyResult<()> {
        if let Some(progress) = &self.progress {
            progress.call1((texts,))?;
        }
        py.check_signals()
    }
}

/// Texts that went through together.
pub(crate) struct Done<T> {
    pub(crate) texts: T,
    /// Those that were withheld, counted from the first of them.
    pub(crate) failures: Vec<(usize, Failure)>,
}

/// De-identified texts, one after another.
#[derive(Default)]
pub(crate) struct Rewritten {
    pub(crate) text: String,
    /// Where each ends; none for what was missing or withheld.
    pub(crate) ends: Vec<Option<usize>>,
}

impl Rewritten {
    pub(crate) fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let end = (*end)?;
            self.text.get(core::mem::replace(&mut start, end)..end)
        })
    }
}

/// Replaces what is found in `texts`, which are about `abouts`, or about nobody in particular.
pub(crate) fn rewrite(deidentifier: &Deidentifier, texts: &Texts<'_>, abouts: &[About]) -> Done<Rewritten> {
    let mut out = Rewritten { text: String::with_capacity(bytes(texts)), ends: Vec::with_capacity(texts.len()) };
    let mut failures = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let before = out.text.len();
        let end = text.and_then(|text| {
            let done = guarded(|scratch| {
                let about = abouts.get(index);
                scratch.set_subject_id(about.and_then(|about| about.id.as_deref()));
                let own = about.filter(|about| !about.subjects.is_empty());
                let own = own.map(|about| deidentifier.with_subjects(&about.subjects)).transpose()?;
                own.as_ref().unwrap_or(deidentifier).deidentify_into(scratch, text, &mut out.text)?;
                Ok(())
            });
            done.map_err(|failure| failures.push((index, failure))).ok().map(|()| out.text.len())
        });
        out.text.truncate(end.unwrap_or(before));
        out.ends.push(end);
    }
    Done { texts: out, failures }
}

/// Finds the identifiers of `texts`; none where the text was missing or withheld.
pub(crate) fn detect(
    deidentifier: &Deidentifier,
    texts: &Texts<'_>,
    abouts: &[About],
) -> Done<Vec<Option<Vec<Found>>>> {
    let mut failures = Vec::new();
    let found = texts.iter().enumerate().map(|(index, text)| {
        let text = (*text)?;
        let found = guarded(|scratch| {
            let own = abouts.get(index).filter(|about| !about.subjects.is_empty());
            let own = own.map(|about| deidentifier.with_subjects(&about.subjects)).transpose()?;
            Ok(counted(text, own.as_ref().unwrap_or(deidentifier).detect_into(scratch, text)?))
        });
        found.map_err(|failure| failures.push((index, failure))).ok()
    });
    let texts = found.collect();
    Done { texts, failures }
}

pub(crate) fn bytes(texts: &Texts<'_>) -> usize {
    texts.iter().flatten().map(|text| text.len()).sum()
}

/// `work` on runs of `texts` and of what is said of them, in order, on as many threads.
pub(crate) fn in_runs<'t, T: Send>(
    threads: NonZeroUsize,
    texts: &Texts<'t>,
    abouts: &[About],
    work: impl Fn(&Texts<'t>, &[About]) -> T + Sync,
) -> Vec<(usize, T)> {
    if threads.get() == 1 || texts.len() <= RUN {
        return vec![(0, work(texts, abouts))];
    }
    let runs: Vec<_> = texts.chunks(RUN).collect();
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(run) = runs.get(index) else { return done };
            done.push((index * RUN, work(run, abouts.get(index * RUN..).unwrap_or_default())));
        }
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads.get().min(runs.len())).map(|_| scope.spawn(worker)).collect();
        let mut done = worker();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(first, _)| *first);
    done
}
