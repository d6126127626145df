//! A set of labelled texts as arrays: `NAME.ids.npy` (tokens × numbers), `NAME.labels.npy` (0 outside, 1 person, 2
//! place or organization, 3 date, 4 other number or code, 255 not known), `NAME.ends.npy` (one past each text's last token) and `NAME.groups.txt` (what each text is, a line a text);
//! `NAME.ranges.npy` has the bytes of each token.

use std::path::Path;

use unphi_ner::Features;

use crate::document::{Document, Known};
use crate::npy;

/// Not learnt from and not counted.
const UNKNOWN: u8 = 255;

#[derive(Default)]
pub(crate) struct Set {
    features: Features,
    ids: Vec<u8>,
    labels: Vec<u8>,
    ends: Vec<u8>,
    ranges: Vec<u8>,
    groups: String,
}

impl Set {
    /// Adds a text. A token is a name when it lies in one and has a letter or digit.
    pub(crate) fn add(&mut self, document: &Document) {
        self.features.read(&document.text);
        let mut spans = document.spans.iter().peekable();
        for range in self.features.ranges() {
            while spans.next_if(|(span, _)| span.end <= range.start).is_some() {}
            let within = spans.peek().filter(|(span, _)| span.start < range.end);
            let token = document.text.get(range.clone()).unwrap_or_default();
            // A percent-encoded byte is a sign too.
            let sign = token.starts_with('%') || !token.contains(char::is_alphanumeric);
            self.labels.push(match within {
                None => 0,
                // The signs within a name are as may be; what is scored are its words.
                Some(_) if sign => UNKNOWN,
                Some((span, known)) if span.start <= range.start && range.end <= span.end => match known {
                    Known::Person => 1,
                    Known::Place => 2,
                    Known::Date => 3,
                    Known::Code => 4,
                    Known::Unsure => UNKNOWN,
                },
                Some(_) => UNKNOWN,
            });
        }
        self.ids.extend(self.features.ids().iter().flat_map(|id| (*id as u16).to_le_bytes()));
        let bounds = self.features.ranges().iter().flat_map(|range| [range.start as u32, range.end as u32]);
        self.ranges.extend(bounds.flat_map(u32::to_le_bytes));
        self.ends.extend((self.labels.len() as u64).to_le_bytes());
        self.groups.push_str(&document.group);
        self.groups.push('\n');
    }

    /// How many tokens there are.
    pub(crate) fn tokens(&self) -> usize {
        self.labels.len()
    }

    pub(crate) fn write(&self, folder: &Path, name: &str) -> Result<(), String> {
        const { assert!(Features::ROWS <= 1 << 16, "ids are written in two bytes") };
        let path = |what: &str| folder.join(format!("{name}.{what}"));
        npy::write(&path("ids.npy"), "<u2", &[self.labels.len(), Features::WIDTH], &self.ids)?;
        npy::write(&path("labels.npy"), "|u1", &[self.labels.len()], &self.labels)?;
        npy::write(&path("ends.npy"), "<u8", &[self.ends.len() / 8], &self.ends)?;
        npy::write(&path("ranges.npy"), "<u4", &[self.labels.len(), 2], &self.ranges)?;
        let version = format!("{} {} {:?}\n", Features::ROWS, Features::VERSION, Features::unlisted());
        std::fs::write(folder.join("rows.txt"), version).map_err(|error| format!("rows.txt: {error}"))?;
        std::fs::write(path("groups.txt"), &self.groups).map_err(|error| format!("{name}: {error}"))
    }
}
