//! Measurements that are quoted, and the page that holds them.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::run::{cargo, root, run, shown, target};
use crate::{Outcome, c, python};

/// The page, and what it has before and behind the part that a chore writes.
const PAGE: &str = "benches/README.md";

/// `bench [CORPUS...]`: measures everything and writes it into the page. A corpus is a file of JSON Lines that is measured beside
/// the notes of the repository.
pub(crate) fn bench(corpora: &[&str]) -> Outcome {
    let measure = built("unphi-benches", "measure")?;
    let mut page = format!("{}\n### Speed, and what is found\n\n", surroundings()?);
    page.push_str(&said(Command::new(&measure).arg("speed"))?);
    for corpus in corpora {
        let path = fs::canonicalize(corpus).map_err(|error| format!("{corpus}: {error}"))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        page.push_str(&format!("\n### Speed on `{name}`\n\n"));
        page.push_str(&said(Command::new(&measure).arg("speed").env("UNPHI_BENCH_JSONL", path))?);
    }
    page.push_str("\n### Where the time goes\n\n");
    page.push_str(&said(&mut cargo(&[
        "bench",
        "--quiet",
        "-p",
        "unphi-benches",
        "--bench",
        "stages",
        "--",
        "--table",
    ]))?);
    page.push_str("\n### Start of the command\n\n");
    page.push_str(&said(&mut startup()?)?);
    write("measured", &page)
}

/// `bench --startup`: time to the first result and peak memory of the `unphi` command on one small note.
pub(crate) fn only_startup() -> Outcome {
    run(&mut startup()?)
}

fn startup() -> Result<Command, String> {
    let binary = built("unphi-cli", "unphi")?;
    // A program of its own, whose only children are the runs that it measures. It is started directly: cargo's children, the
    // compilers, would count as its own.
    let mut command = Command::new(built("unphi-benches", "startup")?);
    command.arg(binary).arg(root().join("testdata/notes/dev/03-ed-note.txt"));
    Ok(command)
}

/// `bench --memory`: peak memory of the `unphi` command on one line of so many megabytes.
pub(crate) fn only_memory(megabytes: &str) -> Outcome {
    let binary = built("unphi-cli", "unphi")?;
    run(Command::new(built("unphi-benches", "memory")?).arg(binary).arg(megabytes).arg(target().join("release")))
}

/// Builds `program` of `package` for release; its path.
pub(crate) fn built(package: &str, program: &str) -> Result<PathBuf, String> {
    run(&mut cargo(&["build", "--release", "--quiet", "-p", package, "--bin", program]))?;
    Ok(target().join("release").join(program).with_extension(std::env::consts::EXE_EXTENSION))
}

/// Runs `command` and returns what it printed, which is shown as well.
pub(crate) fn said(command: &mut Command) -> Result<String, String> {
    println!("$ {}", shown(command));
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| format!("{}: {error}", shown(command)))?;
    if !output.status.success() {
        return Err(format!("{} failed ({})", shown(command), output.status));
    }
    let text = String::from_utf8(output.stdout).map_err(|error| error.to_string())?;
    println!("{text}");
    Ok(text)
}

/// Puts `text` into the page, between the marks of `part`.
pub(crate) fn write(part: &str, text: &str) -> Outcome {
    let path = root().join(PAGE);
    let page = fs::read_to_string(&path).map_err(|error| format!("{PAGE}: {error}"))?;
    let (begin, end) = (format!("<!-- {part} -->\n"), format!("<!-- end of {part} -->\n"));
    let parts = page.split_once(&begin).and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1)));
    let Some((before, behind)) = parts else { return Err(format!("{PAGE} has lost its marks {begin}{end}")) };
    let text = text.trim_end();
    fs::write(&path, format!("{before}{begin}\n{text}\n\n{end}{behind}"))
        .map_err(|error| format!("{PAGE}: {error}"))?;
    println!("{PAGE} is written");
    Ok(())
}

/// Date, commit, machine and compiler, in a line. No names of hosts or folders.
pub(crate) fn surroundings() -> Result<String, String> {
    let line = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).current_dir(root()).output();
        output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
    };
    let commit = line("git", &["rev-parse", "--short", "HEAD"]);
    let changed = line("git", &["status", "--porcelain", "--untracked-files=no", "--", ".", ":!benches/README.md"]);
    let changed = if changed.is_empty() { "" } else { " with changes" };
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let model = first_field("/proc/cpuinfo", "model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load =
        load.split(' ').next().filter(|load| !load.is_empty()).map_or(String::new(), |load| format!(", load {load}"));
    Ok(format!(
        "{}, commit {commit}{changed}, {model}, {processors} processors{load}, {}.\n",
        date()?,
        line("rustc", &["--version"]),
    ))
}

fn first_field(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// Today, as `2026-11-24`.
fn date() -> Result<String, String> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|error| error.to_string())?.as_secs();
    Ok(civil(seconds / 86_400))
}

/// The date that lies `days` after 1970-01-01. Years are counted from March, so that a leap day ends one.
fn civil(days: u64) -> String {
    let days = days + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year}-{month:02}-{day:02}")
}

/// The installed C library and the core, in turns in one run.
pub(crate) fn c() -> Outcome {
    let library = c::library()?;
    run(cargo(&["bench", "--quiet", "-p", "unphi-capi", "--bench", "throughput"]).env("UNPHI_LIBRARY", library))
}

/// The Python package and the core, in turns in one run.
pub(crate) fn python() -> Outcome {
    let measure = built("unphi-benches", "measure")?;
    python::throughput(&measure)
}

#[cfg(test)]
mod tests {
    use super::civil;

    #[test]
    fn dates() {
        for (days, date) in [(0, "1970-01-01"), (11_016, "2000-02-29"), (20_423, "2025-12-01"), (20_785, "2026-11-28")]
        {
            assert_eq!(civil(days), date);
        }
    }
}
