//! Shifted dates: every interval and order is kept, in every way of writing.

use proptest::prelude::*;
use unphi::{Deidentifier, ErrorKind, Policy};

use crate::keyed;

/// A day by its number from 1 January 1970; written here anew so that the engine's own calendar is held to another.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Day {
    year: i64,
    month: usize,
    day: i64,
}

fn leap(year: i64) -> bool {
    year % 4 == 0 && year % 100 != 0 || year % 400 == 0
}

fn lengths(year: i64) -> [i64; 12] {
    [31, if leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
}

impl Day {
    fn of(mut number: i64) -> Self {
        let mut year = 1970;
        let days = |year| if leap(year) { 366 } else { 365 };
        while number < 0 {
            year -= 1;
            number += days(year);
        }
        while number >= days(year) {
            number -= days(year);
            year += 1;
        }
        let mut month = 0;
        while number >= lengths(year)[month] {
            number -= lengths(year)[month];
            month += 1;
        }
        Self { year, month, day: number + 1 }
    }

    fn number(self) -> i64 {
        let years: i64 = if self.year >= 1970 {
            (1970..self.year).map(|year| if leap(year) { 366 } else { 365 }).sum()
        } else {
            -(self.year..1970).map(|year| if leap(year) { 366 } else { 365 }).sum::<i64>()
        };
        years + lengths(self.year)[..self.month].iter().sum::<i64>() + self.day - 1
    }
}

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
const SPANISH: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const ORDINALS: [&str; 31] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
];
const WEEKDAYS: [&str; 7] = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];

fn short(month: usize) -> &'static str {
    MONTHS[month].get(..3).expect("ASCII")
}

fn suffix(day: i64) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

