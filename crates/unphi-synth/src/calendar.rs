//! Days and how people write them. Two conversions of the civil calendar are all that is needed of a date library.

#![forbid(unsafe_code)]

use crate::dice::Dice;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// The formats that a document takes as its own.
pub(crate) const STYLES: &[&str] = &[
    "mdy", "mdy", "mdy", "mdyy", "mdyy", "short", "short", "iso", "long", "long", "dashed", "oracle", "eu", "dots",
    "mon", "spaced",
];

/// A day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(pub(crate) i64);

impl Day {
    /// Year, month and day of month (Hinnant's algorithm for the proleptic Gregorian calendar).
    pub(crate) fn civil(self) -> (i64, usize, i64) {
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year, usize::try_from(month).unwrap_or(1), day)
    }

    pub(crate) fn year(self) -> i64 {
        self.civil().0
    }

    pub(crate) fn weekday(self) -> &'static str {
        WEEKDAYS[usize::try_from((self.0 + 4).rem_euclid(7)).unwrap_or(0)]
    }

    /// The day as `style` writes it; `None` where there is no such style.
    pub(crate) fn written(self, style: &str) -> Option<String> {
        let (year, month, day) = self.civil();
        let name = MONTHS[month - 1];
        let abbreviated: String = name.chars().take(3).collect();
        let two = year.rem_euclid(100);
        Some(match style {
            "mdy" => format!("{month:02}/{day:02}/{year}"),
            "mdyy" => format!("{month:02}/{day:02}/{two:02}"),
            "short" => format!("{month}/{day}/{two:02}"),
            "mdY" => format!("{month}/{day}/{year}"),
            "md" => format!("{month}/{day}"),
            "md-" => format!("{month}-{day}"),
            "iso" => format!("{year}-{month:02}-{day:02}"),
            "slashed" => format!("{year}/{month:02}/{day:02}"),
            "long" => format!("{name} {day}, {year}"),
            "longth" => format!("{name} {}, {year}", ordinal(day)),
            "monthday" => format!("{name} {day}"),
            "monthdayth" => format!("{name} {}", ordinal(day)),
            "mon" => format!("{abbreviated} {day}, {year}"),
            "monday" => format!("{abbreviated} {day}"),
            "spaced" => format!("{day} {abbreviated} {year}"),
            "eu" => format!("{day} {name} {year}"),
            "oracle" => format!("{day:02}-{abbreviated}-{year}"),
            "oracleyy" => format!("{day:02}-{}-{two:02}", abbreviated.to_uppercase()),
            "daymon" => format!("{day:02}{}{year}", abbreviated.to_uppercase()),
            "clf" => format!("{day:02}/{abbreviated}/{year}"),
            "syslog" => format!("{abbreviated} {day:2}"),
            "dashed" => format!("{month:02}-{day:02}-{year}"),
            "dots" => format!("{day:02}.{month:02}.{year}"),
            "stamp" => format!("{year}{month:02}{day:02}"),
            "my" => format!("{month:02}/{year}"),
            "monthyear" => format!("{name} {year}"),
            "monthof" => format!("{name} of {year}"),
            "monyy" => format!("{abbreviated} '{two:02}"),
            "month" => name.to_owned(),
            "th" => ordinal(day),
            "spoken" => format!("{name} {} {}", spoken_day(day), spoken_year(year)),
            "year" => year.to_string(),
            _ => return None,
        })
    }

    /// A season, quarter, week or holiday of its year.
    pub(crate) fn loosely(self, dice: &mut Dice) -> String {
        let (year, month, _) = self.civil();
        let season = ["winter", "spring", "summer", "fall"][month % 12 / 3];
        match dice.below(5) {
            0 => format!("{season} of {year}"),
            1 => format!("{season} {year}"),
            2 => format!("Q{} {year}", (month - 1) / 3 + 1),
            3 => format!("week {} of {year}", (month - 1) * 4 + 2),
            _ => format!("late {} {year}", MONTHS[month - 1]),
        }
    }
}

/// `1st`, `22nd`, `13th`.
pub(crate) fn ordinal(day: i64) -> String {
    let ending = match (day % 10, day % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{day}{ending}")
}

/// `ninety-three`.
pub(crate) fn spelled(number: i64) -> String {
    const ONES: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let index = |number: i64| usize::try_from(number).unwrap_or(0);
    match number {
        0..=19 => ONES[index(number)].to_owned(),
        20..=99 if number % 10 == 0 => TENS[index(number / 10)].to_owned(),
        20..=99 => format!("{}-{}", TENS[index(number / 10)], ONES[index(number % 10)]),
        100..=199 => format!("one hundred {}", spelled(number - 100)).replace(" zero", ""),
        _ => number.to_string(),
    }
}

fn spoken_day(day: i64) -> String {
    const IRREGULAR: [(&str, &str); 7] = [
        ("one", "first"),
        ("two", "second"),
        ("three", "third"),
        ("five", "fifth"),
        ("eight", "eighth"),
        ("nine", "ninth"),
        ("twelve", "twelfth"),
    ];
    let plain = spelled(day);
    for (from, to) in IRREGULAR {
        if let Some(head) = plain.strip_suffix(from) {
            return format!("{head}{to}");
        }
    }
    match plain.strip_suffix('y') {
        Some(head) => format!("{head}ieth"),
        None => format!("{plain}th"),
    }
}

fn spoken_year(year: i64) -> String {
    match year {
        2000..=2009 => format!("two thousand {}", spelled(year - 2000)).replace(" zero", ""),
        _ => format!("{} {}", spelled(year / 100), spelled(year % 100)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_calendar() {
        assert_eq!(Day(0).written("iso").unwrap(), "1970-01-01");
        assert_eq!(Day(19_782).written("long").unwrap(), "February 29, 2024");
        assert_eq!(Day(19_782).weekday(), "Thursday");
        assert_eq!(Day(-10_000).written("spoken").unwrap(), "August sixteenth nineteen forty-two");
        assert_eq!(ordinal(112), "112th");
    }
}
