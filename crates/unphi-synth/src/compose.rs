//! Composition: a rule's alternatives are drawn without repetition within a document, slots are filled from its scene, and
//! one identifier is asked for by the round.

#![forbid(unsafe_code)]

use std::collections::BTreeMap;

use unphi::Identifier;

use crate::Split;
use crate::dice::Dice;
use crate::distort;
use crate::draft::Draft;
use crate::scene::Scene;
use crate::slot;
use crate::stock::{Alternative, Genre, ROOT, STOCK};
use crate::template::Node;

/// The rule that stands for a statement of some identifier; its alternatives are the rules `phi.NAME`.
pub(crate) const ANY_PHI: &str = "phi";

/// What a document in the making knows.
pub(crate) struct Composer<'g> {
    genre: &'g Genre,
    pub(crate) dice: Dice,
    pub(crate) scene: Scene,
    pub(crate) draft: Draft,
    /// The identifier that is yet to be brought in.
    wanted: Option<Identifier>,
    /// Alternatives that the document has used, by rule.
    used: BTreeMap<String, Vec<bool>>,
}

/// A document of `genre`; rounds ask for the identifiers in turn.
pub(crate) fn compose(genre: &Genre, split: Split, round: u64, dice: Dice) -> Draft {
    let mut composer = Composer::new(genre, split, dice);
    composer.wanted = usize::try_from(round % 18).ok().and_then(|turn| Identifier::ALL.get(turn).copied());
    composer.rule(ROOT, 1, 1, "");
    let Composer { mut draft, mut dice, .. } = composer;
    distort::distort(&mut draft, &mut dice, &genre.profile);
    draft
}

impl<'g> Composer<'g> {
    pub(crate) fn new(genre: &'g Genre, split: Split, mut dice: Dice) -> Self {
        let scene = Scene::new(&mut dice, split, genre.ages);
        Self { genre, dice, scene, draft: Draft::default(), wanted: None, used: BTreeMap::new() }
    }

    /// Writes nodes.
    ///
    /// # Panics
    /// On a rule or slot that there is not. The stock is part of the program, and a test walks all of it.
    pub(crate) fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(text) => self.draft.plain(text),
                Node::Choice(branches) => {
                    let branch = self.dice.below(branches.len());
                    self.nodes(&branches[branch]);
                }
                Node::Maybe(percent, body) => {
                    if self.dice.chance(*percent) {
                        self.nodes(body);
                    }
                }
                Node::Rule { name, least, most, between } => self.rule(name, *least, *most, between),
                Node::Number { low, high, decimals } => {
                    let number = self.dice.between(*low, *high);
                    self.draft.plain(&decimal(number, *decimals));
                }
                Node::Escaped(function, body) => self.escaped(function, body),
                Node::Slot { name, argument } => {
                    assert!(
                        slot::fill(self, name, argument.as_deref()),
                        "{}: no slot {{{name}:{}}}",
                        self.genre.name,
                        argument.as_deref().unwrap_or_default()
                    );
                }
            }
        }
    }

    fn escaped(&mut self, function: &str, body: &[Node]) {
        let outer = std::mem::take(&mut self.draft);
        self.nodes(body);
        let mut inner = std::mem::replace(&mut self.draft, outer);
        assert!(distort::escape(function, &mut inner), "{}: no escape `{function}`", self.genre.name);
        self.draft.append(&inner);
    }

    fn rule(&mut self, name: &str, least: usize, most: usize, between: &str) {
        let count = self.dice.between(least as i64, most.max(least) as i64);
        for turn in 0..count {
            if turn > 0 {
                self.draft.plain(between);
            }
            if name == ANY_PHI {
                let identifier = self.identifier();
                self.one(&format!("{ANY_PHI}.{}", identifier.name()));
            } else {
                self.one(name);
            }
        }
    }

    /// The wanted identifier where the text has none of it yet; else any.
    fn identifier(&mut self) -> Identifier {
        let there = |draft: &Draft, identifier| draft.marks.iter().any(|mark| mark.tag.identifier == identifier);
        if let Some(wanted) = self.wanted.take().filter(|wanted| !there(&self.draft, *wanted)) {
            return wanted;
        }
        match *self.dice.pick(&Identifier::ALL) {
            // Names and days are everywhere already.
            Identifier::Name | Identifier::Date => *self.dice.pick(&Identifier::ALL),
            other => other,
        }
    }

    fn one(&mut self, name: &str) {
        let rule = STOCK.rule(self.genre, name);
        let Some(alternatives) = rule else { panic!("{}: no rule `{name}`", self.genre.name) };
        let chosen = self.fresh(name, alternatives);
        self.nodes(&alternatives[chosen].nodes);
    }

    /// An alternative that the document has not used yet; when all are used, they begin anew.
    fn fresh(&mut self, name: &str, alternatives: &[Alternative]) -> usize {
        let used = self.used.entry(name.to_owned()).or_insert_with(|| vec![false; alternatives.len()]);
        if used.iter().all(|used| *used) {
            used.fill(false);
        }
        let left = alternatives.iter().zip(used.iter()).map(|(one, used)| if *used { 0 } else { one.weight });
        let mut at = self.dice.below(left.clone().sum());
        let mut chosen = 0;
        for (place, weight) in left.enumerate() {
            if at < weight {
                chosen = place;
                break;
            }
            at -= weight;
        }
        used[chosen] = true;
        chosen
    }
}

