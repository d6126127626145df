//! Invented clinical notes with gold annotations: hard rather than many, and the same for the same seed.
//!
//! ```
//! use unphi_synth::{Split, Synth};
//!
//! let synth = Synth::new(7, Split::Dev).genres(["nursing", "python-log"]).expect("known genres");
//! let note = synth.note(3);
//! assert_eq!(note, synth.note(3));
//! for span in &note.spans {
//!     println!("{} {}", span.label.name(), span.kind);
//! }
//! ```
//!
//! A note is composed by a grammar (`src/template.rs`) from a stock of sentences (`data/`), then distorted (`src/distort`).
//! Gold is what a slot put there, and moves with every edit. Note `i` depends on the seed, the split and `i` alone, so notes
//! can be made in any order and on any number of threads. The two splits share no name, no facility and no employer.
//!
//! Every text here was written for this project. US phone numbers are of the reserved 555-01 block, mail and web addresses of
//! reserved domains, and people are put together by chance: nobody is described.

#![forbid(unsafe_code)]

mod calendar;
mod cast;
mod compose;
mod dice;
mod distort;
pub mod diversity;
mod draft;
mod names;
mod note;
mod place;
mod scene;
mod slot;
mod stock;
mod template;

use crate::compose::compose;
use crate::dice::Dice;
use crate::stock::{Genre, STOCK};

pub use crate::names::half;
pub use crate::note::{Note, Span};

/// Which half of the pools of names a note draws from. What is tuned on one half is measured on the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// To develop and train with.
    Dev,
    /// To measure with.
    Test,
}

impl Split {
    /// The name, as used in ids.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Test => "test",
        }
    }
}

/// The names of all genres.
pub fn genres() -> impl Iterator<Item = &'static str> {
    stock::names()
}

/// A genre that there is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownGenre(pub String);

impl core::fmt::Display for UnknownGenre {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "no such genre: {}", self.0)
    }
}

impl std::error::Error for UnknownGenre {}

/// The generator: an endless numbered list of notes.
pub struct Synth {
    seed: u64,
    split: Split,
    genres: Vec<&'static Genre>,
}

impl Synth {
    /// A generator over all genres.
    #[must_use]
    pub fn new(seed: u64, split: Split) -> Self {
        Self { seed, split, genres: STOCK.genres.iter().collect() }
    }

    /// The same over these genres only.
    ///
    /// # Errors
    /// Where one of them does not exist.
    pub fn genres<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Result<Self, UnknownGenre> {
        let find = |name: &str| STOCK.genres.iter().find(|genre| genre.name == name);
        self.genres = names
            .into_iter()
            .map(|name| find(name).ok_or_else(|| UnknownGenre(name.to_owned())))
            .collect::<Result<_, _>>()?;
        Ok(self)
    }

    /// Note `number`. Genres take turns, and so do the identifiers that a note of the genre must hold: 18 rounds over the
    /// genres fill every cell of genre × identifier.
    #[must_use]
    pub fn note(&self, number: u64) -> Note {
        let count = self.genres.len().max(1) as u64;
        let (Ok(turn), round) = (usize::try_from(number % count), number / count) else { unreachable!() };
        let Some(genre) = self.genres.get(turn) else { return Note::default() };
        let dice = Dice::new(self.seed ^ split_salt(self.split), number);
        let draft = compose(genre, self.split, round, dice);
        Note::new(format!("synth/{}/{}/{}/{number}", self.split.name(), self.seed, genre.name), genre.name, &draft)
    }

    /// All notes from the first on, without end.
    pub fn notes(&self) -> impl Iterator<Item = Note> {
        (0..).map(|number| self.note(number))
    }
}

/// The test half throws other dice too: its notes are not the dev notes with other names.
const fn split_salt(split: Split) -> u64 {
    match split {
        Split::Dev => 0,
        Split::Test => 0x7465_7374_7465_7374,
    }
}
