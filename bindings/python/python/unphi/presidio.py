"""unphi as a recognizer of Microsoft Presidio.

```python
from presidio_analyzer import AnalyzerEngine
from unphi.presidio import UnphiRecognizer

analyzer = AnalyzerEngine()
analyzer.registry.add_recognizer(UnphiRecognizer())
```
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult

from unphi._deidentifier import Deidentifier
from unphi._unphi import Span

__all__ = ["LABELS", "UnphiRecognizer"]

#: Presidio's name for each identifier, and for each `identifier/kind` that it tells apart. Names that Presidio does not
#: have are the Safe Harbor rule's own.
LABELS: dict[str, str] = {
    "name": "PERSON",
    "name/organization": "ORGANIZATION",
    "geographic": "LOCATION",
    "date": "DATE_TIME",
    "date/age": "AGE",
    "phone": "PHONE_NUMBER",
    "fax": "PHONE_NUMBER",
    "email": "EMAIL_ADDRESS",
    "ssn": "US_SSN",
    "mrn": "MEDICAL_RECORD_NUMBER",
    "health_plan": "HEALTH_PLAN_NUMBER",
    "health_plan/mbi": "US_MBI",
    "account": "ACCOUNT_NUMBER",
    "account/card": "CREDIT_CARD",
    "account/iban": "IBAN_CODE",
    "license": "LICENSE_NUMBER",
    "license/driver": "US_DRIVER_LICENSE",
    "license/dea": "MEDICAL_LICENSE",
    "license/npi": "US_NPI",
    "vehicle": "VEHICLE_ID",
    "device": "DEVICE_ID",
    "url": "URL",
    "ip": "IP_ADDRESS",
    "ip/mac": "MAC_ADDRESS",
    "biometric": "BIOMETRIC_ID",
    "photo": "PHOTO",
    "other": "ID",
}


class UnphiRecognizer(EntityRecognizer):
    """Finds the 18 identifiers for Presidio's `AnalyzerEngine`. The spaCy model that Presidio loads is not asked.

    `labels` replaces or adds names: `{"mrn": "MRN", "name/initials": "INITIALS"}`.
    """

    def __init__(self, deidentifier: Deidentifier | None = None, labels: dict[str, str] | None = None) -> None:
        self._deidentifier = Deidentifier() if deidentifier is None else deidentifier
        self._labels = LABELS | (labels or {})
        entities = sorted(set(self._labels.values()))
        super().__init__(supported_entities=entities, name="UnphiRecognizer", supported_language="en")

    def load(self) -> None:
        """Nothing to load: the lexicon is in the library."""

    def analyze(self, text: str, entities: Sequence[str] | None = None, nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """What is found of `entities`, or everything where none are named. Offsets are code points, as Presidio's are."""
        results = [self._result(span) for span in self._deidentifier.detect(text)]
        return [result for result in results if not entities or result.entity_type in entities]

    def _result(self, span: Span) -> RecognizerResult:
        labels = self._labels
        entity = labels.get(f"{span.identifier}/{span.kind}") or labels[span.identifier]
        why = AnalysisExplanation(
            recognizer=self.name,
            original_score=span.confidence,
            textual_explanation=f"{span.rule}: {', '.join(span.evidence)}",
        )
        metadata = {
            RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
        }
        return RecognizerResult(entity, span.start, span.end, span.confidence, why, metadata)
