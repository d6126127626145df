//! `unphi eval`: how much is found, and how much is removed for nothing, on annotated notes.

use std::path::Path;

use rayon::prelude::*;
use unphi::Deidentifier;
use unphi_eval::{Annotation, Detail, Document, GroupBy, LabelMap, Resampling, Style, evaluate_with, pair, render};

use crate::args::{self, Eval};
use crate::cmd::split_mark;
use crate::engine::{self, Worker, refused};
use crate::failure::{Failure, Reason, Stop, Tally};
use crate::gold::{Gold, withhold};
use crate::output::{self, Output};
use crate::pipeline;
use crate::progress::Progress;
use crate::text::stream_error;

pub(crate) fn run(options: &Eval) -> Result<Tally, Stop> {
    let deidentifier = engine::build(&options.engine)?;
    let mut progress = Progress::new(None, options.output.is_none());
    let reading = &options.reading;
    let files = Gold::open(&options.gold, reading.gold_format, "--gold-format", reading.encoding, &mut progress)?;
    let target = options.output.as_deref().filter(|output| *output != Path::new("-"));
    output::refuse_input(&files.sources, target)?;
    let mut gold_labels = LabelMap::of_format(files.format);
    extend(&mut gold_labels, options)?;
    let mut gold = documents(&files, options, &mut progress);
    let (predictions, labels, name) = if options.pred.is_empty() {
        let name = engine_name(options);
        (detected(&deidentifier, &mut gold, options, &mut progress)?, LabelMap::built_in(), name)
    } else {
        let (predictions, labels) = given(&mut gold, options, target, &mut progress)?;
        (predictions, labels, prediction_name(options))
    };
    if gold.is_empty() {
        progress.finish();
        return Err(Stop::Failed("no document could be scored".into()));
    }
    let evaluation = evaluate_with(&gold, &gold_labels, &predictions, &labels).map_err(|error| {
        Stop::Usage(error.to_string().replace("give that as the label map", "give that with --label-map"))
    })?;
    progress.done(gold.len() as u64);
    let detail = Detail {
        predictions: name,
        show_text: options.show_text,
        errors: options.errors,
        documents: options.documents,
        left_out: usize::try_from(progress.tally.withheld).unwrap_or(usize::MAX),
        resampling: Resampling { draws: options.bootstrap, ..Resampling::default() },
    };
    let report = render(style(options.report), &evaluation, &gold, &detail);
    write(target, report.as_bytes())?;
    Ok(progress.finish())
}

/// The annotated documents.
fn documents(files: &Gold, options: &Eval, progress: &mut Progress) -> Vec<Document> {
    let read = files.read(&options.reading, &options.group_by);
    let mut documents = Vec::with_capacity(read.records.len());
    for error in &read.errors {
        withhold(progress, error);
    }
    for record in read.records {
        match record.placed() {
            Ok(document) => documents.push(document),
            Err(error) => withhold(progress, &error),
        }
    }
    documents
}

/// What the engine finds in each document; those that it fails on are taken out.
fn detected(
    deidentifier: &Deidentifier,
    gold: &mut Vec<Document>,
    options: &Eval,
    progress: &mut Progress,
) -> Result<Vec<Vec<Annotation>>, Stop> {
    let pool = pipeline::pool(options.threads)?;
    let results: Vec<Result<Vec<Annotation>, Reason>> = pool.install(|| {
        gold.par_iter().map(|document| Worker::run(|worker| detect(deidentifier, worker, &document.text))).collect()
    });
    let mut predictions = Vec::with_capacity(results.len());
    let mut results = results.into_iter();
    gold.retain(|document| match results.next() {
        Some(Ok(found)) => {
            predictions.push(found);
            true
        }
        Some(Err(reason)) => {
            progress.withhold(&Failure { document: document.place.clone(), reason });
            false
        }
        None => false,
    });
    Ok(predictions)
}

fn detect(deidentifier: &Deidentifier, worker: &mut Worker, text: &str) -> Result<Vec<Annotation>, Reason> {
    let (mark, body) = split_mark(text);
    let spans = deidentifier.detect_into(&mut worker.scratch, body).map_err(|error| refused(&error))?;
    let annotation = |span: &unphi::Span| Annotation {
        range: mark.len() + span.start()..mark.len() + span.end(),
        label: span.identifier().name().to_owned(),
        kind: Some(span.kind().to_owned()),
        confidence: Some(span.confidence()),
        rule: Some(span.rule().to_owned()),
    };
    Ok(spans.iter().map(annotation).collect())
}

/// The predictions in the files given; documents without one are taken out.
fn given(
    gold: &mut Vec<Document>,
    options: &Eval,
    target: Option<&Path>,
    progress: &mut Progress,
) -> Result<(Vec<Vec<Annotation>>, LabelMap), Stop> {
    let reading = &options.reading;
    let files = Gold::open(&options.pred, options.pred_format, "--pred-format", reading.encoding, progress)?;
    output::refuse_input(&files.sources, target)?;
    let mut labels = LabelMap::of_format(files.format);
    extend(&mut labels, options)?;
    // The label field is that of the gold; a tool's predictions have their own.
    let reading = args::Reading {
        gold_format: None,
        text_field: reading.text_field.clone(),
        id_field: reading.id_field.clone(),
        label_field: None,
        encoding: reading.encoding,
    };
    let read = files.read(&reading, &GroupBy::Folder);
    for error in &read.errors {
        withhold(progress, error);
    }
    let pairing = pair(gold, read.records);
    for error in &pairing.errors {
        withhold(progress, error);
    }
    if pairing.unused > 0 {
        eprintln!("unphi: {} predictions belong to no gold document and are not used", pairing.unused);
    }
    Ok((pairing.predictions, labels))
}

fn extend(labels: &mut LabelMap, options: &Eval) -> Result<(), Stop> {
    let Some(path) = &options.label_map else { return Ok(()) };
    let toml = engine::setting("--label-map", path)?;
    labels.extend(&format!("--label-map {}", path.display()), &toml).map_err(|error| Stop::Usage(error.to_string()))
}

fn engine_name(options: &Eval) -> String {
    let version = env!("CARGO_PKG_VERSION");
    match options.engine.min_confidence {
        Some(confidence) => format!("unphi {version} (minimum confidence {confidence})"),
        None => format!("unphi {version}"),
    }
}

fn prediction_name(options: &Eval) -> String {
    let names: Vec<String> = options.pred.iter().map(|path| path.display().to_string()).collect();
    names.join(", ")
}

fn style(style: args::Style) -> Style {
    match style {
        args::Style::Text => Style::Text,
        args::Style::Json => Style::Json,
        args::Style::Markdown => Style::Markdown,
        args::Style::Html => Style::Html,
    }
}

fn write(target: Option<&Path>, report: &[u8]) -> Result<(), Stop> {
    let output = match target {
        Some(target) => Output::create(target),
        None => Ok(Output::stdout()),
    };
    let written = output.and_then(|mut output| output.write_all(report).and_then(|()| output.finish()));
    written.map_err(|error| stream_error(target, &error))
}
