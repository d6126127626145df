"""Keeps identifiers out of logs: a filter for the standard library's `logging`.

>>> import logging, sys
>>> from unphi.logging import RedactingFilter
>>> handler = logging.StreamHandler(sys.stdout)
>>> handler.addFilter(RedactingFilter())
>>> logger = logging.getLogger("ward")
>>> logger.propagate = False
>>> logger.addHandler(handler)
>>> logger.warning("discharged %s (MRN %s)", "Dr. Rose", "00482913")
discharged Dr. [NAME] (MRN [MRN])

Put it on every **handler**. A filter of a logger does not see the records of the loggers below it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from unphi._deidentifier import Deidentifier
from unphi._scrub import Scrubber

__all__ = ["RedactingFilter"]

#: What every record has; other attributes came in through `extra` or an adapter.
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

_FORMATTER = logging.Formatter()


class RedactingFilter(logging.Filter):
    """Removes identifiers from every record that passes: message, arguments, extra fields, exception and stack.

    The arguments are written into the message first, so that what stands around a name is seen with it; `record.args` is
    empty from then on. An exception becomes its text, scrubbed: `record.exc_info` is `None` from then on, so that no
    later handler can show the original. `extra` fields keep their types where that is safe (see below), and their names
    count as labels: `extra={"mrn": 482913}` becomes `"[MRN]"`. Objects of unknown types become their scrubbed text.

    It changes the record, so that handlers called later see the scrubbed one. It never raises, and never stops a record:
    what cannot be processed is replaced by a note that says so.

    Names of loggers, threads and source files are left as they are.
    """

    def __init__(self, deidentifier: Deidentifier | None = None, name: str = "") -> None:
        super().__init__(name)
        self._scrubber = Scrubber(deidentifier)

    def filter(self, record: logging.LogRecord) -> bool:
        """Scrubs `record`; false only where the filter's `name` leaves it out."""
        if not super().filter(record):
            return False
        scrub = self._scrubber
        record.msg, record.args = self._message(record), ()
        if "message" in vars(record):
            record.message = record.msg if isinstance(record.msg, str) else str(record.msg)
        if record.exc_info:
            record.exc_text = scrub.text(_FORMATTER.formatException(record.exc_info))
            record.exc_info = None
        elif record.exc_text:
            record.exc_text = scrub.text(record.exc_text)
        if record.stack_info:
            record.stack_info = scrub.text(record.stack_info)
        fields = vars(record)
        for field in fields.keys() - _STANDARD:
            fields[field] = scrub.field(field, fields[field])
        return True

    def _message(self, record: logging.LogRecord) -> Any:
        if isinstance(record.msg, Mapping) and not record.args:
            return self._scrubber.value(record.msg)
        try:
            message = record.getMessage()
        except Exception:  # noqa: BLE001 - logging itself would print the arguments to stderr
            return f"{self._scrubber.shown(record.msg)} [withheld: arguments that do not fit the message]"
        return self._scrubber.text(message)
