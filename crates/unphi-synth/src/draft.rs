//! A text under construction with its gold: spans move with every edit, so that a distortion never needs to know what it
//! distorts.

#![forbid(unsafe_code)]

use core::ops::Range;

use unphi::Identifier;

/// What a span is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) identifier: Identifier,
    pub(crate) kind: &'static str,
}

/// A span in bytes of the draft.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) range: Range<usize>,
    pub(crate) tag: Tag,
}

/// A replacement of a range of the text.
pub(crate) struct Edit {
    pub(crate) range: Range<usize>,
    pub(crate) with: String,
}

/// Text and marks; marks are sorted and do not overlap.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) text: String,
    pub(crate) marks: Vec<Mark>,
}

impl Draft {
    /// Appends what is no identifier.
    pub(crate) fn plain(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Appends an identifier.
    pub(crate) fn mark(&mut self, text: &str, tag: Tag) {
        let start = self.text.len();
        self.text.push_str(text);
        self.marks.push(Mark { range: start..self.text.len(), tag });
    }

    /// Appends another draft.
    pub(crate) fn append(&mut self, other: &Self) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        for mark in &other.marks {
            self.marks.push(Mark { range: mark.range.start + shift..mark.range.end + shift, tag: mark.tag });
        }
    }

    /// The draft of `range`, with the marks that lie in it. `None` where the range cuts a mark or a character.
    pub(crate) fn cut(&self, range: Range<usize>) -> Option<Self> {
        let text = self.text.get(range.clone())?.to_owned();
        let mut marks = Vec::new();
        for mark in &self.marks {
            if mark.range.end <= range.start || mark.range.start >= range.end {
                continue;
            }
            if mark.range.start < range.start || mark.range.end > range.end {
                return None;
            }
            marks.push(Mark { range: mark.range.start - range.start..mark.range.end - range.start, tag: mark.tag });
        }
        Some(Self { text, marks })
    }

    /// Whether a mark touches `range`.
    pub(crate) fn marked(&self, range: &Range<usize>) -> bool {
        self.marks.iter().any(|mark| mark.range.start < range.end && range.start < mark.range.end)
    }

    /// Replaces ranges, sorted and apart. A mark covers what replaced its letters; an insertion at its very edge stays
    /// outside.
    pub(crate) fn edit(&mut self, edits: &[Edit]) {
        let mut text = String::with_capacity(self.text.len() + edits.len());
        let mut shifts = Vec::with_capacity(edits.len());
        let mut from = 0;
        for edit in edits {
            text.push_str(self.text.get(from..edit.range.start).unwrap_or_default());
            let start = text.len();
            text.push_str(&edit.with);
            shifts.push((start, text.len()));
            from = edit.range.end;
        }
        text.push_str(self.text.get(from..).unwrap_or_default());
        for mark in &mut self.marks {
            let start = moved(edits, &shifts, mark.range.start, false);
            let end = moved(edits, &shifts, mark.range.end, true);
            mark.range = start..end;
        }
        self.text = text;
        self.marks.retain(|mark| !mark.range.is_empty());
    }

    /// Replaces each character by what `to` says; `None` keeps it.
    pub(crate) fn respell(&mut self, mut to: impl FnMut(char) -> Option<String>) {
        let edits: Vec<Edit> = self
            .text
            .char_indices()
            .filter_map(|(at, letter)| to(letter).map(|with| Edit { range: at..at + letter.len_utf8(), with }))
            .collect();
        self.edit(&edits);
    }
}

/// Where the offset `at` lies after the edits; `shifts` holds where each replacement came to lie.
fn moved(edits: &[Edit], shifts: &[(usize, usize)], at: usize, is_end: bool) -> usize {
    let before = edits.partition_point(|edit| {
        let Range { start, end } = edit.range;
        if is_end { end < at || (end == at && start < at) } else { end <= at }
    });
    if let Some(edit) = edits.get(before)
        && edit.range.start < at
        && at < edit.range.end
    {
        return if is_end { shifts[before].1 } else { shifts[before].0 };
    }
    match before.checked_sub(1) {
        None => at,
        Some(last) => shifts[last].1 + (at - edits[last].range.end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: Tag = Tag { identifier: Identifier::Name, kind: "person" };

    fn draft() -> Draft {
        let mut draft = Draft::default();
        draft.plain("Pt ");
        draft.mark("Åse Lie", TAG);
        draft.plain(", 5 mg");
        draft
    }

    fn shown(draft: &Draft) -> Vec<&str> {
        draft.marks.iter().map(|mark| draft.text.get(mark.range.clone()).unwrap()).collect()
    }

    #[test]
    fn edits_carry_marks_along() {
        let mut draft = draft();
        draft.edit(&[
            Edit { range: 0..2, with: "Patient".into() },
            Edit { range: 3..3, with: "<".into() },
            Edit { range: 3..5, with: "Aa".into() },
            Edit { range: 7..8, with: "\n".into() },
            Edit { range: 11..11, with: ">".into() },
        ]);
        assert_eq!(draft.text, "Patient <Aase\nLie>, 5 mg");
        assert_eq!(shown(&draft), ["Aase\nLie"]);
    }

    #[test]
    fn respelling_can_lengthen() {
        let mut draft = draft();
        draft.respell(|letter| (!letter.is_ascii()).then(|| format!("\\u{:04x}", u32::from(letter))));
        assert_eq!(draft.text, "Pt \\u00c5se Lie, 5 mg");
        assert_eq!(shown(&draft), ["\\u00c5se Lie"]);
    }

    #[test]
    fn a_cut_keeps_whole_marks_only() {
        assert_eq!(shown(&draft().cut(0..12).unwrap()), ["Åse Lie"]);
        assert!(draft().cut(0..6).is_none());
    }
}
