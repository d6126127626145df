//! Policies end to end: what each operator writes, the edges of the rule, and the way back.

mod edges;
mod file;
mod reidentify;
mod session;
mod shift;
#[path = "../support/mod.rs"]
mod support;
mod surrogate;

use unphi::{Deidentifier, Identifier, Key, Operator, Policy, Standard};

/// A key of 32 equal bytes.
pub(crate) fn key(byte: u8) -> Key {
    Key::from_bytes(&[byte; 32]).expect("long enough")
}

/// `policy` with a key.
pub(crate) fn keyed(policy: Policy, byte: u8) -> Deidentifier {
    Deidentifier::builder().policy(policy).key(key(byte)).build().expect("builds")
}

/// The default policy with one operator changed, whatever it then meets.
pub(crate) fn changed(identifier: Identifier, operator: Operator) -> Policy {
    let free = Policy::safe_harbor().claiming(Standard::ExpertDetermination).expect("claims less");
    free.with(identifier, None, operator).expect("fits")
}
