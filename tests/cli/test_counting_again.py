"""What came while a log was read is read in rounds, each event once. R23."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from bus import outbox, replaying
from bus.tables import OUTBOX
from cli import counting_again
from contracts.appeals.receptions import ReceptionRecorded
from runtime.database import Database
from runtime.identifiers import new_id
from tests.servers.databases import Databases
from tests.services.incentives.events import reception
from vocabulary.actors import RESIDENT

_DAY = dt.date(2013, 5, 4)


@pytest.fixture
def log(quick_databases: Databases) -> Database:
    """With two events of just now; a number between them is given, and not there yet."""
    found = quick_databases.migrated("appeals")
    _tell(found)
    _tell(found)
    with found.writing() as session:
        newest = sa.select(sa.func.max(OUTBOX.c.seq)).scalar_subquery()
        session.execute(sa.update(OUTBOX).where(OUTBOX.c.seq == newest).values(seq=newest + 1))
    return found


def _tell(log: Database) -> None:
    with log.writing() as session:
        outbox.add(session, reception(_DAY), actor=RESIDENT)


def _read(piece: counting_again._Piece) -> list[int]:
    return [len(found) for _, found in piece.goes_on() if found]


@pytest.mark.parametrize("reads", [replaying.every, replaying.newest_of_each])
def test_a_round_reads_only_what_is_new_and_what_came_late(log: Database, reads: Any) -> None:
    """Each round read all of the last five minutes again: the last one while others waited."""
    piece = counting_again._Piece(log, [ReceptionRecorded], reads)
    given = replaying.last_seq(log) - 1
    assert _read(piece) == [2]
    assert _read(piece) == []

    _tell(log)
    with log.writing() as session:
        # Its number was given before that of the others, and its transaction ended after theirs.
        other = sa.select(OUTBOX).where(OUTBOX.c.seq == given + 1)
        late = dict(session.execute(other).mappings().one())
        session.execute(
            sa.insert(OUTBOX).values(late | {"seq": given, "id": new_id(), "aggregate": "another"})
        )

    assert sum(_read(piece)) == (2)
    assert _read(piece) == []


def test_rounds_go_on_until_little_is_left(log: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting_again, "_FEW", 1)
    piece = counting_again._Piece(log, [ReceptionRecorded], replaying.every)
    _read(piece)
    came, rounds = [3, 2, 1, 1], list[int]()
    for _ in range(came.pop(0)):
        _tell(log)

    for found in counting_again._caught_up([piece]):
        rounds.append(len(found))
        for _ in range(came.pop(0)):
            _tell(log)

    # The one that came during the last is left for the end.
    assert (rounds, came) == ([3, 2, 1], [])
