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

            /// The name of the class that bit number `bit` stands for.
            pub(crate) fn name_of(bit: usize) -> Option<&'static str> {
                match bit { $($bit => Some($name),)* _ => None }
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
    /// The word for a mark of an e-mail address: `smith at example dot com`.
    SPOKEN_MARK = 47, "spoken_mark";
    /// What only persons do: denies, called, agrees.
    PERSON_VERB = 45, "person_verb";
    /// Words after which a person is often named: by, per, dear, paged.
    INTRODUCER = 46, "introducer";
}

/// What a word can start or be part of, as far as the lexicon alone decides it: the scan gathers these bits of many words
/// at once into its lists of starting points. Bits 8 to 13 belong to the word's shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks(pub(crate) u16);

#[allow(dead_code, reason = "the build script and the engine each use a part")]
impl Marks {
    /// May be part of a name in lower case.
    pub(crate) const NAME_LOWER: u16 = 1;
    /// May be part of a name with a first capital.
    pub(crate) const NAME_CAPITAL: u16 = 1 << 1;
    /// A rule for places, organizations or dates may start here, in lower case.
    pub(crate) const CUE_LOWER: u16 = 1 << 2;
    /// The same with a first capital.
    pub(crate) const CUE_CAPITAL: u16 = 1 << 3;
    /// The first word of a phrase.
    pub(crate) const HEAD: u16 = 1 << 4;
    /// The second word of a phrase.
    pub(crate) const NEXT: u16 = 1 << 5;
    /// A title or relation: whatever follows may be a name.
    pub(crate) const INTRODUCES: u16 = 1 << 6;
    /// In the table for its place in a phrase alone; as a word it is unknown.
    pub(crate) const BARE: u16 = 1 << 7;
    /// A function word: a cue before something capitalised.
    pub(crate) const FUNCTION: u16 = 1 << 14;
    /// A field label of one word.
    pub(crate) const LABEL: u16 = 1 << 15;

    /// Of a word that no list has: anything may be a name.
    pub(crate) const UNKNOWN: Self = Self(Self::NAME_LOWER | Self::NAME_CAPITAL);

    /// Prior of a word below which only context can make it a name, quarter bits: with a first capital, and in lower case.
    const CAPITAL_PRIOR: i8 = -28;
    const LOWER_PRIOR: i8 = 12;
    /// The same in lower case, of a word that is a name and nothing else.
    const ONLY_NAME_PRIOR: i8 = 0;
    /// The same with a first capital, of a name that is vocabulary besides (`Young`, `Hope`).
    const COMMON_NAME_PRIOR: i8 = -80;

    /// The marks of a word in the lexicon; whether it is the second word of a phrase is added by the compiler.
    pub(crate) fn of(classes: Class, prior: i8) -> u16 {
        /// A head word or one of the calendar.
        const ALWAYS: Class = Class::STREET_SUFFIX
            .or(Class::STREET_PREFIX)
            .or(Class::FACILITY_WORD)
            .or(Class::FACILITY)
            .or(Class::AREA_WORD)
            .or(Class::ORG_WORD)
            .or(Class::ORGANIZATION)
            .or(Class::MONTH)
            .or(Class::SEASON)
            .or(Class::HOLIDAY)
            .or(Class::NUMBER)
            .or(Class::SPOKEN_MARK);
        const PLACE: Class = Class::CITY.or(Class::STATE).or(Class::STATE_ABBR);
        let vocabulary = classes.any(Class::COMMON.or(Class::CLINICAL).or(Class::FUNCTION));
        let abbreviation = classes.any(Class::STATE_ABBR) && !classes.any(Class::FUNCTION);
        let cue_lower = classes.any(ALWAYS) || classes.any(PLACE) && !vocabulary || abbreviation;
        let common_name = classes.any(Class::GIVEN.or(Class::SURNAME))
            && !classes.any(Class::FUNCTION.or(Class::CLINICAL))
            && prior >= Self::COMMON_NAME_PRIOR;
        let only_name = classes.any(Class::GIVEN.or(Class::SURNAME))
            && !classes.any(Class::COMMON.or(Class::FUNCTION).or(Class::CLINICAL).or(Class::CLINICAL_CAP))
            && prior >= Self::ONLY_NAME_PRIOR;
        let mut marks = 0;
        for (mark, on) in [
            (Self::NAME_LOWER, prior >= Self::LOWER_PRIOR || only_name),
            (Self::NAME_CAPITAL, prior >= Self::CAPITAL_PRIOR || common_name),
            (Self::CUE_LOWER, cue_lower),
            (Self::CUE_CAPITAL, classes.any(ALWAYS.or(PLACE))),
            (Self::HEAD, classes.any(Class::PHRASE_START)),
            (Self::INTRODUCES, classes.any(Class::TITLE.or(Class::RELATION))),
        ] {
            marks |= if on { mark } else { 0 };
        }
        marks
    }

    /// The marks of a row that holds their low byte.
    #[inline(always)]
    pub(crate) const fn of_row(low: u8, classes: Class, label: u8) -> Self {
        let function = if classes.any(Class::FUNCTION) { Self::FUNCTION } else { 0 };
        let label = if label != 0 { Self::LABEL } else { 0 };
        Self(low as u16 | function | label)
    }
}
