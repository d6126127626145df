//! How does a result become a file that is whole or absent? It is written beside its place under a hidden name, synced
//! and renamed. Devices and pipes are written directly.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::failure::Stop;
use crate::source::Sources;

/// A file that appears under its name when it is complete; dropped before, it leaves nothing behind.
pub(crate) enum Output {
    Stdout(io::Stdout),
    File {
        temporary: NamedTempFile,
        target: PathBuf,
    },
    /// A device or pipe: renaming would replace it.
    Direct(File),
}

impl Output {
    pub(crate) fn stdout() -> Self {
        Self::Stdout(io::stdout())
    }

    /// Begins the file `target`; its folder is made where it is missing.
    pub(crate) fn create(target: &Path) -> io::Result<Self> {
        // A link is written through, not replaced.
        let target = match fs::metadata(target) {
            Ok(metadata) if metadata.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Ok(metadata) if !metadata.is_file() => {
                return Ok(Self::Direct(File::options().write(true).open(target)?));
            }
            Ok(_) => target.canonicalize()?,
            Err(_) => target.to_path_buf(),
        };
        let folder = match target.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        fs::create_dir_all(folder)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".unphi-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // What a plain new file has; the process's umask applies.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        Ok(Self::File { temporary: builder.tempfile_in(folder)?, target })
    }

    pub(crate) fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Stdout(stdout) => stdout.write_all(bytes),
            Self::File { temporary, .. } => temporary.as_file_mut().write_all(bytes),
            Self::Direct(file) => file.write_all(bytes),
        }
    }

    /// Makes the output visible and lasting.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self {
            Self::Stdout(mut stdout) => stdout.flush(),
            Self::File { temporary, target } => {
                temporary.as_file().sync_all()?;
                temporary.persist(target).map(drop).map_err(|error| error.error)
            }
            Self::Direct(_) => Ok(()),
        }
    }
}

/// Writes a whole file at once.
pub(crate) fn write_file(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut output = Output::create(target)?;
    output.write_all(bytes)?;
    output.finish()
}

/// The output file of each source in order, or None where `-o` is absent or `-`.
pub(crate) fn targets(sources: &Sources, output: Option<&Path>) -> Result<Option<Vec<PathBuf>>, Stop> {
    let Some(output) = output.filter(|output| *output != Path::new("-")) else { return Ok(None) };
    let into_folder = sources.several || output.is_dir() || ends_in_separator(output);
    if into_folder && fs::metadata(output).is_ok_and(|metadata| !metadata.is_dir()) {
        return Err(Stop::Usage(format!(
            "-o {} is not a folder, and there may be several outputs; name a folder",
            output.display()
        )));
    }
    let targets: Vec<PathBuf> = if into_folder {
        sources.list.iter().map(|source| output.join(&source.relative)).collect()
    } else {
        sources.list.iter().map(|_| output.to_path_buf()).collect()
    };
    refuse_collisions(sources, &targets)?;
    Ok(Some(targets))
}

fn ends_in_separator(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().last().is_some_and(|&byte| std::path::is_separator(char::from(byte)))
}

/// No output may replace an input or another output.
fn refuse_collisions(sources: &Sources, targets: &[PathBuf]) -> Result<(), Stop> {
    let inputs: HashSet<PathBuf> =
        sources.list.iter().filter_map(|source| source.path()?.canonicalize().ok()).collect();
    let mut outputs = HashSet::new();
    for target in targets {
        if target.canonicalize().is_ok_and(|target| inputs.contains(&target)) {
            return Err(Stop::Usage(format!(
                "{} is an input and would be overwritten; choose another place with -o",
                target.display()
            )));
        }
        if !outputs.insert(target) {
            return Err(Stop::Usage(format!(
                "two inputs have the output {}; name their common folder instead, or run them apart",
                target.display()
            )));
        }
    }
    Ok(())
}

/// Refuses to write one file over an input.
pub(crate) fn refuse_input(sources: &Sources, output: Option<&Path>) -> Result<(), Stop> {
    let Some(output) = output else { return Ok(()) };
    if output.is_dir() || ends_in_separator(output) {
        return Err(Stop::Usage(format!("-o {} is a folder; name a file", output.display())));
    }
    refuse_collisions(sources, &[output.to_path_buf()])
}
