"""Engines on the machines of a cluster: sent as bytes, built once in each process that works."""

from __future__ import annotations

import functools
import pickle
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from unphi._deidentifier import Deidentifier
from unphi._unphi import Subject

SubjectCols: TypeAlias = Mapping[str, str | Sequence[str]]
"""From what is known of a person to the column, or columns, that hold it."""

#: What `Subject` takes by name; all else is an identifier whose numbers are known.
_FACTS = frozenset("name alias relative birth_date date phone email address employer".split())


def packed(deidentifier: Deidentifier | None) -> bytes:
    """The engine as it travels."""
    return pickle.dumps(Deidentifier() if deidentifier is None else deidentifier)


@functools.lru_cache(maxsize=8)
def engine(state: bytes) -> Deidentifier:
    """The engine that `state` describes, the same object every time in one process."""
    deidentifier: Deidentifier = pickle.loads(state)
    return deidentifier


def clean(
    batch: Any,
    columns: Sequence[str],
    state: bytes,
    subject_id_col: str | None = None,
    subject_cols: SubjectCols | None = None,
) -> Any:
    """A pyarrow table or record batch with these columns de-identified. The cluster brings the parallelism."""
    # Read before they are de-identified themselves.
    subject_ids = None if subject_id_col is None else batch.column(batch.schema.get_field_index(subject_id_col))
    people = subjects(batch, subject_cols) if subject_cols else None
    for name in columns:
        at = batch.schema.get_field_index(name)
        cleaned = engine(state).deidentify_batch(
            batch.column(at), subject_ids=subject_ids, subjects=people, threads=1
        )
        batch = batch.set_column(at, batch.schema.field(at), cleaned)
    return batch


def subjects(batch: Any, subject_cols: SubjectCols) -> list[Subject]:
    """What the columns of a pyarrow table or record batch say of the person of each row."""
    known = {
        fact: [batch.column(batch.schema.get_field_index(column)).to_pylist() for column in _named(columns)]
        for fact, columns in subject_cols.items()
    }
    people = []
    for row in range(batch.num_rows):
        facts: dict[str, Any] = {fact: _values(columns, row) for fact, columns in known.items()}
        if len(known.get("name", ())) > 1:
            # A name whose parts have columns of their own.
            facts["name"] = " ".join(part for part in facts["name"] if part)
        ids = {fact: facts.pop(fact) for fact in known if fact not in _FACTS}
        people.append(Subject(**facts, ids=ids))
    return people


def _named(columns: str | Sequence[str]) -> list[str]:
    return [columns] if isinstance(columns, str) else list(columns)


def _values(columns: list[list[Any]], row: int) -> list[Any]:
    """Cells of a row. Numbers are their digits; a list in a cell holds several values."""
    values: list[Any] = []
    for column in columns:
        cell = column[row]
        values.extend(cell if isinstance(cell, list) else [cell])
    return [str(value) if isinstance(value, int) else value for value in values]


def check(
    wanted: Iterable[str],
    there: Iterable[str],
    subject_id_col: str | None = None,
    subject_cols: SubjectCols | None = None,
) -> list[str]:
    """The columns asked for, when all of them are there, and those that say whom a row is about."""
    wanted, there = list(wanted), list(there)
    about = [name for columns in (subject_cols or {}).values() for name in _named(columns)]
    about += [] if subject_id_col is None else [subject_id_col]
    missing = [name for name in [*wanted, *about] if name not in there]
    if missing or not wanted:
        raise ValueError(f"no such column: {', '.join(missing) or 'none named'}; there are {', '.join(there)}")
    # A name that is no fact and no identifier is told here, not on a worker.
    facts = {fact: None for fact in subject_cols or {}}
    Subject(**{fact: None for fact in facts if fact in _FACTS}, ids={fact: None for fact in facts if fact not in _FACTS})
    return wanted
