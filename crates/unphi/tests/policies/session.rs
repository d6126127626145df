//! Conversations.

use unphi::{Deidentifier, Policy, Session};

use crate::keyed;

const FIRST: &str = "Mrs. Guadalupe Ruiz, MRN: 00482913, ph (559) 555-0134, was seen by Dr. Rose on March 14, 2024.";

#[test]
fn numbered_tags_last_for_the_conversation() {
    let mut session = Session::new(&Deidentifier::safe_harbor());
    let first = session.deidentify(FIRST).expect("deidentifies");
    assert_eq!(first.text(), "Mrs. [NAME_1], MRN: [MRN_1], ph [PHONE_1], was seen by Dr. [NAME_2] on 2024.");
    let second =
        session.deidentify("Ruiz missed Dr. Osei's visit; MRN: 00482913, MRN: 00482914").expect("deidentifies");
    assert_eq!(second.text(), "[NAME_1] missed Dr. [NAME_3]'s visit; MRN: [MRN_1], MRN: [MRN_2]");
    let answer = "Dear [NAME_1] ([mrn_1]), call [PHONE_1]. [NAME_9] and [MRN] are not ours.";
    assert_eq!(
        session.restore(answer),
        "Dear Guadalupe Ruiz (00482913), call (559) 555-0134. [NAME_9] and [MRN] are not ours."
    );
    assert_eq!(Session::new(&Deidentifier::safe_harbor()).restore(answer), answer);
    assert!(!format!("{session:?}").contains("Ruiz"));
}

#[test]
fn surrogates_come_back() {
    let mut session = Session::new(&keyed(Policy::pseudonymize(), 1));
    session.set_subject_id(Some("p1"));
    let first = session.deidentify(FIRST).expect("deidentifies").into_text();
    assert!(!first.contains("Ruiz") && !first.contains("00482913") && !first.contains("March 14"), "{first}");
    assert_eq!(session.restore(&first), FIRST);
    let surname = first.split([' ', ',']).nth(2).expect("a surname");
    assert_eq!(session.restore(&format!("Is {surname} well? {surname}ish")), format!("Is Ruiz well? {surname}ish"));
}

#[test]
fn an_answer_may_come_in_any_pieces() {
    let mut session = Session::new(&Deidentifier::safe_harbor());
    session.deidentify(FIRST).expect("deidentifies");
    let answer = "é [NAME_1], [NAME_2] — [PHONE_1][MRN_1]; [NAME_11] [NAME_";
    let whole = session.restore(answer);
    let letters: Vec<char> = answer.chars().collect();
    for size in 1..letters.len() {
        let mut stream = session.restore_stream();
        let mut out = String::new();
        for piece in letters.chunks(size) {
            out += &stream.push(&piece.iter().collect::<String>());
        }
        out += &stream.finish();
        assert_eq!(out, whole, "pieces of {size}");
    }
}
