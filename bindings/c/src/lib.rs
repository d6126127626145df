//! unphi for C: everything that `include/unphi.h` declares, and that header's text.
//!
//! `handle`, `panic`, `pointer` and `status` are the boundary, each rule of it once; the other files are one for each
//! handle. A function checks its outputs, reads its inputs, asks the core, and writes its outputs last, so that it does all or
//! nothing. `cargo xtask header` writes the header anew from the comments here.

// Only `pointer` follows what C gives; the functions vouch for it in the words of the header.
#![allow(unsafe_code, reason = "a C interface")]
#![allow(clippy::missing_safety_doc, reason = "the head of the header states it for every function")]

mod batch;
mod deidentifier;
#[cfg(test)]
mod fuzz_corpus;
mod handle;
mod identifier;
mod key;
mod name_model;
mod options;
mod panic;
mod pointer;
mod policy;
mod reidentified;
mod result;
mod session;
mod status;
mod subject;
#[cfg(test)]
mod tests;
mod version;

pub use batch::{
    unphi_batch, unphi_batch_count, unphi_batch_failures, unphi_batch_free, unphi_batch_result, unphi_batch_text,
    unphi_deidentify_batch,
};
pub use deidentifier::{
    unphi_deidentifier, unphi_deidentifier_free, unphi_deidentifier_new, unphi_deidentifier_with_subject_id,
    unphi_deidentify, unphi_deidentify_for, unphi_deidentify_to, unphi_deidentify_write, unphi_detect, unphi_write_fn,
};
pub use identifier::{unphi_identifier, unphi_identifier_name};
pub use key::{
    unphi_key, unphi_key_free, unphi_key_from_bytes, unphi_key_from_env, unphi_key_from_hex, unphi_key_id,
    unphi_options_add_previous_key, unphi_options_set_key,
};
pub use name_model::unphi_options_set_name_model;
pub use options::{
    unphi_options, unphi_options_add_allow, unphi_options_add_deny, unphi_options_free, unphi_options_new,
    unphi_options_set_min_confidence, unphi_options_set_rules,
};
pub use pointer::unphi_slice;
pub use policy::{
    unphi_options_set_policy, unphi_policy, unphi_policy_fingerprint, unphi_policy_free, unphi_policy_from_toml,
    unphi_policy_name, unphi_policy_named, unphi_policy_needs, unphi_policy_toml,
};
pub use reidentified::{
    unphi_fault, unphi_reidentified, unphi_reidentified_faults, unphi_reidentified_free, unphi_reidentified_opened,
    unphi_reidentified_text, unphi_reidentify, unphi_reidentify_digits, unphi_token_fault,
};
pub use result::{
    unphi_replacement, unphi_result, unphi_result_free, unphi_result_replacements, unphi_result_span_evidence,
    unphi_result_span_kind, unphi_result_span_rule, unphi_result_spans, unphi_result_text, unphi_result_to_original,
    unphi_result_to_output, unphi_span,
};
pub use session::{
    unphi_restore_stream, unphi_restore_stream_finish, unphi_restore_stream_free, unphi_restore_stream_new,
    unphi_restore_stream_push, unphi_session, unphi_session_deidentify, unphi_session_free, unphi_session_new,
    unphi_session_restore,
};
pub use status::{unphi_last_error, unphi_status, unphi_status_name};
pub use subject::{
    unphi_deidentifier_with_subjects, unphi_fact, unphi_options_add_subject, unphi_subject, unphi_subject_add,
    unphi_subject_add_id, unphi_subject_free, unphi_subject_new,
};
pub use version::{UNPHI_ABI_VERSION, unphi_abi_version, unphi_handle_count, unphi_version};
