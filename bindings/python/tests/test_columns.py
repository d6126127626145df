"""Columns: pyarrow, Polars, pandas, numpy, and any other library through the Arrow PyCapsule interface."""

from __future__ import annotations

import gc
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import unphi

NOTES = ["MRN: 00482913, Zoë Müller", None, "", "BP 120/80", "Seen by Dr. Rose", "名 SSN: 219-09-9999"] * 700
CLEAN = unphi.deidentify_batch(NOTES)
SPANS = unphi.detect_batch(NOTES)

TYPES = [
    pa.string(),
    pa.large_string(),
    pa.string_view(),
    pa.dictionary(pa.int8(), pa.string()),
    pa.dictionary(pa.uint32(), pa.large_string()),
]


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("kind", TYPES, ids=str)
def test_arrow_types(kind: pa.DataType, threads: int) -> None:
    given = pa.array(NOTES).dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else pa.array(NOTES, kind)
    clean = unphi.deidentify_batch(given, threads=threads)
    clean.validate(full=True)
    assert isinstance(clean, pa.Array) and clean.type == kind
    assert clean.to_pylist() == CLEAN
    assert clean.null_count == given.null_count
    assert given.to_pylist() == NOTES, "what was given is left alone"
    spans = unphi.detect_batch(given, threads=threads)
    spans.validate(full=True)
    assert_spans(spans.to_pylist())


def assert_spans(rows: list[Any]) -> None:
    assert len(rows) == len(SPANS)
    for row, spans in zip(rows, SPANS, strict=True):
        assert (row is None) == (spans is None)
        for found, span in zip(row or [], spans or [], strict=True):
            assert found == {
                name: getattr(span, name) for name in ("start", "end", "identifier", "kind", "rule", "confidence")
            }


def test_slices_and_chunks() -> None:
    column = pa.chunked_array([pa.array(NOTES[:10]), pa.array(NOTES[10:]).slice(3, 1000), pa.array([], pa.string())])
    clean = unphi.deidentify_batch(column)
    clean.validate(full=True)
    assert isinstance(clean, pa.ChunkedArray) and clean.type == column.type
    assert [len(chunk) for chunk in clean.chunks] == [10, 1000, 0]
    assert clean.to_pylist() == CLEAN[:10] + CLEAN[13:1013]
    assert unphi.deidentify_batch(pa.chunked_array([], pa.string())).to_pylist() == []
    sliced = pa.array(NOTES).dictionary_encode().slice(4, 5)
    assert unphi.deidentify_batch(sliced).to_pylist() == CLEAN[4:9]
    assert unphi.deidentify_batch(pa.nulls(3)).to_pylist() == [None] * 3


def test_dictionary_values_stay_distinct() -> None:
    column = pa.array(["MRN: 00482913", "MRN: 00482914", None, "fine"]).dictionary_encode()
    clean = unphi.deidentify_batch(column)
    assert clean.dictionary.to_pylist() == ["MRN: [MRN]", "fine"]
    assert clean.to_pylist() == ["MRN: [MRN]", "MRN: [MRN]", None, "fine"]
    # A dictionary may hold a null as a value.
    column = pa.DictionaryArray.from_arrays(pa.array([0, 1, None, 0]), pa.array(["MRN: 00482913", None]))
    assert unphi.deidentify_batch(column).to_pylist() == ["MRN: [MRN]", None, None, "MRN: [MRN]"]


@pytest.mark.parametrize(
    "column",
    [pa.array([1, 2]), pa.array([b"MRN: 00482913"]), pa.array([["a"]]), pa.table({"note": ["a"]}), pl.DataFrame({"a": "b"})],
    ids=["int", "binary", "list", "table", "frame"],
)
def test_other_types_are_refused(column: Any) -> None:
    with pytest.raises(TypeError, match="expected a column of string"):
        unphi.deidentify_batch(column)


def test_invalid_utf8_is_refused() -> None:
    column = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xfe")])
    with pytest.raises(ValueError, match="not valid Arrow data"):
        unphi.deidentify_batch(column)


def test_progress_counts_rows() -> None:
    for column in (pa.array(NOTES), pa.array(NOTES).dictionary_encode(), pl.Series(NOTES)):
        told: list[int] = []
        unphi.deidentify_batch(column, progress=told.append)
        assert sum(told) == len(NOTES)


class Foreign:
    """A column of a library that nobody knows."""

    def __init__(self, column: pa.ChunkedArray) -> None:
        self.column = column

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self.column.__arrow_c_stream__(requested_schema)


