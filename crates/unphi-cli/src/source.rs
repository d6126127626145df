//! Which documents do the paths name? Folders and patterns become files, in an order that depends on names alone.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use crate::failure::{Failure, Reason, Stop};

/// One input file.
#[derive(Debug)]
pub(crate) struct Source {
    /// Its name in messages and in the output of `detect`: the path below the folder given, or the path as given where
    /// a file or several paths are. `-` for standard input.
    pub(crate) id: String,
    /// Where its output lies below the output folder.
    pub(crate) relative: PathBuf,
    /// None: standard input.
    path: Option<PathBuf>,
}

/// The inputs of one run.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    pub(crate) list: Vec<Source>,
    /// Paths that name no readable document.
    pub(crate) failures: Vec<Failure>,
    /// Whether the paths may name several files, so that `-o` names a folder.
    pub(crate) several: bool,
}

impl Source {
    fn stdin() -> Self {
        Self { id: "-".into(), relative: "stdin".into(), path: None }
    }

    /// All of its bytes.
    pub(crate) fn read(&self) -> io::Result<Vec<u8>> {
        match &self.path {
            Some(path) => fs::read(path),
            None => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
            }
        }
    }

    pub(crate) fn open(&self) -> io::Result<Box<dyn io::Read + Send>> {
        Ok(match &self.path {
            Some(path) => {
                let file = fs::File::open(path)?;
                if file.metadata()?.is_dir() {
                    return Err(io::ErrorKind::IsADirectory.into());
                }
                Box::new(file)
            }
            None => Box::new(io::stdin()),
        })
    }

    /// Its size in bytes, 0 where that is not known.
    pub(crate) fn size(&self) -> u64 {
        self.path.as_ref().and_then(|path| fs::metadata(path).ok()).map_or(0, |metadata| metadata.len())
    }

    pub(crate) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }
}

/// Expands `paths`. `output` is left out of folders: results of an earlier run are no input.
pub(crate) fn find(paths: &[PathBuf], output: Option<&Path>) -> Result<Sources, Stop> {
    let mut sources = Sources::default();
    if paths.is_empty() {
        if io::stdin().is_terminal() {
            return Err(Stop::Usage(
                "no PATH was given and standard input is a terminal; name files or folders (unphi deid notes/ -o \
                 clean/) or pipe text in (unphi deid < note.txt); see --help"
                    .into(),
            ));
        }
        sources.list.push(Source::stdin());
        return Ok(sources);
    }
    let mut finder = Finder {
        output: output.and_then(|path| path.canonicalize().ok()),
        stdout: stdout_file(),
        seen: HashSet::new(),
        as_given: paths.len() > 1,
        sources,
    };
    finder.sources.several = paths.len() > 1;
    for path in paths {
        finder.add(path);
    }
    Ok(finder.sources)
}

struct Finder {
    output: Option<PathBuf>,
    stdout: Option<FileId>,
    seen: HashSet<PathBuf>,
    /// Whether ids begin with the path given, so that two folders' files stay apart.
    as_given: bool,
    sources: Sources,
}

impl Finder {
    fn add(&mut self, path: &Path) {
        if path == Path::new("-") {
            if self.sources.list.iter().all(|source| source.path.is_some()) {
                self.sources.list.push(Source::stdin());
            }
        } else if path.is_dir() {
            self.sources.several = true;
            self.add_folder(path, if self.as_given { Path::new("") } else { path });
        } else if let (false, Some(pattern)) = (path.exists(), pattern(path)) {
            self.sources.several = true;
            self.add_pattern(path, pattern);
        } else {
            self.add_file(
                path,
                path,
                if self.as_given { path } else { Path::new(path.file_name().unwrap_or_default()) },
            );
        }
    }

