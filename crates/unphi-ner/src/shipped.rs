//! The model that comes with unphi, in the program itself: nothing to install, nothing to fetch.

use std::ops::Range;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use unphi::{NameModel, Verdict, Window};

#[cfg(feature = "onnx-runtime")]
use crate::runtime::{Runner, Runtime};
use crate::{Activations, Features, ModelError, Network};

/// The model, and what its card says its hash is.
static MODEL: &[u8] = include_bytes!("../model.onnx");
const SHA256: &str = include_str!("../model.onnx.sha256");

/// The label of a word of a person's name.
const PERSON: usize = 1;
/// That of a place or an organization.
const PLACE: usize = 2;
/// Those of a date, and of another number or code.
const DATE: usize = 3;
const CODE: usize = 4;

/// Most windows of a batch.
#[cfg(feature = "onnx-runtime")]
const BATCH: usize = 32;

/// What computes a model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum BackEnd {
    /// ONNX Runtime where `ORT_DYLIB_PATH` names its library, else the native one.
    #[default]
    Auto,
    /// Plain Rust: needs nothing, computes the same bits on every machine.
    Native,
    /// ONNX Runtime, wherever it is found; see [`Runtime::load`](crate::Runtime::load).
    OnnxRuntime,
}

/// The shipped model, ready to be asked.
///
/// ```
/// use std::sync::Arc;
/// use unphi::{Ask, Deidentifier};
/// use unphi_ner::{BackEnd, Shipped};
///
/// let model = Arc::new(Shipped::open(BackEnd::Native)?);
/// let deid = Deidentifier::builder().name_model(model, Ask::WhereUnsure).build()?;
/// assert_eq!(deid.deidentify("Seen by Dr. Okonkwo")?.text(), "Seen by Dr. [NAME]");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Shipped {
    engine: Engine,
    back_end: String,
    labels: usize,
    idle: Mutex<Vec<Buffers>>,
}

enum Engine {
    Native(Network),
    #[cfg(feature = "onnx-runtime")]
    Runtime(Runner),
}

#[derive(Default)]
struct Buffers {
    features: Features,
    activations: Activations,
    logits: Vec<f32>,
    /// Those of one window.
    window: Vec<f32>,
}

impl Shipped {
    /// Opens the model.
    ///
    /// # Errors
    /// When the model in this program is damaged, or ONNX Runtime is asked for and cannot be loaded.
    pub fn open(back_end: BackEnd) -> Result<Self, ModelError> {
        Self::open_beside(back_end, None)
    }

    pub(crate) fn open_beside(back_end: BackEnd, library: Option<&Path>) -> Result<Self, ModelError> {
        Self::with(Network::from_static(MODEL)?, MODEL, back_end, library)
    }

    /// Opens another model of the same make, such as one that `models/train` has written. `library` is where that of ONNX
    /// Runtime is, if that is known.
    ///
    /// # Errors
    /// As [`Self::open`], and when `bytes` are no such model.
    pub fn from_onnx(bytes: &[u8], back_end: BackEnd, library: Option<&Path>) -> Result<Self, ModelError> {
        // Read in any case: it says what is wrong with a model in words of our own.
        Self::with(Network::from_onnx(bytes)?, bytes, back_end, library)
    }

    /// The model that `bytes` hold, of which `network` is what was read.
    fn with(network: Network, bytes: &[u8], back_end: BackEnd, library: Option<&Path>) -> Result<Self, ModelError> {
        let labels = network.labels();
        #[cfg(not(feature = "onnx-runtime"))]
        let _ = (bytes, library);
        let (engine, back_end) = match back_end {
            BackEnd::Native => (Engine::Native(network), "native".to_owned()),
            #[cfg(feature = "onnx-runtime")]
            BackEnd::Auto if std::env::var_os(crate::LIBRARY_VARIABLE).is_none_or(|path| path.is_empty()) => {
                (Engine::Native(network), "native".to_owned())
            }
            #[cfg(feature = "onnx-runtime")]
            BackEnd::Auto | BackEnd::OnnxRuntime => {
                let runtime = Runtime::load(library)?;
                let name = runtime.to_string();
                (Engine::Runtime(Runner::new(runtime, bytes.to_vec())?), name)
            }
            #[cfg(not(feature = "onnx-runtime"))]
            BackEnd::Auto => (Engine::Native(network), "native".to_owned()),
            #[cfg(not(feature = "onnx-runtime"))]
            BackEnd::OnnxRuntime => {
                return Err(ModelError::Runtime("this program was built without the feature onnx-runtime".to_owned()));
            }
        };
        Ok(Self { engine, back_end, labels, idle: Mutex::default() })
    }

    /// What computes it, for reports.
    #[must_use]
    pub fn back_end(&self) -> &str {
        &self.back_end
    }

