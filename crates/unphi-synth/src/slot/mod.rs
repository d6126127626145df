//! Slots: what a template leaves to chance and the scene. What is an identifier is marked here and nowhere else.
//!
//! | slot | writes |
//! |---|---|
//! | `{pt:full}`, any role of [`cast`](crate::cast) and form | a person; titles and credentials stay outside the mark |
//! | `{he}` `{him}` `{his}` `{He}` `{man}` `{M}` `{male}` `{Mr}` | words that agree with the patient; `{kinrel}` for the relative `kin` |
//! | `{age}`, `{agey}`, `{oldage}` | the patient's age, alone or as `67-year-old`; some age over 89. Marked from 90 on |
//! | `{d0}`, `{d-3}`, `{d+14}`, `{d-30..-400}` with a format | a day counted from the encounter |
//! | `{dob}`, `{past}`, `{loose}`, `{holiday}`, `{ts}` `{tsiso}` `{stamp}`, `{wday}`, `{time}`, `{year}` | other days |
//! | `{hosp}` `{clinic}` `{pharm}` `{snf}` `{unit}` `{city}` `{county}` `{hood}` `{street}` `{zip}` `{addr}` `{gps}` | places |
//! | `{employer}` `{school}` `{church}` | organizations |
//! | `{phone}`, `{fax}`, `{email}`, `{url}`, `{ip}`, … | see [`contact`] |
//! | `{mrn}`, `{ssn}`, `{member}`, `{vin}`, … | see [`code`]: the same again within a document; `{mrn:2}` is another |

#![forbid(unsafe_code)]

mod code;
mod contact;
mod image;
mod time;

use unphi::Identifier;

use crate::cast::{Part, is_role};
use crate::compose::Composer;
use crate::draft::Tag;
use crate::place::gazetteer;

/// Fills a slot; false where there is none of this name or form.
pub(crate) fn fill(to: &mut Composer<'_>, name: &str, argument: Option<&str>) -> bool {
    if is_role(name) {
        return person(to, name, argument.unwrap_or("any"));
    }
    word(to, name)
        || time::fill(to, name, argument)
        || place(to, name, argument)
        || contact::fill(to, name, argument)
        || image::fill(to, name)
        || code::fill(to, name, argument)
}

pub(crate) const fn tag(identifier: Identifier, kind: &'static str) -> Tag {
    Tag { identifier, kind }
}

fn person(to: &mut Composer<'_>, role: &str, form: &str) -> bool {
    let person = to.scene.person(&mut to.dice, role);
    let Some(parts) = person.written(&mut to.dice, role, form) else { return false };
    let kind = match form {
        "ini" | "inilow" | "inidot" | "mi" => "initials",
        "user" | "slug" | "fil" => "username",
        _ => "person",
    };
    for part in parts {
        match part {
            Part::Around(text) => to.draft.plain(&text),
            Part::Name(name) => to.draft.mark(&name, tag(Identifier::Name, kind)),
        }
    }
    true
}

/// Words that agree with the patient or the relative.
fn word(to: &mut Composer<'_>, name: &str) -> bool {
    const AGREEING: &[(&str, &str, &str)] = &[
        ("he", "she", "he"),
        ("He", "She", "He"),
        ("HE", "SHE", "HE"),
        ("him", "her", "him"),
        ("his", "her", "his"),
        ("His", "Her", "His"),
        ("HIS", "HER", "HIS"),
        ("himself", "herself", "himself"),
        ("man", "woman", "man"),
        ("boy", "girl", "boy"),
        ("male", "female", "male"),
        ("MALE", "FEMALE", "MALE"),
        ("M", "F", "M"),
        ("Mr", "Ms.", "Mr."),
    ];
    if let Some((_, female, male)) = AGREEING.iter().find(|(word, ..)| *word == name) {
        let patient = to.scene.person(&mut to.dice, "pt");
        to.draft.plain(if patient.female { female } else { male });
        return true;
    }
    let relatives: (&[&str], &[&str]) = (
        &["daughter", "sister", "mother", "niece", "aunt", "granddaughter", "daughter-in-law", "wife", "grandmother"],
        &["son", "brother", "father", "nephew", "uncle", "grandson", "son-in-law", "husband", "godfather"],
    );
    let role = match name {
        "kinrel" => "kin",
        "kin2rel" => "kin2",
        _ => return false,
    };
    let relative = to.scene.person(&mut to.dice, role);
    let words = if relative.female { relatives.0 } else { relatives.1 };
    let chosen = *to.dice.pick(words);
    let chosen = to.scene.value(name, |_| chosen.to_owned());
    to.draft.plain(&chosen);
    true
}

