//! libunphi as its users have it: installed into a scratch prefix, compiled against, linked and run there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Outcome;
use crate::run::{cargo, root, run, shown, target};

/// A check, and the tools without which it cannot run.
pub(crate) struct Check {
    pub(crate) title: &'static str,
    pub(crate) tools: &'static [Tool],
    pub(crate) run: fn() -> Outcome,
}

/// A program that is asked for its version, and how one gets it.
pub(crate) struct Tool {
    name: &'static str,
    command: &'static [&'static str],
    how: &'static str,
}

const CARGO_C: Tool =
    Tool { name: "cargo-c", command: &["cargo", "cinstall", "--version"], how: "cargo install cargo-c --locked" };
const PKG_CONFIG: Tool =
    Tool { name: "pkg-config", command: &["pkg-config", "--version"], how: "apt-get install pkg-config" };
const CMAKE: Tool = Tool { name: "cmake", command: &["cmake", "--version"], how: "apt-get install cmake" };
const VALGRIND: Tool = Tool { name: "valgrind", command: &["valgrind", "--version"], how: "apt-get install valgrind" };

/// In the order in which they build on each other.
pub(crate) const CHECKS: [Check; 6] = [
    Check { title: "C: install with cargo-c", tools: &[CARGO_C], run: install },
    Check { title: "C: exported symbols are those of the header", tools: &[CARGO_C], run: symbols },
    Check { title: "C: programs, shared and static, by pkg-config", tools: &[CARGO_C, PKG_CONFIG], run: programs },
    Check { title: "C: programs under AddressSanitizer", tools: &[CARGO_C, PKG_CONFIG], run: sanitized },
    Check { title: "C: programs under valgrind", tools: &[CARGO_C, PKG_CONFIG, VALGRIND], run: valgrind },
    Check { title: "C: examples by CMake", tools: &[CARGO_C, CMAKE], run: cmake },
];

/// What each test program is made of, in `bindings/c`.
const PROGRAMS: [&[&str]; 9] = [
    &["tests/programs/outputs.c"],
    &["tests/programs/abuse.c"],
    &["tests/programs/policies.c"],
    &["tests/programs/threads.c"],
    &["tests/programs/wrapper.cpp", "tests/programs/wrapper_again.cpp"],
    &["examples/deidentify.c"],
    &["examples/deidentify.cpp"],
    &["examples/pseudonymize.c"],
    &["examples/conversation.cpp"],
];

const WARNINGS: [&str; 6] = ["-Wall", "-Wextra", "-Werror", "-pedantic", "-Wshadow", "-Wmissing-declarations"];
const C99: [&str; 4] = ["-std=c99", "-D_POSIX_C_SOURCE=200809L", "-Wstrict-prototypes", "-Wmissing-prototypes"];
const CXX17: [&str; 1] = ["-std=c++17"];

/// All checks, and every tool must be there.
pub(crate) fn c() -> Outcome {
    for check in CHECKS {
        println!("\n== {}", check.title);
        check.missing().map_or(Ok(()), Err)?;
        (check.run)()?;
    }
    Ok(())
}

impl Check {
    /// Which tool is missing and how to get it.
    pub(crate) fn missing(&self) -> Option<String> {
        let absent = self.tools.iter().find(|tool| {
            let (program, arguments) = tool.command.split_first().unwrap_or((&"", &[]));
            let mut command = Command::new(program);
            let asked = command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
            !asked.is_ok_and(|status| status.success())
        });
        absent.map(|tool| format!("{} is not installed: {}", tool.name, tool.how))
    }
}

/// Writes the header anew, and with `accept` the list of what it promises.
pub(crate) fn header(accept: bool) -> Outcome {
    let mut command = cargo(&["test", "--quiet", "-p", "unphi-capi", "--test", "header"]);
    command.env("UNPHI_WRITE_HEADER", "1");
    if accept {
        command.env("UNPHI_ACCEPT_ABI", "1");
    }
    run(&mut command)
}

fn package() -> PathBuf {
    root().join("bindings/c")
}

/// The folder of everything that is built here.
fn scratch() -> Result<PathBuf, String> {
    let folder = target().join("c");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    folder.canonicalize().map_err(|error| format!("{}: {error}", folder.display()))
}

fn prefix() -> Result<PathBuf, String> {
    Ok(scratch()?.join("prefix"))
}

fn install() -> Outcome {
    // What an earlier run left must not help this one.
    fs::remove_dir_all(scratch()?).map_err(|error| error.to_string())?;
    let prefix = prefix()?;
    let mut command = cargo(&["cinstall", "--release", "-p", "unphi-capi", "--libdir", "lib", "--prefix"]);
    run(command.arg(&prefix))?;
    for file in [
        "include/unphi.h",
        "include/unphi.hpp",
        "lib/libunphi.a",
        "lib/pkgconfig/unphi.pc",
        "share/unphi/cmake/unphi-config.cmake",
        "share/unphi/cmake/unphi-config-version.cmake",
    ] {
        if !prefix.join(file).is_file() {
            return Err(format!("cargo cinstall left no {file}"));
        }
    }
    Ok(())
}

/// Installs the library and says where it is.
pub(crate) fn library() -> Result<PathBuf, String> {
    install()?;
    Ok(prefix()?.join("lib/libunphi.so"))
}

