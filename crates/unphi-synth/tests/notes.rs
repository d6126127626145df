//! What every note must be.

#![forbid(unsafe_code)]

use std::collections::{BTreeMap, BTreeSet};

use unphi::Identifier;
use unphi_synth::{Note, Span, Split, Synth, genres};

/// One round over the genres for each identifier.
fn rounds(split: Split, seed: u64) -> Vec<Note> {
    Synth::new(seed, split).notes().take(genres().count() * 18).collect()
}

fn span_text(note: &Note, start: usize, end: usize) -> String {
    note.text.chars().skip(start).take(end - start).collect()
}

#[test]
fn the_same_seed_gives_the_same_notes_in_any_order() {
    let synth = Synth::new(11, Split::Dev);
    let forward: Vec<Note> = (0..90).map(|number| synth.note(number)).collect();
    let backward: Vec<Note> = (0..90).rev().map(|number| Synth::new(11, Split::Dev).note(number)).collect();
    assert!(forward.iter().eq(backward.iter().rev()));
    assert_ne!(Synth::new(12, Split::Dev).note(0).text, forward[0].text);
    assert_ne!(Synth::new(11, Split::Test).note(0).text, forward[0].text);
}

/// Whether letters or digits stand on both sides of `at`, the letter of an escape (`\n`, `%2C`) apart.
fn joined(letters: &[char], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|at| letters.get(at)).copied().unwrap_or(' ');
    let escape = before(2) == '\\' || before(3) == '%';
    let after = letters.get(at).copied().unwrap_or(' ');
    before(1).is_alphanumeric() && after.is_alphanumeric() && !escape
}

/// An age is written against its unit or sex (`94F`), a day against its time (`2024-03-14T08:22`).
fn may_touch(span: &Span, after: char) -> bool {
    span.label == Identifier::Date && (span.kind == "age" || matches!(after, 'T' | 't'))
}

#[test]
fn gold_is_sorted_apart_and_on_boundaries() {
    for note in rounds(Split::Dev, 3).into_iter().chain(rounds(Split::Test, 4)) {
        let letters: Vec<char> = note.text.chars().collect();
        let mut before = 0;
        for span in &note.spans {
            let text = span_text(&note, span.start, span.end);
            let place = format!("{} {}..{} {text:?}", note.id, span.start, span.end);
            assert!(before <= span.start && span.start < span.end && span.end <= letters.len(), "{place}");
            assert_eq!(text.trim(), text, "{place}");
            assert!(text.chars().any(char::is_alphanumeric), "{place}");
            assert!(
                !joined(&letters, span.start) && !(joined(&letters, span.end) && !may_touch(span, letters[span.end])),
                "{place} in {:?}",
                note.text
            );
            before = span.end;
        }
    }
}

#[test]
fn no_note_holds_an_unfilled_slot() {
    for note in rounds(Split::Dev, 5) {
        for left in ["{pt", "{@", "{#", "{?", "{d0", "{d+", "{d-", "{phone", "{!", "{mrn", "{kin", "{att"] {
            assert!(!note.text.contains(left), "{}: {left} in {}", note.id, note.text);
        }
        assert!(note.text.len() > 60, "{}", note.id);
    }
}

#[test]
fn every_genre_holds_every_identifier() {
    let mut cells: BTreeMap<(&str, Identifier), usize> = BTreeMap::new();
    for note in rounds(Split::Dev, 6) {
        let labels: BTreeSet<Identifier> = note.spans.iter().map(|span| span.label).collect();
        for label in labels {
            *cells.entry((note.genre, label)).or_default() += 1;
        }
    }
    let empty: Vec<_> = genres()
        .flat_map(|genre| Identifier::ALL.map(|label| (genre, label)))
        .filter(|cell| !cells.contains_key(cell))
        .collect();
    assert!(empty.is_empty(), "{empty:?}");
}

#[test]
fn the_issue_s_genres_are_there() {
    assert!(genres().count() >= 40);
    assert_eq!(genres().collect::<BTreeSet<_>>().len(), genres().count());
    assert!(Synth::new(1, Split::Dev).genres(["no such genre"]).is_err());
}

#[test]
fn notes_are_valid_json_lines() {
    for note in rounds(Split::Test, 7).iter().take(120) {
        let record: serde_json::Value = serde_json::from_str(&note.json()).unwrap();
        assert_eq!(record["text"].as_str(), Some(note.text.as_str()));
        assert_eq!(record["spans"].as_array().map(Vec::len), Some(note.spans.len()));
    }
}
