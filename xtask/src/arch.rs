//! The core crate's architecture: text → scan → recognize → resolve → transform → write, and nothing points backwards.
//!
//! The checks read the source text, so each first makes sure that it saw what it is about: a check that has gone blind
//! must fail.

use crate::Outcome;
use crate::run::{cargo, root, shown};
use crate::source::{self, Source};

/// The stages, in the order of the data's way. Each may import those before it, and the vocabulary.
const STAGES: [&str; 5] = ["scan", "recognize", "resolve", "transform", "write"];

/// What every stage may import, and what imports no stage.
const VOCABULARY: [&str; 6] = ["error", "identifier", "input", "lexicon", "span", "subject"];

/// Where `unsafe` may stand.
const UNSAFE_FOLDER: &str = "scan/arch/";

/// Parents of [`UNSAFE_FOLDER`]: they cannot forbid what it must allow, so the crate's `deny` holds for them.
const UNSAFE_PARENTS: [&str; 2] = ["lib.rs", "scan/mod.rs"];

/// Most direct dependencies of the core.
const DEPENDENCIES: usize = 10;

pub(crate) fn arch() -> Outcome {
    let sources = source::sources(&root().join("crates/unphi/src"))?;
    let mut complaints = Vec::new();
    imports(&sources, &mut complaints)?;
    unsafe_code(&sources, &mut complaints)?;
    dependencies(&mut complaints)?;
    for complaint in &complaints {
        eprintln!("  {complaint}");
    }
    match complaints.len() {
        0 => Ok(()),
        count => Err(format!("the architecture is broken in {count} places")),
    }
}

fn imports(sources: &[Source], complaints: &mut Vec<String>) -> Outcome {
    let mut seen = [0; STAGES.len()];
    let mut edges = 0;
    for file in sources {
        let Some(rank) = rank(&file.path, &mut seen) else { continue };
        for module in imported(&file.code, depth(&file.path)) {
            edges += 1;
            let target = STAGES.iter().position(|stage| *stage == module);
            if target.is_some_and(|target| target as isize > rank) {
                complaints.push(format!("{}: imports `{module}`, which comes later", file.path));
            }
        }
    }
    for (stage, files) in STAGES.iter().zip(seen) {
        if files == 0 {
            return Err(format!("the import check saw no file of the stage `{stage}`: it has gone blind"));
        }
    }
    if edges == 0 {
        return Err("the import check saw no import at all: it has gone blind".to_owned());
    }
    println!("  imports: {} files in {} stages, {edges} imports", seen.iter().sum::<usize>(), STAGES.len());
    Ok(())
}

/// The stage of a file as its place in [`STAGES`], -1 for the vocabulary, `None` for the crate's face.
fn rank(path: &str, seen: &mut [usize; STAGES.len()]) -> Option<isize> {
    let module = path.split('/').next().unwrap_or_default().trim_end_matches(".rs");
    if let Some(stage) = STAGES.iter().position(|stage| *stage == module) {
        seen[stage] += 1;
        return Some(stage as isize);
    }
    VOCABULARY.contains(&module).then_some(-1)
}

/// How many `super::` lead from a file's module to the crate's root.
fn depth(path: &str) -> usize {
    path.trim_end_matches("/mod.rs").split('/').count()
}

/// The modules that follow `crate::` in `code`, or as many `super::` as lead there, as a path or as a `{group}`.
fn imported(code: &str, depth: usize) -> Vec<String> {
    let words = code.split_whitespace().collect::<Vec<_>>().join(" ");
    let compact = words.replace(" ::", "::").replace(":: ", "::");
    let mut modules = Vec::new();
    for root in ["crate::", &"super::".repeat(depth)] {
        for after in compact.split(root).skip(1) {
            match after.strip_prefix('{') {
                Some(group) => modules.extend(group_heads(group)),
                None => modules.extend(head(after)),
            }
        }
    }
    modules
}

/// The first name of each entry of `group`, which begins behind its `{`.
fn group_heads(group: &str) -> Vec<String> {
    let mut depth = 1;
    let mut heads = Vec::new();
    let mut entry = String::new();
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (depth == 1 && letter == ',') {
            heads.extend(head(entry.trim()));
            entry.clear();
        } else {
            entry.push(letter);
        }
        if depth == 0 {
            break;
        }
    }
    heads
}

/// The name that `text` begins with.
fn head(text: &str) -> Option<String> {
    let name: String = text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    (!name.is_empty()).then_some(name)
}

fn unsafe_code(sources: &[Source], complaints: &mut Vec<String>) -> Outcome {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).map_err(|error| error.to_string())?;
    if !manifest.lines().any(|line| line.trim() == r#"unsafe_code = "deny""#) {
        complaints.push("Cargo.toml: the workspace lints must deny unsafe_code".to_owned());
    }
    let mut allowed = 0;
    for file in sources {
        let words: Vec<&str> = file.code.split(|letter: char| !(letter.is_alphanumeric() || letter == '_')).collect();
        if file.path.starts_with(UNSAFE_FOLDER) {
            allowed += words.iter().filter(|word| **word == "unsafe").count();
            continue;
        }
        if words.contains(&"unsafe") {
            complaints.push(format!("{}: unsafe code outside src/{UNSAFE_FOLDER}", file.path));
        }
        // A file of tests stands under its parent's line.
        let exempt = UNSAFE_PARENTS.contains(&file.path.as_str()) || file.path.ends_with("/tests.rs");
        if !exempt && !file.text.contains("\n#![forbid(unsafe_code)]") {
            complaints.push(format!("{}: must say #![forbid(unsafe_code)]", file.path));
        }
        if file.code.contains("allow(unsafe_code") {
            complaints.push(format!("{}: allows unsafe code", file.path));
        }
    }
    if allowed == 0 {
        return Err(format!("the check of unsafe code saw none in src/{UNSAFE_FOLDER}: it has gone blind"));
    }
    println!("  unsafe: only in src/{UNSAFE_FOLDER} ({allowed} times)");
    Ok(())
}

fn dependencies(complaints: &mut Vec<String>) -> Outcome {
    let mut tree =
        cargo(&["tree", "-p", "unphi", "-e", "normal", "--depth", "1", "--prefix", "none", "--all-features"]);
    let output = tree.output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(format!("{} failed: {}", shown(&tree), String::from_utf8_lossy(&output.stderr)));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let names: Vec<&str> =
        text.lines().filter_map(|line| line.split(' ').next()).filter(|name| !name.is_empty()).collect();
    match names.as_slice() {
        ["unphi", direct @ ..] => {
            println!("  dependencies: {} direct ({})", direct.len(), direct.join(", "));
            if direct.len() > DEPENDENCIES {
                complaints.push(format!("crates/unphi/Cargo.toml: more than {DEPENDENCIES} direct dependencies"));
            }
            Ok(())
        }
        _ => Err("cargo tree did not list unphi: the check of dependencies has gone blind".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::imported;

    #[test]
    fn sees_every_way_to_import() {
        let code = "use crate::span::Finding; use crate::{Span, transform::{a, b}, write}; crate::scan::go(); super :: resolve";
        assert_eq!(imported(code, 1), ["span", "Span", "transform", "write", "scan", "resolve"]);
    }
}
