//! A ZIP code becomes its first three digits, or `000` where the rule forbids them: 45 CFR 164.514(b)(2)(i)(B).
//!
//! Three digits may stay where all ZIP codes that share them hold more than 20,000 people "according to the current
//! publicly available data from the Bureau of the Census". This is an allow rule: a prefix stays only if it is listed.
//! Listed are those with a ZIP code of ordinary deliveries (type STANDARD) outside the military in the Postal Service's
//! list, as carried by the PyPI package zipcodes 1.2.0 (MIT), less 509 and 901 (each a city's company codes), and less
//! every prefix that the ZIP Code Tabulation Areas of the 2000, 2010 or 2020 census put at 20,000 people or fewer:
//! 036 059 063 102 202-205 369 556 692 753 772 790 821 823 830 831 878 879 884 890 893. (The 17 of 2000 are in the HHS
//! guidance on de-identification.) A prefix is thus withheld when any of the three censuses withholds it.

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

/// Appends what may stay of the ZIP code in `found`.
pub(super) fn write(found: &str, out: &mut String) {
    let digits = || found.bytes().filter(u8::is_ascii_digit);
    // Spreadsheets drop the leading zero: 3601 is 03601. Anything else is no ZIP code of five digits, or of nine.
    let (skip, zero) = match digits().count() {
        5 | 9 => (3, false),
        4 | 8 => (2, true),
        _ => (0, false),
    };
    let prefix = digits().take(skip).fold(0u16, |value, digit| value * 10 + u16::from(digit & 15));
    if skip == 0 || !may_stay(prefix) {
        out.push_str("000");
        return;
    }
    if zero {
        out.push('0');
    }
    out.extend(digits().take(skip).map(char::from));
}

/// Whether more than 20,000 people live in the area of `prefix`.
fn may_stay(prefix: u16) -> bool {
    POPULOUS.iter().any(|(first, last)| (*first..=*last).contains(&prefix))
}

#[cfg(test)]
mod tests {
    use super::write;

    fn zip3(found: &str) -> String {
        let mut out = String::new();
        write(found, &mut out);
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
}
