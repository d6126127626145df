//! What may be asked. Help, man page and completions come from these declarations.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use unphi_eval::{Format as GoldFormat, GroupBy};

use crate::encoding::Encoding;
use crate::offsets::Unit;
use crate::subjects::{self, Mapping};

const EXAMPLES: &str = "\
Examples:
  unphi deid note.txt                       the note without its identifiers, on standard output
  unphi deid notes/ -o clean/               a folder, below clean/ with the same relative paths
  unphi deid < note.txt                     standard input
  unphi deid --input-format jsonl notes.jsonl -o clean.jsonl
  unphi detect notes/ > spans.jsonl         what would be removed, one JSON line a document
  unphi explain --text 'Seen by Dr. Rose'   why a span was taken, and what nearly was
  unphi policy check mine.toml              what part of the Privacy Rule a policy meets
  unphi reidentify answer.txt --key-file k  tokens back into what they stood for
  unphi eval --gold annotated/              how much it finds and spares on your annotated notes

Exit codes: 0 done; 1 some document was withheld (standard error says which, why and what to do);
2 wrong arguments. Nothing leaves this machine. Messages never quote a document.";

const DEID_EXAMPLES: &str = "\
Examples:
  unphi deid note.txt > clean.txt
  unphi deid notes/ -o clean/ --threads 4
  unphi deid 'notes/**/*.txt' -o clean/
  unphi deid --input-format jsonl --text-field note --id-field note_id notes.jsonl -o clean.jsonl
  unphi deid notes/ -o clean/ --subjects patients.csv
  unphi deid --input-format jsonl --subject-fields name=patient,birth_date=dob,mrn=mrn notes.jsonl
  zcat notes.jsonl.gz | unphi deid --input-format jsonl | gzip > clean.jsonl.gz
  unphi deid patients/ -o clean/ --policy pseudonymize --key-file key --subject-by folder
  unphi deid notes/ -o clean/ --manifest manifest.json

Replacements: [NAME]-style tags; dates keep their year, ZIP codes their first three digits, both
where Safe Harbor allows it; ages over 89 become 90+. --policy chooses others.

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
  unphi explain --json note.txt | jq '.near_misses[].name_scorer'

The name scorer judges each word by itself: its sum is the log-odds, in nats, that the word is part of a
person's name, and each term says what was seen and how much it weighs. Rules look at the same text; the
span's rule and evidence say which of them decided.

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
const EVAL_EXAMPLES: &str = "\
Examples:
  unphi eval --gold gold.jsonl
  unphi eval --gold i2b2/ --report html --show-text -o report.html
  unphi eval --gold gold.jsonl --pred other-tool.jsonl
  unphi eval --gold brat/ --label-map ours.toml --min-confidence 0.3 --report json -o scores.json

