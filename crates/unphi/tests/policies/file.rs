//! Policy files: what they do, and what a wrong one says.

use unphi::{Deidentifier, ErrorKind, Identifier, Operator, Policy, Standard};

fn refuse(file: &str) -> String {
    let error = Policy::from_toml(file).expect_err("must be refused");
    assert_eq!(error.kind(), ErrorKind::Configuration);
    error.to_string()
}

#[test]
fn errors_name_the_line_and_the_remedy() {
    for (file, parts) in [
        ("profil = \"safe-harbor\"", &["policy, line 1:", "profil"][..]),
        ("\nprofile = \"gdpr\"", &["line 2:", "safe-harbor, limited-data-set"]),
        ("[operators]\nname = \"tagg\"", &["line 2:", "no such operator", "numbered-tag"]),
        ("[operators]\nnmae = \"tag\"", &["line 2:", "not one of the 18 identifiers"]),
        ("[operators]\n\n\"name/persn\" = \"tag\"", &["line 3:", "person, initials, username, organization"]),
        ("[operators]\nname = { operator = \"mask\", keep_lst = 4 }", &["line 2", "keep_lst"]),
        ("[operators]\nname = { operator = \"tag\", keep_last = 4 }", &["line 2:", "settings of `mask`"]),
        (
            "claim = \"expert-determination\"\n[operators]\nname = { operator = \"mask\", with = \"x\" }",
            &["line 3:", "visible"],
        ),
        ("[operators]\nname = \"generalize\"", &["line 2:", "does not fit"]),
        ("claim = \"expert-determination\"\n[operators]\nmrn = \"shift\"", &["line 3:", "does not fit mrn"]),
        ("claim = \"safe\"", &["line 1:", "no such standard"]),
        ("census = 1990", &["line 1:", "2000, 2010, 2020"]),
        ("census = 2000", &["geographic departs from safe-harbor", "current census"]),
        ("providers = \"remove\"", &["line 1:", "replace, keep"]),
        ("min_confidence = 1.5", &["line 1:", "above 0 and at most 1"]),
        ("[thresholds]\nname = 0.0", &["line 2:", "above 0 and at most 1"]),
        ("[thresholds]\n\"date/birth\" = 0.5", &["line 2:", "date, age, holiday"]),
        ("[[rule]]\nname = 'a'\nidentifier = 'other'\npatterns = ['(']", &["line 4:", "does not compile"]),
        ("[operators]\nname = 7", &["line 2:", "the name of an operator"]),
        ("[operators", &["line 1:"]),
    ] {
        let message = refuse(file);
        for part in parts {
            assert!(message.contains(part), "{file:?} does not say {part:?}: {message}");
        }
    }
}

/// The type of the policy holds the letter of Safe Harbor.
#[test]
fn safe_harbor_cannot_hold_what_departs_from_it() {
    let departures = [
        ("date = \"shift\"", "164.514(b)(2)(i)(C)"),
        ("date = \"keep\"", "164.514(b)(2)(i)"),
        ("\"date/holiday\" = \"keep\"", "164.514(b)(2)(i)"),
        ("mrn = \"hash\"", "164.514(c)(1)"),
        ("mrn = \"encrypt\"", "164.514(c)(1)"),
        ("mrn = \"encrypt-digits\"", "164.514(c)(1)"),
        ("name = \"surrogate\"", "164.514(c)(1)"),
        ("ssn = { operator = \"mask\", keep_last = 4 }", "parts of identifiers"),
        ("\"name/initials\" = \"keep\"", "164.514(b)(2)(i)"),
        ("\"geographic/zip\" = \"keep\"", "164.514(b)(2)(i)"),
    ];
    for (operator, why) in departures {
        let message = refuse(&format!("[operators]\n{operator}"));
        assert!(
            message.contains("line 2:") && message.contains("departs from safe-harbor") && message.contains(why),
            "{message}"
        );
        // The same file is a policy that claims less.
        let policy =
            Policy::from_toml(&format!("claim = \"expert-determination\"\n[operators]\n{operator}")).expect("reads");
        assert!(policy.meets() > Standard::SafeHarbor);
        assert!(policy.claiming(Standard::SafeHarbor).is_err());
    }
    for operator in Operator::NAMES.into_iter().filter_map(Operator::named) {
        let allowed = matches!(operator, Operator::Tag | Operator::Remove | Operator::NumberedTag);
        assert_eq!(Policy::safe_harbor().with(Identifier::Mrn, None, operator).is_ok(), allowed, "{operator}");
    }
}

