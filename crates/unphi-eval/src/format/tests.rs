//! Every format reads what its tool writes, and gives back what it was given.

use super::{Format, Options, Read, file_name, guess, read, write};
use crate::{Document, File, GroupBy};

fn documents(format: Format, files: &[(&str, &str)]) -> Vec<Document> {
    let read = all(format, files, &Options::default());
    read.placed().unwrap_or_else(|error| panic!("{format:?}: {error}"))
}

fn all(format: Format, files: &[(&str, &str)], options: &Options) -> Read {
    let files: Vec<File> = files.iter().map(|(name, text)| File::new(*name, *text)).collect();
    read(format, &files, options)
}

/// `id: LABEL/kind=words …` of each document.
fn shown(documents: &[Document]) -> Vec<String> {
    let one = |document: &Document| {
        let marks = document.annotations.iter().map(|annotation| {
            let kind = annotation.kind.as_ref().map(|kind| format!("/{kind}")).unwrap_or_default();
            let words = document.text.get(annotation.range.clone()).expect("on boundaries");
            format!(" {}{kind}={words}", annotation.label)
        });
        format!("{}:{}", document.id, marks.collect::<String>())
    };
    documents.iter().map(one).collect()
}

#[test]
fn our_json_lines_and_what_detect_prints() {
    let file = concat!(
        "{\"id\": 7, \"text\": \"é Ann\\r\\n\", \"spans\": [{\"start\": 2, \"end\": 5, \"label\": \"name\", \"kind\": \"person\"}]}\n\n",
        "{\"text\": \"x\", \"spans\": []}\n",
    );
    assert_eq!(shown(&documents(Format::Jsonl, &[("f.jsonl", file)])), ["7: name/person=Ann", "f.jsonl:3:"]);
    let detected =
        r#"{"id":"7","spans":[{"start":2,"end":5,"identifier":"name","kind":"person","confidence":0.98,"rule":"r"}]}"#;
    let read = all(Format::Jsonl, &[("p.jsonl", detected)], &Options::default());
    let mark = &read.records[0].marks[0];
    assert_eq!((mark.confidence, mark.rule.as_deref(), read.records[0].text.as_ref()), (Some(0.98), Some("r"), None));
    let options =
        Options { label_field: Some("hipaa".into()), group_by: GroupBy::Field("genre".into()), ..Options::default() };
    let own = r#"{"text": "Ann", "genre": "ed", "spans": [{"start": 0, "end": 3, "label": "X", "hipaa": "NAME"}]}"#;
    let read = all(Format::Jsonl, &[("o.jsonl", own)], &options);
    assert_eq!((read.records[0].marks[0].label.as_str(), read.records[0].group.as_deref()), ("NAME", Some("ed")));
}

#[test]
fn inline_marks() {
    assert_eq!(shown(&documents(Format::Inline, &[("l.txt", "[[[DATE|3/14]] 08:22]")])), ["l.txt: DATE=3/14"]);
    let text = "[[x]] [[NAME|Ánn|Lee]], [[note: [[DATE|3/14\r\n]] a[b";
    let documents = documents(Format::Inline, &[("d/a.txt", text)]);
    assert_eq!(shown(&documents), ["d/a.txt: NAME=Ánn|Lee DATE=3/14\r\n"]);
    assert_eq!(documents[0].text, "[[x]] Ánn|Lee, [[note: 3/14\r\n a[b");
    assert_eq!(documents[0].group.as_deref(), Some("d"));
}

