//! The people of a document and the forms in which they are written. A person is made when first asked for and stays the
//! same; relatives mostly share the patient's culture and name.

#![forbid(unsafe_code)]

use crate::dice::Dice;

/// A person.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) given: String,
    pub(crate) middle: Option<String>,
    pub(crate) family: String,
    pub(crate) nickname: String,
    pub(crate) female: bool,
    /// The digits behind a login.
    pub(crate) digits: String,
}

/// A part of a written name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// A title, a credential, a comma before it.
    Around(String),
    /// The name.
    Name(String),
}

/// Roles and the credentials that go with them; a role that is none of these is no person.
const ROLES: &[(&str, &[&str])] = &[
    ("pt", &[]),
    ("pt2", &[]),
    ("mom", &[]),
    ("dad", &[]),
    ("spouse", &[]),
    ("son", &[]),
    ("dtr", &[]),
    ("sis", &[]),
    ("bro", &[]),
    ("gma", &[]),
    ("kin", &[]),
    ("kin2", &[]),
    ("baby", &[]),
    ("friend", &[]),
    ("boss", &[]),
    ("author", &[]),
    ("att", &["MD", "DO", "M.D.", "MD, PhD", "MD FACP"]),
    ("pcp", &["MD", "DO", "NP", "APRN", "M.D.", "FNP-BC", "PA-C"]),
    ("ref", &["MD", "DO", "M.D.", "MD, FACC"]),
    ("surg", &["MD", "MD, FACS", "DO", "DPM"]),
    ("anes", &["MD", "CRNA", "DO"]),
    ("res", &["MD", "MD PGY-2", "DO, PGY-1", "MS4"]),
    ("cons", &["MD", "DO", "PharmD", "PA-C"]),
    ("rad", &["MD", "M.D.", "DO"]),
    ("path", &["MD", "M.D.", "MD, FCAP"]),
    ("rn", &["RN", "RN, BSN", "LPN", "R.N.", "RN CCRN"]),
    ("rn2", &["RN", "LVN", "CNA", "RN, BSN"]),
    ("sw", &["LCSW", "MSW", "LMSW", "LICSW"]),
    ("rph", &["PharmD", "RPh", "Pharm.D., BCPS"]),
    ("thx", &["PT, DPT", "OTR/L", "CCC-SLP", "PTA", "RT(R)", "RDN", "RRT"]),
    ("psy", &["PhD", "PsyD", "MD", "PMHNP-BC"]),
    ("dds", &["DDS", "DMD", "RDH", "BDS"]),
    ("medic", &["EMT-P", "NRP", "EMT-B", "AEMT"]),
    ("tech", &["RT(R)", "RDCS", "MLS(ASCP)", "CST", "CPhT"]),
    ("rep", &[]),
    ("clerk", &[]),
    ("dev", &[]),
    ("dev2", &[]),
    ("law", &["Esq.", "JD"]),
    ("cop", &[]),
    ("interp", &[]),
];

/// Whether the role is a person's, and whether the person is kin of the patient.
pub(crate) fn is_role(role: &str) -> bool {
    ROLES.iter().any(|(name, _)| *name == role)
}

/// Relatives, with their sex where the word says it.
pub(crate) fn kin(role: &str) -> Option<Option<bool>> {
    match role {
        "mom" | "dtr" | "sis" | "gma" => Some(Some(true)),
        "dad" | "son" | "bro" => Some(Some(false)),
        "spouse" | "kin" | "kin2" | "baby" => Some(None),
        _ => None,
    }
}

