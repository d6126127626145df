//! What a name model is asked, and what becomes of its answers.
//!
//! The rules and the learned scorer go first. Words that they leave open ([`is_open`]) are shown to the model together with
//! what stands around them; its log-odds and the scorer's are added up ([`blend`]), and the sum finds what the rules missed or
//! puts down what they were not sure of. What the rules are sure of, or what is another identifier, is nobody's question.

#![forbid(unsafe_code)]

use core::ops::Range;

use super::blend::{self, Cover, blend};
use super::{features, person, scorer};
use crate::lexicon::Class;
use crate::name_model::{Ask, Asked, NameModel, Verdict, Window};
use crate::recognize::geographic::learned;
use crate::recognize::number::consult::{self, Said as SaidOfNumber};
use crate::recognize::{NEAR_MISS, finding, number};
use crate::scan::Document;
use crate::scan::fold::Folded;
use crate::span::{Evidence, Finding, Kind};
use crate::{Error, Identifier};

/// Words that a window shows on either side of those in question.
const AROUND: u32 = 12;
/// Words on either side that are asked about too, where they could belong to the same name.
const BESIDE: u32 = 3;
/// Words that a window asks about where all are in question.
const PIECE: u32 = 192;

/// Buffers of the consultation, and what was decided of the words.
#[derive(Default)]
pub(crate) struct Consultation {
    covers: Vec<Cover>,
    /// Tokens that each window asks about: the first, and one past the last.
    asked: Vec<Range<u32>>,
    windows: Vec<Window>,
    verdicts: Vec<Verdict>,
    /// Since the last [`clear`](Self::clear).
    pub(crate) told: Told,
    /// Whether words that the model says a clear no to are told of, too: for explanations.
    pub(crate) tells_all: bool,
}

/// What the model decided on, with the rules, by place in the text.
#[derive(Default)]
pub(crate) struct Told {
    pub(crate) words: Vec<ToldWord>,
    #[cfg_attr(not(feature = "train"), allow(dead_code, reason = "the weights are fitted to it"))]
    pub(crate) numbers: Vec<ToldNumber>,
}

/// A word.
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "train"), allow(dead_code, reason = "the weights are fitted to all of it"))]
pub(crate) struct ToldWord {
    /// Bytes of the original text.
    pub(crate) range: Range<usize>,
    /// What the findings of the rules said.
    pub(crate) cover: Cover,
    /// The scorer's log-odds, in 1/32 nat.
    pub(crate) rules: i32,
    /// The model's log-odds, in 1/32 nat.
    pub(crate) model: i32,
    /// The model's log-odds of a place or an organization.
    pub(crate) other: i32,
    /// The scorer of places' log-odds.
    pub(crate) places: i32,
    /// The log-odds of both voices together.
    pub(crate) both: i32,
    /// And those of a place or an organization.
    pub(crate) both_places: i32,
}

/// A number.
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "train"), allow(dead_code, reason = "the weights are fitted to it"))]
pub(crate) struct ToldNumber {
    /// Bytes of the original text.
    pub(crate) range: Range<usize>,
    /// The scorer's log-odds of its best answer, in 1/32 nat.
    pub(crate) rules: i32,
    /// The model's that it is any identifier.
    pub(crate) model: i32,
}

impl Consultation {
    /// Forgets the last text.
    pub(crate) fn clear(&mut self) {
        self.told.words.clear();
        self.told.numbers.clear();
    }
}

/// What is consulted about: a segment of the original that begins at `offset`, as it was read.
pub(crate) struct Question<'q, 's> {
    pub(crate) document: &'q Document<'s>,
    pub(crate) folded: &'q Folded,
    pub(crate) segment: &'q str,
    pub(crate) offset: usize,
}

