//! Numbers and addresses of telephones and networks: `{phone}` `{fax}` `{pager}` `{email}` `{url}` `{ip}` `{ip6}` `{mac}`.
//!
//! Numbers are of the block 555-0100 to 555-0199, addresses of the domains and ranges reserved for examples.

#![forbid(unsafe_code)]

use unphi::Identifier;

use super::tag;
use crate::cast::{is_role, plain};
use crate::compose::Composer;
use crate::names::half;
use crate::place::gazetteer;

pub(super) fn fill(to: &mut Composer<'_>, name: &str, argument: Option<&str>) -> bool {
    let key = format!("{name}:{}", argument.unwrap_or_default());
    let (identifier, kind, value) = match name {
        "phone" => (Identifier::Phone, "phone", phone(to)),
        "fax" => (Identifier::Fax, "fax", phone(to)),
        "phonedigits" => (Identifier::Phone, "phone", digits(to)),
        "faxdigits" => (Identifier::Fax, "fax", digits(to)),
        "phonespoken" => (Identifier::Phone, "phone", spoken(to)),
        "phoneintl" => (Identifier::Phone, "phone", abroad(to)),
        "phoneext" => {
            let number = phone(to);
            let ext = *to.dice.pick(&[" ext ", " ext. ", " x", ", extension "]);
            (Identifier::Phone, "phone", format!("{number}{ext}{}", to.dice.between(12, 9899)))
        }
        "pager" => (Identifier::Phone, "pager", to.dice.between(1000, 99_999).to_string()),
        "email" => (Identifier::Email, "email", email(to, argument)),
        "url" => (Identifier::Url, "url", url(to)),
        "www" => (Identifier::Url, "url", host(to, "www.")),
        "ip" => (Identifier::Ip, "v4", ip(to)),
        "ip6" => (Identifier::Ip, "v6", ip6(to)),
        "mac" => (Identifier::Ip, "mac", mac(to)),
        _ => return false,
    };
    // A number differs from mention to mention unless a key is given; an address is the person's own.
    let value = match argument {
        Some(_) => to.scene.value(&key, |_| value),
        None => value,
    };
    to.draft.mark(&value, tag(identifier, kind));
    true
}

fn area(to: &mut Composer<'_>) -> i64 {
    if to.dice.chance(65) { to.scene.area } else { to.dice.between(201, 989) }
}

fn phone(to: &mut Composer<'_>) -> String {
    let (area, line) = (area(to), to.dice.between(100, 199));
    match to.dice.below(14) {
        0..=3 => format!("({area}) 555-0{line}"),
        4..=6 => format!("{area}-555-0{line}"),
        7 => format!("{area}.555.0{line}"),
        8 => format!("{area} 555 0{line}"),
        9 => format!("{area}5550{line}"),
        10 => format!("+1 {area}-555-0{line}"),
        11 => format!("1-{area}-555-0{line}"),
        12 => format!("({area})555-0{line}"),
        _ => format!("{area}/555-0{line}"),
    }
}

fn digits(to: &mut Composer<'_>) -> String {
    format!("{}5550{}", area(to), to.dice.between(100, 199))
}

fn abroad(to: &mut Composer<'_>) -> String {
    let line = to.dice.between(100, 999);
    match to.dice.below(4) {
        0 => format!("+44 7700 900{line}"),
        1 => format!("+52 55 5550 0{line}"),
        2 => format!("011 63 2 555 0{line}"),
        _ => format!("020 7946 0{line}"),
    }
}

