"""unphi inside Presidio's own analyzer and anonymizer."""

from __future__ import annotations

from typing import Any

import pytest

import unphi

pytest.importorskip("presidio_analyzer")

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine

from unphi.presidio import LABELS, UnphiRecognizer

NOTE = "Zoë: Pt John Smith, MRN: 00482913, SSN 219-09-9999, seen by Dr. Rose at 10.0.0.1"


class NoModel(SpacyNlpEngine):
    """Presidio wants a spaCy pipeline; an empty one will do, since unphi does not ask it."""

    def __init__(self) -> None:
        import spacy

        super().__init__(models=[{"lang_code": "en", "model_name": "blank"}])
        self.nlp = {"en": spacy.blank("en")}

    def load(self) -> None:
        pass


@pytest.fixture(scope="module")
def analyzer() -> Any:
    registry = RecognizerRegistry(supported_languages=["en"])
    engine = AnalyzerEngine(nlp_engine=NoModel(), registry=registry, supported_languages=["en"])
    for recognizer in list(registry.recognizers):
        registry.remove_recognizer(recognizer.name)
    engine.registry.add_recognizer(UnphiRecognizer())
    return engine


def test_finds_what_unphi_finds(analyzer: Any) -> None:
    results = analyzer.analyze(NOTE, language="en")
    found = {(result.start, result.end) for result in results}
    assert found == {(span.start, span.end) for span in unphi.detect(NOTE)}
    by_text = {NOTE[result.start : result.end]: result.entity_type for result in results}
    assert by_text["John Smith"] == "PERSON" and by_text["00482913"] == "MEDICAL_RECORD_NUMBER"
    assert by_text["219-09-9999"] == "US_SSN" and by_text["10.0.0.1"] == "IP_ADDRESS"


def test_only_the_entities_asked_for(analyzer: Any) -> None:
    results = analyzer.analyze(NOTE, language="en", entities=["US_SSN"], return_decision_process=True)
    assert [NOTE[result.start : result.end] for result in results] == ["219-09-9999"]
    assert "ssn" in results[0].analysis_explanation.textual_explanation


def test_anonymizer_takes_the_results(analyzer: Any) -> None:
    anonymizer = pytest.importorskip("presidio_anonymizer").AnonymizerEngine()
    text = anonymizer.anonymize(NOTE, analyzer.analyze(NOTE, language="en")).text
    assert "<PERSON>" in text and "Smith" not in text and "00482913" not in text


def test_every_identifier_has_a_label() -> None:
    assert {name for name in LABELS if "/" not in name} == set(
        "name geographic date phone fax email ssn mrn health_plan account license vehicle device url ip biometric photo "
        "other".split()
    )
    assert UnphiRecognizer(labels={"mrn": "MRN"}).supported_entities.count("MRN") == 1
