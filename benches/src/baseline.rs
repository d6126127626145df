//! What one would write without this crate: patterns for the identifiers, all in one regex-automata `meta::Regex`.
//!
//! The patterns are written to be fair: ASCII (Unicode classes cost a factor of twenty), no look-around, no pattern that
//! is slow for its own sake, and each of them finds what people write such a pattern for. They do less than the engine:
//! no lexicon, no field labels beyond those in a pattern, no propagation, no checks, and names only behind a title or a
//! label.

use regex_automata::meta::{Cache, Config, Regex};
use regex_automata::util::iter::Searcher;
use regex_automata::util::syntax;
use regex_automata::{Input, PatternID};

/// The patterns, by identifier.
pub const PATTERNS: &[&str] = &[
    // Names: behind a title, a label or a relation; before a credential; last, first.
    r"\b(?:Dr|Mr|Mrs|Ms|Miss|Prof)\.? [A-Z][a-z]+(?: [A-Z][a-z]+)?",
    r"(?i:patient|pt|name|attending|provider|physician|surgeon|pcp): ?[A-Z][A-Za-z'-]+,? [A-Z][A-Za-z'-]+",
    r"\b[A-Z][a-z]+ [A-Z][a-z]+, (?:MD|DO|RN|NP|PA|PhD|PharmD|LCSW|DDS)\b",
    r"\b[A-Z][A-Z'-]{2,}, [A-Z][A-Z'-]+(?: [A-Z]\.?)?\b",
    r"\b(?:wife|husband|son|daughter|mother|father|sister|brother),? [A-Z][a-z]+\b",
    // Places.
    r"\b\d{1,5} (?:[NSEW]\.? )?[A-Z][a-z]+ (?:St|Street|Ave|Avenue|Blvd|Rd|Road|Dr|Drive|Ln|Lane|Ct|Way|Pl)\b",
    r"\bP\.?O\.? Box \d{1,6}\b",
    r"\b(?:Apt|Suite|Ste|Unit|#) ?\d{1,4}[A-Z]?\b",
    r"\b[A-Z]{2} \d{5}(?:-\d{4})?\b",
    r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)* (?:Hospital|Clinic|Medical Center|Health System)\b",
    r"-?\d{1,3}\.\d{4,}, ?-?\d{1,3}\.\d{4,}",
    // Dates.
    r"\b\d{1,2}/\d{1,2}/\d{2,4}\b",
    r"\b\d{1,2}-\d{1,2}-\d{2,4}\b",
    r"\b\d{1,2}\.\d{1,2}\.\d{4}\b",
    r"\b(?:19|20)\d{2}-\d{2}-\d{2}\b",
    r"\b(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{6})?\b",
    r"\b(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?\b",
    r"\b\d{1,2} (?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?: \d{2,4})?\b",
    r"\b\d{1,2}/\d{1,2}\b",
    r"\b(?:9\d|1[01]\d) ?(?:y\.?o\.?|yo|year[- ]old|years old)\b",
    // Telephone, fax, pager.
    r"\(\d{3}\) ?\d{3}-\d{4}",
    r"\b\d{3}[-.]\d{3}[-.]\d{4}\b",
    r"\+1[ -]\d{3}[ -]\d{3}[ -]\d{4}\b",
    r"(?i:fax):? ?\(?\d{3}\)?[ .-]?\d{3}[.-]?\d{4}\b",
    r"(?i:pager):? ?#?\d{4,7}\b",
    // E-mail.
    r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}",
    // Social security.
    r"\b\d{3}-\d{2}-\d{4}\b",
    r"(?i:ssn|social security)[^0-9\n]{0,12}\d{4,9}\b",
    // Records, plans, accounts.
    r"(?i:mrn|mr#|medical record)[ .:#]*[A-Z0-9-]{5,12}\b",
    r"(?i:member|subscriber|policy) ?(?:id|no|number|#)[ .:#]*[A-Z0-9-]{6,15}\b",
    r"(?i:group) ?(?:id|no|number|#)[ .:#]*[A-Z0-9-]{4,12}\b",
    r"\b[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}\b",
    r"(?i:acct|account|encounter|visit|csn)[ .:#]*[A-Z0-9-]{6,16}\b",
    r"\b(?:4\d{3}|5[1-5]\d{2}|6011)[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}\b",
    r"\b[A-Z]{2}\d{2} ?[A-Z0-9]{4}(?: ?\d{4}){2,6}\b",
    // Licences, vehicles, devices.
    r"(?i:dea)[ .:#]*[A-Z]{2}\d{7}\b",
    r"(?i:npi)[ .:#]*\d{10}\b",
    r"(?i:license|lic|dl)[ .:#]+[A-Z0-9-]{5,12}\b",
    r"\b[A-HJ-NPR-Z0-9]{11}\d{6}\b",
    r"(?i:plate)[ .:#]*[A-Z0-9]{5,8}\b",
    r"(?i:serial|s/n|sn)[ .:#]*[A-Z0-9-]{6,16}\b",
    r"\(01\)\d{14}",
    r"\b\d{15}\b",
    // Network.
    r"https?://[^\s<>\x22]+",
    r"\bwww\.[^\s<>\x22]+",
    r"\b(?:\d{1,3}\.){3}\d{1,3}\b",
    r"\b(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}\b",
    r"\b(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}\b",
    // Pictures and other codes.
    r"\b[A-Za-z0-9_-]+\.(?:jpg|jpeg|png|dcm|tiff)\b",
    r"(?i:accession|specimen|order|case|claim)[ .:#]+[A-Z0-9-]{5,16}\b",
];

