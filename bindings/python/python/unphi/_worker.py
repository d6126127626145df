"""Engines on the machines of a cluster: sent as bytes, built once in each process that works."""

from __future__ import annotations

import functools
import pickle
from collections.abc import Iterable, Sequence
from typing import Any

from unphi._deidentifier import Deidentifier


def packed(deidentifier: Deidentifier | None) -> bytes:
    """The engine as it travels."""
    return pickle.dumps(Deidentifier() if deidentifier is None else deidentifier)


@functools.lru_cache(maxsize=8)
def engine(state: bytes) -> Deidentifier:
    """The engine that `state` describes, the same object every time in one process."""
    deidentifier: Deidentifier = pickle.loads(state)
    return deidentifier


def clean(batch: Any, columns: Sequence[str], state: bytes) -> Any:
    """A pyarrow table or record batch with these columns de-identified. The cluster brings the parallelism."""
    for name in columns:
        at = batch.schema.get_field_index(name)
        batch = batch.set_column(at, batch.schema.field(at), engine(state).deidentify_batch(batch.column(at), threads=1))
    return batch


def check(wanted: Iterable[str], there: Iterable[str]) -> list[str]:
    """The columns asked for, when all of them are there."""
    wanted, there = list(wanted), list(there)
    missing = [name for name in wanted if name not in there]
    if missing or not wanted:
        raise ValueError(f"no such column: {', '.join(missing) or 'none named'}; there are {', '.join(there)}")
    return wanted
