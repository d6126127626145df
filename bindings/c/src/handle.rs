//! What C holds in place of an object: a number that leads into a table.
//!
//! The low half of a handle is a slot of the table, the high half counts the objects that the slot has held. A freed
//! handle, one of another type and any made-up value are thus told from a live one without following a pointer, so that
//! misuse is a status and not a crash. On 64-bit machines no value is given out twice; on 32-bit ones each slot serves
//! 65,535 times, then rests.
//!
//! A call locks its handles for as long as it runs: shared for reading, alone for changing and freeing. Nothing ever waits:
//! who finds a handle taken gets [`unphi_status::HandleInUse`].

use core::any::Any;
use core::panic::AssertUnwindSafe;
use core::ptr;
use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::panic::catch_unwind;
use std::sync::{Mutex, OnceLock, PoisonError, RwLock, TryLockError};

use crate::status::{Failure, unphi_status};

/// Half of a handle's bits.
const HALF: u32 = usize::BITS / 2;
/// The highest slot and the last generation.
const MOST: usize = usize::MAX >> HALF;
/// Slots of the first block; each block has twice as many as the one before.
const FIRST: usize = 64;
const BLOCKS: usize = 32;

/// Slots never move and are never given back, so that a stale handle has something to be checked against.
static TABLE: [OnceLock<Box<[Slot]>>; BLOCKS] = [const { OnceLock::new() }; BLOCKS];
static FREE: Mutex<FreeSlots> = Mutex::new(FreeSlots { used: Vec::new(), fresh: 0 });
static LIVE: AtomicUsize = AtomicUsize::new(0);

struct FreeSlots {
    /// Slots whose object was freed; the last is taken first, while it is in the cache.
    used: Vec<usize>,
    /// The first slot that was never taken.
    fresh: usize,
}

/// A cache line of its own: threads that lock neighbours do not slow each other.
#[repr(align(64))]
struct Slot {
    /// Of the object that is here, or that comes next. It changes only while `object` is locked for changing, and is read without,
    /// so that stale handles take no lock.
    generation: AtomicUsize,
    object: RwLock<Option<Box<dyn Any + Send + Sync>>>,
    /// A call on this handle panicked.
    poisoned: AtomicBool,
}

/// How many handles are not freed.
pub(crate) fn count() -> usize {
    LIVE.load(Ordering::Relaxed)
}

/// A handle for `object`.
pub(crate) fn new<T: Any + Send + Sync>(object: T) -> Result<*mut T, Failure> {
    let index = {
        let mut free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
        match free.used.pop() {
            Some(index) => index,
            None if free.fresh <= MOST => {
                free.fresh += 1;
                free.fresh - 1
            }
            None => return Err(Failure::new(unphi_status::TooManyHandles, "free handles that are no longer used")),
        }
    };
    let slot = slot(index).ok_or_else(unknown)?;
    let mut place = slot.object.write().unwrap_or_else(PoisonError::into_inner);
    *place = Some(Box::new(object));
    slot.poisoned.store(false, Ordering::Relaxed);
    LIVE.fetch_add(1, Ordering::Relaxed);
    Ok(ptr::without_provenance_mut(slot.generation.load(Ordering::Relaxed) << HALF | index))
}

/// Runs `work` on the object of `handle`, which others may read meanwhile. A panic poisons the handle.
pub(crate) fn read<T: Any, R>(handle: *const T, work: impl FnOnce(&T) -> Result<R, Failure>) -> Result<R, Failure> {
    let slot = locate(handle)?;
    let object = match slot.object.try_read() {
        Ok(object) => object,
        Err(TryLockError::WouldBlock) => return Err(in_use()),
        Err(TryLockError::Poisoned(_)) => return Err(poisoned()),
    };
    let object = object.as_deref().filter(|_| slot.is(handle)).ok_or_else(unknown)?;
    let object = object.downcast_ref::<T>().ok_or_else(other_type)?;
    slot.guard(|| work(object))
}

/// Runs `work` on the object of `handle`, alone. A panic poisons the handle.
pub(crate) fn change<T: Any, R>(handle: *mut T, work: impl FnOnce(&mut T) -> Result<R, Failure>) -> Result<R, Failure> {
    let slot = locate(handle)?;
    let mut object = match slot.object.try_write() {
        Ok(object) => object,
        Err(TryLockError::WouldBlock) => return Err(in_use()),
        Err(TryLockError::Poisoned(_)) => return Err(poisoned()),
    };
    let object = object.as_deref_mut().filter(|_| slot.is(handle)).ok_or_else(unknown)?;
    let object = object.downcast_mut::<T>().ok_or_else(other_type)?;
    slot.guard(|| work(object))
}