fn symbols() -> Outcome {
    let library = prefix()?.join("lib/libunphi.so");
    let exported = output(Command::new("nm").args(["-D", "--defined-only", "--format=posix"]).arg(&library))?;
    let exported: BTreeSet<&str> = exported.lines().filter_map(|line| line.split(' ').next()).collect();
    let abi = fs::read_to_string(package().join("abi.txt")).map_err(|error| format!("abi.txt: {error}"))?;
    let declared: BTreeSet<&str> = abi
        .lines()
        .filter(|fact| !fact.starts_with("typedef"))
        .filter_map(|fact| fact.split_once('(')?.0.rsplit([' ', '*']).next())
        .collect();
    if declared.len() < 20 {
        return Err(format!("abi.txt has only {} functions: the check has gone blind", declared.len()));
    }
    println!("   {} symbols", exported.len());
    if exported != declared {
        let not_declared: Vec<_> = exported.difference(&declared).collect();
        let not_exported: Vec<_> = declared.difference(&exported).collect();
        return Err(format!(
            "exported and not declared: {not_declared:?}; declared and not exported: {not_exported:?}"
        ));
    }
    // A program asks for the series that it was linked against, not for any libunphi.
    let dynamic = output(Command::new("readelf").arg("-d").arg(&library))?;
    let soname = dynamic.lines().find(|line| line.contains("SONAME")).unwrap_or_default();
    if soname.contains("[libunphi.so.0.1]") {
        Ok(())
    } else {
        Err(format!("the soname is not libunphi.so.0.1: {soname}"))
    }
}

fn programs() -> Outcome {
    for kind in ["shared", "static"] {
        for sources in PROGRAMS {
            run(&mut runnable(&build(kind, sources, &[])?)?)?;
        }
    }
    Ok(())
}

fn sanitized() -> Outcome {
    let flags = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"];
    for sources in PROGRAMS {
        let program = build("shared-asan", sources, &flags)?;
        let symbols = output(Command::new("nm").arg(&program))?;
        if !symbols.contains("__asan_init") {
            return Err(format!("{} was built without AddressSanitizer", program.display()));
        }
        run(runnable(&program)?.env("ASAN_OPTIONS", "detect_leaks=1:detect_stack_use_after_return=1"))?;
    }
    Ok(())
}

fn valgrind() -> Outcome {
    for sources in PROGRAMS {
        let program = build("shared", sources, &[])?;
        let mut command = Command::new("valgrind");
        command.args(["--quiet", "--error-exitcode=9", "--leak-check=full"]);
        command.args([
            "--show-leak-kinds=definite,indirect,possible",
            "--errors-for-leak-kinds=definite,indirect,possible",
        ]);
        run(command.arg(&program).env("LD_LIBRARY_PATH", prefix()?.join("lib")))?;
    }
    Ok(())
}

fn cmake() -> Outcome {
    let build = scratch()?.join("cmake");
    let mut configure = Command::new("cmake");
    configure.arg("-S").arg(package().join("examples")).arg("-B").arg(&build).arg("-DCMAKE_BUILD_TYPE=Debug");
    let mut with_prefix = std::ffi::OsString::from("-DCMAKE_PREFIX_PATH=");
    with_prefix.push(prefix()?);
    run(configure.arg(with_prefix).stdout(Stdio::null()))?;
    run(Command::new("cmake").arg("--build").arg(&build).stdout(Stdio::null()))?;
    // The number is what fails when the package lost a target.
    let tests = output(Command::new("ctest").arg("--output-on-failure").current_dir(&build))?;
    if tests.contains("100% tests passed, 0 tests failed out of 5") { Ok(()) } else { Err(tests) }
}

/// Compiles and links one program as `pkg-config` says.
fn build(kind: &str, sources: &[&str], more: &[&str]) -> Result<PathBuf, String> {
    let folder = scratch()?.join(kind);
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let source = sources.first().copied().unwrap_or_default();
    let cxx = source.ends_with(".cpp");
    let program = folder.join(source.replace(['/', '.'], "-"));
    let compiler = if cxx { ("CXX", "c++") } else { ("CC", "cc") };
    let mut command = Command::new(std::env::var_os(compiler.0).unwrap_or_else(|| compiler.1.into()));
    command.args(["-g", "-O1", "-pthread"]).args(WARNINGS).args(more);
    if cxx {
        command.args(CXX17)
    } else {
        command.args(C99)
    };
    command.args(sources.iter().map(|source| package().join(source))).arg("-o").arg(&program);
    let linked_statically = kind == "static";
    for flag in pkg_config(linked_statically)? {
        // Both libraries are there, and the linker would take the shared one.
        if linked_statically && flag == "-lunphi" {
            command.arg(prefix()?.join("lib/libunphi.a"));
        } else {
            command.arg(flag);
        }
    }
    run(&mut command)?;
    Ok(program)
}

fn pkg_config(linked_statically: bool) -> Result<Vec<String>, String> {
    let mut command = Command::new("pkg-config");
    command.env("PKG_CONFIG_PATH", prefix()?.join("lib/pkgconfig")).args(["--cflags", "--libs"]);
    if linked_statically {
        command.arg("--static");
    }
    Ok(output(command.arg("unphi"))?.split_whitespace().map(str::to_owned).collect())
}

/// The program, which finds the installed library and whose output nobody needs.
fn runnable(program: &Path) -> Result<Command, String> {
    let mut command = Command::new(program);
    command.env("LD_LIBRARY_PATH", prefix()?.join("lib")).stdout(Stdio::null());
    Ok(command)
}

fn output(command: &mut Command) -> Result<String, String> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| format!("{}: {error}", shown(command)))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        Ok(text)
    } else {
        Err(format!("{} failed ({})\n{text}", shown(command), output.status))
    }
}