#[test]
fn i2b2_xml() {
    let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\r\n<deIdi2b2>\r\n<TEXT><![CDATA[Rec <1>\r\nDr. O'Hara & sön]]></TEXT>\r\n\
               <TAGS>\r\n<NAME id=\"P0\" start=\"12\" end=\"18\" text=\"O&apos;Hara\" TYPE=\"DOCTOR\" comment=\"\" />\r\n\
               <AGE id=\"P1\" start=\"0\" end=\"3\" text=\"Rec\" TYPE=\"AGE\"></AGE></TAGS>\r\n</deIdi2b2>\r\n";
    let documents = documents(Format::I2b2, &[("110-01.xml", xml)]);
    assert_eq!(shown(&documents), ["110-01.xml: AGE=Rec NAME/DOCTOR=O'Hara"]);
    assert_eq!(documents[0].text, "Rec <1>\nDr. O'Hara & sön");
    let escaped = "<a><TEXT>A &amp; B&#10;Ann</TEXT><TAGS><NAME start='6' end='9' TYPE='PATIENT'/></TAGS></a>";
    assert_eq!(shown(&super::tests::documents(Format::I2b2, &[("e.xml", escaped)])), ["e.xml: NAME/PATIENT=Ann"]);
}

#[test]
fn brat_standoff() {
    let annotations =
        "T1\tNAME 4 8\tRose\nT2\tDATE 10 11;12 13\t3 4\n#1\tAnnotatorNotes T1\tsure\nR1\tOf Arg1:T1 Arg2:T2\n";
    let files = [("n/a.txt", "Dr. Rose, 3/4"), ("n/a.ann", annotations), ("n/annotation.conf", "")];
    assert_eq!(shown(&documents(Format::Brat, &files)), ["n/a.txt: NAME=Rose DATE=3 DATE=4"]);
    let lonely = all(Format::Brat, &[("a.txt", "Ann"), ("b.ann", "")], &Options::default());
    let errors: Vec<String> = lonely.errors.iter().map(ToString::to_string).collect();
    assert!(errors[0].starts_with("a.txt: has no .ann") && errors[1].starts_with("b.ann: has no .txt"), "{errors:?}");
}

#[test]
fn presidio_json() {
    let research = r#"[{"full_text": "Ann", "spans": [{"entity_type": "PERSON", "entity_value": "Ann", "start_position": 0, "end_position": 3}]}]"#;
    assert_eq!(shown(&documents(Format::Presidio, &[("r.json", research)])), ["r.json:record 1: PERSON=Ann"]);
    let analyzer =
        r#"{"id": "1", "text": "Ann", "results": [{"entity_type": "PERSON", "start": 0, "end": 3, "score": 0.85}]}"#;
    assert_eq!(shown(&documents(Format::Presidio, &[("a.jsonl", analyzer)])), ["1: PERSON=Ann"]);
}

#[test]
fn conll_tags() {
    let file = "-DOCSTART- -X- O\n\nDr. O\nAnn NN B-NAME\nLee NN I-NAME\n\nBob I-NAME\nSue B-NAME\n\n-DOCSTART- O\n3/4\tS-DATE\n";
    let documents = documents(Format::Conll, &[("c.conll", file)]);
    assert_eq!(shown(&documents), ["c#1: NAME=Ann Lee NAME=Bob NAME=Sue", "c#2: DATE=3/4"]);
    assert_eq!(documents[0].text, "Dr. Ann Lee\nBob Sue");
    let marks = "( O\n555 B-PHONE\n) I-PHONE\n123 I-PHONE\n- I-PHONE\n4567 I-PHONE\n, O\n3 B-DATE\n/ I-DATE\n14 I-DATE\n- O\nok O\n";
    assert_eq!(super::tests::documents(Format::Conll, &[("m.conll", marks)])[0].text, "(555) 123-4567, 3/14- ok");
}

#[test]
fn label_studio_exports() {
    let full = r#"[{"id": 3, "data": {"text": "😀 Ann"}, "annotations": [
        {"was_cancelled": true, "result": []},
        {"result": [{"type": "choices", "value": {"choices": ["x"]}},
                    {"type": "labels", "value": {"start": 3, "end": 6, "text": "Ann", "labels": ["NAME"]}}]}]}]"#;
    assert_eq!(shown(&documents(Format::LabelStudio, &[("l.json", full)])), ["3: NAME=Ann"]);
    let short = r#"[{"id": 4, "text": "Ann", "label": [{"start": 0, "end": 3, "text": "Ann", "labels": ["NAME"]}]}]"#;
    assert_eq!(shown(&documents(Format::LabelStudio, &[("m.json", short)])), ["4: NAME=Ann"]);
}

#[test]
fn spacy_and_doccano() {
    let lines = "{\"id\": 1, \"text\": \"Ann\", \"label\": [[0, 3, \"NAME\"]]}\n[\"Bob\", {\"entities\": [[0, 3, \"PERSON\"]]}]\n";
    assert_eq!(shown(&documents(Format::Spacy, &[("s.jsonl", lines)])), ["1: NAME=Ann", "s.jsonl:2: PERSON=Bob"]);
    let relations = r#"{"id": 2, "text": "Ann", "entities": [{"id": 0, "label": "NAME", "start_offset": 0, "end_offset": 3}], "relations": []}"#;
    assert_eq!(shown(&documents(Format::Spacy, &[("d.jsonl", relations)])), ["2: NAME=Ann"]);
}