def test_foreign_columns() -> None:
    clean = unphi.deidentify_batch(Foreign(pa.chunked_array([NOTES])))
    assert isinstance(clean, unphi.ArrowColumn)
    assert repr(clean) == f"ArrowColumn(type='Utf8', length={len(NOTES)})"
    for _ in range(2):
        assert pa.chunked_array(clean).to_pylist() == CLEAN
    assert pa.chunked_array(clean).cast(pa.large_string()).to_pylist() == CLEAN
    assert pl.Series(clean).to_list() == CLEAN
    assert pa.field(clean).type == pa.string()


def test_results_outlive_what_they_came_from() -> None:
    column = pa.array(NOTES)
    clean, spans = unphi.deidentify_batch(column), unphi.detect_batch(column)
    del column
    gc.collect()
    assert clean.to_pylist() == CLEAN
    assert_spans(spans.to_pylist())


def test_polars() -> None:
    series = pl.Series("note", NOTES)
    clean = unphi.deidentify_batch(series)
    assert isinstance(clean, pl.Series) and clean.name == "note" and clean.dtype == pl.String
    assert clean.to_list() == CLEAN
    spans = unphi.detect_batch(series)
    assert isinstance(spans.dtype, pl.List)
    assert_spans(spans.to_list())
    frame = pl.DataFrame({"note": NOTES}).lazy()
    clean = frame.select(pl.col("note").map_batches(unphi.deidentify_batch, pl.String)).collect()["note"]
    assert clean.to_list() == CLEAN


def test_polars_categories_do_not_carry_the_old_texts() -> None:
    texts = ["MRN: 00482913", "fine"]
    for dtype in (pl.Categorical, pl.Enum(texts)):
        clean = unphi.deidentify_batch(pl.Series("note", texts, dtype=dtype))
        assert clean.cast(pl.String).to_list() == ["MRN: [MRN]", "fine"]
        assert "00482913" not in f"{clean.dtype!r} {pa.chunked_array(clean)}"


@pytest.mark.parametrize("dtype", ["object", "str", "string[python]", pd.ArrowDtype(pa.large_string()), "category"])
def test_pandas(dtype: Any) -> None:
    series = pd.Series(NOTES, dtype=dtype, name="note", index=range(5, 5 + len(NOTES)))
    clean = unphi.deidentify_batch(series)
    assert isinstance(clean, pd.Series)
    assert clean.name == "note" and clean.index.equals(series.index)
    assert clean.isna().tolist() == series.isna().tolist()
    assert clean.dropna().tolist() == [text for text in CLEAN if text is not None]
    if dtype == "category":
        assert "00482913" not in str(clean.cat.categories.tolist())
    else:
        assert clean.dtype == series.dtype
    spans = unphi.detect_batch(series)
    assert spans.index.equals(series.index) and spans.tolist() == SPANS


def test_pandas_missing_values_stay_what_they_were() -> None:
    series = pd.Series(["MRN: 00482913", None, float("nan"), pd.NA], dtype=object)
    clean = unphi.deidentify_batch(series)
    assert clean.iloc[0] == "MRN: [MRN]"
    assert clean.iloc[1] is None and clean.iloc[2] is series.iloc[2] and clean.iloc[3] is pd.NA


def test_numpy() -> None:
    array = np.array(NOTES, dtype=object).reshape(6, -1)
    clean = unphi.deidentify_batch(array)
    assert clean.shape == array.shape and clean.dtype == object and clean.ravel().tolist() == CLEAN
    assert unphi.detect_batch(array).ravel().tolist() == SPANS
    assert unphi.deidentify_batch(np.array(["MRN: 1234567 a"])).tolist() == ["MRN: [MRN] a"]
    nan = float("nan")
    assert unphi.deidentify_batch(np.array(["MRN: 00482913", nan], dtype=object)).tolist()[1] is nan
    with pytest.raises(unphi.BatchError, match="item 0: expected str or None, got int"):
        unphi.deidentify_batch(np.array([1, 2]))


def test_bad_rows_are_withheld_from_columns() -> None:
    series = pd.Series(["MRN: 00482913", 7, "fine"], dtype=object, name="note")
    with pytest.raises(unphi.BatchError) as raised:
        unphi.deidentify_batch(series)
    assert raised.value.failures == [(1, "expected str or None, got int")]
    assert raised.value.results.tolist() == ["MRN: [MRN]", None, "fine"]
