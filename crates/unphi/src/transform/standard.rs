//! Which part of the Privacy Rule an operator satisfies: the letter of 45 CFR 164.514.
//!
//! The judgement is about what is written in the place of an identifier that was found. Nothing here says that all were
//! found, nor that the writer of the text had no other knowledge (164.514(b)(2)(ii)).

#![forbid(unsafe_code)]

use core::fmt;

use super::operator::Operator;
use super::zip3::Census;
use crate::Identifier;

/// A way in which the Privacy Rule lets health information be used without authorization, from the strictest on.
///
/// ```
/// use unphi::{Policy, Standard};
///
/// assert_eq!(Policy::safe_harbor().meets(), Standard::SafeHarbor);
/// assert_eq!(Policy::pseudonymize().meets(), Standard::ExpertDetermination);
/// assert!(Standard::SafeHarbor < Standard::LimitedDataSet);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standard {
    /// All 18 identifiers are removed: 45 CFR 164.514(b)(2).
    SafeHarbor,
    /// Sixteen are removed; dates, ages, towns, states and ZIP codes may stay, under a data use agreement: 45 CFR 164.514(e).
    LimitedDataSet,
    /// Neither: an expert must find that the risk is very small, and document it: 45 CFR 164.514(b)(1).
    ExpertDetermination,
}

impl Standard {
    /// Every standard, the strictest first.
    pub const ALL: [Self; 3] = [Self::SafeHarbor, Self::LimitedDataSet, Self::ExpertDetermination];

    /// Its name in a policy file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SafeHarbor => "safe-harbor",
            Self::LimitedDataSet => "limited-data-set",
            Self::ExpertDetermination => "expert-determination",
        }
    }

    /// Its paragraph.
    #[must_use]
    pub const fn citation(self) -> &'static str {
        match self {
            Self::SafeHarbor => "45 CFR 164.514(b)(2)",
            Self::LimitedDataSet => "45 CFR 164.514(e)",
            Self::ExpertDetermination => "45 CFR 164.514(b)(1)",
        }
    }
}

impl fmt::Display for Standard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The strictest standard that an operator meets, and why not a stricter one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) standard: Standard,
    /// Empty where it meets Safe Harbor.
    pub(crate) why: &'static str,
}

/// Judges `operator` on one kind of `identifier`, or on all kinds that have no operator of their own.
pub(crate) fn judge(identifier: Identifier, kind: Option<&str>, operator: Operator, census: Census) -> Verdict {
    let verdict = |standard, why| Verdict { standard, why };
    match operator {
        Operator::Remove | Operator::Tag | Operator::NumberedTag => verdict(Standard::SafeHarbor, ""),
        Operator::Generalize if identifier == Identifier::Geographic && !census.is_current() => verdict(
            Standard::LimitedDataSet,
            "ZIP prefixes are judged by the current census: 164.514(b)(2)(i)(B) asks for the current data",
        ),
        Operator::Generalize => verdict(Standard::SafeHarbor, ""),
        Operator::Keep if may_stay_in_a_limited_data_set(identifier, kind) => {
            verdict(Standard::LimitedDataSet, "kept: 164.514(e)(2) allows it, 164.514(b)(2)(i) does not")
        }
        Operator::Keep => {
            verdict(Standard::ExpertDetermination, "kept: 164.514(b)(2)(i) and 164.514(e)(2) both list it")
        }
        Operator::Shift => verdict(
            Standard::LimitedDataSet,
            "a shifted date is finer than a year, which 164.514(b)(2)(i)(C) does not allow",
        ),
        Operator::Mask(_) => verdict(
            Standard::ExpertDetermination,
            "a mask shows length and layout, or a part: parts of identifiers count (HHS guidance on 164.514)",
        ),
        Operator::Hash => verdict(
            Standard::ExpertDetermination,
            "a keyed hash is derived from the patient's data, which 164.514(c)(1) and (b)(2)(i)(R) do not allow",
        ),
        Operator::Encrypt | Operator::EncryptDigits => verdict(
            Standard::ExpertDetermination,
            "an encrypted value is derived from the patient's data, which 164.514(c)(1) and (b)(2)(i)(R) do not allow",
        ),
        Operator::Surrogate => verdict(
            Standard::ExpertDetermination,
            "a surrogate is derived from the original by a key, which 164.514(c)(1) does not allow",
        ),
    }
}

/// 164.514(e)(2) lists what must go from a limited data set. It leaves town or city, state and ZIP code, dates and ages,
/// and does not list other unique codes.
fn may_stay_in_a_limited_data_set(identifier: Identifier, kind: Option<&str>) -> bool {
    match identifier {
        Identifier::Date | Identifier::Other => true,
        Identifier::Geographic => matches!(kind, Some("city" | "zip")),
        _ => false,
    }
}
