"""Conversations with language models: messages go out without identifiers, and the answers come back with them.

>>> from unphi.llm import Session
>>> session = Session()
>>> session.scrub([{"role": "user", "content": "Mrs. Ruiz, MRN: 00482913, asks for Dr. Rose."}])
[{'role': 'user', 'content': 'Mrs. [NAME_1], MRN: [MRN_1], asks for Dr. [NAME_2].'}]
>>> session.restore("I will tell Dr. [NAME_2] that Mrs. [NAME_1] called.")
'I will tell Dr. Rose that Mrs. Ruiz called.'
>>> "".join(session.stream(["Call Mrs. [NA", "ME_", "1] back."]))
'Call Mrs. Ruiz back.'

A call of a tool comes with replacements in its arguments, runs with the originals, and its result goes out scrubbed:

>>> session.restore({"name": "find_visits", "arguments": '{"mrn": "[MRN_1]"}'})
{'name': 'find_visits', 'arguments': '{"mrn": "00482913"}'}
>>> session.scrub([{"role": "tool", "tool_call_id": "call_7", "content": '{"mrn": 482913, "visits": 3}'}])
[{'role': 'tool', 'tool_call_id': 'call_7', 'content': '{"mrn": "[MRN_1]", "visits": 3}'}]
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator, Mapping
from typing import Any

from unphi._deidentifier import Deidentifier
from unphi._errors import InputError
from unphi._unphi import Session as _Conversation

__all__ = ["Session"]

#: Where these hold a string, it is the protocol's own word. Below `arguments` and `input` nothing is.
_PROTOCOL = frozenset(
    "role type id tool_call_id tool_use_id call_id model stop_reason finish_reason status signature media_type".split()
)

#: Where these hold a string, it is what somebody wrote; a string under another key is a value that the key announces.
_PROSE = frozenset("content text thinking reasoning refusal output title context data summary".split())

#: What tools are given: any JSON.
_DATA = frozenset({"arguments", "input"})

#: Roles of messages, and types of parts, that hold what a tool gave, which is JSON as often as not.
_TOOLS = frozenset({"tool", "function"})
_RESULTS = frozenset({"tool_result", "function_call_output"})

#: Types of content that hold no text to look at.
_MEDIA = frozenset("image image_url input_image input_audio audio video file input_file".split())

#: Identifiers whose words are words elsewhere as well. All others are codes, known again wherever they stand.
_WORDS = frozenset({"name", "geographic", "date", "photo"})


class Session:
    """One conversation. The same person, place or code has the same replacement in all of its messages.

    - `deidentifier`: its settings; those of `Deidentifier()` where there is none.
    - `subject_id`: whom it is about, for policies that shift dates.
    - `media`: whether images, audio and files, which cannot be scrubbed, may pass; they are refused otherwise.

    It holds the originals in memory and nowhere else, and forgets them with itself. What a policy generalizes, such as a date of which
    the year stays, has no single original and is not put back. A code that was replaced once is replaced wherever it stands in later
    messages, announced or not.

    Messages are dictionaries as the OpenAI and Anthropic interfaces have them, or those libraries' own objects, which become
    dictionaries: with the text as a string or in parts, tool calls with their arguments as JSON text or as objects, and results of
    tools. Numbers in JSON that are identifiers become text; `restore` makes them numbers again. Roles, ids and names of tools are left
    as they are.
    """

    def __init__(
        self, deidentifier: Deidentifier | None = None, *, subject_id: str | int | None = None, media: bool = False
    ) -> None:
        self._conversation = _Conversation(deidentifier, subject_id=subject_id)
        self._media = media
        #: From a code to what it was replaced by, and the search for all of them.
        self._codes: dict[str, str] = {}
        self._search: re.Pattern[str] | None = None
        #: From what a number of JSON was replaced by to the number.
        self._numbers: dict[str, int | float] = {}

    def deidentify(self, text: str) -> str:
        """One text of the conversation without its identifiers."""
        result = self._conversation.deidentify(text)
        if self._search is None:
            clean = result.text
        else:
            clean = self._search.sub(lambda found: self._codes[found[0]], result.text)
        self._learn(text, result)
        return clean

    def scrub(self, messages: Any) -> Any:
        """A message, a list of messages, or a system prompt without identifiers. What was given is not changed.

        Raises `InputError` for images, audio and files, unless `media=True`; `TypeError` for what is no message.
        """
        return self._outgoing(messages, tool=False)

    def restore(self, answer: Any) -> Any:
        """A text, message or list of messages with the originals put back."""
        if isinstance(answer, str):
            return self._conversation.restore(answer)
        answer = _plain(answer)
        if isinstance(answer, Mapping):
            return {key: self._incoming(str(key), value) for key, value in answer.items()}
        if isinstance(answer, (list, tuple)):
            return [self.restore(item) for item in answer]
        return answer

    def stream(self, chunks: Iterable[str]) -> Iterator[str]:
        """The pieces of a streamed answer with the originals put back, also where a replacement is split over pieces. What may be the
        beginning of one waits for the next piece. Arguments of tools are JSON, in which an original must be escaped: collect their
        pieces and `restore` the call.
        """
        stream = self._conversation.stream()
        for chunk in chunks:
            if text := stream.push(chunk):
                yield text
        if text := stream.finish():
            yield text

    async def stream_async(self, chunks: AsyncIterable[str]) -> AsyncIterator[str]:
        """`stream` for an asynchronous source."""
        stream = self._conversation.stream()
        async for chunk in chunks:
            if text := stream.push(chunk):
                yield text
        if text := stream.finish():
            yield text

    def __repr__(self) -> str:
        return "Session()"

    def _learn(self, text: str, result: Any) -> None:
        """Keeps the codes that were replaced in `text` by something that leads back to them alone."""
        news = {}
        for span in result.spans:
            code = text[span.start : span.end]
            if span.identifier in _WORDS or sum(letter.isalnum() for letter in code) < 5 or code in self._codes:
                continue
            start, end = result.offsets.to_output(span.start, span.end)
            replacement = result.text[start:end]
            if replacement != code and self._conversation.restore(replacement) == code:
                news[code] = replacement
                bare = code.lstrip("0")
                # As a number of JSON it has lost its zeros.
                if code.isdigit() and len(bare) >= 5:
                    news.setdefault(bare, replacement)
        if news:
            self._codes |= news
            longest_first = sorted(self._codes, key=len, reverse=True)
            self._search = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    def _outgoing(self, value: Any, *, tool: bool) -> Any:
        """A message or a part of one, perhaps of what a tool gave."""
        if isinstance(value, str):
            return self._data(value, self._clean) if tool else self.deidentify(value)
        if value is None or isinstance(value, (bool, int, float)):
            return value
        value = _plain(value)
        if isinstance(value, (list, tuple)):
            return [self._outgoing(item, tool=tool) for item in value]
        if not isinstance(value, Mapping):
            raise TypeError(f"expected a message, a list of messages or a text, got {type(value).__name__}")
        kind = value.get("type")
        if kind in _MEDIA or (kind == "document" and not _is_text(value.get("source"))):
            if self._media:
                return dict(value)
            raise InputError(f"content of type {kind} cannot be scrubbed: leave it out, or pass media=True")
        tool = tool or kind in _RESULTS or value.get("role") in _TOOLS
        return {key: self._member(str(key), item, value, tool) for key, item in value.items()}

    def _member(self, key: str, item: Any, message: Mapping[Any, Any], tool: bool) -> Any:
        if key in _DATA:
            return self._data(item, self._clean)
        if isinstance(item, str):
            if key == "name" and "content" in message and message.get("role") not in _TOOLS:
                # A person's, where a message has one; interfaces want it to be a plain word.
                return re.sub(r"[^\w-]", "", self.deidentify(item))
            if key in _PROTOCOL or key == "name":
                return item
        if key in _PROSE or not isinstance(item, (str, int, float)):
            return self._outgoing(item, tool=tool)
        return self._clean(item, key)

    def _incoming(self, key: str, value: Any) -> Any:
        if isinstance(value, str) and (key in _PROTOCOL or key == "name"):
            return value
        return self._data(value, self._original) if key in _DATA else self.restore(value)

    def _data(self, value: Any, each: Callable[[Any, str], Any]) -> Any:
        """Arguments or results of a tool: JSON text, worked on value by value so that it stays JSON, or what it stands for."""
        if isinstance(value, str):
            try:
                parsed = json.loads(value)
            except ValueError:
                return each(value, "")
            if not isinstance(parsed, (dict, list)):
                # A text, though it may look like a number.
                return each(value, "")
            return json.dumps(_walk(parsed, each, ""), ensure_ascii=False)
        return _walk(value, each, "")

    def _clean(self, value: Any, key: str) -> Any:
        """A value of JSON without its identifiers; its key stands before it as a label, as in `{"mrn": 482913}`."""
        if value is None or isinstance(value, bool):
            return value
        label, given = f"{key}: " if key else "", value if isinstance(value, str) else str(value)
        text = self._codes.get(given)
        if text is None:
            seen = self.deidentify(label + given)
            # Where the key itself was taken for something, the value is looked at alone.
            text = seen[len(label) :] if seen.startswith(label) else self.deidentify(given)
        if text == given:
            return value
        if not isinstance(value, str):
            self._numbers[text] = value
        return text

    def _original(self, value: Any, key: str) -> Any:
        if not isinstance(value, str):
            return value
        return self._numbers[value] if value in self._numbers else self._conversation.restore(value)


def _plain(value: Any) -> Any:
    """What an object of a client library says, as dictionaries and lists."""
    dump = getattr(value, "model_dump", None)
    return dump(exclude_none=True) if callable(dump) else value


def _is_text(source: Any) -> bool:
    """Whether a document of Anthropic's is its text."""
    return isinstance(source, Mapping) and source.get("type") in ("text", "content")


def _walk(value: Any, each: Callable[[Any, str], Any], key: str) -> Any:
    """`value` with `each` applied to what it holds, under the nearest key; names of members are texts of their own."""
    if isinstance(value, Mapping):
        return {each(str(name), ""): _walk(item, each, str(name)) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_walk(item, each, key) for item in value]
    return each(value, key)
