//! Names of persons.
//!
//! ## What it finds
//! Every mention of a patient, relative, provider or anybody else: whole names in either order, surnames or given names
//! alone, initials that stand for a person, login names. Titles and credentials are context, not part of the span.
//!
//! ## Rule
//! 45 CFR 164.514(b)(2)(i)(A). Providers are covered too: most users want it, and a note without them is easier to trust.
//!
//! ## How it decides
//! A candidate is a run of words that could be one name. Its score is a sum of evidence in quarter bits: what the lexicon
//! says of each word ([`Row::prior`](crate::lexicon::Row)), how it is written in a document written this way ([`Casing`]),
//! and what stands around it ([`weight`] is the table). The confidence is the logistic of the sum. The weights are set by
//! hand; a trained table can take their place without touching the rest.
//!
//! ## Not found on purpose
//! Eponyms (`Parkinson disease`), drugs and organisms, headings, makers and payers; words that are also vocabulary
//! (`rose`, `grant`) without context of their own.
//!
//! ## Example
//! `seen by Dr. Rose` → `Rose`; `rose bengal stain` → nothing.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::lexicon::{self, Class, Label};
use crate::recognize::finding;
use crate::scan::document::{Casing, Field, Tie};
use crate::scan::{Document, Shape, Token, Words, words};
use crate::span::{Evidence, Finding, Kind};

/// The weights, in quarter bits: the seam where a trained table goes.
mod weight {
    /// Score at which a candidate is as likely a name as not.
    pub(super) const THRESHOLD: i32 = 24;
    /// Lexicon priors beyond these say no more.
    pub(super) const PRIOR: core::ops::RangeInclusive<i32> = -44..=36;
    /// A capital in the middle of a sentence, in text that uses capitals so.
    pub(super) const CAPITAL_INSIDE: i32 = 18;
    pub(super) const CAPITAL_AT_LINE_START: i32 = 6;
    pub(super) const CAPITAL_AT_SENTENCE_START: i32 = 4;
    /// Short capitals among mixed case are acronyms.
    pub(super) const ACRONYM: i32 = -20;
    pub(super) const CAPITALS_AMONG_MIXED: i32 = -2;
    pub(super) const LOWER_AMONG_MIXED: i32 = -22;
    pub(super) const CLINICAL: i32 = -14;
    pub(super) const EPONYM_WITH_HEAD: i32 = -90;
    pub(super) const EPONYM: i32 = -8;
    pub(super) const CAPITALISED_TERM: i32 = -10;
    pub(super) const PROPER: i32 = -34;
    pub(super) const PLACE: i32 = -6;
    pub(super) const NEVER: i32 = -90;
    pub(super) const HEADING: i32 = -24;
    pub(super) const HEAD_WORD: i32 = -24;
    pub(super) const TITLE: i32 = 48;
    pub(super) const CREDENTIAL: i32 = 40;
    pub(super) const WEAK_CREDENTIAL: i32 = 12;
    pub(super) const RELATION: i32 = 18;
    pub(super) const ROLE: i32 = 12;
    pub(super) const INTRODUCED: i32 = 14;
    /// `the Thornton ring`, `a Scott cannula`: persons seldom take an article.
    pub(super) const DETERMINER: i32 = -16;
    pub(super) const PREPOSITION: i32 = 5;
    pub(super) const VERB: i32 = 8;
    pub(super) const POSSESSIVE: i32 = 6;
    pub(super) const SPEAKER: i32 = 14;
    pub(super) const AGE: i32 = 10;
    pub(super) const LABEL_ADJACENT: i32 = 8;
    pub(super) const LABEL: i32 = 36;
    pub(super) const LABEL_STRUCTURAL: i32 = 48;
    pub(super) const GIVEN_AND_SURNAME: i32 = 16;
    pub(super) const WITH_INITIAL: i32 = 14;
    pub(super) const LAST_FIRST: i32 = 18;
    pub(super) const SIGNATURE: i32 = 16;
    pub(super) const LISTED: i32 = 8;
    pub(super) const PLACE_FOLLOWS: i32 = -14;
}

/// Most words of one name: `Maria de la Cruz Rodriguez y Lopez`.
const WORDS: u32 = 8;

/// Appends the names of persons in `document`.
pub(crate) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let casing = document.casing;
    for field in document.fields {
        labelled(document, field, casing, findings);
    }
    let mut free = 0;
    for &index in document.names {
        if index < free {
            continue;
        }
        let Some(run) = Run::from(document, index, casing) else { continue };
        free = run.last + 1;
        if let Some(finding) = run.judge(document, casing) {
            findings.push(finding);
        }
    }
    for &index in document.names {
        let found = dotted_initials(document, index)
            .or_else(|| signed_initials(document, index))
            .or_else(|| login(document, index));
        findings.extend(found);
        scribe_initials(document, index, findings);
    }
    for &index in document.numbers {
        findings.extend(login(document, index));
    }
}

/// The casing around token `index`: a line in capitals within a mixed document counts as such.
fn casing_around(document: &Document<'_>, index: u32) -> Casing {
    let casing = document.casing;
    if casing != Casing::Mixed {
        return casing;
    }
    if document.token(index).is_some_and(|token| !token.is_capitalised()) {
        let plain = (index.saturating_sub(10)..index + 10)
            .all(|near| document.token(near).is_none_or(|token| !token.is_capitalised() || token.len() == 1));
        return if plain { Casing::Lower } else { Casing::Mixed };
    }
    let (mut words, mut upper) = (0, 0);
    for near in index.saturating_sub(4)..=index + 4 {
        let Some(token) = document.token(near) else { continue };
        if near != index && token.len() > 1 && !token.has_digit() {
            words += 1;
            upper += i32::from(token.shape.any(Shape::ALL_UPPER));
        }
    }
    if words > 0 && upper * 3 > words * 2 { Casing::Upper } else { Casing::Mixed }
}

/// Words that could be one name, and what was seen of them.
struct Run {
    first: u32,
    last: u32,
    /// Words that are more than an initial or particle.
    full_words: u32,
    has_initial: bool,
    last_first: bool,
    /// `Jr.` or `III` follows the last word.
    has_suffix: bool,
}

impl Run {
    /// The longest run that begins at candidate `first`.
    fn from(document: &Document<'_>, first: u32, casing: Casing) -> Option<Self> {
        let token = document.token(first)?;
        let titled = document.classes(first.wrapping_sub(1)).any(Class::TITLE);
        // `Dr. Nw0su`: after a title a scanned word may hold a digit.
        let scanned = titled && token.is_capitalised() && token.len() > 3 && !token.shape.any(Shape::ALL_UPPER);
        if token.has_digit() && !scanned || !may_begin(document, first) {
            return None;
        }
        let mut run =
            Self { first, last: first, full_words: 0, has_initial: false, last_first: false, has_suffix: false };
        run.take_left(document);
        run.count(token);
        while run.last - run.first < WORDS {
            let next = run.last + 1;
            let Some(length) = run.member(document, next, casing) else { break };
            for index in next..next + length {
                if let Some(token) = document.token(index) {
                    run.count(token);
                }
            }
            run.last += length;
        }
        run.take_first_after_last(document, casing);
        run.take_suffix(document);
        (run.full_words > 0 || titled && token.is_capitalised()).then_some(run)
    }

