"""De-identifies columns of PySpark data frames, as Arrow batches.

```python
from unphi.spark import deidentify

clean = deidentify(notes, "note", "addendum")
clean = deidentify(
    notes,
    "note",
    deidentifier=unphi.Deidentifier(policy="pseudonymize", key=unphi.Key.from_env()),
    subject_id_col="patient_id",
    subject_cols={"name": ["first_name", "last_name"], "birth_date": "dob", "mrn": "mrn"},
)
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from unphi import _worker
from unphi._deidentifier import Deidentifier
from unphi._worker import SubjectCols

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["SubjectCols", "deidentify"]


def deidentify(
    frame: DataFrame,
    *columns: str,
    deidentifier: Deidentifier | None = None,
    subject_id_col: str | None = None,
    subject_cols: SubjectCols | None = None,
) -> DataFrame:
    """`frame` with these string columns de-identified; the others, the schema, nulls and the partitions stay.

    - `subject_id_col`: the column, of strings or whole numbers, that says whom a row is about, as
      `Deidentifier.deidentify(subject_id=…)` has it.
    - `subject_cols`: the columns that hold what is known of the person of a row, who is then found however written: from an argument of
      `Subject` (`name`, `birth_date`, …) or an identifier (`mrn`, `ssn`, …) to one column or several. Several columns of `name` are the parts of one name, in their order; else
      they hold several values each, and so do cells that are lists.

    Nothing runs until Spark does. Each Python worker builds the engine once; unphi must be installed there, and a key of the
    environment or of a file is read there, see `Key`. Rows come out as a single machine would give them. A row that cannot be
    processed fails its task: nothing passes through.

    Raises `ValueError` for a column or a fact that is not there, `TypeError` for a column of text that is none.
    """
    _worker.check(columns, frame.columns, subject_id_col, subject_cols)
    for name in columns:
        kind = frame.schema[name].dataType.simpleString()
        if kind.split("(")[0] not in ("string", "varchar", "char"):
            raise TypeError(f"column {name} is {kind}, not string: cast it first")
    state = _worker.packed(deidentifier)

    def work(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            yield _worker.clean(batch, columns, state, subject_id_col, subject_cols)

    return frame.mapInArrow(work, frame.schema)