/// Ends `handle` and its object; `NULL` is let pass.
pub(crate) fn free<T: Any>(handle: *mut T) -> Result<(), Failure> {
    if handle.is_null() {
        return Ok(());
    }
    let slot = locate(handle)?;
    let mut place = match slot.object.try_write() {
        Ok(place) => place,
        Err(TryLockError::WouldBlock) => return Err(in_use()),
        Err(TryLockError::Poisoned(place)) => place.into_inner(),
    };
    let object = place.as_deref().filter(|_| slot.is(handle)).ok_or_else(unknown)?;
    if !object.is::<T>() {
        return Err(other_type());
    }
    let object = place.take();
    let generation = slot.generation.fetch_add(1, Ordering::Release) + 1;
    drop(place);
    LIVE.fetch_sub(1, Ordering::Relaxed);
    if generation <= MOST {
        FREE.lock().unwrap_or_else(PoisonError::into_inner).used.push(handle.addr() & MOST);
    }
    drop(object);
    Ok(())
}

impl Slot {
    fn new() -> Self {
        // From 1, so that no handle is `NULL`.
        Self { generation: AtomicUsize::new(1), object: RwLock::new(None), poisoned: AtomicBool::new(false) }
    }

    /// Whether `handle` belongs to the object that is here.
    fn is<T>(&self, handle: *const T) -> bool {
        self.generation.load(Ordering::Acquire) == handle.addr() >> HALF
    }

    fn guard<R>(&self, work: impl FnOnce() -> Result<R, Failure>) -> Result<R, Failure> {
        if self.poisoned.load(Ordering::Relaxed) {
            return Err(poisoned());
        }
        catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
            self.poisoned.store(true, Ordering::Relaxed);
            Err(Failure::panicked())
        })
    }
}

/// The slot of `handle`, where the handle may be alive. A caller that has locked the slot asks again.
fn locate<T>(handle: *const T) -> Result<&'static Slot, Failure> {
    if handle.is_null() {
        return Err(Failure::new(unphi_status::NullPointer, "the handle is NULL"));
    }
    let (block, at) = place(handle.addr() & MOST);
    let slot = TABLE.get(block).and_then(OnceLock::get).and_then(|slots| slots.get(at));
    slot.filter(|slot| slot.is(handle)).ok_or_else(unknown)
}

/// The slot at `index`, made where it is not there yet.
fn slot(index: usize) -> Option<&'static Slot> {
    let (block, at) = place(index);
    TABLE.get(block)?.get_or_init(|| (0..FIRST << block).map(|_| Slot::new()).collect()).get(at)
}

/// The block of `index` and its place there.
fn place(index: usize) -> (usize, usize) {
    let block = ((index / FIRST) + 1).ilog2() as usize;
    (block, index - FIRST * ((1 << block) - 1))
}

fn unknown() -> Failure {
    Failure::new(unphi_status::InvalidHandle, "no such handle: it was freed, or never came from this library")
}

fn other_type() -> Failure {
    Failure::new(unphi_status::InvalidHandle, "the handle is of another type")
}

fn in_use() -> Failure {
    Failure::new(unphi_status::HandleInUse, "another call is using the handle: only reading calls may overlap")
}

