//! The recognizer tables of `testdata/recognizers/`: in every case, what is found equals what is listed.
//!
//! `TABLE=ssn cargo test -p unphi --test tables` runs one table and shows each disagreement.
//!
//! `testdata/recognizers/open.txt` names the cases that are known to disagree, so that the rest can be held: a case
//! that fails and is not named there fails the test, and so does one that is named there and no longer fails.

use std::collections::BTreeSet;
use std::fs;

use unphi::{Deidentifier, Span};
use unphi_testkit::{Case, Expected};

#[test]
fn every_case_finds_exactly_its_spans() {
    let deid = Deidentifier::safe_harbor();
    let only = std::env::var("TABLE").ok();
    let open = open_cases();
    let mut cases = 0;
    let mut failing = BTreeSet::new();
    for table in unphi_testkit::tables().expect("the tables load") {
        if only.as_ref().is_some_and(|only| *only != table.name) {
            continue;
        }
        for case in &table.cases {
            cases += 1;
            let found = deid.detect(&case.text).expect("detects");
            if !agrees(&case.spans, &found) {
                let name = format!("{} / {}", table.name, case.name);
                if only.is_some() || !open.contains(&name) {
                    report(&name, case, &found);
                }
                failing.insert(name);
            }
        }
    }
    assert!(cases > 0, "no table is called {only:?}");
    println!("{} of {cases} cases agree", cases - failing.len());
    let new: Vec<_> = failing.difference(&open).collect();
    assert!(new.is_empty(), "{} cases disagree that are not in open.txt: {new:?}", new.len());
    if only.is_none() {
        let mended: Vec<_> = open.difference(&failing).collect();
        assert!(mended.is_empty(), "these cases agree now, take them out of open.txt: {mended:?}");
    }
}

fn open_cases() -> BTreeSet<String> {
    let path = unphi_testkit::testdata().join("recognizers/open.txt");
    let text = fs::read_to_string(path).expect("open.txt is there");
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

fn agrees(expected: &[Expected], found: &[Span]) -> bool {
    expected.len() == found.len()
        && expected.iter().zip(found).all(|(expected, found)| {
            expected.range == found.range()
                && expected.identifier == found.identifier().name()
                && expected.kind.as_ref().is_none_or(|kind| kind == found.kind())
        })
}

fn report(name: &str, case: &Case, found: &[Span]) {
    eprintln!("{name}: {:?}\n  why: {}", case.text, case.why);
    let quote = |range| case.text.get(range).unwrap_or_default();
    for span in &case.spans {
        let kind = span.kind.as_deref().unwrap_or("*");
        eprintln!("  wants {:?} {}/{kind}", quote(span.range.clone()), span.identifier);
    }
    for span in found {
        eprintln!("  finds {:?} {}/{} by {}", quote(span.range()), span.identifier(), span.kind(), span.rule());
    }
}