    /// Given names that are common words (`Will`, `An`) and initials before the first candidate.
    fn take_left(&mut self, document: &Document<'_>) {
        let Some(first) = document.token(self.first) else { return };
        for _ in 0..2 {
            let left = self.first.wrapping_sub(1);
            let Some(token) = document.token(left) else { return };
            if !matches!(document.gap(self.first), b" " | b"-") || !token.is_capitalised() || token.has_digit() {
                return;
            }
            let given =
                token.is(Class::GIVEN) && !token.is(Class::FUNCTION.or(Class::TITLE)) && token.row().given >= 80;
            if !(given && first.is(Class::SURNAME) && !begins_sentence(document, left)) {
                return;
            }
            self.first = left;
            self.full_words += 1;
        }
    }

    fn count(&mut self, token: &Token) {
        if token.len() == 1 {
            self.has_initial = true;
        } else if !token.is(Class::PARTICLE) || token.row().surname >= 96 {
            self.full_words += 1;
        }
    }

    /// How many tokens from `next` on belong to the run: a word, an initial, or a particle with its word.
    fn member(&self, document: &Document<'_>, next: u32, casing: Casing) -> Option<u32> {
        let token = document.token(next)?;
        let before = document.token(next - 1)?;
        let gap = document.gap(next);
        let joined = matches!(gap, b"-" | b"'" | b"- ") || (gap == b"." && before.len() == 1 && token.len() > 1);
        let spaced = gap == b" "
            || (matches!(gap, b". " | b"." | b".  ")
                && (before.len() == 1 || before.is(Class::PARTICLE) && before.len() == 2))
            || matches!(gap, b" \"" | b"\" " | b" (" | b") " | b" '" | b"' ")
                && self.has_quoted_nickname(document, next);
        if token.has_digit() || !(joined || spaced) {
            return None;
        }
        if token.is(Class::TITLE.or(Class::MONTH).or(Class::WEEKDAY)) && !token.is(Class::GIVEN.or(Class::SURNAME)) {
            return None;
        }
        let capital = token.is_capitalised();
        let wants_capital = if document.classes(self.first).any(Class::PARTICLE) {
            capital
        } else {
            document.token(self.first).is_some_and(Token::is_capitalised)
        };
        if joined && gap != b"'" && gap != b"." {
            // `Smith-Jones`, but not `Smith-induced`.
            // `Ji-woo`, `Soo-min`: the second syllable of a given name.
            let syllable = before.len() <= 5
                && token.len() <= 5
                && (token.row == 0 || token.is(Class::GIVEN))
                && !token.is(Class::COMMON.or(Class::FUNCTION).or(Class::CLINICAL));
            return (syllable || capital == wants_capital && (capital || token.prior >= 0)).then_some(1);
        }
        if gap == b"'" {
            // `O'Brien`, `Ja'Kari`, `N'Diaye`; a possessive is not part of the name.
            let elided = before.len() <= 3;
            return (elided && token.len() > 2 && (capital || casing == Casing::Lower || token.len() > 3)).then_some(1);
        }
        if token.len() == 1 {
            let dotted = document.byte(token.end) == b'.';
            let follows = document
                .token(next + 1)
                .is_some_and(|after| after.is_capitalised() && matches!(document.gap(next + 1), b" " | b". "));
            let article = matches!(document.word(next), b"I" | b"A") && !self.last_first;
            return (capital && (dotted || !article && (follows || casing != Casing::Upper || self.last_first)))
                .then_some(1);
        }
        if token.is(Class::PARTICLE) && !token.is(Class::FUNCTION) {
            // Only with the word that it leads to.
            let mut length = 1;
            while length < 3
                && document.gap(next + length) == b" "
                && document.classes(next + length).any(Class::PARTICLE)
            {
                length += 1;
            }
            let after = document.token(next + length)?;
            if matches!(document.gap(next + length), b" " | b"-" | b"'")
                && after.is_capitalised() == wants_capital
                && !after.has_digit()
                && after.prior >= -20
            {
                return Some(length + 1);
            }
        }
        if capital != wants_capital {
            return None;
        }
        let known_given = self.full_words > 0
            && document.token(self.first).is_some_and(|first| first.row().given >= 48 && first.prior >= -8);
        let titled = document.classes(self.first.wrapping_sub(1)).any(Class::TITLE) && next == self.first + 1;
        let common_word = titled
            && capital
            && !token.shape.any(Shape::ALL_UPPER)
            && !token.is(Class::CREDENTIAL.or(Class::FACILITY_WORD));
        let candidate = may_continue(token) || common_word;
        let common_surname = capital
            && known_given
            && token.row().surname >= 64
            && !token.is(Class::FUNCTION)
            && casing == Casing::Mixed;
        (candidate || common_surname).then_some(1)
    }

    /// `William "Skip" Hargrove`, `Robert (Bob) Smith`: the quote opens or closes around one word.
    fn has_quoted_nickname(&self, document: &Document<'_>, next: u32) -> bool {
        let opens = matches!(document.gap(next), b" \"" | b" (" | b" '");
        let closes = if opens { document.gap(next + 1) } else { document.gap(next) };
        matches!(closes, b"\" " | b") " | b"' ")
            && document
                .token(if opens { next + 1 } else { next })
                .is_some_and(|token| token.is_capitalised() && token.prior > -28)
            && document
                .token(next)
                .is_some_and(|token| token.row == 0 || token.is(Class::GIVEN.or(Class::SURNAME).or(Class::NICKNAME)))
    }