    fn add_pattern(&mut self, path: &Path, pattern: &str) {
        let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
        let matches = match glob::glob_with(pattern, options) {
            Ok(matches) => matches,
            Err(error) => {
                return self.fail(path, Reason::new(format!("is no valid pattern: {}", error.msg), "correct it"));
            }
        };
        let mut none = true;
        for entry in matches {
            none = false;
            match entry {
                // `**` yields folders beside the files in them.
                Ok(found) if found.is_dir() && pattern.contains("**") => {}
                Ok(found) if found.is_dir() => self.add_folder(&found, Path::new("")),
                Ok(found) => self.add_file(&found, &found, &found),
                Err(error) => {
                    let reason = Reason::unreadable(error.error());
                    self.fail(error.path(), reason);
                }
            }
        }
        if none {
            self.fail(path, Reason::new("matches no file", "check the pattern"));
        }
    }

    /// Every file below `folder`; ids are relative to `root`.
    fn add_folder(&mut self, folder: &Path, root: &Path) {
        let output = self.output.clone();
        let stdout = self.stdout;
        let before = self.sources.list.len() + self.sources.failures.len();
        let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
        let walk = walk.filter_entry(move |entry| {
            entry.depth() == 0
                || !(is_hidden(entry.file_name())
                    || is_output(entry.path(), output.as_deref())
                    || (stdout.is_some() && file_id(entry.path()) == stdout))
        });
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => {
                    let path = entry.path();
                    let id = path.strip_prefix(root).unwrap_or(path);
                    if entry.file_type().is_file() {
                        self.add_file(path, id, id);
                    } else {
                        self.fail(path, Reason::new("is not a regular file", "leave it out, or name it directly"));
                    }
                }
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_path_buf();
                    let reason = match error.io_error() {
                        Some(error) => Reason::unreadable(error),
                        None => Reason::new("is a link to a folder that holds it", "remove the link"),
                    };
                    self.fail(&path, reason);
                }
            }
        }
        if self.sources.list.len() + self.sources.failures.len() == before {
            self.fail(folder, Reason::new("holds no document", "check the path; hidden files are skipped"));
        }
    }

    fn add_file(&mut self, path: &Path, id: &Path, relative: &Path) {
        if self.stdout.is_some() && file_id(path) == self.stdout {
            let reason = Reason::new("is the file that the output goes to", "write to another file");
            return self.fail(path, reason);
        }
        if self.seen.insert(path.to_path_buf()) {
            // What leads out of the output folder (`/`, `..`) is dropped.
            let relative = relative.components().filter(|part| matches!(part, Component::Normal(_))).collect();
            let id = id.strip_prefix(".").unwrap_or(id);
            self.sources.list.push(Source {
                id: id.to_string_lossy().into_owned(),
                relative,
                path: Some(path.to_path_buf()),
            });
        }
    }

    fn fail(&mut self, path: &Path, reason: Reason) {
        self.sources.failures.push(Failure { document: path.to_string_lossy().into_owned(), reason });
    }
}

/// `path` as a glob pattern, if it has the signs of one.
fn pattern(path: &Path) -> Option<&str> {
    path.to_str().filter(|path| path.contains(['*', '?', '[']))
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

fn is_output(path: &Path, output: Option<&Path>) -> bool {
    output.is_some_and(|output| {
        path.file_name() == output.file_name() && path.canonicalize().is_ok_and(|path| path == output)
    })
}

/// What tells one file from another whatever its path: device and inode.
type FileId = (u64, u64);

/// The file that standard output goes to, if it is one: `unphi deid notes > notes/out.txt` must not read out.txt.
#[cfg(unix)]
fn stdout_file() -> Option<FileId> {
    use std::os::fd::AsFd as _;
    use std::os::unix::fs::MetadataExt as _;
    let file = fs::File::from(io::stdout().as_fd().try_clone_to_owned().ok()?);
    let metadata = file.metadata().ok()?;
    metadata.is_file().then(|| (metadata.dev(), metadata.ino()))
}

#[cfg(unix)]
fn file_id(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn stdout_file() -> Option<FileId> {
    None
}

#[cfg(not(unix))]
fn file_id(_: &Path) -> Option<FileId> {
    None
}
