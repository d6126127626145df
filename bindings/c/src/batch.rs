//! Many texts in one call.

use core::ffi::c_char;
use std::sync::Arc;

use crate::deidentifier::unphi_deidentifier;
use crate::handle;
use crate::panic::call;
use crate::pointer::{Out, array, item, text, unphi_slice};
use crate::result::{Outcome, unphi_result};
use crate::status::{Failure, unphi_status};

/// The outcomes of many texts, in their order. Any number of threads may read one at the same time.
#[allow(non_camel_case_types, reason = "as C knows it")]
pub struct unphi_batch {
    items: Vec<Result<Arc<Outcome>, Failure>>,
}

impl unphi_batch {
    fn item(&self, index: usize) -> Result<&Arc<Outcome>, Failure> {
        match self.items.get(index) {
            Some(Ok(outcome)) => Ok(outcome),
            Some(Err(failure)) => {
                Err(Failure::new(failure.status(), format!("item {index} is withheld: {}", failure.message())))
            }
            None => {
                let message = format!("there is no item {index}: the batch has {}", self.items.len());
                Err(Failure::new(unphi_status::IndexOutOfRange, message))
            }
        }
    }
}

/// Replaces every identifier of `count` texts, one after the other on this thread. To use more threads, give each a part of
/// the texts and the same engine. Free the batch with `unphi_batch_free`.
///
/// A text that fails is withheld and does not stop the others: the call succeeds, `unphi_batch_failures` counts such texts,
/// and asking for one gives the status that it failed with. A panic alone ends the whole call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_deidentify_batch(
    deidentifier: *const unphi_deidentifier,
    texts: *const unphi_slice,
    count: usize,
    batch: *mut *mut unphi_batch,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for an output that may be written.
        let out = unsafe { Out::new(batch)? };
        array(texts, count)?;
        let items = handle::read(deidentifier, |deidentifier| {
            Ok((0..count)
                .map(|index| {
                    // SAFETY: the header asks for `count` slices, each with as many readable bytes as it says.
                    let text = unsafe {
                        let slice = item(texts, index);
                        text(slice.data, slice.len)?
                    };
                    deidentifier.deidentify(text).map(Arc::new)
                })
                .collect())
        })?;
        out.put(handle::new(unphi_batch { items })?);
        Ok(())
    })
}

/// Gives the number of items: as many as there were texts.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_batch_count(batch: *const unphi_batch, count: *mut usize) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for an output that may be written.
        let out = unsafe { Out::new(count)? };
        out.put(handle::read(batch, |batch| Ok(batch.items.len()))?);
        Ok(())
    })
}

/// Gives how many items failed and are withheld.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_batch_failures(batch: *const unphi_batch, count: *mut usize) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for an output that may be written.
        let out = unsafe { Out::new(count)? };
        out.put(handle::read(batch, |batch| Ok(batch.items.iter().filter(|item| item.is_err()).count()))?);
        Ok(())
    })
}

/// Gives the output of the item at `index`: `len` bytes of UTF-8 at `data`, and behind them a NUL that `len` does not count.
/// Valid until the batch is freed. For an item that failed, the status that it failed with.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_batch_text(
    batch: *const unphi_batch,
    index: usize,
    data: *mut *const c_char,
    len: *mut usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for outputs that may be written.
        let (data_out, len_out) = unsafe { (Out::new(data)?, Out::new(len)?) };
        let (data, len) = handle::read(batch, |batch| batch.item(index)?.text())?;
        data_out.put(data);
        len_out.put(len);
        Ok(())
    })
}

/// Gives the item at `index` as a result with its spans. It shares the batch's memory and outlives the batch: free it with
/// `unphi_result_free`. For an item that failed, the status that it failed with.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_batch_result(
    batch: *const unphi_batch,
    index: usize,
    result: *mut *mut unphi_result,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for an output that may be written.
        let out = unsafe { Out::new(result)? };
        let outcome = handle::read(batch, |batch| batch.item(index).map(Arc::clone))?;
        out.put(handle::new(unphi_result::new(outcome))?);
        Ok(())
    })
}

/// Frees a batch, and with it what was read in place. Results taken from it stay. `NULL` is let pass.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_batch_free(batch: *mut unphi_batch) -> unphi_status {
    call(|| handle::free(batch))
}
