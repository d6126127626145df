//! What the value of a labelled identifier looks like, and how much its label proves.
//!
//! Record, plan, account, licence, device and other numbers share one look: tokens joined by `-`, `.`, `/`, `_` or
//! single spaces, with a digit, of bounded length, that end at a comma, the line's end or the next label. What they do
//! not share is the wording before them, so this file also tells wordings apart: `case number` asks for an id,
//! `case` alone is an everyday word that needs a separator and an id's shape after it.
//!
//! A check digit or a shape is never required of a value that a plain wording announces (`research/identifiers.md`:
//! a validity check never vetoes a labelled value); what is required is that it could be an id at all.

#![forbid(unsafe_code)]

use core::ops::Range;

use crate::Identifier;
use crate::lexicon::{Class, Label, Labels};
use crate::recognize::finding;
use crate::scan::document::{Field, Phrase, Tie};
use crate::scan::{Document, Shape, Token, Words, words};
use crate::span::{Evidence, Finding, Kind};

/// Longest value, bytes.
const LONGEST: u32 = 40;

/// Most groups of a value.
const GROUPS: u32 = 9;

/// What a recognizer takes from a field.
pub(crate) struct Rule {
    pub(crate) label: Label,
    pub(crate) kind: Kind,
    /// Names the rule in results: `mrn.labelled`.
    pub(crate) name: &'static str,
    /// Fewest digits of a value whose label asks for a number.
    pub(crate) digits: u8,
}

/// A run of tokens that may be an identifier's value.
#[derive(Clone, Copy)]
pub(crate) struct Value {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Index of the first and the last token.
    pub(crate) first: u32,
    pub(crate) last: u32,
    pub(crate) digits: u8,
    pub(crate) letters: u8,
    /// Holds a lower-case letter.
    lower: bool,
    spaced: bool,
}

impl Value {
    fn empty(token: &Token, index: u32) -> Self {
        let (start, end) = (token.start, token.end);
        Self { start, end, first: index, last: index, digits: 0, letters: 0, lower: false, spaced: false }
    }

    /// Letters and digits.
    pub(crate) fn len(&self) -> u8 {
        self.digits.saturating_add(self.letters)
    }

    pub(crate) fn range(&self) -> Range<u32> {
        self.start..self.end
    }

    /// Takes in the token at `index`.
    fn add(&mut self, document: &Document<'_>, index: u32) {
        let word = document.word(index);
        for byte in word.iter().take(64) {
            match byte {
                b'0'..=b'9' => self.digits = self.digits.saturating_add(1),
                _ => {
                    self.letters = self.letters.saturating_add(1);
                    self.lower |= byte.is_ascii_lowercase();
                }
            }
        }
        self.last = index;
        self.end = document.token(index).map_or(self.end, |token| token.end);
    }

    /// Letters and digits together, as few words of running text have: `M0038841`, `K7T2R`.
    fn is_mixed(&self) -> bool {
        self.letters >= 1 && self.digits >= 3
            || self.letters >= 2 && self.digits >= 2 && self.len() >= 5 && !self.lower && !self.spaced
    }
}

/// Finds every value that a label of `rules` announces, before or after it.
pub(crate) fn labelled(document: &Document<'_>, identifier: Identifier, rules: &[Rule], findings: &mut Vec<Finding>) {
    let mut labels = Labels::default();
    rules.iter().for_each(|rule| labels.add(rule.label));
    if !document.labels.any(labels) {
        return;
    }
    for field in document.fields {
        if !labels.has(field.label) {
            continue;
        }
        let Some(rule) = rules.iter().find(|rule| rule.label == field.label) else { continue };
        let Some((value, confidence)) = announced(document, field, rule) else { continue };
        push(identifier, rule, &value, confidence, findings);
        if confidence >= 0.9 {
            siblings(document, identifier, rule, value, findings);
        }
    }
    for phrase in document.phrases {
        let Some(label) = phrase.label.filter(|label| labels.has(*label)) else { continue };
        let Some(rule) = rules.iter().find(|rule| rule.label == label) else { continue };
        if let Some(value) = before_label(document, phrase) {
            push(identifier, rule, &value, 0.9, findings);
        }
        if let Some(value) = below_label(document, phrase, rule).or_else(|| coded(document, phrase, rule)) {
            push(identifier, rule, &value, 0.95, findings);
        }
        if let Some(range) = spoken(document, phrase.last + 1) {
            findings.push(finding(range, identifier, rule.kind, rule.name, 0.85, Evidence::LABEL));
        }
    }
}

fn push(identifier: Identifier, rule: &Rule, value: &Value, confidence: f32, findings: &mut Vec<Finding>) {
    findings.push(finding(value.range(), identifier, rule.kind, rule.name, confidence, Evidence::LABEL));
}

