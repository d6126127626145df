//! Spans → replacements, as the policy says.
//!
//! | file | question |
//! |---|---|
//! | [`operator`] | what may be done to an identifier? |
//! | [`policy`] | what is done to each of them? [`profile`]: which policies are built in? [`policy_file`]: how are they written? |
//! | [`standard`] | which part of the Privacy Rule does that meet? |
//! | [`entity`] | which mentions are the same person or code? |
//! | [`provider`] | which names are those of providers? |
//! | [`keyed`], [`token`] | which keys are there, and how are codes written? |
//!
//! and one file for each operator: [`tag`], [`mask`], [`year`], [`age`] and [`zip3`] (generalize), [`hash`], [`encrypt`],
//! [`digits`], [`shift`], [`surrogate`].

#![forbid(unsafe_code)]

mod age;
mod digits;
mod encrypt;
mod entity;
mod hash;
mod keyed;
mod mask;
mod operator;
mod policy;
mod policy_file;
mod profile;
mod provider;
mod shift;
mod standard;
mod surrogate;
mod tag;
mod token;
mod year;
mod zip3;

pub use operator::{Mask, Operator};
pub(crate) use policy::Threshold;
pub use policy::{Paragraph, Policy, Providers};
pub use standard::Standard;
pub use token::Fault;
pub use zip3::Census;

use core::ops::Range;

use entity::Entities;
use keyed::Keyed;
use shift::{Calendar, Weekdays};
use surrogate::People;

use crate::{Error, Identifier, Key, Span};

/// A policy, ready to run.
pub(crate) struct Transformer {
    policy: Policy,
    /// Whether anything that is found may stay.
    keeps: bool,
    /// Whether dates are shifted.
    shifts: bool,
    keyed: Option<Keyed>,
}

/// What a policy remembers while it goes through one document.
#[derive(Default)]
pub(crate) struct State {
    entities: Entities,
    /// Whether what one text was given holds for the next: a conversation.
    lasting: bool,
    /// Whom the texts are about.
    subject: Option<String>,
    calendar: Calendar,
    weekdays: Weekdays,
    people: People,
}

impl State {
    /// The state of a conversation.
    pub(crate) fn lasting() -> Self {
        Self { lasting: true, ..Self::default() }
    }

    /// Sets whom the texts from now on are about.
    pub(crate) fn set_subject(&mut self, id: Option<&str>) {
        match (id, &mut self.subject) {
            (Some(id), Some(subject)) => {
                subject.clear();
                subject.push_str(id);
            }
            (id, subject) => *subject = id.map(str::to_owned),
        }
    }

    /// The subject's id; empty for none.
    fn subject(&self) -> &str {
        self.subject.as_deref().unwrap_or_default()
    }
}

impl Transformer {
    /// The default policy.
    pub(crate) fn safe_harbor() -> Self {
        Self { policy: Policy::safe_harbor(), keeps: false, shifts: false, keyed: None }
    }

    /// # Errors
    /// When the policy needs a key and there is none.
    pub(crate) fn new(policy: Policy, key: Option<Key>, previous: Vec<Key>) -> Result<Self, Error> {
        if key.is_none() && policy.needs_key() {
            return Err(Error::key(format!(
                "the policy {} needs a key: give at least 32 random bytes, such as `openssl rand -hex 32` makes",
                policy.name()
            )));
        }
        let keeps =
            policy.providers == Providers::Keep || policy.operators().any(|operator| operator == Operator::Keep);
        let shifts = policy.needs_subject();
        let surrogates = policy.operators().any(|operator| operator == Operator::Surrogate);
        Ok(Self { policy, keeps, shifts, keyed: key.map(|key| Keyed::new(&key, &previous, surrogates)) })
    }

    /// The policy.
    pub(crate) fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Takes the spans off the list that the policy lets stay in `text`.
    pub(crate) fn retain_replaced(&self, text: &str, spans: &mut Vec<Span>) {
        if self.keeps {
            spans.retain(|span| {
                self.policy.operator(span.identifier(), span.kind()) != Operator::Keep
                    && !(self.policy.providers == Providers::Keep && provider::is_named(text, span))
            });
        }
    }

    /// The keys.
    fn keyed(&self) -> Result<&Keyed, Error> {
        self.keyed.as_ref().ok_or_else(|| Error::key("tokens are opened with the key that made them: give that key"))
    }

    /// See [`encrypt::restore`].
    pub(crate) fn restore(
        &self,
        text: &str,
        out: &mut String,
        fault: impl FnMut(Range<usize>, Fault),
    ) -> Result<usize, Error> {
        Ok(encrypt::restore(self.keyed()?, text, out, fault))
    }

