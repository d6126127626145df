//! `unphi info`: what this program holds, and what the name model is asked of the given texts.

use std::fmt::Write as _;
use std::time::Instant;

use unphi::{Ask, Deidentifier};

use crate::args::Info;
use crate::encoding::{self, Encoding};
use crate::engine::{Worker, refused};
use crate::failure::{Failure, Reason, Stop, Tally};
use crate::output::Output;
use crate::{ner, source};

pub(crate) fn run(options: &Info) -> Result<Tally, Stop> {
    let mut page = format!("unphi {}\nword lists    {}\n", env!("CARGO_PKG_VERSION"), unphi::lexicon_fingerprint());
    let chosen = ner::choose(&options.ner)?;
    match &chosen {
        None => page.push_str("name model    none (--ner off)\n"),
        Some(chosen) => {
            let asked = match chosen.ask {
                Ask::WhereUnsure => "where the rules are unsure",
                Ask::Everywhere => "about every word",
            };
            let _ = writeln!(page, "name model    {}, asked {asked}", chosen.model.name());
            let _ = writeln!(page, "computed by   {}", chosen.back_end);
        }
    }
    available(&mut page);
    let mut tally = Tally { done: 1, withheld: 0 };
    if !options.paths.is_empty() {
        let mut builder = Deidentifier::builder();
        if let Some(chosen) = chosen {
            builder = builder.name_model(chosen.model, chosen.ask);
        }
        let engine = builder.build().map_err(|error| Stop::Usage(error.to_string()))?;
        tally = read(&engine, options, &mut page)?;
    }
    let mut output = Output::stdout();
    output.write_all(page.as_bytes()).and_then(|()| output.finish()).map_err(|error| Stop::stdout(&error))?;
    Ok(tally)
}

/// What else could be chosen.
#[cfg(feature = "ner")]
fn available(page: &mut String) {
    let _ = writeln!(page, "shipped model sha256 {}", unphi_ner::Shipped::sha256());
    #[cfg(feature = "onnx-runtime")]
    match unphi_ner::Runtime::load(None) {
        Ok(runtime) => {
            let _ = writeln!(page, "ONNX Runtime  {}", runtime.library().display());
        }
        Err(error) => {
            let _ = writeln!(page, "ONNX Runtime  not found: {error}");
        }
    }
    #[cfg(not(feature = "onnx-runtime"))]
    page.push_str("ONNX Runtime  not built in\n");
}

#[cfg(not(feature = "ner"))]
fn available(page: &mut String) {
    page.push_str("shipped model not built in\n");
}

/// Reads the texts one after the other, on one thread.
fn read(engine: &Deidentifier, options: &Info, page: &mut String) -> Result<Tally, Stop> {
    let sources = source::find(&options.paths, None)?;
    let mut tally = Tally::default();
    let mut texts = Vec::new();
    for source in &sources.list {
        let text = source.read().map_err(|error| Reason::unreadable(&error));
        match text.and_then(|bytes| encoding::decode(bytes, Encoding::Auto)) {
            Ok(text) => texts.push(text),
            Err(reason) => withhold(&mut tally, Failure { document: source.id.clone(), reason }),
        }
    }
    for failure in sources.failures {
        withhold(&mut tally, failure);
    }
    let start = Instant::now();
    for text in &texts {
        let found = Worker::run(|worker| {
            engine.detect_into(&mut worker.scratch, text).map(<[_]>::len).map_err(|error| refused(&error))
        });
        match found {
            Ok(_) => tally.done += 1,
            Err(reason) => withhold(&mut tally, Failure { document: "a document".to_owned(), reason }),
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let bytes: usize = texts.iter().map(String::len).sum();
    let _ = writeln!(page, "texts         {}, {bytes} bytes, {:.1} MB/s", texts.len(), bytes as f64 / seconds / 1e6);
    if let Some(asked) = engine.asked() {
        let _ = writeln!(
            page,
            "asked         about {} of {} words ({:.1} %), {} shown",
            asked.asked,
            asked.words,
            100.0 * asked.share(),
            asked.shown
        );
    }
    Ok(tally)
}

fn withhold(tally: &mut Tally, failure: Failure) {
    tally.withheld += 1;
    eprintln!("unphi: {failure}");
}