/// The value of `field` and how sure it is.
fn announced(document: &Document<'_>, field: &Field, rule: &Rule) -> Option<(Value, f32)> {
    if is_other_sense(document, field) {
        return None;
    }
    let mut first = field.value;
    let numbered = asks_for_number(document, field);
    let partial = skip_fillers(document, &mut first);
    let clause = !partial && skip_clause(document, &mut first);
    if matches!(field.label, Label::Driver | Label::Plate | Label::Professional) {
        skip_state(document, field.label, &mut first);
    }
    let value = read(document, first, field.limit, field.label)?;
    let numbered = partial || numbered;
    let year = field.tie == Tie::Adjacent && !partial && is_year(document.bytes(value.range()));
    if never(document, &value) || year || clause && value.digits < 4 && !value.is_mixed() {
        return None;
    }
    let fits = if numbered || field.tie == Tie::Structural && value.len() >= 4 && !is_everyday(document, field) {
        value.digits >= rule.digits.min(if partial { 3 } else { 9 })
            || value.letters >= 2 && value.digits >= 2 && (!value.lower || value.len() >= 6)
            || value.digits >= 1 && rule.label == Label::Plate && value.len() >= if partial { 3 } else { 5 }
    } else {
        fits_everyday(document, field, &value) || rule.label == Label::Plate && is_told(document, field, &value)
    };
    let long = value.digits >= 6 && (numbered || value.letters > 0);
    let measured = !long && is_measured(document, value.last);
    if !fits || measured || is_time_or_date(document, &value, numbered) {
        return None;
    }
    let confidence = match (numbered, field.tie) {
        (true, Tie::Separated | Tie::Structural) => 0.99,
        (true, Tie::Adjacent) => 0.97,
        (false, Tie::Separated | Tie::Structural) => 0.94,
        (false, Tie::Adjacent) => 0.88,
    };
    // A short value after any label is likelier a count.
    Some((value, if value.len() < 4 { confidence - 0.15 } else { confidence }))
}

/// `his plate is bka 8t2`: a verb stands between the label and letters with digits.
fn is_told(document: &Document<'_>, field: &Field, value: &Value) -> bool {
    document.is_any(value.first.wrapping_sub(1), words!["is", "was", "reads", "says"])
        && value.first > field.first + 1
        && value.letters >= 2
        && value.digits >= 1
        && (5..=8).contains(&value.len())
}

/// The value on the line under a label that has a line of its own, as registration sheets print them.
fn below_label(document: &Document<'_>, phrase: &Phrase, rule: &Rule) -> Option<Value> {
    let first = phrase.last + 1;
    if !matches!(document.gap(first), b"\n" | b"\r\n" | b":\n" | b" \n" | b"#\n" | b" #\n") {
        return None;
    }
    if !document.begins_line(phrase.first) {
        return None;
    }
    let line = document.line(document.token(first)?.start);
    let value = read(document, first, line.end, rule.label)?;
    // The id is the line.
    let alone = document.bytes(value.end..line.end).trim_ascii().is_empty();
    let fits = value.digits >= 5 || value.is_mixed();
    (alone && fits && !is_time_or_date(document, &value, false) && !never(document, &value)).then_some(value)
}

/// The value of a FHIR identifier whose type is the label: `{"type":{"coding":[{"code":"MR"}]},"value":"3320187"}`.
fn coded(document: &Document<'_>, phrase: &Phrase, rule: &Rule) -> Option<Value> {
    /// Most tokens from the type to the value.
    const REACH: u32 = 9;
    let last = document.token(phrase.last)?;
    let quoted = document.byte_before(document.token(phrase.first)?.start) == b'"'
        && matches!(document.byte(last.end), b'"' | b'\\');
    if !quoted || document.gap(phrase.last + 1).contains(&b':') {
        return None;
    }
    let key = (phrase.last + 1..phrase.last + REACH).find(|index| document.is(*index, b"value"))?;
    if !document.gap(key + 1).contains(&b':') {
        return None;
    }
    let limit = document.token(key + 1)?.start + LONGEST;
    read(document, key + 1, limit, rule.label).filter(|value| value.digits >= 3)
}

