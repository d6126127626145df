//! Distortions of lines and parts.

#![forbid(unsafe_code)]

use core::ops::Range;

use crate::dice::Dice;
use crate::draft::{Draft, Edit};

/// A part from above stands again at the end, as notes that are carried from day to day have it.
pub(super) fn copy_forward(draft: &mut Draft, dice: &mut Dice) {
    let paragraphs = paragraphs(&draft.text);
    if paragraphs.len() < 3 {
        return;
    }
    let chosen = paragraphs[1 + dice.below(paragraphs.len() - 1)].clone();
    let Some(copy) = draft.cut(chosen) else { return };
    let heading = *dice.pick(&[
        "\n\n[copied from prior note]\n",
        "\n\n-- Copied forward --\n",
        "\n\nInterval history unchanged from previous:\n",
        "\n\nAs per prior documentation:\n",
        "\n\n(carried forward, not re-verified)\n",
    ]);
    draft.plain(heading);
    draft.append(&copy);
}

fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut found = Vec::new();
    for paragraph in text.split("\n\n") {
        if !paragraph.trim().is_empty() {
            found.push(at..at + paragraph.len());
        }
        at += paragraph.len() + 2;
    }
    found
}

/// Lines are broken hard at some width, through names and all, with the indent that some systems add.
pub(super) fn wrap(draft: &mut Draft, dice: &mut Dice) {
    let width = usize::try_from(dice.between(44, 80)).unwrap_or(72);
    let indent = *dice.pick(&["", "", "  ", "    "]);
    let mut edits = Vec::new();
    let (mut column, mut blank) = (0, None);
    for (at, letter) in draft.text.char_indices() {
        match letter {
            '\n' => (column, blank) = (0, None),
            ' ' => {
                column += 1;
                blank = Some(at);
            }
            _ => column += 1,
        }
        if column > width
            && let Some(place) = blank.take()
        {
            edits.push(Edit { range: place..place + 1, with: format!("\n{indent}") });
            column = at - place;
        }
    }
    draft.edit(&edits);
}

/// `> ` before each line.
pub(super) fn quote(draft: &mut Draft) {
    let ends = draft.text.match_indices('\n').map(|(at, _)| at + 1);
    let edits: Vec<Edit> =
        [0].into_iter().chain(ends).map(|at| Edit { range: at..at, with: "> ".to_owned() }).collect();
    draft.edit(&edits);
}
