//! How Polars calls a plugin: interface 0.1. All `unsafe` of this crate is here.
//!
//! - A function takes over its input columns, whether it succeeds or not, and writes one column; or leaves that empty, and
//!   Polars asks on the same thread for the message.
//! - A column is the Arrow C data interface with a release of its own, which frees what the arrays stand in and not the
//!   arrays: those belong to whoever imported the column.
//! - `_polars_plugin_field_…` says what the type of the outcome will be. The fields it is given stay Polars'.
//!
//! Text that is not UTF-8, or data that is broken in another way, is refused before anything trusts it.

#![allow(unsafe_code, reason = "a C interface")]

use core::ffi::{c_char, c_void};
use core::mem::ManuallyDrop;
use core::{ptr, slice};

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi_and_data_type};
use arrow_array::{Array as _, ArrayRef, make_array, new_null_array};
use arrow_schema::{DataType, Field};

use crate::call::{Call, Work};
use crate::failure::{self, Failure};

/// The version of the interface: 0 in the upper half, 1 in the lower.
const VERSION: u32 = 1;

/// A column on its way.
#[repr(C)]
pub(crate) struct SeriesExport {
    field: *mut FFI_ArrowSchema,
    arrays: *mut *mut FFI_ArrowArray,
    len: usize,
    release: Option<unsafe extern "C" fn(*mut SeriesExport)>,
    private_data: *mut c_void,
}

impl Drop for SeriesExport {
    fn drop(&mut self) {
        if let Some(release) = self.release {
            // SAFETY: whoever made it gave the function for this, and it has not been called: it unsets itself.
            unsafe { release(self) }
        }
    }
}

/// A column that has arrived.
pub(crate) struct Column {
    pub(crate) field: Field,
    pub(crate) chunks: Vec<ArrayRef>,
}

/// What a column that leaves stands in.
struct Kept {
    schema: FFI_ArrowSchema,
    /// Polars' once it has read them.
    array: ManuallyDrop<FFI_ArrowArray>,
    pointers: [*mut FFI_ArrowArray; 1],
}

/// Which version of the interface this is. Polars asks once, before all else.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn _polars_plugin_get_version() -> u32 {
    VERSION
}

/// Why the last call on this thread failed: ends with a NUL, valid until the next call that fails on this thread.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn _polars_plugin_get_last_error_message() -> *const c_char {
    failure::last()
}

/// The two symbols of a function: the call, and the type of what it gives.
macro_rules! function {
    ($call:ident, $field:ident, $work:expr) => {
        /// # Safety
        /// As Polars calls it.
        #[unsafe(no_mangle)]
        pub(crate) unsafe extern "C" fn $call(
            inputs: *mut SeriesExport,
            n_inputs: usize,
            kwargs: *const u8,
            kwargs_len: usize,
            ret: *mut SeriesExport,
            _context: *mut c_void,
        ) {
            // SAFETY: the arguments are passed on as they are.
            unsafe { run($work, inputs, n_inputs, kwargs, kwargs_len, ret) }
        }

        /// # Safety
        /// As Polars calls it.
        #[unsafe(no_mangle)]
        pub(crate) unsafe extern "C" fn $field(
            fields: *mut FFI_ArrowSchema,
            n_fields: usize,
            ret: *mut FFI_ArrowSchema,
            kwargs: *const u8,
            kwargs_len: usize,
        ) {
            // SAFETY: the arguments are passed on as they are.
            unsafe { field($work, fields, n_fields, ret, kwargs, kwargs_len) }
        }
    };
}

function!(_polars_plugin_deidentify, _polars_plugin_field_deidentify, Work::Deidentify);
function!(_polars_plugin_detect, _polars_plugin_field_detect, Work::Detect);

