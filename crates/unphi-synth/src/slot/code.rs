//! Numbers and codes, by patterns in which `#` is a digit, `$` a digit but zero, `@` a capital, `%` a hexadecimal digit,
//! `&` a capital or a digit; what has a check digit is computed.

#![forbid(unsafe_code)]

use unphi::Identifier as Id;

use super::tag;
use crate::compose::Composer;
use crate::dice::Dice;

struct Code {
    slot: &'static str,
    identifier: Id,
    kind: &'static str,
    patterns: &'static [&'static str],
}

const fn code(slot: &'static str, identifier: Id, kind: &'static str, patterns: &'static [&'static str]) -> Code {
    Code { slot, identifier, kind, patterns }
}

const CODES: &[Code] = &[
    code(
        "mrn",
        Id::Mrn,
        "mrn",
        &[
            "$######",
            "0#######",
            "$#######",
            "00######",
            "E$######",
            "M########",
            "##-##-##",
            "###-##-##",
            "HX#######",
            "$####-###",
            "MR-######",
            "@@$######",
            "$#########",
            "T-######",
        ],
    ),
    code(
        "acct",
        Id::Account,
        "account",
        &[
            "$#########",
            "V00$########",
            "HB##########",
            "@-#####-@",
            "########-#",
            "###-####-##",
            "AC$######",
            "H$#########",
        ],
    ),
    code("csn", Id::Account, "encounter", &["$########", "E-####-###", "E########", "V########", "##-###-###"]),
    code("card4", Id::Account, "card", &["####"]),
    code(
        "member",
        Id::HealthPlan,
        "member",
        &[
            "@@@#########",
            "W#### #####",
            "$########-0#",
            "H###########",
            "@@@###@#####",
            "$##########",
            "R########",
            "YTB #### #####",
        ],
    ),
    code(
        "group",
        Id::HealthPlan,
        "group",
        &["GH-#####", "00#####", "#######-010", "GRP####", "##-#####", "L#####", "RX####"],
    ),
    code("medicaid", Id::HealthPlan, "medicaid", &["$#########", "@@########@", "0###########", "########@"]),
    code(
        "ssn",
        Id::Ssn,
        "full",
        &["$##-##-####", "$##-##-####", "$##-##-####", "$## ## ####", "$########", "$##.##.####"],
    ),
    code("ssndigits", Id::Ssn, "full", &["$########"]),
    code("ssnmask", Id::Ssn, "last4", &["XXX-XX-####", "xxx-xx-####", "***-**-####", "XXX XX ####"]),
    code("clia", Id::License, "professional", &["##D#######"]),
    code("ssn4", Id::Ssn, "last4", &["####"]),
    code(
        "lic",
        Id::License,
        "professional",
        &["A######", "RN######", "MD-#####", "LMSW-#####", "PT######", "R-####-##", "P-#####", "E-######"],
    ),
    code(
        "dl",
        Id::License,
        "driver",
        &["D#######", "@###-####-####", "@#######", "########", "@##-##-####", "@@######@", "W-###-###-##-###-#"],
    ),
    code(
        "plate",
        Id::Vehicle,
        "plate",
        &["#@@@###", "@@@-####", "@@@ ####", "### @@@", "@@##@@@", "BKA #@#", "@#####"],
    ),
    code(
        "serial",
        Id::Device,
        "serial",
        &[
            "@@@######@",
            "@@@######",
            "##########",
            "#####-##@",
            "S########",
            "HM3-######",
            "NG#######@",
            "&&&&-&&&&-&&",
            "A#####",
            "####-##-####",
        ],
    ),
    code("lot", Id::Device, "lot", &["$@####", "@#@##", "@@##@##", "CM####-##", "@@@#####", "&&&&&&"]),
    code(
        "finger",
        Id::Biometric,
        "fingerprint",
        &["FP-#####-R$", "TPR-####-#####-RI", "FMR-#####-@#", "fp_#####", "FP-%%%%%%"],
    ),
    code("voice", Id::Biometric, "voiceprint", &["VPR-#####-c", "VP-###-####-#", "VP-%%%%%%-####", "vp_%%%%%%%%"]),
    code("retina", Id::Biometric, "retina", &["RS-#####-OD", "RC-NB#######-OS", "IR-####-####", "IRIS-%%%%%%%%"]),
    code(
        "biotemplate",
        Id::Biometric,
        "template",
        &["%%%%%%%%%%%%%%%%", "PALM-%%%%-#####", "FT-%%%%%%%%-##", "SIG-%%%%%%%%"],
    ),
    code(
        "acc",
        Id::Other,
        "accession",
        &[
            "CT##-#######",
            "S##-#####",
            "RAD#######",
            "$######-CT",
            "SP-##-####",
            "M##-#####",
            "##-###-#####",
            "XR#######",
            "GR-##-######",
        ],
    ),
    code(
        "spec",
        Id::Other,
        "specimen",
        &["SPC-#######", "H####-####-#", "####:H#####@", "U##-#####", "BB-#####-##", "$#########"],
    ),
    code("order", Id::Other, "order", &["$########", "ORD-#######", "RAD-####-######", "A#-######", "$######"]),
    code("rx", Id::Other, "order", &["$######", "$#######", "N#######", "$######-0#"]),
    code(
        "case",
        Id::Other,
        "case",
        &["ME##-#####", "##-CV-#####", "CPS-#######", "C-####-###", "APS-####-#####", "##-####"],
    ),
    code(
        "claim",
        Id::Other,
        "claim",
        &["CLM########", "WC-####-#####", "##-#######-###", "$##########", "L&I @@#####"],
    ),
    code("study", Id::Other, "study", &["###-####", "LUNG-@@-####", "SUBJ-#####", "R#####", "KR-###-####", "$##-###"]),
    code("badge", Id::Other, "badge", &["BDG-######", "$####", "B#####", "@@-####"]),
    code("uid", Id::Other, "record", &["pat-%%%%%%", "p_%%%%%%%%", "PT-%%%%-%%%%", "usr_%%%%%%%%%%"]),
    code("case2", Id::Other, "case", &["TRX-#####", "INC#######", "REF-######", "A#######", "##@#####"]),
];