    /// `SMITH, JOHN A`: the given name after the comma.
    fn take_first_after_last(&mut self, document: &Document<'_>, casing: Casing) {
        let next = self.last + 1;
        if self.has_initial || !matches!(document.gap(next), b", " | b",") || self.full_words > 3 {
            return;
        }
        let (Some(last), Some(given)) = (document.token(self.first), document.token(next)) else { return };
        // Cells of a table are fields of their own; `, M.D.` is a credential.
        let cell = document.gap(next) == b"," && !document.fields_at(next).is_empty();
        let dotted = given.len() == 1
            && document.gap(next + 1) == b"."
            && document.token(next + 1).is_some_and(|t| t.len() == 1);
        if cell || dotted {
            return;
        }
        let structural = document.labelled(self.first, &[Label::Person]).is_some_and(|tie| tie >= Tie::Separated);
        let place = given.is(Class::STATE.or(Class::STATE_ABBR).or(Class::COUNTRY))
            && (given.len() == 2 || last.is(Class::CITY));
        let lone_initial = given.len() == 1
            && !structural
            && !(given.is_capitalised()
                && (family_like(last)
                    && (document.byte(given.end) == b'.'
                        || matches!(document.gap(next + 1), b", " | b"  " | b"   " | b"\n")
                        || document.gap(next + 1).len() > 2)));
        if given.has_digit()
            || lone_initial
            || !given.is_capitalised() && casing != Casing::Lower
            || place
            || given.is(Class::CREDENTIAL.or(Class::ROLE).or(Class::RELATION).or(Class::FUNCTION))
                && !(structural && given.shape.any(Shape::ALL_UPPER) && document.gap(next + 1) == b" ")
        {
            return;
        }
        let (family, first) = (last.row(), given.row());
        let by_lists = first.given >= 40
            && first.given >= first.surname.saturating_sub(40)
            && (last.row == 0 || family.surname > 0)
            && family.surname.saturating_add(16) >= family.given;
        let by_label = structural
            && (given.row == 0
                || given.len() == 1
                || first.given > 0
                || given.prior > -10
                || given.is(Class::CREDENTIAL));
        // `ABDIRAHMAN, Faduma`: a surname in capitals, a given name that is not.
        let by_case = last.shape.any(Shape::ALL_UPPER)
            && last.len() > 2
            && given.is_capitalised()
            && !given.shape.any(Shape::ALL_UPPER)
            && (given.row == 0 || first.given > 0)
            && casing == Casing::Mixed;
        if !(by_lists || by_label || by_case || given.len() == 1) {
            return;
        }
        self.last_first = true;
        self.count(given);
        self.last = next;
        while self.last - self.first < WORDS {
            let next = self.last + 1;
            let Some(length) = self.member(document, next, casing) else { break };
            self.last += length;
        }
    }

    /// `Jr.`, `III`.
    fn take_suffix(&mut self, document: &Document<'_>) {
        let next = self.last + 1;
        if matches!(document.gap(next), b" " | b", ")
            && document.is_any(next, words!["jr", "sr", "ii", "iii"])
            && self.full_words > 1
        {
            self.has_suffix = true;
        }
    }

    /// The bytes of the name, with the full stop of an initial or suffix at its end.
    fn range(&self, document: &Document<'_>) -> Option<core::ops::Range<u32>> {
        let start = document.token(self.first)?.start;
        let last = document.token(if self.has_suffix { self.last + 1 } else { self.last })?;
        let dotted = (last.len() == 1 && self.last > self.first || self.has_suffix && last.len() == 2)
            && document.byte(last.end) == b'.';
        Some(start..last.end + u32::from(dotted))
    }

    /// The finding, when the evidence makes it at least a near miss.
    fn judge(&self, document: &Document<'_>, casing: Casing) -> Option<Finding> {
        let (mut best, mut support) = (i32::MIN, 0);
        let mut evidence = Evidence::NONE;
        for index in self.first..=self.last {
            let Some(token) = document.token(index) else { continue };
            if token.len() == 1 || token.is(Class::PARTICLE) && self.full_words > 1 {
                continue;
            }
            let (score, seen) = word_score(document, index, casing);
            evidence |= seen;
            if score > best {
                support += best.max(-40);
                best = score;
            } else {
                support += score.max(-40);
            }
        }
        if best == i32::MIN {
            // `Dr. R`: an initial after a title, which alone decides.
            best = 0;
        }
        if self.full_words < 2 {
            support = 0;
        }
        let mut score = best + (support / 2).clamp(-14, 18);
        let (context, seen) = self.context(document, casing);
        score += context;
        evidence |= seen;
        if score < weight::THRESHOLD - 12 {
            return None;
        }
        let stand_in = (self.first..=self.last).all(|index| {
            document
                .token(index)
                .is_none_or(|t| t.len() == 1 && self.last > self.first || placeholder(document.word(index)))
        });
        let never = Class::EPONYM
            .or(Class::COUNTRY)
            .or(Class::DEMONYM)
            .or(Class::PROPER)
            .or(Class::CLINICAL)
            .or(Class::PAYER)
            .or(Class::MAKER)
            .or(Class::HEADING);
        let other_phrase = document.phrase_over(self.first).is_some_and(|phrase| {
            let classes = phrase.row().classes;
            phrase.last > phrase.first
                && phrase.last >= self.last
                && classes.any(never)
                && !classes.any(Class::GIVEN.or(Class::SURNAME))
        });
        if stand_in || other_phrase {
            return None;
        }
        Some(person(self.range(document)?, "name.evidence", logistic(score - weight::THRESHOLD), evidence))
    }

    /// What stands around the run.
    fn context(&self, document: &Document<'_>, casing: Casing) -> (i32, Evidence) {
        let mut score = 0;
        let mut evidence = Evidence::NONE;
        let mut add = |points: i32, seen: Evidence| {
            score += points;
            evidence |= seen;
        };
        if self.full_words > 1 {
            let given = document.token(self.first).is_some_and(|t| t.row().given >= 40);
            let family = document.token(self.last).is_some_and(|t| t.row().surname >= 32 || t.row == 0);
            let surname_first =
                document.token(self.first).zip(document.token(self.last)).is_some_and(|(family, given)| {
                    family.shape.any(Shape::ALL_UPPER)
                        && family.row().surname >= 48
                        && !given.shape.any(Shape::ALL_UPPER)
                });
            if given && family || surname_first {
                add(weight::GIVEN_AND_SURNAME, Evidence::NAME_SHAPE);
            }
        }
        if self.has_initial && self.full_words > 0 {
            add(weight::WITH_INITIAL, Evidence::NAME_SHAPE);
        }
        if self.last_first {
            add(weight::LAST_FIRST, Evidence::NAME_SHAPE);
        }
        if let Some((points, seen)) = before(document, self.first) {
            add(points, seen);
        }
        if let Some((points, seen)) = after(document, self.last, casing) {
            add(points, seen);
        }
        if listed(document, self.first, self.last) {
            add(weight::LISTED, Evidence::POSITION);
        }
        if stands_alone(document, self.first, self.last) && self.full_words >= 2 {
            add(weight::SIGNATURE, Evidence::POSITION);
        }
        (score, evidence)
    }
}

/// A surname by the lists, or a word that none of them knows.
fn family_like(token: &Token) -> bool {
    token.row().surname >= 48 && token.prior >= -8 || token.row == 0 && token.len() > 3
}

/// Whether a candidate may be the first word of a name.
fn may_begin(document: &Document<'_>, index: u32) -> bool {
    let Some(token) = document.token(index) else { return false };
    if token.is(Class::TITLE) && token.row().given < 128
        || token.is(Class::CREDENTIAL) && !token.is(Class::GIVEN.or(Class::SURNAME))
    {
        return false;
    }
    let named = token.row().given >= 96 || token.row().surname >= 144;
    // `Driver Anita`, `IBAN: DE46`: what a person does and what a field is called are not the person.
    if !named && (token.is(Class::ROLE.or(Class::RELATION).or(Class::SPEECH_VERB)) || token.labelled) {
        return false;
    }
    if matches!(document.word(index), b"A" | b"I") && document.byte(token.end) != b'.' {
        return false;
    }
    // The `s` of a possessive, the `t` of a contraction.
    !(document.gap(index) == b"'" && token.len() <= 2 && !token.is_capitalised())
}

