//! Tokens are maximal alphanumeric runs: letters and digits of any script (Unicode Alphabetic or Numeric). Whatever else
//! there is, an underscore or a combining accent too, parts two tokens.

use std::ops::Range;

/// Whether a character belongs to a token.
pub(crate) fn in_token(letter: char) -> bool {
    letter.is_alphanumeric()
}

/// The byte ranges of the tokens of `text`.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut letters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = letters.by_ref().find(|(_, letter)| in_token(*letter))?;
        while letters.next_if(|(_, letter)| in_token(*letter)).is_some() {}
        Some(start..letters.peek().map_or(text.len(), |(at, _)| *at))
    })
}

#[cfg(test)]
mod tests {
    use super::tokens;

    #[test]
    fn runs_of_letters_and_digits() {
        for (text, expected) in [
            ("Dr. Rose_2, 3/14", &["Dr", "Rose", "2", "3", "14"][..]),
            ("O’Neill-Ås 中文", &["O", "Neill", "Ås", "中文"]),
            ("Re\u{301}my", &["Re", "my"]),
            ("\r\n", &[]),
        ] {
            let found: Vec<&str> = tokens(text).map(|range| text.get(range).unwrap_or_default()).collect();
            assert_eq!(found, expected);
        }
    }
}
