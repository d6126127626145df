//! Days, ages and clock times. Only the part that is finer than a year is marked: not the time of day, not a weekday.

#![forbid(unsafe_code)]

use unphi::Identifier;

use super::tag;
use crate::calendar::{Day, spelled};
use crate::compose::Composer;

const HOLIDAYS: &[&str] = &[
    "Christmas",
    "Thanksgiving",
    "Easter",
    "Labor Day",
    "Memorial Day",
    "the Fourth of July",
    "New Year's Eve",
    "Halloween",
    "Valentine's Day",
    "Ramadan",
    "Eid al-Fitr",
    "Passover",
    "Rosh Hashanah",
    "Yom Kippur",
    "Diwali",
    "Tết",
    "Lunar New Year",
    "Mother's Day",
    "Father's Day",
    "Juneteenth",
    "MLK Day",
    "Cinco de Mayo",
    "St. Patrick's Day",
    "Good Friday",
    "Hanukkah",
    "Veterans Day",
    "Mardi Gras",
    "Christmas Eve",
    "Día de los Muertos",
    "Nowruz",
];

pub(super) fn fill(to: &mut Composer<'_>, name: &str, argument: Option<&str>) -> bool {
    match name {
        "age" | "agey" | "oldage" => age(to, name),
        "time" => {
            let (hour, minute) = (to.dice.between(0, 23), to.dice.between(0, 59));
            let text = match argument {
                Some("colon") => format!("{hour:02}:{minute:02}"),
                Some("ms") => format!("{hour:02}:{minute:02}:{:02},{:03}", minute * 7 % 60, to.dice.between(0, 999)),
                Some("z") => format!("{hour:02}:{minute:02}:{:02}.{:03}Z", minute * 11 % 60, to.dice.between(0, 999)),
                _ if to.dice.chance(60) => format!("{hour:02}{minute:02}"),
                _ => format!("{hour:02}:{minute:02}"),
            };
            to.draft.plain(&text);
        }
        "wday" => to.draft.plain(to.scene.today.weekday()),
        "year" => {
            let year = to.scene.today.year() - to.dice.between(0, 25);
            to.draft.plain(&year.to_string());
        }
        "thisyear" => to.draft.plain(&to.scene.today.year().to_string()),
        "holiday" => {
            let holiday = *to.dice.pick(HOLIDAYS);
            to.draft.mark(holiday, tag(Identifier::Date, "holiday"));
        }
        "loose" => {
            let day = Day(to.scene.today.0 - to.dice.between(40, 4000));
            let text = day.loosely(&mut to.dice);
            to.draft.mark(&text, tag(Identifier::Date, "date"));
        }
        "stamp" => {
            let (day, seconds) = (to.scene.today, to.dice.between(0, 86_399));
            let day = day.written("stamp").unwrap_or_default();
            let clock = format!("{:02}{:02}{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
            to.draft.mark(&format!("{day}{clock}"), tag(Identifier::Date, "datetime"));
        }
        "dob" => return day(to, to.scene.birth, argument),
        "past" => {
            let past = Day(to.scene.today.0 - to.dice.between(30, 7000));
            let style = argument.unwrap_or_else(|| *to.dice.pick(&["my", "monthyear", "monyy", "mdY", "monthof"]));
            return day(to, past, Some(style));
        }
        _ => {
            let Some(shift) = name.strip_prefix('d').and_then(|shift| shifted(to, shift)) else { return false };
            return day(to, Day(to.scene.today.0 + shift), argument);
        }
    }
    true
}

/// `0`, `-3`, `+14` or `-30..-400`.
fn shifted(to: &mut Composer<'_>, text: &str) -> Option<i64> {
    let (low, high) = text.split_once("..").unwrap_or((text, text));
    let (low, high) = (low.parse::<i64>().ok()?, high.parse::<i64>().ok()?);
    Some(to.dice.between(low.min(high), low.max(high)))
}

fn day(to: &mut Composer<'_>, day: Day, style: Option<&str>) -> bool {
    let style = style.unwrap_or_else(|| to.scene.style(&mut to.dice));
    let Some(text) = day.written(style) else { return false };
    to.draft.mark(&text, tag(Identifier::Date, "date"));
    true
}

fn age(to: &mut Composer<'_>, name: &str) {
    let years = if name == "oldage" { to.dice.between(90, 103) } else { to.scene.age };
    let over = years > 89;
    let text = if to.dice.chance(8) && years > 20 { spelled(years) } else { years.to_string() };
    if over {
        to.draft.mark(&text, tag(Identifier::Date, "age"));
    } else {
        to.draft.plain(&text);
    }
    if name == "agey" {
        let unit = to.dice.pick(&["-year-old", "-year-old", " year old", " y.o.", " yo", "yo", "-yr-old", " y/o"]);
        to.draft.plain(unit);
    }
}
