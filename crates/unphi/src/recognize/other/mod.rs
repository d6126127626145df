//! Any other unique number or code.
//!
//! **What it finds.** Accession, specimen, order, prescription, case, docket, incident, claim, authorization, study
//! subject, employee, badge, student, inmate, passport, national, tax, tracking, wristband and donor numbers after (or
//! before) their labels; an accession by its shape (`S24-12345`, `SP-24-00118`, `0418:C00706R`); five digits and more behind a
//! number sign, whatever the noun ([`number_sign`]); the donation number of blood ([`donation`]); the number in an API path
//! (`/claims/25050A0071933`).
//!
//! **Rule.** 45 CFR 164.514(b)(2)(i)(R): "any other unique identifying number, characteristic, or code".
//!
//! **Not found on purpose.** What many patients share or what names no person: ICD, CPT, LOINC, SNOMED, NDC and RxNorm
//! codes, trial registry numbers, trace, span, build and commit ids, models, versions, counts.
//!
//! **Example.** `Accession #: S23-004512` gives `S23-004512`.

#![forbid(unsafe_code)]

mod donation;
mod number_sign;

use crate::Identifier;
use crate::lexicon::{Class, Label};
use crate::recognize::id_value::{self, Rule};
use crate::recognize::{finding, resource, run, x12};
use crate::scan::{Casing, Document, Shape, Words, words};
use crate::span::{Evidence, Finding, Kind};

const RULES: [Rule; 8] = [
    Rule { label: Label::Accession, kind: Kind::Accession, name: "other.accession", digits: 4 },
    Rule { label: Label::Specimen, kind: Kind::Specimen, name: "other.specimen", digits: 4 },
    Rule { label: Label::Order, kind: Kind::Order, name: "other.order", digits: 4 },
    Rule { label: Label::Case, kind: Kind::Case, name: "other.case", digits: 4 },
    Rule { label: Label::Claim, kind: Kind::Claim, name: "other.claim", digits: 4 },
    Rule { label: Label::Study, kind: Kind::Study, name: "other.study", digits: 3 },
    Rule { label: Label::Badge, kind: Kind::Badge, name: "other.badge", digits: 3 },
    Rule { label: Label::Code, kind: Kind::Code, name: "other.code", digits: 4 },
];

/// Appends what it finds in `document`.
pub(crate) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    id_value::labelled(document, Identifier::Other, &RULES, findings);
    resource::find(document, findings);
    x12::find(document, findings);
    for &index in document.figures {
        number_sign::find(document, index, findings);
        donation::find(document, index, findings);
        grouped(document, index, findings);
        mixed(document, index, findings);
        interleaved(document, index, findings);
        alien(document, index, findings);
        donor(document, index, findings);
        long_number(document, index, findings);
        match document.gap(index) {
            b"/" => path(document, index, findings),
            // `/subjects/P-0917`.
            b"-" if index > 1 && document.gap(index - 1) == b"/" => {
                path(document, index - 1, findings);
                accession(document, index, findings);
                coded(document, index, findings);
            }
            _ => {
                accession(document, index, findings);
                coded(document, index, findings);
            }
        }
    }
}

