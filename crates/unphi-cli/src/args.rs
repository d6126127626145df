//! What may be asked. Help, man page and completions come from these declarations.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::encoding::Encoding;
use crate::offsets::Unit;

const EXAMPLES: &str = "\
Examples:
  unphi deid note.txt                       the note without its identifiers, on standard output
  unphi deid notes/ -o clean/               a folder, below clean/ with the same relative paths
  unphi deid < note.txt                     standard input
  unphi deid --input-format jsonl notes.jsonl -o clean.jsonl
  unphi detect notes/ > spans.jsonl         what would be removed, one JSON line a document
  unphi explain --text 'Seen by Dr. Rose'   why a span was taken, and what nearly was

Exit codes: 0 done; 1 some document was withheld (standard error says which, why and what to do);
2 wrong arguments. Nothing leaves this machine. Messages never quote a document.";

const DEID_EXAMPLES: &str = "\
Examples:
  unphi deid note.txt > clean.txt
  unphi deid notes/ -o clean/ --threads 4
  unphi deid 'notes/**/*.txt' -o clean/
  unphi deid --input-format jsonl --text-field note --id-field note_id notes.jsonl -o clean.jsonl
  zcat notes.jsonl.gz | unphi deid --input-format jsonl | gzip > clean.jsonl.gz

Replacements: [NAME]-style tags; dates keep their year, ZIP codes their first three digits, both
where Safe Harbor allows it; ages over 89 become 90+.

JSON Lines: only the text field is replaced. The id field and every other field are kept byte for
byte and MAY HOLD PHI: drop them before you share the output, or run unphi on them as well with
--text-field. File names are kept too.

A document that cannot be processed is withheld, never passed through; the others are done, and
the exit code is 1. Output files appear whole or not at all. Output is UTF-8; line ends and a UTF-8
byte order mark are kept.";

const DETECT_EXAMPLES: &str = "\
Examples:
  unphi detect note.txt
  unphi detect notes/ --offsets byte -o spans.jsonl
  unphi detect --input-format jsonl notes.jsonl | jq '.spans | length'

