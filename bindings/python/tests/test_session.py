"""Conversations, and where a place of a text is in its output."""

from __future__ import annotations

import pickle
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

import unphi

ANSWER = "Dr. [NAME_2] should call Mrs. [NAME_1] about [MRN_1], not [NAME_999]. Zoë"
RESTORED = "Dr. Rose should call Mrs. Ruiz about 00482913, not [NAME_999]. Zoë"


def begun(deid: unphi.Deidentifier | None = None) -> unphi.Session:
    session = unphi.Session(deid)
    first = session.deidentify("Mrs. Ruiz, MRN: 00482913, was seen by Dr. Rose.")
    assert first.text == "Mrs. [NAME_1], MRN: [MRN_1], was seen by Dr. [NAME_2]."
    return session


def test_the_same_person_has_the_same_tag() -> None:
    session = begun()
    assert session.deidentify("Does Mrs. Ruiz need another visit?").text == "Does Mrs. [NAME_1] need another visit?"
    assert session.restore(ANSWER) == RESTORED
    assert unphi.Session().restore(ANSWER) == ANSWER
    assert repr(session) == "Session()" and repr(session.stream()) == "RestoreStream()"


@given(st.lists(st.integers(0, len(ANSWER)), max_size=6))
def test_an_answer_in_pieces(cuts: list[int]) -> None:
    stream = begun().stream()
    for _ in range(2):
        bounds = [0, *sorted(cuts), len(ANSWER)]
        pieces = [stream.push(ANSWER[a:b]) for a, b in zip(bounds, bounds[1:], strict=False)]
        assert "".join(pieces) + stream.finish() == RESTORED


def test_other_policies_and_messages_between_pieces() -> None:
    deid = unphi.Deidentifier(policy="pseudonymize", key=unphi.Key(b"0123456789abcdef0123456789abcdef"))
    session = unphi.Session(deid, subject_id=17)
    sent = session.deidentify("Mrs. Ruiz fell on 3/14/2024.").text
    assert "Ruiz" not in sent and session.restore(sent) == "Mrs. Ruiz fell on 3/14/2024."
    with pytest.raises(unphi.InputError, match="subject"):
        unphi.Session(deid).deidentify("Mrs. Ruiz fell on 3/14/2024.")
    session = begun()
    stream = session.stream()
    out = stream.push("Mrs. [NA")
    session.deidentify("And Mr. Okafor?")
    assert out + stream.push("ME_1] and Mr. [NAME_3]") + stream.finish() == "Mrs. Ruiz and Mr. Okafor"


def test_wrong_texts_and_pickles() -> None:
    session = begun()
    with pytest.raises(unphi.InputError, match="surrogate"):
        session.deidentify("\udcff John Smith")
    with pytest.raises(unphi.InputError, match="surrogate"):
        session.stream().push("\udcff")
    assert session.restore("[NAME_1]") == "Ruiz"
    for held in (session, session.stream()):
        with pytest.raises(TypeError, match="not pickled"):
            pickle.dumps(held)
    with pytest.raises(TypeError):
        unphi.Session("safe-harbor")  # type: ignore[arg-type]


def test_threads_share_one() -> None:
    session = begun()
    wrong: list[str] = []

    def work(thread: int) -> None:
        for round in range(50):
            session.deidentify(f"Mr. Okafor{thread} called Mrs. Ruiz, {round}")
            if session.restore(ANSWER) != RESTORED:
                wrong.append("restored otherwise")

    threads = [threading.Thread(target=work, args=(thread,)) for thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_offsets() -> None:
    text = "Zoë, MRN: 00482913, 名 afebrile"
    result = unphi.deidentify(text)
    offsets = result.offsets
    assert len(offsets) == 2 == len(result.spans) and repr(offsets) == "Offsets(replacements=2)"
    word = result.text.index("名")
    assert offsets.to_original(word, len(result.text)) == (text.index("名"), len(text))
    assert offsets.to_output(text.index("名"), len(text)) == (word, len(result.text))
    for span, (given, output) in zip(result.spans, offsets.replacements, strict=True):
        assert (span.start, span.end) == given == offsets.to_original(*output)
        assert result.text[output[0] : output[1]].startswith("[") and offsets.to_output(span.start + 1, span.end) == output
    assert pickle.loads(pickle.dumps(offsets)) == offsets == unphi.Offsets(offsets.replacements)
    assert pickle.loads(pickle.dumps(result)) == result and hash(offsets) == hash(unphi.Offsets(offsets.replacements))
    assert offsets != unphi.Offsets()
    with pytest.raises(ValueError, match="ends before"):
        offsets.to_output(2, 1)
    with pytest.raises(ValueError, match="overlap"):
        unphi.Offsets([((5, 9), (0, 3)), ((2, 3), (3, 4))])


PARTS = st.sampled_from(["Zoë ", "名", "😀", "MRN: 00482913", "Dr. Rose", "; ", "e\u0301", "SSN 219-09-9999, ", "on 3/14/2024 ", "K 4.1"])


@given(st.lists(PARTS, max_size=12).map("".join))
def test_text_outside_of_replacements_moves_and_stays_the_same(text: str) -> None:
    result = unphi.deidentify(text)
    end = output_end = 0
    for given_range, output in [*result.offsets.replacements, ((len(text),) * 2, (len(result.text),) * 2)]:
        assert text[end : given_range[0]] == result.text[output_end : output[0]]
        if end < given_range[0]:
            assert result.offsets.to_output(end, given_range[0]) == (output_end, output[0])
            assert result.offsets.to_original(output_end, output[0]) == (end, given_range[0])
        end, output_end = given_range[1], output[1]
