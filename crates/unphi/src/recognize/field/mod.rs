//! Phrases and fields: which words the lexicon knows as one, and which labels announce a value.
//!
//! A label is a wording of `lexicon/labels-*.tsv`. Its value begins after a separator (`:`, `#`, `=`, a tab, a quote of a
//! JSON key, a tag of XML) or right after it; [`Tie`] says how firmly, and the field's limit where the value must end: at
//! the end of its cell, string, element or line. What a value looks like is for the recognizers.
//!
//! Where the structure says what a value is without a label next to it, [`table`], [`hl7`] and [`json_xml`] read it.

#![forbid(unsafe_code)]

mod hl7;
mod json_xml;
mod table;

use core::ops::Range;

use crate::lexicon::{self, Class, Label, Labels};
use crate::scan::document::{Field, Phrase, Tie};
use crate::scan::{Shape, Token, Tokens};

/// Most words of a phrase.
const PHRASE_WORDS: usize = 7;

/// Finds the phrases of a segment; `heads` of the scan's lists are where they can begin.
pub(crate) fn find_phrases(text: &[u8], tokens: &mut Tokens, phrases: &mut Vec<Phrase>) {
    phrases.clear();
    let Tokens { all, hashes, lists, .. } = tokens;
    let mut free = 0;
    for &first in lists.heads.iter() {
        let head = first as usize;
        let (Some(token), [hash, following @ ..]) = (all.get(head), hashes.get(head..).unwrap_or_default()) else {
            continue;
        };
        // A head that no phrase goes on from with the next word is the commonest.
        let begins = token.is(Class::PHRASE_START)
            && following.first().is_some_and(|next| lexicon::may_begin_phrase(*hash, *next));
        if !begins && !token.labelled || first < free {
            continue;
        }
        let found = if begins { longest_phrase(text, &all[head..], &hashes[head..]) } else { None };
        let single = token.labelled.then_some((1, token.row));
        let Some((count, row)) = found.or(single) else { continue };
        free = first + count as u32;
        phrases.push(Phrase { first, last: free - 1, row, label: lexicon::row(row).label() });
        for token in all.get_mut(head..free as usize).into_iter().flatten() {
            token.shape.set(Shape::PHRASE, true);
        }
    }
}

/// The longest phrase that begins with the first of `tokens`: how many words, and its row.
fn longest_phrase(text: &[u8], tokens: &[Token], hashes: &[u64]) -> Option<(usize, u16)> {
    let first = tokens.first()?;
    let most = ((first.classes.0 >> 56) as usize & 7).min(PHRASE_WORDS);
    let mut end = first.end;
    let words = tokens.iter().zip(hashes).take(most).map_while(|(word, hash)| {
        let near = word.start == first.start || holds_together(&text[end as usize..word.start as usize]);
        end = word.end;
        (near && !word.shape.any(Shape::FOREIGN)).then_some(*hash)
    });
    lexicon::phrase(words)
}

/// Whether what stands between two words lets them belong to one phrase.
fn holds_together(gap: &[u8]) -> bool {
    matches!(gap, b" " | b"-" | b"." | b". " | b"_" | b"'" | b"/" | b"\n" | b"\r\n" | b"  " | b" & " | b"&")
}

