//! The Python packages: built, installed in a fresh virtual environment and tested there, as a user would have them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::run::{root, run, target};
use crate::test::Tally;

/// The folders of the packages: `unphi`, and the plugin of Polars, which needs it.
const UNPHI: &str = "bindings/python";
const POLARS: &str = "bindings/polars";
/// Where the wheel of `unphi` for a free-threaded interpreter goes.
const FREE_THREADED: &str = "free-threaded";

/// The wheels, and everything that needs only small libraries.
pub(crate) fn package(tally: &mut Tally) {
    let python = scratch("package");
    tally.check("python: the wheel builds and installs", || {
        fresh(&python, &requirements("requirements.txt"))?;
        build(&python, UNPHI)?;
        install(&python, UNPHI)
    });
    tally.tests("python: tests", &mut pytest(&python, UNPHI, &["--ignore=tests/integrations"]));
    tally.check("polars: the wheel builds and installs", || {
        build(&python, POLARS)?;
        install(&python, POLARS)
    });
    tally.tests("polars: tests", &mut pytest(&python, POLARS, &[]));
}

/// What needs Java and large libraries: PySpark on a local cluster, Ray, Presidio.
pub(crate) fn integrations(tally: &mut Tally) {
    let python = scratch("integrations");
    tally.check("python-integrations: the wheel installs", || {
        fresh(&python, &requirements("integrations/requirements.txt"))?;
        if wheel(UNPHI).is_err() {
            build(&python, UNPHI)?;
        }
        install(&python, UNPHI)
    });
    tally.tests("python-integrations: tests", &mut pytest(&python, UNPHI, &["tests/integrations"]));
}

/// The package on the free-threaded interpreter `base`, such as `python3.14t`. Polars has no wheel for those; what needs it is left out.
pub(crate) fn free_threaded(base: &str) -> Outcome {
    let python = scratch(FREE_THREADED);
    let needed = std::fs::read_to_string(requirements("requirements.txt")).map_err(|error| error.to_string())?;
    let needed = needed.lines().filter(|line| !line.starts_with('#') && !line.starts_with("polars"));
    environment(base, &python, needed)?;
    build_as(FREE_THREADED, &python, UNPHI, &["--no-default-features", "--interpreter", &python.to_string_lossy()])?;
    install(&python, FREE_THREADED)?;
    let without = ["--ignore=tests/integrations", "--ignore=tests/test_polars.py", "--ignore=tests/test_columns.py"];
    let mut tests = pytest(&python, UNPHI, &without);
    tests.args(["--ignore=tests/test_whom.py", "--deselect=tests/test_package.py::test_types"]);
    run(tests.arg("--deselect=tests/test_package.py::test_documentation[unphi.polars]"))
}

/// Prints how fast the package is beside the core, whose program is `measure`.
pub(crate) fn throughput(measure: &Path) -> Outcome {
    let python = scratch("package");
    fresh(&python, &requirements("requirements.txt"))?;
    for package in [UNPHI, POLARS] {
        build(&python, package)?;
        install(&python, package)?;
    }
    run(Command::new(&python).arg(root().join(UNPHI).join("benches/throughput.py")).arg(measure))
}

/// Whether this machine can make virtual environments.
pub(crate) fn is_there() -> bool {
    let venv = Command::new("python3").args(["-c", "import venv, ensurepip"]).output();
    venv.is_ok_and(|output| output.status.success())
}

/// The interpreter of a virtual environment below `target/`.
pub(crate) fn scratch(name: &str) -> PathBuf {
    target().join("python").join(name).join("bin/python")
}

/// A file of what the packages' tests need.
fn requirements(name: &str) -> PathBuf {
    root().join(UNPHI).join("tests").join(name)
}

/// Makes the environment anew, with what the file `requirements` names.
pub(crate) fn fresh(python: &Path, requirements: &Path) -> Outcome {
    environment("python3", python, [OsStr::new("--requirement"), requirements.as_os_str()])
}

/// Makes the environment anew on the interpreter `base`, with what pip makes of `needed`.
fn environment(base: &str, python: &Path, needed: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Outcome {
    let venv = python.ancestors().nth(2).ok_or("no folder for the virtual environment")?;
    run(Command::new(base).args(["-m", "venv", "--clear"]).arg(venv))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    run(Command::new(python).args(pip).args(needed))
}

/// Where the wheel of a package goes, alone.
fn wheels(package: &str) -> PathBuf {
    target().join("python/wheels").join(package)
}

/// In CI from the source distribution, so that it is known to be whole. That compiles this project's crates anew each time.
fn build(python: &Path, package: &str) -> Outcome {
    build_as(package, python, package, &[])
}

/// The same, with the wheel under another name and more arguments.
fn build_as(name: &str, python: &Path, package: &str, more: &[&str]) -> Outcome {
    let _ = std::fs::remove_dir_all(wheels(name));
    let mut maturin = Command::new(python);
    maturin.args(["-m", "maturin", "build", "--release"]).args(more);
    if std::env::var_os("CI").is_some() {
        maturin.arg("--sdist");
    }
    maturin.arg("--out").arg(wheels(name)).current_dir(root().join(package));
    run(maturin.env("CARGO_TARGET_DIR", target()))
}

/// The one wheel of a package that was built.
fn wheel(package: &str) -> Result<PathBuf, String> {
    let entries = std::fs::read_dir(wheels(package)).map_err(|error| format!("no wheel was built: {error}"))?;
    let mut files = entries.filter_map(Result::ok).map(|entry| entry.path());
    files
        .find(|file| file.extension().is_some_and(|ending| ending == "whl"))
        .ok_or_else(|| "no wheel was built".to_owned())
}

fn install(python: &Path, package: &str) -> Outcome {
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--force-reinstall", "--no-deps"];
    run(Command::new(python).args(pip).arg(wheel(package)?))
}

fn pytest(python: &Path, package: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(python);
    // Hypothesis knows CI by itself, and takes the same inputs there every time.
    command.args(["-m", "pytest", "-p", "no:cacheprovider"]).args(arguments).current_dir(root().join(package));
    command
}
