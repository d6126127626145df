//! What a run did, for whoever has to show it: policy, word lists, census and counts. It holds no text, no path and no time,
//! so that the same run writes the same bytes.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;
use unphi::{Deidentifier, Identifier, Span};

use crate::failure::{Reason, Stop, Tally};
use crate::output;

/// How many of each identifier were replaced, by all threads.
#[derive(Default)]
pub(crate) struct Counts([AtomicU64; 18]);

impl Counts {
    pub(crate) fn add(&self, spans: &[Span]) {
        for span in spans {
            if let Some(count) = self.0.get(span.identifier() as usize) {
                count.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}

#[derive(Serialize)]
struct Manifest<'m> {
    unphi: &'static str,
    policy: Described<'m>,
    /// SHA-256 of the word lists.
    lexicon: String,
    /// The name model, and how much of the text it was asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    name_model: Option<Model>,
    documents: u64,
    withheld: u64,
    replaced: BTreeMap<&'static str, u64>,
    paragraphs: Vec<Paragraph>,
}

#[derive(Serialize)]
struct Model {
    name: String,
    words: u64,
    asked: u64,
}

#[derive(Serialize)]
struct Described<'m> {
    name: &'m str,
    fingerprint: String,
    claims: &'static str,
    meets: &'static str,
    citation: &'static str,
    census: &'static str,
    providers: &'static str,
}

#[derive(Serialize)]
struct Paragraph {
    paragraph: char,
    identifier: &'static str,
    does: String,
    meets: &'static str,
}

/// Writes the manifest of a run.
pub(crate) fn write(path: &Path, engine: &Deidentifier, removed: &Counts, tally: &Tally) -> Result<(), Stop> {
    let policy = engine.policy();
    let counts = Identifier::ALL.iter().zip(&removed.0);
    let manifest = Manifest {
        unphi: env!("CARGO_PKG_VERSION"),
        policy: Described {
            name: policy.name(),
            fingerprint: policy.fingerprint(),
            claims: policy.claim().name(),
            meets: policy.meets().name(),
            citation: policy.meets().citation(),
            census: policy.census().name(),
            providers: policy.providers().name(),
        },
        lexicon: unphi::lexicon_fingerprint(),
        name_model: engine.name_model().zip(engine.asked()).map(|(model, asked)| Model {
            name: model.name().to_owned(),
            words: asked.words,
            asked: asked.asked,
        }),
        documents: tally.done,
        withheld: tally.withheld,
        replaced: counts.map(|(identifier, count)| (identifier.name(), count.load(Ordering::Relaxed))).collect(),
        paragraphs: policy
            .paragraphs()
            .iter()
            .map(|paragraph| Paragraph {
                paragraph: paragraph.letter(),
                identifier: paragraph.identifier().name(),
                does: paragraph.does().to_owned(),
                meets: paragraph.standard().name(),
            })
            .collect(),
    };
    let mut json = serde_json::to_vec_pretty(&manifest)
        .map_err(|_| Stop::Failed("the manifest cannot be written as JSON; please report it".into()))?;
    json.push(b'\n');
    output::write_file(path, &json)
        .map_err(|error| Stop::Failed(format!("--manifest: {}", Reason::unwritable(path, &error))))
}
