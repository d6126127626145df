//! `unphi completions`: a completion script for a shell.

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::args::Cli;
use crate::failure::{Stop, Tally};
use crate::output::Output;

pub(crate) fn run(shell: Shell) -> Result<Tally, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "unphi", &mut script);
    let mut output = Output::stdout();
    output.write_all(&script).and_then(|()| output.finish()).map_err(|error| Stop::stdout(&error))?;
    Ok(Tally::default())
}
