//! The way back by tokens.

use proptest::prelude::*;
use unphi::{Deidentifier, Fault, Identifier, Operator, Policy};

use crate::{changed, key, keyed, support};

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_encrypted_comes_back(text in support::any_text()) {
        let deid = keyed(Policy::reversible(), 1);
        let out = deid.deidentify(&text).expect("deidentifies");
        let back = deid.reidentify(out.text()).expect("has a key");
        prop_assert_eq!(back.text(), &text);
        prop_assert_eq!(back.opened(), out.spans().len());
        prop_assert_eq!(back.faults(), []);
        // A second pass leaves the tokens alone, so that the way back is the same.
        let twice = deid.deidentify(out.text()).expect("deidentifies");
        let back = deid.reidentify(&deid.reidentify(twice.text()).expect("opens").into_text()).expect("opens").into_text();
        prop_assert_eq!(back, text);
    }

    #[test]
    fn an_altered_token_stays_as_it_is(at in 0usize..60, letter in "[A-Z2-7:\\[\\]x ]") {
        let deid = keyed(Policy::reversible(), 1);
        let sealed = deid.deidentify("MRN: 00482913").expect("deidentifies").into_text();
        let mut altered = sealed.clone();
        let at = 5 + at % (sealed.len() - 5);
        altered.replace_range(at..=at, &letter);
        let back = deid.reidentify(&altered).expect("has a key");
        if altered.eq_ignore_ascii_case(&sealed) {
            prop_assert_eq!(back.text(), "MRN: 00482913");
        } else {
            prop_assert_eq!(back.text(), &altered, "never guessed");
            prop_assert_eq!(back.opened(), 0);
        }
    }
}

#[test]
fn tokens_are_opened_wherever_they_stand() {
    let deid = keyed(Policy::reversible(), 1);
    let note = "Mrs. Ruiz, MRN: 00482913";
    let sealed = deid.deidentify(note).expect("deidentifies").into_text();
    let (name, mrn) = sealed.strip_prefix("Mrs. ").and_then(|rest| rest.split_once(", MRN: ")).expect("two tokens");
    let answer = format!("> {mrn}\n\"{name}\"/{name}{mrn} é{}", name.to_lowercase());
    let back = deid.reidentify(&answer).expect("opens");
    assert_eq!(back.text(), "> 00482913\n\"Ruiz\"/Ruiz00482913 éRuiz");
    assert_eq!(back.opened(), 5);
}

#[test]
fn what_does_not_open_is_reported() {
    let deid = keyed(Policy::reversible(), 1);
    let sealed = deid.deidentify("MRN: 00482913").expect("deidentifies").into_text();
    let token = sealed.strip_prefix("MRN: ").expect("a token");
    let wrong_key = keyed(Policy::reversible(), 2).reidentify(&sealed).expect("runs");
    assert_eq!((wrong_key.text(), wrong_key.faults()[0].fault()), (sealed.as_str(), Fault::OtherKey));
    assert_eq!(wrong_key.faults()[0].range(), 5..sealed.len());
    for (altered, fault) in [
        (token.trim_end_matches(']').to_owned(), Fault::Cut),
        (token.get(1..).expect("ASCII").to_owned(), Fault::Cut),
        (token.replace("[MRN", "[SSN"), Fault::Altered),
        (token.replace(":E1:", ":E9:"), Fault::OtherVersion),
        (format!("{}]", token.get(..token.len() - 3).expect("ASCII")), Fault::Altered),
    ] {
        let back = deid.reidentify(&altered).expect("runs");
        assert_eq!(back.text(), altered);
        assert_eq!(back.faults().first().map(unphi::TokenFault::fault), Some(fault), "{altered}");
    }
    assert!(!format!("{:?}", deid.reidentify(&sealed)).contains("00482913"), "no text in Debug");
}

#[test]
fn keys_rotate() {
    let old = keyed(Policy::reversible(), 1);
    let sealed = old.deidentify("MRN: 00482913").expect("deidentifies").into_text();
    let new =
        Deidentifier::builder().policy(Policy::reversible()).key(key(2)).previous_key(key(1)).build().expect("builds");
    assert_eq!(new.reidentify(&sealed).expect("opens").text(), "MRN: 00482913");
    let sealed = new.deidentify("MRN: 00482913").expect("deidentifies").into_text();
    assert!(sealed.contains(&key(2).id()));
    assert_eq!(old.reidentify(&sealed).expect("runs").faults()[0].fault(), Fault::OtherKey);
}

#[test]
fn hashes_are_the_same_for_the_same_value() {
    let deid = keyed(changed(Identifier::Mrn, Operator::Hash), 1);
    let code = |deid: &Deidentifier, text: &str| deid.deidentify(text).expect("deidentifies").into_text();
    let one = code(&deid, "MRN: 00482913");
    assert_eq!(one, code(&deid, "MRN: 00482913"));
    assert_eq!(one.len(), "MRN: [MRN:H1:7Q2K:ABCDEFGHIJKLMNOP]".len());
    assert_ne!(one, code(&deid, "MRN: 00482914"));
    assert_ne!(one, code(&keyed(changed(Identifier::Mrn, Operator::Hash), 2), "MRN: 00482913"));
    assert_eq!(deid.reidentify(&one).expect("runs").text(), one, "a hash leads nowhere");
    assert_eq!(code(&deid, &one), one, "a second pass leaves it alone");
}

#[test]
fn digits_become_digits() {
    let deid = keyed(changed(Identifier::Ssn, Operator::EncryptDigits), 1);
    let out = deid.deidentify("SSN: 219-09-9999").expect("deidentifies").into_text();
    let number = out.strip_prefix("SSN: ").expect("a number");
    assert!(number.len() == 11 && number.as_bytes()[3] == b'-' && number != "219-09-9999", "{number}");
    assert_eq!(deid.reidentify_digits(Identifier::Ssn, number).expect("a number"), "219-09-9999");
    // Too short for the cipher: a token, which comes back too.
    let out = deid.deidentify("SSN ending in 6789").expect("deidentifies").into_text();
    assert!(out.contains("[SSN:E1:"), "{out}");
    assert_eq!(deid.reidentify(&out).expect("opens").text(), "SSN ending in 6789");
    assert!(deid.reidentify_digits(Identifier::Ssn, "6789").is_err());
}
