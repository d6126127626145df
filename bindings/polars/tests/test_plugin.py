"""`pl.col("note").unphi` as a plugin, on real Polars: the same as `unphi.deidentify_batch` gives, wherever a query may have it."""

from __future__ import annotations

import datetime
import io
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.exceptions import ComputeError

import unphi
import unphi.polars
import unphi_polars

NOTES = ["MRN: 00482913, Zoë Müller", None, "", "BP 120/80", "Seen by Dr. Rose", "名 SSN: 219-09-9999", "07/22/1931"] * 50
DIGITS = "30313233343536373839" * 4


def note(name: str = "note") -> Any:
    """Types do not know of namespaces that are registered."""
    return pl.col(name).unphi  # type: ignore[attr-defined]


def in_python(name: str = "note") -> unphi.polars.UnphiExpr:
    return unphi.polars.UnphiExpr(pl.col(name))


@pytest.fixture
def frame() -> pl.DataFrame:
    return pl.DataFrame({"id": range(len(NOTES)), "note": NOTES, "patient": [f"p{n % 7}" for n in range(len(NOTES))]})


@pytest.fixture
def key(tmp_path: Path) -> unphi.Key:
    (tmp_path / "key").write_text(DIGITS)
    return unphi.Key.from_file(tmp_path / "key")


def test_the_namespace_is_the_plugins() -> None:
    assert isinstance(note(), unphi_polars.UnphiExpr)
    assert "map" not in str(note().deidentify()) and "_plugin" in str(note().deidentify())


def test_eager_lazy_and_streaming(frame: pl.DataFrame, tmp_path: Path) -> None:
    deid = unphi.Deidentifier(deny=["Müller"])
    expected = frame.with_columns(pl.Series("note", deid.deidentify_batch(NOTES), pl.String))
    assert frame.with_columns(note().deidentify(deid)).equals(expected)
    lazy = frame.lazy().with_columns(note().deidentify(deid))
    assert lazy.collect_schema() == frame.schema
    assert lazy.collect().equals(expected) and lazy.collect(engine="streaming").equals(expected)
    lazy.sink_parquet(tmp_path / "clean.parquet")
    assert pl.read_parquet(tmp_path / "clean.parquet").equals(expected)
    assert frame.select(note().deidentify(deid, threads=3)).equals(expected.select("note"))
    assert frame.select(note().deidentify(deid, threads=1000)).equals(expected.select("note"))
    for empty in (frame.head(0), frame.lazy().filter(pl.col("id") < 0).collect()):
        assert empty.select(note().deidentify(deid)).equals(frame.head(0).select("note"))


def test_a_filter_goes_before_it(frame: pl.DataFrame) -> None:
    lazy = frame.lazy().with_columns(note().deidentify()).filter(pl.col("id") < 3)
    plan = lazy.explain()
    assert plan.index("_plugin") < plan.index("id"), plan
    assert lazy.collect()["note"].to_list() == unphi.deidentify_batch(NOTES[:3])


@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_groups_and_several_columns(frame: pl.DataFrame, engine: Any) -> None:
    clean = unphi.deidentify_batch(NOTES)
    grouped = frame.lazy().group_by("patient", maintain_order=True).agg(note().deidentify()).collect(engine=engine)
    assert grouped["note"].explode().to_list() == [clean[n] for p in range(7) for n in range(p, len(NOTES), 7)]
    both = frame.select(pl.col("note", "patient").unphi.deidentify())  # type: ignore[attr-defined]
    assert both["note"].to_list() == clean and both["patient"].to_list() == frame["patient"].to_list()
    own = frame.select(note().deidentify().over("patient"))["note"]
    assert own.to_list() == clean


def test_sliced_and_chunked_columns(frame: pl.DataFrame) -> None:
    clean = unphi.deidentify_batch(NOTES)
    assert frame[5:100].select(note().deidentify())["note"].to_list() == clean[5:100]
    pieces = pl.concat([frame[:7], frame[7:8], frame[8:8], frame[8:]], rechunk=False)
    pieces = pieces.with_columns(pl.concat([frame["patient"][:100], frame["patient"][100:]], rechunk=False))
    assert pieces["note"].n_chunks() > 1 and pieces["note"].n_chunks() != pieces["patient"].n_chunks()
    assert pieces.select(note().deidentify(subject_id="patient"))["note"].to_list() == clean
    assert pieces[3:50].select(note().detect())["note"].to_list() == frame.select(in_python().detect())["note"][3:50].to_list()