/// A code in capitals and digits that nothing announces: `VP-24-077`, `BF-40918`, `H3301-88174`.
///
/// Running clinical text has next to none: of 8.5 MB of public reports about 20 words have this shape, half of them gene
/// sequences and compounds, which their prefix or a word nearby excludes.
fn coded(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    /// Prefixes of codes that name nobody: registries of trials, sequences, papers, errors and standards.
    const PUBLIC: &Words = words![
        "nct", "isrctn", "eudract", "cve", "cwe", "ghsa", "rfc", "iso", "iec", "ansi", "astm", "pmid", "pmc", "doi",
        "gse", "kb", "icd", "cpt", "hcpcs", "loinc", "ndc", "snomed", "rxnorm", "nm", "np", "nc", "ng", "nr", "xm",
        "xp", "rs", "ensg", "enst", "ensp", "lrg", "cosm", "rp", "hp", "omim", "orpha", "mondo", "chebi", "uniprot",
        "ora", "sqlstate", "err", "error", "http", "https", "tls", "sha", "utf", "ts", "pf", "abt", "gsk", "azd",
        "bms", "ly", "mk", "ro", "jnj", "sku", "model", "atcc", "dsm", "bcl", "bre",
    ];
    /// Words before it that make it a type or a public code.
    const TYPES: &Words = words![
        "model",
        "type",
        "gene",
        "clone",
        "strain",
        "isolate",
        "version",
        "catalog",
        "catalogue",
        "cat",
        "part",
        "sku",
        "icd",
        "cpt",
        "hcpcs",
        "loinc",
        "ndc",
        "snomed",
        "rxnorm",
        "drg",
        "code",
        "codes",
        "error",
        "standard",
        "regulation",
        "genbank",
        "sequence",
        "variant",
        "compound",
        "build",
        "release",
        "firmware",
        "commit",
        "trial",
        "modifier",
    ];
    /// Papers and things that bear a running number.
    const PAPERS: &Words = words![
        "file",
        "report",
        "ref",
        "reference",
        "case",
        "claim",
        "invoice",
        "inv",
        "incident",
        "loaner",
        "permit",
        "bag",
        "trip",
        "register",
        "ticket",
        "record",
        "complaint",
        "appeal",
        "folio",
        "receipt",
        "confirmation",
        "conf",
        "number",
        "no",
    ];
    let Some(token) = document.token(index) else { return };
    let hyphened = document.byte_before(token.start) == b'-' || document.byte(token.end) == b'-';
    if !(hyphened || token.shape.any(Shape::ALL_UPPER) && token.len() >= 6) {
        return;
    }
    let mut first = index;
    if index > 0 && document.gap(index) == b"-" {
        // The run begins at its first token that holds a digit, or at the letters before it.
        let letters = document.token(index - 1).is_some_and(|token| !token.has_digit() && token.len() <= 5);
        if !letters || index > 1 && document.gap(index - 1) == b"-" {
            return;
        }
        first = index - 1;
    }
    let (mut digits, mut letters, mut longest, mut last) = (0u32, 0u32, 0u32, first);
    for at in first..first + 6 {
        let Some(part) = document.token(at).filter(|part| part.shape.any(Shape::NUMBER.or(Shape::ALL_UPPER))) else {
            return;
        };
        let mut run = 0;
        for byte in document.bytes(part.start..part.end) {
            run = if byte.is_ascii_digit() { run + 1 } else { 0 };
            digits += u32::from(byte.is_ascii_digit());
            letters += u32::from(!byte.is_ascii_digit());
            longest = longest.max(run);
        }
        last = at;
        if document.gap(at + 1) != b"-" {
            break;
        }
    }
    let (Some(from), Some(to)) = (document.token(first), document.token(last)) else { return };
    let opens_with_letter = document.byte(from.start).is_ascii_alphabetic();
    let long_enough = digits >= 5 && (longest >= 4 || longest == 3 && letters >= 2 && last > first)
        // `file BRV-1107`, `Inv PL-2044`.
        || digits == 4
            && longest == 4
            && (2..=5).contains(&letters)
            && last == first + 1
            && document.is_any(first.wrapping_sub(1), PAPERS);
    if letters == 0 || letters > 8 || to.end - from.start > 24 || !long_enough || !(opens_with_letter || digits >= 8) {
        return;
    }
    // Part of a path, a version, a decimal, an address; gravida and para.
    let before = document.byte_before(from.start);
    let (after, beyond) = (document.byte(to.end), document.byte(to.end + 1));
    let part =
        matches!(before, b'.' | b'/' | b'\\' | b'_' | b'=' | b'@' | b'$' | b'+' | b'-' | b'^' | b'|' | b'*' | b'~')
            || matches!(after, b'_' | b'@' | b'/' | b'\\' | b'=' | b'%' | b'-' | b'^' | b'|' | b'*' | b'~')
            || matches!(after, b'.' | b':') && beyond.is_ascii_alphanumeric();
    let word = document.bytes(from.start..to.end);
    let prefix = word.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let pregnancies = matches!(word, [b'G', b'0'..=b'9', rest @ ..] if rest.contains(&b'P'));
    // `E0336V00`: what sort of blood product it is, ISBT 128 too.
    let product = matches!(word, [b'E', digits @ .., b'V', _, _] if digits.len() == 4);
    if part
        || pregnancies
        || product
        // `S72001A`: a diagnosis code without its full stop.
        || last == first && word.len() <= 7 && prefix == 1
        || PUBLIC.hold(word.get(..prefix).unwrap_or_default())
        || document.labelled(first, &[Label::Keep]).is_some()
        || (1..=2).any(|back| document.is_any(first.wrapping_sub(back), TYPES))
        // A model's number; the serial number behind it is longer: `Medtronic Azure RNB771024H`.
        || longest < 6 && (1..=2).any(|back| document.classes(first.wrapping_sub(back)).any(Class::MAKER))
        || id_value::near(document, first, 8, words!["genbank", "ncbi", "sequence", "sequences", "gene", "genomic"])
    {
        return;
    }
    findings.push(finding(
        from.start..to.end,
        Identifier::Other,
        Kind::Code,
        "other.code-shape",
        0.65,
        Evidence::SHAPE,
    ));
}

