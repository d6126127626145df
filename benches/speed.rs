//! `cargo bench`: everybody of `contestants` on texts of every sort, the inputs that slow engines down, and threads.
//!
//! Criterion measures here the processor time of the thread, except where threads are what is measured. Ratios are quoted from
//! `cargo xtask bench`, which takes turns; these groups run one after the other.

#![forbid(unsafe_code)]

use std::thread;
use std::time::Duration;

use criterion::measurement::{Measurement, ValueFormatter, WallTime};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group};
use unphi::{Deidentifier, Identifier, Scratch, Subject};
use unphi_benches::contestants::{self, DETECT, SAFE_HARBOR};
use unphi_benches::{clock, corpus};

/// The processor time of the thread.
struct OwnTime;

impl Measurement for OwnTime {
    type Intermediate = Duration;
    type Value = Duration;

    fn start(&self) -> Duration {
        clock::now()
    }
    fn end(&self, start: Duration) -> Duration {
        clock::now() - start
    }
    fn add(&self, one: &Duration, other: &Duration) -> Duration {
        *one + *other
    }
    fn zero(&self) -> Duration {
        Duration::ZERO
    }
    fn to_f64(&self, value: &Duration) -> f64 {
        value.as_nanos() as f64
    }
    fn formatter(&self) -> &dyn ValueFormatter {
        WallTime.formatter()
    }
}

/// A group of everybody on `documents`, or of those in `only`. Criterion prints bytes and documents a second.
fn group(criterion: &mut Criterion<OwnTime>, name: &str, documents: &[String], only: &[&str]) {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::ElementsAndBytes {
        elements: documents.len() as u64,
        bytes: corpus::bytes(documents) as u64,
    });
    for mut contestant in contestants::all() {
        if only.is_empty() || only.contains(&contestant.name) {
            group.bench_function(contestant.name, |bencher| bencher.iter(|| (contestant.pass)(documents)));
        }
    }
    group.finish();
}

/// The sizes and sorts of text that the quoted table has.
fn sorts(criterion: &mut Criterion<OwnTime>) {
    let notes = corpus::documents();
    group(criterion, "3 KB", &notes, &[]);
    group(criterion, "200 B", &corpus::pieces(&notes, 200), &[]);
    let mut whole = notes.concat();
    whole.truncate(whole.floor_char_boundary(1_000_000));
    group(criterion, "1 MB", &[whole], &[]);
    group(criterion, "3 KB, lines without identifiers", &corpus::without_identifiers(), &[]);
    group(criterion, "3 KB, ALL CAPS", &corpus::capitals(&notes), &[]);
    group(criterion, "3 KB, Unicode everywhere", &corpus::unicode(&notes), &[]);
}

/// Inputs on which an engine may lose its speed. Compare each with `3 KB`.
fn hard_inputs(criterion: &mut Criterion<OwnTime>) {
    const ENGINE: &[&str] = &[DETECT, SAFE_HARBOR];
    let documents = corpus::documents();
    let ascii: Vec<String> =
        documents.iter().map(|text| text.replace(|letter: char| !letter.is_ascii(), "?")).collect();
    group(criterion, "hard: all ASCII", &ascii, ENGINE);
    let accented: Vec<String> = ascii.iter().map(|text| text.replacen("the", "thé", 1)).collect();
    group(criterion, "hard: one non-ASCII character in each", &accented, ENGINE);
    for filler in ["x", "=", " ", "9", "no acute distress. "] {
        group(criterion, &format!("hard: 20 kB of {filler:?}"), &[filler.repeat(20_000 / filler.len())], ENGINE);
    }
}

/// The same documents on one thread and on two, by the clock on the wall.
fn threads(criterion: &mut Criterion) {
    let documents = corpus::documents();
    let deid = Deidentifier::safe_harbor();
    let part = |documents: &[String]| {
        let (mut scratch, mut out) = (Scratch::new(), String::new());
        for text in documents {
            out.clear();
            deid.deidentify_into(&mut scratch, text, &mut out).expect("deidentifies");
        }
    };
    let mut group = criterion.benchmark_group("threads");
    group.throughput(Throughput::ElementsAndBytes {
        elements: documents.len() as u64,
        bytes: corpus::bytes(&documents) as u64,
    });
    for threads in [1, 2] {
        group.bench_function(BenchmarkId::from_parameter(threads), |bencher| {
            bencher.iter(|| {
                thread::scope(|scope| {
                    for documents in documents.chunks(documents.len().div_ceil(threads)) {
                        scope.spawn(move || part(documents));
                    }
                });
            });
        });
    }
    group.finish();
}

/// What it costs to know somebody: to build a subject for one document, and to look for it.
fn subjects(criterion: &mut Criterion<OwnTime>) {
    let documents = corpus::documents();
    let deid = Deidentifier::safe_harbor();
    let row = || {
        Subject::new()
            .name("Dzurisin, Konstantin Q.")
            .relative("Hope Dzurisin")
            .birth_date("1962-03-14")
            .phone("(559) 555-0134")
            .email("kosta.dz@example.org")
            .id(Identifier::Mrn, "00482913")
            .address("2200 N Encina Blvd Apt 4B, Visalia, CA 93291")
            .employer("Tulare Tin Works, Inc.")
    };
    let mut group = criterion.benchmark_group("subject");
    group.bench_function("build one", |bencher| bencher.iter(|| deid.with_subjects(&[row()]).expect("is read")));
    let mut scratch = Scratch::new();
    group.throughput(Throughput::Bytes(corpus::bytes(&documents) as u64));
    for (name, known) in
        [("detect without", deid.clone()), ("detect with one", deid.with_subjects(&[row()]).expect("is read"))]
    {
        group.bench_function(name, |bencher| {
            bencher.iter(|| -> usize {
                documents.iter().map(|text| known.detect_into(&mut scratch, text).map_or(0, <[_]>::len)).sum()
            });
        });
    }
    group.finish();
}

criterion_group! {
    name = own_time;
    config = Criterion::default().with_measurement(OwnTime).sample_size(10).measurement_time(Duration::from_secs(2));
    targets = sorts, hard_inputs, subjects
}
criterion_group! {
    name = wall_time;
    config = Criterion::default().sample_size(10).measurement_time(Duration::from_secs(2));
    targets = threads
}
criterion::criterion_main!(own_time, wall_time);
