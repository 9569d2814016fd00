"""Each household or phone has one turn with a thing, and what is kept tells of nobody."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from groundwork import turns
from runtime.database import Database
from services.recruitment.surveys.model import MARK
from tests.keys import while_keys_change

_ONE, _OTHER = UUID(int=1), UUID(int=2)


def _take(recruitment: Database, thing: UUID, reading: str = "3-2-501") -> bool:
    with recruitment.writing() as session:
        return turns.take(session, MARK, thing, "household", reading)


def test_each_has_one_turn_with_each_thing(recruitment: Database) -> None:
    assert _take(recruitment, _ONE)
    assert not _take(recruitment, _ONE)
    assert _take(recruitment, _OTHER)
    assert _take(recruitment, _ONE, "3-2-502")


def test_marks_of_two_things_are_never_alike(recruitment: Database) -> None:
    """Else a reader of the database could say who answered both."""
    _take(recruitment, _ONE)
    _take(recruitment, _OTHER)

    with recruitment.reading() as session:
        found = session.scalars(sa.select(MARK.c.print)).all()
    assert len(set(found)) == 2


def test_nobody_has_a_second_turn_because_keys_change(recruitment: Database) -> None:
    _take(recruitment, _ONE)

    with while_keys_change():
        assert not _take(recruitment, _ONE)
        assert _take(recruitment, _ONE, "3-2-502")
