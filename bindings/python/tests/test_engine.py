"""The engine from Python: results, settings, errors, pickling, threads."""

from __future__ import annotations

import copy
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import unphi

NOTE = "Pt John Smith, DOB 03/14/1962, MRN: 00482913, seen by Dr. Rose. Afebrile, BP 120/80."

RULES = r"""
[[rule]]
name = "ward-badge"
identifier = "other"
kind = "badge"
patterns = ['\bBDG-\d{6}\b']
"""


def test_text_and_spans() -> None:
    result = unphi.Deidentifier().deidentify(NOTE)
    assert result.text == "Pt [NAME], DOB 1962, MRN: [MRN], seen by Dr. [NAME]. Afebrile, BP 120/80."
    assert [NOTE[span.start : span.end] for span in result.spans] == ["John Smith", "03/14/1962", "00482913", "Rose"]
    assert [span.identifier for span in result.spans] == ["name", "date", "mrn", "name"]
    assert list(result.spans) == unphi.detect(NOTE)
    assert unphi.deidentify(NOTE) == result


def test_span_says_why() -> None:
    (span,) = unphi.detect("SSN: 219-09-9999")
    assert (span.identifier, span.kind, span.rule.split(".")[0]) == ("ssn", "full", "ssn")
    assert "label" in span.evidence
    assert 0.5 <= span.confidence <= 1
    # The double prints as the single does.
    assert len(repr(span.confidence)) <= 10


def test_min_confidence() -> None:
    sure, unsure = unphi.Deidentifier(min_confidence=1.0), unphi.Deidentifier(min_confidence=0.01)
    assert len(sure.detect(NOTE)) < len(unphi.detect(NOTE)) <= len(unsure.detect(NOTE))
    assert all(span.confidence == 1.0 for span in sure.detect(NOTE))


def test_rules_as_text_and_as_file(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(RULES)
    for rules in (RULES, file):
        (span,) = unphi.Deidentifier(rules=rules).detect("saw BDG-204816")
        assert (span.kind, span.rule) == ("badge", "ward-badge")
    with pytest.raises(FileNotFoundError):
        unphi.Deidentifier(rules=tmp_path / "absent.toml")


@pytest.mark.parametrize("lists", [["Falcon"], ("Falcon",), {"Falcon"}, iter(["Falcon"])])
def test_lists_are_any_iterable(lists: list[str]) -> None:
    assert unphi.Deidentifier(deny=lists).deidentify("in falcon today").text == "in [OTHER] today"


def test_allow() -> None:
    text = "Seen by Dr. Rose"
    assert unphi.Deidentifier(allow=["rose"]).deidentify(text).text == text


def test_configuration_errors_say_what_to_do() -> None:
    for wrong in (0, -1, 1.5, float("nan")):
        with pytest.raises(unphi.ConfigurationError, match="minimum confidence"):
            unphi.Deidentifier(min_confidence=wrong)
    with pytest.raises(unphi.ConfigurationError, match="line 2"):
        unphi.Deidentifier(rules="[[rule]]\nnome = 'x'\n")
    with pytest.raises(TypeError, match="deny"):
        unphi.Deidentifier(deny="Falcon")
    with pytest.raises(TypeError, match="allow"):
        unphi.Deidentifier(allow=[7])  # type: ignore[list-item]
    with pytest.raises(TypeError):
        unphi.Deidentifier(0.5)  # type: ignore[call-arg, arg-type]


def test_exceptions_are_one_tree() -> None:
    for error in (unphi.ConfigurationError, unphi.InputError, unphi.InternalError, unphi.BatchError):
        assert issubclass(error, unphi.UnphiError)
        assert error.__module__ == "unphi"
    assert issubclass(unphi.ConfigurationError, ValueError)


@pytest.mark.parametrize("wrong", [None, 7, b"MRN: 00482913", ["MRN: 00482913"]])
def test_wrong_types_are_type_errors(wrong: object) -> None:
    with pytest.raises(TypeError):
        unphi.deidentify(wrong)  # type: ignore[arg-type]


def test_lone_surrogate_is_an_error_without_the_text() -> None:
    text = "MRN: 00482913 \ud800 John Smith"
    with pytest.raises(unphi.InputError, match="index 14") as raised:
        unphi.deidentify(text)
    seen: list[BaseException | None] = [raised.value, raised.value.__cause__, raised.value.__context__]
    for error in seen:
        if error is not None:
            assert "Smith" not in f"{error!r} {error.args} {vars(error)}"


def test_repr_shows_no_text() -> None:
    deid = unphi.Deidentifier(deny=["Falcon"], allow=["Mercy"], rules=RULES, min_confidence=0.25)
    result = deid.deidentify("Falcon, John Smith")
    shown = f"{deid!r} {deid} {result!r} {result} {result.spans!r} {deid.explain('John Smith')!r}"
    for text in ("Falcon", "Mercy", "Smith", "BDG"):
        assert text not in shown
    assert "min_confidence=0.25" in shown


def test_pickles_and_copies_do_the_same() -> None:
    deid = unphi.Deidentifier(deny=["Falcon"], allow=["Mercy"], rules=RULES, min_confidence=0.25)
    text = "BDG-204816 of Falcon, seen by Dr. Rose at Mercy"
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(deid, protocol))
        assert type(again) is unphi.Deidentifier
        assert again.deidentify(text) == deid.deidentify(text)
    assert copy.deepcopy(deid).deidentify(text) == deid.deidentify(text)
    result = deid.deidentify(text)
    again = pickle.loads(pickle.dumps(result))
    assert again == result and hash(again) == hash(result)
    assert again.spans[0].evidence == result.spans[0].evidence
    assert {*again.spans} == {*result.spans}


