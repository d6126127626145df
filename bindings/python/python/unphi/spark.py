"""De-identifies columns of PySpark data frames, as Arrow batches.

```python
from unphi.spark import deidentify

clean = deidentify(notes, "note", "addendum")
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from unphi import _worker
from unphi._deidentifier import Deidentifier

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["deidentify"]


def deidentify(frame: DataFrame, *columns: str, deidentifier: Deidentifier | None = None) -> DataFrame:
    """`frame` with these string columns de-identified; the others, the schema, nulls and the partitions stay.

    Nothing runs until Spark does. Each Python worker builds the engine once; unphi must be installed there. Rows come out
    as a single machine would give them. A row that cannot be processed fails its task: nothing passes through.

    Raises `ValueError` for a column that is not there, `TypeError` for one that is no string.
    """
    _worker.check(columns, frame.columns)
    for name in columns:
        kind = frame.schema[name].dataType.simpleString()
        if kind.split("(")[0] not in ("string", "varchar", "char"):
            raise TypeError(f"column {name} is {kind}, not string: cast it first")
    state = _worker.packed(deidentifier)

    def work(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            yield _worker.clean(batch, columns, state)

    return frame.mapInArrow(work, frame.schema)
