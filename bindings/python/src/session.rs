//! Conversations, as Python has them.

use std::sync::{Mutex, MutexGuard};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use unphi::Held;

use crate::engine::Engine;
use crate::failure::{self, Failure, caught};
use crate::offsets;
use crate::result::{self, counted};
use crate::whom::subject_id;

/// One conversation. The same person, place or code has the same replacement in all of its messages, and `restore` puts the originals
/// into an answer. It holds the originals in memory, forgets them with itself, and needs no key.
///
/// - `deidentifier`: its settings; those of `Deidentifier()` where there is none.
/// - `subject_id`: whom it is about, for policies that shift dates.
///
/// Tags get numbers, so that each leads back to one original. What may have had several originals, such as the year that a date
/// became, is not put back.
///
/// >>> import unphi
/// >>> session = unphi.Session()
/// >>> session.deidentify("Mrs. Ruiz, MRN: 00482913, was seen by Dr. Rose.").text
/// 'Mrs. [NAME_1], MRN: [MRN_1], was seen by Dr. [NAME_2].'
/// >>> session.deidentify("Is Mrs. Ruiz well?").text
/// 'Is Mrs. [NAME_1] well?'
/// >>> session.restore("Dr. [NAME_2] should call Mrs. [NAME_1].")
/// 'Dr. Rose should call Mrs. Ruiz.'
///
/// Threads may share one. It is not pickled: it holds the originals.
#[pyclass(frozen, module = "unphi")]
pub(crate) struct Session {
    session: Mutex<unphi::Session>,
}

/// An answer that is restored as it comes, in pieces; `Session.stream` begins one.
///
/// >>> import unphi
/// >>> session = unphi.Session()
/// >>> session.deidentify("Mrs. Ruiz is well.").text
/// 'Mrs. [NAME_1] is well.'
/// >>> stream = session.stream()
/// >>> pieces = [stream.push(piece) for piece in ("Dear Mrs. [NA", "ME_1], you are ", "well.")]
/// >>> "".join(pieces) + stream.finish()
/// 'Dear Mrs. Ruiz, you are well.'
#[pyclass(frozen, module = "unphi")]
pub(crate) struct RestoreStream {
    session: Py<Session>,
    held: Mutex<Held>,
}

#[pymethods]
impl Session {
    #[new]
    #[pyo3(signature = (deidentifier=None, *, subject_id=None))]
    fn new(deidentifier: Option<&Bound<'_, Engine>>, subject_id: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let mut session = match deidentifier {
            Some(engine) => unphi::Session::new(&engine.get().deidentifier),
            None => unphi::Session::new(&unphi::Deidentifier::safe_harbor()),
        };
        session.set_subject_id(subject_id.map(self::subject_id).transpose()?.flatten().as_deref());
        Ok(Self { session: Mutex::new(session) })
    }

    /// Replaces every identifier of a message.
    fn deidentify(&self, py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<result::Result> {
        let text = failure::text(text)?;
        let (out, spans, offsets) = py.detach(|| {
            caught(|| {
                let done = locked(&self.session)?.deidentify(text)?;
                let spans = counted(text, done.spans());
                let offsets = offsets::map(text, done.text(), done.offsets());
                Ok((done.into_text(), spans, offsets))
            })
        })?;
        result::Result::from_parts(py, &out, spans, offsets)
    }

    /// `text` with the originals in the place of this conversation's replacements, wherever they stand. What is none of them stays.
    fn restore(&self, py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<String> {
        let text = failure::text(text)?;
        Ok(py.detach(|| caught(|| Ok(locked(&self.session)?.restore(text))))?)
    }

    /// Begins an answer that comes in pieces.
    fn stream(slf: Py<Self>) -> RestoreStream {
        RestoreStream { session: slf, held: Mutex::default() }
    }

    fn __repr__(&self) -> &'static str {
        "Session()"
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("a session is not pickled: it holds what it replaced"))
    }
}

#[pymethods]
impl RestoreStream {
    /// Takes the next piece and gives what is sure by now. What may be the beginning of a replacement waits for the next piece.
    fn push(&self, py: Python<'_>, piece: &Bound<'_, PyString>) -> PyResult<String> {
        let piece = failure::text(piece)?;
        self.advance(py, |held, session| {
            let mut stream = session.resume_stream(core::mem::take(held));
            let sure = stream.push(piece);
            *held = stream.pause();
            sure
        })
    }

    /// Gives what was held back. The stream may be used for another answer.
    fn finish(&self, py: Python<'_>) -> PyResult<String> {
        self.advance(py, |held, session| session.resume_stream(core::mem::take(held)).finish())
    }

    fn __repr__(&self) -> &'static str {
        "RestoreStream()"
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("a stream is not pickled: its session holds what it replaced"))
    }
}

impl RestoreStream {
    fn advance(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&mut Held, &unphi::Session) -> String + Send,
    ) -> PyResult<String> {
        let session = self.session.get();
        let restored = py.detach(|| {
            caught(|| {
                let session = locked(&session.session)?;
                Ok(work(&mut *locked(&self.held)?, &session))
            })
        });
        Ok(restored?)
    }
}

/// The GIL must not be held: whoever has the lock may wait for it.
fn locked<T>(mutex: &Mutex<T>) -> Result<MutexGuard<'_, T>, Failure> {
    mutex.lock().map_err(|_| Failure::Panicked(" in an earlier call on this conversation".to_owned()))
}
