//! The weights out of the ONNX file, so that the native forward pass and ONNX Runtime share one set of numbers.
//!
//! An ONNX file is one protobuf message. Of it only what is needed is declared: the tensors that the graph begins with
//! (`initializer`) and the properties that the trainer wrote (`metadata_props`). The graph itself is not interpreted: that
//! it is the one which `forward` computes follows from the property `unphi.architecture`.

use bytes::Bytes;
use prost::Message;

use crate::{Features, ModelError};

#[derive(Message)]
struct Model {
    #[prost(message, optional, tag = "7")]
    graph: Option<Graph>,
    #[prost(message, repeated, tag = "14")]
    metadata_props: Vec<Property>,
}

#[derive(Message)]
struct Graph {
    #[prost(message, repeated, tag = "5")]
    initializer: Vec<Tensor>,
}

#[derive(Message)]
struct Tensor {
    #[prost(int64, repeated, tag = "1")]
    dims: Vec<i64>,
    #[prost(int32, tag = "2")]
    data_type: i32,
    #[prost(string, tag = "8")]
    name: String,
    #[prost(bytes = "bytes", tag = "9")]
    raw_data: Bytes,
}

#[derive(Message)]
struct Property {
    #[prost(string, tag = "1")]
    key: String,
    #[prost(string, tag = "2")]
    value: String,
}

/// Codes of `TensorProto.DataType`.
const FLOAT: i32 = 1;
const FLOAT16: i32 = 10;

/// Numbers in row order, and how many there are in each direction.
pub(crate) struct Array {
    pub(crate) values: Vec<f32>,
    pub(crate) dims: Vec<usize>,
}

/// A convolution over three tokens: `weight` is `[out, in, 3]`, the three are `dilation` tokens apart.
pub(crate) struct Convolution {
    pub(crate) weight: Array,
    pub(crate) bias: Vec<f32>,
    pub(crate) dilation: usize,
}

/// What the file holds, checked to fit together.
pub(crate) struct Weights {
    /// `[Features::ROWS, channels]` in half precision, as the file has them: a text looks up few of its rows.
    pub(crate) table: Bytes,
    pub(crate) channels: usize,
    pub(crate) layers: Vec<Convolution>,
    /// `[channels, labels]`.
    pub(crate) out_weight: Array,
    pub(crate) out_bias: Vec<f32>,
}

/// More than any real model has; a damaged file may claim anything.
const MAX_CHANNELS: usize = 1_024;
const MAX_DILATION: usize = 256;

impl Weights {
    /// Reads them out of a file; what is static is not copied.
    pub(crate) fn read(bytes: Bytes) -> Result<Self, ModelError> {
        let model = Model::decode(bytes).map_err(|_| ModelError::Damaged)?;
        let property = |key: &str| model.metadata_props.iter().find(|property| property.key == key);
        if property("unphi.architecture").is_none_or(|property| property.value != "cnn") {
            return Err(ModelError::Part("property unphi.architecture"));
        }
        let version = property("unphi.features").and_then(|property| property.value.parse().ok());
        match version {
            Some(Features::VERSION) => {}
            Some(other) => return Err(ModelError::Version(other, Features::VERSION)),
            None => return Err(ModelError::Part("property unphi.features")),
        }
        let dilations: Option<Vec<usize>> = property("unphi.dilations")
            .and_then(|property| property.value.split(',').map(|dilation| dilation.parse().ok()).collect());
        let dilations = dilations
            .filter(|all| all.iter().all(|dilation| (1..=MAX_DILATION).contains(dilation)))
            .ok_or(ModelError::Part("property unphi.dilations"))?;
        let tensors = model.graph.ok_or(ModelError::Damaged)?.initializer;

        let (dims, table) = halves(&tensors, "table").ok_or(ModelError::Part("table"))?;
        let channels = match dims[..] {
            [Features::ROWS, channels] if channels <= MAX_CHANNELS && channels % 16 == 0 && channels > 0 => channels,
            _ => return Err(ModelError::Part("table")),
        };
        let mut layers = Vec::new();
        for (number, dilation) in dilations.into_iter().enumerate() {
            let part = |of: &str| array(&tensors, &format!("layer.{number}.{of}"));
            let weight = part("weight").filter(|weight| weight.dims == [channels, channels, 3]);
            let bias = part("bias").filter(|bias| bias.dims == [channels]);
            let (Some(weight), Some(bias)) = (weight, bias) else { return Err(ModelError::Part("layer")) };
            layers.push(Convolution { weight, bias: bias.values, dilation });
        }
        let out_weight = array(&tensors, "out.weight").ok_or(ModelError::Part("out.weight"))?;
        let labels = match out_weight.dims[..] {
            [rows, labels] if rows == channels && (2..=16).contains(&labels) => labels,
            _ => return Err(ModelError::Part("out.weight")),
        };
        let out_bias = array(&tensors, "out.bias").filter(|bias| bias.dims == [labels]);
        let out_bias = out_bias.ok_or(ModelError::Part("out.bias"))?.values;
        Ok(Self { table, channels, layers, out_weight, out_bias })
    }
}

