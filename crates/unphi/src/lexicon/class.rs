//! Classes of words. The build script and the engine both compile this file, so that the two cannot disagree.

#![forbid(unsafe_code)]

macro_rules! classes {
    ($($(#[$doc:meta])* $constant:ident = $bit:literal, $name:literal;)*) => {
        /// A set of word classes.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub(crate) struct Class(pub(crate) u64);

        #[allow(dead_code, reason = "the build script and the engine each use a part")]
        impl Class {
            $($(#[$doc])* pub(crate) const $constant: Self = Self(1 << $bit);)*

            /// The class that a list names in its `#! class:` line.
            pub(crate) fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$constant),)* _ => None }
            }

            pub(crate) const NONE: Self = Self(0);

            /// Whether the two sets share a class.
            #[inline(always)]
            pub(crate) const fn any(self, other: Self) -> bool { self.0 & other.0 != 0 }

            /// The classes of both.
            #[inline(always)]
            pub(crate) const fn or(self, other: Self) -> Self { Self(self.0 | other.0) }
        }
    };
}

classes! {
    GIVEN = 0, "given";
    SURNAME = 1, "surname";
    /// English words.
    COMMON = 2, "common";
    /// Clinical vocabulary of every sort.
    CLINICAL = 3, "clinical";
    ABBREV = 4, "abbrev";
    EPONYM = 5, "eponym";
    /// What follows an eponym: disease, sign, catheter.
    EPONYM_HEAD = 6, "eponym_head";
    CITY = 7, "city";
    COUNTY = 8, "county";
    STATE = 9, "state";
    STATE_ABBR = 10, "state_abbr";
    COUNTRY = 11, "country";
    DEMONYM = 12, "demonym";
    STREET_SUFFIX = 13, "street_suffix";
    STREET_PREFIX = 14, "street_prefix";
    DIRECTIONAL = 15, "directional";
    UNIT_WORD = 16, "unit_word";
    FACILITY_WORD = 17, "facility_word";
    /// A facility known by its full name.
    FACILITY = 18, "facility";
    ORG_WORD = 19, "org_word";
    ORGANIZATION = 20, "organization";
    PAYER = 21, "payer";
    MAKER = 22, "maker";
    TITLE = 23, "title";
    CREDENTIAL = 24, "credential";
    RELATION = 25, "relation";
    ROLE = 26, "role";
    SPEECH_VERB = 27, "speech_verb";
    MONTH = 28, "month";
    WEEKDAY = 29, "weekday";
    SEASON = 30, "season";
    HOLIDAY = 31, "holiday";
    NUMBER = 32, "number";
    AGE_WORD = 33, "age_word";
    PARTICLE = 34, "particle";
    NICKNAME = 35, "nickname";
    HEADING = 36, "heading";
    /// Capitalised, but nobody's name: languages, software, agencies.
    PROPER = 37, "proper_nonphi";
    MEASURE_UNIT = 38, "measure_unit";
    /// Seen capitalised in clinical text: brands, devices.
    CLINICAL_CAP = 39, "clinical_cap";
    /// Function words: the, of, and, with.
    FUNCTION = 40, "function";
    DRUG = 41, "drug";
    ORGANISM = 42, "organism";
    /// A first word of a phrase; set by the compiler.
    PHRASE_START = 43, "(phrase start)";
    /// Neighbourhood and landmark words: park, plaza, heights.
    AREA_WORD = 44, "area_word";
}
