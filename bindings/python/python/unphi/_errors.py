"""The exceptions. No message, and no attribute, holds text of a document."""

from __future__ import annotations

from typing import Any


class UnphiError(Exception):
    """Whatever unphi raises for a reason of its own. Wrong types are `TypeError`, as everywhere."""


class ConfigurationError(UnphiError, ValueError):
    """A rules file, list or option is wrong; the message says where and how.

    >>> import unphi
    >>> unphi.Deidentifier(min_confidence=2)
    Traceback (most recent call last):
    ...
    unphi.ConfigurationError: the minimum confidence must be above 0 and at most 1
    """


class InputError(UnphiError, ValueError):
    """A text cannot be processed."""


class InvalidKeyError(UnphiError, ValueError):
    """A key is missing, too short, written wrongly, or another one than was meant. The message quotes nothing of it."""


class InternalError(UnphiError, RuntimeError):
    """The engine stopped at a fault of its own; the message says where in its source."""


class BatchError(UnphiError):
    """Some items of a batch were withheld.

    >>> import unphi
    >>> try:
    ...     unphi.deidentify_batch(["MRN: 00482913", 7, "afebrile"])
    ... except unphi.BatchError as error:
    ...     print(error)
    ...     print(error.results)
    1 of 3 items withheld: item 1: expected str or None, got int
    ['MRN: [MRN]', None, 'afebrile']
    """

    failures: list[tuple[int, str]]
    """Index and reason of each item that was withheld, in order."""

    results: Any
    """What the call would have returned, with `None` (null) for each item that was withheld."""

    def __init__(self, failures: list[tuple[int, str]], results: Any) -> None:
        shown = "; ".join(f"item {index}: {reason}" for index, reason in failures[:5])
        more = f"; and {len(failures) - 5} more, see .failures" if len(failures) > 5 else ""
        super().__init__(f"{len(failures)} of {len(results)} items withheld: {shown}{more}")
        self.failures = failures
        self.results = results

    def __reduce__(self) -> tuple[type[BatchError], tuple[list[tuple[int, str]], Any]]:
        return type(self), (self.failures, self.results)


# Users see, and tracebacks show, the names that they import.
for _error in (UnphiError, ConfigurationError, InputError, InvalidKeyError, InternalError, BatchError):
    _error.__module__ = "unphi"
