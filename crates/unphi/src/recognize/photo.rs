//! Full-face photographs and comparable images (Q).
//!
//! ## What it finds
//! References to image and video files (`IMG_2041.jpg`, `face_ct_0007.dcm`), and images embedded in the text: data URIs,
//! and base64 that begins as JPEG, PNG, GIF, WebP, TIFF or BMP does or stands in a picture's field; the UIDs of DICOM studies,
//! series and images (`1.2.840.113619.2.404.3.279723`).
//!
//! ## Rule
//! 45 CFR 164.514(b)(2)(i)(Q). Whether a face is in the picture cannot be told from its name, so every picture counts.
//! Data URIs: RFC 2397; base64: RFC 4648, with the line breaks of RFC 2045.
//!
//! ## Not found on purpose
//! Mentions of pictures, media types (`image/jpeg`), bare extensions (`.jpg or .png`), fonts and other embedded data.
//!
//! ## Example
//! `See attached DSC00412.JPG of left heel` → `DSC00412.JPG`.

#![forbid(unsafe_code)]

use core::ops::Range;

use crate::Identifier;
use crate::lexicon::Label;
use crate::recognize::finding;
use crate::scan::Document;
use crate::scan::document::Tie;
use crate::span::{Evidence, Finding, Kind};

/// Longest file name with its path.
const LONGEST_NAME: u32 = 255;

/// Shortest base64 that a picture's field can hold.
const SHORTEST_PAYLOAD: u32 = 40;

/// How embedded pictures begin in base64: JPEG, PNG, GIF, WebP (RIFF), TIFF of both byte orders, JPEG 2000.
const MAGICS: [&[u8]; 7] = [b"/9j/", b"iVBORw0KGgo", b"R0lGOD", b"UklGR", b"SUkqA", b"TU0AK", b"AAAADGpQ"];

/// Appends what it finds in `document`.
pub(crate) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    // Extensions are labels of the lexicon, so that files cost nothing to find.
    for phrase in document.phrases {
        if phrase.label == Some(Label::Photo) && phrase.first == phrase.last {
            findings.extend(file(document, phrase.first));
        }
    }
    let mut free = 0;
    for &index in document.figures {
        let Some(token) = document.token(index).filter(|token| token.start >= free) else { continue };
        let found = if token.len() == 1 && document.byte(token.end) == b'.' {
            dicom_uid(document, token.start)
        } else if document.is(index, b"base64") {
            data_uri(document, token.start)
        } else {
            payload(document, token.start)
        };
        if let Some(found) = found {
            free = found.end;
            findings.push(found);
        }
    }
    for field in document.fields {
        if field.label == Label::Photo && field.tie > Tie::Adjacent {
            findings.extend(field_payload(document, field.value).or_else(|| reference(document, field.value)));
        }
    }
}

/// A file whose extension is token `index`.
fn file(document: &Document<'_>, index: u32) -> Option<Finding> {
    let extension = document.token(index)?;
    let dot = extension.start.checked_sub(1)?;
    let word = document.word(index);
    if document.byte(dot) != b'.' || !(2..=5).contains(&word.len()) || is_word(word) {
        return None;
    }
    let mut start = dot;
    while start > 0 && dot - start < LONGEST_NAME && is_name_byte(document.byte(start - 1)) {
        start -= 1;
    }
    // Only a path may begin with a dot or a slash.
    while start < dot && matches!(document.byte(start), b'-' | b'.' | b'/' | b'\\') && document.byte(start + 1) != b'/'
    {
        start += 1;
    }
    let start = copy_mark(document, start, dot);
    let name = document.bytes(start..dot);
    let hollow = !name.iter().any(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80);
    let goes_on = document.byte(extension.end) == b'.' && document.byte(extension.end + 1).is_ascii_alphanumeric()
        || document.byte(extension.end) == b'_'
        || document.byte(extension.end) == b'(';
    if hollow
        || goes_on && !document.byte(extension.end + 1).is_ascii_uppercase()
        || document.byte_before(start) == b'*'
    {
        return None;
    }
    Some(finding(start..extension.end, Identifier::Photo, Kind::File, "photo.file", 0.97, Evidence::SHAPE))
}

/// Labels of this identifier that are words, not extensions.
fn is_word(word: &[u8]) -> bool {
    [&b"photo"[..], b"image", b"pic", b"pics", b"foto", b"fotos"].iter().any(|label| word.eq_ignore_ascii_case(label))
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || b"_-./\\~%+".contains(&byte)
}

/// `IMG_2041 (1).jpg`, `photo(2).jpg`: the mark of a second download, and the name before it.
fn copy_mark(document: &Document<'_>, start: u32, dot: u32) -> u32 {
    if start != dot || document.byte_before(dot) != b')' {
        return start;
    }
    let mut at = dot - 1;
    while at > 0 && dot - at < 6 && document.byte(at - 1).is_ascii_digit() {
        at -= 1;
    }
    if document.byte_before(at) != b'(' || at == dot - 1 {
        return start;
    }
    at -= 1;
    if document.byte_before(at) == b' ' {
        at -= 1;
    }
    let end = at;
    while at > 0 && end - at < LONGEST_NAME && is_name_byte(document.byte(at - 1)) {
        at -= 1;
    }
    if at == end { start } else { at }
}

