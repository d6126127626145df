//! Two voices on one word: the learned scorer's and a name model's.
//!
//! Each speaks in log-odds. Their sum is weighed, by weights that `models/names` fits on notes that neither was trained on (its
//! command `blend`). Everything is in whole 1/32 nats, so that every processor adds up alike.

#![forbid(unsafe_code)]

/// What the findings say of a word, from what leaves most open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cover {
    /// Nothing.
    None,
    /// Part of a near miss.
    Near,
    /// Part of a name that is open to doubt.
    Weak,
    /// Part of a sure name, or of another identifier.
    Settled,
}

/// Log-odds of the scorer between which a word is open, where nothing or a near miss was found, and where a name was.
const OPEN: i32 = -160;
const DOUBTED: i32 = 64;

/// Model log-odds from which a word that nothing was found of is looked at.
pub(super) const HOPELESS: i32 = -64;

/// Weights of a place or an organization: the bias, and those of the scorer of places and of the model, as [`WEIGHTS`].
const PLACES: [i32; 3] = [22, 72, 139];

/// Weights of a number: the bias, and those of the scorer of numbers and of the model, as [`WEIGHTS`].
const NUMBERS: [i32; 3] = [10, 75, 91];

/// Weights by [`Cover`]: the bias in 1/32 nat, and those of the scorer and of the model in 1/256. Fitted on `written/held` and
/// `notes/dev`; half a nat is added to each bias of these, since a name overlooked is worse than a word too many. Those of places and
/// numbers are as they were fitted.
const WEIGHTS: [[i32; 3]; 3] = [[13, 57, 123], [21, 44, 134], [27, 102, 88]];

/// Most that each voice counts for.
const MOST_RULES: i32 = 8 * 32;
const MOST_MODEL: i32 = 10 * 32;

/// Whether the model is asked about a word with this score.
pub(super) fn is_open(cover: Cover, score: i32) -> bool {
    match cover {
        Cover::None | Cover::Near => score > OPEN,
        Cover::Weak => score < DOUBTED,
        Cover::Settled => false,
    }
}

/// The log-odds of both.
pub(super) fn blend(cover: Cover, score: i32, model: i32) -> i32 {
    weigh(WEIGHTS.get(cover as usize).copied().unwrap_or_default(), score, model)
}

/// The log-odds of both that a word is of a place or an organization.
pub(super) fn places(score: i32, model: i32) -> i32 {
    weigh(PLACES, score, model)
}

/// The log-odds of both that a number is an identifier.
pub(crate) fn numbers(score: i32, model: i32) -> i32 {
    weigh(NUMBERS, score, model)
}

fn weigh([bias, rules, weight]: [i32; 3], score: i32, model: i32) -> i32 {
    let rules = rules * score.clamp(-MOST_RULES, MOST_RULES);
    let model = weight * model.clamp(-MOST_MODEL, MOST_MODEL);
    bias + (rules + model) / 256
}

/// Nats in steps of 1/32.
pub(super) fn steps(nats: f32) -> i32 {
    // What is no number is no voice.
    (nats * 32.0).round().clamp(-4096.0, 4096.0) as i32
}

/// The confidence of what both find.
pub(crate) fn confidence(log_odds: i32) -> f32 {
    const STEPS: [f32; 8] = [0.55, 0.58, 0.62, 0.66, 0.7, 0.72, 0.74, 0.76];
    STEPS[(log_odds / 16).clamp(0, 7) as usize]
}