def test_error_survives_pickling() -> None:
    with pytest.raises(unphi.BatchError) as raised:
        unphi.deidentify_batch(["MRN: 00482913", 7])  # type: ignore[list-item]
    again = pickle.loads(pickle.dumps(raised.value))
    assert (str(again), again.failures, again.results) == (
        str(raised.value),
        raised.value.failures,
        raised.value.results,
    )


def test_explain() -> None:
    explanation = unphi.Deidentifier().explain(NOTE)
    assert list(explanation.spans) == unphi.detect(NOTE)
    assert all(span.confidence < 0.5 for span in explanation.near_misses)


def test_one_engine_on_many_threads() -> None:
    deid = unphi.Deidentifier(deny=["Falcon"])
    notes = [f"Falcon {n}: {NOTE}" for n in range(64)]
    expected = [deid.deidentify(note) for note in notes]
    barrier = threading.Barrier(8)

    def work(_: int) -> list[unphi.Result]:
        barrier.wait()
        return [deid.deidentify(note) for note in notes]

    with ThreadPoolExecutor(8) as pool:
        assert all(results == expected for results in pool.map(work, range(8)))


def test_the_gil_is_released() -> None:
    text = NOTE * 20_000
    ticks, done = 0, threading.Event()

    def count() -> None:
        nonlocal ticks
        while not done.wait(0.001):
            ticks += 1

    counter = threading.Thread(target=count)
    counter.start()
    unphi.deidentify(text)
    unphi.deidentify_batch([text], threads=1)
    done.set()
    counter.join()
    # Were the GIL held, the counter would have run between the two calls only.
    assert ticks > 10


def test_classes_are_frozen() -> None:
    result = unphi.deidentify(NOTE)
    for thing, name in [(result, "text"), (result.spans[0], "start"), (unphi.Deidentifier(), "anything")]:
        with pytest.raises(AttributeError):
            setattr(thing, name, 1)
    source = Path(__file__).parents[1] / "src"
    classes = [line for file in source.rglob("*.rs") for line in file.read_text().splitlines() if "#[pyclass" in line]
    assert len(classes) >= 5
    assert all("frozen" in line for line in classes)
