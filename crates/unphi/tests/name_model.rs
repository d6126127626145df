//! A name model beside the rules: what it is asked, and what its answers change.

use std::sync::{Arc, Mutex};

use unphi::{Ask, Deidentifier, Error, ErrorKind, Evidence, Identifier, NameModel, Span, Verdict, Window};

/// Says yes to some words and no to all others, and remembers what it was shown.
#[derive(Default)]
struct Listed {
    yes: &'static [&'static str],
    places: &'static [&'static str],
    /// Where there is a list, numbers are known too.
    dates: Option<&'static [&'static str]>,
    codes: &'static [&'static str],
    shown: Mutex<Vec<String>>,
}

impl Listed {
    fn new(yes: &'static [&'static str]) -> Arc<Self> {
        Arc::new(Self { yes, ..Self::default() })
    }

    fn shown(&self) -> String {
        self.shown.lock().expect("whole").join(" | ")
    }
}

impl NameModel for Listed {
    fn name(&self) -> &str {
        "listed"
    }

    fn judge(&self, text: &str, windows: &[Window], verdicts: &mut Vec<Verdict>) -> Result<(), Error> {
        for window in windows {
            assert!(text.get(window.shown()).is_some() && window.shown().start <= window.asked().start);
            let shown = text.get(window.asked()).expect("character boundaries");
            self.shown.lock().expect("whole").push(shown.to_owned());
            let mut start = window.asked().start;
            for part in shown.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
                let word = part.trim_end_matches(|letter: char| !letter.is_alphanumeric());
                if !word.is_empty() {
                    let log_odds = |list: &[&str]| if list.contains(&word) { 9.0 } else { -9.0 };
                    let verdict = Verdict::new(start..start + word.len(), log_odds(self.yes));
                    let verdict = verdict.with_place(log_odds(self.places));
                    verdicts.push(match self.dates {
                        Some(dates) => verdict.with_date(log_odds(dates)).with_code(log_odds(self.codes)),
                        None => verdict,
                    });
                }
                start += part.len();
            }
        }
        Ok(())
    }
}

fn with(model: &Arc<Listed>, ask: Ask) -> Deidentifier {
    Deidentifier::builder().name_model(model.clone(), ask).build().expect("builds")
}

fn found<'t>(text: &'t str, spans: &[Span]) -> Vec<&'t str> {
    spans.iter().map(|span| text.get(span.range()).expect("on boundaries")).collect()
}

#[test]
fn a_name_that_the_rules_missed_is_found_and_says_so() {
    let text = "afebrile overnight, Brook as before";
    assert!(Deidentifier::safe_harbor().detect(text).expect("detects").is_empty(), "the rules find it by now");
    let spans = with(&Listed::new(&["Brook"]), Ask::Everywhere).detect(text).expect("detects");
    assert_eq!(found(text, &spans), ["Brook"]);
    assert_eq!((spans[0].identifier(), spans[0].rule()), (Identifier::Name, "name.model"));
    assert!(spans[0].evidence().contains(Evidence::MODEL));
}

#[test]
fn offsets_hold_in_text_that_is_folded_and_in_long_ones() {
    let line = "afebrile\u{a0}overnight &mdash; plan agreed with Brook as b\u{e9}fore\n";
    let text = line.repeat(25_000);
    let spans = with(&Listed::new(&["Brook"]), Ask::Everywhere).detect(&text).expect("detects");
    assert_eq!(spans.len(), 25_000);
    assert!(found(&text, &spans).iter().all(|found| *found == "Brook"));
}

#[test]
fn a_weak_finding_goes_where_the_model_says_no() {
    let text = "rounds at Brook as before";
    let rules = Deidentifier::safe_harbor().detect(text).expect("detects");
    assert!(rules.len() == 1 && rules[0].confidence() < 0.9, "{rules:?}");
    let no = with(&Listed::new(&[]), Ask::WhereUnsure).detect(text).expect("detects");
    assert!(no.is_empty(), "{no:?}");
    let yes = with(&Listed::new(&["Brook"]), Ask::WhereUnsure).detect(text).expect("detects");
    assert_eq!((found(text, &yes), yes[0].rule()), (vec!["Brook"], rules[0].rule()));
    assert!(yes[0].confidence() > rules[0].confidence() && yes[0].evidence().contains(Evidence::MODEL));
}

#[test]
fn what_the_rules_are_sure_of_is_nobodys_question() {
    let model = Listed::new(&[]);
    let text = "Seen by Dr. Okonkwo, MRN: 00482913, on 03/14/2024.";
    let spans = with(&model, Ask::Everywhere).detect(text).expect("detects");
    assert_eq!(found(text, &spans), ["Okonkwo", "00482913", "03/14/2024"]);
    let model = Listed::new(&[]);
    with(&model, Ask::WhereUnsure).detect("seen by Dr. Okonkwo on 03/14/2024").expect("detects");
    assert_eq!(model.shown(), "");
}

