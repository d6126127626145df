//! Which name model stands beside the rules? The one in this program, one of the user's own, or none.

use std::ffi::OsStr;
use std::sync::Arc;

use unphi::{Ask, NameModel};

use crate::args::{self, NerAsk};
use crate::failure::Stop;

/// A model, ready to be asked.
pub(crate) struct Chosen {
    pub(crate) model: Arc<dyn NameModel>,
    /// What computes it.
    pub(crate) back_end: String,
    pub(crate) ask: Ask,
}

/// The model that the options name. `auto` goes on without what it cannot have, and says so.
pub(crate) fn choose(options: &args::Ner) -> Result<Option<Chosen>, Stop> {
    let usage = |message: &str| Err(Stop::Usage(message.to_owned()));
    let shipped = ["auto", "on", "off"].iter().any(|name| options.ner == OsStr::new(name));
    if shipped && options.ner_labels.is_some() {
        return usage("--ner-labels is for a model of your own: give --ner FOLDER");
    }
    if options.ner == OsStr::new("off") {
        return match options.ner_ask {
            None => Ok(None),
            Some(_) => usage("--ner-ask needs a model: give --ner auto, on or a folder"),
        };
    }
    let mut chosen = open(options)?;
    if let (Some(chosen), Some(ask)) = (&mut chosen, options.ner_ask) {
        chosen.ask = match ask {
            NerAsk::Unsure => Ask::WhereUnsure,
            NerAsk::Everywhere => Ask::Everywhere,
        };
    }
    Ok(chosen)
}

#[cfg(feature = "ner")]
fn open(options: &args::Ner) -> Result<Option<Chosen>, Stop> {
    use unphi_ner::{BackEnd, Choice};

    use crate::args::NerBackend;
    use crate::engine::setting;

    let back_end = match options.ner_backend {
        NerBackend::Auto => BackEnd::Auto,
        NerBackend::Native => BackEnd::Native,
        NerBackend::OnnxRuntime => BackEnd::OnnxRuntime,
    };
    let labels = options.ner_labels.as_ref().map(|path| setting("--ner-labels", path)).transpose()?;
    let choice = Choice { labels: labels.as_deref(), back_end, library: None };
    let chosen = unphi_ner::choose(&options.ner, &choice)
        .map_err(|error| Stop::Usage(format!("--ner {}: {error}", options.ner.display())))?;
    Ok(chosen.map(|chosen| {
        if let Some(note) = chosen.note {
            eprintln!("unphi: --ner {}: {note}", options.ner.display());
        }
        Chosen { model: chosen.model, back_end: chosen.back_end, ask: chosen.ask }
    }))
}

#[cfg(not(feature = "ner"))]
fn open(options: &args::Ner) -> Result<Option<Chosen>, Stop> {
    if options.ner == OsStr::new("auto") {
        eprintln!("unphi: --ner auto: this program was built without the name model; the rules decide alone");
        return Ok(None);
    }
    Err(Stop::Usage(format!(
        "--ner {}: this program was built without the name model; build it with the feature ner, or give --ner off",
        options.ner.display()
    )))
}
