//! Raw pointers of C, in and out: the only place that follows them.

use core::ffi::c_char;
use core::slice;

use crate::status::{Failure, unphi_status};

/// A text of `len` bytes, which need not end with a NUL. `data` may be `NULL` where `len` is 0.
#[repr(C)]
#[derive(Clone, Copy)]
#[allow(non_camel_case_types, reason = "as C knows it")]
pub struct unphi_slice {
    /// The first byte.
    pub data: *const c_char,
    /// How many bytes.
    pub len: usize,
}

/// Where a result goes: known not to be `NULL`.
pub(crate) struct Out<T>(*mut T);

impl<T> Out<T> {
    /// # Safety
    /// `place` is `NULL`, or a `T` may be written there until the call ends.
    pub(crate) unsafe fn new(place: *mut T) -> Result<Self, Failure> {
        if place.is_null() { Err(null("an output is NULL")) } else { Ok(Self(place)) }
    }

    pub(crate) fn put(&self, value: T) {
        // SAFETY: whoever made this vouched for the place.
        unsafe { self.0.write_unaligned(value) }
    }
}

/// A buffer of the caller's.
pub(crate) struct Buffer {
    data: *mut u8,
    capacity: usize,
    needed: Out<usize>,
}

impl Buffer {
    /// # Safety
    /// Until the call ends, `capacity` bytes may be written to `data`, and a `size_t` to `needed` if it is not `NULL`.
    pub(crate) unsafe fn new(data: *mut c_char, capacity: usize, needed: *mut usize) -> Result<Self, Failure> {
        if data.is_null() && capacity > 0 {
            return Err(null("the buffer is NULL and its capacity is not 0"));
        }
        // SAFETY: as the caller vouches.
        Ok(Self { data: data.cast(), capacity, needed: unsafe { Out::new(needed)? } })
    }

    /// Writes all of `text` or nothing, and its length in any case.
    pub(crate) fn put(&self, text: &[u8]) -> Result<(), Failure> {
        self.needed.put(text.len());
        if text.len() > self.capacity {
            let message = format!("{} bytes are needed, the buffer has {}", text.len(), self.capacity);
            return Err(Failure::new(unphi_status::BufferTooSmall, message));
        }
        if !text.is_empty() {
            // SAFETY: `data` takes `capacity` bytes, and `text`, which is this library's own, does not overlap it.
            unsafe { self.data.copy_from_nonoverlapping(text.as_ptr(), text.len()) }
        }
        Ok(())
    }
}

/// The text of `len` bytes at `data`.
///
/// # Safety
/// `len` bytes may be read at `data` for as long as the text is used.
pub(crate) unsafe fn text<'a>(data: *const c_char, len: usize) -> Result<&'a str, Failure> {
    // SAFETY: as the caller vouches.
    let bytes = unsafe { bytes(data.cast(), len)? };
    core::str::from_utf8(bytes).map_err(|error| {
        let message = format!("the text is not UTF-8 at byte {}", error.valid_up_to());
        Failure::new(unphi_status::InvalidUtf8, message)
    })
}

/// The `len` bytes at `data`.
///
/// # Safety
/// `len` bytes may be read at `data` for as long as they are used.
pub(crate) unsafe fn bytes<'a>(data: *const u8, len: usize) -> Result<&'a [u8], Failure> {
    if len == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return Err(null("the text is NULL and its length is not 0"));
    }
    if isize::try_from(len).is_err() {
        return Err(Failure::new(unphi_status::InvalidLength, "the length of the text is larger than memory can be"));
    }
    // SAFETY: not `NULL`, not too long, and readable, as the caller vouches.
    Ok(unsafe { slice::from_raw_parts(data, len) })
}

/// The slice at `index` of an array.
///
/// # Safety
/// The array holds more than `index` slices.
pub(crate) unsafe fn item(items: *const unphi_slice, index: usize) -> unphi_slice {
    // SAFETY: as the caller vouches; the array may stand at any address.
    unsafe { items.add(index).read_unaligned() }
}

/// Checks an array of `count` items at `items` as far as it can be checked.
pub(crate) fn array<T>(items: *const T, count: usize) -> Result<(), Failure> {
    if count > 0 && items.is_null() {
        return Err(null("the array is NULL and its count is not 0"));
    }
    match count.checked_mul(size_of::<T>()).map(isize::try_from) {
        Some(Ok(_)) => Ok(()),
        _ => Err(Failure::new(unphi_status::InvalidLength, "the array is larger than memory can be")),
    }
}

/// The handles of an array.
///
/// # Safety
/// `items` is `NULL`, or an array of `count` handles.
pub(crate) unsafe fn handles<T>(items: *const *const T, count: usize) -> Result<Vec<*const T>, Failure> {
    array(items, count)?;
    // SAFETY: as the caller vouches; the array may stand at any address.
    Ok((0..count).map(|index| unsafe { items.add(index).read_unaligned() }).collect())
}

fn null(message: &'static str) -> Failure {
    Failure::new(unphi_status::NullPointer, message)
}
