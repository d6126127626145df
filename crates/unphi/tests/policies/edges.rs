//! The edges of the rule, each with what decides it: 45 CFR 164.514(b)(2)(i) and the HHS guidance regarding methods for
//! de-identification of protected health information (26 November 2012).

use unphi::{Deidentifier, Identifier, Policy, Standard};

/// A text, what Safe Harbor makes of it, and why.
const CASES: &[(&str, &str, &str)] = &[
    ("89-year-old man", "89-year-old man", "(C): \"all ages over 89\": 89 is not"),
    ("90-year-old man", "90+-year-old man", "(C): \"aggregated into a single category of age 90 or older\""),
    ("100-year-old man", "90+-year-old man", "(C): one category, however old"),
    ("age 104", "age 90+", "(C)"),
    ("ninety-one year old woman", "90+ year old woman", "(C): however it is written"),
    ("This nonagenarian lives alone", "This 90+ lives alone", "(C): \"all elements of dates indicative of such age\""),
    (
        "born in 1929, seen 02/01/2024",
        "born in [DATE], seen 2024",
        "(C): \"including year\" where it is indicative of such age",
    ),
    ("born in 1929, seen 02/01/1999", "born in 1929, seen 1999", "(C): the year alone may stay: the age was 70"),
    (
        "DOB: 03/14/1929. Admitted 02/01/2024.",
        "DOB: [DATE]. Admitted 2024.",
        "(C): birth year with a later service year",
    ),
    ("Stents placed 2011 and 2014", "Stents placed 2011 and 2014", "(C): \"except year\""),
    ("Seen 02/29/2024", "Seen 2024", "(C): day and month go"),
    ("Seen 2/29/23", "Seen 2023", "(C): a slip of the pen is a date too"),
    ("Admitted 4/7/23", "Admitted 2023", "(C): the year, with its century where that is plain"),
    ("DOB: 4/7/32", "DOB: [DATE]", "(C): 1932 would tell an age over 89"),
    ("Relapse in Q3 2022", "Relapse in 2022", "(C): a quarter is finer than a year"),
    ("First noticed in fall 2021", "First noticed in 2021", "(C): so is a season"),
    ("Fell on Christmas Eve 2022", "Fell on 2022", "(C): so is a holiday"),
    ("epi week 2024-W06", "epi week 2024", "(C): so is a week"),
    ("Seen in ED on 3/14 for cough", "Seen in ED on [DATE] for cough", "(C): day and month without a year"),
    (
        "SSN ending in 6789",
        "SSN ending in [SSN]",
        "guidance, question 2.10: parts of identifiers are not de-identified",
    ),
    ("zip 93291", "zip 932", "(B)(1): more than 20,000 people"),
    ("zip 03601", "zip 000", "(B)(2): 20,000 or fewer: \"changed to 000\""),
];

#[test]
fn every_edge_is_decided_by_the_rule() {
    let deid = Deidentifier::safe_harbor();
    for (text, expected, why) in CASES {
        let out = deid.deidentify(text).expect("deidentifies");
        assert_eq!(out.text(), *expected, "{why}");
    }
}

#[test]
fn a_limited_data_set_keeps_what_the_rule_lets_it() {
    let deid = Deidentifier::builder().policy(Policy::limited_data_set()).build().expect("builds");
    let text =
        "Mrs. Ruiz, 92 y.o., MRN: 00482913, 2200 Encina Blvd, Visalia, CA 93291, seen 3/14/2024, ph (559) 555-0134";
    let out = deid.deidentify(text).expect("deidentifies");
    assert_eq!(
        out.text(),
        "Mrs. [NAME], 92 y.o., MRN: [MRN], [GEOGRAPHIC], Visalia, CA 93291, seen 3/14/2024, ph [PHONE]",
        "164.514(e)(2): names, record numbers, street addresses and telephone numbers go; dates, ages, towns and ZIP codes stay"
    );
    assert!(out.spans().iter().all(|span| span.identifier() != Identifier::Date), "what stays is no span");
}

#[test]
fn profiles_meet_what_they_say() {
    for (name, standard) in [
        ("safe-harbor", Standard::SafeHarbor),
        ("limited-data-set", Standard::LimitedDataSet),
        ("pseudonymize", Standard::ExpertDetermination),
        ("reversible", Standard::ExpertDetermination),
    ] {
        let policy = Policy::named(name).expect("built in");
        assert_eq!((policy.meets(), policy.claim()), (standard, standard), "{name}");
        let letters: String = policy.paragraphs().iter().map(unphi::Paragraph::letter).collect();
        assert_eq!(letters, "ABCDEFGHIJKLMNOPQR");
        assert_eq!(policy.fingerprint().len(), 64);
    }
}