/// Finds the fields of a segment from its phrases and its structure; returns the labels of all phrases and fields.
pub(crate) fn find_fields(text: &[u8], tokens: &mut Tokens, phrases: &[Phrase], fields: &mut Vec<Field>) -> Labels {
    let mut labels = Labels::default();
    fields.clear();
    for phrase in phrases {
        let Some(label) = phrase.label else { continue };
        if is_tag(text, &tokens.all, phrase) {
            continue;
        }
        labels.add(label);
        if let Some(field) = field_after(text, &tokens.all, phrase, label) {
            fields.push(field);
            more_strings(text, &tokens.all, field, fields);
        }
    }
    let labelled = fields.len();
    let mut out = Out { text, tokens: &tokens.all, fields, labelled };
    table::find(&mut out, phrases);
    if tokens.signs.iter().any(|at| matches!(text.get(*at as usize), Some(b'|' | b'{' | b'<'))) {
        hl7::find(&mut out);
        json_xml::find(&mut out);
    }
    forget_speakers(text, &tokens.all, fields);
    fields.retain(|field| field.limit > 0);
    // Fillers (`SSN ending in 6789`) can move a value past the next label's.
    fields.sort_by_key(|field| field.value);
    for field in fields.iter() {
        labels.add(field.label);
        if let Some(token) = tokens.all.get_mut(field.value as usize) {
            token.shape.set(Shape::VALUE, true);
        }
    }
    labels
}

/// Takes back the labels of persons at line starts when what follows them is speech: the turns of a conversation
/// (`Doctor: Any fever?`, `Patient: Nope, none.`) announce no name.
fn forget_speakers(text: &[u8], tokens: &[Token], fields: &mut [Field]) {
    /// Fewest turns of a conversation.
    const TURNS: usize = 2;
    let begins = |field: &Field| {
        field.label == Label::Person
            && field.tie == Tie::Separated
            && tokens.get(field.first as usize).is_some_and(|token| {
                token.is(Class::ROLE.or(Class::RELATION).or(Class::TITLE)) && begins_line(text, token.start as usize)
            })
    };
    let speaks = |field: &Field| {
        let (Some(first), Some(second)) = (tokens.get(field.value as usize), tokens.get(field.value as usize + 1))
        else {
            return false;
        };
        let near = matches!(text.get(first.end as usize..second.start as usize), Some(b" " | b", " | b"'"));
        let plain = second.is_lower() && second.prior < 0 && second.is(Class::COMMON.or(Class::FUNCTION));
        first.is(Class::FUNCTION) || near && plain && second.end <= field.limit
    };
    let (mut turns, mut speech) = (0, 0);
    for field in fields.iter().filter(|field| begins(field)) {
        turns += 1;
        speech += usize::from(speaks(field));
    }
    if speech >= TURNS && speech * 2 >= turns {
        fields.iter_mut().filter(|field| begins(field)).for_each(|field| field.limit = 0);
    }
}

/// Whether a phrase is a tag that an earlier pass has left, which announces nothing: `[NAME]`, `[MRN]`.
fn is_tag(text: &[u8], tokens: &[Token], phrase: &Phrase) -> bool {
    let (Some(first), Some(last)) = (tokens.get(phrase.first as usize), tokens.get(phrase.last as usize)) else {
        return false;
    };
    let before = (first.start as usize).checked_sub(1).and_then(|at| text.get(at));
    before == Some(&b'[') && text.get(last.end as usize) == Some(&b']') && first.shape.any(Shape::ALL_UPPER)
}

/// Where the readers of structure put the fields they find.
struct Out<'o> {
    text: &'o [u8],
    tokens: &'o [Token],
    fields: &'o mut Vec<Field>,
    /// How many fields came from labels; these are sorted by their label.
    labelled: usize,
}

impl Out<'_> {
    /// Adds a field whose value is the words in `range`, if there are any.
    fn add(&mut self, label: Label, range: &Range<usize>) {
        let value = self.tokens.partition_point(|token| (token.start as usize) < range.start);
        let Some(token) = self.tokens.get(value).filter(|token| (token.start as usize) < range.end) else { return };
        if is_nothing(&self.text[token.start as usize..token.end as usize]) && token.end as usize >= range.end {
            return;
        }
        let (value, limit) = (value as u32, range.end as u32);
        self.fields.push(Field { label, first: value, value, limit, tie: Tie::Structural });
    }

    /// Takes back the fields whose label is in `range`: the names of columns announce nothing in their own line.
    fn forget(&mut self, range: &Range<usize>) {
        let start =
            |field: &Field| self.tokens.get(field.first as usize).map_or(usize::MAX, |token| token.start as usize);
        let labelled = &mut self.fields[..self.labelled];
        let first = labelled.partition_point(|field| start(field) < range.start);
        labelled[first..].iter_mut().take_while(|field| start(field) < range.end).for_each(|field| field.limit = 0);
    }
}

