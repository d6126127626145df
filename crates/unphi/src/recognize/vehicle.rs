//! Vehicle identifiers: VINs and licence plates.
//!
//! **What it finds.** Labelled VINs and plates in every style, even in part (`VIN ending in 268599`); a VIN by its check
//! digit; a plate in the commonest shapes after the words of a car.
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
use crate::lexicon::{Class, Label};
use crate::recognize::id_value::{self, Rule};
use crate::recognize::{checksum, finding};
use crate::scan::{Document, Shape, Token, Words, words};
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
        plate(document, index, token, findings);
        tail(document, index, token, findings);
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

/// `tail N447LG`, `N-number N407VA`: the registration of an American aircraft, one to five digits and at most two letters behind
/// the N (14 CFR 47.15).
fn tail(document: &Document<'_>, index: u32, token: &Token, findings: &mut Vec<Finding>) {
    let [b'N', b'1'..=b'9', rest @ ..] = document.word(index) else { return };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let letters = rest.get(digits..).unwrap_or_default();
    let fits = digits <= 4 && letters.len() <= 2 && letters.iter().all(u8::is_ascii_uppercase) && rest.len() <= 4;
    let told = (1..=4).any(|back| {
        document.is_any(
            index.wrapping_sub(back),
            words![
                "tail",
                "aircraft",
                "helicopter",
                "helo",
                "rotor",
                "airplane",
                "plane",
                "flight",
                "cessna",
                "piper",
                "beechcraft",
                "lifeflight",
                "registration",
                "number"
            ],
        )
    });
    if fits && rest.len() >= 3 && told {
        let (range, evidence) = (token.start..token.end, Evidence::CONTEXT);
        findings.push(finding(range, Identifier::Vehicle, Kind::Plate, "vehicle.tail-number", 0.8, evidence));
    }
}

/// `az plate bka 8t2`, `VEH=LA 447 BXT`, `plate='AZ-CPB 4R7'`: right behind the word for it, in whatever letters.
fn in_small_letters(document: &Document<'_>, index: u32, token: &Token, findings: &mut Vec<Finding>) {
    let word = |at: u32| document.is_any(at, words!["plate", "plates", "veh", "placard"]);
    let letters = |at: u32| {
        document
            .token(at)
            .is_some_and(|part| !part.has_digit() && (2..=3).contains(&part.len()) && !part.is(Class::FUNCTION))
    };
    let tied = |at: u32| matches!(document.gap(at), b" " | b"-" | b"+");
    let mut first = index;
    while first > 0 && index - first < 2 && tied(first) && letters(first - 1) && !word(first - 1) {
        first -= 1;
    }
    let digits = document.word(index).iter().filter(|byte| byte.is_ascii_digit()).count();
    let gap = document.gap(first);
    let told = matches!(gap, b" " | b": " | b"=" | b"='" | b"=\"" | b":\"" | b"\":\"" | b"\": \"")
        && first > 0
        && word(first - 1);
    // `447 BXT`: letters may follow.
    let last = if token.is_number() && tied(index + 1) && letters(index + 1) && first + 1 >= index {
        index + 1
    } else {
        index
    };
    let enough = digits > 0 && (first < index || last > index || token.shape.any(Shape::ALL_UPPER) && token.len() > 4);
    if !told || !enough || document.token(index + 1).is_some_and(|next| next.is(Class::MEASURE_UNIT)) {
        return;
    }
    if let (Some(from), Some(to)) = (document.token(first), document.token(last)) {
        let (range, evidence) = (from.start..to.end, Evidence::LABEL);
        findings.push(finding(range, Identifier::Vehicle, Kind::Plate, "vehicle.plate-behind", 0.8, evidence));
    }
}