Output, one line a document (offsets, no text; the id is the file's path or the record's own id,
else path:line):
  {\"id\":\"a.txt\",\"spans\":[{\"start\":3,\"end\":13,\"identifier\":\"name\",\"kind\":\"person\",
   \"confidence\":0.98,\"rule\":\"name.evidence\"}]}
Offsets count what --offsets says, in the text as decoded; a UTF-8 byte order mark counts as one
character.";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  unphi explain --text 'Pt seen by Dr. Rose on 3/14'
  unphi explain --no-text note.txt

This command prints the identifiers themselves, because that is what it is asked for: mind where
its output goes. --no-text leaves them out.";

const SYNTH_EXAMPLES: &str = "\
Examples:
  unphi synth --count 1000 --seed 7 -o notes.jsonl
  unphi synth --count 20 --genre nursing --genre hl7v2 | jq -r .text
  unphi synth --list-genres

Output, one line a note, offsets in code points:
  {\"id\":\"synth/dev/7/nursing/6\",\"text\":\"...\",\"spans\":[{\"start\":0,\"end\":8,\"label\":\"date\",
   \"kind\":\"date\"}],\"genre\":\"nursing\"}
The same seed gives the same notes, and a longer run begins with the shorter one. Genres take turns.
Nobody in the notes exists.";

/// Removes the 18 HIPAA Safe Harbor identifiers from clinical text, fast and offline.
#[derive(Debug, Parser)]
#[command(
    name = "unphi",
    version,
    after_help = EXAMPLES,
    arg_required_else_help = true,
    max_term_width = 120
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Replace the identifiers: text in, text out.
    #[command(after_help = DEID_EXAMPLES)]
    Deid(Deid),
    /// Print where the identifiers are, as JSON Lines.
    #[command(after_help = DETECT_EXAMPLES)]
    Detect(Detect),
    /// Show for one text why each span was taken, and what nearly was.
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// Write invented clinical notes with their identifiers annotated, to measure with.
    #[command(after_help = SYNTH_EXAMPLES)]
    Synth(Synth),
    /// Print a completion script for a shell.
    #[command(after_help = "Example: unphi completions bash > ~/.local/share/bash-completion/completions/unphi")]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print a man page.
    #[command(after_help = "Examples: unphi man | man -l -; unphi man deid > unphi-deid.1")]
    Man {
        /// The command whose page is wanted; unphi's own page without it.
        command: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Deid {
    #[command(flatten)]
    pub(crate) documents: Documents,
    #[command(flatten)]
    pub(crate) engine: Engine,
    /// Where the output goes: a file for one input file, a folder for several or for a folder (relative paths are
    /// kept). Standard output without it; several documents then follow `==> id <==` lines.
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Detect {
    #[command(flatten)]
    pub(crate) documents: Documents,
    #[command(flatten)]
    pub(crate) engine: Engine,
    /// What offsets count.
    #[arg(long, value_name = "UNIT", value_enum, default_value_t = Unit::Char)]
    pub(crate) offsets: Unit,
    /// The file that the JSON Lines go to; standard output without it.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The file that holds the text; `-` is standard input.
    #[arg(value_name = "PATH", conflicts_with = "text")]
    pub(crate) path: Option<PathBuf>,
    /// The text itself.
    #[arg(long, value_name = "TEXT")]
    pub(crate) text: Option<String>,
    /// Do not print the text of the spans.
    #[arg(long)]
    pub(crate) no_text: bool,
    /// How bytes become text.
    #[arg(long, value_name = "ENCODING", value_enum, default_value_t = Encoding::Auto, hide_possible_values = true)]
    pub(crate) encoding: Encoding,
    #[command(flatten)]
    pub(crate) engine: Engine,
}

#[derive(Debug, Args)]
pub(crate) struct Synth {
    /// How many notes.
    #[arg(long, value_name = "N", default_value_t = 41)]
    pub(crate) count: u64,
    /// What chance starts from.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Only this genre; may be repeated [default: all].
    #[arg(long = "genre", value_name = "GENRE")]
    pub(crate) genres: Vec<String>,
    /// Which half of the names and places is drawn from: rules are tuned on dev and measured on test.
    #[arg(long, value_name = "SPLIT", value_enum, default_value_t = Split::Dev)]
    pub(crate) split: Split,
    /// Print the names of the genres and stop.
    #[arg(long)]
    pub(crate) list_genres: bool,
    /// The file that the notes go to; standard output without it.
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Split {
    Dev,
    Test,
}

/// Which documents, and how they are read.
#[derive(Debug, Args)]
pub(crate) struct Documents {
    /// Files, folders (recursive, in sorted order, hidden files skipped) and glob patterns; `-` or nothing is standard
    /// input.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Text: a file is a document. JSON Lines: a line is one.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    pub(crate) input_format: Format,
    /// The JSON field that holds the text.
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub(crate) text_field: String,
    /// The JSON field that holds the id [default: id, or the line number where a record has none].
    #[arg(long, value_name = "NAME")]
    pub(crate) id_field: Option<String>,
    /// How bytes become text. Default auto: UTF-8, or UTF-16 with a byte order mark; other bytes are an error.
    #[arg(
        long,
        value_name = "ENCODING",
        value_enum,
        default_value_t = Encoding::Auto,
        hide_default_value = true
    )]
    pub(crate) encoding: Encoding,
    /// How many documents are worked on at once [default: the number of processors].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A file is a document.
    Text,
    /// A line is a JSON object with a text field.
    Jsonl,
}

/// How the engine is set up.
#[derive(Debug, Args)]
pub(crate) struct Engine {
    /// What replaces an identifier. Only `safe-harbor` is there yet.
    #[arg(long, value_name = "POLICY", default_value = "safe-harbor")]
    pub(crate) policy: OsString,
    /// The name model: `off`, or `auto` to use it where one is installed (none is yet).
    #[arg(long, value_name = "MODEL", default_value = "auto")]
    pub(crate) ner: OsString,
    /// The confidence below which a finding is left in the text, above 0 and at most 1; lower finds more and takes more
    /// that is not PHI [default: 0.5].
    #[arg(long, value_name = "P", value_parser = confidence)]
    pub(crate) min_confidence: Option<f32>,
    /// Recognizers of your own: a TOML file of `[[rule]]` tables with `name`, `identifier` and `patterns` or `words`.
    #[arg(long, value_name = "FILE")]
    pub(crate) rules: Option<PathBuf>,
    /// Texts that are never PHI, one a line.
    #[arg(long, value_name = "FILE")]
    pub(crate) allow: Option<PathBuf>,
    /// Texts that are always removed, one a line.
    #[arg(long, value_name = "FILE")]
    pub(crate) deny: Option<PathBuf>,
}

fn confidence(value: &str) -> Result<f32, &'static str> {
    value
        .parse()
        .ok()
        .filter(|confidence| *confidence > 0.0 && *confidence <= 1.0)
        .ok_or("give a number above 0 and at most 1, such as 0.4")
}