/// An id that was read aloud after its label: `medicare number, it's four R D seven K M three`, `member id is w as in
/// whiskey 4 4 7`.
fn spoken(document: &Document<'_>, first: u32) -> Option<Range<u32>> {
    const DIGITS: &Words =
        words!["zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "niner", "double"];
    const TENS: &Words = words![
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
    ];
    /// Most words from the label to the first of the id, and of the id.
    const REACH: u32 = 14;
    const LONGEST: u32 = 36;
    let joined = |index: u32| matches!(document.gap(index), b" " | b", " | b"-" | b". " | b"... ");
    // How many words explain the letter at an index: `W as in whiskey`, `T for Tango`.
    let explained = |index: u32| {
        let initial = document.word(index).first().map(u8::to_ascii_lowercase);
        let word = |at: u32| document.word(at).first().map(u8::to_ascii_lowercase) == initial;
        if document.is(index + 1, b"as") && document.is(index + 2, b"in") {
            3
        } else if document.is_any(index + 1, words!["for", "like"]) && word(index + 2) {
            2
        } else {
            0
        }
    };
    // The first digit, or a letter right before another symbol; digits in figures are never alone.
    let symbol = |index: u32| {
        // The letter of a contraction, `it's`, is none of the id.
        let single =
            document.token(index).is_some_and(|token| token.len() == 1 && document.byte_before(token.start) != b'\'');
        let figure = single && document.token(index).is_some_and(Token::has_digit);
        let digit = figure || document.is_any(index, DIGITS);
        (digit, digit || single, figure)
    };
    let mut at = first;
    loop {
        let token = document.token(at)?;
        if at >= first + REACH || token.has_digit() && token.len() > 1 && !is_stamp(document, token) {
            return None;
        }
        let (digit, any, figure) = symbol(at);
        let paired = any && joined(at + 1) && symbol(at + 1).1;
        if digit && !figure || paired || any && !digit && explained(at) > 0 {
            break;
        }
        if figure {
            return None;
        }
        at += 1;
    }
    let (mut digits, mut end, mut next) = (0, at, at);
    while next < at + LONGEST && (next == at || joined(next)) {
        // `…, I think`.
        if document.gap(next) == b", " && document.is_any(next, words!["i", "a"]) {
            break;
        }
        let (digit, any, _) = symbol(next);
        let ten = !any && end > at && document.is_any(next, TENS);
        if !(any || ten) {
            break;
        }
        digits += u32::from(digit) + 2 * u32::from(ten);
        next += 1 + if any && !digit { explained(next) } else { 0 };
        end = next;
    }
    let partial = (1..=2).any(|back| document.is_any(at.wrapping_sub(back), words!["ending", "ends"]));
    let enough = digits >= 3 && end - at >= 5 || partial && digits >= 2 && end - at >= 3;
    let (start, last) = (document.token(at)?, document.token(end - 1)?);
    enough.then_some(start.start..last.end)
}

/// Whether digits are part of the time that a transcript puts before a turn: `[00:16]`.
fn is_stamp(document: &Document<'_>, token: &Token) -> bool {
    token.is_number()
        && token.len() <= 2
        && (matches!(document.byte_before(token.start), b':' | b'[' | b'(') || document.byte(token.end) == b':')
}

/// Words between a label and its value that [`super::field`] does not pass: `mrn ends 4471`, `acct ending with 0917`.
/// Returns whether they say that only the end of the number follows.
fn skip_fillers(document: &Document<'_>, first: &mut u32) -> bool {
    const ENDING: &Words = words!["ending", "ends", "ended", "end", "last", "final"];
    const MORE: &Words = words![
        "in", "with", "four", "digits", "is", "are", "says", "numero", "clinico", "clinica", "medical", "medico",
        "num", "n0", "nurnber", "nurn",
    ];
    const TAGS: &Words = words!["th", "td", "tr", "dt", "dd", "b", "strong", "span", "li", "em", "label", "p", "div"];
    for _ in 0..6 {
        // Tags of a table: `<th>Account</th><td>3300…`.
        let at = document.token(*first).map_or(0, |token| token.start);
        if !matches!(document.byte_before(at), b'<' | b'/') || !document.is_any(*first, TAGS) {
            break;
        }
        *first += 1;
    }
    let mut partial = document.is_any(first.wrapping_sub(1), ENDING)
        || document.is_any(first.wrapping_sub(2), ENDING) && document.is_any(first.wrapping_sub(1), MORE);
    for _ in 0..4 {
        let Some(token) = document.token(*first) else { break };
        // `VIN (EU): …`.
        let remark = !token.has_digit()
            && token.len() <= 6
            && document.byte_before(token.start) == b'('
            && document.byte(token.end) == b')';
        if document.is_any(*first, ENDING) {
            partial = true;
        } else if !(remark || document.is_any(*first, MORE) || partial && document.is(*first, b"4")) {
            break;
        }
        *first += 1;
    }
    // `****8810`: what a mask leaves.
    let at = document.token(*first).map_or(0, |token| token.start);
    partial || document.byte_before(at) == b'*'
}

/// `the visit number for this stay is 55081427`: a few words and a verb, then the number.
fn skip_clause(document: &Document<'_>, first: &mut u32) -> bool {
    for index in *first..*first + 8 {
        let Some(token) = document.token(index) else { return false };
        if token.has_digit() || document.gap(index) != b" " {
            return false;
        }
        if document.is_any(index, words!["is", "was", "says", "reads", "shows", "its"]) {
            *first = index + 1;
            return document.gap(index + 1) == b" ";
        }
    }
    false
}

/// A state or a credential between the label and the number (`DL GA 057441902`) is not the number.
fn skip_state(document: &Document<'_>, label: Label, first: &mut u32) {
    let Some(token) = document.token(*first) else { return };
    let state = token.len() == 2 && token.is(Class::STATE_ABBR);
    // `nursing license is RN 447190`.
    let credential = label == Label::Professional && token.is(Class::CREDENTIAL) && !token.has_digit();
    if (state || credential) && matches!(document.gap(*first + 1), b" " | b": " | b" # ") {
        *first += 1;
    }
}

/// Label words that are everyday words too: without a number word, only a value in the shape of an id counts.
const EVERYDAY: &Words = words![
    "mr",
    "pat",
    "record",
    "ins",
    "chart",
    "nhs",
    "historia",
    "expediente",
    "dossier",
    "emr",
    "eid",
    "cpi",
    "urn",
    "mpi",
    "member",
    "mbr",
    "policy",
    "insurance",
    "certificate",
    "coverage",
    "membership",
    "enrollee",
    "group",
    "grp",
    "medicare",
    "medicaid",
    "masshealth",
    "cin",
    "account",
    "acct",
    "har",
    "fin",
    "encounter",
    "enc",
    "visit",
    "episode",
    "admission",
    "csn",
    "vn",
    "card",
    "visa",
    "mastercard",
    "amex",
    "mc",
    "pan",
    "license",
    "licence",
    "lic",
    "cert",
    "certification",
    "dl",
    "dea",
    "npi",
    "vin",
    "plate",
    "plates",
    "placa",
    "targa",
    "serial",
    "ser",
    "sn",
    "sim",
    "lot",
    "lote",
    "accession",
    "acc",
    "path",
    "specimen",
    "sample",
    "order",
    "rx",
    "prescription",
    "req",
    "job",
    "referral",
    "case",
    "incident",
    "pcr",
    "claim",
    "claims",
    "auth",
    "ref",
    "reference",
    "study",
    "subject",
    "participant",
    "tag",
    "id",
    "log",
    "pin",
    "booking",
    "transmitter",
    "receipt",
    "conf",
    "rma",
    "pol",
    "pmi",
    "run",
];

fn is_everyday(document: &Document<'_>, field: &Field) -> bool {
    let last = document.phrase_over(field.first).map_or(field.first, |phrase| phrase.last);
    last == field.first && field.first != field.value && document.is_any(field.first, EVERYDAY)
        || document
            .is_any(last, words!["specimen", "sample", "slides", "kit", "tube", "decision", "approval", "pathology"])
}

/// Whether the label asks for a number in so many words: `chart no`, `MRN`, `case #`, not `case`.
fn asks_for_number(document: &Document<'_>, field: &Field) -> bool {
    const NUMBER: &Words =
        words!["no", "number", "num", "nbr", "id", "code", "identifier", "numbers", "nos", "nr", "n0", "nurnber"];
    if field.first == field.value {
        return true;
    }
    let last = document.phrase_over(field.first).map_or(field.first, |phrase| phrase.last);
    if !is_everyday(document, field) {
        return true;
    }
    let (Some(label), Some(value)) = (document.token(last), document.token(field.value)) else { return false };
    let gap = document.bytes(label.end..value.start.min(label.end + 48));
    gap.contains(&b'#') || (last + 1..=field.value).any(|i| document.is_any(i, NUMBER))
}

/// Label words that a neighbour shows to mean something else.
fn is_other_sense(document: &Document<'_>, field: &Field) -> bool {
    const PROGRAM: &Words = words![
        "port", "error", "thread", "process", "kernel", "heap", "server", "exited", "killed", "daemon", "worker",
        "signal", "http", "https", "retry", "info", "warn", "debug", "exec", "systemd", "sshd", "nginx",
    ];
    let Some(label) = document.token(field.first) else { return false };
    match document.word(field.first) {
        // `mg/dL`.
        word if word.eq_ignore_ascii_case(b"dl") => document.byte_before(label.start) == b'/',
        // On an implant sticker REF is the catalogue number.
        b"REF" if field.tie == Tie::Adjacent => {
            near(document, field.value, 8, words!["lot", "sn", "size", "udi", "gtin", "catalog"])
        }
        // Sequences are deposited under accession numbers too.
        // A process and a request of a program's log.
        word if word.eq_ignore_ascii_case(b"pid") => {
            field.tie < Tie::Structural && near(document, field.value, 10, PROGRAM)
        }
        word if word.eq_ignore_ascii_case(b"req") => {
            document.byte(label.end) == b'=' && near(document, field.value, 10, PROGRAM)
        }
        _ if field.label == Label::Accession => near(
            document,
            field.value,
            8,
            words![
                "genbank",
                "gene",
                "genotype",
                "sequence",
                "sequences",
                "rrna",
                "ncbi",
                "refseq",
                "variant",
                "strain"
            ],
        ),
        _ => false,
    }
}

/// Whether a value after an everyday word has the shape of an id.
fn fits_everyday(document: &Document<'_>, field: &Field, value: &Value) -> bool {
    let text = document.bytes(value.range());
    if is_diagnosis_code(text) || is_year(text) || value.len() > 24 || is_number_range(document, field.label, value) {
        return false;
    }
    // A ratio, a pressure: `chart: 128/76`.
    if value.letters == 0 && text.contains(&b'/') {
        return false;
    }
    // Decimals: `Sample: 12.44`.
    if value.letters == 0 && value.last == value.first + 1 && text.contains(&b'.') && value.digits < 8 {
        return false;
    }
    if field.label == Label::Card {
        return value.digits >= 12;
    }
    // `case of …`: a noun, not a label.
    if (field.first..field.value).any(|index| document.is(index, b"of")) {
        return false;
    }
    let busy = matches!(field.label, Label::Order | Label::Encounter | Label::Claim | Label::Study | Label::Specimen)
        || field.label == Label::Accession;
    let least = match field.tie {
        Tie::Adjacent if field.label == Label::Driver => 7,
        Tie::Adjacent if busy => 6,
        Tie::Adjacent => 5,
        Tie::Separated | Tie::Structural => 4,
    };
    value.letters == 0 && value.digits >= least
        || value.is_mixed() && (value.len() >= 5 || field.tie > Tie::Adjacent)
        || value.letters > 0 && value.digits >= least
}

/// `70-110`, `0.00-0.40`, `2-2021`: reference ranges and numbered years.
fn is_number_range(document: &Document<'_>, label: Label, value: &Value) -> bool {
    let text = document.bytes(value.range());
    // `Ref` announces ranges as often as numbers.
    let range = label == Label::Claim && !(text.starts_with(b"0") && text.get(1).is_some_and(u8::is_ascii_digit));
    let [first, last] = [value.first, value.last].map(|index| document.word(index).len());
    let year = is_year(document.word(value.last)) && first <= 2;
    value.letters == 0
        && !value.spaced
        && text.contains(&b'-')
        && (value.last == value.first + 1
            && (range && (first.max(last) <= 5 && first <= last || value.digits <= 6) || year)
            || text.contains(&b'.') && value.digits <= 10)
}

/// Codes that are public wherever they stand.
fn never(document: &Document<'_>, value: &Value) -> bool {
    let text = document.bytes(value.range());
    let starts = |prefix: &[u8]| {
        text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
            && text.get(prefix.len()).is_some_and(u8::is_ascii_digit)
    };
    // `20/20`, `128/76`.
    let fraction = value.letters == 0
        && value.last == value.first + 1
        && text.contains(&b'/')
        && document.word(value.first).len() <= 3
        && document.word(value.last).len() <= 3;
    fraction
        || starts(b"NCT") && value.digits == 8
        || starts(b"ISRCTN")
        // Hash functions and sequence types.
        || starts(b"SHA")
        || starts(b"MD") && value.len() == 3
        // `rs4417022`, a variant.
        || document.word(value.last).starts_with(b"rs") && document.word(value.last).len() >= 5
        // `v1.4.22`.
        || starts(b"V") && value.letters == 1 && text.contains(&b'.')
        || starts(b"ST") && value.letters == 2 && value.digits <= 4
        || text.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"COVID"))
        || text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"SARS"))
}

