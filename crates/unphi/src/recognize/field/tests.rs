use super::*;
use proptest::prelude::*;

/// The fields of a text as `(label, tie, value up to its limit)`.
fn fields(text: &str) -> Vec<(Label, Tie, String)> {
    let bytes = text.as_bytes();
    let (mut tokens, mut phrases, mut fields) = (Tokens::default(), Vec::new(), Vec::new());
    crate::scan::tokenize(bytes, &mut tokens);
    find_phrases(bytes, &mut tokens, &mut phrases);
    find_fields(bytes, &mut tokens, &phrases, &mut fields);
    fields
        .iter()
        .map(|field| {
            let start = tokens.all[field.value as usize].start as usize;
            (field.label, field.tie, String::from_utf8_lossy(&bytes[start..field.limit as usize]).into_owned())
        })
        .collect()
}

/// Asserts that a text has a field with this label and value.
#[track_caller]
fn has(text: &str, label: Label, value: &str) {
    let found = fields(text);
    assert!(found.iter().any(|(l, _, v)| *l == label && v == value), "{label:?} {value:?} in {found:?}");
}

/// Asserts that no field begins with `value`.
#[track_caller]
fn lacks(text: &str, value: &str) {
    let found = fields(text);
    assert!(!found.iter().any(|(_, _, v)| v.starts_with(value)), "{value:?} in {found:?}");
}

#[test]
fn hl7() {
    let text = "MSH|^~\\&|REG|CEDAR HOSP|ENG|HIE|20240917224105||ADT^A01|7|P|2.5.1\rPID|1||0044718829^^^CHH^MR~611-09-3375^^^USSSA^SS||ABEBE^SELAMAWIT^G^^MRS||19320211|F|||3318 N BREMEN ST^UNIT 2^MILWAUKEE^WI^53212^USA^^^MILWAUKEE||4145550151^PRN^FX|(414)555-0151\nPV1|1|I|MICU^0309^B^MAIN|E|||1718147816^ROSE^DEVON^L|DLONG^LONG^D\n";
    for (label, value) in [
        (Label::Facility, "CEDAR HOSP"),
        (Label::Date, "20240917224105"),
        (Label::Mrn, "0044718829"),
        (Label::Ssn, "611-09-3375"),
        (Label::Person, "ABEBE^SELAMAWIT^G"),
        (Label::GivenName, "SELAMAWIT"),
        (Label::Birth, "19320211"),
        (Label::Street, "3318 N BREMEN ST"),
        (Label::City, "MILWAUKEE"),
        (Label::Zip, "53212"),
        (Label::County, "MILWAUKEE"),
        (Label::Fax, "4145550151"),
        (Label::Phone, "414)555-0151"),
        (Label::Ward, "MICU^0309^B"),
        (Label::Npi, "1718147816"),
        (Label::Person, "ROSE^DEVON^L"),
        (Label::Username, "DLONG"),
    ] {
        has(text, label, value);
    }
    has("PV1|1|I|||||||||||||||||1718147816^ROSE^DEVON|IN|V20094417|", Label::Person, "ROSE^DEVON");
    has("PV1|1|I|||||||||||||||||1718147816^ROSE^DEVON|IN|V20094417|", Label::Encounter, "V20094417");
    has("OBX|3|NM|30525-0^Age^LN||92|a", Label::Age, "92");
    lacks("PID|1||A1", "1|");
    lacks("see CBC|a|b|c|d|e|f", "c");
}

#[test]
fn tables() {
    let csv = "row,last_name,first_name,mrn,note\n1,Young,Rose,300184,\"calls, often\"\n2,\"de la Fuente\",,300185,x\n";
    has(csv, Label::Surname, "Young");
    has(csv, Label::GivenName, "Rose");
    has(csv, Label::Mrn, "300184");
    has(csv, Label::Surname, "de la Fuente");
    lacks(csv, "first_name");
    has("MRN\tDOB\tPhone\n12\t1/2/1960\t555-0100\n", Label::Birth, "1/2/1960");
    has("| Name | MRN |\n|------|-----|\n| Ann Poe | 448 |\n", Label::Mrn, "448");
    has("MRN     Name        DOB\n------------------------\n4481    Ann Poe     1/2/60\n", Label::Person, "Ann Poe");
    has("MRN;Phone1;DOB\r\n1;555;1/2/60\r\n", Label::Phone, "555");
    lacks("Name, phone, and address were checked.\nShe left.\n", "She");
}

