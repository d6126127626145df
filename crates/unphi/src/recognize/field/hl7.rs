//! HL7 v2 messages: what stands at which position of a segment.
//!
//! A line that begins with a segment's name and `|` is one; positions count the bars. Only positions that can hold an
//! identifier are listed, after chapters 2A to 9 of the standard (2.5.1; other versions agree on these). Site-defined `Z`
//! segments and free text (OBX-5, NTE-3) are left to the recognizers.

#![forbid(unsafe_code)]

use core::ops::Range;

use super::Out;
use crate::lexicon::Label;

/// What a position holds.
#[derive(Clone, Copy)]
enum Data {
    /// A value whose first component counts.
    Plain(Label),
    /// A person: family^given^second.
    Name,
    /// A provider: id^family^given^second.
    Provider,
    /// An identifier whose fifth component says of which sort; else this one.
    Id(Label),
    /// street^other^city^state^zip^country^…^…^county.
    Address,
    /// number, or parts, or an e-mail address in the fourth component.
    Phone,
    /// ward^room^bed^facility.
    Location,
    /// An organization: name^….
    Facility,
}

use Data::{Address, Facility, Id, Location, Name, Phone, Plain, Provider};

/// Segment, position, data; sorted.
const POSITIONS: &[(&[u8; 3], u8, Data)] = &[
    (b"ACC", 1, Plain(Label::Date)),
    (b"AIL", 3, Location),
    (b"AIP", 3, Provider),
    (b"DG1", 5, Plain(Label::Date)),
    (b"DG1", 16, Provider),
    (b"EVN", 2, Plain(Label::Date)),
    (b"EVN", 3, Plain(Label::Date)),
    (b"EVN", 5, Provider),
    (b"EVN", 6, Plain(Label::Date)),
    (b"FT1", 2, Plain(Label::Code)),
    (b"FT1", 4, Plain(Label::Date)),
    (b"FT1", 5, Plain(Label::Date)),
    (b"FT1", 20, Provider),
    (b"FT1", 21, Provider),
    (b"GT1", 2, Id(Label::Code)),
    (b"GT1", 3, Name),
    (b"GT1", 4, Name),
    (b"GT1", 5, Address),
    (b"GT1", 6, Phone),
    (b"GT1", 7, Phone),
    (b"GT1", 8, Plain(Label::Birth)),
    (b"GT1", 12, Plain(Label::Ssn)),
    (b"GT1", 16, Plain(Label::Employer)),
    (b"GT1", 17, Address),
    (b"GT1", 18, Phone),
    (b"GT1", 19, Id(Label::Badge)),
    (b"IN1", 3, Plain(Label::Keep)),
    (b"IN1", 5, Address),
    (b"IN1", 6, Name),
    (b"IN1", 7, Phone),
    (b"IN1", 8, Plain(Label::Group)),
    (b"IN1", 9, Plain(Label::Group)),
    (b"IN1", 10, Plain(Label::Group)),
    (b"IN1", 11, Plain(Label::Employer)),
    (b"IN1", 12, Plain(Label::Date)),
    (b"IN1", 13, Plain(Label::Date)),
    (b"IN1", 14, Plain(Label::Claim)),
    (b"IN1", 16, Name),
    (b"IN1", 18, Plain(Label::Birth)),
    (b"IN1", 19, Address),
    (b"IN1", 36, Plain(Label::Member)),
    (b"IN1", 44, Address),
    (b"IN1", 49, Id(Label::Member)),
    (b"IN2", 1, Id(Label::Badge)),
    (b"IN2", 2, Plain(Label::Ssn)),
    (b"IN2", 3, Provider),
    (b"IN2", 6, Plain(Label::Mbi)),
    (b"IN2", 7, Name),
    (b"IN2", 8, Plain(Label::Medicaid)),
    (b"IN2", 25, Id(Label::Member)),
    (b"IN2", 61, Id(Label::Member)),
    (b"IN2", 63, Phone),
    (b"IN2", 64, Phone),
    (b"MRG", 1, Id(Label::Mrn)),
    (b"MRG", 3, Id(Label::Account)),
    (b"MRG", 7, Name),
    (b"MSH", 4, Facility),
    (b"MSH", 6, Facility),
    (b"MSH", 7, Plain(Label::Date)),
    (b"MSH", 10, Plain(Label::Code)),
    (b"NK1", 2, Name),
    (b"NK1", 4, Address),
    (b"NK1", 5, Phone),
    (b"NK1", 6, Phone),
    (b"NK1", 8, Plain(Label::Date)),
    (b"NK1", 13, Plain(Label::Employer)),
    (b"NK1", 16, Plain(Label::Birth)),
    (b"NK1", 30, Name),
    (b"NK1", 31, Phone),
    (b"NK1", 32, Address),
    (b"NK1", 33, Id(Label::Code)),
    (b"NK1", 37, Plain(Label::Ssn)),
    (b"OBR", 2, Plain(Label::Order)),
    (b"OBR", 3, Plain(Label::Accession)),
    (b"OBR", 4, Plain(Label::Keep)),
    (b"OBR", 6, Plain(Label::Date)),
    (b"OBR", 7, Plain(Label::Date)),
    (b"OBR", 8, Plain(Label::Date)),
    (b"OBR", 10, Provider),
    (b"OBR", 14, Plain(Label::Date)),
    (b"OBR", 16, Provider),
    (b"OBR", 17, Phone),
    (b"OBR", 18, Plain(Label::Accession)),
    (b"OBR", 19, Plain(Label::Accession)),
    (b"OBR", 22, Plain(Label::Date)),
    (b"OBR", 28, Provider),
    (b"OBR", 32, Provider),
    (b"OBR", 33, Provider),
    (b"OBR", 34, Provider),
    (b"OBR", 35, Provider),
    (b"OBR", 36, Plain(Label::Date)),
    (b"OBX", 3, Plain(Label::Keep)),
    (b"OBX", 14, Plain(Label::Date)),
    (b"OBX", 15, Plain(Label::Username)),
    (b"OBX", 16, Provider),
    (b"OBX", 18, Plain(Label::Serial)),
    (b"OBX", 19, Plain(Label::Date)),
    (b"OBX", 23, Facility),
    (b"OBX", 24, Address),
    (b"OBX", 25, Provider),
    (b"ORC", 2, Plain(Label::Order)),
    (b"ORC", 3, Plain(Label::Order)),
    (b"ORC", 4, Plain(Label::Order)),
    (b"ORC", 9, Plain(Label::Date)),
    (b"ORC", 10, Provider),
    (b"ORC", 11, Provider),
    (b"ORC", 12, Provider),
    (b"ORC", 13, Location),
    (b"ORC", 14, Phone),
    (b"ORC", 15, Plain(Label::Date)),
    (b"ORC", 19, Provider),
    (b"ORC", 21, Facility),
    (b"ORC", 22, Address),
    (b"ORC", 23, Phone),
    (b"ORC", 24, Address),
    (b"PD1", 3, Facility),
    (b"PD1", 4, Provider),
    (b"PID", 2, Id(Label::Mrn)),
    (b"PID", 3, Id(Label::Mrn)),
    (b"PID", 4, Id(Label::Mrn)),
    (b"PID", 5, Name),
    (b"PID", 6, Name),
    (b"PID", 7, Plain(Label::Birth)),
    (b"PID", 9, Name),
    (b"PID", 11, Address),
    (b"PID", 12, Plain(Label::County)),
    (b"PID", 13, Phone),
    (b"PID", 14, Phone),
    (b"PID", 18, Id(Label::Account)),
    (b"PID", 19, Plain(Label::Ssn)),
    (b"PID", 20, Plain(Label::Driver)),
    (b"PID", 21, Id(Label::Mrn)),
    (b"PID", 23, Plain(Label::City)),
    (b"PID", 29, Plain(Label::Date)),
    (b"PR1", 5, Plain(Label::Date)),
    (b"PR1", 8, Provider),
    (b"PR1", 11, Provider),
    (b"PR1", 12, Provider),
    (b"PV1", 3, Location),
    (b"PV1", 5, Id(Label::Encounter)),
    (b"PV1", 6, Location),
    (b"PV1", 7, Provider),
    (b"PV1", 8, Provider),
    (b"PV1", 9, Provider),
    (b"PV1", 11, Location),
    (b"PV1", 17, Provider),
    (b"PV1", 19, Id(Label::Encounter)),
    (b"PV1", 39, Plain(Label::Facility)),
    (b"PV1", 42, Location),
    (b"PV1", 43, Location),
    (b"PV1", 44, Plain(Label::Date)),
    (b"PV1", 45, Plain(Label::Date)),
    (b"PV1", 50, Id(Label::Encounter)),
    (b"PV1", 52, Provider),
    (b"PV2", 8, Plain(Label::Date)),
    (b"PV2", 9, Plain(Label::Date)),
    (b"PV2", 13, Provider),
    (b"PV2", 23, Facility),
    (b"ROL", 4, Provider),
    (b"ROL", 11, Address),
    (b"ROL", 12, Phone),
    (b"RXA", 3, Plain(Label::Date)),
    (b"RXA", 4, Plain(Label::Date)),
    (b"RXA", 10, Provider),
    (b"RXA", 15, Plain(Label::Lot)),
    (b"SCH", 1, Plain(Label::Order)),
    (b"SCH", 2, Plain(Label::Order)),
    (b"SCH", 12, Provider),
    (b"SCH", 13, Phone),
    (b"SCH", 16, Provider),
    (b"SCH", 17, Phone),
    (b"SCH", 20, Provider),
    (b"SPM", 2, Plain(Label::Specimen)),
    (b"SPM", 17, Plain(Label::Date)),
    (b"SPM", 18, Plain(Label::Date)),
    (b"TXA", 4, Plain(Label::Date)),
    (b"TXA", 5, Provider),
    (b"TXA", 6, Plain(Label::Date)),
    (b"TXA", 7, Plain(Label::Date)),
    (b"TXA", 9, Provider),
    (b"TXA", 10, Provider),
    (b"TXA", 11, Provider),
    (b"TXA", 12, Plain(Label::Code)),
    (b"TXA", 14, Plain(Label::Order)),
    (b"TXA", 15, Plain(Label::Order)),
    (b"TXA", 22, Provider),
];

