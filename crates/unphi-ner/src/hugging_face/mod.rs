//! A token classifier of the user's own, in the layout of Hugging Face: `model.onnx`, `tokenizer.json`, `config.json`.
//!
//! The labels of its `config.json` (`id2label`) may be BIO, BIOES or plain; [`LabelMap`] says what they mean. A window that is
//! longer than the model takes is read in pieces that overlap, and each token is judged in the piece where most stands around
//! it. Pieces of one call are run in batches of similar length.

mod labels;
mod odds;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use tokenizers::{Encoding, Tokenizer, TruncationDirection};
use unphi::{NameModel, Verdict, Window};

pub use labels::{LabelMap, Meaning};

use crate::ModelError;
use crate::folder::Folder;
use crate::runtime::{Runner, Runtime};
use odds::log_odds;

/// Most tokens of a piece, where the model does not say; the marks at its ends count.
const PIECE: usize = 512;
/// Tokens that two pieces share.
const OVERLAP: usize = 64;
/// Most pieces of a batch, and most tokens with the padding.
const BATCH: usize = 16;
const BATCH_TOKENS: usize = 4096;

/// What is read of `config.json`.
#[derive(Deserialize)]
struct Config {
    id2label: BTreeMap<String, String>,
    max_position_embeddings: Option<usize>,
    pad_token_id: Option<i64>,
    model_type: Option<String>,
}

/// A token classifier in a folder. It needs ONNX Runtime.
pub struct HuggingFace {
    name: String,
    tokenizer: Tokenizer,
    /// Tokens of a piece, without the marks.
    room: usize,
    runner: Runner,
    meanings: Vec<Meaning>,
    padding: i64,
}

/// A piece of a window, and where its tokens begin to count.
struct Piece {
    encoding: Encoding,
    /// First byte of its window in the text.
    offset: usize,
}

/// What a token of the model's says: bytes of the text, how much stands around it, log-odds of person, place, organization.
struct Said {
    range: Range<usize>,
    around: usize,
    log_odds: [f32; 3],
}

impl HuggingFace {
    /// Opens the model in `folder`; `labels` goes before what is known of common labels.
    ///
    /// # Errors
    /// When a file is missing or damaged, a checksum in `SHA256SUMS` does not fit, ONNX Runtime does not take the model, or
    /// nobody said what a label means.
    pub fn open(folder: &Path, labels: &LabelMap, runtime: Arc<Runtime>) -> Result<Self, ModelError> {
        let folder = Folder::open(folder)?;
        let config: Config = serde_json::from_slice(&folder.read("config.json")?)
            .map_err(|error| ModelError::File("config.json".into(), format!("has no usable id2label: {error}")))?;
        let names = names(&config.id2label)?;
        let meanings = labels.meanings(&names)?;
        let damaged =
            |error: tokenizers::Error| ModelError::File("tokenizer.json".into(), format!("is no tokenizer: {error}"));
        let mut tokenizer = Tokenizer::from_bytes(folder.read("tokenizer.json")?).map_err(damaged)?;
        // Models of the RoBERTa family count positions from 2 on.
        let spare = if config.model_type.is_some_and(|kind| kind.contains("roberta")) { 2 } else { 0 };
        let longest = config.max_position_embeddings.unwrap_or(PIECE).saturating_sub(spare).clamp(16, PIECE);
        tokenizer.with_padding(None).with_truncation(None).map_err(damaged)?;
        // The marks that the tokenizer puts at the ends of a text.
        let marks = tokenizer.encode("", true).map_err(damaged)?.len();
        let runner = Runner::new(runtime, folder.model()?)?;
        if !runner.inputs().any(|input| input == "input_ids") {
            return Err(ModelError::Onnx(
                "has no input called input_ids: is it exported from transformers?".to_owned(),
            ));
        }
        let model = Self {
            name: folder.name(),
            tokenizer,
            room: longest.saturating_sub(marks).max(8),
            runner,
            meanings,
            padding: config.pad_token_id.unwrap_or(0),
        };
        // The number of labels shows only when it runs.
        model.judge_all("A", &[std::ops::Range { start: 0, end: 1 }])?;
        Ok(model)
    }

