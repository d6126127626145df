//! How a column goes through, row by row, and what comes of it.

use core::cell::RefCell;
use core::ops::Range;
use std::slice;
use std::sync::Arc;
use std::thread;

use arrow_array::builder::{Float64Builder, Int64Builder, StringViewBuilder};
use arrow_array::cast::AsArray as _;
use arrow_array::{Array as _, ArrayRef, LargeListArray, StructArray};
use arrow_buffer::{Buffer, NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, Fields};
use unphi::{Deidentifier, Error, Scratch, Span, Subject};

use crate::failure::{Failure, caught};

/// Texts that lie one after another in memory end after so many bytes, or so many texts.
const BLOCK_BYTES: usize = 4 << 20;
const BLOCK_TEXTS: usize = 1024;

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// The rows of a call. A column of one row stands for all rows, as everywhere in Polars.
pub(crate) struct Rows<'c> {
    len: usize,
    texts: Vec<Option<&'c str>>,
    ids: Option<Vec<Option<String>>>,
    people: Option<Vec<Subject>>,
}

/// Texts one after another, and where each ends; none for what was missing.
#[derive(Default)]
struct Block {
    text: String,
    ends: Vec<Option<usize>>,
}

/// The start and end of a span in code points, and the span.
type Found = (usize, usize, Span);

impl<'c> Rows<'c> {
    pub(crate) fn new(
        texts: Vec<Option<&'c str>>,
        ids: Option<Vec<Option<String>>>,
        people: Option<Vec<Subject>>,
    ) -> Result<Self, Failure> {
        let lens = [Some(texts.len()), ids.as_ref().map(Vec::len), people.as_ref().map(Vec::len)];
        let mut several = lens.into_iter().flatten().filter(|len| *len != 1);
        let len = several.next().unwrap_or(1);
        if several.any(|other| other != len) {
            return Err(Failure::new("the columns are not of the same length"));
        }
        Ok(Self { len, texts, ids, people })
    }

    fn text(&self, row: usize) -> Option<&'c str> {
        of(&self.texts, row).copied().flatten()
    }

    /// `work` on the text of a row, by an engine that knows whom it is about; nothing where there is none. No panic gets
    /// further.
    fn each<R>(
        &self,
        engine: &Deidentifier,
        row: usize,
        work: impl FnOnce(&Deidentifier, &mut Scratch, &str) -> Result<R, Error>,
    ) -> Result<Option<R>, Failure> {
        let Some(text) = self.text(row) else { return Ok(None) };
        let done = caught(|| {
            // A panic or an error drops it, and with it what it may have left in disorder.
            let mut scratch = SCRATCH.take();
            let id = self.ids.as_ref().and_then(|ids| of(ids, row)?.as_deref());
            scratch.set_subject_id(id);
            let person = self.people.as_ref().and_then(|people| of(people, row));
            let own = person.map(|person| engine.with_subjects(slice::from_ref(person))).transpose()?;
            let done = work(own.as_ref().unwrap_or(engine), &mut scratch, text)?;
            SCRATCH.set(scratch);
            Ok(done)
        });
        done.map(Some).map_err(|why| why.of(&format!("row {row}, counted from 0, of the {} at hand", self.len)))
    }

    /// `work` on runs of rows, in order, on as many threads.
    fn in_runs<T: Send>(
        &self,
        threads: usize,
        work: impl Fn(Range<usize>) -> Result<T, Failure> + Sync,
    ) -> Result<Vec<T>, Failure> {
        if threads == 0 {
            return Err(Failure::new("threads: at least 1"));
        }
        let size = self.len.div_ceil(threads).max(1);
        let mut runs = (0..self.len).step_by(size).map(|start| start..self.len.min(start + size));
        if threads == 1 {
            return runs.map(work).collect();
        }
        thread::scope(|scope| {
            let work = &work;
            let workers: Vec<_> = runs.by_ref().map(|run| scope.spawn(move || caught(|| work(run)))).collect();
            let lost = |_| Err(Failure::new("a thread was lost"));
            workers.into_iter().map(|worker| worker.join().unwrap_or_else(lost)).collect()
        })
    }
}

fn of<T>(column: &[T], row: usize) -> Option<&T> {
    column.get(if column.len() == 1 { 0 } else { row })
}

/// The texts with every identifier replaced; nulls stay.
pub(crate) fn deidentify(engine: &Deidentifier, rows: &Rows<'_>, threads: usize) -> Result<ArrayRef, Failure> {
    let runs = rows.in_runs(threads, |mut run| {
        let mut blocks = Vec::new();
        while !run.is_empty() {
            blocks.push(block(engine, rows, &mut run)?);
        }
        Ok(blocks)
    })?;
    let mut builder = StringViewBuilder::with_capacity(rows.len);
    for Block { text, ends } in runs.into_iter().flatten() {
        if text.len() >= u32::MAX as usize {
            return Err(Failure::new("a text of the column is above 4 GiB, the most that Polars' strings hold"));
        }
        let block = builder.append_block(Buffer::from(text.into_bytes()));
        let mut start = 0;
        for end in ends {
            match end {
                Some(end) => builder.try_append_view(block, start as u32, (end - start) as u32)?,
                None => builder.append_null(),
            }
            start = end.unwrap_or(start);
        }
    }
    Ok(Arc::new(builder.finish()))
}