/// Finds the segments of a text and their fields.
pub(super) fn find(out: &mut Out<'_>) {
    let mut free = 0;
    for bar in memchr::memchr_iter(b'|', out.text) {
        if bar < free {
            continue;
        }
        let Some(segment) = segment(out.text, bar) else { continue };
        free = segment.end;
        // `PID` and its like may be labels elsewhere.
        out.forget(&(segment.start..bar));
        read(out, segment);
    }
}

/// The bounds of the segment whose first bar is at `bar`.
fn segment(text: &[u8], bar: usize) -> Option<Range<usize>> {
    /// Longest segment that is read, bytes; a document in OBX-5 can be any size.
    const LONGEST: usize = 16 << 10;
    let start = bar.checked_sub(3)?;
    let name = text.get(start..bar)?;
    let capital = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    // A segment begins a line, perhaps after a frame mark, a quote of a log or an indent.
    let before = start.checked_sub(1).map_or(b'\n', |i| text[i]);
    if !(name[0].is_ascii_uppercase() && name.iter().all(capital)) || before.is_ascii_alphanumeric() || before == b'|' {
        return None;
    }
    let window = &text[bar..(bar + LONGEST).min(text.len())];
    let len = memchr::memchr2(b'\r', b'\n', window).unwrap_or(window.len());
    Some(start..bar + len)
}

