//! Prints notes for reading, gold in brackets: `cargo run -p unphi-synth --example show -- GENRE [FIRST] [COUNT]`.

#![forbid(unsafe_code)]

use unphi_synth::{Note, Split, Synth, UnknownGenre};

fn main() -> Result<(), UnknownGenre> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, default: u64| arguments.get(at).and_then(|text| text.parse().ok()).unwrap_or(default);
    let genre = arguments.first().map_or("nursing", String::as_str);
    let synth = Synth::new(1, Split::Dev).genres([genre])?;
    let first = number(1, 0);
    for note in (first..first + number(2, 1)).map(|number| synth.note(number)) {
        println!("==== {}\n{}\n", note.id, shown(&note));
    }
    Ok(())
}

fn shown(note: &Note) -> String {
    let letters: Vec<char> = note.text.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    for span in &note.spans {
        out.extend(&letters[at..span.start]);
        out.push('⟦');
        out.extend(&letters[span.start..span.end]);
        out.push_str(&format!("|{}⟧", span.label.name()));
        at = span.end;
    }
    out.extend(&letters[at..]);
    out
}