/// Words that programs write where there is no value.
fn is_nothing(word: &[u8]) -> bool {
    const NOTHING: [&[u8]; 7] = [b"null", b"none", b"nil", b"undefined", b"nan", b"true", b"false"];
    NOTHING.iter().any(|nothing| word.eq_ignore_ascii_case(nothing))
}

/// What an identifier type code of HL7 table 0203 stands for; FHIR uses the same codes.
fn id_type(code: &[u8]) -> Option<Label> {
    Some(match code {
        b"MR" | b"PI" | b"PT" | b"MRN" | b"EPI" => Label::Mrn,
        b"SS" | b"SSN" => Label::Ssn,
        b"DL" => Label::Driver,
        b"AN" | b"PAC" => Label::Account,
        b"VN" | b"VS" => Label::Encounter,
        b"MC" | b"MCR" => Label::Mbi,
        b"MA" | b"MCD" => Label::Medicaid,
        b"MB" | b"SN" | b"HC" | b"WC" => Label::Member,
        b"NPI" => Label::Npi,
        b"DEA" => Label::Dea,
        b"MD" | b"LN" | b"RN" => Label::Professional,
        b"EI" | b"EN" => Label::Badge,
        b"PPN" | b"PRC" | b"NI" | b"RI" | b"XX" | b"U" => Label::Code,
        b"PLAC" => Label::Order,
        b"FILL" | b"ACSN" => Label::Accession,
        b"BA" => Label::Account,
        b"UDI" => Label::Udi,
        b"SNO" => Label::Serial,
        _ => return None,
    })
}

/// Words that may stand between a label and its value: `MRN is 123`, `account number 123`.
const FILLERS: [&[u8]; 14] =
    [b"is", b"was", b"no", b"number", b"num", b"nbr", b"id", b"code", b"of", b"value", b"ending", b"in", b"as", b"the"];

/// Keys between a JSON key and its value: `"name": {"use": "official", "text": "…"}`.
const INNER_KEYS: [&[u8]; 5] = [b"text", b"display", b"value", b"raw", b"full"];

/// Longest value, bytes: no scan for its end goes on for longer.
const VALUE: usize = 1024;

