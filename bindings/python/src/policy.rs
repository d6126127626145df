//! What is done to each identifier, as Python gives it.

use std::fs;
use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::{PyAny, PyString, PyTuple, PyType};

use crate::failure::{self, refused};

/// What is done to each identifier. It never changes.
///
/// `Policy("safe-harbor")` is a built-in profile, one of `Policy.PROFILES`; `Policy.from_toml` and `Policy.from_file` read a policy
/// file, whose format is on the page `unphi::policies` of the Rust documentation. A policy cannot hold what departs from the standard
/// that it claims.
///
/// >>> import unphi
/// >>> policy = unphi.Policy.from_toml('''
/// ... claim = "expert-determination"
/// ... [operators]
/// ... ssn = { operator = "mask", with = "#", keep_last = 4 }
/// ... ''')
/// >>> unphi.Deidentifier(policy=policy).deidentify("SSN: 219-09-9999").text
/// 'SSN: ###-##-9999'
/// >>> unphi.Policy.from_toml('[operators]\ndate = "shift"')
/// Traceback (most recent call last):
/// ...
/// unphi.ConfigurationError: policy, line 2: date departs from safe-harbor ...
/// >>> policy
/// Policy(name='safe-harbor', claim='expert-determination')
///
/// It can be pickled. Its lists and rules may name people: the pickle and `to_toml()` hold them, `repr` does not.
#[pyclass(frozen, module = "unphi")]
pub(crate) struct Policy {
    pub(crate) policy: unphi::Policy,
}

#[pymethods]
impl Policy {
    /// The names of the built-in profiles.
    #[classattr]
    #[pyo3(name = "PROFILES")]
    fn profiles(py: Python<'_>) -> PyResult<Py<PyTuple>> {
        PyTuple::new(py, unphi::Policy::PROFILES).map(Bound::unbind)
    }

    #[new]
    #[pyo3(signature = (profile="safe-harbor"))]
    fn new(profile: &str) -> PyResult<Self> {
        Self::named(profile)
    }

    /// Reads the text of a policy file. A `ConfigurationError` names the line that is wrong.
    ///
    /// >>> import unphi
    /// >>> unphi.Policy.from_toml('profile = "limited-data-set"').claim
    /// 'limited-data-set'
    #[classmethod]
    fn from_toml(_class: &Bound<'_, PyType>, text: &Bound<'_, PyString>) -> PyResult<Self> {
        let policy = unphi::Policy::from_toml(failure::text(text)?).map_err(|error| refused(&error))?;
        Ok(Self { policy })
    }

    /// Reads a policy file.
    #[classmethod]
    fn from_file(class: &Bound<'_, PyType>, path: PathBuf) -> PyResult<Self> {
        Self::read(class.py(), path)
    }

    /// Its name: the file's, or that of its profile.
    #[getter]
    fn name(&self) -> &str {
        self.policy.name()
    }

    /// The standard that it claims and surely meets: `safe-harbor`, `limited-data-set` or `expert-determination`.
    #[getter]
    fn claim(&self) -> &'static str {
        self.policy.claim().name()
    }

    /// Whether a `Deidentifier` with it must have a `key`.
    #[getter]
    fn needs_key(&self) -> bool {
        self.policy.needs_key()
    }

    /// Whether each text must come with a `subject_id`, because dates are shifted.
    #[getter]
    fn needs_subject_id(&self) -> bool {
        self.policy.needs_subject()
    }

    /// Whether everything that it replaces can be brought back with the key.
    #[getter]
    fn is_reversible(&self) -> bool {
        self.policy.is_reversible()
    }

    /// 64 hexadecimal digits that name exactly this policy, for manifests of what was done.
    #[getter]
    fn fingerprint(&self) -> String {
        self.policy.fingerprint()
    }

    /// The policy in full, as a file that `from_toml` reads back to the same.
    fn to_toml(&self) -> String {
        self.policy.to_toml()
    }

    /// Lists and rules may name people, so that none is shown.
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let name = PyString::new(py, self.policy.name()).repr()?;
        Ok(format!("Policy(name={name}, claim='{}')", self.claim()))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().policy == self.policy)
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        PyString::new(py, &self.policy.to_toml()).hash()
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("from_toml")?, (slf.get().policy.to_toml(),)))
    }
}

impl Policy {
    /// The built-in policy of that name.
    pub(crate) fn named(name: &str) -> PyResult<Self> {
        let policy = unphi::Policy::named(name).ok_or_else(|| {
            let known = unphi::Policy::PROFILES.join(", ");
            failure::configuration(format!(
                "there is no such built-in policy: use one of {known}, Policy.from_toml or Policy.from_file"
            ))
        })?;
        Ok(Self { policy })
    }

    pub(crate) fn read(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let text = py.detach(|| fs::read_to_string(path))?;
        let policy = unphi::Policy::from_toml(&text).map_err(|error| refused(&error))?;
        Ok(Self { policy })
    }
}