#[test]
fn what_is_written_reads_the_same() {
    let gold = r#"{"id": "n/a", "text": "Dr. Ánn-Lee\nOps,\n5 € <b> 3/4 &", "spans": [{"start": 4, "end": 11, "label": "NAME", "kind": "person"}, {"start": 25, "end": 28, "label": "DATE"}]}
{"id": "b", "text": "afebrile \ud83d\ude00 Bob", "spans": [{"start": 11, "end": 14, "label": "NAME"}]}
"#;
    let before = documents(Format::Jsonl, &[("g.jsonl", gold)]);
    for format in Format::ALL {
        let files = write(format, &before);
        let files: Vec<(String, String)> = files.into_iter().map(|file| file.expect("writes")).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let list: Vec<File> = files.iter().map(|(name, text)| File::new(*name, *text)).collect();
        assert_eq!(guess(&list), Some(format), "{format:?}");
        let mut after = documents(format, &files);
        after.sort_by_key(|document| document.text.contains("Bob"));
        let words: Vec<String> =
            shown(&after).iter().map(|line| line.split_once(": ").expect("marks").1.to_owned()).collect();
        assert!(words[0].starts_with("NAME/person=Ánn-Lee") && words[0].contains("DATE"), "{format:?}: {words:?}");
        assert!(words[1].starts_with("NAME") && words[1].ends_with("=Bob"), "{format:?}: {words:?}");
        if format != Format::Conll {
            assert!(before.iter().zip(&after).all(|(before, after)| before.text == after.text), "{format:?}");
        }
    }
}

#[test]
fn what_a_format_cannot_hold_is_refused() {
    let overlap = r#"{"id": "a", "text": "Ann Lee", "spans": [{"start": 0, "end": 7, "label": "A"}, {"start": 4, "end": 7, "label": "B"}]}"#;
    let marks = r#"{"id": "a", "text": "[[A|Ann", "spans": []}"#;
    let path = r#"{"id": "../a", "text": "Ann", "spans": []}"#;
    let returns = r#"{"id": "a", "text": "Ann\r\n", "spans": []}"#;
    for (format, gold) in [
        (Format::Inline, overlap),
        (Format::Conll, overlap),
        (Format::Inline, marks),
        (Format::Brat, path),
        (Format::Inline, path),
        (Format::I2b2, path),
        (Format::I2b2, returns),
    ] {
        let documents = documents(Format::Jsonl, &[("g.jsonl", gold)]);
        let error = write(format, &documents).into_iter().find_map(Result::err).expect("refused").to_string();
        assert!(error.starts_with("g.jsonl:1: ") && !error.contains("Ann"), "{format:?}: {error}");
    }
    let record = documents(Format::Inline, &[("n/x.txt", "")])[0].record();
    assert_eq!(file_name(&record, "ann"), Ok("n/x.ann".into()));
}

