//! The weights of the evidence, in quarter bits: the seam where a trained table goes.

#![forbid(unsafe_code)]

/// Score at which a candidate is as likely a name as not.
pub(super) const THRESHOLD: i32 = 22;
/// What stands around a candidate seldom adds more: a title or label, a credential.
pub(super) const MOST_CONTEXT: i32 = 72;
/// Lexicon priors beyond these say no more.
pub(super) const PRIOR: core::ops::RangeInclusive<i32> = -44..=36;
/// A capital in the middle of a sentence, in text that uses capitals so.
pub(super) const CAPITAL_INSIDE: i32 = 18;
/// The same of a plain English word, where the words around have none: nobody writes `her son Chance` of luck.
pub(super) const LONE_CAPITAL: i32 = 8;
/// Between words that are capitalised though they are vocabulary: a heading.
pub(super) const CAPITAL_IN_TITLE: i32 = 4;
pub(super) const CAPITAL_AT_LINE_START: i32 = 6;
pub(super) const CAPITAL_AT_SENTENCE_START: i32 = 4;
/// `Dawit Gebre`: two rare names that are no other words at all.
pub(super) const ONLY_NAMES: i32 = 10;
/// Short capitals among mixed case are acronyms.
pub(super) const ACRONYM: i32 = -20;
pub(super) const CAPITALS_AMONG_MIXED: i32 = -2;
pub(super) const LOWER_AMONG_MIXED: i32 = -22;
/// A word that is a name and nothing else, in text without or full of capitals.
pub(super) const CASELESS_NAME: i32 = 10;
/// A word that no list knows, where a person is expected, in such a text.
pub(super) const CASELESS_EXPECTED: i32 = 8;
pub(super) const CASELESS_UNKNOWN_UPPER: i32 = -4;
pub(super) const CASELESS_VOCABULARY: i32 = -6;
/// A line without capitals, or all in capitals, in a text that is neither.
pub(super) const CASELESS_STRETCH: i32 = -6;
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
/// The least that a word after `Dr.` has by itself.
pub(super) const TITLED_WORD: i32 = -20;
pub(super) const CREDENTIAL: i32 = 40;
pub(super) const WEAK_CREDENTIAL: i32 = 12;
pub(super) const RELATION: i32 = 18;
/// `her wife Misty`: a relation in small letters, then a capital.
pub(super) const RELATION_THEN_CAPITAL: i32 = 34;
pub(super) const ROLE: i32 = 16;
/// Two capitalised words of which none is vocabulary.
/// `Patient, "Bunny" to her friends`.
pub(super) const QUOTED: i32 = 42;
pub(super) const TWO_WORDS: i32 = 6;
/// A line of its own after `Thanks,`.
pub(super) const SIGNED_OFF: i32 = 24;
pub(super) const INTRODUCED: i32 = 14;
/// `the Thornton ring`, `a Scott cannula`: persons seldom take an article.
pub(super) const DETERMINER: i32 = -16;
pub(super) const PREPOSITION: i32 = 5;
/// `spoke with`, `report given to`: a verb of talking or care and its preposition.
pub(super) const ADDRESSED: i32 = 28;
/// `dear`, `thanks`.
pub(super) const GREETED: i32 = 24;
/// `paged`, `ask`.
pub(super) const CONTACTED: i32 = 12;
pub(super) const SERVICE: i32 = 16;
/// `denies`, `called`: what only persons do.
pub(super) const PERSON_VERB: i32 = 18;
/// `Zawadi's mother`.
pub(super) const POSSESSOR: i32 = 20;
/// `Grace - my girlfriend`: the relation follows.
pub(super) const APPOSED: i32 = 20;
pub(super) const VERB: i32 = 8;
pub(super) const POSSESSIVE: i32 = 6;
pub(super) const SPEAKER: i32 = 14;
/// `[3/29, 7:13 am] jun: …`: a line of a chat or transcript with its time.
pub(super) const STAMPED_SPEAKER: i32 = 40;
pub(super) const AGE: i32 = 12;
/// `Banks is a 54-year-old`: nothing but a person is so introduced.
pub(super) const IS_AGED: i32 = 30;
pub(super) const LABEL_ADJACENT: i32 = 8;
pub(super) const LABEL: i32 = 36;
pub(super) const LABEL_STRUCTURAL: i32 = 48;
pub(super) const GIVEN_AND_SURNAME: i32 = 16;
pub(super) const WITH_INITIAL: i32 = 14;
pub(super) const LAST_FIRST: i32 = 18;
pub(super) const SIGNATURE: i32 = 16;
pub(super) const LISTED: i32 = 12;
/// `Patient Narne:`: a label, misread.
pub(super) const LABEL_FOLLOWS: i32 = -24;
pub(super) const PLACE_FOLLOWS: i32 = -14;
