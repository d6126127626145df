//! Who is timed: the limits, what one would write without this crate, and the engine under each of its policies.

use std::hint::black_box;

use unphi::{Deidentifier, Key, Policy, Scratch};

use crate::baseline::Baseline;
use crate::naive::Naive;

/// One way over some documents: returns how many things it found, which no later pass may change.
pub type Pass = Box<dyn FnMut(&[String]) -> usize>;

/// Somebody who is timed.
pub struct Contestant {
    /// As the tables call it.
    pub name: &'static str,
    /// One pass with warm buffers.
    pub pass: Pass,
}

impl Contestant {
    /// Whether three rounds must do: the loop alone takes longer than all others.
    #[must_use]
    pub fn is_slow(&self) -> bool {
        self.name == NAIVE
    }
}

/// The name of the multi-pattern search, which every ratio is taken to.
pub const REGEXES: &str = "regex-automata, 50 patterns at once, find";
/// The name of the engine's search.
pub const DETECT: &str = "unphi, detect";
/// The name of the engine's default.
pub const SAFE_HARBOR: &str = "unphi, detect and rewrite";
/// The name of the loop.
pub const NAIVE: &str = "regex, 50 patterns in a loop, rewrite";
/// The name of the first limit.
pub const MEMCHR: &str = "memchr, count line ends (limit)";
/// The name of the second limit.
pub const UTF8: &str = "from_utf8 (limit)";

/// Everybody.
#[must_use]
pub fn all() -> Vec<Contestant> {
    let mut all = others();
    all.push(detect());
    all.extend(policies());
    all
}

/// The limits and what one would write.
fn others() -> Vec<Contestant> {
    let lines = |texts: &[String]| texts.iter().map(|text| memchr::memchr_iter(b'\n', text.as_bytes()).count()).sum();
    let valid =
        |texts: &[String]| texts.iter().filter(|text| core::str::from_utf8(black_box(text.as_bytes())).is_ok()).count();
    let (mut find, mut rewrite, naive) = (Baseline::new(), Baseline::new(), Naive::new());
    let mut out = Vec::new();
    vec![
        Contestant { name: MEMCHR, pass: Box::new(lines) },
        Contestant { name: UTF8, pass: Box::new(valid) },
        Contestant { name: REGEXES, pass: Box::new(move |texts| texts.iter().map(|text| find.count(text)).sum()) },
        Contestant {
            name: "regex-automata, 50 patterns at once, rewrite",
            pass: Box::new(move |texts| {
                let mut one = |text: &String| {
                    out.clear();
                    rewrite.rewrite(text, &mut out)
                };
                texts.iter().map(&mut one).sum()
            }),
        },
        Contestant {
            name: NAIVE,
            pass: Box::new(move |texts| texts.iter().map(|text| naive.rewrite(text).len()).sum()),
        },
    ]
}

fn detect() -> Contestant {
    let deid = Deidentifier::safe_harbor();
    let mut scratch = Scratch::new();
    let mut one = move |text: &String| deid.detect_into(&mut scratch, text).map_or(0, <[_]>::len);
    Contestant { name: DETECT, pass: Box::new(move |texts| texts.iter().map(&mut one).sum()) }
}

/// The engine under each policy, the default first.
fn policies() -> Vec<Contestant> {
    let key = Key::from_bytes(&[7; 32]).expect("long enough");
    let under = |name, policy| {
        rewriting(name, Deidentifier::builder().policy(policy).key(key.clone()).build().expect("builds"))
    };
    vec![
        rewriting(SAFE_HARBOR, Deidentifier::safe_harbor()),
        under("unphi, limited-data-set", Policy::limited_data_set()),
        under("unphi, pseudonymize", Policy::pseudonymize()),
        under("unphi, reversible", Policy::reversible()),
    ]
}

fn rewriting(name: &'static str, deid: Deidentifier) -> Contestant {
    let (mut scratch, mut out) = (Scratch::new(), String::new());
    // Dates move by days of the subject's own.
    scratch.set_subject_id(Some("one subject"));
    let mut one = move |text: &String| {
        out.clear();
        let spans = deid.deidentify_into(&mut scratch, text, &mut out).expect("deidentifies").len();
        black_box(&out);
        spans
    };
    Contestant { name, pass: Box::new(move |texts| texts.iter().map(&mut one).sum()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_finds_the_same_twice() {
        let texts = ["Dr. Rose\n".to_owned(), "MRN: 00482913\n".to_owned()];
        for mut contestant in all() {
            let found = (contestant.pass)(&texts);
            assert!(found > 0 && found == (contestant.pass)(&texts), "{}", contestant.name);
        }
    }
}
