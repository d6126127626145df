//! Vehicle identifiers: VINs and licence plates.
//!
//! **What it finds.** Labelled VINs and plates in every style, even in part (`VIN ending in 268599`); a VIN by its check
//! digit.
//!
//! **Rule.** 45 CFR 164.514(b)(2)(i)(L). VIN: 49 CFR 565.15, seventeen characters without I, O and Q, a check digit at
//! the ninth. Plates have no national grammar: the label decides, and it needs a digit and letters after it.
//!
//! **Not found on purpose.** Seventeen digits (a SNOMED concept), makes and models, bone and growth plates, VIN 3 (a
//! neoplasia).
//!
//! **Example.** `plate HXN 8820 black sedan` gives `HXN 8820`.

#![forbid(unsafe_code)]

use crate::Identifier;
use crate::lexicon::Label;
use crate::recognize::id_value::{self, Rule};
use crate::recognize::{checksum, finding};
use crate::scan::Document;
use crate::span::{Evidence, Finding, Kind};

const RULES: [Rule; 2] = [
    Rule { label: Label::Vin, kind: Kind::Vin, name: "vehicle.vin-labelled", digits: 5 },
    Rule { label: Label::Plate, kind: Kind::Plate, name: "vehicle.plate", digits: 3 },
];

/// Appends what it finds in `document`.
pub(crate) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    id_value::labelled(document, Identifier::Vehicle, &RULES, findings);
    for &index in document.numbers {
        let Some(token) = document.token(index) else { continue };
        if token.len() != 17 || token.is_number() || !checksum::vin(document.word(index)) {
            continue;
        }
        if document.labelled(index, &[Label::Keep]).is_none() {
            let evidence = Evidence::CHECK_PASSED;
            let range = token.start..token.end;
            findings.push(finding(range, Identifier::Vehicle, Kind::Vin, "vehicle.vin", 0.93, evidence));
        }
    }
}
