//! Whether ten million different numbers get ten million different codes: a run, not a test, because it takes minutes.
//!
//! `cargo run --release -p unphi-benches --bin collisions`. A hash code has 80 bits, so that a collision among ten million is
//! expected once in 2.4 · 10¹⁰ such runs (`n² / 2⁸¹`).

#![forbid(unsafe_code)]

use unphi::{Deidentifier, Identifier, Key, Operator, Policy, Scratch, Standard};

const COUNT: u64 = 10_000_000;

fn main() {
    for operator in [Operator::Hash, Operator::Encrypt] {
        let policy = Policy::safe_harbor()
            .claiming(Standard::ExpertDetermination)
            .and_then(|policy| policy.with(Identifier::Mrn, None, operator))
            .expect("fits");
        let key = Key::from_bytes(&[7; 32]).expect("long enough");
        let deid = Deidentifier::builder().policy(policy).key(key).build().expect("builds");
        let mut scratch = Scratch::new();
        let mut out = String::new();
        // The code in full for a hash (16 letters of 5 bits), its first 80 bits for a token.
        let mut codes: Vec<u128> = Vec::with_capacity(COUNT as usize);
        for number in 0..COUNT {
            out.clear();
            let spans =
                deid.deidentify_into(&mut scratch, &format!("MRN: {number:08}"), &mut out).expect("deidentifies");
            assert_eq!(spans.len(), 1, "{number:08} is found");
            let code = out.rsplit(':').next().and_then(|code| code.get(..16)).expect("a token");
            codes.push(code.bytes().fold(0, |bits, letter| bits << 8 | u128::from(letter)));
        }
        codes.sort_unstable();
        let collisions = codes.windows(2).filter(|pair| pair[0] == pair[1]).count();
        println!("{operator}: {COUNT} numbers, {collisions} collisions in 80 bits");
    }
}
