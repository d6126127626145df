//! `unphi explain`: for one text, every span with what decided it, and near misses. It prints the identifiers because
//! it is asked to; `--no-text` leaves them out.

use std::fmt::Write as _;
use std::ops::Range;

use serde::Serialize;
use unphi::{Explanation, Span, Sum, Term};

use crate::args::Explain;
use crate::cmd::{split_mark, unwritable};
use crate::encoding;
use crate::engine::{self, Worker, refused};
use crate::failure::{Failure, Reason, Stop, Tally};
use crate::offsets::Offsets;
use crate::output::Output;
use crate::source;

pub(crate) fn run(options: &Explain) -> Result<Tally, Stop> {
    let deidentifier = engine::build(&options.engine)?;
    let mut tally = Tally { done: 1, withheld: 0 };
    let explained = match text(options)? {
        Ok(text) => Worker::run(|_| {
            let (mark, body) = split_mark(&text);
            let explanation = deidentifier.explain(body).map_err(|error| refused(&error))?;
            if options.json {
                return json(&text, mark.len(), &explanation, options);
            }
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
    list(&mut page, text, explanation, explanation.spans(), with_text);
    if !explanation.near_misses().is_empty() {
        page.push_str("\nnear misses, left in the text:\n");
        list(&mut page, text, explanation, explanation.near_misses(), with_text);
    }
    page
}

/// `LINE:COLUMN  identifier/kind  confidence  rule  "text"`, and below it the evidence and how the name scorer judged.
fn list(page: &mut String, text: &str, explanation: &Explanation, spans: &[Span], with_text: bool) {
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
        for sum in explanation.sums(span) {
            let word = text.get(sum.range()).filter(|_| with_text).map(|word| format!(" of {word:?}"));
            let word = word.unwrap_or_default();
            let _ = writeln!(page, "    name scorer{word}: {:+.2}, the sum of", sum.total());
            add_terms(page, sum);
            if let Some(voice) = sum.model() {
                let (own, both) = (voice.log_odds(), voice.both());
                let _ = writeln!(page, "    name model{word}: {own:+.2}; weighed with the scorer: {both:+.2}");
            }
        }
    }
}

/// The terms of a sum, those of one sort together: their sum first, then the weightiest of them.
fn add_terms(page: &mut String, sum: &Sum) {
    /// Terms that weigh less are counted, not named.
    const LEAST: f32 = 0.25;
    let mut sorts: Vec<&str> = sum.terms().iter().map(Term::about).collect();
    let mut seen = Vec::new();
    sorts.retain(|sort| {
        let new = !seen.contains(sort);
        seen.push(*sort);
        new
    });
    for sort in sorts {
        let of_sort = || sum.terms().iter().filter(|term| term.about() == sort);
        let total: f32 = of_sort().map(Term::weight).sum();
        let heavy = of_sort().filter(|term| term.weight().abs() >= LEAST);
        let mut told: Vec<String> = heavy.map(|term| format!("{} {:+.2}", term.seen(), term.weight())).collect();
        let light: f32 = of_sort().map(Term::weight).filter(|weight| weight.abs() < LEAST).sum();
        if light != 0.0 {
            told.push(format!("the rest {light:+.2}"));
        }
        let _ = writeln!(page, "      {total:+.2} {sort}: {}", told.join("; "));
    }
}

/// A span with all that is known of it.
#[derive(Serialize)]
struct Told {
    start: usize,
    end: usize,
    identifier: &'static str,
    kind: String,
    confidence: f32,
    rule: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    evidence: Vec<&'static str>,
    name_scorer: Vec<Judged>,
}

/// A word and how the name scorer judged it, in nats.
#[derive(Serialize)]
struct Judged {
    start: usize,
    end: usize,
    total: f32,
    terms: Vec<Weighed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name_model: Option<Voice>,
}

/// What the name model said of the word, and both together, in nats.
#[derive(Serialize)]
struct Voice {
    log_odds: f32,
    both: f32,
}

#[derive(Serialize)]
struct Weighed {
    about: &'static str,
    seen: String,
    weight: f32,
}

#[derive(Serialize)]
struct Page {
    spans: Vec<Told>,
    near_misses: Vec<Told>,
}

/// The page as JSON; `text` begins with a mark of so many bytes that the engine did not see.
fn json(text: &str, mark: usize, explanation: &Explanation, options: &Explain) -> Result<String, Reason> {
    let all = || explanation.spans().iter().chain(explanation.near_misses());
    let ends = |range: Range<usize>| [mark + range.start, mark + range.end];
    let mut bytes: Vec<usize> =
        all().flat_map(|span| explanation.sums(span).map(Sum::range).chain([span.range()])).flat_map(ends).collect();
    bytes.sort_unstable();
    bytes.dedup();
    let mut offsets = Offsets::new(text, options.offsets);
    let converted: Vec<usize> = bytes.iter().map(|byte| offsets.convert(*byte)).collect();
    let offset = |byte: usize| {
        let at = bytes.partition_point(|known| *known < mark + byte);
        converted.get(at).copied().unwrap_or_default()
    };
    let judge = |sum: &'_ Sum| {
        let weigh =
            |term: &'_ Term| Weighed { about: term.about(), seen: term.seen().to_owned(), weight: term.weight() };
        let Range { start, end } = sum.range();
        Judged {
            start: offset(start),
            end: offset(end),
            total: sum.total(),
            terms: sum.terms().iter().map(weigh).collect(),
            name_model: sum.model().map(|voice| Voice { log_odds: voice.log_odds(), both: voice.both() }),
        }
    };
    let tell = |span: &Span| Told {
        start: offset(span.start()),
        end: offset(span.end()),
        identifier: span.identifier().name(),
        kind: span.kind().to_owned(),
        confidence: span.confidence(),
        rule: span.rule().to_owned(),
        text: text.get(mark + span.start()..mark + span.end()).filter(|_| !options.no_text).map(str::to_owned),
        evidence: span.evidence().names().collect(),
        name_scorer: explanation.sums(span).map(judge).collect(),
    };
    let page = Page {
        spans: explanation.spans().iter().map(tell).collect(),
        near_misses: explanation.near_misses().iter().map(tell).collect(),
    };
    let mut page = serde_json::to_string(&page).map_err(|_| unwritable())?;
    page.push('\n');
    Ok(page)
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