/// Whether a word may go on a run: what the scan takes as a candidate, apart from words that end names.
fn may_continue(token: &Token) -> bool {
    if token.is(Class::CREDENTIAL.or(Class::ROLE).or(Class::RELATION).or(Class::FUNCTION)) && token.row().surname < 112
    {
        return false;
    }
    if token.labelled && token.row().surname < 112 && token.row().given < 96 {
        return false;
    }
    let stops = Class::DRUG.or(Class::ORGANISM).or(Class::FACILITY_WORD).or(Class::ORG_WORD).or(Class::EPONYM_HEAD);
    if token.is(stops) && token.row().surname < 112 && token.row().given < 80 {
        return false;
    }
    let capital = token.is_capitalised();
    if token.row == 0 {
        capital
    } else {
        token.prior >= if capital { -24 } else { 8 } && token.is(Class::GIVEN.or(Class::SURNAME)) || token.prior >= 0
    }
}

/// The score of one word by itself: the lexicon's prior, its shape in this document, and its other classes.
fn word_score(document: &Document<'_>, index: u32, casing: Casing) -> (i32, Evidence) {
    let Some(token) = document.token(index) else { return (weight::NEVER, Evidence::NONE) };
    let row = token.row();
    let word = document.word(index);
    let mut evidence = Evidence::NONE;
    let mut score = if token.row == 0 {
        if token.shape.any(Shape::FOREIGN) {
            0
        } else {
            evidence |= Evidence::LETTERS;
            (lexicon::letters(word) * 3 / 2 - 4).clamp(-16, 16)
        }
    } else {
        i32::from(row.prior).clamp(*weight::PRIOR.start(), *weight::PRIOR.end())
    };
    if row.given > 0 {
        evidence |= Evidence::GIVEN_NAME;
    }
    if row.surname > 0 {
        evidence |= Evidence::SURNAME;
    }
    score += shape_score(document, index, token, casing);
    score += class_score(document, index, token);
    (score, evidence)
}

fn shape_score(document: &Document<'_>, index: u32, token: &Token, casing: Casing) -> i32 {
    match casing_around(document, index) {
        Casing::Mixed if token.shape.any(Shape::ALL_UPPER) => {
            if token.len() <= 4 || token.row == 0 {
                weight::ACRONYM
            } else {
                weight::CAPITALS_AMONG_MIXED
            }
        }
        Casing::Mixed if token.is_capitalised() => {
            if document.begins_line(index) {
                weight::CAPITAL_AT_LINE_START
            } else if begins_sentence(document, index) {
                weight::CAPITAL_AT_SENTENCE_START
            } else {
                weight::CAPITAL_INSIDE
            }
        }
        Casing::Mixed => weight::LOWER_AMONG_MIXED,
        Casing::Upper if token.row == 0 => -10,
        // A word that no list knows, in a place where a name is expected, is one.
        Casing::Lower
            if token.row == 0
                && token.len() > 2
                && document.classes(index.wrapping_sub(1)).any(Class::RELATION.or(Class::TITLE)) =>
        {
            8
        }
        Casing::Lower if casing == Casing::Mixed => -8,
        Casing::Upper | Casing::Lower => 0,
    }
}

fn class_score(document: &Document<'_>, index: u32, token: &Token) -> i32 {
    let row = token.row();
    let mut score = 0;
    if token.row == 0 {
        let word = document.word(index);
        let gaelic = [&b"Mc"[..], b"Mac", b"De", b"La", b"Le", b"Di", b"Da", b"Van", b"Fitz", b"O", b"St"]
            .iter()
            .any(|prefix| word.starts_with(prefix));
        if token.shape.any(Shape::MIXED) && !gaelic {
            score -= 14;
        }
        // Three or four letters are too few to tell a name from an abbreviation.
        if token.len() <= 4 && !token.shape.any(Shape::ALL_UPPER) {
            score -= 6;
        }
    }
    if document.gap(index + 1) == b"-" && document.token(index + 1).is_some_and(Token::has_digit) {
        score -= 20;
    }
    let named = row.given.max(row.surname);
    if token.is(Class::MONTH.or(Class::WEEKDAY)) {
        let dated = document.token(index + 1).is_some_and(Token::has_digit)
            || document.token(index.wrapping_sub(1)).is_some_and(Token::has_digit);
        score += if row.given < 96 || dated { weight::NEVER } else { -8 };
    }
    if token.is(Class::EPONYM) {
        let possessive = document.gap(index + 1) == b"'" && document.is(index + 1, b"s");
        let head = if possessive { index + 2 } else { index + 1 };
        // `Hawkins-Kennedy`, `Charcot-Marie-Tooth`: eponyms pair up.
        let paired = document.gap(head) == b"-" && document.classes(head).any(Class::EPONYM)
            || document.gap(index) == b"-" && document.classes(index.wrapping_sub(1)).any(Class::EPONYM);
        // `Katz 6/6`, `Modic II`, `Tinel +`: a grade or result.
        let graded = document.gap(head) == b" "
            && document.token(head).is_some_and(|t| {
                t.has_digit()
                    || document.is_any(
                        head,
                        words![
                            "i", "ii", "iii", "iv", "v", "neg", "pos", "negative", "positive", "score", "class", "type"
                        ],
                    )
            })
            || matches!(
                document.gap(head),
                b" +" | b" -" | b" + " | b" - " | b" +, " | b" -, " | b" +. " | b" (+) " | b" (-) "
            );
        if paired || graded && named < 160 {
            return weight::EPONYM_WITH_HEAD;
        }
        if document.classes(head).any(Class::EPONYM_HEAD)
            || document.classes(head + 1).any(Class::EPONYM_HEAD) && document.gap(head + 1) == b" "
        {
            return weight::EPONYM_WITH_HEAD;
        }
        score += if row.surname >= 168 {
            0
        } else if named >= 136 {
            -8
        } else {
            weight::EPONYM * 2
        };
        if possessive {
            score += if named >= 144 { -4 } else { -24 };
        }
    } else {
        // `Duane syndrome`, `Werner's syndrome`: whatever stands before such a word is used as an eponym.
        let possessive = document.gap(index + 1) == b"'" && document.is(index + 1, b"s");
        let head = if possessive { index + 2 } else { index + 1 };
        let headed = document.gap(head) == b" "
            && document.classes(head).any(Class::EPONYM_HEAD)
            && document.token(head).is_some_and(|t| !t.is_capitalised());
        if headed && row.given < 160 {
            score -= 40;
        }
    }
    if token.is(Class::CLINICAL) {
        score += if named >= 128 { -4 } else { weight::CLINICAL };
    } else if token.is(Class::CLINICAL_CAP) && named < 112 {
        score += weight::CAPITALISED_TERM;
    }
    if token.is(Class::PROPER.or(Class::DEMONYM).or(Class::COUNTRY).or(Class::STATE).or(Class::PAYER).or(Class::MAKER))
    {
        let placed = token.is(Class::STATE.or(Class::COUNTRY)) && matches!(document.gap(index), b", " | b",")
            || document.is_any(index.wrapping_sub(1), words!["in", "from", "to"]);
        score += if placed {
            2 * weight::PROPER
        } else if row.given < 144 {
            weight::PROPER
        } else {
            0
        };
    }
    // `pouch of Douglas`, `circle of Willis`, `Vue.js`.
    if token.is(Class::EPONYM) && document.is(index.wrapping_sub(1), b"of")
        || document.gap(index + 1) == b"."
            && document.is_any(index + 1, words!["js", "py", "java", "net", "exe", "dll", "so"])
    {
        score += 2 * weight::PROPER;
    }
    if token.is(Class::CITY.or(Class::COUNTY)) && row.given < 96 {
        score += if row.surname >= 128 { 0 } else { weight::PLACE };
    }
    if token.is(Class::HEADING) {
        score += weight::HEADING;
    }
    if token.is(Class::FUNCTION.or(Class::CREDENTIAL)) && named < 144 {
        score += weight::HEAD_WORD;
    }
    if token.is(Class::FACILITY_WORD.or(Class::ORG_WORD).or(Class::STREET_SUFFIX)) && named < 112 {
        score += weight::HEAD_WORD;
    }
    score
}

