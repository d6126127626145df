"""De-identifies columns of Ray datasets, as Arrow batches.

```python
from unphi.ray import deidentify

clean = deidentify(ray.data.read_parquet("notes/"), "note", subject_cols={"name": "patient", "mrn": "mrn"})
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unphi import _worker
from unphi._deidentifier import Deidentifier
from unphi._worker import SubjectCols

if TYPE_CHECKING:
    from ray.data import Dataset

__all__ = ["SubjectCols", "deidentify"]


def deidentify(
    dataset: Dataset,
    *columns: str,
    deidentifier: Deidentifier | None = None,
    subject_id_col: str | None = None,
    subject_cols: SubjectCols | None = None,
    **options: Any,
) -> Dataset:
    """`dataset` with these string columns de-identified; the others and nulls stay.

    `subject_id_col` and `subject_cols` say whom a row is about, as in `unphi.spark.deidentify`. `options` go to
    `Dataset.map_batches` (`concurrency`, `num_cpus`, …). Each worker process builds the engine once; unphi must be installed there.
    A row that cannot be processed fails its task: nothing passes through.
    """
    _worker.check(columns, dataset.columns() or [], subject_id_col, subject_cols)
    arguments = {
        "columns": columns,
        "state": _worker.packed(deidentifier),
        "subject_id_col": subject_id_col,
        "subject_cols": subject_cols,
    }
    return dataset.map_batches(_worker.clean, fn_kwargs=arguments, batch_format="pyarrow", **options)