/// The field that a label opens.
fn field_after(text: &[u8], tokens: &[Token], phrase: &Phrase, label: Label) -> Option<Field> {
    /// Longest separator, bytes: room for aligned columns.
    const SEPARATOR: usize = 64;
    let start = tokens.get(phrase.first as usize)?.start as usize;
    let mut at = tokens.get(phrase.last as usize)?.end as usize;
    let mut tie = Tie::Adjacent;
    let mut value = phrase.last + 1;
    if let Some(content) = json_xml::content_after(text, start, at) {
        // A tag or an element: its structure alone says where the value is.
        let content = content?;
        value += tokens
            .get(value as usize..)?
            .iter()
            .take(24)
            .take_while(|token| (token.start as usize) < content.start)
            .count() as u32;
        let token = tokens
            .get(value as usize)
            .filter(|token| (content.start..content.end).contains(&(token.start as usize)))?;
        if token.start as usize - content.start > SEPARATOR {
            return None;
        }
        let limit = content.end as u32;
        return Some(Field { label, first: phrase.first, value, limit, tie: Tie::Structural });
    }
    let mut fillers = 0;
    loop {
        let marked = json_xml::after_tags(text, at);
        if let Some(end) = marked {
            at = end;
            value +=
                tokens.get(value as usize..)?.iter().take(24).take_while(|token| (token.start as usize) < end).count()
                    as u32;
            tie = tie.max(Tie::Separated);
        }
        let next = tokens.get(value as usize)?;
        let gap = text.get(at..next.start as usize)?;
        if gap.len() > SEPARATOR {
            return None;
        }
        tie = tie.max(tie_of(gap, begins_line(text, start))?);
        let word = &text[next.start as usize..next.end as usize];
        let after = text.get(next.end as usize..).unwrap_or_default();
        let is_key = matches!(after, [b'"' | b'\'', b':', ..] | [b'"' | b'\'', b' ', b':', ..]);
        if is_key && fillers < 3 && INNER_KEYS.contains(&word) {
            fillers += 1;
            at = next.end as usize;
            value += 1;
            continue;
        }
        if is_key && tie == Tie::Structural
            || gap.contains(&b'{')
            || tie > Tie::Adjacent && is_nothing(word) && label != Label::Person
        {
            return None;
        }
        // `"name": "find_patient"` names a function, `displayName="…"` of C-CDA a code.
        let program = tie == Tie::Structural && matches!(after, [b'_', byte, ..] if byte.is_ascii_lowercase());
        if label == Label::Person && (program || text[start..].starts_with(b"displayName=")) {
            return None;
        }
        // `Name: No …` keeps its value; `SSN no. 123` goes on.
        if tie == Tie::Adjacent && fillers < 3 && FILLERS.iter().any(|filler| word.eq_ignore_ascii_case(filler)) {
            fillers += 1;
            at = next.end as usize;
            value += 1;
            continue;
        }
        let limit = if marked.is_some() {
            end_at(text, next.start as usize, |rest| memchr::memchr2(b'<', b'\n', rest))
        } else {
            value_end(text, start, gap, next.start as usize)
        };
        return Some(Field { label, first: phrase.first, value, limit: limit as u32, tie });
    }
}

/// The other strings of a JSON array whose first one is a field's value: `"given": ["Ann", "Marie"]`.
fn more_strings(text: &[u8], tokens: &[Token], field: Field, fields: &mut Vec<Field>) {
    /// Most values of one key.
    const MOST: usize = 8;
    let start = |index: u32| tokens.get(index as usize).map(|token| token.start as usize);
    let in_array = |start: usize| {
        text[start.saturating_sub(3)..start].ends_with(b"[\"") || text[start.saturating_sub(8)..start].contains(&b'[')
    };
    if field.tie != Tie::Structural || !start(field.value).is_some_and(in_array) {
        return;
    }
    let mut last = field;
    for _ in 0..MOST {
        let close = last.limit as usize;
        let rest = text.get(close..(close + 64).min(text.len())).unwrap_or_default();
        let Some(open) =
            rest.iter().skip(1).position(|byte| !matches!(byte, b',' | b' ' | b'\n' | b'\r' | b'\t')).map(|i| i + 1)
        else {
            return;
        };
        if rest[0] != b'"' || rest[open] != b'"' || !rest[1..open].contains(&b',') {
            return;
        }
        let from = close + open + 1;
        let limit = end_at(text, from, |rest| memchr::memchr2(b'"', b'\n', rest));
        let skip =
            tokens[last.value as usize..].iter().take(64).take_while(|token| (token.start as usize) < from).count();
        let value = last.value + skip as u32;
        if !start(value).is_some_and(|start| start >= from && start < limit) {
            return;
        }
        last = Field { value, limit: limit as u32, ..last };
        fields.push(last);
    }
}

/// Whether only white space and bullets stand before `at` on its line.
fn begins_line(text: &[u8], at: usize) -> bool {
    let before = text[at.saturating_sub(16)..at].iter().rev();
    let first = before.copied().find(|byte| !matches!(byte, b' ' | b'\t' | b'*' | b'-'));
    first.is_none_or(|byte| byte == b'\n')
}

