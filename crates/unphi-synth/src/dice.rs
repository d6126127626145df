//! Chance: a stream of numbers that depends on the seed and the document's number alone, so that document 4,711 can be
//! made without the 4,710 before it.

#![forbid(unsafe_code)]

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

/// The one source of chance of a document.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    /// The dice of document `number`: ChaCha's stream of that number, which shares nothing with its neighbours.
    pub(crate) fn new(seed: u64, number: u64) -> Self {
        let mut stream = ChaCha8Rng::seed_from_u64(seed);
        stream.set_stream(number);
        Self(stream)
    }

    /// A number below `limit`; 0 where `limit` is 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let scaled = u128::from(self.0.next_u64()) * (limit as u128);
        usize::try_from(scaled >> 64).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = usize::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.below(width)).unwrap_or(0)
    }

    /// True in `percent` of a hundred calls.
    pub(crate) fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent as usize
    }

    /// One of `items`.
    ///
    /// # Panics
    /// Where there are none: the tables it is asked about are part of the program.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}
