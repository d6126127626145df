"""Conversations with language models, in the dictionaries of their interfaces."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

import unphi
from unphi.llm import Session

SENT = "Mrs. Ruiz, MRN: 00482913, asks for Dr. Rose."
CLEAN = "Mrs. [NAME_1], MRN: [MRN_1], asks for Dr. [NAME_2]."


def begun() -> Session:
    session = Session()
    assert session.scrub(SENT) == CLEAN
    return session


def test_openai_messages() -> None:
    messages: list[dict[str, Any]] = [
        {"role": "system", "content": "You help the ward of Dr. Rose."},
        {"role": "user", "name": "ruiz", "content": SENT},
        {"role": "user", "content": [{"type": "text", "text": "Is Mrs. Ruiz well?"}, {"type": "text", "text": ""}]},
        {"role": "assistant", "content": None, "refusal": None},
    ]
    given = copy.deepcopy(messages)
    session = begun()
    scrubbed = session.scrub(messages)
    assert messages == given
    assert scrubbed[0] == {"role": "system", "content": "You help the ward of Dr. [NAME_2]."}
    assert scrubbed[1]["content"] == CLEAN and scrubbed[1]["role"] == "user"
    assert scrubbed[2]["content"] == [{"type": "text", "text": "Is Mrs. [NAME_1] well?"}, {"type": "text", "text": ""}]
    assert scrubbed[3] == {"role": "assistant", "content": None, "refusal": None}
    assert session.restore(scrubbed[2])["content"][0]["text"] == "Is Mrs. Ruiz well?"
    assert repr(session) == "Session()"


def test_openai_tool_calls() -> None:
    session = begun()
    call: dict[str, Any] = {
        "role": "assistant",
        "content": None,
        "tool_calls": [
            {
                "id": "call_00482913",
                "type": "function",
                "function": {
                    "name": "find_patient",
                    "arguments": '{"name": "Mrs. [NAME_1]", "mrn": "[MRN_1]", "limit": 3, "open": true, "ward": null}',
                },
            }
        ],
    }
    restored = session.restore(call)
    function = restored["tool_calls"][0]["function"]
    assert json.loads(function["arguments"]) == {
        "name": "Mrs. Ruiz",
        "mrn": "00482913",
        "limit": 3,
        "open": True,
        "ward": None,
    }
    assert function["name"] == "find_patient" and restored["tool_calls"][0]["id"] == "call_00482913"
    # As the next request has it: with the originals.
    again = session.scrub([restored])[0]["tool_calls"][0]
    assert json.loads(again["function"]["arguments"]) == json.loads(call["tool_calls"][0]["function"]["arguments"])
    assert (again["id"], again["type"], again["function"]["name"]) == ("call_00482913", "function", "find_patient")
    assert session.scrub({"role": "assistant", "function_call": {"name": "f", "arguments": "Mrs. Ruiz"}}) == {
        "role": "assistant",
        "function_call": {"name": "f", "arguments": "Mrs. [NAME_1]"},
    }


def test_numbers_of_json_are_identifiers_too() -> None:
    session = Session()
    arguments = {"mrn": 482913, "ssn": [219099999, "219-09-9998"], "visit": {"mrn": 771204}, "beds": 12, "ratio": 0.5}
    for shape in (arguments, json.dumps(arguments)):
        scrubbed = session.scrub({"type": "tool_use", "id": "t1", "name": "look", "input": shape})["input"]
        seen = json.loads(scrubbed) if isinstance(scrubbed, str) else scrubbed
        assert seen == {
            "mrn": "[MRN_1]",
            "ssn": ["[SSN_1]", "[SSN_2]"],
            "visit": {"mrn": "[MRN_2]"},
            "beds": 12,
            "ratio": 0.5,
        }
        back = session.restore({"input": scrubbed})["input"]
        # Numbers are numbers again.
        assert (json.loads(back) if isinstance(back, str) else back) == arguments


def test_results_of_tools() -> None:
    session = begun()
    content = '{"patients": [{"mrn": "00482913", "name": "Ruiz, Ana", "bed": "12A", "weight_kg": 61.5}]}'
    for message in (
        {"role": "tool", "tool_call_id": "call_1", "content": content},
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t1", "content": content}]},
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t1", "content": [{"type": "text", "text": content}]}]},
        {"type": "function_call_output", "call_id": "call_1", "output": content},
    ):
        scrubbed = json.dumps(session.scrub([message]))
        assert "Ruiz" not in scrubbed and "482913" not in scrubbed and "Ana" not in scrubbed
        assert "61.5" in scrubbed and "[MRN_1]" in scrubbed
    plain = session.scrub({"role": "tool", "tool_call_id": "c", "name": "find", "content": "no patient Ruiz"})
    assert plain["name"] == "find" and "Ruiz" not in plain["content"]


def test_a_code_is_known_again_where_nothing_announces_it() -> None:
    session = begun()
    assert session.scrub("look up 00482913 again") == "look up [MRN_1] again"
    assert session.scrub({"input": {"q": "00482913", "n": 482913}}) == {"input": {"q": "[MRN_1]", "n": "[MRN_1]"}}
    assert "MRN_1" not in session.scrub("K 4.1, 1004829137"), "a part of another number is none"


def test_anthropic_messages() -> None:
    session = begun()
    message = {
        "role": "user",
        "content": [
            {"type": "text", "text": SENT, "cache_control": {"type": "ephemeral"}},
            {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": SENT}, "title": "Ruiz"},
        ],
    }
    scrubbed = session.scrub(message)
    assert scrubbed["content"][0] == {"type": "text", "text": CLEAN, "cache_control": {"type": "ephemeral"}}
    assert scrubbed["content"][1]["source"] == {"type": "text", "media_type": "text/plain", "data": CLEAN}
    answer = {"role": "assistant", "content": [{"type": "tool_use", "id": "toolu_1", "name": "call", "input": {"whom": "[NAME_1]"}}]}
    assert session.restore(answer)["content"][0]["input"] == {"whom": "Ruiz"}


def test_media_are_refused() -> None:
    session = Session()
    parts: list[dict[str, Any]] = [
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
        {"type": "image", "source": {"type": "base64", "data": "AAAA"}},
        {"type": "document", "source": {"type": "base64", "media_type": "application/pdf", "data": "AAAA"}},
        {"type": "input_audio", "input_audio": {"data": "AAAA"}},
    ]
    for part in parts:
        with pytest.raises(unphi.InputError, match="media=True"):
            session.scrub([{"role": "user", "content": [part]}])
        assert Session(media=True).scrub([{"role": "user", "content": [part]}])[0]["content"] == [part]


def test_objects_of_client_libraries() -> None:
    class Message:
        def model_dump(self, **_: object) -> dict[str, object]:
            return {"role": "assistant", "content": "Mrs. Ruiz"}

    session = begun()
    assert session.scrub([Message()]) == [{"role": "assistant", "content": "Mrs. [NAME_1]"}]
    assert session.restore(Message()) == {"role": "assistant", "content": "Mrs. Ruiz"}
    with pytest.raises(TypeError, match="expected a message"):
        session.scrub([object()])


def test_streams() -> None:
    session = begun()
    answer = "Dear Mrs. [NAME_1], Dr. [NAME_2] has your number [MRN_1]."
    for size in range(1, len(answer) + 1):
        pieces = [answer[at : at + size] for at in range(0, len(answer), size)]
        out = list(session.stream(pieces))
        assert "".join(out) == "Dear Mrs. Ruiz, Dr. Rose has your number 00482913."
        assert all(out)

    async def source() -> AsyncIterator[str]:
        for piece in ("Mrs. [NA", "ME_1]", "!"):
            yield piece

    async def read() -> str:
        return "".join([piece async for piece in session.stream_async(source())])

    assert asyncio.run(read()) == "Mrs. Ruiz!"


def test_other_policies() -> None:
    key = unphi.Key(b"0123456789abcdef0123456789abcdef")
    for policy, subject_id in (("reversible", None), ("pseudonymize", 17)):
        session = Session(unphi.Deidentifier(policy=policy, key=key), subject_id=subject_id)
        scrubbed = session.scrub([{"role": "user", "content": SENT}])
        assert not any(word in scrubbed[0]["content"] for word in ("Ruiz", "00482913", "Rose"))
        assert session.restore(scrubbed)[0]["content"] == SENT
