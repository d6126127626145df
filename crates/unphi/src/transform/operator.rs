//! What may be done to an identifier.

#![forbid(unsafe_code)]

use core::fmt;

use crate::Identifier;

/// What becomes of an identifier that was found. A [`Policy`](crate::Policy) has one for each identifier and kind.
///
/// | operator | `Dr. Ann Ruiz, MRN 00482913, 3/14/2024` becomes | key | fits |
/// |---|---|---|---|
/// | `keep` | unchanged | | all |
/// | `remove` | nothing | | all |
/// | `tag` | `[NAME]`, `[MRN]`, `[DATE]` | | all |
/// | `numbered-tag` | `[NAME_1]`: the same person or number keeps its number in a document | | all |
/// | `mask` | `****2913` | | all but dates |
/// | `generalize` | `2024`; ages `90+`; ZIP codes `932` or `000` | | `date`, `geographic/zip` |
/// | `hash` | `[MRN:H1:7Q2K:…]`: the same number, the same code | yes | all |
/// | `encrypt` | `[MRN:E1:7Q2K:…]`: [`reidentify`](crate::Deidentifier::reidentify) brings it back | yes | all |
/// | `encrypt-digits` | `71940226`: digits for digits | yes | numbers |
/// | `shift` | `8/2/2023`: all dates of a subject move by the same days | yes | dates |
/// | `surrogate` | `Dr. Eva Soto`, `MRN 51730846` | yes | all but dates and images |
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Operator {
    /// The text stays.
    Keep,
    /// Nothing stays in its place.
    Remove,
    /// The identifier's name in brackets: `[NAME]`.
    Tag,
    /// The same with a number that one person, place or code keeps within a document, by order of appearance: `[NAME_1]`.
    NumberedTag,
    /// A character for each letter and digit.
    Mask(Mask),
    /// A date becomes its year, an age over 89 `90+`, a ZIP code its first three digits: what 45 CFR
    /// 164.514(b)(2)(i)(B) and (C) let stay.
    Generalize,
    /// A code of 16 letters and digits that only the key leads to and that does not lead back: HMAC-SHA-256, 80 bits of it.
    /// Among `n` values two share a code with probability `n² / 2⁸¹`: 4 in 10¹¹ for ten millions.
    Hash,
    /// A token that only the key opens: AES-256-SIV.
    Encrypt,
    /// The digits become other digits, which only the key leads back: FF1. For numbers of 6 to 56 digits; others become
    /// tokens as by [`Encrypt`](Self::Encrypt).
    EncryptDigits,
    /// All dates of one subject move by the same secret number of days.
    Shift,
    /// Something made up that looks the same, always the same for the same original.
    Surrogate,
}

/// How [`Operator::Mask`] masks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mask {
    with: char,
    keep_last: u8,
}

impl Mask {
    /// `with` in the place of every letter and digit but the last `keep_last`; punctuation and spaces stay. `None` where
    /// `with` is itself a letter, a digit or invisible.
    ///
    /// ```
    /// assert!(unphi::Mask::new('*', 4).is_some());
    /// assert!(unphi::Mask::new('x', 0).is_none());
    /// ```
    #[must_use]
    pub fn new(with: char, keep_last: u8) -> Option<Self> {
        let visible = !with.is_alphanumeric() && !with.is_whitespace() && !with.is_control();
        visible.then_some(Self { with, keep_last })
    }

    /// The character that is written.
    #[must_use]
    pub fn with(self) -> char {
        self.with
    }

    /// How many letters and digits at the end stay.
    #[must_use]
    pub fn keep_last(self) -> u8 {
        self.keep_last
    }
}

impl Default for Mask {
    fn default() -> Self {
        Self { with: '*', keep_last: 0 }
    }
}

impl Operator {
    /// The names that a policy file may use.
    pub const NAMES: [&str; 11] = [
        "keep",
        "remove",
        "tag",
        "numbered-tag",
        "mask",
        "generalize",
        "hash",
        "encrypt",
        "encrypt-digits",
        "shift",
        "surrogate",
    ];

    /// The operator called `name`; a mask hides everything behind `*`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "keep" => Self::Keep,
            "remove" => Self::Remove,
            "tag" => Self::Tag,
            "numbered-tag" => Self::NumberedTag,
            "mask" => Self::Mask(Mask::default()),
            "generalize" => Self::Generalize,
            "hash" => Self::Hash,
            "encrypt" => Self::Encrypt,
            "encrypt-digits" => Self::EncryptDigits,
            "shift" => Self::Shift,
            "surrogate" => Self::Surrogate,
            _ => return None,
        })
    }

    /// Its name in a policy file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Remove => "remove",
            Self::Tag => "tag",
            Self::NumberedTag => "numbered-tag",
            Self::Mask(_) => "mask",
            Self::Generalize => "generalize",
            Self::Hash => "hash",
            Self::Encrypt => "encrypt",
            Self::EncryptDigits => "encrypt-digits",
            Self::Shift => "shift",
            Self::Surrogate => "surrogate",
        }
    }

    /// Whether it works with a [`Key`](crate::Key).
    #[must_use]
    pub const fn needs_key(self) -> bool {
        matches!(self, Self::Hash | Self::Encrypt | Self::EncryptDigits | Self::Shift | Self::Surrogate)
    }

    /// Whether it can be applied to `identifier`, or to one kind of it.
    #[must_use]
    pub fn fits(self, identifier: Identifier, kind: Option<&str>) -> bool {
        use Identifier::{
            Account, Biometric, Date, Device, Fax, Geographic, HealthPlan, License, Mrn, Other, Phone, Photo, Ssn,
        };
        match self {
            Self::Keep | Self::Remove | Self::Tag | Self::NumberedTag | Self::Hash | Self::Encrypt => true,
            Self::Mask(_) => identifier != Date,
            Self::Generalize => identifier == Date || identifier == Geographic && kind == Some("zip"),
            Self::EncryptDigits => {
                matches!(identifier, Phone | Fax | Ssn | Mrn | HealthPlan | Account | License | Device | Other)
            }
            Self::Shift => identifier == Date && kind != Some("age"),
            Self::Surrogate => !matches!(identifier, Date | Biometric | Photo),
        }
    }
}

impl fmt::Display for Operator {
    /// The name, with the settings of a mask.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        match self {
            Self::Mask(mask) if mask.keep_last > 0 => write!(f, " ({}, last {} kept)", mask.with, mask.keep_last),
            Self::Mask(mask) => write!(f, " ({})", mask.with),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Operator;

    #[test]
    fn names_lead_back() {
        for name in Operator::NAMES {
            assert_eq!(Operator::named(name).map(Operator::name), Some(name));
        }
        assert_eq!(Operator::named("Tag"), None);
    }
}
