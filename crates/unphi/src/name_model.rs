//! The seam of a name model: a learned reader of names, and if it knows them of places, dates and codes, beside the rules, asked where
//! they are unsure.
//!
//! The core knows no model. Whoever has one implements [`NameModel`] and hands it to
//! [`Builder::name_model`](crate::Builder::name_model); the crate `unphi-ner` has two.

#![forbid(unsafe_code)]

use core::fmt;
use core::ops::Range;
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;

use crate::Error;

/// A model that reads words in their context and says how likely each is part of a name. Shared by all threads.
///
/// ```
/// use std::sync::Arc;
/// use unphi::{Ask, Deidentifier, Error, NameModel, Verdict, Window};
///
/// /// Knows one name.
/// struct Zyx;
///
/// impl NameModel for Zyx {
///     fn name(&self) -> &str {
///         "zyx"
///     }
///
///     fn judge(&self, text: &str, windows: &[Window], verdicts: &mut Vec<Verdict>) -> Result<(), Error> {
///         for window in windows {
///             let words = text.get(window.asked()).unwrap_or_default();
///             verdicts.extend(words.match_indices("Zyx").map(|(at, word)| {
///                 let start = window.asked().start + at;
///                 Verdict::new(start..start + word.len(), 12.0)
///             }));
///         }
///         Ok(())
///     }
/// }
///
/// let deid = Deidentifier::builder().name_model(Arc::new(Zyx), Ask::Everywhere).build()?;
/// assert_eq!(deid.deidentify("we told Zyx to rest")?.text(), "we told [NAME] to rest");
/// # Ok::<(), unphi::Error>(())
/// ```
pub trait NameModel: Send + Sync {
    /// What the model is called, for reports: `unphi-names 1`, the name of its folder.
    fn name(&self) -> &str;

    /// Appends what the model says of the words that each of `windows` asks about, by place in the text. What a word is is the
    /// model's business: the engine goes by the bytes of the verdicts, which are in order and apart from each other, and leaves a
    /// word without one as the rules have it.
    ///
    /// The same window of the same text must get the same verdicts whatever else is asked in the same call.
    ///
    /// # Errors
    /// When the model cannot run; the document is withheld then. The message says what to do and quotes nothing of `text`.
    fn judge(&self, text: &str, windows: &[Window], verdicts: &mut Vec<Verdict>) -> Result<(), Error>;
}

/// A stretch of a text that a model is shown, and the part of it that it is asked about. Windows of one call come in order; those
/// parts are apart from each other, and what is shown around them may overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    shown: Range<usize>,
    asked: Range<usize>,
}

impl Window {
    /// Shows the bytes `shown` and asks about those of them in `asked`, both on character boundaries.
    #[must_use]
    pub fn new(shown: Range<usize>, asked: Range<usize>) -> Self {
        let asked = asked.start.max(shown.start)..asked.end.min(shown.end);
        Self { shown, asked }
    }

    /// What the model may look at: bytes of the text, on character boundaries.
    #[must_use]
    pub fn shown(&self) -> Range<usize> {
        self.shown.clone()
    }

    /// The words that it is asked about: bytes of the text, on character boundaries.
    #[must_use]
    pub fn asked(&self) -> Range<usize> {
        self.asked.clone()
    }
}

/// What a model says of one word, in log-odds (nats): above 0 it is rather one than not, 3 is 95 %, 7 is 99.9 %.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    range: Range<usize>,
    person: f32,
    place: f32,
    organization: f32,
    date: f32,
    code: f32,
}

impl Verdict {
    /// Of the word in these bytes of the text: the log-odds that it is part of a person's name.
    #[must_use]
    pub fn new(range: Range<usize>, person: f32) -> Self {
        let no = f32::NEG_INFINITY;
        Self { range, person, place: no, organization: no, date: no, code: no }
    }

    /// The same, with the log-odds that it is part of the name of a place smaller than a state: a street, a town, a hospital.
    #[must_use]
    pub fn with_place(self, log_odds: f32) -> Self {
        Self { place: log_odds, ..self }
    }

    /// The same, with the log-odds that it is part of the name of an organization: an employer, a school, a congregation.
    #[must_use]
    pub fn with_organization(self, log_odds: f32) -> Self {
        Self { organization: log_odds, ..self }
    }

    /// The same, with the log-odds that it is part of a date, or an age over 89, and not nothing.
    #[must_use]
    pub fn with_date(self, log_odds: f32) -> Self {
        Self { date: log_odds, ..self }
    }

    /// The same, with the log-odds that it is part of another number or code that identifies, of a record, a telephone, a device, and not
    /// nothing.
    #[must_use]
    pub fn with_code(self, log_odds: f32) -> Self {
        Self { code: log_odds, ..self }
    }

    /// The word: bytes of the text.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// That it is part of a person's name.
    #[must_use]
    pub fn person(&self) -> f32 {
        self.person
    }

    /// That it is part of a place's name; minus infinity where the model does not know places.
    #[must_use]
    pub fn place(&self) -> f32 {
        self.place
    }

    /// That it is part of an organization's name; minus infinity where the model does not know organizations.
    #[must_use]
    pub fn organization(&self) -> f32 {
        self.organization
    }

    /// That it is part of a date and not nothing; minus infinity where the model does not know dates.
    #[must_use]
    pub fn date(&self) -> f32 {
        self.date
    }

    /// That it is part of another number or code that identifies and not nothing; minus infinity where the model does not know
    /// those.
    #[must_use]
    pub fn code(&self) -> f32 {
        self.code
    }
}

/// Which words a name model is asked about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ask {
    /// Those that the rules leave open, with what stands around them: nearly as good as everywhere, many times as fast.
    #[default]
    WhereUnsure,
    /// All of them.
    Everywhere,
}

/// How much of the text so far a name model was asked about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Words of all texts.
    pub words: u64,
    /// Words that the model was shown.
    pub shown: u64,
    /// Words that it was asked about; the others stood around them.
    pub asked: u64,
}

impl Asked {
    /// The share of words that the model was asked about, from 0 to 1.
    #[must_use]
    pub fn share(self) -> f64 {
        if self.words == 0 { 0.0 } else { self.asked as f64 / self.words as f64 }
    }
}

/// A model as the engine holds it, and what was asked so far by all threads.
#[derive(Clone)]
pub(crate) struct Asker {
    pub(crate) model: Arc<dyn NameModel>,
    pub(crate) ask: Ask,
    counts: Arc<[AtomicU64; 3]>,
}

// A model is shared by threads, so that whatever changes in it is behind a lock; a call that panicked leaves nothing else behind.
impl UnwindSafe for Asker {}
impl RefUnwindSafe for Asker {}

impl Asker {
    pub(crate) fn new(model: Arc<dyn NameModel>, ask: Ask) -> Self {
        Self { model, ask, counts: Arc::default() }
    }

    pub(crate) fn count(&self, more: Asked) {
        for (count, more) in self.counts.iter().zip([more.words, more.shown, more.asked]) {
            count.fetch_add(more, Ordering::Relaxed);
        }
    }

    pub(crate) fn asked(&self) -> Asked {
        let [words, shown, asked] = self.counts.each_ref().map(|count| count.load(Ordering::Relaxed));
        Asked { words, shown, asked }
    }
}

impl fmt::Debug for Asker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Asker").field("model", &self.model.name()).field("ask", &self.ask).finish_non_exhaustive()
    }
}