#[test]
fn errors_name_the_line_and_quote_nothing() {
    for (format, name, text, place) in [
        (
            Format::Jsonl,
            "f.jsonl",
            "{\"text\": \"\", \"spans\": []}\n{\"text\": \"Ann\", \"spans\": [{\"start\": 0, \"end\": 9, \"label\": \"A\"}]}",
            "f.jsonl:2: annotation 1 reaches beyond",
        ),
        (Format::Jsonl, "f.jsonl", "{\"text\": \"Ann\", \"spans\": null}", "f.jsonl:1: is not annotated"),
        (Format::Jsonl, "f.jsonl", "{\"text\": \"Ann\"}", "f.jsonl:1: has no field \"spans\""),
        (
            Format::Jsonl,
            "f.jsonl",
            "{\"text\": [\"Ann\"], \"spans\": []}",
            "f.jsonl:1: has a field \"text\" that is not a string",
        ),
        (
            Format::Jsonl,
            "f.jsonl",
            "{\"text\": \"Ann\", \"spans\": [{\"start\": \"Ann\"}]}",
            "f.jsonl:1: annotation 1 lacks",
        ),
        (Format::Jsonl, "f.jsonl", "{\"text\": \"\", \"spans\": []}\n{\"text\": \"Ann", "f.jsonl:2: is truncated"),
        (Format::Jsonl, "f.jsonl", "{\"text\": Ann\n{\"text\": \"\", \"spans\": []}", "f.jsonl:1: is not valid JSON"),
        (Format::Jsonl, "f.jsonl", "{\"spans\": []}", "f.jsonl:1: holds no text"),
        (Format::Jsonl, "f.jsonl", "\"Ann\"", "f.jsonl: is not a JSON object"),
        (Format::Presidio, "p.json", "[\n{\"full_text\": Ann}]", "p.json:2: is not valid JSON"),
        (
            Format::Presidio,
            "p.json",
            "[{\"full_text\": \"Ann\", \"spans\": [{\"entity_type\": \"A\", \"entity_value\": \"Bob\", \"start_position\": 0, \"end_position\": 3}]}]",
            "p.json:record 1: annotation 1 has other words",
        ),
        (Format::Inline, "a.txt", "x\n[[NAME|Ann", "a.txt:2: a mark [[LABEL| has no closing"),
        (Format::Inline, "a.txt", "[[NAME|Ann [[DATE|3]]]]", "a.txt:1: a mark [[LABEL| begins inside"),
        (Format::Inline, "a.txt", "[[NAME|]] Ann", "a.txt:1: a mark [[LABEL|]] holds no words"),
        (Format::I2b2, "a.xml", "<a>\n<TEXT>Ann</b></a>", "a.xml:2: is not well-formed XML"),
        (
            Format::I2b2,
            "a.xml",
            "<a><TEXT>\nAnn</TEXT>\n<TAGS>\n<NAME start='0' end='9'/></TAGS></a>",
            "a.xml:4: the annotation reaches beyond",
        ),
        (Format::I2b2, "a.xml", "<a><TEXT>Ann", "a.xml:1: is truncated"),
        (Format::I2b2, "a.xml", "<a><TEXT>Ann</TEXT><TAGS>", "a.xml:1: is truncated"),
        (Format::I2b2, "a.xml", "<a><TEXT>Ann</TEXT></a>", "a.xml: has no TAGS element"),
        (Format::I2b2, "a.xml", "<a>Ann</a>", "a.xml: has no TEXT element"),
        (
            Format::I2b2,
            "a.xml",
            "<a><TEXT>Ann</TEXT>\n<TAGS><NAME start='Ann' end='2'/></TAGS></a>",
            "a.xml:2: a tag lacks",
        ),
        (Format::I2b2, "a.xml", "<a><TEXT>Ann &Ann;</TEXT></a>", "a.xml:1: has an entity"),
        (Format::Conll, "c.conll", "Ann\n", "c.conll:1: needs a token and a tag"),
        (Format::Conll, "c.conll", "x O\nx Ann\n", "c.conll:2: has a tag"),
        (Format::LabelStudio, "l.json", "[{\"data\": {\"text\": \"Ann\"}}]", "l.json:record 1: has neither"),
        (
            Format::LabelStudio,
            "l.json",
            "[{\"data\": {\"text\": \"Ann\"}, \"annotations\": []}]",
            "l.json:record 1: has no annotation",
        ),
        (Format::Spacy, "s.jsonl", "{\"text\": \"Ann\", \"label\": [[0, \"Ann\"]]}", "s.jsonl:1: annotation 1 lacks"),
    ] {
        let error = all(format, &[(name, text)], &Options::default()).placed().expect_err(place).to_string();
        assert!(error.starts_with(place) && !error.contains("Ann"), "{error}");
    }
    let brat = all(Format::Brat, &[("a.txt", "Ann"), ("a.ann", "\nT1\tNAME Ann 3\tAnn\n")], &Options::default());
    assert!(brat.errors[0].to_string().starts_with("a.ann:2: is not"), "{:?}", brat.errors);
    let brat = all(Format::Brat, &[("a.txt", "Ann"), ("a.ann", "\nT1\tNAME 0 3\tBob\n")], &Options::default());
    let error = brat.placed().expect_err("other words").to_string();
    assert!(error.starts_with("a.ann:2: the annotation has other words") && !error.contains("Ann"), "{error}");
}

#[test]
fn one_broken_line_does_not_spoil_the_others() {
    let file = "{\"text\": \"a\", \"spans\": []}\n{\"text\"\n{\"text\": \"b\", \"spans\": []}\n";
    let read = all(Format::Jsonl, &[("f.jsonl", file)], &Options::default());
    assert_eq!((read.records.len(), read.errors.len()), (2, 1));
}

#[test]
fn formats_are_told_apart() {
    for (name, text, expected) in [
        ("a.conll", "", Some(Format::Conll)),
        ("a", "<x><TAGS></TAGS></x>", Some(Format::I2b2)),
        ("a.json", "[{\"data\": {}, \"annotations\": []}]", Some(Format::LabelStudio)),
        ("a.jsonl", "{\"text\": \"\", \"spans\": [{\"entity_type\": \"A\"}]}", Some(Format::Presidio)),
        ("a.jsonl", "{\"text\": \"\", \"spans\": []}", Some(Format::Jsonl)),
        ("a.jsonl", "{\"text\": \"\", \"labels\": []}", Some(Format::Spacy)),
        ("-", "{\"text\": \"\", \"spans\": []}", Some(Format::Jsonl)),
        ("a.jsonl", "{\"text\": \"\"}", None),
        // A label may be any word, so this is a mark that is not closed.
        ("a.txt", "see [[this|", Some(Format::Inline)),
    ] {
        assert_eq!(guess(&[File::new(name, text)]), expected, "{name}");
    }
    assert_eq!(guess(&[File::new("a.xml", ""), File::new("b.conll", "")]), None);
}
