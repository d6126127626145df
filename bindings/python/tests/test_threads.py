"""Python threads that share one engine, and what a free-threaded interpreter makes of the package."""

from __future__ import annotations

import sys
import sysconfig
from concurrent.futures import ThreadPoolExecutor

import unphi

NOTES = [f"Seen by Dr. Okonkwo, MRN: {n:08}, on 3/{n % 28 + 1}/2024. Call 212-555-{n:04}." for n in range(400)]


def test_threads_share_an_engine() -> None:
    deid = unphi.Deidentifier(ner="auto")
    expected = [deid.deidentify(note).text for note in NOTES]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(3):
            assert list(pool.map(lambda note: deid.deidentify(note).text, NOTES)) == expected


def test_threads_share_a_session() -> None:
    deid = unphi.Deidentifier()
    session = unphi.Session(deid)
    names = [f"Dr. {given} Okonkwo" for given in ("Ada", "Bola", "Chidi", "Dayo")]
    with ThreadPoolExecutor(8) as pool:
        texts = list(pool.map(lambda n: session.deidentify(f"Seen by {names[n % 4]} today").text, range(400)))
    assert all("Okonkwo" not in text for text in texts)
    assert [session.restore(text) for text in texts] == [f"Seen by {names[n % 4]} today" for n in range(400)]


def test_the_gil_is_as_the_interpreter_was_built() -> None:
    # An extension that is not made for free threads would turn it on.
    is_on = getattr(sys, "_is_gil_enabled", lambda: True)()
    assert is_on == (not sysconfig.get_config_var("Py_GIL_DISABLED"))
