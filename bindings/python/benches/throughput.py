"""Throughput of the Python package beside the Rust core's, on the same texts of about 3 KB, one core, in turns in one run.

    cargo xtask bench --python

or, with the wheel, pyarrow and Polars installed, `python bindings/python/benches/throughput.py target/release/measure`, whose
argument is the core's program (`cargo build --release -p unphi-benches --bin measure`). Processor time; a ratio is the median of
those of the rounds, so that a busy machine slows both sides of it alike.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

# One core for all, and before Polars is imported.
os.environ["POLARS_MAX_THREADS"] = "1"

import polars as pl
import pyarrow as pa

import unphi
import unphi.polars

try:
    import unphi_polars
except ModuleNotFoundError:
    unphi_polars = None  # type: ignore[assignment]

DOCUMENT, CORPUS, ROUNDS = 3_000, 2_000_000, 11


def documents() -> list[str]:
    """The repository's development notes, joined to texts of about 3 KB and repeated to about 2 MB."""
    pages, page = [], ""
    for note in sorted((Path(__file__).parents[3] / "testdata" / "notes" / "dev").glob("*.txt")):
        page += note.read_text(encoding="utf-8") + "\n"
        if len(page.encode()) >= DOCUMENT:
            pages, page = [*pages, page], ""
    distinct = sum(len(page.encode()) for page in pages)
    return pages * -(-CORPUS // distinct)


class Core:
    """The core's program, which makes a pass over the same texts whenever it is asked."""

    def __init__(self, program: str, notes: list[str], folder: str) -> None:
        corpus = Path(folder) / "notes.jsonl"
        corpus.write_text("".join(json.dumps({"text": note}) + "\n" for note in notes), encoding="utf-8")
        environment = os.environ | {"UNPHI_BENCH_JSONL": str(corpus)}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen([program, "passes"], env=environment, text=True, **pipes)  # type: ignore[call-overload]

    def seconds(self) -> float:
        """The processor time of one pass."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=60)


def main() -> None:
    notes = documents()
    size = sum(len(note.encode()) for note in notes)
    deid = unphi.Deidentifier()
    arrow, view = pa.array(notes), pa.array(notes, pa.string_view())
    frame = pl.DataFrame({"note": notes})
    column = unphi.polars.UnphiExpr(pl.col("note"))
    ways: dict[str, Callable[[], object]] = {
        "list of str, deidentify_batch": lambda: deid.deidentify_batch(notes, threads=1),
        "str, deidentify, one call each": lambda: [deid.deidentify(note).text for note in notes],
        "pyarrow string column": lambda: deid.deidentify_batch(arrow, threads=1),
        "pyarrow string_view column": lambda: deid.deidentify_batch(view, threads=1),
        'Polars, pl.col("note").unphi.deidentify()': lambda: frame.select(column.deidentify(deid)),
        "list of str, detect_batch": lambda: deid.detect_batch(notes, threads=1),
        "pyarrow string column, detect_batch": lambda: deid.detect_batch(arrow, threads=1),
    }
    if unphi_polars is not None:
        plugin = unphi_polars.UnphiExpr(pl.col("note"))
        ways["Polars plugin"] = lambda: frame.select(plugin.deidentify(deid))
        assert frame.select(plugin.deidentify(deid)).equals(frame.select(column.deidentify(deid)))
    expected = [deid.deidentify(note).text for note in notes]
    assert deid.deidentify_batch(arrow).to_pylist() == expected
    assert frame.select(column.deidentify(deid))["note"].to_list() == expected
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    base = []
    with tempfile.TemporaryDirectory() as folder:
        core = Core(sys.argv[1], notes, folder)
        for round in range(ROUNDS + 1):
            before = core.seconds()
            for way, work in ways.items():
                start = time.process_time()
                work()
                taken = time.process_time() - start
                # The first round warms up.
                if round:
                    seconds[way].append(taken)
            if round:
                base.append((before + core.seconds()) / 2)
        core.end()
    print(
        f"{len(notes)} texts, {size / 1e6:.2f} MB, Python {sys.version.split()[0]}, pyarrow {pa.__version__}, Polars "
        f"{pl.__version__}; one core, processor time, median of {ROUNDS} rounds in turns.\n"
    )
    print("| | MB/s | of Rust |\n|---|--:|--:|")
    print(f"| Rust, `deidentify_into` | {size / 1e6 / statistics.median(base):.1f} | 100 % |")
    for way, taken in seconds.items():
        ratio = statistics.median(core / own for core, own in zip(base, taken, strict=True))
        print(f"| {way} | {size / 1e6 / statistics.median(taken):.1f} | {ratio:.1%} |".replace("%", " %"))


if __name__ == "__main__":
    main()
