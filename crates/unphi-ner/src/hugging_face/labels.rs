//! What the labels of a token classifier mean to unphi.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::ModelError;

/// What a label says of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Meaning {
    /// Part of a person's name.
    Person,
    /// Part of the name of a place smaller than a state.
    Place,
    /// Part of the name of an organization.
    Organization,
    /// Nothing that the rules do not find better, or nothing at all.
    None,
}

/// A label map: what each label means, the begin and inside marks (`B-`, `I-`) left off. As TOML:
///
/// ```toml
/// PATIENT = "person"
/// HOSP = "place"
/// VENDOR = "organization"
/// AGE = "none"
/// ```
#[derive(Clone, Debug, Default)]
pub struct LabelMap(BTreeMap<String, Meaning>);

impl LabelMap {
    /// Reads a map.
    ///
    /// # Errors
    /// When it is no TOML of that form; the message names the line.
    ///
    /// ```
    /// use unphi_ner::{LabelMap, Meaning};
    ///
    /// let map = LabelMap::from_toml("PATIENT = \"person\"").expect("a map");
    /// assert_eq!(map.meaning("B-PATIENT"), Some(Meaning::Person));
    /// assert_eq!(map.meaning("I-ORG"), Some(Meaning::Organization), "common labels are known");
    /// assert_eq!(map.meaning("WIDGET"), None);
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, ModelError> {
        let map: BTreeMap<String, Meaning> = toml::from_str(text).map_err(|error| {
            ModelError::Labels(format!(
                "the label map is wrong: {}",
                error.message().lines().next().unwrap_or_default()
            ))
        })?;
        Ok(Self(map.into_iter().map(|(label, meaning)| (label.to_ascii_uppercase(), meaning)).collect()))
    }

    /// What `label` means, if that is known: from the map, or because it is a common one.
    #[must_use]
    pub fn meaning(&self, label: &str) -> Option<Meaning> {
        let upper = label.to_ascii_uppercase();
        let plain = stem(&upper);
        self.0.get(&upper).or_else(|| self.0.get(plain)).copied().or_else(|| common(plain))
    }

    /// The meanings of a model's labels, in their order.
    pub(super) fn meanings(&self, labels: &[String]) -> Result<Vec<Meaning>, ModelError> {
        let unknown: Vec<&str> =
            labels.iter().filter(|label| self.meaning(label).is_none()).map(String::as_str).take(8).collect();
        if !unknown.is_empty() {
            return Err(ModelError::Labels(format!(
                "nobody said what these labels mean: {}; give a label map, a TOML file of lines such as {} = \"person\" (or \
                 place, organization, none)",
                unknown.join(", "),
                stem(&unknown[0].to_ascii_uppercase()),
            )));
        }
        let meanings: Vec<Meaning> = labels.iter().filter_map(|label| self.meaning(label)).collect();
        if !meanings.contains(&Meaning::Person) {
            return Err(ModelError::Labels(
                "no label means a person: is it a model for names? a label map may say which one does".to_owned(),
            ));
        }
        Ok(meanings)
    }
}

/// A label without its mark: `B-PER`, `I_PER`, `L-PER`, `PER`.
fn stem(label: &str) -> &str {
    match label.as_bytes() {
        [b'B' | b'I' | b'E' | b'S' | b'L' | b'U' | b'M', b'-' | b'_', ..] => label.get(2..).unwrap_or_default(),
        _ => label,
    }
}

/// Labels that many models have.
fn common(label: &str) -> Option<Meaning> {
    let plain: String = label.chars().filter(char::is_ascii_alphanumeric).collect();
    Some(match plain.as_str() {
        "PER" | "PERSON" | "NAME" | "PATIENT" | "DOCTOR" | "STAFF" | "HCW" | "PHYSICIAN" | "NURSE" | "USERNAME"
        | "FIRSTNAME" | "MIDDLENAME" | "LASTNAME" | "GIVENNAME" | "SURNAME" | "FULLNAME" | "PERSONNAME" => {
            Meaning::Person
        }
        "LOC" | "LOCATION" | "GPE" | "FAC" | "FACILITY" | "HOSP" | "HOSPITAL" | "CITY" | "COUNTY" | "STREET"
        | "ADDRESS" | "STREETADDRESS" | "LOCATIONOTHER" => Meaning::Place,
        "ORG" | "ORGANIZATION" | "ORGANISATION" | "COMPANY" | "EMPLOYER" | "PATORG" | "VENDOR" => Meaning::Organization,
        "O" | "MISC" | "DATE" | "TIME" | "AGE" | "ID" | "IDNUM" | "PHONE" | "TEL" | "FAX" | "EMAIL" | "URL" | "SSN"
        | "MRN" | "MEDICALRECORD" | "ZIP" | "ZIPCODE" | "STATE" | "COUNTRY" | "PROFESSION" | "NORP" | "DEVICE"
        | "PHI" | "OTHERPHI" => Meaning::None,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(labels: &[&str]) -> Vec<String> {
        labels.iter().map(|label| (*label).to_owned()).collect()
    }

    #[test]
    fn every_way_to_mark_a_label_is_read() {
        let map = LabelMap::default();
        for label in ["PER", "B-PER", "I-PER", "E-PER", "S-PER", "L-PER", "U-PER", "b-per", "I_PERSON", "First_Name"] {
            assert_eq!(map.meaning(label), Some(Meaning::Person), "{label}");
        }
        assert_eq!(map.meaning("O"), Some(Meaning::None));
    }

    #[test]
    fn unknown_labels_are_told_with_the_way_out() {
        let error = LabelMap::default().meanings(&owned(&["O", "B-PER", "B-GENE"])).expect_err("unknown").to_string();
        assert!(error.contains("B-GENE") && error.contains("GENE = \"person\""), "{error}");
        let error = LabelMap::default().meanings(&owned(&["O", "B-LOC"])).expect_err("nobody").to_string();
        assert!(error.contains("no label means a person"), "{error}");
        let map = LabelMap::from_toml("GENE = \"none\"").expect("reads");
        assert!(map.meanings(&owned(&["O", "B-PER", "B-GENE"])).is_ok());
        let error = LabelMap::from_toml("GENE = \"protein\"").expect_err("no meaning").to_string();
        assert!(error.contains("label map"), "{error}");
    }
}