def test_other_types(frame: pl.DataFrame) -> None:
    clean = unphi.deidentify_batch(NOTES)
    for kind in (pl.Categorical, pl.Enum([text for text in dict.fromkeys(NOTES) if text is not None])):
        column = frame.select(pl.col("note").cast(kind)).select(note().deidentify())["note"]
        assert column.dtype == pl.String and column.to_list() == clean
    nothing = pl.DataFrame({"note": [None, None]}).select(note().deidentify())["note"]
    assert nothing.dtype == pl.String and nothing.to_list() == [None, None]
    arrow = pl.from_arrow(frame.to_arrow(compat_level=pl.CompatLevel.oldest()))
    assert isinstance(arrow, pl.DataFrame) and arrow.select(note().deidentify())["note"].to_list() == clean
    with pytest.raises(ComputeError, match="expected a column of strings, got Int64"):
        frame.lazy().select(note("id").deidentify()).collect_schema()
    # Metadata of a type may hold the texts themselves.
    kinds = pl.DataFrame({"note": [["Wren"]]}, schema={"note": pl.List(pl.Enum(["Wren"]))})
    with pytest.raises(ComputeError, match="got lists") as error:
        kinds.select(note().deidentify())
    assert "Wren" not in str(error.value)


def test_every_policy_is_the_same(frame: pl.DataFrame, key: unphi.Key) -> None:
    for policy in unphi.Policy.PROFILES:
        deid = unphi.Deidentifier(policy=policy, key=key)
        expected = deid.deidentify_batch(frame["note"], subject_ids=frame["patient"])
        assert frame.select(note().deidentify(deid, subject_id="patient"))["note"].equals(expected)


def test_every_setting_reaches_it(key: unphi.Key, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNPHI_TEST_KEY", DIGITS[::-1])
    rules = '[[rule]]\nname = "badge"\nidentifier = "other"\npatterns = ["\\\\bBDG-\\\\d{6}\\\\b"]\n'
    policy = unphi.Policy.from_toml('claim = "expert-determination"\n[operators]\nssn = { operator = "mask", with = "#", keep_last = 4 }\n')
    subject = unphi.Subject(
        name=["Wren Achterberg"], birth_date=datetime.date(1962, 3, 14), phone=None, ids={"mrn": ("482913",)}
    )
    texts = pl.DataFrame({"note": ["BDG-204816 Falcon SSN: 219-09-9999", "achterberg, 3/14/62, 482913", "Seen by Dr. Rose; Okonkwo called"]})
    engines = [
        unphi.Deidentifier(rules=rules, deny=["Falcon"], allow=["Rose"]),
        unphi.Deidentifier(policy=policy, min_confidence=0.97),
        unphi.Deidentifier(subjects=[subject]),
        unphi.Deidentifier(policy="reversible", key=unphi.Key.from_env("UNPHI_TEST_KEY"), previous_keys=[key]),
        *(unphi.Deidentifier(ner=which) for which in ("off", "auto", "on")),
    ]
    for deid in engines:
        assert texts.select(note().deidentify(deid))["note"].to_list() == deid.deidentify_batch(texts["note"].to_list())
        assert texts.select(note().detect(deid)).equals(texts.select(in_python().detect(deid)))


def test_whom_rows_are_about(frame: pl.DataFrame, key: unphi.Key) -> None:
    text = "achterberg, wren fell on 3/14/2024, 00482913"
    frame = frame.with_columns(note=pl.lit(text), who=pl.lit("Wren Achterberg"), mrn=pl.lit(482913))
    deid = unphi.Deidentifier(policy="pseudonymize", key=key)
    person = pl.struct(name="who", mrn="mrn")
    clean = frame.lazy().select(note().deidentify(deid, subject_id="patient", subject=person)).collect()["note"]
    subject = unphi.Subject(name="Wren Achterberg", ids={"mrn": "482913"})
    assert clean.to_list() == [deid.deidentify(text, subject=subject, subject_id=p).text for p in frame["patient"]]
    # One row stands for all.
    one = note().deidentify(deid, subject_id=pl.lit(17), subject=pl.struct(name=pl.lit("Wren Achterberg"), mrn=pl.lit(482913)))
    assert set(frame.select(one)["note"]) == {deid.deidentify(text, subject=subject, subject_id=17).text}
    every = pl.lit(text).unphi.deidentify(deid, subject_id="id")  # type: ignore[attr-defined]
    assert frame.select(every).to_series().to_list() == [deid.deidentify(text, subject_id=n).text for n in frame["id"]]
    for kind in (pl.Categorical, pl.Enum([f"p{n}" for n in range(7)])):
        same = note().deidentify(deid, subject_id=pl.col("patient").cast(kind), subject=person)
        assert frame.select(same)["note"].equals(clean)
    nobody = frame.select(in_python().detect())
    for nobodys in (pl.lit(None), pl.lit(""), pl.lit(None, pl.String)):
        with pytest.raises(ComputeError, match="row 0.*subject"):
            frame.select(note().deidentify(deid, subject_id=nobodys))
    assert frame.select(note().detect(subject=pl.lit(None, pl.Struct({"name": pl.String})))).equals(nobody)
    found = frame.select(note().detect(subject=person))["note"]
    assert found.list.len().to_list() == [len(unphi.detect(text, subject=subject))] * len(frame)
    with pytest.raises(ComputeError, match="row 0.*subject"):
        frame.select(note().deidentify(deid))
    wrong: Any
    for wrong, why in (
        ("who", "struct"),
        (pl.struct(shoe="mrn"), "not one of the 18"),
        (pl.struct(name=pl.lit(1.5)), "Float64"),
        (pl.struct(name=pl.lit(None)), "Null"),
        (pl.struct(name=pl.struct("who")), "structs"),
    ):
        with pytest.raises(ComputeError, match=why):
            frame.lazy().select(note().deidentify(subject=wrong)).collect_schema()
    with pytest.raises(ComputeError, match="subject_id.*Float64"):
        frame.select(note().deidentify(deid, subject_id=pl.lit(0.5)))


def test_what_is_known_in_every_form() -> None:
    people = pl.DataFrame(
        {
            "note": ["wren a., 14.3.62, 482913", "achterberg; hope / joy came", "Wren, Achterberg, 14.3.62", None],
            "name": ["Wren Achterberg", "Wren Achterberg", None, "x"],
            "birth_date": [datetime.date(1962, 3, 14), None, datetime.date(1962, 3, 14), None],
            "relative": [[], ["Hope Achterberg", None, "Joy Finch"], None, ["x"]],
            "mrn": [482913, None, 7, 1],
        }
    )
    for known in (pl.struct("name", "birth_date", "relative", "mrn"), pl.when(pl.col("mrn") > 10).then(pl.struct("name", "mrn"))):
        for deid in (None, unphi.Deidentifier(min_confidence=0.99)):
            plugin = people.select(note().deidentify(deid, subject=known))
            assert plugin.equals(people.select(in_python().deidentify(deid, subject=known)))
            assert people.select(note().detect(deid, subject=known)).equals(
                people.select(in_python().detect(deid, subject=known))
            )
    assert people.select(note().deidentify(subject=pl.struct("name")))["note"][1].startswith("[NAME];")


def test_detection(frame: pl.DataFrame) -> None:
    lazy = frame.lazy().select(note().detect())
    spans, expected = lazy.collect(), frame.select(in_python().detect())
    assert spans.schema == expected.schema == lazy.collect_schema()
    assert spans.equals(expected) and lazy.collect(engine="streaming").equals(expected)
    assert frame.select(note().detect(threads=2)).equals(expected)
    assert frame.head(0).select(note().detect()).schema == expected.schema
    first = spans["note"][0].struct.unnest()
    assert [NOTES[0][start:end] for start, end in first.select("start", "end").rows()] == ["00482913", "Zoë Müller"]  # type: ignore[index]


def test_many_threads(frame: pl.DataFrame) -> None:
    engines = [unphi.Deidentifier(deny=[f"Falcon {n}"]) for n in range(12)]

    def run(n: int) -> bool:
        lazy = frame.lazy().select(note().deidentify(engines[n % 12]), spans=note().detect(engines[n % 5]))
        return lazy.collect()["note"].to_list() == clean

    clean = unphi.deidentify_batch(NOTES)
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(run, range(60)))


