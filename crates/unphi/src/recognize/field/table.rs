//! Tables: a header line of labels, and lines below it with as many cells.
//!
//! CSV, semicolons, tabs, bars (Markdown and SQL clients too), columns parted by two spaces or more, and the lists of an
//! SQL `INSERT`. A header is a line with at least two cells that are labels, or one among bare names, so that a list in a
//! sentence is none. A line that spaces part may leave cells empty: what begins below a heading is of its column.

#![forbid(unsafe_code)]

use core::ops::Range;

use super::Out;
use crate::lexicon::{self, Label};
use crate::scan::document::Phrase;

/// Longest line, bytes, and most columns that are read.
const LINE: usize = 8 << 10;
const COLUMNS: usize = 96;
/// Lines in a row that may have another number of cells before the table is over.
const MISFITS: u32 = 2;

/// What parts the cells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Byte(u8),
    /// Two spaces or more.
    Spaces,
}

/// The label of each column.
struct Header {
    columns: [Option<Label>; COLUMNS],
    /// How far from the start of its line each column's heading begins, bytes.
    starts: [u16; COLUMNS],
    count: usize,
    labels: usize,
    /// The headings begin with capitals: so do names below them.
    capital: bool,
}

impl Header {
    /// Whether no column has a label that drugs, codes and users of a system have too: alone, it proves no table of persons.
    fn is_telling(&self) -> bool {
        let vague = |label: &Label| {
            matches!(
                label,
                Label::Person
                    | Label::Username
                    | Label::Code
                    | Label::Facility
                    | Label::Ward
                    | Label::Employer
                    | Label::School
                    | Label::Age
                    | Label::Keep
            )
        };
        !self.columns.iter().flatten().any(vague)
    }
}

/// Finds the tables of a text; `phrases` tell where a header can be.
pub(super) fn find(out: &mut Out<'_>, phrases: &[Phrase]) {
    let mut free = 0;
    for (i, phrase) in phrases.iter().enumerate() {
        let Some(token) = out.tokens.get(phrase.last as usize).filter(|token| token.end as usize >= free) else {
            continue;
        };
        if phrase.label.is_none() {
            continue;
        }
        let first = out.tokens.get(phrase.first as usize).map_or(0, |token| token.start as usize);
        let Some(mark) =
            mark_after(out.text, token.end as usize).or_else(|| mark_before_last(out.text, first, token.end as usize))
        else {
            continue;
        };
        let line = line(out.text, token.start as usize);
        let header_phrases = &phrases[i..];
        if mark == Mark::Byte(b',')
            && let Some(end) = insert(out, token.start as usize, header_phrases)
        {
            free = end;
            continue;
        }
        free = line.end;
        let header = header(out, line.clone(), mark, header_phrases, no_sentence);
        let sure =
            header.labels >= 2 || header.labels == 1 && header.is_telling() && is_bare(&out.text[line.clone()], mark);
        if sure
            && header.count >= 2
            && let Some(end) = rows(out, line.end, mark, &header)
        {
            out.forget(&line);
            free = end;
        }
    }
}

/// The mark that ends the cell of a label that ends at `at`.
fn mark_after(text: &[u8], at: usize) -> Option<Mark> {
    let rest = text.get(at..(at + 24).min(text.len()))?;
    let rest = rest.strip_prefix(b"\"").unwrap_or(rest);
    let spaces = rest.iter().take_while(|byte| **byte == b' ').count();
    match rest.get(spaces)? {
        byte @ (b',' | b';' | b'|' | b'\t') => Some(Mark::Byte(*byte)),
        byte if spaces >= 2 && byte.is_ascii_alphanumeric() => Some(Mark::Spaces),
        _ => None,
    }
}

/// The mark before a label from `first` to `end` that is the last cell of its line.
fn mark_before_last(text: &[u8], first: usize, end: usize) -> Option<Mark> {
    let last = matches!(text.get(end), None | Some(b'\n' | b'\r'));
    let mark = first.checked_sub(1).and_then(|at| text.get(at)).filter(|_| last)?;
    matches!(mark, b',' | b';' | b'|' | b'\t').then_some(Mark::Byte(*mark))
}

