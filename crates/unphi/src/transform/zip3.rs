//! A ZIP code becomes its first three digits, or `000` where the rule forbids them: 45 CFR 164.514(b)(2)(i)(B).
//!
//! Three digits may stay where all ZIP codes that share them hold more than 20,000 people "according to the current
//! publicly available data from the Bureau of the Census". This is an allow rule: a prefix stays only if it is listed.
//! Listed in [`POPULOUS`] are those with a ZIP code of ordinary deliveries (type STANDARD) outside the military in the
//! Postal Service's list, as carried by the PyPI package zipcodes 1.2.0 (MIT), less 509 and 901 (each a city's company
//! codes), and less every prefix that the ZIP Code Tabulation Areas of the 2000, 2010 or 2020 census put at 20,000 people
//! or fewer; those are in [`RESTRICTED`]. (The 17 of 2000 are in the HHS guidance on de-identification, of 26 November 2012.)
//! A prefix is thus withheld when any of the three censuses withholds it, unless the policy names one census.

#![forbid(unsafe_code)]

/// Ranges of prefixes that may stay, first and last, sorted.
const POPULOUS: [(u16, u16); 76] = [
    (6, 35),
    (37, 54),
    (56, 58),
    (60, 62),
    (64, 89),
    (100, 101),
    (103, 191),
    (193, 201),
    (206, 212),
    (214, 268),
    (270, 310),
    (312, 331),
    (333, 339),
    (341, 342),
    (344, 344),
    (346, 347),
    (349, 352),
    (354, 368),
    (370, 374),
    (376, 398),
    (400, 418),
    (420, 427),
    (430, 458),
    (460, 508),
    (510, 516),
    (520, 528),
    (530, 532),
    (534, 535),
    (537, 551),
    (553, 554),
    (557, 567),
    (570, 577),
    (580, 588),
    (590, 620),
    (622, 631),
    (633, 641),
    (644, 648),
    (650, 658),
    (660, 662),
    (664, 681),
    (683, 691),
    (693, 693),
    (700, 701),
    (703, 708),
    (710, 714),
    (716, 731),
    (734, 741),
    (743, 752),
    (754, 770),
    (773, 789),
    (791, 816),
    (820, 820),
    (822, 822),
    (824, 829),
    (832, 838),
    (840, 841),
    (843, 847),
    (850, 853),
    (855, 857),
    (859, 860),
    (863, 865),
    (870, 871),
    (873, 875),
    (877, 877),
    (880, 883),
    (891, 891),
    (894, 895),
    (897, 898),
    (900, 900),
    (902, 908),
    (910, 928),
    (930, 937),
    (939, 941),
    (943, 961),
    (967, 986),
    (988, 999),
];

/// Which count of the people decides whether the first three digits of a ZIP code may stay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Census {
    /// All three: a prefix that any of them withholds is withheld.
    #[default]
    Strictest,
    /// The census of 2000, whose list of 17 is in the HHS guidance. It is not the current one.
    Y2000,
    /// The census of 2010. It is not the current one.
    Y2010,
    /// The census of 2020.
    Y2020,
}

impl Census {
    /// Every choice.
    pub const ALL: [Self; 4] = [Self::Strictest, Self::Y2000, Self::Y2010, Self::Y2020];

    /// Its name in a policy file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Strictest => "strictest",
            Self::Y2000 => "2000",
            Self::Y2010 => "2010",
            Self::Y2020 => "2020",
        }
    }

    /// Whether it withholds what the current census withholds, as the rule asks.
    #[must_use]
    pub const fn is_current(self) -> bool {
        matches!(self, Self::Strictest | Self::Y2020)
    }

    /// Its bit in [`RESTRICTED`].
    const fn bit(self) -> u8 {
        match self {
            Self::Strictest => 7,
            Self::Y2000 => 1,
            Self::Y2010 => 2,
            Self::Y2020 => 4,
        }
    }
}

/// Prefixes of 20,000 people or fewer, with the censuses that say so: 1 for 2000, 2 for 2010, 4 for 2020. Five that no
/// household lives in (federal offices 202, 204 and 205, company codes 753 and 772) are withheld by all three, though
/// the older tables do not count them at all.
const RESTRICTED: [(u16, u8); 23] = [
    (36, 7),
    (59, 7),
    (63, 1),
    (102, 7),
    (202, 7),
    (203, 7),
    (204, 7),
    (205, 7),
    (369, 6),
    (556, 7),
    (692, 7),
    (753, 7),
    (772, 7),
    (790, 1),
    (821, 7),
    (823, 7),
    (830, 1),
    (831, 1),
    (878, 7),
    (879, 7),
    (884, 7),
    (890, 1),
    (893, 7),
];