#[test]
fn where_unsure_asks_about_open_words_and_counts_them() {
    let model = Listed::new(&[]);
    let deid = with(&model, Ask::WhereUnsure);
    let calm = "afebrile overnight and eating well. ".repeat(10);
    let text = format!("{calm}\n\nThen Brook came back with Tarrow.\n\n{calm}");
    deid.detect(&text).expect("detects");
    assert!(model.shown().contains("Brook") && !model.shown().contains("afebrile"), "{}", model.shown());
    let asked = deid.asked().expect("a model");
    assert_eq!(asked.words, 106);
    assert!(asked.shown > asked.asked && asked.asked >= 1 && asked.share() < 0.1, "{asked:?}");
    assert_eq!(Deidentifier::safe_harbor().asked(), None);
}

#[test]
fn places_are_found_where_the_model_knows_them() {
    let model = Arc::new(Listed { places: &["Quillmere"], ..Listed::default() });
    let text = "lives in quillmere, no: in Quillmere now";
    let spans = with(&model, Ask::Everywhere).detect(text).expect("detects");
    assert!(found(text, &spans).contains(&"Quillmere"), "{spans:?}");
}

#[test]
fn a_number_that_the_rules_missed_is_found_as_what_the_model_says() {
    let text = "afebrile overnight, walked 6/7 as before, tag 7K2 on the cot";
    assert!(Deidentifier::safe_harbor().detect(text).expect("detects").is_empty(), "the rules find it by now");
    let model = Listed { dates: Some(&["6", "7"]), codes: &["7K2"], ..Listed::default() };
    let spans = with(&Arc::new(model), Ask::Everywhere).detect(text).expect("detects");
    assert_eq!(found(text, &spans), ["6/7", "7K2"]);
    assert_eq!((spans[0].identifier(), spans[0].rule()), (Identifier::Date, "number.model"));
    assert!(spans.iter().all(|span| span.evidence().contains(Evidence::MODEL)));
    assert_ne!(spans[1].identifier(), Identifier::Date);
}

#[test]
fn a_number_that_the_scorer_alone_found_goes_where_the_model_says_no() {
    let text = "Bed list for the night\n\nhe is in 207 now not 211";
    let rules = Deidentifier::safe_harbor().detect(text).expect("detects");
    assert!(rules.iter().any(|span| span.rule() == "number.learned"), "{rules:?}");
    let model = Listed { dates: Some(&[]), ..Listed::default() };
    let no = with(&Arc::new(model), Ask::WhereUnsure).detect(text).expect("detects");
    assert!(no.is_empty(), "{no:?}");
}

#[test]
fn a_model_that_knows_no_numbers_has_no_say_in_them() {
    let text = "Bed list for the night\n\nhe is in 207 now not 211";
    let rules = Deidentifier::safe_harbor().detect(text).expect("detects");
    let silent = with(&Listed::new(&[]), Ask::Everywhere).detect(text).expect("detects");
    assert_eq!(found(text, &silent), found(text, &rules));
}

#[test]
fn explain_tells_both_voices() {
    let text = "plan agreed with Brook as before";
    let explanation = with(&Listed::new(&["Brook"]), Ask::Everywhere).explain(text).expect("explains");
    let [span] = explanation.spans() else { panic!("{:?}", explanation.spans()) };
    let voice = explanation.sums(span).next().expect("a sum").model().expect("the model was asked");
    assert!((voice.log_odds() - 9.0).abs() < 0.1 && voice.both() >= 0.0, "{voice:?}");
    let rules = Deidentifier::builder().min_confidence(0.01).build().expect("builds").explain(text).expect("explains");
    assert!(rules.spans().iter().flat_map(|span| rules.sums(span)).all(|sum| sum.model().is_none()));
}

/// Fails always.
struct Broken;

impl NameModel for Broken {
    fn name(&self) -> &str {
        "broken"
    }

    fn judge(&self, _: &str, _: &[Window], _: &mut Vec<Verdict>) -> Result<(), Error> {
        Err(Error::model("the model has gone; install it again"))
    }
}

#[test]
fn a_document_is_withheld_where_the_model_fails() {
    let deid = Deidentifier::builder().name_model(Arc::new(Broken), Ask::Everywhere).build().expect("builds");
    let mut out = String::from("before");
    let error =
        deid.deidentify_into(&mut unphi::Scratch::new(), "MRN: 00482913", &mut out).expect_err("the model fails");
    assert_eq!((error.kind(), out.as_str()), (ErrorKind::Model, "before"));
    assert!(deid.explain("MRN: 00482913").is_err());
}

#[test]
fn verdicts_out_of_place_do_no_harm() {
    struct Wild;
    impl NameModel for Wild {
        fn name(&self) -> &str {
            "wild"
        }
        fn judge(&self, _: &str, _: &[Window], verdicts: &mut Vec<Verdict>) -> Result<(), Error> {
            let backwards = std::ops::Range { start: 5, end: 2 };
            let ranges = [0..0, backwards, 3..4, 1..90_000, 7..7, usize::MAX - 1..usize::MAX];
            verdicts.extend(ranges.map(|range| Verdict::new(range, f32::NAN)));
            verdicts.push(Verdict::new(2..9, f32::INFINITY).with_place(f32::NAN));
            Ok(())
        }
    }
    let deid = Deidentifier::builder().name_model(Arc::new(Wild), Ask::Everywhere).build().expect("builds");
    for text in ["", "\u{e9}", "caf\u{e9} and Brook said \u{4e2d}\u{6587}", "afebrile"] {
        for span in deid.detect(text).expect("detects") {
            assert!(text.get(span.range()).is_some());
        }
    }
}
