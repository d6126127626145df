"""Keeps identifiers out of structlog's events: a processor to put last before the renderer.

>>> from unphi.structlog import RedactingProcessor
>>> scrub = RedactingProcessor()
>>> scrub(None, "info", {"event": "seen by Dr. Rose", "mrn": 482913, "beds": 12})
{'event': 'seen by Dr. [NAME]', 'mrn': '[MRN]', 'beds': 12}
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

from unphi._deidentifier import Deidentifier
from unphi._scrub import Scrubber
from unphi.logging import RedactingFilter

__all__ = ["RedactingProcessor"]


class RedactingProcessor:
    """Removes identifiers from every value of an event; keys count as labels. An `exc_info` becomes the scrubbed text of
    its traceback, under `exception`, so that no later processor can show the original.

    Put it after the processors that add context and before the renderer.
    """

    def __init__(self, deidentifier: Deidentifier | None = None) -> None:
        self._scrubber = Scrubber(deidentifier)
        self._filter = RedactingFilter(self._scrubber.deidentifier)

    def __call__(self, logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        exc_info = event.pop("exc_info", None)
        if exc_info:
            event["exception"] = _traceback(exc_info)
        for key, value in event.items():
            if isinstance(value, logging.LogRecord):
                # A record of the standard library that structlog formats.
                self._filter.filter(value)
            else:
                event[key] = self._scrubber.value(value) if key == "event" else self._scrubber.field(key, value)
        return event


def _traceback(exc_info: Any) -> str:
    if isinstance(exc_info, BaseException):
        exc_info = (type(exc_info), exc_info, exc_info.__traceback__)
    elif not isinstance(exc_info, tuple):
        exc_info = sys.exc_info()
    return logging.Formatter().formatException(exc_info) if exc_info[0] is not None else ""
