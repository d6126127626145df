//! Something made up that reads as the original did: a name for a name, a telephone number for a telephone number.
//!
//! Every choice is made by HMAC-SHA-256 of the subject and the value, so that the same person has the same surrogate in
//! every document and every run with the same key, and no table has to be kept. Two values may have the same surrogate: a
//! culture's pool holds up to 96 names.
//!
//! Surrogates name nobody's telephone, page or card (see [`contact`] and [`number`]); a made-up name may be somebody's,
//! as every name that reads well is.

#![forbid(unsafe_code)]

mod chance;
mod contact;
mod number;
mod person;
mod place;

use chance::Chance;
pub(crate) use person::{Names, People};

use unphi_keyed::Prf;

use super::tag;
use crate::{Identifier, Span};

/// How often a surrogate that equals the original is drawn again; each draw is the same by chance in one of 26 cases at
/// worst, for a single letter.
const ATTEMPTS: u8 = 16;

/// Appends the surrogate of `span`, whose text is `found`.
pub(crate) fn write(
    prf: &Prf,
    names: &Names,
    subject: &str,
    people: &People,
    span: &Span,
    found: &str,
    out: &mut String,
) {
    let start = out.len();
    for attempt in 0..ATTEMPTS {
        draw(&Chance::new(prf, subject, attempt), names, people, span, found, out);
        if out.get(start..).is_some_and(|drawn| !drawn.eq_ignore_ascii_case(found) && !drawn.is_empty()) {
            return;
        }
        out.truncate(start);
    }
    tag::write(span.identifier(), out);
}

fn draw(chance: &Chance<'_>, names: &Names, people: &People, span: &Span, found: &str, out: &mut String) {
    match (span.identifier(), span.kind()) {
        (Identifier::Name, "username") => names.write_username(chance, found, out),
        (Identifier::Name, "organization") => place::write_institution(chance, found, out),
        (Identifier::Name, _) => names.write(chance, people, found, out),
        (Identifier::Geographic, "city") => place::write_city(chance, found, out),
        (Identifier::Geographic, "zip" | "coordinates") => number::write(chance, Identifier::Geographic, found, out),
        (Identifier::Geographic, "facility") => place::write_institution(chance, found, out),
        (Identifier::Geographic, _) => place::write_street(chance, found, out),
        (Identifier::Phone | Identifier::Fax, _) => contact::write_phone(chance, found, out),
        (Identifier::Email, _) => contact::write_email(chance, names, found, out),
        (Identifier::Url, _) => contact::write_url(chance, found, out),
        (Identifier::Ip, kind) => contact::write_ip(chance, kind, found, out),
        (identifier, _) => number::write(chance, identifier, found, out),
    }
}
