"""Offsets are code points: slices of the Python string, whatever it holds."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

import unphi

DEID = unphi.Deidentifier()

#: Pieces that hold identifiers, to stand between whatever text.
PHI = ["MRN: 00482913", "Dr. Zoë Müller", "SSN 219-09-9999", "DOB 03/14/1962", "john.smith@example.org", "ＭＲＮ：００４８２９１３"]

text = st.lists(st.one_of(st.text(), st.sampled_from(PHI), st.sampled_from(["\n", " ", "😀", "e\u0301", "\u200b", "\0"])))


@settings(max_examples=400, deadline=None)
@given(pieces=text)
def test_spans_are_slices(pieces: list[str]) -> None:
    note = "".join(pieces)
    result = DEID.deidentify(note)
    end = 0
    for span in result.spans:
        assert end <= span.start < span.end <= len(note)
        end = span.end
    # What lies outside the spans is kept, in order and to the character.
    edges = [0, *(edge for span in result.spans for edge in (span.start, span.end)), len(note)]
    kept = [re.escape(note[start:end]) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    assert re.fullmatch(".*?".join(kept), result.text, re.DOTALL)


@settings(max_examples=200, deadline=None)
@given(before=st.text(alphabet=st.characters(exclude_categories=["Cs"], min_codepoint=0x80), max_size=40))
def test_a_value_is_found_where_it_is(before: str) -> None:
    note = f"{before}\nMRN: 00482913\n{before}"
    found = [note[span.start : span.end] for span in DEID.detect(note) if span.identifier == "mrn"]
    assert found == ["00482913"]


@settings(max_examples=200, deadline=None)
@given(notes=st.lists(st.one_of(st.none(), text.map("".join)), max_size=40), threads=st.integers(1, 4))
def test_batches_are_the_single_calls(notes: list[str | None], threads: int) -> None:
    expected = [None if note is None else DEID.deidentify(note) for note in notes]
    assert DEID.deidentify_batch(notes, threads=threads) == [result and result.text for result in expected]
    assert DEID.detect_batch(notes, threads=threads) == [result and list(result.spans) for result in expected]


def test_every_width_of_character() -> None:
    for before in ("", "a", "é", "€", "😀", "aé€😀", "e\u0301", "\u200b", "名"):
        note = f"{before} MRN: 00482913 {before} SSN: 219-09-9999"
        assert [note[span.start : span.end] for span in DEID.detect(note)][-2:] == ["00482913", "219-09-9999"]


def test_str_subclass_with_a_lying_len() -> None:
    class Odd(str):
        def __len__(self) -> int:
            return 3

    assert DEID.deidentify(Odd("é MRN: 00482913")).text == "é MRN: [MRN]"