Formats, told by name and content: our JSON Lines {\"id\", \"text\", \"spans\": [{\"start\", \"end\",
\"label\"}]} (offsets in characters), text with [[LABEL|words]], i2b2/n2c2 2014 XML, brat .txt and
.ann, Presidio JSON, CoNLL/BIO, Label Studio JSON, spaCy or Doccano JSON.

Scores count tokens, which are runs of letters and digits. Recall: PHI tokens removed whole.
Precision: touched tokens that are PHI. Leak rate: documents with PHI of which any was left.
Typed scores also ask for the right identifier. Where the gold has no organizations, predictions
of them count neither way.

Labels of common schemes are known. A TOML file says what others mean:
  CASENO = \"other/case\"      an identifier, or identifier/kind
  STATE = \"none\"             not PHI: removing it is a false alarm
  PROFESSION = \"ignore\"      counts neither way

Predictions are matched by id, or by text where no id is the same. Their offsets count in the text
without marks or tags, as the gold format gives it; where they hold a text, it must be the same.

Without --show-text no report holds text or ids of the documents; file and group names are shown.
A document that cannot be read or has no prediction is not scored, and the exit code is 1.";

const CONVERT_EXAMPLES: &str = "\
Examples:
  unphi convert gold.jsonl --to brat -o brat/
  unphi convert i2b2/ --to jsonl -o gold/

Formats are those of unphi eval. Labels are kept as they are; where the new format has no place for
kinds they follow the label, as in name/person. CoNLL keeps no white space.
The output is annotated PHI: keep it where the notes are kept.";

const POLICY_EXAMPLES: &str = "\
Examples:
  unphi policy show > mine.toml             the default policy as a file, to be changed
  unphi policy show pseudonymize
  unphi policy check mine.toml              what it does about each paragraph of the rule";

const INFO_EXAMPLES: &str = "\
Examples:
  unphi info
  unphi info --ner auto notes/              what share of the words the name model reads
  ORT_DYLIB_PATH=/opt/lib/libonnxruntime.so unphi info --ner auto";

const REIDENTIFY_EXAMPLES: &str = "\
Examples:
  openssl rand -hex 32 > key
  unphi deid note.txt --policy reversible --key-file key > prompt.txt
  unphi reidentify answer.txt --key-file key

Tokens are restored wherever they stand. One that was made with another key, cut or altered is left
as it stands and reported on standard error with its place, and the exit code is 1.
The output holds PHI again.";

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
    /// Turn the encrypted tokens of a text back into what they stood for, with the key.
    #[command(after_help = REIDENTIFY_EXAMPLES)]
    Reidentify(Reidentify),
    /// Show a policy, or check what part of the Privacy Rule it meets.
    #[command(after_help = POLICY_EXAMPLES)]
    Policy {
        #[command(subcommand)]
        command: PolicyCommand,
    },
    /// Show what this program holds: version, word lists, name model, and what computes it.
    #[command(after_help = INFO_EXAMPLES)]
    Info(Info),
    /// Write invented clinical notes with their identifiers annotated, to measure with.
    #[command(after_help = SYNTH_EXAMPLES)]
    Synth(Synth),
    /// Measure on annotated notes how much is found, and how much is removed for nothing.
    #[command(after_help = EVAL_EXAMPLES)]
    Eval(Box<Eval>),
    /// Write annotated notes in another format.
    #[command(after_help = CONVERT_EXAMPLES)]
    Convert(Convert),
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
    pub(crate) subjects: Subjects,
    #[command(flatten)]
    pub(crate) subject: SubjectId,
    #[command(flatten)]
    pub(crate) engine: Engine,
    /// The file that says what was done: policy, word lists, census, and how many of each identifier; JSON, no text.
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest: Option<PathBuf>,
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
    pub(crate) subjects: Subjects,
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
    /// Print JSON, with every term of each sum.
    #[arg(long)]
    pub(crate) json: bool,
    /// What the offsets of the JSON count.
    #[arg(long, value_name = "UNIT", value_enum, default_value_t = Unit::Char, requires = "json")]
    pub(crate) offsets: Unit,
    /// How bytes become text.
    #[arg(long, value_name = "ENCODING", value_enum, default_value_t = Encoding::Auto, hide_possible_values = true)]
    pub(crate) encoding: Encoding,
    #[command(flatten)]
    pub(crate) engine: Engine,
}

#[derive(Debug, Args)]
pub(crate) struct Reidentify {
    /// The file that holds the text; `-` or nothing is standard input.
    #[arg(value_name = "PATH")]
    pub(crate) path: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) keys: Keys,
    /// How bytes become text.
    #[arg(long, value_name = "ENCODING", value_enum, default_value_t = Encoding::Auto, hide_possible_values = true)]
    pub(crate) encoding: Encoding,
    /// The file that the text goes to; standard output without it.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Info {
    /// Text files, folders and glob patterns: how much of them the name model is asked about, and how fast that goes.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) ner: Ner,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PolicyCommand {
    /// Print a policy in full, as a file that --policy reads.
    Show {
        /// A built-in policy or a file.
        #[arg(value_name = "POLICY", default_value = "safe-harbor")]
        policy: OsString,
    },
    /// Say for each paragraph (A) to (R) of 45 CFR 164.514(b)(2)(i) what a policy does, and what that meets.
    Check {
        /// A built-in policy or a file.
        #[arg(value_name = "POLICY", default_value = "safe-harbor")]
        policy: OsString,
    },
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

