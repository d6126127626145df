//! Policies as TOML. The format is documented on [`crate::policies`].

#![forbid(unsafe_code)]

use core::fmt::{self, Write as _};
use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};
use toml::{Spanned, Value};

use super::operator::{Mask, Operator};
use super::policy::{Policy, Providers, Threshold};
use super::standard::Standard;
use super::zip3::Census;
use crate::recognize::rules::{RawRule, Rules};
use crate::{Error, Identifier};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    profile: Option<Spanned<String>>,
    name: Option<String>,
    claim: Option<Spanned<String>>,
    providers: Option<Spanned<String>>,
    census: Option<Spanned<Value>>,
    min_confidence: Option<Spanned<f32>>,
    #[serde(default)]
    allow: Vec<String>,
    #[serde(default)]
    deny: Vec<String>,
    #[serde(default)]
    operators: BTreeMap<Spanned<String>, Spanned<Written>>,
    #[serde(default)]
    thresholds: BTreeMap<Spanned<String>, Spanned<f32>>,
    #[serde(default)]
    rule: Vec<RawRule>,
}

/// An operator as it is written: its name, or a table with its settings.
struct Written {
    operator: String,
    with: Option<char>,
    keep_last: Option<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    operator: String,
    with: Option<char>,
    keep_last: Option<u8>,
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Written;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of an operator, or a table such as { operator = \"mask\", keep_last = 4 }")
            }

            fn visit_str<E>(self, name: &str) -> Result<Written, E> {
                Ok(Written { operator: name.to_owned(), with: None, keep_last: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Written, A::Error> {
                let Table { operator, with, keep_last } = Table::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Written { operator, with, keep_last })
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl Written {
    /// The operator, or what is wrong with it.
    fn read(&self) -> Result<Operator, String> {
        let Some(operator) = Operator::named(&self.operator) else {
            return Err(format!("there is no such operator; write one of: {}", Operator::NAMES.join(", ")));
        };
        if !matches!(operator, Operator::Mask(_)) {
            return match (self.with, self.keep_last) {
                (None, None) => Ok(operator),
                _ => Err(format!("`with` and `keep_last` are settings of `mask`, not of `{}`", operator.name())),
            };
        }
        Mask::new(self.with.unwrap_or('*'), self.keep_last.unwrap_or(0))
            .map(Operator::Mask)
            .ok_or_else(|| "`with` must be a visible character that is no letter or digit, such as \"*\"".to_owned())
    }
}

/// An identifier, or one kind of it: `mrn`, `date/age`.
fn target(written: &str) -> Result<(Identifier, Option<&str>), String> {
    let (identifier, kind) = match written.split_once('/') {
        Some((identifier, kind)) => (identifier, Some(kind)),
        None => (written, None),
    };
    identifier.parse().map(|identifier| (identifier, kind)).map_err(|error| format!("the key is {error}"))
}

impl Policy {
    /// Reads a policy. See [`policies`](crate::policies) for the format.
    ///
    /// # Errors
    /// An unknown key, identifier, kind, profile or operator, an operator that departs from the policy's claim, a rule that
    /// does not compile: the message begins with the line and says what to do. It quotes nothing but names of keys.
    ///
    /// ```
    /// let error = unphi::Policy::from_toml("profile = \"safe-harbor\"\n[operators]\nmrn = \"hash\"").unwrap_err();
    /// assert!(error.to_string().starts_with("policy, line 3: mrn departs from safe-harbor"));
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        let line = |at: usize| text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        let fail = |at: usize, what: &str| Error::configuration(format!("policy, line {}: {what}", line(at)));
        let file: File = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            fail(at, error.message())
        })?;
        let mut policy = match &file.profile {
            None => Self::safe_harbor(),
            Some(profile) => Self::named(profile.get_ref()).ok_or_else(|| {
                let known = Self::PROFILES.join(", ");
                fail(profile.span().start, &format!("there is no such profile; write one of: {known}"))
            })?,
        };
        if let Some(name) = file.name {
            policy.name = name;
        }
        if let Some(claim) = &file.claim {
            let known = Standard::ALL.into_iter().find(|standard| standard.name() == claim.get_ref());
            // A stricter claim than the profile's is checked when its operators are in place.
            policy.claim = known
                .ok_or_else(|| fail(claim.span().start, &one_of("standard", &Standard::ALL.map(Standard::name))))?;
        }
        if let Some(providers) = &file.providers {
            let choices = [Providers::Replace, Providers::Keep];
            let known = choices.into_iter().find(|choice| choice.name() == providers.get_ref());
            policy.providers =
                known.ok_or_else(|| fail(providers.span().start, &one_of("choice", &choices.map(Providers::name))))?;
        }
        if let Some(census) = &file.census {
            let written = match census.get_ref() {
                Value::String(name) => name.clone(),
                other => other.to_string(),
            };
            let known = Census::ALL.into_iter().find(|census| census.name() == written);
            policy.census =
                known.ok_or_else(|| fail(census.span().start, &one_of("census", &Census::ALL.map(Census::name))))?;
        }
        let mut compiled = Rules::default();
        compiled.add(&file.rule, &fail)?;
        policy.rules = file.rule;
        policy.allow = file.allow;
        policy.deny = file.deny;
        // What is said of an identifier comes before what is said of its kinds, wherever it stands in the file.
        let mut operators: Vec<_> = file.operators.iter().collect();
        operators.sort_by_key(|(key, _)| key.get_ref().contains('/'));
        for (key, written) in operators {
            let at = key.span().start;
            let (identifier, kind) = target(key.get_ref()).map_err(|what| fail(at, &what))?;
            let operator = written.get_ref().read().map_err(|what| fail(written.span().start, &what))?;
            policy.set(identifier, kind, operator).map_err(|error| fail(at, &error.to_string()))?;
        }
        policy.min_confidence = file.min_confidence.as_ref().map(|value| *value.get_ref());
        for (key, value) in &file.thresholds {
            let at = key.span().start;
            let (identifier, kind) = target(key.get_ref()).map_err(|what| fail(at, &what))?;
            if let Some(kind) = kind.filter(|kind| !policy.has_kind(identifier, kind)) {
                let known = identifier.kinds().join(", ");
                return Err(fail(at, &format!("{identifier} has no kind {kind:?}; it has: {known}")));
            }
            policy.thresholds.push(Threshold { identifier, kind: kind.map(Into::into), confidence: *value.get_ref() });
        }
        for value in file.thresholds.values().chain(&file.min_confidence) {
            if !(*value.get_ref() > 0.0 && *value.get_ref() <= 1.0) {
                return Err(fail(value.span().start, "a confidence must be above 0 and at most 1"));
            }
        }
        let claim = policy.claim;
        let at = file.claim.as_ref().or(file.profile.as_ref()).map_or(0, |claim| claim.span().start);
        policy.claiming(claim).map_err(|error| fail(at, &error.to_string()))
    }

    /// The policy in full, as a file that [`from_toml`](Self::from_toml) reads back to the same.
    ///
    /// ```
    /// use unphi::Policy;
    ///
    /// for name in Policy::PROFILES {
    ///     let policy = Policy::named(name).unwrap();
    ///     assert_eq!(Policy::from_toml(&policy.to_toml())?, policy);
    /// }
    /// # Ok::<(), unphi::Error>(())
    /// ```
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut out = String::new();
        // Writing to a `String` cannot fail.
        let _ = self.write_toml(&mut out);
        out
    }

    fn write_toml(&self, out: &mut String) -> fmt::Result {
        writeln!(out, "profile = {}", quoted(self.profile))?;
        writeln!(out, "name = {}", quoted(&self.name))?;
        writeln!(out, "claim = {}", quoted(self.claim.name()))?;
        writeln!(out, "providers = {}", quoted(self.providers.name()))?;
        writeln!(out, "census = {}", quoted(self.census.name()))?;
        if let Some(confidence) = self.min_confidence {
            writeln!(out, "min_confidence = {}", number(confidence))?;
        }
        for (key, texts) in [("allow", &self.allow), ("deny", &self.deny)] {
            if !texts.is_empty() {
                writeln!(out, "{key} = [{}]", list(texts.iter().map(String::as_str)))?;
            }
        }
        writeln!(out, "\n[operators]")?;
        for (identifier, choice) in Identifier::ALL.into_iter().zip(&self.choices) {
            writeln!(out, "{identifier} = {}", written(choice.operator))?;
            for (kind, operator) in &choice.kinds {
                writeln!(out, "{} = {}", quoted(&format!("{identifier}/{kind}")), written(*operator))?;
            }
        }
        if !self.thresholds.is_empty() {
            writeln!(out, "\n[thresholds]")?;
        }
        for Threshold { identifier, kind, confidence } in &self.thresholds {
            let key = kind.as_deref().map_or_else(String::new, |kind| format!("/{kind}"));
            writeln!(out, "{} = {}", quoted(&format!("{identifier}{key}")), number(*confidence))?;
        }
        for rule in &self.rules {
            writeln!(out, "\n[[rule]]\nname = {}", quoted(rule.name.get_ref()))?;
            writeln!(out, "identifier = {}", quoted(rule.identifier.get_ref()))?;
            if let Some(kind) = &rule.kind {
                writeln!(out, "kind = {}", quoted(kind))?;
            }
            if let Some(score) = &rule.score {
                writeln!(out, "score = {}", number(*score.get_ref()))?;
            }
            for (key, texts) in [("patterns", &rule.patterns), ("words", &rule.words), ("context", &rule.context)] {
                if !texts.is_empty() {
                    writeln!(out, "{key} = [{}]", list(texts.iter().map(|text| text.get_ref().as_str())))?;
                }
            }
        }
        Ok(())
    }
}

fn one_of(what: &str, names: &[&str]) -> String {
    format!("there is no such {what}; write one of: {}", names.join(", "))
}

/// A TOML string.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A TOML float; a whole number needs its point.
fn number(value: f32) -> String {
    format!("{value:?}")
}

fn list<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.map(quoted).collect::<Vec<_>>().join(", ")
}

fn written(operator: Operator) -> String {
    match operator {
        Operator::Mask(mask) => format!(
            "{{ operator = \"mask\", with = {}, keep_last = {} }}",
            quoted(&mask.with().to_string()),
            mask.keep_last()
        ),
        _ => quoted(operator.name()),
    }
}
