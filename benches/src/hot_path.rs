//! The cases whose instructions are counted. They are named notes, so that a note added elsewhere changes no count.

use crate::corpus::{capitals, note, pieces, unicode};

/// Notes of the usual genres, as dense in identifiers as they come.
const NOTES: [&str; 12] = [
    "01-discharge-summary",
    "03-ed-note",
    "05-radiology",
    "07-nursing-shorthand",
    "16-device-clinic",
    "19-referral-letter",
    "21-portal-messages",
    "27-llm-prompt",
    "29-python-log",
    "33-hl7-adt",
    "35-fhir-bundle",
    "43-caps-dictation",
];

/// Notes that hold no identifier.
const PLAIN: [&str; 4] = ["51-caps-mri-nophi", "58-anesthesia-nophi", "59-tumorboard-nophi", "71-llm-pharm-nophi"];

/// The cases.
pub const CASES: [&str; 5] = ["notes", "notes without identifiers", "capitals", "unicode", "pieces of 200 B"];

/// The texts of a case; `None` where there is no such case.
#[must_use]
pub fn texts(case: &str) -> Option<Vec<String>> {
    let notes = || NOTES.map(note).to_vec();
    match CASES.iter().position(|name| *name == case)? {
        0 => Some(notes()),
        1 => Some(PLAIN.map(note).to_vec()),
        2 => Some(capitals(&notes())),
        3 => Some(unicode(&notes())),
        _ => Some(pieces(&notes(), 200)),
    }
}

/// A fingerprint of all cases' texts (FNV-1a, 64 bits).
#[must_use]
pub fn fingerprint() -> String {
    let texts = CASES.iter().filter_map(|case| texts(case)).flatten();
    let hash = texts.fold(0xcbf2_9ce4_8422_2325_u64, |hash, text| {
        text.bytes().chain([0]).fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    });
    format!("{hash:016x}")
}

/// The vector code that the engine chooses on this processor, or under valgrind on the one that it plays: as
/// `crates/unphi/src/scan/arch` asks.
#[must_use]
pub fn vectors() -> &'static str {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::is_x86_feature_detected as has;
        match (has!("avx2"), has!("bmi1") && has!("bmi2") && has!("lzcnt") && has!("popcnt")) {
            (true, true) => "avx2, bmi",
            (true, false) => "avx2",
            _ => "portable",
        }
    }
    #[cfg(target_arch = "aarch64")]
    return "neon";
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    "portable"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_has_texts() {
        assert!(CASES.iter().all(|case| texts(case).is_some_and(|texts| texts.concat().len() > 5_000)));
        assert!(texts("no such case").is_none());
    }
}