/// Whether a word that is part of a sure name elsewhere may be the same person here.
pub(crate) fn may_repeat(document: &Document<'_>, index: u32, casing: Casing) -> bool {
    let Some(token) = document.token(index) else { return false };
    if class_score(document, index, token) <= -60 || document.gap(index) == b"'" && token.len() < 3 {
        return false;
    }
    let vocabulary = token.prior < 10 && token.row().running >= 32
        || token.prior < -2
        || token.row != 0 && !token.is(Class::GIVEN.or(Class::SURNAME));
    let introduced = preceding_word(document, index).is_some_and(|(points, _)| points >= weight::INTRODUCED);
    match casing_around(document, index) {
        Casing::Mixed if !token.is_capitalised() => {
            !vocabulary && (token.row == 0 || token.prior >= 16) || introduced && token.prior > -20
        }
        Casing::Mixed => {
            !vocabulary
                || introduced
                || !document.begins_line(index)
                    && !begins_sentence(document, index)
                    && !token.shape.any(Shape::ALL_UPPER)
                || after(document, index, casing).is_some_and(|(points, _)| points >= weight::AGE)
        }
        Casing::Upper | Casing::Lower => !vocabulary || introduced,
    }
}

/// What the words before token `first` say.
fn before(document: &Document<'_>, first: u32) -> Option<(i32, Evidence)> {
    if let Some(tie) = document.labelled(first, &[Label::Person, Label::GivenName, Label::Surname]) {
        let points = match tie {
            Tie::Adjacent => weight::LABEL_ADJACENT,
            Tie::Separated => weight::LABEL,
            Tie::Structural => weight::LABEL_STRUCTURAL,
        };
        let adjacent = preceding_word(document, first).map_or(0, |(points, _)| points);
        return Some((points.max(adjacent), Evidence::LABEL));
    }
    preceding_word(document, first)
}

fn preceding_word(document: &Document<'_>, first: u32) -> Option<(i32, Evidence)> {
    let left = first.checked_sub(1)?;
    let token = document.token(left)?;
    let gap = document.gap(first);
    // A full stop belongs to an abbreviation (`Dr.`), not to a word (`a nurse. She`).
    let abbreviated = gap.first() != Some(&b'.') || token.len() <= 4 && !token.is(Class::RELATION);
    if token.is(Class::TITLE) && abbreviated && matches!(gap, b" " | b". " | b"." | b".  " | b"  " | b"\n" | b".\n") {
        return Some((weight::TITLE, Evidence::TITLE));
    }
    if gap == b" " && document.is_any(left, words!["the", "a", "an", "this", "each"]) {
        return Some((weight::DETERMINER, Evidence::CONTEXT_AGAINST));
    }
    if !matches!(
        gap,
        b",\n"
            | b",\n\n"
            | b",\r\n"
            | b",\r\n\r\n"
            | b" "
            | b", "
            | b": "
            | b"; "
            | b" ("
            | b"\n"
            | b", \""
            | b" \""
            | b"/"
            | b" - "
            | b" @"
            | b": \""
    ) {
        return None;
    }
    if token.is(Class::RELATION) {
        return Some((weight::RELATION, Evidence::ROLE));
    }
    if document.is_any(
        left,
        words![
            "by",
            "dear",
            "hi",
            "hello",
            "hey",
            "named",
            "cc",
            "attn",
            "thanks",
            "thx",
            "regards",
            "sincerely",
            "mahalo",
            "called",
            "nicknamed",
            "aka",
            "alias",
            "say",
            "nee",
        ],
    ) {
        return Some((weight::INTRODUCED, Evidence::CONTEXT));
    }
    if token.is(Class::ROLE)
        || token.is(Class::CREDENTIAL)
            && token.shape.any(Shape::ALL_UPPER)
            && matches!(gap, b" " | b" \"" | b": ")
            && !document.is_any(left, WEAK_CREDENTIALS)
    {
        return Some((weight::ROLE, Evidence::ROLE));
    }
    // The line after `Best regards,` or `Have a bright weekend,`.
    if gap.starts_with(b",\n") || gap.starts_with(b",\r\n") {
        return Some((weight::INTRODUCED, Evidence::POSITION));
    }
    // `Drs. Smith and Jones`, `Dr. Smith, Jones`.
    if document.is(left, b"and")
        && (2..6).any(|back| {
            document.is(first.wrapping_sub(back), b"drs") || document.is(first.wrapping_sub(back), b"doctors")
        })
    {
        return Some((weight::TITLE, Evidence::TITLE));
    }
    if document.is(left, b"is") && document.is_any(left.wrapping_sub(1), words!["name", "this"])
        || document.is(left, b"am") && document.is(left.wrapping_sub(1), b"i")
        || document.is(left, b"m") && document.is(left.wrapping_sub(1), b"i")
        || document.is(left, b"s") && document.is_any(left.wrapping_sub(1), words!["name"])
    {
        return Some((weight::INTRODUCED + 6, Evidence::CONTEXT));
    }
    if document.is_any(
        left,
        words![
            "with", "from", "per", "to", "told", "saw", "see", "call", "called", "and", "contact", "for", "ask",
            "asked", "text", "via", "tell", "meet", "met", "paged", "page", "notify", "notified",
        ],
    ) {
        return Some((weight::PREPOSITION, Evidence::CONTEXT));
    }
    None
}

/// Credentials that are other things as well: patient, physical therapy, a Roman numeral, a state.
const WEAK_CREDENTIALS: &Words =
    words!["pt", "ot", "do", "ma", "ms", "ct", "od", "dc", "rt", "pa", "np", "ii", "iii", "iv"];

