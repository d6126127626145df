//! What is done to each identifier, as one value.

#![forbid(unsafe_code)]

use core::fmt;

use super::operator::Operator;
use super::profile;
use super::standard::{Standard, Verdict, judge};
use super::zip3::Census;
use crate::recognize::rules::{RawRule, Rules};
use crate::{Error, Identifier};

/// What is done to each identifier and kind, with thresholds, recognizers and lists of one's own.
///
/// Four profiles are built in; [`from_toml`](Self::from_toml) reads changes to one. A policy claims a [`Standard`], and
/// cannot be made to hold an operator that departs from it: `safe-harbor` with shifted dates is an error, not a policy.
///
/// ```
/// use unphi::{Deidentifier, Identifier, Operator, Policy};
///
/// let policy = Policy::safe_harbor().with(Identifier::Name, None, Operator::NumberedTag)?;
/// let deid = Deidentifier::builder().policy(policy).build()?;
/// let out = deid.deidentify("Mrs. Ruiz was seen by Dr. Rose. Mrs. Ruiz is well.")?;
/// assert_eq!(out.text(), "Mrs. [NAME_1] was seen by Dr. [NAME_2]. Mrs. [NAME_1] is well.");
///
/// assert!(Policy::safe_harbor().with(Identifier::Date, None, Operator::Shift).is_err());
/// # Ok::<(), unphi::Error>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Policy {
    pub(super) name: String,
    pub(super) profile: &'static str,
    pub(super) claim: Standard,
    pub(super) choices: [Choice; 18],
    pub(super) providers: Providers,
    pub(super) census: Census,
    pub(super) min_confidence: Option<f32>,
    pub(super) thresholds: Vec<Threshold>,
    pub(super) rules: Vec<RawRule>,
    pub(super) allow: Vec<String>,
    pub(super) deny: Vec<String>,
}

/// What is done to one identifier.
#[derive(Clone, PartialEq)]
pub(super) struct Choice {
    pub(super) operator: Operator,
    /// Kinds that are treated otherwise, by name.
    pub(super) kinds: Vec<(Box<str>, Operator)>,
}

/// A confidence of its own for an identifier, or one kind of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Threshold {
    pub(crate) identifier: Identifier,
    pub(crate) kind: Option<Box<str>>,
    pub(crate) confidence: f32,
}

/// Whether the names of those who give care are replaced.
///
/// 45 CFR 164.514(b)(2)(i) lists identifiers "of the individual or of relatives, employers, or household members of the
/// individual": names of providers may stay by its letter. Most users want them gone, which is the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Providers {
    /// As every other name.
    #[default]
    Replace,
    /// A name right behind `Dr.` or `Prof.`, or right before a credential (`, MD`), stays. The same name without either is
    /// replaced, because a patient may share it.
    Keep,
}

impl Providers {
    /// Its name in a policy file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Replace => "replace",
            Self::Keep => "keep",
        }
    }
}

/// What a policy does about one paragraph of 45 CFR 164.514(b)(2)(i), and what that meets.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    identifier: Identifier,
    does: String,
    standard: Standard,
    reasons: Vec<&'static str>,
}

impl Paragraph {
    /// `'A'` to `'R'`.
    #[must_use]
    pub fn letter(&self) -> char {
        self.identifier.paragraph()
    }

    /// The identifier that it lists.
    #[must_use]
    pub fn identifier(&self) -> Identifier {
        self.identifier
    }

    /// The operators, such as `tag; zip: generalize`.
    #[must_use]
    pub fn does(&self) -> &str {
        &self.does
    }

    /// The strictest standard that this meets.
    #[must_use]
    pub fn standard(&self) -> Standard {
        self.standard
    }

    /// Why not a stricter one; empty where it meets Safe Harbor.
    #[must_use]
    pub fn reasons(&self) -> &[&'static str] {
        &self.reasons
    }
}

impl Policy {
    /// The names of the built-in profiles.
    pub const PROFILES: [&str; 4] = ["safe-harbor", "limited-data-set", "pseudonymize", "reversible"];

    /// The default: tags, with the year of dates, `90+` for ages over 89 and three digits of ZIP codes, as 45 CFR
    /// 164.514(b)(2) allows.
    #[must_use]
    pub fn safe_harbor() -> Self {
        profile::safe_harbor()
    }

    /// A limited data set, 45 CFR 164.514(e): dates, ages, towns and ZIP codes stay, everything else becomes a tag. To be
    /// shared only under a data use agreement.
    #[must_use]
    pub fn limited_data_set() -> Self {
        profile::limited_data_set()
    }

