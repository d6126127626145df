//! Where a name that was found begins and ends: the initial before it, the other half of a hyphened name, the surname before
//! the comma, the components that HL7 keeps apart with `^`.
//!
//! Rules and the scorer decide on the words that are surely of a name. What is tied to such a word by the way names are
//! written belongs to it, however common it is: the `A.` of `-- A. Traoré`, the `My` of `My-Linh`, `Long` in `LONG, YICHEN`.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::lexicon::Class;
use crate::scan::{Casing, Document, Shape, Token, words};
use crate::span::{Finding, Kind};

/// Most pieces taken on one side: `O'Brien-St. Clair` has three.
const PIECES: usize = 4;

/// Classes of words that are never a part of a name that stands beside them.
const NEVER: Class = Class::TITLE
    .or(Class::FUNCTION)
    .or(Class::MONTH)
    .or(Class::WEEKDAY)
    .or(Class::ROLE)
    .or(Class::RELATION)
    .or(Class::CREDENTIAL)
    .or(Class::SPEECH_VERB)
    .or(Class::PERSON_VERB)
    .or(Class::HEADING)
    .or(Class::STATE)
    .or(Class::DRUG)
    .or(Class::FACILITY_WORD)
    .or(Class::ORG_WORD);

/// Words before a name that say who it is.
const RELATED: Class = Class::TITLE.or(Class::ROLE).or(Class::RELATION).or(Class::CREDENTIAL);

/// Moves the ends of the names of persons in `findings`, which are sorted and do not overlap, as far as their neighbours let
/// them.
pub(super) fn extend(document: &Document<'_>, findings: &mut [Finding]) {
    for at in 0..findings.len() {
        let floor = at.checked_sub(1).and_then(|before| findings.get(before)).map_or(0, |before| before.end);
        let ceiling = findings.get(at + 1).map_or(u32::MAX, |after| after.start);
        let Some(finding) = findings.get_mut(at) else { return };
        if matches!(finding.identifier, Identifier::Phone | Identifier::Fax) {
            finding.start =
                field_start(document, finding.start).filter(|start| *start >= floor).unwrap_or(finding.start);
            continue;
        }
        if finding.identifier != Identifier::Name || finding.kind != Kind::Person {
            continue;
        }
        let first = document.token_at(finding.start);
        // Offsets inside of a token are another rule's: a name in a longer word.
        let Some(token) = document.token(first).filter(|token| token.start == finding.start) else { continue };
        let mut ends = Ends { document, first, last: last_token(document, first, finding.end), token };
        if document.token(ends.last).is_none_or(|last| last.end > finding.end) {
            continue;
        }
        for _ in 0..PIECES {
            let Some(left) = ends.left() else { break };
            let Some(start) = document.token(left).map(|token| token.start).filter(|start| *start >= floor) else {
                break;
            };
            (ends.first, finding.start) = (left, start);
        }
        for _ in 0..PIECES {
            let Some(right) = ends.right() else { break };
            let Some(end) = document.token(right).map(|token| token.end).filter(|end| *end <= ceiling) else { break };
            (ends.last, finding.end) = (right, finding.end.max(end));
        }
    }
}

/// Whether two names that a comma parts are one entry, the surname first: `Name: O'DWYER, EILIDH S`.
pub(super) fn is_entry(document: &Document<'_>, surname: &Finding, given: &Finding) -> bool {
    let (first, next) = (document.token_at(surname.start), document.token_at(given.start));
    let (Some(token), Some(given_token)) = (document.token(first), document.token(next)) else { return false };
    let one = (first + 1..next).all(|index| matches!(document.gap(index), b"'" | b"-"));
    let ends = Ends { document, first: next, last: last_token(document, next, given.end), token: given_token };
    one && token.is_capitalised() == given_token.is_capitalised() && ends.opens(first) && ends.closes()
}

/// Where the field `|^PRN^PH^^1^337^5550188|` begins whose number was found at byte `at`: the use and kind of a telephone belong
/// to it.
fn field_start(document: &Document<'_>, at: u32) -> Option<u32> {
    const REACH: u32 = 24;
    let mut start = at;
    while start > at.saturating_sub(REACH) && matches!(document.byte_before(start), b'^' | b'A'..=b'Z' | b'0'..=b'9') {
        start -= 1;
    }
    let fits = start < at && document.byte_before(at) == b'^' && matches!(document.byte_before(start), b'|' | b'~');
    fits.then_some(start)
}