/// Takes rows from the front of `run`.
fn block(engine: &Deidentifier, rows: &Rows<'_>, run: &mut Range<usize>) -> Result<Block, Failure> {
    let (mut end, mut bytes) = (run.start, 0);
    while end < run.end && end - run.start < BLOCK_TEXTS && bytes < BLOCK_BYTES {
        bytes += rows.text(end).map_or(0, str::len);
        end += 1;
    }
    let mut block = Block { text: String::with_capacity(bytes), ends: Vec::with_capacity(end - run.start) };
    for row in run.start..end {
        let out = &mut block.text;
        let done =
            rows.each(engine, row, |engine, scratch, text| engine.deidentify_into(scratch, text, out).map(|_| ()))?;
        block.ends.push(done.map(|()| block.text.len()));
    }
    run.start = end;
    Ok(block)
}

/// The spans of every text; null where there is none.
pub(crate) fn detect(engine: &Deidentifier, rows: &Rows<'_>, threads: usize) -> Result<ArrayRef, Failure> {
    let runs = rows.in_runs(threads, |run| {
        let find =
            |row| rows.each(engine, row, |engine, scratch, text| Ok(counted(text, engine.detect_into(scratch, text)?)));
        run.map(find).collect::<Result<Vec<_>, _>>()
    })?;
    let (mut start, mut end, mut confidence) = (Int64Builder::new(), Int64Builder::new(), Float64Builder::new());
    let [mut identifier, mut kind, mut rule] = std::array::from_fn(|_| StringViewBuilder::new());
    let (mut lengths, mut valid) = (Vec::with_capacity(rows.len), Vec::with_capacity(rows.len));
    for found in runs.into_iter().flatten() {
        valid.push(found.is_some());
        lengths.push(found.as_ref().map_or(0, Vec::len));
        for (first, last, span) in found.into_iter().flatten() {
            start.append_value(first as i64);
            end.append_value(last as i64);
            identifier.append_value(span.identifier().name());
            kind.append_value(span.kind());
            rule.append_value(span.rule());
            confidence.append_value(shortest(span.confidence()));
        }
    }
    let columns: Vec<ArrayRef> = vec![
        Arc::new(start.finish()),
        Arc::new(end.finish()),
        Arc::new(identifier.finish()),
        Arc::new(kind.finish()),
        Arc::new(rule.finish()),
        Arc::new(confidence.finish()),
    ];
    let spans = Arc::new(StructArray::try_new(fields(), columns, None)?);
    let offsets = OffsetBuffer::from_lengths(lengths);
    Ok(Arc::new(LargeListArray::try_new(item(), offsets, spans, Some(NullBuffer::from(valid)))?))
}

fn fields() -> Fields {
    let field = |name, kind| Field::new(name, kind, false);
    Fields::from(vec![
        field("start", DataType::Int64),
        field("end", DataType::Int64),
        field("identifier", DataType::Utf8View),
        field("kind", DataType::Utf8View),
        field("rule", DataType::Utf8View),
        field("confidence", DataType::Float64),
    ])
}

fn item() -> Arc<Field> {
    Arc::new(Field::new("item", DataType::Struct(fields()), false))
}

/// The type of a column of lists of spans.
pub(crate) fn spans() -> DataType {
    DataType::LargeList(item())
}

/// With the offsets in code points, as Python counts: one forward pass, none where the text is ASCII.
fn counted(text: &str, spans: &[Span]) -> Vec<Found> {
    let (ascii, mut at, mut points) = (text.is_ascii(), 0, 0);
    let mut convert = |byte: usize| {
        // A code point has one byte that is no continuation byte.
        let between = if ascii { &[] } else { text.as_bytes().get(at..byte).unwrap_or_default() };
        points += if ascii { byte - at } else { between.iter().filter(|&&b| b & 0xC0 != 0x80).count() };
        at = byte;
        points
    };
    spans.iter().map(|span| (convert(span.start()), convert(span.end()), span.clone())).collect()
}

/// The double that prints as the single does: 0.98, not 0.9800000190734863.
fn shortest(single: f32) -> f64 {
    single.to_string().parse().unwrap_or(f64::from(single))
}

/// Whether these are texts, categories or nulls.
pub(crate) fn holds_text(kind: &DataType) -> bool {
    match kind {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => true,
        DataType::Dictionary(_, value) => !matches!(**value, DataType::Dictionary(..)) && holds_text(value),
        _ => false,
    }
}

/// The texts of a column, row by row.
pub(crate) fn texts(chunks: &[ArrayRef]) -> Vec<Option<&str>> {
    chunks.iter().flat_map(texts_of).collect()
}

/// The texts of an array for which [`holds_text`].
pub(crate) fn texts_of(array: &ArrayRef) -> Vec<Option<&str>> {
    match array.data_type() {
        DataType::Utf8 => array.as_string::<i32>().iter().collect(),
        DataType::LargeUtf8 => array.as_string::<i64>().iter().collect(),
        DataType::Utf8View => array.as_string_view().iter().collect(),
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary();
            let values = texts_of(dictionary.values());
            let keys = dictionary.normalized_keys().into_iter().enumerate();
            keys.map(|(row, key)| if array.is_valid(row) { values.get(key).copied().flatten() } else { None }).collect()
        }
        _ => vec![None; array.len()],
    }
}