/// `QQF6-U5K3-GA`, `FCYD-2KSK-0R`: groups joined by hyphens of which two mix capitals and digits, as serial and licence keys do.
fn mixed(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let mixes = |at: u32| {
        document.token(at).is_some_and(|token| {
            token.shape.any(Shape::ALL_UPPER)
                && token.has_digit()
                && (2..=6).contains(&token.len())
                && document.word(at).iter().any(u8::is_ascii_uppercase)
        })
    };
    if !mixes(index) {
        return;
    }
    let part = |at: u32| {
        document.token(at).is_some_and(|token| {
            token.len() <= 6 && token.shape.any(Shape::ALL_UPPER.or(Shape::NUMBER)) && !token.shape.any(Shape::FOREIGN)
        })
    };
    let mut first = index;
    while first > 0 && index - first < 3 && document.gap(first) == b"-" && part(first - 1) {
        first -= 1;
    }
    let mut last = index;
    while last < index + 3 && document.gap(last + 1) == b"-" && part(last + 1) {
        last += 1;
    }
    let (Some(from), Some(to)) = (document.token(first), document.token(last)) else { return };
    let count = (first..=last).filter(|at| mixes(*at)).count();
    let after = document.byte(to.end);
    let apart = !matches!(document.byte_before(from.start), b'-' | b'_' | b'/' | b'.' | b'=' | b'@')
        && !matches!(after, b'-' | b'_' | b'/' | b'@' | b'=');
    // `T10-T11-T12` are levels of a spine: a letter and its number.
    let rich = (first..=last)
        .any(|at| mixes(at) && document.word(at).iter().filter(|byte| byte.is_ascii_uppercase()).count() > 1);
    // Only from the first of its mixed groups, so that each code is found once.
    let once = (first..index).all(|at| !mixes(at));
    let long = (8..=24).contains(&(to.end - from.start));
    if !once
        || !apart
        || !long
        || !rich
        || last < first + 2
        || count < 2
        || document.labelled(first, &[Label::Keep]).is_some()
    {
        return;
    }
    findings.push(finding(from.start..to.end, Identifier::Other, Kind::Code, "other.mixed", 0.6, Evidence::SHAPE));
}

/// `2309X0QZ4`, `1FTEW1EP7KFC20418`: capitals and digits that change places twice and more, as serial and chassis numbers do;
/// a VIN whose check digit fails is one of them.
fn interleaved(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(index).filter(|token| (8..=20).contains(&token.len())) else { return };
    if !token.shape.any(Shape::ALL_UPPER) || token.shape.any(Shape::FOREIGN) {
        return;
    }
    let word = document.word(index);
    let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    let turns = word.windows(2).filter(|pair| pair[0].is_ascii_digit() != pair[1].is_ascii_digit()).count();
    let apart = !matches!(document.byte_before(token.start), b'-' | b'_' | b'/' | b'.' | b'=' | b'@' | b'%' | b'\\')
        && !matches!(document.byte(token.end), b'-' | b'_' | b'/' | b'=' | b'@');
    // Sequences and variants of genes: `V600EK601N`.
    let gene = || {
        let genes = words!["gene", "variant", "mutation", "mutations", "exon", "genbank", "sequence"];
        id_value::near(document, index, 8, genes)
    };
    if digits < 4
        || word.len() - digits < 2
        || turns < 4
        || !apart
        || document.labelled(index, &[Label::Keep]).is_some()
        || document.is_any(
            index.wrapping_sub(1),
            words!["model", "type", "ref", "cat", "catalog", "sku", "part", "version", "build"],
        )
        || gene()
    {
        return;
    }
    let range = token.start..token.end;
    findings.push(finding(range, Identifier::Other, Kind::Code, "other.interleaved", 0.6, Evidence::SHAPE));
}

