//! The forward pass of the model in plain Rust: a sum of table rows a token, dilated convolutions with a residual path, and
//! a linear layer.
//!
//! Each output is one sum in one order, by multiplications and additions that are rounded together (FMA), so that every CPU
//! computes the same bits; vector instructions, where the machine has them, only do more outputs at once. An x86 CPU
//! without FMA (before 2013) has it in software: slow, and the same.

use std::ops::Range;

use bytes::Bytes;

use crate::weights::{Weights, half};
use crate::{Features, ModelError};

/// Tokens that are computed at once: with [`PANEL`] outputs they fill the registers.
const BLOCK: usize = 6;
/// Outputs that are computed at once.
const PANEL: usize = 16;
/// Tokens that memory is taken for; a longer text is computed in pieces of that many.
const PIECE: usize = 1_024;

/// A model in memory, ready to be asked from any number of threads.
pub struct Network {
    channels: usize,
    labels: usize,
    /// In half precision and where the file has it: half as much memory is to be read, and none to be written at the start.
    table: Bytes,
    layers: Vec<Layer>,
    /// One row a label.
    out_weight: Vec<f32>,
    out_bias: Vec<f32>,
    /// How many tokens to each side an output depends on.
    reach: usize,
}

/// Weights in the order that they are used in: by panel of outputs, tap, input.
struct Layer {
    weight: Vec<[f32; PANEL]>,
    bias: Vec<[f32; PANEL]>,
    dilation: usize,
}

/// What a pass needs room for; kept from text to text.
#[derive(Clone, Debug, Default)]
pub struct Activations {
    state: Vec<f32>,
    next: Vec<f32>,
    marks: Vec<bool>,
    /// Tokens that are computed, by layer; the last list is of those whose rows of the table are summed.
    needed: Vec<Vec<u32>>,
}

impl std::fmt::Debug for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { channels, labels, layers, .. } = self;
        write!(f, "Network {{ channels: {channels}, layers: {}, labels: {labels} }}", layers.len())
    }
}

impl Network {
    /// Reads the weights out of a model in the ONNX format, as `models/train` writes it.
    ///
    /// # Errors
    /// Where `bytes` are no such model, or one for other [`Features`].
    pub fn from_onnx(bytes: &[u8]) -> Result<Self, ModelError> {
        Weights::read(Bytes::copy_from_slice(bytes)).map(Self::new)
    }

    /// The same of bytes that are part of the program, without a copy of them.
    pub(crate) fn from_static(bytes: &'static [u8]) -> Result<Self, ModelError> {
        Weights::read(Bytes::from_static(bytes)).map(Self::new)
    }

    fn new(weights: Weights) -> Self {
        let Weights { table, channels, layers, out_weight, out_bias } = weights;
        let labels = out_bias.len();
        let layers = layers.into_iter().map(|layer| {
            let at = |out: usize, input: usize, tap: usize| layer.weight.values[(out * channels + input) * 3 + tap];
            let panels = (0..channels).step_by(PANEL);
            let rows = panels.flat_map(|out| (0..3).flat_map(move |tap| (0..channels).map(move |k| (out, tap, k))));
            let weight = rows.map(|(out, tap, k)| std::array::from_fn(|j| at(out + j, k, tap))).collect();
            Layer { weight, bias: layer.bias.as_chunks().0.to_vec(), dilation: layer.dilation }
        });
        let layers: Vec<Layer> = layers.collect();
        let across = |label: usize| (0..channels).map(move |k| k * labels + label);
        Self {
            reach: layers.iter().map(|layer| layer.dilation).sum(),
            out_weight: (0..labels).flat_map(across).map(|at| out_weight.values[at]).collect(),
            table,
            channels,
            labels,
            layers,
            out_bias,
        }
    }

    /// How many logits a token gets.
    #[must_use]
    pub fn labels(&self) -> usize {
        self.labels
    }

    /// The logits of one sequence, [`Self::labels`] a token, into `out`, which is cleared first. `ids` are those of
    /// [`Features::ids`]; an id past the table counts as 0. Nothing is allocated once `activations` and `out` have grown.
    pub fn logits(&self, ids: &[u32], activations: &mut Activations, out: &mut Vec<f32>) {
        self.logits_of(ids, 0..ids.len() / Features::WIDTH, activations, out);
    }

    /// The same of some tokens of a sequence, to the bit. Only what they depend on is computed: far fewer sums than for the
    /// whole sequence where they are few.
    pub fn logits_of(&self, ids: &[u32], wanted: Range<usize>, activations: &mut Activations, out: &mut Vec<f32>) {
        out.clear();
        let tokens = ids.len() / Features::WIDTH;
        let wanted = wanted.start..wanted.end.min(tokens);
        for start in wanted.clone().step_by(PIECE) {
            let end = (start + PIECE).min(wanted.end);
            // What lies within reach is computed twice.
            let (from, to) = (start.saturating_sub(self.reach), (end + self.reach).min(tokens));
            let piece = ids.get(from * Features::WIDTH..to * Features::WIDTH).unwrap_or_default();
            let pass = Pass { network: self, ids: piece, keep: (start - from, end - from), activations, out };
            pulp::Arch::new().dispatch(pass);
        }
    }
}

/// One piece; a type of its own because that is what `pulp` compiles once for each set of vector instructions.
struct Pass<'a> {
    network: &'a Network,
    ids: &'a [u32],
    keep: (usize, usize),
    activations: &'a mut Activations,
    out: &'a mut Vec<f32>,
}

