//! The words of dates: months in six languages, weekdays in two, numbers in English.

#![forbid(unsafe_code)]

/// One language's months, as a text prints them. The lexicon lists more spellings; one that is not here becomes a tag.
struct Months {
    full: [&'static str; 12],
    short: [&'static str; 12],
}

const LANGUAGES: [Months; 6] = [
    Months {
        full: [
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
        ],
        short: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    },
    Months {
        full: [
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
        ],
        short: ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
    },
    Months {
        full: [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        short: ["janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"],
    },
    Months {
        full: [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
        short: ["Jan", "Feb", "März", "Apr", "Mai", "Juni", "Juli", "Aug", "Sep", "Okt", "Nov", "Dez"],
    },
    Months {
        full: [
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ],
        short: ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"],
    },
    Months {
        full: [
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
        short: ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"],
    },
];

/// Spellings that are read and not written.
const ALSO: [(&str, u32); 6] =
    [("sept", 9), ("febuary", 2), ("feburary", 2), ("septemeber", 9), ("maerz", 3), ("setiembre", 9)];

/// A month by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Month {
    pub(super) number: u32,
    language: usize,
    short: bool,
}

/// Without accents, in small letters: how the engine sees words.
fn plain(word: &str) -> String {
    let letter = |letter: char| match letter {
        'é' | 'è' | 'ê' => 'e',
        'û' => 'u',
        'ä' => 'a',
        'ç' => 'c',
        other => other.to_ascii_lowercase(),
    };
    word.chars().map(letter).collect()
}

/// The month that `word` (folded) names; of several languages the first, English, then Spanish.
pub(super) fn month(word: &str) -> Option<Month> {
    let word = plain(word);
    if let Some((_, number)) = ALSO.iter().find(|(spelling, _)| *spelling == word) {
        let language = match word.as_str() {
            "maerz" => 3,
            "setiembre" => 1,
            _ => 0,
        };
        return Some(Month { number: *number, language, short: word == "sept" });
    }
    for (language, months) in LANGUAGES.iter().enumerate() {
        for (names, short) in [(&months.full, false), (&months.short, true)] {
            if let Some(at) = names.iter().position(|name| plain(name) == word) {
                return Some(Month { number: at as u32 + 1, language, short });
            }
        }
    }
    None
}

impl Month {
    /// `May` is as long as it is short: between digits and marks, as in `14-May-24`, it stands for the short form.
    pub(super) fn among_marks(self) -> Self {
        Self { short: self.short || self.number == 5, ..self }
    }

    /// The name of month `number`, in the language, length and case that `like` has.
    pub(super) fn write(self, number: u32, like: &str, out: &mut String) {
        let Some(months) = LANGUAGES.get(self.language) else { return };
        let names = if self.short { &months.short } else { &months.full };
        let name = names.get(number.saturating_sub(1) as usize).copied().unwrap_or_default();
        in_case_of(like, name, out);
    }
}

/// Appends `word` in the case of `like`: all capitals, all small, or as names are written.
pub(in crate::transform) fn in_case_of(like: &str, word: &str, out: &mut String) {
    let mut letters = like.chars().filter(|letter| letter.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    let rest = letters.next().is_some_and(char::is_uppercase);
    match (first, rest) {
        (true, true) => out.extend(word.chars().flat_map(char::to_uppercase)),
        (true, false) => {
            let mut letters = word.chars();
            out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            out.push_str(letters.as_str());
        }
        (false, _) => out.extend(word.chars().flat_map(char::to_lowercase)),
    }
}

/// Weekdays, Monday first: long, then the short forms that are in use.
const WEEKDAYS: [[&str; 4]; 7] = [
    ["monday", "mon", "mon", "lunes"],
    ["tuesday", "tue", "tues", "martes"],
    ["wednesday", "wed", "weds", "miercoles"],
    ["thursday", "thu", "thurs", "jueves"],
    ["friday", "fri", "fri", "viernes"],
    ["saturday", "sat", "sat", "sabado"],
    ["sunday", "sun", "sun", "domingo"],
];

/// The weekday that `word` names, 0 for Monday, and the form of it.
pub(super) fn weekday(word: &str) -> Option<(usize, usize)> {
    let word = plain(word);
    let word = if word == "thur" { "thu" } else { word.as_str() };
    WEEKDAYS
        .iter()
        .enumerate()
        .find_map(|(day, forms)| forms.iter().position(|form| *form == word).map(|form| (day, form)))
}

/// Appends weekday `day` in `form`, in the case of `like`.
pub(super) fn write_weekday(day: usize, form: usize, like: &str, out: &mut String) {
    let word = WEEKDAYS.get(day % 7).and_then(|forms| forms.get(form)).copied().unwrap_or_default();
    in_case_of(like, word, out);
}

const UNITS: [&str; 20] = [
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
const ORDINALS: [&str; 20] = [
    "",
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
];

/// What a word adds to a number in words: its value, and whether it is an ordinal.
pub(super) fn number(word: &str) -> Option<(u32, bool)> {
    let word = plain(word);
    let at = |names: &[&str]| names.iter().position(|name| !name.is_empty() && *name == word);
    if let Some(value) = at(&UNITS) {
        return Some((value as u32, false));
    }
    if let Some(tens) = at(&TENS) {
        return Some((tens as u32 * 10, false));
    }
    if let Some(value) = at(&ORDINALS) {
        return Some((value as u32, true));
    }
    match word.as_str() {
        "twentieth" => Some((20, true)),
        "thirtieth" => Some((30, true)),
        "oh" | "o" => Some((0, false)),
        "hundred" => Some((100, false)),
        "thousand" => Some((1000, false)),
        _ => None,
    }
}

/// Appends a number below 100 in words.
pub(super) fn write_number(value: u32, ordinal: bool, like: &str, out: &mut String) {
    let mut word = String::new();
    let name = |names: &[&'static str], at: u32| names.get(at as usize).copied().unwrap_or_default();
    match (value, ordinal) {
        (20, true) => word.push_str("twentieth"),
        (30, true) => word.push_str("thirtieth"),
        (0..=19, true) => word.push_str(name(&ORDINALS, value)),
        (0..=19, false) => word.push_str(name(&UNITS, value)),
        _ => {
            word.push_str(name(&TENS, value / 10));
            if !value.is_multiple_of(10) {
                word.push('-');
                word.push_str(name(if ordinal { &ORDINALS } else { &UNITS }, value % 10));
            }
        }
    }
    in_case_of(like, &word, out);
}

/// Appends a year in words: `nineteen fifty-one`, `two thousand five`, `twenty twenty-four`, or `two thousand twenty-four`
/// where `like` begins so.
pub(super) fn write_year(year: u32, like: &str, out: &mut String) {
    let upper = like.chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase);
    let case = if upper { "AA" } else { "aa" };
    let (century, rest) = (year / 100, year % 100);
    if century == 20 && (rest < 10 || plain(like).starts_with("two")) {
        in_case_of(case, "two thousand", out);
        if rest > 0 {
            out.push(' ');
            write_number(rest, false, case, out);
        }
        return;
    }
    write_number(century, false, case, out);
    out.push(' ');
    match rest {
        0 => in_case_of(case, "hundred", out),
        1..=9 => {
            in_case_of(case, "oh ", out);
            write_number(rest, false, case, out);
        }
        _ => write_number(rest, false, case, out),
    }
}

/// `st`, `nd`, `rd` or `th`.
pub(super) fn suffix(day: u32) -> &'static str {
    match (day % 10, day % 100) {
        (1, last) if last != 11 => "st",
        (2, last) if last != 12 => "nd",
        (3, last) if last != 13 => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::{month, number, suffix, weekday, write_number, write_weekday, write_year};

    #[test]
    fn months_keep_language_length_and_case() {
        let moved = |word: &str, to: u32| {
            let mut out = String::new();
            month(word).expect("a month").write(to, word, &mut out);
            out
        };
        assert_eq!(moved("March", 12), "December");
        assert_eq!(moved("MAR", 12), "DEC");
        assert_eq!(moved("sept", 1), "jan");
        assert_eq!(moved("fevrier", 8), "août");
        assert_eq!(moved("Oktober", 3), "März");
        assert_eq!(moved("mayo", 9), "septiembre");
        assert_eq!(month("marching"), None);
    }

    #[test]
    fn weekdays_keep_their_form() {
        let moved = |word: &str, by: usize| {
            let (day, form) = weekday(word).expect("a weekday");
            let mut out = String::new();
            write_weekday(day + by, form, word, &mut out);
            out
        };
        assert_eq!(moved("Tuesday", 6), "Monday");
        assert_eq!(moved("SUN", 1), "MON");
        assert_eq!(moved("thurs", 7), "thurs");
        assert_eq!(moved("Lunes", 3), "Jueves");
    }

    #[test]
    fn numbers_in_words_come_back() {
        for value in 1..=31 {
            let mut word = String::new();
            write_number(value, true, "a", &mut word);
            let sum: u32 = word.split('-').filter_map(number).map(|(value, _)| value).sum();
            assert_eq!(sum, value, "{word}");
        }
        let year = |year, like| {
            let mut out = String::new();
            write_year(year, like, &mut out);
            out
        };
        assert_eq!(year(1951, "nineteen"), "nineteen fifty-one");
        assert_eq!(year(1905, "nineteen"), "nineteen oh five");
        assert_eq!(year(2021, "two thousand"), "two thousand twenty-one");
        assert_eq!(year(2021, "twenty"), "twenty twenty-one");
        assert_eq!(year(2000, "TWENTY"), "TWO THOUSAND");
        assert_eq!([1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 30].map(suffix).concat(), "stndrdththththstndrdth");
    }
}
