//! The engine, and the calls on one text.

use core::cell::Cell;
use core::ffi::{c_char, c_int, c_void};

use unphi::{Deidentifier, Scratch, Span};

use crate::handle;
use crate::options::unphi_options;
use crate::panic::call;
use crate::pointer::{Buffer, Out, text};
use crate::result::{Outcome, unphi_result};
use crate::status::{Failure, unphi_status};

/// The engine. Any number of threads may use one at the same time; it never changes.
#[allow(non_camel_case_types, reason = "as C knows it")]
pub struct unphi_deidentifier {
    engine: Deidentifier,
    /// Whom its texts are about.
    subject_id: Option<Box<str>>,
}

/// Takes the next piece of an output: `len` bytes of whole UTF-8 characters, valid during the call, `len` above 0. Returns 0
/// to go on; any other number ends the call with `UNPHI_STATUS_STOPPED`. It must not throw and not jump out; it may call this
/// library.
#[allow(non_camel_case_types, reason = "as C knows it")]
pub type unphi_write_fn = Option<unsafe extern "C" fn(context: *mut c_void, data: *const c_char, len: usize) -> c_int>;

/// Most bytes that a callback gets at once.
const PIECE: usize = 64 << 10;

/// A text longer than this gets buffers of its own, so that a thread does not keep what one huge text needed.
const KEPT: usize = 8 << 20;

/// Buffers that a thread uses from call to call.
#[derive(Default)]
pub(crate) struct Buffers {
    scratch: Scratch,
    out: String,
}

thread_local! {
    /// Absent while a call has them: a callback may call again.
    static BUFFERS: Cell<Option<Box<Buffers>>> = const { Cell::new(None) };
}

/// Makes an engine. `options` may be `NULL` for the defaults: all 18 identifiers, the Safe Harbor policy. They are copied and
/// may be used again or freed. Free the engine with `unphi_deidentifier_free`.
///
/// `UNPHI_STATUS_CONFIGURATION`: the options are wrong; the message says which and why.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_deidentifier_new(
    options: *const unphi_options,
    deidentifier: *mut *mut unphi_deidentifier,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for an output that may be written.
        let out = unsafe { Out::new(deidentifier)? };
        let engine = if options.is_null() {
            Deidentifier::safe_harbor()
        } else {
            handle::read(options, |options| Ok(options.builder.clone()))?.build()?
        };
        out.put(handle::new(unphi_deidentifier::new(engine))?);
        Ok(())
    })
}

/// Replaces every identifier of a text of `len` bytes of UTF-8 (NUL bytes are text like any other). Free the result with
/// `unphi_result_free`; it does not need the engine or the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_deidentify(
    deidentifier: *const unphi_deidentifier,
    data: *const c_char,
    len: usize,
    result: *mut *mut unphi_result,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for `len` readable bytes and an output that may be written.
        let (text, out) = unsafe { (text(data, len)?, Out::new(result)?) };
        let outcome = handle::read(deidentifier, |d| d.deidentify(text))?;
        out.put(handle::new(unphi_result::new(outcome))?);
        Ok(())
    })
}

/// The same for a text about the person whom you call `subject_id`, `id_len` bytes of UTF-8, the same for all texts of that person:
/// dates move by the same days and names have the same surrogates in all of them. It is no part of the output. It takes the place of
/// the engine's own (`unphi_deidentifier_with_subject_id`).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_deidentify_for(
    deidentifier: *const unphi_deidentifier,
    subject_id: *const c_char,
    id_len: usize,
    data: *const c_char,
    len: usize,
    result: *mut *mut unphi_result,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for as many readable bytes and an output that may be written.
        let (id, text, out) = unsafe { (text(subject_id, id_len)?, text(data, len)?, Out::new(result)?) };
        let outcome = handle::read(deidentifier, |d| d.deidentify_for(Some(id), text))?;
        out.put(handle::new(unphi_result::new(outcome))?);
        Ok(())
    })
}

/// Finds the identifiers of a text of `len` bytes of UTF-8 and writes no text. Free the result with `unphi_result_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_detect(
    deidentifier: *const unphi_deidentifier,
    data: *const c_char,
    len: usize,
    result: *mut *mut unphi_result,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for `len` readable bytes and an output that may be written.
        let (text, out) = unsafe { (text(data, len)?, Out::new(result)?) };
        let outcome = handle::read(deidentifier, |d| {
            with_buffers(text.len(), |buffers| {
                Ok(Outcome::found(d.engine.detect_into(&mut buffers.scratch, text)?.to_vec()))
            })
        })?;
        out.put(handle::new(unphi_result::new(outcome))?);
        Ok(())
    })
}

