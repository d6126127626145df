//! What the words of a label and the words behind it ask for.

#![forbid(unsafe_code)]

use super::near;
use crate::lexicon::{Class, Label};
use crate::scan::document::{Field, Tie};
use crate::scan::{Document, Words, words};

/// Words between a label and its value that [`super::field`] does not pass: `mrn ends 4471`, `acct ending with 0917`.
/// Returns whether they say that only the end of the number follows.
pub(super) fn skip_fillers(document: &Document<'_>, first: &mut u32) -> bool {
    const ENDING: &Words = words!["ending", "ends", "ended", "end", "last", "final"];
    const MORE: &Words = words![
        "in", "with", "four", "digits", "is", "are", "says", "numero", "clinico", "clinica", "medical", "medico",
        "num", "n0", "nurnber", "nurn",
    ];
    const TAGS: &Words = words!["th", "td", "tr", "dt", "dd", "b", "strong", "span", "li", "em", "label", "p", "div"];
    for _ in 0..6 {
        // Tags of a table: `<th>Account</th><td>3300…`.
        let at = document.token(*first).map_or(0, |token| token.start);
        if !matches!(document.byte_before(at), b'<' | b'/') || !document.is_any(*first, TAGS) {
            break;
        }
        *first += 1;
    }
    let mut partial = document.is_any(first.wrapping_sub(1), ENDING)
        || document.is_any(first.wrapping_sub(2), ENDING) && document.is_any(first.wrapping_sub(1), MORE);
    for _ in 0..4 {
        let Some(token) = document.token(*first) else { break };
        // `VIN (EU): …`.
        let remark = !token.has_digit()
            && token.len() <= 6
            && document.byte_before(token.start) == b'('
            && document.byte(token.end) == b')';
        if document.is_any(*first, ENDING) {
            partial = true;
        } else if !(remark
            // `my member number's W 2238 19 004`.
            || document.gap(*first) == b"'" && document.is(*first, b"s")
            || document.is_any(*first, MORE) || partial && document.is(*first, b"4"))
        {
            break;
        }
        *first += 1;
    }
    // `****8810`: what a mask leaves.
    let at = document.token(*first).map_or(0, |token| token.start);
    partial || document.byte_before(at) == b'*'
}

/// `the visit number for this stay is 55081427`: a few words and a verb, then the number.
pub(super) fn skip_clause(document: &Document<'_>, first: &mut u32) -> bool {
    for index in *first..*first + 8 {
        let Some(token) = document.token(index) else { return false };
        if token.has_digit() || document.gap(index) != b" " {
            return false;
        }
        if document.is_any(index, words!["is", "was", "says", "reads", "shows", "its"]) {
            *first = index + 1;
            return document.gap(index + 1) == b" ";
        }
    }
    false
}

/// A state or a credential between the label and the number (`DL GA 057441902`) is not the number.
pub(super) fn skip_state(document: &Document<'_>, label: Label, first: &mut u32) {
    let Some(token) = document.token(*first) else { return };
    let state = token.len() == 2 && token.is(Class::STATE_ABBR);
    // `nursing license is RN 447190`.
    let credential = label == Label::Professional && token.is(Class::CREDENTIAL) && !token.has_digit();
    if (state || credential) && matches!(document.gap(*first + 1), b" " | b": " | b" # ") {
        *first += 1;
    }
}