/// Whether a line is a header although only one of its cells is a label: names without digits, written as programs write
/// them, with nothing but the mark between them.
fn is_bare(line: &[u8], mark: Mark) -> bool {
    let Mark::Byte(mark) = mark else { return false };
    let name = |cell: &[u8]| {
        let spaced = mark == b'\t';
        (1..=32).contains(&cell.len())
            && cell.first().is_some_and(u8::is_ascii_alphabetic)
            && cell
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte == b'#' || spaced && *byte == b' ')
    };
    line.split(|byte| *byte == mark).all(name)
}

/// The bounds of the line around `at`, at most [`LINE`] bytes either way.
fn line(text: &[u8], at: usize) -> Range<usize> {
    let from = at.saturating_sub(LINE);
    let start = memchr::memrchr(b'\n', &text[from..at]).map_or(from, |i| from + i + 1);
    start..line_end(text, at)
}

fn line_end(text: &[u8], at: usize) -> usize {
    let to = (at + LINE).min(text.len());
    let end = memchr::memchr(b'\n', &text[at..to]).map_or(to, |i| at + i);
    if end > at && text[end - 1] == b'\r' { end - 1 } else { end }
}

/// The next cell from `at`, without spaces and quotes, and where the one after it begins.
fn cell(text: &[u8], at: usize, end: usize, mark: Mark, quotes: &[u8]) -> (Range<usize>, Option<usize>) {
    let mut start = at;
    while start < end && text[start] == b' ' {
        start += 1;
    }
    let mut from = start;
    let mut close = None;
    if let Some(quote) = text.get(start).filter(|byte| start < end && quotes.contains(byte)) {
        close = closing(text, start + 1, end, *quote);
        from = close.map_or(start, |close| close + 1);
    }
    let stop = match mark {
        Mark::Byte(byte) => memchr::memchr(byte, &text[from..end]).map(|i| (from + i, from + i + 1)),
        Mark::Spaces => text[from..end].windows(2).position(|pair| pair == b"  ").map(|i| {
            let next = text[from + i..end].iter().position(|byte| *byte != b' ').map_or(end, |skip| from + i + skip);
            (from + i, next)
        }),
    };
    let (cell_end, next) = stop.map_or((end, None), |(stop, next)| (stop, Some(next)));
    let content = match close {
        Some(close) => start + 1..close,
        None => {
            let mut last = cell_end;
            while last > start && text[last - 1] == b' ' {
                last -= 1;
            }
            start..last
        }
    };
    (content, next)
}

/// The quote that ends a quoted cell; a doubled one is part of it.
fn closing(text: &[u8], mut at: usize, end: usize, quote: u8) -> Option<usize> {
    while let Some(i) = memchr::memchr(quote, text.get(at..end)?) {
        if text.get(at + i + 1) != Some(&quote) {
            return Some(at + i);
        }
        at += i + 2;
    }
    None
}

/// Calls `each` with the number and the bounds of every cell of a line until it says `false`; returns how many there were.
fn cells(
    text: &[u8],
    range: Range<usize>,
    mark: Mark,
    quotes: &[u8],
    mut each: impl FnMut(usize, Range<usize>) -> bool,
) -> usize {
    let (mut at, mut count) = (range.start, 0);
    loop {
        let (content, next) = cell(text, at, range.end, mark, quotes);
        let go_on = each(count, content);
        count += 1;
        match next {
            Some(next) if go_on => at = next,
            _ => return count,
        }
    }
}

/// Whether a cell is none of a sentence or `label: value`, which no header of a table has.
fn no_sentence(cell: &[u8]) -> bool {
    cell.len() <= 48 && !cell.contains(&b':')
}

