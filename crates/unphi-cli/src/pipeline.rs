//! How do many documents go through, in order and in bounded memory? In batches: while one is worked on in parallel,
//! the one before is written and the next is read, so that input and output cost no time of their own.

use std::num::NonZero;

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::failure::Stop;

/// Bytes of input in a batch (one document may be larger and is then a batch of its own).
pub(crate) const BATCH: usize = 4 << 20;

/// A pool with so many threads, or one for each processor.
pub(crate) fn pool(threads: Option<u16>) -> Result<ThreadPool, Stop> {
    let threads = threads.map_or_else(|| std::thread::available_parallelism().map_or(1, NonZero::get), usize::from);
    ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| Stop::Failed(format!("threads cannot be started: {error}; give a smaller --threads")))
}

/// Reads batches until there are none, works on each and writes the results in the order read. `work` is the only one
/// that is to use the pool's other threads.
pub(crate) fn run<B: Sync + Send, R: Send>(
    pool: &ThreadPool,
    mut read: impl FnMut() -> Option<B> + Send,
    work: impl Fn(&B) -> R + Sync,
    mut write: impl FnMut(R) -> Result<(), Stop> + Send,
) -> Result<(), Stop> {
    pool.install(|| {
        let mut batch = read();
        let mut finished = None;
        while let Some(current) = batch.take() {
            let (result, io) = rayon::join(
                || work(&current),
                || {
                    finished.take().map_or(Ok(()), &mut write)?;
                    Ok(read())
                },
            );
            batch = io?;
            finished = Some(result);
        }
        finished.map_or(Ok(()), write)
    })
}
