//! The native pass gives the logits that ONNX Runtime gave with the same file.

use unphi_ner::{Activations, ModelError, Network};

const MODEL: &[u8] = include_bytes!("../../../models/ner/model.onnx");

#[derive(serde::Deserialize)]
struct Recorded {
    ids: Vec<u32>,
    logits: Vec<f32>,
}

fn recorded() -> Vec<Recorded> {
    serde_json::from_str(include_str!("logits.json")).unwrap_or_default()
}

#[test]
fn native_logits_equal_those_of_onnx_runtime() {
    let network = Network::from_onnx(MODEL).unwrap();
    let (mut activations, mut logits) = (Activations::default(), Vec::new());
    let texts = recorded();
    assert!(texts.len() >= 4);
    for (number, text) in texts.iter().enumerate() {
        network.logits(&text.ids, &mut activations, &mut logits);
        assert_eq!(logits.len(), text.logits.len());
        for (at, (ours, theirs)) in logits.iter().zip(&text.logits).enumerate() {
            assert!((ours - theirs).abs() < 1e-3, "text {number}, logit {at}: {ours} for {theirs}");
        }
    }
}

#[test]
fn a_long_text_is_computed_in_pieces_that_do_not_show() {
    let network = Network::from_onnx(MODEL).unwrap();
    let (mut activations, mut logits, mut part) = (Activations::default(), Vec::new(), Vec::new());
    let ids: Vec<u32> = recorded().iter().flat_map(|text| text.ids.clone()).collect();
    let once = ids.len() / unphi_ner::Features::WIDTH;
    let long = ids.repeat(3_000 / once + 1);
    network.logits(&long, &mut activations, &mut logits);
    // Around the first seam, alone and far from its own ends.
    let (from, to) = (700, 1_400);
    let width = unphi_ner::Features::WIDTH;
    network.logits(&long[from * width..to * width], &mut activations, &mut part);
    for token in 100..to - from - 100 {
        for label in 0..network.labels() {
            let (ours, theirs) =
                (part[token * network.labels() + label], logits[(from + token) * network.labels() + label]);
            assert_eq!(ours.to_bits(), theirs.to_bits(), "token {token}");
        }
    }
}

#[test]
fn some_tokens_alone_get_what_they_get_among_all() {
    let network = Network::from_onnx(MODEL).unwrap();
    let (mut activations, mut logits, mut some) = (Activations::default(), Vec::new(), Vec::new());
    for text in recorded() {
        network.logits(&text.ids, &mut activations, &mut logits);
        let tokens = text.ids.len() / unphi_ner::Features::WIDTH;
        for wanted in [0..1, tokens / 2..tokens / 2 + 3, tokens - 1..tokens, 0..0, 0..tokens + 9] {
            network.logits_of(&text.ids, wanted.clone(), &mut activations, &mut some);
            let wanted = wanted.start * network.labels()..wanted.end.min(tokens) * network.labels();
            assert_eq!(some, logits[wanted]);
        }
    }
}

#[test]
fn what_is_no_model_is_an_error() {
    assert_eq!(Network::from_onnx(&MODEL[..MODEL.len() / 2]).unwrap_err(), ModelError::Damaged);
    assert!(Network::from_onnx(b"").is_err());
    assert!(Network::from_onnx(b"no model at all").is_err());
}

#[test]
fn an_id_past_the_table_is_nothing() {
    let network = Network::from_onnx(MODEL).unwrap();
    let (mut activations, mut logits) = (Activations::default(), Vec::new());
    network.logits(&[u32::MAX; unphi_ner::Features::WIDTH], &mut activations, &mut logits);
    assert_eq!(logits.len(), network.labels());
    network.logits(&[], &mut activations, &mut logits);
    assert!(logits.is_empty());
}