/// What follows token `last`.
fn after(document: &Document<'_>, last: u32, casing: Casing) -> Option<(i32, Evidence)> {
    let right = last + 1;
    let gap = document.gap(right);
    let token = document.token(right);
    if let Some(token) = token
        && token.is(Class::CREDENTIAL)
        && matches!(gap, b", " | b" " | b"," | b" (" | b",  ")
        && (token.shape.any(Shape::ALL_UPPER.or(Shape::MIXED)) || token.is_capitalised() || casing == Casing::Lower)
    {
        let weak = document.is_any(right, WEAK_CREDENTIALS) && gap != b", ";
        let points = if weak {
            weight::WEAK_CREDENTIAL
        } else if casing == Casing::Upper && gap == b" " {
            weight::WEAK_CREDENTIAL + 8
        } else {
            weight::CREDENTIAL
        };
        return Some((points, Evidence::CREDENTIAL));
    }
    let stamped = matches!(document.gap(last), b"] " | b" - " | b"> " | b") ")
        && document
            .token(last.wrapping_sub(1))
            .is_some_and(|t| t.has_digit() || document.is_any(last - 1, words!["am", "pm"]));
    if gap.starts_with(b": ") && (document.begins_line(last) || stamped) {
        return Some((weight::SPEAKER, Evidence::POSITION));
    }
    if gap == b"'" && document.is(right, b"s") {
        return Some((weight::POSSESSIVE, Evidence::CONTEXT));
    }
    let token = token?;
    let initial = document.token(last).is_some_and(|t| t.len() == 1);
    if matches!(gap, b", " | b" (" | b" " | b"  " | b"   ") || gap == b". " && initial {
        let number = if document.is(right, b"is") || document.is(right, b"a") || document.is(right, b"an") {
            right + 1
        } else {
            right
        };
        let number = if document.is(number, b"a") || document.is(number, b"an") { number + 1 } else { number };
        let aged = document.token(number).is_some_and(|t| {
            let word = document.word(number);
            let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let sexed = matches!(word.get(digits..), Some([b'M' | b'F' | b'm' | b'f' | b'y' | b'Y', ..]))
                && word.len() <= digits + 3;
            (1..=3).contains(&digits)
                && (sexed
                    || t.is_number()
                        && (document.classes(number + 1).any(Class::AGE_WORD)
                            || document.is_any(
                                number + 1,
                                words!["m", "f", "yo", "y", "year", "yr", "months", "male", "female"],
                            )
                            || gap == b", "
                                && matches!(document.gap(number + 1), b", " | b"; " | b")")
                                && t.len() <= 2))
        });
        let dated = document.token(right).is_some_and(|t| t.is_number() && t.len() <= 2)
            && matches!(document.gap(right + 1), b"/" | b"-")
            && document.token(right + 1).is_some_and(Token::is_number)
            && document.gap(right + 2) == document.gap(right + 1);
        if aged || dated {
            return Some((weight::AGE, Evidence::CONTEXT));
        }
        if gap.len() > 1
            && gap != b", "
            && gap != b" ("
            && document.is_any(right, words!["m", "f", "male", "female", "dob", "mrn"])
        {
            return Some((weight::AGE, Evidence::CONTEXT));
        }
    }
    if gap == b", " && token.is(Class::STATE.or(Class::STATE_ABBR)) && token.is_capitalised() {
        return Some((weight::PLACE_FOLLOWS, Evidence::NONE));
    }
    if gap == b" " && token.is(Class::SPEECH_VERB) && !token.is_capitalised() {
        return Some((weight::VERB, Evidence::VERB));
    }
    None
}

/// Whether another name stands beside the tokens in a list: `Ja'Kari, Nylah and Dre`.
fn listed(document: &Document<'_>, first: u32, last: u32) -> bool {
    let name = |index: u32| {
        document.token(index).is_some_and(|token| {
            token.is_capitalised()
                && token.is(Class::GIVEN.or(Class::SURNAME))
                && token.prior >= 8
                && !token.is(Class::CITY.or(Class::STATE).or(Class::COUNTRY).or(Class::EPONYM))
        })
    };
    let comma = |gap: &[u8]| matches!(gap, b", " | b"; " | b" & " | b" / " | b"/");
    let right = last + 1;
    comma(document.gap(first)) && first > 0 && name(first - 1)
        || comma(document.gap(right)) && name(right)
        || document.is(right, b"and") && name(right + 1)
        || first > 1 && document.is(first - 1, b"and") && name(first - 2)
}

/// Whether the tokens are all that their line holds, apart from marks and a credential: a signature, a cc line.
fn stands_alone(document: &Document<'_>, first: u32, last: u32) -> bool {
    if !document.begins_line(first) {
        return false;
    }
    for right in last + 1..last + 4 {
        if document.token(right).is_none() || document.gap(right).contains(&b'\n') {
            return true;
        }
        if !document.classes(right).any(Class::CREDENTIAL) {
            return false;
        }
    }
    false
}

/// Whether token `index` is the first word after a full stop, a line end, a bullet or an opening quote.
pub(crate) fn begins_sentence(document: &Document<'_>, index: u32) -> bool {
    let Some(left) = index.checked_sub(1).and_then(|left| document.token(left)) else { return true };
    let gap = document.gap(index);
    if gap == b" " || gap == b"-" || gap == b", " {
        return false;
    }
    let abbreviation = gap.starts_with(b". ") && (left.len() == 1 || left.is(Class::TITLE));
    !abbreviation && gap.iter().any(|byte| matches!(byte, b'.' | b'!' | b'?' | b'\n' | b':' | b'*' | b';' | b'"'))
}

/// `Dr. X`, `Ms. ABC`: what writers put where a name was.
fn placeholder(word: &[u8]) -> bool {
    const STAND_INS: [&[u8]; 9] = [b"X", b"Y", b"Z", b"XX", b"XXX", b"XXXX", b"XYZ", b"ABC", b"ABCD"];
    STAND_INS.contains(&word)
}

/// Values that say there is no name.
const NO_NAME: &Words = words![
    "none",
    "unknown",
    "null",
    "n",
    "na",
    "nil",
    "see",
    "not",
    "no",
    "same",
    "self",
    "pending",
    "declined",
    "tbd",
    "per",
    "the",
    "true",
    "false",
    "undefined",
    "anonymous",
    "test",
    "will",
    "was",
    "is",
    "has",
    "none",
    "as",
];

/// The value of a field that holds a name.
fn labelled(document: &Document<'_>, field: &Field, casing: Casing, findings: &mut Vec<Finding>) {
    match field.label {
        Label::Username if field.tie >= Tie::Separated => {
            if let Some(finding) = username(document, field) {
                findings.push(finding);
            }
        }
        Label::Person if field.tie == Tie::Adjacent && document.is(field.value.wrapping_sub(1), b"by") => {
            findings.extend(labelled_initials(document, field));
        }
        Label::GivenName | Label::Surname | Label::Person if field.tie >= Tie::Separated => {
            // A label of one part asks for a structure before it overrides the evidence.
            let sure = field.tie == Tie::Structural || field.label == Label::Person;
            if let Some(finding) = labelled_name(document, field, casing, sure) {
                findings.push(finding);
            } else if let Some(finding) = labelled_initials(document, field) {
                findings.push(finding);
            }
        }
        _ => {}
    }
}

