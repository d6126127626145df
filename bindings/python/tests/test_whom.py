"""Whom each text of a batch is about: the same as one call each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import unphi
import unphi.pandas

KEY = unphi.Key(b"0123456789abcdef0123456789abcdef")
NOTES = ["Mrs. Ruiz fell on 3/14/2024.", None, "", "achterberg, wren seen 3/20/2024", "Zoë 名 Okafor, 1/2/2024"] * 60
IDS = [f"patient {n % 7}" for n in range(len(NOTES))]
PEOPLE: list[Any] = [
    [None, unphi.Subject(name="Wren Achterberg"), [unphi.Subject(name="Okafor"), unphi.Subject(name="Ruiz")], []][n % 4]
    for n in range(len(NOTES))
]
DEID = unphi.Deidentifier(policy="pseudonymize", key=KEY)


def single(note: str | None, subject_id: Any, people: Any) -> str | None:
    if note is None:
        return None
    people = [] if people is None else [people] if isinstance(people, unphi.Subject) else people
    known = unphi.Deidentifier(policy="pseudonymize", key=KEY, subjects=people)
    return known.deidentify(note, subject_id=subject_id).text


EXPECTED = [single(*row) for row in zip(NOTES, IDS, PEOPLE, strict=True)]


@pytest.mark.parametrize("threads", [1, 3])
def test_lists_and_iterables(threads: int) -> None:
    assert len(set(EXPECTED)) > 20
    assert DEID.deidentify_batch(NOTES, subject_ids=IDS, subjects=PEOPLE, threads=threads) == EXPECTED
    given = (iter(NOTES), iter(IDS), iter(PEOPLE))
    assert DEID.deidentify_batch(given[0], subject_ids=given[1], subjects=given[2], threads=threads) == EXPECTED


COLUMNS: dict[str, Callable[[list[Any]], Any]] = {
    "pyarrow string": lambda values: pa.array(values, pa.string()),
    "pyarrow large_string": lambda values: pa.array(values, pa.large_string()),
    "pyarrow string_view": lambda values: pa.array(values, pa.string_view()),
    "pyarrow dictionary": lambda values: pa.array(values, pa.string()).dictionary_encode(),
    "pyarrow chunks": lambda values: pa.chunked_array([values[:7], values[7:170], values[170:]], pa.string()),
    "polars": lambda values: pl.Series("c", values, pl.String),
    "polars categorical": lambda values: pl.Series("c", values, pl.Categorical),
    "pandas": lambda values: pd.Series(values),
    "pandas object": lambda values: pd.Series(values, dtype=object),
    "numpy": lambda values: numpy.array(values, dtype=object),
}


def listed(column: Any) -> list[Any]:
    values = column.to_pylist() if hasattr(column, "to_pylist") else column.to_list() if hasattr(column, "to_list") else column.tolist()
    return [value if isinstance(value, str) else None for value in values]


@pytest.mark.parametrize("ids", COLUMNS)
@pytest.mark.parametrize("notes", COLUMNS)
def test_columns(notes: str, ids: str) -> None:
    column = COLUMNS[notes](NOTES)
    clean = DEID.deidentify_batch(column, subject_ids=COLUMNS[ids](IDS), subjects=PEOPLE, threads=2)
    assert type(clean) is type(column) and listed(clean) == EXPECTED
    if isinstance(column, (pa.Array, pa.ChunkedArray)):
        assert clean.type == column.type


def test_ids_are_text_or_whole_numbers() -> None:
    notes = ["Mrs. Ruiz fell on 3/14/2024."] * 3
    expected = [DEID.deidentify(note, subject_id=n).text for n, note in enumerate(notes)]
    assert expected == [DEID.deidentify(note, subject_id=str(n)).text for n, note in enumerate(notes)]
    for ids in (range(3), pa.array([0, 1, 2], pa.uint8()), pl.Series([0, 1, 2]), pd.Series([0, 1, 2]), numpy.arange(3), ["0", 1, "2"]):
        assert DEID.deidentify_batch(notes, subject_ids=ids) == expected  # type: ignore[arg-type]
    with pytest.raises(unphi.BatchError) as raised:
        DEID.deidentify_batch(notes, subject_ids=[1, None, 1])
    assert [index for index, _ in raised.value.failures] == [1] and raised.value.results[0] == expected[1]
    for nobody in (pa.array([1, None, 1]), pd.Series([1, None, 1], dtype="Int64"), pd.Series(["1", None, "1"])):
        with pytest.raises(unphi.BatchError, match="item 1: .*subject"):
            DEID.deidentify_batch(pa.array(notes), subject_ids=nobody)
    with pytest.raises(TypeError, match="id"):
        DEID.deidentify_batch(notes, subject_ids=[1, 2, 3.5])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="subject_ids"):
        DEID.deidentify_batch(notes, subject_ids="123")
    with pytest.raises(TypeError, match="subjects"):
        DEID.deidentify_batch(notes, subjects=["Ruiz"] * 3)  # type: ignore[list-item]


@pytest.mark.parametrize("column", [list, pa.array, lambda notes: pa.array(notes).dictionary_encode()])
@pytest.mark.parametrize("count", [0, 2, 4])
def test_as_many_as_there_are_texts(column: Callable[[list[str]], Any], count: int) -> None:
    notes = column(["Mrs. Ruiz", "Dr. Rose", "x"])
    which = "fewer" if count < 3 else "more"
    with pytest.raises(ValueError, match=f"subject_ids: {which}"):
        DEID.deidentify_batch(notes, subject_ids=[7] * count)
    with pytest.raises(ValueError, match=f"subjects: {which}"):
        unphi.Deidentifier().deidentify_batch(notes, subjects=[None] * count)
    with pytest.raises(ValueError, match=f"subjects: {which}"):
        unphi.Deidentifier().detect_batch(notes, subjects=[None] * count)


def test_a_fact_that_cannot_be_read_withholds_its_text() -> None:
    with pytest.raises(unphi.BatchError) as raised:
        unphi.deidentify_batch(["a", "Dr. Rose", "c"], subjects=[None, unphi.Subject(birth_date="the ides"), None])
    assert [index for index, _ in raised.value.failures] == [1] and "ides" not in str(raised.value)
    assert raised.value.results == ["a", None, "c"]


def test_detection_and_the_accessor() -> None:
    people = [None, unphi.Subject(name="Wren Achterberg")]
    notes = ["achterberg, wren", "achterberg, wren"]
    spans = unphi.detect_batch(notes, subjects=people)
    assert spans[1][0].confidence == 1 and (not spans[0] or spans[0][0].confidence < 1)
    frame = pd.DataFrame({"note": ["Mrs. Ruiz fell on 3/14/2024."] * 2, "patient": [17, 18]})
    clean = frame["note"].unphi.deidentify(DEID, subject_ids=frame["patient"])
    assert clean.tolist() == [DEID.deidentify(frame["note"][0], subject_id=n).text for n in (17, 18)]
    assert frame["note"].unphi.detect(subjects=[unphi.Subject(name="Ruiz"), None]).map(len).tolist() == [2, 2]


def test_small_dictionaries_say_when_their_keys_run_out() -> None:
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 300, pa.int8()), pa.array(["Mrs. Ruiz fell on 3/14/2024."]))
    few = DEID.deidentify_batch(column, subject_ids=[n % 3 for n in range(300)])
    assert few.type == column.type and len(set(few.to_pylist())) == 3
    with pytest.raises(unphi.InputError, match="cast"):
        DEID.deidentify_batch(column, subject_ids=range(300))
