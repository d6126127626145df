//! Which mistakes are these, and which does most harm?

use std::ops::Range;

use unphi::Identifier;

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MistakeKind {
    /// No letter of a gold span was removed.
    Missed,
    /// Some letters of a gold span were left.
    Partial,
    /// A gold span was removed, as another identifier.
    WrongType,
    /// Something was removed that is in no gold span.
    FalseAlarm,
}

impl MistakeKind {
    /// Every kind, the worst first.
    pub const ALL: [Self; 4] = [Self::Missed, Self::Partial, Self::FalseAlarm, Self::WrongType];

    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::Partial => "partial",
            Self::WrongType => "wrong type",
            Self::FalseAlarm => "false alarm",
        }
    }
}

/// One mistake in a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Mistake {
    /// What went wrong.
    pub kind: MistakeKind,
    /// Bytes of the document: the gold span, or the tokens removed for nothing.
    pub range: Range<usize>,
    /// What it is.
    pub gold: Option<Identifier>,
    /// The kind of what it is.
    pub gold_kind: Option<String>,
    /// What it was taken for.
    pub predicted: Option<Identifier>,
    /// How sure the prediction was.
    pub confidence: Option<f32>,
    /// The rule that predicted it.
    pub rule: Option<String>,
    /// How much it gives away: the tokens left, weighed by how directly the identifier leads to the person. Nothing for
    /// mistakes that leave nothing.
    pub harm: u64,
}

/// How directly an identifier leads to its person: to one and everyone's to see (4), to one with another table (3), to
/// some (2), to many (1).
pub(crate) fn weight(identifier: Option<Identifier>) -> u64 {
    use Identifier::{Biometric, Date, Email, Geographic, HealthPlan, Mrn, Name, Phone, Photo, Ssn};
    match identifier {
        None => 0,
        Some(Name | Ssn | Mrn | HealthPlan | Email | Phone | Biometric | Photo) => 4,
        Some(Geographic) => 2,
        Some(Date) => 1,
        Some(_) => 3,
    }
}
