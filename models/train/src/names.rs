//! Names to put into texts: from the lexicon's lists, from words that are names besides, and coined by the statistics of
//! letters, so that no list is learnt by heart. Names of the generator's test half are left out.

use std::collections::HashMap;

use fastrand::Rng;
use unphi_synth::{Split, half};

/// A person to be named.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) given: String,
    pub(crate) middle: String,
    pub(crate) surname: String,
}

/// The pools.
pub(crate) struct Names {
    given: Pool,
    surnames: Pool,
    /// Names that are English words.
    words: Vec<String>,
    particles: Vec<String>,
}

/// One sort of names.
struct Pool {
    /// By how many bear them, with running sums.
    weighted: Vec<(String, u64)>,
    /// From all over the world, each alike.
    world: Vec<String>,
    /// What letters follow two letters, `^` before the first, `$` behind the last.
    letters: HashMap<[u8; 2], Vec<u8>>,
}

/// The entries of a list: key, weight, third column.
pub(crate) fn list(name: &str) -> Result<Vec<(String, u32, String)>, String> {
    let path = format!("{}/../../crates/unphi/lexicon/{name}.tsv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let rows = text.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut columns = line.split('\t');
        let mut column = || columns.next().unwrap_or_default();
        let (key, weight) = (column().to_owned(), column().parse().unwrap_or(0));
        let mut last = "";
        for column in columns {
            last = column;
        }
        (key, weight, last.to_owned())
    });
    Ok(rows.collect())
}

impl Pool {
    fn read(known: &str, world: &[&str], split: Split) -> Result<Self, String> {
        let fits = |key: &str| key.len() > 1 && half(key) == split;
        let mut sum = 0;
        let weighted = list(known)?.into_iter().filter(|(key, ..)| fits(key)).map(|(key, weight, _)| {
            // Flatter than the census: weights are logarithms, 16 a doubling.
            sum += (2f64.powf(f64::from(weight) / 32.0) * 8.0) as u64 + 1;
            (key, sum)
        });
        let weighted: Vec<_> = weighted.collect();
        let mut all = Vec::new();
        for name in world {
            all.extend(list(name)?.into_iter().map(|(key, ..)| key).filter(|key| fits(key)));
        }
        all.sort();
        all.dedup();
        let mut letters: HashMap<[u8; 2], Vec<u8>> = HashMap::new();
        for name in all.iter().chain(weighted.iter().map(|(name, _)| name).step_by(7)) {
            let mut last = *b"^^";
            for byte in name.bytes().chain(*b"$") {
                letters.entry(last).or_default().push(byte);
                last = [last[1], byte];
            }
        }
        Ok(Self { weighted, world: all, letters })
    }

    fn pick(&self, rng: &mut Rng) -> String {
        let sum = self.weighted.last().map_or(1, |(_, sum)| *sum);
        match rng.u32(..100) {
            0..42 => {
                let at = rng.u64(..sum);
                let place = self.weighted.partition_point(|(_, sum)| *sum <= at);
                self.weighted.get(place).map(|(name, _)| name.clone()).unwrap_or_default()
            }
            42..80 => choose(rng, &self.world).clone(),
            _ => self.coined(rng),
        }
    }

    /// A name that nobody need bear.
    fn coined(&self, rng: &mut Rng) -> String {
        loop {
            let (mut name, mut last) = (String::new(), *b"^^");
            while let Some(next) = self.letters.get(&last) {
                let byte = *choose(rng, next);
                if byte == b'$' || name.len() > 14 {
                    break;
                }
                name.push(char::from(byte));
                last = [last[1], byte];
            }
            if name.len() > 2 && !name.ends_with(' ') {
                return name;
            }
        }
    }
}

/// One of `all`, which is not empty.
pub(crate) fn choose<'a, T>(rng: &mut Rng, all: &'a [T]) -> &'a T {
    &all[rng.usize(..all.len())]
}

/// One of `all`, out of a list.
pub(crate) fn listed<'a>(rng: &mut Rng, all: &'a [String]) -> &'a str {
    &all[rng.usize(..all.len())]
}

/// One of `all`, which are words.
pub(crate) fn pick<'a>(rng: &mut Rng, all: &[&'a str]) -> &'a str {
    all[rng.usize(..all.len())]
}

impl Names {
    pub(crate) fn read(split: Split) -> Result<Self, String> {
        let given = Pool::read("given-us", &["given-cultures", "given-world"], split)?;
        let surnames = Pool::read("surnames-us", &["surnames-cultures", "surnames-world"], split)?;
        let english: std::collections::HashSet<String> =
            list("words-english")?.into_iter().map(|(key, ..)| key).collect();
        let both = given.weighted.iter().chain(&surnames.weighted).map(|(name, _)| name);
        let words = both.filter(|name| name.len() > 2 && english.contains(*name)).cloned().collect();
        let particles =
            ["de", "de la", "del", "van", "van der", "von", "al", "el", "da", "dos", "di", "bin", "le", "la"];
        Ok(Self { given, surnames, words, particles: particles.map(str::to_owned).to_vec() })
    }

