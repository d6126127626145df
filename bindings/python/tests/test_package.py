"""The package itself: what it imports, its documentation, its types, its command."""

from __future__ import annotations

import doctest
import importlib
import importlib.metadata
import importlib.util
import os
import pkgutil
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import unphi

HERE = Path(__file__).parent
CONFIG = ["--strict", "--config-file", str(HERE.parent / "pyproject.toml"), "--cache-dir", os.devnull]


def python(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], input=text, capture_output=True, text=True, timeout=300)


def test_importing_is_light() -> None:
    heavy = "numpy pandas polars pyarrow logging typing_extensions asyncio json inspect".split()
    code = f"import sys; before = set(sys.modules); import unphi; print([m for m in {heavy} if m in set(sys.modules) - before])"
    # -I -S: without what site-packages imports by itself.
    path = str(Path(unphi.__file__).parents[1])
    run = python("-I", "-S", "-c", f"import sys; sys.path.insert(0, {path!r}); {code}")
    assert run.stdout.strip() == "[]", run.stderr


def test_without_any_optional_library(tmp_path: Path) -> None:
    (tmp_path / "unphi").symlink_to(Path(unphi.__file__).parent)
    code = (
        f"import sys; sys.path = [p for p in sys.path if 'site-packages' not in p] + [{str(tmp_path)!r}]; import unphi;"
        "print(unphi.deidentify_batch(['MRN: 00482913'])); import importlib.util;"
        "assert importlib.util.find_spec('pyarrow') is None"
    )
    run = python("-I", "-S", "-c", code)
    assert run.stdout.strip() == "['MRN: [MRN]']", run.stderr


def modules() -> list[str]:
    found = [module.name for module in pkgutil.walk_packages(unphi.__path__, "unphi.")]
    # What subclasses another package's class is documented where that package is there.
    left_out = {"unphi.__main__", *(["unphi.presidio"] if importlib.util.find_spec("presidio_analyzer") is None else [])}
    return ["unphi", *(name for name in found if name not in left_out)]


@pytest.mark.parametrize("name", modules())
def test_documentation(name: str) -> None:
    module = importlib.import_module(name)
    tests = [test for test in doctest.DocTestFinder(exclude_empty=True).find(module, name) if test.examples]
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    for test in tests:
        runner.run(test)
    assert runner.summarize(verbose=False).failed == 0
    if name == "unphi":
        # Those of the native classes as well, and the exceptions'.
        assert {"unphi", "unphi.Deidentifier", "unphi.Span", "unphi.Result", "unphi.BatchError"} <= {t.name for t in tests}


def test_every_public_name_is_documented() -> None:
    for name in unphi.__all__:
        if name != "__version__":
            thing = getattr(unphi, name)
            assert thing.__doc__, name
            for member, value in vars(thing).items() if isinstance(thing, type) else ():
                assert member.startswith("_") or getattr(value, "__doc__", None), f"{name}.{member}"


def test_version_is_the_wheels() -> None:
    assert unphi.__version__ == importlib.metadata.version("unphi")


def test_types() -> None:
    pytest.importorskip("mypy")
    run = python("-m", "mypy", *CONFIG, "-p", "unphi")
    assert run.returncode == 0, run.stdout + run.stderr
    run = python("-m", "mypy", *CONFIG, *map(str, HERE.rglob("*.py")))
    assert run.returncode == 0, run.stdout + run.stderr


def test_stubs_are_what_the_module_has() -> None:
    pytest.importorskip("mypy")
    run = python("-m", "mypy.stubtest", "unphi._unphi", "--allowlist", str(HERE / "stubtest-allowlist.txt"))
    assert run.returncode == 0, run.stdout + run.stderr


def test_module_runs_the_command(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("MRN: 00482913\n")
    run = python("-m", "unphi", "deid", str(tmp_path))
    assert (run.returncode, run.stdout) == (0, "MRN: [MRN]\n"), run.stderr
    run = python("-m", "unphi", "deid", "-", text="Seen by Dr. Rose\n")
    assert (run.returncode, run.stdout) == (0, "Seen by Dr. [NAME]\n"), run.stderr
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\xff John Smith")
    run = python("-m", "unphi", "deid", "--encoding", "utf-8", str(tmp_path))
    assert run.returncode == 1 and "bad.txt" in run.stderr and "Smith" not in run.stdout + run.stderr
    assert python("-m", "unphi", "--no-such-option").returncode == 2
    assert python("-m", "unphi", "--version").stdout.split() == ["unphi", unphi.__version__]


def test_the_command_is_installed() -> None:
    command = shutil.which("unphi", path=str(Path(sys.executable).parent))
    assert command is not None
    run = subprocess.run([command, "detect", "-"], input="MRN: 00482913", capture_output=True, text=True)
    assert run.returncode == 0 and '"identifier":"mrn"' in run.stdout


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_spawned_processes_take_a_pickled_engine() -> None:
    code = """
import multiprocessing, unphi
def main():
    deid = unphi.Deidentifier(deny=["Falcon"])
    for method in ("spawn", "fork"):
        with multiprocessing.get_context(method).Pool(2) as pool:
            print([result.text for result in pool.map(deid.deidentify, ["Falcon MRN: 00482913"] * 3)])
if __name__ == "__main__":
    main()
"""
    file = Path(os.environ.get("TMPDIR", "/tmp")) / f"unphi-spawn-{os.getpid()}.py"
    file.write_text(code)
    try:
        run = python(str(file))
    finally:
        file.unlink()
    assert run.stdout.count("'[OTHER] MRN: [MRN]'") == 6, run.stderr
