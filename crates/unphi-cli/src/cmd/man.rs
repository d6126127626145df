//! `unphi man`: the man page of unphi or of one of its commands.

use clap::CommandFactory as _;

use crate::args::Cli;
use crate::failure::{Stop, Tally};
use crate::output::Output;

pub(crate) fn run(command: Option<&str>) -> Result<Tally, Stop> {
    let mut root = Cli::command();
    root.build();
    let wanted = match command {
        None => root,
        Some(name) => root
            .find_subcommand(name)
            .cloned()
            .map(|found| found.display_name(format!("unphi-{name}")))
            .ok_or_else(|| Stop::Usage(format!("there is no command {name}; see unphi --help")))?,
    };
    let mut page = Vec::new();
    let mut output = Output::stdout();
    clap_mangen::Man::new(wanted)
        .render(&mut page)
        .and_then(|()| output.write_all(&page))
        .and_then(|()| output.finish())
        .map_err(|error| Stop::stdout(&error))?;
    Ok(Tally::default())
}
