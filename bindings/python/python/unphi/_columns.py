"""How a batch goes through and comes back as what it was: a list, or a column of the library it came from.

No library is imported here that the caller has not imported: what is not in `sys.modules` cannot have made the column.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, TypeAlias, TypeVar

from unphi._errors import BatchError
from unphi._unphi import ArrowColumn

Failures: TypeAlias = list[tuple[int, str]]


class ArrowArray(Protocol):
    """One array that crosses by the Arrow PyCapsule interface."""

    def __arrow_c_array__(self, requested_schema: Any = None) -> Any: ...


class ArrowStream(Protocol):
    """A column in chunks that crosses by the Arrow PyCapsule interface."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...


class NumpyArray(Protocol):
    """A numpy array of strings."""

    @property
    def __array_interface__(self) -> dict[str, Any]: ...


class IndexedColumn(Protocol):
    """A pandas Series of strings."""

    @property
    def iloc(self) -> Any: ...
    @property
    def index(self) -> Any: ...


Column = TypeVar("Column", bound=ArrowArray | ArrowStream | NumpyArray | IndexedColumn)
"""A column of pyarrow, Polars, pandas, numpy or any library that exports Arrow data; what comes back is of the same type."""


def run(
    texts: Any,
    items: Callable[[Iterable[Any]], tuple[list[Any], Failures]],
    arrow: Callable[[Any], tuple[ArrowColumn, Failures]],
    *,
    spans: bool,
) -> Any:
    """Sends `texts` through `items` or `arrow`, whichever fits, and gives the outcome the shape of `texts`.

    With `spans` the outcome is lists of spans, which are Python objects unless the library has columns of structs.
    """
    if isinstance(texts, (str, bytes, bytearray, Mapping)):
        raise TypeError(f"expected an iterable or a column of texts, got one {type(texts).__name__}")
    pandas, numpy = sys.modules.get("pandas"), sys.modules.get("numpy")
    if pandas is not None and isinstance(texts, pandas.Series):
        results, failures = _pandas(pandas, texts, items, arrow, spans)
    elif numpy is not None and isinstance(texts, numpy.ndarray):
        results, failures = _numpy(numpy, texts, items, spans)
    elif hasattr(texts, "__arrow_c_array__") or hasattr(texts, "__arrow_c_stream__"):
        column, failures = arrow(texts)
        results = _like(texts, column)
    else:
        results, failures = items(texts)
    if failures:
        raise BatchError(failures, results)
    return results


def _like(texts: Any, column: ArrowColumn) -> Any:
    """`column` as the library that made `texts` has it."""
    pyarrow, polars = sys.modules.get("pyarrow"), sys.modules.get("polars")
    if pyarrow is not None and isinstance(texts, pyarrow.ChunkedArray):
        return pyarrow.chunked_array(column)
    if pyarrow is not None and isinstance(texts, pyarrow.Array):
        return pyarrow.chunked_array(column).chunk(0)
    if polars is not None and isinstance(texts, polars.Series):
        return polars.Series(texts.name, column)
    return column


def _pandas(pandas: Any, series: Any, items: Any, arrow: Any, spans: bool) -> tuple[Any, Failures]:
    dtype, place = series.dtype, {"index": series.index, "name": series.name}
    in_arrow = isinstance(dtype, pandas.ArrowDtype) or (
        isinstance(dtype, pandas.StringDtype) and dtype.storage == "pyarrow"
    )
    if in_arrow and not spans:
        import pyarrow

        column, failures = arrow(series.array.__arrow_array__())
        return pandas.Series(dtype.__from_arrow__(pyarrow.chunked_array(column)), **place), failures
    missing = series.isna().tolist()
    given = series.tolist()
    results, failures = items(None if gone else text for text, gone in zip(given, missing, strict=True))
    if spans:
        return pandas.Series(results, dtype=object, **place), failures
    # What marks a missing text, None, NaN or NA, stays what it was.
    results = [text if gone else result for text, gone, result in zip(given, missing, results, strict=True)]
    if isinstance(dtype, pandas.CategoricalDtype):
        # The old categories are the old texts.
        return pandas.Series(pandas.Categorical(results), **place), failures
    return pandas.Series(results, dtype=dtype, **place), failures


def _numpy(numpy: Any, array: Any, items: Any, spans: bool) -> tuple[Any, Failures]:
    given = array.ravel().tolist()
    # NaN marks a missing text in columns that come from pandas.
    missing = [text is None or (isinstance(text, float) and text != text) for text in given]
    results, failures = items(None if gone else text for text, gone in zip(given, missing, strict=True))
    if not spans:
        results = [text if gone else result for text, gone, result in zip(given, missing, results, strict=True)]
        if array.dtype.kind in "UT" and not failures:
            dtype = str if array.dtype.kind == "U" else array.dtype
            return numpy.array(results, dtype=dtype).reshape(array.shape), failures
    shaped = numpy.empty(len(results), dtype=object)
    shaped[:] = results
    return shaped.reshape(array.shape), failures