fn read(out: &mut Out<'_>, segment: Range<usize>) {
    let text = out.text;
    let Some(name) = text.get(segment.start..segment.start + 3) else { return };
    let from = POSITIONS.partition_point(|position| position.0.as_slice() < name);
    let mut positions = POSITIONS[from..].iter().take_while(|position| position.0.as_slice() == name).peekable();
    // The bar after `MSH` is itself MSH-1.
    let mut number = u8::from(name == b"MSH");
    let mut at = segment.start + 4;
    let mut age = false;
    while positions.peek().is_some() || displaced(name).is_some() {
        if at > segment.end || number == u8::MAX {
            return;
        }
        number += 1;
        let end = memchr::memchr(b'|', &text[at..segment.end]).map_or(segment.end, |len| at + len);
        let data = positions.next_if(|next| next.1 == number).map(|next| next.2);
        let data = match (data, &text[at..end]) {
            (Some(Id(_)), value) if is_provider(value) => Some(Provider),
            (None, value) => displaced_data(name, value),
            (data, _) => data,
        };
        if name == b"OBX" {
            age |= number == 3 && is_age(&text[at..end]);
            if age && number == 5 {
                out.add(Label::Age, &(at..end));
            }
        }
        if let Some(data) = data {
            for repetition in split(text, at..end, b'~') {
                add(out, data, repetition);
            }
        }
        at = end + 1;
    }
}

/// Whether an observation is an age, by its text or its LOINC code.
fn is_age(observation: &[u8]) -> bool {
    observation.split(|byte| *byte == b'^').any(|part| {
        part.eq_ignore_ascii_case(b"age") || matches!(part, b"30525-0" | b"21612-7" | b"29553-5" | b"21611-9")
    })
}

/// The number that a segment holds when a sender is out by a position, as many are.
fn displaced(segment: &[u8]) -> Option<Data> {
    Some(match segment {
        b"PV1" => Id(Label::Encounter),
        b"IN1" => Plain(Label::Member),
        b"OBR" | b"ORC" => Plain(Label::Order),
        _ => return None,
    })
}

/// What a value at a position that should not have it looks like: a provider with an id, or a long number.
fn displaced_data(segment: &[u8], value: &[u8]) -> Option<Data> {
    let plain = displaced(segment)?;
    if is_provider(value) {
        return Some(Provider);
    }
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    // A time stamp has eight digits or more too, and is the date recognizer's.
    let stamp = matches!(value, [b'1', b'9', ..] | [b'2', b'0', ..]) && digits == value.len();
    (digits >= 7 && !stamp && value.len() <= 20 && value.iter().all(u8::is_ascii_alphanumeric)).then_some(plain)
}

