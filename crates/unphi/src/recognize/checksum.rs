//! Check digits, for every recognizer.
//!
//! Each function takes the bytes of an identifier as it was written; spaces, hyphens and dots between its characters
//! are passed over, letters may be of either case. Anything that has the wrong length or a character that the scheme
//! does not know is `false`; nothing allocates and nothing panics.
//!
//! A failed check lowers a finding's confidence and never drops a labelled value: typing and OCR errors are common, and
//! test or foreign numbers have no check digit at all.
//!
//! | scheme | source |
//! |---|---|
//! | [`luhn`] | ISO/IEC 7812-1, annex B |
//! | [`card`] | ISO/IEC 7812-1: issuer prefix and length, then Luhn |
//! | [`npi`] | 45 CFR 162.406; CMS, "NPI check digit": Luhn over the prefix 80840 and the ten digits |
//! | [`dea`] | 21 CFR 1301.35 assigns the number; two letters, six digits and a check digit |
//! | [`vin`] | 49 CFR 565.15(c): transliteration, weights, modulo 11 |
//! | [`iban`] | ISO 13616-1 and ISO 7064, MOD 97-10 |
//! | [`nhs`] | NHS Data Dictionary, "NHS number": modulo 11 |
//! | [`imei`] | 3GPP TS 23.003, annex B: Luhn over fifteen digits |
//! | [`gtin`] | GS1 General Specifications, 7.9: modulo 10 with weights 3 and 1 |
//! | [`routing`] | American Bankers Association: weights 3, 7, 1, modulo 10 |

#![forbid(unsafe_code)]
#![allow(dead_code, reason = "schemes are offered to every recognizer; not each has a user yet")]

/// Longest identifier that a scheme knows, an IBAN, in characters without separators.
const LONGEST: usize = 34;

/// Letters and digits of an identifier in upper case, without its separators.
struct Characters {
    bytes: [u8; LONGEST],
    len: usize,
}

impl Characters {
    /// `None` when it is too long or holds something else.
    fn of(written: &[u8]) -> Option<Self> {
        let mut characters = Self { bytes: [0; LONGEST], len: 0 };
        for byte in written {
            match byte {
                b' ' | b'-' | b'.' => {}
                byte if byte.is_ascii_alphanumeric() => {
                    *characters.bytes.get_mut(characters.len)? = byte.to_ascii_uppercase();
                    characters.len += 1;
                }
                _ => return None,
            }
        }
        Some(characters)
    }