    /// The number that became `number`.
    pub(crate) fn restore_digits(&self, identifier: Identifier, number: &str) -> Result<String, Error> {
        digits::restore(self.keyed()?, identifier, number).ok_or_else(|| {
            Error::input("the value is no number of 6 to 56 digits: only such numbers are encrypted as digits")
        })
    }

    /// Prepares `state` for a new document.
    ///
    /// # Errors
    /// When the policy shifts dates and nobody said whose.
    pub(crate) fn begin(&self, state: &mut State, text: &str, spans: &[Span]) -> Result<(), Error> {
        if !state.lasting {
            state.entities.clear();
        }
        let Some(keyed) = &self.keyed else { return Ok(()) };
        let found = |span: &Span| text.get(span.range()).unwrap_or_default();
        if self.shifts {
            let Some(subject) = &state.subject else {
                return Err(Error::input(
                    "the policy shifts the dates of each subject by days of its own, and the text has no subject: say \
                     whom it is about",
                ));
            };
            let shifted = |span: &&Span| self.policy.operator(span.identifier(), span.kind()) == Operator::Shift;
            let dates = spans.iter().filter(shifted);
            state
                .calendar
                .begin(&keyed.shift.digest([subject.as_bytes()]), dates.clone().map(|span| (span, found(span))));
            state.weekdays.clear();
            for span in dates {
                state.weekdays.look(text, span);
            }
        }
        if keyed.names.is_some() {
            if !state.lasting {
                state.people.clear();
            }
            for span in spans.iter().filter(|span| span.identifier() == Identifier::Name && span.kind() == "person") {
                state.people.add(found(span));
            }
        }
        Ok(())
    }

    /// Appends what stands between two spans to `out`; `told` hears of what is replaced in it.
    pub(crate) fn copy(
        &self,
        state: &State,
        text: &str,
        range: Range<usize>,
        out: &mut String,
        mut told: impl FnMut(Range<usize>, Range<usize>),
    ) {
        let mut at = range.start;
        if self.shifts {
            for weekday in state.weekdays.within(range.clone()) {
                out.push_str(text.get(at..weekday.start).unwrap_or_default());
                let start = out.len();
                state.weekdays.write(text, &weekday, state.calendar.offset(), out);
                told(weekday.clone(), start..out.len());
                at = weekday.end;
            }
        }
        // Spans lie on character boundaries; were one not to, nothing of it may get through.
        out.push_str(text.get(at..range.end).unwrap_or_default());
    }

    /// Appends the replacement of `span`, whose text in the document is `found`, to `out`.
    pub(crate) fn replace(&self, state: &mut State, span: &Span, found: &str, out: &mut String) {
        let identifier = span.identifier();
        match self.policy.operator(identifier, span.kind()) {
            // Spans that stay are off the list; were one not, the text must not get through.
            Operator::Keep => tag::write(identifier, out),
            Operator::Tag if !state.lasting => tag::write(identifier, out),
            Operator::Remove => {}
            // In a conversation each tag leads back to one original.
            Operator::Tag | Operator::NumberedTag => {
                let person = identifier == Identifier::Name && span.kind() != "organization";
                tag::write_numbered(identifier, state.entities.number(identifier, person, found), out);
            }
            Operator::Mask(mask) => mask::write(found, mask, out),
            Operator::Generalize => generalize(span, found, self.policy.census, out),
            operator => match &self.keyed {
                Some(keyed) => keyed_replacement(keyed, state, operator, span, found, out),
                None => tag::write(identifier, out),
            },
        }
    }
}

/// Appends what an operator with a key makes of `found`.
fn keyed_replacement(keyed: &Keyed, state: &mut State, operator: Operator, span: &Span, found: &str, out: &mut String) {
    let identifier = span.identifier();
    match operator {
        Operator::Shift => state.calendar.write(span, found, out),
        Operator::Surrogate => match &keyed.names {
            Some(names) => surrogate::write(&keyed.surrogate, names, state.subject(), &state.people, span, found, out),
            None => tag::write(identifier, out),
        },
        Operator::Hash => hash::write(keyed, identifier, found, out),
        Operator::Encrypt => encrypt::write(keyed, identifier, found, out),
        Operator::EncryptDigits => digits::write(keyed, identifier, found, out),
        _ => tag::write(identifier, out),
    }
}

/// Appends what 45 CFR 164.514(b)(2)(i)(B) and (C) let stay of a date, an age or a ZIP code.
fn generalize(span: &Span, found: &str, census: Census, out: &mut String) {
    match (span.identifier(), span.kind()) {
        (Identifier::Date, "age") => age::write(out),
        (Identifier::Date, _) => year::write(span.year, out),
        (Identifier::Geographic, _) => zip3::write(found, census, out),
        (identifier, _) => tag::write(identifier, out),
    }
}