#[test]
fn an_identifier_takes_its_kinds_with_it() {
    let policy = Policy::from_toml("[operators]\ngeographic = \"remove\"").expect("reads");
    assert_eq!(policy.operator(Identifier::Geographic, "zip"), Operator::Remove);
    let policy =
        Policy::from_toml("[operators]\n\"geographic/zip\" = \"tag\"\ngeographic = \"remove\"").expect("reads");
    assert_eq!(policy.operator(Identifier::Geographic, "zip"), Operator::Tag);
    assert_eq!(policy.operator(Identifier::Geographic, "city"), Operator::Remove);
}

#[test]
fn a_file_comes_back_whole() {
    let file = "profile = \"pseudonymize\"\nname = \"a \\\"lake\\\"\"\nproviders = \"keep\"\ncensus = 2020\nmin_confidence = 0.25\n\
                allow = [\"Mercy\"]\ndeny = [\"C:\\\\x\"]\n[operators]\nssn = { operator = \"mask\", with = \"#\", keep_last = 4 }\n\
                \"other/shelf\" = \"remove\"\n[thresholds]\nname = 0.3\n\"geographic/city\" = 1\n\
                [[rule]]\nname = 'r'\nidentifier = 'other'\nkind = 'shelf'\nscore = 0.75\npatterns = ['shelf \\d']\ncontext = ['x']\n";
    let policy = Policy::from_toml(file).expect("reads");
    let again = Policy::from_toml(&policy.to_toml()).expect("reads what it wrote");
    assert_eq!(again.to_toml(), policy.to_toml());
    assert!(again == policy, "{}", policy.to_toml());
    assert_eq!(again.fingerprint(), policy.fingerprint());
    assert_ne!(policy.fingerprint(), Policy::pseudonymize().fingerprint());
}

#[test]
fn thresholds_are_by_identifier_and_kind() {
    let text = "MRN: 00482913, seen by Dr. Rose";
    let count = |file: &str| {
        let policy = Policy::from_toml(file).expect("reads");
        Deidentifier::builder().policy(policy).build().expect("builds").detect(text).expect("detects").len()
    };
    assert_eq!(count(""), 2);
    assert_eq!(count("[thresholds]\nmrn = 1.0"), 1);
    assert_eq!(count("[thresholds]\n\"mrn/mrn\" = 1.0\n\"name/person\" = 1.0"), 0);
    assert_eq!(count("min_confidence = 1.0\n[thresholds]\nmrn = 0.5"), 1);
}

#[test]
fn providers_may_stay() {
    let policy = Policy::from_toml("providers = \"keep\"").expect("reads");
    let deid = Deidentifier::builder().policy(policy).build().expect("builds");
    let out = deid.deidentify("Dr. Rose and Ann Patel, MD, saw Mrs. Ruiz. Seen with Dr. Rose.").expect("deidentifies");
    assert_eq!(out.text(), "Dr. Rose and Ann Patel, MD, saw Mrs. [NAME]. Seen with Dr. Rose.");
}

#[test]
fn keys_are_asked_for() {
    for policy in [Policy::pseudonymize(), Policy::reversible()] {
        let error = Deidentifier::builder().policy(policy).build().expect_err("needs a key");
        assert_eq!(error.kind(), ErrorKind::Key);
        assert!(error.to_string().contains("32 random bytes"), "{error}");
    }
    assert!(Deidentifier::safe_harbor().reidentify("x").is_err());
    assert!(unphi::Key::from_hex("zz").is_err() && unphi::Key::from_hex(&"é".repeat(32)).is_err());
}
