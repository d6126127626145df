"""`pl.col("note").unphi`: importing this module adds the namespace to Polars' expressions.

>>> import polars as pl
>>> import unphi.polars
>>> frame = pl.DataFrame({"note": ["MRN: 00482913", None]})
>>> frame.lazy().with_columns(pl.col("note").unphi.deidentify()).collect()["note"].to_list()
['MRN: [MRN]', None]

Text crosses to unphi and back as Arrow data, without a copy on the way in and without Python objects; the GIL is released meanwhile.
unphi links no part of Polars, so that any version with these interfaces will do. The package `unphi-polars` has the same namespace as a
plugin of Polars 2, which is called without the interpreter and serialised without a Python function.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import polars as pl

from unphi._deidentifier import Deidentifier, _default
from unphi._errors import BatchError, InputError
from unphi._unphi import Subject

__all__ = ["UnphiExpr"]

_SPANS = pl.List(
    pl.Struct(
        {
            "start": pl.Int64,
            "end": pl.Int64,
            "identifier": pl.String,
            "kind": pl.String,
            "rule": pl.String,
            "confidence": pl.Float64,
        }
    )
)

#: What `Subject` takes by name; all other fields are identifiers whose numbers are known.
_FACTS = frozenset("name alias relative birth_date date phone email address employer".split())


@pl.api.register_expr_namespace("unphi")
class UnphiExpr:
    """De-identifies a column of strings, in eager, lazy and streaming queries."""

    def __init__(self, expr: pl.Expr) -> None:
        self._expr = expr

    def deidentify(
        self,
        deidentifier: Deidentifier | None = None,
        *,
        subject_id: pl.Expr | str | None = None,
        subject: pl.Expr | str | None = None,
        threads: int = 1,
    ) -> pl.Expr:
        """The texts without their identifiers; nulls stay. Categories and enumerations become strings.

        - `subject_id`: the column, of strings or whole numbers, that says whom each text is about, as
          `Deidentifier.deidentify(subject_id=…)` has it.
        - `subject`: a struct of what is known of the person of each text: its fields are arguments of `Subject`, or identifiers whose
          number they hold: `pl.struct(name="patient", birth_date="dob", mrn="mrn")`.
        - `threads`: Polars runs several expressions and partitions at a time; 1 leaves the parallelism to it.

        A text that cannot be processed fails the query, and the message names its row in the batch that Polars had at hand.

        >>> import polars as pl, unphi.polars
        >>> frame = pl.DataFrame({"note": ["achterberg, wren seen"], "who": ["Wren Achterberg"]})
        >>> frame.select(pl.col("note").unphi.deidentify(subject=pl.struct(name="who"))).item()
        '[NAME] seen'
        """
        return self._made("deidentify", deidentifier, subject_id, subject, threads)

    def detect(
        self, deidentifier: Deidentifier | None = None, *, subject: pl.Expr | str | None = None, threads: int = 1
    ) -> pl.Expr:
        """What is found in the texts: a list of structs with `start`, `end` (code points), `identifier`, `kind`, `rule` and
        `confidence`; arguments as in `deidentify`.

        >>> import polars as pl, unphi.polars
        >>> frame = pl.DataFrame({"note": ["MRN: 00482913"]})
        >>> frame.select(pl.col("note").unphi.detect().list.first().struct.field("identifier")).item()
        'mrn'
        """
        return self._made("detect", deidentifier, None, subject, threads)

    def _made(
        self,
        call: Literal["deidentify", "detect"],
        deidentifier: Deidentifier | None,
        subject_id: pl.Expr | str | None,
        subject: pl.Expr | str | None,
        threads: int,
    ) -> pl.Expr:
        """The expression for one of the calls. The package `unphi_polars` makes another one of the same arguments."""
        engine = deidentifier or _default()
        kind = pl.String() if call == "deidentify" else _SPANS

        def run(columns: Sequence[pl.Series]) -> pl.Series:
            given = list(columns)
            notes = _text(given.pop(0))
            ids = None if subject_id is None else given.pop(0)
            people = None if subject is None else _people(given.pop(0))
            done: pl.Series
            try:
                if call == "detect":
                    done = engine.detect_batch(notes, subjects=people, threads=threads)
                else:
                    done = engine.deidentify_batch(notes, subject_ids=ids, subjects=people, threads=threads)
                return done.cast(kind)
            except BatchError as error:
                # Polars makes the exception anew from its message alone.
                raise InputError(str(error)) from None

        more = [pl.col(each) if isinstance(each, str) else each for each in (subject_id, subject) if each is not None]
        if not more:
            return self._expr.map_batches(lambda notes: run([notes]), kind, is_elementwise=True)
        return pl.map_batches([self._expr, *more], run, kind, is_elementwise=True)


def _text(notes: pl.Series) -> pl.Series:
    if notes.dtype == pl.String:
        return notes
    if notes.dtype in (pl.Categorical, pl.Enum, pl.Null):
        return notes.cast(pl.String)
    raise InputError(f"expected a column of strings, got {notes.dtype}: cast it first")


def _people(known: pl.Series) -> list[Subject]:
    """The subject of each row of a column of structs."""
    if not isinstance(known.dtype, pl.Struct):
        raise InputError(f"subject: expected a struct such as pl.struct(name='patient'), got {known.dtype}")
    return [_subject(row or {}) for row in known.to_list()]


def _subject(row: dict[str, Any]) -> Subject:
    values = {name: str(value) if isinstance(value, int) else value for name, value in row.items()}
    facts = {name: value for name, value in values.items() if name in _FACTS}
    return Subject(**facts, ids={name: value for name, value in values.items() if name not in _FACTS})