/// The last token that ends within the name that begins with token `first`.
fn last_token(document: &Document<'_>, first: u32, end: u32) -> u32 {
    let mut last = first;
    while document.token(last + 1).is_some_and(|token| token.end <= end) {
        last += 1;
    }
    last
}

/// `Jr`, `III`.
fn is_suffix(document: &Document<'_>, index: u32) -> bool {
    document.is_any(index, words!["jr", "sr", "ii", "iii", "iv"])
}

/// The words of a name, and its first word as it was found.
struct Ends<'d, 's> {
    document: &'d Document<'s>,
    first: u32,
    last: u32,
    token: &'s Token,
}

impl Ends<'_, '_> {
    /// The token that the name begins with when a piece is taken on its left.
    fn left(&self) -> Option<u32> {
        let Self { document, first, .. } = *self;
        let left = first.checked_sub(1)?;
        let token = document.token(left)?;
        if token.has_digit() {
            return None;
        }
        let taken = match document.gap(first) {
            b". " | b"." => self.is_initial(left, token),
            b"-" => self.is_half(left, token),
            b"'" => self.is_written_alike(token) && token.len() <= 3 && !token.is(Class::FUNCTION),
            b"^" => return self.component_before(left),
            b", " => self.is_surname(left, token),
            b" " if self.is_elided(left) => return Some(left - 1),
            b" " => self.is_given(left, token),
            _ => false,
        };
        taken.then_some(left)
    }

    /// The token that the name ends with when a piece is taken on its right.
    fn right(&self) -> Option<u32> {
        let Self { document, last, .. } = *self;
        let right = last + 1;
        let token = document.token(right).filter(|token| !token.has_digit())?;
        let taken = match document.gap(right) {
            b"^" | b"^^" | b"^^^" if self.is_structured() => {
                token.len() == 1 || self.is_component(token) || is_suffix(document, right)
            }
            b"'" => self.is_tail(right, token),
            b" " | b", " | b"-" if token.len() == 1 && self.spelled(right).is_some() => return self.spelled(right),
            b" " => {
                self.is_middle_initial(right, token)
                    || self.is_family(right, token)
                    || self.is_last_initial(right, token, false)
            }
            b", " => self.is_last_initial(right, token, true),
            _ => false,
        };
        taken.then_some(right)
    }

    /// Whether a word begins as the name does, with a capital or a small letter.
    fn is_written_alike(&self, token: &Token) -> bool {
        token.is_capitalised() == self.token.is_capitalised()
            && (token.len() < 2 || !token.shape.any(Shape::ALL_UPPER) || self.token.shape.any(Shape::ALL_UPPER))
    }

    /// `A. Traoré`, `l. pettway`; not `hepatitis B. Jones was called`.
    fn is_initial(&self, left: u32, token: &Token) -> bool {
        let document = self.document;
        let lettered = document.is_any(
            left.wrapping_sub(1),
            words![
                "hepatitis",
                "hep",
                "vitamin",
                "vit",
                "type",
                "grade",
                "stage",
                "group",
                "class",
                "part",
                "section",
                "appendix",
                "hemoglobin",
                "influenza",
                "flu",
                "plan",
                "option",
                "room",
                "bed",
                "unit",
                "pod",
                "bldg",
                "building",
                "suite",
                "apt",
                "schedule",
                "level",
                "figure",
                "table",
                "item",
                "factor",
                "protein",
                "strep",
                "child",
                "pugh"
            ],
        );
        token.len() == 1
            && self.is_written_alike(token)
            && !lettered
            && !matches!(document.byte_before(token.start), b'.' | b'-' | b'/' | b'&' | b'\'' | b'@')
    }

    /// `My-Linh`, `Yee-Man`; not `non-Smith`.
    fn is_half(&self, left: u32, token: &Token) -> bool {
        let document = self.document;
        token.len() > 1
            && self.is_written_alike(token)
            && (token.is_capitalised() || token.row == 0 || token.prior >= 0)
            && document.gap(left) != b"-"
            && !document.is_any(
                left,
                words![
                    "non", "post", "pre", "anti", "pro", "ex", "co", "mid", "semi", "self", "trans", "inter", "the",
                    "in", "of", "and", "to", "by", "for", "on", "at", "or", "re"
                ],
            )
            && !token.is(RELATED.or(Class::CLINICAL).or(Class::EPONYM).or(Class::DRUG))
    }

