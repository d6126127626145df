//! What is known of a person is found in every writing, and its words that mean something else stay.

mod support;

use proptest::prelude::*;
use support::{any_text, clinical};
use unphi::{Deidentifier, ErrorKind, Evidence, Identifier, Scratch, Span, Subject};

fn knowing(subject: Subject) -> Deidentifier {
    Deidentifier::safe_harbor().with_subjects(&[subject]).expect("is read")
}

/// The parts of `text` that were taken because the caller knew them.
fn taken(deid: &Deidentifier, text: &str) -> Vec<String> {
    let known = |span: &Span| span.evidence().contains(Evidence::SUBJECT);
    let spans = deid.detect(text).expect("detects");
    assert!(spans.iter().filter(|span| known(span)).all(|span| span.confidence() == 1.0), "{spans:?}");
    spans
        .iter()
        .filter(|span| known(span))
        .map(|span| text.get(span.range()).expect("character boundaries").to_owned())
        .collect()
}

/// Of each text just these parts are taken.
#[track_caller]
fn take(deid: &Deidentifier, cases: &[(&str, &[&str])]) {
    let wrong = |(text, parts): &&(&str, &[&str])| taken(deid, text) != *parts;
    let wrong: Vec<_> = cases.iter().filter(wrong).map(|(text, _)| (*text, taken(deid, text))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[track_caller]
fn takes(deid: &Deidentifier, text: &str, parts: &[&str]) {
    take(deid, &[(text, parts)]);
}

/// The part of each text is taken, among others perhaps.
#[track_caller]
fn take_each(deid: &Deidentifier, cases: &[(&str, &str)]) {
    let wrong = |(text, part): &&(&str, &str)| !taken(deid, text).iter().any(|taken| taken == part);
    let wrong: Vec<_> = cases.iter().filter(wrong).map(|(text, _)| (*text, taken(deid, text))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn patient() -> Subject {
    Subject::new()
        .name("Konstantin Q. Dzurisin")
        .birth_date("1962-03-14")
        .phone("(559) 555-0134")
        .email("kosta.dz@example.org")
        .id(Identifier::Mrn, "00482-913")
        .id(Identifier::Other, "ZK-77")
        .address("2200 N Encina Blvd Apt 4B, Visalia, CA 93291-4307")
        .employer("Tulare Tin Works, Inc.")
}

#[test]
fn names_in_any_order_case_and_spacing() {
    let deid = knowing(patient());
    let cases = [
        ("pt konstantin dzurisin here", "konstantin dzurisin"),
        ("DZURISIN,KONSTANTIN Q. ADMITTED", "DZURISIN,KONSTANTIN Q."),
        ("seen: Dzurisin, K.", "Dzurisin, K."),
        ("then K. Q. Dzurisin left", "K. Q. Dzurisin"),
        ("and K.Q.D. agreed", "K.Q.D."),
        ("Konstantin\nDzurisin", "Konstantin\nDzurisin"),
        ("konstantin_dzurisin", "konstantin_dzurisin"),
        ("dzurisin's wound", "dzurisin"),
        ("the Dzuri-\nsin chart", "Dzuri-\nsin"),
        ("Konstantin R. Dzurisin", "Konstantin R. Dzurisin"),
        ("by kdzurisin at 9", "kdzurisin"),
        ("user dzurisink2 and", "dzurisink2"),
        ("user konstantin.dzurisin did", "konstantin.dzurisin"),
        ("KonstantinDzurisin", "KonstantinDzurisin"),
        ("Ｄｚｕｒｉｓｉｎ again", "Ｄｚｕｒｉｓｉｎ"),
        ("Dzürisin again", "Dzürisin"),
        ("Dzurisn again", "Dzurisn"),
        ("Dzuirsin again", "Dzuirsin"),
        ("dzurissin again", "dzurissin"),
        ("Dzurizin again", "Dzurizin"),
    ];
    take_each(&deid, &cases);
}

#[test]
fn names_with_particles_hyphens_and_apostrophes() {
    let deid = knowing(Subject::new().name("Ana María de la Cruz-Okonkwo").relative("Shaun O'Feeney").alias("Kiki"));
    let cases = [
        ("ANA MARIA DE LA CRUZ OKONKWO", "ANA MARIA DE LA CRUZ OKONKWO"),
        ("Ms. Delacruz", "Delacruz"),
        ("Ana M. Okonkwo", "Ana M. Okonkwo"),
        ("cruzokonkwo", "cruzokonkwo"),
        ("adelacruz", "adelacruz"),
        ("with O Feeney", "O Feeney"),
        ("with Ofeeney", "Ofeeney"),
        ("o'feeney, shaun", "o'feeney, shaun"),
        ("calls herself Kiki", "Kiki"),
    ];
    take_each(&deid, &cases);
}

#[test]
fn words_that_mean_something_else_stay() {
    let deid = knowing(Subject::new().name("Will Grant").relative("Rose Hodgkin").relative("May Reading"));
    let stay = [
        "will follow up; skin grant applied",
        "stained with rose bengal",
        "Hodgkin lymphoma, reading glasses",
        "may be reading",
        "Skin graft. Will follow.",
    ];
    take(&deid, &stay.map(|text| (text, &[][..])));
    takes(&deid, "will grant came, daughter May too", &["will grant", "May"]);
    takes(&deid, "GRANT, WILL", &["GRANT, WILL"]);
    takes(&deid, "we spoke with Will and with Rose", &["Will", "Rose"]);
}

#[test]
fn short_forms_of_given_names() {
    let deid = knowing(Subject::new().name("William Dzurisin").alias("Lupita Okonkwo"));
    takes(
        &deid,
        "we met Bill Dzurisin with Guadalupe and called Liam; the bill was paid",
        &["Bill Dzurisin", "Guadalupe", "Liam"],
    );
    takes(&deid, "billing done; ED visit; will call", &[]);
}

#[test]
fn a_day_in_every_format() {
    let deid = knowing(patient());
    let days = [
        "03/14/1962",
        "3/14/62",
        "14.3.1962",
        "1962-03-14",
        "14-MAR-1962",
        "14Mar62",
        "19620314",
        "031462",
        "140362",
        "March 14, 1962",
        "Mar 14",
        "14 March",
        "14th of March, 1962",
        "the fourteenth of March",
        "March 1962",
        "03/1962",
        "14 de marzo de 1962",
        "3 / 14 / 1962",
        "1962 March 14",
        "March fourteenth, nineteen sixty-two",
        "62/03/14",
        "14 March '62",
        "14/3/62",
    ];
    let seen: Vec<String> = days.iter().map(|day| format!("was seen {day} again")).collect();
    let cases: Vec<_> = seen.iter().map(String::as_str).zip(days.map(|day| day.trim_start_matches("the "))).collect();
    take_each(&deid, &cases);
    let others = [
        "03/15/1962",
        "14 April 1962",
        "2062-03-14",
        "1962",
        "3/14",
        "March 15",
        "March 14, 2005",
        "14 March 2005",
        "13.14.1962.2",
    ];
    let seen: Vec<String> = others.iter().map(|day| format!("was seen {day} again")).collect();
    take(&deid, &seen.iter().map(|text| (text.as_str(), &[][..])).collect::<Vec<_>>());
    // The year may stay; it must go where it tells an age over 89.
    assert_eq!(deid.deidentify("born 3/14/62.").expect("runs").text(), "born 1962.");
    let old = knowing(Subject::new().birth_date("3/14/1921"));
    assert_eq!(old.deidentify("born 3/14/1921.").expect("runs").text(), "born [DATE].");
}

#[test]
fn numbers_in_every_grouping() {
    let deid = knowing(patient());
    let cases = [
        ("call 5595550134 now", "5595550134"),
        ("call 559.555.0134 now", "559.555.0134"),
        ("call 1 559 555 0134 now", "1 559 555 0134"),
        ("call +1-559-555-0134 now", "+1-559-555-0134"),
        ("call 555-0134 now", "555-0134"),
        ("call 559-555-0143 now", "559-555-0143"),
        ("chart 00482913 pulled", "00482913"),
        ("chart 482 913 pulled", "482 913"),
        ("chart 0048 2913 pulled", "0048 2913"),
        ("chart 00482931 pulled", "00482931"),
        ("mail kosta.dz@EXAMPLE.org now", "kosta.dz@EXAMPLE.org"),
        ("mail kosta dz example org now", "kosta dz example org"),
        ("user kosta.dz now", "kosta.dz"),
        ("lives at 2200 north encina", "2200 north encina"),
        ("lives at 2200 Encina Boulevard, Apt 4B now", "2200 Encina Boulevard, Apt 4B"),
        ("on Encina Blvd now", "Encina Blvd"),
        ("from visalia now", "visalia"),
        ("at 93291 now", "93291"),
        ("works for TULARE TIN WORKS now", "TULARE TIN WORKS"),
        ("works for Tulare-Tin Wroks now", "Tulare-Tin Wroks"),
        ("MRN: ZK77", "ZK77"),
    ];
    take_each(&deid, &cases);
    takes(&deid, "dose 77, call 559-555-9999", &[]);
}

#[test]
fn several_subjects_and_several_calls_add_up() {
    let both = [Subject::new().name("Wren Achterberg"), Subject::new().name("Ike Oyelaran")];
    let text = "achterberg and oyelaran";
    takes(&Deidentifier::safe_harbor().with_subjects(&both).expect("is read"), text, &["achterberg", "oyelaran"]);
    let [one, other] = both;
    let deid = Deidentifier::builder().subject(one).build().expect("builds");
    takes(&deid.with_subjects(&[other]).expect("is read"), text, &["achterberg", "oyelaran"]);
    takes(&deid, text, &["achterberg"]);
}

#[test]
fn what_cannot_be_read_is_an_error_without_the_value() {
    for subject in [
        Subject::new().birth_date("Smithtown"),
        Subject::new().phone("12 Smith"),
        Subject::new().id(Identifier::Mrn, "--"),
    ] {
        let error = Deidentifier::safe_harbor().with_subjects(&[Subject::new(), subject]).expect_err("is refused");
        assert_eq!(error.kind(), ErrorKind::Configuration);
        let message = error.to_string();
        assert!(
            message.starts_with("subject 2: ") && !message.contains("Smith") && !message.contains("--"),
            "{message}"
        );
    }
    let blank = Subject::new().name(" ").birth_date("").phone("").id(Identifier::Mrn, "").address("").employer("");
    assert!(blank.is_empty());
    assert!(!format!("{:?}", Subject::new().name("Dzurisin")).contains("Dzurisin"));
}

/// `word` with one typing error at a place that `at` tells.
fn misspelt(word: &str, at: usize, how: usize) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = at % letters.len();
    match how % 4 {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, 'x'),
        2 => letters[at] = 'x',
        _ => letters.swap(at, if at + 1 < word.len() { at + 1 } else { at - 1 }),
    }
    letters.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_writing_of_a_name_is_found(
        given in "[bdfgkz][aou][bdfgkz][aou][bdfgkz][aou]z",
        family in "[vz][aeo][vkz][aeo][vkz][aeo]k",
        turned in any::<bool>(),
        between in prop::sample::select(vec![" ", ", ", "  ", "\n", ".", "_", "-", "^", ""]),
        case in 0..3usize,
        error in prop::option::of((0..7usize, 0..4usize)),
    ) {
        let deid = knowing(Subject::new().name(format!("{given} {family}")));
        let written = match error {
            Some((at, how)) if !between.is_empty() => misspelt(&family, at, how),
            _ => family.clone(),
        };
        let (first, second) = if turned { (&written, &given) } else { (&given, &written) };
        let name = format!("{first}{between}{second}");
        let name = match case {
            0 => name,
            1 => name.to_uppercase(),
            _ => name.chars().enumerate().map(|(at, c)| if at == 0 { c.to_ascii_uppercase() } else { c }).collect(),
        };
        let text = format!("today {name} was seen.");
        let out = deid.deidentify(&text).expect("runs");
        prop_assert!(!out.text().to_lowercase().contains(&given), "{}: {}", text, out.text());
        prop_assert!(!out.text().to_lowercase().contains(&written), "{}: {}", text, out.text());
    }

    #[test]
    fn every_writing_of_a_number_is_found(
        digits in "[2-9][0-9]{9}",
        cuts in prop::collection::vec(1..9usize, 0..4),
        between in prop::sample::select(vec![" ", "-", ".", "/"]),
        error in prop::option::of((1..9usize, 0..4usize)),
        phone in any::<bool>(),
    ) {
        let subject = Subject::new();
        let subject = if phone { subject.phone(&digits) } else { subject.id(Identifier::Account, &digits) };
        let deid = knowing(subject);
        let mut written = match error {
            Some((at, how)) => misspelt(&digits, at, how).replace('x', "0"),
            None => digits,
        };
        let mut cuts = cuts;
        cuts.sort_unstable();
        cuts.dedup();
        let len = written.len();
        for cut in cuts.into_iter().rev().filter(|cut| *cut < len) {
            written.insert_str(cut, between);
        }
        let text = format!("the number {written} was given");
        let spans = deid.detect(&text).expect("detects");
        let whole = |span: &Span| span.range().start <= 11 && span.range().end >= 11 + written.len();
        prop_assert!(spans.iter().any(whole), "{}: {:?}", text, spans);
    }

    #[test]
    fn any_text_and_any_subject_are_well_formed(text in any_text(), subject in any_text(), note in clinical()) {
        let pieces: Vec<&str> = subject.split_whitespace().collect();
        let mut known = Subject::new().name(&subject).address(&subject).employer(&subject).email(&subject);
        for piece in &pieces {
            known = known.alias(piece).address(piece);
        }
        // The text holds what is known, too.
        let deid = knowing(known);
        let mut scratch = Scratch::new();
        for text in [&text, &subject, &note, &format!("{text} {subject} {note}")] {
            let spans = deid.detect_into(&mut scratch, text).expect("detects");
            let mut end = 0;
            for span in spans {
                prop_assert!(end <= span.start() && span.start() < span.end());
                prop_assert!(text.get(span.range()).is_some());
                end = span.end();
            }
        }
        let again = deid.detect(&note).expect("detects");
        prop_assert_eq!(deid.detect(&note).expect("detects"), again);
    }
}
