//! What detection finds: where, which identifier, how sure, and why.

#![forbid(unsafe_code)]

use core::fmt;
use core::ops::Range;
use std::sync::Arc;

use crate::Identifier;

macro_rules! kinds {
    ($($variant:ident = $name:literal,)*) => {
        /// The kinds that the built-in recognizers tell apart, DESIGN section 2.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Kind { $($variant,)* }

        impl Kind {
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

kinds! {
    Person = "person", Initials = "initials", Username = "username", Organization = "organization",
    Street = "street", City = "city", County = "county", Zip = "zip", Facility = "facility", Unit = "unit",
    Coordinates = "coordinates",
    Date = "date", Age = "age", Holiday = "holiday", Datetime = "datetime",
    Phone = "phone", Pager = "pager", Fax = "fax", Email = "email",
    SsnFull = "full", SsnLast4 = "last4",
    Mrn = "mrn",
    Member = "member", Group = "group", Mbi = "mbi", Medicaid = "medicaid",
    Account = "account", Encounter = "encounter", Card = "card", Iban = "iban",
    Driver = "driver", Dea = "dea", Npi = "npi", Professional = "professional",
    Vin = "vin", Plate = "plate",
    Serial = "serial", Udi = "udi", Imei = "imei", Lot = "lot",
    Url = "url",
    V4 = "v4", V6 = "v6", Mac = "mac",
    Fingerprint = "fingerprint", Voiceprint = "voiceprint", Retina = "retina", Template = "template",
    File = "file", Embedded = "embedded",
    Accession = "accession", Specimen = "specimen", Order = "order", Case = "case", Claim = "claim",
    Study = "study", Badge = "badge", Code = "code",
}

macro_rules! evidence {
    ($($(#[$doc:meta])* $constant:ident = $bit:literal, $name:literal;)*) => {
        /// Why a span was taken: a set of named observations, each of which added to (or took from) its confidence.
        ///
        /// ```
        /// let deid = unphi::Deidentifier::safe_harbor();
        /// let spans = deid.detect("SSN: 219-09-9999")?;
        /// assert!(spans[0].evidence().contains(unphi::Evidence::LABEL));
        /// assert!(spans[0].evidence().names().any(|name| name == "label"));
        /// # Ok::<(), unphi::Error>(())
        /// ```
        #[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
        pub struct Evidence(u64);

        impl Evidence {
            $($(#[$doc])* pub const $constant: Self = Self(1 << $bit);)*

            /// The names of the observations in this set.
            pub fn names(self) -> impl Iterator<Item = &'static str> {
                [$((Self::$constant, $name),)*].into_iter()
                    .filter(move |(bit, _)| self.contains(*bit)).map(|(_, name)| name)
            }
        }
    };
}

evidence! {
    /// A field label stands before it (`MRN:`, `"dob":`, an HL7 field, a table column).
    LABEL = 0, "label";
    /// Its shape alone tells (an e-mail address, `219-09-9999`).
    SHAPE = 1, "shape";
    /// A check digit or calendar check passed.
    CHECK_PASSED = 2, "check-passed";
    /// A check digit or calendar check failed, as after a typing or OCR error.
    CHECK_FAILED = 3, "check-failed";
    /// A word nearby speaks for it.
    CONTEXT = 4, "context";
    /// A word nearby speaks against it.
    CONTEXT_AGAINST = 5, "context-against";
    /// The lexicon knows a given name.
    GIVEN_NAME = 6, "given-name";
    /// The lexicon knows a surname.
    SURNAME = 7, "surname";
    /// The lexicon knows a place.
    PLACE = 8, "place";
    /// The lexicon knows a common or clinical word.
    VOCABULARY = 9, "vocabulary";
    /// No list knows the word; its letters look like a name's.
    LETTERS = 10, "letters";
    /// A title (`Dr.`, `Mrs.`) stands before it.
    TITLE = 11, "title";
    /// A credential (`MD`, `RN`) stands after it.
    CREDENTIAL = 12, "credential";
    /// A relation or role (`wife`, `attending`) stands next to it.
    ROLE = 13, "role";
    /// It is written as a name is (`LAST, FIRST`, initials, capitals in running text).
    NAME_SHAPE = 14, "name-shape";
    /// It stands where names stand: a signature, a salutation, a cc line, a speaker of a transcript.
    POSITION = 15, "position";
    /// Another mention in the same document is sure.
    PROPAGATED = 16, "propagated";
    /// The caller named it as known of the person.
    SUBJECT = 17, "subject";
    /// A rule of the user's own matched.
    USER_RULE = 18, "user-rule";
    /// The caller's deny list holds it.
    DENY_LIST = 19, "deny-list";
    /// A word that heads such names follows or precedes (`Hospital`, `Street`, `Inc`).
    HEAD_WORD = 20, "head-word";
    /// A verb that persons are the subject of stands next to it.
    VERB = 21, "verb";
    /// It is a date of birth.
    BIRTH = 22, "birth";
    /// A name model was asked about it, and its answer counted.
    MODEL = 23, "name-model";
}

impl Evidence {
    /// No observation.
    pub const NONE: Self = Self(0);

    /// Whether every observation of `other` is in this set.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any observation of `other` is in this set.
    pub(crate) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The observations of both sets.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl core::ops::BitOr for Evidence {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        self.with(other)
    }
}

impl core::ops::BitOrAssign for Evidence {
    fn bitor_assign(&mut self, other: Self) {
        *self = self.with(other);
    }
}

impl fmt::Debug for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}

/// The name of a kind or rule: built in, or of a user's rule file.
#[derive(Clone, PartialEq)]
pub(crate) enum Name {
    BuiltIn(&'static str),
    User(Arc<str>),
}

impl Name {
    fn as_str(&self) -> &str {
        match self {
            Self::BuiltIn(name) => name,
            Self::User(name) => name,
        }
    }
}

/// One identifier found in a text. Offsets are bytes of the text as it was given; a span starts and ends on character boundaries.
///
/// A span holds no text: slice the document with [`range`](Self::range) to see it.
///
/// ```
/// let deid = unphi::Deidentifier::safe_harbor();
/// let text = "MRN: 00482913, seen today";
/// let spans = deid.detect(text)?;
/// assert_eq!(&text[spans[0].range()], "00482913");
/// assert_eq!(spans[0].identifier(), unphi::Identifier::Mrn);
/// # Ok::<(), unphi::Error>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) identifier: Identifier,
    pub(crate) kind: Name,
    pub(crate) rule: Name,
    pub(crate) confidence: f32,
    pub(crate) evidence: Evidence,
    /// [`Finding::year`].
    pub(crate) year: u16,
}

impl Span {
    /// The half-open byte range in the text.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The first byte.
    #[must_use]
    pub fn start(&self) -> usize {
        self.start
    }

    /// One past the last byte.
    #[must_use]
    pub fn end(&self) -> usize {
        self.end
    }

    /// Which of the 18 identifiers it is.
    #[must_use]
    pub fn identifier(&self) -> Identifier {
        self.identifier
    }

    /// The finer kind, such as `zip` or `last4`.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.kind.as_str()
    }

    /// The rule that found it, such as `ssn.labelled`; a user's rule has the name given in its file.
    #[must_use]
    pub fn rule(&self) -> &str {
        self.rule.as_str()
    }

    /// How sure the engine is, above 0 and at most 1: of spans that are given 0.9, about nine in ten are right. 1 is what you
    /// gave yourself, as a subject or in a list.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        self.confidence
    }

    /// The observations that decided it.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        self.evidence
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}/{} {}..{} {:.2} by {} {:?}",
            self.identifier,
            self.kind(),
            self.start,
            self.end,
            self.confidence,
            self.rule(),
            self.evidence
        )
    }
}

/// Which rule made a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    BuiltIn(&'static str),
    /// An index into the user's rules; their kind replaces `Finding::kind`.
    User(u16),
}

/// A span as the stages pass it on: offsets count bytes of the folded segment (see `scan::fold`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Finding {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) identifier: Identifier,
    pub(crate) kind: Kind,
    pub(crate) rule: Rule,
    pub(crate) confidence: f32,
    pub(crate) evidence: Evidence,
    /// The year of a date that may stay; 0 for none, and where it would tell an age over 89.
    pub(crate) year: u16,
}
