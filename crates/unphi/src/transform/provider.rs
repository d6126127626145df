//! Which names are those of providers: the ones that a title of a profession or a credential says it of.
//!
//! Only what stands right beside the name counts. A wrong `Dr.` keeps one mention; a guess from further away would keep
//! a patient's name.

#![forbid(unsafe_code)]

use crate::{Identifier, Span};

/// What stands right before the name of somebody who gives care. `Nurse Rose` may be anybody's nickname, so that titles
/// that are written with a full stop or stand for a degree are taken alone.
const TITLES: [&str; 6] = ["dr", "dr.", "drs.", "doctor", "prof.", "professor"];

/// What stands right after it, behind a comma or a space.
const CREDENTIALS: [&str; 26] = [
    "md", "m.d", "do", "d.o", "rn", "r.n", "np", "pa", "pa-c", "aprn", "crna", "lpn", "lcsw", "phd", "ph.d", "pharmd",
    "dds", "dmd", "dpm", "dpt", "mbbs", "cnm", "fnp", "fnp-c", "facs", "facp",
];

/// Whether `span` is the name of a person whom the text beside it calls a provider.
pub(super) fn is_named(text: &str, span: &Span) -> bool {
    span.identifier() == Identifier::Name
        && span.kind() == "person"
        && (has_title(text.get(..span.start()).unwrap_or_default())
            || has_credential(text.get(span.end()..).unwrap_or_default()))
}

fn has_title(before: &str) -> bool {
    let trimmed = before.trim_end_matches([' ', '\u{a0}']);
    let word = last_word(trimmed);
    (trimmed.len() < before.len() || word.ends_with('.')) && TITLES.iter().any(|title| word.eq_ignore_ascii_case(title))
}

fn has_credential(after: &str) -> bool {
    let Some(after) =
        after.strip_prefix(',').map(|after| after.trim_start_matches(' ')).or_else(|| after.strip_prefix(' '))
    else {
        return false;
    };
    let word = first_word(after);
    let word = word.strip_suffix('.').unwrap_or(word);
    CREDENTIALS.iter().any(|credential| {
        // `do` and `pa` are words of the language, in small letters.
        word.eq_ignore_ascii_case(credential) && word.starts_with(|letter: char| letter.is_ascii_uppercase())
    })
}

fn belongs(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '.' | '-')
}

/// The last word of `text`; looks at no more than a few bytes.
fn last_word(text: &str) -> &str {
    let from = text.char_indices().rev().take(12).take_while(|(_, letter)| belongs(*letter)).last();
    from.and_then(|(at, _)| text.get(at..)).unwrap_or_default()
}

/// The same of the first word.
fn first_word(text: &str) -> &str {
    let end = text.char_indices().take(12).find(|(_, letter)| !belongs(*letter)).map(|(at, _)| at);
    end.or_else(|| (text.chars().take(12).count() < 12).then_some(text.len()))
        .and_then(|end| text.get(..end))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{has_credential, has_title};

    #[test]
    fn titles_stand_right_before() {
        for before in ["seen by Dr. ", "DR ", "Doctor ", "Dr.", "(Prof. "] {
            assert!(has_title(before), "{before:?}");
        }
        for before in ["Mrs. ", "seen by ", "Dr. Ann ", "", "Dr", "the doctors ", "hydr. "] {
            assert!(!has_title(before), "{before:?}");
        }
    }

    #[test]
    fn credentials_stand_right_after() {
        for after in [", MD", " M.D.", ", PA-C, ", " RN on call", ",DO"] {
            assert!(has_credential(after), "{after:?}");
        }
        for after in [" do not", "", " was", ", and MD", "MD", " MDMA"] {
            assert!(!has_credential(after), "{after:?}");
        }
    }
}
