"""Batches of Python strings: order, missing items, bad items, progress, threads."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

import unphi

NOTES = [f"MRN: {n:08}, seen by Dr. Rose" for n in range(3000)]
CLEAN = ["MRN: [MRN], seen by Dr. [NAME]"] * len(NOTES)


@pytest.mark.parametrize("threads", [1, 2, 5, None])
def test_order_is_kept(threads: int | None) -> None:
    notes = [f"{note} / {n}" for n, note in enumerate(NOTES)]
    expected = [unphi.deidentify(note).text for note in notes]
    assert unphi.deidentify_batch(notes, threads=threads) == expected
    assert unphi.deidentify_batch(iter(notes), threads=threads) == expected
    assert unphi.deidentify_batch(tuple(notes), threads=threads) == expected


def test_nothing_and_missing() -> None:
    assert unphi.deidentify_batch([]) == []
    assert unphi.deidentify_batch([None, "", None]) == [None, "", None]
    assert unphi.detect_batch([None, ""]) == [None, []]


def test_generator_is_read_as_needed() -> None:
    def notes() -> Iterator[str]:
        yield from NOTES
        raise RuntimeError("the source failed")

    with pytest.raises(RuntimeError, match="the source failed"):
        unphi.deidentify_batch(notes())


@pytest.mark.parametrize("threads", [1, 3])
def test_bad_items_are_named_and_withheld(threads: int) -> None:
    notes: list[Any] = list(NOTES)
    notes[7], notes[2500], notes[100] = 7, "\udcff John Smith", b"John Smith"
    with pytest.raises(unphi.BatchError) as raised:
        unphi.deidentify_batch(notes, threads=threads)
    error = raised.value
    assert [index for index, _ in error.failures] == [7, 100, 2500]
    assert "3 of 3000 items withheld" in str(error) and "item 7: expected str or None, got int" in str(error)
    assert "Smith" not in str(error) and "Smith" not in repr(error)
    assert [n for n, text in enumerate(error.results) if text is None] == [7, 100, 2500]
    assert error.results[8] == CLEAN[8]
    with pytest.raises(unphi.BatchError) as raised:
        unphi.detect_batch(notes, threads=threads)
    assert raised.value.results[7] is None and len(raised.value.results[8]) == 2


@pytest.mark.parametrize("wrong", ["MRN: 00482913", b"MRN", {"a": "b"}, 7])
def test_one_text_is_no_batch(wrong: object) -> None:
    with pytest.raises(TypeError):
        unphi.deidentify_batch(wrong)  # type: ignore[call-overload]


def test_threads_at_least_one() -> None:
    with pytest.raises(ValueError, match="threads"):
        unphi.deidentify_batch(NOTES, threads=0)
    with pytest.raises(OverflowError):
        unphi.deidentify_batch(NOTES, threads=-1)


@pytest.mark.parametrize("threads", [1, 2])
def test_progress_adds_up(threads: int) -> None:
    told: list[int] = []
    unphi.deidentify_batch(NOTES, threads=threads, progress=told.append)
    assert sum(told) == len(NOTES) and len(told) > 1
    told.clear()
    unphi.detect_batch(NOTES, threads=threads, progress=told.append)
    assert sum(told) == len(NOTES)


def test_progress_may_stop_the_work() -> None:
    def stop(_: int) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        unphi.deidentify_batch(NOTES, progress=stop)


def test_tqdm() -> None:
    tqdm = pytest.importorskip("tqdm")
    with tqdm.tqdm(total=len(NOTES), disable=False, file=open(os.devnull, "w")) as bar:
        unphi.deidentify_batch(NOTES, progress=bar.update)
        assert bar.n == len(NOTES)


def test_control_c_stops_a_batch() -> None:
    # A run in the background starts with the signal ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    end = time.monotonic() + 30

    def interrupt() -> None:
        time.sleep(0.3)
        os.kill(os.getpid(), signal.SIGINT)

    def endless() -> Iterator[str]:
        while time.monotonic() < end:
            yield NOTES[0]

    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        unphi.deidentify_batch(endless())
    thread.join()
    signal.signal(signal.SIGINT, before)


def test_a_forked_child_works() -> None:
    unphi.deidentify_batch(NOTES, threads=4)
    child = os.fork()
    if child == 0:
        os._exit(0 if unphi.deidentify_batch(NOTES, threads=4) == CLEAN else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