/// A UID of a study, a series or an image, by the root of its maker (DICOM PS3.5, chapter 9). Those of the standard itself
/// (`1.2.840.10008`), of HL7 and of profiles name no picture, and are shorter.
fn dicom_uid(document: &Document<'_>, start: u32) -> Option<Finding> {
    /// Shortest that a device makes; the longest is 64.
    const SHORTEST: usize = 28;
    const ROOTS: [&[u8]; 8] =
        [b"1.2.840.", b"1.3.12.2.", b"1.3.46.", b"1.3.51.", b"1.2.276.", b"1.2.392.", b"1.2.826.", b"2.25."];
    let window = document.bytes(start..(start + 65).min(document.text.len() as u32));
    let len = window.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    let uid = window.get(..len)?;
    let uid = uid.strip_suffix(b".").unwrap_or(uid);
    let before = document.byte_before(start);
    let whole = uid.split(|byte| *byte == b'.').all(|arc| !arc.is_empty());
    let fits = ROOTS.iter().any(|root| uid.starts_with(root)) && !uid.starts_with(b"1.2.840.10008.");
    if !fits || !whole || !(SHORTEST..=64).contains(&uid.len()) || before == b'.' || before.is_ascii_alphanumeric() {
        return None;
    }
    let range = start..start + uid.len() as u32;
    Some(finding(range, Identifier::Photo, Kind::File, "photo.dicom-uid", 0.8, Evidence::SHAPE))
}

fn embedded(range: Range<u32>, rule: &'static str, evidence: Evidence) -> Finding {
    finding(range, Identifier::Photo, Kind::Embedded, rule, 0.999, evidence)
}

/// `data:image/png;base64,…`; `at` is where the word "base64" begins.
fn data_uri(document: &Document<'_>, at: u32) -> Option<Finding> {
    /// Longest media type with its parameters.
    const TYPE: u32 = 96;
    let from = at.saturating_sub(TYPE);
    let head = document.bytes(from..at);
    let start = from + memchr::memmem::rfind(head, b"data:")? as u32;
    let media = document.bytes(start + 5..at);
    let picture = [&b"image/"[..], b"video/", b"application/dicom"]
        .iter()
        .any(|kind| media.get(..kind.len()).is_some_and(|head| head.eq_ignore_ascii_case(kind)));
    if !picture || media.iter().any(|byte| byte.is_ascii_whitespace()) || document.byte(at + 6) != b',' {
        return None;
    }
    let end = payload_end(document, at + 7);
    (end > at + 7).then(|| embedded(start..end, "photo.data_uri", Evidence::SHAPE))
}

/// Base64 that begins as a picture does; `at` is the first word byte, which is the second byte of a JPEG.
fn payload(document: &Document<'_>, at: u32) -> Option<Finding> {
    const SHORTEST: u32 = 20;
    let start = if document.byte_before(at) == b'/' { at - 1 } else { at };
    let window = document.text.get(start as usize..)?;
    if !MAGICS.iter().any(|magic| window.starts_with(magic)) {
        return None;
    }
    let end = payload_end(document, start);
    (end - start >= SHORTEST).then(|| embedded(start..end, "photo.base64", Evidence::SHAPE))
}

/// A long run of base64 in a picture's field.
fn field_payload(document: &Document<'_>, value: u32) -> Option<Finding> {
    let token = document.token(value)?;
    let start = token.start;
    let end = payload_end(document, start);
    let run = document.bytes(start..end);
    let mixed = run.iter().any(u8::is_ascii_digit)
        && run.iter().any(u8::is_ascii_uppercase)
        && run.iter().any(u8::is_ascii_lowercase);
    (end - start >= SHORTEST_PAYLOAD && mixed).then(|| embedded(start..end, "photo.field", Evidence::LABEL))
}

/// A picture's number: `FULL_FACE_PHOTO=PHOTO-FACE-OM312`.
fn reference(document: &Document<'_>, value: u32) -> Option<Finding> {
    let start = document.token(value)?.start;
    let window = document.text.get(start as usize..)?;
    let len =
        window.iter().take(64).take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).count();
    let run = window.get(..len)?;
    let digits = run.iter().filter(|byte| byte.is_ascii_digit()).count();
    let fits = (6..64).contains(&len) && digits >= 3 && run.iter().any(u8::is_ascii_alphabetic);
    let range = start..start + len as u32;
    (fits && window.get(len) != Some(&b'.'))
        .then(|| finding(range, Identifier::Photo, Kind::File, "photo.reference", 0.7, Evidence::LABEL))
}

/// Where base64 that begins at `start` ends; it may be broken into lines, each of them long but the last.
fn payload_end(document: &Document<'_>, start: u32) -> u32 {
    /// Shortest line of a broken payload, RFC 2045 has 76.
    const LINE: usize = 56;
    let mut end = start;
    let mut line = start;
    loop {
        let rest = document.text.get(end as usize..).unwrap_or(b"");
        let len = rest
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_'))
            .count();
        end += len as u32;
        let filled = (end - line) as usize >= LINE;
        let broken = match document.bytes(end..end + 2) {
            [b'\r', b'\n'] => 2,
            [b'\n', _] => 1,
            // A break as JSON writes it.
            [b'\\', b'n'] => 2,
            _ => 0,
        };
        let next = end + broken;
        let more = document.text.get(next as usize..).unwrap_or(b"");
        let goes_on = more
            .iter()
            .take(LINE)
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='))
            .count();
        let last = more.get(goes_on).is_none_or(|byte| matches!(byte, b'\n' | b'\r' | b'"' | b'|' | b'\\'));
        if broken == 0 || !filled || goes_on == 0 || goes_on < LINE && !last {
            break;
        }
        end = next;
        line = next;
    }
    // Padding.
    while document.byte(end) == b'=' && end - start < u32::MAX - 1 {
        end += 1;
    }
    end
}
