//! What the fuzz target `capi` checks: a program of calls, any handle to any function, read from the input.
//!
//! Whatever the order, no call ends in a panic, a handle works exactly where it is alive and of the right type, and a text comes
//! out as it comes out of the core. `cargo test -p unphi-capi` runs the corpus and the regressions.

use core::ffi::{c_char, c_int, c_void};
use core::{ptr, slice};
use std::sync::LazyLock;

use unphi::Deidentifier;

use super::capi::*;

static CORE: LazyLock<Deidentifier> = LazyLock::new(Deidentifier::safe_harbor);

/// Most calls of one program.
const CALLS: usize = 64;

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Options,
    /// With the default settings, so that the core says what must come out.
    Plain,
    Engine,
    Result,
    Batch,
    Policy,
    Key,
    Reidentified,
    Session,
    Stream,
    Freed,
    MadeUp,
}

/// A value that goes for a handle, and what it really is.
#[derive(Clone, Copy)]
struct Value {
    address: usize,
    kind: Kind,
}

struct Program<'i> {
    input: &'i [u8],
    values: Vec<Value>,
}

/// Runs the program that `input` spells.
pub(crate) fn calls(input: &[u8]) {
    let made_up = [0, 1, usize::MAX, input.as_ptr().addr()].map(|address| Value { address, kind: Kind::MadeUp });
    let mut program = Program { input, values: made_up.to_vec() };
    for _ in 0..CALLS {
        let Some(operation) = program.byte() else { break };
        program.call(operation);
    }
    for value in core::mem::take(&mut program.values) {
        program.free(value);
    }
}