impl Person {
    /// The name in the form `form`; `None` where there is no such form. `role` decides titles and credentials.
    pub(crate) fn written(&self, dice: &mut Dice, role: &str, form: &str) -> Option<Vec<Part>> {
        let whole = |name: String| Some(vec![Part::Name(name)]);
        match form {
            "doc" => return Some(self.as_doctor(dice, role)),
            "cred" => return Some(self.with_credential(dice, role, self.full())),
            "t" => return Some(vec![Part::Around(self.title(dice, role)), Part::Name(self.family.clone())]),
            "any" => {
                let form = *dice.pick(&["full", "full", "fml", "lf", "fi"]);
                return self.written(dice, role, form);
            }
            "desk" => {
                let form = *dice.pick(&["full", "fml", "lf", "lfm", "LF", "LFM", "LFM", "FULL"]);
                return self.written(dice, role, form);
            }
            "ref" => {
                let form = *dice.pick(&["t", "t", "t", "family", "first"]);
                return self.written(dice, role, form);
            }
            _ => {}
        }
        let (given, family) = (&self.given, &self.family);
        match form {
            "full" => whole(self.full()),
            "FULL" => whole(self.full().to_uppercase()),
            "fml" => whole(self.middled()),
            "first" => whole(given.clone()),
            "family" => whole(family.clone()),
            "nick" => whole(self.nickname.clone()),
            "quoted" => whole(format!("{given} \"{}\" {family}", self.nickname)),
            "lf" => whole(format!("{family}, {given}")),
            "LF" => whole(format!("{family}, {given}").to_uppercase()),
            "lfm" => whole(format!("{family}, {given}{}", self.initial_after(" "))),
            "LFM" => whole(format!("{family}, {given}{}", self.initial_after(" ")).to_uppercase()),
            "lfi" => whole(format!("{family}, {}.", first(given))),
            "fi" => whole(format!("{}. {family}", first(given))),
            "Fi" => whole(format!("{given} {}.", first(family))),
            "fil" => whole(format!("{}{family}", first(given)).to_lowercase().replace([' ', '\'', '-', '.'], "")),
            "ini" => whole(self.initials()),
            "inilow" => whole(self.initials().to_lowercase()),
            "inidot" => whole(self.initials().chars().map(|letter| format!("{letter}.")).collect()),
            "user" => whole(self.login(dice)),
            "slug" => whole(plain(&format!("{given}-{family}"))),
            "hl7" => whole(format!("{family}^{given}{}", self.initial_after("^")).to_uppercase()),
            "hl7s" => whole(format!("{family}^{given}")),
            "spell" => whole(spelt(family, "-")),
            "spellword" => whole(spelt(family, " ")),
            "upper" => whole(family.to_uppercase()),
            "wrong" => whole(misspelt(dice, family)),
            "jr" => whole(format!("{} {}", self.full(), dice.pick(&["Jr.", "Sr.", "III", "II", "Jr"]))),
            "mi" => whole(first(self.middle.as_deref().unwrap_or("A"))),
            "middle" => whole(self.middle.clone().unwrap_or_else(|| given.clone())),
            _ => None,
        }
    }

    fn full(&self) -> String {
        format!("{} {}", self.given, self.family)
    }

    fn middled(&self) -> String {
        match &self.middle {
            Some(middle) => format!("{} {}. {}", self.given, first(middle), self.family),
            None => self.full(),
        }
    }

    fn initial_after(&self, between: &str) -> String {
        self.middle.as_ref().map_or_else(String::new, |middle| format!("{between}{}", first(middle)))
    }

    fn initials(&self) -> String {
        let middle = self.middle.as_deref().map_or_else(String::new, first);
        format!("{}{middle}{}", first(&self.given), first(&self.family)).to_uppercase()
    }

    /// A login built from the name, as directories build them.
    fn login(&self, dice: &mut Dice) -> String {
        let (given, family) = (plain(&self.given), plain(&self.family));
        let (given, family) = (given.replace('-', ""), family.replace('-', ""));
        let initial = first(&given);
        let short: String = family.chars().take(6).collect();
        match dice.below(5) {
            0 => format!("{initial}{family}"),
            1 => format!("{given}.{family}"),
            2 => format!("{family}{initial}"),
            3 => format!("{initial}{short}{}", self.digits),
            _ => format!("{given}_{initial}{}", self.digits),
        }
    }

    fn title(&self, dice: &mut Dice, role: &str) -> String {
        let credentials = credentials(role);
        let doctor = credentials.iter().any(|one| one.starts_with(['M', 'D', 'P']) && !one.starts_with("MSW"));
        let titles: &[&str] = match (doctor && role != "thx" && role != "medic", self.female) {
            (true, _) => &["Dr. ", "Dr ", "Dr. ", "Doctor "],
            (false, true) => &["Ms. ", "Mrs. ", "Ms ", "Miss ", "Mrs "],
            (false, false) => &["Mr. ", "Mr ", "Mr. "],
        };
        (*dice.pick(titles)).to_owned()
    }

