//! Telephone numbers, addresses of mail, pages and machines that nobody has.
//!
//! | for | comes from |
//! |---|---|
//! | telephone, fax | 555-0100 to 555-0199, which the North American Numbering Plan keeps for fiction |
//! | e-mail, web | example.com, example.net, example.org, RFC 2606 |
//! | IPv4 | 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24, RFC 5737 |
//! | IPv6 | 2001:db8::/32, RFC 3849 |
//! | hardware | 00-00-5E-00-53-00 to -FF, RFC 7042 |

#![forbid(unsafe_code)]

use core::fmt::Write as _;

use super::chance::Chance;
use super::person::Names;

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Appends a telephone number in the layout of `found`.
pub(super) fn write_phone(chance: &Chance<'_>, found: &str, out: &mut String) {
    let own = digits(found);
    // A leading 1 is the country's code and changes nothing.
    let national = own.strip_prefix('1').filter(|rest| rest.len() >= 10).unwrap_or(&own);
    let mut draw = chance.draw("phone", national);
    let mut new = String::with_capacity(own.len());
    new.push_str(own.get(..own.len() - national.len()).unwrap_or_default());
    if national.len() >= 10 {
        // An area code: 2 to 9, 0 to 8 and a digit, so that it is no service code (N11) where the digits differ.
        let (first, second) = (draw.below(8) + 2, draw.below(9));
        let third = if second == 1 { 2 + draw.below(8) } else { draw.below(10) };
        let _ = write!(new, "{first}{second}{third}55501{:02}", draw.below(100));
    } else if national.len() >= 7 {
        let _ = write!(new, "55501{:02}", draw.below(100));
    }
    while new.len() < own.len() {
        new.push(draw.like('0'));
    }
    let mut new = new.chars();
    out.extend(found.chars().map(|letter| if letter.is_ascii_digit() { new.next().unwrap_or('0') } else { letter }));
}

/// Appends an address at an example domain; the words of the local part are replaced as those of names are.
pub(super) fn write_email(chance: &Chance<'_>, names: &Names, found: &str, out: &mut String) {
    let lower = found.to_lowercase();
    let local = lower.split_once('@').map_or(lower.as_str(), |(local, _)| local);
    let mut draw = chance.draw("email", local);
    let mut word = String::new();
    let flush = |word: &mut String, out: &mut String| {
        if word.chars().count() == 1 {
            out.push(chance.draw("initial", word).like('a'));
        } else if !word.is_empty() {
            out.push_str(names.word(chance, word));
        }
        word.clear();
    };
    for letter in local.chars() {
        if letter.is_alphabetic() {
            word.push(letter);
            continue;
        }
        flush(&mut word, out);
        match letter {
            '.' | '_' | '-' => out.push(letter),
            letter if letter.is_numeric() => out.push(draw.like('0')),
            _ => {}
        }
    }
    flush(&mut word, out);
    out.push('@');
    out.push_str(draw.pick(&["example.com", "example.net", "example.org"]).unwrap_or("example.com"));
}

/// Appends a page at an example domain.
pub(super) fn write_url(chance: &Chance<'_>, found: &str, out: &mut String) {
    let mut draw = chance.draw("url", found);
    if let Some((scheme, _)) = found.split_once("://") {
        out.push_str(scheme);
        out.push_str("://");
    }
    out.push_str(if found.starts_with("www.") { "www.example.org/" } else { "example.org/" });
    for _ in 0..8 {
        out.push(draw.like('a'));
    }
}

/// Appends an address of a machine of the same sort.
pub(super) fn write_ip(chance: &Chance<'_>, kind: &str, found: &str, out: &mut String) {
    let mut draw = chance.draw("ip", &found.to_lowercase());
    // Writing to a `String` cannot fail.
    let _ = match kind {
        "v4" => {
            let net = draw.pick(&["192.0.2", "198.51.100", "203.0.113"]).unwrap_or("192.0.2");
            write!(out, "{net}.{}", draw.below(254) + 1)
        }
        "v6" => write!(out, "2001:db8::{:x}:{:x}", draw.below(0x10000), draw.below(0x10000)),
        _ => {
            let mark = found.chars().find(|letter| matches!(letter, ':' | '-')).unwrap_or(':');
            write!(out, "00{mark}00{mark}5E{mark}00{mark}53{mark}{:02X}", draw.below(256))
        }
    };
}