impl Question<'_, '_> {
    /// Asks `model` and settles `findings` by what it says.
    pub(crate) fn consult(
        &self,
        model: &dyn NameModel,
        ask: Ask,
        buffers: &mut Consultation,
        figures: &number::Scratch,
        findings: &mut Vec<Finding>,
    ) -> Result<Asked, Error> {
        let document = self.document;
        let Consultation { covers, asked, windows, verdicts, told: Told { words: told, numbers }, tells_all } = buffers;
        cover(document, findings, covers);
        asked.clear();
        match ask {
            Ask::WhereUnsure => ask_open(document, covers, figures, findings, asked),
            Ask::Everywhere => ask_all(document, asked),
        }
        let mut counts = Asked { words: document.tokens.len() as u64, ..Asked::default() };
        if asked.is_empty() {
            return Ok(counts);
        }
        windows.clear();
        let mut seen = 0;
        for asked in asked.iter() {
            let shown = around(document, asked);
            counts.shown += u64::from(shown.end.saturating_sub(shown.start.max(seen)));
            counts.asked += u64::from(asked.end - asked.start);
            seen = shown.end;
            if let (Some(shown), Some(asked)) = (self.bytes(shown), self.bytes(asked.clone())) {
                windows.push(Window::new(shown, asked));
            }
        }
        verdicts.clear();
        model.judge(self.segment, windows, verdicts)?;
        let mut words =
            Words { question: self, covers, rest: verdicts.as_slice(), told: &mut *told, tells_all: *tells_all };
        for asked in asked.iter() {
            words.settle(asked.clone(), findings);
        }
        self.put_down(told, findings);
        let offset = self.offset;
        let tell = |range: &Range<u32>, rules, model| {
            let original = self.original(range);
            numbers.push(ToldNumber { range: offset + original.start..offset + original.end, rules, model });
        };
        consult::settle(document, figures, |range| self.said(verdicts, range), tell, findings);
        Ok(counts)
    }

    /// What `verdicts` say of a number at `range` of the text as it was read: of each label the most that any part of it has.
    fn said(&self, verdicts: &[Verdict], range: &Range<u32>) -> Option<SaidOfNumber> {
        let range = self.original(range);
        let first = verdicts.partition_point(|verdict| verdict.range().end <= range.start);
        let of = || verdicts.iter().skip(first).take_while(|verdict| verdict.range().start < range.end);
        if !(of().next()?.range().start <= range.start && range.end <= of().last()?.range().end) {
            return None;
        }
        // What it says of a mark between the digits means nothing.
        let word = |verdict: &&Verdict| {
            self.segment.get(verdict.range()).and_then(|word| word.chars().next()).is_some_and(char::is_alphanumeric)
        };
        // A model that knows no numbers has no say.
        of().find(|verdict| verdict.date().max(verdict.code()) > f32::NEG_INFINITY)?;
        let most = |odds: fn(&Verdict) -> f32| of().filter(word).map(odds).reduce(f32::max).map(blend::steps);
        Some(SaidOfNumber {
            person: most(Verdict::person)?,
            place: most(Verdict::place)?,
            date: most(Verdict::date)?,
            code: most(Verdict::code)?,
        })
    }

    /// Takes the weak findings that no word speaks for any more back to near misses, and marks those that the model bears out.
    fn put_down(&self, told: &[ToldWord], findings: &mut [Finding]) {
        for found in findings {
            let name = found.identifier == Identifier::Name && found.kind == Kind::Person;
            let place = learned::is_of(found);
            let weak = found.confidence >= 0.5 && may_be_doubted(found);
            if !(name || place) || !weak || found.evidence.contains(Evidence::MODEL) {
                continue;
            }
            let start = self.offset + self.folded.original_start(found.start) as usize;
            let end = self.offset + self.folded.original_end(found.end) as usize;
            let first = told.partition_point(|word| word.range.end <= start);
            let words = || told.iter().skip(first).take_while(|word| word.range.start < end);
            if place {
                // Its words are nobody's, or are found as what they are.
                if words().next().is_some() && words().all(|word| word.both.max(word.both_places) < 0) {
                    found.confidence = NEAR_MISS;
                    found.evidence |= Evidence::MODEL;
                }
                continue;
            }
            let Some(both) = words().map(|word| word.both).max() else { continue };
            if both >= 0 {
                found.confidence = found.confidence.max(blend::confidence(both));
            } else if words().all(|word| word.other < 0) {
                found.confidence = NEAR_MISS;
            } else {
                // A place that was taken for a person is to go all the same.
                continue;
            }
            found.evidence |= Evidence::MODEL;
        }
    }

    /// The bytes of the segment that these words were.
    fn bytes(&self, words: Range<u32>) -> Option<Range<usize>> {
        let (first, last) = (self.document.token(words.start)?, self.document.token(words.end.checked_sub(1)?)?);
        Some(self.original(&(first.start..last.end)))
    }

    /// The bytes of the segment that these bytes of the text as it was read were.
    fn original(&self, range: &Range<u32>) -> Range<usize> {
        self.folded.original_start(range.start) as usize..self.folded.original_end(range.end) as usize
    }
}

