//! Days as numbers and back, in the Gregorian calendar.
//!
//! The two functions are Howard Hinnant's `days_from_civil` and `civil_from_days`
//! (<https://howardhinnant.github.io/date_algorithms.html>), exact for every year that a text can hold.

#![forbid(unsafe_code)]

/// A day. `month` is 1 to 12, `day` 1 to 31; whether the calendar has it is [`exists`](Self::exists).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day {
    pub(super) year: i32,
    pub(super) month: u32,
    pub(super) day: u32,
}

/// Whether 29 February exists in `year`.
pub(super) fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days a month has.
pub(super) fn days_in(year: i32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Day {
    /// Whether the calendar has it.
    pub(super) fn exists(self) -> bool {
        (1..=12).contains(&self.month) && (1..=days_in(self.year, self.month)).contains(&self.day)
    }

    /// Days since 1 January 1970.
    pub(super) fn number(self) -> i32 {
        let year = if self.month <= 2 { self.year - 1 } else { self.year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let month = (self.month as i32 + 9) % 12;
        let of_year = (153 * month + 2) / 5 + self.day as i32 - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The day with this number.
    pub(super) fn of(number: i32) -> Self {
        let shifted = number + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + i32::from(month <= 2);
        Self { year, month: month.unsigned_abs(), day: day.unsigned_abs() }
    }

    /// The day `days` later.
    pub(super) fn plus(self, days: i32) -> Self {
        Self::of(self.number() + days)
    }

    /// The ISO 8601 year and week that it lies in.
    pub(super) fn week(self) -> (i32, u32) {
        // The Thursday of a week decides its year.
        let thursday = self.number() - (self.number() + 3).rem_euclid(7) + 3;
        let year = Self::of(thursday).year;
        let first = Self { year, month: 1, day: 1 }.number();
        (year, ((thursday - first) / 7 + 1).unsigned_abs())
    }

    /// The Thursday of a week.
    pub(super) fn of_week(year: i32, week: u32) -> Self {
        let fourth = Self { year, month: 1, day: 4 }.number();
        let thursday = fourth - (fourth + 3).rem_euclid(7) + 3;
        Self::of(thursday + (week as i32 - 1) * 7)
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn every_day_of_two_centuries_comes_back() {
        let mut number = Day { year: 1850, month: 1, day: 1 }.number();
        for year in 1850..=2101 {
            for month in 1..=12 {
                for day in 1..=super::days_in(year, month) {
                    let this = Day { year, month, day };
                    assert_eq!((this.number(), Day::of(number)), (number, this));
                    number += 1;
                }
            }
        }
        assert_eq!(Day { year: 1970, month: 1, day: 1 }.number(), 0);
        assert!(!Day { year: 1900, month: 2, day: 29 }.exists() && Day { year: 2000, month: 2, day: 29 }.exists());
    }

    #[test]
    fn weeks_are_those_of_iso_8601() {
        let week = |year, month, day| Day { year, month, day }.week();
        assert_eq!(week(2024, 1, 1), (2024, 1));
        assert_eq!(week(2021, 1, 3), (2020, 53));
        assert_eq!(week(2018, 12, 31), (2019, 1));
        for (year, last) in [(2020, 53), (2023, 52)] {
            for number in 1..=last {
                assert_eq!(Day::of_week(year, number).week(), (year, number));
            }
        }
    }
}
