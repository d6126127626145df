//! What a user writes first: one regex for each pattern, one pass over the text for each regex.

use regex::Regex;

use crate::baseline::PATTERNS;

/// The patterns of [`PATTERNS`], one after the other.
pub struct Naive(Vec<Regex>);

impl Default for Naive {
    fn default() -> Self {
        Self::new()
    }
}

impl Naive {
    /// Compiles the patterns with the defaults of the `regex` crate.
    ///
    /// # Panics
    /// When a pattern is wrong, which a test would show.
    #[must_use]
    pub fn new() -> Self {
        Self(PATTERNS.iter().map(|pattern| Regex::new(pattern).expect("a pattern")).collect())
    }

    /// `text` with every match of every pattern replaced.
    #[must_use]
    pub fn rewrite(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for regex in &self.0 {
            text = regex.replace_all(&text, "[PHI]").into_owned();
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces() {
        assert_eq!(Naive::new().rewrite("seen by Dr. Rose on 03/14/1962"), "seen by [PHI] on [PHI]");
    }
}
