//! Compares today's scores and instruction counts with `testdata/baseline.toml`: `gate check`, or writes that file: `gate update`.
//! Run by `cargo xtask test` and `cargo xtask baseline`, which build `hotpath` beside it first.

#![forbid(unsafe_code)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use unphi::Deidentifier;
use unphi_benches::gate::{Baseline, Instructions, Scores, Verdict};
use unphi_benches::gold::{Gold, SETS};
use unphi_benches::hot_path;

/// What the file says of itself.
const HEAD: &str = "\
# What `cargo xtask test` holds the engine to: scores on notes that nobody tunes to may not fall, the instructions of the hot
# path (callgrind, one warm pass over named notes) may not rise by more than 3 %. Written by `cargo xtask baseline`, never by
# hand; a commit that lowers a score says why.

";

const NO_VALGRIND: &str = "there is no valgrind (Debian's package of that name has it)";

fn main() -> ExitCode {
    let argument = std::env::args().nth(1).unwrap_or_default();
    let result = match argument.as_str() {
        "check" => check(),
        "update" => update(),
        _ => Err("usage: gate check|update".to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/baseline.toml")
}

fn held() -> Result<Baseline, String> {
    let text = fs::read_to_string(path()).map_err(|error| format!("testdata/baseline.toml: {error}"))?;
    toml::from_str(&text)
        .map_err(|error| format!("testdata/baseline.toml: {error}; `cargo xtask baseline` writes it anew"))
}

fn check() -> Result<(), String> {
    let verdict = compare(&held()?, &scores()?, instructions()?.as_ref());
    for line in &verdict.lines {
        println!("  {line}");
    }
    if verdict.worse.is_empty() {
        return Ok(());
    }
    Err(format!(
        "worse than testdata/baseline.toml allows:\n  {}\nwhere that is meant: `cargo xtask baseline`, and say why in the commit",
        verdict.worse.join("\n  ")
    ))
}

fn update() -> Result<(), String> {
    let scores = scores()?;
    let instructions = instructions()?.ok_or(format!("nothing is written: {NO_VALGRIND}"))?;
    if let Ok(held) = held() {
        let verdict = compare(&held, &scores, Some(&instructions));
        for line in verdict.lines {
            println!("  {line}");
        }
        for line in verdict.worse {
            println!("  WORSE: {line}");
        }
    }
    let text = toml::to_string(&Baseline { scores, instructions }).map_err(|error| error.to_string())?;
    fs::write(path(), format!("{HEAD}{text}")).map_err(|error| format!("testdata/baseline.toml: {error}"))?;
    println!("  testdata/baseline.toml is written");
    Ok(())
}

fn compare(held: &Baseline, scores: &BTreeMap<String, Scores>, instructions: Option<&Instructions>) -> Verdict {
    let mut verdict = Verdict::default();
    for (set, now) in scores {
        verdict.scores(set, held.scores.get(set), now);
    }
    match instructions {
        Some(now) => verdict.instructions(&held.instructions, now),
        None => verdict.lines.push(format!("instructions: not counted, {NO_VALGRIND}")),
    }
    verdict
}

/// The scores on the sets that nobody tunes to.
fn scores() -> Result<BTreeMap<String, Scores>, String> {
    let deid = Deidentifier::safe_harbor();
    let tests = SETS.iter().filter(|set| set.ends_with("test.jsonl"));
    tests.map(|set| Ok(((*set).to_owned(), Scores::from(&Gold::of_repository(set)?.score(&deid)?)))).collect()
}

/// Counts every case; `None` where there is nothing to count with.
fn instructions() -> Result<Option<Instructions>, String> {
    let version = Command::new("valgrind").arg("--version").stdin(Stdio::null()).output();
    if !version.is_ok_and(|output| output.status.success()) {
        return Ok(None);
    }
    let mut counts = BTreeMap::new();
    let mut said = String::new();
    for case in hot_path::CASES {
        let (count, output) = callgrind(case)?;
        counts.insert(case.to_owned(), count);
        said = output;
    }
    let (vectors, texts) = said.trim().split_once('\n').ok_or("hotpath did not say what it ran on")?;
    Ok(Some(Instructions { compiler: compiler()?, vectors: vectors.to_owned(), texts: texts.to_owned(), counts }))
}

/// The instructions of one case, and what `hotpath` prints.
fn callgrind(case: &str) -> Result<(u64, String), String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?.with_file_name("hotpath");
    let profile = program.with_extension("callgrind");
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--toggle-collect=*measured*"]);
    command.arg(format!("--callgrind-out-file={}", profile.display())).arg(&program).arg(case);
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("valgrind: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.lines().last().unwrap_or_default();
        return Err(format!("valgrind failed on `hotpath {case}` ({}): {last}", output.status));
    }
    let text = fs::read_to_string(&profile).map_err(|error| format!("what callgrind wrote: {error}"))?;
    let total = text.lines().find_map(|line| line.strip_prefix("totals: ")?.trim().parse().ok());
    match total {
        Some(total) if total > 0 => Ok((total, String::from_utf8_lossy(&output.stdout).into_owned())),
        _ => Err(format!("callgrind counted nothing on `hotpath {case}`")),
    }
}

/// The compiler that builds here, with its target.
fn compiler() -> Result<String, String> {
    let output = Command::new("rustc").arg("-vV").current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let output = output.map_err(|error| format!("rustc -vV: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let field =
        |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("unknown").trim().to_owned();
    Ok(format!("{} {} {}", field("release:"), field("commit-hash:"), field("host:")))
}
