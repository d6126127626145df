//! `unphi explain`: for one text, every span with what decided it, and near misses. It prints the identifiers because
//! it is asked to; `--no-text` leaves them out.

use std::fmt::Write as _;

use unphi::{Explanation, Span};

use crate::args::Explain;
use crate::cmd::split_mark;
use crate::encoding;
use crate::engine::{self, Worker, refused};
use crate::failure::{Failure, Reason, Stop, Tally};
use crate::output::Output;
use crate::source;

pub(crate) fn run(options: &Explain) -> Result<Tally, Stop> {
    let deidentifier = engine::build(&options.engine)?;
    let mut tally = Tally { done: 1, withheld: 0 };
    let explained = match text(options)? {
        Ok(text) => Worker::run(|_| {
            let (_, body) = split_mark(&text);
            let explanation = deidentifier.explain(body).map_err(|error| refused(&error))?;
            Ok(page(body, &explanation, !options.no_text))
        })
        .map_err(|reason| Failure { document: name(options), reason }),
        Err(failure) => Err(failure),
    };
    match explained {
        Ok(page) => {
            let mut output = Output::stdout();
            output.write_all(page.as_bytes()).and_then(|()| output.finish()).map_err(|error| Stop::stdout(&error))?;
        }
        Err(failure) => {
            tally = Tally { done: 0, withheld: 1 };
            eprintln!("unphi: {failure}");
        }
    }
    Ok(tally)
}

fn name(options: &Explain) -> String {
    options.path.as_ref().map_or_else(|| "-".into(), |path| path.to_string_lossy().into_owned())
}

/// The text asked about.
fn text(options: &Explain) -> Result<Result<String, Failure>, Stop> {
    if let Some(text) = &options.text {
        return Ok(Ok(text.clone()));
    }
    if options.path.as_ref().is_some_and(|path| path.is_dir()) {
        return Err(Stop::Usage("explain takes one text; name a file".into()));
    }
    let mut sources = source::find(options.path.as_slice(), None)?;
    if let Some(failure) = sources.failures.pop() {
        return Ok(Err(failure));
    }
    let [source] = sources.list.as_slice() else {
        return Err(Stop::Usage("explain takes one text; name one file".into()));
    };
    let text = source
        .read()
        .map_err(|error| Reason::unreadable(&error))
        .and_then(|bytes| encoding::decode(bytes, options.encoding));
    Ok(text.map_err(|reason| Failure { document: source.id.clone(), reason }))
}

fn page(text: &str, explanation: &Explanation, with_text: bool) -> String {
    let mut page = String::new();
    if explanation.spans().is_empty() {
        page.push_str("no identifier found\n");
    }
    list(&mut page, text, explanation.spans(), with_text);
    if !explanation.near_misses().is_empty() {
        page.push_str("\nnear misses, left in the text:\n");
        list(&mut page, text, explanation.near_misses(), with_text);
    }
    page
}

/// `LINE:COLUMN  identifier/kind  confidence  rule  "text"`, and the evidence below.
fn list(page: &mut String, text: &str, spans: &[Span], with_text: bool) {
    let mut place = Place { text, at: 0, line: 1, column: 1 };
    for span in spans {
        place.advance(span.start());
        let _ = write!(
            page,
            "{}:{}  {}/{}  {:.2}  {}",
            place.line,
            place.column,
            span.identifier(),
            span.kind(),
            span.confidence(),
            span.rule()
        );
        if with_text {
            let _ = write!(page, "  {:?}", text.get(span.range()).unwrap_or_default());
        }
        let evidence: Vec<&str> = span.evidence().names().collect();
        let _ = writeln!(page, "\n    evidence: {}", evidence.join(", "));
    }
}

/// Walks forward through a text, counting lines and columns (in characters) from 1.
struct Place<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    column: usize,
}

impl Place<'_> {
    fn advance(&mut self, to: usize) {
        for character in self.text.get(self.at..to).unwrap_or_default().chars() {
            if character == '\n' {
                self.line += 1;
                self.column = 1;
            } else {
                self.column += 1;
            }
        }
        self.at = to.max(self.at);
    }
}
