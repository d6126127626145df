//! What a name model is asked about numbers, and what becomes of its answers.
//!
//! A model that knows dates and codes sees more of a number's surroundings than the scorer does. It is asked about figures in which
//! the rules found nothing and of which the scorer is not sure; the log-odds of both are added up, and their sum finds a figure or puts
//! down what the scorer found.

#![forbid(unsafe_code)]

use core::array;
use core::ops::Range;

use super::figure::Figure;
use super::{KINDS_OF_ANSWERS, Scratch, best, best_of, is_covered, score, stays};
use crate::Identifier;
use crate::recognize::name::blend;
use crate::recognize::{NEAR_MISS, finding};
use crate::scan::Document;
use crate::span::{Evidence, Finding};

/// What its findings are called.
const RULE: &str = "number.model";

/// Log-odds of the scorer between which a figure is open.
const OPEN: Range<i32> = -112..96;

/// Log-odds of the model, in 1/32 nat, against nothing at all: below, a figure that nothing was found in is not looked at.
const HOPELESS: i32 = -64;

/// What a model says of a figure, in 1/32 nat: a person, a place, a date, another number or code.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Said {
    pub(crate) person: i32,
    pub(crate) place: i32,
    pub(crate) date: i32,
    pub(crate) code: i32,
}

impl Said {
    /// That it is any identifier.
    fn any(self) -> i32 {
        self.person.max(self.place).max(self.date).max(self.code)
    }

    fn of(self, identifier: Identifier) -> i32 {
        match identifier {
            Identifier::Name => self.person,
            Identifier::Geographic => self.place,
            Identifier::Date => self.date,
            _ => self.code,
        }
    }
}

/// Lists the tokens of figures that are open, in order.
pub(crate) fn ask_open(document: &Document<'_>, scratch: &Scratch, asked: &mut Vec<Range<u32>>) {
    for figure in doubtful(document, scratch) {
        if best(document, figure, scratch).is_some_and(|(_, best)| OPEN.contains(&best)) {
            asked.push(figure.first..figure.last + 1);
        }
    }
}

/// Settles the figures of which `said` knows what a model says, and calls `tell` with each on which both voices are heard and
/// with their log-odds that it is an identifier, the scorer's first.
pub(crate) fn settle(
    document: &Document<'_>,
    scratch: &Scratch,
    said: impl Fn(&Range<u32>) -> Option<Said>,
    mut tell: impl FnMut(&Range<u32>, i32, i32),
    findings: &mut Vec<Finding>,
) {
    for figure in doubtful(document, scratch) {
        let range = figure.start..figure.end;
        let Some(said) = said(&range) else { continue };
        if figure.found.is_none() && said.any() <= HOPELESS {
            continue;
        }
        let sums = score(document, figure, scratch);
        let Some((_, rules)) = best_of(figure, sums) else { continue };
        tell(&range, rules, said.any());
        let both = blend::numbers(rules, said.any());
        let found = figure.found.and_then(|at| findings.get_mut(at as usize));
        match found {
            Some(found) if both < 0 => {
                found.confidence = NEAR_MISS;
                found.evidence |= Evidence::MODEL;
            }
            None if both >= 0 => {
                let sums = array::from_fn(|answer| sums[answer] + said.of(KINDS_OF_ANSWERS[answer].0));
                let Some((answer, _)) = best_of(figure, sums) else { continue };
                let (identifier, kind) = KINDS_OF_ANSWERS[answer];
                findings.push(finding(range, identifier, kind, RULE, blend::confidence(both), Evidence::MODEL));
            }
            _ => {}
        }
    }
}

/// The figures that no rule has found anything in.
fn doubtful<'s>(document: &Document<'_>, scratch: &'s Scratch) -> impl Iterator<Item = &'s Figure> {
    let rules = |figure: &Figure| figure.found.is_none() && is_covered(figure, &scratch.covers);
    scratch.figures.iter().filter(move |figure| !rules(figure) && !stays(document, figure))
}