#[derive(Debug, Args)]
pub(crate) struct Eval {
    /// Annotated notes: a file, a folder or a glob pattern; may be given several times.
    #[arg(long, value_name = "PATH", required = true)]
    pub(crate) gold: Vec<PathBuf>,
    /// What was found in them, by whatever tool, matched by id; without it unphi is run on the texts.
    #[arg(long, value_name = "PATH")]
    pub(crate) pred: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The format of the predictions [default: told by name and content].
    #[arg(long, value_name = "FORMAT", value_parser = gold_format())]
    pub(crate) pred_format: Option<GoldFormat>,
    /// What your labels mean: a TOML file of LABEL = "identifier", "identifier/kind", "none" or "ignore".
    #[arg(long, value_name = "FILE")]
    pub(crate) label_map: Option<PathBuf>,
    /// What documents are grouped by: `folder` (of their file), `id` (what is before its last slash), or a field of the
    /// JSON records. The values are shown in the report.
    #[arg(long, value_name = "WHAT", default_value = "folder", value_parser = group_by)]
    pub(crate) group_by: GroupBy,
    /// How the report looks.
    #[arg(long, value_name = "STYLE", value_enum, default_value_t = Style::Text)]
    pub(crate) report: Style,
    /// The file that the report goes to; standard output without it.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Show text and ids of the documents, which makes the report as confidential as they are.
    #[arg(long)]
    pub(crate) show_text: bool,
    /// How many mistakes are listed, the most harmful first.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) errors: usize,
    /// How many documents the HTML report shows side by side with the predictions, the most harmful first.
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) documents: usize,
    /// How often documents are drawn for the 95 % intervals; 0 for none.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(crate) bootstrap: usize,
    #[command(flatten)]
    pub(crate) engine: Engine,
    /// How many documents are worked on at once [default: the number of processors].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
}

#[derive(Debug, Args)]
pub(crate) struct Convert {
    /// Annotated notes: files, folders and glob patterns; `-` or nothing is standard input.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The format to write.
    #[arg(long, value_name = "FORMAT", value_parser = gold_format())]
    pub(crate) to: GoldFormat,
    /// The folder that the files go to.
    #[arg(short, long, value_name = "FOLDER")]
    pub(crate) output: PathBuf,
}

/// How annotated notes are read.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// The format of the annotated notes [default: told by name and content].
    #[arg(long, value_name = "FORMAT", value_parser = gold_format())]
    pub(crate) gold_format: Option<GoldFormat>,
    /// The JSON field that holds the text.
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub(crate) text_field: String,
    /// The JSON field that holds the id.
    #[arg(long, value_name = "NAME", default_value = "id")]
    pub(crate) id_field: String,
    /// The field of a JSON span that holds its label [default: label, or identifier].
    #[arg(long, value_name = "NAME")]
    pub(crate) label_field: Option<String>,
    /// How bytes become text. Default auto: UTF-8, or UTF-16 with a byte order mark; other bytes are an error.
    #[arg(
        long,
        value_name = "ENCODING",
        value_enum,
        default_value_t = Encoding::Auto,
        hide_default_value = true
    )]
    pub(crate) encoding: Encoding,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Style {
    /// Tables for a terminal.
    Text,
    /// Every count and score, for programs.
    Json,
    /// Tables for a page of documentation.
    Markdown,
    /// One page for a browser, with the documents where --show-text is given.
    Html,
}

fn gold_format() -> impl clap::builder::TypedValueParser<Value = GoldFormat> {
    PossibleValuesParser::new(GoldFormat::ALL.map(GoldFormat::name)).try_map(|name| {
        GoldFormat::ALL.into_iter().find(|format| format.name() == name).ok_or("there is no such format")
    })
}

