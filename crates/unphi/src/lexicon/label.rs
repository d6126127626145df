//! What a field label announces. The build script and the engine both compile this file.

#![forbid(unsafe_code)]

macro_rules! labels {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What the value after a field label is; `lexicon/labels.tsv` maps wordings to these.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        #[allow(dead_code, reason = "the build script and the engine each use a part")]
        pub(crate) enum Label { $($(#[$doc])* $variant,)* }

        #[allow(dead_code, reason = "the build script and the engine each use a part")]
        impl Label {
            const ALL: &[Self] = &{
                let all = [$(Self::$variant,)*];
                // `Labels` is a word of bits.
                assert!(all.len() <= 64);
                all
            };

            pub(crate) fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }

            /// The inverse of `label as u8 + 1`, as rows of the lexicon hold it; 0 is no label.
            pub(crate) fn from_code(code: u8) -> Option<Self> {
                Self::ALL.get(usize::from(code).checked_sub(1)?).copied()
            }
        }
    };
}

labels! {
    /// A person's whole name: patient, name, physician, attending, emergency contact.
    Person = "person",
    GivenName = "given_name",
    Surname = "surname",
    Username = "username",
    Employer = "employer",
    School = "school",
    Facility = "facility",
    Street = "street",
    /// A whole address: street, city, state, ZIP.
    Address = "address",
    City = "city",
    County = "county",
    Zip = "zip",
    Ward = "ward",
    Coordinates = "coordinates",
    Date = "date",
    Birth = "birth",
    Age = "age",
    Phone = "phone",
    Pager = "pager",
    Fax = "fax",
    Email = "email",
    Ssn = "ssn",
    SsnLast4 = "ssn_last4",
    Mrn = "mrn",
    Member = "member",
    Group = "group",
    Mbi = "mbi",
    Medicaid = "medicaid",
    Account = "account",
    Encounter = "encounter",
    Card = "card",
    Iban = "iban",
    Driver = "driver",
    Dea = "dea",
    Npi = "npi",
    Professional = "professional",
    Vin = "vin",
    Plate = "plate",
    Serial = "serial",
    Udi = "udi",
    Imei = "imei",
    Lot = "lot",
    Url = "url",
    Ip = "ip",
    Mac = "mac",
    Fingerprint = "fingerprint",
    Voiceprint = "voiceprint",
    Retina = "retina",
    Template = "template",
    Photo = "photo",
    Accession = "accession",
    Specimen = "specimen",
    Order = "order",
    Case = "case",
    Claim = "claim",
    Study = "study",
    Badge = "badge",
    Code = "code",
    /// A label whose value is never PHI (trace id, ICD code, NDC): it protects what follows.
    Keep = "keep",
}

/// A set of labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(dead_code, reason = "the build script has no use for it")]
pub(crate) struct Labels(u64);

#[allow(dead_code, reason = "the build script has no use for it")]
impl Labels {
    /// The set of `labels`.
    pub(crate) const fn of(labels: &[Label]) -> Self {
        let (mut set, mut i) = (0, 0);
        while i < labels.len() {
            set |= 1 << labels[i] as u8;
            i += 1;
        }
        Self(set)
    }

    /// Adds `label`.
    pub(crate) fn add(&mut self, label: Label) {
        self.0 |= 1 << label as u8;
    }

    /// Whether the set holds `label`.
    pub(crate) const fn has(self, label: Label) -> bool {
        self.0 >> label as u8 & 1 != 0
    }

    /// Whether the two sets share a label.
    pub(crate) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}