    /// The `Sa'id` of `Sa'id Zogby`, the `O'Shea` of `O'Shea Jackson`.
    fn is_elided(&self, left: u32) -> bool {
        let document = self.document;
        let Some(head) = left.checked_sub(1).and_then(|head| document.token(head)) else { return false };
        document.gap(left) == b"'"
            && head.is_capitalised()
            && self.token.is_capitalised()
            && head.len() <= 3
            && !head.is(Class::FUNCTION)
            && document.token(left).is_some_and(|tail| {
                tail.len() > 1 && !tail.is(NEVER) && !document.is_any(left, words!["re", "ll", "ve"])
            })
    }

    /// The `id` of `Sa'id`, the `ao` of `Taufa'ao`, the `a` of `Kupihe'a`; no possessive and no verb cut short.
    fn is_tail(&self, right: u32, token: &Token) -> bool {
        let document = self.document;
        let head = document.token(self.last).is_some_and(|head| head.is_capitalised());
        let tail = match document.word(right) {
            [letter] => matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u'),
            _ => !document.is_any(right, words!["re", "ll", "ve", "em", "til", "and", "for", "all"]),
        };
        head && tail && !token.has_digit()
    }

    /// `SITU^JIANGUO`, `M'BRIDE^EOIN`: the first word of the component before, which is whatever no `|` or blank parts.
    fn component_before(&self, left: u32) -> Option<u32> {
        let document = self.document;
        let mut first = left;
        while first > 0 && left - first < 3 && matches!(document.gap(first), b"'" | b"-") {
            first -= 1;
        }
        let named = (first..=left).all(|index| document.token(index).is_some_and(|token| self.is_component(token)));
        named.then_some(first)
    }

    /// The last letter of `fontenot f o n t e n o t`, where the name is told letter by letter, from `right` on; its first
    /// letters may have been taken for initials.
    fn spelled(&self, right: u32) -> Option<u32> {
        let document = self.document;
        let taken = (0..=self.last.saturating_sub(self.first))
            .take_while(|back| document.word(self.last - back).len() == 1)
            .count() as u32;
        let word = document.word(self.last.checked_sub(taken)?);
        let from = right - taken;
        let same = |(at, letter): (u32, &u8)| document.word(at).eq_ignore_ascii_case(&[*letter]);
        let count = (from..).zip(word).take_while(|pair| same(*pair)).count() as u32;
        (count >= 3).then(|| from + count - 1)
    }

    /// Whether carets part the name's components, so that what they part it from is of it too.
    fn is_structured(&self) -> bool {
        let before = self.document.byte_before(self.token.start);
        matches!(before, b'|' | b'~' | b'^' | b'[' | b'=' | b'"' | b' ' | b'\'')
    }

    fn is_component(&self, token: &Token) -> bool {
        !token.has_digit() && !token.labelled && (token.row == 0 || token.is(Class::GIVEN.or(Class::SURNAME)))
    }

    /// Whether an entry begins with token `first`: a line, a cell, a value.
    fn opens(&self, first: u32) -> bool {
        let before = self.document.gap(first);
        self.document.begins_line(first)
            || before.ends_with(b"  ")
            || before.ends_with(b": ")
            || matches!(before.last(), Some(b'>' | b'|' | b'"' | b'(' | b'[' | b'\t' | b'=' | b':' | b'\''))
            || before == b" " && self.document.token(first.wrapping_sub(1)).is_some_and(Token::has_digit)
    }

    /// Whether the entry ends with the name, but for a middle initial, or goes on with a number.
    fn closes(&self) -> bool {
        let document = self.document;
        let initial = document.gap(self.last + 1) == b" "
            && document.token(self.last + 1).is_some_and(|token| token.len() == 1 && token.is_capitalised());
        let last = self.last + u32::from(initial);
        let after = document.gap(last + 1);
        matches!(after.first(), None | Some(b'<' | b'|' | b')' | b'"' | b'\n' | b'\t' | b'(' | b']' | b'\''))
            || [&b"  "[..], b" (", b" #", b" |"].iter().any(|mark| after.starts_with(mark))
            || matches!(after, b" " | b", ") && document.token(last + 1).is_some_and(Token::has_digit)
    }