/// `A 219 884 037`, `A# 079 613 528`: an alien registration number is A and nine digits (8 CFR 264; seven and eight before 1998).
fn alien(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let triple = |at: u32| document.token(at).is_some_and(|group| group.is_number() && group.len() == 3);
    let tied = |at: u32| matches!(document.gap(at), b" " | b"-");
    let sign = index.wrapping_sub(1);
    let led = document.word(sign) == b"A" && matches!(document.gap(index), b" " | b"-" | b"# " | b"#" | b" # ");
    if !led || !triple(index) || !triple(index + 1) || !triple(index + 2) || !tied(index + 1) || !tied(index + 2) {
        return;
    }
    if let (Some(from), Some(to)) = (document.token(sign), document.token(index + 2))
        && !matches!(document.byte(to.end), b'-' | b'.' | b'/')
    {
        let (range, evidence) = (from.start..to.end, Evidence::SHAPE);
        findings.push(finding(range, Identifier::Other, Kind::Code, "other.alien-number", 0.85, evidence));
    }
}

/// `UNOS donor AKFR208`: three or four letters and three digits, as the United Network for Organ Sharing numbers donors.
fn donor(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(index).filter(|token| token.shape.any(Shape::ALL_UPPER)) else { return };
    let word = document.word(index);
    let letters = word.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let fits =
        matches!(letters, 3 | 4) && word.len() == letters + 3 && word.iter().skip(letters).all(u8::is_ascii_digit);
    if fits && run::before(document, index, 3, words!["unos", "donor", "optn", "ddkt", "ddlt", "donorid"]) {
        let (range, evidence) = (token.start..token.end, Evidence::CONTEXT);
        findings.push(finding(range, Identifier::Other, Kind::Code, "other.donor", 0.75, evidence));
    }
}