/// The tensor called `name` and its dimensions, if it has as many bytes as they say.
fn tensor<'t>(tensors: &'t [Tensor], name: &str) -> Option<(&'t Tensor, Vec<usize>)> {
    let tensor = tensors.iter().find(|tensor| tensor.name == name)?;
    let dims: Vec<usize> = tensor.dims.iter().map(|dim| usize::try_from(*dim).ok()).collect::<Option<_>>()?;
    let count = dims.iter().try_fold(1usize, |product, dim| product.checked_mul(*dim))?;
    let size = match tensor.data_type {
        FLOAT => 4,
        FLOAT16 => 2,
        _ => return None,
    };
    (count.checked_mul(size)? == tensor.raw_data.len()).then_some((tensor, dims))
}

/// The tensor called `name`, if its numbers are there and are finite.
fn array(tensors: &[Tensor], name: &str) -> Option<Array> {
    let (tensor, dims) = tensor(tensors, name)?;
    let (fours, _) = tensor.raw_data.as_chunks::<4>();
    let values: Vec<f32> = fours.iter().map(|four| f32::from_le_bytes(*four)).collect();
    let finite = tensor.data_type == FLOAT && values.iter().all(|value| value.is_finite());
    finite.then_some(Array { values, dims })
}

/// The tensor called `name` in half precision, if its numbers are there and are finite.
fn halves(tensors: &[Tensor], name: &str) -> Option<(Vec<usize>, Bytes)> {
    let (tensor, dims) = tensor(tensors, name)?;
    let (twos, _) = tensor.raw_data.as_chunks::<2>();
    let finite = tensor.data_type == FLOAT16 && twos.iter().all(|two| is_finite(u16::from_le_bytes(*two)));
    finite.then(|| (dims, tensor.raw_data.clone()))
}

/// Whether these bits of half precision are a number.
fn is_finite(bits: u16) -> bool {
    bits & 0x7c00 != 0x7c00
}

/// A finite number of half precision (IEEE 754 binary16). Exact: with its exponent where single precision has it, the number
/// is too small by the difference of the two biases.
#[inline(always)]
pub(crate) fn half(bits: u16) -> f32 {
    const BIASES: f32 = f32::from_bits((127 + 112) << 23);
    let size = f32::from_bits(u32::from(bits & 0x7fff) << 13) * BIASES;
    f32::from_bits(size.to_bits() | u32::from(bits >> 15) << 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision_is_read_exactly() {
        for (bits, value) in [
            (0, 0.0),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x3555, 0.333_251_95),
            (0x7bff, 65_504.0),
            (0x0001, 5.960_464_5e-8),
            (0x8400, -6.103_515_6e-5),
        ] {
            assert_eq!(half(bits), value, "{bits:#x}");
        }
        for bits in [0x7c00_u16, 0xfc00, 0x7e00] {
            assert!(!is_finite(bits), "{bits:#x}");
        }
    }
}
