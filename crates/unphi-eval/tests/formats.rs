//! No file breaks a reader, and what is written reads the same.

#![forbid(unsafe_code)]

use proptest::prelude::*;
use unphi_eval::{Annotation, Document, File, Format, Options, guess, read, write};

/// Pieces that formats give a meaning to.
const PIECES: [&str; 40] = [
    "[[",
    "]]",
    "|",
    "NAME",
    "[[NAME|",
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "\"text\"",
    "\"spans\"",
    "\"start\"",
    "\"end\"",
    "\"label\"",
    "0",
    "7",
    "-1",
    "1e9",
    "null",
    "<",
    ">",
    "</",
    "<TEXT>",
    "</TEXT>",
    "<TAGS>",
    "</TAGS>",
    "<![CDATA[",
    "&amp;",
    "&#x1F600;",
    "T1\t",
    "B-NAME",
    "I-",
    "\n",
    "\r\n",
    "é",
    "😀",
    "-DOCSTART-",
];

fn noise() -> impl Strategy<Value = String> {
    prop::collection::vec(prop_oneof![4 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)], 0..60)
        .prop_map(|pieces| pieces.concat())
}

/// Texts that every format but CoNLL keeps, with spans that do not overlap.
fn documents() -> impl Strategy<Value = Vec<Document>> {
    let word =
        prop::sample::select(&["Ann", "é", "王小明", "😀", "3/14", "<b>", "&", "\"", "_", "\n", "  ", "]]>", "["][..]);
    let words = prop::collection::vec((word, prop::option::of(prop::sample::select(&["NAME", "DATE"][..]))), 1..20);
    prop::collection::vec(words, 1..4)
        .prop_map(|all| all.iter().enumerate().map(|(at, words)| document(at, words)).collect())
}

fn document(at: usize, words: &[(&str, Option<&str>)]) -> Document {
    let mut gold = String::from("x");
    let mut spans = Vec::new();
    for (word, label) in words {
        let start = gold.len();
        gold.push_str(word);
        if let (Some(label), false) = (label, word.trim().is_empty() || word.contains(['[', ']'])) {
            spans.push(Annotation::new(start..gold.len(), *label));
        }
        // Brackets stand against what they enclose.
        if *word != "[" {
            gold.push(' ');
        }
    }
    let mut document = read(Format::Inline, &[File::new(format!("d/{at}.txt"), gold)], &Options::default())
        .placed()
        .expect("no marks")
        .remove(0);
    document.annotations = spans;
    document
}

proptest! {
    #[test]
    fn no_file_breaks_a_reader(text in noise(), other in noise()) {
        for name in ["a.txt", "a.json", "a.xml", "a.conll"] {
            let files = [File::new(name, text.clone()), File::new("a.ann", other.clone())];
            let _ = guess(&files);
            for format in Format::ALL {
                let read = read(format, &files, &Options::default());
                for record in read.records {
                    let _ = record.placed().map(|document| write(format, &[document]));
                }
            }
        }
    }

    #[test]
    fn what_is_written_reads_the_same(documents in documents()) {
        for format in Format::ALL {
            let written: Result<Vec<_>, _> = write(format, &documents).into_iter().collect();
            let written = written.map_err(|error| TestCaseError::fail(format!("{format:?}: {error}")))?;
            let files: Vec<File> = written.into_iter().map(|(name, text)| File::new(name, text)).collect();
            let again = read(format, &files, &Options::default()).placed();
            let again = again.map_err(|error| TestCaseError::fail(format!("{format:?}: {error}")))?;
            prop_assert_eq!(again.len(), documents.len());
            for (before, after) in documents.iter().zip(&again) {
                let shown = |document: &Document| -> Vec<(String, String)> {
                    document.annotations.iter().map(|one| (one.label.clone(), bare(document.text.get(one.range.clone()).unwrap_or_default()))).collect()
                };
                prop_assert_eq!(shown(before), shown(after), "{:?}", format);
                if format != Format::Conll {
                    prop_assert_eq!(&before.text, &after.text, "{:?}", format);
                }
            }
        }
    }
}

/// Without the white space that CoNLL does not keep.
fn bare(words: &str) -> String {
    words.chars().filter(|letter| !letter.is_whitespace()).collect()
}
