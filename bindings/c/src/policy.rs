//! What is done to each identifier.

use core::ffi::c_char;

use unphi::Policy;

use crate::handle;
use crate::options::{set, unphi_options};
use crate::panic::call;
use crate::pointer::{Buffer, Out, text};
use crate::status::{Failure, unphi_status};

/// What is done to each identifier. It never changes; any number of threads may read one at the same time.
#[allow(non_camel_case_types, reason = "as C knows it")]
pub struct unphi_policy {
    policy: Policy,
}

/// Makes the built-in policy of that name, `len` bytes: `safe-harbor` (the default of every engine), `limited-data-set`,
/// `pseudonymize` or `reversible`. Free it with `unphi_policy_free`. `UNPHI_STATUS_CONFIGURATION`: there is none of that name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_policy_named(
    name: *const c_char,
    len: usize,
    policy: *mut *mut unphi_policy,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for `len` readable bytes and an output that may be written.
        let (name, out) = unsafe { (text(name, len)?, Out::new(policy)?) };
        let named = Policy::named(name).ok_or_else(|| {
            let message = format!("there is no such policy; the built-in ones are {}", Policy::PROFILES.join(", "));
            Failure::new(unphi_status::Configuration, message)
        })?;
        out.put(handle::new(unphi_policy { policy: named })?);
        Ok(())
    })
}

/// Reads a policy file: its text in TOML, `len` bytes of UTF-8. Free the policy with `unphi_policy_free`.
///
/// `UNPHI_STATUS_CONFIGURATION`: the message begins with the line that is wrong and says what to do. A policy that departs from
/// what it claims, such as `safe-harbor` with shifted dates, is wrong.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_policy_from_toml(
    toml: *const c_char,
    len: usize,
    policy: *mut *mut unphi_policy,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for `len` readable bytes and an output that may be written.
        let (toml, out) = unsafe { (text(toml, len)?, Out::new(policy)?) };
        let read = Policy::from_toml(toml)?;
        out.put(handle::new(unphi_policy { policy: read })?);
        Ok(())
    })
}

/// Gives the name of a policy, its file's or that of its profile: `len` bytes at `data`, without a NUL, valid until the policy is
/// freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_policy_name(
    policy: *const unphi_policy,
    data: *mut *const c_char,
    len: *mut usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for outputs that may be written.
        let (data_out, len_out) = unsafe { (Out::new(data)?, Out::new(len)?) };
        let (data, len) = handle::read(policy, |policy| {
            let name = policy.policy.name();
            Ok((name.as_ptr(), name.len()))
        })?;
        data_out.put(data.cast());
        len_out.put(len);
        Ok(())
    })
}

/// Writes a policy in full, as a file that `unphi_policy_from_toml` reads back to the same. `buffer` takes `capacity` bytes; no NUL
/// is added. `needed` receives the length, on success and with `UNPHI_STATUS_BUFFER_TOO_SMALL`; `NULL` and 0 for the buffer ask for
/// it. The file holds the lists of the policy, which may name people.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_policy_toml(
    policy: *const unphi_policy,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for a buffer and an output that may be written.
        let buffer = unsafe { Buffer::new(buffer, capacity, needed)? };
        handle::read(policy, |policy| buffer.put(policy.policy.to_toml().as_bytes()))
    })
}

/// Writes 64 hexadecimal digits that name exactly this policy, the SHA-256 of what `unphi_policy_toml` writes, for manifests of
/// what was done. The buffer is as for `unphi_policy_toml`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_policy_fingerprint(
    policy: *const unphi_policy,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for a buffer and an output that may be written.
        let buffer = unsafe { Buffer::new(buffer, capacity, needed)? };
        handle::read(policy, |policy| buffer.put(policy.policy.fingerprint().as_bytes()))
    })
}

/// Says what a policy needs: `key` becomes 1 where an engine with it must have a key, `subject_id` where each text must say whom it
/// is about (`unphi_deidentify_for`), because dates are shifted; else 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_policy_needs(
    policy: *const unphi_policy,
    key: *mut u32,
    subject_id: *mut u32,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for outputs that may be written.
        let (key_out, subject_id_out) = unsafe { (Out::new(key)?, Out::new(subject_id)?) };
        let (key, subject_id) =
            handle::read(policy, |policy| Ok((policy.policy.needs_key(), policy.policy.needs_subject())))?;
        key_out.put(key.into());
        subject_id_out.put(subject_id.into());
        Ok(())
    })
}

/// Frees a policy. Options and engines that have it stay. `NULL` is let pass.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_policy_free(policy: *mut unphi_policy) -> unphi_status {
    call(|| handle::free(policy))
}

/// Sets what is done to each identifier: a policy, which is copied. It replaces the one set before. A minimum confidence that the
/// options set themselves takes the place of the policy's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_options_set_policy(
    options: *mut unphi_options,
    policy: *const unphi_policy,
) -> unphi_status {
    call(|| {
        let policy = handle::read(policy, |policy| Ok(policy.policy.clone()))?;
        set(options, |builder| builder.policy(policy))
    })
}
