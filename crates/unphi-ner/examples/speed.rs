//! Speed of the features and of the native pass on this machine: `cargo run --release -p unphi-ner --example speed FILE`.
//!
//! The text is read in pieces of some kilobytes, each timed alone. On a machine with other work to do, the fastest tenth of
//! the pieces tells what the code can do, the median what it gets.

use std::hint::black_box;
use std::time::Instant;

use unphi_ner::{Activations, Features, Network};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("usage: speed FILE")?;
    let text = std::fs::read_to_string(file)?;
    let start = Instant::now();
    let network = Network::from_onnx(include_bytes!("../../../models/ner/model.onnx"))?;
    println!("{network:?}, loaded in {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    let (mut features, mut activations, mut logits) = (Features::default(), Activations::default(), Vec::new());
    let (mut reading, mut passing) = (Vec::new(), Vec::new());
    let lines: Vec<&str> = text.lines().collect();
    for _ in 0..20 {
        for piece in lines.chunks(20) {
            let piece = piece.join("\n");
            let start = Instant::now();
            features.read(black_box(&piece));
            reading.push(piece.len() as f64 / start.elapsed().as_secs_f64() / 1e6);
            let start = Instant::now();
            network.logits(features.ids(), &mut activations, &mut logits);
            black_box(&logits);
            passing.push(features.ranges().len() as f64 / start.elapsed().as_secs_f64() / 1e3);
        }
    }
    let report = |what: &str, rates: &mut Vec<f64>, unit: &str| {
        rates.sort_by(f64::total_cmp);
        let at = |share: usize| rates.get(rates.len() * share / 100).copied().unwrap_or_default();
        println!("{what}: median {:.0}, fastest tenth {:.0} {unit}", at(50), at(90));
    };
    report("features", &mut reading, "MB/s");
    report("native pass", &mut passing, "thousand tokens/s");
    Ok(())
}
