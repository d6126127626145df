//! What a caller knows of a person, so that it is found wherever and however it is written.

#![forbid(unsafe_code)]

use core::fmt;
use core::str::FromStr;

use crate::{Identifier, UnknownIdentifier};

/// What is known of one person: whoever de-identifies a record mostly knows whose it is.
///
/// Facts are found in any order, case, spacing, punctuation and format, dates in every format that the engine reads, and
/// long ones with one typing error. Each hit has confidence 1 and evidence [`Evidence::SUBJECT`](crate::Evidence::SUBJECT).
/// A name that is a plain word as well (`Will`, `Rose`) is taken beside another part of the same name, or where a person
/// stands, so that `rose bengal` and `will follow` stay.
///
/// Give subjects to [`Builder::subject`](crate::Builder::subject) where all documents are of the same people, and to
/// [`Deidentifier::with_subjects`](crate::Deidentifier::with_subjects) where each document or row has its own. Empty values
/// are taken for facts that nobody knows, so that the columns of a table can be passed on as they are.
///
/// ```
/// use unphi::{Deidentifier, Identifier, Subject};
///
/// let subject = Subject::new()
///     .name("Dzurisin, Will Q.")
///     .relative("Hope Dzurisin")
///     .birth_date("1962-03-14")
///     .phone("(559) 555-0134")
///     .id(Identifier::Mrn, "00482913");
/// let deid = Deidentifier::safe_harbor().with_subjects(&[subject])?;
/// let out = deid.deidentify("WILL DZURISIN (14.3.62, 559.555.0134) will call; wdzurisin ok'd 482913.")?;
/// assert_eq!(out.text(), "[NAME] (1962, [PHONE]) will call; [NAME] ok'd [MRN].");
/// # Ok::<(), unphi::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Subject {
    pub(crate) facts: Vec<(Sort, Box<str>)>,
}

/// What a value of a [`Subject`] is, for callers whose facts come by name, as the columns of a table do.
///
/// Read it from the name of one of the methods (`name`, `alias`, `relative`, `birth_date`, `date`, `phone`, `email`, `address`,
/// `employer`) or of an [`Identifier`]; an identifier is taken as by [`Subject::id`].
///
/// ```
/// use unphi::{Fact, Identifier, Subject};
///
/// let mut subject = Subject::new();
/// for (column, value) in [("name", "Will Dzurisin"), ("birth_date", "1962-03-14"), ("mrn", "00482913")] {
///     subject = subject.fact(column.parse()?, value);
/// }
/// let same = Subject::new().name("Will Dzurisin").birth_date("1962-03-14").id(Identifier::Mrn, "00482913");
/// assert!(subject == same);
/// assert!("diagnosis".parse::<Fact>().is_err());
/// # Ok::<(), unphi::UnknownIdentifier>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact(pub(crate) Sort);

/// How a fact is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Name,
    Date { birth: bool },
    Phone,
    Email,
    Id(Identifier),
    Address,
    Employer,
}

impl Fact {
    /// The names that no identifier has.
    pub const NAMED: [&'static str; 5] = ["alias", "relative", "birth_date", "address", "employer"];
}

impl From<Identifier> for Fact {
    fn from(identifier: Identifier) -> Self {
        Self(match identifier {
            Identifier::Name => Sort::Name,
            Identifier::Geographic => Sort::Address,
            Identifier::Date => Sort::Date { birth: false },
            Identifier::Phone | Identifier::Fax => Sort::Phone,
            Identifier::Email => Sort::Email,
            _ => Sort::Id(identifier),
        })
    }
}

impl FromStr for Fact {
    type Err = UnknownIdentifier;

    fn from_str(name: &str) -> Result<Self, UnknownIdentifier> {
        Ok(Self(match name {
            "alias" | "relative" => Sort::Name,
            "birth_date" => Sort::Date { birth: true },
            "address" => Sort::Address,
            "employer" => Sort::Employer,
            identifier => return identifier.parse::<Identifier>().map(Self::from),
        }))
    }
}

impl Subject {
    /// Nothing known yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A name, in either order: `John Q. Smith` or `Smith, John Q.`. May be given several times.
    ///
    /// Found with it are its parts alone, short forms of given names (`Jack`), `J. Smith`, `J.Q.S.`, `jsmith`, `smithj2`, `john.smith`, and `Smih`.
    #[must_use]
    pub fn name(self, name: impl AsRef<str>) -> Self {
        self.with(Sort::Name, name)
    }

    /// Another name of the person: a nickname, a former name, a stage name.
    #[must_use]
    pub fn alias(self, name: impl AsRef<str>) -> Self {
        self.with(Sort::Name, name)
    }

    /// The name of somebody whom notes about the person may mention: a relative, a friend, the treating physician.
    #[must_use]
    pub fn relative(self, name: impl AsRef<str>) -> Self {
        self.with(Sort::Name, name)
    }

    /// The date of birth: year, month and day as `1962-03-14` or `19620314`, `3/14/1962` (both readings where there are
    /// two), or `14 March 1962`. A time after it is passed over.
    #[must_use]
    pub fn birth_date(self, date: impl AsRef<str>) -> Self {
        self.with(Sort::Date { birth: true }, date)
    }

    /// Another date of the person's life, such as an admission, a death or a wedding; written as a
    /// [`birth_date`](Self::birth_date).
    #[must_use]
    pub fn date(self, date: impl AsRef<str>) -> Self {
        self.with(Sort::Date { birth: false }, date)
    }

    /// A telephone or pager number. Of a North American one the last seven digits are found as well.
    #[must_use]
    pub fn phone(self, number: impl AsRef<str>) -> Self {
        self.with(Sort::Phone, number)
    }

    /// An e-mail address; what stands before its `@` is found alone too.
    #[must_use]
    pub fn email(self, address: impl AsRef<str>) -> Self {
        self.with(Sort::Email, address)
    }

    /// A number or code and which of the 18 identifiers it is. One of fewer than five letters and digits is found only as
    /// the value of a field. Names, places, dates, numbers to call and e-mail addresses are taken as by the methods for them.
    #[must_use]
    pub fn id(self, identifier: Identifier, value: impl AsRef<str>) -> Self {
        self.fact(identifier.into(), value)
    }

    /// A postal address in one or several lines: street, city and ZIP code are found together and alone.
    #[must_use]
    pub fn address(self, address: impl AsRef<str>) -> Self {
        self.with(Sort::Address, address)
    }

    /// An employer, school, congregation or another organization that tells who the person is.
    #[must_use]
    pub fn employer(self, name: impl AsRef<str>) -> Self {
        self.with(Sort::Employer, name)
    }

    /// A fact that comes by name, see [`Fact`].
    #[must_use]
    pub fn fact(self, fact: Fact, value: impl AsRef<str>) -> Self {
        self.with(fact.0, value)
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    fn with(mut self, fact: Sort, value: impl AsRef<str>) -> Self {
        let value = value.as_ref().trim();
        if !value.is_empty() {
            self.facts.push((fact, value.into()));
        }
        self
    }
}

impl fmt::Debug for Subject {
    /// What is known of a person is PHI: only how much of it is shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subject").field("facts", &self.facts.len()).finish_non_exhaustive()
    }
}