/// What the findings so far say of each word.
fn cover(document: &Document<'_>, findings: &[Finding], covers: &mut Vec<Cover>) {
    covers.clear();
    covers.resize(document.tokens.len(), Cover::None);
    for found in findings {
        if learned::is_of(found) {
            continue;
        }
        let cover = if found.identifier == Identifier::Name && found.kind == Kind::Person {
            match found.confidence {
                _ if !may_be_doubted(found) => Cover::Settled,
                ..0.5 => Cover::Near,
                _ => Cover::Weak,
            }
        } else if found.confidence >= 0.5 {
            Cover::Settled
        } else {
            continue;
        };
        let first = document.token_at(found.start) as usize;
        let tokens = document.tokens.get(first..).unwrap_or_default();
        for (place, token) in covers.get_mut(first..).unwrap_or_default().iter_mut().zip(tokens) {
            if token.start >= found.end {
                break;
            }
            *place = (*place).max(cover);
        }
    }
}

/// Whether a name that was found is open to doubt.
fn may_be_doubted(found: &Finding) -> bool {
    /// Names of more confidence are settled.
    const SURE: f32 = 0.75;
    let firm = Evidence::TITLE | Evidence::LABEL | Evidence::SUBJECT | Evidence::USER_RULE | Evidence::DENY_LIST;
    found.confidence < SURE && !found.evidence.any(firm)
}

/// Lists the words that are open, with those beside them that could belong to the same name, what a scorer alone takes for a
/// place, and the numbers that are open.
fn ask_open(
    document: &Document<'_>,
    covers: &[Cover],
    figures: &number::Scratch,
    findings: &[Finding],
    asked: &mut Vec<Range<u32>>,
) {
    for found in findings.iter().filter(|found| learned::is_of(found)) {
        asked.push(document.token_at(found.start)..document.token_at(found.end));
    }
    consult::ask_open(document, figures, asked);
    // Lists in order, one behind the other.
    let others = asked.len();
    for &index in document.names {
        let cover = covers.get(index as usize).copied().unwrap_or(Cover::Settled);
        if cover == Cover::Settled || !document.token(index).is_some_and(features::may_be_part) {
            continue;
        }
        if !blend::is_open(cover, scorer::score(document, index)) {
            continue;
        }
        let mut words = index..index + 1;
        while words.start > 0 && index - words.start < BESIDE && features::joins(document, words.start, words.start - 1)
        {
            words.start -= 1;
        }
        while words.end - index <= BESIDE && features::joins(document, words.end - 1, words.end) {
            words.end += 1;
        }
        asked.push(words);
    }
    if others > 0 {
        asked.sort_unstable_by_key(|words| words.start);
    }
    // What both windows would show is shown once; the few words between them are asked about for nothing more.
    asked.dedup_by(|words, last| {
        let near = words.start <= last.end + 2 * AROUND;
        last.end = if near { last.end.max(words.end) } else { last.end };
        near
    });
}

/// The words around those in question.
fn around(document: &Document<'_>, asked: &Range<u32>) -> Range<u32> {
    asked.start.saturating_sub(AROUND)..(asked.end + AROUND).min(document.tokens.len() as u32)
}

/// Lists all words in pieces, which end with a line where they can.
fn ask_all(document: &Document<'_>, asked: &mut Vec<Range<u32>>) {
    let count = document.tokens.len() as u32;
    let mut start = 0;
    while start < count {
        let most = (start + PIECE).min(count);
        let line_end = (start + PIECE / 2..most).rev().find(|index| document.begins_line(*index));
        let end = if most == count { count } else { line_end.unwrap_or(most) };
        asked.push(start..end);
        start = end;
    }
}

/// The words in question with what is said of them.
struct Words<'q, 'd, 's> {
    question: &'q Question<'d, 's>,
    covers: &'q [Cover],
    /// Verdicts that no word has met yet.
    rest: &'q [Verdict],
    told: &'q mut Vec<ToldWord>,
    tells_all: bool,
}

/// What a word is, by both voices.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Person(i32),
    Place(i32),
    Organization(i32),
    Nothing,
}