/// Label words that are everyday words too: without a number word, only a value in the shape of an id counts.
const EVERYDAY: &Words = words![
    "mr",
    "pat",
    "record",
    "ins",
    "chart",
    "nhs",
    "historia",
    "expediente",
    "dossier",
    "emr",
    "eid",
    "cpi",
    "urn",
    "mpi",
    "member",
    "mbr",
    "policy",
    "insurance",
    "certificate",
    "coverage",
    "membership",
    "enrollee",
    "group",
    "grp",
    "medicare",
    "medicaid",
    "masshealth",
    "cin",
    "account",
    "acct",
    "har",
    "fin",
    "encounter",
    "enc",
    "visit",
    "episode",
    "admission",
    "csn",
    "vn",
    "card",
    "visa",
    "mastercard",
    "amex",
    "mc",
    "pan",
    "license",
    "licence",
    "lic",
    "cert",
    "certification",
    "dl",
    "dea",
    "npi",
    "vin",
    "plate",
    "plates",
    "placa",
    "targa",
    "serial",
    "ser",
    "sn",
    "sim",
    "lot",
    "lote",
    "accession",
    "acc",
    "path",
    "specimen",
    "sample",
    "order",
    "rx",
    "prescription",
    "req",
    "job",
    "referral",
    "case",
    "incident",
    "pcr",
    "claim",
    "claims",
    "auth",
    "ref",
    "reference",
    "study",
    "subject",
    "participant",
    "tag",
    "id",
    "log",
    "pin",
    "booking",
    "transmitter",
    "receipt",
    "conf",
    "rma",
    "pol",
    "pmi",
    "run",
];

pub(super) fn is_everyday(document: &Document<'_>, field: &Field) -> bool {
    let last = document.phrase_over(field.first).map_or(field.first, |phrase| phrase.last);
    last == field.first && field.first != field.value && document.is_any(field.first, EVERYDAY)
        || document
            .is_any(last, words!["specimen", "sample", "slides", "kit", "tube", "decision", "approval", "pathology"])
}

/// Whether the label asks for a number in so many words: `chart no`, `MRN`, `case #`, not `case`.
pub(super) fn asks_for_number(document: &Document<'_>, field: &Field) -> bool {
    const NUMBER: &Words =
        words!["no", "number", "num", "nbr", "id", "code", "identifier", "numbers", "nos", "nr", "n0", "nurnber"];
    if field.first == field.value {
        return true;
    }
    let last = document.phrase_over(field.first).map_or(field.first, |phrase| phrase.last);
    if !is_everyday(document, field) {
        return true;
    }
    let (Some(label), Some(value)) = (document.token(last), document.token(field.value)) else { return false };
    let gap = document.bytes(label.end..value.start.min(label.end + 48));
    gap.contains(&b'#') || (last + 1..=field.value).any(|i| document.is_any(i, NUMBER))
}

/// Label words that a neighbour shows to mean something else.
pub(super) fn is_other_sense(document: &Document<'_>, field: &Field) -> bool {
    const PROGRAM: &Words = words![
        "port", "error", "thread", "process", "kernel", "heap", "server", "exited", "killed", "daemon", "worker",
        "signal", "http", "https", "retry", "info", "warn", "debug", "exec", "systemd", "sshd", "nginx",
    ];
    let Some(label) = document.token(field.first) else { return false };
    match document.word(field.first) {
        // `mg/dL`.
        word if word.eq_ignore_ascii_case(b"dl") => document.byte_before(label.start) == b'/',
        // On an implant sticker REF is the catalogue number.
        b"REF" if field.tie == Tie::Adjacent => near(
            document,
            field.value,
            8,
            words![
                "lot", "sn", "size", "udi", "gtin", "catalog", "sticker", "exp", "implant", "foam", "dressing", "drsg",
                "cup", "stem", "screw", "plate", "mesh", "stent", "lens", "catheter"
            ],
        ),
        // The same in words: `reference # CFD0200197, lot # 01447`.
        word if word.eq_ignore_ascii_case(b"reference") && field.label == Label::Claim => {
            near(document, field.value, 6, words!["lot", "sn", "udi", "gtin", "catalog"])
        }
        // Sequences are deposited under accession numbers too.
        // A process and a request of a program's log.
        word if word.eq_ignore_ascii_case(b"pid") => {
            field.tie < Tie::Structural && near(document, field.value, 10, PROGRAM)
                || field.tie == Tie::Adjacent && document.byte_before(label.start) == b'['
        }
        word if word.eq_ignore_ascii_case(b"req") => {
            document.byte(label.end) == b'=' && near(document, field.value, 10, PROGRAM)
        }
        _ if field.label == Label::Accession => near(
            document,
            field.value,
            8,
            words![
                "genbank",
                "gene",
                "genotype",
                "sequence",
                "sequences",
                "rrna",
                "ncbi",
                "refseq",
                "variant",
                "strain"
            ],
        ),
        _ => false,
    }
}