/// `face sheet: 320194925`, `Rejected 278 for 46046785473`: six to twelve digits in a row count nothing in a note. In 8.8 MB of
/// public reports there are three numbers of seven digits and more, all of them serial numbers; round ones are counts.
fn long_number(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    const LONG: usize = 6;
    /// What numbers so long are besides: codes that many share, clocks and sizes of machines.
    const PUBLIC: &Words = words![
        "snomed",
        "sct",
        "sctid",
        "rxnorm",
        "rxcui",
        "loinc",
        "ndc",
        "gtin",
        "upc",
        "ean",
        "code",
        "codes",
        "concept",
        "epoch",
        "ts",
        "time",
        "timestamp",
        "at",
        "exp",
        "iat",
        "nbf",
        "bytes",
        "size",
        "offset",
        "nanos",
        "ns",
        "us",
        "ms",
        "trace",
        "span",
        "build",
        "seed",
        "hash",
        "checksum",
        "crc",
        "seq",
        "sequence",
        "nct",
        "pmid",
        "doi",
        "isbn",
        "oid",
        "root",
        "memory",
        "heap",
        "duration",
        "elapsed",
        "count",
        "total",
        "rows",
        "version",
        "port",
        "length",
        "len",
        "tid",
        "thread",
        "bin",
        "pcn",
        "naics",
        "mim",
        "omim",
        "gene",
        "rec",
        "row",
        "line",
        "index",
        "examined",
        "job",
        "pid",
        "uid",
        "model",
        "cpt",
        "mk",
        "bay",
    ];
    /// Labels whose own rules take the number, or whose thresholds leave it.
    const OTHERS: [Label; 12] = [
        Label::Keep,
        Label::Mrn,
        Label::Member,
        Label::Group,
        Label::Account,
        Label::Encounter,
        Label::Npi,
        Label::Serial,
        Label::Phone,
        Label::Fax,
        Label::Zip,
        Label::Date,
    ];
    let Some(token) = document.token(index).filter(|token| token.is_number() && (LONG..=12).contains(&token.len()))
    else {
        return;
    };
    if index == 0 {
        return;
    }
    let before = document.byte_before(token.start);
    let after = document.byte(token.end);
    let opens = matches!(before, 0 | b' ' | b'\n' | b'\'' | b'"' | b'(' | b'#' | b'[' | b',' | b'|' | b'\t');
    let ends = matches!(
        after,
        0 | b' ' | b'\n' | b'\r' | b'\'' | b'"' | b')' | b']' | b',' | b';' | b'|' | b'<' | b'^' | b'\t'
    ) || matches!(after, b'.' | b':' | b'?' | b'!') && !document.byte(token.end + 1).is_ascii_digit();
    // `320194925-02`: the member's number within a family.
    let suffix = after == b'-'
        && document.token(index + 1).is_some_and(|next| next.is_number() && next.len() == 2)
        && document.token(index + 1).is_some_and(|next| !matches!(document.byte(next.end), b'-' | b'/'));
    let round = document.word(index).ends_with(if token.len() < 9 { b"000" } else { b"00000" });
    // `02-071-4482  1364441`: the concept of a product stands beside its NDC.
    let product = document.gap(index - 1) == b"-"
        && document.token(index - 1).is_some_and(|package| package.is_number() && package.len() <= 2);
    // `11:02:49     902144`: a size in a listing of files; `PLT 482913 /uL`, `WBC 411001 per field`.
    let count = token.len() == LONG
        && (document.gap(index - 1) == b":"
            || document.gap(index + 1).ends_with(b"/")
            || document.is(index + 1, b"per")
            || document.classes(index - 1).any(Class::CLINICAL) && document.gap(index) == b" ");
    if !opens
        || !(ends || suffix)
        || round
        || id_value::is_json_key(document, token)
        || product
        || count
        || document.labelled(index, &OTHERS).is_some()
        || (1..=2).any(|back| document.is_any(index.wrapping_sub(back), PUBLIC))
        // `REF 295200` on the sticker of a product.
        || document.word(index - 1) == b"REF" && document.gap(index) == b" " && document.casing == Casing::Mixed
        || document.gap(index + 1) == b" "
            && (document.classes(index + 1).any(Class::MEASURE_UNIT)
                || document.is_any(
                    index + 1,
                    words![
                        "copies", "bytes", "iu", "b", "kb", "mb", "rows", "records", "units", "cells", "events", "ns", "us",
                        "requests", "lines", "tokens", "characters", "reads", "beats", "steps"
                    ],
                ))
        // Lists of concepts: `E. coli 112283007`, `snomed NOT IN (46177005, 236435004)`.
        || document.classes(index - 1).any(Class::ORGANISM)
        || id_value::near(document, index, 12, words!["snomed", "sct", "sctid", "rxnorm", "loinc", "concept", "concepts"])
    {
        return;
    }
    let end = if suffix { document.token(index + 1).map_or(token.end, |next| next.end) } else { token.end };
    let confidence = if token.len() > LONG { 0.55 } else { 0.51 };
    findings.push(finding(
        token.start..end,
        Identifier::Other,
        Kind::Code,
        "other.long-number",
        confidence,
        Evidence::SHAPE,
    ));
}

