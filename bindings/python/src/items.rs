//! How Python strings go through, and how the outcome becomes a list. Strings are lent to the engine, not copied.

use pyo3::prelude::*;
use pyo3::types::{PyIterator, PyList, PyString};
use unphi::Deidentifier;

use crate::batch::{self, Done, Pace, Texts};
use crate::failure::{self, Failure};
use crate::result::objects;
use crate::whom::{About, Whom};

/// A list and the items that were withheld from it, with their index; those are `None` in the list.
pub(crate) type Outcome<'py> = (Bound<'py, PyList>, Vec<(usize, Failure)>);

/// De-identified strings.
pub(crate) fn deidentify<'py>(
    deidentifier: &Deidentifier,
    items: &Bound<'py, PyAny>,
    whom: Whom<'py>,
    pace: &Pace<'py>,
) -> PyResult<Outcome<'py>> {
    let (py, list) = (items.py(), PyList::empty(items.py()));
    let failures = in_blocks(
        items,
        whom,
        pace,
        |texts, abouts| batch::rewrite(deidentifier, texts, abouts),
        |done| done.iter().try_for_each(|text| list.append(text.map(|text| PyString::new(py, text)))),
    )?;
    Ok((list, failures))
}

/// Lists of spans.
pub(crate) fn detect<'py>(
    deidentifier: &Deidentifier,
    items: &Bound<'py, PyAny>,
    whom: Whom<'py>,
    pace: &Pace<'py>,
) -> PyResult<Outcome<'py>> {
    let (py, list) = (items.py(), PyList::empty(items.py()));
    let failures = in_blocks(
        items,
        whom,
        pace,
        |texts, abouts| batch::detect(deidentifier, texts, abouts),
        |done| done.into_iter().try_for_each(|found| list.append(found.map(|found| objects(py, found)).transpose()?)),
    )?;
    Ok((list, failures))
}

fn in_blocks<'py, T: Send>(
    items: &Bound<'py, PyAny>,
    mut whom: Whom<'py>,
    pace: &Pace<'py>,
    work: impl Fn(&Texts<'_>, &[About]) -> Done<T> + Sync,
    mut take: impl FnMut(T) -> PyResult<()>,
) -> PyResult<Vec<(usize, Failure)>> {
    let (py, threads, mut items) = (items.py(), pace.threads, items.try_iter()?);
    let (mut failures, mut first) = (Vec::new(), 0);
    loop {
        let block = block(&mut items, pace, first, &mut failures)?;
        let abouts = whom.take(block.len())?;
        if block.is_empty() {
            whom.end()?;
            failures.sort_by_key(|(index, _)| *index);
            return Ok(failures);
        }
        let texts = block.iter().map(|item| item.as_ref().and_then(|item| failure::text(item).ok()));
        let texts: Vec<Option<&str>> = texts.collect();
        for (offset, done) in py.detach(|| batch::in_runs(threads, &texts, &abouts, &work)) {
            failures.extend(done.failures.into_iter().map(|(index, failure)| (first + offset + index, failure)));
            take(done.texts)?;
        }
        first += block.len();
        pace.tell(py, block.len())?;
    }
}

/// The next strings, empty at the end. What is neither `str` nor `None` is a failure, and missing from then on.
fn block<'py>(
    items: &mut Bound<'py, PyIterator>,
    pace: &Pace<'py>,
    first: usize,
    failures: &mut Vec<(usize, Failure)>,
) -> PyResult<Vec<Option<Bound<'py, PyString>>>> {
    let (mut block, mut bytes) = (Vec::new(), 0);
    while !pace.full(block.len(), bytes) {
        let Some(item) = items.next().transpose()? else { break };
        let string = if item.is_none() { Ok(None) } else { string(&item).map(Some) };
        block.push(string.unwrap_or_else(|failure| {
            failures.push((first + block.len(), failure));
            None
        }));
        bytes += block.last().and_then(|item| item.as_ref()?.to_str().ok()).map_or(0, str::len);
    }
    Ok(block)
}

fn string<'py>(item: &Bound<'py, PyAny>) -> Result<Bound<'py, PyString>, Failure> {
    let Ok(string) = item.cast::<PyString>() else {
        let class = item.get_type().name().map_or_else(|_| "something else".to_owned(), |name| name.to_string());
        return Err(Failure::NotText(class));
    };
    failure::text(string)?;
    Ok(string.clone())
}