fn group_by(value: &str) -> Result<GroupBy, std::convert::Infallible> {
    Ok(match value {
        "folder" => GroupBy::Folder,
        "id" => GroupBy::Id,
        field => GroupBy::Field(field.to_owned()),
    })
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

/// Who the documents are about.
#[derive(Debug, Args)]
pub(crate) struct Subjects {
    /// What is known of the people in the documents, found wherever and however it is written: JSON Lines (one person a
    /// line) or CSV (with a header, `;` between several values). Fields: document (the id of the document that it is
    /// about; every document without it), name, alias, relative, birth_date, address, employer, and identifiers such as
    /// phone, email, mrn.
    #[arg(long, value_name = "FILE")]
    pub(crate) subjects: Option<PathBuf>,
    /// JSON Lines: which fields of a record say what is known of its person, such as name=patient,birth_date=dob,mrn=id.
    #[arg(long, value_name = "WHAT=FIELD,…", value_delimiter = ',', value_parser = subjects::mapping)]
    pub(crate) subject_fields: Vec<Mapping>,
}

/// Whom each document is about, for policies that shift dates: the dates of one subject move by the same days.
#[derive(Debug, Args)]
pub(crate) struct SubjectId {
    /// The JSON field that holds an id of the person whom a record is about.
    #[arg(long, value_name = "NAME", conflicts_with = "subject_by")]
    pub(crate) subject_id_field: Option<String>,
    /// What tells the person whom a file is about.
    #[arg(long, value_name = "WHAT", value_enum)]
    pub(crate) subject_by: Option<SubjectBy>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SubjectBy {
    /// Each document is about somebody else.
    Document,
    /// The documents of a folder are about one person.
    Folder,
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
    /// What is done to each identifier: safe-harbor, limited-data-set, pseudonymize, reversible, or a TOML file (`unphi
    /// policy show` prints one).
    #[arg(long, value_name = "POLICY", default_value = "safe-harbor")]
    pub(crate) policy: OsString,
    #[command(flatten)]
    pub(crate) keys: Keys,
    #[command(flatten)]
    pub(crate) ner: Ner,
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

/// The name model that is asked unless the caller says otherwise; none where the program was built without one.
const DEFAULT_NER: &str = if cfg!(feature = "ner") { "auto" } else { "off" };

/// Which name model stands beside the rules.
#[derive(Debug, Args)]
pub(crate) struct Ner {
    /// The name model: `off`; `auto`, the one in this program, asked where the rules are unsure; `on`, the same, asked about
    /// every word; or a folder with a token classifier of your own (model.onnx, tokenizer.json, config.json).
    #[arg(long, value_name = "MODEL", default_value = DEFAULT_NER)]
    pub(crate) ner: OsString,
    /// What the labels of your own model mean: a TOML file of LABEL = "person", "place", "organization" or "none".
    #[arg(long, value_name = "FILE")]
    pub(crate) ner_labels: Option<PathBuf>,
    /// Which words it is asked about [default: what --ner says; every word for a model of your own].
    #[arg(long, value_name = "WHICH", value_enum)]
    pub(crate) ner_ask: Option<NerAsk>,
    /// What computes it. Auto: ONNX Runtime where the environment variable ORT_DYLIB_PATH names its library, else native.
    #[arg(long, value_name = "BACKEND", value_enum, default_value_t = NerBackend::Auto)]
    pub(crate) ner_backend: NerBackend,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum NerAsk {
    /// Where the rules are unsure.
    Unsure,
    /// Every word.
    Everywhere,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum NerBackend {
    /// See above.
    Auto,
    /// Plain Rust, in this program.
    Native,
    /// ONNX Runtime: ORT_DYLIB_PATH, a library of the system, or that of the Python package onnxruntime.
    OnnxRuntime,
}

/// The secrets of policies that need one.
#[derive(Debug, Args)]
pub(crate) struct Keys {
    /// The file that holds the key: at least 64 hexadecimal digits (`openssl rand -hex 32`), or 32 or more other bytes
    /// [default: the hexadecimal digits in the environment variable UNPHI_KEY].
    #[arg(long, value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
    /// A key that was used before, so that its tokens can still be opened; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub(crate) previous_key_file: Vec<PathBuf>,
}

fn confidence(value: &str) -> Result<f32, &'static str> {
    value
        .parse()
        .ok()
        .filter(|confidence| *confidence > 0.0 && *confidence <= 1.0)
        .ok_or("give a number above 0 and at most 1, such as 0.4")
}
