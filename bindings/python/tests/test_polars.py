"""`pl.col("note").unphi` on real Polars: eager, lazy, streaming, grouped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

import unphi
import unphi.polars

NOTES = ["MRN: 00482913, Zoë Müller", None, "", "BP 120/80", "Seen by Dr. Rose", "名 SSN: 219-09-9999"] * 50
KEY = unphi.Key(b"0123456789abcdef0123456789abcdef")


def note(name: str = "note") -> Any:
    """Types do not know of namespaces that are registered."""
    return pl.col(name).unphi  # type: ignore[attr-defined]


@pytest.fixture
def frame() -> pl.DataFrame:
    return pl.DataFrame({"id": range(len(NOTES)), "note": NOTES, "patient": [f"p{n % 7}" for n in range(len(NOTES))]})


def test_eager_lazy_and_streaming(frame: pl.DataFrame, tmp_path: Path) -> None:
    deid = unphi.Deidentifier(deny=["Müller"])
    expected = frame.with_columns(pl.Series("note", deid.deidentify_batch(NOTES), pl.String))
    assert frame.with_columns(note().deidentify(deid)).equals(expected)
    lazy = frame.lazy().with_columns(note().deidentify(deid))
    assert lazy.collect_schema() == frame.schema
    assert lazy.collect().equals(expected) and lazy.collect(engine="streaming").equals(expected)
    lazy.sink_parquet(tmp_path / "clean.parquet")
    assert pl.read_parquet(tmp_path / "clean.parquet").equals(expected)
    # Elementwise: a filter may go before it.
    assert lazy.filter(pl.col("id") < 3).collect().equals(expected.head(3))
    assert frame.select(note().deidentify(deid, threads=3)).equals(expected.select("note"))
    assert frame.head(0).select(note().deidentify()).equals(frame.head(0).select("note"))


def test_groups_and_several_columns(frame: pl.DataFrame) -> None:
    clean = unphi.deidentify_batch(NOTES)
    grouped = frame.group_by("patient", maintain_order=True).agg(note().deidentify())
    assert grouped["note"].explode().to_list() == [clean[n] for p in range(7) for n in range(p, len(NOTES), 7)]
    both = frame.select(pl.col("note", "patient").unphi.deidentify())  # type: ignore[attr-defined]
    assert both["note"].to_list() == clean and both["patient"].to_list() == frame["patient"].to_list()


def test_other_types(frame: pl.DataFrame) -> None:
    clean = unphi.deidentify_batch(NOTES)
    for kind in (pl.Categorical, pl.Enum([text for text in dict.fromkeys(NOTES) if text is not None])):
        column = frame.select(pl.col("note").cast(kind)).select(note().deidentify())["note"]
        assert column.dtype == pl.String and column.to_list() == clean
    assert pl.DataFrame({"note": [None, None]}).select(note().deidentify())["note"].to_list() == [None, None]
    with pytest.raises(unphi.UnphiError, match="expected a column of strings"):
        frame.select(note("id").deidentify())


def test_whom_rows_are_about(frame: pl.DataFrame) -> None:
    text = "achterberg, wren fell on 3/14/2024, 00482913"
    frame = frame.with_columns(note=pl.lit(text), who=pl.lit("Wren Achterberg"), mrn=pl.lit(482913))
    deid = unphi.Deidentifier(policy="pseudonymize", key=KEY)
    person = pl.struct(name="who", mrn="mrn")
    clean = frame.lazy().select(note().deidentify(deid, subject_id="patient", subject=person)).collect()["note"]
    subject = unphi.Subject(name="Wren Achterberg", ids={"mrn": "482913"})
    assert clean.to_list() == [deid.deidentify(text, subject=subject, subject_id=p).text for p in frame["patient"]]
    found = frame.select(note().detect(subject=person))["note"]
    assert found.list.len().to_list() == [len(unphi.detect(text, subject=subject))] * len(frame)
    with pytest.raises(unphi.UnphiError, match="subject"):
        frame.select(note().deidentify(deid))
    with pytest.raises(unphi.UnphiError, match="struct"):
        frame.select(note().deidentify(subject="who"))


def test_detection(frame: pl.DataFrame) -> None:
    spans = frame.lazy().select(note().detect()).collect()["note"]
    expected = unphi.detect_batch(NOTES)
    assert spans.is_null().to_list() == [found is None for found in expected]
    assert [[(s["start"], s["identifier"]) for s in row or []] for row in spans.to_list()] == [
        [(span.start, span.identifier) for span in row or []] for row in expected
    ]
