//! The committed header and the committed list of what it promises, against the source.
//!
//! `cargo xtask header` writes the header anew; `cargo xtask header --accept-abi` the list too.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The files of `src/` in the order that a reader of the header meets their content.
const SOURCES: [&str; 14] = [
    "version",
    "status",
    "identifier",
    "pointer",
    "options",
    "name_model",
    "policy",
    "key",
    "deidentifier",
    "result",
    "batch",
    "subject",
    "reidentified",
    "session",
];

fn package(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(package(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The header that the source asks for.
fn header() -> String {
    let mut config = cbindgen::Config::from_file(package("cbindgen.toml")).expect("cbindgen.toml");
    config.after_includes = Some(format!(
        "\n/** The version of this header. The library's is `unphi_version()`. */\n#define UNPHI_VERSION \"{}\"",
        env!("CARGO_PKG_VERSION")
    ));
    let builder = SOURCES.iter().fold(cbindgen::Builder::new().with_config(config), |builder, source| {
        builder.with_src(package(&format!("src/{source}.rs")))
    });
    let mut header = Vec::new();
    builder.generate().expect("a header").write(&mut header);
    String::from_utf8(header).expect("UTF-8")
}

/// What a compiled program relies on, one fact a line: functions, types, members, numbers.
fn facts(header: &str) -> Vec<String> {
    let mut facts = Vec::new();
    for statement in statements(&without_comments(header)) {
        match (statement.split_once('{'), statement.rsplit_once('}')) {
            (Some((head, members)), Some(_)) => {
                // A member is a fact of its own, so that an added one is told from a changed one.
                let separator = if head.contains("enum") { ',' } else { ';' };
                let members = members.rsplit_once('}').expect("a closing brace").0;
                let members = members.split(separator).map(str::trim).filter(|member| !member.is_empty());
                // The order of a structure's members is its layout.
                let place = |i: usize| if separator == ';' { format!("{i}: ") } else { String::new() };
                facts.extend(
                    members.enumerate().map(|(i, member)| format!("{} {{ {}{member} }}", head.trim(), place(i))),
                );
            }
            _ => facts.push(statement),
        }
    }
    facts.sort();
    facts
}

fn without_comments(header: &str) -> String {
    let mut code = String::new();
    let mut rest = header;
    while let Some((before, comment)) = rest.split_once("/*") {
        code.push_str(before);
        rest = comment.split_once("*/").expect("a comment ends").1;
    }
    code.push_str(rest);
    code.lines().map(|line| line.split_once("//").map_or(line, |(code, _)| code)).collect::<Vec<_>>().join("\n")
}

/// Cut at each semicolon that stands outside of braces; white space made even.
fn statements(code: &str) -> Vec<String> {
    let lines = code.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    // The braces of `extern "C"` stand alone on their lines.
    let lines = lines.filter(|line| !["", "}", "extern \"C\" {"].contains(line));
    let mut statements = vec![String::new()];
    let mut depth = 0;
    for letter in lines.collect::<Vec<_>>().join(" ").chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        match statements.last_mut() {
            Some(_) if letter == ';' && depth == 0 => statements.push(String::new()),
            Some(statement) => statement.push(letter),
            None => {}
        }
    }
    let even = |statement: &String| statement.split_whitespace().collect::<Vec<_>>().join(" ");
    statements.iter().map(even).filter(|statement| !statement.is_empty()).collect()
}

fn abi_version(header: &str) -> u32 {
    let line = header.lines().find_map(|line| line.strip_prefix("#define UNPHI_ABI_VERSION "));
    line.and_then(|number| number.trim().parse().ok()).expect("UNPHI_ABI_VERSION")
}

#[test]
fn the_header_is_fresh() {
    let fresh = header();
    if env::var_os("UNPHI_WRITE_HEADER").is_some() {
        fs::write(package("include/unphi.h"), &fresh).expect("include/unphi.h");
    }
    assert!(fresh == read("include/unphi.h"), "include/unphi.h is stale: run `cargo xtask header`");
}

#[test]
fn the_abi_is_what_was_accepted() {
    let header = header();
    let (version, now) = (abi_version(&header), facts(&header));
    assert!(now.len() > 50, "the list of facts has gone blind: {now:?}");
    let accepted = read("abi.txt");
    let (head, before) = accepted.split_once('\n').expect("abi.txt begins with its version");
    let accepted_version: u32 = head.trim_start_matches("abi ").parse().expect("abi N");
    let before: Vec<&str> = before.lines().collect();
    let gone: Vec<&&str> = before.iter().filter(|fact| !now.iter().any(|other| other == **fact)).collect();
    let added: Vec<&String> = now.iter().filter(|fact| !before.contains(&fact.as_str())).collect();
    assert!(
        gone.is_empty() || version > accepted_version,
        "what compiled programs rely on has changed. Was it meant? Then raise UNPHI_ABI_VERSION in src/version.rs.\n{gone:#?}"
    );
    if env::var_os("UNPHI_ACCEPT_ABI").is_some() {
        fs::write(package("abi.txt"), format!("abi {version}\n{}\n", now.join("\n"))).expect("abi.txt");
        return;
    }
    assert!(
        gone.is_empty() && added.is_empty() && version == accepted_version,
        "the interface has grown: look at it twice, then run `cargo xtask header --accept-abi`\n{added:#?}"
    );
}

#[test]
fn a_lost_member_or_function_is_noticed() {
    let header = "#include <x.h>\nextern \"C\" {\n/** a; b */ typedef struct s {\n int a;\n char b;\n} s;\n\
                  enum e\n: uint32_t\n{ A = 0, // first\n B = 1,\n};\nint f(int a,\n  char b);\n}\n";
    assert_eq!(
        facts(header),
        [
            "enum e : uint32_t { A = 0 }",
            "enum e : uint32_t { B = 1 }",
            "int f(int a, char b)",
            "typedef struct s { 0: int a }",
            "typedef struct s { 1: char b }"
        ]
    );
}

/// Functions that the header declares.
fn functions(header: &str) -> Vec<String> {
    let mut names = Vec::new();
    for fact in facts(header) {
        if let Some((head, _)) = fact.split_once('(').filter(|_| !fact.starts_with("typedef")) {
            let name = head.rsplit([' ', '*']).next().unwrap_or_default();
            names.push(name.to_owned());
        }
    }
    names.sort();
    names
}

#[test]
fn every_exported_function_is_declared_with_a_comment() {
    let header = header();
    let mut exported = Vec::new();
    for source in fs::read_dir(package("src")).expect("src").map(|entry| entry.expect("an entry").path()) {
        let text = fs::read_to_string(&source).unwrap_or_default();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if line == "#[unsafe(no_mangle)]" {
                let signature = lines.next().unwrap_or_default();
                let name = signature.split_once(" fn ").and_then(|(_, name)| name.split_once('('));
                exported.push(name.unwrap_or_else(|| panic!("{signature}")).0.to_owned());
            }
        }
    }
    exported.sort();
    assert_eq!(exported, functions(&header));
    // Comments are indented, declarations are not.
    let lines: Vec<&str> = header.lines().collect();
    for name in exported {
        let declared = |line: &&str| !line.starts_with([' ', '/']) && line.contains(&format!("{name}("));
        let at = lines.iter().position(declared).expect("declared");
        assert!(at.checked_sub(1).is_some_and(|before| lines[before] == " */"), "{name} has no comment");
    }
}

#[test]
fn the_cmake_package_has_the_version_of_the_crate() {
    let line = format!("set(PACKAGE_VERSION \"{}\")", env!("CARGO_PKG_VERSION"));
    assert!(read("cmake/unphi-config-version.cmake").lines().any(|other| other == line), "{line}");
}
