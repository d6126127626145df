//! What happens to a text on its way: casing, shorthand, slips, wrapped lines, repeated parts, scanning. Gold moves along.
//!
//! A genre says how often each is done, in percent: `distort: caps=10 lower=10 short=20 typo=30 wrap=20 copy=10 ocr=0`.
//! [`escape`] is for parts that stand in another format: `{!json …}`, `html`, `url`, `sql`, `upper`, `lower`, `quote`.

#![forbid(unsafe_code)]

mod layout;
mod letters;

use crate::dice::Dice;
use crate::draft::Draft;

/// How often, in percent, a document suffers each distortion.
#[derive(Clone, Debug, Default)]
pub(crate) struct Profile {
    caps: u32,
    lower: u32,
    short: u32,
    typo: u32,
    wrap: u32,
    copy: u32,
    ocr: u32,
}

impl Profile {
    /// Reads `caps=10 lower=5`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut profile = Self::default();
        for word in text.split_whitespace() {
            let (key, value) = word.split_once('=').ok_or_else(|| format!("`{word}`: no value"))?;
            let field = match key {
                "caps" => &mut profile.caps,
                "lower" => &mut profile.lower,
                "short" => &mut profile.short,
                "typo" => &mut profile.typo,
                "wrap" => &mut profile.wrap,
                "copy" => &mut profile.copy,
                "ocr" => &mut profile.ocr,
                _ => return Err(format!("`{key}`: no such distortion")),
            };
            *field = value.parse().map_err(|_| format!("`{word}`: no number"))?;
        }
        Ok(profile)
    }
}

/// Distorts a finished text.
pub(crate) fn distort(draft: &mut Draft, dice: &mut Dice, profile: &Profile) {
    if dice.chance(profile.copy) {
        layout::copy_forward(draft, dice);
    }
    if dice.chance(profile.short) {
        letters::shorten(draft, dice);
    }
    if dice.chance(profile.typo) {
        letters::slip(draft, dice);
    }
    if dice.chance(profile.caps) {
        letters::upper(draft);
    } else if dice.chance(profile.lower) {
        letters::lower(draft);
    }
    if dice.chance(profile.wrap) {
        layout::wrap(draft, dice);
    }
    if dice.chance(profile.ocr) {
        letters::scan(draft, dice);
    }
}

/// Writes the draft as `function` does; false where there is no such function.
pub(crate) fn escape(function: &str, draft: &mut Draft) -> bool {
    match function {
        "json" => draft.respell(json),
        "json2" => {
            draft.respell(json);
            draft.respell(json);
        }
        "ascii" => draft.respell(|letter| if letter.is_ascii() { json(letter) } else { Some(unicode_escape(letter)) }),
        "html" => draft.respell(html),
        "url" => draft.respell(url),
        "sql" => draft.respell(|letter| (letter == '\'').then(|| "''".to_owned())),
        "csv" => draft.respell(|letter| (letter == '"').then(|| "\"\"".to_owned())),
        "hl7" => draft.respell(hl7),
        "line" => draft.respell(|letter| (letter == '\n').then(|| " ".to_owned())),
        "upper" => letters::upper(draft),
        "lower" => letters::lower(draft),
        "quote" => layout::quote(draft),
        _ => return false,
    }
    true
}

fn json(letter: char) -> Option<String> {
    Some(match letter {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        _ => return None,
    })
}

/// `\u00e9`, and a pair of surrogates beyond the basic plane.
fn unicode_escape(letter: char) -> String {
    let mut units = [0; 2];
    letter.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect()
}

fn html(letter: char) -> Option<String> {
    Some(match letter {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        '\'' => "&#39;".to_owned(),
        '\n' => "<br/>\n".to_owned(),
        _ => return None,
    })
}

fn url(letter: char) -> Option<String> {
    if letter.is_ascii_alphanumeric() || "-_.~".contains(letter) {
        return None;
    }
    if letter == ' ' {
        return Some("+".to_owned());
    }
    let mut bytes = [0; 4];
    Some(letter.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect())
}

fn hl7(letter: char) -> Option<String> {
    Some(match letter {
        '|' => "\\F\\".to_owned(),
        '^' => "\\S\\".to_owned(),
        '&' => "\\T\\".to_owned(),
        '\n' => "\\.br\\".to_owned(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use unphi::Identifier;

    use super::*;
    use crate::draft::Tag;

    fn draft() -> Draft {
        let mut draft = Draft::default();
        draft.plain("The patient, ");
        draft.mark("Renée O'Dwyer", Tag { identifier: Identifier::Name, kind: "person" });
        draft.plain(
            ", was seen with \"chest pain\" & cough.\n\nShe denies fever and has no known drug allergies today.",
        );
        draft
    }

    fn marked(draft: &Draft) -> &str {
        draft.text.get(draft.marks[0].range.clone()).unwrap()
    }

    #[test]
    fn escapes_carry_gold() {
        for (function, name) in [
            ("ascii", "Ren\\u00e9e O'Dwyer"),
            ("html", "Renée O&#39;Dwyer"),
            ("url", "Ren%C3%A9e+O%27Dwyer"),
            ("sql", "Renée O''Dwyer"),
            ("upper", "RENÉE O'DWYER"),
            ("quote", "Renée O'Dwyer"),
        ] {
            let mut draft = draft();
            assert!(escape(function, &mut draft));
            assert_eq!(marked(&draft), name);
        }
        assert!(!escape("no such", &mut draft()));
    }

    #[test]
    fn distortions_keep_every_mark() {
        let profile = Profile::parse("caps=30 lower=50 short=100 typo=100 wrap=100 copy=100 ocr=100").unwrap();
        for number in 0..200 {
            let mut draft = draft();
            distort(&mut draft, &mut Dice::new(1, number), &profile);
            for mark in &draft.marks {
                let text = draft.text.get(mark.range.clone()).unwrap();
                assert!(!text.trim().is_empty() && text == text.trim(), "{text:?}");
            }
        }
        assert!(Profile::parse("caps").is_err() && Profile::parse("x=1").is_err());
    }
}
