"""The public face: `Deidentifier`, and the same calls with default settings."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias, overload

from unphi import _columns
from unphi._columns import ArrowArray, ArrowStream, Column
from unphi._unphi import Engine, Result, Span, Subject

Progress = Callable[[int], object]

SubjectId: TypeAlias = str | int | None
SubjectIds: TypeAlias = Iterable[SubjectId] | ArrowArray | ArrowStream
"""Whom each text of a batch is about: a list, any iterable, or a column of text or whole numbers."""

Subjects: TypeAlias = Iterable[Subject | Iterable[Subject] | None]
"""What is known of the person of each text of a batch: one subject, several, or `None`."""


class Deidentifier(Engine):
    """Finds and removes the 18 identifiers. Build one and share it: calls from several threads run side by side.

    Arguments, all by keyword and all optional:

    - `policy`: what is done to each identifier: a `Policy`, the name of a built-in one (`"safe-harbor"`, the default;
      `"limited-data-set"`, `"pseudonymize"`, `"reversible"`), or the path of a policy file as a `Path`.
    - `key`: the `Key` that pseudonyms, hashes, shifts and tokens are derived from.
    - `previous_keys`: keys that were used before: `reidentify` opens their tokens, too.
    - `min_confidence`: the confidence below which a finding is left in the text: above 0, at most 1, 0.5 by default. A
      lower value finds more and takes more that is not PHI.
    - `allow`: texts that are never PHI where they are all of a finding, whatever their case.
    - `deny`: texts that are always PHI, as whole words, whatever their case.
    - `rules`: recognizers of your own, as the TOML text of a rules file or the path of one.

    - `subjects`: what is known of the people whom all texts are about, as a list of `Subject`. Where each text has its
      own, give `subject=` with the call.
    - `ner`: the name model that stands beside the rules: `"off"`, the default; `"auto"`, the one in this package, asked
      about the words that the rules are unsure of; `"on"`, the same, asked about every word; or the folder of a token
      classifier of your own (`model.onnx`, `tokenizer.json`, `config.json`), which needs `pip install unphi[ner]`.

    Raises `ConfigurationError` when one of them is wrong, `InvalidKeyError` when the policy needs a key and there is none.

    It can be pickled, as Spark and multiprocessing ask, and is equal in what it does wherever it is unpickled. The
    pickle holds the policy, lists, rules and subjects; keys as their own pickles do, see `Key`.

    >>> import unphi
    >>> rules = '''
    ... [[rule]]
    ... name = "ward-badge"
    ... identifier = "other"
    ... patterns = ['\\\\bBDG-\\\\d{6}\\\\b']
    ... '''
    >>> deid = unphi.Deidentifier(rules=rules, deny=["Project Falcon"], allow=["Mercy"])
    >>> deid.deidentify("BDG-204816 enrolled in Project Falcon").text
    '[OTHER] enrolled in [OTHER]'
    >>> deid
    Deidentifier(allow=<1 texts>, deny=<1 texts>, rules=<TOML>)
    """

    __slots__ = ()

    @overload
    def deidentify_batch(
        self,
        texts: Column,
        *,
        subject_ids: SubjectIds | None = None,
        subjects: Subjects | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> Column: ...
    @overload
    def deidentify_batch(
        self,
        texts: Iterable[str],
        *,
        subject_ids: SubjectIds | None = None,
        subjects: Subjects | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> list[str]: ...
    @overload
    def deidentify_batch(
        self,
        texts: Iterable[str | None],
        *,
        subject_ids: SubjectIds | None = None,
        subjects: Subjects | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> list[str | None]: ...
    def deidentify_batch(
        self,
        texts: Any,
        *,
        subject_ids: SubjectIds | None = None,
        subjects: Subjects | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> Any:
        """De-identifies many texts on several threads, with the GIL released.

        `texts` is a list or any iterable of `str`, which gives a list; or a column, which gives a column of the same
        type: a pyarrow `Array` or `ChunkedArray`, a Polars or pandas `Series`, a numpy array of objects or strings, or
        whatever exports Arrow data (that gives an `ArrowColumn`). Arrow text is read where it lies. `None`, nulls and
        missing values stay.

        - `subject_ids`: whom each text is about, as `deidentify(subject_id=…)` has it: as many as there are texts.
        - `subjects`: what is known of the person of each text, as `deidentify(subject=…)` has it: for each text a
          `Subject`, several, or `None`.
        - `threads`: as many as the process may use, unless told. The result is the same for any number.
        - `progress`: called, now and then, with the number of texts done since the last call, as `tqdm(...).update`
          wants it.

        Raises `BatchError` when items were withheld: it names them, and has the others.

        >>> import unphi
        >>> unphi.Deidentifier().deidentify_batch(["MRN: 00482913", None], threads=2)
        ['MRN: [MRN]', None]
        >>> people = [unphi.Subject(name="Wren Achterberg"), None]
        >>> unphi.Deidentifier().deidentify_batch(["achterberg, wren seen", "BP 120/80"], subjects=people)
        ['[NAME] seen', 'BP 120/80']
        """
        return _columns.run(
            texts,
            lambda items: self._deidentify_items(items, threads, progress, subject_ids, subjects),
            lambda column: self._deidentify_arrow(column, threads, progress, subject_ids, subjects),
            spans=False,
        )

    @overload
    def detect_batch(
        self,
        texts: Column,
        *,
        subjects: Subjects | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> Any: ...
    @overload
    def detect_batch(
        self,
        texts: Iterable[str],
        *,
        subjects: Subjects | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> list[list[Span]]: ...
    @overload
    def detect_batch(
        self,
        texts: Iterable[str | None],
        *,
        subjects: Subjects | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> list[list[Span] | None]: ...
    def detect_batch(
        self,
        texts: Any,
        *,
        subjects: Subjects | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> Any:
        """Finds the identifiers of many texts; arguments and errors as in `deidentify_batch`.

        An iterable gives a list of lists of `Span`. Arrow and Polars columns give a column of lists of structs with
        `start`, `end` (code points), `identifier`, `kind`, `rule` and `confidence`; pandas and numpy give lists of
        `Span` as objects.

        >>> import unphi
        >>> [[span.identifier for span in spans] for spans in unphi.Deidentifier().detect_batch(["MRN: 00482913"])]
        [['mrn']]
        """
        return _columns.run(
            texts,
            lambda items: self._detect_items(items, threads, progress, None, subjects),
            lambda column: self._detect_arrow(column, threads, progress, None, subjects),
            spans=True,
        )


Deidentifier.__module__ = "unphi"


@functools.cache
def _default() -> Deidentifier:
    return Deidentifier()


def deidentify(text: str, *, subject: Subject | None = None) -> Result:
    """`Deidentifier.deidentify` with default settings.

    >>> import unphi
    >>> unphi.deidentify("Seen by Dr. Rose").text
    'Seen by Dr. [NAME]'
    """
    return _default().deidentify(text, subject=subject)


def detect(text: str, *, subject: Subject | None = None) -> list[Span]:
    """`Deidentifier.detect` with default settings.

    >>> import unphi
    >>> [span.identifier for span in unphi.detect("Seen by Dr. Rose")]
    ['name']
    """
    return _default().detect(text, subject=subject)


@overload
def deidentify_batch(
    texts: Column,
    *,
    subjects: Subjects | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Column: ...
@overload
def deidentify_batch(
    texts: Iterable[str],
    *,
    subjects: Subjects | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> list[str]: ...
@overload
def deidentify_batch(
    texts: Iterable[str | None],
    *,
    subjects: Subjects | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> list[str | None]: ...
def deidentify_batch(
    texts: Any,
    *,
    subjects: Subjects | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Any:
    """`Deidentifier.deidentify_batch` with default settings.

    >>> import unphi
    >>> unphi.deidentify_batch(["Seen by Dr. Rose"])
    ['Seen by Dr. [NAME]']
    """
    return _default().deidentify_batch(texts, subjects=subjects, threads=threads, progress=progress)


@overload
def detect_batch(
    texts: Column,
    *,
    subjects: Subjects | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Any: ...
@overload
def detect_batch(
    texts: Iterable[str],
    *,
    subjects: Subjects | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> list[list[Span]]: ...
@overload
def detect_batch(
    texts: Iterable[str | None],
    *,
    subjects: Subjects | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> list[list[Span] | None]: ...
def detect_batch(
    texts: Any,
    *,
    subjects: Subjects | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Any:
    """`Deidentifier.detect_batch` with default settings.

    >>> import unphi
    >>> [len(spans) for spans in unphi.detect_batch(["Seen by Dr. Rose", "afebrile"])]
    [1, 0]
    """
    return _default().detect_batch(texts, subjects=subjects, threads=threads, progress=progress)