/// # Safety
/// `inputs` are so many columns, which nobody uses afterwards; `kwargs` is so long; `ret` can be written.
unsafe fn run(
    work: Work,
    inputs: *mut SeriesExport,
    n_inputs: usize,
    kwargs: *const u8,
    kwargs_len: usize,
    ret: *mut SeriesExport,
) {
    failure::recorded(|| {
        // Each is taken over before one of them can fail: what is left would never be freed.
        // SAFETY: there are so many, and each is read once.
        let inputs = (0..n_inputs).map(|at| unsafe { arrived(ptr::read(inputs.add(at))) }).collect::<Vec<_>>();
        let columns = inputs.into_iter().collect::<Result<Vec<_>, _>>()?;
        // SAFETY: so many bytes, which outlive the call.
        let call = Call::read(work, unsafe { bytes(kwargs, kwargs_len) })?;
        let fields: Vec<&Field> = columns.iter().map(|column| &column.field).collect();
        let field = call.field(&fields)?;
        let export = leaving(&field, &call.run(&columns)?)?;
        // SAFETY: what stood there was empty and needs no release.
        unsafe { ptr::write(ret, export) };
        Ok(())
    });
}

/// # Safety
/// `fields` are so many, `kwargs` is so long, and both outlive the call; `ret` can be written.
unsafe fn field(
    work: Work,
    fields: *mut FFI_ArrowSchema,
    n_fields: usize,
    ret: *mut FFI_ArrowSchema,
    kwargs: *const u8,
    kwargs_len: usize,
) {
    failure::recorded(|| {
        // SAFETY: there are so many, and they are only looked at. A slice of none is not made of what may be no pointer.
        let given = if n_fields == 0 { &[] } else { unsafe { slice::from_raw_parts(fields, n_fields) } };
        let given = given.iter().map(Field::try_from).collect::<Result<Vec<_>, _>>()?;
        // SAFETY: so many bytes, which outlive the call.
        let call = Call::read(work, unsafe { bytes(kwargs, kwargs_len) })?;
        let field = FFI_ArrowSchema::try_from(&call.field(&given.iter().collect::<Vec<_>>())?)?;
        // SAFETY: what stood there was empty and needs no release.
        unsafe { ptr::write(ret, field) };
        Ok(())
    });
}

/// # Safety
/// So many bytes, for as long as the outcome is used.
unsafe fn bytes<'b>(start: *const u8, len: usize) -> &'b [u8] {
    // SAFETY: as asked for; none are not made of what may be no pointer.
    if len == 0 { &[] } else { unsafe { slice::from_raw_parts(start, len) } }
}

/// # Safety
/// A column of Polars'.
unsafe fn arrived(export: SeriesExport) -> Result<Column, Failure> {
    // SAFETY: so many pointers, each to an array that is read once: all of them before one can fail.
    let arrays: Vec<FFI_ArrowArray> = (0..export.len).map(|at| unsafe { ptr::read(*export.arrays.add(at)) }).collect();
    // SAFETY: the column brings its type, which lives as long as it does.
    let field = Field::try_from(unsafe { &*export.field })?;
    let chunk = |array: FFI_ArrowArray| {
        if field.data_type() == &DataType::Null {
            // Polars' nulls come with a buffer, which they are not to have.
            return Ok(new_null_array(&DataType::Null, array.len()));
        }
        // SAFETY: the array and its type belong together.
        let data = unsafe { from_ffi_and_data_type(array, field.data_type().clone()) }?;
        data.validate_full().map_err(|_| Failure::new("the column is not valid Arrow data"))?;
        Ok(make_array(data))
    };
    let chunks = arrays.into_iter().map(chunk).collect::<Result<_, Failure>>()?;
    Ok(Column { field, chunks })
}

fn leaving(field: &Field, array: &ArrayRef) -> Result<SeriesExport, Failure> {
    let kept = Box::into_raw(Box::new(Kept {
        schema: FFI_ArrowSchema::try_from(field)?,
        array: ManuallyDrop::new(FFI_ArrowArray::new(&array.to_data())),
        pointers: [ptr::null_mut()],
    }));
    // SAFETY: it was just made, nobody else knows of it, and it stays where it is until it is released.
    let (field, arrays) = unsafe {
        (*kept).pointers = [(&raw mut (*kept).array).cast()];
        (&raw mut (*kept).schema, (&raw mut (*kept).pointers).cast())
    };
    Ok(SeriesExport { field, arrays, len: 1, release: Some(release), private_data: kept.cast() })
}

/// # Safety
/// A column of [`leaving`].
unsafe extern "C" fn release(export: *mut SeriesExport) {
    // SAFETY: as asked for. What it stands in is freed once: the release unsets itself.
    unsafe {
        drop(Box::from_raw((*export).private_data.cast::<Kept>()));
        (*export).release = None;
    }
}
