//! What real sinks print.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use tracing::subscriber::with_default;
use tracing_subscriber::fmt::{self, MakeWriter, format::FmtSpan};
use tracing_subscriber::{filter::LevelFilter, prelude::*};
use unphi_tracing::Scrubber;

/// A sink that a test can read.
#[derive(Clone, Default)]
struct Page(Arc<Mutex<Vec<u8>>>);

impl Page {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'p> MakeWriter<'p> for Page {
    type Writer = Self;

    fn make_writer(&'p self) -> Self {
        self.clone()
    }
}

#[derive(Debug)]
#[allow(dead_code, reason = "printed by Debug")]
struct Patient {
    name: &'static str,
    mrn: u32,
}

#[derive(Debug)]
struct Lookup(io::Error);

impl std::fmt::Display for Lookup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no chart for Dr. Ovechkina's patient")
    }
}

impl std::error::Error for Lookup {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

/// What a careless service writes.
fn service() {
    let span = tracing::info_span!("visit", mrn = 482_913, attempt = 4, physician = tracing::field::Empty);
    span.record("physician", "Dr. Ovechkina");
    let _entered = span.enter();
    tracing::info!(phone = "(617) 555-0142", retries = 3, ok = true, "admitted Mr. John Smith");
    let patient = Patient { name: "Ludmila Ovechkina", mrn: 1_204_816 };
    tracing::warn!(?patient, bytes = 771_204_u64, "slow lookup");
    let error = Lookup(io::Error::other("SSN 219-09-9999 is not unique"));
    tracing::error!(error = &error as &(dyn std::error::Error + 'static), "lookup failed");
    tracing::info!(parent: None, payload = &b"MRN: 00482913"[..], raw = &b"\xff\xfe"[..], "stored");
}

const LEAKS: [&str; 9] =
    ["Smith", "Ovechkina", "Ludmila", "555-0142", "1204816", "219-09", "00482913", "mrn=482913", "mrn\":482913"];

fn assert_clean(text: &str) {
    for leak in LEAKS {
        assert!(!text.contains(leak), "{leak} is in\n{text}");
    }
    for kept in
        ["attempt", "admitted", "retries", "slow lookup", "lookup failed", "stored", "[NAME]", "[MRN]", "[PHONE]"]
    {
        assert!(text.contains(kept), "{kept} is missing in\n{text}");
    }
}

#[test]
fn the_careless_service_leaks_without_a_scrubber() {
    let page = Page::default();
    let layer = fmt::layer().with_writer(page.clone()).with_ansi(false);
    with_default(tracing_subscriber::registry().with(layer), service);
    for leak in ["Smith", "Ovechkina", "555-0142", "1204816", "219-09", "mrn=482913"] {
        assert!(page.text().contains(leak), "{leak} is not in\n{}", page.text());
    }
}

#[test]
fn every_sink_behind_a_scrubbed_subscriber_is_clean() {
    let (plain, json) = (Page::default(), Page::default());
    let sinks = tracing_subscriber::registry()
        .with(fmt::layer().with_writer(plain.clone()).with_ansi(false).with_span_events(FmtSpan::FULL))
        .with(fmt::layer().json().with_writer(json.clone()).with_filter(LevelFilter::INFO));
    with_default(Scrubber::default().subscriber(sinks), service);
    assert_clean(&plain.text());
    assert_clean(&json.text());
    // What is no identifier keeps its type.
    assert!(json.text().contains(r#""retries":3"#) && json.text().contains(r#""ok":true"#), "{}", json.text());
    assert!(json.text().contains(r#""bytes":771204"#) && json.text().contains(r#""attempt":4"#), "{}", json.text());
    assert!(json.text().contains(r#""raw":"[WITHHELD]""#), "{}", json.text());
    assert!(plain.text().contains("physician=\"Dr. [NAME]\""), "{}", plain.text());
}

#[test]
fn one_sink_behind_a_scrubbed_layer_is_clean() {
    let page = Page::default();
    let layer = fmt::layer().with_writer(page.clone()).with_ansi(false).with_span_events(FmtSpan::CLOSE);
    let layer = Scrubber::default().layer(layer).with_filter(LevelFilter::INFO);
    with_default(tracing_subscriber::registry().with(layer), || {
        service();
        tracing::debug!("filtered out");
    });
    assert_clean(&page.text());
    assert!(!page.text().contains("filtered out"));
}

#[test]
fn spans_keep_their_parents_and_many_fields_are_kept() {
    let page = Page::default();
    let sink = tracing_subscriber::registry().with(fmt::layer().with_writer(page.clone()).with_ansi(false));
    with_default(Scrubber::default().subscriber(sink), || {
        let outer = tracing::info_span!("outer");
        let inner = tracing::info_span!(parent: &outer, "inner", physician = "Dr. Ovechkina");
        tracing::info!(parent: &inner, a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, g = 7, h = 8, i = 9, j = 10, "many");
        outer.in_scope(|| tracing::info!(parent: None, "alone"));
    });
    let text = page.text();
    assert!(text.contains("outer:inner{physician=\"Dr. [NAME]\"}"), "{text}");
    assert!(text.contains("many a=1 b=2") && text.contains("i=9 j=10"), "{text}");
    let alone = text.lines().find(|line| line.ends_with("alone")).unwrap();
    assert!(!alone.contains("outer"), "{alone}");
}
