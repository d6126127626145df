//! `unphi synth`: invented notes with gold, written as they are made.

use std::io;
use std::path::Path;

use unphi_synth::{Split, Synth, genres};

use crate::args;
use crate::failure::{Stop, Tally};
use crate::output::Output;
use crate::text::stream_error;

pub(crate) fn run(options: &args::Synth) -> Result<Tally, Stop> {
    let synth = generator(options)?;
    let target = options.output.as_deref().filter(|output| *output != Path::new("-"));
    let failed = |error: io::Error| stream_error(target, &error);
    let mut output = match target {
        Some(target) => Output::create(target).map_err(failed)?,
        None => Output::stdout(),
    };
    if options.list_genres {
        for genre in genres() {
            output.write_all(format!("{genre}\n").as_bytes()).map_err(failed)?;
        }
    } else {
        for number in 0..options.count {
            let line = synth.note(number).json() + "\n";
            output.write_all(line.as_bytes()).map_err(failed)?;
        }
    }
    output.finish().map_err(failed)?;
    Ok(Tally::default())
}

fn generator(options: &args::Synth) -> Result<Synth, Stop> {
    let split = match options.split {
        args::Split::Dev => Split::Dev,
        args::Split::Test => Split::Test,
    };
    let synth = Synth::new(options.seed, split);
    if options.genres.is_empty() {
        return Ok(synth);
    }
    let chosen = synth.genres(options.genres.iter().map(String::as_str));
    chosen.map_err(|error| Stop::Usage(format!("{error}; `unphi synth --list-genres` prints them all")))
}