/// `I50.23`, `S72.001A`, `Z12.31`.
fn is_diagnosis_code(text: &[u8]) -> bool {
    let [letter, a, b, rest @ ..] = text else { return false };
    letter.is_ascii_alphabetic()
        && a.is_ascii_digit()
        && b.is_ascii_alphanumeric()
        && (rest.is_empty() || rest.first() == Some(&b'.') && rest.len() <= 5)
}

/// `1999`, `2024`.
fn is_year(text: &[u8]) -> bool {
    matches!(text, [b'1', b'9', b'0'..=b'9', b'0'..=b'9'] | [b'2', b'0', b'0'..=b'3', b'0'..=b'9'])
}

/// `10:45`, `3/14/2024`, `2024-03-14`, and month-day-year with hyphens unless the label asks for a number.
pub(crate) fn is_time_or_date(document: &Document<'_>, value: &Value, numbered: bool) -> bool {
    if value.letters > 0 || value.spaced {
        return false;
    }
    let text = document.bytes(value.range());
    let lens = |i: u32| document.word(value.first + i).len();
    let separator = |at: usize| text.get(at).copied().unwrap_or(0);
    match value.last - value.first {
        1 => separator(lens(0)) == b':' && lens(0) <= 2 && lens(1) == 2,
        2 => {
            let (a, b, c) = (lens(0), lens(1), lens(2));
            let (one, two) = (separator(a), separator(a + 1 + b));
            let day_first = a <= 2 && b <= 2 && (c == 2 || c == 4);
            let year_first = a == 4 && b <= 2 && c <= 2 && is_year(document.word(value.first));
            one == two
                && match one {
                    b'/' => day_first || year_first,
                    b'-' | b'.' => year_first || day_first && c == 4 && !numbered,
                    b':' => true,
                    _ => false,
                }
        }
        _ => false,
    }
}

