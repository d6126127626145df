//! The confidence from which a finding counts.

#![forbid(unsafe_code)]

use crate::Identifier;

/// A confidence for all, for an identifier, and for a kind of one.
pub(crate) struct Thresholds {
    identifiers: [f32; 18],
    kinds: Vec<(Identifier, Box<str>, f32)>,
}

/// Everything counts: what `explain` looks at.
pub(crate) static NONE: Thresholds = Thresholds { identifiers: [0.0; 18], kinds: Vec::new() };

impl Thresholds {
    /// The same for all.
    pub(crate) fn new(all: f32) -> Self {
        Self { identifiers: [all; 18], kinds: Vec::new() }
    }

    /// Sets the threshold of `identifier`, or of one kind of it.
    pub(crate) fn set(&mut self, identifier: Identifier, kind: Option<&str>, confidence: f32) {
        match kind {
            Some(kind) => self.kinds.push((identifier, kind.into(), confidence)),
            None => self.identifiers.iter_mut().skip(identifier as usize).take(1).for_each(|place| *place = confidence),
        }
    }

    /// The threshold of a finding; its kind is asked for only where one has a threshold of its own.
    #[inline]
    pub(crate) fn of<'k>(&self, identifier: Identifier, kind: impl FnOnce() -> &'k str) -> f32 {
        let all = self.identifiers.get(identifier as usize).copied().unwrap_or(1.0);
        if self.kinds.is_empty() {
            return all;
        }
        let kind = kind();
        self.kinds
            .iter()
            .find(|(other, name, _)| *other == identifier && **name == *kind)
            .map_or(all, |(_, _, own)| *own)
    }
}
