"""A text is known again by its mark, however it was written and whichever key made the mark."""

from __future__ import annotations

from uuid import UUID, uuid5

import pytest
import sqlalchemy as sa

from runtime import marks
from runtime.identifiers import new_id
from tests.keys import while_keys_change

_COLUMN = sa.column("phone_print", sa.String())


def _asks_for(text: str | None) -> set[str]:
    asked = marks.PHONE.is_of(_COLUMN, text).compile().params.values()
    return {mark for found in asked for mark in found}


@pytest.mark.parametrize(
    "written", ["138 0013 8000", "+86 138-0013-8000", "１３８００１３８０００"]
)
def test_all_ways_of_writing_have_one_mark(written: str) -> None:
    mark = marks.PHONE.of("13800138000")

    assert marks.PHONE.of(written) == mark
    assert _asks_for(written) == {mark}
    assert marks.PHONE.fits(mark, written)
    assert not marks.PHONE.fits(mark, "13800138001")


def test_a_mark_of_before_is_found_while_keys_change() -> None:
    before = marks.PHONE.of("13800138000")

    with while_keys_change():
        assert marks.PHONE.of("13800138000") != before
        assert before in _asks_for("13800138000")
        assert marks.PHONE.fits(before, "13800138000")


def test_nothing_has_no_mark_and_is_nobodys() -> None:
    assert marks.PHONE.of(None) is None
    assert _asks_for(None) == _asks_for(" - ") == set()
    assert not marks.PHONE.fits(None, "13800138000")


def test_a_blind_id_fits_one_message_and_is_known_again_while_keys_change() -> None:
    person, message = new_id(), new_id()
    before = _blind(person, message)

    assert before not in {person, _blind(person, new_id())}
    assert before != _blind(new_id(), message)
    # Both ids without a key tell nothing.
    assert before != uuid5(message, f"{message}/{person}")
    with while_keys_change():
        assert _blind(person, message) != before
        assert before in marks.blind_ids(person, within=message, reader="gateway")


def _blind(one: UUID, within: UUID) -> UUID:
    return marks.blind_id(one, within=within, reader="gateway")
