"""`pl.col("note").unphi` inside Polars' own engine: importing this module puts it in the place of the one of `unphi.polars`.

>>> import polars as pl
>>> import unphi_polars
>>> frame = pl.DataFrame({"note": ["MRN: 00482913", None]})
>>> frame.lazy().with_columns(pl.col("note").unphi.deidentify()).collect()["note"].to_list()
['MRN: [MRN]', None]

The calls and their outcome are the same. Polars calls the library of this package as it calls its own functions: on all of its
threads, without the interpreter and its lock; a query is serialised without a Python function in it. The settings of the
`Deidentifier` are part of the query: policy, lists, rules, subjects, and of a key the name of its file or variable, never the key.

What a query cannot hold is a `ConfigurationError` where the expression is made. `unphi.polars.UnphiExpr(pl.col("note"))` has the same
methods, by way of Python, and takes all that a `Deidentifier` takes.
"""

from __future__ import annotations

import contextlib
import json
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import polars as pl
from polars.plugins import register_plugin_function

import unphi.polars
from unphi import ConfigurationError, Deidentifier, Key, Subject
from unphi._deidentifier import _default

__all__ = ["UnphiExpr"]

_INSTEAD = 'unphi.polars.UnphiExpr(pl.col("note")) takes it'


class UnphiExpr(unphi.polars.UnphiExpr):
    """De-identifies a column of strings, in eager, lazy and streaming queries, without the interpreter."""

    def _made(
        self,
        call: Literal["deidentify", "detect"],
        deidentifier: Deidentifier | None,
        subject_id: pl.Expr | str | None,
        subject: pl.Expr | str | None,
        threads: int,
    ) -> pl.Expr:
        return register_plugin_function(
            plugin_path=Path(__file__).parent,
            function_name=call,
            args=[self._expr, *(each for each in (subject_id, subject) if each is not None)],
            kwargs={
                "settings": _settings(deidentifier or _default()),
                "subject_id": subject_id is not None,
                "subject": subject is not None,
                "threads": threads,
            },
            is_elementwise=True,
        )


with warnings.catch_warnings():
    # Polars warns that there is one: that of `unphi.polars`.
    warnings.simplefilter("ignore")
    pl.api.register_expr_namespace("unphi")(UnphiExpr)


def _settings(deidentifier: Deidentifier) -> str:
    """As JSON. The other side refuses a setting that it does not know."""
    if type(deidentifier) is not Deidentifier:
        raise ConfigurationError(f"a query cannot hold a {type(deidentifier).__name__} of your own; {_INSTEAD}")
    settings: dict[str, Any] = dict(deidentifier.__getnewargs_ex__()[1])
    policy, key, ner = settings["policy"], settings["key"], settings["ner"]
    settings["policy"] = None if policy is None else policy.to_toml()
    settings["key"] = None if key is None else _source(key)
    settings["previous_keys"] = [_source(key) for key in settings["previous_keys"]]
    settings["subjects"] = [list(_facts(subject)) for subject in settings["subjects"]]
    settings["ner"] = None if ner is None else str(ner)
    if settings["ner"] not in (None, "off", "auto", "on"):
        raise ConfigurationError(f"ner: a query cannot hold a model of your own; {_INSTEAD}")
    return json.dumps(settings)


def _source(key: Key) -> dict[str, Any]:
    """Where a key comes from, which is what its pickle says."""
    made: Any = None
    with contextlib.suppress(TypeError):
        made = key.__reduce__()[0]
    if made is not None and made.func == Key.from_file:
        return {"place": {"file": os.fspath(made.args[0])}, "id": key.id}
    if made is not None and made.func == Key.from_env:
        return {"place": {"env": made.args[0]}, "id": key.id}
    raise ConfigurationError(
        f"a query's plan is printed and written to disk, so that no key is in it: make it with Key.from_file or Key.from_env; {_INSTEAD}"
    )


def _facts(subject: Subject) -> Iterator[tuple[str, str]]:
    given: dict[str, Any] = dict(subject.__getnewargs_ex__()[1])
    ids = given.pop("ids", {})
    for fact, values in (*given.items(), *ids.items()):
        for value in _values(values):
            yield fact, value


def _values(given: Any) -> Iterator[str]:
    """As `Subject` reads them."""
    if isinstance(given, str):
        yield given
    elif hasattr(given, "isoformat"):
        yield given.isoformat()
    elif isinstance(given, Iterable) and not isinstance(given, (Iterator, Mapping)):
        for value in given:
            yield from _values(value)
    elif given is not None:
        # An iterator has been read already.
        raise ConfigurationError("subjects: a query cannot hold facts that are read only once: give them as a list")
