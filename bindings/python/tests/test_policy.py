"""Policies and keys: what they do, how they travel, and what they never show."""

from __future__ import annotations

import copy
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import unphi

SECRET = b"0123456789abcdef0123456789abcdef"
NOTE = "Mrs. Ruiz fell on 3/14/2024. MRN: 00482913."
DIGITS = 'claim = "expert-determination"\n[operators]\nssn = "encrypt-digits"\n'
LAKE = 'name = "lake"\ndeny = ["Project Falcon"]\n[operators]\nname = "numbered-tag"\n'


def test_built_in_policies() -> None:
    assert set(unphi.Policy.PROFILES) == {"safe-harbor", "limited-data-set", "pseudonymize", "reversible"}
    assert unphi.Policy() == unphi.Policy("safe-harbor") == unphi.Deidentifier().policy
    for name in unphi.Policy.PROFILES:
        policy = unphi.Policy(name)
        assert policy.name == name and unphi.Policy.from_toml(policy.to_toml()) == policy
        assert policy.needs_key == (name in ("pseudonymize", "reversible"))
        assert policy.needs_subject_id == (name == "pseudonymize")
        assert policy.is_reversible == (name == "reversible")
        assert len(policy.fingerprint) == 64
    assert unphi.Deidentifier(policy="limited-data-set").deidentify(NOTE).text == "Mrs. [NAME] fell on 3/14/2024. MRN: [MRN]."


def test_a_policy_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "lake.toml"
    path.write_text(LAKE, encoding="utf-8")
    policies = [unphi.Policy.from_toml(LAKE), unphi.Policy.from_file(path), unphi.Policy.from_file(str(path))]
    assert policies[0] == policies[1] == policies[2] != unphi.Policy() and len(set(policies)) == 1
    text = "Mrs. Ruiz met Dr. Rose of Project Falcon; Mrs. Ruiz is well."
    clean = "Mrs. [NAME_1] met Dr. [NAME_2] of [OTHER]; Mrs. [NAME_1] is well."
    assert unphi.Deidentifier(policy=path).deidentify(text).text == clean
    for policy in policies:
        assert unphi.Deidentifier(policy=policy).deidentify(text).text == clean
    shown = f"{policies[0]!r} {unphi.Deidentifier(policy=policies[0])!r}"
    assert "name='lake'" in shown and "Falcon" not in shown
    assert pickle.loads(pickle.dumps(policies[0])) == policies[0] == copy.deepcopy(policies[0])


def test_wrong_policies() -> None:
    with pytest.raises(unphi.ConfigurationError, match="line 2"):
        unphi.Policy.from_toml('name = "x"\noperaters = 1')
    with pytest.raises(unphi.ConfigurationError, match="departs from safe-harbor"):
        unphi.Policy.from_toml('[operators]\ndate = "shift"')
    with pytest.raises(unphi.ConfigurationError, match="pseudonymize"):
        unphi.Policy("safe harbour")
    with pytest.raises(unphi.ConfigurationError, match="pseudonymize"):
        unphi.Deidentifier(policy="safe harbour")
    with pytest.raises(FileNotFoundError):
        unphi.Deidentifier(policy=Path("/no/such/policy.toml"))
    with pytest.raises(TypeError):
        unphi.Deidentifier(policy=7)  # type: ignore[arg-type]
    for name in ("pseudonymize", "reversible"):
        with pytest.raises(unphi.InvalidKeyError) as raised:
            unphi.Deidentifier(policy=name)
        assert isinstance(raised.value, unphi.UnphiError)


def test_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digits, raw = tmp_path / "digits", tmp_path / "raw"
    digits.write_text(SECRET.hex() + "\n")
    raw.write_bytes(SECRET)
    monkeypatch.setenv("UNPHI_KEY", SECRET.hex())
    monkeypatch.setenv("OTHER_KEY", "ff" * 32)
    keys = [
        unphi.Key(SECRET),
        unphi.Key(bytearray(SECRET)),
        unphi.Key.from_hex(SECRET.hex()),
        unphi.Key.from_file(digits),
        unphi.Key.from_file(raw),
        unphi.Key.from_env(),
    ]
    assert len({key.id for key in keys}) == 1 and keys[0].id != unphi.Key.from_env("OTHER_KEY").id
    for key in keys:
        assert repr(key) == f"Key(id='{key.id}')"
        assert repr(unphi.Deidentifier(key=key)) == f"Deidentifier(key=Key(id='{key.id}'))"
        assert copy.copy(key) is key and copy.deepcopy(key) is key
        assert not hasattr(key, "__dict__") and SECRET.decode() not in str(key)


@pytest.mark.parametrize(
    "make",
    [
        lambda: unphi.Key(b"short"),
        lambda: unphi.Key.from_hex("xyz" * 30),
        lambda: unphi.Key.from_hex("00"),
        lambda: unphi.Key.from_env("NO_SUCH_VARIABLE_OF_UNPHI"),
        lambda: unphi.Key.from_env("A=B"),
    ],
)
def test_wrong_keys(make: object) -> None:
    with pytest.raises(unphi.InvalidKeyError) as raised:
        make()  # type: ignore[operator]
    assert "xyz" not in str(raised.value)


