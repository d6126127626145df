//! The pools of names, halved: a name belongs to the dev or the test half by a hash of its last word, so that adding one
//! moves no other.

#![forbid(unsafe_code)]

use std::sync::LazyLock;

use crate::Split;
use crate::dice::Dice;

static POOLS: LazyLock<[Pools; 2]> = LazyLock::new(|| {
    let text = include_str!("../data/names.txt");
    [Pools::read(text, Split::Dev), Pools::read(text, Split::Test)]
});

/// One tongue's names.
#[derive(Default)]
pub(crate) struct Culture {
    weight: usize,
    pub(crate) women: Vec<String>,
    pub(crate) men: Vec<String>,
    pub(crate) families: Vec<String>,
    beginnings: Vec<String>,
    endings: Vec<String>,
}

/// One half of all names.
pub(crate) struct Pools {
    split: Split,
    pub(crate) cultures: Vec<Culture>,
    pub(crate) nicknames: Vec<String>,
}

/// The half of `split`.
pub(crate) fn pools(split: Split) -> &'static Pools {
    match split {
        Split::Dev => &POOLS[0],
        Split::Test => &POOLS[1],
    }
}

/// The half that a name or place belongs to: three in ten are kept for the test. It is told by the last word.
#[must_use]
pub fn half(name: &str) -> Split {
    let word = name.rsplit([' ', '_', '-']).next().unwrap_or(name);
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in word.to_lowercase().bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    if (hash >> 17) % 10 < 3 { Split::Test } else { Split::Dev }
}

impl Pools {
    fn read(text: &str, split: Split) -> Self {
        let mut pools = Self { split, cultures: Vec::new(), nicknames: Vec::new() };
        for line in text.lines().filter(|line| !line.starts_with(";;")) {
            let Some((mark, rest)) = line.split_once(' ') else { continue };
            if mark == "==" {
                let weight = rest.rsplit(' ').next().and_then(|weight| weight.parse().ok()).unwrap_or(1);
                pools.cultures.push(Culture { weight, ..Culture::default() });
                continue;
            }
            // Parts of names are shared: what they make is halved.
            let parts = matches!(mark, "b" | "e");
            let names = rest.split(' ').filter(|name| parts || half(name) == split).map(|name| name.replace('_', " "));
            let Some(culture) = pools.cultures.last_mut() else { continue };
            match mark {
                "f" => culture.women.extend(names),
                "m" => culture.men.extend(names),
                "s" => culture.families.extend(names),
                "b" => culture.beginnings.extend(names),
                "e" => culture.endings.extend(names),
                _ => pools.nicknames.extend(names),
            }
        }
        pools.cultures.retain(|culture| !culture.families.is_empty());
        pools
    }

    /// A culture by weight.
    pub(crate) fn culture(&self, dice: &mut Dice) -> &Culture {
        let whole: usize = self.cultures.iter().map(|culture| culture.weight).sum();
        let mut at = dice.below(whole);
        for culture in &self.cultures {
            match at.checked_sub(culture.weight) {
                Some(rest) => at = rest,
                None => return culture,
            }
        }
        &self.cultures[0]
    }

    /// A given name of the culture; of any culture where it has none in this half.
    pub(crate) fn given(&self, dice: &mut Dice, culture: &Culture, female: bool) -> String {
        let names = if female { &culture.women } else { &culture.men };
        if !names.is_empty() {
            return dice.pick(names).clone();
        }
        let other = &self.cultures[0];
        dice.pick(if female { &other.women } else { &other.men }).clone()
    }

    /// A family name of the culture, sometimes put together.
    pub(crate) fn family(&self, dice: &mut Dice, culture: &Culture) -> String {
        if !culture.beginnings.is_empty() && dice.chance(70) {
            for _ in 0..40 {
                let name = format!("{}{}", dice.pick(&culture.beginnings), dice.pick(&culture.endings));
                if half(&name) == self.split {
                    return name;
                }
            }
        }
        dice.pick(&culture.families).clone()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn all(pools: &Pools) -> BTreeSet<String> {
        let cultures = pools.cultures.iter();
        let names = cultures.flat_map(|culture| culture.women.iter().chain(&culture.men).chain(&culture.families));
        names.chain(&pools.nicknames).map(|name| name.to_lowercase()).collect()
    }

    #[test]
    fn the_halves_share_no_name() {
        let (dev, test) = (all(pools(Split::Dev)), all(pools(Split::Test)));
        assert!(dev.len() > 500 && test.len() > 200, "{} {}", dev.len(), test.len());
        assert_eq!(dev.intersection(&test).collect::<Vec<_>>(), Vec::<&String>::new());
    }

    #[test]
    fn coined_names_keep_to_their_half() {
        for split in [Split::Dev, Split::Test] {
            let pools = pools(split);
            let mut dice = Dice::new(1, 1);
            for _ in 0..2000 {
                let culture = pools.culture(&mut dice);
                let name = pools.family(&mut dice, culture);
                assert_eq!(half(&name), split, "{name}");
            }
        }
    }
}
