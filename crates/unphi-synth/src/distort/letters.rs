//! Distortions of letters and words.

#![forbid(unsafe_code)]

use core::ops::Range;

use crate::dice::Dice;
use crate::draft::{Draft, Edit};

/// Shorthand for what is often written; only outside gold.
const SHORT: &[(&str, &str)] = &[
    ("patient", "pt"),
    ("Patient", "Pt"),
    ("history of", "h/o"),
    ("with", "w/"),
    ("without", "w/o"),
    ("year-old", "yo"),
    ("shortness of breath", "SOB"),
    ("secondary to", "2/2"),
    ("status post", "s/p"),
    ("follow-up", "f/u"),
    ("Follow-up", "F/u"),
    ("blood pressure", "BP"),
    ("bilateral", "b/l"),
    ("diagnosis", "dx"),
    ("treatment", "tx"),
    ("every", "q"),
    ("before", "a"),
    ("twice daily", "BID"),
    ("left", "L"),
    ("right", "R"),
    ("complains of", "c/o"),
    ("daughter", "dtr"),
    ("approximately", "~"),
    ("because", "b/c"),
    ("discharge", "d/c"),
    ("appointment", "appt"),
    ("hospital", "hosp"),
    ("medications", "meds"),
    ("normal", "nl"),
    ("negative", "neg"),
    ("positive", "+"),
    ("increased", "incr"),
];

/// What a scanner makes of a letter.
const MISREAD: &[(char, &str)] = &[
    ('l', "1"),
    ('I', "l"),
    ('1', "l"),
    ('O', "0"),
    ('0', "O"),
    ('5', "S"),
    ('S', "5"),
    ('m', "rn"),
    ('e', "c"),
    ('B', "8"),
    ('g', "q"),
    ('i', "í"),
    ('t', "f"),
    (',', "."),
    ('.', ","),
    ('h', "b"),
    ('u', "ii"),
];

pub(super) fn upper(draft: &mut Draft) {
    draft.respell(|letter| letter.is_lowercase().then(|| letter.to_uppercase().collect()));
}

pub(super) fn lower(draft: &mut Draft) {
    draft.respell(|letter| letter.is_uppercase().then(|| letter.to_lowercase().collect()));
}

/// About half of the words that have a shorthand get it.
pub(super) fn shorten(draft: &mut Draft, dice: &mut Dice) {
    let mut edits: Vec<Edit> = Vec::new();
    for (long, short) in SHORT {
        for (at, _) in draft.text.match_indices(long) {
            let range = at..at + long.len();
            if whole_word(&draft.text, &range) && !draft.marked(&range) && dice.chance(50) {
                edits.push(Edit { range, with: (*short).to_owned() });
            }
        }
    }
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    edits.dedup_by(|later, earlier| later.range.start < earlier.range.end);
    draft.edit(&edits);
}

fn whole_word(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).and_then(|text| text.chars().next_back());
    let after = text.get(range.end..).and_then(|text| text.chars().next());
    let joins = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '-');
    !joins(before) && !joins(after)
}

/// Slips of the fingers in about one word of forty, names included.
pub(super) fn slip(draft: &mut Draft, dice: &mut Dice) {
    let mut edits = Vec::new();
    let mut start = None;
    let ends = draft.text.char_indices().chain([(draft.text.len(), ' ')]);
    for (at, letter) in ends {
        match (start, letter.is_alphabetic()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                start = None;
                if let Some(word) = draft.text.get(from..at)
                    && word.is_ascii()
                    && word.len() > 4
                    && dice.below(40) == 0
                {
                    edits.push(Edit { range: from..at, with: slipped(dice, word) });
                }
            }
            _ => {}
        }
    }
    // A word that only partly belongs to a mark would carry the mark over its rest.
    edits.retain(|edit| {
        draft.marks.iter().all(|mark| {
            let (mark, word) = (&mark.range, &edit.range);
            (mark.start <= word.start && word.end <= mark.end) || mark.end <= word.start || word.end <= mark.start
        })
    });
    draft.edit(&edits);
}

fn slipped(dice: &mut Dice, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + dice.below(letters.len() - 3);
    match dice.below(4) {
        0 => letters.swap(at, at + 1),
        1 => {
            letters.remove(at);
        }
        2 => letters.insert(at, letters[at]),
        _ => letters.insert(at, char::from(*dice.pick(b"aeinorst"))),
    }
    letters.into_iter().collect()
}

/// A poor scan: letters misread, one in thirty of those that can be, and blanks lost.
pub(super) fn scan(draft: &mut Draft, dice: &mut Dice) {
    draft.respell(|letter| {
        let misread = MISREAD.iter().find(|(from, _)| *from == letter)?;
        (dice.below(30) == 0).then(|| misread.1.to_owned())
    });
}
