//! The 18 identifiers.

use core::ffi::c_char;

use unphi::Identifier;

/// The 18 identifiers of 45 CFR 164.514(b)(2)(i), in the order of its paragraphs (A) to (R).
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(non_camel_case_types, reason = "as C knows it")]
pub enum unphi_identifier {
    /// (A) Names of persons; employers, schools and congregations.
    Name = 0,
    /// (B) Geographic subdivisions smaller than a state.
    Geographic = 1,
    /// (C) Elements of dates finer than a year, and ages over 89.
    Date = 2,
    /// (D) Telephone and pager numbers.
    Phone = 3,
    /// (E) Fax numbers.
    Fax = 4,
    /// (F) E-mail addresses.
    Email = 5,
    /// (G) Social Security numbers.
    Ssn = 6,
    /// (H) Medical record numbers.
    Mrn = 7,
    /// (I) Health plan beneficiary numbers.
    HealthPlan = 8,
    /// (J) Account numbers.
    Account = 9,
    /// (K) Certificate and licence numbers.
    License = 10,
    /// (L) Vehicle identifiers and licence plates.
    Vehicle = 11,
    /// (M) Device identifiers and serial numbers.
    Device = 12,
    /// (N) Web addresses.
    Url = 13,
    /// (O) Internet protocol and hardware addresses.
    Ip = 14,
    /// (P) Biometric identifiers.
    Biometric = 15,
    /// (Q) Full-face photographs and comparable images.
    Photo = 16,
    /// (R) Any other unique identifying number, characteristic or code.
    Other = 17,
}

impl From<Identifier> for unphi_identifier {
    fn from(identifier: Identifier) -> Self {
        match identifier {
            Identifier::Name => Self::Name,
            Identifier::Geographic => Self::Geographic,
            Identifier::Date => Self::Date,
            Identifier::Phone => Self::Phone,
            Identifier::Fax => Self::Fax,
            Identifier::Email => Self::Email,
            Identifier::Ssn => Self::Ssn,
            Identifier::Mrn => Self::Mrn,
            Identifier::HealthPlan => Self::HealthPlan,
            Identifier::Account => Self::Account,
            Identifier::License => Self::License,
            Identifier::Vehicle => Self::Vehicle,
            Identifier::Device => Self::Device,
            Identifier::Url => Self::Url,
            Identifier::Ip => Self::Ip,
            Identifier::Biometric => Self::Biometric,
            Identifier::Photo => Self::Photo,
            Identifier::Other => Self::Other,
        }
    }
}

/// The name of an identifier as JSON, policies and every other binding write it, such as `health_plan`: a static string,
/// never `NULL`. A number that is none of the 18 is `unknown`.
#[unsafe(no_mangle)]
pub extern "C" fn unphi_identifier_name(identifier: u32) -> *const c_char {
    match identifier {
        0 => c"name",
        1 => c"geographic",
        2 => c"date",
        3 => c"phone",
        4 => c"fax",
        5 => c"email",
        6 => c"ssn",
        7 => c"mrn",
        8 => c"health_plan",
        9 => c"account",
        10 => c"license",
        11 => c"vehicle",
        12 => c"device",
        13 => c"url",
        14 => c"ip",
        15 => c"biometric",
        16 => c"photo",
        17 => c"other",
        _ => c"unknown",
    }
    .as_ptr()
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::ffi::CStr;

    #[test]
    fn numbers_and_names_are_those_of_the_core() {
        for (number, identifier) in Identifier::ALL.into_iter().enumerate() {
            assert_eq!(unphi_identifier::from(identifier) as usize, number);
            // SAFETY: a static string.
            let name = unsafe { CStr::from_ptr(unphi_identifier_name(number as u32)) };
            assert_eq!(name.to_str(), Ok(identifier.name()));
        }
    }
}