#[test]
fn sql() {
    let text = "INSERT INTO patient (id, mrn, last_name, ssn) VALUES\n (1, 'A-55', 'O''Dwyer', NULL),\n (2, 'A-56', 'Vue', '529-04-6613');";
    has(text, Label::Mrn, "A-55");
    has(text, Label::Surname, "O''Dwyer");
    has(text, Label::Ssn, "529-04-6613");
    lacks(text, "NULL");
}

#[test]
fn json_and_python() {
    has(r#"{"mrn": "300184", "a": 1}"#, Label::Mrn, "300184");
    has(r#"{'mrn': '300184', 'a': 1}"#, Label::Mrn, "300184");
    has("{'name': 'Sean O'Brien', 'x': 2}", Label::Person, "Sean O'Brien");
    has(r#"{"family": "Smith", "given": ["John", "Q"]}"#, Label::GivenName, "John");
    has(r#"{"family": "Smith", "given": ["John", "Quincy"]}"#, Label::GivenName, "Quincy");
    lacks(r#"{"function": {"name": "find_patient"}}"#, "find");
    has(r#"{"system": "phone", "value": "907-555-0181", "use": "home"}"#, Label::Phone, "907-555-0181");
    has(r#"{"value":"ann@x.org","system":"email"}"#, Label::Email, "ann@x.org");
    has(r#"{"type": {"coding": [{"code": "MR"}]}, "value": "PSH-1"}"#, Label::Mrn, "PSH-1");
    has(r#"{"system": "http://hl7.org/fhir/sid/us-ssn", "value": "575889031"}"#, Label::Ssn, "575889031");
    has(r#"{"system": "http://loinc.org", "code": "718-7"}"#, Label::Keep, "718-7");
    has(r#"{"name": {"text": "Declan Scanlan"}}"#, Label::Person, "Declan Scanlan");
    lacks(r#"{"patient": {"family": "x"}, "mrn": null}"#, "family");
    lacks(r#"{"mrn": null}"#, "null");
}

#[test]
fn xml_and_html() {
    has("<given>John</given><family>Smith</family>", Label::GivenName, "John");
    has("<given>John</given><family>Smith</family>", Label::Surname, "Smith");
    has("<n:given qualifier=\"CL\">John</n:given>", Label::GivenName, "John");
    has("<birthTime value=\"19661003\"/>", Label::Birth, "19661003");
    has("<patientRole><id extension=\"60044-71\" root=\"2.16.840.1.113883.19.5\"/>", Label::Mrn, "60044-71");
    has("<id root=\"2.16.840.1.113883.4.1\" extension=\"248-66-9013\"/>", Label::Ssn, "248-66-9013");
    has("<templateId root=\"2.16.840\" extension=\"2015-08-01\"/>", Label::Keep, "2015-08-01");
    has("<tr><th>MRN</th><td>300184</td></tr>", Label::Mrn, "300184");
    has("<b>MRN:</b> 300184<br>", Label::Mrn, "300184");
    lacks("<given>John</given><family>Smith</family>", "family");
}

#[test]
fn lines() {
    has("MRN..........: 300184", Label::Mrn, "300184");
    has("MRN      300184", Label::Mrn, "300184");
    has("GET /chart?mrn=8830147&tab=labs HTTP", Label::Mrn, "8830147");
    has("mrn: \"300184\" # yaml", Label::Mrn, "300184");
    assert!(fields("MRN      300184").iter().any(|(_, tie, _)| *tie == Tie::Separated));
}

proptest! {
    #[test]
    fn any_text_has_sound_fields(parts in prop::collection::vec(prop::sample::select(vec![
        "PID|", "OBX|1|", "|", "^", "~", "mrn", "name", "dob", ",", "\t", "\n", "\r\n", "\"", "'", "value", "system", "code", ":", "{", "}", "[",
        "<id", " extension=\"", "root=\"", "<", ">", "/", "given", "(", ")", "INSERT INTO t (", "VALUES (", "  ", "12", "Ann", "=", "&", "null",
    ]), 0..60)) {
        let text = parts.concat();
        let bytes = text.as_bytes();
        let (mut tokens, mut phrases, mut fields) = (Tokens::default(), Vec::new(), Vec::new());
        crate::scan::tokenize(bytes, &mut tokens);
        find_phrases(bytes, &mut tokens, &mut phrases);
        find_fields(bytes, &mut tokens, &phrases, &mut fields);
        for field in &fields {
            prop_assert!((field.value as usize) < tokens.all.len() && field.limit as usize <= bytes.len());
            prop_assert!(tokens.all[field.value as usize].start < field.limit);
        }
        prop_assert!(fields.is_sorted_by_key(|field| field.value));
    }
}