/// Units and counted things: a number before them is a measure, not an id.
const MEASURED: &Words = words![
    "mg", "mcg", "ug", "g", "gm", "gram", "grams", "kg", "lb", "lbs", "oz", "ml", "cc", "l", "liter", "liters", "dl",
    "mm", "cm", "m", "km", "ft", "inch", "inches", "unit", "units", "u", "iu", "meq", "mmol", "mmhg", "cmh2o", "bpm",
    "hz", "khz", "mhz", "db", "gy", "cgy", "kv", "mv", "ms", "s", "sec", "secs", "second", "seconds", "min", "mins",
    "minute", "minutes", "h", "hr", "hrs", "hour", "hours", "day", "days", "week", "weeks", "wk", "wks", "month",
    "months", "mo", "year", "years", "yr", "yrs", "y", "yo", "old", "of", "x", "times", "doses", "tabs", "tablets",
    "refills", "beats", "bytes", "rows", "records", "copies", "cells", "percent", "points", "patients", "cases", "mph",
    "miles", "steps",
];

/// Whether the token after `last` makes the number before it a measure.
fn is_measured(document: &Document<'_>, last: u32) -> bool {
    let Some(token) = document.token(last) else { return false };
    let next = document.byte(token.end);
    if next == b'%' || next == b' ' && document.byte(token.end + 1) == b'%' {
        return true;
    }
    matches!(document.gap(last + 1), b" " | b"-")
        && token.is_number()
        && (document.is_any(last + 1, MEASURED)
            && document.word(last + 1).iter().any(u8::is_ascii_lowercase)
            // In capitals only longer words are surely units: `MRN 123 M`.
            || document.word(last + 1).len() > 2 && document.is_any(last + 1, MEASURED))
}

