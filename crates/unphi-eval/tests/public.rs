//! Other tools' cases, under `../shared/corpora`: every disagreement is listed in `testdata/recognizers/PUBLIC.md`, by id.
//!
//! A case agrees when the letters and digits that are found are those that it marks, whatever identifier they are called.
//! Not counted: titles, credentials, states and the like beside or inside a marked span, which each tool cuts in its own
//! way; and in a case that is about one entity, what is found of another.
//!
//! `PUBLIC=show cargo test -p unphi-eval --test public -- --nocapture` prints each disagreement that is not listed, with its
//! text; the texts belong to others and are never committed. Where the corpora are absent, as on a fresh checkout, the test
//! says so and passes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use unphi::Deidentifier;

const SETS: [&str; 6] = [
    "phileas_cases",
    "presidio_cases",
    "presidio_generated_small",
    "pydeid_cases_hand",
    "openmed_golden_en",
    "asq_phi_dev",
];

/// Words that tools take into a span or leave out of it.
const BESIDE: &str = "mr mrs ms miss dr doctor prof md phd do rn np pa facp in at of the \
    al ak az ar ca co ct de dc fl ga hi id il ia ks ky la me ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd \
    tn tx ut vt va wa wv wi wy";

#[derive(Deserialize)]
struct Case {
    id: String,
    text: String,
    /// Nothing where nobody has marked the case.
    spans: Option<Vec<Marked>>,
    target_entity: Option<String>,
}

#[derive(Deserialize)]
struct Marked {
    start: usize,
    end: usize,
    label: String,
    hipaa: String,
}

#[test]
fn every_disagreement_with_public_cases_is_listed_with_its_reason() {
    let Some(corpora) = corpora() else {
        println!("skipped: no corpora folder beside the checkout");
        return;
    };
    let cases = cases(&corpora);
    let classes: BTreeMap<&str, &str> = cases
        .iter()
        .rev()
        .flat_map(|case| case.spans.iter().flatten().rev())
        .map(|span| (span.label.as_str(), span.hipaa.as_str()))
        .collect();
    let deid = Deidentifier::safe_harbor();
    let listed = listed(&fs::read_to_string(repository().join("testdata/recognizers/PUBLIC.md")).expect("the list"));
    let show = std::env::var("PUBLIC").is_ok();
    let (mut judged, mut disagreeing) = (0, BTreeSet::new());
    for case in &cases {
        let Some(spans) = &case.spans else { continue };
        judged += 1;
        let marked: Vec<_> =
            spans.iter().filter(|span| span.hipaa != "NONE").map(|span| bytes(&case.text, span)).collect();
        let about = case.target_entity.as_ref().map(|entity| group_of_class(classes.get(entity.as_str())));
        let found: Vec<_> = deid
            .detect(&case.text)
            .expect("detects")
            .iter()
            .filter(|span| {
                let range = span.range();
                let meets = marked.iter().any(|marked| range.start < marked.end && marked.start < range.end);
                meets || about.is_none_or(|about| about == Some(group(span.identifier().name())))
            })
            .map(unphi::Span::range)
            .collect();
        if letters(&case.text, &found) == letters(&case.text, &marked) {
            continue;
        }
        if show && !listed.contains(&case.id) {
            let quote = |range: &Range<usize>| case.text.get(range.clone()).unwrap_or_default();
            println!("{}\n  {:?}", case.id, case.text);
            println!("  marked {:?}", marked.iter().map(quote).collect::<Vec<_>>());
            println!("  found  {:?}", found.iter().map(quote).collect::<Vec<_>>());
        }
        disagreeing.insert(case.id.clone());
    }
    println!("{} of {judged} cases agree", judged - disagreeing.len());
    let new: Vec<_> = disagreeing.difference(&listed).collect();
    assert!(new.is_empty(), "{} cases disagree that PUBLIC.md does not list: {new:?}", new.len());
    let mended: Vec<_> = listed.difference(&disagreeing).collect();
    assert!(mended.is_empty(), "{} cases agree now, take them out of PUBLIC.md: {mended:?}", mended.len());
}

fn cases(corpora: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    for set in SETS {
        let text = fs::read_to_string(corpora.join(set).with_extension("jsonl")).expect("the set is there");
        cases.extend(text.lines().map(|line| serde_json::from_str::<Case>(line).expect("a case")));
    }
    cases
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn corpora() -> Option<PathBuf> {
    Some(repository().join("../shared/corpora")).filter(|folder| folder.is_dir())
}

fn bytes(text: &str, span: &Marked) -> Range<usize> {
    let byte = |point: usize| text.char_indices().nth(point).map_or(text.len(), |(at, _)| at);
    byte(span.start)..byte(span.end)
}

/// Numbers of one sort are found as numbers of another: they count as one.
fn group(identifier: &str) -> &str {
    if ["name", "geographic", "date", "url", "email"].contains(&identifier) { identifier } else { "number" }
}

/// The same of a class of the corpora; nothing for what the rule does not name.
fn group_of_class(class: Option<&&str>) -> Option<&'static str> {
    match class.copied() {
        Some("NAME") => Some("name"),
        Some("LOCATION" | "ORG") => Some("geographic"),
        Some("DATE" | "AGE") => Some("date"),
        Some("URL") => Some("url"),
        Some("EMAIL") => Some("email"),
        Some("NONE") => None,
        _ => Some("number"),
    }
}

/// Where the letters and digits in `ranges` are, without the words that each tool cuts in its own way.
fn letters(text: &str, ranges: &[Range<usize>]) -> BTreeSet<usize> {
    let beside: BTreeSet<&str> = BESIDE.split_whitespace().collect();
    let mut letters = BTreeSet::new();
    let mut word = Vec::new();
    let end = std::iter::once((text.len(), ' '));
    for (at, character) in text.char_indices().chain(end) {
        if character.is_alphanumeric() {
            word.push(at);
            continue;
        }
        let spelled = word.first().map_or("", |first| text.get(*first..at).unwrap_or_default()).to_lowercase();
        let inside = |at: &usize| ranges.iter().any(|range| range.contains(at));
        if !beside.contains(spelled.as_str()) {
            letters.extend(word.iter().copied().filter(inside));
        }
        word.clear();
    }
    letters
}

/// The ids of a list: a line ``- `file:` 22:0 24:1`` names `file:22:0` and `file:24:1`, one without more its whole text.
fn listed(list: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for line in list.lines() {
        let Some((prefix, rest)) = line.strip_prefix("- `").and_then(|line| line.split_once('`')) else { continue };
        if rest.trim().is_empty() {
            ids.insert(prefix.to_owned());
        }
        ids.extend(rest.split_whitespace().map(|case| format!("{prefix}{case}")));
    }
    ids
}

#[test]
fn a_list_names_its_cases_by_a_common_beginning() {
    let ids = listed("# Title\n\nText `code` here.\n\n- `tool/file:` 22:0 24:1\n- `tool/whole id`\n");
    assert_eq!(ids.into_iter().collect::<Vec<_>>(), ["tool/file:22:0", "tool/file:24:1", "tool/whole id"]);
}
