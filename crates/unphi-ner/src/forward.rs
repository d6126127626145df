//! The forward pass of the model in plain Rust: a sum of table rows a token, dilated convolutions with a residual path, and
//! a linear layer.
//!
//! Each output is one sum in one order, by multiplications and additions that are rounded together (FMA), so that every CPU
//! computes the same bits; vector instructions, where the machine has them, only do more outputs at once. An x86 CPU
//! without FMA (before 2013) has it in software: slow, and the same.

use crate::weights::Weights;
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
    /// The upper halves of the numbers; the lower ones are zero. Half as much memory is to be read.
    table: Vec<u16>,
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
    inputs: Vec<[f32; BLOCK]>,
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
        let Weights { table, layers, out_weight, out_bias } = Weights::read(bytes)?;
        let channels = table.dims.get(1).copied().unwrap_or(0);
        let labels = out_bias.len();
        let layers = layers.into_iter().map(|layer| {
            let at = |out: usize, input: usize, tap: usize| layer.weight.values[(out * channels + input) * 3 + tap];
            let panels = (0..channels).step_by(PANEL);
            let rows = panels.flat_map(|out| (0..3).flat_map(move |tap| (0..channels).map(move |k| (out, tap, k))));
            let weight = rows.map(|(out, tap, k)| std::array::from_fn(|j| at(out + j, k, tap))).collect();
            Layer { weight, bias: layer.bias.as_chunks().0.to_vec(), dilation: layer.dilation }
        });
        let layers: Vec<Layer> = layers.collect();
        // The trainer rounds the table so; another table would give other logits here than ONNX Runtime gives.
        if table.values.iter().any(|value| value.to_bits() & 0xffff != 0) {
            return Err(ModelError::Part("table of eight bits precision"));
        }
        let across = |label: usize| (0..channels).map(move |k| k * labels + label);
        Ok(Self {
            reach: layers.iter().map(|layer| layer.dilation).sum(),
            out_weight: (0..labels).flat_map(across).map(|at| out_weight.values[at]).collect(),
            table: table.values.iter().map(|value| (value.to_bits() >> 16) as u16).collect(),
            channels,
            labels,
            layers,
            out_bias,
        })
    }

    /// How many logits a token gets.
    #[must_use]
    pub fn labels(&self) -> usize {
        self.labels
    }

    /// The logits of one sequence, [`Self::labels`] a token, into `out`, which is cleared first. `ids` are those of
    /// [`Features::ids`]; an id past the table counts as 0. Nothing is allocated once `activations` and `out` have grown.
    pub fn logits(&self, ids: &[u32], activations: &mut Activations, out: &mut Vec<f32>) {
        out.clear();
        let tokens = ids.len() / Features::WIDTH;
        for start in (0..tokens).step_by(PIECE) {
            let end = (start + PIECE).min(tokens);
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
        let Self { network, ids, keep, activations: Activations { state, next, inputs }, out } = self;
        let channels = network.channels;
        let tokens = ids.len() / Features::WIDTH;
        // Rows of zeros before and behind stand for what is no token; the last block may be half empty.
        let margin = network.layers.iter().map(|layer| layer.dilation).max().unwrap_or(0);
        let rows = margin + tokens.next_multiple_of(BLOCK) + margin;
        for buffer in [&mut *state, &mut *next] {
            buffer.clear();
            buffer.resize(rows * channels, 0.0);
        }
        let real = margin * channels..(margin + tokens) * channels;

        let token_rows = state.get_mut(real.clone()).unwrap_or_default().chunks_exact_mut(channels);
        for (row, ids) in token_rows.zip(ids.chunks_exact(Features::WIDTH)) {
            for id in ids.iter().filter(|id| **id != 0) {
                let at = *id as usize * channels;
                let vector = network.table.get(at..at + channels).unwrap_or_default();
                for (sum, value) in row.iter_mut().zip(vector) {
                    *sum += f32::from_bits(u32::from(*value) << 16);
                }
            }
        }
        for layer in &network.layers {
            convolve(layer, channels, margin, tokens, state, next, inputs);
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

/// `next = state + relu(convolution(state))`, for the rows that are tokens.
#[inline(always)]
fn convolve(
    layer: &Layer,
    channels: usize,
    margin: usize,
    tokens: usize,
    state: &[f32],
    next: &mut [f32],
    inputs: &mut Vec<[f32; BLOCK]>,
) {
    inputs.clear();
    inputs.resize(3 * channels, [0.0; BLOCK]);
    for first in (0..tokens).step_by(BLOCK) {
        for (tap, inputs) in inputs.chunks_exact_mut(channels).enumerate() {
            let row = margin + first + tap * layer.dilation - layer.dilation;
            let rows = state.get(row * channels..(row + BLOCK) * channels).unwrap_or_default();
            for (token, row) in rows.chunks_exact(channels).enumerate() {
                for (input, value) in inputs.iter_mut().zip(row) {
                    input[token] = *value;
                }
            }
        }
        let count = BLOCK.min(tokens - first);
        let at = (margin + first) * channels..(margin + first + count) * channels;
        let (old, new) = (state.get(at.clone()).unwrap_or_default(), next.get_mut(at).unwrap_or_default());
        let panels = layer.weight.chunks_exact(3 * channels).zip(&layer.bias).enumerate();
        for (number, (weight, bias)) in panels {
            let sums = panel(inputs, weight, bias);
            let rows = old.chunks_exact(channels).zip(new.chunks_exact_mut(channels));
            for (sums, (old, new)) in sums.iter().zip(rows) {
                let at = number * PANEL..(number + 1) * PANEL;
                let old = old.get(at.clone()).unwrap_or_default();
                for ((new, old), sum) in new.get_mut(at).unwrap_or_default().iter_mut().zip(old).zip(sums) {
                    *new = old + sum.max(0.0);
                }
            }
        }
    }
}

/// [`PANEL`] outputs of [`BLOCK`] tokens.
#[inline(always)]
fn panel(inputs: &[[f32; BLOCK]], weight: &[[f32; PANEL]], bias: &[f32; PANEL]) -> [[f32; PANEL]; BLOCK] {
    let mut sums = [*bias; BLOCK];
    for (input, weight) in inputs.iter().zip(weight) {
        for (sums, input) in sums.iter_mut().zip(input) {
            for (sum, weight) in sums.iter_mut().zip(weight) {
                *sum = input.mul_add(*weight, *sum);
            }
        }
    }
    sums
}