/// The value that begins with token `first` and ends at byte `limit` at the latest.
pub(crate) fn read(document: &Document<'_>, first: u32, limit: u32, label: Label) -> Option<Value> {
    let token = document.token(first)?;
    if token.end > limit || token.end - token.start > LONGEST {
        return None;
    }
    if !token.has_digit() && !may_lead(document, first, token, label) {
        return None;
    }
    let mut value = Value::empty(token, first);
    value.add(document, first);
    for index in first + 1..first + GROUPS {
        let Some(next) = document.token(index) else { break };
        if next.end > limit || next.end - value.start > LONGEST {
            break;
        }
        let joined = match document.gap(index) {
            // `# 312,884`.
            b"," => is_thousands(document, &value, next),
            [separator] if *separator != b' ' => is_glued(document, &value, *separator, next, index),
            b" " => is_spaced(document, &value, next, index, label),
            _ => false,
        };
        if !joined {
            break;
        }
        value.spaced |= document.gap(index) == b" ";
        value.add(document, index);
    }
    (value.digits > 0).then_some(value)
}

/// Whether a comma groups the digits of a number after a number sign.
fn is_thousands(document: &Document<'_>, value: &Value, next: &Token) -> bool {
    value.first == value.last
        && value.letters == 0
        && value.digits <= 3
        && next.is_number()
        && next.len() == 3
        && document.gap(value.first).contains(&b'#')
}

/// Whether letters without a digit may begin a value: `TX-990217`, `PSY 24417`.
fn may_lead(document: &Document<'_>, index: u32, token: &Token, label: Label) -> bool {
    let Some(next) = document.token(index + 1) else { return false };
    let glued = matches!(document.gap(index + 1), b"-" | b"." | b"_" | b"/");
    if glued {
        return token.len() <= 8 && (next.has_digit() || next.len() <= 6);
    }
    let most = if label == Label::Plate { 8 } else { 4 };
    // `his plate is bka 8t2`.
    let chat = (2..=3).contains(&token.len())
        && token.is_lower()
        && (label == Label::Plate
            || matches!(label, Label::Member | Label::Medicaid) && next.is_number() && next.len() >= 4);
    document.gap(index + 1) == b" "
        && (chat || token.shape.any(Shape::ALL_UPPER))
        && token.len() <= most
        && next.has_digit()
        && !is_word(token)
}

/// Whether letters are a word of running text rather than a prefix of an id.
fn is_word(token: &Token) -> bool {
    token.labelled
        || token.is(Class::FUNCTION.or(Class::MONTH).or(Class::WEEKDAY).or(Class::MEASURE_UNIT))
        || token.len() >= 2 && token.row().running > 64
}

/// Whether `separator` joins `next`, the token at `index`, to a value.
fn is_glued(document: &Document<'_>, value: &Value, separator: u8, next: &Token, index: u32) -> bool {
    let digit_before = document.byte_before(next.start - 1).is_ascii_digit();
    let number = next.has_digit();
    match separator {
        b'-' | b'_' if number => true,
        // Keys of software: `sk_test_om312_unique`.
        b'_' => next.len() <= 10,
        b'/' if number => digit_before || value.digits == 0,
        b'.' if number => digit_before && next.is_number() || value.digits == 0,
        // Laboratory systems build `0412:H00231R`.
        b':' if number => value.digits >= 3 && next.len() >= 5 && !next.is_number(),
        b'-' | b'/' | b'.' => {
            let followed = matches!(document.gap(index + 1), b"-" | b"/" | b"_")
                && document.token(index + 1).is_some_and(Token::has_digit);
            let letters = if separator == b'-' { 5 } else { 2 };
            followed && next.len() <= 6
                || next.len() == 1 && separator != b'.'
                || next.shape.any(Shape::ALL_UPPER) && next.len() <= letters && !next.labelled && separator != b'.'
        }
        _ => false,
    }
}

