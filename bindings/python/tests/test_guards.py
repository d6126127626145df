"""Logs, structured events and traces: nothing that passes a guard holds what it should not."""

from __future__ import annotations

import datetime
import io
import logging
from typing import Any

import pytest

import unphi
from unphi.logging import RedactingFilter

GONE = ("Rose", "00482913", "482913", "219-09-9999", "Smith", "1962-03-14")


@pytest.fixture
def log() -> tuple[logging.Logger, io.StringIO, list[logging.LogRecord]]:
    stream, records = io.StringIO(), []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    logger = logging.Logger("test")
    handler = logging.StreamHandler(stream)
    handler.addFilter(RedactingFilter())
    # The formatter shows the extra fields as well.
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.addHandler(Keep())
    return logger, stream, records


def nothing_left(stream: io.StringIO, records: list[logging.LogRecord]) -> str:
    shown = stream.getvalue()
    everything = shown + "".join(f"{vars(record)}" for record in records)
    for text in GONE:
        assert text not in everything
    return shown


def test_message_and_arguments(log: Any) -> None:
    logger, stream, records = log
    logger.warning("discharged %s (MRN %s), %d beds", "Dr. Rose", "00482913", 12)
    logger.warning("MRN %(mrn)s", {"mrn": "00482913"})
    logger.warning("100% of MRN 00482913")
    assert nothing_left(stream, records).splitlines() == [
        "WARNING discharged Dr. [NAME] (MRN [MRN]), 12 beds",
        "WARNING MRN [MRN]",
        "WARNING 100% of MRN [MRN]",
    ]


def test_arguments_that_do_not_fit(log: Any, capsys: pytest.CaptureFixture[str]) -> None:
    logger, stream, records = log
    logger.warning("seen by Dr. Rose: %d", "John Smith")
    assert "withheld" in nothing_left(stream, records)
    assert capsys.readouterr() == ("", "")


def test_extra_fields(log: Any) -> None:
    logger, stream, records = log

    class Patient:
        def __str__(self) -> str:
            return "Dr. Rose"

    extra = {
        "mrn": 482913,
        "patient": {"name": "Dr. Rose", "ssn": ["219-09-9999"], "beds": 12, "ok": True, "none": None},
        "dob": datetime.date(1962, 3, 14),
        "raw": b"MRN: 00482913",
        "who": Patient(),
        "attempt": "7",
        "ratio": 0.5,
    }
    logger.warning("admitted", extra=extra)
    nothing_left(stream, records)
    (record,) = records
    assert record.mrn == "[MRN]" and record.attempt == "7" and record.ratio == 0.5
    assert record.patient["beds"] == 12 and record.patient["ok"] is True and record.patient["none"] is None
    assert record.raw == b"MRN: [MRN]" and record.who == "Dr. [NAME]" and record.dob == "1962"


def test_exceptions_with_causes_and_notes(log: Any) -> None:
    logger, stream, records = log
    try:
        try:
            raise KeyError("MRN: 00482913")
        except KeyError as error:
            raise ValueError("SSN: 219-09-9999") from error
    except ValueError:
        logger.exception("failed for Dr. Rose", stack_info=True)
    shown = nothing_left(stream, records)
    assert "ValueError: SSN: [SSN]" in shown and "KeyError: 'MRN: [MRN]'" in shown
    assert "Traceback (most recent call last)" in shown and "Stack (most recent call last)" in shown
    assert "test_guards.py" in shown and "in test_exceptions_with_causes_and_notes" in shown
    assert records[0].exc_info is None


def test_a_message_that_is_an_object(log: Any) -> None:
    logger, stream, records = log
    logger.warning({"mrn": "00482913", "beds": 7})
    logger.warning(ValueError("MRN: 00482913"))
    shown = nothing_left(stream, records)
    assert shown.splitlines() == ["WARNING {'mrn': '[MRN]', 'beds': 7}", "WARNING MRN: [MRN]"]


def test_what_cannot_be_processed_is_withheld(log: Any) -> None:
    logger, stream, records = log

    class Bad:
        def __str__(self) -> str:
            raise RuntimeError("Smith")

    knot: list[Any] = ["Dr. Rose"]
    knot.append(knot)
    logger.warning(Bad(), extra={"bad": Bad(), "knot": knot})
    logger.warning("\udcff MRN: 00482913")
    shown = nothing_left(stream, records)
    assert "withheld" in shown and "[MRN]" in shown


def test_filter_by_name() -> None:
    assert not RedactingFilter(name="ward").filter(logging.makeLogRecord({"name": "lab"}))
    assert RedactingFilter(name="ward").filter(logging.makeLogRecord({"name": "ward.a"}))


def test_own_engine() -> None:
    record = logging.makeLogRecord({"msg": "in Falcon today"})
    RedactingFilter(unphi.Deidentifier(deny=["Falcon"])).filter(record)
    assert record.msg == "in [OTHER] today"


def test_structlog() -> None:
    structlog = pytest.importorskip("structlog")
    from unphi.structlog import RedactingProcessor

    stream = io.StringIO()
    logger = structlog.wrap_logger(
        structlog.PrintLogger(stream), [RedactingProcessor(), structlog.processors.JSONRenderer()]
    ).bind(mrn="00482913")
    logger.info("seen by Dr. Rose", ssn="219-09-9999", beds=12, nested={"name": ["Dr. Rose"]})
    try:
        raise ValueError("MRN: 00482913")
    except ValueError as error:
        logger.exception("failed")
        logger.info("failed", exc_info=error)
    shown = stream.getvalue()
    assert all(text not in shown for text in GONE)
    assert '"beds": 12' in shown and '"event": "seen by Dr. [NAME]"' in shown
    assert shown.count("ValueError: MRN: [MRN]") == 2 and "exc_info" not in shown


def test_opentelemetry() -> None:
    pytest.importorskip("opentelemetry.sdk")
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
    from opentelemetry.trace import StatusCode

    from unphi.opentelemetry import RedactingSpanProcessor

    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(RedactingSpanProcessor(SimpleSpanProcessor(exporter)))
    tracer = provider.get_tracer("test")
    with pytest.raises(ValueError), tracer.start_as_current_span("GET /patient?mrn=00482913") as outer:
        with tracer.start_as_current_span("inner", links=[]) as inner:
            inner.add_event("seen by Dr. Rose", {"ssn": "219-09-9999"})
            inner.set_attributes({"mrn": 482913, "beds": 12, "names": ["Dr. Rose"], "ok": True})
            inner.set_status(StatusCode.ERROR, "no such MRN: 00482913")
        raise ValueError("SSN: 219-09-9999")
    spans = exporter.get_finished_spans()
    shown = "".join(span.to_json() for span in spans)
    assert all(text not in shown for text in GONE)
    first, second = spans
    assert first.attributes == {"mrn": "[MRN]", "beds": 12, "names": ("Dr. [NAME]",), "ok": True}
    assert first.status.description == "no such MRN: [MRN]"
    assert first.parent is not None and second.context is not None
    assert first.parent.span_id == second.context.span_id == outer.get_span_context().span_id
    assert "ValueError" in shown and (second.start_time or 1) <= (second.end_time or 0)
    assert provider.force_flush()