/// A name as a field's value: its words may be anything that is not plainly vocabulary.
fn labelled_name(document: &Document<'_>, field: &Field, casing: Casing, sure: bool) -> Option<Finding> {
    let mut first = field.value;
    // `Attending: Dr. Smith`.
    while document.classes(first).any(Class::TITLE)
        && !document.classes(first).any(Class::SURNAME)
        && first < field.value + 2
    {
        first += 1;
    }
    let token = document.token(first)?;
    if token.start >= field.limit || token.has_digit() || document.is_any(first, NO_NAME) {
        return None;
    }
    let structural = field.tie == Tie::Structural;
    let capital = token.is_capitalised();
    let mixed = casing == Casing::Mixed;
    let vocabulary = token.prior < if structural { -46 } else { -26 };
    if !(capital || token.shape.any(Shape::FOREIGN) || structural || !mixed)
        || vocabulary && !structural
        || token.len() == 1 && !structural
    {
        return None;
    }
    if token.is(Class::ROLE.or(Class::RELATION).or(Class::FUNCTION).or(Class::HEADING))
        && token.row().surname < 96
        && !structural
    {
        return None;
    }
    let casing_here = casing_around(document, first);
    let mut run = Run { first, last: first, full_words: 0, has_initial: false, last_first: false, has_suffix: false };
    run.count(token);
    while run.last - run.first < WORDS {
        let next = run.last + 1;
        if document.token(next).is_none_or(|token| token.end > field.limit) {
            break;
        }
        let structural_word = structural
            && document.gap(next) == b" "
            && document.token(next).is_some_and(|t| t.is_capitalised() && !t.has_digit());
        let Some(length) = run.member(document, next, casing_here).or(structural_word.then_some(1)) else { break };
        run.last += length;
        run.full_words += 1;
    }
    if !run.has_initial {
        run.take_first_after_last(document, casing_here);
    }
    run.take_suffix(document);
    // In running text the whole evidence decides; a structure is proof by itself.
    let (context, _) = run.context(document, casing);
    let (own, seen) = word_score(document, first, casing);
    let floor = if structural {
        24
    } else if sure && capital && mixed {
        4
    } else {
        0
    };
    let score = (own + context).max(weight::THRESHOLD + floor - if own < -30 { 12 } else { 0 });
    Some(person(run.range(document)?, "name.labelled", logistic(score - weight::THRESHOLD), seen | Evidence::LABEL))
}

/// Initials as a field's value: `Dictated by: JH`, `RN: K.M.`, `AHW/bjc`.
fn labelled_initials(document: &Document<'_>, field: &Field) -> Option<Finding> {
    if field.label != Label::Person {
        return None;
    }
    let token = document.token(field.value)?;
    let by = document.is(field.value.wrapping_sub(1), b"by");
    let letters = (token.shape.any(Shape::ALL_UPPER) || by && short_letters(token) && token.row().running < 64)
        && !token.has_digit();
    let taken =
        Class::TITLE.or(Class::ROLE).or(Class::RELATION).or(Class::FUNCTION).or(Class::ABBREV).or(Class::CLINICAL);
    if !letters || token.len() > 3 || token.is(taken) || placeholder(document.word(field.value)) {
        return None;
    }
    let mut end = token.end;
    let mut last = field.value;
    while document.gap(last + 1) == b"."
        && document.token(last + 1).is_some_and(|t| t.len() == 1 && t.is_capitalised())
        && last < field.value + 3
    {
        last += 1;
        end = document.token(last)?.end;
    }
    (end - token.start >= 2).then(|| {
        finding(
            token.start..end,
            Identifier::Name,
            Kind::Initials,
            "name.initials.labelled",
            0.6,
            Evidence::LABEL | Evidence::NAME_SHAPE,
        )
    })
}

/// `J.S.`, `M. R.` where a person stands: after a role, relation or `by`, before an age.
fn dotted_initials(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index)?;
    if token.len() != 1 || !token.is_capitalised() || document.byte(token.end) != b'.' {
        return None;
    }
    let single = |at: u32| {
        document.token(at).is_some_and(|t| t.len() == 1 && t.is_capitalised() && document.byte(t.end) == b'.')
    };
    let left = index.wrapping_sub(1);
    if single(left) && matches!(document.gap(index), b"." | b". ") {
        return None;
    }
    let mut last = index;
    while last < index + 3 && matches!(document.gap(last + 1), b"." | b". ") && single(last + 1) {
        last += 1;
    }
    if last == index {
        return None;
    }
    let role = document.classes(left).any(Class::ROLE.or(Class::RELATION).or(Class::TITLE))
        && matches!(document.gap(index), b" " | b", ")
        || document.is_any(left, words!["by", "initials", "patient", "pt"]);
    let aged = after(document, last, Casing::Mixed).is_some_and(|(points, _)| points >= weight::VERB);
    let confidence = match (role, aged) {
        (true, true) => 0.95,
        (true, false) => 0.75,
        (false, true) => 0.55,
        (false, false) => return None,
    };
    // The full stop of the last initial is part of it.
    let end = document.token(last)?.end + 1;
    Some(finding(
        token.start..end,
        Identifier::Name,
        Kind::Initials,
        "name.initials",
        confidence,
        Evidence::NAME_SHAPE | Evidence::CONTEXT,
    ))
}

/// Initials of two or three letters by their shape.
fn short_letters(token: &Token) -> bool {
    matches!(token.len(), 2 | 3) && !token.has_digit() && !token.shape.any(Shape::FOREIGN)
}

/// `VK:ljp`, `LKR/NTS`, `HT/mg`: dictator and typist at the end of a letter or on a line of times; `D: JRS  T: mlt`.
fn scribe_initials(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let mut push = |token: &Token, confidence: f32| {
        let evidence = Evidence::NAME_SHAPE | Evidence::POSITION;
        findings.push(finding(
            token.start..token.end,
            Identifier::Name,
            Kind::Initials,
            "name.initials.scribe",
            confidence,
            evidence,
        ));
    };
    let Some(first) = document.token(index).filter(|token| short_letters(token)) else { return };
    let upper = |token: &Token| token.shape.any(Shape::ALL_UPPER);
    let vocabulary = first.is(Class::ABBREV.or(Class::HEADING)) || first.row().running > 60;
    let key = document.word(index.wrapping_sub(1));
    if document.gap(index) == b": " && matches!(key, b"D" | b"T" | b"d" | b"t") && !vocabulary {
        push(first, 0.6);
        return;
    }
    let Some(second) = document.token(index + 1).filter(|token| short_letters(token)) else { return };
    if !matches!(document.gap(index + 1), b"/" | b":") || upper(second) && !upper(first) {
        return;
    }
    let before = document.gap(index);
    let apart = index == 0 || before.contains(&b'\n') || before.len() > 1;
    let gap = document.gap(index + 2);
    let ends = document.token(index + 2).is_none()
        || gap.contains(&b'\n')
        || gap.len() > 1 && gap.iter().all(|byte| *byte == b' ');
    if !apart || !ends || first.is(Class::MEASURE_UNIT) && second.is(Class::MEASURE_UNIT) {
        return;
    }
    // Capitals and small letters together are a typist's mark; the rest shares its shape with abbreviations.
    let confidence = if upper(first) && !upper(second) {
        0.8
    } else if vocabulary {
        0.35
    } else {
        0.6
    };
    push(first, confidence);
    push(second, confidence);
}

