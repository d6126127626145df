"""`series.unphi`."""

from __future__ import annotations

import pandas as pd

import unphi
import unphi.pandas


def test_accessor() -> None:
    series = pd.Series(["MRN: 00482913", None], name="note")
    clean = series.unphi.deidentify()
    assert clean.iloc[0] == "MRN: [MRN]" and clean.name == "note" and clean.isna().tolist() == [False, True]
    assert [span.identifier for span in series.unphi.detect().iloc[0]] == ["mrn"]
    assert series.unphi.deidentify(unphi.Deidentifier(allow=["00482913"])).iloc[0] == "MRN: 00482913"
