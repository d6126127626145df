//! Peak memory of a built `unphi` on one long line: `memory BINARY MEGABYTES FOLDER`, run by `cargo xtask bench --memory`.
//!
//! A file without a line end is the worst case: nothing can be written before the whole line is read.

#![forbid(unsafe_code)]

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use unphi_benches::corpus;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [binary, megabytes, folder] = arguments.as_slice() else {
        eprintln!("usage: memory BINARY MEGABYTES FOLDER");
        return ExitCode::from(2);
    };
    let Ok(megabytes) = megabytes.parse::<usize>() else {
        eprintln!("MEGABYTES is a whole number");
        return ExitCode::from(2);
    };
    let (input, output) = (Path::new(folder).join("long-line.txt"), Path::new(folder).join("long-line-clean.txt"));
    let result =
        write_line(&input, megabytes * 1_000_000).and_then(|written| measure(binary, &input, &output, written));
    for path in [&input, &output] {
        let _ = fs::remove_file(path);
    }
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// The notes without their line ends, again and again.
fn write_line(path: &Path, bytes: usize) -> Result<u64, String> {
    let text = corpus::documents().concat().replace('\n', " ");
    let mut file = BufWriter::new(File::create(path).map_err(|error| error.to_string())?);
    let mut written = 0;
    while written < bytes {
        file.write_all(text.as_bytes()).map_err(|error| error.to_string())?;
        written += text.len();
    }
    file.flush().map_err(|error| error.to_string())?;
    Ok(written as u64)
}

fn measure(binary: &str, input: &Path, output: &Path, bytes: u64) -> Result<(), String> {
    let start = Instant::now();
    let status = Command::new(binary).arg("deid").arg(input).arg("-o").arg(output).status();
    let seconds = start.elapsed().as_secs_f64();
    let status = status.map_err(|error| error.to_string())?;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| error.to_string())?;
    let peak = usage.max_rss() as f64 * 1024.0 / 1e6;
    println!(
        "`unphi deid` on one line of {:.0} MB: {status}, peak resident memory {peak:.0} MB ({:.1} times the line), {seconds:.0} s.",
        bytes as f64 / 1e6,
        peak * 1e6 / bytes as f64
    );
    Ok(())
}
