//! Conversations: what was replaced in the messages goes back into the answers, without a key.

use core::ffi::c_char;
use std::sync::{Arc, RwLock, TryLockError};

use unphi::{Held, Session};

use crate::deidentifier::unphi_deidentifier;
use crate::handle;
use crate::panic::call;
use crate::pointer::{Buffer, Out, text};
use crate::result::{Outcome, unphi_result};
use crate::status::{Failure, unphi_status};

/// A conversation. The same person, place or code has the same replacement in all of its messages, such as `[NAME_1]`, and the
/// originals can be put into the answers. They are held in memory and forgotten with the handle. Restoring may go on in several
/// threads at once; a message must have the session for itself.
#[allow(non_camel_case_types, reason = "as C knows it")]
pub struct unphi_session {
    session: Arc<RwLock<Session>>,
}

/// An answer that is restored as it comes, in pieces. For one thread at a time.
#[allow(non_camel_case_types, reason = "as C knows it")]
pub struct unphi_restore_stream {
    session: Arc<RwLock<Session>>,
    held: Held,
    /// What the last call gave out; ends with a NUL that is not part of it.
    out: String,
}

/// Begins a conversation with the settings of an engine, which may be freed. Free the session with `unphi_session_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_session_new(
    deidentifier: *const unphi_deidentifier,
    session: *mut *mut unphi_session,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for an output that may be written.
        let out = unsafe { Out::new(session)? };
        let session = handle::read(deidentifier, |d| {
            let mut session = Session::new(d.engine());
            session.set_subject_id(d.subject_id());
            Ok(session)
        })?;
        out.put(handle::new(unphi_session { session: Arc::new(RwLock::new(session)) })?);
        Ok(())
    })
}

/// Replaces every identifier of a message of `len` bytes of UTF-8. Free the result with `unphi_result_free`; it does not need the
/// session.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_session_deidentify(
    session: *mut unphi_session,
    data: *const c_char,
    len: usize,
    result: *mut *mut unphi_result,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for `len` readable bytes and an output that may be written.
        let (text, out) = unsafe { (text(data, len)?, Out::new(result)?) };
        let outcome = handle::change(session, |session| {
            // A stream of the session may be at work.
            let mut session = session.session.try_write().map_err(taken)?;
            Ok(Outcome::of(session.deidentify(text)?))
        })?;
        out.put(handle::new(unphi_result::new(outcome))?);
        Ok(())
    })
}

/// Writes an answer of `len` bytes of UTF-8 with the originals in the place of this conversation's replacements, wherever they stand;
/// what is none of them stays, and so does what several originals may have become, such as a year. The buffer is as for
/// `unphi_deidentify_to`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_session_restore(
    session: *const unphi_session,
    data: *const c_char,
    len: usize,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for a buffer and an output that may be written.
        let buffer = unsafe { Buffer::new(buffer, capacity, needed)? };
        handle::read(session, |session| {
            // SAFETY: the header asks for `len` readable bytes. The buffer may overlap them: it is written below.
            let restored = session.session.try_read().map_err(taken)?.restore(unsafe { text(data, len)? });
            buffer.put(restored.as_bytes())
        })
    })
}

/// Ends a conversation and forgets its originals, once its streams are freed too. `NULL` is let pass.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_session_free(session: *mut unphi_session) -> unphi_status {
    call(|| handle::free(session))
}

/// Begins an answer that comes in pieces, in which a replacement may be cut (`[NA` and `ME_1]`). Free it with
/// `unphi_restore_stream_free`; the session may be freed before it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_restore_stream_new(
    session: *const unphi_session,
    stream: *mut *mut unphi_restore_stream,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for an output that may be written.
        let out = unsafe { Out::new(stream)? };
        let session = handle::read(session, |session| Ok(Arc::clone(&session.session)))?;
        out.put(handle::new(unphi_restore_stream { session, held: Held::default(), out: String::new() })?);
        Ok(())
    })
}

/// Takes the next piece, `piece_len` bytes of whole UTF-8 characters, and gives what is sure by now: `len` bytes at `data`, and behind
/// them a NUL that `len` does not count. No more is held back than the longest replacement and a character. What is given is valid
/// until the next call with the stream. `UNPHI_STATUS_HANDLE_IN_USE`: a message of the session is at work; give the piece again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_restore_stream_push(
    stream: *mut unphi_restore_stream,
    piece: *const c_char,
    piece_len: usize,
    data: *mut *const c_char,
    len: *mut usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for `piece_len` readable bytes and outputs that may be written.
        let (piece, data_out, len_out) = unsafe { (text(piece, piece_len)?, Out::new(data)?, Out::new(len)?) };
        let (data, len) = handle::change(stream, |stream| stream.advance(Some(piece)))?;
        data_out.put(data);
        len_out.put(len);
        Ok(())
    })
}

/// Ends an answer and gives what was held back, as `unphi_restore_stream_push` does. The stream may be used for another answer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_restore_stream_finish(
    stream: *mut unphi_restore_stream,
    data: *mut *const c_char,
    len: *mut usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for outputs that may be written.
        let (data_out, len_out) = unsafe { (Out::new(data)?, Out::new(len)?) };
        let (data, len) = handle::change(stream, |stream| stream.advance(None))?;
        data_out.put(data);
        len_out.put(len);
        Ok(())
    })
}

/// Frees a stream, and with it what was read in place. `NULL` is let pass.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_restore_stream_free(stream: *mut unphi_restore_stream) -> unphi_status {
    call(|| handle::free(stream))
}

impl unphi_restore_stream {
    /// Goes on by a piece, or to the end.
    fn advance(&mut self, piece: Option<&str>) -> Result<(*const c_char, usize), Failure> {
        let session = self.session.try_read().map_err(taken)?;
        let mut stream = session.resume_stream(core::mem::take(&mut self.held));
        self.out = match piece {
            Some(piece) => {
                let sure = stream.push(piece);
                self.held = stream.pause();
                sure
            }
            None => stream.finish(),
        };
        self.out.push('\0');
        Ok((self.out.as_ptr().cast(), self.out.len() - 1))
    }
}

fn taken<T>(error: TryLockError<T>) -> Failure {
    match error {
        TryLockError::WouldBlock => {
            Failure::new(unphi_status::HandleInUse, "another call is using the session at the same time")
        }
        TryLockError::Poisoned(_) => {
            Failure::new(unphi_status::HandlePoisoned, "an earlier call on the session ended in an internal error")
        }
    }
}
