//! What the key gives: a key of its own for each operator.

#![forbid(unsafe_code)]

use unphi_keyed::{Digits, KeyId, Prf, Seal};

use super::surrogate::Names;
use crate::Key;

/// The derived keys of a policy that needs one.
pub(crate) struct Keyed {
    pub(super) id: KeyId,
    pub(super) hash: Prf,
    pub(super) digits: Digits,
    pub(super) shift: Prf,
    pub(super) surrogate: Prf,
    /// The pools of names, where the policy makes surrogates.
    pub(super) names: Option<Names>,
    /// The current key's first; then those that were used before it.
    seals: Vec<(KeyId, Seal)>,
}

impl Keyed {
    pub(crate) fn new(key: &Key, previous: &[Key], surrogates: bool) -> Self {
        let seal = |key: &Key| (key.0.id(), Seal::new(&key.0));
        Self {
            id: key.0.id(),
            hash: Prf::new(&key.0, "hash"),
            digits: Digits::new(&key.0),
            shift: Prf::new(&key.0, "shift"),
            surrogate: Prf::new(&key.0, "surrogate"),
            names: surrogates.then(Names::new),
            seals: core::iter::once(key).chain(previous).map(seal).collect(),
        }
    }

    /// The seal of the current key.
    pub(super) fn seal(&self) -> Option<&Seal> {
        self.seals.first().map(|(_, seal)| seal)
    }

    /// The seals of the keys called `id`: nearly always one, as an id has 20 bits.
    pub(super) fn seals<'k>(&'k self, id: &'k str) -> impl Iterator<Item = &'k Seal> {
        self.seals.iter().filter(move |(other, _)| other.as_str().eq_ignore_ascii_case(id)).map(|(_, seal)| seal)
    }
}
