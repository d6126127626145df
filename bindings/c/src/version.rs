//! Which library this is.

use core::ffi::{CStr, c_char};

use crate::handle;

/// The version of the binary interface that this header describes. It goes up when something that was there changes or goes;
/// what is added does not change it.
pub const UNPHI_ABI_VERSION: u32 = 1;

/// The library's version, such as `0.1.0`: a static string. The header's is `UNPHI_VERSION`.
#[unsafe(no_mangle)]
pub extern "C" fn unphi_version() -> *const c_char {
    const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
        Ok(version) => version,
        Err(_) => panic!(),
    };
    VERSION.as_ptr()
}

/// The library's binary interface. Where it is not `UNPHI_ABI_VERSION`, header and library do not belong together.
#[unsafe(no_mangle)]
pub extern "C" fn unphi_abi_version() -> u32 {
    UNPHI_ABI_VERSION
}

/// How many handles of this process are not freed. 0 at the end of a test says that it forgot none; leak checkers cannot say
/// so, because the library keeps a table of them.
#[unsafe(no_mangle)]
pub extern "C" fn unphi_handle_count() -> usize {
    handle::count()
}