pub(super) fn fill(to: &mut Composer<'_>, name: &str, argument: Option<&str>) -> bool {
    let key = format!("{name}:{}", argument.unwrap_or_default());
    if let Some(code) = CODES.iter().find(|code| code.slot == name) {
        let made = patterned(&mut to.dice, code.patterns);
        let value = to.scene.value(&key, |_| made);
        to.draft.mark(&value, tag(code.identifier, code.kind));
        return true;
    }
    let dice = &mut to.dice;
    let (identifier, kind, made) = match name {
        "npi" => (Id::License, "npi", npi(dice)),
        "dea" => (Id::License, "dea", dea(dice)),
        "vin" => (Id::Vehicle, "vin", vin(dice)),
        "imei" => (Id::Device, "imei", luhn(&format!("35{}", filled(dice, "############")))),
        "udi" => (Id::Device, "udi", udi(dice)),
        "card" => (Id::Account, "card", card(dice)),
        "iban" => (Id::Account, "iban", iban(dice)),
        "mbi" => (Id::HealthPlan, "mbi", mbi(dice)),
        _ => return false,
    };
    let value = to.scene.value(&key, |_| made);
    to.draft.mark(&value, tag(identifier, kind));
    true
}

fn patterned(dice: &mut Dice, patterns: &[&str]) -> String {
    let pattern = *dice.pick(patterns);
    filled(dice, pattern)
}

fn filled(dice: &mut Dice, pattern: &str) -> String {
    const CAPITALS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
    const BOTH: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";
    let fill = |sign: char| match sign {
        '#' => char::from(*dice.pick(b"0123456789")),
        '$' => char::from(*dice.pick(b"123456789")),
        '@' => char::from(*dice.pick(CAPITALS)),
        '%' => char::from(*dice.pick(b"0123456789abcdef")),
        '&' => char::from(*dice.pick(BOTH)),
        other => other,
    };
    pattern.chars().map(fill).collect()
}

/// The number with its Luhn digit.
fn luhn(number: &str) -> String {
    let sum: u32 = number.chars().rev().enumerate().map(|(at, digit)| doubled(at, digit)).sum();
    format!("{number}{}", (10 - sum % 10) % 10)
}