def test_queries_are_serialised_without_functions(frame: pl.DataFrame, key: unphi.Key, tmp_path: Path) -> None:
    deid = unphi.Deidentifier(policy="pseudonymize", key=key, deny=["Falcon"])
    lazy = frame.lazy().select(note().deidentify(deid, subject_id="patient"), spans=note().detect(deid))
    plan = lazy.serialize()
    assert b"cloudpickle" not in plan and bytes.fromhex(DIGITS) not in plan and DIGITS.encode() not in plan
    assert str(tmp_path / "key").encode() in plan
    assert "Falcon" not in lazy.explain() and str(tmp_path) not in lazy.explain()
    assert pl.LazyFrame.deserialize(io.BytesIO(plan)).collect().equals(lazy.collect())
    # As another process has it, which imports neither package.
    (tmp_path / "plan").write_bytes(plan)
    code = (
        "import sys, polars as pl; from pathlib import Path; folder = Path(sys.argv[1]);"
        "pl.LazyFrame.deserialize(folder / 'plan').collect().write_parquet(folder / 'out');"
        "assert not {'unphi', 'unphi_polars', 'cloudpickle'} & set(sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert pl.read_parquet(tmp_path / "out").equals(lazy.collect())


def test_keys_stay_where_they_are(frame: pl.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = bytes.fromhex(DIGITS)
    for given in (unphi.Key(secret), unphi.Key.from_hex(DIGITS), unphi.Key(secret, pickle_secret=True)):
        for deid in (unphi.Deidentifier(key=given), unphi.Deidentifier(previous_keys=[given])):
            with pytest.raises(unphi.ConfigurationError, match="Key.from_file or Key.from_env.*unphi.polars") as error:
                note().deidentify(deid)
            assert DIGITS not in str(error.value)
    monkeypatch.setenv("UNPHI_TEST_KEY", DIGITS + "00")
    deid = unphi.Deidentifier(policy="pseudonymize", key=unphi.Key.from_env("UNPHI_TEST_KEY"))
    column = note().deidentify(deid, subject_id="patient")
    monkeypatch.delenv("UNPHI_TEST_KEY")
    with pytest.raises(ComputeError, match="UNPHI_TEST_KEY: is not set"):
        frame.select(column)
    monkeypatch.setenv("UNPHI_TEST_KEY", DIGITS[::-1])
    with pytest.raises(ComputeError, match="holds another key here") as wrong:
        frame.select(column)
    assert DIGITS[::-1] not in str(wrong.value)
    (tmp_path / "other").write_text(DIGITS + "11")
    deid = unphi.Deidentifier(policy="pseudonymize", key=unphi.Key.from_file(tmp_path / "other"))
    column = note().deidentify(deid, subject_id="patient")
    (tmp_path / "other").unlink()
    with pytest.raises(ComputeError, match="the key file: No such file"):
        frame.select(column)


def test_what_a_query_cannot_hold(tmp_path: Path) -> None:
    class Own(unphi.Deidentifier):
        pass

    with pytest.raises(unphi.ConfigurationError, match="Own of your own.*unphi.polars"):
        note().deidentify(Own())
    subject = unphi.Subject(name=(each for each in ["Wren Achterberg"]))
    with pytest.raises(unphi.ConfigurationError, match="only once"):
        note().detect(unphi.Deidentifier(subjects=[subject]))


def test_a_model_folder_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening one needs ONNX Runtime: this is what such an engine says of itself."""
    settings = unphi.Deidentifier().__getnewargs_ex__()[1] | {"ner": Path("models/own")}
    monkeypatch.setattr(unphi.Deidentifier, "__getnewargs_ex__", lambda _: ((), settings))
    with pytest.raises(unphi.ConfigurationError, match="model of your own.*unphi.polars"):
        note().deidentify(unphi.Deidentifier())


def test_errors_say_which_row_and_no_text(frame: pl.DataFrame) -> None:
    texts = pl.DataFrame({"note": ["Wren Achterberg fell on 3/14/2024"] * 3, "born": ["1962-03-14", "Achterberg", None]})
    with pytest.raises(ComputeError, match="row 1, counted from 0, of the 3 at hand: .*date cannot be read") as error:
        texts.select(note().deidentify(subject=pl.struct(birth_date="born")))
    assert "Achterberg" not in str(error.value)
    with pytest.raises(ComputeError, match="threads: at least 1"):
        texts.select(note().deidentify(threads=0))
    with pytest.raises(ComputeError, match="not of the same length"):
        texts.select(note().deidentify(subject_id=pl.col("born").head(2)))
    # The process is well.
    assert frame.select(note().deidentify())["note"].to_list() == unphi.deidentify_batch(NOTES)


@pytest.fixture
def raw() -> Iterator[Any]:
    """The plugin called with arguments that the package never writes."""
    from polars.plugins import register_plugin_function

    def call(function: str, *arguments: Any, **kwargs: Any) -> pl.Expr:
        folder = Path(unphi_polars.__file__).parent
        return register_plugin_function(
            plugin_path=folder, function_name=function, args=arguments, kwargs=kwargs, is_elementwise=True
        )

    yield call


def test_broken_arguments_are_errors(frame: pl.DataFrame, raw: Any) -> None:
    good: dict[str, Any] = {"settings": unphi_polars._settings(unphi.Deidentifier()), "subject_id": False, "subject": False, "threads": 1}
    assert frame.select(raw("deidentify", "note", **good))["note"].to_list() == unphi.deidentify_batch(NOTES)
    for wrong in ({"threads": -1}, {"threads": "Wren"}, {"more": "Wren"}, {"subject": 5}):
        for function in ("deidentify", "detect"):
            with pytest.raises(ComputeError, match="arguments are not those of this version") as error:
                frame.select(raw(function, "note", **(good | wrong)))
            assert "Wren" not in str(error.value)
    with pytest.raises(ComputeError, match="arguments"):
        frame.select(raw("deidentify", "note"))
    for settings in ("", "Wren", '{"policy": "Wren"}', good["settings"].replace("{", '{"later": "Wren", ', 1)):
        with pytest.raises(ComputeError, match="settings are not those of this version") as error:
            frame.select(raw("deidentify", "note", **(good | {"settings": settings})))
        assert "Wren" not in str(error.value)
    with pytest.raises(ComputeError, match="other columns"):
        frame.select(raw("deidentify", "note", "note", **good))