/// Replaces every identifier of a text of `len` bytes of UTF-8 and writes the output into `buffer`, which takes `capacity`
/// bytes and may be where the text is. No NUL is added. `needed` receives the length of the output, on success and with
/// `UNPHI_STATUS_BUFFER_TOO_SMALL`; `NULL` and 0 for the buffer ask for that length.
///
/// A warm thread allocates nothing in this call. An output may be longer than its text: `Ann` becomes `[NAME]`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_deidentify_to(
    deidentifier: *const unphi_deidentifier,
    data: *const c_char,
    len: usize,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for a buffer and an output that may be written.
        let buffer = unsafe { Buffer::new(buffer, capacity, needed)? };
        handle::read(deidentifier, |d| {
            with_buffers(len, |buffers| {
                // SAFETY: the header asks for `len` readable bytes. The buffer may overlap them: it is written below, when
                // the text is no longer used.
                d.write_out(unsafe { text(data, len)? }, buffers)?;
                buffer.put(buffers.out.as_bytes())
            })
        })
    })
}

/// Replaces every identifier of a text of `len` bytes of UTF-8 and hands the output to `write`, piece by piece, with `context`.
/// The first piece comes when the whole text is done, so that a text that fails gives out nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_deidentify_write(
    deidentifier: *const unphi_deidentifier,
    data: *const c_char,
    len: usize,
    write: unphi_write_fn,
    context: *mut c_void,
) -> unphi_status {
    call(|| {
        let write = write.ok_or_else(|| Failure::new(unphi_status::NullPointer, "the callback is NULL"))?;
        // SAFETY: the header asks for `len` readable bytes.
        let text = unsafe { text(data, len)? };
        handle::read(deidentifier, |d| {
            with_buffers(len, |buffers| {
                d.write_out(text, buffers)?;
                let mut rest = buffers.out.as_str();
                while !rest.is_empty() {
                    let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE));
                    // SAFETY: the header asks for a function that takes such a piece.
                    if unsafe { write(context, piece.as_ptr().cast(), piece.len()) } != 0 {
                        return Err(Failure::new(unphi_status::Stopped, "the callback asked to stop"));
                    }
                    rest = after;
                }
                Ok(())
            })
        })
    })
}

/// Makes an engine for the texts about the person whom you call `subject_id`, `len` bytes of UTF-8, as `unphi_deidentify_for` has it,
/// for the calls that do not take one. It shares all else. Free it with `unphi_deidentifier_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_deidentifier_with_subject_id(
    deidentifier: *const unphi_deidentifier,
    subject_id: *const c_char,
    len: usize,
    with: *mut *mut unphi_deidentifier,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for `len` readable bytes and an output that may be written.
        let (id, out) = unsafe { (text(subject_id, len)?, Out::new(with)?) };
        let engine = handle::read(deidentifier, |d| Ok(d.engine.clone()))?;
        out.put(handle::new(unphi_deidentifier { engine, subject_id: Some(id.into()) })?);
        Ok(())
    })
}

/// Frees an engine. Results stay. `NULL` is let pass; `UNPHI_STATUS_HANDLE_IN_USE`, and nothing freed, while another thread
/// is in a call with it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_deidentifier_free(deidentifier: *mut unphi_deidentifier) -> unphi_status {
    call(|| handle::free(deidentifier))
}

impl unphi_deidentifier {
    pub(crate) fn new(engine: Deidentifier) -> Self {
        Self { engine, subject_id: None }
    }

    /// The same with another engine.
    pub(crate) fn with(&self, engine: Deidentifier) -> Self {
        Self { engine, subject_id: self.subject_id.clone() }
    }

    pub(crate) fn subject_id(&self) -> Option<&str> {
        self.subject_id.as_deref()
    }

    pub(crate) fn engine(&self) -> &Deidentifier {
        &self.engine
    }

    pub(crate) fn deidentify(&self, text: &str) -> Result<Outcome, Failure> {
        self.deidentify_for(self.subject_id(), text)
    }

    fn deidentify_for(&self, subject_id: Option<&str>, text: &str) -> Result<Outcome, Failure> {
        with_buffers(text.len(), |Buffers { scratch, .. }| {
            scratch.set_subject_id(subject_id);
            let mut out = String::new();
            let spans: Vec<Span> = self.engine.deidentify_into(scratch, text, &mut out)?.to_vec();
            Ok(Outcome::new(out, spans, scratch.offsets().to_map()))
        })
    }

    /// Leaves the output in the buffers.
    fn write_out(&self, text: &str, Buffers { scratch, out }: &mut Buffers) -> Result<(), Failure> {
        out.clear();
        scratch.set_subject_id(self.subject_id());
        self.engine.deidentify_into(scratch, text, out)?;
        Ok(())
    }
}

/// Lends the thread's buffers for a text of `len` bytes. After a panic they are not put back.
fn with_buffers<R>(len: usize, work: impl FnOnce(&mut Buffers) -> Result<R, Failure>) -> Result<R, Failure> {
    if len > KEPT {
        return work(&mut Buffers::default());
    }
    // While a thread ends, its buffers may be gone already.
    let mut buffers = BUFFERS.try_with(Cell::take).ok().flatten().unwrap_or_default();
    let result = work(&mut buffers);
    let _ = BUFFERS.try_with(|kept| kept.set(Some(buffers)));
    result
}
