//! Which model: one word of the user's becomes a model that is ready to be asked.

use std::ffi::OsStr;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use unphi::{Ask, NameModel};

use crate::folder::Folder;
use crate::{BackEnd, ModelError, Shipped};

/// What may be said of a model besides which one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choice<'c> {
    /// The text of a [label map](crate::LabelMap), for a model of one's own.
    pub labels: Option<&'c str>,
    /// What computes it.
    pub back_end: BackEnd,
    /// Where the library of ONNX Runtime is, if that is known and `ORT_DYLIB_PATH` does not say.
    pub library: Option<&'c Path>,
}

/// A model that was opened.
#[derive(Clone)]
pub struct Chosen {
    /// The model.
    pub model: Arc<dyn NameModel>,
    /// Which words it is to be asked about.
    pub ask: Ask,
    /// What computes it, for reports.
    pub back_end: String,
    /// What the user is to be told: `auto` went on without something.
    pub note: Option<String>,
}

impl fmt::Debug for Chosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { model, ask, back_end, note } = self;
        let mut shown = f.debug_struct("Chosen");
        shown.field("model", &model.name()).field("ask", ask).field("back_end", back_end).field("note", note).finish()
    }
}

/// Opens what `which` names: `off` nothing; `auto` the shipped model, asked where the rules are unsure; `on` the same, asked
/// about every word; anything else is a folder with a model, asked about every word.
///
/// A folder with a `tokenizer.json` holds a token classifier in the layout of Hugging Face, which needs ONNX Runtime; one
/// without holds a model that `models/train` wrote.
///
/// # Errors
/// When the model or ONNX Runtime cannot be used. `auto` with [`BackEnd::Auto`] goes on without ONNX Runtime and says so in
/// [`Chosen::note`].
///
/// ```
/// use unphi::Deidentifier;
/// use unphi_ner::{Choice, choose};
///
/// let chosen = choose("auto".as_ref(), &Choice::default())?.expect("a model");
/// let deid = Deidentifier::builder().name_model(chosen.model, chosen.ask).build()?;
/// assert_eq!(deid.deidentify("Seen by Dr. Okonkwo")?.text(), "Seen by Dr. [NAME]");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn choose(which: &OsStr, choice: &Choice<'_>) -> Result<Option<Chosen>, ModelError> {
    let ask = match which.to_str() {
        Some("off") => return Ok(None),
        Some("auto") => Ask::WhereUnsure,
        Some("on") => Ask::Everywhere,
        _ => return folder(which.as_ref(), choice).map(Some),
    };
    let mut note = None;
    let shipped = Shipped::open_beside(choice.back_end, choice.library).or_else(|error| {
        if ask != Ask::WhereUnsure || choice.back_end != BackEnd::Auto || !matches!(error, ModelError::Runtime(_)) {
            return Err(error);
        }
        note = Some(format!("{error}; the name model runs without it"));
        Shipped::open(BackEnd::Native)
    })?;
    let back_end = shipped.back_end().to_owned();
    Ok(Some(Chosen { model: Arc::new(shipped), ask, back_end, note }))
}

fn folder(path: &Path, choice: &Choice<'_>) -> Result<Chosen, ModelError> {
    let files = Folder::open(path)?;
    if path.join("tokenizer.json").exists() || path.join("config.json").exists() {
        return classifier(path, choice);
    }
    let model = Shipped::from_onnx(&files.model()?, choice.back_end, choice.library)?;
    let back_end = model.back_end().to_owned();
    Ok(Chosen { model: Arc::new(model), ask: Ask::Everywhere, back_end, note: None })
}

#[cfg(feature = "hugging-face")]
fn classifier(path: &Path, choice: &Choice<'_>) -> Result<Chosen, ModelError> {
    if choice.back_end == BackEnd::Native {
        let why = "the native back end computes models of unphi's own make only";
        return Err(ModelError::Runtime(why.to_owned()));
    }
    let labels = choice.labels.map_or_else(|| Ok(crate::LabelMap::default()), crate::LabelMap::from_toml)?;
    let runtime = crate::Runtime::load(choice.library)?;
    let back_end = runtime.to_string();
    let model = Arc::new(crate::HuggingFace::open(path, &labels, runtime)?);
    Ok(Chosen { model, ask: Ask::Everywhere, back_end, note: None })
}

#[cfg(not(feature = "hugging-face"))]
fn classifier(_: &Path, _: &Choice<'_>) -> Result<Chosen, ModelError> {
    Err(ModelError::Runtime("this program was built without the feature hugging-face".to_owned()))
}
