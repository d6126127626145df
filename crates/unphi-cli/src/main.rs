//! The `unphi` command.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    unphi_cli::main()
}
