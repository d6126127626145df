from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from os import PathLike
from typing import Any, TypeAlias, final

from typing_extensions import Self, disjoint_base

__all__ = ["ArrowColumn", "Engine", "Explanation", "Result", "Span", "Subject", "__version__", "main"]

__version__: str

@final
class Span:
    def __new__(
        cls,
        start: int,
        end: int,
        identifier: str,
        kind: str,
        rule: str,
        confidence: float,
        evidence: tuple[str, ...],
    ) -> Self: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def identifier(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def confidence(self) -> float: ...
    @property
    def evidence(self) -> tuple[str, ...]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Result:
    def __new__(cls, text: str, spans: tuple[Span, ...]) -> Self: ...
    @property
    def text(self) -> str: ...
    @property
    def spans(self) -> tuple[Span, ...]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

_Texts: TypeAlias = str | Iterable[str | None] | None
_Dates: TypeAlias = str | date | Iterable[str | date | None] | None

@final
class Subject:
    def __new__(
        cls,
        *,
        name: _Texts = ...,
        alias: _Texts = ...,
        relative: _Texts = ...,
        birth_date: _Dates = ...,
        date: _Dates = ...,
        phone: _Texts = ...,
        email: _Texts = ...,
        address: _Texts = ...,
        employer: _Texts = ...,
        ids: Mapping[str, _Texts] = ...,
    ) -> Self: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...

@final
class Explanation:
    @property
    def spans(self) -> tuple[Span, ...]: ...
    @property
    def near_misses(self) -> tuple[Span, ...]: ...

@final
class ArrowColumn:
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...
    def __len__(self) -> int: ...

@disjoint_base
class Engine:
    def __new__(
        cls,
        *,
        min_confidence: float | None = None,
        allow: Iterable[str] | None = None,
        deny: Iterable[str] | None = None,
        rules: str | PathLike[str] | None = None,
        subjects: Sequence[Subject] | None = None,
    ) -> Self: ...
    def deidentify(self, text: str, *, subject: Subject | None = None) -> Result: ...
    def detect(self, text: str, *, subject: Subject | None = None) -> list[Span]: ...
    def explain(self, text: str, *, subject: Subject | None = None) -> Explanation: ...
    def _deidentify_items(
        self,
        items: Iterable[Any],
        threads: int | None = None,
        progress: Callable[[int], object] | None = None,
    ) -> tuple[list[str | None], list[tuple[int, str]]]: ...
    def _detect_items(
        self,
        items: Iterable[Any],
        threads: int | None = None,
        progress: Callable[[int], object] | None = None,
    ) -> tuple[list[list[Span] | None], list[tuple[int, str]]]: ...
    def _deidentify_arrow(
        self,
        column: object,
        threads: int | None = None,
        progress: Callable[[int], object] | None = None,
    ) -> tuple[ArrowColumn, list[tuple[int, str]]]: ...
    def _detect_arrow(
        self,
        column: object,
        threads: int | None = None,
        progress: Callable[[int], object] | None = None,
    ) -> tuple[ArrowColumn, list[tuple[int, str]]]: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...

def main(arguments: list[str]) -> int: ...
