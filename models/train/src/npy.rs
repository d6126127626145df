//! Arrays in NumPy's file format, version 1.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

/// Writes `bytes`, numbers of type `dtype` (`<u2`), as an array of `shape`.
pub(crate) fn write(path: &Path, dtype: &str, shape: &[usize], bytes: &[u8]) -> Result<(), String> {
    let shape: String = shape.iter().map(|count| format!("{count},")).collect();
    let header = format!("{{'descr': '{dtype}', 'fortran_order': False, 'shape': ({shape}), }}");
    // Magic, version and length take 10 bytes; the whole is a multiple of 64 and ends a line.
    let length = (10 + header.len() + 1).next_multiple_of(64) - 10;
    let fail = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut file = BufWriter::new(File::create(path).map_err(fail)?);
    let mut put = |bytes: &[u8]| file.write_all(bytes).map_err(fail);
    put(b"\x93NUMPY\x01\x00")?;
    put(&(length as u16).to_le_bytes())?;
    put(format!("{header:<width$}\n", width = length - 1).as_bytes())?;
    put(bytes)?;
    file.flush().map_err(fail)
}