impl pulp::NullaryFnOnce for Pass<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { network, ids, keep, activations, out } = self;
        let Activations { state, next, marks, needed } = activations;
        let channels = network.channels;
        let tokens = ids.len() / Features::WIDTH;
        // Rows of zeros before and behind stand for what is no token; the last block may be half empty.
        let margin = network.layers.iter().map(|layer| layer.dilation).max().unwrap_or(0);
        let rows = margin + tokens + margin;
        for buffer in [&mut *state, &mut *next] {
            buffer.clear();
            buffer.resize(rows * channels, 0.0);
        }
        need(&network.layers, tokens, keep, marks, needed);
        let (summed, computed) = needed.split_last().map_or((&[][..], &[][..]), |(last, rest)| (last, rest));

        for token in summed.iter().map(|token| *token as usize) {
            let at = (margin + token) * channels;
            let row = state.get_mut(at..at + channels).unwrap_or_default();
            let ids = ids.get(token * Features::WIDTH..(token + 1) * Features::WIDTH).unwrap_or_default();
            for id in ids.iter().filter(|id| **id != 0) {
                let at = *id as usize * channels * 2;
                let (vector, _) = network.table.get(at..at + channels * 2).unwrap_or_default().as_chunks::<2>();
                for (sum, value) in row.iter_mut().zip(vector) {
                    *sum += half(u16::from_le_bytes(*value));
                }
            }
        }
        for (layer, tokens) in network.layers.iter().zip(computed) {
            convolve(layer, channels, margin, tokens, state, next);
            std::mem::swap(state, next);
        }
        let (first, last) = keep;
        let kept = state.get((margin + first) * channels..(margin + last) * channels).unwrap_or_default();
        for row in kept.chunks_exact(channels) {
            for (weight, bias) in network.out_weight.chunks_exact(channels).zip(&network.out_bias) {
                out.push(bias + dot(row, weight));
            }
        }
    }
}

/// Lists for each of `layers` the tokens whose outputs are needed for those in `keep`, and last the tokens that the first layer
/// reads.
fn need(layers: &[Layer], tokens: usize, keep: (usize, usize), marks: &mut Vec<bool>, needed: &mut Vec<Vec<u32>>) {
    marks.clear();
    marks.resize(tokens, false);
    marks.get_mut(keep.0..keep.1).unwrap_or_default().fill(true);
    needed.resize_with(layers.len() + 1, Vec::new);
    let Some((summed, computed)) = needed.split_last_mut() else { return };
    let list = |marks: &[bool], list: &mut Vec<u32>| {
        list.clear();
        list.extend(marks.iter().zip(0..).filter(|(mark, _)| **mark).map(|(_, token)| token));
    };
    for (layer, tokens) in layers.iter().zip(computed).rev() {
        list(marks, tokens);
        for token in tokens.iter().map(|token| *token as usize) {
            for read in [token.checked_sub(layer.dilation), token.checked_add(layer.dilation)] {
                if let Some(mark) = read.and_then(|read| marks.get_mut(read)) {
                    *mark = true;
                }
            }
        }
    }
    list(marks, summed);
}

/// A sum over products in eight strands.
#[inline(always)]
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0; 8];
    for (a, b) in a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum()
}

/// `next = state + relu(convolution(state))`, for the rows of `tokens`.
#[inline(always)]
fn convolve(layer: &Layer, channels: usize, margin: usize, tokens: &[u32], state: &[f32], next: &mut [f32]) {
    for block in tokens.chunks(BLOCK) {
        // Where the block is not full, its last token is computed again and not used.
        let place = |at: usize| block.get(at).or(block.last()).map_or(0, |token| margin + *token as usize);
        let taps: [[&[f32]; BLOCK]; 3] = std::array::from_fn(|tap| {
            std::array::from_fn(|at| {
                let row = (place(at) + tap * layer.dilation - layer.dilation) * channels;
                state.get(row..row + channels).unwrap_or_default()
            })
        });
        let panels = layer.weight.chunks_exact(3 * channels).zip(&layer.bias).enumerate();
        for (number, (weight, bias)) in panels {
            let sums = panel(&taps, weight, bias);
            for (sums, token) in sums.iter().zip(block) {
                let at = (margin + *token as usize) * channels + number * PANEL;
                let old = state.get(at..at + PANEL).unwrap_or_default();
                for ((new, old), sum) in next.get_mut(at..at + PANEL).unwrap_or_default().iter_mut().zip(old).zip(sums)
                {
                    *new = old + sum.max(0.0);
                }
            }
        }
    }
}

/// [`PANEL`] outputs of [`BLOCK`] tokens, whose rows stay where they are: each number of a row is spread over a register as it is
/// read.
#[inline(always)]
fn panel(taps: &[[&[f32]; BLOCK]; 3], weight: &[[f32; PANEL]], bias: &[f32; PANEL]) -> [[f32; PANEL]; BLOCK] {
    let mut sums = [*bias; BLOCK];
    for (rows, weight) in taps.iter().zip(weight.chunks_exact(weight.len() / 3)) {
        let [a, b, c, d, e, f] = *rows;
        for ((((((weight, a), b), c), d), e), f) in weight.iter().zip(a).zip(b).zip(c).zip(d).zip(e).zip(f) {
            for (sums, input) in sums.iter_mut().zip([a, b, c, d, e, f]) {
                for (sum, weight) in sums.iter_mut().zip(weight) {
                    *sum = input.mul_add(*weight, *sum);
                }
            }
        }
    }
    sums
}
