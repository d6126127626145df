//! Places, facilities and organizations, halved like the names.

#![forbid(unsafe_code)]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::Split;
use crate::dice::Dice;
use crate::names::half;

static GAZETTEERS: LazyLock<[Gazetteer; 2]> = LazyLock::new(|| {
    let text = include_str!("../data/places.txt");
    [Gazetteer::read(text, Split::Dev), Gazetteer::read(text, Split::Test)]
});

const HOSPITALS: &[&str] = &[
    "{} Regional Medical Center",
    "{} Hospital",
    "{} Memorial Hospital",
    "{} General",
    "{} Health System",
    "{} University Hospital",
    "{} Community Hospital",
    "{} Veterans Affairs Medical Center",
    "{} Children's Hospital",
    "{} Medical Center",
    "{} Methodist",
    "The {} Clinic",
];
const CLINICS: &[&str] = &[
    "{} Family Practice",
    "{} Health Center",
    "{} Internal Medicine Associates",
    "{} Women's Clinic",
    "{} Orthopaedics & Spine",
    "{} Pediatrics",
    "{} Dialysis",
    "{} Urgent Care",
    "{} Cardiology Group",
    "{} Eye Institute",
    "{} Oncology Partners",
    "{} Imaging Partners",
    "{} Pathology Associates",
    "{} Behavioral Health",
    "{} Dental Arts",
];
const PHARMACIES: &[&str] = &[
    "{} Pharmacy",
    "{} Drug",
    "{} Apothecary",
    "{} Specialty Rx",
    "{} Compounding Pharmacy",
    "{} Mail Order Pharmacy",
];
const HOMES: &[&str] = &[
    "{} Manor",
    "{} Skilled Nursing and Rehab",
    "{} Assisted Living",
    "{} Care Center",
    "{} Hospice House",
    "{} Group Home",
    "{} Shelter",
    "Villa {}",
];
const UNITS: &[&str] = &[
    "4 West",
    "7 North",
    "3W",
    "MICU 12",
    "Tower B 6th floor",
    "5E-12",
    "Pod C",
    "Unit 2B",
    "SICU bed 9",
    "Ward 11",
    "NICU Bay 4",
    "6 South",
    "CCU-3",
    "4 Tower",
    "8 Main",
    "2 East",
    "PACU 14",
    "L&D 7",
    "ED-11",
    "Rm 412-B",
    "9 Cedar",
    "Hall 3",
];
const SUFFIXES: &[&str] = &[
    "St", "Ave", "Blvd", "Street", "Avenue", "Rd", "Road", "Ln", "Lane", "Dr", "Drive", "Ct", "Court", "Way",
    "Terrace", "Pkwy", "Cir", "Trl", "Hwy", "Place", "Loop",
];
const UNITS_OF_HOUSES: &[&str] =
    &[", Apt 4B", " #12", " Apt. 301", ", Unit 7", " Ste 210", ", Suite 310", " Lot 18", ", Floor 2", " Trlr 14"];

/// The lists of one half.
pub(crate) struct Gazetteer(BTreeMap<String, Vec<String>>);

/// A city with its state and the first digits of its ZIP codes.
#[derive(Clone)]
pub(crate) struct City {
    pub(crate) name: String,
    pub(crate) state: String,
    pub(crate) zip: String,
}

/// The half of `split`.
pub(crate) fn gazetteer(split: Split) -> &'static Gazetteer {
    match split {
        Split::Dev => &GAZETTEERS[0],
        Split::Test => &GAZETTEERS[1],
    }
}

impl Gazetteer {
    fn read(text: &str, split: Split) -> Self {
        let mut lists: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut open = String::new();
        for line in text.lines().filter(|line| !line.starts_with(";;") && !line.is_empty()) {
            match line.strip_prefix("== ") {
                Some(title) => title.clone_into(&mut open),
                None if half(line.split('|').next().unwrap_or(line)) == split => {
                    lists.entry(open.clone()).or_default().push(line.to_owned());
                }
                None => {}
            }
        }
        Self(lists)
    }

    fn one(&self, dice: &mut Dice, list: &str) -> String {
        self.0.get(list).map_or_else(String::new, |names| dice.pick(names).clone())
    }

    pub(crate) fn city(&self, dice: &mut Dice) -> City {
        let line = self.one(dice, "city");
        let mut parts = line.split('|').map(str::to_owned);
        let mut part = || parts.next().unwrap_or_default();
        City { name: part(), state: part(), zip: part() }
    }

    /// A name of the list, or a facility by one of the patterns of its sort.
    pub(crate) fn name(&self, dice: &mut Dice, sort: &str) -> Option<String> {
        let patterns = match sort {
            "hosp" => HOSPITALS,
            "clinic" => CLINICS,
            "pharm" => PHARMACIES,
            "snf" => HOMES,
            "unit" => return Some((*dice.pick(UNITS)).to_owned()),
            "county" | "employer" | "school" | "congregation" | "hood" | "street" | "landmark" => {
                return Some(self.one(dice, sort));
            }
            _ => return None,
        };
        let base = if dice.chance(80) { self.one(dice, "landmark") } else { self.city(dice).name };
        Some(dice.pick(patterns).replace("{}", &base))
    }

    /// A street address without its city.
    pub(crate) fn street(&self, dice: &mut Dice) -> String {
        let number = match dice.below(8) {
            0 => format!("{}-{}", dice.between(11, 99), dice.between(10, 60)),
            1 => format!("{} 1/2", dice.between(2, 900)),
            _ => dice.between(3, 9899).to_string(),
        };
        match dice.below(14) {
            0 => return format!("PO Box {}", dice.between(7, 9900)),
            1 => return format!("RR {} Box {}", dice.between(1, 6), dice.between(10, 480)),
            2 => {
                let (a, b) = (*dice.pick(&["N", "NW", "S", "SE", "W"]), dice.between(3, 189));
                return format!("{number} {a} {} Ave", crate::calendar::ordinal(b));
            }
            3 => return format!("{number} County Road {}", dice.between(2, 480)),
            _ => {}
        }
        let way = *dice.pick(&["", "", "", "N ", "S ", "West ", "E. "]);
        let (name, suffix) = (self.one(dice, "street"), *dice.pick(SUFFIXES));
        let house = if dice.chance(35) { *dice.pick(UNITS_OF_HOUSES) } else { "" };
        format!("{number} {way}{name} {suffix}{house}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_halves_share_no_place() {
        let [dev, test] = &*GAZETTEERS;
        for (list, names) in &dev.0 {
            let others = &test.0[list];
            assert!(names.len() >= 5 && others.len() >= 2, "{list}: {} {}", names.len(), others.len());
            assert!(names.iter().all(|name| !others.contains(name)), "{list}");
        }
    }

    #[test]
    fn every_sort_has_names() {
        let mut dice = Dice::new(3, 3);
        for sort in ["hosp", "clinic", "pharm", "snf", "unit", "county", "employer", "school", "congregation", "hood"] {
            assert!(!gazetteer(Split::Test).name(&mut dice, sort).unwrap().is_empty(), "{sort}");
        }
        assert!(gazetteer(Split::Dev).name(&mut dice, "no such").is_none());
    }
}
