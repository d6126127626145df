"""Throughput of the Python package beside the Rust core's, on the same documents, one thread, in one run.

    python bindings/python/benches/throughput.py target/release/ratio

The argument is the benchmark of the core (`cargo build --release -p unphi-benches`). The wheel must be installed, and
pyarrow; Polars and pandas where they are there. Processor time of the thread, the median of seven rounds.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

import unphi

DOCUMENT, CORPUS, ROUNDS = 3_000, 2_000_000, 7


def documents() -> list[str]:
    """The repository's notes, joined to documents of about 3 KB and repeated to about 2 MB, as the core's benchmark has it."""
    pages, page = [], ""
    for note in sorted((Path(__file__).parents[3] / "testdata" / "notes").rglob("*.txt")):
        page += note.read_text(encoding="utf-8") + "\n"
        if len(page.encode()) >= DOCUMENT:
            pages, page = [*pages, page], ""
    distinct = sum(len(page.encode()) for page in pages)
    return pages * -(-CORPUS // distinct)


def core(program: str, notes: list[str]) -> float:
    """MB/s of the core, by its own benchmark on these documents."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8", delete=False) as file:
        file.writelines(json.dumps({"text": note}) + "\n" for note in notes)
    try:
        environment = os.environ | {"UNPHI_BENCH_JSONL": file.name}
        run = subprocess.run([program], env=environment, capture_output=True, text=True, check=True)
    finally:
        os.unlink(file.name)
    print(run.stdout)
    found = re.search(r"^unphi deidentify_into .*\)\s+([\d.]+)", run.stdout, re.MULTILINE)
    assert found, "the core's benchmark prints no speed of rewriting"
    return float(found[1])


def main() -> None:
    notes = documents()
    size = sum(len(note.encode()) for note in notes)
    deid = unphi.Deidentifier()
    arrow = pa.array(notes)
    ways: dict[str, Callable[[], object]] = {
        "one call each": lambda: [deid.deidentify(note).text for note in notes],
        "list of str": lambda: deid.deidentify_batch(notes, threads=1),
        "pyarrow string": lambda: deid.deidentify_batch(arrow, threads=1),
        "pyarrow string_view": lambda view=arrow.cast(pa.string_view()): deid.deidentify_batch(view, threads=1),
        "detect, list": lambda: deid.detect_batch(notes, threads=1),
        "detect, pyarrow": lambda: deid.detect_batch(arrow, threads=1),
    }
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(ROUNDS + 1):
        for way, work in ways.items():
            start = time.thread_time()
            work()
            seconds[way].append(time.thread_time() - start)
    base = core(sys.argv[1], notes)
    print(f"{len(notes)} documents, {size / 1e6:.2f} MB; the core rewrites {base:.1f} MB/s")
    for way, taken in seconds.items():
        # The first round warms up.
        speed = size / 1e6 / statistics.median(taken[1:])
        print(f"{way:22}{speed:8.1f} MB/s  {speed / base:6.1%} of the core")


if __name__ == "__main__":
    main()