/// The index that `find` finds from `at` on, or the end of the longest value.
fn end_at(text: &[u8], at: usize, find: impl Fn(&[u8]) -> Option<usize>) -> usize {
    let to = (at + VALUE).min(text.len());
    find(text.get(at..to).unwrap_or_default()).map_or(to, |i| at + i)
}

/// Where the value that begins at `at` after `gap` must end; its label begins at `label`.
fn value_end(text: &[u8], label: usize, gap: &[u8], at: usize) -> usize {
    let line_end = end_at(text, at, |rest| memchr::memchr(b'\n', rest));
    let opening = gap.iter().rposition(|byte| matches!(byte, b'"' | b'\'' | b'|' | b'\t' | b'='));
    let Some(mark) = opening.and_then(|i| gap.get(i)) else { return line_end };
    let line = &text[at..line_end];
    let end = match mark {
        // Only a quote right before the value opens it.
        b'"' if gap.ends_with(b"\"") => memchr::memchr(b'"', line),
        b'\'' if gap.ends_with(b"'") => apostrophe_end(line),
        b'|' => memchr::memchr(b'|', line),
        b'\t' => memchr::memchr(b'\t', line),
        // A parameter of a URL.
        b'=' if label > 0 && matches!(text[label - 1], b'?' | b'&') => {
            line.iter().position(|byte| matches!(byte, b'&' | b' ' | b'"' | b'#' | b'\t'))
        }
        _ => None,
    };
    end.map_or(line_end, |len| at + len)
}

/// Where a string between apostrophes ends: one in a name is between letters, and SQL writes it twice (`O''Dwyer`).
fn apostrophe_end(line: &[u8]) -> Option<usize> {
    let letter = |at: usize| line.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let mut doubled = 0;
    memchr::memchr_iter(b'\'', line).find(|&at| {
        if at < doubled {
            return false;
        }
        if line.get(at + 1) == Some(&b'\'') && at > 0 && letter(at + 2) {
            doubled = at + 2;
            return false;
        }
        at + 1 < line.len() && !letter(at + 1)
    })
}

/// How the bytes between a label and a word tie them; `None` when they part them.
fn tie_of(gap: &[u8], begins_line: bool) -> Option<Tie> {
    let mut tie = Tie::Adjacent;
    let mut lines = 0;
    for (i, byte) in gap.iter().enumerate() {
        match byte {
            b' ' | b'\r' | b'(' | b')' | b'[' | b']' | b'*' | b'_' | b'\'' | b'.' | b'-' | b'+' | b'/' | b'\\' => {}
            b':' | b'#' | b'=' | b'\t' | b'|' | b'>' | b'^' | b'~' => tie = tie.max(Tie::Separated),
            b'"' | b'<' | b'{' => tie = tie.max(Tie::Separated),
            b',' if tie == Tie::Separated || gap.get(..i).is_some_and(|before| before.contains(&b'"')) => {}
            b'\n' => lines += 1,
            _ => return None,
        }
    }
    // JSON, Python and XML: `"mrn": "123"`, `'mrn': '123'`, `<mrn>123`.
    if matches!(gap.first(), Some(b'"' | b'\'')) && gap.contains(&b':') || gap == b">" {
        tie = Tie::Structural;
    }
    // Aligned columns, and a leader of dots or a rule: `MRN      123`, `MRN ..... 123`.
    let aligned = gap.iter().all(|byte| *byte == b' ') && gap.len() >= if begins_line { 2 } else { 3 };
    let leader = [b"...", b"___", b"---"].iter().any(|mark| gap.windows(3).any(|part| part == mark.as_slice()));
    if (aligned || leader) && lines == 0 {
        tie = tie.max(Tie::Separated);
    }
    // A value on the next line needs a separator; a blank line parts.
    (lines == 0 || lines == 1 && tie > Tie::Adjacent).then_some(tie)
}

#[cfg(test)]
mod tests;