type Format = (&'static str, fn(Day) -> String);

/// Whole dates with a year of four digits.
const LONG: &[Format] = &[
    ("03/14/2024", |d| format!("{:02}/{:02}/{}", d.month + 1, d.day, d.year)),
    ("3/14/2024", |d| format!("{}/{}/{}", d.month + 1, d.day, d.year)),
    ("03-14-2024", |d| format!("{:02}-{:02}-{}", d.month + 1, d.day, d.year)),
    ("03 / 14 / 2024", |d| format!("{:02} / {:02} / {}", d.month + 1, d.day, d.year)),
    ("2024-03-14", |d| format!("{}-{:02}-{:02}", d.year, d.month + 1, d.day)),
    ("2024-03-14T08:22", |d| format!("{}-{:02}-{:02}T08:22:01Z", d.year, d.month + 1, d.day)),
    ("2024/03/14", |d| format!("{}/{:02}/{:02}", d.year, d.month + 1, d.day)),
    ("March 14, 2024", |d| format!("{} {}, {}", MONTHS[d.month], d.day, d.year)),
    ("MARCH 14, 2024", |d| format!("{} {}, {}", MONTHS[d.month].to_uppercase(), d.day, d.year)),
    ("march 14 2024", |d| format!("{} {} {}", MONTHS[d.month].to_lowercase(), d.day, d.year)),
    ("Mar 14, 2024", |d| format!("{} {}, {}", short(d.month), d.day, d.year)),
    ("March 14th, 2024", |d| format!("{} {}{}, {}", MONTHS[d.month], d.day, suffix(d.day), d.year)),
    ("14 March 2024", |d| format!("{} {} {}", d.day, MONTHS[d.month], d.year)),
    ("14th of March, 2024", |d| format!("{}{} of {}, {}", d.day, suffix(d.day), MONTHS[d.month], d.year)),
    ("14-Mar-2024", |d| format!("{:02}-{}-{}", d.day, short(d.month), d.year)),
    ("14/Mar/2024", |d| format!("{:02}/{}/{}", d.day, short(d.month), d.year)),
    ("14MAR2024", |d| format!("{:02}{}{}", d.day, short(d.month).to_uppercase(), d.year)),
    ("03%2F14%2F2024", |d| format!("{:02}%2F{:02}%2F{}", d.month + 1, d.day, d.year)),
    ("March&nbsp;14,&nbsp;2024", |d| format!("{}&nbsp;{},&nbsp;{}", MONTHS[d.month], d.day, d.year)),
    ("20240314", |d| format!("{}{:02}{:02}", d.year, d.month + 1, d.day)),
    ("20240314082201", |d| format!("{}{:02}{:02}082201", d.year, d.month + 1, d.day)),
    ("20240314082201.123-0500", |d| format!("{}{:02}{:02}082201.123-0500", d.year, d.month + 1, d.day)),
    ("3 de mayo de 2022", |d| format!("{} de {} de {}", d.day, SPANISH[d.month], d.year)),
    ("March fourteenth, 2024", |d| format!("{} {}, {}", MONTHS[d.month], ORDINALS[d.day as usize - 1], d.year)),
    ("the fourteenth of March 2024", |d| format!("{} of {} {}", ORDINALS[d.day as usize - 1], MONTHS[d.month], d.year)),
];

/// Whole dates with a year of two digits, which is one of 1941 to 2040.
const SHORT: &[Format] = &[
    ("03/14/24", |d| format!("{:02}/{:02}/{:02}", d.month + 1, d.day, d.year % 100)),
    ("3/14/24", |d| format!("{}/{}/{:02}", d.month + 1, d.day, d.year % 100)),
    ("03-14-24", |d| format!("{:02}-{:02}-{:02}", d.month + 1, d.day, d.year % 100)),
    ("14MAR24", |d| format!("{:02}{}{:02}", d.day, short(d.month).to_uppercase(), d.year % 100)),
    ("14-MAR-24", |d| format!("{:02}-{}-{:02}", d.day, short(d.month).to_uppercase(), d.year % 100)),
    ("141430ZMAR24", |d| format!("{:02}1430Z{}{:02}", d.day, short(d.month).to_uppercase(), d.year % 100)),
    ("March 14, '24", |d| format!("{} {}, '{:02}", MONTHS[d.month], d.day, d.year % 100)),
];

/// Day first, in a document that has a date which can be nothing else.
const DAY_FIRST: &[Format] = &[
    ("14.03.2024", |d| format!("{:02}.{:02}.{}", d.day, d.month + 1, d.year)),
    ("14/03/2024", |d| format!("{:02}/{:02}/{}", d.day, d.month + 1, d.year)),
];

/// What `date` becomes after `before`.
fn shifted(deid: &Deidentifier, subject: &str, before: &str, date: &str) -> String {
    let out = deid.deidentify_for(subject, &format!("{before}{date} as planned")).expect("deidentifies");
    out.text().strip_suffix(" as planned").and_then(|text| text.get(before.len()..)).unwrap_or(out.text()).to_owned()
}

/// The days that a subject's dates move by.
fn offset(deid: &Deidentifier, subject: &str) -> i64 {
    let out = shifted(deid, subject, "Date: ", "2000-06-15");
    let parts: Vec<i64> = out.split('-').map(|part| part.parse().expect("a number")).collect();
    let moved = Day { year: parts[0], month: parts[1] as usize - 1, day: parts[2] };
    moved.number() - Day { year: 2000, month: 5, day: 15 }.number()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_format_moves_by_the_same_days(number in -25_567i64..47_846, subject in "[a-z0-9]{1,8}") {
        let deid = keyed(Policy::pseudonymize(), 1);
        let offset = offset(&deid, &subject);
        prop_assert!(offset != 0 && offset.abs() <= 365);
        let (day, moved) = (Day::of(number), Day::of(number + offset));
        prop_assert_eq!(day.number(), number);
        // Whether `11/10` would have its zeros is not told by it, nor whether `May` is short.
        let open = |name: &str| {
            day.month >= 9 && day.day >= 10 && name.starts_with("3/") || day.month == 4 && name.starts_with("Mar 14")
        };
        for (name, format) in LONG.iter().filter(|(name, _)| !open(name)) {
            prop_assert_eq!(shifted(&deid, &subject, "Date: ", &format(day)), format(moved), "{}", name);
        }
        let window = 1941..=2040;
        if window.contains(&day.year) && window.contains(&moved.year) {
            for (name, format) in SHORT.iter().filter(|(name, _)| !open(name)) {
                prop_assert_eq!(shifted(&deid, &subject, "Date: ", &format(day)), format(moved), "{}", name);
            }
        }
        for (name, format) in DAY_FIRST {
            let anchor = format(Day { year: 2023, month: 11, day: 25 });
            let anchor_moved = format(Day::of(Day { year: 2023, month: 11, day: 25 }.number() + offset));
            let text = format!("Date: {anchor} Date: {} as planned", format(day));
            let out = deid.deidentify_for(&subject, &text).expect("deidentifies").into_text();
            prop_assert_eq!(out, format!("Date: {anchor_moved} Date: {} as planned", format(moved)), "{}", name);
        }
        let weekday = |day: Day| WEEKDAYS[day.number().rem_euclid(7) as usize];
        let text = |day: Day| format!("Seen {}, {} {}, {}.", weekday(day), MONTHS[day.month], day.day, day.year);
        prop_assert_eq!(deid.deidentify_for(&subject, &text(day)).expect("deidentifies").into_text(), text(moved));
    }

    /// Parts of dates keep their order: of two, the later one does not come out earlier.
    #[test]
    fn partial_dates_keep_their_order(first in -14_000i64..25_000, later in 0i64..2_000) {
        let deid = keyed(Policy::pseudonymize(), 1);
        let (a, b) = (Day::of(first), Day::of(first + later));
        let month = |day: Day| format!("{} {}", MONTHS[day.month], day.year);
        let read = |text: String| -> i64 {
            let (name, year) = text.split_once(' ').expect("two words");
            year.parse::<i64>().expect("a year") * 12 + MONTHS.iter().position(|month| *month == name).expect("a month") as i64
        };
        let shift = |text: &str| shifted(&deid, "p1", "Diagnosed in ", text);
        let (x, y) = (read(shift(&month(a))), read(shift(&month(b))));
        prop_assert!(x <= y);
        let months = |day: Day| day.year * 12 + day.month as i64;
        prop_assert!((y - x - (months(b) - months(a))).abs() <= 1, "to the precision of a month");
        let quarter = |day: Day| format!("Q{} {}", day.month / 3 + 1, day.year);
        let key = |text: String| text.split_once(' ').map(|(quarter, year)| format!("{year} {quarter}")).expect("two words");
        let shift = |text: &str| shifted(&deid, "p1", "Relapse in ", text);
        prop_assert!(key(shift(&quarter(a))) <= key(shift(&quarter(b))));
    }
}

/// What cannot be told from the outside is held to fixed cases: the key and subject give one offset.
fn case(text: &str) -> String {
    keyed(Policy::pseudonymize(), 1).deidentify_for("p1", text).expect("deidentifies").into_text()
}

fn days() -> i64 {
    offset(&keyed(Policy::pseudonymize(), 1), "p1")
}

fn moved(year: i64, month: usize, day: i64) -> Day {
    Day::of(Day { year, month: month - 1, day }.number() + days())
}

#[test]
fn leap_days_exist_or_become_tags() {
    let new = moved(2024, 2, 29);
    assert_eq!(case("Date: 02/29/2024"), format!("Date: {:02}/{:02}/{}", new.month + 1, new.day, new.year));
    assert_eq!(case("Date: 02/29/2023"), "Date: [DATE]", "no such day: a slip that cannot be moved");
    assert!(case("Seen on 2/29 for cough, last seen 1/5/2023").starts_with("Seen on "));
}

#[test]
fn dates_without_a_year_are_of_the_document() {
    let (pair, full) = (moved(2024, 3, 14), moved(2024, 3, 20));
    assert_eq!(
        case("Seen in ED on 3/14 for cough, admitted 3/20/2024"),
        format!(
            "Seen in ED on {}/{} for cough, admitted {}/{}/{}",
            pair.month + 1,
            pair.day,
            full.month + 1,
            full.day,
            full.year
        )
    );
}

#[test]
fn ranges_say_their_months_where_they_part() {
    let (from, to) = (moved(2024, 3, 3), moved(2024, 3, 5));
    let out = case("Inpatient stay March 3-5, 2024, uneventful.");
    let expected = if from.month == to.month {
        format!("{} {}-{}, {}", MONTHS[from.month], from.day, to.day, to.year)
    } else {
        format!("{} {}-{} {}, {}", MONTHS[from.month], from.day, MONTHS[to.month], to.day, to.year)
    };
    assert_eq!(out, format!("Inpatient stay {expected}, uneventful."));
    // Somewhere among subjects a month ends inside the range.
    let deid = keyed(Policy::pseudonymize(), 1);
    let mut parted = 0;
    for subject in 0..60 {
        let subject = subject.to_string();
        let out = deid.deidentify_for(&subject, "Stay March 3-5, 2024.").expect("deidentifies").into_text();
        let days = offset(&deid, &subject);
        let at = |day| Day::of(Day { year: 2024, month: 2, day }.number() + days);
        let (from, to) = (at(3), at(5));
        parted += usize::from(from.month != to.month);
        for part in [format!("{} {}", MONTHS[from.month], from.day), format!("{}, {}.", to.day, to.year)] {
            assert!(out.contains(&part), "{part} is not in {out}");
        }
        assert!(from.month == to.month || out.contains(&format!("-{} {}", MONTHS[to.month], to.day)), "{out}");
    }
    assert!(parted > 0);
}

#[test]
fn scanned_dates_come_out_clean() {
    let new = moved(2024, 3, 14);
    assert_eq!(case("DOB O3/l4/2024 SEX M"), format!("DOB {:02}/{:02}/{} SEX M", new.month + 1, new.day, new.year));
    let new = moved(2022, 11, 4);
    assert_eq!(
        case("Adm Date: 1 1/04/2022 ok"),
        format!("Adm Date: {:02}/{:02}/{} ok", new.month + 1, new.day, new.year)
    );
}

#[test]
fn weekdays_move_along() {
    let new = moved(2024, 8, 15);
    let weekday = |day: Day| WEEKDAYS[day.number().rem_euclid(7) as usize];
    let abbreviation = |day| weekday(day).get(..3).expect("ASCII");
    assert_eq!(
        case("Next infusion Thu 8/15/2024 (Thursday) then q2 weeks"),
        format!(
            "Next infusion {} {}/{}/{} ({}) then q2 weeks",
            abbreviation(new),
            new.month + 1,
            new.day,
            new.year,
            weekday(new)
        )
    );
    let deid = keyed(Policy::pseudonymize(), 1);
    let text = "On Thu 8/15/2024, MRN: 00482913, well";
    let out = deid.deidentify_for("p1", text).expect("deidentifies");
    let word = out.text().find("well").expect("stays");
    assert_eq!(out.offsets().to_original(word..word + 4), text.len() - 4..text.len(), "offsets know of weekdays");
}

#[test]
fn what_is_not_understood_becomes_a_tag() {
    assert_eq!(case("Symptoms since Thanksgiving"), "Symptoms since [DATE]");
    assert_eq!(case("Date: 13/45/2024"), "Date: [DATE]");
    assert_eq!(case("92 y.o. man"), "90+ y.o. man", "ages are no dates");
}

#[test]
fn a_subject_is_asked_for() {
    let deid = keyed(Policy::pseudonymize(), 1);
    let error = deid.deidentify("Seen 3/14/2024").expect_err("whose?");
    assert_eq!(error.kind(), ErrorKind::Input);
    let offsets: std::collections::HashSet<i64> = (0..40).map(|subject| offset(&deid, &subject.to_string())).collect();
    assert!(offsets.len() > 30, "each subject has days of its own");
    assert_ne!(offset(&deid, "p1"), offset(&keyed(Policy::pseudonymize(), 2), "p1"), "and each key");
}
