//! Every style says the same, and none says more than it was asked to.

use crate::{Detail, Document, Evaluation, File, Format, LabelMap, Options, Style, evaluate, read, render};

const STYLES: [Style; 4] = [Style::Text, Style::Json, Style::Markdown, Style::Html];

fn evaluated() -> (Vec<Document>, Evaluation) {
    let gold = r#"{"id": "Quimby/1", "text": "<b>Dr. Rosamund | Quimby</b> seen, Zanzibar Clinic\nMRN 4471\u001b[2J", "spans": [
        {"start": 7, "end": 15, "label": "name", "kind": "person"}, {"start": 18, "end": 24, "label": "name", "kind": "person"},
        {"start": 55, "end": 59, "label": "mrn"}]}"#
        .replace('\n', " ");
    let predictions = r#"{"id": "Quimby/1", "spans": [{"start": 7, "end": 15, "label": "name"}, {"start": 35, "end": 43, "label": "geographic"}, {"start": 55, "end": 59, "label": "other", "rule": "other.code", "confidence": 0.7}]}"#;
    let options = Options::default();
    let mut gold = read(Format::Jsonl, &[File::new("g.jsonl", gold)], &options).placed().expect("reads");
    let predictions = read(Format::Jsonl, &[File::new("p.jsonl", predictions)], &options).records;
    let pairing = crate::pair(&mut gold, predictions);
    assert!(pairing.errors.is_empty(), "{:?}", pairing.errors);
    let evaluation = evaluate(&gold, &pairing.predictions, &LabelMap::built_in()).expect("labels are known");
    (gold, evaluation)
}

#[test]
fn no_text_without_being_asked() {
    let (gold, evaluation) = evaluated();
    for style in STYLES {
        let page = render(style, &evaluation, &gold, &Detail::default());
        for word in ["Rosamund", "Quimby", "Zanzibar", "4471", "seen"] {
            assert!(!page.contains(word), "{style:?} says {word}:\n{page}");
        }
        for part in ["g.jsonl:1", "missed", "false", "other.code", "0.6667"] {
            let part = if style == Style::Json { part.replace("0.6667", "0.666666") } else { part.to_owned() };
            let page = page.replace('\\', "");
            assert!(page.contains(&part), "{style:?} does not say {part}:\n{page}");
        }
    }
}

#[test]
fn text_where_it_is_asked_for() {
    let (gold, evaluation) = evaluated();
    let detail = Detail { show_text: true, ..Detail::default() };
    for style in STYLES {
        let page = render(style, &evaluation, &gold, &detail);
        assert!(page.contains("Quimby") && page.contains("Zanzibar"), "{style:?}:\n{page}");
        assert!(!page.contains('\u{1b}') || style == Style::Html, "{style:?}: a note may not move the cursor");
    }
}

#[test]
fn a_note_cannot_write_the_html() {
    let (gold, evaluation) = evaluated();
    let page = render(Style::Html, &evaluation, &gold, &Detail { show_text: true, ..Detail::default() });
    assert!(page.contains("&lt;b&gt;") && !page.contains("<b>Dr"), "{page}");
    assert!(page.contains("default-src 'none'") && !page.contains("<script") && !page.contains("http:"), "{page}");
    assert!(page.contains(r#"<mark class="missed" title="name/person">Quimby</mark>"#), "{page}");
    assert!(page.contains(r#"<mark class="alarm" title="geographic">Zanzibar</mark>"#), "{page}");
}

#[test]
fn a_note_cannot_write_the_markdown() {
    let (gold, evaluation) = evaluated();
    let page = render(Style::Markdown, &evaluation, &gold, &Detail { show_text: true, ..Detail::default() });
    assert!(page.contains(r"\<b\>Dr. Rosamund \| \[\[Quimby\]\]\</b\>"), "{page}");
}

#[test]
fn nothing_to_divide_by_is_no_score() {
    let gold = read(Format::Jsonl, &[File::new("g.jsonl", "{\"text\": \"\", \"spans\": []}")], &Options::default());
    let gold = gold.placed().expect("reads");
    let evaluation = evaluate(&gold, &[Vec::new()], &LabelMap::built_in()).expect("no label");
    let json = render(Style::Json, &evaluation, &gold, &Detail::default());
    assert!(json.contains("\"recall\": null") && !json.contains("NaN"), "{json}");
    assert!(render(Style::Text, &evaluation, &gold, &Detail::default()).contains("token recall"));
}

#[test]
fn the_most_harmful_is_first_and_so_many_are_listed() {
    let (gold, evaluation) = evaluated();
    let kinds: Vec<&str> = evaluation.mistakes().iter().map(|(_, mistake)| mistake.kind.name()).collect();
    assert_eq!(kinds, ["missed", "false alarm", "wrong type"]);
    let json = render(Style::Json, &evaluation, &gold, &Detail { errors: 1, ..Detail::default() });
    assert_eq!(json.matches("\"place\"").count(), 1);
}

#[test]
fn figures_are_readable() {
    assert_eq!(super::grouped(1_234_567), "1,234,567");
    assert_eq!(super::grouped(123), "123");
    assert_eq!(super::shown(Some(0.999_99)), "0.9999");
    assert_eq!(super::shown(Some(1.0)), "1.0000");
    assert_eq!(super::shown(None), "–");
}