impl Program<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.input.split_first()?;
        self.input = rest;
        Some(*first)
    }

    /// A text that begins with its length; the last one may be all the rest.
    fn text(&mut self) -> Vec<u8> {
        let len = self.byte().map_or(0, usize::from);
        let len = if len == 255 { self.input.len() } else { len.min(self.input.len()) };
        let (text, rest) = self.input.split_at(len);
        self.input = rest;
        // A copy of just this length, so that the sanitizer sees a step over its end.
        text.to_vec()
    }

    fn index(&mut self) -> usize {
        self.byte().map_or(0, usize::from) % self.values.len()
    }

    fn value(&mut self) -> Value {
        let index = self.index();
        self.values[index]
    }

    fn keep<T>(&mut self, handle: *mut T, kind: Kind) {
        assert!(!handle.is_null());
        assert!(self.values.iter().all(|value| value.address != handle.addr()), "a handle is given out twice");
        self.values.push(Value { address: handle.addr(), kind });
    }

    fn call(&mut self, operation: u8) {
        let value = self.value();
        match operation % 24 {
            0 => self.new_options(),
            1 => self.set(value),
            2 => self.new_engine(value),
            3 => self.deidentify(value, true),
            4 => self.deidentify(value, false),
            5 => self.deidentify_to(value),
            6 => self.deidentify_write(value),
            7 => self.batch(value),
            8 => self.read_result(value),
            9 => self.read_batch(value),
            12 => self.new_policy(),
            13 => self.new_key(),
            14 => self.set_policy_or_key(value),
            15 => self.deidentify_for(value),
            16 => self.reidentify(value),
            17 => self.new_session(value),
            18 => self.message(value),
            19 => self.restore(value),
            20 => self.read_policy_and_key(value),
            21 => self.places(value),
            22 => self.read_reidentified(value),
            23 => self.stream(value),
            _ => {
                let index = self.index();
                let value = self.values[index];
                self.free(value);
                if !matches!(value.kind, Kind::MadeUp) {
                    self.values[index].kind = Kind::Freed;
                }
            }
        }
    }

    fn new_options(&mut self) {
        let mut options = ptr::null_mut();
        // SAFETY: the output may be written.
        assert_eq!(unsafe { unphi_options_new(&mut options) }, unphi_status::Ok);
        self.keep(options, Kind::Options);
    }

    fn set(&mut self, value: Value) {
        let (which, text) = (self.byte().unwrap_or_default(), self.text());
        let options = handle_mut(value);
        let (data, len) = (text.as_ptr().cast(), text.len());
        // SAFETY: the text lives.
        let status = unsafe {
            match which % 4 {
                0 => unphi_options_set_min_confidence(options, f32::from(which) / 200.0),
                1 => unphi_options_set_rules(options, data, len),
                2 => unphi_options_add_allow(options, data, len),
                _ => unphi_options_add_deny(options, data, len),
            }
        };
        fits(status, value, &[Kind::Options]);
    }

    fn new_engine(&mut self, value: Value) {
        let mut engine = ptr::null_mut();
        // SAFETY: the output may be written.
        let status = unsafe { unphi_deidentifier_new(handle(value), &mut engine) };
        if value.address != 0 {
            fits(status, value, &[Kind::Options]);
        }
        if status == unphi_status::Ok {
            self.keep(engine, if value.address == 0 { Kind::Plain } else { Kind::Engine });
        }
    }

    fn deidentify(&mut self, value: Value, rewrite: bool) {
        let text = self.text();
        let mut result = ptr::null_mut();
        let call = if rewrite { unphi_deidentify } else { unphi_detect };
        // SAFETY: the text lives, the output may be written.
        let status = unsafe { call(handle(value), text.as_ptr().cast(), text.len(), &mut result) };
        fits(status, value, &[Kind::Plain, Kind::Engine]);
        if status != unphi_status::Ok {
            assert!(result.is_null());
            return;
        }
        self.keep(result, Kind::Result);
        if value.kind != Kind::Plain {
            return;
        }
        let expected = CORE.deidentify(str::from_utf8(&text).expect("UTF-8")).expect("deidentifies");
        let (mut data, mut len, mut spans, mut count) = (ptr::null(), 0, ptr::null(), 0);
        // SAFETY: the outputs may be written; what is read is not freed yet.
        unsafe {
            if rewrite {
                assert_eq!(unphi_result_text(result, &mut data, &mut len), unphi_status::Ok);
                assert_eq!(
                    slice::from_raw_parts(data.cast::<u8>(), len + 1),
                    [expected.text().as_bytes(), b"\0"].concat()
                );
            }
            assert_eq!(unphi_result_spans(result, &mut spans, &mut count), unphi_status::Ok);
            assert_eq!(count, expected.spans().len());
            for (i, span) in expected.spans().iter().enumerate() {
                let plain = spans.add(i).read();
                assert_eq!((plain.start, plain.end), (span.start(), span.end()));
            }
        }
    }

    fn deidentify_to(&mut self, value: Value) {
        let capacity = self.byte().map_or(0, usize::from);
        let text = self.text();
        let (mut buffer, mut needed) = (vec![b'#'; capacity], 0);
        // SAFETY: the text lives, the buffer takes its capacity, the output may be written.
        let status = unsafe {
            let (data, len) = (text.as_ptr().cast(), text.len());
            unphi_deidentify_to(handle(value), data, len, buffer.as_mut_ptr().cast(), capacity, &mut needed)
        };
        fits(status, value, &[Kind::Plain, Kind::Engine]);
        match status {
            unphi_status::Ok => assert!(str::from_utf8(&buffer[..needed]).is_ok()),
            unphi_status::BufferTooSmall => assert!(needed > capacity && buffer.iter().all(|byte| *byte == b'#')),
            _ => assert!(buffer.iter().all(|byte| *byte == b'#')),
        }
    }

    fn deidentify_write(&mut self, value: Value) {
        unsafe extern "C" fn append(out: *mut c_void, data: *const c_char, len: usize) -> c_int {
            // SAFETY: `out` is the string below, and `len` bytes stand at `data`.
            let (out, piece) = unsafe { (&mut *out.cast::<Vec<u8>>(), slice::from_raw_parts(data.cast(), len)) };
            out.extend_from_slice(piece);
            c_int::from(out.first() == Some(&b'!'))
        }
        let text = self.text();
        let mut out: Vec<u8> = Vec::new();
        let status = {
            let (data, len) = (text.as_ptr().cast(), text.len());
            // SAFETY: the text and the context live.
            unsafe { unphi_deidentify_write(handle(value), data, len, Some(append), (&raw mut out).cast()) }
        };
        fits(status, value, &[Kind::Plain, Kind::Engine]);
        if !matches!(status, unphi_status::Ok | unphi_status::Stopped) {
            assert!(out.is_empty());
        } else if value.kind == Kind::Plain {
            let expected = CORE.deidentify(str::from_utf8(&text).expect("UTF-8")).expect("deidentifies");
            assert_eq!(out, expected.text().as_bytes());
        }
    }

    fn batch(&mut self, value: Value) {
        let texts: Vec<Vec<u8>> = (0..self.byte().unwrap_or_default() % 5).map(|_| self.text()).collect();
        let slices: Vec<unphi_slice> =
            texts.iter().map(|text| unphi_slice { data: text.as_ptr().cast(), len: text.len() }).collect();
        let mut batch = ptr::null_mut();
        // SAFETY: the texts live, the output may be written.
        let status = unsafe { unphi_deidentify_batch(handle(value), slices.as_ptr(), slices.len(), &mut batch) };
        fits(status, value, &[Kind::Plain, Kind::Engine]);
        if status == unphi_status::Ok {
            self.keep(batch, Kind::Batch);
            for (i, text) in texts.iter().enumerate() {
                let (mut data, mut len) = (ptr::null(), 0);
                // SAFETY: the outputs may be written.
                let status = unsafe { unphi_batch_text(batch, i, &mut data, &mut len) };
                assert_eq!(status == unphi_status::Ok, str::from_utf8(text).is_ok());
            }
        }
    }

    fn read_result(&mut self, value: Value) {
        let (index, capacity) = (self.byte().map_or(0, usize::from), self.byte().map_or(0, usize::from));
        let (mut data, mut len, mut buffer) = (ptr::null(), 0, vec![0u8; capacity]);
        // SAFETY: the outputs may be written, the buffer takes its capacity.
        unsafe {
            let result = handle::<unphi_result>(value);
            fits(unphi_result_text(result, &mut data, &mut len), value, &[Kind::Result]);
            fits(unphi_result_span_kind(result, index, &mut data, &mut len), value, &[Kind::Result]);
            fits(unphi_result_span_rule(result, index, &mut data, &mut len), value, &[Kind::Result]);
            let status = unphi_result_span_evidence(result, index, buffer.as_mut_ptr().cast(), capacity, &mut len);
            fits(status, value, &[Kind::Result]);
        }
    }

    fn read_batch(&mut self, value: Value) {
        let index = self.byte().map_or(0, usize::from);
        let (mut data, mut len, mut result) = (ptr::null(), 0, ptr::null_mut());
        // SAFETY: the outputs may be written.
        let status = unsafe {
            let batch = handle::<unphi_batch>(value);
            fits(unphi_batch_count(batch, &mut len), value, &[Kind::Batch]);
            fits(unphi_batch_failures(batch, &mut len), value, &[Kind::Batch]);
            fits(unphi_batch_text(batch, index, &mut data, &mut len), value, &[Kind::Batch]);
            unphi_batch_result(batch, index, &mut result)
        };
        fits(status, value, &[Kind::Batch]);
        if status == unphi_status::Ok {
            self.keep(result, Kind::Result);
        }
    }

    fn new_policy(&mut self) {
        let (which, text, mut policy) = (self.byte().unwrap_or_default(), self.text(), ptr::null_mut());
        let read = if which.is_multiple_of(2) { unphi_policy_named } else { unphi_policy_from_toml };
        // SAFETY: the text lives, the output may be written.
        match unsafe { read(text.as_ptr().cast(), text.len(), &mut policy) } {
            unphi_status::Ok => self.keep(policy, Kind::Policy),
            status => assert!(matches!(status, unphi_status::Configuration | unphi_status::InvalidUtf8)),
        }
    }

    fn new_key(&mut self) {
        let (which, text, mut key) = (self.byte().unwrap_or_default(), self.text(), ptr::null_mut());
        // SAFETY: the text lives, the output may be written.
        let status = unsafe {
            match which % 3 {
                0 => unphi_key_from_bytes(text.as_ptr().cast(), text.len(), &mut key),
                1 => unphi_key_from_hex(text.as_ptr().cast(), text.len(), &mut key),
                _ => unphi_key_from_env(text.as_ptr().cast(), text.len(), &mut key),
            }
        };
        match status {
            unphi_status::Ok => self.keep(key, Kind::Key),
            status => assert!(matches!(status, unphi_status::Key | unphi_status::InvalidUtf8)),
        }
    }

    fn set_policy_or_key(&mut self, value: Value) {
        let (which, other) = (self.byte().unwrap_or_default(), self.value());
        let options = handle_mut(value);
        // SAFETY: the functions take any value.
        let (status, kind) = unsafe {
            match which % 3 {
                0 => (unphi_options_set_policy(options, handle(other)), Kind::Policy),
                1 => (unphi_options_set_key(options, handle(other)), Kind::Key),
                _ => (unphi_options_add_previous_key(options, handle(other)), Kind::Key),
            }
        };
        assert_eq!(status == unphi_status::Ok, value.kind == Kind::Options && other.kind == kind);
        assert!(!matches!(status, unphi_status::Panic | unphi_status::HandlePoisoned));
    }

    fn deidentify_for(&mut self, value: Value) {
        let (id, text) = (self.text(), self.text());
        let (mut result, mut own) = (ptr::null_mut(), ptr::null_mut());
        let (id, id_len, data, len) = (id.as_ptr().cast(), id.len(), text.as_ptr().cast(), text.len());
        // SAFETY: the texts live, the outputs may be written.
        let status = unsafe { unphi_deidentify_for(handle(value), id, id_len, data, len, &mut result) };
        fits(status, value, &[Kind::Plain, Kind::Engine]);
        if status == unphi_status::Ok {
            self.keep(result, Kind::Result);
        }
        // SAFETY: as above.
        let status = unsafe { unphi_deidentifier_with_subject_id(handle(value), id, id_len, &mut own) };
        fits(status, value, &[Kind::Plain, Kind::Engine]);
        if status == unphi_status::Ok {
            self.keep(own, Kind::Engine);
        }
    }

    fn reidentify(&mut self, value: Value) {
        let (identifier, capacity) = (self.byte().unwrap_or_default(), self.byte().map_or(0, usize::from));
        let text = self.text();
        let (mut back, mut buffer, mut needed) = (ptr::null_mut(), vec![0u8; capacity], 0);
        let (data, len) = (text.as_ptr().cast(), text.len());
        // SAFETY: the text lives, the outputs may be written.
        let status = unsafe { unphi_reidentify(handle(value), data, len, &mut back) };
        fits(status, value, &[Kind::Plain, Kind::Engine]);
        if status == unphi_status::Ok {
            self.keep(back, Kind::Reidentified);
        }
        // SAFETY: as above, and the buffer takes its capacity.
        let status = unsafe {
            let buffer = buffer.as_mut_ptr().cast();
            unphi_reidentify_digits(handle(value), identifier.into(), data, len, buffer, capacity, &mut needed)
        };
        fits(status, value, &[Kind::Plain, Kind::Engine]);
    }

    fn new_session(&mut self, value: Value) {
        let mut session = ptr::null_mut();
        // SAFETY: the output may be written.
        let status = unsafe { unphi_session_new(handle(value), &mut session) };
        fits(status, value, &[Kind::Plain, Kind::Engine]);
        if status == unphi_status::Ok {
            self.keep(session, Kind::Session);
        }
    }

    fn message(&mut self, value: Value) {
        let (text, mut result) = (self.text(), ptr::null_mut());
        // SAFETY: the text lives, the output may be written.
        let status =
            unsafe { unphi_session_deidentify(handle_mut(value), text.as_ptr().cast(), text.len(), &mut result) };
        fits(status, value, &[Kind::Session]);
        if status == unphi_status::Ok {
            self.keep(result, Kind::Result);
        }
    }

    /// An answer comes out of a stream, cut anywhere, as it comes out of the session at once.
    fn restore(&mut self, value: Value) {
        let (cut, text) = (self.byte().map_or(1, usize::from), self.text());
        let (mut needed, mut stream) = (0, ptr::null_mut());
        let (data, len) = (text.as_ptr().cast(), text.len());
        // SAFETY: the text lives, the output may be written; no buffer is given.
        let status = unsafe { unphi_session_restore(handle(value), data, len, ptr::null_mut(), 0, &mut needed) };
        fits(status, value, &[Kind::Session]);
        // SAFETY: the output may be written.
        let made = unsafe { unphi_restore_stream_new(handle(value), &mut stream) };
        fits(made, value, &[Kind::Session]);
        if made == unphi_status::Ok {
            self.keep(stream, Kind::Stream);
        }
        if !matches!(status, unphi_status::Ok | unphi_status::BufferTooSmall) {
            return;
        }
        let mut whole = vec![0u8; needed];
        let text = str::from_utf8(&text).expect("the session took it");
        let mut pieces = Vec::new();
        // SAFETY: the buffer takes what is needed, and what is read in place is valid until the next call.
        unsafe {
            let buffer = whole.as_mut_ptr().cast();
            assert_eq!(unphi_session_restore(handle(value), data, len, buffer, needed, &mut needed), unphi_status::Ok);
            let (mut data, mut len) = (ptr::null(), 0);
            let (one, other) = text.split_at(text.floor_char_boundary(cut));
            for piece in [one, other] {
                let (piece, piece_len) = (piece.as_ptr().cast(), piece.len());
                let status = unphi_restore_stream_push(stream, piece, piece_len, &mut data, &mut len);
                assert_eq!(status, unphi_status::Ok);
                pieces.extend_from_slice(slice::from_raw_parts(data.cast::<u8>(), len));
            }
            assert_eq!(unphi_restore_stream_finish(stream, &mut data, &mut len), unphi_status::Ok);
            pieces.extend_from_slice(slice::from_raw_parts(data.cast::<u8>(), len));
        }
        assert_eq!(pieces, whole);
    }

    fn read_policy_and_key(&mut self, value: Value) {
        let capacity = self.byte().map_or(0, usize::from);
        let (mut data, mut len, mut buffer, mut yes) = (ptr::null(), 0, vec![0u8; capacity], [0; 2]);
        let out = buffer.as_mut_ptr().cast();
        let [needs_key, needs_subject] = &mut yes;
        // SAFETY: the outputs may be written, the buffer takes its capacity.
        unsafe {
            let policy = handle::<unphi_policy>(value);
            fits(unphi_policy_name(policy, &mut data, &mut len), value, &[Kind::Policy]);
            fits(unphi_policy_toml(policy, out, capacity, &mut len), value, &[Kind::Policy]);
            fits(unphi_policy_fingerprint(policy, out, capacity, &mut len), value, &[Kind::Policy]);
            fits(unphi_policy_needs(policy, needs_key, needs_subject), value, &[Kind::Policy]);
            fits(unphi_key_id(handle(value), out, capacity, &mut len), value, &[Kind::Key]);
        }
    }

    fn places(&mut self, value: Value) {
        let place = |byte: Option<u8>| if byte == Some(255) { usize::MAX } else { byte.map_or(0, usize::from) };
        let (start, end) = (place(self.byte()), place(self.byte()));
        let (mut one, mut other, mut replacements, mut count) = (0, 0, ptr::null(), 0);
        // SAFETY: the outputs may be written.
        unsafe {
            let result = handle::<unphi_result>(value);
            fits(unphi_result_to_output(result, start, end, &mut one, &mut other), value, &[Kind::Result]);
            assert!(one <= other);
            fits(unphi_result_to_original(result, start, end, &mut one, &mut other), value, &[Kind::Result]);
            assert!(one <= other);
            fits(unphi_result_replacements(result, &mut replacements, &mut count), value, &[Kind::Result]);
            for i in 0..count {
                let piece = replacements.add(i).read();
                assert!(piece.start <= piece.end && piece.output_start <= piece.output_end);
            }
        }
    }

    fn read_reidentified(&mut self, value: Value) {
        let (mut data, mut len, mut faults, mut count) = (ptr::null(), 0, ptr::null(), 0);
        // SAFETY: the outputs may be written; what is read is not freed yet.
        unsafe {
            let back = handle::<unphi_reidentified>(value);
            fits(unphi_reidentified_text(back, &mut data, &mut len), value, &[Kind::Reidentified]);
            fits(unphi_reidentified_opened(back, &mut len), value, &[Kind::Reidentified]);
            fits(unphi_reidentified_faults(back, &mut faults, &mut count), value, &[Kind::Reidentified]);
            for i in 0..count {
                let fault = faults.add(i).read();
                assert!(fault.start < fault.end);
            }
        }
    }

    fn stream(&mut self, value: Value) {
        let text = self.text();
        let (mut data, mut len) = (ptr::null(), 0);
        // SAFETY: the text lives, the outputs may be written.
        let status = unsafe {
            let (piece, piece_len) = (text.as_ptr().cast(), text.len());
            unphi_restore_stream_push(handle_mut(value), piece, piece_len, &mut data, &mut len)
        };
        fits(status, value, &[Kind::Stream]);
    }

    /// With every function that frees: the right one does, the others do not.
    fn free(&mut self, value: Value) {
        // SAFETY: the functions take any value.
        let statuses = unsafe {
            [
                (unphi_batch_free(handle_mut(value)), Kind::Batch),
                (unphi_result_free(handle_mut(value)), Kind::Result),
                (unphi_deidentifier_free(handle_mut(value)), Kind::Engine),
                (unphi_options_free(handle_mut(value)), Kind::Options),
                (unphi_policy_free(handle_mut(value)), Kind::Policy),
                (unphi_key_free(handle_mut(value)), Kind::Key),
                (unphi_reidentified_free(handle_mut(value)), Kind::Reidentified),
                (unphi_session_free(handle_mut(value)), Kind::Session),
                (unphi_restore_stream_free(handle_mut(value)), Kind::Stream),
            ]
        };
        let kind = if value.kind == Kind::Plain { Kind::Engine } else { value.kind };
        for (status, frees) in statuses {
            let expected = value.address == 0 || kind == frees;
            assert_eq!(status, if expected { unphi_status::Ok } else { unphi_status::InvalidHandle });
        }
    }
}

fn handle<T>(value: Value) -> *const T {
    ptr::without_provenance(value.address)
}

fn handle_mut<T>(value: Value) -> *mut T {
    ptr::without_provenance_mut(value.address)
}

/// A handle is refused exactly where it is none of these kinds, and nothing panics.
fn fits(status: unphi_status, value: Value, kinds: &[Kind]) {
    assert!(!matches!(status, unphi_status::Panic | unphi_status::HandlePoisoned | unphi_status::HandleInUse));
    let refused = matches!(status, unphi_status::InvalidHandle);
    if kinds.contains(&value.kind) {
        assert!(!refused);
    } else {
        // Other arguments may be wrong as well, and are looked at first.
        assert_ne!(status, unphi_status::Ok);
    }
}
