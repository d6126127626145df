//! The 18 identifiers of the Safe Harbor method, 45 CFR 164.514(b)(2)(i)(A) to (R).

#![forbid(unsafe_code)]

use core::fmt;
use core::str::FromStr;

macro_rules! identifiers {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $paragraph:literal, [$($kind:literal),*];)*) => {
        /// One of the 18 identifiers that 45 CFR 164.514(b)(2)(i) lists; a span's [`kind`](crate::Span::kind) refines it.
        ///
        /// ```
        /// use unphi::Identifier;
        ///
        /// assert_eq!(Identifier::Mrn.name(), "mrn");
        /// assert_eq!(Identifier::Mrn.paragraph(), 'H');
        /// assert_eq!("health_plan".parse(), Ok(Identifier::HealthPlan));
        /// assert_eq!(Identifier::ALL.len(), 18);
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Identifier { $($(#[$doc])* $variant,)* }

        impl Identifier {
            /// Every identifier, in the order of the rule's paragraphs.
            pub const ALL: [Self; 18] = [$(Self::$variant,)*];

            /// The name used in JSON, policies and every binding.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The paragraph of 45 CFR 164.514(b)(2)(i) that names it, `'A'` to `'R'`.
            #[must_use]
            pub const fn paragraph(self) -> char {
                match self { $(Self::$variant => $paragraph,)* }
            }

            /// The kinds that the built-in recognizers tell apart; rules of your own may add others.
            ///
            /// ```
            /// assert_eq!(unphi::Identifier::Phone.kinds(), ["phone", "pager"]);
            /// ```
            #[must_use]
            pub const fn kinds(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($kind),*],)* }
            }
        }
    };
}

identifiers! {
    /// (A) Names of persons, with employers, schools and congregations as kind `organization`.
    Name = "name", 'A', ["person", "initials", "username", "organization"];
    /// (B) Every geographic subdivision smaller than a state.
    Geographic = "geographic", 'B', ["street", "city", "county", "zip", "facility", "unit", "coordinates"];
    /// (C) Every element of a date finer than a year, and ages over 89.
    Date = "date", 'C', ["date", "age", "holiday", "datetime"];
    /// (D) Telephone and pager numbers.
    Phone = "phone", 'D', ["phone", "pager"];
    /// (E) Fax numbers.
    Fax = "fax", 'E', ["fax"];
    /// (F) E-mail addresses.
    Email = "email", 'F', ["email"];
    /// (G) Social Security numbers, whole or a labelled last four.
    Ssn = "ssn", 'G', ["full", "last4"];
    /// (H) Medical record numbers.
    Mrn = "mrn", 'H', ["mrn"];
    /// (I) Health plan beneficiary numbers.
    HealthPlan = "health_plan", 'I', ["member", "group", "mbi", "medicaid"];
    /// (J) Account numbers.
    Account = "account", 'J', ["account", "encounter", "card", "iban"];
    /// (K) Certificate and licence numbers.
    License = "license", 'K', ["driver", "dea", "npi", "professional"];
    /// (L) Vehicle identifiers and serial numbers, with licence plates.
    Vehicle = "vehicle", 'L', ["vin", "plate"];
    /// (M) Device identifiers and serial numbers.
    Device = "device", 'M', ["serial", "udi", "imei", "lot"];
    /// (N) Web addresses.
    Url = "url", 'N', ["url"];
    /// (O) Internet protocol and hardware addresses.
    Ip = "ip", 'O', ["v4", "v6", "mac"];
    /// (P) Biometric identifiers.
    Biometric = "biometric", 'P', ["fingerprint", "voiceprint", "retina", "template"];
    /// (Q) Full-face photographs and comparable images.
    Photo = "photo", 'Q', ["file", "embedded"];
    /// (R) Any other unique identifying number, characteristic or code.
    Other = "other", 'R', ["accession", "specimen", "order", "case", "claim", "study", "badge", "code"];
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The string names none of the 18 identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownIdentifier;

impl fmt::Display for UnknownIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not one of the 18 identifiers; write one of: ")?;
        for (i, identifier) in Identifier::ALL.iter().enumerate() {
            if i > 0 {
                f.write_str(", ")?;
            }
            f.write_str(identifier.name())?;
        }
        Ok(())
    }
}

impl core::error::Error for UnknownIdentifier {}

impl FromStr for Identifier {
    type Err = UnknownIdentifier;

    fn from_str(name: &str) -> Result<Self, UnknownIdentifier> {
        Self::ALL.into_iter().find(|identifier| identifier.name() == name).ok_or(UnknownIdentifier)
    }
}
