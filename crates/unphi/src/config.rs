//! What a [`Deidentifier`] may be told.

#![forbid(unsafe_code)]

use core::fmt;
use std::sync::Arc;

use crate::deidentifier::{DEFAULT_MIN_CONFIDENCE, Engine};
use crate::name_model::{Ask, Asker, NameModel};
use crate::recognize::rules::{self, Rules};
use crate::resolve::threshold::Thresholds;
use crate::subject::Subject;
use crate::transform::{Threshold, Transformer};
use crate::{Deidentifier, Error, Key, Policy};

/// Settings of a [`Deidentifier`]; start from [`Deidentifier::builder`].
///
/// ```
/// let deid = unphi::Deidentifier::builder()
///     .rules(r#"
///         [[rule]]
///         name = "ward-badge"
///         identifier = "other"
///         kind = "badge"
///         patterns = ['\bBDG-\d{6}\b']
///     "#)
///     .deny(["Project Falcon"])
///     .allow(["Mercy"])
///     .build()?;
/// let out = deid.deidentify("BDG-204816 enrolled in Project Falcon")?;
/// assert_eq!(out.text(), "[OTHER] enrolled in [OTHER]");
/// # Ok::<(), unphi::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Builder {
    policy: Policy,
    key: Option<Key>,
    previous_keys: Vec<Key>,
    min_confidence: Option<f32>,
    rules: Option<String>,
    allow: Vec<String>,
    deny: Vec<String>,
    subjects: Vec<Subject>,
    asker: Option<Asker>,
}

impl Builder {
    /// What is done to each identifier; [`Policy::safe_harbor`] by default.
    #[must_use]
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// The secret that pseudonyms, hashes, shifts and tokens are derived from.
    #[must_use]
    pub fn key(mut self, key: Key) -> Self {
        self.key = Some(key);
        self
    }

    /// A key that was used before: tokens made with it can still be opened. May be called for several.
    #[must_use]
    pub fn previous_key(mut self, key: Key) -> Self {
        self.previous_keys.push(key);
        self
    }

    /// The confidence below which a finding is left in the text: above 0, at most 1, 0.5 by default. A lower value
    /// finds more and takes more that is not PHI. It takes the place of the policy's own.
    #[must_use]
    pub fn min_confidence(mut self, confidence: f32) -> Self {
        self.min_confidence = Some(confidence);
        self
    }

    /// Recognizers of your own, as the TOML text of a rules file: `[[rule]]` tables with `name`, `identifier` and
    /// `patterns` or `words`, and optionally `kind`, `score` and `context`. Regexes run in linear time.
    #[must_use]
    pub fn rules(mut self, toml: &str) -> Self {
        self.rules = Some(toml.to_owned());
        self
    }

    /// Texts that are never PHI, whatever the evidence, where they are all of a finding and whatever their case.
    #[must_use]
    pub fn allow<I: Into<String>>(mut self, texts: impl IntoIterator<Item = I>) -> Self {
        self.allow.extend(texts.into_iter().map(Into::into));
        self
    }

    /// Texts that are always removed, as identifier `other`, wherever they stand as whole words and whatever their case.
    #[must_use]
    pub fn deny<I: Into<String>>(mut self, texts: impl IntoIterator<Item = I>) -> Self {
        self.deny.extend(texts.into_iter().map(Into::into));
        self
    }

    /// A person whom every document may be about, with what is known of them; may be given several times. Where each
    /// document has its own, see [`Deidentifier::with_subjects`].
    #[must_use]
    pub fn subject(mut self, subject: Subject) -> Self {
        self.subjects.push(subject);
        self
    }

    /// A name model, and which words it is asked about. What it finds has the rule `name.model`, `geographic.model`,
    /// `organization.model` or `number.model`, what it bears out or puts down [`Evidence::MODEL`](crate::Evidence::MODEL).
    /// Without one the rules decide alone.
    #[must_use]
    pub fn name_model(mut self, model: Arc<dyn NameModel>, ask: Ask) -> Self {
        self.asker = Some(Asker::new(model, ask));
        self
    }

    /// Takes the name model back: the rules decide alone, as they do by default.
    #[must_use]
    pub fn without_name_model(mut self) -> Self {
        self.asker = None;
        self
    }

    /// Checks the settings and compiles the rules.
    ///
    /// # Errors
    /// When the confidence is out of range, the rules are wrong (the message names the line), a value of a subject cannot
    /// be read, or the policy needs a key and none was given.
    pub fn build(self) -> Result<Deidentifier, Error> {
        let policy = self.policy;
        let min_confidence = self.min_confidence.or(policy.min_confidence()).unwrap_or(DEFAULT_MIN_CONFIDENCE);
        if !(min_confidence > 0.0 && min_confidence <= 1.0) {
            return Err(Error::configuration("the minimum confidence must be above 0 and at most 1"));
        }
        let list = |texts: &[String], name: &str| {
            let texts: Vec<&str> = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
            if texts.is_empty() {
                return Ok(None);
            }
            rules::word_list(texts).map(Some).map_err(|error| Error::configuration(format!("{name} list: {error}")))
        };
        let mut thresholds = Thresholds::new(min_confidence);
        for Threshold { identifier, kind, confidence } in policy.thresholds() {
            thresholds.set(*identifier, kind.as_deref(), *confidence);
        }
        let mut rules = Rules::default();
        policy.add_rules(&mut rules)?;
        if let Some(file) = &self.rules {
            rules.parse(file)?;
        }
        let (allow, deny) = policy.lists();
        let deidentifier = Deidentifier::from_engine(Engine {
            thresholds,
            rules: (!rules.is_empty()).then_some(rules),
            allow: list(&[allow, &self.allow].concat(), "allow")?,
            deny: list(&[deny, &self.deny].concat(), "deny")?,
            asker: self.asker,
            transformer: Transformer::new(policy, self.key, self.previous_keys)?,
        });
        deidentifier.with_subjects(&self.subjects)
    }
}

impl fmt::Debug for Builder {
    /// Lists may name patients, so that only their lengths are shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("policy", &self.policy)
            .field("key", &self.key)
            .field("min_confidence", &self.min_confidence)
            .field("rules", &self.rules.is_some())
            .field("allow", &self.allow.len())
            .field("deny", &self.deny.len())
            .field("subjects", &self.subjects.len())
            .field("name_model", &self.asker)
            .finish()
    }
}
