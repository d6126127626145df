//! The C functions against the core: the same recognizer tables, the same notes, the same spans and outputs.

use core::ffi::{CStr, c_char};
use core::ptr;
use core::slice;

use unphi::{Deidentifier, Identifier};

use crate::*;

/// A text as C gets it.
fn read<'a>(data: *const c_char, len: usize) -> &'a str {
    // SAFETY: what the functions under test gave out, and not freed yet.
    core::str::from_utf8(unsafe { slice::from_raw_parts(data.cast(), len) }).expect("UTF-8")
}

fn message() -> String {
    // SAFETY: ends with a NUL.
    unsafe { CStr::from_ptr(unphi_last_error()) }.to_string_lossy().into_owned()
}

fn engine() -> *mut unphi_deidentifier {
    let mut engine = ptr::null_mut();
    // SAFETY: the output may be written.
    assert_eq!(unsafe { unphi_deidentifier_new(ptr::null(), &mut engine) }, unphi_status::Ok);
    engine
}

/// Every text of the recognizer tables, and the notes.
fn texts() -> Vec<String> {
    let tables = unphi_testkit::tables().expect("the tables");
    let mut texts: Vec<String> =
        tables.into_iter().flat_map(|table| table.cases.into_iter().map(|case| case.text)).collect();
    let folder = unphi_testkit::testdata().join("notes/dev");
    let mut notes: Vec<_> =
        std::fs::read_dir(folder).expect("notes").map(|note| note.expect("a note").path()).collect();
    notes.sort();
    texts.extend(notes.into_iter().map(|note| std::fs::read_to_string(note).expect("UTF-8")));
    assert!(texts.len() > 500, "only {} texts", texts.len());
    texts
}

#[test]
fn every_text_comes_out_as_from_the_core() {
    let core = Deidentifier::safe_harbor();
    let engine = engine();
    let texts = texts();
    let slices: Vec<unphi_slice> =
        texts.iter().map(|text| unphi_slice { data: text.as_ptr().cast(), len: text.len() }).collect();
    let mut batch = ptr::null_mut();
    // SAFETY: the slices are those of living strings, the output may be written.
    let status = unsafe { unphi_deidentify_batch(engine, slices.as_ptr(), slices.len(), &mut batch) };
    assert_eq!(status, unphi_status::Ok);
    let mut found = 0;
    for (index, text) in texts.iter().enumerate() {
        let expected = core.deidentify(text).expect("deidentifies");
        let (mut result, mut data, mut len, mut spans, mut count) = (ptr::null_mut(), ptr::null(), 0, ptr::null(), 0);
        // SAFETY: the text lives, the outputs may be written.
        unsafe {
            assert_eq!(unphi_batch_text(batch, index, &mut data, &mut len), unphi_status::Ok);
            assert_eq!(read(data, len), expected.text());
            assert_eq!(unphi_deidentify(engine, text.as_ptr().cast(), text.len(), &mut result), unphi_status::Ok);
            assert_eq!(unphi_result_text(result, &mut data, &mut len), unphi_status::Ok);
            assert_eq!(read(data, len), expected.text());
            assert_eq!(*data.add(len), 0);
            assert_eq!(unphi_result_spans(result, &mut spans, &mut count), unphi_status::Ok);
        }
        assert_eq!(count, expected.spans().len());
        for (i, span) in expected.spans().iter().enumerate() {
            // SAFETY: `count` spans stand there; the outputs may be written.
            unsafe {
                let plain = spans.add(i).read();
                assert_eq!((plain.start, plain.end), (span.start(), span.end()));
                assert_eq!(Identifier::ALL[plain.identifier as usize], span.identifier());
                assert_eq!(plain.confidence, span.confidence());
                assert_eq!(unphi_result_span_kind(result, i, &mut data, &mut len), unphi_status::Ok);
                assert_eq!(read(data, len), span.kind());
                assert_eq!(unphi_result_span_rule(result, i, &mut data, &mut len), unphi_status::Ok);
                assert_eq!(read(data, len), span.rule());
            }
            found += 1;
        }
        let (mut replacements, mut count) = (ptr::null(), 0);
        // SAFETY: the outputs may be written, and `count` replacements stand there.
        let pieces = unsafe {
            assert_eq!(unphi_result_replacements(result, &mut replacements, &mut count), unphi_status::Ok);
            slice::from_raw_parts(if count == 0 { ptr::dangling() } else { replacements }, count)
        };
        let pieces: Vec<_> =
            pieces.iter().map(|piece| (piece.start..piece.end, piece.output_start..piece.output_end)).collect();
        assert_eq!(pieces, expected.offsets().replacements().collect::<Vec<_>>());
        // SAFETY: the handle is not used again.
        assert_eq!(unsafe { unphi_result_free(result) }, unphi_status::Ok);
    }
    assert!(found > 500, "only {found} spans were compared");
    // SAFETY: the handles are not used again.
    unsafe {
        assert_eq!(unphi_batch_free(batch), unphi_status::Ok);
        assert_eq!(unphi_deidentifier_free(engine), unphi_status::Ok);
    }
}

#[test]
fn a_text_of_several_megabytes_leaves_nothing_behind() {
    let line = "Pt John Smith, MRN: 00482913, café\n";
    let text = line.repeat(300_000);
    let engine = engine();
    let (mut needed, mut small) = (0, [0u8; 64]);
    // SAFETY: the text lives, the outputs may be written.
    unsafe {
        let status = unphi_deidentify_to(
            engine,
            text.as_ptr().cast(),
            text.len(),
            small.as_mut_ptr().cast(),
            small.len(),
            &mut needed,
        );
        assert_eq!(status, unphi_status::BufferTooSmall);
        assert_eq!(small, [0; 64]);
        let expected = Deidentifier::safe_harbor().deidentify(line).expect("deidentifies");
        assert_eq!(needed, expected.text().len() * 300_000);
        assert_eq!(unphi_deidentifier_free(engine), unphi_status::Ok);
    }
}

#[test]
fn messages_name_the_place_and_not_the_text() {
    let engine = engine();
    let mut result = ptr::null_mut();
    let text = b"John Smith \xff";
    // SAFETY: the text lives, the output may be written.
    let status = unsafe { unphi_deidentify(engine, text.as_ptr().cast(), text.len(), &mut result) };
    assert_eq!((status, result), (unphi_status::InvalidUtf8, ptr::null_mut()));
    assert_eq!(message(), "the text is not UTF-8 at byte 11");
    // SAFETY: the handle is not used again.
    assert_eq!(unsafe { unphi_deidentifier_free(engine) }, unphi_status::Ok);
}
