//! Tokens a second of features and forward pass on this machine: `cargo run --release -p unphi-ner --example speed FILE`.

use std::time::Instant;

use unphi_ner::{Activations, Features, Network};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("usage: speed FILE")?;
    let text = std::fs::read_to_string(file)?;
    let network = Network::from_onnx(include_bytes!("../../../models/ner/model.onnx"))?;
    let (mut features, mut activations, mut logits) = (Features::default(), Activations::default(), Vec::new());
    println!("{network:?}");
    for round in 0..5 {
        let start = Instant::now();
        features.read(&text);
        let read = start.elapsed().as_secs_f64();
        let tokens = features.ranges().len();
        let start = Instant::now();
        let mut sum = 0.0;
        for piece in features.ids().chunks(200 * Features::WIDTH) {
            network.logits(piece, &mut activations, &mut logits);
            sum += logits.iter().sum::<f32>();
        }
        let pass = start.elapsed().as_secs_f64();
        println!(
            "round {round}: features {:.1} MB/s, pass {:.0} tokens/s ({tokens} tokens, sum {sum})",
            text.len() as f64 / read / 1e6,
            tokens as f64 / pass,
        );
    }
    Ok(())
}
