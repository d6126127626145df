"""The name model beside the rules."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import unphi

NOTE = "Seen by Dr. Okonkwo today."


@pytest.mark.parametrize("ner", [None, "off", "auto", "on"])
def test_a_sure_name_is_found_whatever_the_model(ner: str | None) -> None:
    assert unphi.Deidentifier(ner=ner).deidentify(NOTE).text == "Seen by Dr. [NAME] today."


def test_the_engine_says_which_model_and_keeps_it_when_pickled() -> None:
    deid = unphi.Deidentifier(ner="auto")
    assert 'ner="auto"' in repr(deid)
    assert repr(pickle.loads(pickle.dumps(deid))) == repr(deid)


def test_a_model_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(unphi.ConfigurationError, match="is no folder"):
        unphi.Deidentifier(ner=tmp_path / "none")
    with pytest.raises(unphi.ConfigurationError, match="model.onnx"):
        unphi.Deidentifier(ner=tmp_path)


def test_a_missing_runtime_is_a_warning_with_auto(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORT_DYLIB_PATH", "/none/libonnxruntime.so")
    with pytest.warns(UserWarning, match="runs without it"):
        deid = unphi.Deidentifier(ner="auto")
    assert "[NAME]" in deid.deidentify(NOTE).text
