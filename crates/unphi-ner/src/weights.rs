//! The weights out of the ONNX file, so that the native forward pass and ONNX Runtime share one set of numbers.
//!
//! An ONNX file is one protobuf message. Of it only what is needed is declared: the tensors that the graph begins with
//! (`initializer`) and the properties that the trainer wrote (`metadata_props`). The graph itself is not interpreted: that
//! it is the one which `forward` computes follows from the property `unphi.architecture`.

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
    #[prost(bytes = "vec", tag = "9")]
    raw_data: Vec<u8>,
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
    /// `[Features::ROWS, channels]`.
    pub(crate) table: Array,
    pub(crate) layers: Vec<Convolution>,
    /// `[channels, labels]`.
    pub(crate) out_weight: Array,
    pub(crate) out_bias: Vec<f32>,
}

/// More than any real model has; a damaged file may claim anything.
const MAX_CHANNELS: usize = 1_024;
const MAX_DILATION: usize = 256;

impl Weights {
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, ModelError> {
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

        let table = array(&tensors, "table").ok_or(ModelError::Part("table"))?;
        let channels = match table.dims[..] {
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
        Ok(Self { table, layers, out_weight, out_bias })
    }
}

/// The tensor called `name`, if its numbers are there and are finite.
fn array(tensors: &[Tensor], name: &str) -> Option<Array> {
    let tensor = tensors.iter().find(|tensor| tensor.name == name)?;
    let dims: Vec<usize> = tensor.dims.iter().map(|dim| usize::try_from(*dim).ok()).collect::<Option<_>>()?;
    let count = dims.iter().try_fold(1usize, |product, dim| product.checked_mul(*dim))?;
    let (fours, _) = tensor.raw_data.as_chunks::<4>();
    let (twos, _) = tensor.raw_data.as_chunks::<2>();
    let values: Vec<f32> = match tensor.data_type {
        FLOAT if count.checked_mul(4)? == tensor.raw_data.len() => {
            fours.iter().map(|four| f32::from_le_bytes(*four)).collect()
        }
        FLOAT16 if count.checked_mul(2)? == tensor.raw_data.len() => {
            twos.iter().map(|two| half(u16::from_le_bytes(*two))).collect()
        }
        _ => return None,
    };
    values.iter().all(|value| value.is_finite()).then_some(Array { values, dims })
}

/// A number of half precision (IEEE 754 binary16). Exact.
fn half(bits: u16) -> f32 {
    let sign = u32::from(bits >> 15) << 31;
    let (exponent, fraction) = (u32::from(bits >> 10 & 0x1f), u32::from(bits & 0x3ff));
    match exponent {
        0 => {
            let small = fraction as f32 / 16_777_216.0;
            if sign == 0 { small } else { -small }
        }
        31 => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
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
        assert!(half(0x7c00).is_infinite() && half(0x7e00).is_nan());
    }
}
