"""What is known of a person, from Python."""

from __future__ import annotations

import datetime
import pickle

import pytest

import unphi

NOTE = "WILL DZURISIN (14.3.62, 559.555.0134) will call; wdzurisin, 482913, Hope Dzurisin"
FACTS = {
    "name": "Dzurisin, Will Q.",
    "relative": ["Hope Dzurisin", None],
    "birth_date": datetime.date(1962, 3, 14),
    "phone": "(559) 555-0134",
    "ids": {"mrn": ["00482913"]},
}


def test_a_subject_is_found_however_written() -> None:
    subject = unphi.Subject(**FACTS)  # type: ignore[arg-type]
    expected = "[NAME] (1962, [PHONE]) will call; [NAME], [MRN], [NAME]"
    assert unphi.deidentify(NOTE, subject=subject).text == expected
    spans = unphi.detect(NOTE, subject=subject)
    assert all("subject" in span.evidence and span.confidence == 1 for span in spans)
    deid = unphi.Deidentifier(subjects=[subject])
    assert deid.deidentify(NOTE).text == expected
    assert deid.deidentify_batch([NOTE]) == [expected]
    assert unphi.deidentify(NOTE).text != expected, "one call's subject is not the next one's"


def test_nothing_known() -> None:
    empty = unphi.Subject(name=None, alias="", birth_date=[None, " "], ids={"mrn": None})
    assert empty == unphi.Subject() and repr(empty) == "Subject(facts=0)"
    assert unphi.deidentify(NOTE, subject=empty) == unphi.deidentify(NOTE, subject=None) == unphi.deidentify(NOTE)


def test_repr_shows_only_how_much() -> None:
    subject = unphi.Subject(**FACTS)  # type: ignore[arg-type]
    shown = f"{subject!r} {unphi.Deidentifier(subjects=[subject])!r}"
    assert shown == "Subject(facts=5) Deidentifier(subjects=<1>)"


def test_pickles() -> None:
    subject = unphi.Subject(**FACTS)  # type: ignore[arg-type]
    assert pickle.loads(pickle.dumps(subject)) == subject != unphi.Subject(name="Smith")
    deid = pickle.loads(pickle.dumps(unphi.Deidentifier(subjects=[subject])))
    assert deid.deidentify(NOTE) == unphi.deidentify(NOTE, subject=subject)


def test_errors_quote_nothing() -> None:
    wrong = unphi.Subject(birth_date="the ides of March")
    with pytest.raises(unphi.UnphiError, match="subject") as raised:
        unphi.deidentify(NOTE, subject=wrong)
    assert "ides" not in str(raised.value)
    with pytest.raises(unphi.UnphiError):
        unphi.Deidentifier(subjects=[wrong])
    with pytest.raises(TypeError, match="unexpected keyword argument 'nome'"):
        unphi.Subject(nome="Smith")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="phone"):
        unphi.Subject(phone=5555555)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="18 identifiers"):
        unphi.Subject(ids={"shoe": "43"})
    with pytest.raises(TypeError, match="ids"):
        unphi.Subject(ids=["mrn"])  # type: ignore[arg-type]