/// Reads a line as a header; `phrases` begin with the first label of the line. A cell that is not `sound` leaves it without
/// labels.
fn header(out: &Out<'_>, line: Range<usize>, mark: Mark, phrases: &[Phrase], sound: impl Fn(&[u8]) -> bool) -> Header {
    let mut header = Header { columns: [None; COLUMNS], starts: [0; COLUMNS], count: 0, labels: 0, capital: false };
    let begins = line.start;
    header.capital =
        out.text[line.clone()].iter().find(|byte| byte.is_ascii_alphabetic()).is_some_and(u8::is_ascii_uppercase);
    let mut rest = phrases;
    let mut all_sound = true;
    header.count = cells(out.text, line, mark, b"\"", |column, cell| {
        all_sound = sound(&out.text[cell.clone()]);
        if !all_sound {
            return false;
        }
        let label = column_label(out, &cell, &mut rest).filter(|_| !is_measured(out.text, &cell, mark));
        header.labels += usize::from(label.is_some());
        if let (Some(slot), Some(start)) = (header.columns.get_mut(column), header.starts.get_mut(column)) {
            *slot = label;
            *start = (cell.start - begins) as u16;
        }
        true
    });
    header.labels = if all_sound { header.labels } else { 0 };
    header
}

/// Whether a heading between spaces is one of a sheet of values: the range of a test (`Ref`), a time of day (`Lunch  Dinner  Bed`).
fn is_measured(text: &[u8], cell: &Range<usize>, mark: Mark) -> bool {
    const MEALS: [&[u8]; 6] = [b"lunch", b"din", b"dinner", b"supper", b"dnr", b"hs"];
    let is = |word: &[u8]| text[cell.clone()].eq_ignore_ascii_case(word);
    let before = || text[..cell.start].trim_ascii_end().rsplit(u8::is_ascii_whitespace).next().unwrap_or_default();
    mark == Mark::Spaces && (is(b"ref") || is(b"bed") && MEALS.iter().any(|meal| before().eq_ignore_ascii_case(meal)))
}

/// The label that the words of a cell end with: `pt_home_phone`, `DOB`, `addr1`, `Phone #`.
fn column_label(out: &Out<'_>, cell: &Range<usize>, phrases: &mut &[Phrase]) -> Option<Label> {
    let last = out.tokens.partition_point(|token| (token.start as usize) < cell.end).checked_sub(1)? as u32;
    let token = out.tokens.get(last as usize).filter(|token| token.start as usize >= cell.start)?;
    while let [phrase, rest @ ..] = phrases
        && phrase.last < last
    {
        *phrases = rest;
    }
    if let Some(phrase) = phrases.first().filter(|phrase| phrase.last == last) {
        return phrase.label;
    }
    let word = &out.text[token.start as usize..token.end as usize];
    let letters = word.iter().rev().skip_while(|byte| byte.is_ascii_digit()).count();
    (letters < word.len() && letters > 0).then(|| lexicon::word(&word[..letters]).label()).flatten()
}

/// Reads the lines below a header; returns where the table ends, or `None` when no line fits.
fn rows(out: &mut Out<'_>, header_end: usize, mark: Mark, header: &Header) -> Option<usize> {
    let text = out.text;
    let (mut at, mut found, mut misfits) = (header_end, None, 0);
    while misfits < MISFITS {
        // Over the line end.
        at += if text.get(at..).is_some_and(|rest| rest.starts_with(b"\r\n")) { 2 } else { 1 };
        if at >= text.len() {
            break;
        }
        let line = at..line_end(text, at);
        at = line.end;
        if line.is_empty() {
            break;
        }
        // The rule under a header: `|---|:--:|`, `----+-----`.
        if text[line.clone()].iter().all(|byte| matches!(byte, b'-' | b'=' | b'|' | b'+' | b':' | b' ' | b'\t')) {
            continue;
        }
        if cells(text, line.clone(), mark, b"\"", |_, _| true) != header.count {
            if mark == Mark::Spaces && aligned(out, &line, header) {
                (misfits, found) = (0, Some(at));
            } else {
                misfits += 1;
            }
            continue;
        }
        misfits = 0;
        found = Some(at);
        cells(text, line, mark, b"\"", |column, cell| out.column(header, column, &cell));
    }
    found
}