/// `140` with two decimals is `1.40`.
fn decimal(number: i64, decimals: usize) -> String {
    if decimals == 0 {
        return number.to_string();
    }
    let scale = 10_i64.pow(u32::try_from(decimals).unwrap_or(0));
    format!("{}.{:0decimals$}", number / scale, number % scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::Rules;

    /// Writes each alternative of the rules once, optional parts and branches included.
    fn walk(composer: &mut Composer<'_>, rules: &Rules) {
        for alternatives in rules.values() {
            for alternative in alternatives {
                visit(composer, &alternative.nodes);
            }
        }
    }

    fn visit(composer: &mut Composer<'_>, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Choice(branches) => branches.iter().for_each(|branch| visit(composer, branch)),
                Node::Maybe(_, body) | Node::Escaped(_, body) => visit(composer, body),
                Node::Rule { name, .. } if name == ANY_PHI => {
                    for identifier in Identifier::ALL {
                        let rule = format!("{ANY_PHI}.{}", identifier.name());
                        assert!(STOCK.rule(composer.genre, &rule).is_some(), "{}: {rule}", composer.genre.name);
                    }
                }
                Node::Rule { name, .. } => {
                    assert!(STOCK.rule(composer.genre, name).is_some(), "{}: no rule `{name}`", composer.genre.name);
                }
                other => composer.nodes(std::slice::from_ref(other)),
            }
        }
    }

    #[test]
    fn every_rule_and_slot_of_the_stock_exists() {
        for genre in &STOCK.genres {
            let mut composer = Composer::new(genre, Split::Dev, Dice::new(1, 1));
            walk(&mut composer, &genre.rules);
            assert!(genre.rules.contains_key(ROOT), "{}", genre.name);
            walk(&mut composer, &STOCK.families[genre.family.as_str()]);
            walk(&mut composer, &STOCK.shared);
        }
    }

    /// Else the identifier of the round might find no place.
    #[test]
    fn every_layout_has_a_place_for_any_identifier() {
        fn asks(node: &Node) -> bool {
            match node {
                Node::Rule { name, least, .. } => name == ANY_PHI && *least > 0,
                Node::Escaped(_, body) => body.iter().any(asks),
                _ => false,
            }
        }
        for genre in &STOCK.genres {
            for (number, layout) in genre.rules[ROOT].iter().enumerate() {
                assert!(layout.nodes.iter().any(asks), "{}: layout {number}", genre.name);
            }
        }
    }

    #[test]
    fn decimals_keep_their_zeros() {
        assert_eq!(decimal(140, 2), "1.40");
        assert_eq!(decimal(7, 1), "0.7");
        assert_eq!(decimal(7, 0), "7");
    }
}
