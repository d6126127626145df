//! `cargo xtask test`: everything that must hold before a change lands.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::Outcome;
use crate::run::{cargo, root, run, shown};
use crate::{arch, c, gate, lexicon, name_model, python};

/// Passed and failed: each test counts as one, and so does each other check.
#[derive(Default)]
pub(crate) struct Tally {
    passed: usize,
    failed: usize,
    skipped: usize,
}

pub(crate) fn test() -> Outcome {
    let ci = std::env::var("CI").is_ok_and(|value| value == "true" || value == "1");
    let mut tally = Tally::default();
    tally.check("lock file", || run(&mut cargo(if ci { &["fetch", "--locked"] } else { &["fetch"] })));
    tally.check("format", || run(&mut cargo(&["fmt", "--all", "--check"])));
    tally.check("clippy", || {
        run(&mut cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]))
    });
    tally.check("architecture", arch::arch);
    tally.check("lexicon", lexicon::lexicon);
    let mut tests = cargo(&["test", "--workspace", "--no-fail-fast"]);
    if ci && std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        // A change is judged by the same inputs as the one before it; runs at a desk explore new ones.
        tests.env("PROPTEST_RNG_SEED", "20261124");
    }
    tally.tests("tests: unit, property, tables, end to end, fuzz corpus, documentation", &mut tests);
    for check in c::CHECKS {
        match check.missing() {
            Some(why) if ci => tally.check(check.title, || Err(why)),
            Some(why) => println!("\n== {}\n   LEFT OUT: {why}", check.title),
            None => tally.check(check.title, check.run),
        }
    }
    tally.check("README: the main command", main_command);
    tally.check("scores and costs against testdata/baseline.toml", gate::check);
    if ci || python::is_there() {
        name_model::check(&mut tally);
        python::package(&mut tally);
    } else {
        println!("\n== name model, python: left out, there is no python3 with venv");
    }
    if ci {
        python::integrations(&mut tally);
    }
    tally.end()
}

/// One step alone.
pub(crate) fn only(step: impl FnOnce(&mut Tally)) -> Outcome {
    let mut tally = Tally::default();
    step(&mut tally);
    tally.end()
}

impl Tally {
    fn end(&self) -> Outcome {
        println!("\n{} passed, {} failed", self.passed, self.failed);
        if self.failed == 0 { Ok(()) } else { Err("see above for what failed".to_owned()) }
    }

    pub(crate) fn check(&mut self, title: &str, check: impl FnOnce() -> Outcome) {
        println!("\n== {title}");
        let start = Instant::now();
        match check() {
            Ok(()) => self.passed += 1,
            Err(why) => {
                eprintln!("FAILED {title}: {why}");
                self.failed += 1;
            }
        }
        println!("   {:.1} s", start.elapsed().as_secs_f64());
    }

    /// Runs `cargo test` or pytest, shows its output and adds its counts. In CI nothing may be skipped by pytest.
    pub(crate) fn tests(&mut self, title: &str, command: &mut Command) {
        let mut counted = Self::default();
        self.check(title, || {
            println!("$ {}", shown(command));
            let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| error.to_string())?;
            for line in BufReader::new(child.stdout.take().ok_or("no output")?).lines().map_while(Result::ok) {
                println!("{line}");
                counted.add(&line);
            }
            let status = child.wait().map_err(|error| error.to_string())?;
            if counted.passed == 0 {
                return Err("no test ran".to_owned());
            }
            if counted.skipped > 0 && std::env::var_os("CI").is_some() {
                return Err(format!("{} tests were skipped", counted.skipped));
            }
            if status.success() { Ok(()) } else { Err(format!("{} failed", shown(command))) }
        });
        self.passed += counted.passed;
        self.failed += counted.failed;
    }

    /// Reads `test result: ok. 12 passed; 0 failed; …` of cargo and `==== 12 passed, 1 skipped in 3.21s ====` of pytest.
    fn add(&mut self, line: &str) {
        let pytest = line.starts_with('=') && line.ends_with('=') && line.contains(" in ");
        if !pytest && !line.starts_with("test result: ") {
            return;
        }
        let words: Vec<&str> = line.split([' ', ';', '.', ',']).filter(|word| !word.is_empty()).collect();
        for pair in words.windows(2) {
            let count = pair[0].parse::<usize>().unwrap_or(0);
            match pair[1] {
                "passed" => self.passed += count,
                "failed" | "error" | "errors" => self.failed += count,
                // Cargo calls its own `ignored`; those say why in the source.
                "skipped" | "xfailed" => self.skipped += count,
                _ => {}
            }
        }
    }
}

/// The first command of the README, as it stands there, run for real.
fn main_command() -> Outcome {
    /// The only form that is run: a command from a page is not executed blindly.
    const COMMAND: &str = "cargo run --release -- deid testdata/notes";
    /// Identifiers of the notes there that must be gone, and what stands in their place.
    const GONE: [&str; 3] = ["00418827", "RUIZ-ORTEGA", "08/19/1951"];
    const INSTEAD: [&str; 3] = ["[NAME]", "[MRN]", "1951"];

    let readme = std::fs::read_to_string(root().join("README.md")).map_err(|error| format!("README.md: {error}"))?;
    if !readme.lines().any(|line| line.trim() == COMMAND) {
        return Err(format!("README.md no longer shows `{COMMAND}`"));
    }
    println!("$ {COMMAND}");
    let arguments: Vec<&str> = COMMAND.split(' ').skip(1).collect();
    let output = cargo(&arguments).stderr(Stdio::inherit()).output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(format!("`{COMMAND}` failed ({})", output.status));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    println!("   {} bytes of de-identified notes", text.len());
    // The notes are invented, so naming what is left gives nobody away.
    if let Some(left) = GONE.iter().find(|left| text.contains(**left)) {
        return Err(format!("the output still holds {left}"));
    }
    INSTEAD.iter().find(|tag| !text.contains(**tag)).map_or(Ok(()), |tag| Err(format!("the output holds no {tag}")))
}
