//! What replaces a span under the default policy.

use unphi::Deidentifier;

fn clean(text: &str) -> String {
    Deidentifier::safe_harbor().deidentify(text).expect("deidentifies").into_text()
}

#[test]
fn a_date_becomes_its_year() {
    assert_eq!(clean("DOB 03/14/1962"), "DOB 1962");
    assert_eq!(clean("Seen on March 3-5, 2024 for cough"), "Seen on 2024 for cough");
    assert_eq!(clean("log 20240314082200 ok"), "log 2024 ok");
    assert_eq!(clean("2024-03-14T08:22:00Z start"), "2024T08:22:00Z start");
    assert_eq!(clean("Relapse in Q3 2022"), "Relapse in 2022");
    assert_eq!(clean("Fell on ice Christmas Eve 2022"), "Fell on ice 2022");
    assert_eq!(clean("Date of birth March fourth nineteen fifty-one"), "Date of birth 1951");
}

#[test]
fn a_date_without_a_year_becomes_a_tag() {
    assert_eq!(clean("Seen in ED on 3/14 for cough"), "Seen in ED on [DATE] for cough");
    assert_eq!(clean("Had a fall in February"), "Had a fall in [DATE]");
    assert_eq!(clean("Symptoms since Thanksgiving"), "Symptoms since [DATE]");
}

#[test]
fn two_digits_become_a_year_only_when_the_century_is_plain() {
    assert_eq!(clean("Admitted 4/7/23"), "Admitted 2023");
    assert_eq!(clean("Admitted 4/7/87"), "Admitted 1987");
    assert_eq!(clean("DOB: 4/7/87"), "DOB: 1987");
    // 1932 or 2032 minus a slip: the age may be over 89.
    assert_eq!(clean("DOB: 4/7/32"), "DOB: [DATE]");
}

#[test]
fn a_year_that_tells_an_age_over_89_goes() {
    assert_eq!(clean("DOB: 03/14/1929. Admitted 02/01/2024."), "DOB: [DATE]. Admitted 2024.");
    assert_eq!(clean("Patient born in 1929. Admitted 02/01/2024."), "Patient born in [DATE]. Admitted 2024.");
    // In 1999 the same person was 70.
    assert_eq!(clean("Patient born in 1929. Admitted 02/01/1999."), "Patient born in 1929. Admitted 1999.");
}

#[test]
fn an_age_over_89_becomes_one_category() {
    assert_eq!(clean("92-year-old female with hip pain"), "90+-year-old female with hip pain");
    assert_eq!(clean("This nonagenarian lives alone"), "This 90+ lives alone");
    assert_eq!(clean("Mother alive in her 90s"), "Mother alive in her 90+");
}

#[test]
fn what_was_replaced_is_left_alone() {
    for text in
        ["DOB 03/14/1962, seen 3/14/2024", "92-year-old female, born in 1929", "Admitted 4/7/23 from 3/1 to 3/9"]
    {
        let once = clean(text);
        assert_eq!(clean(&once), once);
    }
}