/// Bytes that the baseline's lazy DFA may take. With its default of 2 MB it thrashes on these patterns and falls back to a
/// far slower engine (3 MB/s instead of 180), which would flatter the ratio.
const CACHE: usize = 32 << 20;

/// The patterns as one searcher, with its cache.
pub struct Baseline {
    regex: Regex,
    cache: Cache,
}

impl Default for Baseline {
    fn default() -> Self {
        Self::new()
    }
}

impl Baseline {
    /// Compiles the patterns.
    ///
    /// # Panics
    /// When a pattern is wrong, which a test would show.
    #[must_use]
    pub fn new() -> Self {
        let regex = Regex::builder()
            .configure(Config::new().utf8_empty(false).hybrid_cache_capacity(CACHE))
            .syntax(syntax::Config::new().unicode(false).utf8(false))
            .build_many(PATTERNS)
            .expect("the patterns compile");
        let cache = regex.create_cache();
        Self { regex, cache }
    }

    /// Counts the matches in `document`, as `find_iter` does, with the cache reused.
    pub fn count(&mut self, document: &str) -> usize {
        let Self { regex, cache } = self;
        let mut searcher = Searcher::new(Input::new(document));
        let mut count = 0;
        while searcher.advance(|input| Ok(regex.search_with(cache, input))).is_some() {
            count += 1;
        }
        count
    }

    /// Appends `document` to `out` with each match replaced, as the engine does.
    pub fn rewrite(&mut self, document: &str, out: &mut Vec<u8>) -> usize {
        let Self { regex, cache } = self;
        let mut searcher = Searcher::new(Input::new(document));
        let (mut count, mut at) = (0, 0);
        while let Some(found) = searcher.advance(|input| Ok(regex.search_with(cache, input))) {
            out.extend_from_slice(document.as_bytes().get(at..found.start()).unwrap_or_default());
            out.extend_from_slice(if found.pattern() < PatternID::new_unchecked(5) { b"[NAME]" } else { b"[PHI]" });
            at = found.end();
            count += 1;
        }
        out.extend_from_slice(document.as_bytes().get(at..).unwrap_or_default());
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enough_patterns_and_they_find_things() {
        assert!(PATTERNS.len() >= 42, "{}", PATTERNS.len());
        assert_eq!(Baseline::new().count("Dr. Rose, DOB 03/14/1962, MRN: 00482913, call 559-555-0134"), 4);
        let mut out = Vec::new();
        Baseline::new().rewrite("seen by Dr. Rose today", &mut out);
        assert_eq!(out, b"seen by [NAME] today");
    }
}
