//! A name model beside the rules.

use core::ffi::c_char;

use unphi_ner::{Choice, choose};

use crate::options::{set, unphi_options};
use crate::panic::call;
use crate::pointer::text;
use crate::status::{Failure, unphi_status};

/// Sets the name model that stands beside the rules; none unless you call this. `model` is `len` bytes of UTF-8:
/// - `auto`: the one in this library, asked about the words that the rules are unsure of;
/// - `on`: the same, asked about every word, which is slower by far;
/// - `off`: none;
/// - anything else: a folder with a model of your own, see the README.
///
/// The model is loaded here and shared by all engines that are made with these options. Where it cannot be used the status is
/// `UNPHI_STATUS_CONFIGURATION`, the message says what to do, and the options stay as they were.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_options_set_name_model(
    options: *mut unphi_options,
    model: *const c_char,
    len: usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for `len` readable bytes.
        let which = unsafe { text(model, len)? };
        let chosen = choose(which.as_ref(), &Choice::default())
            .map_err(|error| Failure::new(unphi_status::Configuration, format!("name model: {error}")))?;
        set(options, |builder| match chosen {
            Some(chosen) => builder.name_model(chosen.model, chosen.ask),
            None => builder.without_name_model(),
        })
    })
}
