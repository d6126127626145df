"""PySpark on a local cluster with two workers: the same bytes as a single process."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import unphi
from unphi.spark import deidentify

pytest.importorskip("pyspark")

NOTES = ["MRN: 00482913, Zoë Müller", None, "", "BP 120/80", "Seen by Dr. Rose", "名 SSN: 219-09-9999"] * 200


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    # Workers take the first python3 of the path otherwise.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    # Executors in processes of their own, as on real machines: two workers, one core and 1 GiB each.
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "100")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def test_equals_the_single_process(spark: Any) -> None:
    rows = [(n, note, f"ward {n % 7}") for n, note in enumerate(NOTES)]
    frame = spark.createDataFrame(rows, "id int, note string, ward string").repartition(4)
    deid = unphi.Deidentifier(deny=["Müller"], min_confidence=0.4)
    clean = deidentify(frame, "note", deidentifier=deid)
    assert clean.schema == frame.schema
    found = {row.id: (row.note, row.ward) for row in clean.collect()}
    expected = deid.deidentify_batch(NOTES)
    assert found == {n: (expected[n], f"ward {n % 7}") for n in range(len(NOTES))}


def test_whom_rows_are_about(spark: Any, tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("07" * 32)
    # Read again on the workers: no secret is in what Spark sends.
    deid = unphi.Deidentifier(policy="pseudonymize", key=unphi.Key.from_file(path))
    rows = [(n, f"achterberg, wren fell on 3/{1 + n % 28}/2024, 00482913", n % 7, "Wren", "Achterberg", "1962-03-14", "00482913") for n in range(300)]
    frame = spark.createDataFrame(rows, "id int, note string, patient int, first string, last string, dob string, mrn string")
    cols = {"name": ["first", "last"], "birth_date": "dob", "mrn": "mrn"}
    clean = deidentify(frame.repartition(4), "note", deidentifier=deid, subject_id_col="patient", subject_cols=cols)
    subject = unphi.Subject(name="Wren Achterberg", birth_date="1962-03-14", ids={"mrn": "00482913"})
    found = {row.id: row.note for row in clean.collect()}
    assert found == {row[0]: deid.deidentify(row[1], subject=subject, subject_id=row[2]).text for row in rows}
    assert not any("wren" in note.lower() or "00482913" in note for note in found.values())
    with pytest.raises(ValueError, match="no such column: pid"):
        deidentify(frame, "note", subject_id_col="pid")
    with pytest.raises(ValueError, match="18 identifiers"):
        deidentify(frame, "note", subject_cols={"shoe": "mrn"})
    with pytest.raises(TypeError, match="pickle_secret"):
        deidentify(frame, "note", deidentifier=unphi.Deidentifier(policy="reversible", key=unphi.Key(b"7" * 32)))


def test_several_columns_and_wrong_ones(spark: Any) -> None:
    frame = spark.createDataFrame([("Dr. Rose", "MRN: 00482913", 7)], "a string, b string, c int")
    assert [tuple(row) for row in deidentify(frame, "a", "b").collect()] == [("Dr. [NAME]", "MRN: [MRN]", 7)]
    with pytest.raises(ValueError, match="no such column: d"):
        deidentify(frame, "d")
    with pytest.raises(TypeError, match="column c is int"):
        deidentify(frame, "c")
    with pytest.raises(ValueError, match="none named"):
        deidentify(frame)


def test_the_engine_is_built_once_in_each_worker(spark: Any) -> None:
    from unphi import _worker

    state = _worker.packed(None)

    def engines(_: Iterator[Any]) -> Iterator[tuple[int, int, int]]:
        import os

        import unphi._worker

        first, again = unphi._worker.engine(state), unphi._worker.engine(state)
        yield os.getpid(), id(first), id(again)

    seen = set(spark.sparkContext.parallelize(range(8), 8).mapPartitions(engines).collect())
    assert len({pid for pid, _, _ in seen}) == len(seen), "a process that worked twice built two engines"
    assert all(first == again for _, first, again in seen)
