//! The way back, with the key: tokens become what they stood for.

use core::ffi::c_char;

use unphi::{Fault, Identifier};

use crate::deidentifier::unphi_deidentifier;
use crate::handle;
use crate::panic::call;
use crate::pointer::{Buffer, Out, text};
use crate::status::{Failure, unphi_status};

/// A text whose tokens were opened, and what could not be. Any number of threads may read one at the same time.
#[allow(non_camel_case_types, reason = "as C knows it")]
pub struct unphi_reidentified {
    /// Ends with a NUL that is not part of the output.
    text: String,
    opened: usize,
    faults: Vec<unphi_token_fault>,
}

/// Why a token was not opened. Later versions may add to it.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(non_camel_case_types, reason = "as C knows it")]
pub enum unphi_fault {
    /// A reason that this version of the header does not know.
    Other = 0,
    /// Its end or its beginning is missing.
    Cut = 1,
    /// It was made with a key that the engine does not have.
    OtherKey = 2,
    /// A letter of it was changed, or it belongs to another identifier.
    Altered = 3,
    /// A later version of the library made it.
    OtherVersion = 4,
}

/// A token that was left as it stands. This structure will never change.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(non_camel_case_types, reason = "as C knows it")]
pub struct unphi_token_fault {
    /// Its first byte in the text that was given.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What is wrong with it.
    pub fault: unphi_fault,
}

impl From<Fault> for unphi_fault {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Cut => Self::Cut,
            Fault::OtherKey => Self::OtherKey,
            Fault::Altered => Self::Altered,
            Fault::OtherVersion => Self::OtherVersion,
            _ => Self::Other,
        }
    }
}

/// Opens the encrypted tokens of a text of `len` bytes of UTF-8, wherever they stand and in whatever order: what a policy with
/// `encrypt` wrote under the engine's key or a previous one. A token that does not open is counted and left as it stands, never
/// guessed. Free what comes with `unphi_reidentified_free`. `UNPHI_STATUS_KEY`: the engine has no key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_reidentify(
    deidentifier: *const unphi_deidentifier,
    data: *const c_char,
    len: usize,
    reidentified: *mut *mut unphi_reidentified,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for `len` readable bytes and an output that may be written.
        let (text, out) = unsafe { (text(data, len)?, Out::new(reidentified)?) };
        let opened = handle::read(deidentifier, |d| Ok(d.engine().reidentify(text)?))?;
        let faults = opened.faults().iter().map(|fault| unphi_token_fault {
            start: fault.range().start,
            end: fault.range().end,
            fault: fault.fault().into(),
        });
        let (faults, count) = (faults.collect(), opened.opened());
        let mut text = opened.into_text();
        text.push('\0');
        out.put(handle::new(unphi_reidentified { text, opened: count, faults })?);
        Ok(())
    })
}

/// Gives the text with every token that could be opened replaced by its original: `len` bytes of UTF-8 at `data`, and behind them a
/// NUL that `len` does not count. Valid until the handle is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_reidentified_text(
    reidentified: *const unphi_reidentified,
    data: *mut *const c_char,
    len: *mut usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for outputs that may be written.
        let (data_out, len_out) = unsafe { (Out::new(data)?, Out::new(len)?) };
        let (data, len) = handle::read(reidentified, |opened| Ok((opened.text.as_ptr(), opened.text.len() - 1)))?;
        data_out.put(data.cast());
        len_out.put(len);
        Ok(())
    })
}

/// Gives how many tokens were opened.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_reidentified_opened(
    reidentified: *const unphi_reidentified,
    count: *mut usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for an output that may be written.
        let out = unsafe { Out::new(count)? };
        out.put(handle::read(reidentified, |opened| Ok(opened.opened))?);
        Ok(())
    })
}

/// Gives the tokens that stand as they stood: an array of `count`, by their place in the text. Valid until the handle is freed. Where
/// all were opened, `count` is 0 and `faults` is not to be followed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_reidentified_faults(
    reidentified: *const unphi_reidentified,
    faults: *mut *const unphi_token_fault,
    count: *mut usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for outputs that may be written.
        let (faults_out, count_out) = unsafe { (Out::new(faults)?, Out::new(count)?) };
        let (faults, count) = handle::read(reidentified, |opened| Ok((opened.faults.as_ptr(), opened.faults.len())))?;
        faults_out.put(faults);
        count_out.put(count);
        Ok(())
    })
}

/// Frees what `unphi_reidentify` gave, and with it what was read in place. `NULL` is let pass.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_reidentified_free(reidentified: *mut unphi_reidentified) -> unphi_status {
    call(|| handle::free(reidentified))
}

/// Writes the number that `encrypt-digits` of a policy turned into the one given, `len` bytes; `identifier` is one of
/// `unphi_identifier`. Unlike a token such a number carries no check: one that was never encrypted gives another, wrong one. The
/// buffer is as for `unphi_deidentify_to`. `UNPHI_STATUS_KEY`: the engine has no key. `UNPHI_STATUS_INPUT`: not 6 to 56 digits with
/// punctuation.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_reidentify_digits(
    deidentifier: *const unphi_deidentifier,
    identifier: u32,
    data: *const c_char,
    len: usize,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for a buffer and an output that may be written.
        let buffer = unsafe { Buffer::new(buffer, capacity, needed)? };
        let identifier = Identifier::ALL.get(identifier as usize).copied().ok_or_else(|| {
            Failure::new(unphi_status::Configuration, format!("{identifier} is none of unphi_identifier"))
        })?;
        handle::read(deidentifier, |d| {
            // SAFETY: the header asks for `len` readable bytes. The buffer may overlap them: it is written below.
            let number = d.engine().reidentify_digits(identifier, unsafe { text(data, len)? })?;
            buffer.put(number.as_bytes())
        })
    })
}
