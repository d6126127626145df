//! Texts for the tests: the repository's notes, and clinical-like text by chance.

#![allow(dead_code, reason = "each test file uses a part")]

use std::fs;
use std::path::Path;

use proptest::prelude::*;

/// Every note of `testdata/notes`, by path.
pub(crate) fn notes() -> Vec<String> {
    let mut notes = Vec::new();
    collect(&unphi_testkit::testdata().join("notes"), &mut notes);
    assert!(notes.len() >= 40, "testdata/notes holds {} notes", notes.len());
    notes
}

fn collect(folder: &Path, notes: &mut Vec<String>) {
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, notes);
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            notes.push(fs::read_to_string(path).expect("a note in UTF-8"));
        }
    }
}

/// Pieces of clinical text: every identifier at least twice, its look-alikes, and what disguises text.
pub(crate) const SNIPPETS: &[&str] = &[
    // A: names, organizations
    "Patient: RUIZ-ORTEGA, GUADALUPE M",
    "Dr. Rose",
    "Mr. José Núñez-O'Brien Jr.",
    "pt john smith",
    "wife Mary",
    "J.S.",
    "Nguyen Thi Hoa",
    "seen by Patel, MD",
    "/s/ A. B. Carter, RN",
    "cc: Wren Achterberg",
    "jsmith42",
    "employed at Acme Corp",
    "attends Lincoln High School",
    "St. Mary's Church",
    "Dear Ms. Li,",
    "Parkinson disease",
    // B: places
    "2200 Encina Blvd, Visalia, CA 93291",
    "Apt 4B",
    "P.O. Box 118",
    "Tulare County",
    "ZIP 02139-4307",
    "Springfield",
    "Mission Ridge Regional Medical Center",
    "36.7378, -119.7871",
    "4 West",
    "from Boston",
    "zip: 036",
    // C: dates, ages
    "DOB: 08/19/1951",
    "2024-03-14T08:22:00Z",
    "20240314082200",
    "3/14",
    "3/14–3/16",
    "March 2nd, 2024",
    "mid-April",
    "the 14th",
    "Christmas Eve",
    "14 mar 24",
    "92 y.o.",
    "ninety-one year old",
    "092Y",
    "born 1921",
    "Spring 2023",
    "13/45/2024",
    "Feb 30",
    // D, E: telephone, fax
    "(559) 555-0134",
    "Ph: 559.555.0134 x12",
    "+1 559 555 0134",
    "pager 4471",
    "Fax: 559-555-0199",
    "5550134",
    // F
    "maria.ruiz@example.org",
    "a@b",
    "mailto:x.y+z%40example.com",
    // G
    "SSN: 219-09-9999",
    "ssn ending in 6789",
    "219099999",
    "000-12-3456",
    // H, I, J
    "MRN: 00418827",
    "MR# 12-34-56",
    "Member ID: XJBH12345678",
    "Group #: 88213",
    "MBI 1EG4-TE5-MK73",
    "Medicaid AB12345C",
    "Acct: HB7720193346",
    "4111 1111 1111 1111",
    "GB82 WEST 1234 5698 7654 32",
    "CSN 100023445",
    // K, L, M
    "DEA: AB1234563",
    "NPI 1234567893",
    "CA DL D1234567",
    "License # RN-556677",
    "VIN 1HGCM82633A004352",
    "plate 7ABC123",
    "S/N: PJN612345H",
    "(01)00643169001763(17)261101(10)A213B(21)1234",
    "IMEI 490154203237518",
    "Lot 22A7781",
    // N, O
    "https://portal.example.org/p?id=77&mrn=00418827",
    "www.example.com/~jsmith",
    "192.168.10.24",
    "fe80::1ff:fe23:4567:890a",
    "00:1B:44:11:3A:B7",
    "::1",
    // P, Q, R
    "fingerprint id FP-88213",
    "voiceprint VP0012",
    "IMG_20240314.jpg",
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA",
    "Accession: S24-11873",
    "Order #: 7781223",
    "Case No. 2:24-cv-00118",
    "Study subject 0031-007",
    "badge 5521",
    // What is not PHI
    "BP 120/80",
    "HR 88",
    "Hgb 9.1 g/dL",
    "L4-L5",
    "3-0 Vicryl",
    "T2N1M0",
    "I50.23",
    "50 mg PO BID",
    "FEV1/FVC 70%",
    "2/6 systolic murmur",
    "NCT01234567",
    "BRCA1 c.68_69del",
    "E. coli",
    "GA 39w2d",
    "GCS 15",
    "room air",
    "1:1000",
    // Machines
    "PID|1||00418827^^^MRN||RUIZ^GUADALUPE^M||19510819|F",
    "{\"name\": \"Ann Lee\", \"dob\": \"1951-08-19\"}",
    "a=b&c=d",
    "name,dob,mrn",
    "Jane%20Doe",
    "Jos\\u00e9",
    "Ann&nbsp;Lee",
    "|",
    "^",
    "~",
    "\\",
    "<td>Lee</td>",
    "[NAME]",
    "[DATE]",
    // Disguises
    "ＭＲＮ： ００４１８８２７",
    "S\u{200b}mith",
    "Sm\u{ad}ith",
    "Nu\u{303}n\u{303}ez",
    "𝟐𝟏𝟗-𝟎𝟗-𝟗𝟗𝟗𝟗",
    "Јohn",
    "Ѕmith",
    "O’Brien",
    "Šimůnek",
    "219\u{a0}09\u{a0}9999",
    "08⁄19⁄1951",
    "\u{feff}",
    "\u{202e}",
    "李明",
    "محمد",
    "👩🏽‍⚕️",
    "ﬁnding",
    "ſmith",
    "İstanbul",
    "ẞ",
    "\0",
    "\u{7f}",
    "x",
    "0",
    "9",
    "-",
    "/",
    ".",
    ":",
    "#",
    "'",
    "\"",
    "(",
    ")",
    ",",
    "_",
    "@",
    "%",
];

const SEPARATORS: &[&str] =
    &[" ", " ", " ", "\n", "\n\n", "\r\n", "", "", ", ", "  ", "\t", ": ", ". ", "-", "/", "|", "\u{a0}"];

/// How a piece is written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Casing {
    AsIs,
    Upper,
    Lower,
}

/// Clinical-like text: snippets in any order, joined in any way, some in another case, some cut.
pub(crate) fn clinical() -> impl Strategy<Value = String> {
    let casing = prop_oneof![4 => Just(Casing::AsIs), 1 => Just(Casing::Upper), 1 => Just(Casing::Lower)];
    let piece = (prop::sample::select(SNIPPETS), prop::sample::select(SEPARATORS), casing, 0..40usize);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| {
        let mut text = String::new();
        for (snippet, separator, casing, cut) in pieces {
            let snippet = match casing {
                Casing::AsIs => snippet.to_owned(),
                Casing::Upper => snippet.to_uppercase(),
                Casing::Lower => snippet.to_lowercase(),
            };
            // One piece in ten loses its end, as at the edge of a page.
            let keep = if cut < 4 { cut * 3 } else { usize::MAX };
            text.extend(snippet.chars().take(keep));
            text.push_str(separator);
        }
        text
    })
}

/// Any string at all, and clinical-like text.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    let any = prop::collection::vec(any::<char>(), 0..300).prop_map(String::from_iter);
    let ascii = "[ -~\\n]{0,300}";
    prop_oneof![2 => any, 2 => ascii, 5 => clinical()]
}
