//! The built-in policies.

#![forbid(unsafe_code)]

use super::operator::Operator;
use super::policy::{Choice, Policy, Providers};
use super::standard::Standard;
use super::zip3::Census;
use crate::Identifier;

/// What a profile does where it does not use its common operator.
type Exception = (Identifier, Option<&'static str>, Operator);

/// 45 CFR 164.514(b)(2)(i)(B) and (C) let parts of ZIP codes, dates and ages stay.
const SAFE_HARBOR: [Exception; 2] =
    [(Identifier::Geographic, Some("zip"), Operator::Generalize), (Identifier::Date, None, Operator::Generalize)];

/// 45 CFR 164.514(e)(2)(ii) leaves town or city, state and ZIP code; dates and ages are not in its list.
const LIMITED_DATA_SET: [Exception; 3] = [
    (Identifier::Geographic, Some("city"), Operator::Keep),
    (Identifier::Geographic, Some("zip"), Operator::Keep),
    (Identifier::Date, None, Operator::Keep),
];

/// What cannot be made up well enough to be mistaken for real is tagged.
const PSEUDONYMIZE: [Exception; 6] = [
    (Identifier::Geographic, Some("coordinates"), Operator::Tag),
    (Identifier::Geographic, Some("zip"), Operator::Generalize),
    (Identifier::Date, None, Operator::Shift),
    (Identifier::Date, Some("age"), Operator::Generalize),
    (Identifier::Biometric, None, Operator::Tag),
    (Identifier::Photo, None, Operator::Tag),
];

fn build(name: &'static str, claim: Standard, common: Operator, exceptions: &[Exception]) -> Policy {
    let choice = |identifier: Identifier| {
        let of = |wanted: fn(Option<&str>) -> bool| {
            exceptions.iter().filter(move |(other, kind, _)| *other == identifier && wanted(*kind))
        };
        Choice {
            operator: of(|kind| kind.is_none()).next().map_or(common, |(_, _, operator)| *operator),
            kinds: of(|kind| kind.is_some())
                .filter_map(|(_, kind, operator)| kind.map(|kind| (kind.into(), *operator)))
                .collect(),
        }
    };
    Policy {
        name: name.to_owned(),
        profile: name,
        claim,
        choices: Identifier::ALL.map(choice),
        providers: Providers::Replace,
        census: Census::Strictest,
        min_confidence: None,
        thresholds: Vec::new(),
        rules: Vec::new(),
        allow: Vec::new(),
        deny: Vec::new(),
    }
}

pub(super) fn safe_harbor() -> Policy {
    build("safe-harbor", Standard::SafeHarbor, Operator::Tag, &SAFE_HARBOR)
}

pub(super) fn limited_data_set() -> Policy {
    build("limited-data-set", Standard::LimitedDataSet, Operator::Tag, &LIMITED_DATA_SET)
}

pub(super) fn pseudonymize() -> Policy {
    build("pseudonymize", Standard::ExpertDetermination, Operator::Surrogate, &PSEUDONYMIZE)
}

pub(super) fn reversible() -> Policy {
    build("reversible", Standard::ExpertDetermination, Operator::Encrypt, &[])
}

pub(super) fn named(name: &str) -> Option<Policy> {
    Some(match name {
        "safe-harbor" => safe_harbor(),
        "limited-data-set" => limited_data_set(),
        "pseudonymize" => pseudonymize(),
        "reversible" => reversible(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::named;
    use crate::Policy;

    #[test]
    fn profiles_are_what_they_claim() {
        for name in Policy::PROFILES {
            let policy = named(name).expect("is built in");
            assert_eq!(policy.name(), name);
            assert_eq!(policy.meets(), policy.claim(), "{name}");
            for (identifier, choice) in crate::Identifier::ALL.into_iter().zip(&policy.choices) {
                assert!(choice.operator.fits(identifier, None), "{name}: {identifier}");
                assert!(choice.kinds.is_sorted_by_key(|(kind, _)| kind.clone()), "{name}: {identifier}");
                for (kind, operator) in &choice.kinds {
                    assert!(identifier.kinds().contains(&&**kind), "{name}: {identifier}/{kind}");
                    assert!(operator.fits(identifier, Some(kind)), "{name}: {identifier}/{kind}");
                }
            }
        }
    }
}