/// Whether a single space joins `next`, the token at `index`, to a value written in groups.
fn is_spaced(document: &Document<'_>, value: &Value, next: &Token, index: u32, label: Label) -> bool {
    let last = document.word(value.last);
    if value.digits == 0 {
        let decimal = document.byte(next.end) == b'.' && document.byte(next.end + 1).is_ascii_digit();
        let year = label != Label::Plate && is_year(document.word(index));
        let number = next.has_digit() && !decimal && !year;
        return number && (value.first == value.last || label == Label::Plate);
    }
    if label == Label::Vin {
        return value.len() < 17 && usize::from(value.len()) + next.len() <= 17 && next.has_digit();
    }
    let most = match label {
        Label::Card => 19,
        Label::Iban => 34,
        _ => 26,
    };
    let first = document.word(value.first);
    // `441702281 01`: the person within the contract.
    if label == Label::Member && next.is_number() && next.len() == 2 && !value.spaced && value.digits >= 8 {
        return ends_cell(document, next);
    }
    if last.len() > 6 || first.len() > 6 || usize::from(value.len()) + next.len() > most || next.labelled {
        return false;
    }
    if !next.has_digit() {
        // `902-44-117 A`: the person within the contract.
        if matches!(label, Label::Member | Label::Medicaid | Label::Mbi)
            && !value.spaced
            && value.letters == 0
            && value.digits >= 8
            && next.len() == 1
            && next.shape.any(Shape::FIRST_UPPER)
        {
            return ends_cell(document, next);
        }
        // `AB 44719 C`.
        if value.spaced && next.len() == 1 && next.shape.any(Shape::FIRST_UPPER) {
            return value.letters > 0 && value.digits >= 5 && !value.lower && ends_cell(document, next);
        }
        // `742 DKR`, `LB07 SEF`, `4417 882 091 KV`.
        let most = if label == Label::Plate { 4 } else { 2 };
        return (label == Label::Plate || value.spaced)
            && next.shape.any(Shape::ALL_UPPER)
            && (2..=most).contains(&next.len())
            && last.len() <= 4
            && (value.letters == 0 || label == Label::Plate && value.last == value.first && first.len() == 4)
            && !is_word(next)
            && !next.is(Class::STATE_ABBR);
    }
    if !next.is_number() && is_misread(document, index, value) {
        return true;
    }
    if !next.is_number() {
        return value.letters > 0
            && next.len() >= 3
            && next.len() <= 9
            && !value.lower
            && document.word(index).iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    }
    if is_measured(document, index) || next.len() > 8 {
        return false;
    }
    // A time, a date, a decimal, a pressure.
    let (after, later) = (document.byte(next.end), document.byte(next.end + 1).is_ascii_digit());
    if later && (matches!(after, b':' | b'/' | b'.') || after == b'-' && is_date_group(document, next, index)) {
        return false;
    }
    match next.len() {
        1 if matches!(label, Label::Card | Label::Iban | Label::Imei) => usize::from(value.len()) >= 12,
        // `ZGP 8820 4471 9`.
        1 => value.spaced && value.digits >= 6 && value.letters >= 2 && ends_cell(document, next),
        2 => is_group_end(document, index),
        _ => !is_year(document.word(index)) || value.spaced,
    }
}

/// Whether nothing but the end of a line, a cell or a sentence's part follows `token`.
fn ends_cell(document: &Document<'_>, token: &Token) -> bool {
    matches!(document.byte(token.end), 0 | b'\n' | b'\r' | b'\t' | b',' | b';' | b'|' | b'"' | b'<')
        || document.byte(token.end) == b' ' && document.byte(token.end + 1) == b' '
        || document.byte(token.end) == b'.' && !document.byte(token.end + 1).is_ascii_digit()
}

/// Whether the token at `index` is a group of digits of which a scanner read some as letters: `44l7 88O2`.
fn is_misread(document: &Document<'_>, index: u32, value: &Value) -> bool {
    let word = document.word(index);
    let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    value.digits >= 2
        && digits >= 1
        && (3..=8).contains(&word.len())
        && digits * 2 >= word.len()
        && word.iter().all(|byte| byte.is_ascii_digit() || b"OolISB".contains(byte))
}

/// Whether digits and a hyphen begin a date: `2024-01-02`, `03-14-2024`.
fn is_date_group(document: &Document<'_>, token: &Token, index: u32) -> bool {
    is_year(document.word(index))
        || token.len() <= 2 && document.word(index + 1).len() <= 2 && document.word(index + 2).len() == 4
}

