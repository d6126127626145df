//! `unphi reidentify`: encrypted tokens back into what they stood for.

use std::path::Path;

use unphi::Deidentifier;

use crate::args::Reidentify;
use crate::encoding;
use crate::engine;
use crate::failure::{Failure, Reason, Stop, Tally};
use crate::output::{self, Output};
use crate::source;
use crate::text::stream_error;

pub(crate) fn run(options: &Reidentify) -> Result<Tally, Stop> {
    let builder = engine::keys(Deidentifier::builder(), &options.keys, "reidentify")?;
    let deidentifier = builder.build().map_err(|error| Stop::Usage(error.to_string()))?;
    if options.path.as_ref().is_some_and(|path| path.is_dir()) {
        return Err(Stop::Usage("reidentify takes one text; name a file".into()));
    }
    let target = options.output.as_deref().filter(|output| *output != Path::new("-"));
    let mut sources = source::find(options.path.as_slice(), target)?;
    output::refuse_input(&sources, target)?;
    if let Some(failure) = sources.failures.pop() {
        return Ok(withheld(&failure));
    }
    let [source] = sources.list.as_slice() else {
        return Err(Stop::Usage("reidentify takes one text; name one file".into()));
    };
    let read = source
        .read()
        .map_err(|error| Reason::unreadable(&error))
        .and_then(|bytes| encoding::decode(bytes, options.encoding))
        .and_then(|text| {
            deidentifier.reidentify(&text).map(|back| (text, back)).map_err(|error| engine::refused(&error))
        });
    let (text, back) = match read {
        Ok(read) => read,
        Err(reason) => return Ok(withheld(&Failure { document: source.id.clone(), reason })),
    };
    let mut output = match target {
        Some(target) => Output::create(target).map_err(|error| stream_error(Some(target), &error))?,
        None => Output::stdout(),
    };
    output
        .write_all(back.text().as_bytes())
        .and_then(|()| output.finish())
        .map_err(|error| stream_error(target, &error))?;
    // Places are counted forward: there may be many.
    let (mut line, mut at) = (1, 0);
    for fault in back.faults() {
        line +=
            text.as_bytes().get(at..fault.range().start).map_or(0, |passed| memchr::memchr_iter(b'\n', passed).count());
        at = fault.range().start;
        eprintln!("unphi: {}: line {line}: {}; it was left as it stands", source.id, fault.fault().message());
    }
    Ok(Tally { done: 1, withheld: u64::from(!back.faults().is_empty()) })
}

fn withheld(failure: &Failure) -> Tally {
    eprintln!("unphi: {failure}");
    Tally { done: 0, withheld: 1 }
}