fn place(to: &mut Composer<'_>, name: &str, argument: Option<&str>) -> bool {
    let key = format!("{name}:{}", argument.unwrap_or_default());
    let lists = gazetteer(to.scene.split);
    let other = argument.is_some();
    let (kind, value) = match name {
        "addr" => {
            address(to, argument);
            return true;
        }
        "state" => {
            let state = if other { lists.city(&mut to.dice).state } else { to.scene.city.state.clone() };
            to.draft.plain(&state);
            return true;
        }
        "city" if other => ("city", to.scene.value(&key, |_| lists.city(&mut to.dice).name)),
        "city" => ("city", to.scene.city.name.clone()),
        "CITY" => ("city", to.scene.city.name.to_uppercase()),
        "street" => ("street", to.scene.value(&key, |_| lists.street(&mut to.dice))),
        "zip" => ("zip", zip(to, &key, other)),
        "gps" => ("coordinates", coordinates(to)),
        "hosp" | "clinic" | "pharm" | "snf" => {
            let made = lists.name(&mut to.dice, name).unwrap_or_default();
            ("facility", to.scene.value(&key, |_| made))
        }
        "unit" => ("unit", lists.name(&mut to.dice, "unit").unwrap_or_default()),
        "county" => {
            let county = lists.name(&mut to.dice, "county").unwrap_or_default();
            ("county", to.scene.value(&key, |_| format!("{county} County")))
        }
        "hood" => ("neighbourhood", lists.name(&mut to.dice, "hood").unwrap_or_default()),
        "employer" | "school" | "church" => {
            let list = if name == "church" { "congregation" } else { name };
            let made = lists.name(&mut to.dice, list).unwrap_or_default();
            let value = to.scene.value(&key, |_| made);
            to.draft.mark(&value, tag(Identifier::Name, "organization"));
            return true;
        }
        _ => return false,
    };
    to.draft.mark(&value, tag(Identifier::Geographic, kind));
    true
}

fn zip(to: &mut Composer<'_>, key: &str, other: bool) -> String {
    let head = if other { gazetteer(to.scene.split).city(&mut to.dice).zip } else { to.scene.city.zip.clone() };
    let tail = to.dice.between(1, 99);
    let plus = if to.dice.chance(15) { format!("-{:04}", to.dice.between(1, 9999)) } else { String::new() };
    to.scene.value(key, |_| format!("{head}{tail:02}{plus}"))
}

fn coordinates(to: &mut Composer<'_>) -> String {
    let (north, west) = (to.dice.between(25_000, 48_999), to.dice.between(68_000, 123_999));
    let (a, b) = (north / 1000, north % 1000);
    let (c, d) = (west / 1000, west % 1000);
    match to.dice.below(3) {
        0 => format!("{a}.{b:03}7, -{c}.{d:03}2"),
        1 => format!("{a}.{b:03}°N {c}.{d:03}°W"),
        _ => format!("{a}°{:02}'{:02}\"N {c}°{:02}'{:02}\"W", b % 60, b % 59, d % 60, d % 59),
    }
}

/// Street, city, state and ZIP; the state stays outside the marks.
fn address(to: &mut Composer<'_>, argument: Option<&str>) {
    place(to, "street", Some(argument.unwrap_or("home")));
    to.draft.plain(", ");
    let mark = tag(Identifier::Geographic, "city");
    let city = match argument {
        Some(_) => gazetteer(to.scene.split).city(&mut to.dice),
        None => to.scene.city.clone(),
    };
    to.draft.mark(&city.name, mark);
    to.draft.plain(&format!(", {} ", city.state));
    let tail = to.dice.between(1, 99);
    let zip = to.scene.value(&format!("zip {}", city.name), |_| format!("{}{tail:02}", city.zip));
    to.draft.mark(&zip, tag(Identifier::Geographic, "zip"));
}