    fn as_doctor(&self, dice: &mut Dice, role: &str) -> Vec<Part> {
        match dice.below(6) {
            0..=2 => vec![Part::Around("Dr. ".into()), Part::Name(self.family.clone())],
            3 => vec![Part::Around("Dr. ".into()), Part::Name(self.full())],
            4 => self.with_credential(dice, role, self.full()),
            _ => {
                let name = format!("{}. {}", first(&self.given), self.family);
                self.with_credential(dice, role, name)
            }
        }
    }

    fn with_credential(&self, dice: &mut Dice, role: &str, name: String) -> Vec<Part> {
        let credentials = credentials(role);
        if credentials.is_empty() {
            return vec![Part::Name(name)];
        }
        let between = dice.pick(&[", ", ", ", " "]);
        vec![Part::Name(name), Part::Around(format!("{between}{}", dice.pick(credentials)))]
    }
}

fn credentials(role: &str) -> &'static [&'static str] {
    ROLES.iter().find(|(name, _)| *name == role).map_or(&[], |(_, credentials)| credentials)
}

/// The first letter.
fn first(name: &str) -> String {
    name.chars().find(|letter| letter.is_alphabetic()).map_or_else(String::new, |letter| letter.to_string())
}

/// `K-O-W-A-L`.
fn spelt(name: &str, between: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).map(|letter| letter.to_uppercase().to_string());
    letters.collect::<Vec<_>>().join(between)
}

/// Two inner letters swapped, or one doubled.
fn misspelt(dice: &mut Dice, name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    if letters.len() < 4 {
        return name.to_owned();
    }
    let at = 1 + dice.below(letters.len() - 3);
    if letters[at].is_alphabetic() && letters[at + 1].is_alphabetic() && dice.chance(60) {
        letters.swap(at, at + 1);
    } else {
        letters.insert(at, letters[at]);
    }
    letters.into_iter().collect()
}

/// Lower case without marks: what logins, addresses and file names keep of a name.
pub(crate) fn plain(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for letter in name.to_lowercase().chars() {
        match letter {
            'a'..='z' | '0'..='9' | '-' => out.push(letter),
            'á' | 'à' | 'ã' | 'ạ' | 'å' | 'â' | 'ấ' | 'ắ' | 'ă' => out.push('a'),
            'é' | 'è' | 'ê' | 'ế' | 'ệ' | 'ễ' => out.push('e'),
            'í' | 'ì' | 'ị' | 'ı' => out.push('i'),
            'ó' | 'ò' | 'ô' | 'ơ' | 'õ' | 'ø' | 'ö' | 'ợ' | 'ọ' | 'ộ' => out.push('o'),
            'ú' | 'ù' | 'ũ' | 'ư' | 'ü' | 'ụ' | 'ồ' => out.push('u'),
            'ñ' | 'ń' => out.push('n'),
            'ç' | 'ć' | 'č' => out.push('c'),
            'ś' | 'š' => out.push('s'),
            'ß' => out.push_str("ss"),
            'ż' | 'ź' | 'ž' => out.push('z'),
            'ł' => out.push('l'),
            'đ' => out.push('d'),
            'ř' => out.push('r'),
            'ğ' => out.push('g'),
            'ý' => out.push('y'),
            'æ' => out.push_str("ae"),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_credentials_stand_outside() {
        let person = Person {
            given: "Åse".into(),
            middle: Some("Marie".into()),
            family: "van der Meulen".into(),
            nickname: "Dot".into(),
            female: true,
            digits: "42".into(),
        };
        let mut dice = Dice::new(1, 1);
        let mut written = |form: &str| person.written(&mut dice, "rn", form).unwrap();
        assert_eq!(written("LFM"), [Part::Name("VAN DER MEULEN, ÅSE M".into())]);
        assert_eq!(written("inidot"), [Part::Name("Å.M.V.".into())]);
        assert!(matches!(&written("t")[..], [Part::Around(_), Part::Name(name)] if name == "van der Meulen"));
        assert!(matches!(&written("cred")[..], [Part::Name(_), Part::Around(after)] if after.contains(['N', 'L'])));
        assert_eq!(plain("Kjærgaard"), "kjaergaard");
        assert!(person.written(&mut Dice::new(1, 1), "rn", "no such form").is_none());
    }
}