    fn judge_all(&self, text: &str, windows: &[Range<usize>]) -> Result<Vec<Said>, ModelError> {
        let mut pieces = Vec::new();
        for window in windows {
            let shown = text.get(window.clone()).unwrap_or_default();
            // What a tokenizer says of a text that it does not take may quote it.
            let refused =
                |_: tokenizers::Error| ModelError::File("tokenizer.json".into(), "does not take a text".to_owned());
            let mut whole = self.tokenizer.encode(shown, false).map_err(refused)?;
            whole.truncate(self.room, OVERLAP.min(self.room / 4), TruncationDirection::Right);
            let rest = whole.take_overflowing();
            for encoding in [whole].into_iter().chain(rest) {
                let encoding = self.tokenizer.post_process(encoding, None, true).map_err(refused)?;
                pieces.push(Piece { encoding, offset: window.start });
            }
        }
        pieces.sort_by_key(|piece| piece.encoding.len());
        let mut said = Vec::new();
        let mut rest = pieces.as_slice();
        while let Some(shortest) = rest.first() {
            let mut count = 1;
            while count < BATCH.min(rest.len())
                && rest.get(count).is_some_and(|next| {
                    let len = next.encoding.len();
                    len * (count + 1) <= BATCH_TOKENS && len <= shortest.encoding.len() * 2
                })
            {
                count += 1;
            }
            let (batch, others) = rest.split_at(count);
            self.run(batch, &mut said)?;
            rest = others;
        }
        // Of a token in two pieces, the one with more around it.
        said.sort_by(|a, b| {
            let place = |said: &Said| (said.range.start, said.range.end);
            place(a).cmp(&place(b)).then(b.around.cmp(&a.around))
        });
        said.dedup_by(|again, first| again.range == first.range);
        Ok(said)
    }

    /// Appends what the model says of a batch.
    fn run(&self, batch: &[Piece], said: &mut Vec<Said>) -> Result<(), ModelError> {
        let longest = batch.iter().map(|piece| piece.encoding.len()).max().unwrap_or(0);
        if longest == 0 {
            return Ok(());
        }
        let padded = |numbers: fn(&Encoding) -> &[u32], padding: i64| {
            let mut all = Vec::with_capacity(batch.len() * longest);
            for piece in batch {
                let numbers = numbers(&piece.encoding);
                all.extend(numbers.iter().map(|number| i64::from(*number)));
                all.extend(std::iter::repeat_n(padding, longest - numbers.len()));
            }
            all
        };
        let logits = self.runner.run(&[batch.len(), longest], |input| match input {
            "input_ids" => padded(Encoding::get_ids, self.padding),
            "attention_mask" => padded(Encoding::get_attention_mask, 0),
            "token_type_ids" => padded(Encoding::get_type_ids, 0),
            "position_ids" => (0..batch.len()).flat_map(|_| 0..longest as i64).collect(),
            _ => vec![0; batch.len() * longest],
        })?;
        if logits.labels != self.meanings.len() {
            return Err(ModelError::Labels(format!(
                "the model gives {} logits a token and config.json has {} labels: they belong to different models",
                logits.labels,
                self.meanings.len()
            )));
        }
        for (piece, rows) in batch.iter().zip(logits.values.chunks_exact(longest * logits.labels)) {
            let tokens = piece.encoding.get_offsets().iter().zip(piece.encoding.get_special_tokens_mask());
            let count = piece.encoding.len();
            for (at, ((offsets, special), row)) in tokens.zip(rows.chunks_exact(logits.labels)).enumerate() {
                if *special == 1 || offsets.0 == offsets.1 {
                    continue;
                }
                let of = |meaning| log_odds(row, self.meanings.iter().map(|other| *other == meaning));
                said.push(Said {
                    range: piece.offset + offsets.0..piece.offset + offsets.1,
                    around: at.min(count - 1 - at),
                    log_odds: [of(Meaning::Person), of(Meaning::Place), of(Meaning::Organization)],
                });
            }
        }
        Ok(())
    }
}

impl NameModel for HuggingFace {
    fn name(&self) -> &str {
        &self.name
    }

    fn judge(&self, text: &str, windows: &[Window], verdicts: &mut Vec<Verdict>) -> Result<(), unphi::Error> {
        // What is shown twice is read once.
        let mut shown: Vec<Range<usize>> = Vec::with_capacity(windows.len());
        for window in windows.iter().map(Window::shown) {
            match shown.last_mut() {
                Some(last) if window.start <= last.end => last.end = last.end.max(window.end),
                _ => shown.push(window),
            }
        }
        let said = self.judge_all(text, &shown)?;
        let mut rest = windows;
        let asked = said.into_iter().filter(|said| {
            let past = rest.iter().take_while(|window| window.asked().end <= said.range.start).count();
            rest = rest.get(past..).unwrap_or_default();
            rest.first().is_some_and(|window| window.asked().start < said.range.end)
        });
        verdicts.extend(asked.map(|said| {
            let [person, place, organization] = said.log_odds;
            Verdict::new(said.range, person).with_place(place).with_organization(organization)
        }));
        Ok(())
    }
}

impl std::fmt::Debug for HuggingFace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HuggingFace").field("name", &self.name).field("labels", &self.meanings).finish_non_exhaustive()
    }
}

/// The labels in the order of their numbers, which must be 0, 1, 2 …
fn names(id2label: &BTreeMap<String, String>) -> Result<Vec<String>, ModelError> {
    let mut names = vec![None; id2label.len()];
    for (number, label) in id2label {
        if let Some(place) = number.parse::<usize>().ok().and_then(|number| names.get_mut(number)) {
            *place = Some(label.clone());
        }
    }
    let names: Option<Vec<String>> = names.into_iter().collect();
    names.filter(|names| names.len() > 1).ok_or_else(|| {
        ModelError::File("config.json".into(), "has an id2label that does not count from 0 up".to_owned())
    })
}
