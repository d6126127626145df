//! What came of one text.

use core::ffi::c_char;
use core::ops::Range;
use std::sync::{Arc, OnceLock};

use unphi::{Deidentified, OffsetMap, Offsets, Span};

use crate::handle;
use crate::identifier::unphi_identifier;
use crate::panic::call;
use crate::pointer::{Buffer, Out};
use crate::status::{Failure, unphi_status};

/// The output of one text, and what was found there. Any number of threads may read one at the same time.
#[allow(non_camel_case_types, reason = "as C knows it")]
pub struct unphi_result {
    outcome: Arc<Outcome>,
}

/// One identifier found in a text. It holds no text. This structure will never change: what else there is to know of a span is
/// asked by functions.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(non_camel_case_types, reason = "as C knows it")]
pub struct unphi_span {
    /// Its first byte in the text that was given.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Which of the 18 identifiers it is.
    pub identifier: unphi_identifier,
    /// How sure the engine is, above 0 and at most 1.
    pub confidence: f32,
}

/// A part of a text and what it became. Offsets are bytes. This structure will never change.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(non_camel_case_types, reason = "as C knows it")]
pub struct unphi_replacement {
    /// Its first byte in the text that was given.
    pub start: usize,
    /// One past its last byte there.
    pub end: usize,
    /// The first byte of the output that stands for it.
    pub output_start: usize,
    /// One past the last byte there; `output_start` where it was removed.
    pub output_end: usize,
}

/// What is known of a text once it is done.
pub(crate) struct Outcome {
    /// Ends with a NUL that is not part of the output.
    text: Option<String>,
    spans: Vec<Span>,
    /// The same spans as C reads them.
    plain: Vec<unphi_span>,
    offsets: OffsetMap,
    /// The replacements as C reads them, once it has asked.
    replacements: OnceLock<Box<[unphi_replacement]>>,
}

impl Outcome {
    pub(crate) fn new(mut text: String, spans: Vec<Span>, offsets: OffsetMap) -> Self {
        text.push('\0');
        Self { text: Some(text), offsets, ..Self::found(spans) }
    }

    pub(crate) fn of(done: Deidentified) -> Self {
        let (spans, offsets) = (done.spans().to_vec(), done.offsets().to_map());
        Self::new(done.into_text(), spans, offsets)
    }

    /// Spans, and no output.
    pub(crate) fn found(spans: Vec<Span>) -> Self {
        let plain = spans.iter().map(|span| unphi_span {
            start: span.start(),
            end: span.end(),
            identifier: span.identifier().into(),
            confidence: span.confidence(),
        });
        let (plain, offsets, replacements) = (plain.collect(), OffsetMap::default(), OnceLock::new());
        Self { plain, text: None, spans, offsets, replacements }
    }

    pub(crate) fn text(&self) -> Result<(*const c_char, usize), Failure> {
        match &self.text {
            Some(text) => Ok((text.as_ptr().cast(), text.len() - 1)),
            None => Err(Failure::new(unphi_status::NoText, "the result is of unphi_detect, which writes no text")),
        }
    }

    /// The map between the text and the output.
    fn offsets(&self) -> Result<Offsets<'_>, Failure> {
        self.text().map(|_| self.offsets.offsets())
    }

    fn replacements(&self) -> Result<&[unphi_replacement], Failure> {
        let offsets = self.offsets()?;
        Ok(self.replacements.get_or_init(|| {
            let replacements = offsets.replacements().map(|(text, output)| unphi_replacement {
                start: text.start,
                end: text.end,
                output_start: output.start,
                output_end: output.end,
            });
            replacements.collect()
        }))
    }

    fn span(&self, index: usize) -> Result<&Span, Failure> {
        self.spans.get(index).ok_or_else(|| {
            let message = format!("there is no span {index}: the result has {}", self.spans.len());
            Failure::new(unphi_status::IndexOutOfRange, message)
        })
    }
}

impl unphi_result {
    pub(crate) fn new(outcome: impl Into<Arc<Outcome>>) -> Self {
        Self { outcome: outcome.into() }
    }
}

/// Gives the output: `len` bytes of UTF-8 at `data`, and behind them a NUL that `len` does not count. Valid until the result is
/// freed.
///
/// `UNPHI_STATUS_NO_TEXT`: the result is of `unphi_detect`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_result_text(
    result: *const unphi_result,
    data: *mut *const c_char,
    len: *mut usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for outputs that may be written.
        let (data_out, len_out) = unsafe { (Out::new(data)?, Out::new(len)?) };
        let (data, len) = handle::read(result, |result| result.outcome.text())?;
        data_out.put(data);
        len_out.put(len);
        Ok(())
    })
}

/// Gives what was found: an array of `count` spans, by their place in the text, none overlapping another. Valid until the result
/// is freed. Where nothing was found, `count` is 0 and `spans` is not to be followed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_result_spans(
    result: *const unphi_result,
    spans: *mut *const unphi_span,
    count: *mut usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for outputs that may be written.
        let (spans_out, count_out) = unsafe { (Out::new(spans)?, Out::new(count)?) };
        let (spans, count) =
            handle::read(result, |result| Ok((result.outcome.plain.as_ptr(), result.outcome.plain.len())))?;
        spans_out.put(spans);
        count_out.put(count);
        Ok(())
    })
}

