"""Values of any type without their identifiers: what log records, events and span attributes are made of."""

from __future__ import annotations

import datetime
import decimal
import enum
import os
import uuid
from collections.abc import Mapping, Set
from typing import Any

from unphi._deidentifier import Deidentifier
from unphi._errors import UnphiError

#: Nested deeper than this, or in itself, a value is withheld.
DEPTH = 24

#: Types that are kept as they are where their text holds no identifier. Of other objects, which may show more later than
#: they do now, only the text is kept.
PLAIN = (int, float, complex, decimal.Decimal, datetime.date, datetime.time, datetime.timedelta, uuid.UUID, enum.Enum)


class Scrubber:
    """Applies one de-identifier to values. What cannot be processed is withheld, and no exception is raised."""

    def __init__(self, deidentifier: Deidentifier | None = None) -> None:
        self.deidentifier = Deidentifier() if deidentifier is None else deidentifier

    def text(self, text: str) -> str:
        """`text` without its identifiers. Lone surrogates become U+FFFD."""
        try:
            text = text.encode("utf-8", "replace").decode()
            return self.deidentifier.deidentify(text).text
        except UnphiError as error:
            return f"[withheld: {type(error).__name__}]"

    def shown(self, value: object) -> str:
        """The text of `value`, scrubbed."""
        try:
            text = str(value)
        except Exception as error:  # noqa: BLE001 - its __str__ may raise anything
            return f"[withheld: {type(error).__name__}]"
        return self.text(text)

    def field(self, key: object, value: Any, depth: int = 0) -> Any:
        """`value`, which stands under `key`: `{"mrn": 482913}` is an identifier, and so is `{"patient": "rose"}`."""
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, (str, *PLAIN)):
            # The key is what a label is in running text.
            label = f"{key}: "
            given = value if isinstance(value, str) else str(value)
            seen = self.text(label + given)
            scrubbed = self.text(seen[len(label) :] if seen.startswith(label) else given)
            return value if scrubbed == given else scrubbed
        return self.value(value, depth, key)

    def value(self, value: Any, depth: int = 0, key: object = None) -> Any:
        """`value` with every text in it scrubbed: strings, bytes, mappings, sequences and sets keep their type."""
        if depth > DEPTH:
            return "[withheld: nested too deep]"
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, (bytes, bytearray)):
            text = bytes(value).decode("utf-8", "replace")
            scrubbed = self.text(text)
            return value if scrubbed == text else scrubbed.encode()
        if isinstance(value, Mapping):
            return {self._key(name): self.field(name, item, depth + 1) for name, item in value.items()}
        if isinstance(value, (list, tuple, Set)):
            items = [self.value(item, depth + 1) if key is None else self.field(key, item, depth + 1) for item in value]
            if isinstance(value, tuple):
                return tuple(items)
            return items if isinstance(value, list) else set(items)
        text = self.shown(value)
        if isinstance(value, PLAIN) and text == str(value):
            return value
        if isinstance(value, os.PathLike) and text == os.fspath(value):
            return value
        return text

    def _key(self, key: object) -> object:
        return self.text(key) if isinstance(key, str) else key