    fn all(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// The same, when it is made of `count` digits.
    fn digits(&self, count: core::ops::RangeInclusive<usize>) -> Option<&[u8]> {
        (count.contains(&self.len) && self.all().iter().all(u8::is_ascii_digit)).then(|| self.all())
    }
}

fn value(digit: u8) -> u32 {
    u32::from(digit) - u32::from(b'0')
}

/// The Luhn sum: every second digit from the right doubled, and the digits of that added.
fn luhn_sum(digits: &[u8]) -> u32 {
    let place = |(i, digit): (usize, &u8)| {
        let doubled = value(*digit) << (i & 1);
        doubled / 10 + doubled % 10
    };
    digits.iter().rev().enumerate().map(place).sum()
}

/// Whether two to thirty-four digits end in their Luhn check digit.
pub(crate) fn luhn(written: &[u8]) -> bool {
    Characters::of(written).is_some_and(|characters| {
        characters.digits(2..=LONGEST).is_some_and(|digits| luhn_sum(digits).is_multiple_of(10))
    })
}

/// Whether it is a payment card's number: a known issuer's prefix, that issuer's length, and Luhn.
pub(crate) fn card(written: &[u8]) -> bool {
    let Some(characters) = Characters::of(written) else { return false };
    let Some(digits) = characters.digits(13..=19) else { return false };
    let prefix = digits.iter().take(4).fold(0, |number, digit| number * 10 + value(*digit));
    let issued = match (prefix, digits.len()) {
        // Visa.
        (4000..=4999, 13 | 16 | 19) => true,
        // Mastercard.
        (5100..=5599 | 2221..=2720, 16) => true,
        // American Express.
        (3400..=3499 | 3700..=3799, 15) => true,
        // Discover, UnionPay, Maestro.
        (6000..=6999 | 5000..=5099 | 5600..=5899, 13..=19) => true,
        // Diners Club.
        (3000..=3059 | 3095 | 3600..=3699 | 3800..=3999, 14..=19) => true,
        // JCB.
        (3528..=3589, 16..=19) => true,
        _ => false,
    };
    issued && luhn_sum(digits).is_multiple_of(10)
}

/// Whether it is a National Provider Identifier: ten digits, the first 1 or 2, Luhn with 80840 before them.
pub(crate) fn npi(written: &[u8]) -> bool {
    /// What 80840 adds to the Luhn sum of the ten digits after it.
    const PREFIX: u32 = 24;
    let Some(characters) = Characters::of(written) else { return false };
    let Some(digits) = characters.digits(10..=10) else { return false };
    matches!(digits[0], b'1' | b'2') && (PREFIX + luhn_sum(digits)).is_multiple_of(10)
}

/// Whether it is a DEA registration: two letters (the second may be a 9), seven digits;
/// (d1 + d3 + d5) + 2 (d2 + d4 + d6) ends in d7.
pub(crate) fn dea(written: &[u8]) -> bool {
    let Some(characters) = Characters::of(written) else { return false };
    let [first, second, digits @ ..] = characters.all() else { return false };
    let [a, b, c, d, e, f, check] = *digits else { return false };
    first.is_ascii_uppercase()
        && (second.is_ascii_uppercase() || *second == b'9')
        && digits.iter().all(u8::is_ascii_digit)
        && (value(a) + value(c) + value(e) + 2 * (value(b) + value(d) + value(f))) % 10 == value(check)
}

/// Whether it is a vehicle identification number with the check digit of North America: seventeen characters without I,
/// O and Q, modulo 11 at the ninth. Vehicles made for other markets may fail.
pub(crate) fn vin(written: &[u8]) -> bool {
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let Some(characters) = Characters::of(written) else { return false };
    let all = characters.all();
    let [.., check, _, _, _, _, _, _, _, _] = *all else { return false };
    if all.len() != WEIGHTS.len() {
        return false;
    }
    let mut sum = 0;
    for (character, weight) in all.iter().zip(WEIGHTS) {
        let Some(value) = vin_value(*character) else { return false };
        sum += value * weight;
    }
    check == if sum % 11 == 10 { b'X' } else { b'0' + (sum % 11) as u8 }
}

/// The value of a character of a VIN, 49 CFR 565.15, table III.
fn vin_value(character: u8) -> Option<u32> {
    Some(match character {
        b'0'..=b'9' => value(character),
        b'A'..=b'H' => u32::from(character - b'A') + 1,
        b'J'..=b'N' => u32::from(character - b'J') + 1,
        b'P' => 7,
        b'R' => 9,
        b'S'..=b'Z' => u32::from(character - b'S') + 2,
        _ => return None,
    })
}

/// Whether it is an IBAN: a country's letters, two check digits, eleven to thirty more characters, modulo 97 is 1 when
/// the first four are moved to the end and letters count from A = 10.
pub(crate) fn iban(written: &[u8]) -> bool {
    let Some(characters) = Characters::of(written) else { return false };
    let all = characters.all();
    let [c, d, e, f, rest @ ..] = all else { return false };
    if all.len() < 15 || !(c.is_ascii_uppercase() && d.is_ascii_uppercase() && e.is_ascii_digit() && f.is_ascii_digit())
    {
        return false;
    }
    let remainder = rest.iter().chain([c, d, e, f]).fold(0, |remainder, character| match character {
        b'0'..=b'9' => (remainder * 10 + value(*character)) % 97,
        letter => (remainder * 100 + u32::from(letter - b'A') + 10) % 97,
    });
    remainder == 1
}

/// Whether it is an NHS number: ten digits, weights 10 to 2, 11 minus the sum modulo 11 is the last (11 counts as 0; 10
/// is never issued).
pub(crate) fn nhs(written: &[u8]) -> bool {
    let Some(characters) = Characters::of(written) else { return false };
    let Some([body @ .., check]) = characters.digits(10..=10) else { return false };
    let sum: u32 = body.iter().zip((2..=10).rev()).map(|(digit, weight)| value(*digit) * weight).sum();
    match 11 - sum % 11 {
        10 => false,
        expected => expected % 11 == value(*check),
    }
}

/// Whether it is an IMEI: fifteen digits, Luhn.
pub(crate) fn imei(written: &[u8]) -> bool {
    Characters::of(written)
        .is_some_and(|characters| characters.digits(15..=15).is_some_and(|digits| luhn_sum(digits).is_multiple_of(10)))
}

/// Whether it is a GTIN of 8, 12, 13 or 14 digits, as a UDI's (01) holds one, or an SSCC of 18.
pub(crate) fn gtin(written: &[u8]) -> bool {
    let Some(characters) = Characters::of(written) else { return false };
    let Some(digits) = characters.digits(8..=18) else { return false };
    let weighted = |(i, digit): (usize, &u8)| value(*digit) * if i & 1 == 1 { 3 } else { 1 };
    let sum: u32 = digits.iter().rev().enumerate().map(weighted).sum();
    matches!(digits.len(), 8 | 12 | 13 | 14 | 18) && sum.is_multiple_of(10)
}

/// Whether it is a bank's routing number: nine digits, weights 3, 7, 1, modulo 10.
pub(crate) fn routing(written: &[u8]) -> bool {
    let Some(characters) = Characters::of(written) else { return false };
    let Some(digits) = characters.digits(9..=9) else { return false };
    let sum: u32 = digits.iter().zip([3, 7, 1].into_iter().cycle()).map(|(digit, weight)| value(*digit) * weight).sum();
    sum.is_multiple_of(10) && sum > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Holds `check` to a valid number: it passes, and every change of one digit fails.
    fn catches_each_wrong_digit(check: fn(&[u8]) -> bool, valid: &[u8]) {
        assert!(check(valid));
        for i in (0..valid.len()).filter(|i| valid[*i].is_ascii_digit()) {
            for digit in b'0'..=b'9' {
                let mut wrong = valid.to_vec();
                wrong[i] = digit;
                assert_eq!(check(&wrong), digit == valid[i], "place {i}, digit {digit}");
            }
        }
    }

    #[test]
    fn published_examples_pass_and_one_wrong_digit_fails() {
        catches_each_wrong_digit(luhn, b"79927398713");
        catches_each_wrong_digit(card, b"4111111111111111");
        catches_each_wrong_digit(npi, b"1234567893");
        catches_each_wrong_digit(iban, b"GB82WEST12345698765432");
        catches_each_wrong_digit(nhs, b"9434765919");
        catches_each_wrong_digit(imei, b"490154203237518");
        catches_each_wrong_digit(gtin, b"51022222233336");
        catches_each_wrong_digit(gtin, b"4006381333931");
        catches_each_wrong_digit(routing, b"021000021");
    }

    #[test]
    fn dea_numbers_pass_and_mistyped_ones_fail() {
        assert!(dea(b"AP5836727"));
        assert!(dea(b"ap5836727"));
        assert!(!dea(b"AP5836726"));
        assert!(!dea(b"5P5836727"));
        assert!(!dea(b"A85836727"), "only a 9 stands for the second letter");
        assert!(dea(b"A95836727"));
    }

    #[test]
    fn cards_of_every_issuer_pass() {
        for valid in ["378282246310005", "5555555555554444", "6011111111111117", "30569309025904", "3530111333300000"] {
            assert!(card(valid.as_bytes()), "{valid}");
        }
        assert!(!card(b"1234567890123452"), "no issuer begins with 1");
        assert!(!card(b"411111111111116"), "Visa has no 15 digits");
    }

    #[test]
    fn vins_pass_in_either_case_and_fail_when_mistyped() {
        assert!(vin(b"1M8GDM9AXKP042788"));
        assert!(vin(b"1m8gdm9axkp042788"));
        assert!(vin(b"11111111111111111"));
        assert!(!vin(b"1M8GDM9A1KP042788"));
        assert!(!vin(b"IM8GDM9AXKP042788"));
        assert!(!vin(b"1M8GDM9AXKP04278"));
    }

    #[test]
    fn separators_are_passed_over() {
        assert!(card(b"4111 1111 1111 1111"));
        assert!(iban(b"GB82 WEST 1234 5698 7654 32"));
        assert!(iban(b"de89 3704 0044 0532 0130 00"));
        assert!(nhs(b"943 476 5919"));
        assert!(imei(b"49-015420-323751-8"));
        assert!(dea(b"F9-5836727"));
    }

    #[test]
    fn other_shapes_fail() {
        let long = [b'1'; 100];
        for check in [luhn, card, npi, dea, vin, iban, nhs, imei, gtin, routing] {
            for wrong in [&b""[..], b"1", b"-", b"AB", b"12345678901234567890", "é".as_bytes(), &long] {
                assert!(!check(wrong) || wrong.len() == 20, "{}", wrong.len());
            }
        }
    }
}