def test_a_key_is_written_nowhere_unseen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for given in (unphi.Key(SECRET), unphi.Key.from_hex(SECRET.hex())):
        with pytest.raises(TypeError, match="pickle_secret"):
            pickle.dumps(given)
        with pytest.raises(TypeError, match="pickle_secret"):
            pickle.dumps(unphi.Deidentifier(policy="reversible", key=given))
    with pytest.raises(TypeError):
        unphi.Key("0" * 64)  # type: ignore[arg-type]
    # Said so:
    written = pickle.dumps(unphi.Key(SECRET, pickle_secret=True))
    assert SECRET in written and pickle.loads(written).id == unphi.Key(SECRET).id

    path = tmp_path / "key"
    path.write_text(SECRET.hex())
    monkeypatch.setenv("UNPHI_TEST_KEY", SECRET.hex())
    for key in (unphi.Key.from_file(path), unphi.Key.from_env("UNPHI_TEST_KEY")):
        state = pickle.dumps(unphi.Deidentifier(policy="reversible", key=key, previous_keys=[key]))
        assert SECRET not in state and SECRET.hex().encode() not in state
        again = pickle.loads(state)
        assert again.deidentify(NOTE) == unphi.Deidentifier(policy="reversible", key=key).deidentify(NOTE)
    # Another key there, or none, is told and not used.
    state = pickle.dumps(unphi.Key.from_env("UNPHI_TEST_KEY"))
    monkeypatch.setenv("UNPHI_TEST_KEY", "ff" * 32)
    with pytest.raises(unphi.InvalidKeyError, match="another key"):
        pickle.loads(state)
    monkeypatch.delenv("UNPHI_TEST_KEY")
    with pytest.raises(unphi.InvalidKeyError, match="not set"):
        pickle.loads(state)


def test_subject_ids() -> None:
    deid = unphi.Deidentifier(policy="pseudonymize", key=unphi.Key(SECRET))
    for nobody in (None, "", float("nan")):
        with pytest.raises(unphi.InputError, match="subject"):
            deid.deidentify(NOTE, subject_id=nobody)  # type: ignore[arg-type]
    one = deid.deidentify(NOTE, subject_id="17")
    assert one == deid.deidentify(NOTE, subject_id=17) != deid.deidentify(NOTE, subject_id="18")
    assert not any(word in one.text for word in ("Ruiz", "3/14/2024", "00482913"))
    with pytest.raises(unphi.InputError, match="subject"):
        # What the call before was about is nothing to this one.
        deid.deidentify(NOTE)
    for wrong in (True, 1.5, b"17"):
        with pytest.raises(TypeError, match="id"):
            deid.deidentify(NOTE, subject_id=wrong)  # type: ignore[arg-type]
    ruiz = unphi.Subject(name="Ruiz")
    assert deid.deidentify(NOTE, subject=ruiz, subject_id=17).text == one.text


def test_the_way_back() -> None:
    key, later = unphi.Key(SECRET), unphi.Key(SECRET[::-1])
    deid = unphi.Deidentifier(policy="reversible", key=key)
    tokens = deid.deidentify(f"Zoë: {NOTE}").text
    assert "Ruiz" not in tokens and "Zoë" not in tokens
    for opener in (deid, unphi.Deidentifier(key=later, previous_keys=[key])):
        back = opener.reidentify("名 " + tokens)
        assert back.text == f"名 Zoë: {NOTE}" and back.opened == 4 and back.faults == ()
    back = unphi.Deidentifier(key=later).reidentify("名 " + tokens)
    assert back.text == "名 " + tokens and back.opened == 0
    assert [fault.fault for fault in back.faults] == ["other-key"] * 4 and "previous" in back.faults[0].message
    start, end = back.faults[1].start, back.faults[1].end
    assert back.text[start] == "[" and back.text[end - 1] == "]"
    assert repr(back) == "Reidentified(opened=0, faults=4)" and "Ruiz" not in repr(back.faults)
    with pytest.raises(unphi.InvalidKeyError):
        unphi.Deidentifier().reidentify(tokens)

    numbers = unphi.Deidentifier(policy=unphi.Policy.from_toml(DIGITS), key=key)
    number = numbers.deidentify("SSN: 219-09-9999").text.removeprefix("SSN: ")
    assert number != "219-09-9999" and numbers.reidentify_digits("ssn", number) == "219-09-9999"
    with pytest.raises(unphi.InputError):
        numbers.reidentify_digits("ssn", "12")
    with pytest.raises(ValueError, match="18"):
        numbers.reidentify_digits("shoe", number)


def test_the_same_in_another_process() -> None:
    code = (
        "import pickle, sys, unphi; deid = pickle.loads(sys.stdin.buffer.read());"
        f"sys.stdout.write(deid.deidentify({NOTE!r}, subject_id=17).text)"
    )
    deid = unphi.Deidentifier(policy="pseudonymize", key=unphi.Key(SECRET, pickle_secret=True))
    run = subprocess.run([sys.executable, "-c", code], input=pickle.dumps(deid), capture_output=True, env=dict(os.environ))
    assert run.stdout.decode() == deid.deidentify(NOTE, subject_id=17).text, run.stderr