/// Whether nothing after the two digits at `index` makes them a quantity: `30 77 412`, `71 but`, not `45 yo`.
fn is_group_end(document: &Document<'_>, index: u32) -> bool {
    match document.gap(index + 1) {
        b" " => {
            document.token(index + 1).is_none_or(|next| next.has_digit() && next.len() > 1 || next.is(Class::FUNCTION))
        }
        b"-" => document.token(index + 1).is_some_and(Token::has_digit),
        _ => true,
    }
}

/// The value that ends right before token `after`, without spaces.
pub(crate) fn read_back(document: &Document<'_>, after: u32) -> Option<Value> {
    let last = after.checked_sub(1)?;
    let mut first = last;
    while first > 0 && last - first < GROUPS && matches!(document.gap(first), b"-" | b"." | b"/" | b"_") {
        first -= 1;
    }
    let token = document.token(first)?;
    let mut value = Value::empty(token, first);
    for index in first..=last {
        value.add(document, index);
    }
    let fits = value.digits >= 4 || value.is_mixed();
    (fits && value.end - value.start <= LONGEST && !is_time_or_date(document, &value, false)).then_some(value)
}

/// The value before a label: `7718204 (MRN)`, `991827364 is the account number`, `[A10093847] Accession Number`.
fn before_label(document: &Document<'_>, phrase: &Phrase) -> Option<Value> {
    const ARTICLES: &Words = words!["the", "her", "his", "my", "your", "their", "our", "this", "a"];
    let closing = document.byte(document.token(phrase.last)?.end);
    match document.gap(phrase.first) {
        b" (" | b"(" | b" [" if matches!(closing, b')' | b']') => read_back(document, phrase.first),
        b"] " => read_back(document, phrase.first).filter(|value| document.byte_before(value.start) == b'['),
        // DICOM dumps: `[PT448102] # 8, 1 PatientID`.
        b" " if phrase.first > 1 && document.gap(phrase.first - 1) == b", " => {
            let value = read_back(document, phrase.first.checked_sub(2)?)?;
            (document.byte_before(value.start) == b'[').then_some(value)
        }
        b" " => {
            let mut index = phrase.first.checked_sub(1)?;
            // One word may stand between: `is her current MRN`.
            for _ in 0..2 {
                if document.is_any(index, ARTICLES) {
                    break;
                }
                index = index.checked_sub(1)?;
            }
            let verb = index.checked_sub(1)?;
            let near = document.is_any(index, ARTICLES) && document.is_any(verb, words!["is", "was"]);
            (near && document.gap(verb) == b" ").then(|| read_back(document, verb))?
        }
        _ => None,
    }
}

/// More values of the same kind in a list: `serial numbers 2207714-013 (R) and 2207714-021 (L)`.
fn siblings(document: &Document<'_>, identifier: Identifier, rule: &Rule, of: Value, findings: &mut Vec<Finding>) {
    const CORRECTION: &Words = words![
        "wait",
        "sorry",
        "no",
        "i",
        "mean",
        "correction",
        "actually",
        "make",
        "that",
        "scratch",
        "excuse",
        "me",
        "it",
        "is",
        "rather",
        "oops",
        "should",
        "be",
    ];
    let mut last = of;
    for _ in 0..8 {
        let mut index = last.last + 1;
        // `44-71-882 wait sorry 44-71-883`.
        for _ in 0..5 {
            if matches!(document.gap(index), b" " | b", " | b" - " | b"... " | b". ")
                && document.is_any(index, CORRECTION)
            {
                index += 1;
            }
        }
        // A remark of one letter or short word in parentheses, then `and`.
        for _ in 0..2 {
            let gap = document.gap(index);
            let passes = gap.len() <= 3 && !gap.contains(&b'\n');
            if passes
                && (document.is_any(index, words!["and", "or"]) || gap == b" (" && document.word(index).len() <= 5)
            {
                index += 1;
            }
        }
        let gap = document.gap(index);
        if gap.contains(&b'\n') || gap.len() > 3 || gap.contains(&b':') || gap == b" " && index == last.last + 1 {
            return;
        }
        let limit = document.token(index).map_or(0, |token| token.start + LONGEST);
        let Some(next) = read(document, index, limit, rule.label) else { return };
        if of.len() < 5 || !alike(document.bytes(of.range()), document.bytes(next.range())) {
            return;
        }
        push(identifier, rule, &next, 0.85, findings);
        last = next;
    }
}

/// Whether two values have the same pattern of digits, letters and separators.
fn alike(a: &[u8], b: &[u8]) -> bool {
    let class = |byte: &u8| match byte {
        b'0'..=b'9' => b'9',
        b'A'..=b'Z' | b'a'..=b'z' => b'A',
        other => *other,
    };
    a.len() == b.len() && a.iter().map(class).eq(b.iter().map(class))
}

/// Whether one of `words` (lower case) stands among the `reach` tokens before or after `index`, on any line.
pub(crate) fn near(document: &Document<'_>, index: u32, reach: u32, words: &Words) -> bool {
    let from = index.saturating_sub(reach);
    (from..=index + reach).any(|i| i != index && document.is_any(i, words))
}
