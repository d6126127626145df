//! The recognizer tables of `testdata/recognizers/`: in every case, what is found equals what is listed.
//!
//! `TABLE=ssn cargo test -p unphi --test tables` runs one table.

use unphi::{Deidentifier, Span};
use unphi_testkit::{Case, Expected};

#[test]
fn every_case_finds_exactly_its_spans() {
    let deid = Deidentifier::safe_harbor();
    let only = std::env::var("TABLE").ok();
    let (mut cases, mut failures) = (0, 0);
    for table in unphi_testkit::tables().expect("the tables load") {
        if only.as_ref().is_some_and(|only| *only != table.name) {
            continue;
        }
        for case in &table.cases {
            cases += 1;
            let found = deid.detect(&case.text).expect("detects");
            if !agrees(&case.spans, &found) {
                failures += 1;
                report(&table.name, case, &found);
            }
        }
    }
    assert!(cases > 0, "no table is called {only:?}");
    assert_eq!(failures, 0, "{failures} of {cases} cases disagree");
}

fn agrees(expected: &[Expected], found: &[Span]) -> bool {
    expected.len() == found.len()
        && expected.iter().zip(found).all(|(expected, found)| {
            expected.range == found.range()
                && expected.identifier == found.identifier().name()
                && expected.kind.as_ref().is_none_or(|kind| kind == found.kind())
        })
}

fn report(table: &str, case: &Case, found: &[Span]) {
    eprintln!("{table} / {}: {:?}\n  why: {}", case.name, case.text, case.why);
    let quote = |range| case.text.get(range).unwrap_or_default();
    for span in &case.spans {
        eprintln!("  wants {:?} {}/{}", quote(span.range.clone()), span.identifier, span.kind.as_deref().unwrap_or("*"));
    }
    for span in found {
        eprintln!("  finds {:?} {}/{} by {}", quote(span.range()), span.identifier(), span.kind(), span.rule());
    }
}