/// `six one seven, five five five, oh one four two`.
fn spoken(to: &mut Composer<'_>) -> String {
    const WORDS: [&str; 10] = ["oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let number = digits(to);
    let word = |digit: char| WORDS[digit.to_digit(10).unwrap_or(0) as usize];
    let words: Vec<&str> = number.chars().map(word).collect();
    let comma = if to.dice.chance(50) { ", " } else { " " };
    [words[..3].join(" "), words[3..6].join(" "), words[6..].join(" ")].join(comma)
}

fn domain(to: &mut Composer<'_>) -> String {
    let sort = *to.dice.pick(&["landmark", "employer"]);
    let base = gazetteer(to.scene.split).name(&mut to.dice, sort).unwrap_or_default();
    let host = plain(&base.replace(' ', "-")).trim_matches('-').replace("--", "-");
    let end = *to.dice.pick(&["example.org", "example.com", "example.net", "example"]);
    match to.dice.below(3) {
        0 => format!("mail.{end}"),
        1 => format!("{}.{end}", host.replace('-', "")),
        _ => format!("{host}.{end}"),
    }
}

fn email(to: &mut Composer<'_>, argument: Option<&str>) -> String {
    let role = argument.filter(|role| is_role(role)).unwrap_or("pt");
    let person = to.scene.person(&mut to.dice, role);
    let (given, family) = (plain(&person.given).replace('-', ""), plain(&person.family).replace('-', ""));
    let initial: String = given.chars().take(1).collect();
    let local = match to.dice.below(7) {
        0 => format!("{given}.{family}"),
        1 => format!("{initial}{family}{}", person.digits),
        2 => format!("{family}_{given}"),
        3 => format!("{given}{}", person.digits),
        4 => format!("{initial}.{family}+health"),
        5 => format!("{}{}", plain(&person.nickname).replace('-', ""), person.digits),
        _ => format!("{given}.{initial}.{family}"),
    };
    format!("{local}@{}", domain(to))
}

fn host(to: &mut Composer<'_>, prefix: &str) -> String {
    let sort = "landmark";
    let base = gazetteer(to.scene.split).name(&mut to.dice, sort).unwrap_or_default();
    debug_assert_eq!(half(&base), to.scene.split);
    format!("{prefix}{}.example.{}", plain(&base).replace('-', ""), to.dice.pick(&["org", "com", "net"]))
}

fn url(to: &mut Composer<'_>) -> String {
    let number = to.dice.between(10_000, 9_999_999);
    let person = to.scene.person(&mut to.dice, "pt");
    let slug = plain(&format!("{}-{}", person.given, person.family));
    match to.dice.below(8) {
        0 => format!("{}/visit/{number}", host(to, "https://portal.")),
        1 => format!("{}/v/{slug}?appt={number}", host(to, "https://")),
        2 => format!("{}/view?acc={number}&layout=2x2", host(to, "https://pacs.")),
        3 => format!("http://fhir.internal.example:8080/Patient/{number}"),
        4 => host(to, "www."),
        5 => format!("{}/help-{slug}", host(to, "www.")),
        6 => format!("s3://{}/{slug}/{number}.json", host(to, "notes-")),
        _ => format!("{}/r/X{number}k", host(to, "results.")),
    }
}

fn ip(to: &mut Composer<'_>) -> String {
    let (a, b) = (to.dice.between(0, 255), to.dice.between(1, 254));
    match to.dice.below(5) {
        0 => format!("203.0.113.{b}"),
        1 => format!("198.51.100.{b}"),
        2 => format!("10.{a}.{}.{b}", to.dice.between(0, 255)),
        3 => format!("192.168.{a}.{b}"),
        _ => format!("172.{}.{a}.{b}", to.dice.between(16, 31)),
    }
}

fn ip6(to: &mut Composer<'_>) -> String {
    let (a, b) = (to.dice.between(16, 65_535), to.dice.between(16, 65_535));
    if to.dice.chance(50) { format!("2001:db8:{a:x}::{b:x}") } else { format!("2001:db8:{a:x}:{b:x}:0:8a2e:370:7334") }
}

fn mac(to: &mut Composer<'_>) -> String {
    let between = *to.dice.pick(&[":", "-"]);
    (0..6).map(|_| format!("{:02X}", to.dice.between(0, 255))).collect::<Vec<_>>().join(between)
}
