//! See `calls`.
#![no_main]

use unphi_capi as capi;

#[path = "../capi.rs"]
mod program;

libfuzzer_sys::fuzz_target!(|input: &[u8]| program::calls(input));
