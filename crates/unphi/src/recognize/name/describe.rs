//! The features of the name scorer in words, for whoever asks why.

#![forbid(unsafe_code)]

use super::groups::*;
use crate::lexicon::Class;

/// What a feature is about: terms of one sort are read together.
const WORD: &str = "the word itself";
const WRITING: &str = "how it is written";
const PLACE_OF: &str = "where it stands";
const LEFT: &str = "what stands before";
const RIGHT: &str = "what stands after";

/// What feature number `feature` is about, and what was seen.
pub(crate) fn describe(feature: usize) -> (&'static str, String) {
    let (group, place) = place_of(feature);
    let class = |place: usize| match Class::name_of(place % 64).unwrap_or("nothing") {
        "(phrase start)" => "the first word of a phrase".to_owned(),
        name => name.replace('_', " "),
    };
    match group {
        BIAS => (WORD, "any word".to_owned()),
        OWN_SCORE => (WORD, format!("lists, letters and capitals give it {}", points(place / 2))),
        KIND_CASE => (WORD, format!("{}, {}", kind(place / CASES), case(place % CASES))),
        KIND_AROUND => (WORD, format!("{}, among {}", kind(place / 3), around(place % 3))),
        CASE_AROUND_PLACE => {
            let stands = ["begins a line", "begins a sentence", "inside a sentence"][place % 3];
            (WRITING, format!("{}, among {}, {stands}", case(place / 9), around(place / 3 % 3)))
        }
        CLASS => {
            let capital = if place < 64 { "" } else { ", capitalised" };
            (WORD, format!("listed as {}{capital}", class(place)))
        }
        LISTS => (WORD, format!("as a given name {}, as a surname {}", frequency(place / 6), frequency(place % 6))),
        RUNNING => (WORD, format!("seen as a plain word: {place} of 7")),
        PHRASE => (WORD, ["in no phrase", "in a listed name", "in a phrase", "in a label"][place.min(3)].to_owned()),
        BEFORE => (LEFT, format!("rules give it {}", points(place))),
        AFTER => (RIGHT, format!("rules give it {}", points(place))),
        LABELLED if place == 9 => (PLACE_OF, "value of a field that names nobody".to_owned()),
        LABELLED => {
            let tie = ["loosely", "firmly", "by structure"][place % 3];
            (PLACE_OF, format!("value of a name's field, {tie} tied, {} words on", place / 3))
        }
        PLACE => (PLACE_OF, ["among listed names", "alone on its line"][place.min(1)].to_owned()),
        PREVIOUS_CLASS => (LEFT, format!("{} word listed as {}", near(place / 64), class(place))),
        PREVIOUS_KIND => (LEFT, neighbour(place)),
        PREVIOUS_GAP => (LEFT, format!("{} before {}", gap(place / CASES), case(place % CASES))),
        PREVIOUS_WORD => (LEFT, "this very word".to_owned()),
        NEXT_CLASS => (RIGHT, format!("{} word listed as {}", near(place / 64), class(place))),
        NEXT_KIND => (RIGHT, neighbour(place)),
        NEXT_GAP => (RIGHT, format!("{} after {}", gap(place / CASES), case(place % CASES))),
        NEXT_WORD => (RIGHT, "this very word".to_owned()),
        BEYOND_LEFT_CLASS => (LEFT, format!("the word but one listed as {}", class(place))),
        BEYOND_RIGHT_CLASS => (RIGHT, format!("the word but one listed as {}", class(place))),
        BEYOND_LEFT_KIND => (LEFT, format!("the word but one is {}", kind(place / 2))),
        BEYOND_RIGHT_KIND => (RIGHT, format!("the word but one is {}", kind(place / 2))),
        BEYOND_LEFT_WORD => (LEFT, "the very word but one".to_owned()),
        BEYOND_RIGHT_WORD => (RIGHT, "the very word but one".to_owned()),
        HEAD => (WORD, "this word of places and organizations".to_owned()),
        _ => (WORD, "something unnamed".to_owned()),
    }
}

/// The first feature of the group that `feature` is in, and its place in it.
fn place_of(feature: usize) -> (usize, usize) {
    let mut base = 0;
    for (_, count) in GROUPS {
        if feature < base + count {
            return (base, feature - base);
        }
        base += count;
    }
    (base, 0)
}

fn points(step: usize) -> String {
    format!("{:+} quarter bits", step as i32 * 5 - 64)
}

fn kind(kind: usize) -> String {
    match kind {
        0 => "letters and digits".to_owned(),
        1 => "a number".to_owned(),
        2 => "another script".to_owned(),
        3..=8 => format!("an unlisted word, letters {} of 5 like a name's", kind - 3),
        9..=14 => format!("a short unlisted word, letters {} of 5 like a name's", kind - 9),
        _ => format!("a listed word, {} of 10 rather a name", kind - 15),
    }
}

fn case(case: usize) -> &'static str {
    ["small letters", "a first capital", "all capitals", "capitals inside", "one capital", "an initial"][case.min(5)]
}

fn around(casing: usize) -> &'static str {
    ["capitals and small letters", "capitals", "small letters"][casing.min(2)]
}

fn frequency(step: usize) -> &'static str {
    ["not listed", "rare", "uncommon", "known", "common", "very common"][step.min(5)]
}

fn near(nearness: usize) -> &'static str {
    ["the nearest", "beyond a mark the", "some way off a"][nearness.min(2)]
}

fn neighbour(place: usize) -> String {
    let capital = if place / 2 % 2 == 1 { ", capitalised" } else { "" };
    format!("{} word is {}{capital}", near(place % 2), kind(place / 4))
}

fn gap(gap: usize) -> &'static str {
    const GAPS_IN_WORDS: [&str; GAPS] = [
        "nothing",
        "a space",
        "a comma",
        "a hyphen",
        "an apostrophe",
        "a full stop",
        "a slash",
        "a line end",
        "an empty line",
        "a quote",
        "a bracket",
        "a colon",
        "wide space",
        "a column's mark",
        "a bracket's end or semicolon",
        "other marks",
    ];
    GAPS_IN_WORDS[gap.min(GAPS - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_words() {
        for feature in 0..COUNT {
            let (_, seen) = describe(feature);
            assert!(!seen.is_empty() && !seen.contains("unnamed"), "{feature}: {seen}");
        }
        assert_eq!(describe(BIAS).1, "any word");
        assert!(describe(PREVIOUS_CLASS + 23).1.contains("title"), "{:?}", describe(PREVIOUS_CLASS + 23));
    }
}