/// `silver Honda Civic, CKA 3LM`, `black sedan 7TRX402`: three letters with three or four digits after the words of a car.
fn plate(document: &Document<'_>, index: u32, token: &Token, findings: &mut Vec<Finding>) {
    const CAR: &Words = words![
        "car",
        "cars",
        "truck",
        "suv",
        "sedan",
        "minivan",
        "pickup",
        "motorcycle",
        "coupe",
        "hatchback",
        "honda",
        "toyota",
        "ford",
        "chevy",
        "chevrolet",
        "nissan",
        "kia",
        "hyundai",
        "subaru",
        "mazda",
        "dodge",
        "buick",
        "tesla",
        "lexus",
        "acura",
        "volvo",
        "volkswagen",
        "jetta",
        "civic",
        "accord",
        "corolla",
        "camry",
        "tacoma",
        "tundra",
        "prius",
        "silverado",
        "altima",
        "sentra",
        "explorer",
        "malibu",
        "tahoe",
        "impala",
        "wrangler",
        "cherokee",
        "forester",
        "outback",
        "sonata",
        "elantra",
        "jeep",
        "veh",
        "vehicle",
        "auto",
        "van",
        "econoline",
        "f150",
        "tag",
        "tags",
        "plate",
        "plates",
        "placard",
        "parked",
        "parking",
        "driving",
        "driven",
        "driver",
    ];
    /// Letters before digits that are makes, lines of models, agencies and scores of injuries.
    const LINES: &Words = words![
        "iss", "rts", "los", "mvc", "ped", "ram", "gmc", "bmw", "amg", "glc", "gle", "glk", "gls", "cts", "mph", "ems",
        "dot", "mkz"
    ];
    /// Most words between the car and its plate.
    const REACH: u32 = 7;
    if !(3..=7).contains(&token.len()) {
        return;
    }
    if !token.shape.any(Shape::NUMBER.or(Shape::ALL_UPPER)) || document.byte_before(token.start) == b' ' {
        in_small_letters(document, index, token, findings);
        if !token.shape.any(Shape::NUMBER.or(Shape::ALL_UPPER)) {
            return;
        }
    }
    let word = document.word(index);
    let letters = word.iter().filter(|byte| byte.is_ascii_uppercase()).count();
    // `LOUISIANA C447210`, `AUTO 7XKL993`: other mixtures, after the words of a car alone.
    let mixed = token.shape.any(Shape::ALL_UPPER)
        && (6..=7).contains(&word.len())
        && (1..=4).contains(&letters)
        && word.len() - letters >= 3;
    let first = if letters == 3 && word.len() >= 6 || mixed {
        index
    } else {
        let led = (word.len() - letters == 4 && letters == 0 || word.len() == 3 && letters <= 2)
            && matches!(document.gap(index), b" " | b"-");
        let Some(before) = index.checked_sub(1).filter(|_| led) else { return };
        let prefix = document.word(before);
        // `CPK 4410`: abbreviations that the lexicon knows are no plates.
        let known = document.token(before).is_none_or(|token| token.row != 0);
        if prefix.len() != 3 || known || !prefix.iter().all(u8::is_ascii_uppercase) || LINES.hold(prefix) {
            return;
        }
        before
    };
    // `CAP-2024`.
    if first < index && matches!(word, [b'1', b'9', ..] | [b'2', b'0', ..]) && word.len() == 4 {
        return;
    }
    let Some(start) = document.token(first).map(|token| token.start) else { return };
    let apart = |byte: u8| !matches!(byte, b'-' | b'/' | b'.' | b'_' | b'=');
    let ends = apart(document.byte(token.end)) || !document.byte(token.end + 1).is_ascii_alphanumeric();
    let measured = document.token(index + 1).is_some_and(|next| next.is(Class::MEASURE_UNIT));
    if !ends || measured || start > 0 && !apart(document.byte_before(start)) {
        return;
    }
    let same_sentence = |at: &u32| !document.gap(*at + 1).starts_with(b". ");
    if (first.saturating_sub(REACH)..first).rev().take_while(same_sentence).any(|at| document.is_any(at, CAR)) {
        let evidence = Evidence::CONTEXT;
        let range = start..token.end;
        findings.push(finding(range, Identifier::Vehicle, Kind::Plate, "vehicle.plate-by-car", 0.75, evidence));
    }
}