/// Reads a line below a header that leaves cells empty, if at least two of its cells and most of them begin where a heading does.
fn aligned(out: &mut Out<'_>, line: &Range<usize>, header: &Header) -> bool {
    /// How far a cell may begin from its heading, bytes: accents and a sign before a number move it.
    const OFF: usize = 1;
    let text = out.text;
    let starts = header.starts.get(..header.count).unwrap_or_default();
    let below = |cell: &Range<usize>| {
        let start = cell.start - line.start;
        starts.iter().position(|heading| start.abs_diff(usize::from(*heading)) <= OFF)
    };
    let (mut count, mut fitting, mut labels) = (0, 0, false);
    cells(text, line.clone(), Mark::Spaces, b"", |_, cell| {
        // `Rel: son`, `Emp:  Mill`: such lines bring their own labels.
        labels |= text[cell.clone()].windows(2).any(|pair| pair[0].is_ascii_alphabetic() && pair[1] == b':');
        (count, fitting) = (count + 1, fitting + usize::from(below(&cell).is_some()));
        true
    });
    let fits = fitting >= 2 && 2 * fitting > count && !labels;
    if fits {
        cells(text, line.clone(), Mark::Spaces, b"", |_, cell| {
            // `2 puffs albut   gym`: what stands below a heading by chance is no name.
            let word = text.get(cell.start).is_some_and(u8::is_ascii_lowercase);
            let person = |column: &usize| header.columns.get(*column) == Some(&Some(Label::Person));
            below(&cell)
                .filter(|column| !(word && header.capital && person(column)))
                .is_none_or(|column| out.column(header, column, &cell))
        });
    }
    fits
}

impl Out<'_> {
    /// Adds the cell of a column that has a label; goes on with the next.
    fn column(&mut self, header: &Header, column: usize, cell: &Range<usize>) -> bool {
        if let Some(label) = header.columns.get(column).copied().flatten() {
            self.add(label, cell);
        }
        true
    }
}

/// Reads `INSERT INTO t (mrn, name) VALUES ('1', 'Ann'), ('2', 'Bo')` around a column's name at `at`; returns its end.
fn insert(out: &mut Out<'_>, at: usize, phrases: &[Phrase]) -> Option<usize> {
    /// Longest list of columns and of values, bytes.
    const LIST: usize = 4096;
    let text = out.text;
    let from = at.saturating_sub(LIST);
    let open = from + memchr::memrchr(b'(', &text[from..at])?;
    // `INTO`, the table's name, the columns.
    let before =
        text[open.saturating_sub(96)..open].split(u8::is_ascii_whitespace).rev().filter(|word| !word.is_empty());
    if !before.take(2).any(|word| word.eq_ignore_ascii_case(b"into")) {
        return None;
    }
    let close = at + memchr::memchr(b')', &text[at..(at + LIST).min(text.len())])?;
    let comma = Mark::Byte(b',');
    let header = header(out, open + 1..close, comma, phrases, |_| true);
    out.forget(&(open..close));
    let mut at = skip_space(text, close + 1);
    if text.get(at..at + 6).is_some_and(|word| word.eq_ignore_ascii_case(b"values")) {
        at = skip_space(text, at + 6);
    }
    while text.get(at) == Some(&b'(') {
        let window = (at + 1 + LIST).min(text.len());
        let end = list_end(text, at + 1, window)?;
        cells(text, at + 1..end, comma, b"'\"", |column, cell| out.column(&header, column, &cell));
        at = skip_space(text, end + 1);
        if text.get(at) != Some(&b',') {
            break;
        }
        at = skip_space(text, at + 1);
    }
    Some(at)
}

fn skip_space(text: &[u8], at: usize) -> usize {
    at + text.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// The parenthesis that ends a list of values; those in quotes do not count.
fn list_end(text: &[u8], mut at: usize, end: usize) -> Option<usize> {
    while let Some(i) = memchr::memchr3(b')', b'\'', b'"', text.get(at..end)?) {
        at += i;
        match text[at] {
            b')' => return Some(at),
            quote => at = closing(text, at + 1, end, quote)? + 1,
        }
    }
    None
}