    /// `LONG, YICHEN  63M`, `>Case, Sterling<`: the surname before the comma, where an entry begins and ends.
    fn is_surname(&self, left: u32, token: &Token) -> bool {
        let named = token.is(Class::SURNAME.or(Class::GIVEN)) && token.row().surname.max(token.row().given) >= 40
            || token.row == 0 && token.len() > 2;
        let given = self.token.is(Class::GIVEN) || self.token.row == 0;
        self.opens(left)
            && self.closes()
            && named
            && given
            && self.is_written_alike(token)
            && !token.is(NEVER)
            && !token.labelled
    }

    /// The `Buck` of `Buck Lavender`: a given name that is a word as well, before a surname found alone.
    fn is_given(&self, left: u32, token: &Token) -> bool {
        const OTHER: Class = NEVER.or(Class::CLINICAL).or(Class::EPONYM).or(Class::CITY);
        let document = self.document;
        self.first == self.last
            && document.casing == Casing::Mixed
            && token.is_capitalised()
            && self.is_written_alike(token)
            && token.row().given >= 80
            && !token.is(OTHER)
            && !token.labelled
            && self.token.is_capitalised()
            && self.token.row().surname >= 48
            && !document.begins_line(left)
            && document.gap(left) != b". "
    }

    /// The `S` of `O'DWYER, EILIDH S`: a letter that ends an entry in which the surname stands first.
    fn is_middle_initial(&self, right: u32, token: &Token) -> bool {
        let document = self.document;
        let after = document.gap(right + 1);
        let ends = matches!(after.first(), None | Some(b'<' | b'|' | b')' | b'"' | b'\n' | b'\t' | b'(' | b'.'))
            || after.starts_with(b"  ")
            || after == b" " && document.token(right + 1).is_some_and(Token::has_digit);
        token.len() == 1
            && token.is_capitalised()
            && self.token.is_capitalised()
            && ends
            && (self.first + 1..=self.last).any(|index| document.gap(index) == b", ")
    }

    /// The `K` of `DANIELIAN, K  ED`, the `M` of `Ayola, M. 7W-18`, the `A` of `given to Charissa A, 35w`, the `w` of `joe w. home`:
    /// one letter for the name that is not written out, where the entry or clause ends.
    fn is_last_initial(&self, right: u32, token: &Token, comma: bool) -> bool {
        let document = self.document;
        let [letter] = *document.word(right) else { return false };
        let after = document.gap(right + 1);
        let numbered = after == b" " && document.token(right + 1).is_some_and(Token::has_digit);
        let stopped = after == b"." && document.token(right + 1).is_none()
            || after.starts_with(b". ")
            || after.starts_with(b".,")
            || after.starts_with(b".\n");
        let ends = stopped
            || numbered
            || after.starts_with(b"  ")
            || matches!(after.first(), None | Some(b'\n' | b')' | b'|' | b'"' | b';'))
            || !comma && after.starts_with(b", ");
        // Sexes, sides, `times`, an article; `joe c. diff neg`, `s.` and `p.` of a physician's Latin.
        let other = match letter {
            b'A' => numbered,
            b'F' | b'L' | b'M' | b'R' | b'X' => !comma && !stopped,
            b'c' | b'p' | b'q' | b's' | b'x' => true,
            _ => false,
        };
        self.first == self.last
            && self.token.len() > 1
            && self.is_written_alike(token)
            && (token.is_capitalised() || stopped)
            && !self.token.is(Class::EPONYM.or(Class::CLINICAL))
            && ends
            && !other
    }

    /// The `Christmas` of `Ford Christmas cleared`, the `Fever` of `Signed Ruby Fever`: a surname that is a word as well, behind
    /// a given name found alone, where the capitals end.
    fn is_family(&self, right: u32, token: &Token) -> bool {
        const OTHER: Class = NEVER.or(Class::CLINICAL_CAP).or(Class::CITY).or(Class::PAYER).or(Class::EPONYM_HEAD);
        let document = self.document;
        let after = document.gap(right + 1);
        let ends = matches!(after.first(), None | Some(b'<' | b'|' | b')' | b'"' | b'\n' | b'\t' | b',' | b';'))
            || after.starts_with(b"  ")
            || document.classes(right + 1).any(Class::PERSON_VERB);
        self.first == self.last
            && document.casing == Casing::Mixed
            && token.is_capitalised()
            && !token.shape.any(Shape::ALL_UPPER)
            && self.token.is_capitalised()
            && !self.token.shape.any(Shape::ALL_UPPER)
            && self.token.row().given >= 96
            && self.token.prior >= 0
            && token.row().surname >= 32
            && !token.is(OTHER)
            && !token.labelled
            && ends
    }
}