/// Whether a value is `id^family^given`; a code has the name of its code system there.
fn is_provider(value: &[u8]) -> bool {
    const SYSTEMS: [&[u8]; 14] = [
        b"LN", b"LOINC", b"SCT", b"SNOMED", b"CPT", b"CPT4", b"C4", b"I9", b"I9C", b"I10", b"ICD", b"RXNORM", b"NDC",
        b"CVX",
    ];
    let mut parts = value.split(|byte| *byte == b'^');
    let (Some(id), Some(family), Some(given)) = (parts.next(), parts.next(), parts.next()) else { return false };
    let of_name = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'\'' | b' ') || *byte >= 0x80;
    let is_name = |part: &[u8]| part.len() > 1 && part.iter().all(of_name);
    id.iter().filter(|byte| byte.is_ascii_digit()).count() >= 4
        && id.iter().all(u8::is_ascii_alphanumeric)
        && is_name(family)
        && is_name(given)
        && !SYSTEMS.contains(&given)
}

/// The parts of a range between `mark`s.
fn split(text: &[u8], range: Range<usize>, mark: u8) -> impl Iterator<Item = Range<usize>> {
    let mut at = range.start;
    text.get(range).unwrap_or_default().split(move |byte| *byte == mark).map(move |part| {
        let start = at;
        at += part.len() + 1;
        start..start + part.len()
    })
}

/// Adds the fields of one repetition.
fn add(out: &mut Out<'_>, data: Data, range: Range<usize>) {
    const MOST: usize = 12;
    let text = out.text;
    let end = range.end;
    let mut parts: [Range<usize>; MOST] = core::array::from_fn(|_| end..end);
    for (slot, part) in parts.iter_mut().zip(split(text, range, b'^')) {
        *slot = part;
    }
    let word = |part: &Range<usize>| text.get(part.clone()).unwrap_or_default();
    match data {
        Plain(label) => out.add(label, &parts[0]),
        Facility => out.add(Label::Facility, &parts[0]),
        Name => person(out, &parts[..3]),
        Provider => {
            let id = word(&parts[0]);
            let npi = id.len() == 10 && matches!(id[0], b'1' | b'2') && id.iter().all(u8::is_ascii_digit);
            if npi {
                out.add(Label::Npi, &parts[0]);
            } else if id.iter().any(u8::is_ascii_digit)
                && id.iter().filter(|byte| byte.is_ascii_alphabetic()).count() < 4
            {
                out.add(Label::Code, &parts[0]);
            } else if parts[1].is_empty() && !id.iter().any(u8::is_ascii_digit) {
                // Initials, a user name, or `FAMILY, GIVEN` where an old sender puts the person.
                out.add(Label::Person, &parts[0]);
            } else {
                out.add(Label::Username, &parts[0]);
            }
            person(out, &parts[1..4]);
        }
        Id(label) => {
            let label = super::id_type(word(&parts[4])).unwrap_or(label);
            out.add(label, &parts[0]);
        }
        Address => {
            out.add(Label::Street, &parts[0]);
            out.add(Label::Street, &parts[1]);
            out.add(Label::City, &parts[2]);
            out.add(Label::Zip, &parts[4]);
            out.add(Label::County, &parts[8]);
        }
        Phone => {
            let label = if word(&parts[2]) == b"FX" {
                Label::Fax
            } else if word(&parts[2]) == b"BP" {
                Label::Pager
            } else {
                Label::Phone
            };
            // `208^555-0102` of old senders goes on over the mark.
            let split = parts[0].len() == 3 && word(&parts[1]).first().is_some_and(u8::is_ascii_digit);
            out.add(label, &(parts[0].start..if split { parts[1].end } else { parts[0].end }));
            out.add(Label::Email, &parts[3]);
            out.add(label, &(parts[5].start..parts[6].end));
        }
        Location => {
            out.add(Label::Ward, &(parts[0].start..parts[2].end));
            out.add(Label::Facility, &parts[3]);
        }
    }
}

/// family^given^second as one value.
fn person(out: &mut Out<'_>, parts: &[Range<usize>]) {
    let [family, .., last] = parts else { return };
    if !family.is_empty() {
        let end = parts.iter().rev().find(|part| !part.is_empty()).unwrap_or(last).end;
        out.add(Label::Person, &(family.start..end));
    }
    for given in parts.iter().skip(1) {
        out.add(Label::GivenName, given);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn positions_are_sorted() {
        assert!(super::POSITIONS.is_sorted_by_key(|(segment, position, _)| (*segment, *position)));
    }
}
