//! `cargo bench`: the engine, the baseline and the limits on the same bytes, and the inputs that slow engines down.
//!
//! Quote ratios from `cargo xtask bench`, which interleaves the two; these groups run one after the other.

#![forbid(unsafe_code)]

use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime};
use std::hint::black_box;
use std::time::Duration;
use unphi::{Deidentifier, Identifier, Scratch, Subject};
use unphi_benches::baseline::Baseline;
use unphi_benches::corpus;

/// Detects and rewrites every document with warm buffers.
fn deidentify(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, documents: &[String]) {
    let deid = Deidentifier::safe_harbor();
    let mut scratch = Scratch::new();
    let mut out = String::new();
    group.throughput(Throughput::Bytes(corpus::bytes(documents) as u64));
    group.bench_function(name, |bencher| {
        bencher.iter(|| {
            for text in documents {
                out.clear();
                let spans = deid.deidentify_into(&mut scratch, text, &mut out).expect("deidentifies");
                black_box((spans.len(), out.len()));
            }
        });
    });
}

/// The numbers that are quoted, and their limits.
fn corpus_speed(criterion: &mut Criterion) {
    let documents = corpus::documents();
    let mut group = criterion.benchmark_group("corpus");
    group.throughput(Throughput::Bytes(corpus::bytes(&documents) as u64));
    group.bench_function("limit: memchr count", |bencher| {
        bencher.iter(|| -> usize {
            documents.iter().map(|text| memchr::memchr_iter(b'\n', black_box(text.as_bytes())).count()).sum()
        });
    });
    group.bench_function("limit: from_utf8", |bencher| {
        bencher.iter(|| documents.iter().all(|text| core::str::from_utf8(black_box(text.as_bytes())).is_ok()));
    });
    let mut baseline = Baseline::new();
    group.bench_function("regex-automata: detect", |bencher| {
        bencher.iter(|| -> usize { documents.iter().map(|text| baseline.count(text)).sum() });
    });
    let mut bytes = Vec::new();
    group.bench_function("regex-automata: detect and rewrite", |bencher| {
        bencher.iter(|| -> usize {
            documents
                .iter()
                .map(|text| {
                    bytes.clear();
                    baseline.rewrite(text, &mut bytes)
                })
                .sum()
        });
    });
    let deid = Deidentifier::safe_harbor();
    let mut scratch = Scratch::new();
    group.bench_function("unphi: detect", |bencher| {
        bencher.iter(|| -> usize {
            documents.iter().map(|text| deid.detect_into(&mut scratch, text).map_or(0, <[_]>::len)).sum()
        });
    });
    deidentify(&mut group, "unphi: detect and rewrite", &documents);
    group.finish();
}

/// Inputs on which an engine may lose its speed. Compare each with `corpus/unphi: detect and rewrite`.
fn hard_inputs(criterion: &mut Criterion) {
    let documents = corpus::documents();
    let ascii: Vec<String> =
        documents.iter().map(|text| text.replace(|letter: char| !letter.is_ascii(), "?")).collect();
    let mut group = criterion.benchmark_group("hard");
    deidentify(&mut group, "all ASCII", &ascii);
    let accented: Vec<String> = ascii.iter().map(|text| text.replacen("the", "thé", 1)).collect();
    deidentify(&mut group, "one non-ASCII character in each", &accented);
    let capitals: Vec<String> = documents.iter().map(|text| text.to_uppercase()).collect();
    deidentify(&mut group, "ALL CAPS", &capitals);
    deidentify(&mut group, "documents of 200 B", &corpus::pieces(&documents, 200));
    deidentify(&mut group, "one document of 2 MB", &[documents.concat()]);
    for filler in ["x", "=", " ", "9", "no acute distress. "] {
        let name = format!("20 kB of {filler:?}");
        deidentify(&mut group, &name, &[filler.repeat(20_000 / filler.len())]);
    }
    group.finish();
}

/// What it costs to know somebody: to build a subject for one document, and to look for it.
fn subjects(criterion: &mut Criterion) {
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
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(Duration::from_secs(3));
    targets = corpus_speed, hard_inputs, subjects
}
criterion_main!(benches);