/// `CPS intake 26-00-4471`, `folder 881-204-7`, `file 25-118832`: digits in groups that are no date, telephone or product.
fn grouped(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let Some(from) = document.token(index).filter(|token| token.is_number()) else { return };
    let before = document.byte_before(from.start);
    if document.gap(index + 1) != b"-" || !matches!(before, b' ' | b'#' | b'(' | b'\n' | b'"' | b'|') {
        return;
    }
    let (mut lens, mut groups, mut last) = ([0; 3], 0, index);
    while groups < 3 {
        let Some(part) = document.token(last).filter(|part| part.is_number()) else { return };
        lens[groups] = part.len();
        groups += 1;
        if document.gap(last + 1) != b"-" || groups == 3 {
            break;
        }
        last += 1;
    }
    let end = document.token(last).map_or(0, |token| token.end);
    let after = document.byte(end);
    if matches!(after, b'-' | b'/' | b'%' | b'_')
        || matches!(after, b'.' | b':') && document.byte(end + 1).is_ascii_digit()
    {
        return;
    }
    let digits: usize = lens.iter().sum();
    let year = |index: u32| matches!(document.word(index), [b'1', b'9', _, _] | [b'2', b'0', _, _]);
    // `500-1000-2000` of a hearing test.
    let round = (index..=last).all(|part| matches!(document.word(part).last(), Some(b'0' | b'5')));
    let told = document.is_any(
        index.wrapping_sub(1),
        words!["rpt", "report", "incident", "case", "file", "complaint", "event", "docket", "cad"],
    );
    let fits = match (groups, lens) {
        // `incident rpt 24-3381`.
        (2, [2, 3..=4, _]) if told => true,
        // The running number of a year; a check digit behind a long number.
        (2, [2, 5..=7, _] | [8..=10, 1, _]) => true,
        // `Winingear, Wayne   0418-7732`, `(7730-2185)`: two groups of four that are no years, times or thousands, set apart.
        (2, [4, 4, _]) => {
            let clock = |at: u32| {
                let value = document.word(at).iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
                value / 100 <= 24 && value % 100 < 60
            };
            let apart = matches!(document.gap(index), b"  " | b" | " | b"| " | b"|" | b", " | b" (" | b"\t" | b" '")
                || document.gap(index).ends_with(b"  ");
            apart
                && !(clock(index) && clock(last))
                && !(year(index) && year(last))
                && !document.word(last).ends_with(b"00")
        }
        // A telephone, a social security number, a product of the NDC or a date.
        (3, [3, 3, 4] | [3, 2, 4] | [5, 3 | 4, 1 | 2] | [4, 4, 2]) => false,
        (3, [1 | 2, 1 | 2, 2 | 4]) => {
            digits >= 8 && !year(last) && !(lens[2] == 2) && lens[1] == 2 && document.word(index + 1) == b"00"
        }
        // `2024-1-12`, `107-21-1` of a chemical.
        (3, [4, 1 | 2, 1 | 2] | [2..=7, 2, 1]) => false,
        // `55-20-918`, `660-21-903`: a record's number by its terminal digits.
        (3, [2 | 3, 2, 3]) => !round,
        (3, [1..=4, 1..=6, 1..=6]) => (6..=12).contains(&digits) && lens.iter().any(|len| *len >= 4) && !round,
        _ => false,
    };
    let measured =
        document.token(last + 1).is_some_and(|next| next.is(Class::MEASURE_UNIT)) && document.gap(last + 1) == b" ";
    if !fits || measured || document.labelled(index, &[Label::Keep]).is_some() {
        return;
    }
    let evidence = Evidence::SHAPE;
    findings.push(finding(from.start..end, Identifier::Other, Kind::Code, "other.grouped", 0.55, evidence));
}

/// A two-digit year of an accession: 1995 to 2029.
fn is_short_year(digits: &[u8]) -> bool {
    matches!(digits, [b'0' | b'1' | b'2', b] if b.is_ascii_digit()) || matches!(digits, [b'9', b'5'..=b'9'])
}

/// `S24-12345`, `SP-24-12345`, `24-SP-12345`: department, year and running number.
fn accession(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    const CONTEXT: &Words = words![
        "pathology",
        "path",
        "accession",
        "acc",
        "slides",
        "slide",
        "biopsy",
        "specimen",
        "cytology",
        "case",
        "report",
        "surgical",
        "outside",
        "bx",
        "resection",
        "histology",
        "pap",
        "excision",
    ];
    let Some(token) = document.token(index) else { return };
    dated_accession(document, index, findings);
    if document.gap(index + 1) != b"-" || document.byte_before(token.start) == b'/' {
        return;
    }
    let word = document.word(index);
    let letters = word.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let (first, last) = if (1..=3).contains(&letters) && word.get(letters..).is_some_and(is_short_year) {
        // `S24-12345`.
        (index, index + 1)
    } else if is_short_year(word) && document.gap(index) == b"-" && is_department(document, index.wrapping_sub(1)) {
        // `SP-24-12345`.
        (index - 1, index + 1)
    } else if is_short_year(word)
        && document.gap(index) != b"-"
        && is_department(document, index + 1)
        && document.gap(index + 2) == b"-"
    {
        // `24-SP-12345`.
        (index, index + 2)
    } else {
        return;
    };
    let number = document.word(last);
    let digits = number.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let context = id_value::near(document, index, 8, CONTEXT);
    if !(if context { 3 } else { 4 }..=8).contains(&number.len())
        || digits + 1 < number.len()
        || word == b"CD19"
        || word == b"CD20"
    {
        return;
    }
    let (Some(from), Some(to)) = (document.token(first), document.token(last)) else { return };
    if document.labelled(first, &[Label::Keep]).is_some() || document.byte(to.end) == b'-' {
        return;
    }
    findings.push(finding(
        from.start..to.end,
        Identifier::Other,
        Kind::Accession,
        "other.accession-shape",
        if context { 0.9 } else { 0.65 },
        Evidence::SHAPE,
    ));
}

