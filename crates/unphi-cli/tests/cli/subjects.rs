//! What is known of the people in the documents is found in each of them, and in no other's.

use crate::support::Folder;

const NOTES: &str = "{\"id\":\"a\",\"text\":\"tin kettle ok\",\"at\":[\"Tin Kettle\"],\"born\":\"1962-03-14\"}\n\
                     {\"id\":2,\"text\":\"tin kettle, copper pot\",\"at\":null,\"born\":\"\"}\n";

#[test]
fn a_file_names_people_and_their_documents() {
    let folder = Folder::new();
    folder
        .write("n/a.txt", "achterberg, 14.3.62 and qq-17 ok\n")
        .write("n/b.txt", "achterberg and qq 17 ok\n")
        .write("s.jsonl", "{\"document\":\"a.txt\",\"name\":[\"Wren Achterberg\",\"Q\"],\"birth_date\":\"1962-03-14\"}\n\n{\"other\":\"QQ-1-7\"}\n")
        .write("s.csv", "document,name,birth_date,other\na.txt,\"Achterberg, Wren;Bo Li\",3/14/1962,\n,,,qq17\n");
    for file in ["s.jsonl", "s.csv"] {
        let run = folder.run(&["deid", "n", "--ner", "off", "--subjects", file, "-o", "out"]);
        run.says(0, &[]);
        assert_eq!(folder.read("out/a.txt"), "[NAME], 1962 and qq-17 ok\n", "{file}");
        assert!(folder.read("out/b.txt").starts_with("achterberg and qq 17"), "a short id counts in fields only");
    }
    let run = folder.run(&["detect", "n", "--subjects", "s.csv"]);
    assert!(run.text().contains("\"rule\":\"subject.name\""), "{}", run.text());
    folder.write("s.csv", "document,name\nA.TXT,Bo Li\n");
    folder.run(&["detect", "n", "--subjects", "s.csv"]).says(0, &["1 of the ids in `document` belong to no document"]);
}

#[test]
fn records_bring_their_own() {
    let folder = Folder::new();
    let jsonl = ["deid", "--input-format", "jsonl", "--subject-fields", "employer=at,birth_date=born,mrn=id"];
    let run = folder.run_with(&jsonl, NOTES);
    run.says(0, &[]);
    assert!(run.text().starts_with("{\"id\":\"a\",\"text\":\"[NAME] ok\""), "{}", run.text());
    assert!(run.text().contains("\"tin kettle, copper pot\""), "{}", run.text());
    folder.write("s.jsonl", "{\"document\":2,\"employer\":\"Copper Pot\"}");
    let run = folder.run_with(&["deid", "--input-format", "jsonl", "--subjects", "s.jsonl"], NOTES);
    run.says(0, &[]);
    assert!(run.text().contains("{\"id\":2,\"text\":\"tin kettle, [NAME]\""), "{}", run.text());
}

#[test]
fn what_cannot_be_used_is_named_without_its_value() {
    let folder = Folder::new();
    folder.write("n.txt", "fine");
    for (file, text, why) in [
        ("s.csv", "name,shoe\nRose,4\n", "line 1: there is no column \"shoe\": known are name, alias"),
        ("s.csv", "name,birth_date\nAnn,1962-03-14\nRose,Rose\n", "line 3: a date cannot be read"),
        ("s.csv", "name,birth_date\nRose\n", "line 2: has another number of cells"),
        ("s.jsonl", "\n{\"nam\":\"Rose\"}", "line 2: there is no \"nam\""),
        ("s.jsonl", "{\"name\":{\"family\":\"Rose\"}}", "line 1: \"name\" is neither a string"),
        ("s.jsonl", "Rose", "line 1: is not a JSON object"),
    ] {
        folder.write(file, text);
        folder.run(&["deid", "n.txt", "--subjects", file]).says(2, &[why]);
    }
    folder.run(&["deid", "n.txt", "--subjects", "none.csv"]).says(2, &["cannot be read"]);
    folder.run(&["deid", "n.txt", "--subject-fields", "name=who"]).says(2, &["needs --input-format jsonl"]);
    folder.run(&["deid", "--input-format", "jsonl", "--subject-fields", "shoe=who"]).says(2, &["there is no \"shoe\""]);
    let jsonl = ["deid", "--input-format", "jsonl", "--subject-fields", "birth_date=born,name=who"];
    let run = folder
        .run_with(&jsonl, "{\"text\":\"Rose\",\"born\":\"Rose\"}\n{\"text\":\"Rose\",\"who\":{\"a\":\"Rose\"}}\n");
    run.says(
        1,
        &[
            ":1: has a value in a field of --subject-fields that cannot be used",
            ":2: has a field \"who\" that is neither",
        ],
    );
    assert_eq!(run.text(), "");
}
