"""The package itself: its documentation, its types, what it needs."""

from __future__ import annotations

import doctest
import importlib.metadata
import os
import re
import subprocess
import sys
from pathlib import Path

import unphi
import unphi_polars

HERE = Path(__file__).parent
CONFIG = ["--strict", "--config-file", str(HERE.parent / "pyproject.toml"), "--cache-dir", os.devnull]


def test_documentation() -> None:
    assert doctest.testmod(unphi_polars).attempted > 0
    assert doctest.testmod(unphi_polars).failed == 0


def test_the_readme_runs() -> None:
    code = re.findall(r"```python\n(.*?)```", (HERE.parent / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert code
    for example in code:
        run = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True)
        assert run.returncode == 0, run.stderr


def test_types() -> None:
    for what in (["-p", "unphi_polars"], [str(path) for path in HERE.glob("*.py")]):
        run = subprocess.run([sys.executable, "-m", "mypy", *CONFIG, *what], capture_output=True, text=True)
        assert run.returncode == 0, run.stdout + run.stderr


def test_it_wants_the_unphi_of_its_own_version() -> None:
    version = importlib.metadata.version("unphi-polars")
    assert f"unphi=={version}" in (importlib.metadata.requires("unphi-polars") or [])
    assert version == unphi.__version__


def test_no_python_is_linked() -> None:
    [library] = Path(unphi_polars.__file__).parent.glob("_plugin*")
    assert b"PyInit_" not in library.read_bytes() and b"PyObject_" not in library.read_bytes()
