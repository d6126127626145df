//! A warm call allocates nothing: the hot path works in the buffers of [`Scratch`] and of the caller.

// A global allocator cannot be written without it; the engine itself is not touched.
#![allow(unsafe_code, reason = "a global allocator that counts")]

mod support;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use unphi::{Deidentifier, Scratch};

/// Counts the allocations of each thread, so that the test harness's own do not disturb.
struct Counting;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

fn count() {
    // A thread that is ending has no counter any more.
    let _ = COUNT.try_with(|count| count.set(count.get() + 1));
}

// SAFETY: every call is passed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        // SAFETY: the caller keeps the contract of `realloc`.
        unsafe { System.realloc(old, layout, size) }
    }

    unsafe fn dealloc(&self, old: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(old, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Allocations of this thread during `work`.
fn allocations(work: impl FnOnce()) -> usize {
    let before = COUNT.get();
    work();
    COUNT.get() - before
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| drop(std::hint::black_box(Box::new(1u8)))), 1);
}

#[test]
fn a_warm_call_allocates_nothing() {
    let deid = Deidentifier::safe_harbor();
    let mut texts = support::notes();
    texts.push(support::SNIPPETS.join(" "));
    texts.push(support::SNIPPETS.join("\n").to_uppercase());
    let mut scratch = Scratch::new();
    let mut out = String::new();
    for text in &texts {
        out.clear();
        deid.deidentify_into(&mut scratch, text, &mut out).expect("deidentifies");
    }
    let mut allocating = 0;
    for (i, text) in texts.iter().enumerate() {
        let detect = allocations(|| {
            deid.detect_into(&mut scratch, text).expect("detects");
        });
        let rewrite = allocations(|| {
            out.clear();
            deid.deidentify_into(&mut scratch, text, &mut out).expect("deidentifies");
        });
        if detect + rewrite > 0 {
            allocating += 1;
            eprintln!("text {i}: {detect} allocations to detect, {rewrite} to detect and rewrite");
        }
    }
    assert_eq!(allocating, 0, "{allocating} of {} texts make a warm call allocate", texts.len());
}
