"""Ray Data: the same bytes as a single process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import unphi
from unphi.ray import deidentify

ray: Any = pytest.importorskip("ray")

NOTES = ["MRN: 00482913, Zoë Müller", None, "", "BP 120/80", "Seen by Dr. Rose", "名 SSN: 219-09-9999"] * 200


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
    yield
    ray.shutdown()


def test_equals_the_single_process() -> None:
    import pyarrow as pa
    import ray.data

    table = pa.table({"id": list(range(len(NOTES))), "note": NOTES})
    deid = unphi.Deidentifier(deny=["Müller"])
    clean = deidentify(ray.data.from_arrow(table).repartition(4), "note", deidentifier=deid)
    found = {row["id"]: row["note"] for row in clean.take_all()}
    assert found == dict(enumerate(deid.deidentify_batch(NOTES)))
    with pytest.raises(ValueError, match="no such column: text"):
        deidentify(ray.data.from_arrow(table), "text")


def test_whom_rows_are_about() -> None:
    import pyarrow as pa
    import ray.data

    notes = [f"achterberg, wren called, {n}" for n in range(60)]
    table = pa.table({"note": notes, "patient": ["Wren Achterberg", None, "Ruiz"] * 20})
    clean = deidentify(ray.data.from_arrow(table), "note", subject_cols={"name": "patient"})
    people = [unphi.Subject(name=name) for name in ("Wren Achterberg", None, "Ruiz")] * 20
    assert sorted(row["note"] for row in clean.take_all()) == sorted(unphi.deidentify_batch(notes, subjects=people))
