//! The secret behind pseudonyms, shifts and tokens, as Python gives it.

use std::env::{self, VarError};
use std::fs;
use std::path::PathBuf;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyAny, PyByteArray, PyBytes, PyDict, PyString, PyTuple, PyType};
use zeroize::Zeroizing;

use crate::failure::{self, refused};

/// A secret key: at least 32 random bytes. Nothing gives it out again, `repr` shows its id, and it is wiped from memory with its owner.
///
/// - `Key(secret)`: bytes, such as `secrets.token_bytes(32)`. A password is no key.
/// - `Key.from_hex(digits)`: at least 64 hexadecimal digits, such as `openssl rand -hex 32` prints.
/// - `Key.from_file(path)`: a file that holds either of those.
/// - `Key.from_env(name="UNPHI_KEY")`: an environment variable with hexadecimal digits.
///
/// **Pickling.** A pickle goes to disks, queues and the logs of clusters. A key of a file or of the environment is pickled as the name
/// of that file or variable, and read again where it is unpickled, which fails unless it is the same key there. A key made of bytes or
/// digits is not pickled, a `TypeError`, unless you say so: `Key(secret, pickle_secret=True)`. A `Deidentifier` is pickled with its
/// keys, and so under the same rule.
///
/// Wrong keys are `InvalidKeyError`s.
///
/// >>> import unphi
/// >>> key = unphi.Key(b"an example of 32 bytes, no secret")
/// >>> key
/// Key(id='...')
/// >>> unphi.Key(b"short")
/// Traceback (most recent call last):
/// ...
/// unphi.InvalidKeyError: the key has fewer than 32 bytes: make one with `openssl rand -hex 32`
#[pyclass(frozen, module = "unphi")]
pub(crate) struct Key {
    pub(crate) key: unphi::Key,
    origin: Origin,
}

/// Where a key comes from, which is what its pickle says.
enum Origin {
    /// Given, and never to be pickled.
    Given,
    /// Given, and to be pickled as it is.
    Written(Zeroizing<Vec<u8>>),
    File(PathBuf),
    Env(String),
}

#[pymethods]
impl Key {
    #[new]
    #[pyo3(signature = (secret, *, pickle_secret=false))]
    fn new(secret: &Bound<'_, PyAny>, pickle_secret: bool) -> PyResult<Self> {
        let bytes = Zeroizing::new(if let Ok(bytes) = secret.cast::<PyBytes>() {
            bytes.as_bytes().to_vec()
        } else if let Ok(bytes) = secret.cast::<PyByteArray>() {
            bytes.to_vec()
        } else {
            return Err(PyTypeError::new_err("expected bytes or bytearray; for a str of digits there is Key.from_hex"));
        });
        let key = unphi::Key::from_bytes(&bytes).map_err(|error| refused(&error))?;
        Ok(Self { key, origin: if pickle_secret { Origin::Written(bytes) } else { Origin::Given } })
    }

    /// A key of at least 64 hexadecimal digits; white space at the ends does not count.
    #[classmethod]
    fn from_hex(_class: &Bound<'_, PyType>, digits: &Bound<'_, PyString>) -> PyResult<Self> {
        let key = unphi::Key::from_hex(failure::text(digits)?).map_err(|error| refused(&error))?;
        Ok(Self { key, origin: Origin::Given })
    }

    /// The key in a file: hexadecimal digits, or the bytes themselves.
    #[classmethod]
    #[pyo3(signature = (path, *, expected_id=None))]
    fn from_file(class: &Bound<'_, PyType>, path: PathBuf, expected_id: Option<&str>) -> PyResult<Self> {
        let contents = class.py().detach(|| fs::read(&path).map(Zeroizing::new))?;
        let key = unphi::Key::from_file_contents(&contents).map_err(|error| refused(&error))?;
        expect(&key, expected_id, "the key file")?;
        Ok(Self { key, origin: Origin::File(path) })
    }

    /// The key in an environment variable, in hexadecimal digits.
    #[classmethod]
    #[pyo3(signature = (name="UNPHI_KEY", *, expected_id=None))]
    fn from_env(_class: &Bound<'_, PyType>, name: &str, expected_id: Option<&str>) -> PyResult<Self> {
        let wrong = |what: &str| failure::invalid_key(format!("the environment variable {name}{what}"));
        if name.is_empty() || name.contains(['=', '\0']) {
            return Err(failure::invalid_key("an environment variable cannot have that name"));
        }
        let digits = match env::var(name) {
            Ok(digits) => Zeroizing::new(digits),
            Err(VarError::NotPresent) => return Err(wrong(" is not set")),
            Err(VarError::NotUnicode(_)) => Zeroizing::new("?".to_owned()),
        };
        let key = unphi::Key::from_hex(&digits).map_err(|error| wrong(&format!(": {error}")))?;
        expect(&key, expected_id, name)?;
        Ok(Self { key, origin: Origin::Env(name.to_owned()) })
    }

    /// Four letters or digits that name the key. They stand in each of its tokens and are no secret.
    #[getter]
    fn id(&self) -> String {
        self.key.id()
    }

    fn __repr__(&self) -> String {
        format!("Key(id='{}')", self.key.id())
    }

    /// A key never changes, so that a copy of it is itself.
    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let (py, class, key) = (slf.py(), slf.get_type(), slf.get());
        let options = PyDict::new(py);
        let (made, given) = match &key.origin {
            Origin::Given => {
                return Err(PyTypeError::new_err(
                    "a key made of bytes or digits is not pickled, so that it is written nowhere unseen: read it with \
                     Key.from_env or Key.from_file, or say Key(secret, pickle_secret=True)",
                ));
            }
            Origin::Written(bytes) => {
                options.set_item("pickle_secret", true)?;
                (class.into_any(), PyBytes::new(py, bytes).into_any())
            }
            Origin::File(path) => (class.getattr("from_file")?, path.into_pyobject(py)?.into_any()),
            Origin::Env(name) => (class.getattr("from_env")?, PyString::new(py, name).into_any()),
        };
        if !matches!(key.origin, Origin::Written(_)) {
            options.set_item("expected_id", key.key.id())?;
        }
        // A call with keywords.
        let partial = py.import("functools")?.getattr("partial")?.call((made, given), Some(&options))?;
        Ok((partial, PyTuple::empty(py)))
    }
}

/// Another key would make other pseudonyms, and open nothing.
fn expect(key: &unphi::Key, id: Option<&str>, place: &str) -> PyResult<()> {
    match id {
        Some(id) if id != key.id() => {
            Err(failure::invalid_key(format!("{place} holds another key here: {}, not {id}", key.id())))
        }
        _ => Ok(()),
    }
}
