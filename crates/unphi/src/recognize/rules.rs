//! Recognizers of the user's own, from a TOML file.
//!
//! ```toml
//! [[rule]]
//! name = "ward-badge"             # shown as the span's rule
//! identifier = "other"            # one of the 18
//! kind = "badge"                  # optional; the name of the identifier by default
//! score = 0.9                     # confidence, above 0 and at most 1; 0.9 by default
//! patterns = ['\bBDG-\d{6}\b']    # regexes in linear time; the whole match, or the group `value`, is the span
//! words = ["Project Falcon"]      # whole words, whatever their case
//! context = ["badge", "swipe"]    # optional: the rule speaks only with one of these within 60 bytes
//! ```
//!
//! Patterns and words see the text as the built-in recognizers do: full-width letters, curly quotes, no-break spaces and
//! other disguises are plain ASCII by then, and offsets still speak of the original.

#![forbid(unsafe_code)]

use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};
use regex_automata::meta::Regex;
use regex_automata::util::syntax;
use serde::Deserialize;
use toml::Spanned;

use crate::scan::Document;
use crate::span::{Evidence, Finding, Kind, Rule};
use crate::{Error, Identifier};

/// How far a context word may be from a match, bytes.
const REACH: u32 = 60;

/// The rules of a file, ready to run.
#[derive(Default)]
pub(crate) struct Rules {
    rules: Vec<UserRule>,
}

struct UserRule {
    name: Arc<str>,
    kind: Arc<str>,
    identifier: Identifier,
    score: f32,
    patterns: Option<Regex>,
    words: Option<AhoCorasick>,
    context: Option<AhoCorasick>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<RawRule>,
}

/// One rule as it is written.
#[derive(Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRule {
    pub(crate) name: Spanned<String>,
    pub(crate) identifier: Spanned<String>,
    pub(crate) kind: Option<String>,
    pub(crate) score: Option<Spanned<f32>>,
    #[serde(default)]
    pub(crate) patterns: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) words: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) context: Vec<Spanned<String>>,
}

impl Rules {
    /// Appends the rules of a file's TOML text. An error names the line, and quotes nothing but names of keys.
    pub(crate) fn parse(&mut self, text: &str) -> Result<(), Error> {
        let line = |at: usize| text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        let fail = |at: usize, what: &str| Error::configuration(format!("rules, line {}: {what}", line(at)));
        let file: File = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            fail(at, error.message())
        })?;
        self.add(&file.rule, &fail)
    }

    /// Compiles `file` and appends it; `fail` makes an error of a place in the file and what is wrong there.
    pub(crate) fn add(&mut self, file: &[RawRule], fail: &impl Fn(usize, &str) -> Error) -> Result<(), Error> {
        for raw in file {
            let at = raw.name.span().start;
            let identifier = raw
                .identifier
                .get_ref()
                .parse()
                .map_err(|error| fail(raw.identifier.span().start, &format!("`identifier` is {error}")))?;
            if self.rules.iter().any(|rule| *rule.name == **raw.name.get_ref()) {
                return Err(fail(at, "an earlier rule has the same `name`: give each its own"));
            }
            if raw.patterns.is_empty() && raw.words.is_empty() {
                return Err(fail(at, "the rule has neither `patterns` nor `words`: give at least one"));
            }
            let score = raw.score.as_ref().map_or(0.9, |score| *score.get_ref());
            if !(score > 0.0 && score <= 1.0) {
                let at = raw.score.as_ref().map_or(at, |score| score.span().start);
                return Err(fail(at, "`score` must be above 0 and at most 1"));
            }
            self.rules.push(UserRule {
                kind: raw.kind.as_deref().unwrap_or_else(|| Identifier::name(identifier)).into(),
                name: raw.name.get_ref().as_str().into(),
                identifier,
                score,
                patterns: compile_patterns(&raw.patterns, fail)?,
                words: compile_words(&raw.words, fail)?,
                context: compile_words(&raw.context, fail)?,
            });
        }
        Ok(())
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The name and kind of rule `index`.
    pub(crate) fn names(&self, index: u16) -> (Arc<str>, Arc<str>) {
        self.rules
            .get(usize::from(index))
            .map_or_else(|| ("".into(), "".into()), |rule| (rule.name.clone(), rule.kind.clone()))
    }

    /// The kind of rule `index`.
    pub(crate) fn kind(&self, index: u16) -> &str {
        self.rules.get(usize::from(index)).map_or("", |rule| &rule.kind)
    }

    /// Appends what the rules match.
    pub(crate) fn find(&self, document: &Document<'_>, findings: &mut Vec<Finding>) {
        for (index, rule) in (0u16..).zip(&self.rules) {
            let mut push = |start: usize, end: usize| {
                let (start, end) = (start as u32, end as u32);
                if start < end && rule.context_allows(document, start, end) {
                    findings.push(Finding {
                        start,
                        end,
                        identifier: rule.identifier,
                        kind: Kind::Code,
                        rule: Rule::User(index),
                        confidence: rule.score,
                        evidence: Evidence::USER_RULE,
                        year: 0,
                    });
                }
            };
            if let Some(patterns) = &rule.patterns {
                for captures in patterns.captures_iter(document.text) {
                    if let Some(span) = captures.get_group_by_name("value").or_else(|| captures.get_group(0)) {
                        push(span.start, span.end);
                    }
                }
            }
            if let Some(words) = &rule.words {
                for (start, end) in whole_words(words, document.text) {
                    push(start, end);
                }
            }
        }
    }
}