impl Words<'_, '_, '_> {
    /// Appends what is found among `words`.
    fn settle(&mut self, words: Range<u32>, findings: &mut Vec<Finding>) {
        let document = self.question.document;
        let mut run: Option<(Range<u32>, Said)> = None;
        for index in words {
            let said = self.said(index);
            match &mut run {
                Some((words, said_before)) if joined(document, words.end, *said_before, said) => {
                    words.end = index + 1;
                    *said_before = more(*said_before, said);
                }
                _ => {
                    if let Some((words, said)) = run.take() {
                        found(document, words, said, findings);
                    }
                    run = (said != Said::Nothing).then_some((index..index + 1, said));
                }
            }
        }
        if let Some((words, said)) = run {
            found(document, words, said, findings);
        }
    }

    /// What the word at `index` is.
    fn said(&mut self, index: u32) -> Said {
        let Question { document, offset, .. } = *self.question;
        let Some(token) = document.token(index) else { return Said::Nothing };
        let range = self.question.original(&(token.start..token.end));
        let Some([person, place, organization]) = self.verdict(&range) else { return Said::Nothing };
        let cover = self.covers.get(index as usize).copied().unwrap_or(Cover::Settled);
        if cover == Cover::Settled {
            return Said::Nothing;
        }
        let heard = cover != Cover::None || person > blend::HOPELESS;
        let other = place.max(organization);
        let places =
            if other > blend::HOPELESS || self.tells_all { learned::log_odds(document, index) } else { learned::NEVER };
        let both_places = blend::places(places, other);
        if features::may_be_part(token) && (heard || places > learned::NEVER) {
            let rules = scorer::score(document, index);
            let both = blend(cover, rules, person);
            let range = offset + range.start..offset + range.end;
            self.told.push(ToldWord { range, cover, rules, model: person, other, places, both, both_places });
            if heard && both >= 0 && !scorer::is_never(document, index) {
                return Said::Person(both);
            }
        }
        match (both_places, place >= organization) {
            (..0, _) => Said::Nothing,
            (log_odds, true) => Said::Place(log_odds),
            (log_odds, false) => Said::Organization(log_odds),
        }
    }

    /// The verdicts on these bytes of the segment, each the most that any part of the word has, in 1/32 nat.
    fn verdict(&mut self, range: &Range<usize>) -> Option<[i32; 3]> {
        let past = self.rest.iter().take_while(|verdict| verdict.range().end <= range.start).count();
        self.rest = self.rest.get(past..).unwrap_or_default();
        let mut most: Option<[i32; 3]> = None;
        for verdict in self.rest.iter().take_while(|verdict| verdict.range().start < range.end) {
            let said = [verdict.person(), verdict.place(), verdict.organization()].map(blend::steps);
            most = Some(most.map_or(said, |most| core::array::from_fn(|at| most[at].max(said[at]))));
        }
        most
    }
}

/// Whether the word at `next` belongs to what the words before it are.
fn joined(document: &Document<'_>, next: u32, before: Said, said: Said) -> bool {
    match (before, said) {
        (Said::Person(_), Said::Person(_)) => features::joins(document, next - 1, next),
        (Said::Place(_), Said::Place(_)) | (Said::Organization(_), Said::Organization(_)) => {
            matches!(document.gap(next), b" " | b"-" | b"'" | b". " | b", " | b" & ")
        }
        _ => false,
    }
}

fn more(before: Said, said: Said) -> Said {
    match (before, said) {
        (Said::Person(a), Said::Person(b)) => Said::Person(a.max(b)),
        (Said::Place(a), Said::Place(b)) => Said::Place(a.max(b)),
        (Said::Organization(a), Said::Organization(b)) => Said::Organization(a.max(b)),
        _ => before,
    }
}

/// Appends a finding for `words`.
fn found(document: &Document<'_>, words: Range<u32>, said: Said, findings: &mut Vec<Finding>) {
    let last = words.end - 1;
    let (Some(start), Some(end)) = (document.token(words.start), document.token(last)) else { return };
    let range = start.start..end.end;
    if matches!(said, Said::Place(_)) && (words.start..words.end).all(|index| is_region(document, index)) {
        return;
    }
    let (identifier, kind, rule, log_odds) = match said {
        Said::Person(log_odds) if !scorer::is_something_else(document, words.start, last) => {
            findings.push(person(range, "name.model", blend::confidence(log_odds), Evidence::MODEL));
            return;
        }
        Said::Person(_) | Said::Nothing => return,
        Said::Place(log_odds) => (Identifier::Geographic, Kind::City, "geographic.model", log_odds),
        Said::Organization(log_odds) => (Identifier::Name, Kind::Organization, "organization.model", log_odds),
    };
    findings.push(finding(range, identifier, kind, rule, blend::confidence(log_odds), Evidence::MODEL));
}

/// Whether the word at `index` is, by itself or in its phrase, a state or a country and no large city: those stay.
fn is_region(document: &Document<'_>, index: u32) -> bool {
    /// From this weight on a city is as likely meant as the state that bears its name.
    const LARGE: u8 = 96;
    let regions = Class::STATE.or(Class::COUNTRY);
    let phrase = document.phrase_over(index).is_some_and(|phrase| phrase.row().classes.any(regions));
    document.token(index).is_some_and(|token| (phrase || token.is(regions)) && token.row().city < LARGE)
}
