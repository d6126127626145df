//! Which words could be one name.

#![forbid(unsafe_code)]

use super::context::{after, before, listed, preceding_word, stands_alone};
use super::initials::is_degree;
use super::word::{begins_sentence, casing_around, is_only_name, word_score};
use super::{logistic, person, weight};
use crate::lexicon::{Class, Label};
use crate::scan::document::{Casing, Tie};
use crate::scan::{Document, Shape, Token, Words, words};
use crate::span::{Evidence, Finding};

/// Most words of one name: `Maria de la Cruz Rodriguez y Lopez`.
pub(super) const WORDS: u32 = 8;

/// Words that could be one name, and what was seen of them.
pub(super) struct Run {
    pub(super) first: u32,
    pub(super) last: u32,
    /// Words that are more than an initial or particle.
    pub(super) full_words: u32,
    pub(super) has_initial: bool,
    pub(super) last_first: bool,
    /// `Jr.` or `III` follows the last word.
    pub(super) has_suffix: bool,
}

impl Run {
    /// The longest run that begins at candidate `first`.
    pub(super) fn from(document: &Document<'_>, first: u32, casing: Casing) -> Option<Self> {
        // Other scripts are a question of their own.
        let token = document.token(first).filter(|token| document.byte(token.start).is_ascii())?;
        let titled = document.classes(first.wrapping_sub(1)).any(Class::TITLE);
        // `Dr. Nw0su`: after a title a scanned word may hold a digit.
        let scanned = titled && token.is_capitalised() && token.len() > 3 && !token.shape.any(Shape::ALL_UPPER);
        if token.has_digit() && !scanned || !titled && !expected(document, first, token) || !may_begin(document, first)
        {
            return None;
        }
        // `SW Delphine`, `PO Hernan Wise`: an abbreviation before a name is a post.
        let post = casing == Casing::Mixed
            && token.shape.any(Shape::ALL_UPPER)
            && (2..6).contains(&token.len())
            && token.row().given.max(token.row().surname) < 48
            && !token.is(Class::CLINICAL.or(Class::PARTICLE))
            && document.gap(first + 1) == b" "
            && document.token(first + 1).is_some_and(|next| {
                next.is(Class::GIVEN.or(Class::SURNAME))
                    && next.is_capitalised()
                    && !next.shape.any(Shape::ALL_UPPER)
                    && next.prior >= 0
            });
        if post && !titled {
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

    /// `van der Meulen`, `al-Hassan`, `St. Clair`, where no given name stands before them.
    fn take_particles(&mut self, document: &Document<'_>) {
        for _ in 0..2 {
            let left = self.first.wrapping_sub(1);
            let Some(token) = document.token(left).filter(|token| token.is(Class::PARTICLE)) else { return };
            let together = document.gap(self.first) == b" " || document.gap(self.first) == b"-";
            let abroad =
                document.is(left.wrapping_sub(1), b"et") || document.is_any(left, words!["st", "san", "santa"]);
            if !together || abroad || token.is(Class::FUNCTION) || token.len() == 1 {
                return;
            }
            self.first = left;
        }
    }

    /// Given names that are common words (`Will`, `An`) and initials before the first candidate.
    fn take_left(&mut self, document: &Document<'_>) {
        self.take_particles(document);
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

    pub(super) fn count(&mut self, token: &Token) {
        if token.len() == 1 {
            self.has_initial = true;
        } else if !token.is(Class::PARTICLE) || token.row().surname >= 96 {
            self.full_words += 1;
        }
    }

    /// How many tokens from `next` on belong to the run: a word, an initial, or a particle with its word.
    pub(super) fn member(&self, document: &Document<'_>, next: u32, casing: Casing) -> Option<u32> {
        let token = document.token(next)?;
        let before = document.token(next - 1)?;
        let gap = document.gap(next);
        let joined = matches!(gap, b"-" | b"'" | b"''" | b"\\'" | b"- ")
            || (gap == b"." && before.len() == 1 && token.len() > 1);
        let spaced = gap == b" "
            || (matches!(gap, b". " | b"." | b".  ")
                && (before.len() == 1 || before.is(Class::PARTICLE) && before.len() == 2))
            || matches!(gap, b" \"" | b"\" " | b" (" | b") " | b" '" | b"' ")
                && self.has_quoted_nickname(document, next);
        if token.has_digit() || !(joined || spaced) || gap.starts_with(b". ") && self.ends_sentence(document, next) {
            return None;
        }
        if token.is(Class::TITLE.or(Class::MONTH).or(Class::WEEKDAY)) && !token.is(Class::GIVEN.or(Class::SURNAME)) {
            return None;
        }
        // `Schowalter anes Nobel`: a post between two persons.
        let post = token.is(Class::ROLE.or(Class::RELATION)) && !token.is_capitalised();
        if post && spaced && document.token(next + 1).is_some_and(Token::is_capitalised) {
            return None;
        }
        let capital = token.is_capitalised();
        let wants_capital = if document.classes(self.first).any(Class::PARTICLE) {
            capital
        } else {
            document.token(self.first).is_some_and(Token::is_capitalised)
        };
        let elision = matches!(gap, b"'" | b"''" | b"\\'");
        if joined && !elision && gap != b"." {
            // `Smith-Jones`, but not `Smith-induced`.
            // `Ji-woo`, `Soo-min`: the second syllable of a given name.
            let syllable = before.len() <= 5
                && token.len() <= 5
                && ((token.row == 0 || token.is(Class::GIVEN))
                    && !token.is(Class::COMMON.or(Class::FUNCTION).or(Class::CLINICAL))
                    || before.is_capitalised() && document.is_any(next, SYLLABLES));
            return (syllable || capital == wants_capital && (capital || token.prior >= 0)).then_some(1);
        }
        if elision {
            // `O'Brien` (in SQL `O''Brien`), `Ja'Kari`, `N'Diaye`; a possessive is not part of the name.
            let elided = before.len() <= 3;
            return (elided && token.len() > 2 && (capital || casing == Casing::Lower || token.len() > 3)).then_some(1);
        }
        if token.len() == 1 {
            // `Santa Barbara T-tube`; `Ayaan Tesfaye M.D.`
            let degree = document.gap(next + 1) == b"." && is_degree(document, next, next + 1);
            let kind = document.gap(next + 1) == b"-" && document.token(next + 1).is_some_and(Token::is_lower);
            if kind || degree && !self.last_first {
                return None;
            }
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
            // `Marguerite St. Amant`.
            let saint = length == 1 && document.gap(next + 1) == b". " && token.len() == 2 && token.row().surname == 0;
            if (saint || matches!(document.gap(next + length), b" " | b"-" | b"'"))
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
        // `Paleologos HTTP`: capitals after a name that has none are an abbreviation.
        if casing == Casing::Mixed
            && token.shape.any(Shape::ALL_UPPER)
            && token.len() < 6
            && !before.shape.any(Shape::ALL_UPPER)
            && token.row().surname < 48
        {
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
        // `Mai See, RN`.
        let credentialed = capital
            && known_given
            && casing == Casing::Mixed
            && document.gap(next + 1) == b", "
            && document.classes(next + 1).any(Class::CREDENTIAL)
            && document.token(next + 1).is_some_and(|t| t.shape.any(Shape::ALL_UPPER));
        // `brother itziar thongsavanh`, in text without capitals.
        let unknown = casing == Casing::Lower
            && !capital
            && gap == b" "
            && token.row == 0
            && token.len() > 3
            && next == self.first + 1
            && (before.row == 0 || before.is(Class::GIVEN) && !before.is(Class::COMMON));
        // `T. Root, PA-C`.
        let initialled = capital
            && before.len() == 1
            && next == self.first + 1
            && token.row().surname >= 64
            && document.classes(next + 1).any(Class::CREDENTIAL)
            && matches!(document.gap(next + 1), b", " | b" (" | b" ")
            && document.token(next + 1).is_some_and(|t| t.shape.any(Shape::ALL_UPPER));
        let common_surname = capital
            && known_given
            && token.row().surname >= 64
            && !token.is(Class::FUNCTION)
            && casing == Casing::Mixed;
        (candidate
            || common_surname
            || credentialed
            || initialled
            || unknown
            || self.ends_with_word(document, next, token, casing)
            || self.is_of_words(document, next))
        .then_some(1)
    }

    /// `seen by Dr. X.  He was`, `call Dr. O. Unfortunately`: after a title and an initial, the word of the next sentence.
    fn ends_sentence(&self, document: &Document<'_>, next: u32) -> bool {
        let Some(token) = document.token(next) else { return true };
        let titled = next == self.first + 1 && document.classes(self.first.wrapping_sub(1)).any(Class::TITLE);
        let row = token.row();
        titled
            && (token.is(Class::FUNCTION)
                || row.surname < 96 && token.is(Class::COMMON.or(Class::CLINICAL)) && token.prior < -8)
    }

    /// `my mother Arlene Blue Thunder in Wapato`: a word of a surname, where a person was announced and a given name is
    /// sure, and the capitals end with it.
    fn ends_with_word(&self, document: &Document<'_>, next: u32, token: &Token, casing: Casing) -> bool {
        let never = Class::CLINICAL
            .or(Class::HEADING)
            .or(Class::CREDENTIAL)
            .or(Class::FUNCTION)
            .or(Class::ROLE)
            .or(Class::FACILITY_WORD)
            .or(Class::ORG_WORD)
            .or(Class::EPONYM_HEAD)
            .or(Class::STREET_SUFFIX);
        casing == Casing::Mixed
            && token.is_capitalised()
            && !token.shape.any(Shape::ALL_UPPER)
            && token.is(Class::COMMON)
            && !token.is(never)
            && !token.labelled
            && document.gap(next) == b" "
            && document.token(self.first).is_some_and(|first| first.row().given >= 48 && first.prior >= 8)
            && (document.gap(next + 1) != b" " || document.token(next + 1).is_some_and(Token::is_lower))
            && document
                .classes(self.first.wrapping_sub(1))
                .any(Class::RELATION.or(Class::ROLE).or(Class::TITLE).or(Class::INTRODUCER))
    }

    /// `Charlene Big Bow`, `Aaliyah Two Hearts`, `Roy White Eagle`: surnames of peoples of North America, in English words.
    fn is_of_words(&self, document: &Document<'_>, next: u32) -> bool {
        let titled = document.classes(self.first.wrapping_sub(1)).any(Class::TITLE);
        let given = document.token(self.first).is_some_and(|first| {
            first.row().given >= 48 && first.prior >= 0 || first.row == 0 && first.is_capitalised() && first.len() > 3
        }) || titled
            || self.full_words > 1 && COMPOUND.hold(document.word(next - 1));
        let upper = casing_around(document, next) == Casing::Upper;
        let written = document
            .token(next)
            .is_some_and(|token| token.is_capitalised() && (upper || !token.shape.any(Shape::ALL_UPPER)));
        let second = COMPOUND.hold(document.word(next - 1)) && next > self.first;
        let pair = second
            || document.gap(next + 1) == b" "
                && COMPOUND.hold(document.word(next + 1))
                && document.token(next + 1).is_some_and(Token::is_capitalised);
        given && written && pair && document.gap(next) == b" " && COMPOUND.hold(document.word(next))
    }

    /// `William "Skip" Hargrove`, `Robert (Bob) Smith`: the quote opens or closes around one word.
    fn has_quoted_nickname(&self, document: &Document<'_>, next: u32) -> bool {
        let opens = matches!(document.gap(next), b" \"" | b" (" | b" '");
        let closes = if opens { document.gap(next + 1) } else { document.gap(next) };
        matches!(closes, b"\" " | b") " | b"' ")
            && document
                .token(if opens { next + 1 } else { next })
                .is_some_and(|token| token.is_capitalised() && token.prior > -28)
            && document.token(next).is_some_and(|token| {
                token.row == 0
                    || !opens && token.len() == 1
                    || token.is(Class::GIVEN.or(Class::SURNAME).or(Class::NICKNAME))
            })
    }

    /// `SMITH, JOHN A`: the given name after the comma.
    pub(super) fn take_first_after_last(&mut self, document: &Document<'_>, casing: Casing) {
        let next = self.last + 1;
        // `q=Osei,+Kwame`, in an address of the web.
        if self.has_initial || !matches!(document.gap(next), b", " | b"," | b",+") || self.full_words > 3 {
            return;
        }
        let (Some(last), Some(given)) = (document.token(self.first), document.token(next)) else { return };
        if last.is(Class::EPONYM)
            && given.is(Class::EPONYM)
            && !document.classes(self.first.wrapping_sub(1)).any(Class::ROLE)
        {
            return;
        }
        // `mr abernathy, priyanka said`: after a title and a surname a comma begins something else.
        if casing == Casing::Lower && document.classes(self.first.wrapping_sub(1)).any(Class::TITLE) {
            return;
        }
        // Cells of a table are fields of their own; `, M.D.` is a credential.
        let cell = document.gap(next) == b"," && !document.fields_at(next).is_empty();
        let dotted = given.len() == 1
            && document.gap(next + 1) == b"."
            && document.token(next + 1).is_some_and(|t| t.len() == 1);
        if cell || dotted {
            return;
        }
        let structural = document.labelled(self.first, &[Label::Person]).is_some_and(|tie| tie >= Tie::Separated);
        let goes_on = structural
            && document.gap(next + 1) == b" "
            && document.token(next + 1).is_some_and(|t| t.is_capitalised() && !t.has_digit() && !t.labelled);
        let place = given.is(Class::STATE.or(Class::STATE_ABBR).or(Class::COUNTRY))
            && !goes_on
            && (given.len() == 2 || last.is(Class::CITY));
        // `Randolph, North Carolina`.
        let land = document.phrase_over(next).is_some_and(|phrase| {
            phrase.first == next && phrase.last > next && phrase.row().classes.any(Class::STATE.or(Class::COUNTRY))
        });
        // `Patient: Oh, I see`.
        let pronoun = document.word(next) == b"I" && document.token(next + 1).is_some_and(Token::is_lower);
        let lone_initial = given.len() == 1
            && (pronoun || !structural)
            && !(!pronoun
                && given.is_capitalised()
                && (family_like(last)
                    && (document.byte(given.end) == b'.'
                        || matches!(document.gap(next + 1), b", " | b"  " | b"   " | b"\n")
                        || document.gap(next + 1).len() > 2)));
        if given.has_digit()
            || lone_initial
            || !given.is_capitalised() && casing != Casing::Lower
            || place
            || land
            || given.is(Class::CREDENTIAL) && given.shape.any(Shape::ALL_UPPER) && self.full_words > 1
            || given.is(Class::CREDENTIAL.or(Class::ROLE).or(Class::RELATION).or(Class::FUNCTION))
                && !(structural && given.shape.any(Shape::ALL_UPPER) && document.gap(next + 1) == b" ")
        {
            return;
        }
        let (family, first) = (last.row(), given.row());
        // `with ALS, John Smith`: a diagnosis.
        let diagnosis = casing == Casing::Mixed
            && last.shape.any(Shape::ALL_UPPER)
            && last.len() <= 4
            && !given.shape.any(Shape::ALL_UPPER)
            && (last.is(Class::ABBREV.or(Class::CLINICAL).or(Class::CLINICAL_CAP))
                || document.is_any(self.first.wrapping_sub(1), words!["with", "w", "of", "has", "and", "for"]));
        let by_lists = !diagnosis
            && first.given >= 40
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
        let by_case = !diagnosis
            && last.shape.any(Shape::ALL_UPPER)
            && (last.len() > 4 || last.len() > 2 && family.surname >= 48)
            && !last.is(Class::ABBREV.or(Class::CLINICAL))
            && given.is_capitalised()
            && !given.shape.any(Shape::ALL_UPPER)
            && (given.row == 0 || first.given > 0)
            && casing == Casing::Mixed;
        // `Employee: Htoo, Eh Kaw     SSN`: a person's cell of a form.
        let by_role = document.classes(self.first.wrapping_sub(1)).any(Class::ROLE)
            && document.gap(self.first).starts_with(b": ")
            && (given.row == 0 || first.given > 0)
            && given.is_capitalised();
        if !(by_lists || by_label || by_case || by_role || given.len() == 1) {
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
    pub(super) fn take_suffix(&mut self, document: &Document<'_>) {
        let next = self.last + 1;
        if matches!(document.gap(next), b" " | b", ")
            && (self.full_words > 1 && document.is_any(next, words!["jr", "sr", "ii", "iii"])
                || document.gap(next) == b" " && document.is_any(next, words!["jr", "sr"]))
        {
            self.has_suffix = true;
        }
    }

    /// The bytes of the name, with the full stop of an initial or suffix at its end.
    pub(super) fn range(&self, document: &Document<'_>) -> Option<core::ops::Range<u32>> {
        let start = document.token(self.first)?.start;
        let last = document.token(if self.has_suffix { self.last + 1 } else { self.last })?;
        let dotted = (last.len() == 1 && self.last > self.first || self.has_suffix && last.len() == 2)
            && document.byte(last.end) == b'.';
        Some(start..last.end + u32::from(dotted))
    }

    /// The finding, when the evidence makes it at least a near miss.
    pub(super) fn judge(&self, document: &Document<'_>, casing: Casing) -> Option<Finding> {
        let (mut best, mut support) = (i32::MIN, 0);
        let mut evidence = Evidence::NONE;
        for index in self.first..=self.last {
            let Some(token) = document.token(index) else { continue };
            let of_words = index > self.first && document.gap(index) == b" " && COMPOUND.hold(document.word(index));
            if token.len() == 1 || token.is(Class::PARTICLE) && self.full_words > 1 || of_words {
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
            // `DR. GOOD`: whatever the word means elsewhere.
            if best < weight::TITLED_WORD && self.is_titled_word(document) {
                best = weight::TITLED_WORD;
            }
        }
        let mut score = best + (support / 2).clamp(-14, 18);
        // No context lifts this: the costlier questions are not asked.
        if score < weight::THRESHOLD - 12 - weight::MOST_CONTEXT {
            return None;
        }
        let (context, seen) = self.context(document, casing);
        score += context;
        evidence |= seen;
        // Without capitals to go by, a word that no list knows is weighed by where it stands.
        if context >= weight::VERB
            && document.token(self.first).is_some_and(|t| t.row == 0 && t.len() > 3 && t.len() < 16)
            && casing_around(document, self.first) != Casing::Mixed
        {
            score += weight::CASELESS_EXPECTED;
        }
        if score < weight::THRESHOLD - 12 {
            return None;
        }
        let stand_in = (self.first..=self.last).all(|index| {
            document
                .token(index)
                .is_none_or(|t| t.len() == 1 && self.last > self.first || placeholder(document.word(index)))
        });
        let titled = document.classes(self.first.wrapping_sub(1)).any(Class::TITLE);
        let exclaimed = self.first == self.last && !titled && is_interjection(document, self.first);
        if stand_in || exclaimed || self.is_a_thing(document) || is_other_phrase(document, self.first, self.last) {
            return None;
        }
        Some(person(self.range(document)?, "name.evidence", logistic(score - weight::THRESHOLD), evidence))
    }

    /// Whether several words call a thing: `a Midas Rex burr`, `O'Connor-O'Sullivan retractor`, `Allen-Masters window`.
    fn is_a_thing(&self, document: &Document<'_>) -> bool {
        let head = self.last + 1;
        let headed = document.gap(head) == b" "
            && document.classes(head).any(Class::EPONYM_HEAD)
            && document.token(head).is_some_and(Token::is_lower);
        let left = self.first.wrapping_sub(1);
        let hyphened = || (self.first + 1..=self.last).any(|index| document.gap(index) == b"-");
        let described = || {
            preceding_word(document, self.first).is_some_and(|(points, _)| points <= weight::DETERMINER)
                || document.token(left).is_some_and(Token::has_digit) && document.gap(self.first) == b" "
        };
        self.full_words > 1 && headed && !document.classes(left).any(Class::TITLE) && (hyphened() || described())
    }

    /// Whether the run is one capitalised word after `Dr.` or `Mrs.`, and not what a doctor does.
    fn is_titled_word(&self, document: &Document<'_>) -> bool {
        let never = Class::FUNCTION
            .or(Class::SPEECH_VERB)
            .or(Class::PERSON_VERB)
            .or(Class::ROLE)
            .or(Class::CREDENTIAL)
            .or(Class::HEADING)
            .or(Class::FACILITY_WORD)
            .or(Class::EPONYM);
        let title = self.first.wrapping_sub(1);
        self.first == self.last
            && document.gap(self.first) == b". "
            && document.token(title).is_some_and(Token::is_capitalised)
            && document.is_any(title, words!["dr", "mr", "mrs", "ms"])
            && !document.is_any(title.wrapping_sub(1), words!["the", "a", "his", "her", "their", "our", "my", "your"])
            && document
                .token(self.first)
                .is_some_and(|t| t.is_capitalised() && t.is(Class::COMMON) && !t.is(never) && t.len() > 2)
    }

    /// What stands around the run.
    pub(super) fn context(&self, document: &Document<'_>, casing: Casing) -> (i32, Evidence) {
        let mut score = 0;
        let mut evidence = Evidence::NONE;
        let mut add = |points: i32, seen: Evidence| {
            score += points;
            evidence |= seen;
        };
        if self.full_words > 1 {
            let given = document.token(self.first).is_some_and(|t| t.row().given >= 40);
            let family = document.token(self.last).is_some_and(|t| t.row().surname >= 32 || t.row == 0)
                || COMPOUND.hold(document.word(self.last));
            let surname_first =
                document.token(self.first).zip(document.token(self.last)).is_some_and(|(family, given)| {
                    family.shape.any(Shape::ALL_UPPER)
                        && family.row().surname >= 48
                        && !given.shape.any(Shape::ALL_UPPER)
                });
            if given && family || surname_first {
                add(weight::GIVEN_AND_SURNAME, Evidence::NAME_SHAPE);
                let only_names = casing == Casing::Mixed
                    && self.last == self.first + 1
                    && document.gap(self.last) == b" "
                    && (self.first..=self.last).all(|index| document.token(index).is_some_and(is_only_name));
                if only_names {
                    add(weight::ONLY_NAMES, Evidence::NAME_SHAPE);
                }
            } else if casing == Casing::Mixed
                && self.last == self.first + 1
                && document.gap(self.last) == b" "
                && (self.first..=self.last).all(|index| may_be_unknown(document, index))
            {
                add(weight::TWO_WORDS, Evidence::NAME_SHAPE);
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

/// Words that such surnames are put together of.
const COMPOUND: &Words = words![
    "bear",
    "wolf",
    "eagle",
    "hawk",
    "elk",
    "horse",
    "bull",
    "crow",
    "bird",
    "feather",
    "feathers",
    "moon",
    "moons",
    "star",
    "stars",
    "thunder",
    "cloud",
    "clouds",
    "heart",
    "hearts",
    "bow",
    "shield",
    "arrow",
    "arrows",
    "rock",
    "hill",
    "two",
    "three",
    "red",
    "white",
    "black",
    "yellow",
    "blue",
    "green",
    "gray",
    "grey",
    "big",
    "little",
    "iron",
    "bad",
    "good",
    "running",
    "standing",
    "sitting",
    "walking",
    "flying",
    "runs",
    "him",
    "her",
    "after",
    "enemy",
    "war",
    "bonnet",
    "spotted",
    "afraid",
    "crazy",
    "long",
    "tall",
    "soldier",
    "chief",
    "buffalo",
    "deer",
    "fox",
    "dog",
    "otter",
    "owl",
    "turtle",
    "spirit",
    "medicine",
    "smoke",
    "fire",
    "water",
    "snow",
    "rain",
    "wind",
    "storm",
    "swift",
    "tail",
    "robe",
    "hat",
    "face",
    "knife",
    "kills",
    "plume",
    "elks",
    "bears",
    "hollow",
    "horn",
    "lone",
    "old",
    "young",
    "many",
    "goats",
    "pretty",
    "weasel",
    "bead",
    "looks",
    "twice",
    "pipe",
    "calf",
    "wing",
    "wings",
    "hand",
    "sun",
    "day",
    "strikes",
    "holy",
    "rock",
    "lightning",
    "tree",
    "pine",
    "sky",
    "river",
    "lake",
    "stone",
    "bull",
    "cat",
    "antelope",
    "badger",
    "beaver",
    "coyote",
    "duck",
    "goose",
    "swan",
    "pony",
    "colt",
    "mountain",
    "elkhorn",
    "buck",
    "doe",
    "shot",
    "first",
    "last",
    "woman",
    "man",
    "boy",
    "necklace",
    "shirt",
    "skin",
    "leggings",
    "tooth",
    "nose",
    "eyes",
    "ear",
];

/// Second syllables of Korean and Chinese given names that are other words as well.
const SYLLABLES: &Words = words![
    "min", "jin", "ho", "woo", "hee", "young", "soo", "hyun", "won", "mi", "ah", "in", "wei", "ling", "li", "hui",
    "mei", "ming", "yi", "hua", "wen", "yu", "lin", "ting", "fang", "hong", "lan", "na", "ok", "ja", "ki", "su", "sun",
    "ran", "sing", "long", "ping", "shan", "man", "kit", "sum", "fun", "chin", "king", "kin", "pui", "hang", "tin",
    "song",
];

/// Whether the words are part of a phrase that names something else: `Sri Lanka`, `New York`, `Circle of Willis`.
pub(super) fn is_other_phrase(document: &Document<'_>, first: u32, last: u32) -> bool {
    const OTHER: Class = Class::EPONYM
        .or(Class::COUNTRY)
        .or(Class::STATE)
        .or(Class::DEMONYM)
        .or(Class::PROPER)
        .or(Class::CLINICAL)
        .or(Class::CLINICAL_CAP)
        .or(Class::DRUG)
        .or(Class::PAYER)
        .or(Class::MAKER)
        .or(Class::HEADING);
    document.phrase_over(first).is_some_and(|phrase| {
        let classes = phrase.row().classes;
        phrase.last > phrase.first
            && phrase.last >= last
            && classes.any(OTHER)
            && !classes.any(Class::GIVEN.or(Class::SURNAME))
    })
}

/// A capitalised word that is no vocabulary.
fn may_be_unknown(document: &Document<'_>, index: u32) -> bool {
    document.token(index).is_some_and(|token| {
        token.is_capitalised()
            && !token.shape.any(Shape::ALL_UPPER.or(Shape::MIXED))
            && token.len() > 2
            && (token.row == 0 || token.prior >= 8)
            && !token.is(Class::CLINICAL.or(Class::CITY).or(Class::PROPER).or(Class::CLINICAL_CAP).or(Class::EPONYM))
    })
}

/// A surname by the lists, or a word that none of them knows.
pub(super) fn family_like(token: &Token) -> bool {
    token.row().surname >= 48 && token.prior >= -8 || token.row == 0 && token.len() > 3
}

/// Whether a name that is plain vocabulary as well (`Young`, `Hope`) stands where a person is expected.
fn expected(document: &Document<'_>, index: u32, token: &Token) -> bool {
    const COMMON: i8 = -28;
    const EXPECTING: Class = Class::INTRODUCER.or(Class::RELATION).or(Class::ROLE).or(Class::TITLE);
    token.prior >= COMMON
        || document.classes(index.wrapping_sub(1)).any(EXPECTING)
        || document.classes(index + 1).any(Class::PERSON_VERB.or(Class::CREDENTIAL))
        || before_name(document, index, token)
        || token.shape.any(Shape::VALUE)
}

/// `YOUNG, MARCUS`, `Hope Adeyemi`: the other part of the name follows.
fn before_name(document: &Document<'_>, index: u32, token: &Token) -> bool {
    let Some(next) = document.token(index + 1).filter(|next| next.is_capitalised()) else { return false };
    match document.gap(index + 1) {
        b", " => token.row().surname >= 96 && next.row().given >= 96 && next.prior >= 0,
        b" " => token.row().given >= 96 && next.prior >= 8 && next.is(Class::SURNAME),
        _ => false,
    }
}

/// `Son Fergus`, `anes Kua`, `PA Joy Vargo`: a post, a relation or an abbreviation, though some are called so, with somebody's name
/// behind it. `Papa Joe` is called that by everybody.
pub(super) fn announces(document: &Document<'_>, index: u32) -> bool {
    const CALLED: &Words =
        words!["mama", "papa", "nana", "ma", "pop", "pops", "oma", "opa", "baba", "lola", "lolo", "bubba"];
    !document.is_any(index, CALLED)
        && document.token(index).is_some_and(|token| {
            token.is(Class::ROLE.or(Class::RELATION)) && (!token.is_capitalised() || token.row().given < 128)
                || is_abbreviation(document, index, token)
        })
        && document.gap(index + 1) == b" "
        && document.token(index + 1).is_some_and(|next| {
            let listed = next.is(Class::GIVEN.or(Class::SURNAME)) && next.prior >= 0;
            next.is_capitalised() && (listed || next.row == 0 && next.len() > 2)
        })
}

/// `PACU` of `PACU Verna`, `PM` of `4:41 PM Kyles`: an abbreviation in capitals before a word that is not. Not the initials of
/// `AJ Rivers`, nor the surname of `XU Wei`.
fn is_abbreviation(document: &Document<'_>, index: u32, token: &Token) -> bool {
    const KNOWN: Class = Class::CREDENTIAL.or(Class::ABBREV).or(Class::CLINICAL_CAP);
    token.shape.any(Shape::ALL_UPPER)
        && (2..=4).contains(&token.len())
        && document.token(index + 1).is_some_and(|next| next.is_capitalised() && !next.shape.any(Shape::ALL_UPPER))
        && (token.is(KNOWN) && token.row().surname < 112
            || token.len() > 2 && !token.is(Class::GIVEN.or(Class::SURNAME)))
}

/// Whether a candidate may be the first word of a name.
pub(super) fn may_begin(document: &Document<'_>, index: u32) -> bool {
    let Some(token) = document.token(index) else { return false };
    if token.is(Class::TITLE) && token.row().given < 128
        || token.is(Class::CREDENTIAL) && !token.is(Class::GIVEN.or(Class::SURNAME))
    {
        return false;
    }
    if matches!(document.word(index), b"A" | b"I") && document.byte(token.end) != b'.' {
        return false;
    }
    // `Mr. W. was seen`.
    let titled = document.classes(index.wrapping_sub(1)).any(Class::TITLE);
    if titled && token.len() == 1 && token.is_capitalised() {
        return true;
    }
    if announces(document, index) {
        return false;
    }
    let named = token.row().given >= 96 || token.row().surname >= 144;
    // `Driver Anita`, `IBAN: DE46`: what a person does and what a field is called are not the person.
    if !named
        && (token.is(Class::INTRODUCER.or(Class::ROLE).or(Class::RELATION).or(Class::SPEECH_VERB)) || token.labelled)
    {
        return false;
    }
    // `Don't worry`.
    if document.gap(index + 1) == b"'" && document.word(index + 1) == b"t" {
        return false;
    }
    // The `s` of a possessive, the `t` of a contraction.
    !(document.gap(index) == b"'" && token.len() <= 2 && !token.is_capitalised() || is_measured(document, index))
}

/// `18-French`, `2-Cell`: a hyphen ties the word to a number before it.
pub(super) fn is_measured(document: &Document<'_>, index: u32) -> bool {
    document.gap(index) == b"-" && document.token(index.wrapping_sub(1)).is_some_and(Token::has_digit)
}

/// Whether a word may go on a run: what the scan takes as a candidate, apart from words that end names.
pub(super) fn may_continue(token: &Token) -> bool {
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

/// What speakers say before they speak.
pub(super) fn is_interjection(document: &Document<'_>, index: u32) -> bool {
    document.is_any(
        index,
        words![
            "oh", "ok", "okay", "okey", "nope", "yeah", "yep", "yup", "yessir", "ah", "hm", "hmm", "uh", "um", "uhm",
            "aw", "nah", "wow", "gotcha",
        ],
    )
}

/// `Dr. X`, `Ms. ABC`: what writers put where a name was.
pub(super) fn placeholder(word: &[u8]) -> bool {
    // `Narne` is a scanner's `Name`.
    const STAND_INS: [&[u8]; 9] = [b"X", b"Y", b"Z", b"XYZ", b"ABC", b"ABCD", b"ABCDE", b"SAMPLE", b"NARNE"];
    word.len() > 1 && word.iter().all(|byte| byte.eq_ignore_ascii_case(&b'x'))
        || STAND_INS.iter().any(|stand_in| word.eq_ignore_ascii_case(stand_in) && (word.len() > 1 || word == *stand_in))
}