    /// The SHA-256 of the shipped model, in hexadecimal digits.
    #[must_use]
    pub fn sha256() -> &'static str {
        SHA256.split_whitespace().next().unwrap_or_default()
    }

    /// The logits of the tokens that each of `windows` asks about, one window after the other, into `buffers.logits`.
    fn logits(&self, buffers: &mut Buffers, windows: &[Tokens]) -> Result<(), ModelError> {
        let Buffers { features, activations, logits, window: of_window } = buffers;
        logits.clear();
        match &self.engine {
            Engine::Native(network) => {
                for window in windows {
                    network.logits_of(window.ids(features), window.wanted(), activations, of_window);
                    logits.extend_from_slice(of_window);
                }
                Ok(())
            }
            #[cfg(feature = "onnx-runtime")]
            Engine::Runtime(runner) => self.run(runner, features, windows, logits),
        }
    }

    /// The same by ONNX Runtime, in batches of like length.
    #[cfg(feature = "onnx-runtime")]
    fn run(
        &self,
        runner: &Runner,
        features: &Features,
        windows: &[Tokens],
        logits: &mut Vec<f32>,
    ) -> Result<(), ModelError> {
        let mut end = 0;
        let mut order: Vec<(usize, &Tokens)> = Vec::with_capacity(windows.len());
        for window in windows {
            order.push((end, window));
            end += window.asked.len() * self.labels;
        }
        logits.resize(end, 0.0);
        order.sort_by_key(|(_, window)| window.shown.len());
        let like = |window: &Tokens| window.shown.len().next_multiple_of(8);
        for alike in order.chunk_by(|(_, a), (_, b)| like(a) == like(b)) {
            for batch in alike.chunks(BATCH) {
                let longest = batch.iter().map(|(_, window)| window.shown.len()).max().unwrap_or(0);
                let run = runner.run(&[batch.len(), longest, Features::WIDTH], |_| {
                    let mut ids = Vec::with_capacity(batch.len() * longest * Features::WIDTH);
                    for (row, (_, window)) in batch.iter().enumerate() {
                        ids.extend(window.ids(features).iter().map(|id| i64::from(*id)));
                        // 0 in the first place of a token marks padding.
                        ids.resize((row + 1) * longest * Features::WIDTH, 0);
                    }
                    ids
                })?;
                for (row, (start, window)) in run.values.chunks_exact(longest * self.labels).zip(batch) {
                    let wanted = window.wanted();
                    let of_window = row.get(wanted.start * self.labels..wanted.end * self.labels).unwrap_or_default();
                    if let Some(place) = logits.get_mut(*start..start + of_window.len()) {
                        place.copy_from_slice(of_window);
                    }
                }
            }
        }
        Ok(())
    }
}

/// The log-odds of a label against the best of the others: a subtraction, which every platform rounds alike, and within a
/// fraction of a nat of the odds against all of them.
fn against_best(logits: &[f32], label: usize) -> f32 {
    let others = logits.iter().enumerate().filter(|(other, _)| *other != label).map(|(_, logit)| *logit);
    logits.get(label).map_or(f32::NEG_INFINITY, |logit| logit - others.fold(f32::NEG_INFINITY, f32::max))
}

/// The log-odds of a label against that of no identifier, the first.
fn against_nothing(logits: &[f32], label: usize) -> f32 {
    match (logits.first(), logits.get(label)) {
        (Some(nothing), Some(logit)) => logit - nothing,
        _ => f32::NEG_INFINITY,
    }
}

/// A window as tokens of the text.
struct Tokens {
    shown: Range<usize>,
    asked: Range<usize>,
}

impl Tokens {
    fn of(window: &Window, ranges: &[Range<usize>]) -> Self {
        let of = |bytes: Range<usize>| {
            let first = ranges.partition_point(|range| range.end <= bytes.start);
            first..ranges.partition_point(|range| range.start < bytes.end).max(first)
        };
        Self { shown: of(window.shown()), asked: of(window.asked()) }
    }

    fn ids<'f>(&self, features: &'f Features) -> &'f [u32] {
        features.ids().get(self.shown.start * Features::WIDTH..self.shown.end * Features::WIDTH).unwrap_or_default()
    }

    /// The tokens in question, counted from the first that is shown.
    fn wanted(&self) -> Range<usize> {
        self.asked.start - self.shown.start..self.asked.end - self.shown.start
    }
}

impl NameModel for Shipped {
    fn name(&self) -> &str {
        "unphi-names"
    }

    fn judge(&self, text: &str, windows: &[Window], verdicts: &mut Vec<Verdict>) -> Result<(), unphi::Error> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut buffers = idle.unwrap_or_default();
        // The whole text: how it uses capitals is one of the features.
        buffers.features.read(text);
        let ranges = buffers.features.ranges();
        let tokens = windows.iter().map(|window| Tokens::of(window, ranges));
        let tokens: Vec<Tokens> = tokens.filter(|window| !window.asked.is_empty()).collect();
        self.logits(&mut buffers, &tokens)?;
        let ranges = buffers.features.ranges();
        let words = tokens.iter().flat_map(|window| ranges.get(window.asked.clone()).unwrap_or_default());
        verdicts.extend(words.zip(buffers.logits.chunks_exact(self.labels)).map(|(range, row)| {
            Verdict::new(range.clone(), against_best(row, PERSON))
                .with_place(against_best(row, PLACE))
                .with_date(against_nothing(row, DATE))
                .with_code(against_nothing(row, CODE))
        }));
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(buffers);
        Ok(())
    }
}

impl std::fmt::Debug for Shipped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shipped").field("back_end", &self.back_end).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{MODEL, Shipped};
    use crate::folder::digest;

    #[test]
    fn the_model_is_the_one_of_its_card() {
        assert_eq!(digest(MODEL), Shipped::sha256());
    }
}
