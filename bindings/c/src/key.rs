//! The secret behind pseudonyms, shifts and tokens.

use core::ffi::{c_char, c_void};
use std::env::{self, VarError};

use unphi::Key;
use zeroize::Zeroizing;

use crate::handle;
use crate::options::{set, unphi_options};
use crate::panic::call;
use crate::pointer::{Buffer, Out, bytes, text};
use crate::status::{Failure, unphi_status};

/// A secret key. No function gives it out again, no message shows it, and each copy that this library makes is wiped from memory when
/// it is freed: that of a handle with its `_free`, those of options and engines with theirs. It never changes; any number of threads
/// may use one.
#[allow(non_camel_case_types, reason = "as C knows it")]
pub struct unphi_key {
    key: Key,
}

/// Makes a key of `len` bytes, at least 32, from a random source (`openssl rand 32`; a password is none). They are copied: wipe yours.
/// Free the key with `unphi_key_free`. `UNPHI_STATUS_KEY`: too short.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_key_from_bytes(
    data: *const c_void,
    len: usize,
    key: *mut *mut unphi_key,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for `len` readable bytes and an output that may be written.
        let (secret, out) = unsafe { (bytes(data.cast(), len)?, Out::new(key)?) };
        out.put(handle::new(unphi_key { key: Key::from_bytes(secret)? })?);
        Ok(())
    })
}

/// Makes a key of at least 64 hexadecimal digits, as `openssl rand -hex 32` prints them; white space at the ends does not count.
/// Free it with `unphi_key_free`. `UNPHI_STATUS_KEY`: too short, or another character.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_key_from_hex(
    digits: *const c_char,
    len: usize,
    key: *mut *mut unphi_key,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for `len` readable bytes and an output that may be written.
        let (digits, out) = unsafe { (bytes(digits.cast(), len)?, Out::new(key)?) };
        // Bytes that are no text are no digits.
        let digits = core::str::from_utf8(digits).unwrap_or("?");
        out.put(handle::new(unphi_key { key: Key::from_hex(digits)? })?);
        Ok(())
    })
}

/// Makes a key of the hexadecimal digits in an environment variable, whose name has `len` bytes; `NULL` and 0 are for `UNPHI_KEY`, as
/// the command `unphi` has it. Free it with `unphi_key_free`. The environment keeps its copy, and must not be changed meanwhile by
/// another thread. `UNPHI_STATUS_KEY`: the variable is not set, or holds no key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_key_from_env(name: *const c_char, len: usize, key: *mut *mut unphi_key) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for `len` readable bytes and an output that may be written.
        let (name, out) = unsafe { (text(name, len)?, Out::new(key)?) };
        let name = if name.is_empty() { "UNPHI_KEY" } else { name };
        let wrong = |what: &str| Failure::new(unphi_status::Key, format!("the environment variable {what}"));
        if name.contains(['=', '\0']) {
            return Err(wrong("cannot have that name"));
        }
        let digits = match env::var(name) {
            Ok(digits) => Zeroizing::new(digits),
            Err(VarError::NotPresent) => return Err(wrong(&format!("{name} is not set"))),
            Err(VarError::NotUnicode(_)) => Zeroizing::new("?".to_owned()),
        };
        let read = Key::from_hex(&digits).map_err(|error| wrong(&format!("{name}: {error}")))?;
        out.put(handle::new(unphi_key { key: read })?);
        Ok(())
    })
}

/// Writes the four letters or digits that name a key, which stand in each of its tokens and are no secret. `buffer` takes `capacity`
/// bytes; no NUL is added. `needed` receives the length, on success and with `UNPHI_STATUS_BUFFER_TOO_SMALL`; `NULL` and 0 for the
/// buffer ask for it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_key_id(
    key: *const unphi_key,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for a buffer and an output that may be written.
        let buffer = unsafe { Buffer::new(buffer, capacity, needed)? };
        handle::read(key, |key| buffer.put(key.key.id().as_bytes()))
    })
}

/// Frees a key and wipes it. Options and engines that have it stay. `NULL` is let pass.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_key_free(key: *mut unphi_key) -> unphi_status {
    call(|| handle::free(key))
}

/// Sets the key that pseudonyms, hashes, shifts and tokens are derived from; it is copied, and replaces the one set before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_options_set_key(options: *mut unphi_options, key: *const unphi_key) -> unphi_status {
    call(|| {
        let key = handle::read(key, |key| Ok(key.key.clone()))?;
        set(options, |builder| builder.key(key))
    })
}

/// Adds a key, which is copied, that was used before: `unphi_reidentify` opens its tokens too.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_options_add_previous_key(
    options: *mut unphi_options,
    key: *const unphi_key,
) -> unphi_status {
    call(|| {
        let key = handle::read(key, |key| Ok(key.key.clone()))?;
        set(options, |builder| builder.previous_key(key))
    })
}