fn poisoned() -> Failure {
    Failure::new(
        unphi_status::HandlePoisoned,
        "an earlier call on the handle ended in an internal error: free it and make a new one",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Number(u64);
    struct Other;

    fn status<R>(result: Result<R, Failure>) -> unphi_status {
        result.err().map_or(unphi_status::Ok, |failure| failure.status())
    }

    #[test]
    fn blocks_join_without_gap_or_overlap() {
        let mut expected = (0, 0);
        for index in 0..100_000 {
            assert_eq!(place(index), expected);
            expected.1 += 1;
            if expected.1 == FIRST << expected.0 {
                expected = (expected.0 + 1, 0);
            }
        }
        assert!(place(MOST).0 < BLOCKS);
    }

    #[test]
    fn a_live_handle_works_and_nothing_else_does() {
        let handle = new(Number(7)).unwrap();
        assert_eq!(read(handle, |number| Ok(number.0)).unwrap(), 7);
        change(handle, |number| {
            number.0 += 1;
            Ok(())
        })
        .unwrap();
        assert_eq!(read(handle, |number| Ok(number.0)).unwrap(), 8);

        assert_eq!(status(read(ptr::null::<Number>(), |_| Ok(()))), unphi_status::NullPointer);
        assert_eq!(status(read(handle.cast::<Other>(), |_| Ok(()))), unphi_status::InvalidHandle);
        assert_eq!(status(free(handle.cast::<Other>())), unphi_status::InvalidHandle);
        for made_up in [1, FIRST, MOST, usize::MAX, usize::MAX << HALF, 0x7fff_dead_bee8] {
            let made_up = ptr::without_provenance_mut::<Number>(made_up);
            assert_eq!(status(read(made_up, |_| Ok(()))), unphi_status::InvalidHandle);
            assert_eq!(status(change(made_up, |_| Ok(()))), unphi_status::InvalidHandle);
            assert_eq!(status(free(made_up)), unphi_status::InvalidHandle);
        }

        assert_eq!(status(free(handle)), unphi_status::Ok);
        assert_eq!(status(free(handle)), unphi_status::InvalidHandle);
        assert_eq!(status(free(ptr::null_mut::<Number>())), unphi_status::Ok);
        let next = new(Number(9)).unwrap();
        assert_ne!(next, handle);
        assert_eq!(status(read(handle, |_| Ok(()))), unphi_status::InvalidHandle);
        free(next).unwrap();
    }

    #[test]
    fn readers_share_and_changes_are_alone() {
        let handle = new(Number(1)).unwrap();
        read(handle, |_| {
            assert_eq!(status(read(handle, |_| Ok(()))), unphi_status::Ok);
            assert_eq!(status(change(handle, |_| Ok(()))), unphi_status::HandleInUse);
            assert_eq!(status(free(handle)), unphi_status::HandleInUse);
            Ok(())
        })
        .unwrap();
        change(handle, |_| {
            assert_eq!(status(read(handle, |_| Ok(()))), unphi_status::HandleInUse);
            Ok(())
        })
        .unwrap();
        free(handle).unwrap();
    }

    #[test]
    fn a_panic_is_a_status_and_poisons_its_handle_alone() {
        let (broken, whole) = (new(Number(1)).unwrap(), new(Number(2)).unwrap());
        let failure = read(broken, |_| -> Result<(), Failure> { panic!("John Smith") }).unwrap_err();
        assert_eq!(failure.status(), unphi_status::Panic);
        assert!(!failure.message().contains("Smith"));
        assert_eq!(status(read(broken, |_| Ok(()))), unphi_status::HandlePoisoned);
        assert_eq!(status(change(broken, |_| Ok(()))), unphi_status::HandlePoisoned);
        assert_eq!(status(read(whole, |_| Ok(()))), unphi_status::Ok);
        assert_eq!(status(change(whole, |_| -> Result<(), Failure> { panic!() })), unphi_status::Panic);
        assert_eq!(status(read(whole, |_| Ok(()))), unphi_status::HandlePoisoned);
        // The slot is healthy again for the next object.
        for handle in [broken, whole] {
            free(handle).unwrap();
            let next = new(Number(3)).unwrap();
            assert_eq!(status(read(next, |_| Ok(()))), unphi_status::Ok);
            free(next).unwrap();
        }
    }

    #[test]
    fn threads_get_handles_of_their_own() {
        let shared = new(Number(5)).unwrap().addr();
        let handles: Vec<usize> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|thread| {
                    scope.spawn(move || {
                        let shared = ptr::without_provenance::<Number>(shared);
                        let mut kept = Vec::new();
                        for i in 0..200 {
                            let handle = new(Number(thread * 1000 + i)).unwrap();
                            assert_eq!(read(shared, |number| Ok(number.0)).unwrap(), 5);
                            assert_eq!(read(handle, |number| Ok(number.0)).unwrap(), thread * 1000 + i);
                            if i % 2 == 0 { free(handle).unwrap() } else { kept.push(handle.addr()) }
                        }
                        kept
                    })
                })
                .collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        });
        let mut distinct = handles.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), 800);
        for handle in handles {
            free(ptr::without_provenance_mut::<Number>(handle)).unwrap();
        }
        free(ptr::without_provenance_mut::<Number>(shared)).unwrap();
    }
}
