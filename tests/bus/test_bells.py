"""A relay is told of events once they are committed, and work waits for nobody's commit."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus import bells, outbox
from bus.tables import OUTBOX
from contracts.appeals.receptions import ReceptionRecorded
from contracts.appeals.words import Channel
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from tests.servers.databases import Databases
from tests.servers.waiting import wait_for
from vocabulary.actors import SYSTEM


def _tells(session: Session) -> None:
    event = ReceptionRecorded(
        reception_id=new_id(),
        community="440305007003",
        visitors=3,
        channel=Channel.STATION_DUTY,
        held_at=clock.now(),
        version=1,
    )
    outbox.add(session, event, actor=SYSTEM)


def _tells_and_fails(database: Database) -> None:
    with database.writing() as session:
        _tells(session)
        raise LookupError


def _heard_until(listening: sa.Connection, last: str) -> list[str]:
    """What was heard before the last, in the order of the commits."""
    raw: Any = listening.connection.dbapi_connection

    def is_heard() -> bool:
        raw.poll()
        return last in [one.payload for one in raw.notifies]

    wait_for(is_heard, 10, "the last is heard")
    return [one.payload for one in raw.notifies if one.payload != last]


def test_the_transaction_that_writes_events_does_not_notify(
    postgres_databases: Databases,
) -> None:
    """Those that notify commit one at a time: four intake workers did no more than one."""
    register = postgres_databases.migrated("appeals")
    with register.engine.connect() as listening:
        bells.listen(listening)
        listening.commit()
        with Session(register.engine) as alone:
            _tells(alone)
            alone.commit()
        with register.writing() as session:
            _tells(session)
            _tells(session)

        with register.engine.begin() as another:
            another.execute(sa.text("NOTIFY outbox, 'the last'"))
        assert _heard_until(listening, "the last") == [""]


def test_what_is_committed_stays_where_nobody_can_be_told(
    postgres_databases: Databases,
) -> None:
    register = postgres_databases.migrated("appeals")

    def breaks(*asked: Any) -> None:
        if "NOTIFY" in asked[2]:
            raise sa.exc.OperationalError(asked[2], None, ConnectionError("gone"))

    sa.event.listen(register.engine, "before_cursor_execute", breaks)
    before = _counted(register)

    try:
        with register.writing() as session:
            _tells(session)
    finally:
        sa.event.remove(register.engine, "before_cursor_execute", breaks)

    assert _counted(register) == before + 1


def test_on_one_machine_the_relay_hears_of_what_was_committed_alone(
    quick_databases: Databases,
) -> None:
    register, rung = quick_databases.migrated("appeals"), []
    bells.hang(register, lambda: rung.append(_counted(register)))
    before = _counted(register)

    with pytest.raises(LookupError):
        _tells_and_fails(register)
    with register.writing() as session:
        _tells(session)

    assert rung == [before + 1]


def _counted(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(OUTBOX)) or 0
