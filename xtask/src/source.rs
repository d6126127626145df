//! Rust source files, read well enough to see what they import.

use std::fs;
use std::path::{Path, PathBuf};

/// One source file.
pub(crate) struct Source {
    /// Relative to the crate's `src/`, with forward slashes.
    pub(crate) path: String,
    /// The whole file.
    pub(crate) text: String,
    /// The file without comments, strings and white space around `::`.
    pub(crate) code: String,
}

/// Every `.rs` file under `folder`, by path.
pub(crate) fn sources(folder: &Path) -> Result<Vec<Source>, String> {
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let relative = path.strip_prefix(folder).unwrap_or(&path);
            let path = relative.to_string_lossy().replace('\\', "/");
            let code = code_of(&text);
            Ok(Source { path, text, code })
        })
        .collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries.filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
    Ok(())
}

/// `text` without its comments and literals, so that what is left is code.
fn code_of(text: &str) -> String {
    let mut code = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, ..] = rest {
        let skipped = skipped(rest);
        if skipped == 0 {
            code.push(*first);
            rest = &rest[1..];
        } else {
            code.push(b' ');
            rest = rest.get(skipped..).unwrap_or_default();
        }
    }
    String::from_utf8_lossy(&code).into_owned()
}

/// Length of the comment or literal that `rest` begins with; 0 when it begins with code.
fn skipped(rest: &[u8]) -> usize {
    let find = |needle: &[u8], from: usize| {
        let places = rest.get(from..).unwrap_or_default().windows(needle.len());
        places.into_iter().position(|window| window == needle).map_or(rest.len(), |at| from + at + needle.len())
    };
    match rest {
        [b'/', b'/', ..] => find(b"\n", 2) - 1,
        [b'/', b'*', ..] => find(b"*/", 2),
        [b'r', b'#', b'"', ..] => find(b"\"#", 3),
        [b'r', b'"', ..] => find(b"\"", 2),
        [b'"', ..] => string(rest),
        // A character literal, not a lifetime.
        [b'\'', b'\\', _, ..] => find(b"'", 3),
        [b'\'', _, b'\'', ..] => 3,
        _ => 0,
    }
}

/// Length of the string literal that `rest` begins with.
fn string(rest: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = rest.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::code_of;

    #[test]
    fn only_code_is_left() {
        assert_eq!(code_of("a; // crate::x\nb").split_whitespace().collect::<String>(), "a;b");
        assert_eq!(code_of(r#"f("crate::x \" y", 'c', &'a z)"#).split_whitespace().collect::<String>(), "f(,,&'az)");
    }
}
