//! Phrases and fields: which words the lexicon knows as one, and which labels announce a value.
//!
//! A label is a wording of `lexicon/labels.tsv`. Its value begins after a separator (`:`, `#`, `=`, a tab, a quote of a
//! JSON key, a tag of XML) or right after it; [`Tie`] says how firmly. What a value looks like is for the recognizers.

#![forbid(unsafe_code)]

use crate::lexicon::{self, Class, INLINE, Label};
use crate::scan::document::{Field, Phrase, Tie};
use crate::scan::{Shape, Token, Tokens};

/// Most words of a phrase.
const PHRASE_WORDS: usize = 7;

/// Finds the phrases of a segment; `heads` of [`Tokens`] are where they can begin.
pub(crate) fn find_phrases(text: &[u8], tokens: &Tokens, phrases: &mut Vec<Phrase>) {
    phrases.clear();
    let mut free = 0;
    for &head in &tokens.heads {
        if head < free {
            continue;
        }
        let Some(phrase) = phrase_at(text, &tokens.all, head) else { continue };
        free = phrase.last + 1;
        phrases.push(phrase);
    }
}

/// The longest phrase, or the single-word label, that begins with token `first`.
fn phrase_at(text: &[u8], tokens: &[Token], first: u32) -> Option<Phrase> {
    let rest = &tokens[first as usize..];
    let token = rest.first()?;
    if token.is(Class::PHRASE_START) {
        let most = ((token.classes.0 >> 56) as usize & 7).min(PHRASE_WORDS);
        let mut end = token.end;
        let words = rest.iter().take(most).map_while(|word| {
            let near = word.start == token.start || holds_together(&text[end as usize..word.start as usize]);
            end = word.end;
            (near && !word.shape.any(Shape::FOREIGN)).then(|| key_of(text, word))
        });
        if let Some((count, row)) = lexicon::phrase(words) {
            return Some(Phrase { first, last: first + count as u32 - 1, row });
        }
    }
    token.labelled.then_some(Phrase { first, last: first, row: token.row })
}

/// Whether what stands between two words lets them belong to one phrase.
fn holds_together(gap: &[u8]) -> bool {
    matches!(gap, b" " | b"-" | b"." | b". " | b"_" | b"'" | b"/" | b"\n" | b"\r\n" | b"  " | b" & " | b"&")
}

fn key_of(text: &[u8], token: &Token) -> u128 {
    let (start, len) = (token.start as usize, token.len());
    match text.get(start..start + INLINE) {
        Some(window) if len <= INLINE => {
            lexicon::lower(u128::from_le_bytes(window.try_into().unwrap_or_default()), len)
        }
        _ => lexicon::key(&text[start..start + len]),
    }
}

/// Finds the fields of a segment from its phrases.
pub(crate) fn find_fields(text: &[u8], tokens: &Tokens, phrases: &[Phrase], fields: &mut Vec<Field>) {
    fields.clear();
    for phrase in phrases {
        if let Some(label) = phrase.row().label()
            && let Some(field) = field_after(text, &tokens.all, phrase, label)
        {
            fields.push(field);
        }
    }
    // Fillers (`SSN ending in 6789`) can move a value past the next label's.
    fields.sort_by_key(|field| field.value);
}

/// Words that may stand between a label and its value: `MRN is 123`, `account number 123`.
const FILLERS: [&[u8]; 14] = [
    b"is", b"was", b"no", b"number", b"num", b"nbr", b"id", b"code", b"of", b"value", b"ending", b"in", b"as", b"the",
];

/// The field that a label opens.
fn field_after(text: &[u8], tokens: &[Token], phrase: &Phrase, label: Label) -> Option<Field> {
    /// Longest separator, bytes: room for aligned columns and `</td><td>`.
    const SEPARATOR: usize = 48;
    let mut at = tokens.get(phrase.last as usize)?.end as usize;
    let mut tie = Tie::Adjacent;
    let mut value = phrase.last + 1;
    let mut fillers = 0;
    loop {
        let next = tokens.get(value as usize)?;
        let gap = text.get(at..next.start as usize)?;
        tie = tie.max(tie_of(gap.get(..SEPARATOR.min(gap.len()))?, gap.len() > SEPARATOR)?);
        let word = &text[next.start as usize..next.end as usize];
        // `Name: No …` keeps its value; `SSN no. 123` goes on.
        if tie == Tie::Adjacent && fillers < 3 && FILLERS.iter().any(|filler| word.eq_ignore_ascii_case(filler)) {
            fillers += 1;
            at = next.end as usize;
            value += 1;
            continue;
        }
        let line_end = memchr::memchr(b'\n', &text[next.start as usize..]).map_or(text.len(), |i| next.start as usize + i);
        return Some(Field { label, first: phrase.first, value, limit: line_end as u32, tie });
    }
}

/// How the bytes between a label and a word tie them; `None` when they part them.
fn tie_of(gap: &[u8], cut: bool) -> Option<Tie> {
    if cut {
        return None;
    }
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
    // JSON and XML: `"mrn": "123"`, `<mrn>123`.
    if gap.first() == Some(&b'"') && gap.contains(&b':') || gap == b">" {
        tie = Tie::Structural;
    }
    // A value on the next line needs a separator; a blank line parts.
    (lines == 0 || lines == 1 && tie > Tie::Adjacent).then_some(tie)
}