impl UserRule {
    fn context_allows(&self, document: &Document<'_>, start: u32, end: u32) -> bool {
        let Some(context) = &self.context else { return true };
        let to = (end + REACH).min(document.text.len() as u32);
        let near = document.bytes(start.saturating_sub(REACH)..to);
        whole_words(context, near).next().is_some()
    }
}

/// The matches of a word list that begin and end at word boundaries.
pub(crate) fn whole_words<'a>(words: &'a AhoCorasick, text: &'a [u8]) -> impl Iterator<Item = (usize, usize)> + 'a {
    let word_byte = |at: usize| text.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80);
    words.find_iter(text).map(|found| (found.start(), found.end())).filter(move |&(start, end)| {
        let cut_left = start > 0 && word_byte(start - 1) && word_byte(start);
        let cut_right = word_byte(end) && word_byte(end - 1);
        !cut_left && !cut_right
    })
}

/// A word list that is searched whatever the case.
pub(crate) fn word_list<I: AsRef<str>>(words: impl IntoIterator<Item = I>) -> Result<AhoCorasick, String> {
    let mut folded = crate::scan::fold::Folded::default();
    let words: Vec<Vec<u8>> = words.into_iter().map(|word| folded.fold(word.as_ref().trim()).to_vec()).collect();
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(words)
        .map_err(|error| error.to_string())
}

fn compile_words(
    words: &[Spanned<String>],
    fail: &impl Fn(usize, &str) -> Error,
) -> Result<Option<AhoCorasick>, Error> {
    let Some(first) = words.first() else { return Ok(None) };
    if let Some(empty) = words.iter().find(|word| word.get_ref().trim().is_empty()) {
        return Err(fail(empty.span().start, "a word is empty"));
    }
    word_list(words.iter().map(|word| word.get_ref())).map(Some).map_err(|error| fail(first.span().start, &error))
}

fn compile_patterns(
    patterns: &[Spanned<String>],
    fail: &impl Fn(usize, &str) -> Error,
) -> Result<Option<Regex>, Error> {
    if patterns.is_empty() {
        return Ok(None);
    }
    // One by one first, so that an error can name its line.
    let syntax = syntax::Config::new().utf8(false);
    let builder = || {
        let mut builder = Regex::builder();
        builder.syntax(syntax).configure(Regex::config().utf8_empty(false).nfa_size_limit(Some(10 << 20)));
        builder
    };
    for pattern in patterns {
        let compiled = builder().build(pattern.get_ref()).map_err(|error| {
            let cause = error.syntax_error().map_or_else(|| error.to_string(), |cause| reason(&cause.to_string()));
            fail(pattern.span().start, &format!("the pattern does not compile: {cause}"))
        })?;
        if compiled.is_match("") {
            return Err(fail(pattern.span().start, "the pattern matches the empty text"));
        }
    }
    let texts: Vec<&str> = patterns.iter().map(|pattern| pattern.get_ref().as_str()).collect();
    builder()
        .build_many(&texts)
        .map(Some)
        .map_err(|error| fail(patterns.first().map_or(0, |first| first.span().start), &error.to_string()))
}

/// The last line of a syntax error of regex-syntax, which says what is wrong; the lines before draw the pattern.
fn reason(message: &str) -> String {
    message.lines().last().unwrap_or(message).trim_start_matches("error: ").to_owned()
}