/// Gives the finer kind of the span at `index`, such as `zip` or `last4`: `len` bytes at `data`, without a NUL, valid until the
/// result is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_result_span_kind(
    result: *const unphi_result,
    index: usize,
    data: *mut *const c_char,
    len: *mut usize,
) -> unphi_status {
    // SAFETY: the header asks for outputs that may be written.
    call(|| unsafe { name(result, index, data, len, Span::kind) })
}

/// Gives the rule that found the span at `index`, such as `ssn.labelled`, or the name that your own rule has: `len` bytes at
/// `data`, without a NUL, valid until the result is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_result_span_rule(
    result: *const unphi_result,
    index: usize,
    data: *mut *const c_char,
    len: *mut usize,
) -> unphi_status {
    // SAFETY: the header asks for outputs that may be written.
    call(|| unsafe { name(result, index, data, len, Span::rule) })
}

/// Writes why the span at `index` was taken: the names of the observations that decided it, each once, separated by single
/// spaces (`label check-passed`). `buffer` takes `capacity` bytes; no NUL is added. `needed` receives the length, on success and
/// with `UNPHI_STATUS_BUFFER_TOO_SMALL`; `NULL` and 0 for the buffer ask for it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_result_span_evidence(
    result: *const unphi_result,
    index: usize,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for a buffer and an output that may be written.
        let buffer = unsafe { Buffer::new(buffer, capacity, needed)? };
        handle::read(result, |result| {
            let names: Vec<&str> = result.outcome.span(index)?.evidence().names().collect();
            buffer.put(names.join(" ").as_bytes())
        })
    })
}

/// Gives the range of the output that the bytes from `start` to `end` of the text became. A place inside a replacement has no
/// counterpart of its own: a range that touches one becomes all of it. `start` is not after `end`.
///
/// `UNPHI_STATUS_NO_TEXT`: the result is of `unphi_detect`. `UNPHI_STATUS_INVALID_LENGTH`: `start` is after `end`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_result_to_output(
    result: *const unphi_result,
    start: usize,
    end: usize,
    output_start: *mut usize,
    output_end: *mut usize,
) -> unphi_status {
    // SAFETY: the header asks for outputs that may be written.
    call(|| unsafe { carry(result, start, end, output_start, output_end, |offsets, range| offsets.to_output(range)) })
}

/// Gives the range of the text that the bytes from `output_start` to `output_end` of the output came from; otherwise as
/// `unphi_result_to_output`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_result_to_original(
    result: *const unphi_result,
    output_start: usize,
    output_end: usize,
    start: *mut usize,
    end: *mut usize,
) -> unphi_status {
    // SAFETY: the header asks for outputs that may be written.
    call(|| unsafe { carry(result, output_start, output_end, start, end, |offsets, range| offsets.to_original(range)) })
}

/// Gives what was replaced: an array of `count`, by their place, none overlapping another. They are the spans, and with shifted dates
/// the weekdays beside them. Valid until the result is freed. Where nothing was replaced, `count` is 0 and `replacements` is not to be
/// followed.
///
/// `UNPHI_STATUS_NO_TEXT`: the result is of `unphi_detect`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_result_replacements(
    result: *const unphi_result,
    replacements: *mut *const unphi_replacement,
    count: *mut usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for outputs that may be written.
        let (replacements_out, count_out) = unsafe { (Out::new(replacements)?, Out::new(count)?) };
        let (replacements, count) = handle::read(result, |result| {
            let replacements = result.outcome.replacements()?;
            Ok((replacements.as_ptr(), replacements.len()))
        })?;
        replacements_out.put(replacements);
        count_out.put(count);
        Ok(())
    })
}

/// Frees a result, and with it what was read in place. `NULL` is let pass.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_result_free(result: *mut unphi_result) -> unphi_status {
    call(|| handle::free(result))
}

/// # Safety
/// The outputs are `NULL` or may be written.
unsafe fn name(
    result: *const unphi_result,
    index: usize,
    data: *mut *const c_char,
    len: *mut usize,
    name: fn(&Span) -> &str,
) -> Result<(), Failure> {
    // SAFETY: as the caller vouches.
    let (data_out, len_out) = unsafe { (Out::new(data)?, Out::new(len)?) };
    let (data, len) = handle::read(result, |result| {
        let name = name(result.outcome.span(index)?);
        Ok((name.as_ptr(), name.len()))
    })?;
    data_out.put(data.cast());
    len_out.put(len);
    Ok(())
}

/// # Safety
/// The outputs are `NULL` or may be written.
unsafe fn carry(
    result: *const unphi_result,
    start: usize,
    end: usize,
    start_out: *mut usize,
    end_out: *mut usize,
    carry: impl FnOnce(Offsets<'_>, Range<usize>) -> Range<usize>,
) -> Result<(), Failure> {
    // SAFETY: as the caller vouches.
    let (start_out, end_out) = unsafe { (Out::new(start_out)?, Out::new(end_out)?) };
    if end < start {
        return Err(Failure::new(unphi_status::InvalidLength, "the range ends before it begins"));
    }
    let range = handle::read(result, |result| Ok(carry(result.outcome.offsets()?, start..end)))?;
    start_out.put(range.start);
    end_out.put(range.end);
    Ok(())
}