/// Appends what `census` lets stay of the ZIP code in `found`.
pub(super) fn write(found: &str, census: Census, out: &mut String) {
    // A scanner reads `O` for 0 and `l` for 1.
    let digits = || {
        found.bytes().filter_map(|byte| match byte {
            b'O' | b'o' => Some(b'0'),
            b'l' | b'I' => Some(b'1'),
            digit => digit.is_ascii_digit().then_some(digit),
        })
    };
    // Spreadsheets drop the leading zero: 3601 is 03601. Anything else is no ZIP code of five digits, or of nine.
    let (skip, zero) = match digits().count() {
        5 | 9 => (3, false),
        4 | 8 => (2, true),
        _ => (0, false),
    };
    let prefix = digits().take(skip).fold(0u16, |value, digit| value * 10 + u16::from(digit & 15));
    if skip == 0 || !may_stay(prefix, census) {
        out.push_str("000");
        return;
    }
    if zero {
        out.push('0');
    }
    out.extend(digits().take(skip).map(char::from));
}

/// Whether more than 20,000 people live in the area of `prefix`.
fn may_stay(prefix: u16, census: Census) -> bool {
    POPULOUS.iter().any(|(first, last)| (*first..=*last).contains(&prefix))
        || RESTRICTED.iter().any(|(small, by)| *small == prefix && by & census.bit() == 0)
}

#[cfg(test)]
mod tests {
    use super::{Census, POPULOUS, RESTRICTED, write};

    fn zip3(found: &str) -> String {
        zip3_by(found, Census::Strictest)
    }

    fn zip3_by(found: &str, census: Census) -> String {
        let mut out = String::new();
        write(found, census, &mut out);
        out
    }

    #[test]
    fn keeps_three_digits_of_populous_areas() {
        assert_eq!(zip3("93291"), "932");
        assert_eq!(zip3("02139-4307"), "021");
        assert_eq!(zip3("021394307"), "021");
        // The leading zero that a spreadsheet dropped: 02139.
        assert_eq!(zip3("2139"), "021");
    }

    #[test]
    fn withholds_small_and_unassigned_areas() {
        // Small in 2000 only, in 2010 and in 2020 only; military, unassigned, and what is no ZIP code.
        for zip in ["79001", "03601", "3601", "20501", "75301", "09012", "96201", "00012", "21301", "123", ""] {
            assert_eq!(zip3(zip), "000", "{zip}");
        }
    }

    /// 164.514(b)(2)(i)(B)(2). The list of 2000 is that of the HHS guidance; those of 2010 and 2020 are its update by the
    /// ZIP Code Tabulation Areas of those censuses.
    #[test]
    fn every_restricted_prefix_is_withheld_by_its_census() {
        let lists: [(Census, &str); 3] = [
            (Census::Y2000, "036 059 063 102 203 556 692 790 821 823 830 831 878 879 884 890 893"),
            (Census::Y2010, "036 059 102 203 205 369 556 692 821 823 878 879 884 893"),
            (Census::Y2020, "036 059 102 202 203 204 205 369 556 692 753 772 821 823 878 879 884 893"),
        ];
        for (census, list) in lists {
            for prefix in list.split(' ') {
                for zip in [format!("{prefix}01"), format!("{prefix}99-1234")] {
                    assert_eq!(zip3_by(&zip, census), "000", "{zip} by {}", census.name());
                    assert_eq!(zip3(&zip), "000", "{zip}");
                }
            }
            assert_eq!(zip3_by("93291", census), "932");
        }
        // Grown since 2000.
        for prefix in ["063", "790", "830", "831", "890"] {
            let zip = format!("{prefix}01");
            assert_eq!(zip3_by(&zip, Census::Y2000), "000");
            assert_eq!(zip3_by(&zip, Census::Y2010), prefix);
            assert_eq!(zip3_by(&zip, Census::Y2020), prefix);
        }
        assert_eq!(zip3_by("36901", Census::Y2000), "369");
    }

    #[test]
    fn no_prefix_is_both_restricted_and_populous() {
        for (small, by) in RESTRICTED {
            assert!(by != 0 && !POPULOUS.iter().any(|(first, last)| (*first..=*last).contains(&small)), "{small}");
        }
    }
}
