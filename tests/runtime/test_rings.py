"""Keys of one ring: a service opens what is its own or told to it, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime import encryption
from runtime.encryption import Keyring, Unsealable, WrongRing
from tests.keys import KEY, a_key_of

_NAMES = ("recruitment", "appeals", "gateway")
_TOLD = ("gateway-to-appeals", "recruitment-to-gateway", "appeals-to-gateway")
_ALL = [a_key_of(name) for name in (*_NAMES, *_TOLD)]


def _of_service(name: str, *older: str) -> Keyring:
    """What lies in the container of a service."""
    own = [key for key in _ALL if name in key.partition(":")[0].split("-to-")]
    return Keyring([*own, *older], name)


@given(text=st.text(), name=st.sampled_from(_NAMES), other=st.sampled_from(_NAMES))
def test_a_service_opens_its_own_database_and_no_other(text: str, name: str, other: str) -> None:
    sealed = _of_service(name).seal(text)

    if other == name:
        assert _of_service(other).open(sealed) == text
    else:
        with pytest.raises(Unsealable):
            _of_service(other).open(sealed)


@given(text=st.text(), told=st.sampled_from(_TOLD), by=st.sampled_from(_NAMES))
def test_what_is_told_opens_for_its_reader_and_for_nobody_beside(
    text: str, told: str, by: str
) -> None:
    writer, _, reader = told.partition("-to-")
    sealed = _of_service(writer).to(reader).seal(text)

    if by == reader:
        assert _of_service(by).to(by).open(sealed) == text
    for ring in (_of_service(by), *(_of_service(by).to(one) for one in _NAMES if one != reader)):
        with pytest.raises((Unsealable, WrongRing)):
            ring.open(sealed)
    if by not in {writer, reader}:
        with pytest.raises((Unsealable, WrongRing)):
            _of_service(by).to(reader).open(sealed)


@given(text=st.text(), name=st.sampled_from(_NAMES))
def test_marks_of_two_rings_are_never_alike(text: str, name: str) -> None:
    ring = _of_service(name)

    others = {_of_service(one).fingerprint(text) for one in _NAMES if one != name}
    assert ring.fingerprint(text) not in others
    reader = "appeals" if name == "gateway" else "gateway"
    assert ring.to(reader).fingerprint(text) != ring.fingerprint(text)


def test_a_key_without_a_name_is_everybodys_while_keys_change() -> None:
    before = Keyring([KEY])
    row, letter = before.seal("13800138000"), before.to("appeals").seal("楼道")

    ring = _of_service("appeals", KEY)

    assert ring.open(row) == "13800138000"
    assert ring.to("appeals").open(letter) == "楼道"
    assert (ring.is_current(row), ring.is_current(ring.seal("x"))) == (False, True)
    assert before.fingerprint("13800138000") in ring.fingerprints("13800138000")


def test_each_writer_to_a_reader_has_a_newest_key_of_its_own() -> None:
    """What lies waiting is counted by it."""
    operator = Keyring([*_ALL, KEY])
    newest = operator.to("gateway").current_marks

    for name in ("recruitment", "appeals"):
        assert _of_service(name).to("gateway").current_mark in newest
    assert Keyring([KEY]).current_mark not in newest
    assert Keyring([KEY, *_ALL]).to("gateway").current_marks == {Keyring([KEY]).current_mark}
    assert Keyring([KEY]).to("gateway").current_marks == {Keyring([KEY]).current_mark}


def test_a_process_without_a_key_of_a_ring_is_told_so() -> None:
    with pytest.raises(WrongRing, match="-to-volunteers"):
        _of_service("appeals").to("volunteers").seal("x")
    with pytest.raises(WrongRing, match="no key of street"):
        encryption.use(_ALL, "street")


def test_a_process_has_one_ring() -> None:
    """With keys apart it could seal rows of one database with the key of another."""
    with pytest.raises(WrongRing, match="appeals, gateway have keys of their own"):
        encryption.use(_ALL, "appeals", "gateway")

    assert encryption.use([KEY], "appeals", "gateway").open(Keyring([KEY]).seal("x")) == "x"


def test_a_backup_names_every_key() -> None:
    marks = encryption.marks_of([*_ALL, KEY])

    assert len(set(marks)) == len(_ALL) + 1
    assert _of_service("appeals").to("gateway").current_mark in marks