/// `…on 9/20. -SK`, `-- DWL`: initials that sign an entry, at the end of its line.
fn signed_initials(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index)?;
    let before = document.gap(index);
    let dashed = before.ends_with(b"-") || before.ends_with(b"- ") && before.len() > 3 || before.ends_with(b"~");
    let signs = dashed && before.len() > 1 && !before.starts_with(b"-") && !before.contains(&b'\n') && index > 0;
    if !signs || !short_letters(token) || !token.shape.any(Shape::ALL_UPPER) {
        return None;
    }
    let after = document.gap(index + 1);
    let ends = document.token(index + 1).is_none() || after.contains(&b'\n');
    ends.then(|| {
        finding(
            token.start..token.end,
            Identifier::Name,
            Kind::Initials,
            "name.initials.signed",
            0.65,
            Evidence::NAME_SHAPE | Evidence::POSITION,
        )
    })
}

/// `aokonkwo`, `mgrant`, `dpruitt2`: an initial and a surname in one lower-case word that no list knows, as login names
/// are made; and `rose.adeyemi`.
fn login(document: &Document<'_>, index: u32) -> Option<Finding> {
    let token = document.token(index)?;
    if token.is_capitalised() || token.shape.any(Shape::FOREIGN) || token.len() < 3 || token.len() > 20 {
        return None;
    }
    let word = document.word(index);
    let letters = word.iter().position(u8::is_ascii_digit).unwrap_or(word.len());
    let after = document.token(index + 1);
    if document.gap(index) == b"."
        && token.is(Class::SURNAME)
        && token.prior >= 0
        && document.byte(token.end) != b'@'
        && document.byte(token.end) != b'.'
        && let Some(given) = document.token(index.wrapping_sub(1))
        && given.is(Class::GIVEN)
        && !given.is_capitalised()
        && given.prior >= -12
        && matches!(document.gap(index - 1).last(), None | Some(b' ' | b'"' | b'=' | b'/' | b'[' | b'('))
    {
        return Some(finding(
            given.start..token.end,
            Identifier::Name,
            Kind::Username,
            "name.login",
            0.85,
            Evidence::GIVEN_NAME | Evidence::SURNAME,
        ));
    }
    if letters == word.len()
        && document.gap(index + 1) == b"."
        && token.prior >= 0
        && token.is(Class::GIVEN)
        && let Some(family) = after
        && !family.is_capitalised()
        && document.byte(family.end) != b'@'
        && document.byte(family.end) != b'.'
        && document.byte_before(token.start) != b'@'
    {
        let digits = document.word(index + 1).iter().position(u8::is_ascii_digit).unwrap_or(family.len());
        let known = lexicon::word(document.word(index + 1).get(..digits)?);
        if known.surname >= 32 && known.prior >= -4 && digits > 2 {
            return Some(finding(
                token.start..family.end,
                Identifier::Name,
                Kind::Username,
                "name.login",
                0.85,
                Evidence::GIVEN_NAME | Evidence::SURNAME,
            ));
        }
    }
    if token.row != 0 || document.byte(token.end) == b'@' || word.len() - letters > 4 {
        return None;
    }
    let family = lexicon::word(word.get(1..letters)?);
    let surname = family.surname >= 72 && letters >= 4 && (family.prior >= -16);
    if !surname || letters < 5 && !document.fields_at(index).iter().any(|field| field.tie >= Tie::Separated) {
        return None;
    }
    // A misspelt word may look like this too: demand a place where logins stand.
    let before = document.gap(index);
    let marked = before.ends_with(b"/")
        || before.ends_with(b"(")
        || before.ends_with(b"- ")
        || before.ends_with(b"[")
        || before.ends_with(b"@")
        || before.ends_with(b"=")
        || document
            .is_any(index.wrapping_sub(1), words!["by", "user", "login", "tech", "from", "run", "per", "logged"])
        || word.len() > letters;
    let confidence = if marked {
        0.85
    } else if family.prior >= 8 {
        0.5
    } else {
        0.3
    };
    Some(finding(token.start..token.end, Identifier::Name, Kind::Username, "name.login", confidence, Evidence::SURNAME))
}

/// A login name: the whole value up to white space or a quote.
fn username(document: &Document<'_>, field: &Field) -> Option<Finding> {
    const NOBODY: &Words = words![
        "admin",
        "root",
        "system",
        "null",
        "none",
        "unknown",
        "guest",
        "anonymous",
        "user",
        "postgres",
        "service",
        "test",
        "nobody",
        "true",
    ];
    let token = document.token(field.value)?;
    if token.start >= field.limit || document.is_any(field.value, NOBODY) || token.is_number() && token.len() < 4 {
        return None;
    }
    let mut last = field.value;
    while last < field.value + 4 && matches!(document.gap(last + 1), b"." | b"_" | b"-" | b"\\") {
        last += 1;
    }
    let end = document.token(last)?.end;
    let lone_word = last == field.value && token.prior < -12 && !token.has_digit();
    let confidence = if lone_word {
        0.4
    } else if field.tie == Tie::Structural || document.byte_before(token.start) == b'=' {
        0.95
    } else {
        0.8
    };
    // An address is the e-mail recognizer's.
    (document.byte(end) != b'@').then(|| {
        finding(token.start..end, Identifier::Name, Kind::Username, "name.username", confidence, Evidence::LABEL)
    })
}

fn person(range: core::ops::Range<u32>, rule: &'static str, confidence: f32, evidence: Evidence) -> Finding {
    finding(range, Identifier::Name, Kind::Person, rule, confidence, evidence)
}

/// The probability that belongs to log-odds of `quarters` quarter bits. A table, so that every processor agrees.
fn logistic(quarters: i32) -> f32 {
    /// `1 / (1 + 2^-(i/2))` for i from 0 to 15.
    const UPPER: [f32; 16] =
        [0.5, 0.586, 0.667, 0.739, 0.8, 0.85, 0.889, 0.919, 0.941, 0.958, 0.97, 0.978, 0.985, 0.989, 0.992, 0.994];
    let half_bits = (quarters.unsigned_abs() / 4) as usize;
    let upper = UPPER.get(half_bits).copied().unwrap_or(0.995);
    if quarters >= 0 { upper } else { 1.0 - upper }
}
