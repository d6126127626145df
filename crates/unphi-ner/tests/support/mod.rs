//! A token classifier of the smallest kind, in the layout of Hugging Face: a word's logits are its row of a table.

use std::fs;
use std::path::Path;

use prost::Message;

#[derive(Message)]
struct Model {
    #[prost(int64, tag = "1")]
    ir_version: i64,
    #[prost(message, optional, tag = "7")]
    graph: Option<Graph>,
    #[prost(message, repeated, tag = "8")]
    opset_import: Vec<Opset>,
}

#[derive(Message)]
struct Opset {
    #[prost(int64, tag = "2")]
    version: i64,
}

#[derive(Message)]
struct Graph {
    #[prost(message, repeated, tag = "1")]
    node: Vec<Node>,
    #[prost(string, tag = "2")]
    name: String,
    #[prost(message, repeated, tag = "5")]
    initializer: Vec<Tensor>,
    #[prost(message, repeated, tag = "11")]
    input: Vec<Value>,
    #[prost(message, repeated, tag = "12")]
    output: Vec<Value>,
}

#[derive(Message)]
struct Node {
    #[prost(string, repeated, tag = "1")]
    input: Vec<String>,
    #[prost(string, repeated, tag = "2")]
    output: Vec<String>,
    #[prost(string, tag = "4")]
    op_type: String,
}

#[derive(Message)]
struct Tensor {
    #[prost(int64, repeated, tag = "1")]
    dims: Vec<i64>,
    #[prost(int32, tag = "2")]
    data_type: i32,
    #[prost(float, repeated, tag = "4")]
    float_data: Vec<f32>,
    #[prost(string, tag = "8")]
    name: String,
}

#[derive(Message)]
struct Value {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(message, optional, tag = "2")]
    r#type: Option<Type>,
}

#[derive(Message)]
struct Type {
    #[prost(message, optional, tag = "1")]
    tensor: Option<TensorType>,
}

#[derive(Message)]
struct TensorType {
    #[prost(int32, tag = "1")]
    elem_type: i32,
    #[prost(message, optional, tag = "2")]
    shape: Option<Shape>,
}

#[derive(Message)]
struct Shape {
    #[prost(message, repeated, tag = "1")]
    dim: Vec<Dim>,
}

#[derive(Message)]
struct Dim {
    #[prost(string, tag = "2")]
    param: String,
}

const FLOAT: i32 = 1;
const INT64: i32 = 7;

fn value(name: &str, elem_type: i32, dims: &[&str]) -> Value {
    let dim = dims.iter().map(|param| Dim { param: (*param).to_owned() }).collect();
    let tensor = TensorType { elem_type, shape: Some(Shape { dim }) };
    Value { name: name.to_owned(), r#type: Some(Type { tensor: Some(tensor) }) }
}

/// The bytes of a model that looks the logits of each id up in `table`, a row of `labels` an id.
pub(crate) fn onnx(table: &[f32], labels: usize, opset: i64) -> Vec<u8> {
    let graph = Graph {
        node: vec![Node {
            input: vec!["table".into(), "input_ids".into()],
            output: vec!["logits".into()],
            op_type: "Gather".into(),
        }],
        name: "look-up".into(),
        initializer: vec![Tensor {
            dims: vec![(table.len() / labels) as i64, labels as i64],
            data_type: FLOAT,
            float_data: table.to_vec(),
            name: "table".into(),
        }],
        input: vec![
            value("input_ids", INT64, &["texts", "tokens"]),
            value("attention_mask", INT64, &["texts", "tokens"]),
        ],
        output: vec![value("logits", FLOAT, &["texts", "tokens", "labels"])],
    };
    Model { ir_version: 8, graph: Some(graph), opset_import: vec![Opset { version: opset }] }.encode_to_vec()
}

/// Words that the tokenizer knows besides its marks, in the order of their ids from 4 on.
pub(crate) const WORDS: [&str; 4] = ["zorvex", "quillmere", "plan", "with"];

/// Writes a model into `folder` whose labels are `labels` and whose words have these labels (by number).
pub(crate) fn write(folder: &Path, labels: &[&str], words: [usize; 4], opset: i64) {
    let mut table = Vec::new();
    for label in [0; 4].into_iter().chain(words) {
        table.extend((0..labels.len()).map(|other| if other == label { 6.0 } else { -6.0 }));
    }
    fs::write(folder.join("model.onnx"), onnx(&table, labels.len(), opset)).expect("written");
    let id2label: Vec<String> = labels.iter().enumerate().map(|(id, label)| format!("\"{id}\": \"{label}\"")).collect();
    let config = format!(
        "{{\"model_type\": \"bert\", \"max_position_embeddings\": 64, \"pad_token_id\": 0, \"id2label\": {{{}}}}}",
        id2label.join(", ")
    );
    fs::write(folder.join("config.json"), config).expect("written");
    let marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"];
    let vocabulary: Vec<String> =
        marks.iter().chain(&WORDS).enumerate().map(|(id, word)| format!("\"{word}\": {id}")).collect();
    let added: Vec<String> = marks
        .iter()
        .enumerate()
        .map(|(id, mark)| {
            format!(
                "{{\"id\": {id}, \"content\": \"{mark}\", \"single_word\": false, \"lstrip\": false, \"rstrip\": false, \
                 \"normalized\": false, \"special\": true}}"
            )
        })
        .collect();
    let tokenizer = format!(
        "{{\"version\": \"1.0\", \"truncation\": null, \"padding\": null, \"added_tokens\": [{}], \
         \"normalizer\": {{\"type\": \"Lowercase\"}}, \"pre_tokenizer\": {{\"type\": \"BertPreTokenizer\"}}, \
         \"post_processor\": {{\"type\": \"BertProcessing\", \"sep\": [\"[SEP]\", 3], \"cls\": [\"[CLS]\", 2]}}, \
         \"decoder\": null, \"model\": {{\"type\": \"WordLevel\", \"vocab\": {{{}}}, \"unk_token\": \"[UNK]\"}}}}",
        added.join(", "),
        vocabulary.join(", ")
    );
    fs::write(folder.join("tokenizer.json"), tokenizer).expect("written");
}

/// Whether ONNX Runtime is to be had here; `cargo xtask test` sees to it that it is in CI.
pub(crate) fn runtime() -> bool {
    match unphi_ner::Runtime::load(None) {
        Ok(_) => true,
        Err(error) => {
            assert!(std::env::var_os(unphi_ner::LIBRARY_VARIABLE).is_none(), "{error}");
            eprintln!("left out: {error}");
            false
        }
    }
}
