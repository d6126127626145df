"""Keeps identifiers out of OpenTelemetry traces: a span processor around the one that exports.

```python
from unphi.opentelemetry import RedactingSpanProcessor

provider.add_span_processor(RedactingSpanProcessor(BatchSpanProcessor(exporter)))
```
"""

from __future__ import annotations

from typing import Any

from opentelemetry.context import Context
from opentelemetry.sdk.trace import Event, ReadableSpan, Span, SpanProcessor
from opentelemetry.trace import Link, Status

from unphi._deidentifier import Deidentifier
from unphi._scrub import Scrubber

__all__ = ["RedactingSpanProcessor"]


class RedactingSpanProcessor(SpanProcessor):
    """Hands ended spans on to `processor` as copies without identifiers: name, attributes, events (with the message and
    stack trace of recorded exceptions), attributes of links, and the description of the status. Keys count as labels.

    Other processors of the same provider still see the original: wrap each that exports.
    """

    def __init__(self, processor: SpanProcessor, deidentifier: Deidentifier | None = None) -> None:
        self._processor = processor
        self._scrubber = Scrubber(deidentifier)

    def on_start(self, span: Span, parent_context: Context | None = None) -> None:
        """Nothing is exported yet; the span is handed on as it is."""
        self._processor.on_start(span, parent_context)

    def on_end(self, span: ReadableSpan) -> None:
        """Hands a scrubbed copy on."""
        self._processor.on_end(self._scrubbed(span))

    def shutdown(self) -> None:
        """Shuts the inner processor down."""
        self._processor.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """Flushes the inner processor."""
        return self._processor.force_flush(timeout_millis)

    def _scrubbed(self, span: ReadableSpan) -> ReadableSpan:
        scrub = self._scrubber
        events = [Event(scrub.text(e.name), self._attributes(e.attributes), e.timestamp) for e in span.events]
        links = [Link(link.context, self._attributes(link.attributes)) for link in span.links]
        description = span.status.description
        return ReadableSpan(
            name=scrub.text(span.name),
            context=span.context,
            parent=span.parent,
            resource=span.resource,
            attributes=self._attributes(span.attributes),
            events=events,
            links=links,
            kind=span.kind,
            status=Status(span.status.status_code, None if description is None else scrub.text(description)),
            start_time=span.start_time,
            end_time=span.end_time,
            instrumentation_scope=span.instrumentation_scope,
        )

    def _attributes(self, attributes: Any) -> dict[str, Any]:
        return {key: self._scrubber.field(key, value) for key, value in (attributes or {}).items()}
