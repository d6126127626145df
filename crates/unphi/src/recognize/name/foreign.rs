//! Names in other scripts: Han, kana, Hangul, Cyrillic, Arabic, Hebrew, Greek and the scripts of India and South-East
//! Asia.
//!
//! The lexicon holds none of their words. Three things speak for a name: a label of the same language before it
//! (`患者姓名:`), a word of the English note that introduces a person (`daughter 李梅`), and that a lone foreign word in
//! an English note hardly ever is anything else. A patronymic is a name in any text.

#![forbid(unsafe_code)]

use super::context::preceding_word;
use super::{person, weight};
use crate::scan::{Document, Shape};
use crate::span::{Evidence, Finding};

/// What forms of other languages call a person's name, or the person; a longer word may end with it.
const LABELS: &[&str] = &[
    "姓名",
    "患者",
    "病人",
    "名字",
    "氏名",
    "名前",
    "医师",
    "医生",
    "医師",
    "担当医",
    "主治医",
    "配偶",
    "联系人",
    "환자",
    "환자명",
    "이름",
    "성명",
    "성함",
    "보호자",
    "담당의",
    "Пациент",
    "пациент",
    "Пациентка",
    "ФИО",
    "Имя",
    "Фамилия",
    "Отчество",
    "Врач",
    "врач",
    "Больной",
    "Больная",
    "Пацієнт",
    "ПІБ",
    "المريض",
    "الاسم",
    "اسم",
    "المريضة",
    "الطبيب",
    "שם",
    "מטופל",
    "Ασθενής",
    "Όνομα",
    "Επώνυμο",
    "Ονοματεπώνυμο",
    "नाम",
    "रोगी",
    "मरीज",
];

/// The name in another script that begins with token `index`.
pub(super) fn foreign(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index).filter(|token| token.shape.any(Shape::FOREIGN))?;
    let script = script(document, index)?;
    let left = index.wrapping_sub(1);
    let gap = document.gap(index);
    let continued = gap == b" " && self::script(document, left) == Some(script);
    let labelled = gap.first() == Some(&b':') && is_label(document, left);
    if continued && !labelled || is_label(document, index) {
        return None;
    }
    let mut last = index;
    let mut patronymic = is_patronymic(document, index);
    while last < index + 4 && document.gap(last + 1) == b" " && self::script(document, last + 1) == Some(script) {
        last += 1;
        patronymic |= is_patronymic(document, last);
    }
    let words = last - index + 1;
    let end = document.token(last)?.end;
    let letters = core::str::from_utf8(document.bytes(token.start..end)).ok()?.chars().count();
    let introduced = preceding_word(document, index).is_some_and(|(points, _)| points >= weight::PREPOSITION)
        || gap == b" " && super::context::is_spoken_to(document, left);
    let length = match script {
        Script::EastAsian => 2..=6,
        Script::Other => 4..=48,
    };
    // A label that is not among those above.
    if document.byte(end) == b':' && !labelled {
        return None;
    }
    let (confidence, seen) = if labelled {
        (0.95, Evidence::LABEL)
    } else if patronymic && words > 1 {
        (0.9, Evidence::NAME_SHAPE)
    } else if !length.contains(&letters) || words > 4 || script == Script::Other && words < 2 && !introduced {
        return None;
    } else if introduced {
        (0.85, Evidence::CONTEXT)
    } else if is_lone(document, index, last) {
        (0.55, Evidence::POSITION)
    } else {
        return None;
    };
    Some(person(token.start..end, "name.foreign", confidence, seen | Evidence::NAME_SHAPE))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    /// Words are not set apart by spaces, or a name is one word of a few syllables.
    EastAsian,
    Other,
}

/// The script of token `index`, when it is not Latin.
fn script(document: &Document<'_>, index: u32) -> Option<Script> {
    let token = document.token(index).filter(|token| token.shape.any(Shape::FOREIGN))?;
    let first = core::str::from_utf8(document.bytes(token.start..token.end)).ok()?.chars().next()?;
    match first {
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => Some(Script::EastAsian),
        '\u{370}'..='\u{6ff}' | '\u{900}'..='\u{10ff}' | '\u{1780}'..='\u{17ff}' => Some(Script::Other),
        _ => None,
    }
}

fn is_label(document: &Document<'_>, index: u32) -> bool {
    let word = document.word(index);
    !word.is_empty() && LABELS.iter().any(|label| word.ends_with(label.as_bytes()))
}

/// `Петровна`, `Иванович`.
fn is_patronymic(document: &Document<'_>, index: u32) -> bool {
    const ENDS: &[&str] = &["ович", "евич", "овна", "евна", "ична", "івна", "йович"];
    let word = document.word(index);
    word.len() > 12 && ENDS.iter().any(|end| word.ends_with(end.as_bytes()))
}

/// Whether the words around are in Latin letters or numbers.
fn is_lone(document: &Document<'_>, first: u32, last: u32) -> bool {
    let latin = |index: u32| document.token(index).is_some_and(|token| !token.shape.any(Shape::FOREIGN));
    let near = [first.wrapping_sub(1), first.wrapping_sub(2), last + 1, last + 2];
    near.into_iter().all(|index| document.token(index).is_none() || latin(index)) && near.into_iter().any(latin)
}
