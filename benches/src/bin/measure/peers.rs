//! Other de-identifiers and this one over the same notes. `cargo xtask peers` puts the tools into the Python's environment.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;
use unphi::Deidentifier;
use unphi_benches::clock::timed;
use unphi_benches::contestants::{self, SAFE_HARBOR};
use unphi_benches::gold::Gold;
use unphi_eval::{Counts, File, Format, Options, pair, read};

/// Notes that nobody here tunes to.
const SETS: [&str; 2] = ["testdata/notes/test.jsonl", "testdata/notes/synthetic-test.jsonl"];

/// What `peers.py run` prints.
#[derive(Deserialize)]
struct Said {
    version: String,
    settings: String,
    seconds: f64,
}

/// Runs `tools`, each `TOOL=TITLE`, with `python`, and prints Markdown.
pub(crate) fn print(python: &Path, tools: &[String]) -> Result<(), String> {
    SETS.iter().try_for_each(|set| table(set, python, tools))
}

fn table(set: &str, python: &Path, tools: &[String]) -> Result<(), String> {
    let gold = Gold::of_repository(set)?;
    let bytes: usize = gold.documents().iter().map(|document| document.text.len()).sum();
    println!(
        "`{set}`, {} notes, {} kB; one thread, processor time:\n\n| tool | token recall | token precision | leak rate | false \
         alarms per 1,000 | MB/s | notes/s |\n|---|--:|--:|--:|--:|--:|--:|",
        gold.documents().len(),
        bytes / 1000
    );
    let row = |title: &str, counts: &Counts, seconds: f64| {
        let score = |score: Option<f64>| score.unwrap_or_default();
        println!(
            "| {title} | {:.3} | {:.3} | {:.3} | {:.1} | {:.3} | {:.0} |",
            score(counts.recall()),
            score(counts.precision()),
            score(counts.leak_rate()),
            score(counts.false_per_1000()),
            bytes as f64 / 1e6 / seconds,
            gold.documents().len() as f64 / seconds,
        );
    };
    row(
        &format!("unphi {}", env!("CARGO_PKG_VERSION")),
        &gold.score(&Deidentifier::safe_harbor())?,
        own_seconds(&gold)?,
    );
    for tool in tools {
        let (tool, title) = tool.split_once('=').unwrap_or((tool, tool));
        match theirs(set, &gold, python, tool) {
            Ok((said, counts)) => row(&format!("{title} {} ({})", said.version, said.settings), &counts, said.seconds),
            // A tool that is not to be had is a row as well.
            Err(why) => println!("| {title} | not run: {why} | | | | | |"),
        }
    }
    println!();
    Ok(())
}

/// Seconds of processor time that the engine needs for the notes, detect and rewrite, warm.
fn own_seconds(gold: &Gold) -> Result<f64, String> {
    let texts: Vec<String> = gold.documents().iter().map(|document| document.text.clone()).collect();
    let mut engine = contestants::all();
    engine.retain(|contestant| contestant.name == SAFE_HARBOR);
    let engine = engine.first_mut().ok_or("the engine is no contestant")?;
    (engine.pass)(&texts);
    Ok(timed(|| (engine.pass)(&texts)).1)
}

/// What a tool says of its run, and what it scores.
fn theirs(set: &str, gold: &Gold, python: &Path, tool: &str) -> Result<(Said, Counts), String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let script = folder.join("peers.py");
    let ready = Command::new(python).arg(&script).args(["check", tool]).stdin(Stdio::null()).output();
    let ready = ready.map_err(|error| error.to_string())?;
    if !ready.status.success() {
        return Err(last_line(&ready.stderr));
    }
    let out = predictions(tool);
    let output = Command::new(python)
        .arg(&script)
        .args(["run", tool])
        .args([folder.join("..").join(set), out.clone()])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(last_line(&output.stderr));
    }
    let said = String::from_utf8_lossy(&output.stdout);
    // Some libraries print as well.
    let said = serde_json::from_str(said.trim().lines().last().unwrap_or_default())
        .map_err(|error| format!("peers.py said something else: {error}"))?;
    let found = fs::read_to_string(&out).map_err(|error| error.to_string())?;
    let mut documents = gold.documents().to_vec();
    let found = read(Format::Jsonl, &[File::new(tool, found)], &Options::default());
    let pairing = pair(&mut documents, found.records);
    if documents.len() < gold.documents().len() || !found.errors.is_empty() {
        return Err("some notes have no prediction".to_owned());
    }
    Ok((said, gold.score_of(&pairing.predictions)?))
}

/// Where a tool's findings are kept for a look: beside the programs that are built.
fn predictions(tool: &str) -> PathBuf {
    let name = format!("peers-{}.jsonl", tool.replace(':', "-"));
    std::env::current_exe().unwrap_or_default().with_file_name(name)
}

fn last_line(text: &[u8]) -> String {
    String::from_utf8_lossy(text).lines().rfind(|line| !line.trim().is_empty()).unwrap_or("no reason given").to_owned()
}
