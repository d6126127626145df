//! The `unphi` command as a library, so that other packages (the Python wheel) can run the same program.
//!
//! One module answers one question:
//!
//! | module | question |
//! |---|---|
//! | `args` | what may be asked? |
//! | `source` | which documents do the paths name? |
//! | `encoding` | which text do these bytes hold? |
//! | `record` | where is the text in this JSON line? |
//! | `engine` | what does the engine say of this text? |
//! | `ner` | which name model stands beside the rules? |
//! | `subjects` | who is each document about? |
//! | `pipeline` | how do many documents go through, in order and in bounded memory? |
//! | `gold` | which annotated documents are in these files? |
//! | `text`, `jsonl` | the two input formats, from source to output |
//! | `output` | how does a result become a file that is whole or absent? |
//! | `offsets` | where is this byte in code points or UTF-16 units? |
//! | `failure` | what is said of a document that was withheld? |
//! | `progress` | how far are we? |
//! | `cmd` | the commands |
//!
//! No message holds text of a document: see `failure`.

#![forbid(unsafe_code)]

mod args;
mod cmd;
mod encoding;
mod engine;
mod failure;
mod gold;
mod jsonl;
mod ner;
mod offsets;
mod output;
mod pipeline;
mod progress;
mod record;
mod source;
mod subjects;
mod text;

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;

use crate::failure::Stop;

/// Runs the command with the process's own arguments. A panic says where it happened and nothing else: the standard
/// message could quote a document.
#[must_use]
pub fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
        let _ = writeln!(std::io::stderr(), "unphi: internal error{place}; please report it");
    }));
    ExitCode::from(run(std::env::args_os()))
}

/// Runs the command with these arguments (the first is the program's name) and returns its exit code. 0: done; 1: some
/// document was withheld or the output could not be written; 2: the arguments are wrong.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match args::Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are "errors" of clap with exit code 0; a closed pipe is nobody's concern.
            let _ = error.print();
            return u8::try_from(error.exit_code()).unwrap_or(2);
        }
    };
    match cmd::run(cli.command) {
        Ok(tally) if tally.withheld == 0 => 0,
        Ok(_) => 1,
        Err(Stop::ClosedPipe) => 0,
        Err(Stop::Usage(message)) => {
            let _ = writeln!(std::io::stderr(), "unphi: {message}");
            2
        }
        Err(Stop::Failed(message)) => {
            let _ = writeln!(std::io::stderr(), "unphi: {message}");
            1
        }
    }
}