fn doubled(at: usize, digit: char) -> u32 {
    let digit = digit.to_digit(10).unwrap_or(0);
    match at % 2 {
        0 if digit > 4 => digit * 2 - 9,
        0 => digit * 2,
        _ => digit,
    }
}

fn npi(dice: &mut Dice) -> String {
    let number = filled(dice, "808401########");
    luhn(&number).chars().skip(5).collect()
}

fn dea(dice: &mut Dice) -> String {
    let letters = filled(dice, "@@");
    let digits = filled(dice, "######");
    let sum: u32 =
        digits.chars().enumerate().map(|(at, digit)| digit.to_digit(10).unwrap_or(0) * (1 + at as u32 % 2)).sum();
    format!("{}{digits}{}", letters.replacen(|_| true, "B", 1), sum % 10)
}

fn vin(dice: &mut Dice) -> String {
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let head =
        *dice.pick(&["1FTFW1E5", "5NPE34AF", "2T1BURHE", "1HGCM826", "3VWFE21C", "JM1BK32F", "KMHDU46D", "4T1G11AK"]);
    let body = filled(dice, "0@@######").replace(['I', 'O', 'Q'], "P");
    let number = format!("{head}{body}");
    let value = |sign: char| match sign {
        '0'..='9' => sign.to_digit(10).unwrap_or(0),
        'A'..='H' => u32::from(sign) - 64,
        'J'..='N' => u32::from(sign) - 73,
        'P' => 7,
        'R' => 9,
        other => u32::from(other) - 81,
    };
    let sum: u32 = number.chars().zip(WEIGHTS).map(|(sign, weight)| value(sign) * weight).sum();
    let check = match sum % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    number.chars().enumerate().map(|(at, sign)| if at == 8 { check } else { sign }).collect()
}

fn udi(dice: &mut Dice) -> String {
    let (item, lot) = (filled(dice, "0081########$#"), filled(dice, "@@####"));
    let expiry = format!("{}{:02}{:02}", dice.between(25, 31), dice.between(1, 12), dice.between(1, 28));
    if dice.chance(70) {
        format!("(01){item}(17){expiry}(10){lot}(21){}", filled(dice, "@@@######@"))
    } else {
        format!("01{item}17{expiry}10{lot}")
    }
}

fn card(dice: &mut Dice) -> String {
    let number = filled(dice, "4#############$");
    let number: Vec<char> = luhn(&number).chars().collect();
    let between = *dice.pick(&[" ", "-", ""]);
    number.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(between)
}

/// A German IBAN with its check digits (mod 97).
fn iban(dice: &mut Dice) -> String {
    let account = filled(dice, "37040044##########");
    let rest =
        format!("{account}131400").chars().fold(0, |rest, digit| (rest * 10 + digit.to_digit(10).unwrap_or(0)) % 97);
    let whole: Vec<char> = format!("DE{:02}{account}", 98 - rest).chars().collect();
    let between = *dice.pick(&[" ", ""]);
    whole.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(between)
}

fn mbi(dice: &mut Dice) -> String {
    const LETTERS: &[u8] = b"ACDEFGHJKMNPQRTUVWXY";
    let mut letter = || char::from(*dice.pick(LETTERS));
    let letters = [letter(), letter(), letter(), letter()];
    let digits: Vec<char> = filled(dice, "$######").chars().collect();
    let dash = if dice.chance(60) { "-" } else { "" };
    format!(
        "{}{}{}{}{dash}{}{}{}{dash}{}{}{}{}",
        digits[0],
        letters[0],
        digits[1],
        digits[2],
        letters[1],
        digits[3],
        digits[4],
        letters[2],
        letters[3],
        digits[5],
        digits[6]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_hold() {
        assert_eq!(luhn("49015420323751"), "490154203237518");
        assert_eq!(luhn("80840123456789"), "808401234567893");
        let mut dice = Dice::new(5, 5);
        let vin = vin(&mut dice);
        assert_eq!(vin.len(), 17);
        let dea = dea(&mut dice);
        assert_eq!(dea.len(), 9, "{dea}");
        assert_eq!(npi(&mut dice).len(), 10);
        assert_eq!(mbi(&mut dice).replace('-', "").len(), 11);
    }
}