/// `0418:C00706R`, `0528:BB222`: month and day, laboratory section and running number, as Meditech writes accessions.
fn dated_accession(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let day = index.wrapping_sub(1);
    let (Some(from), Some(token)) = (document.token(day), document.token(index)) else { return };
    let [m, n, d, e] = document.word(day) else { return };
    let two =
        |tens: u8, ones: u8| (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| (tens - b'0') * 10 + ones - b'0');
    let (Some(1..=12), Some(1..=31)) = (two(*m, *n), two(*d, *e)) else { return };
    let word = document.word(index);
    let letters = word.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let digits = word.iter().skip(letters).take_while(|byte| byte.is_ascii_digit()).count();
    let check = word.len() - letters - digits;
    let fits = (1..=3).contains(&letters)
        && (3..=6).contains(&digits)
        && (check == 0 || check == 1 && word.last().is_some_and(u8::is_ascii_uppercase));
    if document.gap(index) == b":" && fits && !matches!(document.byte_before(from.start), b':' | b'-' | b'/') {
        let evidence = Evidence::SHAPE;
        let range = from.start..token.end;
        findings.push(finding(range, Identifier::Other, Kind::Accession, "other.accession-shape", 0.9, evidence));
    }
}

/// Capital letters that abbreviate a department: `SP`, `CT`, `ME`.
fn is_department(document: &Document<'_>, index: u32) -> bool {
    document
        .token(index)
        .is_some_and(|token| !token.has_digit() && token.shape.any(Shape::ALL_UPPER) && (1..=4).contains(&token.len()))
}

/// `/patients/8830147/notes`, `Patient/pat-60f2a9`, `/claims/25050A0071933`: resources of an API.
fn path(document: &Document<'_>, index: u32, findings: &mut Vec<Finding>) {
    let resource = index.wrapping_sub(1);
    if !document.token(resource).is_some_and(|token| token.is_capitalised() || token.is_lower()) {
        return;
    }
    let (identifier, kind) = if document.is_any(resource, words!["patients", "patient", "charts"]) {
        (Identifier::Mrn, Kind::Mrn)
    } else if document.is_any(resource, words!["encounters", "encounter", "visits"]) {
        (Identifier::Account, Kind::Encounter)
    } else if document.is_any(resource, words!["accounts"]) {
        (Identifier::Account, Kind::Account)
    } else if document.is_any(resource, words!["members", "coverages", "subscribers", "policies"]) {
        (Identifier::HealthPlan, Kind::Member)
    } else if document.is_any(resource, words!["claims"]) {
        (Identifier::Other, Kind::Claim)
    } else if document.is_any(resource, words!["orders", "prescriptions", "referrals"]) {
        (Identifier::Other, Kind::Order)
    } else if document.is_any(resource, words!["devices"]) {
        (Identifier::Device, Kind::Serial)
    } else if document.is_any(resource, words!["accessions", "specimens", "cases", "subjects", "participants"]) {
        (Identifier::Other, Kind::Code)
    } else {
        return;
    };
    let Some(start) = document.token(index).map(|token| token.start) else { return };
    // The segment ends at the next `/`.
    let segment = document.bytes(start..(start + 40).min(document.text.len() as u32));
    let limit = start + segment.iter().position(|byte| *byte == b'/').unwrap_or(segment.len()) as u32;
    if let Some(value) = id_value::read(document, index, limit, Label::Code)
        && (value.digits >= 4 || value.digits >= 2 && value.letters >= 2)
    {
        let evidence = Evidence::POSITION;
        findings.push(finding(value.range(), identifier, kind, "other.path", 0.9, evidence));
    }
}