    pub(crate) fn given(&self, rng: &mut Rng) -> String {
        let name = if rng.u32(..100) < 12 { choose(rng, &self.words).clone() } else { self.given.pick(rng) };
        match rng.u32(..100) {
            0..2 => format!("{}-{}", capital(&name), capital(&self.given.pick(rng))),
            2..4 => format!("{} {}", capital(&name), capital(&self.given.pick(rng))),
            _ => capital(&name),
        }
    }

    pub(crate) fn surname(&self, rng: &mut Rng) -> String {
        let pick = |rng: &mut Rng| {
            let name = if rng.u32(..100) < 18 { choose(rng, &self.words).clone() } else { self.surnames.pick(rng) };
            capital(&name)
        };
        let name = pick(rng);
        match rng.u32(..100) {
            0..5 => format!("{name}-{}", pick(rng)),
            5..8 => format!("{name} {}", pick(rng)),
            8..11 => {
                let particle = choose(rng, &self.particles);
                if rng.bool() { format!("{particle} {name}") } else { format!("{} {name}", title(particle)) }
            }
            11..13 => format!("O'{name}"),
            13..14 => format!("Mc{name}"),
            _ => name,
        }
    }

    pub(crate) fn person(&self, rng: &mut Rng) -> Person {
        Person { given: self.given(rng), middle: self.given(rng), surname: self.surname(rng) }
    }
}

/// How a name may be written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Any,
    Given,
    Surname,
    Full,
    /// The surname first.
    Listed,
    Initials,
    Username,
}

impl Person {
    /// The name in a form that fits; now and then in capitals or without.
    pub(crate) fn written(&self, form: Form, rng: &mut Rng) -> String {
        let name = self.mixed(form, rng);
        match rng.u32(..100) {
            0..8 => name.to_uppercase(),
            8..17 => name.to_lowercase(),
            _ => name,
        }
    }

    fn mixed(&self, form: Form, rng: &mut Rng) -> String {
        let Self { given, middle, surname } = self;
        let first = |name: &str| name.chars().next().unwrap_or('X');
        let (g, m, s) = (first(given), first(middle), first(surname).to_ascii_uppercase());
        match form {
            Form::Any => match rng.u32(..100) {
                0..38 => self.mixed(Form::Full, rng),
                38..62 => given.clone(),
                62..86 => surname.clone(),
                86..97 => self.mixed(Form::Listed, rng),
                _ => self.mixed(Form::Initials, rng),
            },
            Form::Given => given.clone(),
            Form::Surname => surname.clone(),
            Form::Full => match rng.u32(..20) {
                0..9 => format!("{given} {surname}"),
                9..11 => format!("{given} {m}. {surname}"),
                11 => format!("{given} {m} {surname}"),
                12 => format!("{given} {middle} {surname}"),
                13..16 => format!("{g}. {surname}"),
                16 => format!("{g} {surname}"),
                17 => format!("{g}.{m}. {surname}"),
                18 => format!("{given} {s}."),
                _ => format!("{given} \"{middle}\" {surname}"),
            },
            Form::Listed => match rng.u32(..10) {
                0..3 => format!("{surname}, {given}"),
                3 => format!("{surname}, {given} {m}"),
                4 => format!("{surname}, {given} {m}."),
                5 => format!("{surname},{given}"),
                6 => format!("{surname}, {g}."),
                7 => format!("{surname} {given}"),
                8 => format!("{}, {}", surname.to_uppercase(), given.to_uppercase()),
                _ => format!("{}^{}^{m}", surname.to_uppercase(), given.to_uppercase()),
            },
            Form::Initials => match rng.u32(..4) {
                0 => format!("{g}{s}"),
                1 => format!("{g}{m}{s}"),
                2 => format!("{g}.{s}."),
                _ => format!("{g}{s}").to_lowercase(),
            },
            Form::Username => {
                let plain: String = surname.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
                let given: String = given.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
                let digits = if rng.bool() { String::new() } else { rng.u32(1..100).to_string() };
                match rng.u32(..4) {
                    0 => format!("{}{plain}{digits}", g.to_ascii_lowercase()),
                    1 => format!("{given}.{plain}{digits}"),
                    2 => format!("{plain}{}{digits}", g.to_ascii_lowercase()),
                    _ => format!("{given}_{plain}{digits}"),
                }
            }
        }
    }
}

/// Each word with a capital.
pub(crate) fn title(words: &str) -> String {
    words.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}

/// `word` with a capital; behind `Mc` and an apostrophe too.
fn capital(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut upper = true;
    for char in word.chars() {
        if upper {
            out.extend(char.to_uppercase())
        } else {
            out.push(char)
        }
        upper = matches!(char, ' ' | '-' | '\'') || out == "Mc";
    }
    out
}
