//! Words of a known name, side by side: `Smith, John Q.`, `J. Smith`, `will young`.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::lexicon::Class;
use crate::recognize::finding;
use crate::scan::document::Casing;
use crate::scan::{Document, Shape, Token, words};
use crate::span::{Evidence, Finding, Kind};

/// A word, initial or particle of a known name.
#[derive(Clone, Copy)]
pub(super) struct Hit {
    pub(super) first: u32,
    pub(super) last: u32,
    /// The names that it is part of.
    pub(super) persons: u64,
    /// It is the name, whatever stands beside it.
    pub(super) sure: bool,
    /// An initial or particle, which counts beside another word only.
    pub(super) weak: bool,
    /// Tells words apart.
    pub(super) word: u32,
}

/// Hits that stand side by side.
pub(super) struct Run {
    first: u32,
    /// The last token that surely belongs to it.
    last: u32,
    /// The last token that was taken.
    reach: u32,
    persons: u64,
    /// A word, not an initial or particle.
    word: Option<Hit>,
    sure: bool,
    /// Two different words of the same name.
    two: bool,
    /// Parted by a full stop or underscore only, as login names are.
    login: bool,
}

impl Run {
    fn new(hit: Hit) -> Option<Self> {
        (hit.persons != 0 && (!hit.weak || hit.word == u32::MAX)).then(|| Self {
            first: hit.first,
            last: hit.last,
            reach: hit.last,
            persons: hit.persons,
            word: (!hit.weak).then_some(hit),
            sure: hit.sure,
            two: false,
            login: false,
        })
    }

    /// Adds `hit` when it goes on with the same name.
    fn take(&mut self, document: &Document<'_>, hit: Hit) -> bool {
        let gap = document.gap(hit.first);
        let initial = document.word(self.reach).len() <= 2;
        let joined =
            matches!(gap, b" " | b"  " | b", " | b"," | b"-" | b"'" | b"_" | b"." | b"^" | b"\n" | b"\r\n" | b",\n")
                || initial && matches!(gap, b". " | b"., " | b".\n")
                || matches!(gap, b" (" | b") " | b" \"" | b"\" ");
        let known = hit.persons & self.persons != 0;
        // An initial that nobody told of may stand between two words of the name.
        let unknown = hit.persons == 0 && hit.weak;
        let alike = |other: &Hit| {
            let capital = |index: u32| document.token(index).is_some_and(Token::is_capitalised);
            capital(other.last) == capital(hit.first)
        };
        let consistent = hit.sure || hit.weak || self.word.as_ref().is_none_or(alike);
        if hit.first != self.reach + 1 || !joined || !(known || unknown) || !consistent {
            return false;
        }
        self.reach = hit.last;
        if unknown {
            return true;
        }
        // What may come of `word_`: everything so far was parted by such marks.
        self.login = matches!(gap, b"." | b"_") && (self.login || self.first == self.last) && !initial;
        self.persons &= hit.persons;
        if !(hit.weak && hit.word != u32::MAX) {
            self.last = hit.last;
        }
        if !hit.weak {
            self.two |= self.word.is_some_and(|word| word.word != hit.word);
            self.sure |= hit.sure;
            self.word = Some(hit);
        }
        true
    }
}

/// Adds `hit` to the run before it, or closes that one and begins another.
pub(super) fn extend(document: &Document<'_>, run: Option<Run>, hit: Hit, findings: &mut Vec<Finding>) -> Option<Run> {
    let mut run = run;
    if let Some(open) = &mut run
        && open.take(document, hit)
    {
        return run;
    }
    close(document, run, findings);
    Run::new(hit)
}

/// Appends the run, when it is a name.
pub(super) fn close(document: &Document<'_>, run: Option<Run>, findings: &mut Vec<Finding>) {
    let Some(run) = run.filter(|run| run.word.is_some() && (run.sure || run.two)) else { return };
    let (Some(first), Some(last)) = (document.token(run.first), document.token(run.last)) else { return };
    // The full stop of a last initial is part of it.
    let dotted = last.len() == 1 && run.last > run.first && document.byte(last.end) == b'.';
    let (kind, rule) = if run.login { (Kind::Username, "subject.login") } else { (Kind::Person, "subject.name") };
    let range = first.start..last.end + u32::from(dotted);
    findings.push(finding(range, Identifier::Name, kind, rule, 1.0, Evidence::SUBJECT));
}

/// Whether the gap before the token at `at` may part one word: `O'Brien`, `Smi-` and `th` on two lines, `De La Cruz`.
pub(super) fn may_part(document: &Document<'_>, at: u32) -> bool {
    let left = at.wrapping_sub(1);
    match document.gap(at) {
        b"'" | b"-" | b"-\n" | b"-\r\n" | b"- " | b"- \n" | b"_" => true,
        b" " => {
            let particle = document.classes(left).any(Class::PARTICLE) && !document.classes(left).any(Class::FUNCTION)
                || document.is_any(left, words!["mc", "mac", "o", "d"]);
            let capital = |index: u32| document.token(index).is_some_and(Token::is_capitalised);
            particle
                && (document.casing != Casing::Mixed
                    || capital(left)
                    || capital(at)
                    || document.classes(at).any(Class::PARTICLE))
        }
        // A line that ends in the middle of a word.
        b"\n" | b"\r\n" => [left, at].iter().any(|index| document.token(*index).is_some_and(|token| token.row == 0)),
        _ => false,
    }
}

/// Initials in capitals from the token at `index` on: `J.S.`, `J. Q. S.`; without full stops only three that are no other
/// abbreviation.
pub(super) fn initials(document: &Document<'_>, index: u32, token: &Token, pattern: &[u8]) -> Option<u32> {
    let word = document.word(index);
    if word.len() > 1 {
        let other = Class::ABBREV.or(Class::CLINICAL).or(Class::CLINICAL_CAP).or(Class::CREDENTIAL);
        let alone = word.len() > 2 && token.shape.any(Shape::ALL_UPPER) && !token.is(other) && token.row().running < 16;
        return (alone && word.eq_ignore_ascii_case(pattern)).then_some(index);
    }
    let mut at = index;
    for (place, letter) in pattern.iter().enumerate() {
        let parted = place == 0 || matches!(document.gap(at), b"." | b". ");
        let capital = document.token(at).is_some_and(Token::is_capitalised);
        if !parted || !capital || !document.word(at).eq_ignore_ascii_case(&[*letter]) {
            return None;
        }
        at += 1;
    }
    let last = at - 1;
    (last > index && document.token(last).is_some_and(|token| document.byte(token.end) == b'.')).then_some(last)
}
