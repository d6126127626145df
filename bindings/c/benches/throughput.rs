//! The installed C library against the core, call for call, in turns in one run, so that a busy machine slows both alike.
//!
//! `cargo xtask bench --c`. Speeds are bytes over the thread's own processor time, medians; the texts are those of
//! `benches/`, of about 3 KB each.

#![allow(unsafe_code, reason = "it calls C")]

use core::ffi::c_char;
use core::hint::black_box;
use core::ptr;
use std::path::PathBuf;
use std::time::Duration;

use libloading::{Library, Symbol};
use nix::time::{ClockId, clock_gettime};
use unphi::{Deidentifier, Scratch};
use unphi_benches::corpus;

const ROUNDS: usize = 31;

/// Handles; what they point to is nobody's business.
type Handle = *mut u8;
type New = unsafe extern "C" fn(Handle, *mut Handle) -> u32;
type To = unsafe extern "C" fn(Handle, *const c_char, usize, *mut c_char, usize, *mut usize) -> u32;
type Deidentify = unsafe extern "C" fn(Handle, *const c_char, usize, *mut Handle) -> u32;
type Text = unsafe extern "C" fn(Handle, *mut *const c_char, *mut usize) -> u32;
type Free = unsafe extern "C" fn(Handle) -> u32;

fn main() {
    let path = std::env::var_os("UNPHI_LIBRARY").map(PathBuf::from);
    let path = path.expect("UNPHI_LIBRARY names the installed libunphi.so: run `cargo xtask bench --c`");
    // SAFETY: the library runs nothing when it is loaded.
    let library = unsafe { Library::new(path) }.expect("the library");
    // SAFETY: the types are those of unphi.h.
    let new: Symbol<'_, New> = unsafe { library.get(b"unphi_deidentifier_new") }.expect("a function");
    // SAFETY: as above.
    let to: Symbol<'_, To> = unsafe { library.get(b"unphi_deidentify_to") }.expect("a function");
    // SAFETY: as above.
    let deidentify: Symbol<'_, Deidentify> = unsafe { library.get(b"unphi_deidentify") }.expect("a function");
    // SAFETY: as above.
    let text: Symbol<'_, Text> = unsafe { library.get(b"unphi_result_text") }.expect("a function");
    // SAFETY: as above.
    let free: Symbol<'_, Free> = unsafe { library.get(b"unphi_result_free") }.expect("a function");
    let mut engine = ptr::null_mut();
    // SAFETY: the output may be written.
    assert_eq!(unsafe { new(ptr::null_mut(), &mut engine) }, 0);

    let documents = corpus::documents();
    let bytes = corpus::bytes(&documents);
    let core = Deidentifier::safe_harbor();
    let (mut scratch, mut out) = (Scratch::new(), String::new());
    let mut buffer = vec![0u8; 2 * documents.iter().map(String::len).max().unwrap_or_default()];

    let mut seconds: [Vec<f64>; 4] = Default::default();
    for round in 0..=ROUNDS {
        let mut written = [0; 4];
        let times = [
            timed(|| {
                for text in &documents {
                    out.clear();
                    core.deidentify_into(&mut scratch, text, &mut out).expect("deidentifies");
                    written[0] += black_box(out.len());
                }
            }),
            timed(|| {
                for text in &documents {
                    let mut needed = 0;
                    let (data, len) = (text.as_ptr().cast(), text.len());
                    // SAFETY: the text lives, the buffer takes its length.
                    let status =
                        unsafe { to(engine, data, len, buffer.as_mut_ptr().cast(), buffer.len(), &mut needed) };
                    assert_eq!(status, 0);
                    written[1] += black_box(needed);
                }
            }),
            timed(|| {
                for text in &documents {
                    let out = core.deidentify(text).expect("deidentifies");
                    written[2] += black_box(out.text().len());
                }
            }),
            timed(|| {
                for document in &documents {
                    let (mut result, mut data, mut len) = (ptr::null_mut(), ptr::null(), 0);
                    // SAFETY: the text lives, the outputs may be written, the result is not used again.
                    unsafe {
                        assert_eq!(deidentify(engine, document.as_ptr().cast(), document.len(), &mut result), 0);
                        assert_eq!(text(result, &mut data, &mut len), 0);
                        written[3] += black_box(len);
                        assert_eq!(free(result), 0);
                    }
                }
            }),
        ];
        assert!(written.iter().all(|other| *other == written[0]), "the outputs differ: {written:?}");
        // The first round warms up.
        if round > 0 {
            seconds.iter_mut().zip(times).for_each(|(seconds, time)| seconds.push(time));
        }
    }

    println!("{} documents, {bytes} bytes, median of {ROUNDS} rounds, one thread, its processor time", documents.len());
    let ratio =
        |c: usize, rust: usize| median(seconds[rust].iter().zip(&seconds[c]).map(|(rust, c)| rust / c).collect());
    let speed = |which: usize| bytes as f64 / 1e6 / median(seconds[which].clone());
    println!("{:<52} {:>6} {:>9}", "", "MB/s", "C / Rust");
    println!("{:<52} {:>6.0}", "Rust, deidentify_into (reused buffers)", speed(0));
    println!("{:<52} {:>6.0} {:>9.3}", "C, unphi_deidentify_to (the caller's buffer)", speed(1), ratio(1, 0));
    println!("{:<52} {:>6.0}", "Rust, deidentify (a new result each)", speed(2));
    println!("{:<52} {:>6.0} {:>9.3}", "C, unphi_deidentify, _result_text, _result_free", speed(3), ratio(3, 2));
}

/// The seconds of processor time that this thread spends on `work`.
fn timed(work: impl FnOnce()) -> f64 {
    let now = || Duration::from(clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("a clock"));
    let start = now();
    work();
    (now() - start).as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
