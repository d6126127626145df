//! What stays the same within a document: its people, its days, its numbers, its habits of writing.

#![forbid(unsafe_code)]

use std::collections::BTreeMap;

use crate::Split;
use crate::calendar::{Day, STYLES};
use crate::cast::{self, Person};
use crate::dice::Dice;
use crate::names::{Culture, pools};
use crate::place::{City, gazetteer};

/// 2015-01-01 and 2026-06-30: encounters lie between.
const FIRST_DAY: i64 = 16_436;
const LAST_DAY: i64 = 20_634;

/// The constants of one document.
pub(crate) struct Scene {
    pub(crate) split: Split,
    /// The day of the encounter, from which others are counted.
    pub(crate) today: Day,
    pub(crate) birth: Day,
    pub(crate) age: i64,
    pub(crate) date_style: &'static str,
    pub(crate) city: City,
    /// The area code of the numbers here.
    pub(crate) area: i64,
    culture: &'static Culture,
    people: BTreeMap<String, Person>,
    values: BTreeMap<String, String>,
}

impl Scene {
    pub(crate) fn new(dice: &mut Dice, split: Split, ages: (i64, i64)) -> Self {
        let today = Day(dice.between(FIRST_DAY, LAST_DAY));
        // Old age is where the rule changes: it is more frequent here than in life.
        let age = if ages.1 > 89 && dice.chance(14) {
            dice.between(90, ages.1)
        } else {
            dice.between(ages.0, ages.1.min(89))
        };
        let birth = Day(today.0 - age * 36_525 / 100 - dice.between(2, 360));
        Self {
            split,
            today,
            birth,
            age,
            date_style: *dice.pick(STYLES),
            city: gazetteer(split).city(dice),
            area: dice.between(201, 989),
            culture: pools(split).culture(dice),
            people: BTreeMap::new(),
            values: BTreeMap::new(),
        }
    }

    /// The person of this role.
    pub(crate) fn person(&mut self, dice: &mut Dice, role: &str) -> Person {
        if let Some(person) = self.people.get(role) {
            return person.clone();
        }
        let person = self.born(dice, role);
        self.people.insert(role.to_owned(), person.clone());
        person
    }

    fn born(&mut self, dice: &mut Dice, role: &str) -> Person {
        let pools = pools(self.split);
        let kin = cast::kin(role);
        let own = role == "pt" || (kin.is_some() && dice.chance(85));
        let culture = if own { self.culture } else { pools.culture(dice) };
        let spouse_differs = role == "spouse" && role != "pt";
        let female = match kin.flatten() {
            Some(sex) => sex,
            None if spouse_differs => !self.person(dice, "pt").female,
            None => dice.chance(50),
        };
        let family = match kin {
            Some(_) if own && dice.chance(65) => self.person(dice, "pt").family,
            _ => pools.family(dice, culture),
        };
        Person {
            given: pools.given(dice, culture, female),
            middle: dice.chance(55).then(|| pools.given(dice, culture, female)),
            family,
            nickname: dice.pick(&pools.nicknames).clone(),
            female,
            digits: dice.between(1, 99).to_string(),
        }
    }

    /// The value of this key: made once.
    pub(crate) fn value(&mut self, key: &str, make: impl FnOnce(&mut Self) -> String) -> String {
        if let Some(value) = self.values.get(key) {
            return value.clone();
        }
        let value = make(self);
        self.values.insert(key.to_owned(), value.clone());
        value
    }

    /// A format for a date: mostly the document's own.
    pub(crate) fn style(&self, dice: &mut Dice) -> &'static str {
        const OTHERS: &[&str] = &["md", "monthday", "mdyy", "md", "monthdayth", "long", "monday"];
        let other: &&str = dice.pick(OTHERS);
        if dice.chance(75) { self.date_style } else { other }
    }
}
