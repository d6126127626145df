//! Rules files, allow and deny lists: what they do, and what a wrong one says.

use unphi::{Deidentifier, ErrorKind, Identifier};

fn refuse(rules: &str) -> String {
    let error = Deidentifier::builder().rules(rules).build().expect_err("must be refused");
    assert_eq!(error.kind(), ErrorKind::Configuration);
    error.to_string()
}

#[test]
fn a_pattern_gives_its_identifier_kind_score_and_name() {
    let rules =
        "[[rule]]\nname = 'badge'\nidentifier = 'other'\nkind = 'badge'\nscore = 0.75\npatterns = ['BDG-\\d{6}']";
    let deid = Deidentifier::builder().rules(rules).build().expect("builds");
    let spans = deid.detect("swiped BDG-204816 at the door").expect("detects");
    assert_eq!(spans.len(), 1);
    assert_eq!((spans[0].range(), spans[0].identifier()), (7..17, Identifier::Other));
    assert_eq!((spans[0].kind(), spans[0].rule(), spans[0].confidence()), ("badge", "badge", 0.75));
}

#[test]
fn the_group_called_value_is_the_span() {
    let rules = "[[rule]]\nname = 'shelf'\nidentifier = 'other'\npatterns = ['shelf (?<value>[A-Z]\\d)']";
    let deid = Deidentifier::builder().rules(rules).build().expect("builds");
    assert_eq!(deid.deidentify("stored on shelf Q7").expect("runs").text(), "stored on shelf [OTHER]");
}

#[test]
fn words_are_whole_and_case_does_not_matter() {
    let rules = "[[rule]]\nname = 'w'\nidentifier = 'name'\nwords = ['falcon']";
    let deid = Deidentifier::builder().rules(rules).build().expect("builds");
    assert_eq!(deid.deidentify("the FALCON and falconry").expect("runs").text(), "the [NAME] and falconry");
}

#[test]
fn a_context_word_must_be_near() {
    let rules = "[[rule]]\nname = 'w'\nidentifier = 'other'\npatterns = ['zz\\d\\d']\ncontext = ['locker']";
    let deid = Deidentifier::builder().rules(rules).build().expect("builds");
    assert_eq!(deid.detect("zz41 noted").expect("runs").len(), 0);
    assert_eq!(deid.detect("locker zz41 noted").expect("runs").len(), 1);
    let far = format!("locker {} zz41", "and so on ".repeat(10));
    assert_eq!(deid.detect(&far).expect("runs").len(), 0);
}

#[test]
fn errors_name_the_line_and_the_remedy() {
    assert!(refuse("[[rule]]\nname = 'a'\nidentifier = 'other'\npatterns = ['(']").starts_with("rules, line 4:"));
    assert!(refuse("[[rule]]\nname = 'a'\nidentifier = 'nobody'\nwords = ['x']").contains("line 3"));
    assert!(refuse("[[rule]]\nname = 'a'\nidentifier = 'other'").contains("neither `patterns` nor `words`"));
    assert!(refuse("[[rule]]\nname = 'a'\nidentifier = 'other'\nwords = ['x']\nscore = 1.5").contains("line 5"));
    assert!(refuse("[[rule]]\nname = 'a'\nidentifier = 'other'\nwords = ['']").contains("empty"));
    assert!(refuse("[[rule]]\nname = 'a'\nidentifier = 'other'\npatterns = ['x*']").contains("empty text"));
    assert!(refuse("[[rule]]\nnmae = 'a'").contains("line 2"));
    assert!(refuse("[[rule]").contains("line 1"));
}

#[test]
fn allow_and_deny_lists() {
    let text = "MRN: 00482913, filed under blue folder";
    let deny = Deidentifier::builder().deny(["blue folder"]).build().expect("builds");
    assert_eq!(deny.deidentify(text).expect("runs").text(), "MRN: [MRN], filed under [OTHER]");
    let allow = Deidentifier::builder().allow(["00482913"]).build().expect("builds");
    assert_eq!(allow.deidentify(text).expect("runs").text(), text);
}

#[test]
fn a_confidence_out_of_range_is_refused() {
    for confidence in [0.0, -1.0, 1.5, f32::NAN] {
        assert!(Deidentifier::builder().min_confidence(confidence).build().is_err());
    }
}
