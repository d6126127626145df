//! What an engine may be told.

use core::ffi::c_char;

use unphi::{Builder, Deidentifier};

use crate::handle;
use crate::panic::call;
use crate::pointer::{Out, text};
use crate::status::{Failure, unphi_status};

/// Settings for `unphi_deidentifier_new`. Fill them on one thread; calls that overlap get `UNPHI_STATUS_HANDLE_IN_USE`.
#[allow(non_camel_case_types, reason = "as C knows it")]
pub struct unphi_options {
    pub(crate) builder: Builder,
}

/// Makes the default settings: all 18 identifiers, the Safe Harbor policy. Free them with `unphi_options_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_options_new(options: *mut *mut unphi_options) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for an output that may be written.
        let out = unsafe { Out::new(options)? };
        out.put(handle::new(unphi_options { builder: Deidentifier::builder() })?);
        Ok(())
    })
}

/// Sets the confidence below which a finding is left in the text: above 0, at most 1; 0.5 unless you set it. A lower value
/// finds more, and takes more that is no identifier. `unphi_deidentifier_new` checks it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_options_set_min_confidence(
    options: *mut unphi_options,
    min_confidence: f32,
) -> unphi_status {
    call(|| set(options, |builder| builder.min_confidence(min_confidence)))
}

/// Sets recognizers of your own: the text of a rules file in TOML, `len` bytes of UTF-8, which is copied. It replaces the
/// rules set before. `unphi_deidentifier_new` compiles it, and its message names the line that is wrong.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_options_set_rules(
    options: *mut unphi_options,
    toml: *const c_char,
    len: usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for `len` readable bytes.
        let toml = unsafe { text(toml, len)? };
        set(options, |builder| builder.rules(toml))
    })
}

/// Adds a text that is never an identifier where it is all of a finding, whatever its case; `len` bytes of UTF-8, copied.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_options_add_allow(
    options: *mut unphi_options,
    allowed: *const c_char,
    len: usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for `len` readable bytes.
        let allowed = unsafe { text(allowed, len)? };
        set(options, |builder| builder.allow([allowed]))
    })
}

/// Adds a text that is removed wherever it stands as whole words, as `UNPHI_IDENTIFIER_OTHER`, whatever its case; `len`
/// bytes of UTF-8, copied.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_options_add_deny(
    options: *mut unphi_options,
    denied: *const c_char,
    len: usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for `len` readable bytes.
        let denied = unsafe { text(denied, len)? };
        set(options, |builder| builder.deny([denied]))
    })
}

/// Frees settings. Engines made with them stay. `NULL` is let pass.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_options_free(options: *mut unphi_options) -> unphi_status {
    call(|| handle::free(options))
}

pub(crate) fn set(options: *mut unphi_options, change: impl FnOnce(Builder) -> Builder) -> Result<(), Failure> {
    handle::change(options, |options| {
        options.builder = change(core::mem::take(&mut options.builder));
        Ok(())
    })
}