    /// Text that reads on: surrogates, and dates shifted by a secret number of days for each subject. Needs a key, and a
    /// subject for each document. Meets no standard without an expert's determination.
    #[must_use]
    pub fn pseudonymize() -> Self {
        profile::pseudonymize()
    }

    /// Encrypted tokens, which [`Deidentifier::reidentify`](crate::Deidentifier::reidentify) turns back. Needs a key.
    #[must_use]
    pub fn reversible() -> Self {
        profile::reversible()
    }

    /// The built-in profile called `name`, one of [`PROFILES`](Self::PROFILES).
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        profile::named(name)
    }

    /// Its name: the file's `name`, or that of its profile.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it claims, and surely meets.
    #[must_use]
    pub fn claim(&self) -> Standard {
        self.claim
    }

    /// The same policy with another claim.
    ///
    /// # Errors
    /// When an operator departs from it; the message names the identifier and the paragraph.
    pub fn claiming(mut self, claim: Standard) -> Result<Self, Error> {
        for paragraph in self.paragraphs() {
            if paragraph.standard > claim {
                return Err(departs(paragraph.identifier, None, claim, paragraph.reasons.first().unwrap_or(&"")));
            }
        }
        self.claim = claim;
        Ok(self)
    }

    /// The same policy with another operator for `identifier`, or for one kind of it. An operator for an identifier
    /// replaces those of its kinds.
    ///
    /// # Errors
    /// When the operator does not fit the identifier, the kind is not one of it, or it departs from what the policy
    /// claims: lower the [claim](Self::claiming) first.
    pub fn with(mut self, identifier: Identifier, kind: Option<&str>, operator: Operator) -> Result<Self, Error> {
        self.set(identifier, kind, operator)?;
        Ok(self)
    }

    pub(super) fn set(&mut self, identifier: Identifier, kind: Option<&str>, operator: Operator) -> Result<(), Error> {
        if let Some(kind) = kind.filter(|kind| !self.has_kind(identifier, kind)) {
            return Err(Error::configuration(format!(
                "{identifier} has no kind {kind:?}; it has: {}",
                identifier.kinds().join(", ")
            )));
        }
        if !operator.fits(identifier, kind) {
            return Err(Error::configuration(format!(
                "{} does not fit {}: see the table of operators in the documentation",
                operator.name(),
                target(identifier, kind)
            )));
        }
        let Verdict { standard, why } = judge(identifier, kind, operator, self.census);
        if standard > self.claim {
            return Err(departs(identifier, kind, self.claim, why));
        }
        let Some(choice) = self.choices.get_mut(identifier as usize) else { return Ok(()) };
        match kind {
            None => *choice = Choice { operator, kinds: Vec::new() },
            Some(kind) => match choice.kinds.iter_mut().find(|(name, _)| **name == *kind) {
                Some((_, place)) => *place = operator,
                None => {
                    let at = choice.kinds.partition_point(|(name, _)| **name < *kind);
                    choice.kinds.insert(at, (kind.into(), operator));
                }
            },
        }
        Ok(())
    }

    /// Whether `kind` is one of `identifier`, built in or of a rule of this policy.
    pub(super) fn has_kind(&self, identifier: Identifier, kind: &str) -> bool {
        identifier.kinds().contains(&kind)
            || self.rules.iter().any(|rule| {
                rule.identifier.get_ref() == identifier.name()
                    && rule.kind.as_deref().unwrap_or(identifier.name()) == kind
            })
    }

    /// What is done to `kind` of `identifier`.
    #[must_use]
    pub fn operator(&self, identifier: Identifier, kind: &str) -> Operator {
        let Some(choice) = self.choices.get(identifier as usize) else { return Operator::Tag };
        choice.kinds.iter().find(|(name, _)| **name == *kind).map_or(choice.operator, |(_, operator)| *operator)
    }

    /// The operators that it uses.
    pub(super) fn operators(&self) -> impl Iterator<Item = Operator> {
        self.choices.iter().flat_map(|choice| {
            core::iter::once(choice.operator).chain(choice.kinds.iter().map(|(_, operator)| *operator))
        })
    }

    /// The confidence from which findings count; `None` for the engine's own.
    #[must_use]
    pub fn min_confidence(&self) -> Option<f32> {
        self.min_confidence
    }

    /// The thresholds of identifiers and kinds.
    pub(crate) fn thresholds(&self) -> &[Threshold] {
        &self.thresholds
    }

    /// What is never and what is always removed.
    pub(crate) fn lists(&self) -> (&[String], &[String]) {
        (&self.allow, &self.deny)
    }

    /// Compiles its recognizers.
    pub(crate) fn add_rules(&self, rules: &mut Rules) -> Result<(), Error> {
        rules.add(&self.rules, &|_, what| Error::configuration(format!("policy {}: {what}", self.name)))
    }

    /// Whether it works with a [`Key`](crate::Key).
    #[must_use]
    pub fn needs_key(&self) -> bool {
        self.operators().any(Operator::needs_key)
    }

    /// Whether each document needs a subject: it shifts dates.
    #[must_use]
    pub fn needs_subject(&self) -> bool {
        self.operators().any(|operator| operator == Operator::Shift)
    }

    /// Whether everything that it replaces can be brought back with the key.
    #[must_use]
    pub fn is_reversible(&self) -> bool {
        self.operators().all(|operator| matches!(operator, Operator::Keep | Operator::Encrypt))
    }

    /// The same policy with the names of providers kept or replaced.
    #[must_use]
    pub fn with_providers(mut self, providers: Providers) -> Self {
        self.providers = providers;
        self
    }

    /// Whether names of providers are kept or replaced.
    #[must_use]
    pub fn providers(&self) -> Providers {
        self.providers
    }

    /// The same policy with another count of the people behind three digits of a ZIP code.
    ///
    /// # Errors
    /// When the policy claims Safe Harbor, which asks for the current data, and the census is not the current one.
    pub fn with_census(mut self, census: Census) -> Result<Self, Error> {
        self.census = census;
        let claim = self.claim;
        self.claiming(claim)
    }

    /// Which count of the people decides about the first three digits of ZIP codes.
    #[must_use]
    pub fn census(&self) -> Census {
        self.census
    }

    /// What it does about each of the paragraphs (A) to (R), and what that meets.
    ///
    /// ```
    /// let paragraphs = unphi::Policy::safe_harbor().paragraphs();
    /// assert_eq!(paragraphs[1].letter(), 'B');
    /// assert_eq!(paragraphs[1].does(), "tag; zip: generalize");
    /// ```
    #[must_use]
    pub fn paragraphs(&self) -> Vec<Paragraph> {
        Identifier::ALL
            .iter()
            .zip(&self.choices)
            .map(|(identifier, choice)| self.paragraph(*identifier, choice))
            .collect()
    }

    fn paragraph(&self, identifier: Identifier, choice: &Choice) -> Paragraph {
        let mut does = choice.operator.to_string();
        let mut standard = Standard::SafeHarbor;
        let mut reasons = Vec::new();
        let mut add = |verdict: Verdict| {
            standard = standard.max(verdict.standard);
            if !verdict.why.is_empty() && !reasons.contains(&verdict.why) {
                reasons.push(verdict.why);
            }
        };
        // Where every built-in kind has an operator of its own, the identifier's still speaks for rules of the user's.
        add(judge(identifier, None, choice.operator, self.census));
        for (kind, operator) in &choice.kinds {
            does.push_str(&format!("; {kind}: {operator}"));
            add(judge(identifier, Some(kind), *operator, self.census));
        }
        if identifier == Identifier::Name && self.providers == Providers::Keep {
            does.push_str("; names of providers: keep");
        }
        Paragraph { identifier, does, standard, reasons }
    }

    /// The strictest standard that the operators meet together; at least as strict as the claim.
    #[must_use]
    pub fn meets(&self) -> Standard {
        self.paragraphs().iter().map(Paragraph::standard).max().unwrap_or(Standard::ExpertDetermination)
    }

    /// 64 hexadecimal digits that name exactly this policy: the SHA-256 of [`to_toml`](Self::to_toml).
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let digest = unphi_keyed::fingerprint(self.to_toml().as_bytes());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn target(identifier: Identifier, kind: Option<&str>) -> String {
    kind.map_or_else(|| identifier.name().to_owned(), |kind| format!("{}/{kind}", identifier.name()))
}

fn departs(identifier: Identifier, kind: Option<&str>, claim: Standard, why: &str) -> Error {
    Error::configuration(format!(
        "{} departs from {claim} ({}): {why}. Use another operator, or claim less: `claim = \"{}\"`",
        target(identifier, kind),
        claim.citation(),
        Standard::ExpertDetermination
    ))
}

impl Default for Policy {
    fn default() -> Self {
        Self::safe_harbor()
    }
}

impl fmt::Debug for Policy {
    /// Lists and rules may name patients, so that only their lengths are shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Policy")
            .field("name", &self.name)
            .field("claim", &self.claim)
            .field("rules", &self.rules.len())
            .field("allow", &self.allow.len())
            .field("deny", &self.deny.len())
            .finish_non_exhaustive()
    }
}
